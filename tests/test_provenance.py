"""Every figure of the example accounts names cells; they stand in the workbooks, and say what is quoted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.analyse import declarations
from pipeline.cells import column_letters
from pipeline.check import check
from pipeline.figures import Case, Figure, Line, quote
from pipeline.kinds import Choice, Choices, Id, Kind, Long, Names, Ref, Refs, Scale, Text, plain
from pipeline.manifest import Manifest
from pipeline.periods import Period
from pipeline.problems import Place
from pipeline.read import read
from pipeline.sheets import ACCOUNT
from pipeline.trace import cells_of, sources
from pipeline.workspace import Workspace
from tests.conftest import ROOT
from tests.examples.write import ACCOUNTS, AS_OF, TODAY

# What comes from the settings or the run, or counts every cell of every tab.
CONSTANTS = {
    "account.id", "account.company", "account.period", "account.as_of", "account.edition", "account.confidentiality",
    "account.currency", "account.completeness", "account.wanted_count", "account.components", "finance.quarter",
    "finance.quarter_year_before", "growth.age_limit",
    "account.definitions", "account.source_ranges", "account.source_sheets",  # which tell of the other figures
}  # fmt: skip
# What quotes the earlier pack, whose workbooks are gone.
OF_THE_EARLIER_PACK = {"health.previous", "changes.since"}
WORDS = (Text, Long, Id, Names, Choice, Choices, Ref, Refs)


@cache
def case_of(account: str) -> Case:
    workspace = Workspace.open(ROOT)
    period, day = Period.parse(TODAY), AS_OF[TODAY]
    checked = check(read(workspace.inputs(account)), ACCOUNT, account, period, day, workspace.settings)
    earlier = Manifest.from_bytes((ROOT / "outputs" / "2026-Q2" / account / "pack.json").read_bytes())
    return Case(checked.facts, workspace.settings, declarations(), earlier)


@cache
def workbooks(account: str) -> dict[str, openpyxl.Workbook]:
    folder = ROOT / "inputs" / "accounts" / account
    return {path.name: openpyxl.load_workbook(path) for path in folder.glob("*.xlsx")}


def sheet_at(account: str, place: Place) -> Worksheet:
    """The tab of a place, which must be there."""
    sheet = workbooks(account)[place.file][place.sheet]
    assert isinstance(sheet, Worksheet)
    return sheet


def figures_of(case: Case) -> Iterator[Figure]:
    """Every declared figure, and what was computed about their lines, lines inside lines too."""
    for name in case.declarations:
        yield case[name]
        yield from _computed(case[name])


def _computed(figure: Figure) -> Iterator[Figure]:
    for line in figure.lines:
        for computed in line.computed.values():
            yield computed
            yield from _computed(computed)


def lines_of(figure: Figure) -> Iterator[Line]:
    for line in figure.lines:
        yield line
        for computed in line.computed.values():
            yield from lines_of(computed)


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_figure_that_is_there_and_no_constant_rests_on_cells(account: str) -> None:
    """None, nothing and nobody rest on the absence of rows."""
    case = case_of(account)
    left_out = CONSTANTS | OF_THE_EARLIER_PACK
    without = [
        name
        for name in case.declarations
        if name not in left_out and case[name].value not in (None, 0, (), "") and not cells_of(case, case[name])
    ]
    assert without == []


def test_the_constants_are_figures_that_read_no_column() -> None:
    declared = declarations()
    assert all(name in declared for name in CONSTANTS | OF_THE_EARLIER_PACK)


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_source_cell_stands_in_a_workbook(account: str) -> None:
    seen: set[Place] = set()
    for figure in figures_of(case_of(account)):
        seen.update(figure.sources)
    assert len(seen) > 200
    for place in seen:
        if place.cell:
            left, top, right, bottom = range_boundaries(place.cell)
            sheet = sheet_at(account, place)
            assert 1 <= left <= right <= sheet.max_column, place
            assert 1 <= top <= bottom <= sheet.max_row, place
        else:
            assert not place.sheet or place.sheet in workbooks(account)[place.file].sheetnames, place


@pytest.mark.parametrize("account", ACCOUNTS)
def test_what_quotes_a_cell_says_what_the_cell_says(account: str) -> None:
    case, quoted = case_of(account), 0
    for name in case.declarations:
        for line in lines_of(case[name]):
            for column in line.row.columns if line.row else ():
                assert line.row
                if column.name not in line.row.values or column.name not in line.row.places:
                    continue
                figure = quote(line.name, line.row, column)
                (place,) = figure.sources
                assert says(column.kind, figure.value, sheet_at(account, place)[place.cell].value), (figure, place)
                quoted += 1
    assert quoted > 300


@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_figure_as_given_in_a_cell_says_what_the_cell_says(account: str) -> None:
    case = case_of(account)
    given = [
        case[name]
        for name, declared in case.declarations.items()
        if declared.formula.startswith("as given in") and not case[name].absent and len(case[name].sources) == 1
    ]
    assert len(given) >= 12
    for figure in given:
        (place,) = figure.sources
        (column,) = case.declarations[figure.name].reads[:1]
        cell = sheet_at(account, place)[place.cell].value
        assert says(column.kind, figure.value, cell), (figure.name, figure.value, cell)


@pytest.mark.parametrize("account", ACCOUNTS)
def test_folded_ranges_hold_the_same_cells_and_are_counted(account: str) -> None:
    for figure in figures_of(case_of(account)):
        for source in sources(figure.sources):
            one_by_one = {
                cell
                for place in figure.sources
                if place[:2] == (source.file, source.sheet) and place.cell
                for cell in cells_in(place.cell)
            }
            folded = [cell for one in source.ranges for cell in cells_in(one)]
            assert len(folded) == len(set(folded)) == source.count
            assert set(folded) == one_by_one, figure.name


def test_an_account_s_figures_name_no_file_of_another_account() -> None:
    for account in ACCOUNTS:
        files = {place.file for figure in figures_of(case_of(account)) for place in figure.sources}
        assert files <= set(workbooks(account))


def cells_in(address: str) -> list[str]:
    """The cells of a range, by openpyxl's reading of it."""
    left, top, right, bottom = range_boundaries(address)
    return [f"{column_letters(column - 1)}{row}" for column in range(left, right + 1) for row in range(top, bottom + 1)]


def says(kind: Kind[Any], value: object, cell: object) -> bool:
    """Whether a cell as openpyxl reads it says the value that was quoted from it."""
    if isinstance(value, bool) or value in ("yes", "no"):
        return plain(str(cell)) == plain("yes" if value in (True, "yes") else "no")
    if isinstance(value, date):
        return (cell.date() if isinstance(cell, datetime) else date.fromisoformat(str(cell))) == value
    if isinstance(kind, Scale) and isinstance(cell, str):
        return isinstance(value, int) and kind.word(value).casefold() == cell.casefold()
    if isinstance(value, int | float):
        number = float(cell.replace(",", "")) if isinstance(cell, str) else cell
        return isinstance(number, int | float) and value == pytest.approx(number)
    if isinstance(kind, WORDS):
        return plain("".join(str(value).split())) == plain("".join(str(cell).split()))
    return str(value) == str(cell)
