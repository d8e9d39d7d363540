"""The agreed measures: verdicts, variances, and what is not agreed or not read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures import Case, Line
from pipeline.settings import Settings
from pipeline.sheets.performance import Measure, Reading
from pipeline.theme import Tone
from tests.analyse.given import given as case_of

AGREED = {"agreed_by_us": "Anna Keller", "agreed_by_customer": "Ingrid Solberg", "agreed_on": date(2026, 1, 20)}


def measure(
    id: str = "M1", target: float | None = 100, direction: str | None = "increase", **more: Any
) -> dict[str, Any]:
    """A measure that both sides agreed."""
    return {"id": id, "measure": f"Measure {id}", "target": target, "direction": direction, **AGREED, **more}


def read(value: float | None, quarter: str = "2026-Q3", id: str = "M1", **more: Any) -> dict[str, Any]:
    """A reading."""
    return {"measure": id, "quarter": quarter, "value": value, **more}


def only(case: Case) -> Line:
    """The one measure of a scorecard."""
    (line,) = case["scorecard.measures"].lines
    return line


def judged(value: float, **more: Any) -> str | None:
    """The verdict on a value."""
    return only(case_of({Measure: [measure(**more)], Reading: [read(value)]})).verdict.value  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("value", "verdict"), [(100, "good"), (101, "good"), (99.9, "watch"), (90, "watch"), (89.9, "bad"), (-5, "bad")]
)
def test_a_measure_that_should_rise_is_green_at_target_and_amber_at_ninety_percent(value: float, verdict: str) -> None:
    assert judged(value) == verdict


@pytest.mark.parametrize(
    ("value", "verdict"), [(100, "good"), (80, "good"), (100.1, "watch"), (110, "watch"), (110.1, "bad")]
)
def test_a_measure_that_should_fall_is_green_at_target_and_amber_up_to_ten_percent_above(
    value: float, verdict: str
) -> None:
    assert judged(value, direction="decrease") == verdict


@pytest.mark.parametrize(
    ("value", "verdict"), [(12, "good"), (12.1, "watch"), (15.9, "watch"), (16, "bad"), (20, "bad")]
)
def test_green_from_and_red_from_come_before_the_share_of_the_target(value: float, verdict: str) -> None:
    assert judged(value, target=5, direction="decrease", green_from=12, red_from=16) == verdict


@pytest.mark.parametrize(("value", "verdict"), [(8, "good"), (7.9, "watch"), (4.1, "watch"), (4, "bad")])
def test_thresholds_of_a_measure_that_should_rise(value: float, verdict: str) -> None:
    assert judged(value, target=20, green_from=8, red_from=4) == verdict


@pytest.mark.parametrize(("value", "verdict"), [(-10, "good"), (-11, "watch"), (-11.5, "bad")])
def test_a_target_below_zero_is_missed_on_the_right_side(value: float, verdict: str) -> None:
    assert judged(value, target=-10) == verdict


def test_a_measure_read_without_a_target_has_no_verdict() -> None:
    line = only(case_of({Measure: [measure(target=None)], Reading: [read(5)]}))
    assert line.verdict.reason == "no target or direction given"
    assert line.actual.value == 5


@pytest.mark.parametrize(("responses", "verdict"), [(2, None), (3, "good")])
def test_a_survey_of_fewer_than_three_has_its_n_and_no_verdict(responses: int, verdict: str | None) -> None:
    line = only(case_of({Measure: [measure()], Reading: [read(100, responses=responses)]}))
    assert (line.actual.value, line.responses.value, line.verdict.value) == (100, responses, verdict)


@pytest.mark.parametrize(("direction", "variance"), [("increase", -10), ("decrease", 10)])
def test_a_variance_is_above_zero_where_it_is_better(direction: str, variance: float) -> None:
    line = only(case_of({Measure: [measure(direction=direction)], Reading: [read(90)]}))
    assert line.variance.value == variance


def test_a_measure_stands_beside_the_prior_quarter_and_a_year_before() -> None:
    readings = [read(95, "2026-Q2"), read(70, "2025-Q3"), read(99), read(1, "2026-Q1"), read(2, id="M2")]
    line = only(case_of({Measure: [measure()], Reading: readings}))
    assert (line.actual.value, line.prior.value, line.year_before.value) == (99, 95, 70)
    assert line.verdict.tone is Tone.WATCH


@pytest.mark.parametrize(("value", "words", "verdict"), [(1, "yes", "good"), (0, "no", "bad")])
def test_a_success_in_words_is_read_as_yes_or_no(value: float, words: str, verdict: str) -> None:
    line = only(case_of({Measure: [measure(target=1, unit="yes/no")], Reading: [read(value)]}))
    assert (line.actual.value, line.target.value, line.verdict.value) == (words, "yes", verdict)
    assert line.variance.absent


def test_measures_of_profit_come_first_and_the_others_keep_their_order() -> None:
    rows = [measure("M1", area="service"), measure("M2", area="profit"), measure("M3", area="adoption")]
    assert [m.id.value for m in case_of({Measure: rows})["scorecard.measures"]] == ["M2", "M1", "M3"]


@pytest.mark.parametrize("lacking", ["agreed_by_us", "agreed_by_customer", "agreed_on"])
def test_a_measure_is_agreed_only_if_both_names_and_the_date_stand(lacking: str) -> None:
    case = case_of({Measure: [measure(), measure("M2", **{lacking: None})]})
    assert case["scorecard.agreed_count"].value == 1
    assert [m.id.value for m in case["scorecard.not_agreed"]] == ["M2"]
    assert case["scorecard.not_agreed_count"].value == 1


@pytest.mark.parametrize(("day", "listed"), [(date(2025, 10, 15), 0), (date(2025, 10, 14), 1)])
def test_an_agreement_over_a_year_old_is_listed(day: date, listed: int) -> None:
    case = case_of({Measure: [measure(agreed_on=day)]})
    assert len(case["scorecard.agreed_long_ago"]) == case["scorecard.agreed_long_ago_count"].value == listed


def test_a_measure_without_a_value_this_quarter_is_not_read() -> None:
    case = case_of({Measure: [measure("M1"), measure("M2"), measure("M3")], Reading: [read(99), read(None, id="M2")]})
    assert [m.id.value for m in case["scorecard.not_read"]] == ["M2", "M3"]
    assert only(case_of({Measure: [measure()]})).verdict.reason == "not read in 2026-Q3"


def test_the_verdicts_are_counted() -> None:
    rows = [measure(f"M{n}") for n in range(1, 6)]
    readings = [read(value, id=f"M{n}") for n, value in enumerate((100, 120, 95, 10), 1)]
    case = case_of({Measure: rows, Reading: readings})
    counts = {name: case[f"scorecard.{name}"].value for name in ("count", "judged_count", "green", "amber", "red")}
    assert counts == {"count": 5, "judged_count": 4, "green": 2, "amber": 1, "red": 1}
    assert case["scorecard.not_read_count"].value == 1
    assert case["scorecard.red"].tone is Tone.BAD
    assert [m.id.value for m in case["scorecard.off_track"]] == ["M4"]


def test_the_thresholds_are_settings() -> None:
    case = case_of({Measure: [measure()], Reading: [read(85)]}, settings=Settings(amber_from=0.8))
    assert only(case).verdict.value == "watch"


def test_without_measures_nothing_is_counted() -> None:
    assert case_of({})["scorecard.green"].reason == "no measures given"


RANK = {"bad": 0, "watch": 1, "good": 2}


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.sampled_from(("increase", "decrease")))
def test_a_better_value_never_has_a_worse_verdict(target: float, one: float, other: float, direction: str) -> None:
    better, worse = sorted((one, other), reverse=direction == "increase")
    best, rest = (judged(value, target=target, direction=direction) for value in (better, worse))
    assert RANK[str(best)] >= RANK[str(rest)]
