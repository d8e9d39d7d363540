"""The tabs of the portfolio's workbook on accounts: a row each, concentration, contracts, and that totals add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.blocks import Finding, Label, Words
from pipeline.compose.portfolio import TOTALS
from pipeline.compose.report_tabs import difference, ratio, said, shown
from pipeline.compose.rows import first, word
from pipeline.figures import Figure, Figures, Line, Unit, beyond
from pipeline.quoted import HEALTH_PARTS
from pipeline.tabs import Field, Grid, Plot, Tab
from pipeline.tags import Pages

MOST = 5000  # lines of a list of the workbook; each account's own report has all of its own


def some(listed: Figure) -> tuple[Sequence[Line], Words | None]:
    """The lines of a list that the workbook shows, and how many more there are in the accounts' own reports."""
    rest = beyond(listed, MOST)
    return first(listed, MOST), None if rest.absent else Finding("more_in_reports", {"rest": rest})


def worded(field: Field, words: Sequence[Words]) -> Field:
    """A column with our words for what it says."""
    return replace(field, said=tuple(words))


def accounts(pages: Pages) -> Tab:
    """One row an account, the worst first: what is asked of each; totals are the sums of their columns."""
    lines = pages.figures["portfolio.accounts"].lines

    def money(key: str, label: str = "", formula: str = "", unit: Unit = Unit.MONEY) -> Field:
        return shown(lines, key, unit, label=label, formula=formula, total=_total(pages.figures, key, lines))

    fields = (
        shown(lines, "name", label="account", width=26),
        shown(lines, "tier", width=10),
        shown(lines, "manager", label="portfolio_manager", width=17),
        money("revenue"),
        money("revenue_target"),
        money("revenue_variance", formula=difference("revenue", "revenue_target"), unit=Unit.CHANGE),
        shown(lines, "revenue_variance_share", Unit.CHANGE_PERCENT, label="variance_share", width=10,
              formula=ratio("revenue_variance", "revenue_target")),
        money("margin", "gross_margin"),
        shown(lines, "margin_share", Unit.PERCENT, label="gross_margin_share", width=10,
              formula=ratio("gross_margin", "revenue")),
        shown(lines, "health", Unit.SCORE, width=8, bars=True),
        shown(lines, "health_verdict", label="verdict", width=11, verdicts=True),
        shown(lines, "health_change", Unit.POINTS, label="index_health_change", width=10),
        shown(lines, "top_risk", label="index_top_risk", width=30),
        shown(lines, "top_risk_band", label="portfolio_risk_band", width=9),
        shown(lines, "verdict", label="index_people", width=11, verdicts=True),
        shown(lines, "single_thread", label="portfolio_single_thread", width=9),
        shown(lines, "overdue_actions", Unit.COUNT, label="index_overdue_actions", width=9,
              total=_total(pages.figures, "overdue_actions", lines)),
        shown(lines, "contract_end", Unit.DATE, width=12),
        shown(lines, "plan_age", Unit.DAYS, label="portfolio_plan_age", width=10),
        shown(lines, "completeness", Unit.PERCENT, width=11, bars=True),
        shown(lines, "open_ask", label="portfolio_open_ask", width=30),
    )  # fmt: skip
    grid = Grid("Accounts", Label("index_accounts"), fields, Label("index_no_accounts"))
    return Tab(Label("index_accounts"), said(pages, "portfolio.accounts_headline"), (grid,))


def figures(pages: Pages) -> Tab:
    """What else is known of each account, in the same order: a year's result, value, receivables, parts of health."""
    lines = pages.figures["portfolio.accounts"].lines

    def money(key: str, label: str = "") -> Field:
        return shown(lines, key, Unit.MONEY, label=label, total=_total(pages.figures, key, lines))

    fields = (
        shown(lines, "name", label="account", width=26),
        shown(lines, "account", label="id", width=13),
        money("profit", "account_profit"),
        money("revenue_rolling"),
        shown(lines, "revenue_share", Unit.PERCENT, label="portfolio_revenue_share", width=10),
        shown(lines, "profit_share", Unit.PERCENT, label="portfolio_profit_share", width=10),
        money("asset_value", "expected_value"),
        money("at_risk"),
        money("exposure"),
        money("receivables"),
        money("overdue"),
        money("overdue_long", "portfolio_overdue_long"),
        shown(lines, "contract", width=24),
        *(shown(lines, f"health_{part}", Unit.SCORE, width=11) for part in HEALTH_PARTS),
        shown(lines, "gap_count", Unit.COUNT, label="index_gaps", width=8),
        shown(lines, "as_of", Unit.DATE, label="portfolio_as_of", width=12),
    )
    grid = Grid("AccountFigures", Label("portfolio_figures_title"), fields, Label("index_no_accounts"))
    return Tab(Label("tab_figures"), said(pages, "portfolio.health_headline"), (grid,))


