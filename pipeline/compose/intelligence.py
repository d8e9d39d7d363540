"""The blocks and findings of the intelligence: the newest insights with their "so what", the register."""

from __future__ import annotations

from pipeline.blocks import Block, Entry, Finding, Head, Label, Table
from pipeline.compose.rows import cell, first, given, toned, with_rest
from pipeline.figures import Figures, Line
from pipeline.tags import block, finding

SHOWN = 4  # insights on the plan's page; the rest stand in the annex


def _headline(figures: Figures) -> Finding:
    names = ("count", "stale", "unsure")
    days = tuple(line["day"] for line in first(figures["intelligence.newest"], 1))
    told = {name: figures[f"intelligence.{name}"] for name in names}
    return Finding("intelligence_headline", {**told, "days": days})


@finding("intelligence.headline", "What we know, and how fresh and sure it is")
def headline(figures: Figures) -> Finding:
    """Say what we learned."""
    return _headline(figures)


@block("intelligence.table", "The newest insights: topic, insight, so what")
def table(figures: Figures) -> Block:
    """List the newest insights; say how many more stand in the annex."""
    listed = figures["intelligence.newest"]
    heads = (Head(Label("topic"), width=1.3), Head(Label("insight"), width=2.1), Head(Label("so_what"), width=2.1))
    rows = (
        (cell(line["topic"], line["day"], strong=True), cell(line["insight"]), cell(line["so_what"]))
        for line in first(listed, SHOWN)
    )
    return Table(heads, with_rest(rows, listed, SHOWN), _headline(figures), Label("no_intelligence"))


@block("intelligence.register", "Every insight, newest first, with source and confidence")
def register(figures: Figures) -> Block:
    """List all insights."""
    heads = (
        Head(Label("date"), width=0.9),
        Head(Label("topic"), width=1),
        Head(Label("insight"), width=2.6),
        Head(Label("so_what"), width=2.4),
        Head(Label("source"), width=1.2),
        Head(Label("confidence"), width=0.9),
        Head(Label("owner"), width=0.9),
    )
    rows = tuple(_row(line) for line in figures["intelligence.newest"].lines)
    return Table(heads, rows, _headline(figures), Label("no_intelligence"))


def _row(line: Line) -> tuple[Entry, ...]:
    stale = line["state"].value == "stale"
    review = Finding("intelligence_stale", {"review_by": line["review_by"]})
    return (
        cell(line["day"], review, tone=line["state"].tone) if stale else cell(line["day"]),
        cell(line["topic"]),
        cell(line["insight"]),
        cell(line["so_what"]),
        cell(line["source"]),
        toned(line["confidence"]),
        given(line["owner"]),
    )
