"""The findings of the portfolio as a whole, and its numbers: tiles, what else is known, the accounts not built."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Entry, Finding, Head, Label, Table, Tile, Tiles
from pipeline.compose.rows import cell, first, with_rest
from pipeline.figures import Figure, Figures, Line, Unit
from pipeline.tags import block, finding

NAMED = 5  # accounts not built that a sentence names

# What the totals of the portfolio are called: figure -> label.
TOTALS = {
    "revenue": "revenue_of_quarter",
    "revenue_target": "revenue_target",
    "revenue_variance": "revenue_variance",
    "revenue_ytd": "revenue_to_date",
    "revenue_rolling": "revenue_rolling",
    "margin": "gross_margin",
    "margin_target": "portfolio_margin_target",
    "margin_variance": "portfolio_margin_variance",
    "margin_rolling": "margin_rolling",
    "profit": "account_profit",
    "profit_rolling": "profit_rolling",
    "receivables": "receivables",
    "overdue": "index_overdue",
    "overdue_long": "portfolio_overdue_long",
    "gross_value": "gross_value",
    "asset_value": "index_asset_value",
    "at_risk": "at_risk",
    "exposure": "risk_exposure",
    "open_potential": "portfolio_open_potential",
    "pipeline_open": "pipeline_open",
    "pipeline_weighted": "pipeline_weighted",
    "value_delivered": "value_delivered",
    "value_confirmed": "portfolio_value_confirmed",
    "open_actions": "portfolio_open_actions",
}
# What stands beside the tiles: how many accounts there are, and the totals that the tiles don't show.
OTHERS = ("revenue_rolling", "profit_rolling", "pipeline_weighted", "open_potential", "exposure", "value_delivered",
          "value_confirmed", "open_actions")  # fmt: skip
BESIDE = {"built_count": "index_accounts", "healthy_count": "index_healthy", **{name: TOTALS[name] for name in OTHERS}}


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
    return _built_line(figures)


def _built_line(figures: Figures) -> Finding:
    names = tuple(line["name"] for line in first(figures["portfolio.not_built"], NAMED))
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


@block("portfolio.totals_table", "What else is known of all accounts together, with the last portfolio pack beside it")
def totals_table(figures: Figures) -> Block:
    """List how many accounts there are, then the totals that the tiles don't show."""
    listed = (*figures["portfolio.counts"].lines, *figures["portfolio.reconciliation"].lines)
    lines = {line.name.rpartition(".")[2]: line for line in listed}
    compared = any(not line["before"].absent for line in lines.values())
    columns = (("total", "now"), ("before", "portfolio_last_pack"), ("change", "change"))[: 3 if compared else 1]
    heads = (
        Head(Label("portfolio_together"), width=2.2),
        *(Head(Label(label), Align.RIGHT) for _, label in columns),
    )
    rows = tuple(
        (cell(Label(BESIDE[name]), strong=True), *(_compared(lines[name], part) for part, _ in columns))
        for name in BESIDE
        if name in lines
    )
    return Table(heads, rows, _built_line(figures), Label("index_no_accounts"))


def _compared(line: Line, part: str) -> Entry:
    """A total, then or now, or its change with its sign."""
    is_count = part == "change" and line[part].unit is Unit.COUNT
    return cell(Finding("selection_signed", {"difference": line[part]}) if is_count else line[part])


@block("portfolio.not_built_table", "The accounts that are in no total: why, the last pack's quarter and revenue")
def not_built_table(figures: Figures) -> Block:
    """List the accounts that could not be built."""
    listed = figures["portfolio.not_built"]
    heads = (
        Head(Label("index_not_built"), width=1.6),
        Head(Label("why"), width=1.4),
        Head(Label("index_last_pack")),
        Head(Label("portfolio_last_revenue"), Align.RIGHT),
    )
    shown = 8
    rows = (
        (
            cell(line["name"], strong=True),
            cell(line["why"], tone=line["why"].tone),
            cell(line["last_period"]),
            cell(line["last_revenue"]),
        )
        for line in first(listed, shown)
    )
    return Table(heads, with_rest(rows, listed, shown), _built_line(figures), Label("portfolio_all_built"))
