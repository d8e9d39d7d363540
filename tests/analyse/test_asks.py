"""Asks: open, past their day, granted and refused; the as-of day is 15 October 2026."""

from datetime import date
from typing import Any

from pipeline.figures import Case
from pipeline.sheets.account import Ask, Review
from pipeline.theme import Tone
from tests.analyse.cases import case

ASKS: list[dict[str, Any]] = [
    {"id": "K1", "by": date(2026, 10, 14), "raised_on": date(2026, 9, 15), "cost": 60_000},
    {"id": "K2", "by": date(2026, 10, 15), "cost": 5_000},
    {"id": "K3", "by": date(2026, 7, 1), "outcome": "granted", "outcome_date": date(2026, 8, 2), "cost": 1_000_000},
    {"id": "K4", "by": date(2026, 8, 1), "outcome": "refused", "outcome_date": date(2026, 8, 1)},
    {"id": "K5", "by": date(2026, 9, 30), "outcome": None, "cost": None},
    {"id": "K10", "by": None, "outcome": "open", "cost": None},
]


def ids(asks: Case, figure: str) -> list[Any]:
    return [line.id.value for line in asks[f"asks.{figure}"].lines]


def test_open_asks_come_by_the_day_they_are_needed() -> None:
    asks = case({Ask: ASKS})
    assert ids(asks, "open") == ["K5", "K1", "K2", "K10"]
    assert asks["asks.open_count"].value == 4


def test_an_ask_is_overdue_the_day_after_its_answer_was_needed() -> None:
    asks = case({Ask: ASKS})
    assert ids(asks, "overdue") == ["K5", "K1"]
    late = asks["asks.overdue"].lines[1]
    assert (late.days_overdue.value, late.state.value, late.state.tone) == (1, "overdue", Tone.BAD)
    assert late.waiting.value == 30
    assert asks["asks.overdue_count"].value == 2


def test_an_outcome_that_is_not_given_is_to_be_confirmed() -> None:
    assert case({Ask: [ASKS[4]]})["asks.all"].lines[0].state.reason == "to confirm"


def test_outcomes_are_listed_with_their_tone() -> None:
    asks = case({Ask: ASKS})
    assert ids(asks, "granted") == ["K3"]
    assert ids(asks, "refused") == ["K4"]
    assert asks["asks.refused"].lines[0].state.tone is Tone.BAD


def test_what_was_decided_since_the_last_review_is_told() -> None:
    """The review was on 1 August: K4 was decided that day and told there, K3 a day later."""
    assert ids(case({Ask: ASKS, Review: [{"day": date(2026, 8, 1)}]}), "decided_since") == ["K3"]


def test_an_outcome_without_a_day_is_news_when_the_last_pack_had_it_open() -> None:
    undated = [{**ASKS[3], "outcome_date": None}]
    review = [{"day": date(2026, 8, 1)}]
    was_open = [{**ASKS[3], "outcome": "open", "outcome_date": None}]
    assert ids(case({Ask: undated, Review: review}, earlier={Ask: was_open}), "decided_since") == ["K4"]
    assert ids(case({Ask: undated, Review: review}, earlier={Ask: undated}), "decided_since") == []


def test_the_cost_of_the_open_asks_is_summed() -> None:
    assert case({Ask: ASKS})["asks.cost"].value == 65_000
    assert case({Ask: ASKS[4:]})["asks.cost"].reason == "no cost given"


def test_without_asks_every_figure_says_why() -> None:
    for name in ("all", "open", "overdue", "granted", "decided_since", "open_count", "overdue_count"):
        assert case({})[f"asks.{name}"].reason == "no ask given"


def test_last_time_s_open_asks_are_told_with_what_became_of_them() -> None:
    was = [{"id": f"K{n}", "outcome": "open", "ask": f"Ask {n}", "of_whom": "Ida; Per"} for n in (1, 2, 10)]
    decided = {"id": "K3", "outcome": "granted"}
    now = [
        {"id": "K1", "outcome": "refused"},
        {"id": "K10", "outcome": "open", "by": date(2026, 10, 1)},
        {"id": "K4", "outcome": "open"},
        decided,
    ]
    asks = case({Ask: now}, earlier={Ask: [*was, decided]})
    lines = asks["asks.last_time"].lines
    assert [(one.id.value, one.state.value) for one in lines] == [
        ("K1", "refused"),
        ("K2", "no longer listed"),
        ("K10", "overdue"),
    ]
    assert (lines[1].ask.value, lines[1].of_whom.value) == ("Ask 2", "Ida; Per")


def test_without_an_earlier_pack_nothing_was_asked_last_time() -> None:
    assert case({Ask: [{}]})["asks.last_time"].reason == "no earlier pack to compare with"
