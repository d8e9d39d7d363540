"""Scans a sheet's XML for what fast readers keep quiet: error cells, formulas without a value, hidden rows, extent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from pipeline.cells import ExcelError, Uncalculated
from pipeline.limits import Limits
from pipeline.read.refusals import Refused, damaged, too_large

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
SPARSE = 1_000_000  # a used range of more cells than this, mostly empty, is not laid out in memory

# Most programs write cells as Excel does, without a prefix; these find the others. An address that is none leaves its
# groups empty.
MAIN = re.compile(
    rb'xmlns="http://(?:schemas.openxmlformats.org/spreadsheetml/2006|purl.oclc.org/ooxml/spreadsheetml)/main"'
)
NAMESPACES = (b"spreadsheetml/2006/main", b"ooxml/spreadsheetml/main")
USUAL_ROW = re.compile(rb'<row r="(\d{1,7})"')
COLUMNS = re.compile(rb'<c r="([A-Z]{1,2})\d{1,7}"')
LAST = re.compile(rb'<c r="[A-Z]+(\d{1,7})"')
# Numbers of rows that one expression can tell, and the least that it does not.
LONG = ((10_000, rb"\d{1,4}"), (100_000, rb"\d{1,5}"), (1_050_000, rb"(?:\d{1,6}|10[0-4]\d{4})"))
BEGINNING = 65_536  # bytes, in which a table shows how wide it is
CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"'](?:([A-Z]{1,3})(\d{1,7})[\"'])?")
ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"'](?:(\d{1,7})[\"'])?")
CELLS = (b"<c ", b"<c>", b"<c/", b"<c\n", b"<c\r", b"<c\t")
PREFIXED = re.compile(rb":c[\s>/]")
FORMULA = re.compile(rb"<f[\s>/]")
HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\bhidden\s*=\s*[\"'](?:1|true|on)[\"']")
ERROR = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
NO_VALUE = re.compile(
    rb"(?:</(?:\w+:)?f\s*>|<(?:\w+:)?f\b[^>]*/>)\s*(?:</(?:\w+:)?c\s*>|<(?:\w+:)?v\b[^>]*/>|<(?:\w+:)?v\b[^>]*>\s*</)"
)
VALUE = re.compile(rb"<(?:\w+:)?[vt](?:\s[^>]*)?>(?:[^<]|<!\[)")
ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.\-]+)[\"']")
RANGE = r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?"
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*[\"']([A-Z\d:]+)[\"']")
LINKED = re.compile(rb"<(?:\w+:)?hyperlink\s[^>]*?\bref\s*=\s*[\"']([A-Z\d:]+)[\"']")
ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass
class Scan:
    """What a sheet part holds: its extent, its number of cells, merged ranges, and cells that need a word."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    filled: bool = False
    sparse: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[str, ...] = ()
    flagged: dict[tuple[int, int], ExcelError | Uncalculated] = field(default_factory=dict)


def scan(data: bytes, limits: Limits) -> Scan:
    """Scan a sheet part; raise `Refused` where it can't be read."""
    declared = ENCODING.match(data.removeprefix(b"\xef\xbb\xbf")[:200])
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")):
        raise damaged("a tab is written in another encoding than UTF-8")
    usual = sum(data.count(name) for name in NAMESPACES) == 1 and MAIN.search(data, 0, 4000) is not None
    rows, columns, cells = (_usual_extent(data, limits) if usual else None) or _any_extent(data, usual, limits)
    if cells > limits.cells:
        raise _too_many(cells, limits)
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise damaged("a tab has cells beyond Excel's last row or column")
    found = Scan(rows, columns, cells, VALUE.search(data) is not None)
    found.sparse = rows * columns > min(max(SPARSE, 8 * cells), limits.used_range)
    behind = data[max(0, data.rfind(b"</sheetData>")) :]  # the cells
    found.merged = _ranges(MERGED, behind, limits.merged_cells, "merges")
    _ranges(LINKED, behind, limits.linked_cells, "puts links on")
    # Plain searches first: most tabs hold neither, and the expressions are slow.
    has_error = (b'"e"' in data or b"'" in data) and ERROR.search(data)
    has_formula = not (usual and FORMULA.search(data) is None) and NO_VALUE.search(data)
    if has_error or has_formula or (b"hidden" in data and HIDDEN_ROW.search(data)):
        found.hidden_rows, found.flagged = Details().read(data)
    return found


