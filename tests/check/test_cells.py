"""Every kind of column: a bad cell is one problem at its place, an empty one a problem or a gap."""

from __future__ import annotations

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

# What no cell of the kind may hold, and the code that the problem bears.
BAD: dict[type, tuple[Raw, str]] = {
    Id: ("R 1!", "kind"),
    Text: (ExcelError("#REF!"), "excel-error"),
    Long: (Uncalculated("=A1"), "no-value"),
    Names: ("Anna\x01Keller", "control-character"),
    Day: ("03/04/2026", "date-unclear"),
    Quarter: ("Q1", "quarter"),
    Number: ("a lot", "kind"),
    Money: ("€ 5", "kind"),
    Percent: (12, "percent"),
    Whole: (3.5, "whole-number"),
    Scale: (99, "scale"),
    YesNo: ("perhaps", "choice"),
    Choice: ("no such word", "choice"),
    Choices: ("no such word", "choice"),
    Ref: ("no such id", "reference"),
    Refs: ("no such id", "reference"),
}
COLUMNS = [(sheet, column) for sheet in ALL for column in sheet.columns]
each_column = pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=lambda x: getattr(x, "tab", None) or x.name)


def test_the_sound_cells_have_no_problem() -> None:
    for sheet in ALL:
        assert not checked(sound(of(sheet)), of(sheet)).problems


@each_column
def test_a_bad_cell_is_one_problem_at_its_place(sheet: type[Row], column: Column[object]) -> None:
    raw, code = BAD[type(column.kind)]
    found = checked(sound(of(sheet), {sheet: [{column.name: raw}]}), of(sheet))
    problem = only(found.problems)
    assert problem.place == (f"{sheet.book}.xlsx", sheet.tab, cell(sheet, column.name))
    assert problem.code == code
    assert column.heading in problem.found
    assert problem.due == column.kind.due
    assert problem.place not in {gap.place for gap in found.gaps}


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
