"""The blocks and findings on what the customer owes us."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Chart, Entry, Finding, Head, Label, Series, Shape, Table
from pipeline.figures import Figures, Line
from pipeline.tags import block, finding


@finding("finance.receivables_headline", "How much is overdue, and the days sales outstanding")
def receivables_headline(figures: Figures) -> Finding:
    """Say what the customer owes."""
    return _owed(figures)


def _owed(figures: Figures) -> Finding:
    names = ("receivables", "overdue", "overdue_share", "overdue_long", "dso", "quarter")
    return Finding("finance_receivables_headline", {name: figures[f"finance.{name}"] for name in names})


@finding("finance.dso_line", "Days sales outstanding, what they are based on, and a year before")
def dso_line(figures: Figures) -> Finding:
    """Say how long the customer takes to pay."""
    names = ("dso", "dso_basis", "dso_prior", "dso_year_before")
    return Finding("finance_dso_line", {name: figures[f"finance.{name}"] for name in names})


@block("finance.ageing_chart", "Receivables by age")
def ageing_chart(figures: Figures) -> Block:
    """Draw what is owed, by how long it is overdue."""
    bands = figures["finance.ageing"].lines
    return Chart(
        Shape.BARS,
        tuple(_band(line) for line in bands),
        (Series(Label("receivables"), tuple(line.amount for line in bands)),) if bands else (),
        _owed(figures),
        Label("no_ageing"),
    )


def _band(line: Line) -> Label:
    return Label(f"band_{str(line.band.value).replace('-', '_').replace(' ', '_')}")


@block("finance.receivables_table", "Receivables, overdue and days outstanding, with the age of what is owed")
def receivables_table(figures: Figures) -> Block:
    """List what is owed by age, with its share."""
    bands = figures["finance.ageing"].lines
    rows = [(Entry((_band(b),), b.amount.tone), Entry((b.amount,)), Entry((b.share,))) for b in bands]
    return Table(
        (Head(Label("age"), width=2), Head(Label("amount"), Align.RIGHT), Head(Label("share"), Align.RIGHT)),
        tuple(rows),
        _owed(figures),
        Label("no_ageing"),
    )
