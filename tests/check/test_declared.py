"""What every sheet declares of dates, states and amounts: the row it must flag, and the nearest it must let pass."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pipeline.columns import Column, Dated, Order, Row
from pipeline.kinds import Day
from pipeline.problems import Note, Problem
from pipeline.sheets import ALL
from pipeline.sheets.account import Contract
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.people import RelationshipPlan
from pipeline.sheets.performance import Financial, Transaction
from tests.check.given import AS_OF, cell, checked, of, only, sound

SPRING, A_DAY = date(2026, 4, 1), timedelta(days=1)
ORDERS = [(sheet, order) for sheet in ALL for order in sheet.orders]
PAST = [(sheet, column) for sheet in ALL for column in sheet.past]
DATED = [(sheet, dated, column) for sheet in ALL for dated in sheet.dated for column in dated.by]
AMOUNTS = [(sheet, column) for sheet in ALL for column in sheet.mostly_positive]


def named(*parts: object) -> str:
    """The name of a case: its tab and its columns."""
    return "-".join(part.tab if isinstance(part, type) else part.heading for part in parts)  # type: ignore[attr-defined]


def said(sheet: type[Row], code: str, *rows: dict[str, Any]) -> list[Problem | Note]:
    """What is said under a code of these rows of a sheet; whatever else there is to say of them."""
    given: dict[type[Row], Any] = {Transaction: []} if sheet is Financial else {}
    found = checked(sound(of(sheet), {**given, sheet: rows}), of(sheet))
    return [one for one in (*found.problems, *found.notes) if one.code == code]


def dates(sheet: type[Row], order: Order, earlier: date, later: date) -> dict[str, date | None]:
    """A row with these two dates and no other that may be empty."""
    bare: dict[str, date | None] = {
        column.name: None for column in sheet.columns if isinstance(column.kind, Day) and not column.identifies
    }
    return {**bare, order.earlier.name: earlier, order.later.name: later}


@pytest.mark.parametrize(("sheet", "order"), ORDERS, ids=[named(s, o.earlier, o.later) for s, o in ORDERS])
def test_a_date_before_the_one_it_follows_is_told_and_one_on_the_same_day_passes(
    sheet: type[Row], order: Order
) -> None:
    code = "dates-order" if order.sure else "dates-odd"
    least = SPRING + A_DAY if order.apart else SPRING
    (one,) = said(sheet, code, dates(sheet, order, SPRING, least - A_DAY))
    assert (one.place.sheet, one.place.cell) == (sheet.tab, cell(sheet, order.later.name))
    assert isinstance(one, Problem) is order.sure
    assert not said(sheet, code, dates(sheet, order, SPRING, least))


def test_a_date_that_is_in_doubt_is_not_held_against_a_third() -> None:
    rows = {Contract: [{"start": date(2028, 1, 1), "notice_by": date(2026, 9, 30), "end": date(2027, 3, 31)}]}
    assert only(checked(sound(given=rows)).problems).place.cell == cell(Contract, "end")


def test_two_faults_of_a_row_that_have_nothing_to_do_with_each_other_are_two_problems() -> None:
    apart = {"baseline_date": SPRING, "target_date": SPRING, "agreed_on": None, "target": 140}
    problems = checked(sound(given={Goal: [apart]})).problems
    assert {(one.code, one.place.cell) for one in problems} == {
        ("dates-order", cell(Goal, "target_date")), ("target-side", cell(Goal, "target")),
    }  # fmt: skip


@pytest.mark.parametrize(("sheet", "column"), PAST, ids=[named(*each) for each in PAST])
def test_a_day_of_what_has_happened_that_lies_ahead_is_noted(sheet: type[Row], column: Column[date]) -> None:
    (one,) = said(sheet, "day-ahead", {column.name: AS_OF + A_DAY})
    assert one.place.cell == cell(sheet, column.name)
    assert not said(sheet, "day-ahead", {column.name: AS_OF})


@pytest.mark.parametrize(("sheet", "dated", "column"), DATED, ids=[named(s, d.state, c) for s, d, c in DATED])
def test_a_state_and_its_date_stand_together(sheet: type[Row], dated: Dated, column: Column[Any]) -> None:
    state = dated.state.name
    full = {each.name: SPRING if isinstance(each.kind, Day) else "Ingrid Solberg" for each in dated.by}
    for word in dated.words:
        (one,) = said(sheet, "state-undated", {**full, state: word, column.name: None})
        assert one.place.cell == cell(sheet, state)
        assert not said(sheet, "state-undated", {**full, state: word})
    for word in dated.still:
        (one,) = said(sheet, "date-early", {**full, state: word})
        assert one.place.cell == cell(sheet, column.name)
        assert not said(sheet, "date-early", {state: word, column.name: None})


def test_an_action_that_comes_again_may_be_open_after_it_was_done() -> None:
    done = {"status": "open", "done_on": date(2026, 6, 30)}
    (one,) = said(Action, "date-early", done)
    assert one.place.cell == cell(Action, "done_on")
    assert not said(Action, "date-early", {**done, "repeats": "monthly"})
    assert not said(Action, "date-early", {**done, "status": "done"})


@pytest.mark.parametrize(("sheet", "column"), AMOUNTS, ids=[named(*each) for each in AMOUNTS])
def test_an_amount_below_zero_is_noted_where_it_is_rare(sheet: type[Row], column: Column[float]) -> None:
    (one,) = said(sheet, "amount-negative", {column.name: -1})
    assert one.place.cell == cell(sheet, column.name)
    assert not said(sheet, "amount-negative", {column.name: 0})


def test_a_date_a_lifetime_away_is_noted() -> None:
    (one,) = said(Contract, "day-far", {"end": date(2062, 3, 31)})
    assert one.place.cell == cell(Contract, "end")
    assert not said(Contract, "day-far", {"end": date(2056, 3, 31)})
    (one,) = said(Contract, "day-far", {"start": date(1924, 4, 1)})
    assert one.place.cell == cell(Contract, "start")
    assert not said(Contract, "day-far", {"start": date(1974, 4, 1)})


def test_like_oddities_are_one_note_that_says_how_many_there_are() -> None:
    rows = [{"id": f"A{n}", "status": "done", "done_on": None} for n in range(1, 5)]
    (one,) = said(Action, "state-undated", *rows)
    assert isinstance(one, Note)
    assert one.text == "Status is done, but Done on is empty, and in 3 more rows"
    (one,) = said(Action, "state-undated", *rows[:2])
    assert isinstance(one, Note)
    assert one.text.endswith("and in 1 more row")
    assert said(RelationshipPlan, "state-undated", {}) == []
