"""The portfolio's workbook: the totals in lines, one row an account, and every list that the deck shows a part of."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.blocks import Finding, Label
from pipeline.compose.portfolio_tabs import TABS
from pipeline.compose.report_tabs import said
from pipeline.figures import Figures
from pipeline.tabs import Key, Report
from pipeline.tags import Pages

FINDINGS = ("headline", "built_line", "accounts_headline")


def portfolio_report(pages: Pages) -> Report:
    """Make the portfolio's workbook."""
    figures = pages.figures
    return Report(
        title=Finding("portfolio_report_title", {n: figures[f"portfolio.{n}"] for n in ("company", "period")}),
        scope=Finding("portfolio_report_scope", {n: figures[f"portfolio.{n}"] for n in ("currency", "as_of")}),
        notice=figures["portfolio.confidentiality"],
        keys=tuple(_keys(figures)),
        findings=tuple(said(pages, f"portfolio.{name}") for name in FINDINGS),
        tabs=tuple(make(pages) for make in TABS),
    )


def _keys(figures: Figures) -> Iterator[Key]:
    """The lines of the summary."""
    yield Key(Label("revenue_of_quarter"), figures["portfolio.revenue"], figures["portfolio.revenue_target"])
    yield Key(Label("gross_margin"), figures["portfolio.margin"], figures["portfolio.margin_target"])
