"""Changes since the pack of 2026-Q2: each kind, from the row that must be told and the nearest one that must not."""

from datetime import date
from typing import Any

import pytest

from pipeline.columns import Row
from pipeline.figures import Case
from pipeline.sheets.account import Ask, Contract, Strategy
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.people import Person, RelationshipPlan
from pipeline.sheets.performance import Financial, Measure, Opportunity, Transaction, Value
from pipeline.sheets.risks import Risk
from pipeline.theme import Tone
from tests.analyse.cases import case


def told(changes: Case) -> list[tuple[Any, ...]]:
    """Kind, tab, id, before and after of each change."""
    return [
        (c.kind.value, c.sheet.value, c.id.value, c.before.value, c.after.value) for c in changes["changes.all"].lines
    ]


def changed(sheet: type[Row], before: dict[str, Any], now: dict[str, Any]) -> list[tuple[Any, ...]]:
    return told(case({sheet: [now]}, earlier={sheet: [before]}))


def test_the_same_rows_are_no_change() -> None:
    sheets: list[type[Row]] = [
        Goal, Action, Risk, Person, Measure, Value, Opportunity, Ask, Contract, Strategy, Financial,
        RelationshipPlan,
    ]  # fmt: skip
    rows: dict[type[Row], list[dict[str, Any]]] = {sheet: [{}] for sheet in sheets}
    changes = case(rows, earlier=rows)
    assert told(changes) == []
    assert changes["changes.count"].value == 0
    assert changes["changes.since"].value == "2026-Q2"


def test_without_an_earlier_pack_nothing_is_called_new() -> None:
    changes = case({Goal: [{}]})
    for name in ("all", "count", "since", "by_kind", "restated"):
        assert changes[f"changes.{name}"].reason == "no earlier pack to compare with"


def test_a_row_that_was_not_there_is_added_and_one_that_is_gone_removed() -> None:
    changes = case({Goal: [{"id": "G2"}]}, earlier={Goal: [{"id": "G1", "goal": "Old goal"}]})
    assert told(changes) == [("added", "Goals", "G2", None, None), ("removed", "Goals", "G1", None, None)]
    removed = changes["changes.all"].lines[1]
    assert removed.what.value == "Old goal"


@pytest.mark.parametrize(
    ("sheet", "before", "now", "kind", "values", "tone"),
    [
        (Goal, {}, {"status": "achieved"}, "status", ("in progress", "achieved"), Tone.GOOD),
        (Goal, {}, {"target": 95}, "re-targeted", (90, 95), None),
        (Goal, {}, {"owner": "Jonas; Ida"}, "owner", ("Anna Keller", "Jonas; Ida"), None),
        (Action, {}, {"due": date(2026, 9, 1)}, "slipped", (date(2026, 8, 31), date(2026, 9, 1)), Tone.WATCH),
        (Action, {}, {"due": date(2026, 8, 30)}, "re-targeted", (date(2026, 8, 31), date(2026, 8, 30)), None),
        (Action, {}, {"status": "blocked"}, "status", ("in progress", "blocked"), Tone.BAD),
        (Person, {}, {"support": -1}, "re-scored", (1, -1), Tone.BAD),
        (Person, {}, {"now": 4}, "re-scored", (3, 4), Tone.GOOD),
        (Person, {}, {"owner": None}, "owner", ("Martin Osei", None), None),
        (Goal, {"agreed_on": None}, {"agreed_on": date(2026, 10, 12)}, "agreed", (None, date(2026, 10, 12)), Tone.GOOD),
        (Goal, {}, {"comment": "Sooner, please"}, "said", (None, "Sooner, please"), None),
        (Measure, {}, {"target": 11}, "re-targeted", (12, 11), None),
        (Value, {}, {"state": "client confirmed"}, "status", ("validated", "client confirmed"), Tone.GOOD),
        (Value, {}, {"amount": 90_000}, "restated", (96_000, 90_000), None),
        (Opportunity, {}, {"stage": "won"}, "status", ("proposed", "won"), Tone.GOOD),
        (Opportunity, {}, {"probability": 0.25}, "re-scored", (0.5, 0.25), Tone.BAD),
        (Ask, {}, {"outcome": "refused"}, "outcome", ("open", "refused"), Tone.BAD),
        (Contract, {}, {"annual_value": 1}, "terms", (420_000, 1), None),
        (Contract, {}, {"renewal": "at risk"}, "status", ("in talks", "at risk"), Tone.BAD),
        (Strategy, {}, {"stage": "rewarded"}, "status", ("accepted", "rewarded"), Tone.GOOD),
    ],
)
def test_a_watched_column_that_differs_is_told_by_kind(
    sheet: type[Row], before: dict[str, Any], now: dict[str, Any], kind: str, values: tuple[Any, Any], tone: Tone | None
) -> None:
    changes = case({sheet: [now]}, earlier={sheet: [before]})
    (change,) = changes["changes.all"].lines
    assert (change.kind.value, change.kind.tone) == (kind, tone)
    assert (change.before.value, change.after.value) == values


