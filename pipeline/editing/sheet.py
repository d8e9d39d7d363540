"""A tab's XML with the places of its rows and cells, read only as far as they are asked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from pipeline.editing.areas import MOST_COLUMNS, MOST_ROWS, Area, position
from pipeline.editing.markup import TAG, Node, checked, codec, tree, unescaped
from pipeline.editing.refusals import damaged, unusual

NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # Strict
)
ROWS = re.compile(
    rb"<(?:!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>|(/?)((?:[^\s/>!?:]+:)?)(row|sheetData)(?=[\s/>])"
    rb"((?:[^>\"'/]++|\"[^\"]*+\"|'[^']*+'|/(?!>))*+)(/?)>)",
    re.DOTALL,
)
SPREAD = ("array", "dataTable")  # kinds of formula whose results fill a range
MARKUP = re.compile(rb"<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|<[^>]*>", re.DOTALL)


@dataclass(slots=True)
class Cell:
    """A cell as it stands: its column, its element."""

    column: int
    node: Node

    @property
    def style(self) -> int:
        """The number of its format."""
        return number(self.node.get("s"))

    @property
    def formula(self) -> Node | None:
        """Its formula, if it has one."""
        return self.node.child(b"f")


class Sheet:
    """A tab: its rows in order, its merged areas and what lies before its cells."""

    def __init__(self, part: bytes) -> None:
        self.part = checked(part)
        self.codec = codec(part)
        self.root = tree(part, until=b"sheetData")
        self.data = self.root.children[-1] if self.root.children else self.root
        if self.data.local != b"sheetData":
            raise damaged("a tab has no cells")
        declared = f"xmlns:{self.data.prefix[:-1].decode()}" if self.data.prefix else "xmlns"
        if (self.data.get(declared) or self.root.get(declared)) not in NAMESPACES:
            raise unusual("a tab's names are not those of a workbook")
        self.rows: dict[int, Node] = {}
        self._find_rows(declared)
        self.numbers = list(self.rows)
        self._cells: dict[int, list[Cell]] = {}

    def _find_rows(self, declared: str) -> None:
        """Note where each row stands, and where the cells end."""
        if self.data.empty:
            return
        last, row = 0, None
        for found in ROWS.finditer(self.part, self.data.inner):
            if not found[3]:
                continue
            if found[2] != self.data.prefix:
                raise unusual("its rows are not named alike")
            if found[3] == b"sheetData":
                self.data.close, self.data.end = found.span()
                break
            if found[1]:
                if row is None:
                    raise unusual("a row stands inside another")
                row.close, row.end = found.span()
                row = None
                continue
            if row is not None:
                raise unusual("a row stands inside another")
            start, inner = found.span()
            node = Node(found[2], found[3], found[4], start, inner, inner, inner, bool(found[5]))
            last = self._number(node, last)
            self.rows[last] = node
            row = None if node.empty else node
            if b"xmlns" in node.raw and node.get(declared):
                raise unusual("its rows are not named alike")
        if self.part.find(b"AlternateContent", self.data.inner, self.data.close) >= 0:
            raise unusual("a tab holds some cells in two versions")

    @staticmethod
    def _number(row: Node, last: int) -> int:
        """A row's number; rows that don't tell theirs count on."""
        told = row.get("r")
        this = number(told) if told else last + 1
        if not last < this <= MOST_ROWS:
            raise damaged("the rows of a tab are not in order")
        return this

    def cells(self, row: int) -> list[Cell]:
        """The cells of a row in order; none of a row that the part doesn't have."""
        if row not in self.rows:
            return []
        if row not in self._cells:
            self._cells[row] = self._read(row, self.rows[row])
        return self._cells[row]

    def _read(self, row: int, node: Node) -> list[Cell]:
        found: list[Cell] = []
        whole = tree(self.part, node.start)
        last = 0
        for child in whole.children:
            if child.local != b"c" or child.prefix != self.data.prefix:
                if child.local == b"extLst":
                    continue
                raise unusual(f"row {row} holds something else than cells")
            told = child.get("r")
            at = position(told) if told else (row, last + 1)
            if at is None or at[0] != row or not last < at[1] <= MOST_COLUMNS:
                raise damaged(f"the cells of row {row} are not in order")
            last = at[1]
            found.append(Cell(last, child))
        return found

    def row_above(self, row: int) -> int:
        """The nearest row above that the part has; 0 where it has none."""
        i = bisect_left(self.numbers, row)
        return self.numbers[i - 1] if i else 0

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at a place, if the part has it."""
        cells = self.cells(row)
        i = bisect_left(cells, column, key=lambda cell: cell.column)
        return cells[i] if i < len(cells) and cells[i].column == column else None

    def holds(self, cell: Cell) -> bool:
        """Whether a cell shows anything: a value, a text that is not blank, a formula."""
        return any(
            child.local == b"f" or (child.local in (b"v", b"is") and self.text(child).strip())
            for child in cell.node.children
        )

    def text(self, node: Node) -> str:
        """The text inside an element, without markup."""
        inside = MARKUP.sub(lambda found: found[1] or b"", self.part[node.inner : node.close])
        return unescaped(inside.decode())

    def column_style(self, column: int) -> int:
        """The format that a column gives its new cells; 0 where it gives none."""
        return next((style for first, last, style in self._columns if first <= column <= last), 0)

    @cached_property
    def _columns(self) -> list[tuple[int, int, int]]:
        cols = self.root.child(b"cols")
        nodes = cols.children if cols else []
        return [(number(n.get("min")), number(n.get("max")), number(n.get("style"))) for n in nodes]

    @cached_property
    def merged(self) -> list[Area]:
        """The merged areas."""
        if self.part.find(b"mergeCell", self.data.end) < 0:
            return []
        tags = (found for found in TAG.finditer(self.part, self.data.end) if found[3] == b"mergeCell")
        areas = (Area.of(Node(b"", b"", found[4], 0, 0).get("ref")) for found in tags)
        return [area for area in areas if area]

    @cached_property
    def spread(self) -> list[Area]:
        """The areas that one formula fills: array formulas, results that spill, data tables."""
        start, end = self.data.inner, self.data.close
        if all(self.part.find(kind.encode(), start, end) < 0 for kind in SPREAD):
            return []
        tags = (found for found in TAG.finditer(self.part, start, end) if found[3] == b"f" and not found[1])
        nodes = (Node(b"", b"", found[4], 0, 0) for found in tags)
        areas = (Area.of(node.get("ref")) for node in nodes if node.get("t") in SPREAD)
        return [area for area in areas if area]


def number(text: str) -> int:
    """A whole number as an attribute writes it; 0 for none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
