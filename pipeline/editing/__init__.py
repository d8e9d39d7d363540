"""Changes cells in a person's own workbook (.xlsx, .xlsm), and nothing else in it.

The cells are exchanged in the XML of their tab, between bytes that stay as they are; every other part of the package is
copied packed as it stands. Three other parts may change, each only when it must: the list of formats, when a date goes
where no format shows dates (or a number where all do); a table's description, when rows are written directly beneath it
and it grows; and, when the workbook holds formulas, its main part, which then asks Excel to work them out on opening
(`fullCalcOnLoad`). Until Excel has saved the workbook, readers that don't calculate, ours among them, still find the
formulas' former values: `formula_tabs` names the tabs concerned, so that it can be told.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.editing.allowed import check, placed
from pipeline.editing.book import Book
from pipeline.editing.cells import Writer
from pipeline.editing.formats import Formats
from pipeline.editing.free import Ground
from pipeline.editing.package import Package
from pipeline.editing.refusals import Change, Unwritable, Value
from pipeline.editing.sheet import Sheet
from pipeline.editing.tables import growth, tables

__all__ = ["Change", "Unwritable", "Value", "changed", "formula_tabs", "free_rows"]


def changed(data: bytes, changes: Sequence[Change]) -> bytes:
    """The workbook with these cells changed; every other part of the package is kept byte for byte.

    A text is written as text, whatever it begins with; an empty one empties the cell, as `None` does, and its format
    stays. A new cell takes the format of the cells above it, else its column's. Raise `Unwritable` for a cell that
    can't be written, and then nothing is.
    """
    if not changes:
        return data
    package = Package(data)
    book = Book(package)
    formats = Formats(package.part(book.formats) if book.formats else None)
    parts: dict[str, bytes] = {}
    for name in dict.fromkeys(change.sheet for change in changes):
        tab = book.tab(name)
        sheet, in_tab = Sheet(package.part(tab)), tables(book, tab)
        cells = placed([change for change in changes if change.sheet == name])
        check(sheet, in_tab, cells)
        part = Writer(sheet, in_tab, formats, date_1904=book.date_1904).written(cells)
        if part == sheet.part:
            continue
        parts[tab] = part
        parts |= growth(sheet, in_tab, [place for place, change in cells.items() if change.value not in (None, "")])
    if (listed := formats.changed()) is not None:
        parts[book.formats] = listed
    if parts and not book.asks_to_calculate and book.formula_tabs():
        parts[book.name] = book.calculated_anew()
    return package.with_parts(parts)


def free_rows(data: bytes, sheet: str, heading_row: int, columns: Sequence[str], count: int) -> tuple[int, ...]:
    """The numbers (from 1) of `count` free rows beneath the last filled row of the table headed by `heading_row`.

    A row is free where neither these columns (letters) nor the rest of the table hold a value, nothing is merged and
    the row is in sight. Raise `Unwritable` where totals, notes or another table leave too little room.
    """
    book = Book(Package(data))
    tab = book.tab(sheet)
    return Ground(Sheet(book.package.part(tab)), tables(book, tab), heading_row, columns).free(sheet, count)


def formula_tabs(data: bytes) -> tuple[str, ...]:
    """The tabs that hold formulas, whose saved values are those from before a change until Excel saves the workbook."""
    return Book(Package(data)).formula_tabs()
