"""The blocks and findings on what drove the result against a year before: bridges, and products side by side."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.blocks import Align, Block, Chart, Entry, Finding, Head, Label, Series, Shape, Table, Words
from pipeline.compose.finance import revenue_trend
from pipeline.figures import Figure, Figures, Line
from pipeline.tags import block, finding


def _drivers(name: str, figures: Figures) -> Finding:
    """The finding on a bridge: the change, and the steps that drove it most either way."""
    steps = figures[f"finance.{name}_changes"].lines
    up = max((s for s in steps if s.amount.number > 0), key=_amount, default=None)
    down = min((s for s in steps if s.amount.number < 0), key=_amount, default=None)
    with_profit = any(step.kind.value == "cost to serve" for step in steps)
    change = "revenue_change" if name == "revenue" else "profit_change" if with_profit else "margin_change"
    return Finding(
        f"finance_{name}_bridge_headline",
        {
            "change": figures[f"finance.{change}"],
            "steps": figures[f"finance.{name}_changes"],
            "up": up and _words(up, "by"),
            "up_by": up and up.amount,
            "down": down and _words(down, "by"),
            "down_by": down and down.amount,
            "result": Label("account_profit" if with_profit else "gross_margin"),
            "before": figures["finance.quarter_year_before"],
        },
    )


def _amount(step: Line) -> float:
    return step.amount.number


def _words(step: Line, begin: str) -> Words:
    """What a step is called: its product, or our word for it (`step` on an axis, `by` inside a sentence)."""
    return Label(f"{begin}_{str(step.kind.value).replace(' ', '_')}") if step.product.absent else step.product


def _category(step: Line) -> Words:
    """A step's place on the axis; a product that is new or lost says so."""
    kind = str(step.kind.value)
    return (
        Finding(f"finance_step_{kind}", {"product": step.product}) if kind in ("new", "lost") else _words(step, "step")
    )


@finding("finance.bridge_headline", "What drove revenue against a year before; the margin where products are not known")
def bridge_headline(figures: Figures) -> Finding:
    """Say what drove the change."""
    return _drivers("profit" if figures["finance.revenue_changes"].absent else "revenue", figures)


@finding("finance.profit_headline", "What drove account profit against a year before")
def profit_headline(figures: Figures) -> Finding:
    """Say what drove the profit."""
    return _drivers("profit", figures)


def _bridge(figures: Figures, start: Figure, steps: Sequence[Line], end: Figure, alt: Finding, empty: Label) -> Chart:
    """A bridge from a start through its steps to an end; empty where there are no steps to show."""
    if not steps:
        return Chart(Shape.BRIDGE, (), (), alt, empty)
    before, now = figures["finance.quarter_year_before"], figures["finance.quarter"]
    return Chart(
        Shape.BRIDGE,
        (before, *(_category(step) for step in steps), now),
        (Series(Label("change"), (start, *(step.amount for step in steps), end)),),
        alt,
        empty,
    )


@block("finance.revenue_bridge", "From revenue a year before to revenue now, by product")
def revenue_bridge(figures: Figures) -> Block:
    """Draw what drove revenue."""
    return _revenue_bridge(figures)


def _revenue_bridge(figures: Figures) -> Chart:
    return _bridge(
        figures,
        figures["finance.revenue_year_before"],
        figures["finance.revenue_changes"].lines,
        figures["finance.revenue"],
        _drivers("revenue", figures),
        Label("no_revenue_bridge"),
    )


@block(
    "finance.margin_bridge", "From account profit (or gross margin) a year before to now: products, or volume and rate"
)
def margin_bridge(figures: Figures) -> Block:
    """Draw what drove account profit; gross margin where cost to serve is not given."""
    steps = figures["finance.profit_changes"].lines
    name = "profit" if any(step.kind.value == "cost to serve" for step in steps) else "margin"
    return _bridge(
        figures,
        figures[f"finance.{name}_year_before"],
        steps,
        figures[f"finance.{name}"],
        _drivers("profit", figures),
        Label("no_margin_bridge"),
    )


@finding("finance.margin_bridge_title", "What the margin bridge ends at: account profit, or gross margin")
def margin_bridge_title(figures: Figures) -> Finding:
    """Name the bridge by what it ends at."""
    steps = figures["finance.profit_changes"].lines
    served = any(step.kind.value == "cost to serve" for step in steps)
    return Finding("finance_bridge_title", {"what": Label("account_profit" if served else "gross_margin")})


@block("finance.drivers_chart", "Revenue by product against a year before where products are known, else its trend")
def drivers_chart(figures: Figures) -> Block:
    """Draw what drove revenue; without transactions, where it stands among eight quarters."""
    return revenue_trend(figures) if figures["finance.revenue_changes"].absent else _revenue_bridge(figures)


@finding("finance.drivers_title", "What the chart of drivers shows: revenue by product, or against target")
def drivers_title(figures: Figures) -> Finding:
    """Name the chart by what it can show."""
    key = "revenue_against_target" if figures["finance.revenue_changes"].absent else "revenue_by_product"
    return Finding("finance_bridge_title", {"what": Label(key)})


@block("finance.products_table", "Revenue by product in the quarter and a year before")
def products_table(figures: Figures) -> Block:
    """List the products, the largest first."""
    return Table(
        (
            Head(Label("product"), width=2), Head(figures["finance.quarter"], Align.RIGHT),
            Head(Label("year_before"), Align.RIGHT), Head(Label("change"), Align.RIGHT),
            Head(Label("gross_margin_share"), Align.RIGHT), Head(Label("what_became")),
        ),
        tuple(
            (
                Entry((item.product,)), Entry((item.revenue,)), Entry((item.year_before,)), Entry((item.change,)),
                Entry((item.margin_share,)),
                Entry((item.kind if item.kind.absent else Label(f"became_{item.kind.value}"),)),
            )
            for item in figures["finance.products"].lines
        ),
        _drivers("revenue", figures),
        Label("no_products"),
    )  # fmt: skip
