"""The blocks and findings of topic health: the score, its parts, what is left out, and how fresh the sheets are."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Entry, Finding, Head, Label, Table
from pipeline.figures import Figure, Figures, Line
from pipeline.tags import block, finding
from pipeline.theme import Tone


def _headline(figures: Figures) -> Finding:
    weak = figures["health.weak_parts"].lines
    return Finding(
        "health_headline",
        {
            **{name: figures[f"health.{name}"] for name in ("score", "change", "weight_known")},
            "weakest": tuple(_part(item) for item in weak[:1]),
            "points": tuple(item.score for item in weak[:1]),
        },
    )


def _part(item: Line) -> Label:
    """The name of a part in our words."""
    return Label(f"health_{item.part.value}")


@finding("health.headline", "The health score, its change since the earlier pack, and its weakest part")
def headline(figures: Figures) -> Finding:
    """Say how the account stands."""
    return _headline(figures)


@finding("health.missing_line", "The parts that are left out of the score, and why")
def missing_line(figures: Figures) -> Finding:
    """Name what is not known."""
    missing = tuple(
        Finding("health_missing_part", {"part": _part(item), "reason": item.reason})
        for item in figures["health.missing_parts"].lines
    )
    return Finding("health_missing_line", {"missing": missing})


@finding("health.freshness_line", "How many sheets are older than they should be, and when the plan was last reviewed")
def freshness_line(figures: Figures) -> Finding:
    """Name the sheets to open next."""
    return Finding(
        "health_freshness_line",
        {
            "stale_count": figures["health.stale_count"],
            "stale": tuple(item.sheet for item in figures["health.stale_sheets"].lines),
            "last_review": figures["health.last_review"],
            "review_overdue": figures["health.review_overdue"],
        },
    )


@block("health.parts_table", "The parts of the health score: points, weight, verdict or why there are none")
def parts_table(figures: Figures) -> Block:
    """List all six parts, those that can't be known too."""
    heads = (
        Head(Label("part"), width=1.8),
        Head(Label("points"), Align.RIGHT),
        Head(Label("weight"), Align.RIGHT),
        Head(Label("verdict"), width=1.8),
    )
    rows = tuple(
        (
            Entry((_part(item),), strong=True),
            Entry((item.score,)),
            Entry((item.weight,)),
            Entry((item.reason,), Tone.MUTED) if item.score.absent else _verdict(item.score),
        )
        for item in figures["health.parts"].lines
    )
    score = figures["health.score"]
    total = (
        Entry((Label("health"),), strong=True),
        Entry((score,), strong=True),
        Entry(()),
        Entry((Label("no_health_score"),), Tone.MUTED) if score.absent else _verdict(score),
    )
    return Table(heads, (*rows, total), _headline(figures), Label("no_health_score"), total=True)


def _verdict(score: Figure) -> Entry:
    """The verdict's word with its tone."""
    return Entry((Label(score.tone.value),), score.tone) if score.tone else Entry(())


@block("health.stale_table", "Sheets that are older than their interval: newest date, age, interval")
def stale_table(figures: Figures) -> Block:
    """List the sheets to open, the oldest first."""
    heads = (
        Head(Label("sheet"), width=1.6),
        Head(Label("newest_date")),
        Head(Label("age"), Align.RIGHT),
        Head(Label("fresh_for"), Align.RIGHT),
    )
    rows = tuple(
        (
            Entry((item.sheet,), strong=True),
            Entry((item.newest,)),
            Entry((item.age,), Tone.WATCH),
            Entry((item.interval,)),
        )
        for item in figures["health.stale_sheets"].lines
    )
    alt = Finding("health_stale_alt", {"stale_count": figures["health.stale_count"]})
    return Table(heads, rows, alt, Label("no_stale_sheets"))
