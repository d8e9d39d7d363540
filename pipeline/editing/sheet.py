"""A tab's XML with the places of its rows and cells, read only as far as they are asked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from pipeline.editing.areas import MOST_COLUMNS, Area, Areas, position
from pipeline.editing.markup import TAG, Node, attribute, checked, codec, tree, unescaped
from pipeline.editing.refusals import damaged, unusual
from pipeline.editing.rows import Rows

NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # Strict
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
        self.rows = Rows(part, self.data, declared)
        self._cells: dict[int, list[Cell]] = {}

    def cells(self, row: int) -> list[Cell]:
        """The cells of a row in order; none of a row that the part doesn't have."""
        if row not in self._cells:
            node = self.rows.node(row)
            self._cells[row] = self._read(row, node) if node else []
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
    def merged(self) -> Areas:
        """The merged areas."""
        if self.part.find(b"mergeCell", self.data.end) < 0:
            return Areas(())
        tags = (found for found in TAG.finditer(self.part, self.data.end) if found[3] == b"mergeCell")
        areas = (Area.of(attribute(found[4], "ref")) for found in tags)
        return Areas(area for area in areas if area)

    @cached_property
    def spread(self) -> Areas:
        """The areas that one formula fills: array formulas, results that spill, data tables."""
        start, end = self.data.inner, self.data.close
        if all(self.part.find(kind.encode(), start, end) < 0 for kind in SPREAD):
            return Areas(())
        tags = (found for found in TAG.finditer(self.part, start, end) if found[3] == b"f" and not found[1])
        areas = (Area.of(attribute(found[4], "ref")) for found in tags if attribute(found[4], "t") in SPREAD)
        return Areas(area for area in areas if area)


def number(text: str) -> int:
    """A whole number as an attribute writes it; 0 for none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
