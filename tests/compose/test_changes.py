"""What the changes' tags say: a sentence a kind, none, one and many, and how many more there are."""

from datetime import date
from typing import Any

import pytest

from pipeline.columns import Row
from pipeline.sheets.account import Ask
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.people import Person
from pipeline.sheets.performance import Financial
from pipeline.sheets.risks import Risk
from tests.analyse.cases import pack
from tests.compose.speaking import cells, points, sentence

GOAL = {"id": "G1", "goal": "Turn round faster", "target": 90, "unit": "minutes", "status": "in progress"}
ACTION = {"id": "A1", "activity": "Fit readers", "due": date(2026, 9, 1), "owner": "Jo"}
RISK = {"id": "R1", "event": "Gates fail", "likelihood": 2, "impact": 4}
ADA = {"id": "P1", "name": "Ada Lund"}
ASK = {"id": "K1", "ask": "Two engineers", "outcome": "open"}
SUMMER = {"quarter": "2026-Q2", "revenue": 118_000}


def told(sheet: type[Row], before: dict[str, Any] | None, now: dict[str, Any] | None) -> list[str]:
    """What the list of changes says of one row."""
    earlier = pack({sheet: [before]} if before else {}, examples=False)
    return points("changes.top", {sheet: [now] if now else []}, earlier)


@pytest.mark.parametrize(
    ("sheet", "before", "now", "said"),
    [
        (Goal, {**GOAL, "status": None}, GOAL, "G1 Turn round faster: now in progress"),
        (Goal, GOAL, {**GOAL, "status": "achieved"}, "G1 Turn round faster: in progress → achieved"),
        (
            Goal,
            GOAL,
            {**GOAL, "agreed_on": date(2026, 9, 3)},
            "G1 Turn round faster: agreed with the customer on 3 Sept 2026",
        ),
        (Goal, GOAL, {**GOAL, "comment": "Sooner"}, "G1 Turn round faster: the customer says “Sooner”"),
        (Goal, GOAL, {**GOAL, "target": 95}, "G1 Turn round faster: target 90 → 95"),
        (Goal, None, GOAL, "New in Goals: Turn round faster"),
        (
            Action,
            ACTION,
            {**ACTION, "due": date(2026, 10, 20)},
            "A1 Fit readers: put off from 1 Sept 2026 to 20 Oct 2026",
        ),
        (Action, ACTION, {**ACTION, "owner": None}, "A1 Fit readers: owner Jo taken out"),
        (Risk, RISK, {**RISK, "likelihood": 4}, "R1 Gates fail: score 8 → 16"),
        (Person, ADA, {**ADA, "left_on": date(2026, 9, 1)}, "Ada Lund left on 1 Sept 2026"),
        (Person, None, ADA, "Ada Lund is new among the customer's people"),
        (Ask, ASK, {**ASK, "outcome": "granted"}, "Ask granted: Two engineers"),
        (Financial, SUMMER, {**SUMMER, "revenue": 120_000}, "2026-Q2: revenue restated, £118 k → £120 k"),
    ],
)
def test_each_kind_of_change_is_a_sentence(
    sheet: type[Row], before: dict[str, Any] | None, now: dict[str, Any], said: str
) -> None:
    assert told(sheet, before, now) == [said]


def test_a_row_that_is_gone_is_named_as_the_last_pack_had_it() -> None:
    assert told(Goal, GOAL, None) == ["Taken out of Goals: Turn round faster"]


def goals(count: int) -> list[dict[str, Any]]:
    return [{**GOAL, "id": f"G{n}"} for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (0, "Nothing changed since 2026-Q2"),
        (1, "One thing changed since 2026-Q2"),
        (12, "12 things changed since 2026-Q2"),
    ],
)
def test_the_headline_counts_the_changes(new: int, said: str) -> None:
    assert sentence("changes.headline", {Goal: goals(new)}, earlier=pack({})) == said


def test_the_first_pack_says_that_there_is_nothing_to_compare_with() -> None:
    first = "This is the first pack: there is nothing earlier to compare with"
    assert sentence("changes.headline", {Goal: goals(1)}) == first
    assert points("changes.top", {Goal: goals(1)}) == [f"{first}."]


def test_the_first_page_has_five_changes_and_says_how_many_more() -> None:
    assert points("changes.top", {Goal: goals(12)}, pack({}))[5:] == ["and 7 more in the annex"]
    assert len(points("changes.top", {Goal: goals(5)}, pack({}))) == 5
    assert points("changes.top", {}, pack({})) == ["Nothing changed since 2026-Q2."]


def test_the_table_has_before_and_after_and_the_register_all() -> None:
    now = [{**GOAL, "target": 95}, *goals(10)[1:]]
    rows = cells("changes.table", {Goal: now}, pack({Goal: [GOAL]}, examples=False))
    assert rows[0] == ["re-targeted", "Goals", "G1", "Turn round faster", "Target", "90", "95"]
    assert rows[1] == ["added", "Goals", "G2", "Turn round faster", "", "", ""]
    assert rows[-1][0] == "and 2 more in the annex"
    assert len(cells("changes.register", {Goal: now}, pack({Goal: [GOAL]}, examples=False))) == 10


def test_a_day_put_off_again_says_how_often() -> None:
    first = {**ACTION, "first_due": date(2026, 7, 1)}
    assert told(Action, first, {**first, "due": date(2026, 10, 20)}) == [
        "A1 Fit readers: put off from 1 Sept 2026 to 20 Oct 2026, 2 times so far"
    ]


def test_a_row_under_a_new_id_is_offered_as_likely_the_same() -> None:
    earlier = pack({Goal: [{**GOAL, "id": "G7"}]}, examples=False)
    assert points("changes.renamed", {Goal: [GOAL]}, earlier) == [
        "G1 in Goals is likely the former G7: Turn round faster"
    ]
    assert points("changes.renamed", {Goal: [GOAL]}, pack({Goal: [GOAL]}, examples=False)) == [
        "No row seems to have got a new id."
    ]


def client_line(
    before: dict[type[Row], list[dict[str, Any]]] | None, now: dict[type[Row], list[dict[str, Any]]]
) -> str:
    """What is said of the customer's agreement and changes."""
    return sentence("changes.client_line", now, None, None if before is None else pack(before, examples=False))


def test_the_line_about_the_customer_says_none_one_and_many() -> None:
    day = date(2026, 9, 3)
    assert client_line(None, {}) == "This is the first pack: what the customer agrees to shows from the next one on."
    assert client_line({Goal: [GOAL]}, {Goal: [GOAL]}) == (
        "Since 2026-Q2 the customer agreed to nothing new and changed nothing itself."
    )
    assert client_line({Goal: [GOAL]}, {Goal: [{**GOAL, "agreed_on": day}]}) == (
        "Since 2026-Q2 the customer agreed to G1 Turn round faster."
    )
    assert client_line({Goal: [GOAL]}, {Goal: [{**GOAL, "comment": "Sooner"}]}) == (
        "Since 2026-Q2 the customer agreed to nothing new; it changed G1 (customer comment)."
    )
    goals = [{**GOAL, "id": f"G{n}"} for n in range(1, 8)]
    now = [{**goal, "agreed_on": day, "customer_owner": "Ole"} for goal in goals]
    assert client_line({Goal: goals}, {Goal: now}) == (
        "Since 2026-Q2 the customer agreed to G1 Turn round faster, G2 Turn round faster, G3 Turn round faster, "
        "G4 Turn round faster and 3 more; it changed G1 (customer owner), G2 (customer owner), G3 (customer owner), "
        "G4 (customer owner) and 3 more."
    )
