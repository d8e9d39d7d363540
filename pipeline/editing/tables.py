"""The tables of a tab: where their headings and totals stand, and how they grow when rows are written below."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline.editing.areas import Area
from pipeline.editing.book import Book
from pipeline.editing.markup import Edit, Node, checked, edited, tree, with_attribute
from pipeline.editing.refusals import damaged
from pipeline.editing.sheet import Sheet, number


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the part that describes it, its name, its whole area, how many rows its headings and totals take."""

    part: str
    data: bytes
    root: Node
    name: str
    area: Area
    headings: int
    totals: int

    @property
    def body(self) -> Area:
        """The rows between headings and totals; none where its bottom is above its top."""
        return self.area._replace(top=self.area.top + self.headings, bottom=self.area.bottom - self.totals)

    def grown(self, bottom: int) -> bytes:
        """The table's part with its last row at another place, its filter with it."""
        area = self.area._replace(bottom=bottom)
        edits: list[Edit] = [(self.root.start, self.root.inner, _with_ref(self.root, area))]
        filtered = self.root.child(b"autoFilter")
        old = Area.of(filtered.get("ref")) if filtered else None
        if filtered and old and old.bottom == self.area.bottom:
            edits.append((filtered.start, filtered.inner, _with_ref(filtered, old._replace(bottom=bottom))))
        return edited(self.data, edits)


def tables(book: Book, tab: str) -> list[Table]:
    """The tables of the tab whose cells this part holds."""
    found = []
    for part in book.tables(tab):
        data = checked(book.package.part(part))
        root = tree(data)
        area = Area.of(root.get("ref"))
        if area is None:
            raise damaged("a table's place can't be read")
        headings, totals = number(root.get("headerRowCount", "1")), number(root.get("totalsRowCount"))
        found.append(Table(part, data, root, root.get("displayName"), area, headings, totals))
    return found


def growth(sheet: Sheet, all_tables: Sequence[Table], filled: Collection[tuple[int, int]]) -> dict[str, bytes]:
    """The parts of those tables that grow, because cells directly beneath them were `filled` (row, column)."""
    grown: dict[str, bytes] = {}
    written: dict[int, set[int]] = {}
    for row, column in filled:
        written.setdefault(row, set()).add(column)
    for table in all_tables:
        bottom = table.area.bottom
        while not table.totals and _joins(sheet, all_tables, table, written, bottom + 1):
            bottom += 1
        if bottom > table.area.bottom:
            grown[table.part] = table.grown(bottom)
    return grown


def _joins(sheet: Sheet, all_tables: Sequence[Table], table: Table, written: dict[int, set[int]], row: int) -> bool:
    """Whether a row beneath a table becomes one of its rows: written now, and otherwise empty there."""
    line = table.area._replace(top=row, bottom=row)
    columns = {column for column in written.get(row, ()) if line.holds(row, column)}
    if not columns or sheet.merged.meet(row, line.left, line.right):
        return False
    if any(line.meets(other.area) for other in all_tables if other is not table):
        return False
    return not any(
        line.holds(row, cell.column) and cell.column not in columns and sheet.holds(cell) for cell in sheet.cells(row)
    )


def _with_ref(node: Node, area: Area) -> bytes:
    return node.tag(with_attribute(node.raw, "ref", str(area)), empty=node.empty)
