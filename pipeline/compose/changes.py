"""The blocks and findings of the changes since the last pack, each told in a sentence of its kind."""

from __future__ import annotations

from pipeline.blocks import Block, Bullets, Entry, Finding, Head, Label, Table
from pipeline.compose.rows import cell, first, with_rest, worded
from pipeline.figures import Figures, Line, beyond
from pipeline.tags import block, finding

TOP = 5  # changes on the plan's first page
POINTS = 4  # rows that a sentence names
SHOWN = 8  # changes on the slide; the rest stand in the annex


def _headline(figures: Figures) -> Finding:
    return Finding("changes_headline", {name: figures[f"changes.{name}"] for name in ("count", "since", "by_kind")})


def _told(lines: tuple[Line, ...]) -> tuple[Finding, ...]:
    return tuple(sentence(line) for line in lines)


def sentence(line: Line) -> Finding:
    """A change in the sentence of its kind."""
    kind = str(line["kind"].value).replace("-", "_")
    names = ["sheet", "id", "what", "field", "before", "after"]
    if kind == "slipped":
        names.append("times")
    return Finding(f"changes_{kind}", {name: line[name] for name in names})


@finding("changes.headline", "How much changed since the last pack")
def headline(figures: Figures) -> Finding:
    """Say how much changed."""
    return _headline(figures)


@finding("changes.client_line", "What the customer agreed to since the last pack, and what it changed itself")
def client_line(figures: Figures) -> Finding:
    """Say it with the first ids; how many more there are."""
    told: dict[str, object] = {"since": figures["changes.since"]}
    for name in ("agreed", "by_client"):
        listed = figures[f"changes.{name}"]
        told |= {name: tuple(_point(line) for line in first(listed, POINTS)), f"{name}_rest": beyond(listed, POINTS)}
    return Finding("changes_client_line", told)


def _point(line: Line) -> Finding:
    return Finding("changes_client_point", {name: line[name] for name in ("id", "what", "field", "kind")})


@block("changes.top", "The weightiest changes since the last pack, at most five")
def top(figures: Figures) -> Block:
    """Say the first changes; then how many more there are."""
    listed = figures["changes.all"]
    lines, rest = first(listed, TOP), beyond(listed, TOP)
    more = () if rest.absent else (Finding("more_in_annex", {"rest": rest}),)
    tones = (*(line["kind"].tone for line in lines), *(None for _ in more))
    return Bullets((*_told(lines), *more), _nothing(figures), tones)


def _nothing(figures: Figures) -> Finding:
    return Finding("changes_nothing", {"since": figures["changes.since"]})


HEADS = (
    Head(Label("change"), width=0.9),
    Head(Label("sheet"), width=0.9),
    Head(Label("id"), width=0.7),
    Head(Label("what"), width=2.4),
    Head(Label("cell"), width=1),
    Head(Label("before"), width=1.2),
    Head(Label("after"), width=1.2),
)


def _row(line: Line) -> tuple[Entry, ...]:
    whole = line["field"].absent
    return (
        worded("change", line["kind"]),
        cell(line["sheet"]),
        Entry(()) if line["id"].value == line["what"].value else cell(line["id"]),
        cell(line["what"], strong=True),
        Entry(()) if whole else cell(line["field"]),
        Entry(()) if whole else cell(line["before"]),
        Entry(()) if whole else cell(line["after"]),
    )


@block("changes.table", "The changes since the last pack: kind, what, before and after")
def table(figures: Figures) -> Block:
    """List the weightiest changes; say how many more stand in the annex."""
    listed = figures["changes.all"]
    rows = (_row(line) for line in first(listed, SHOWN))
    return Table(HEADS, with_rest(rows, listed, SHOWN), _headline(figures), _nothing(figures))


@block("changes.register", "Every change since the last pack")
def register(figures: Figures) -> Block:
    """List all changes."""
    rows = tuple(_row(line) for line in figures["changes.all"].lines)
    return Table(HEADS, rows, _headline(figures), _nothing(figures))


def same_again(line: Line) -> Finding:
    """A row that is likely another one under a new id, in a sentence."""
    return Finding("changes_likely_same", {name: line[name] for name in ("sheet", "id", "former_id", "what")})


@block("changes.renamed", "Rows that are likely the same under a new id")
def renamed(figures: Figures) -> Block:
    """Offer them; only their owner knows."""
    lines = figures["changes.likely_same"].lines
    return Bullets(tuple(same_again(line) for line in lines), Label("changes_none_renamed"))
