"""The blocks and findings of the asks: what is asked of whom by when, and what became of it."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Bullets, Entry, Finding, Head, Label, Table
from pipeline.compose.rows import cell, first, with_rest, worded
from pipeline.figures import Figures, Line, beyond
from pipeline.tags import block, finding

SHORT = 3  # asks on the plan's first page
SHOWN = 6  # asks on the slide of decisions


def _headline(figures: Figures) -> Finding:
    told = {name: figures[f"asks.{name}"] for name in ("open_count", "overdue_count", "cost")}
    return Finding("asks_headline", told)


@finding("asks.headline", "How many asks are open, and how many past their day")
def headline(figures: Figures) -> Finding:
    """Say what is asked."""
    return _headline(figures)


@finding("asks.decided_line", "What became of the asks since the last review")
def decided_line(figures: Figures) -> Finding:
    """Say what was granted and refused."""
    return Finding("asks_decided_line", {"decided": figures["asks.decided_since"]})


@block("asks.table", "The open asks: why, cost, of whom, by when, what happens if refused")
def table(figures: Figures) -> Block:
    """List what is to be decided; say how many more stand in the annex."""
    listed = figures["asks.open"]
    heads = (
        Head(Label("ask"), width=2),
        Head(Label("why"), width=1.8),
        Head(Label("cost"), Align.RIGHT, 0.7),
        Head(Label("of_whom"), width=1.1),
        Head(Label("by"), width=1),
        Head(Label("if_refused"), width=1.6),
    )
    rows = (
        (
            cell(line["ask"], strong=True),
            cell(line["why"]),
            cell(line["cost"]),
            cell(line["of_whom"]),
            _by(line),
            cell(line["if_refused"]),
        )
        for line in first(listed, SHOWN)
    )
    return Table(heads, with_rest(rows, listed, SHOWN), _headline(figures), Label("no_open_asks"))


def _by(line: Line) -> Entry:
    said = Finding("asks_by", {name: line[name] for name in ("by", "days_overdue")})
    return Entry((said,), line["days_overdue"].tone)


@block("asks.short", "The open asks in a line each: what, of whom, by when")
def short(figures: Figures) -> Block:
    """Say the first asks; then how many more there are."""
    listed = figures["asks.open"]
    names = ("ask", "of_whom", "by", "cost", "days_overdue")
    lines = first(listed, SHORT)
    items = [Finding("asks_line", {name: line[name] for name in names}) for line in lines]
    rest = beyond(listed, SHORT)
    if not rest.absent:
        items.append(Finding("more_in_annex", {"rest": rest}))
    tones = (*(line["days_overdue"].tone for line in lines), *(None for _ in items[len(lines) :]))
    return Bullets(tuple(items), Label("no_open_asks"), tones)


@block("asks.decided_table", "What became of the asks since the last review")
def decided_table(figures: Figures) -> Block:
    """List the decisions, the newest first."""
    heads = (
        Head(Label("ask"), width=2.4),
        Head(Label("of_whom"), width=1.2),
        Head(Label("what_became"), width=1),
        Head(Label("date"), width=0.9),
    )
    rows = tuple(
        (
            cell(line["ask"], strong=True),
            cell(line["of_whom"]),
            worded("ask", line["state"]),
            cell(line["outcome_date"]),
        )
        for line in figures["asks.decided_since"].lines
    )
    alt = Finding("asks_decided_line", {"decided": figures["asks.decided_since"]})
    return Table(heads, rows, alt, Label("no_decided_asks"))


@block("asks.last_time_table", "What became of the asks that were open in the last pack")
def last_time_table(figures: Figures) -> Block:
    """List each with its state today, those no longer listed too."""
    listed = figures["asks.last_time"]
    heads = (Head(Label("ask"), width=2.4), Head(Label("of_whom"), width=1.2), Head(Label("what_became"), width=1))
    rows = tuple(
        (cell(line["ask"], strong=True), cell(line["of_whom"]), worded("ask", line["state"])) for line in listed.lines
    )
    return Table(heads, rows, Finding("asks_last_time_line", {"last_time": listed}), Label("no_asks_last_time"))


@block("asks.register", "Every ask with its outcome")
def register(figures: Figures) -> Block:
    """List all asks, first needed first."""
    heads = (
        Head(Label("id"), width=0.5),
        Head(Label("ask"), width=2),
        Head(Label("why"), width=1.8),
        Head(Label("cost"), Align.RIGHT, 0.7),
        Head(Label("of_whom"), width=1.1),
        Head(Label("raised_on"), width=0.9),
        Head(Label("by"), width=1),
        Head(Label("outcome"), width=0.9),
    )
    rows = tuple(
        (
            cell(line["id"]),
            cell(line["ask"], strong=True),
            cell(line["why"]),
            cell(line["cost"]),
            cell(line["of_whom"]),
            cell(line["raised_on"]),
            _by(line),
            worded("ask", line["state"]),
        )
        for line in figures["asks.all"].lines
    )
    return Table(heads, rows, _headline(figures), Label("no_asks"))
