"""SWOT: order, dead ends, points nobody looked at; the as-of day is 15 October 2026."""

from datetime import date
from typing import Any

from pipeline.figures import Case
from pipeline.sheets.swot import Point
from tests.analyse.cases import case

POINTS: list[dict[str, Any]] = [
    {"quadrant": "strength", "point": "Old and heavy", "impact": 5, "first_noted": date(2025, 1, 1)},
    {"quadrant": "strength", "point": "New and heavy", "impact": 5, "first_noted": date(2026, 1, 1)},
    {"quadrant": "strength", "point": "Light", "impact": 1, "first_noted": date(2026, 9, 1)},
    {"quadrant": "threat", "point": "Unrated", "impact": None, "leads_to": None},
    {"quadrant": "threat", "point": "Rated", "impact": 2},
]


def points(swot: Case, figure: str) -> list[Any]:
    return [line.point.value for line in swot[f"swot.{figure}"].lines]


def test_points_come_by_impact_and_then_the_newest() -> None:
    assert points(case({Point: POINTS}), "strengths") == ["New and heavy", "Old and heavy", "Light"]


def test_a_point_without_impact_comes_last() -> None:
    assert points(case({Point: POINTS}), "threats") == ["Rated", "Unrated"]


def test_a_quadrant_without_points_is_an_empty_list_and_not_absent() -> None:
    weaknesses = case({Point: POINTS})["swot.weaknesses"]
    assert not weaknesses.absent
    assert weaknesses.lines == ()


def test_points_that_lead_nowhere_are_listed() -> None:
    assert points(case({Point: POINTS}), "dead_ends") == ["Unrated"]


def test_a_point_is_stale_after_180_days() -> None:
    """180 days before 15 October is 18 April."""
    kept = {**POINTS[0], "point": "Kept", "last_reviewed": date(2026, 4, 18)}
    late = {**POINTS[0], "point": "Late", "last_reviewed": date(2026, 4, 17)}
    never = {**POINTS[0], "point": "Never", "last_reviewed": None}
    assert points(case({Point: [kept, late, never]}), "stale") == ["Late", "Never"]


def test_without_points_every_figure_says_why() -> None:
    for name in ("all", "strengths", "weaknesses", "opportunities", "threats", "dead_ends", "stale", "count"):
        assert case({})[f"swot.{name}"].reason == "no point given"
