"""Every kind of column: a bad cell is one problem at its place, an empty one a problem or a gap."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cells import ExcelError, Raw, Uncalculated
from pipeline.columns import Column, Row
from pipeline.kinds import (
    Choice,
    Choices,
    Day,
    Id,
    Long,
    Money,
    Names,
    Number,
    Percent,
    Quarter,
    Ref,
    Refs,
    Scale,
    Text,
    Whole,
    YesNo,
)
from pipeline.sheets import ALL
from pipeline.sheets.account import Profile
from pipeline.sheets.goals import Action
from pipeline.sheets.performance import Financial, Opportunity, Transaction
from pipeline.sheets.risks import Risk
from tests.check.given import cell, checked, of, only, sound

# What no cell of the kind may hold, the code that its problem bears, and a word of how to mend it.
BAD: dict[type, list[tuple[Raw, str, str]]] = {
    Id: [("R 1!", "id", "without spaces"), ("R" * 41, "id", "short id")],
    Text: [(ExcelError("#REF!"), "excel-error", "mend the formula"), (True, "text", "type the words")],
    Long: [(Uncalculated("=A1"), "no-value", "open the file in Excel"), (float("nan"), "text", "type the words")],
    Names: [("Anna\x01Keller", "control-character", "type the text again"), (False, "text", "type the words")],
    Day: [
        ("03/04/2026", "date-unclear", "2026-04-03"), ("31.02.2026", "date-impossible", "2026-03-31"),
        ("2026-02-30", "date-impossible", "2026-03-31"), ("soon", "date", "2026-03-31"), (45000, "date", "2026-03-31"),
        (date(1899, 12, 31), "date-year", "between 1900 and 2199"),
    ],
    Quarter: [("Q1", "quarter", "2026-Q1"), ("2026-Q5", "quarter", "2026-Q1"), (2026, "quarter", "2026-Q1")],
    Number: [("a lot", "number", "a number"), ("1.2.3", "number", "a number"), (float("inf"), "number", "a number")],
    Money: [("€ 5", "number", "without a symbol"), ("12 m", "number", "or words"), (True, "number", "a number")],
    Percent: [(12, "percent", "12 %"), (-0.5, "percent", "12 %"), ("half", "percent", "12 %")],
    Whole: [(3.5, "whole-number", "a whole number"), (-1, "whole-number", "from"), ("few", "whole-number", "whole")],
    Scale: [(99, "scale", "whole number"), (1.5, "scale", "whole number"), ("so so", "scale", "whole number")],
    YesNo: [("perhaps", "choice", "yes or no"), (1, "choice", "yes or no")],
    Choice: [("no such word", "choice", "choose"), (7, "choice", "choose")],
    Choices: [("no such word", "choice", "choose"), ("champion; nobody", "choice", "choose")],
    Ref: [("no such id", "reference", "write the id"), (date(2026, 1, 1), "reference", "write the id")],
    Refs: [("no such id", "reference", "write the id"), ("; no such id ;", "reference", "write the id")],
}  # fmt: skip
COLUMNS = [(sheet, column) for sheet in ALL for column in sheet.columns]
each_column = pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=lambda x: getattr(x, "tab", None) or x.name)


def test_the_sound_cells_have_no_problem() -> None:
    for sheet in ALL:
        assert not checked(sound(of(sheet)), of(sheet)).problems


BELOW: tuple[Raw, str, str] = (-1, "below-least", "correct the sign")


def bad_cells(column: Column[object]) -> list[tuple[Raw, str, str]]:
    """What no cell of the column may hold."""
    kind = column.kind
    return [*BAD[type(kind)], *([BELOW] if isinstance(kind, Money) and kind.low == 0 else [])]


FAULTY = [(sheet, column, *bad) for sheet, column in COLUMNS for bad in bad_cells(column)]
NAMES = [f"{sheet.tab}-{column.name}-{str(raw)[:12]!r}" for sheet, column, raw, *_ in FAULTY]


@pytest.mark.parametrize(("sheet", "column", "raw", "code", "mend"), FAULTY, ids=NAMES)
def test_a_bad_cell_is_one_problem_at_its_place_with_its_mend(
    sheet: type[Row], column: Column[object], raw: Raw, code: str, mend: str
) -> None:
    found = checked(sound(of(sheet), {sheet: [{column.name: raw}]}), of(sheet))
    problem = only(found.problems)
    assert problem.place == (f"{sheet.book}.xlsx", sheet.tab, cell(sheet, column.name))
    assert problem.code == code
    assert mend in problem.mend
    assert column.heading in problem.found
    assert problem.due == column.kind.due
    assert problem.place not in {gap.place for gap in found.gaps}


def test_the_table_of_bad_cells_is_long_and_leaves_out_no_sheet() -> None:
    assert len(FAULTY) > 400
    assert {sheet for sheet, *_ in FAULTY} == set(ALL)


@pytest.mark.parametrize("sheet", ALL, ids=lambda sheet: sheet.tab)
def test_two_bad_cells_of_a_row_are_two_problems_each_at_its_place(sheet: type[Row]) -> None:
    columns = [column for column in sheet.columns if not isinstance(column.kind, Ref | Refs)]
    one, other = columns[0], columns[-1]
    given = {column.name: ExcelError("#N/A") for column in (one, other)}
    problems = checked(sound(of(sheet), {sheet: [given]}), of(sheet)).problems
    assert {problem.place.cell for problem in problems} == {cell(sheet, one.name), cell(sheet, other.name)}
    assert len(problems) == 2


@each_column
def test_an_excel_error_is_told_as_such_in_every_column(sheet: type[Row], column: Column[object]) -> None:
    problem = only(checked(sound(of(sheet), {sheet: [{column.name: ExcelError("#N/A")}]}), of(sheet)).problems)
    assert (problem.place.cell, problem.code) == (cell(sheet, column.name), "excel-error")
    assert "#N/A" in problem.found


@each_column
def test_an_empty_cell_is_a_problem_a_gap_or_nothing(sheet: type[Row], column: Column[object]) -> None:
    # Without invoice lines, which would make the quarter's revenue and cost.
    given: dict[type[Row], list[dict[str, object]]] = {Transaction: []} if sheet is Financial else {}
    before = checked(sound(of(sheet), given), of(sheet))
    found = checked(sound(of(sheet), {**given, sheet: [{column.name: None}]}), of(sheet))
    more = set(found.gaps) - set(before.gaps)
    if column.identifies:
        problem = only(found.problems)
        assert (problem.place.cell, problem.code) == (cell(sheet, column.name), "identity-empty")
        assert not found.facts.of(sheet)
    else:
        assert not found.problems
        one_suffices = sheet is Action and column in (Action.owner, Action.customer_owner)
        is_gap = column.wanted and not one_suffices
        assert [gap.place.cell for gap in more] == ([cell(sheet, column.name)] if is_gap else [])


def test_a_problem_quotes_what_is_there_in_the_words_of_the_sheet() -> None:
    problem = only(checked(sound(given={Risk: [{"impact": 9}]})).problems)
    assert problem.found == "Impact is 9"
    assert problem.due == "a whole number, 1 (minor) to 5 (critical)"
    assert problem.mend == "write a whole number, 1 to 5"
    problem = only(checked(sound(given={Risk: [{"status": "Opne"}]})).problems)
    assert problem.found == "Status is “Opne”"
    assert "“open”" in problem.mend


def test_several_empty_identifying_cells_of_a_row_are_one_problem() -> None:
    problem = only(checked(sound(given={Risk: [{"id": None, "event": None}]})).problems)
    assert problem.found == "Id and Event are empty in a row that is begun"


def test_a_gap_names_row_owner_and_component() -> None:
    found = checked(sound(given={Risk: [{"cause": None}], Opportunity: [{"owner": None}]}))
    gaps = {(gap.heading, gap.row, gap.owner, gap.component) for gap in found.gaps}
    assert gaps == {
        ("Cause", "R1", "Jonas Weber", "Risk"),
        ("Owner", "O1", "Anna Keller", "Financial position"),  # nobody owns it: the account manager does
    }
    assert found.facts.gaps == found.gaps


def test_a_field_of_the_profile_is_a_gap_without_a_row() -> None:
    (gap,) = checked(sound(given={Profile: [{"tier": None}]})).gaps
    assert (gap.heading, gap.row, gap.owner) == ("Tier", "", "Anna Keller")
