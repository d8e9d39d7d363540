"""Cells for tests of the check: a sound account of one row a sheet, in which a test changes only what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pipeline.cells import Cells, Raw, Tab
from pipeline.check import Checked, check
from pipeline.columns import Row
from pipeline.periods import Period
from pipeline.problems import Problem
from pipeline.settings import Settings
from pipeline.sheets import ACCOUNT, PORTFOLIO
from pipeline.sheets.scoring import Criterion, Score

PERIOD, AS_OF = Period(2026, 3), date(2026, 10, 15)
OWN = "Remark of ours"  # a heading of people's own, so that no row says exactly what the example says
Given = Mapping[type[Row], Sequence[Mapping[str, Any]]]


def tab(sheet: type[Row], rows: Sequence[Mapping[str, Any]], file: str = "") -> Tab:
    """A tab with one heading row; each row is the example with what a test gives, None empties a cell."""
    file = file or f"{sheet.book}.xlsx"
    names = [column.name for column in sheet.columns]
    full = [sheet.examples() | dict(row) for row in rows]
    assert not {name for row in full for name in row} - {*names, OWN}, sheet.tab
    if sheet.fields:
        return Tab(file, sheet.tab, tuple((c.heading, full[0].get(c.name)) for c in sheet.columns))  # type: ignore[arg-type]
    lines: list[tuple[Any, ...]] = [(*(column.heading for column in sheet.columns), OWN)]
    lines += [(*(row.get(name) for name in names), row.get(OWN, f"line {n}")) for n, row in enumerate(full)]
    if sheet is Score:
        lines = [(*line, Criterion.criterion.example if n == 0 else 4) for n, line in enumerate(lines)]
    return Tab(file, sheet.tab, tuple(lines))


def cell(sheet: type[Row], name: str, row: int = 0) -> str:
    """The address of a column's cell in a tab that `tab` made."""
    at = [column.name for column in sheet.columns].index(name)
    return f"B{at + 1}" if sheet.fields else Tab("", "", ()).place(row + 1, at).cell


def sound(sheets: tuple[type[Row], ...] = ACCOUNT, given: Given | None = None) -> Cells:
    """One row a sheet, all in order; `given` replaces the rows of the sheets it names (none: no such tab)."""
    rows = {sheet: [{}] for sheet in sheets} | dict(given or {})
    return Cells(tuple(tab(sheet, many) for sheet, many in rows.items() if many))


def checked(cells: Cells, sheets: tuple[type[Row], ...] = ACCOUNT, settings: Settings | None = None) -> Checked:
    """Check cells as the account northwind, in the third quarter of 2026."""
    settings = settings or Settings()
    return check(cells, sheets, "northwind", replace(PERIOD, first_month=settings.fiscal_year_start), AS_OF, settings)


def only(problems: Sequence[Problem]) -> Problem:
    """The one problem there is, told with all its parts."""
    assert len(problems) == 1, "\n".join(map(str, problems)) or "no problem"
    problem = problems[0]
    assert problem.found
    assert problem.due
    assert problem.mend
    assert problem.code
    return problem


def of(sheet: type[Row]) -> tuple[type[Row], ...]:
    """The family that a sheet belongs to."""
    return ACCOUNT if sheet in ACCOUNT else PORTFOLIO


def changed(cells: Cells, sheet: type[Row], row: int, column: int, raw: Raw) -> Cells:
    """The same cells with another raw value in one cell (0-based) of a sheet's first tab."""
    tabs = list(cells.tabs)
    at = next(n for n, each in enumerate(tabs) if each.name == sheet.tab)
    lines = [list(line) for line in tabs[at].rows]
    lines[row][column] = raw
    tabs[at] = replace(tabs[at], rows=tuple(tuple(line) for line in lines))
    return replace(cells, tabs=tuple(tabs))
