"""What we learned about the customer and its market: newest first, by topic, low confidence and staleness marked."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.analyse.lines import Part, line
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.sheets.account import Intelligence
from pipeline.theme import Tone

NONE = "no intelligence given"
READS = (Intelligence.day, Intelligence.topic, Intelligence.confidence, Intelligence.review_by)
CONFIDENCE = {"high": Tone.GOOD, "medium": Tone.NEUTRAL, "low": Tone.WATCH}


def _newest(case: Case) -> list[tuple[int, Intelligence]]:
    """Every insight with its number in the sheet, newest first."""
    return sorted(enumerate(case.facts.of(Intelligence), 1), key=lambda pair: (-pair[1].day.toordinal(), pair[0]))


def _is_stale(case: Case, row: Intelligence) -> bool:
    return row.review_by is not None and row.review_by < case.facts.as_of


def _line(case: Case, number: int, row: Intelligence) -> Line:
    at, sure = row.place(Intelligence.review_by), row.place(Intelligence.confidence)
    parts: dict[str, Part] = {
        "state": (
            Unit.TEXT,
            "stale when Review by has passed",
            found("stale", at, Tone.WATCH) if _is_stale(case, row) else found("current", at, Tone.GOOD),
        ),
        "confidence": (
            Unit.TEXT,
            "Confidence as given",
            found(row.confidence, sure, CONFIDENCE[row.confidence]) if row.confidence else missing("to confirm", sure),
        ),
    }
    return line(case, f"intelligence.{number}", row, parts)


def _list(case: Case, such: Callable[[Intelligence], bool]) -> Answer:
    if not case.facts.of(Intelligence):
        return missing(NONE)
    chosen = [(number, row) for number, row in _newest(case) if such(row)]
    return found(
        tuple(_line(case, number, row) for number, row in chosen), (place for _, row in chosen for place in row.place())
    )


@figure("intelligence.newest", Unit.LIST, "Every insight, newest first", "rows of Intelligence by Date", READS)
def newest(case: Case) -> Answer:
    return _list(case, lambda row: True)


@figure(
    "intelligence.by_topic",
    Unit.LIST,
    "Insights by topic: topic, count, insights",
    "rows of Intelligence by Topic, the topic with the newest insight first",
    READS,
)
def by_topic(case: Case) -> Answer:
    topics: dict[str, list[tuple[int, Intelligence]]] = {}
    for number, row in _newest(case):
        topics.setdefault(row.topic or "", []).append((number, row))
    if not topics:
        return missing(NONE)
    lines = []
    for topic, rows in topics.items():
        at = [place for _, row in rows for place in row.place(Intelligence.topic)]
        told = found(tuple(_line(case, number, row) for number, row in rows), at)
        parts: dict[str, Part] = {
            "topic": (Unit.TEXT, "Topic as given", found(topic, at) if topic else missing("to confirm", at)),
            "count": (Unit.COUNT, "rows of the topic", found(len(rows), at)),
            "insights": (Unit.LIST, "rows of the topic, newest first", told),
        }
        lines.append(line(case, f"intelligence.by_topic.{topic or 'none'}", None, parts))
    return found(tuple(lines), (place for item in lines for place in item.topic.sources))


@figure(
    "intelligence.stale",
    Unit.LIST,
    "Insights past their review-by date",
    "rows of Intelligence whose Review by is before the as-of day",
    READS,
)
def stale(case: Case) -> Answer:
    return _list(case, lambda row: _is_stale(case, row))


@figure(
    "intelligence.unsure",
    Unit.LIST,
    "Insights of low confidence",
    "rows of Intelligence with Confidence low",
    READS,
)
def unsure(case: Case) -> Answer:
    return _list(case, lambda row: row.confidence == "low")


@figure("intelligence.count", Unit.COUNT, "Insights", "rows of Intelligence", (Intelligence.day,))
def count(case: Case) -> Answer:
    rows = case.facts.of(Intelligence)
    if not rows:
        return missing(NONE)
    return found(len(rows), (place for row in rows for place in row.place(Intelligence.day)))
