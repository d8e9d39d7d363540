"""Feedback: satisfaction and recommendation with their n, trend, themes, follow-ups; the quarter is 2026-Q3."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.figures import Case
from pipeline.sheets import Action, Feedback
from pipeline.theme import Tone
from tests.analyse.given import given as case_of

DAY = date(2026, 8, 3)
FIVE: dict[str, Any] = {
    "day": DAY,
    "said": "So so",
    "question": "satisfaction",
    "scale_min": 1,
    "scale_max": 5,
    "best": "high",
}
TEN: dict[str, Any] = {"day": DAY, "said": "So so", "question": "recommend", "scale_min": 0, "scale_max": 10}


def told(*rows: dict[str, Any], actions: tuple[dict[str, Any], ...] = ()) -> Case:
    return case_of({Feedback: rows, Action: actions})


def scores(row: dict[str, Any], *many: float) -> tuple[dict[str, Any], ...]:
    return tuple({**row, "score": score} for score in many)


def test_satisfied_are_the_top_two_of_the_scale() -> None:
    """Of the scores 5, 4, 4, 3 and 1 of 5, three are satisfied."""
    figure = told(*scores(FIVE, 5, 4, 4, 3, 1))["feedback.csat"]
    assert (figure.value, figure.tone) == (0.6, Tone.WATCH)
    assert figure.formula.endswith("n = 5")


@pytest.mark.parametrize(
    ("scale", "score", "satisfied"),
    [
        ({}, 4, 1.0), ({}, 3, 0.0), ({"best": "low"}, 2, 1.0), ({"best": "low"}, 3, 0.0), ({"best": "low"}, 5, 0.0),
        ({"scale_max": 10}, 9, 1.0), ({"scale_max": 10}, 8, 0.0), ({"scale_max": 7}, 6, 1.0),
        ({"scale_min": 0, "scale_max": 4}, 3, 1.0), ({"scale_min": 0, "scale_max": 4}, 2, 0.0),
    ],
)  # fmt: skip
def test_the_best_end_of_the_scale_decides(scale: dict[str, Any], score: float, satisfied: float) -> None:
    assert told({**FIVE, **scale, "score": score})["feedback.csat"].value == satisfied


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({**FIVE, "score": 40, "scale_max": 100}, "the scale ends above 10"),
        ({**FIVE, "score": 4, "best": None}, "no best score given"),
        ({**FIVE, "score": 4, "scale_max": None}, "no scale given"),
        ({**FIVE, "score": 6}, "the score is not on its scale"),
        ({**TEN, "score": 4, "scale_max": 5}, "the scale is not 0 to 10, best high"),
        ({**TEN, "score": 4, "best": "low"}, "the scale is not 0 to 10, best high"),
        ({**TEN, "score": 4, "scale_min": 1}, "the scale is not 0 to 10, best high"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_counted_is_listed_with_the_reason(row: dict[str, Any], reason: str) -> None:
    found = told(row)
    assert [line.left_out.value for line in found["feedback.left_out"].lines] == [reason]
    assert found["feedback.left_out_count"].value == 1
    word = row["question"]
    figure = found["feedback.csat" if word == "satisfaction" else "feedback.nps"]
    assert figure.reason == f"no answer on {word} in 2026-Q3 has a scale that can be counted"


def test_another_question_and_a_quote_without_a_score_are_not_left_out() -> None:
    rows = ({**FIVE, "question": "other", "score": 3}, {"day": DAY, "said": "Fine"}, {**FIVE, "score": None})
    assert told(*rows)["feedback.left_out_count"].value == 0


def test_promoters_less_detractors() -> None:
    """Of 10, 9, 9, 8, 7, 6 and 0: three promote and two detract, of seven."""
    found = told(*scores(TEN, 10, 9, 9, 8, 7, 6, 0))
    assert found["feedback.nps"].value == pytest.approx(1 / 7)
    assert (found["feedback.nps_n"].value, found["feedback.nps"].tone) == (7, Tone.WATCH)


@pytest.mark.parametrize(("many", "tone"), [((5, 5), None), ((5, 5, 4), Tone.GOOD), ((1, 1, 5), Tone.BAD)])
def test_below_three_answers_there_is_a_figure_and_its_n_but_no_verdict(
    many: tuple[float, ...], tone: Tone | None
) -> None:
    found = told(*scores(FIVE, *many))
    assert not found["feedback.csat"].absent
    assert (found["feedback.csat_n"].value, found["feedback.csat"].tone) == (len(many), tone)


def test_each_quarter_counts_its_own_answers() -> None:
    rows = (
        *scores({**FIVE, "day": date(2026, 7, 1)}, 5), *scores({**FIVE, "day": date(2026, 9, 30)}, 1),
        *scores({**FIVE, "day": date(2026, 6, 30)}, 5), *scores({**FIVE, "day": date(2026, 10, 1)}, 1),
        *scores({**FIVE, "day": date(2025, 9, 30)}, 2),
    )  # fmt: skip
    found = told(*rows)
    assert found["feedback.csat"].value == 0.5
    assert found["feedback.csat_prior"].value == 1.0
    assert (found["feedback.csat_rolling"].value, found["feedback.csat_rolling_n"].value) == (pytest.approx(2 / 3), 3)
    assert found["feedback.csat_change"].value == pytest.approx(2 / 3)
    quarters = found["feedback.quarters"].lines
    assert [line.quarter.value for line in quarters] == ["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]
    assert [line.csat_n.value for line in quarters] == [1, 0, 0, 1, 2]
    assert quarters[1].csat.reason == "nobody was asked about satisfaction in 2025-Q4"


def test_each_span_has_its_score_and_its_number_of_answers() -> None:
    """A promoter a year before, and a detractor in the prior quarter, beside a promoter now."""
    rows = (
        {**TEN, "score": 9}, {**TEN, "score": 0, "day": date(2026, 5, 1)},
        {**TEN, "score": 10, "day": date(2025, 8, 1)}, {**FIVE, "score": 2, "day": date(2025, 8, 1)},
    )  # fmt: skip
    found = told(*rows)
    spans = ("", "_prior", "_rolling", "_rolling_before")
    assert [found[f"feedback.nps{span}"].value for span in spans] == [1.0, -1.0, 0.0, 1.0]
    assert [found[f"feedback.nps{span}_n"].value for span in spans] == [1, 1, 2, 1]
    assert [found[f"feedback.csat{span}_n"].value for span in spans] == [0, 0, 0, 1]
    assert found["feedback.nps_change"].value == -1.0
    assert found["feedback.count"].value == len(found["feedback.all"].lines) == 4


def test_themes_are_counted_over_four_quarters_the_most_frequent_first() -> None:
    rows = (
        {"day": DAY, "said": "a", "theme": "Papers", "kind": "complaint"},
        {"day": date(2026, 9, 1), "said": "b", "theme": "papers ", "kind": "praise"},
        {"day": DAY, "said": "c", "theme": "Gates", "kind": "meeting"},
        {"day": DAY, "said": "d", "kind": "meeting"},
        {"day": date(2025, 9, 1), "said": "e", "theme": "Papers", "kind": "complaint"},
    )
    lines = told(*rows)["feedback.themes"].lines
    assert [(line.theme.value, line.count.value) for line in lines] == [("papers", 2), ("Gates", 1), (None, 1)]
    assert (lines[0].complaints.value, lines[0].praise.value, lines[0].newest.value) == (1, 1, date(2026, 9, 1))


def test_open_follow_ups_come_with_their_day_the_longest_overdue_first() -> None:
    rows = tuple({"day": DAY, "said": f"{n}", "follow_up": f"A{n}"} for n in (1, 2, 3))
    actions = (
        {"id": "A1", "activity": "a", "due": date(2026, 11, 1), "status": "open"},
        {"id": "A2", "activity": "b", "due": date(2026, 10, 14), "status": "blocked"},
        {"id": "A3", "activity": "c", "due": date(2026, 9, 1), "status": "done"},
    )
    found = told(*rows, actions=actions)
    lines = found["feedback.follow_ups"].lines
    assert [(line.said.value, line.state.value) for line in lines] == [("2", "overdue"), ("1", "open")]
    assert (lines[0].days_overdue.value, lines[1].due.value) == (1, date(2026, 11, 1))
    assert found["feedback.follow_up_count"].value == 2


def test_a_complaint_without_a_follow_up_is_unanswered_and_praise_is_not() -> None:
    rows = (
        {"day": DAY, "said": "Late", "kind": "complaint"}, {"day": DAY, "said": "Good", "kind": "praise"},
        {"day": DAY, "said": "Slow", "kind": "complaint", "follow_up": "A1"},
    )  # fmt: skip
    found = told(*rows, actions=({"id": "A1", "activity": "a"},))
    assert [line.said.value for line in found["feedback.unanswered"].lines] == ["Late"]
    assert found["feedback.unanswered_count"].value == 1


def test_without_feedback_every_figure_says_why() -> None:
    found = told()
    names = [name for name in found.declarations if name.startswith("feedback.")]
    assert len(names) > 20
    assert {found[name].reason for name in names} == {"no feedback given"}


ANSWERS = st.lists(st.integers(0, 10), min_size=1, max_size=30)


@given(ANSWERS)
@settings(max_examples=50)
def test_scores_stay_within_their_bounds_and_mirror(many: list[int]) -> None:
    """CSAT lies in 0..1, NPS in -1..1; with the scale turned round, CSAT is the same."""
    rows = scores({**FIVE, "scale_min": 0, "scale_max": 10}, *many)
    turned = scores({**FIVE, "scale_min": 0, "scale_max": 10, "best": "low"}, *(10 - score for score in many))
    csat, nps = told(*rows)["feedback.csat"].number, told(*scores(TEN, *many))["feedback.nps"].number
    assert 0 <= csat <= 1
    assert -1 <= nps <= 1
    assert told(*turned)["feedback.csat"].number == csat


@given(ANSWERS, st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_rows_changes_nothing(many: list[int], dice: Any) -> None:
    mixed = list(many)
    dice.shuffle(mixed)
    assert told(*scores(TEN, *many))["feedback.nps"].value == told(*scores(TEN, *mixed))["feedback.nps"].value


@given(ANSWERS, st.integers(0, 9))
@settings(max_examples=30)
def test_a_better_answer_makes_no_figure_worse(many: list[int], step: int) -> None:
    better = [min(10, score + step) for score in many]
    assert told(*scores(TEN, *better))["feedback.nps"].number >= told(*scores(TEN, *many))["feedback.nps"].number