def test_a_risk_is_rescored_by_its_residual_score() -> None:
    """2 x 3 becomes 4 x 3; the inherent score that differs too is not told."""
    assert changed(Risk, {}, {"residual_likelihood": 4, "impact": 5}) == [("re-scored", "Risks", "R1", 6, 12)]
    assert changed(Risk, {}, {"impact": 5}) == []


def test_a_risk_without_a_residual_score_is_rescored_by_its_inherent_one() -> None:
    none = {"residual_likelihood": None, "residual_impact": None}
    assert changed(Risk, none, {**none, "likelihood": 4}) == [("re-scored", "Risks", "R1", 12, 16)]


def test_words_that_are_not_watched_are_not_told() -> None:
    assert changed(Goal, {}, {"goal": "Turn round faster", "metric": "Minutes"}) == []


def test_somebody_who_left_is_told_once_and_nothing_else_of_them() -> None:
    left = {"left_on": date(2026, 9, 1), "support": -2}
    assert changed(Person, {}, left) == [("left", "People", "P1", None, date(2026, 9, 1))]
    gone = {"left_on": date(2026, 7, 15)}
    assert changed(Person, gone, {**gone, "support": -2}) == []
    assert changed(Person, {}, {"left_on": date(2026, 10, 16)}) == []


def test_somebody_announced_to_leave_is_told_when_they_have_left() -> None:
    announced = {"left_on": date(2026, 7, 16)}
    assert changed(Person, announced, announced) == [("left", "People", "P1", None, date(2026, 7, 16))]


def test_somebody_new_came_unless_they_left_again() -> None:
    assert told(case({Person: [{}]}, earlier={})) == [("came", "People", "P1", None, None)]
    assert told(case({Person: [{"left_on": date(2026, 9, 1)}]}, earlier={})) == []


QUARTER = {"quarter": "2026-Q2", "revenue": 118_000}


def test_a_quarter_the_last_pack_looked_back_on_is_restated() -> None:
    changes = case({Financial: [{**QUARTER, "revenue": 120_000}]}, earlier={Financial: [QUARTER]})
    assert told(changes) == [("restated", "Financials", "2026-Q2", 118_000, 120_000)]
    assert changes["changes.restated"].lines[0].field.value == "Revenue"


def test_a_quarter_that_had_not_ended_is_not_restated() -> None:
    running = {**QUARTER, "quarter": "2026-Q3"}
    assert changed(Financial, running, {**running, "revenue": 120_000}) == []


def test_a_value_that_was_not_given_is_not_restated_and_a_new_quarter_is_no_news() -> None:
    assert changed(Financial, {**QUARTER, "revenue": None}, QUARTER) == []
    assert told(case({Financial: [QUARTER, {**QUARTER, "quarter": "2026-Q3"}]}, earlier={Financial: [QUARTER]})) == []


def test_an_invoice_put_right_restates_its_quarter() -> None:
    quarter = {**QUARTER, "revenue": None}
    before, now = ({"day": date(2026, 5, 1), "revenue": amount} for amount in (100_000, 90_000))
    changes = case({Financial: [quarter], Transaction: [now]}, earlier={Financial: [quarter], Transaction: [before]})
    assert told(changes) == [("restated", "Financials", "2026-Q2", 100_000, 90_000)]


def test_the_weightiest_kinds_come_first() -> None:
    now: dict[type[Row], list[dict[str, Any]]] = {
        Goal: [{"id": "G1", "owner": "Ida"}, {"id": "G2"}],
        Action: [{"due": date(2026, 12, 1)}],
        Person: [{"left_on": date(2026, 8, 1)}],
        Ask: [{"outcome": "granted"}],
    }
    earlier: dict[type[Row], list[dict[str, Any]]] = {Goal: [{"id": "G1"}], Action: [{}], Person: [{}], Ask: [{}]}
    kinds = [kind for kind, *_ in told(case(now, earlier=earlier))]
    assert kinds == ["left", "outcome", "slipped", "owner", "added"]


def test_changes_are_counted_by_kind() -> None:
    changes = case({Goal: [{"id": "G1", "owner": "Ida", "customer_owner": "Per"}]}, earlier={Goal: [{"id": "G1"}]})
    assert [(k.kind.value, k.count.value) for k in changes["changes.by_kind"].lines] == [("owner", 2)]
    assert changes["changes.count"].value == 2


def test_what_stands_now_is_quoted_from_its_cell() -> None:
    (change,) = case({Goal: [{"target": 95}]}, earlier={Goal: [{}]})["changes.all"].lines
    assert [place.sheet for place in change.after.sources] == ["Goals"]
    assert change.before.sources == ()
    assert change.before.formula == "as in the pack of 2026-Q2"


