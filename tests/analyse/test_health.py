"""Health: six parts worked by hand, on 15 October 2026."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from pipeline.figures import Case
from pipeline.manifest import Manifest
from pipeline.settings import Settings
from pipeline.sheets.account import Contract, Review, Strategy, TeamMember
from pipeline.sheets.performance import Financial
from pipeline.sheets.risks import Risk
from pipeline.sheets.swot import Point
from pipeline.theme import Tone
from tests.analyse.given import Sheets, given

# Financial (95 % - 80 %) / 20 % = 75, less 200 x 5 % = 65; relationships 80 % x 0.7 = 56; value 40;
# goals (90 + 70) / 2 = 80; risk 100 - 4 x 12 = 52; freshness 100.
# (25 x 65 + 20 x 56 + 15 x 40 + 20 x 80 + 15 x 52 + 5 x 100) / 100 = 62.25.
FIGURES: dict[str, Any] = {
    "finance.revenue": 95_000, "finance.revenue_target": 100_000, "finance.overdue_long_share": 0.05,
    "people.coverage": 0.8, "people.verdict": "amber", "value.validated_share": 0.4,
    "goals.pace_mean": 0.9, "actions.on_time_share": 0.7, "finance.revenue_rolling": 400_000,
}  # fmt: skip
REGISTER: Sheets = {
    Risk: [{"id": "R1", "kind": "threat", "event": "E", "likelihood": 3, "impact": 4, "status": "open",
            "last_reviewed": date(2026, 9, 1)}]
}  # fmt: skip
NOTHING: dict[str, Any] = dict.fromkeys(FIGURES)


def account(sheets: Sheets = REGISTER, *, earlier: Manifest | None = None, **figures: Any) -> Case:
    """A case with the figures above unless told otherwise: `goals__pace_mean` is `goals.pace_mean`."""
    return given(sheets, {**FIGURES, **{n.replace("__", "."): v for n, v in figures.items()}}, earlier=earlier)


def test_health_is_the_weighted_mean_of_its_six_parts() -> None:
    case = account()
    scores = {line.part.value: line.score.number for line in case["health.parts"].lines}
    assert scores == pytest.approx(
        {"financial": 65, "relationships": 56, "value": 40, "goals": 80, "risk": 52, "freshness": 100}
    )
    assert case["health.score"].value == pytest.approx(62.25)
    assert case["health.score"].tone is Tone.WATCH


@pytest.mark.parametrize(("revenue", "points"), [(70_000, 0), (80_000, 0), (90_000, 50), (130_000, 100)])
def test_financial_runs_from_80_to_100_percent_of_the_target(revenue: int, points: float) -> None:
    case = account(finance__revenue=revenue, finance__overdue_long_share=0.0)
    assert case["health.financial"].value == pytest.approx(points)


def test_receivables_overdue_by_more_than_60_days_take_points_off() -> None:
    assert account(finance__revenue=130_000, finance__overdue_long_share=0.1)[
        "health.financial"
    ].value == pytest.approx(80)
    assert account(finance__overdue_long_share=0.9)["health.financial"].value == 0
    assert account(finance__overdue_long_share=None)["health.financial"].value == pytest.approx(75)


def test_a_target_of_zero_gives_no_financial_part() -> None:
    assert account(finance__revenue_target=0)["health.financial"].reason == "the revenue target is not above 0"


@pytest.mark.parametrize(("verdict", "points"), [("green", 80), ("amber", 56), ("red", 32)])
def test_relationships_weigh_coverage_by_the_verdict(verdict: str, points: float) -> None:
    assert account(people__verdict=verdict)["health.relationships"].value == pytest.approx(points)


def test_value_is_the_share_that_is_confirmed_or_validated() -> None:
    assert account(value__validated_share=0.4)["health.value"].value == pytest.approx(40)
    assert account(value__validated_share=None)["health.value"].absent


def test_freshness_is_the_share_of_sheets_within_their_interval() -> None:
    """Reviews of 1 September is fresh, Risks of 1 July (106 days) is not: one of two."""
    old = {"id": "R1", "kind": "threat", "event": "E", "status": "open", "last_reviewed": date(2026, 7, 1)}
    case = account({Risk: [old], Review: [{"day": date(2026, 9, 1), "type": "team"}]})
    assert case["health.freshness"].value == pytest.approx(50)


def test_goals_and_actions_count_half_each() -> None:
    assert account(goals__pace_mean=0.5, actions__on_time_share=1.0)["health.goals"].value == pytest.approx(75)
    assert account(goals__pace_mean=-0.4, actions__on_time_share=1.0)["health.goals"].value == pytest.approx(30)


def test_where_one_of_goals_and_actions_is_missing_the_other_stands_alone() -> None:
    assert account(goals__pace_mean=None)["health.goals"].value == pytest.approx(70)
    assert account(actions__on_time_share=None)["health.goals"].value == pytest.approx(90)
    assert account(goals__pace_mean=None, actions__on_time_share=None)["health.goals"].absent


def risks(*rows: dict[str, Any]) -> Any:
    """The risk part over this register."""
    usual = {"kind": "threat", "event": "E", "status": "open", "last_reviewed": date(2026, 9, 1)}
    return account({Risk: [{"id": f"R{n}", **usual, **row} for n, row in enumerate(rows)]})["health.risk"]


def test_the_risk_part_falls_by_4_a_point_of_the_worst_open_threat() -> None:
    assert risks({"likelihood": 5, "impact": 5}).value == 0
    assert risks({"likelihood": 1, "impact": 1}, {"likelihood": 2, "impact": 3}).value == 76
    assert risks({"likelihood": 5, "impact": 5, "residual_likelihood": 1}).value == 80


def test_a_kept_register_without_open_threats_is_full_health() -> None:
    assert risks({"likelihood": 5, "impact": 5, "status": "closed"}).value == 100


def test_a_register_that_is_empty_unrated_or_not_reviewed_says_nothing() -> None:
    assert risks().reason == "no risks given"
    assert risks({"likelihood": 5}).reason == "no open threat is rated"
    # 15 October less 180 days is 18 April.
    assert (
        risks({"likelihood": 1, "impact": 1, "last_reviewed": date(2026, 4, 17)}).reason
        == "no risk reviewed in 180 days"
    )
    assert risks({"likelihood": 1, "impact": 1, "last_reviewed": date(2026, 4, 18)}).value == 96
    assert risks({"likelihood": 1, "impact": 1, "last_reviewed": None}).absent


def test_a_missing_part_is_left_out_and_named_and_never_counted_as_zero() -> None:
    case = account(people__coverage=None)
    # (25 x 65 + 15 x 40 + 20 x 80 + 15 x 52 + 5 x 100) / 80 = 63.8125.
    assert case["health.score"].value == pytest.approx(63.8125)
    assert [line.part.value for line in case["health.missing_parts"].lines] == ["relationships"]
    assert case["health.missing_parts"].lines[0].reason.value == "no people.coverage given"
    assert case["health.weight_known"].value == pytest.approx(0.8)


def test_half_of_the_weight_gives_a_score_and_less_gives_none() -> None:
    known = {
        "finance.revenue": 100_000,
        "finance.revenue_target": 100_000,
        "people.coverage": 1.0,
        "people.verdict": "green",
    }
    half = given({Strategy: [{"id": "S1"}], Review: [{"day": date(2026, 10, 1), "type": "team"}]}, {**NOTHING, **known})
    assert half["health.weight_known"].value == pytest.approx(0.5)
    assert half["health.score"].value == pytest.approx(100)
    less = given({Strategy: [{"id": "S1"}]}, {**NOTHING, **known})
    assert less["health.weight_known"].value == pytest.approx(0.45)
    assert less["health.score"].reason == "under half of the weight is known"


def test_an_account_with_nothing_has_no_health() -> None:
    case = given({}, NOTHING)
    assert case["health.score"].absent
    assert len(case["health.missing_parts"]) == 6
    assert case["health.change"].absent


@pytest.mark.parametrize(
    ("share", "tone"), [(0.67, Tone.GOOD), (0.66, Tone.WATCH), (0.34, Tone.WATCH), (0.33, Tone.BAD)]
)
def test_health_is_green_from_67_and_amber_from_34(share: float, tone: Tone) -> None:
    weights = {"financial": 0, "relationships": 0, "value": 1, "goals": 0, "risk": 0, "freshness": 0}
    case = given(REGISTER, {**FIGURES, "value.validated_share": share}, settings=Settings(health_weights=weights))
    assert case["health.score"].tone is tone


def before(score: Any, **rows: Any) -> Manifest:
    """An earlier pack with this health."""
    return Manifest("northwind", "2026-Q2", "2026-07-15", "test", figures={"health.score": score}, rows=rows)


def test_the_change_is_against_the_earlier_pack() -> None:
    case = account(earlier=before(70.25))
    assert case["health.previous"].value == 70.25
    assert case["health.change"].value == pytest.approx(-0.08)
    assert case["health.change"].tone is Tone.BAD


def test_weak_parts_stand_weakest_first() -> None:
    parts = [line.part.value for line in account()["health.weak_parts"].lines]
    assert parts == ["value", "risk", "relationships", "financial"]


def test_without_an_earlier_score_there_is_no_change() -> None:
    assert account()["health.change"].reason == "no earlier pack"
    assert account(earlier=before(None))["health.change"].reason == "no health score in the earlier pack"


def sheets(case: Case) -> dict[Any, Any]:
    """Age in days by sheet; None where nothing dates it."""
    return {line.sheet.value: line.age.value for line in case["health.sheets"].lines}


def test_a_sheet_is_as_old_as_its_newest_date_up_to_today() -> None:
    case = given({Review: [{"day": date(2026, 7, 1), "type": "team", "next_review": date(2026, 12, 1)},
                           {"day": date(2026, 10, 5), "type": "team"}]})  # fmt: skip
    assert sheets(case) == {"Reviews": 10}
    assert sheets(given({Review: [{"day": date(2026, 10, 15), "type": "team"}]})) == {"Reviews": 0}


def test_a_quarter_is_as_old_as_its_last_day() -> None:
    assert sheets(given({Financial: [{"quarter": "2026-Q3"}, {"quarter": "2026-Q4"}]})) == {"Financials": 15}


def test_sheets_are_stale_after_90_days_and_swot_after_180() -> None:
    def stale(review: date, swot: date) -> list[Any]:
        point = {"quadrant": "threat", "point": "P", "last_reviewed": swot}
        case = given({Review: [{"day": review, "type": "team"}], Point: [point]})
        return [line.sheet.value for line in case["health.stale_sheets"].lines]

    # 15 October less 90 days is 17 July, less 180 days 18 April.
    assert stale(date(2026, 7, 17), date(2026, 4, 18)) == []
    assert stale(date(2026, 7, 16), date(2026, 4, 17)) == ["SWOT", "Reviews"]


def test_a_sheet_without_dates_is_dated_by_the_earlier_pack() -> None:
    rows: Sheets = {Strategy: [{"id": "S1", "need": "Speed"}]}
    assert sheets(given(rows)) == {"Strategy": None}
    assert sheets(given(rows, earlier=before(1, Strategy={"S1": {"id": "S1", "need": "Speed"}}))) == {"Strategy": 92}
    assert sheets(given(rows, earlier=before(1, Strategy={"S1": {"id": "S1", "need": "Cost"}}))) == {"Strategy": 0}


def test_a_sheet_that_nothing_dates_is_left_out_of_the_share() -> None:
    case = given({Strategy: [{"id": "S1"}], TeamMember: [{"name": "Anna"}], Contract: [{"contract": "C"}],
                  Review: [{"day": date(2026, 10, 5), "type": "team"}]})  # fmt: skip
    assert case["health.fresh_share"].value == 1
    assert case["health.stale_count"].value == 0


def test_the_plan_is_stale_when_its_last_review_is_over_a_quarter_old() -> None:
    def tone(*days: date) -> Any:
        return given({Review: [{"day": day, "type": "team"} for day in days]})["health.last_review"].tone

    assert tone(date(2026, 7, 15), date(2026, 1, 1)) is Tone.GOOD
    assert tone(date(2026, 7, 14)) is Tone.WATCH
    assert given({})["health.last_review"].reason == "no review given"


def test_an_old_review_is_told_with_its_age() -> None:
    """From 14 July to 15 October are 17 + 31 + 30 + 15 = 93 days."""
    late = given({Review: [{"day": date(2026, 7, 14), "type": "team"}]})["health.review_overdue"]
    assert (late.value, late.tone) == (93, Tone.WATCH)
    assert given({Review: [{"day": date(2026, 7, 15), "type": "team"}]})["health.review_overdue"].absent


SHARES = st.none() | st.floats(0, 1)
DRAWN = st.fixed_dictionaries(
    {
        "finance.revenue": st.none() | st.integers(-(10**6), 10**7),
        "finance.revenue_target": st.none() | st.integers(-10, 10**6),
        "finance.overdue_long_share": SHARES,
        "people.coverage": SHARES,
        "people.verdict": st.sampled_from(["green", "amber", "red"]),
        "value.validated_share": SHARES,
        "goals.pace_mean": st.none() | st.floats(-2, 1),
        "actions.on_time_share": SHARES,
        "finance.revenue_rolling": st.none(),
    }
)


@drawn(DRAWN)
def test_health_and_its_parts_stay_within_0_and_100(figures: dict[str, Any]) -> None:
    case = given(REGISTER, figures)
    for figure in (case["health.score"], *(line.score for line in case["health.parts"].lines)):
        if not figure.absent:
            assert 0 <= figure.number <= 100 + 1e-9


@drawn(DRAWN, st.sampled_from(["people.coverage", "value.validated_share", "actions.on_time_share"]), st.floats(0, 1))
def test_health_never_falls_when_a_part_improves(figures: dict[str, Any], name: str, more: float) -> None:
    if figures[name] is None:
        return
    better = {**figures, name: max(figures[name], more)}
    low, high = given(REGISTER, figures)["health.score"], given(REGISTER, better)["health.score"]
    assert low.absent == high.absent
    if not low.absent:
        assert high.number >= low.number - 1e-9