def _usual_extent(data: bytes, limits: Limits) -> tuple[int, int, int] | None:
    """The last row and column, and the number of cells, of a tab written as Excel does; None of another."""
    if data.count(b"<row") != len(USUAL_ROW.findall(data)):
        return None
    widest = max(set(COLUMNS.findall(data, 0, BEGINNING)), key=_number, default=b"A")
    cell = LAST.match(data, max(0, data.rfind(b"<c r=")))  # rows may follow that are only formatted
    last = int(cell[1]) if cell else 0
    # Cells may lie in other rows than those they stand in, but not where that would be too much to lay out.
    for most, numbers in LONG:
        if last < most and most * _number(widest) <= max(SPARSE, limits.used_range):
            near = _beyond(widest, numbers).search(data) is None
            return (last, _number(widest), data.count(b"<c r=")) if near else None
    return None


@lru_cache(maxsize=256)
def _beyond(widest: bytes, numbers: bytes) -> re.Pattern[bytes]:
    """What finds a cell beyond a column, in a row of another number, or written in another way than Excel's."""
    columns = b"[A-%b]" % widest if len(widest) == 1 else b"(?:[A-Z]|[A-%b][A-Z])" % widest[:1]
    return re.compile(b'<c(?! r="%b%b"|[A-Za-z])' % (columns, numbers))


def _any_extent(data: bytes, usual: bool, limits: Limits) -> tuple[int, int, int]:
    """The last row and column by the address of every cell and row, and the number of cells."""
    cells = sum(data.count(start) for start in CELLS) + (0 if usual else len(PREFIXED.findall(data)))
    if cells > limits.cells:
        raise _too_many(cells, limits)
    found = CELL.findall(data)
    spelled = {letters for letters, _ in found}
    numbers = {number for _, number in found} | set(ROW.findall(data))
    if b"" in spelled or b"" in numbers:
        raise damaged("a tab has a cell at an address that is none")
    own = {number for _, number in found} if len(found) == cells else numbers
    rows = max(map(int, own), default=cells)
    return rows, max(map(_number, spelled), default=min(cells, MOST_COLUMNS)), cells


def _too_many(cells: int, limits: Limits) -> Refused:
    return too_large(f"a tab holds {cells:,} cells, at most {limits.cells:,.0f} are read")


def _ranges(pattern: re.Pattern[bytes], data: bytes, at_most: float, does: str) -> tuple[str, ...]:
    """The ranges that an element names; raise `Refused` where together they cover too many cells."""
    ranges = tuple(found.decode() for found in pattern.findall(data))
    covered = 0
    for found in filter(None, (re.fullmatch(RANGE, one) for one in ranges)):
        last = (found[3] or found[1], found[4] or found[2])
        covered += (abs(column_number(last[0]) - column_number(found[1])) + 1) * (abs(int(last[1]) - int(found[2])) + 1)
    if covered > at_most:
        raise too_large(f"a tab {does} {covered:,} cells, at most {at_most:,.0f} are read")
    return ranges


def _number(letters: bytes) -> int:
    """The 1-based number of a column."""
    return column_number(letters.decode())


def column_number(letters: str) -> int:
    """The 1-based number of a column in Excel's letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class Details:
    """Walks a flagged sheet element by element, to name each cell and its trouble."""

    def __init__(self) -> None:
        self.hidden: set[int] = set()
        self.flagged: dict[tuple[int, int], ExcelError | Uncalculated] = {}
        self.row = self.column = 0
        self.type = ""
        self.formula: str | None = None
        self.value: str | None = None
        self.text: list[str] = []

    def read(self, data: bytes) -> tuple[frozenset[int], dict[tuple[int, int], ExcelError | Uncalculated]]:
        """The 0-based hidden rows, and the troubled cells by 0-based row and column."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.text.append
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError):
            raise damaged("a tab can't be read") from None
        return frozenset(self.hidden), self.flagged

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self.text.clear()
        if name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
            if attributes.get("hidden") in ("1", "true", "on"):
                self.hidden.add(self.row - 1)
        elif name == "c":
            address = ADDRESS.fullmatch(attributes.get("r", ""))
            self.row, self.column = (
                (int(address[2]), column_number(address[1])) if address else (self.row, self.column + 1)
            )
            self.type, self.formula, self.value = attributes.get("t", "n"), None, None

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "f":
            self.formula = "".join(self.text).strip()
        elif name == "v":
            self.value = "".join(self.text).strip()
        elif name == "c":
            self._close()

    def _close(self) -> None:
        at = (self.row - 1, self.column - 1)
        if self.type == "e":
            self.flagged[at] = ExcelError(self.value or "#ERROR")
        elif self.formula is not None and not self.value and not (self.type == "str" and self.value is not None):
            self.flagged[at] = Uncalculated(f"={self.formula}" if self.formula else "")
