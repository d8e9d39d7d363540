"""The blocks and findings of what the customer told us: satisfaction, recommendation, themes, what is to follow."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Entry, Finding, Head, Label, Table
from pipeline.compose.rows import cell, given, toned, with_rest, word
from pipeline.figures import Figures, Line
from pipeline.tags import block, finding

SHOWN = 5  # themes on a page; the rest stand in the annex


def _headline(figures: Figures) -> Finding:
    names = ("count", "csat_rolling", "csat_rolling_n", "nps_rolling", "nps_rolling_n", "unanswered_count")
    return Finding("feedback_headline", {name: figures[f"feedback.{name}"] for name in names})


@finding("feedback.headline", "How satisfied the customer is, whether it would recommend us, of how many answers")
def headline(figures: Figures) -> Finding:
    """Say what the customer told us."""
    return _headline(figures)


@finding("feedback.follow_up_line", "What is still to follow from what the customer said, and what nobody follows up")
def follow_up_line(figures: Figures) -> Finding:
    """Say what we owe the customer an answer on."""
    late = tuple(item.days_overdue for item in figures["feedback.follow_ups"].lines if not item.days_overdue.absent)
    names = ("follow_up_count", "unanswered_count")
    return Finding("feedback_follow_up_line", {name: figures[f"feedback.{name}"] for name in names} | {"late": late})


@finding("feedback.left_out_line", "How many answers could not be counted, and why")
def left_out_line(figures: Figures) -> Finding:
    """Say how far the scores can be trusted."""
    reasons = dict.fromkeys(str(item.left_out.value) for item in figures["feedback.left_out"].lines)
    return Finding(
        "feedback_left_out_line",
        {"left_out_count": figures["feedback.left_out_count"], "reasons": tuple(reasons)},
    )


@block("feedback.trend", "Satisfaction and recommendation by quarter, each with its number of answers")
def trend(figures: Figures) -> Block:
    """Put the quarters side by side, the newest last."""
    heads = (
        Head(Label("quarter"), width=1),
        Head(Label("csat"), Align.RIGHT),
        Head(Label("answers"), Align.RIGHT),
        Head(Label("nps"), Align.RIGHT),
        Head(Label("answers"), Align.RIGHT),
    )
    rows = tuple(
        (cell(item.quarter, strong=True), toned(item.csat), cell(item.csat_n), toned(item.nps), cell(item.nps_n))
        for item in figures["feedback.quarters"].lines
    )
    return Table(heads, rows, _headline(figures), Label("no_feedback"))


@block("feedback.themes_table", "What the feedback of four quarters is about")
def themes_table(figures: Figures) -> Block:
    """List the most frequent themes; say how many more there are."""
    listed = figures["feedback.themes"]
    heads = (
        Head(Label("theme"), width=2),
        Head(Label("times_said"), Align.RIGHT),
        Head(Label("complaints"), Align.RIGHT),
        Head(Label("praise"), Align.RIGHT),
        Head(Label("last_said")),
    )
    rows = (
        (cell(item.theme, strong=True), *(cell(item[part]) for part in ("count", "complaints", "praise", "newest")))
        for item in listed.lines[:SHOWN]
    )
    return Table(heads, with_rest(rows, listed, SHOWN), _headline(figures), Label("no_feedback"))


@block("feedback.register", "All feedback, newest first, with its score and follow-up")
def register(figures: Figures) -> Block:
    """List everything that was said."""
    heads = (
        Head(Label("date"), width=0.9),
        Head(Label("kind"), width=0.8),
        Head(Label("what_they_said"), width=3),
        Head(Label("theme"), width=1),
        Head(Label("score"), Align.RIGHT, width=0.7),
        Head(Label("follow_up"), width=1.2),
    )
    rows = tuple(_row(item) for item in figures["feedback.all"].lines)
    return Table(heads, rows, _headline(figures), Label("no_feedback"))


def _row(item: Line) -> tuple[Entry, ...]:
    follow_up = (
        Entry((item.follow_up, word("follow_up", item.state)), item.state.tone) if item.state else cell(item.state)
    )
    return (
        cell(item.day), cell(item.kind), cell(item.said), given(item.theme), given(item.score), follow_up,
    )  # fmt: skip
