"""The blocks and findings of topic scorecard: the measures of success that both sides agreed."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Bullets, Entry, Finding, Head, Label, Table
from pipeline.figures import Figure, Figures, Line
from pipeline.tags import block, finding


def _headline(figures: Figures) -> Finding:
    names = ("count", "judged_count", "green", "amber", "red", "not_read_count")
    off_track = tuple(item.measure for item in figures["scorecard.off_track"].lines)
    return Finding("scorecard_headline", {**{n: figures[f"scorecard.{n}"] for n in names}, "off_track": off_track})


@finding("scorecard.headline", "How many of the agreed measures are on track, and which are not")
def headline(figures: Figures) -> Finding:
    """Say how success stands."""
    return _headline(figures)


@finding("scorecard.agreement_line", "Which measures are not agreed, not read, or agreed over a year ago")
def agreement_line(figures: Figures) -> Finding:
    """Say what is to be settled with the customer."""
    names = ("count", "agreed_count", "not_agreed_count", "not_read_count", "agreed_long_ago_count")
    return Finding("scorecard_agreement_line", {name: figures[f"scorecard.{name}"] for name in names})


@block(
    "scorecard.table", "Each measure: target, actual, variance, prior quarter, a year before, verdict, source, agreed"
)
def table(figures: Figures) -> Block:
    """Put each measure beside what it is compared with; the verdict is a word, never a colour alone."""
    numbers = ("target", "actual", "variance", "prior_quarter", "year_before")
    heads = (
        Head(Label("measure"), width=2.4),
        Head(Label("unit")),
        *(Head(Label(key), Align.RIGHT) for key in numbers),
        Head(Label("verdict"), width=1.1),
        Head(Label("source"), width=1.4),
        Head(Label("agreed"), width=0.8),
    )
    rows = tuple(_row(item) for item in figures["scorecard.measures"].lines)
    return Table(heads, rows, _headline(figures), Label("no_measures"))


def _row(item: Line) -> tuple[Entry, ...]:
    """A measure's row."""
    actual = (item.actual,) if item.responses.absent else (item.actual, _with_n(item.responses))
    return (
        Entry((item.measure,), strong=True),
        Entry((item.unit,)),
        Entry((item.target,)),
        Entry(actual, strong=True),
        Entry((Finding("scorecard_variance", {"variance": item.variance}),), item.verdict.tone),
        Entry((item.prior,)),
        Entry((item.year_before,)),
        Entry((_verdict(item),), item.verdict.tone),
        Entry((item.source,)),
        Entry((item.agreed,), item.agreed.tone),
    )


def _with_n(responses: Figure) -> Finding:
    return Finding("scorecard_responses", {"responses": responses})


def _verdict(item: Line) -> Label | Figure:
    return item.verdict if item.verdict.absent else Label(str(item.verdict.value))


@block("scorecard.open_points", "Measures to be agreed, read or renewed")
def open_points(figures: Figures) -> Block:
    """List each measure that something is missing of."""
    kinds = ("not_agreed", "not_read", "agreed_long_ago")
    items = tuple(
        Finding(f"scorecard_{kind}", {"measure": item.measure, "agreed_on": item.agreed_on})
        for kind in kinds
        for item in figures[f"scorecard.{kind}"].lines
    )
    return Bullets(items, Label("no_open_measures"))
