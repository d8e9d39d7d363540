"""The portfolio's result against target, account by account, and how much of it hangs on few accounts."""

from __future__ import annotations

from dataclasses import replace

from pipeline.blocks import Align, Block, Chart, Entry, Finding, Head, Label, Role, Series, Shape, Table
from pipeline.compose.portfolio import quoted
from pipeline.compose.rows import cell, first, toned, with_rest
from pipeline.figures import Figure, Figures
from pipeline.tags import block, finding
from pipeline.theme import Tone

SHOWN = 8  # accounts of a table beside a chart
BARS = 10  # accounts of a chart


def _target_headline(figures: Figures) -> Finding:
    worst = first(figures["portfolio.by_variance"], 1)
    told = quoted(figures, "revenue_variance", "revenue_variance_share", "below_target_count", "built_count")
    lowest = worst[0] if worst and worst[0]["revenue_variance"].number < 0 else None
    return Finding(
        "portfolio_target_headline",
        {**told, "name": lowest and lowest["name"], "by": lowest and lowest["revenue_variance"]},
    )


@finding("portfolio.target_headline", "Revenue against target, how many accounts are below, and which most")
def target_headline(figures: Figures) -> Finding:
    """Say what the result is made of."""
    return _target_headline(figures)


@block("portfolio.target_chart", "How far each account's revenue is from its target, the furthest below first")
def target_chart(figures: Figures) -> Block:
    """Draw which accounts make the difference: below zero what lacks, above it what is over.

    Very many others together would make the columns of the accounts too small to see: the slide's scope says so.
    """
    steps = [step for step in figures["portfolio.target_steps"].lines if not step["name"].absent]
    series = (
        Series(Label("portfolio_below"), tuple(_if(step["amount"], Tone.BAD) for step in steps), Role.BAD),
        Series(Label("portfolio_above"), tuple(_if(step["amount"], Tone.GOOD) for step in steps), Role.GOOD),
    )
    names = tuple(step["name"] for step in steps)
    alt, empty = _target_headline(figures), Label("portfolio_no_targets")
    return Chart(Shape.STACKED, names, series if steps else (), alt, empty)


def _if(figure: Figure, tone: Tone) -> Figure:
    """A figure where it has that tone; a hole in the chart where it has another."""
    return figure if figure.tone is tone else replace(figure, value=None, reason=figure.formula)


@block("portfolio.variance_table", "The accounts furthest below their revenue target, with margin")
def variance_table(figures: Figures) -> Block:
    """List the largest shortfalls first."""
    listed = figures["portfolio.by_variance"]
    heads = (
        Head(Label("account"), width=1.8),
        Head(Label("revenue"), Align.RIGHT),
        Head(Label("variance"), Align.RIGHT),
        Head(Label("variance_share"), Align.RIGHT),
        Head(Label("gross_margin_share"), Align.RIGHT),
    )
    rows = (
        (
            cell(line["name"], strong=True),
            cell(line["revenue"]),
            toned(line["revenue_variance"]),
            cell(line["revenue_variance_share"]),
            cell(line["margin_share"]),
        )
        for line in first(listed, SHOWN)
    )
    return Table(heads, with_rest(rows, listed, SHOWN), _target_headline(figures), Label("portfolio_no_targets"))


def _concentration_headline(figures: Figures) -> Finding:
    names = ("revenue_top1", "revenue_top1_account", "revenue_top5", "revenue_equal_accounts", "concentration")
    return Finding("portfolio_concentration_headline", quoted(figures, *names))


@finding(
    "portfolio.concentration_headline", "How much of the revenue hangs on the largest account and the five largest"
)
def concentration_headline(figures: Figures) -> Finding:
    """Say how concentrated the portfolio is."""
    return _concentration_headline(figures)


@block("portfolio.concentration_chart", "The largest accounts by their share of revenue, with their share of profit")
def concentration_chart(figures: Figures) -> Block:
    """Draw the largest accounts, the largest first."""
    lines = first(figures["portfolio.concentration"], BARS)
    series = (
        Series(Label("portfolio_revenue_share"), tuple(line["revenue_share"] for line in lines)),
        Series(Label("portfolio_profit_share"), tuple(line["profit_share"] for line in lines)),
    )
    names = tuple(line["name"] for line in lines)
    return Chart(
        Shape.BARS, names, series if lines else (), _concentration_headline(figures), Label("portfolio_no_revenue")
    )


@block(
    "portfolio.concentration_table", "Shares of the largest accounts, HHI, and how many equal accounts that would be"
)
def concentration_table(figures: Figures) -> Block:
    """Put the measures of revenue beside those of profit."""
    heads = (
        Head(Label("measure"), width=1.8),
        Head(Label("revenue"), Align.RIGHT),
        Head(Label("account_profit"), Align.RIGHT),
    )
    rows = tuple(
        (
            cell(Label(f"portfolio_{name}"), strong=True),
            *(_measured(name, figures[f"portfolio.{basis}_{name}"]) for basis in ("revenue", "profit")),
        )
        for name in ("top1_account", "top1", "top5", "hhi", "equal_accounts")
    )
    return Table(heads, rows, _concentration_headline(figures), Label("portfolio_no_revenue"))


def _measured(name: str, figure: Figure) -> Entry:
    """A measure of concentration; the index has no decimals."""
    return cell(Finding("portfolio_whole", {"value": figure}) if name == "hhi" else figure)
