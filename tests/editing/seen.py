"""What a workbook holds, seen from outside: its parts as packed, its cells by two readers, its XML cell by cell."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import NamedTuple

from pipeline.cells import Raw
from tests.read.test_equals_openpyxl import alike, by_openpyxl, by_us

CELL = re.compile(rb"<c\s[^>]*?r=\"([A-Z]+\d+)\"[^>]*?(?:/>|>.*?</c>)", re.DOTALL)
ROW = re.compile(rb"<row\s[^>]*?r=\"(\d+)\"[^>]*?(?:/>|>.*?</row>)", re.DOTALL)


class Packed(NamedTuple):
    """A part as it lies in the zip file: its bytes there from its header on, and its record in the directory."""

    raw: bytes
    record: bytes  # but where its header begins


def packed(data: bytes) -> dict[str, Packed]:
    """The parts in the order of the directory, taken apart by hand."""
    at, found = data.index(b"PK\x01\x02"), {}
    with zipfile.ZipFile(BytesIO(data)) as package:
        infos = package.infolist()
        starts = sorted([info.header_offset for info in infos] + [package.start_dir])
    at = starts[-1]
    for info in infos:
        name, extra, comment = struct.unpack_from("<3H", data, at + 28)
        length = 46 + name + extra + comment
        end = starts[starts.index(info.header_offset) + 1]
        record = data[at : at + 42] + data[at + 46 : at + length]
        found[info.filename] = Packed(data[info.header_offset : end], record)
        at += length
    return found


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """The parts that differ, as packed; their names and order must be the same."""
    old, new = packed(before), packed(after)
    assert list(old) == list(new)
    return {name for name in old if old[name] != new[name]}


def in_both(data: bytes) -> dict[tuple[str, str], Raw]:
    """The cells that hold something, of which both readers read the same."""
    ours = by_us(data)
    assert ours == by_openpyxl(data)
    return ours


def cells_in(part: bytes) -> dict[str, bytes]:
    """The XML of each cell, of a part written as Excel does."""
    return {found[1].decode(): found[0] for found in CELL.finditer(part)}


def rows_in(part: bytes) -> set[int]:
    """The numbers of the rows of such a part."""
    return {int(found[1]) for found in ROW.finditer(part)}


def without(part: bytes, cells: set[str], rows: set[int]) -> bytes:
    """The part without some cells and rows, and without what tells its extent."""
    part = part.replace(b"<sheetData/>", b"<sheetData></sheetData>")
    part = ROW.sub(lambda found: b"" if int(found[1]) in rows else found[0], part)
    part = CELL.sub(lambda found: b"" if found[1].decode() in cells else found[0], part)
    return re.sub(rb'<dimension ref="[^"]*"/>| spans="[^"]*"', b"", part)


def meant(values: Mapping[tuple[str, str], object]) -> dict[tuple[str, str], Raw]:
    """Values as both readers mean them; empty ones are not there."""
    return {place: alike(value) for place, value in values.items() if value not in (None, "")}
