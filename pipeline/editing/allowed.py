"""Which cells may be written: no formulas or what they fill, no inner cells of merged areas, no headings or totals."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.editing.areas import address, position
from pipeline.editing.refusals import Change, Unwritable, at
from pipeline.editing.sheet import Sheet
from pipeline.editing.tables import Table


def placed(changes: Sequence[Change]) -> dict[tuple[int, int], Change]:
    """A tab's changes by row and column; raise `Unwritable` for an address that is none, or one told twice."""
    found: dict[tuple[int, int], Change] = {}
    for change in changes:
        where = position(change.cell)
        if where is None:
            raise at(change, "is no cell's address: write it like D7")
        if where in found:
            raise at(change, "would be written twice")
        found[where] = change
    return found


def check(sheet: Sheet, tables: Sequence[Table], changes: dict[tuple[int, int], Change]) -> None:
    """Raise `Unwritable` for the first cell that must stay as it is."""
    for (row, column), change in changes.items():
        cell = sheet.cell(row, column)
        if cell and cell.formula:
            raise at(change, "holds a formula, which is never written over: change the cells it reads from")
        if area := sheet.spread.holding(row, column):
            raise at(change, f"is filled by the formula of {area}, which is never written over")
        area = sheet.merged.holding(row, column)
        if area and (row, column) != area[:2]:
            first = address(*area[:2])
            raise at(change, f"is part of the merged cells {area}, whose value stands in {first}: unmerge them")
        for table in tables:
            if refused := _of_table(table, row, column, change):
                raise refused


def _of_table(table: Table, row: int, column: int, change: Change) -> Unwritable | None:
    """Why a cell of a table is not written, if it is not."""
    if not table.area.holds(row, column) or table.body.holds(row, column):
        return None
    if row < table.body.top:
        return at(change, f"is a heading of the table {table.name}: change it in Excel")
    return at(change, f"stands in the totals row of the table {table.name}: change it in Excel")
