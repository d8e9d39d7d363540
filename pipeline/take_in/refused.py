"""Finds among the cells to write those that must stay as they are: formulas, parts of merged cells, totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.editing import Change, Unwritable
from pipeline.editing.allowed import check, placed
from pipeline.editing.book import Book
from pipeline.editing.package import Package
from pipeline.editing.sheet import Sheet
from pipeline.editing.tables import tables
from pipeline.take_in.changes import Plan


def refused(data: bytes, changes: Sequence[Change]) -> dict[Change, str]:
    """The cells of a workbook that must not be written, each with the reason as a sentence without its full stop."""
    package = Package(data)
    book = Book(package)
    found: dict[Change, str] = {}
    for name in dict.fromkeys(change.sheet for change in changes):
        part = book.tab(name)
        sheet, in_tab = Sheet(package.part(part)), tables(book, part)
        for change in changes:
            if change.sheet == name:
                try:
                    check(sheet, in_tab, placed([change]))
                except Unwritable as why:
                    found[change] = str(why)
    return found


def without_refused(made: Plan, data: Mapping[str, bytes]) -> tuple[Plan, tuple[str, ...]]:
    """The plan without the cells of rows that stand and must stay as they are, and those cells told."""
    no: dict[tuple[str, Change], str] = {}
    for file, changes in made.changes().items():
        no |= {(file, change): why for change, why in refused(data[file], changes).items()}
    kept = []
    for row in made.changed:
        cells = tuple(cell for cell in row.cells if (cell.place.file, cell.change) not in no)
        if cells:
            kept.append(replace(row, cells=cells))
    left_out = tuple(f"{file} › {why}" for (file, _), why in no.items())
    return replace(made, changed=tuple(kept), equal=made.equal + len(made.changed) - len(kept)), left_out
