"""Intelligence: newest first, by topic, low confidence and staleness; the as-of day is 15 October 2026."""

from datetime import date
from typing import Any

from pipeline.figures import Case
from pipeline.sheets.account import Intelligence
from pipeline.theme import Tone
from tests.analyse.cases import case

INSIGHTS: list[dict[str, Any]] = [
    {"insight": "Old", "day": date(2026, 1, 5), "topic": "market", "confidence": "low"},
    {"insight": "Newest", "day": date(2026, 9, 5), "topic": "market", "review_by": date(2026, 10, 15)},
    {"insight": "Middle", "day": date(2026, 5, 5), "topic": "competitor", "review_by": date(2026, 10, 14)},
]


def insights(found: Case, figure: str) -> list[Any]:
    return [line.insight.value for line in found[f"intelligence.{figure}"].lines]


def test_the_newest_comes_first() -> None:
    assert insights(case({Intelligence: INSIGHTS}), "newest") == ["Newest", "Middle", "Old"]


def test_an_insight_is_stale_the_day_after_its_review_was_due() -> None:
    assert insights(case({Intelligence: INSIGHTS}), "stale") == ["Middle"]


def test_low_confidence_is_marked() -> None:
    found = case({Intelligence: INSIGHTS})
    assert insights(found, "unsure") == ["Old"]
    assert found["intelligence.unsure"].lines[0].confidence.tone is Tone.WATCH


def test_topics_come_with_their_insights() -> None:
    topics = case({Intelligence: INSIGHTS})["intelligence.by_topic"].lines
    assert [(t.topic.value, t.count.value) for t in topics] == [("market", 2), ("competitor", 1)]
    assert [line.insight.value for line in topics[0].insights.lines] == ["Newest", "Old"]


def test_without_intelligence_every_figure_says_why() -> None:
    for name in ("newest", "by_topic", "stale", "unsure", "count"):
        assert case({})[f"intelligence.{name}"].reason == "no intelligence given"
