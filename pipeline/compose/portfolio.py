"""The findings of the portfolio as a whole, and its numbers in tiles: result, health, value, receivables."""

from __future__ import annotations

from pipeline.blocks import Block, Finding, Label, Tile, Tiles
from pipeline.figures import Figure, Figures
from pipeline.tags import block, finding


def quoted(figures: Figures, *names: str) -> dict[str, Figure]:
    """Figures of the portfolio by their names, as a macro takes them."""
    return {name: figures[f"portfolio.{name}"] for name in names}


def _headline(figures: Figures) -> Finding:
    names = ("built_count", "revenue", "revenue_variance_share", "healthy_count", "healthy_share", "unscored_count")
    return Finding("portfolio_headline", quoted(figures, *names))


@finding("portfolio.headline", "The state of the portfolio in one sentence: result, and how many accounts are healthy")
def headline(figures: Figures) -> Finding:
    """Say how the accounts stand together."""
    return _headline(figures)


@finding("portfolio.built_line", "How many accounts stand in the portfolio's totals, and which were not built")
def built_line(figures: Figures) -> Finding:
    """Say whom the numbers lack."""
    names = tuple(line["name"] for line in figures["portfolio.not_built"].lines[:5])
    told = quoted(figures, "account_count", "built_count", "not_built_count")
    return Finding("portfolio_built_line", {**told, "names": names})


@finding("portfolio.sources", "The packs that the figures of the portfolio rest on")
def sources(figures: Figures) -> Finding:
    """Name the packs by their number: each account's own documents name its cells."""
    return Finding("portfolio_sources", quoted(figures, "built_count", "period"))


@block("portfolio.tiles", "Five numbers: revenue, gross margin %, healthy accounts, the accounts as assets, overdue")
def tiles(figures: Figures) -> Block:
    """Put the five numbers beside what each is compared with."""
    named = (
        ("revenue", "revenue", ("revenue_target", "revenue_variance_share"), "portfolio_revenue_note"),
        ("gross_margin_share", "margin_share", ("margin", "margin_variance_share"), "portfolio_margin_note"),
        ("index_healthy", "healthy_share", ("healthy_count", "watch_count", "unhealthy_count"), "index_health_counts"),
        ("index_asset_value", "asset_value", ("at_risk", "at_risk_share"), "index_at_risk"),
        ("index_overdue", "overdue", ("receivables", "overdue_share"), "index_of_receivables"),
    )
    made = tuple(
        Tile(Label(label), figures[f"portfolio.{name}"], Finding(macro, quoted(figures, *told)))
        for label, name, told, macro in named
    )
    return Tiles(made, _headline(figures))