def test_the_day_of_what_repeats_moves_on_by_its_rhythm_and_is_not_put_off() -> None:
    weekly = {"repeats": "weekly"}
    assert changed(Action, weekly, {**weekly, "due": date(2026, 9, 7)}) == []
    once = {"repeats": "none"}
    assert [kind for kind, *_ in changed(Action, once, {**once, "due": date(2026, 9, 7)})] == ["slipped"]


def test_somebody_who_came_back_came() -> None:
    assert changed(Person, {"left_on": date(2026, 7, 1)}, {}) == [("came", "People", "P1", None, None)]


def test_a_day_that_was_put_off_is_told_with_how_often() -> None:
    changes = case({Goal: [{"target_date": date(2028, 1, 1)}]}, earlier={Goal: [{}]})
    (change,) = changes["changes.all"].lines
    assert (change.kind.value, change.times.value) == ("slipped", 1)
    assert case({Goal: [{"target": 95}]}, earlier={Goal: [{}]})["changes.all"].lines[0].times.reason == "not put off"


def same(now: dict[str, Any], before: dict[str, Any], sheet: type[Row] = Goal) -> list[tuple[Any, ...]]:
    """Tab, id and former id of what is likely the same."""
    changes = case({sheet: [now]}, earlier={sheet: [before]})
    assert [kind for kind, *_ in told(changes)][-1:] == ["removed"]
    return [(c.sheet.value, c.id.value, c.former_id.value) for c in changes["changes.likely_same"].lines]


def test_a_row_with_the_same_words_under_another_id_is_likely_the_same_and_still_added_and_removed() -> None:
    assert same({"id": "G3", "goal": "Turn round faster"}, {"id": "G7", "goal": "Turn round  Faster"}) == [
        ("Goals", "G3", "G7")
    ]
    assert same({"id": "P2", "name": "Ana Costa"}, {"id": "P1", "name": "Ana  Costa"}, Person) == [
        ("People", "P2", "P1")
    ]


def test_rows_whose_words_differ_are_not_called_the_same() -> None:
    assert same({"id": "G3", "goal": "Turn round faster"}, {"id": "G7", "goal": "Cut the fuel bill"}) == []


def test_each_row_is_the_same_as_one_other_at_most_the_most_alike() -> None:
    now = [{"id": "G3", "goal": "Cut fuel by a tenth"}, {"id": "G4", "goal": "Cut fuel by a tenth!"}]
    changes = case({Goal: now}, earlier={Goal: [{"id": "G7", "goal": "Cut fuel by a tenth!"}]})
    (pair,) = changes["changes.likely_same"].lines
    assert (pair.id.value, pair.former_id.value, pair.likeness.value) == ("G4", "G7", 1.0)


def test_what_the_customer_agreed_to_and_what_it_changed_itself() -> None:
    day = date(2026, 9, 1)
    plan = {"person": "P1", "agreed_on": None, "status": "draft"}
    before: dict[type[Row], list[dict[str, Any]]] = {
        Goal: [{"id": "G1", "agreed_on": None}, {"id": "G2", "agreed_on": day}, {"id": "G3", "comment": None}],
        Measure: [{"agreed_on": None}], Action: [{"customer_owner": "Ina", "owner": "Ben"}],
        Value: [{"id": "V1", "state": "claimed"}, {"id": "V2", "state": "expected"}],
        Person: [{"id": "P1", "name": "Ingrid Solberg"}], RelationshipPlan: [plan],
    }  # fmt: skip
    now: dict[type[Row], list[dict[str, Any]]] = {
        Goal: [{"id": "G1", "agreed_on": day}, {"id": "G2", "agreed_on": None}, {"id": "G3", "comment": "Too late"}],
        Measure: [{"agreed_on": day}], Action: [{"customer_owner": "Ole", "owner": "Cem"}],
        Value: [{"id": "V1", "state": "disputed"}, {"id": "V2", "state": "claimed"}],
        Person: [{"id": "P1", "name": "Ingrid Solberg"}],
        RelationshipPlan: [{**plan, "agreed_on": day, "status": "agreed"}],
    }  # fmt: skip
    changes = case(now, earlier=before)
    agreed = [(c.sheet.value, c.id.value, c.what.value) for c in changes["changes.agreed"].lines]
    assert [one[:2] for one in agreed] == [("Goals", "G1"), ("Measures", "M1"), ("Relationship plans", "P1")]
    assert agreed[-1][2] == "Ingrid Solberg"
    assert [(c.id.value, c.field.value) for c in changes["changes.by_client"].lines] == [
        ("G3", "Customer comment"), ("V1", "State"), ("A1", "Customer owner"),
    ]  # fmt: skip


def test_a_pack_that_knows_no_plans_calls_none_new() -> None:
    changes = case({RelationshipPlan: [{}], Person: [{}]}, earlier={Person: [{}]})
    changes.earlier.rows.pop("Relationship plans", None)  # type: ignore[union-attr]
    assert [c.sheet.value for c in changes["changes.all"].lines] == []
