"""Files that are copies of each other are one problem; teams that share a sheet are none."""

from __future__ import annotations

from dataclasses import replace

from pipeline.cells import Cells
from pipeline.problems import Place
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.performance import Transaction
from pipeline.sheets.risks import Risk
from tests.check.given import checked, only, sound, tab

TEN = [{"id": f"R{n}", "event": f"Event {n}"} for n in range(1, 11)]


def with_tabs(*tabs: tuple[type, list[dict[str, object]], str]) -> Cells:
    """A sound account whose given tabs stand in these files."""
    cells = sound(given={sheet: [] for sheet, _, _ in tabs} | {Action: [{"risks": None}]})
    return replace(cells, tabs=(*cells.tabs, *(tab(sheet, rows, file) for sheet, rows, file in tabs)))


def test_two_files_that_share_eight_of_ten_rows_are_a_copy() -> None:
    other = [*TEN[:8], {"id": "R98"}, {"id": "R99"}]
    found = checked(with_tabs((Risk, TEN, "risks.xlsx"), (Risk, other, "risks (1).xlsx")))
    problem = only(found.problems)
    assert (problem.code, problem.place) == ("file-copy", Place("risks (1).xlsx"))
    assert problem.found == "looks like a copy: it shares 8 rows of Risks with risks.xlsx"
    assert len(found.facts.of(Risk)) == 10


def test_two_files_that_share_fewer_rows_are_no_copy_and_their_doubles_are_told() -> None:
    other = [*TEN[:7], {"id": "R97"}, {"id": "R98"}, {"id": "R99"}]
    found = checked(with_tabs((Risk, TEN, "risks.xlsx"), (Risk, other, "risks (1).xlsx")))
    assert [problem.code for problem in found.problems] == ["twice"] * 7


def test_an_older_copy_that_lacks_newer_rows_is_a_copy() -> None:
    found = checked(with_tabs((Risk, TEN, "risks.xlsx"), (Risk, TEN[:4], "risks old.xlsx")))
    assert only(found.problems).place.file == "risks old.xlsx"


def test_a_copied_workbook_is_one_problem_whatever_its_tabs() -> None:
    goals = [{"id": "G1"}, {"id": "G2"}]
    files = [
        (sheet, rows, file)
        for file in ("goals.xlsx", "goals - Copy.xlsx")
        for sheet, rows in ((Goal, goals), (Risk, TEN))
    ]
    assert only(checked(with_tabs(*files)).problems).place.file == "goals - Copy.xlsx"


def test_teams_that_fill_in_their_own_rows_are_no_copy() -> None:
    found = checked(with_tabs((Risk, TEN[:5], "risks-finance.xlsx"), (Risk, TEN[5:], "risks-delivery.xlsx")))
    assert not found.problems
    assert len(found.facts.of(Risk)) == 10


def test_an_invoice_line_in_two_files_is_one_problem_for_the_two() -> None:
    lines = [{"product": f"Product {n}", "revenue": n} for n in range(20)]
    one, other = lines[:12], lines[10:]
    found = checked(with_tabs((Transaction, one, "a.xlsx"), (Transaction, other, "b.xlsx")))
    problem = next(problem for problem in found.problems if problem.code == "line-twice")
    assert problem.place == Place("b.xlsx", "Transactions", "A2")
    assert problem.found == "2 lines stand in a.xlsx too"


def test_the_same_invoice_line_twice_in_one_file_is_lawful() -> None:
    found = checked(with_tabs((Transaction, [{"revenue": 59_000, "cost": 32_000}] * 2, "a.xlsx")))
    assert not found.problems
