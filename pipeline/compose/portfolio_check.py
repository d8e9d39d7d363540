"""Shows that the portfolio's totals equal the sums of its accounts, and whom each total lacks."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Finding, Head, Label, Table, Words
from pipeline.compose.portfolio import TOTALS, quoted
from pipeline.compose.rows import cell, first, with_rest
from pipeline.figures import Figure, Figures, Unit
from pipeline.tags import block, finding

SHOWN = 13


def _headline(figures: Figures) -> Finding:
    names = ("reconciled", "reconciliation", "account_count", "built_count", "not_built_count")
    return Finding("portfolio_check_headline", quoted(figures, *names))


def _in_full(figure: Figure) -> Words:
    """Money to the last digit; a count as it is."""
    return figure if figure.unit is Unit.COUNT else Finding("portfolio_in_full", {"value": figure})


@finding("portfolio.check_headline", "Whether every total equals the sum of its accounts, and who is not in them")
def check_headline(figures: Figures) -> Finding:
    """Say how far the numbers can be trusted."""
    return _headline(figures)


@block("portfolio.check_table", "Each total beside the sum of what its accounts print, and how many accounts it lacks")
def check_table(figures: Figures) -> Block:
    """List total, sum, rounding, accounts counted and lacking, and why."""
    listed = figures["portfolio.reconciliation"]
    heads = (
        Head(Label("total"), width=2),
        Head(Label("portfolio_total"), Align.RIGHT, 1.2),
        Head(Label("portfolio_sum"), Align.RIGHT, 1.2),
        Head(Label("portfolio_rounding"), Align.RIGHT, 0.8),
        Head(Label("portfolio_counted"), Align.RIGHT, 0.8),
        Head(Label("portfolio_lacking_count"), Align.RIGHT, 0.8),
        Head(Label("portfolio_lacking"), width=3),
    )
    rows = (
        (
            cell(Label(TOTALS[line.name.rpartition(".")[2]]), strong=True),
            *(cell(_in_full(line[name])) for name in ("total", "accounts_sum")),
            *(cell(line[name]) for name in ("rounding", "counted", "lacking_count", "lacking")),
        )
        for line in first(listed, SHOWN)
    )
    return Table(heads, with_rest(rows, listed, SHOWN), _headline(figures), Label("index_no_accounts"))
