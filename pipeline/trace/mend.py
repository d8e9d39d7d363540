"""Says what would bring an absent figure back: the first cause, and the empty cells and tabs it could be read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.columns import Column, Row
from pipeline.figures import Case, Figure
from pipeline.problems import Place
from pipeline.ranges import fold
from pipeline.trace.names import Known

MOST = 8  # headings whose empty cells are named


def ways_to_mend(case: Case, known: Known) -> tuple[str, ...]:
    """What to do about an absent figure, the likeliest first; nothing where it is there.

    The absent figures behind it come first; then the tabs without a row, or where all have rows the empty cells, of
    those that the first causes read.
    """
    if not known.figure.absent:
        return ()
    if known.row is not None:
        return tuple(_in_row(known, known.row))
    if case.earlier is None and known.figure.name in case.declarations and case.compares(known.figure.name):
        before = case.facts.period.back(1)
        return (f"build an earlier quarter to compare with: planpack build {case.facts.account} --period {before}",)
    causes = list(_causes(case, known.made_of, {known.figure.name}))
    read = [column for figure in causes for column in case.declarations[figure.name].reads] if causes else known.reads
    by_sheet: dict[type[Row], list[Column[Any]]] = defaultdict(list)
    for column in dict.fromkeys(read):
        by_sheet[column.row_type].append(column)
    said = (f"{figure.name} is absent: {figure.reason}" for figure in causes)
    without_rows = [sheet for sheet in by_sheet if not case.facts.of(sheet)]
    if without_rows:
        return (*said, *(f"fill in the tab {one.tab} of {one.book}.xlsx: no row stands there" for one in without_rows))
    empty = [told for sheet, columns in by_sheet.items() for told in _empty(case.facts.of(sheet), columns)]
    rest = len(empty) - MOST
    return (*said, *empty[:MOST], *((f"and cells under {rest} more headings",) if rest > 0 else ()))


def _causes(case: Case, names: Iterable[str], met: set[str]) -> Iterator[Figure]:
    """The absent figures that have no absent figure behind them, of those it was made of."""
    for name in names:
        if name in met:
            continue
        met.add(name)
        figure = case[name]
        if figure.absent:
            deeper = list(_causes(case, case.made_of(name), met))
            yield from deeper or [figure]


def _in_row(known: Known, row: Row) -> Iterator[str]:
    """The empty cell that the figure quotes."""
    for column in known.reads:
        if _is_empty(row, column):
            yield f"fill in {row.places[column.name]} ({column.heading})"


def _empty(rows: Iterable[Row], columns: Iterable[Column[Any]]) -> Iterator[str]:
    """Under each heading the cells that are empty."""
    for column in columns:
        places = [row.places[column.name] for row in rows if _is_empty(row, column)]
        if places:
            are = "is" if len(places) == 1 else "are"
            yield f"fill in {column.heading} on the tab {column.row_type.tab}: {_where(places)} {are} empty"


def _is_empty(row: Row, column: Column[Any]) -> bool:
    return column.name not in row.values and column.name in row.places


def _where(places: Iterable[Place]) -> str:
    by_file: dict[str, list[str]] = defaultdict(list)
    for place in places:
        by_file[place.file].append(place.cell)
    return "; ".join(f"{', '.join(fold(cells))} in {file}" for file, cells in by_file.items())
