"""The client's facts: the columns and rows that the data contract opens, and nothing else of the account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from pipeline.analyse import analyse
from pipeline.columns import Column, Component, OwnField, Row
from pipeline.compose import compose
from pipeline.facts import Completeness, Facts
from pipeline.figures import Figure, Line
from pipeline.kinds import Ref, Refs
from pipeline.problems import Gap, Place
from pipeline.restrict import restrict
from pipeline.settings import Settings
from pipeline.sheets import (
    ACCOUNT,
    Action,
    Ask,
    Comment,
    Contract,
    Financial,
    Goal,
    Measure,
    Message,
    Person,
    Profile,
    Progress,
    Reading,
    RelationshipPlan,
    Review,
    Risk,
    Strategy,
    TeamMember,
    Transaction,
    Value,
)
from tests.client import COLUMNS, DECIDING, visible
from tests.filled import filled
from tests.generated import generated

SEEDS = range(40)
CANARY = "CANARY"


@pytest.mark.parametrize("sheet", ACCOUNT, ids=lambda sheet: sheet.tab)
def test_a_client_may_see_the_columns_that_the_contract_marks_and_no_other(sheet: type[Row]) -> None:
    """A new column is internal until it is marked in both places."""
    assert {column.name for column in sheet.visible()} == COLUMNS[sheet]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("for_executive", [False, True])
def test_a_client_sees_the_rows_that_the_contract_opens(seed: int, for_executive: bool) -> None:
    facts = generated(seed).facts
    person = next((plan.person for plan in facts.of(RelationshipPlan) if plan.status == "agreed"), "nobody")
    whose = person if for_executive else ""
    cut, expected = restrict(facts, whose), visible(facts, whose)
    for sheet in set(ACCOUNT) - {Financial}:
        told = [_standing(row, sheet) for row in cut.of(sheet)]
        assert told == [_standing(row, sheet) for row in expected[sheet]], sheet.tab


def _standing(row: Row, sheet: type[Row]) -> Place | None:
    return next((row.places[c.name] for c in sheet.columns if c.name in COLUMNS[sheet] and c.name in row.places), None)


G1 = {"id": "G1", "share": "yes", "whose": "mutual"}
AS_OF = date(2026, 10, 15)
ROWS: list[tuple[type[Row], dict[str, Any], bool]] = [
    (TeamMember, {"share": "yes"}, True), (TeamMember, {"share": "no"}, False), (TeamMember, {"share": None}, False),
    (Strategy, {"stage": "communicated", "goal": None}, True), (Strategy, {"stage": "rewarded", "goal": None}, True),
    (Strategy, {"stage": "developed", "goal": None}, False), (Strategy, {"stage": None, "goal": None}, False),
    (Message, {"side": "customer"}, True), (Message, {"side": "ours"}, False), (Message, {"side": None}, False),
    (Ask, {"share": "yes", "directed_at": "client"}, True), (Ask, {"share": "yes", "directed_at": "functions"}, False),
    (Ask, {"share": None, "directed_at": "client"}, False), (Ask, {"share": "yes", "directed_at": None}, False),
    (Comment, {"share": "yes"}, True), (Comment, {"share": None}, False),
    (Goal, G1, True), (Goal, {**G1, "whose": "customer"}, True), (Goal, {**G1, "whose": "ours"}, False),
    (Goal, {**G1, "whose": None}, False), (Goal, {**G1, "share": None}, False),
    (Action, {"share": "yes"}, True), (Action, {"share": None}, False),
    (Measure, {"share": "yes"}, True), (Measure, {"share": "no"}, False),
    (Value, {"share": "yes"}, True), (Value, {"share": None}, False),
    (Contract, {}, True), (Profile, {}, True), (Financial, {}, True), (Risk, {}, False),
    (Review, {"type": "client", "next_review": date(2026, 11, 2)}, True),
    (Review, {"type": "facilitated", "next_review": AS_OF}, True),
    (Review, {"type": "client", "next_review": date(2026, 10, 14)}, False),
    (Review, {"type": "management", "next_review": date(2026, 11, 2)}, False),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "cells", "seen"), ROWS, ids=lambda part: getattr(part, "tab", None))
def test_each_sheet_tells_which_rows_a_client_sees(sheet: type[Row], cells: dict[str, Any], seen: bool) -> None:
    assert len(restrict(filled({sheet: [cells]})).of(sheet)) == seen


def test_the_next_review_is_seen_by_its_date_alone() -> None:
    reviews = [
        {"day": date(2026, 3, 1), "type": "client", "next_review": date(2026, 10, 20)},  # a newer one settles it
        {"day": date(2026, 6, 1), "type": "client", "next_review": date(2026, 12, 1)},
        {"day": date(2026, 5, 1), "type": "facilitated", "next_review": date(2027, 1, 15)},
    ]
    (row,) = restrict(filled({Review: reviews})).of(Review)
    assert row.values == {"next_review": date(2026, 12, 1)}


def test_progress_and_readings_go_with_what_they_measure() -> None:
    facts = filled({
        Goal: [G1, {**G1, "id": "G2", "share": "no"}],
        Progress: [{"goal": "G1"}, {"goal": "G2"}],
        Measure: [{"id": "M1", "share": "yes"}, {"id": "M2", "share": None}],
        Reading: [{"measure": "M2"}, {"measure": "M1"}],
    })  # fmt: skip
    cut = restrict(facts)
    assert [row.goal for row in cut.of(Progress)] == ["G1"]
    assert [row.measure for row in cut.of(Reading)] == ["M1"]


def test_what_refers_to_a_hidden_row_is_empty() -> None:
    facts = filled({
        Goal: [{**G1, "share": None}],
        Strategy: [{"id": "S1", "stage": "accepted", "goal": "G1"}],
        Action: [{"id": "A1", "goal": "G1", "share": "yes"}],
        Value: [
            {"id": "V1", "share": "yes", "overlaps": ("V2", "V3"), "strategy": "S1"},
            {"id": "V2", "share": None},
            {"id": "V3", "share": "yes", "overlaps": ("V2",), "strategy": None},
        ],
    })  # fmt: skip
    cut = restrict(facts)
    assert cut.of(Strategy)[0].goal is None
    assert cut.of(Action)[0].goal is None
    assert [(row.overlaps, row.strategy) for row in cut.of(Value)] == [(("V3",), "S1"), (None, None)]


def test_people_are_seen_whom_a_shared_row_names() -> None:
    people = [
        {"id": "P1", "name": "Ingrid Solberg", "reports_to": "P2"}, {"id": "P2", "name": "Tom Baker"},
        {"id": "P3", "name": "Lea Roth"}, {"id": "P4", "name": "Lea Roth"}, {"id": "P5", "name": "Ole Dahl"},
    ]  # fmt: skip
    actions = [
        {"id": "A1", "customer_owner": ("Ingrid  solberg", "Lea Roth"), "share": "yes", "goal": None, "person": "P5"},
        {"id": "A2", "customer_owner": ("Tom Baker",), "share": None, "goal": None},
    ]
    (seen,) = restrict(filled({Person: people, Action: actions})).of(Person)
    assert (seen.id, seen.name, seen.reports_to, seen.influence) == ("P1", "Ingrid Solberg", None, None)


def test_a_plan_is_seen_in_its_own_executives_hand_out_alone() -> None:
    facts = filled({
        Person: [{"id": "P1", "name": "Ingrid Solberg"}, {"id": "P2", "name": "Tom Baker"}],
        RelationshipPlan: [{"person": "P1", "status": "agreed"}, {"person": "P2", "status": "draft"}],
    })  # fmt: skip
    assert [row.person for row in restrict(facts, "P1").of(RelationshipPlan)] == ["P1"]
    assert [row.id for row in restrict(facts, "P1").of(Person)] == ["P1"]
    assert restrict(facts, "P2").of(RelationshipPlan) == restrict(facts).of(RelationshipPlan) == ()


def test_a_quarters_invoice_lines_are_seen_as_their_sum() -> None:
    lines = [
        {"day": date(2026, 8, 31), "revenue": 100.1},
        {"day": date(2026, 9, 30), "revenue": -0.2},
        {"day": date(2026, 5, 31), "revenue": 50},
        {"day": date(2026, 2, 1), "revenue": 7},
        {"day": date(2026, 3, 1), "revenue": None},
    ]
    rows = [
        {"quarter": "2026-Q3", "revenue": None}, {"quarter": "2026-Q1", "revenue": None},
        {"quarter": "2025-Q4", "revenue": 12},
    ]  # fmt: skip
    cut = restrict(filled({Transaction: lines, Financial: rows}))
    assert cut.of(Transaction) == ()
    assert {str(row.quarter): row.revenue for row in cut.of(Financial)} == {
        "2026-Q3": pytest.approx(99.9), "2026-Q1": None, "2025-Q4": 12, "2026-Q2": 50,
    }  # fmt: skip


def test_what_was_cut_is_cut_no_further() -> None:
    cut = restrict(generated(1).facts)
    assert restrict(cut) is cut
    assert restrict(cut, "P1") is cut


def test_a_hidden_cell_is_internal_and_an_empty_one_is_to_confirm() -> None:
    """Quoted from the same row."""
    goal = {**G1, "achievable": "secret", "metric": None}
    line = analyse(restrict(filled({Goal: [goal], Progress: [], Action: []})), Settings())["goals.open"].lines[0]
    assert (line.achievable.reason, line.whose.reason, line.metric.reason) == ("internal", "internal", "to confirm")
    assert (line.missing_letters.reason, line.open_actions.reason) == ("internal", "internal")


@pytest.mark.parametrize("seed", SEEDS)
def test_no_internal_cell_is_reachable_from_the_clients_view(seed: int) -> None:
    """A canary in every internal cell, its place, own fields, later rows, gaps and the earlier pack; none comes out."""
    account = generated(seed)
    planted = _planted(account.facts)
    assert len(_canaries(planted)) > 200
    cut = restrict(planted)
    figures = analyse(cut, account.settings, account.earlier)
    assert not _canaries(cut), "facts"
    assert not _canaries(dict(figures)), "figures"
    assert not _canaries(dict(compose(figures))), "blocks and findings"


def test_a_plan_in_a_hand_out_brings_no_canary() -> None:
    seen = 0
    for seed in SEEDS:
        facts = generated(seed).facts
        for plan in facts.of(RelationshipPlan):
            if plan.status == "agreed":
                cut = restrict(_planted(facts, plan.person), plan.person)
                assert not _canaries(dict(analyse(cut, Settings())))
                seen += len(cut.of(RelationshipPlan))
    assert seen > 10


def test_a_canary_is_found_where_it_is() -> None:
    """Of the search itself: the internal view lets them be found in values, reasons, places and own fields."""
    planted = _planted(generated(2).facts)
    assert _canaries({"a": Figure("a", None, _unit(), reason=f"no {CANARY}-1 given")}) == {f"{CANARY}-1"}
    rows = planted.of(Profile)
    assert _canaries(Line("account", rows[0])) & _canaries(rows[0].values)
    assert _canaries(rows[0].own)


def _unit() -> Any:
    return next(iter(analyse(filled({}), Settings()).values())).unit


def _planted(facts: Facts, person: str = "") -> Facts:
    """The facts with a canary of its own in every cell that the client may not see, and in the place of that cell."""
    numbers = iter(range(1_000_000))
    seen = {id(row) for rows in visible(facts, person).values() for row in rows}
    hidden_ids = {
        row.values["id"]: f"{CANARY}-{next(numbers)}"
        for rows in facts.rows.values() for row in rows if "id" in row.values and id(row) not in seen
    }  # fmt: skip
    rows = {
        sheet: tuple(_with_canaries(row, COLUMNS[sheet] if id(row) in seen else frozenset(), hidden_ids, numbers)
                     for row in many)
        for sheet, many in facts.rows.items()
    }  # fmt: skip
    place = Place(f"{CANARY}-{next(numbers)}")
    later = {Action: (Action({"id": f"{CANARY}-{next(numbers)}", "share": True}, {}),)}
    gap = Gap(place, CANARY, f"{CANARY}-{next(numbers)}", CANARY, CANARY)
    return replace(facts, rows=rows, later=later, gaps=(gap,), completeness={CANARY: Completeness(1, 2)})


def _with_canaries(
    row: Row, open_columns: frozenset[str], hidden_ids: Mapping[str, str], numbers: Iterator[int]
) -> Row:
    sheet = type(row)
    stay = open_columns | DECIDING.get(sheet, frozenset())
    if sheet is Transaction:
        stay = frozenset({"day", "revenue"})  # they make the quarter's sum
    values: dict[str, Any] = {}
    for column in sheet.columns:
        canary = f"{CANARY}-{next(numbers)}"
        if isinstance(column.kind, Ref | Refs) and column.name in row.values:
            values[column.name] = _renamed(row.values[column.name], hidden_ids)
        elif column.name == "id" and column.name in row.values:
            values["id"] = hidden_ids.get(row.values["id"], row.values["id"])
        elif column.name not in stay:
            values[column.name] = canary
        elif column.name in row.values:
            values[column.name] = row.values[column.name]
    places = {
        name: place if name in open_columns else Place(f"{CANARY}-{next(numbers)}", place.sheet, place.cell)
        for name, place in row.places.items()
    }
    own = {f"{CANARY}-{next(numbers)}": OwnField(f"{CANARY}-{next(numbers)}", Place(f"{CANARY}-{next(numbers)}"))}
    return sheet(values, places, own)


def _renamed(value: Any, hidden_ids: Mapping[str, str]) -> Any:
    return tuple(hidden_ids.get(v, v) for v in value) if isinstance(value, tuple) else hidden_ids.get(value, value)


def _canaries(thing: object) -> set[str]:
    """Every canary that can be reached from something."""
    return {text for text in _texts(thing, {}) if CANARY in text for text in _words(text)}


def _words(text: str) -> Iterator[str]:
    yield from (word for word in text.replace(";", " ").replace(",", " ").split() if CANARY in word)


def _texts(thing: object, met: dict[int, object]) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    if isinstance(thing, str | int | float | date | type(None) | type | Column | Component) or id(thing) in met:
        return
    met[id(thing)] = thing  # kept, so that no other thing takes its number
    if isinstance(thing, Line):
        yield from _texts((thing.name, thing.row, thing.computed, thing.own), met)
        if thing.row is not None:
            yield from _texts([thing[column.name] for column in thing.row.columns], met)
    elif isinstance(thing, Row):
        yield from _texts((thing.values, dict(thing.places), thing.own), met)
    elif isinstance(thing, Mapping):
        yield from _texts((*thing.keys(), *thing.values()), met)
    elif isinstance(thing, tuple | list | set | frozenset):
        for one in thing:
            yield from _texts(one, met)
    elif is_dataclass(thing):
        yield from _texts([getattr(thing, field.name) for field in fields(thing)], met)
    elif hasattr(thing, "__dict__"):
        yield from _texts(vars(thing), met)
