"""The accounts of the portfolio in lines, the worst first, and those that were not built."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Entry, Finding, Head, Label, Table
from pipeline.compose.portfolio import quoted
from pipeline.compose.rows import cell, first, toned, with_rest
from pipeline.figures import Figures, Line
from pipeline.tags import block, finding

SHOWN = 12  # accounts on a slide; the workbook has all


def _headline(figures: Figures) -> Finding:
    names = tuple(line["name"] for line in first(figures["portfolio.accounts"], 2))
    told = quoted(figures, "built_count", "healthy_count", "watch_count", "unhealthy_count", "unscored_count")
    return Finding("portfolio_accounts_headline", {**told, "names": names})


@finding("portfolio.accounts_headline", "How many accounts need attention, and which most")
def accounts_headline(figures: Figures) -> Finding:
    """Say where to look first."""
    return _headline(figures)


@block(
    "portfolio.accounts_table",
    "One row an account, the worst first: tier, health, revenue against target, top risk, overdue, contract end",
)
def accounts_table(figures: Figures) -> Block:
    """List the accounts that need most; say how many more stand in the workbook."""
    listed = figures["portfolio.accounts"]
    heads = (
        Head(Label("account"), width=1.9),
        Head(Label("tier"), width=0.9),
        Head(Label("health"), width=1),
        Head(Label("revenue"), Align.RIGHT, 0.9),
        Head(Label("index_variance"), Align.RIGHT, 0.9),
        Head(Label("index_top_risk"), width=2.4),
        Head(Label("index_overdue_actions"), Align.RIGHT, 0.8),
        Head(Label("contract_end"), width=1.1),
        Head(Label("portfolio_open_ask"), width=2.2),
    )
    rows = (_account(line) for line in first(listed, SHOWN))
    return Table(heads, with_rest(rows, listed, SHOWN), _headline(figures), Label("index_no_accounts"))


def _account(line: Line) -> tuple[Entry, ...]:
    health = Finding("portfolio_health", {name: line[name] for name in ("health", "health_change")})
    return (
        cell(line["name"], strong=True),
        cell(line["tier"]),
        cell(health, tone=line["health"].tone),
        cell(line["revenue"]),
        toned(line["revenue_variance_share"]),
        cell(line["top_risk"]),
        toned(line["overdue_actions"]),
        cell(line["contract_end"]),
        cell(line["open_ask"]),
    )
