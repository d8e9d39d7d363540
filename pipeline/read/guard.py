"""Opens a workbook's container only when it is safe to parse: size, kind, entries, names, checksums, no DOCTYPE."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree
from xml.parsers import expat

from pipeline.problems import Place, Problem

MIB = 1024 * 1024
MOST_BYTES = 50 * MIB
MOST_UNPACKED = 256 * MIB
MOST_PART = 128 * MIB
MOST_ENTRIES = 10_000
MOST_SHEETS = 500
MOST_RATIO = 250  # how far a part may be packed, once it is large
LARGE = 4 * MIB
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
XML_ENDINGS = (".xml", ".rels", ".vml")
DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
# Readers make room for as many items as a part promises, before they see the first.
UNIQUE = re.compile(rb"\buniqueCount\s*=\s*[\"'](\d+)[\"']")
COUNTS = re.compile(rb"\bcount\s*=\s*[\"'](\d+)[\"']")
READ_PARTS = ("xl/workbook", "xl/worksheets/sheet", "xl/sharedstrings", "xl/styles", "xl/_rels/", "_rels/", "[content")
# What zipfile and expat raise for a broken file (an encoding that nobody knows is a LookupError).
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    NotImplementedError,
)


class Refused(Exception):
    """A file that is not read; says what is found, what is due, how to mend it, and the problem's code."""

    def __init__(self, found: str, due: str, mend: str, code: str) -> None:
        super().__init__(found)
        self.found, self.due, self.mend, self.code = found, due, mend, code

    def problem(self, file: str, sheet: str = "") -> Problem:
        """The refusal as a problem of that file."""
        return Problem(Place(file, sheet), self.found, self.due, self.mend, self.code)


@dataclass(frozen=True)
class SheetPart:
    """A worksheet as the workbook lists it: its name, whether it is hidden, the part that holds its cells."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True)
class Container:
    """A workbook that passed the guard."""

    data: bytes
    package: zipfile.ZipFile
    sheets: tuple[SheetPart, ...]


def damaged(what: str) -> Refused:
    """A refusal of a file that does not hold together."""
    mend = "open it in Excel, save it under its name again, or take the last good copy"
    return Refused(f"the file is damaged: {what}", "a whole Excel workbook", mend, "file-damaged")


def too_large(what: str) -> Refused:
    """A refusal of a file beyond the limits."""
    mend = "delete unused rows, columns, tabs and pictures, or split the workbook"
    return Refused(f"the file is too large: {what}", "a workbook of ordinary size", mend, "file-too-large")


def opened(data: bytes) -> Container:
    """Check the container of a workbook; raise `Refused` in one sentence where it can't be trusted."""
    if len(data) > MOST_BYTES:
        raise too_large(f"{len(data) // MIB} MiB, at most {MOST_BYTES // MIB} are read")
    if data.startswith(OLE):
        raise Refused(
            "the file is protected by a password, or is in the old format of Excel 97",
            "a workbook saved as .xlsx without a password",
            "open it in Excel, remove the password and save it as Excel workbook (.xlsx)",
            "file-encrypted",
        )
    if not data.startswith(ZIP):
        due, mend = "an Excel workbook (.xlsx)", "save it from Excel as Excel workbook (.xlsx)"
        raise Refused("the file is empty" if not data else "the file is no Excel workbook", due, mend, "file-kind")
    try:
        package = zipfile.ZipFile(BytesIO(data))
        _check_entries(package.infolist())
        for entry in package.infolist():
            _check_part(package, entry)
        return Container(data, package, _sheets(package))
    except DAMAGED:
        raise damaged("a part of it can't be unpacked") from None
    except ElementTree.ParseError:
        raise damaged("its list of tabs can't be read") from None


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse a zip by its directory: too many or too large entries, odd names, unknown methods, passwords."""
    if len(entries) > MOST_ENTRIES:
        raise too_large(f"it holds {len(entries):,} parts")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise too_large(f"it unpacks to more than {MOST_UNPACKED // MIB} MiB")
    names = set()
    for entry in entries:
        name = entry.filename
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or name.casefold() in names:
            raise damaged("a part has a name that no workbook has")
        names.add(name.casefold())
        if entry.flag_bits & 1:
            raise Refused("the file is protected by a password", "a workbook without a password",
                          "remove the password and save it again", "file-encrypted")  # fmt: skip
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged("a part is packed in a way that Excel does not use")
        if entry.file_size > MOST_PART:
            raise too_large(f"a part of it unpacks to more than {MOST_PART // MIB} MiB")
        if entry.file_size > LARGE and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise too_large("a part of it unpacks to a suspicious size")


def _check_part(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack a part once, counting its bytes and proving its checksum; refuse a DOCTYPE and broken XML."""
    name = entry.filename.casefold()
    # Parts that are read must be whole XML; the others (drawings, themes) must only be harmless.
    # Of texts the plain count says how often cells use them, which may well be more than there is room for.
    promises = UNIQUE if name.startswith("xl/sharedstrings") else COUNTS
    parser = expat.ParserCreate() if name.startswith(READ_PARTS) and name.endswith(XML_ENDINGS) else None
    if parser is not None:
        parser.StartDoctypeDeclHandler = _refuse_doctype
    kept, size = b"", 0
    try:
        with package.open(entry) as part:
            while chunk := part.read(MIB):
                size += len(chunk)
                if parser is not None:
                    parser.Parse(chunk, False)
                    if any(len(n) > 9 or int(n) > entry.file_size for n in promises.findall(kept + chunk)):
                        raise damaged("a part says that it holds more than it can")
                elif name.endswith(XML_ENDINGS) and any(mark in kept + chunk for mark in DOCTYPES):
                    _refuse_doctype()
                kept = chunk[-64:]
        if parser is not None:
            parser.Parse(b"", True)
    except expat.ExpatError:
        raise damaged("a tab or the list of tabs can't be read") from None
    if size != entry.file_size:
        raise damaged("a part is shorter than the file says")


