"""A workbook's zip file: gives out single parts, and takes changed ones back without touching any byte of the others.

The records of the zip format are read here and not by `zipfile`, because what is copied must stay as it was: packed
bytes, order, times, flags, extra fields, comments. See section 4.3 of PKWARE's APPNOTE.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.editing.refusals import Unwritable, damaged
from pipeline.limits import MIB, Limits

OLE = b"\xd0\xcf\x11\xe0"
LOCAL, CENTRAL, END, END64, LOCATOR64 = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
HEADER = struct.Struct("<4s5H3L2H")  # signature, version, flags, method, time, day, crc, packed, size, name, extra
RECORD = struct.Struct("<4s6H3L5H2L")  # ... of the central directory; the offset of the header comes last
ENDING = struct.Struct("<4s4H2LH")
ENDING64 = struct.Struct("<4sQ2H2L4Q")
LOCATING64 = struct.Struct("<4sLQL")
STORED, DEFLATED = 0, 8
ENCRYPTED, DESCRIBED, UTF8 = 1, 8, 0x800  # bits of the flags
ZIP64, BEYOND = 1, 0xFFFFFFFF  # the extra field of long numbers, and what stands in their place
LARGEST = int(Limits().part_mib) * MIB


@dataclass(frozen=True, slots=True)
class Member:
    """A part as the zip's directory lists it: its whole record there, and what the record says."""

    name: str
    record: bytes
    extra: bytes  # of the record
    flags: int
    method: int
    crc: int
    packed: int  # bytes
    size: int  # bytes
    offset: int  # of its header