def _total(figures: Figures, name: str, lines: Sequence[Line]) -> Figure | None:
    """What a column sums to; none where there is nothing to sum."""
    figure = figures[f"portfolio.{name}"]
    return figure if lines and not figure.absent else None


def concentration(pages: Pages) -> Tab:
    """The largest accounts first."""
    lines = pages.figures["portfolio.concentration"].lines
    fields = (
        shown(lines, "name", label="account", width=28),
        shown(lines, "revenue", Unit.MONEY, label="revenue_rolling", width=14, bars=True),
        shown(lines, "revenue_share", Unit.PERCENT, label="portfolio_revenue_share", width=12),
        shown(lines, "so_far", Unit.PERCENT, label="portfolio_so_far", width=12),
        shown(lines, "profit_share", Unit.PERCENT, label="portfolio_profit_share", width=12),
    )
    grid = Grid("Concentration", Label("tab_concentration"), fields, Label("portfolio_no_revenue"))
    finding = said(pages, "portfolio.concentration_headline")
    plots = (Plot(finding, "Concentration", "account", "revenue_rolling", from_top=True),)
    return Tab(Label("tab_concentration"), finding, (grid,), plots)


def contracts(pages: Pages) -> Tab:
    """What ends and where notice is due: month by month, then one by one."""
    months = pages.figures["portfolio.contract_calendar"].lines
    by_month = (
        shown(months, "month", width=28),
        shown(months, "secure", Unit.MONEY, label="portfolio_secure", width=13),
        shown(months, "not_secure", Unit.MONEY, label="portfolio_not_secure", width=13),
        shown(months, "ends", Unit.COUNT, label="portfolio_ends", width=11),
        shown(months, "notices", Unit.COUNT, label="portfolio_manager_notices", width=20),
    )
    dates, more = some(pages.figures["portfolio.contract_dates"])
    by_date = (
        shown(dates, "name", label="account", width=28),
        shown(dates, "day", Unit.DATE, label="date", width=13),
        worded(shown(dates, "kind", width=13), [word("portfolio_event", line["kind"]) for line in dates]),
        shown(dates, "value", Unit.MONEY, label="annual_value", width=13),
        shown(dates, "contract", width=36),
        shown(dates, "renewal", width=12),
    )
    grids = (
        Grid("Months", Label("portfolio_by_month"), by_month, Label("portfolio_no_ends")),
        Grid("ContractDates", Label("portfolio_by_date"), by_date, Label("portfolio_no_ends"), more),
    )
    finding = said(pages, "portfolio.contracts_headline")
    plots = (Plot(finding, "Months", "month", "portfolio_secure", newest=13, stacked="portfolio_not_secure"),)
    return Tab(Label("tab_contracts"), finding, grids, plots)


def check(pages: Pages) -> Tab:
    """Each total beside the sum of its accounts, and the accounts that are in none."""
    lines = pages.figures["portfolio.reconciliation"].lines
    names = [Label(TOTALS[line.name.rpartition(".")[2]]) for line in lines]
    totals = (
        worded(shown(lines, "total_of", label="total", width=34), names),
        shown(lines, "total", Unit.NUMBER, label="portfolio_total", width=16),
        shown(lines, "accounts_sum", Unit.NUMBER, label="portfolio_sum", width=16),
        shown(lines, "rounding", Unit.NUMBER, label="portfolio_rounding", width=10),
        shown(lines, "counted", Unit.COUNT, label="portfolio_counted", width=11),
        shown(lines, "lacking_count", Unit.COUNT, label="portfolio_lacking_count", width=11),
        shown(lines, "lacking", label="portfolio_lacking", width=50),
        shown(lines, "left_out_last", Unit.NUMBER, label="portfolio_left_out_last", width=16),
        shown(lines, "before", Unit.NUMBER, label="portfolio_last_pack", width=16),
        shown(lines, "change", Unit.NUMBER, width=14, formula=difference("portfolio_total", "portfolio_last_pack")),
    )
    out = pages.figures["portfolio.not_built"].lines
    left_out = (
        shown(out, "name", label="account", width=34),
        shown(out, "account", label="id", width=16),
        shown(out, "why", width=24),
        shown(out, "last_period", label="index_last_pack", width=12),
        shown(out, "last_day", Unit.DATE, label="portfolio_as_of", width=13),
        shown(out, "last_revenue", Unit.MONEY, label="portfolio_last_revenue", width=16),
    )
    grids = (
        Grid("Reconciliation", Label("portfolio_check_title"), totals, Label("index_no_accounts")),
        Grid("NotBuilt", Label("index_not_built"), left_out, Label("portfolio_all_built")),
    )
    return Tab(Label("tab_check"), said(pages, "portfolio.check_headline"), grids)


TABS = (accounts, figures, concentration, contracts, check)
