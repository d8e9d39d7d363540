"""Scans a sheet's XML for what fast readers keep quiet: error cells, formulas without a value, hidden rows, extent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from pipeline.cells import ExcelError, Uncalculated
from pipeline.read.guard import damaged, too_large

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
MOST_CELLS = 5_000_000
SPARSE = 1_000_000  # a used range of more cells than this, mostly empty, is not laid out in memory

# An address that is none leaves its groups empty.
CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"'](?:([A-Z]{1,3})(\d{1,7})[\"'])?")
ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"'](?:(\d{1,7})[\"'])?")
BARE_CELLS = (b"<c ", b"<c>", b"<c/", b":c ", b":c>", b":c/")
HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\bhidden\s*=\s*[\"'](?:1|true|on)[\"']")
ERROR = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
NO_VALUE = re.compile(
    rb"(?:</(?:\w+:)?f\s*>|<(?:\w+:)?f\b[^>]*/>)\s*(?:</(?:\w+:)?c\s*>|<(?:\w+:)?v\b[^>]*/>|<(?:\w+:)?v\b[^>]*>\s*</)"
)
VALUE = re.compile(rb"<(?:\w+:)?[vt](?:\s[^>]*)?>[^<]")
ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.\-]+)[\"']")
ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass
class Scan:
    """What a sheet part holds: its extent, its number of cells, hidden rows, and cells that need a word."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    filled: bool = False
    hidden_rows: frozenset[int] = frozenset()
    flagged: dict[tuple[int, int], ExcelError | Uncalculated] = field(default_factory=dict)

    @property
    def sparse(self) -> bool:
        """Whether laying out the used range would waste memory: a stray cell far away."""
        return self.rows * self.columns > max(SPARSE, 8 * self.cells)


def scan(data: bytes) -> Scan:
    """Scan a sheet part; raise `Refused` where it can't be read."""
    declared = ENCODING.match(data.removeprefix(b"\xef\xbb\xbf")[:200])
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")):
        raise damaged("a tab is written in another encoding than UTF-8")
    found = CELL.findall(data)
    columns, numbers = {letters for letters, _ in found}, {number for _, number in found} | set(ROW.findall(data))
    if b"" in columns or b"" in numbers:
        raise damaged("a tab has a cell at an address that is none")
    cells = max(len(found), sum(data.count(cell) for cell in BARE_CELLS))
    rows = max(map(int, numbers), default=cells)
    wide = max((column_number(letters.decode()) for letters in columns), default=cells)
    if cells > MOST_CELLS:
        raise too_large(f"a tab holds {cells:,} cells, at most {MOST_CELLS:,} are read")
    if rows > MOST_ROWS or (columns and wide > MOST_COLUMNS):
        raise damaged("a tab has cells beyond Excel's last row or column")
    scanned = Scan(rows, min(wide, MOST_COLUMNS), cells, VALUE.search(data) is not None)
    # Plain searches first: most tabs hold neither, and the expressions are slow.
    has_error = (b'"e"' in data or b"'e'" in data) and ERROR.search(data)
    has_formula = (b"<f" in data or b":f" in data) and NO_VALUE.search(data)
    if has_error or has_formula or (b"hidden" in data and HIDDEN_ROW.search(data)):
        scanned.hidden_rows, scanned.flagged = Details().read(data)
    return scanned


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
