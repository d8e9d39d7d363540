"""Unpacks the parts of a workbook's container, each once, when its directory and the part itself can be trusted."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from pipeline.limits import MIB, Limits
from pipeline.read.refusals import damaged, protected, too_large

LARGE = 4 * MIB  # how far a smaller part is packed does no harm
LOCAL = b"PK\x03\x04"
XML_ENDINGS = (".xml", ".rels", ".vml")
WIDE = ("utf-16-le", "utf-16-be")
# Readers make room for as many items as a part promises, before they see the first. Of texts the plain count says
# how often cells use them, which may well be more than there is room for.
UNIQUE = re.compile(rb"\buniqueCount\s*=\s*[\"'](\d+)[\"']")
COUNTS = re.compile(rb"count\s*=\s*[\"'](\d+)[\"']")


class Package:
    """The parts of a zip file whose directory was checked."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.data = memoryview(data)
        self.entries = zipfile.ZipFile(BytesIO(data)).infolist()
        self._check_directory(limits)
        self.names = {entry.filename.casefold(): entry for entry in self.entries}

    def _check_directory(self, limits: Limits) -> None:
        """Refuse a zip by its directory: too many or too large entries, odd names, unknown methods, passwords."""
        if len(self.entries) > limits.parts:
            raise too_large(f"it holds {len(self.entries):,} parts")
        if sum(entry.file_size for entry in self.entries) > limits.unpacked_mib * MIB:
            raise too_large(f"it unpacks to more than {limits.unpacked_mib:,.0f} MiB")
        if sum(entry.compress_size for entry in self.entries) > len(self.data):
            raise damaged("its parts lie over each other")
        names = set()
        for entry in self.entries:
            name = entry.filename
            if name.startswith("/") or "\\" in name or ".." in name.split("/") or name.casefold() in names:
                raise damaged("a part has a name that no workbook has")
            names.add(name.casefold())
            if entry.flag_bits & 1:
                raise protected("the file is protected by a password")
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise damaged("a part is packed in a way that Excel does not use")
            if entry.file_size > limits.part_mib * MIB:
                raise too_large(f"a part of it unpacks to more than {limits.part_mib:,.0f} MiB")
            if entry.file_size > LARGE and entry.file_size > limits.ratio * max(entry.compress_size, 1):
                raise too_large("a part of it unpacks to a suspicious size")

    def unpack(self, entry: zipfile.ZipInfo) -> bytes:
        """A part's bytes: as many as the directory says, with the checksum that it says."""
        at = entry.header_offset
        if self.data[at : at + 4] != LOCAL:
            raise damaged("a part is not where the file says")
        length, extra = struct.unpack_from("<HH", self.data, at + 26)
        start = at + 30 + length + extra
        if self.data[at + 30 : at + 30 + length] != entry.orig_filename.encode(
            "utf-8" if entry.flag_bits & 0x800 else "cp437"
        ):
            raise damaged("a part has two names")
        packed = self.data[start : start + entry.compress_size]
        part, whole = bytes(packed), True
        if entry.compress_type == zipfile.ZIP_DEFLATED:
            inflate = zlib.decompressobj(-zlib.MAX_WBITS)
            part = inflate.decompress(packed, entry.file_size + 1)
            whole = inflate.eof
        if not whole or len(part) != entry.file_size or zlib.crc32(part) != entry.CRC:
            raise damaged("a part is not what the file says")
        return part


def check_read(name: str, part: bytes) -> None:
    """Refuse a part that is read unless it is whole XML, without a DOCTYPE and without false promises."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        raise damaged("a tab or the list of tabs can't be read") from None
    promises = UNIQUE if name.casefold().endswith("sharedstrings.xml") else COUNTS
    if any(len(number) > 9 or int(number) > len(part) for number in promises.findall(part)):
        raise damaged("a part says that it holds more than it can")


def check_passed(name: str, part: bytes) -> None:
    """Refuse a part that is not read (a drawing, a theme) only where it declares a DOCTYPE."""
    if not name.casefold().endswith(XML_ENDINGS):
        return
    if b"<!DOCTYPE" in part or (b"\0" in part[:4] and any("<!DOCTYPE".encode(wide) in part for wide in WIDE)):
        _refuse_doctype()


def _refuse_doctype(*_: object) -> None:
    """No workbook declares a DOCTYPE; what one declares could grow without end."""
    raise damaged("a part declares a DOCTYPE, which no workbook has")
