"""The tabs of the portfolio's workbook: which columns each table shows, which of them are live formulas."""

from __future__ import annotations

from pipeline.blocks import Label
from pipeline.compose.report_tabs import difference, ratio, said, shown
from pipeline.figures import Unit
from pipeline.tabs import Grid, Tab
from pipeline.tags import Pages


def accounts(pages: Pages) -> Tab:
    """One row an account, the worst first."""
    lines = pages.figures["portfolio.accounts"].lines
    fields = (
        shown(lines, "name", label="account", width=28),
        shown(lines, "tier", width=11),
        shown(lines, "manager", label="account_manager", width=20),
        shown(lines, "health", Unit.SCORE, width=9),
        shown(lines, "revenue", Unit.MONEY),
        shown(lines, "revenue_target", Unit.MONEY),
        shown(lines, "revenue_variance", Unit.CHANGE, formula=difference("revenue", "revenue_target")),
        shown(
            lines,
            "revenue_variance_share",
            Unit.CHANGE_PERCENT,
            label="variance_share",
            formula=ratio("revenue_variance", "revenue_target"),
        ),
        shown(lines, "top_risk", label="index_top_risk", width=36),
        shown(lines, "contract_end", Unit.DATE, width=13),
    )
    grid = Grid("Accounts", Label("index_accounts"), fields, Label("index_no_accounts"))
    return Tab(Label("index_accounts"), said(pages, "portfolio.accounts_headline"), (grid,))


TABS = (accounts,)
