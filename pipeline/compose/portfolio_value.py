"""The accounts as assets, their contracts that end, and what they owe."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Chart, Entry, Finding, Head, Label, Role, Series, Shape, Table
from pipeline.compose.portfolio import quoted
from pipeline.compose.rows import cell, first, toned, with_rest
from pipeline.figures import Figures, Line
from pipeline.tags import block, finding

COLUMNS = 8  # accounts of a chart of columns
BARS = 10
SHOWN = 8  # lines of a table beside a chart
DATES = 12


def _assets_headline(figures: Figures) -> Finding:
    most = first(figures["portfolio.by_at_risk"], 1)
    told = quoted(figures, "asset_value", "at_risk", "at_risk_share", "gross_value")
    return Finding("portfolio_assets_headline", {**told, "name": most[0]["name"] if most else None})


@finding("portfolio.assets_headline", "What the accounts are worth as assets, and how much of it is at risk")
def assets_headline(figures: Figures) -> Finding:
    """Say what is at stake."""
    return _assets_headline(figures)


@block("portfolio.assets_chart", "The most valuable accounts: what is expected to stay, and what is at risk")
def assets_chart(figures: Figures) -> Block:
    """Put what is at risk on top of what is expected to stay."""
    lines = first(figures["portfolio.by_asset_value"], COLUMNS)
    series = (
        Series(Label("expected_value"), tuple(line["asset_value"] for line in lines)),
        Series(Label("at_risk"), tuple(line["at_risk"] for line in lines), Role.BAD),
    )
    names = tuple(line["name"] for line in lines)
    return Chart(Shape.STACKED, names, series if lines else (), _assets_headline(figures), Label("no_asset_value"))


@block("portfolio.at_risk_table", "The accounts with most value at risk: value, at risk, exposure, contract end")
def at_risk_table(figures: Figures) -> Block:
    """List the most at risk first."""
    listed = figures["portfolio.by_at_risk"]
    heads = (
        Head(Label("account"), width=1.8),
        Head(Label("at_risk"), Align.RIGHT),
        Head(Label("expected_value"), Align.RIGHT),
        Head(Label("exposure"), Align.RIGHT),
        Head(Label("contract_end"), width=1.2),
    )
    rows = (
        (
            cell(line["name"], strong=True),
            *(cell(line[name]) for name in ("at_risk", "asset_value", "exposure", "contract_end")),
        )
        for line in first(listed, SHOWN)
    )
    return Table(heads, with_rest(rows, listed, SHOWN), _assets_headline(figures), Label("portfolio_nothing_at_risk"))


def _contracts_headline(figures: Figures) -> Finding:
    names = ("ending_count", "ending_value", "ending_not_secure", "notices")
    return Finding("portfolio_contracts_headline", quoted(figures, *names))


@finding(
    "portfolio.contracts_headline", "What ends in twelve months, how much of it is not secure, which notices are due"
)
def contracts_headline(figures: Figures) -> Finding:
    """Say what is to be renewed."""
    return _contracts_headline(figures)


@block("portfolio.contracts_chart", "The value a year of contracts that end, month by month: secure, not secure")
def contracts_chart(figures: Figures) -> Block:
    """Draw the months ahead, those without an end too."""
    any_ends = any(line["ends"].number for line in figures["portfolio.contract_calendar"].lines)
    lines = figures["portfolio.contract_calendar"].lines if any_ends else ()
    series = (
        Series(Label("portfolio_secure"), tuple(line["secure"] for line in lines)),
        Series(Label("portfolio_not_secure"), tuple(line["not_secure"] for line in lines), Role.BAD),
    )
    months = tuple(line["month"] for line in lines)
    return Chart(
        Shape.STACKED, months, series if lines else (), _contracts_headline(figures), Label("portfolio_no_ends")
    )


@block(
    "portfolio.contract_dates_table", "Contracts that end and notices that are due in twelve months, the first first"
)
def contract_dates_table(figures: Figures) -> Block:
    """List what comes next."""
    listed = figures["portfolio.contract_dates"]
    heads = (
        Head(Label("date"), width=1.3),
        Head(Label("contract"), width=2.4),
        Head(Label("annual_value"), Align.RIGHT, 0.9),
        Head(Label("renewal"), width=0.9),
    )
    rows = (_event(line) for line in first(listed, DATES))
    return Table(heads, with_rest(rows, listed, DATES), _contracts_headline(figures), Label("portfolio_no_ends"))


def _event(line: Line) -> tuple[Entry, ...]:
    return (
        cell(Finding(f"portfolio_{line['kind'].value}_on", {"day": line["day"]})),
        cell(Finding("portfolio_contract", {name: line[name] for name in ("name", "contract")})),
        cell(line["value"]),
        cell(line["renewal"]),
    )


def _receivables_headline(figures: Figures) -> Finding:
    most = first(figures["portfolio.by_overdue"], 1)
    told = quoted(figures, "receivables", "overdue", "overdue_share", "overdue_long")
    return Finding("portfolio_receivables_headline", {**told, "name": most[0]["name"] if most else None})


@finding(
    "portfolio.receivables_headline", "How much of the receivables is overdue, how much for long, and who owes most"
)
def receivables_headline(figures: Figures) -> Finding:
    """Say what is owed."""
    return _receivables_headline(figures)


@block("portfolio.receivables_chart", "The accounts that owe most: overdue, and overdue by more than 60 days")
def receivables_chart(figures: Figures) -> Block:
    """Draw the most overdue first."""
    lines = first(figures["portfolio.by_overdue"], BARS)
    series = (
        Series(Label("overdue"), tuple(line["overdue"] for line in lines)),
        Series(Label("portfolio_overdue_long"), tuple(line["overdue_long"] for line in lines), Role.BAD),
    )
    names = tuple(line["name"] for line in lines)
    return Chart(
        Shape.BARS, names, series if lines else (), _receivables_headline(figures), Label("portfolio_nothing_owed")
    )


@block("portfolio.receivables_table", "The accounts that owe most: receivables, overdue, for more than 60 days")
def receivables_table(figures: Figures) -> Block:
    """List the most overdue first."""
    listed = figures["portfolio.by_overdue"]
    heads = (
        Head(Label("account"), width=1.6),
        Head(Label("receivables"), Align.RIGHT),
        Head(Label("overdue"), Align.RIGHT),
        Head(Label("portfolio_overdue_long"), Align.RIGHT, 1.2),
    )
    rows = (
        (
            cell(line["name"], strong=True),
            cell(line["receivables"]),
            cell(line["overdue"]),
            toned(line["overdue_long"]),
        )
        for line in first(listed, SHOWN)
    )
    empty = Label("portfolio_nothing_owed")
    return Table(heads, with_rest(rows, listed, SHOWN), _receivables_headline(figures), empty)
