"""The accounts of the portfolio in lines, the worst first: what needs attention, and the parts of each one's health."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Chart, Entry, Finding, Head, Label, Matrix, Series, Shape, Table
from pipeline.compose.portfolio import quoted
from pipeline.compose.rows import cell, first, toned, with_rest
from pipeline.figures import Figures, Line
from pipeline.quoted import HEALTH_PARTS
from pipeline.tags import block, finding

SHOWN = 12  # accounts on a slide; the workbook has all
GRID = 10  # accounts of the grid of health
COUNTS = (("good", "healthy_count"), ("watch", "watch_count"), ("bad", "unhealthy_count"))


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
        Head(Label("health"), width=0.9),
        Head(Label("revenue"), Align.RIGHT, 0.9),
        Head(Label("index_variance"), Align.RIGHT, 0.9),
        Head(Label("index_top_risk"), width=2.5),
        Head(Label("index_overdue_actions"), Align.RIGHT, 0.8),
        Head(Label("contract_end"), width=1),
        Head(Label("portfolio_open_ask"), width=2.2),
    )
    rows = (_account(line) for line in first(listed, SHOWN))
    return Table(heads, with_rest(rows, listed, SHOWN), _headline(figures), Label("index_no_accounts"))


def _account(line: Line) -> tuple[Entry, ...]:
    return (
        cell(line["name"], strong=True),
        cell(line["tier"]),
        _health(line),
        cell(line["revenue"]),
        toned(line["revenue_variance_share"]),
        cell(line["top_risk"]),
        toned(line["overdue_actions"]),
        cell(line["contract_end"]),
        cell(line["open_ask"]),
    )


def _health(line: Line) -> Entry:
    """The health with its change since the account's earlier pack."""
    said = Finding("portfolio_health", {name: line[name] for name in ("health", "health_change")})
    return cell(said, tone=line["health"].tone)


def _health_headline(figures: Figures) -> Finding:
    told = quoted(figures, "healthy_count", "healthy_share", "healthy_revenue_share", "built_count")
    return Finding("portfolio_health_headline", {**told, "weakest": _weakest(figures)})


def _weakest(figures: Figures) -> Label | None:
    """The part of the health that most accounts have as their lowest; none where no part is known."""
    part = figures["portfolio.weakest_part"]
    return None if part.absent else Label(f"health_{part.value}")


@finding(
    "portfolio.health_headline", "How much of the accounts and of the revenue is healthy, and which part is weakest"
)
def health_headline(figures: Figures) -> Finding:
    """Say how healthy the portfolio is."""
    return _health_headline(figures)


@block("portfolio.health_chart", "How many accounts are on track, to watch and off track")
def health_chart(figures: Figures) -> Block:
    """Count the accounts by verdict."""
    counts = tuple(figures[f"portfolio.{name}"] for _, name in COUNTS)
    return Chart(
        Shape.BARS,
        tuple(Label(word) for word, _ in COUNTS),
        (Series(Label("index_accounts"), counts),),
        _health_headline(figures),
        Label("no_health_score"),
    )


@block("portfolio.health_grid", "The accounts with the lowest health, each with the parts that it is made of")
def health_grid(figures: Figures) -> Block:
    """Put each part's points on the tone of its verdict."""
    lines = [line for line in first(figures["portfolio.accounts"], GRID) if not line["health"].absent]
    entries = tuple((_health(line), *(toned(line[f"health_{part}"]) for part in HEALTH_PARTS)) for line in lines)
    return Matrix(
        tuple(line["name"] for line in lines),
        (Label("health"), *(Label(f"health_{part}") for part in HEALTH_PARTS)),
        entries,
        _health_headline(figures),
        Label("no_health_score"),
    )