def _refuse_doctype(*_: object) -> None:
    """No workbook declares a DOCTYPE; what one declares could grow without end."""
    raise damaged("a part declares a DOCTYPE, which no workbook has")


def _sheets(package: zipfile.ZipFile) -> tuple[SheetPart, ...]:
    """The worksheets of the workbook in tab order."""
    names = {name.casefold(): name for name in package.namelist()}
    book = _office_document(package, names)
    if book is None or not book.casefold().endswith(".xml"):
        raise Refused("the file is no Excel workbook (.xlsx) inside", "an Excel workbook (.xlsx)",
                      "save it from Excel as Excel workbook (.xlsx)", "file-kind")  # fmt: skip
    folder, _, leaf = book.rpartition("/")
    targets = {
        link.get("Id"): (link.get("Type", ""), normpath(join("/", folder, link.get("Target", ""))).lstrip("/"))
        for link in _xml(package, names, f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels")
    }
    found = []
    for element in _xml(package, names, book).iter():
        if _local(element.tag) != "sheet":
            continue
        link = next((value for name, value in element.attrib.items() if _local(name) == "id"), None)
        kind, part = targets.get(link, ("", ""))
        if not kind.endswith("/worksheet"):
            continue  # chart and dialog sheets hold no cells
        if part.casefold() not in names:
            raise damaged(f"the tab {element.get('name', '')} has no cells")
        hidden = element.get("state", "visible") != "visible"
        found.append(SheetPart(element.get("name", ""), hidden, names[part.casefold()]))
    if len(found) > MOST_SHEETS:
        raise too_large(f"it has {len(found)} tabs")
    if len({sheet.part for sheet in found}) < len(found) or len({sheet.name.casefold() for sheet in found}) < len(
        found
    ):
        raise damaged("two of its tabs are one")
    return tuple(found)


def _office_document(package: zipfile.ZipFile, names: dict[str, str]) -> str | None:
    """The name of the workbook's main part; None where the package holds something else."""
    if "_rels/.rels" not in names or "[content_types].xml" not in names:
        return None
    for link in _xml(package, names, "_rels/.rels"):
        if link.get("Type", "").endswith("/officeDocument"):
            part = normpath(join("/", link.get("Target", ""))).lstrip("/")
            is_book = b"spreadsheetml" in package.read(names["[content_types].xml"])
            return names.get(part.casefold()) if is_book else None
    return None


def _xml(package: zipfile.ZipFile, names: dict[str, str], part: str) -> ElementTree.Element:
    """A small part as a tree; DOCTYPEs are refused before."""
    if part.casefold() not in names:
        raise damaged("its list of tabs is missing")
    return ElementTree.fromstring(package.read(names[part.casefold()]))


def _local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]