class Package:
    """The parts of a workbook; raise `Unwritable` where the file is no whole zip file."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(OLE):
            raise Unwritable(
                "the workbook is protected by a password, or in the old format of Excel 97: "
                "save it from Excel as Excel workbook (.xlsx) without a password"
            )
        if not data.startswith(LOCAL):
            raise Unwritable("the file is no Excel workbook (.xlsx): save it from Excel as Excel workbook")
        self.data = data
        try:
            self._find_directory()
            self.members = list(self._listed())
        except struct.error:
            raise damaged("it was cut off") from None
        self.names = {member.name.casefold(): member for member in self.members}
        starts = [member.offset for member in self.members]
        if len(self.names) < len(self.members) or len(set(starts)) < len(starts):
            raise damaged("two of its parts are one")
        if any(data[start : start + 4] != LOCAL for start in starts) or max(starts, default=0) >= self.directory:
            raise damaged("a part is not where the file says")

    def _find_directory(self) -> None:
        """Where the directory begins and ends, and how many parts it lists."""
        at = self.data.rfind(END)
        while at >= 0 and at + ENDING.size + self._comment(at) != len(self.data):
            at = self.data.rfind(END, 0, at)
        if at < 0:
            raise damaged("it was cut off")
        *_, self.count, length, self.directory, _comment = ENDING.unpack_from(self.data, at)
        self.end, self.end64 = at, -1
        if self.data[max(0, at - LOCATING64.size) : at][:4] == LOCATOR64:
            self.end64 = LOCATING64.unpack_from(self.data, at - LOCATING64.size)[2]
            signature, *_, self.count, length, self.directory = ENDING64.unpack_from(self.data, self.end64)
            if signature != END64:
                raise damaged("its list of parts is not where the file says")
        self.behind = self.directory + length
        if self.behind > self.end:
            raise damaged("its list of parts is not where the file says")

    def _comment(self, at: int) -> int:
        """The length of the comment behind an ending; far too long where there is none."""
        end = self.data[at : at + ENDING.size]
        return int(ENDING.unpack(end)[-1]) if len(end) == ENDING.size else len(self.data)

    def _listed(self) -> list[Member]:
        """The members of the directory, in its order."""
        at, members = self.directory, []
        for _ in range(min(self.count, (self.behind - self.directory) // RECORD.size)):
            fields = RECORD.unpack_from(self.data, at)
            flags, method, (crc, packed, size) = fields[3], fields[4], fields[7:10]
            length, extra, comment = fields[10:13]
            end = at + RECORD.size + length + extra + comment
            if fields[0] != CENTRAL or end > self.behind:
                raise damaged("its list of parts can't be read")
            name = self.data[at + RECORD.size : at + RECORD.size + length]
            more = self.data[at + RECORD.size + length : at + RECORD.size + length + extra]
            size, packed, offset = _long(more, size, packed, fields[-1])
            text = name.decode("utf-8" if flags & UTF8 else "cp437", "replace")
            members.append(Member(text, self.data[at:end], more, flags, method, crc, packed, size, offset))
            at = end
        if len(members) != self.count or at != self.behind:
            raise damaged("its list of parts can't be read")
        return members

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self.names

    def part(self, name: str) -> bytes:
        """The bytes of a part; raise `Unwritable` where it is missing, damaged or too large."""
        member = self.names.get(name.casefold())
        if member is None:
            raise damaged(f"the part {name} is missing")
        if member.flags & ENCRYPTED:
            raise Unwritable("the workbook is protected by a password: remove it in Excel and save the workbook again")
        if member.size > LARGEST:
            raise Unwritable(f"a tab of the workbook is too large: {member.size // MIB} MiB of cells")
        start = self._start(member)
        part = self.data[start : start + member.packed]
        if member.method == DEFLATED:
            inflate = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                part = inflate.decompress(part, member.size + 1)
            except zlib.error:
                raise damaged("a part can't be unpacked") from None
        elif member.method != STORED:
            raise damaged("a part is packed in a way that Excel does not use")
        if len(part) != member.size or zlib.crc32(part) != member.crc:
            raise damaged("a part is not what the file says")
        return part

    def _start(self, member: Member) -> int:
        """Where a member's packed bytes begin."""
        *_, name, extra = HEADER.unpack_from(self.data, member.offset)
        return member.offset + HEADER.size + int(name) + int(extra)

    def with_parts(self, changed: Mapping[str, bytes]) -> bytes:
        """The zip file with these parts changed; all else is copied as it stands."""
        if not changed:
            return self.data
        new = {self.names[name.casefold()].name: part for name, part in changed.items()}
        records: dict[str, bytes] = {}
        in_place = sorted(self.members, key=lambda member: member.offset)
        out = [self.data[: in_place[0].offset]]
        length = len(out[0])
        ends = [member.offset for member in in_place[1:]] + [self.directory]
        for member, end in zip(in_place, ends, strict=True):
            if member.name in new:
                kept, record = self._packed(member, new[member.name])
            else:
                kept, record = self.data[member.offset : end], member.record
            records[member.name] = _moved(record, length)
            out.append(kept)
            length += len(kept)
        listed = b"".join(records[member.name] for member in self.members)
        return b"".join([*out, listed, self._ending(length, len(listed))])

    def _packed(self, member: Member, part: bytes) -> tuple[bytes, bytes]:
        """A changed part behind its header, and its record: times, names and comments are those of the former one."""
        packed = part
        if member.method == DEFLATED:
            deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
            packed = deflate.compress(part) + deflate.flush()
        sizes = (zlib.crc32(part), len(packed), len(part))
        flags = member.flags & ~DESCRIBED  # the sizes stand in the header, not behind the part
        head = list(HEADER.unpack_from(self.data, member.offset))
        start, name_length = member.offset + HEADER.size, head[9]
        extra = _without_long(self.data[start + name_length : start + name_length + head[10]])
        head[2], head[6:9], head[10] = flags, sizes, len(extra)
        header = HEADER.pack(*head) + self.data[start : start + name_length] + extra
        fields = list(RECORD.unpack_from(member.record))
        short = _without_long(member.extra)
        behind_name = RECORD.size + fields[10]
        name, comment = member.record[RECORD.size : behind_name], member.record[behind_name + len(member.extra) :]
        fields[3], fields[7:10], fields[11], fields[16] = flags, sizes, len(short), 0
        return header + packed, RECORD.pack(*fields) + name + short + comment

    def _ending(self, directory: int, length: int) -> bytes:
        """What stands behind the directory, told where that is now."""
        between = bytearray(self.data[self.behind : self.end])
        if self.end64 >= 0:
            at = self.end64 - self.behind
            moved = directory + length + at
            struct.pack_into("<2Q", between, at + ENDING64.size - 16, length, directory)
            struct.pack_into("<Q", between, len(between) - LOCATING64.size + 8, moved)
        end = list(ENDING.unpack_from(self.data, self.end))
        end[5], end[6] = (BEYOND if was == BEYOND else now for was, now in ((end[5], length), (end[6], directory)))
        return bytes(between) + ENDING.pack(*end) + self.data[self.end + ENDING.size :]


def _long(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Size, packed size and offset, those that stand in the extra field taken from there."""
    at = _long_at(extra)
    found = []
    for number in (size, packed, offset):
        if number == BEYOND and at >= 0:
            number = struct.unpack_from("<Q", extra, at)[0]
            at += 8
        found.append(number)
    return found[0], found[1], found[2]


def _long_at(extra: bytes) -> int:
    """Where the long numbers of an extra field begin; -1 where it has none."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == ZIP64:
            return at + 4
        at += 4 + length
    return -1


def _without_long(extra: bytes) -> bytes:
    """An extra field without long numbers."""
    at = _long_at(extra)
    if at < 0:
        return extra
    return extra[: at - 4] + extra[at + struct.unpack_from("<H", extra, at - 2)[0] :]


def _moved(record: bytes, offset: int) -> bytes:
    """A directory record whose part begins at another offset."""
    fields = list(RECORD.unpack_from(record))
    if fields[16] != BEYOND:
        fields[16] = offset
        return RECORD.pack(*fields) + record[RECORD.size :]
    moved = bytearray(record)
    extra = RECORD.size + fields[10]
    at = extra + _long_at(record[extra : extra + fields[11]]) + 8 * sum(n == BEYOND for n in fields[8:10])
    struct.pack_into("<Q", moved, at, offset)
    return bytes(moved)
