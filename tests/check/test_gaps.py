"""What is missing counts as missing only where it is due; what lies ahead stays out of the figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.cells import Cells
from pipeline.columns import Component, Row
from pipeline.facts import Completeness
from pipeline.problems import Place, Problem
from pipeline.sheets import ACCOUNT, PORTFOLIO
from pipeline.sheets.account import Intelligence, Profile, Review
from pipeline.sheets.goals import Action, Progress
from pipeline.sheets.people import Interaction
from pipeline.sheets.performance import Feedback, Financial, Opportunity, Reading, Transaction, Value
from pipeline.sheets.risks import Risk
from tests.check.given import AS_OF, checked, of, only, sound, tab

TOMORROW = date(2026, 10, 16)


def headings(sheet: type[Row], **given: Any) -> list[str]:
    """The headings of the gaps of one row, without invoice lines beside it."""
    found = checked(sound(given={Transaction: [], sheet: [given]}))
    return [gap.heading for gap in found.gaps if gap.place.sheet == sheet.tab]


def test_an_action_needs_one_owner_of_either_side() -> None:
    assert headings(Action, owner=None) == []
    assert headings(Action, customer_owner=None) == []
    assert headings(Action, owner=None, customer_owner=None) == ["Owner"]


def test_an_opportunity_needs_more_once_it_is_qualified() -> None:
    bare = {"probability": None, "expected_close": None, "opened": None, "owner": None}
    assert headings(Opportunity, stage="identified", **bare) == []
    assert headings(Opportunity, stage="qualified", **bare) == ["Probability", "Expected close", "Opened", "Owner"]
    assert headings(Opportunity, stage="won") == ["Closed on"]
    assert headings(Opportunity, stage=None, **bare) == ["Stage"]


def test_a_quarter_not_yet_ended_may_hold_targets_alone() -> None:
    empty = {"revenue": None, "cost_of_sales": None}
    assert headings(Financial, quarter="2026-Q4", **empty) == []
    assert headings(Financial, quarter="2026-Q3", **empty) == ["Revenue", "Cost of sales"]


def test_invoice_lines_make_a_quarters_revenue_and_its_cost_if_each_has_its_cost() -> None:
    row = {Financial: [{"revenue": None, "cost_of_sales": None}]}
    assert not checked(sound(given={**row, Transaction: [{}, {"product": "Freight"}]})).gaps
    gaps = checked(sound(given={**row, Transaction: [{}, {"cost": None}]})).gaps
    assert [gap.heading for gap in gaps] == ["Cost of sales"]
    gaps = checked(sound(given={**row, Transaction: [{"day": date(2026, 7, 1)}]})).gaps
    assert [gap.heading for gap in gaps] == ["Revenue", "Cost of sales"]


def test_completeness_counts_wanted_cells_with_a_least_number_of_rows() -> None:
    required = [column for column in Risk.columns if column.identifies or column.wanted]
    wanted = Risk.minimum * len(required)
    none = checked(Cells(), (Risk,)).facts.completeness
    assert none == {"Risk": Completeness(0, wanted), "total": Completeness(0, wanted)}
    one = checked(Cells((tab(Risk, [{"cause": None}]),)), (Risk,)).facts.completeness
    assert one["Risk"] == Completeness(len(required) - 1, wanted)
    many = checked(Cells((tab(Risk, [{"id": f"R{n}"} for n in range(9)]),)), (Risk,)).facts.completeness
    assert many["total"] == Completeness(9 * len(required), 9 * len(required))


def test_optional_columns_do_not_count() -> None:
    full = checked(sound()).facts.completeness
    bare = {column.name: None for column in Risk.columns if not (column.identifies or column.wanted)}
    assert checked(sound(given={Risk: [bare]})).facts.completeness == full


def test_completeness_is_told_for_the_five_components_and_in_total() -> None:
    shares = checked(sound()).facts.completeness
    five = {component.value for component in Component} - {Component.PORTFOLIO.value}
    assert shares.keys() == five | {"total"}
    assert shares["total"].wanted == sum(shares[name].wanted for name in five)
    assert shares["total"].filled == sum(shares[name].filled for name in five)
    assert checked(sound(PORTFOLIO), PORTFOLIO).facts.completeness.keys() == {"Portfolio", "total"}


@pytest.mark.parametrize("sheet", [Intelligence, Review, Interaction, Progress, Transaction, Value, Feedback])
def test_a_row_dated_after_the_as_of_day_is_kept_apart_and_noted(sheet: type[Row]) -> None:
    rows = [{"day": AS_OF, **_ahead(sheet)}, {"day": TOMORROW, **_other_id(sheet)}]
    found = checked(sound(given={Financial: [], sheet: rows}))
    assert len(found.facts.of(sheet)) == 1
    assert [row.values["day"] for row in found.facts.later[sheet]] == [TOMORROW]
    (note,) = found.notes
    assert note.text == "1 row is dated after 2026-10-15 and kept out of the figures"
    assert note.place.sheet == sheet.tab
    assert not found.problems


def _ahead(sheet: type[Row]) -> dict[str, date]:
    return {"next_review": TOMORROW} if sheet is Review else {}


def _other_id(sheet: type[Row]) -> dict[str, str]:
    return {"id": "V2"} if sheet is Value else {}


def test_expected_value_lies_ahead_by_its_nature() -> None:
    facts = checked(sound(given={Value: [{"day": TOMORROW, "state": "expected"}]})).facts
    assert len(facts.of(Value)) == 1
    assert Value not in facts.later


def test_a_coming_quarter_is_kept_apart_unless_it_holds_targets_alone() -> None:
    targets = {"quarter": "2027-Q1", "revenue": None, "cost_of_sales": None, "cost_to_serve": None,
               "receivables": None, "recurring": None}  # fmt: skip
    bare = dict.fromkeys(("overdue_30", "overdue_60", "overdue_90", "overdue_more", "credit_sales"))
    facts = checked(sound(given={Transaction: [], Financial: [{**bare, **targets}]})).facts
    assert len(facts.of(Financial)) == 1
    facts = checked(sound(given={Transaction: [], Financial: [{**bare, **targets, "revenue": 5}]})).facts
    assert (len(facts.of(Financial)), len(facts.later[Financial])) == (0, 1)
    facts = checked(sound(given={Reading: [{"quarter": "2026-Q4"}, {"quarter": "2027-Q1"}]})).facts
    assert [str(row.quarter) for row in facts.of(Reading)] == ["2026-Q4"]
    assert [str(row.quarter) for row in facts.later[Reading]] == ["2027-Q1"]


def test_a_reference_to_a_row_that_lies_ahead_is_no_problem() -> None:
    rows = [{}, {"id": "V2", "day": TOMORROW, "overlaps": "V1"}, {"id": "V3", "overlaps": "V2"}]
    assert not checked(sound(given={Value: rows})).problems


def test_a_file_that_cannot_be_read_is_the_only_problem() -> None:
    broken = Problem(Place("people.xlsx"), "the file is damaged", "a whole workbook", "save it again", "file-damaged")
    cells = sound()
    rest = tuple(each for each in cells.tabs if each.file not in ("people.xlsx", "account.xlsx"))
    assert only(checked(Cells(rest, (broken,))).problems) == broken


def test_all_sheets_of_the_account_are_in_the_facts() -> None:
    facts = checked(sound()).facts
    assert set(facts.rows) == set(ACCOUNT)
    assert all(len(rows) == 1 for rows in facts.rows.values())
    assert facts.one(Profile) is not None
    assert of(Profile) == ACCOUNT
