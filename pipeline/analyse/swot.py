"""The SWOT: the points of each quadrant, the weightiest first; those that lead nowhere; those nobody looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from pipeline.analyse.lines import Part, line
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.sheets.swot import Point
from pipeline.theme import Tone

NONE = "no point given"
READS = (Point.quadrant, Point.point, Point.impact, Point.first_noted, Point.last_reviewed, Point.leads_to)


def _points(case: Case) -> list[tuple[int, Point]]:
    """Every point with its number in the sheet, by impact then newest."""
    numbered = enumerate(case.facts.of(Point), 1)
    return sorted(
        numbered,
        key=lambda pair: (
            -(pair[1].impact or 0),
            -(pair[1].first_noted or pair[1].last_reviewed or date.min).toordinal(),
            pair[0],
        ),
    )


def _is_stale(case: Case, row: Point) -> bool:
    """Whether a point was not reviewed within its interval."""
    return row.last_reviewed is None or row.last_reviewed + timedelta(days=Point.interval) < case.facts.as_of


def _line(case: Case, number: int, row: Point) -> Line:
    at, leads = row.place(Point.last_reviewed), row.place(Point.leads_to)
    parts: dict[str, Part] = {
        "state": (
            Unit.TEXT,
            "stale when not reviewed for 180 days",
            found("stale", at, Tone.WATCH) if _is_stale(case, row) else found("current", at, Tone.GOOD),
        ),
        "leads": (
            Unit.TEXT,
            "yes where Leads to names a goal, action or risk",
            found("yes", leads) if row.leads_to else found("no", leads, Tone.WATCH),
        ),
    }
    return line(case, f"swot.{number}", row, parts)


def _list(case: Case, such: Callable[[Point], bool]) -> Answer:
    if not case.facts.of(Point):
        return missing(NONE)
    chosen = [(number, row) for number, row in _points(case) if such(row)]
    return found(
        tuple(_line(case, number, row) for number, row in chosen), (place for _, row in chosen for place in row.place())
    )


@figure("swot.all", Unit.LIST, "Every point, the weightiest first", "rows of SWOT by impact, then newest", READS)
def every(case: Case) -> Answer:
    return _list(case, lambda row: True)


@figure(
    "swot.strengths", Unit.LIST, "Our strengths, the weightiest first", "rows of SWOT by impact, then newest", READS
)
def strengths(case: Case) -> Answer:
    return _list(case, lambda row: row.quadrant == "strength")


@figure(
    "swot.weaknesses", Unit.LIST, "Our weaknesses, the weightiest first", "rows of SWOT by impact, then newest", READS
)
def weaknesses(case: Case) -> Answer:
    return _list(case, lambda row: row.quadrant == "weakness")


@figure(
    "swot.opportunities", Unit.LIST, "Opportunities, the weightiest first", "rows of SWOT by impact, then newest", READS
)
def opportunities(case: Case) -> Answer:
    return _list(case, lambda row: row.quadrant == "opportunity")


@figure("swot.threats", Unit.LIST, "Threats, the weightiest first", "rows of SWOT by impact, then newest", READS)
def threats(case: Case) -> Answer:
    return _list(case, lambda row: row.quadrant == "threat")


@figure(
    "swot.dead_ends",
    Unit.LIST,
    "Points that lead nowhere",
    "rows of SWOT without a goal, action or risk in Leads to",
    READS,
)
def dead_ends(case: Case) -> Answer:
    return _list(case, lambda row: not row.leads_to)


@figure(
    "swot.stale",
    Unit.LIST,
    "Points not reviewed for 180 days",
    "rows of SWOT whose Last reviewed is over 180 days before the as-of day, or empty",
    READS,
)
def stale(case: Case) -> Answer:
    return _list(case, lambda row: _is_stale(case, row))


@figure("swot.count", Unit.COUNT, "Points of the SWOT", "rows of SWOT", (Point.quadrant,))
def count(case: Case) -> Answer:
    rows = case.facts.of(Point)
    return found(len(rows), (place for row in rows for place in row.place(Point.quadrant))) if rows else missing(NONE)
