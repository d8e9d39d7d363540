"""The quarterly report: key figures with live formulas over the tabs, the tabs, definitions and sources."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.blocks import Finding, Label
from pipeline.compose.report_tabs import TABS, said
from pipeline.compose.sources import cells_by_tab
from pipeline.figures import Figure, Figures
from pipeline.periods import Period
from pipeline.tabs import Key, Live, Report, figure_of
from pipeline.tags import Pages


def report(pages: Pages) -> Report:
    """Make the report of an account."""
    figures = pages.figures
    tabs = tuple(make(pages) for make in TABS)
    keys = tuple(_keys(figures, {grid.name for tab in tabs for grid in tab.grids if grid.height}))
    printed = tuple(figure for key in keys for figure in _figures(key))
    sources = tuple(source for figure in dict.fromkeys(printed) for source in cells_by_tab(figure))
    read = figures.facts.hashes
    return Report(
        title=Finding("report_title", {"name": figures["account.name"], "period": figures["account.period"]}),
        scope=Finding("report_scope", {name: figures[f"account.{name}"] for name in ("currency", "as_of", "edition")}),
        notice=figures["account.confidentiality"],
        keys=keys,
        findings=tuple(said(pages, f"{topic}.headline") for topic in FINDINGS),
        tabs=tabs,
        definitions=tuple(
            (figures[str(line.tag.value)], str(line.meaning.value)) for line in figures["account.definitions"].lines
        ),
        sources=sources,
        files=tuple((file, read[file]) for file in sorted({file for _, file, _, _ in sources}) if file in read),
    )


FINDINGS = (
    "finance", "scorecard", "value", "people", "goals", "actions", "risks", "growth", "assets", "health", "asks",
)  # fmt: skip


def _keys(figures: Figures, tables: set[str]) -> Iterator[Key]:
    """The lines of the summary; a formula stands where the table it reads is there and the figure has a value."""

    def live(name: str, formula: str, table: str = "Quarters") -> Figure | Live:
        figure = figures[name]
        return figure if figure.absent or table not in tables else Live(formula, figure)

    def in_quarter(name: str, column: str, quarter: Period) -> Figure | Live:
        return live(name, f'=INDEX(Quarters[{{{column}}}],MATCH("{quarter}",Quarters[{{quarter}}],0))')

    def over(name: str, column: str, quarters: tuple[Period, ...]) -> Figure | Live:
        span = f'(Quarters[{{quarter}}]>="{quarters[0]}")*(Quarters[{{quarter}}]<="{quarters[-1]}")'
        return live(name, f"=SUMPRODUCT({span},Quarters[{{{column}}}])")

    now = figures.facts.period
    before, rolling = now.back(4), now.rolling()
    f = figures
    yield Key(
        Label("revenue_of_quarter"),
        in_quarter("finance.revenue", "revenue", now),
        in_quarter("finance.revenue_target", "revenue_target", now),
        live("finance.revenue_variance", "=Revenue-RevenueTarget"),
        live("finance.revenue_variance_share", "=(Revenue-RevenueTarget)/RevenueTarget"),
        in_quarter("finance.revenue_year_before", "revenue", before),
        ("Quarters", "revenue"),
        ("Revenue", "RevenueTarget"),
    )
    yield Key(
        Label("gross_margin"),
        in_quarter("finance.margin", "gross_margin", now),
        f["finance.margin_target"],
        f["finance.margin_variance"],
        None,
        in_quarter("finance.margin_year_before", "gross_margin", before),
        ("Quarters", "gross_margin"),
        ("GrossMargin", ""),
    )
    yield Key(
        Label("gross_margin_share"),
        live("finance.margin_share", "=GrossMargin/Revenue"),
        None,
        None,
        None,
        in_quarter("finance.margin_share_year_before", "gross_margin_share", before),
        ("Quarters", "gross_margin_share"),
    )
    yield Key(
        Label("cost_to_serve"),
        in_quarter("finance.cost_to_serve", "cost_to_serve", now),
        before=in_quarter("finance.cost_to_serve_year_before", "cost_to_serve", before),
        trend=("Quarters", "cost_to_serve"),
    )
    yield Key(
        Label("account_profit"),
        in_quarter("finance.profit", "account_profit", now),
        before=in_quarter("finance.profit_year_before", "account_profit", before),
        trend=("Quarters", "account_profit"),
    )
    yield Key(Label("revenue_to_date"), over("finance.revenue_ytd", "revenue", now.to_date()))
    yield Key(
        Label("revenue_rolling"),
        over("finance.revenue_rolling", "revenue", rolling),
        before=over("finance.revenue_rolling_before", "revenue", before.rolling()),
    )
    yield Key(Label("margin_rolling"), over("finance.margin_rolling", "gross_margin", rolling))
    yield Key(Label("profit_rolling"), over("finance.profit_rolling", "account_profit", rolling))
    for name in ("wallet_share", "dso", "receivables", "overdue", "overdue_share", "nrr", "grr"):
        yield Key(Label(name), f[f"finance.{name}"])
    yield Key(Label("health_score"), f["health.score"])
    yield Key(Label("people_coverage"), f["people.coverage"])
    yield Key(Label("actions_on_time"), f["actions.on_time_share"])
    yield Key(Label("actions_overdue"), f["actions.overdue_count"])
    yield Key(Label("value_delivered"), f["value.delivered_year"])
    yield Key(Label("value_confirmed"), f["value.confirmed_share"])
    yield Key(Label("risk_exposure"), f["risks.exposure"])
    yield Key(Label("pipeline_open"), f["growth.pipeline_open"])
    yield Key(Label("pipeline_weighted"), f["growth.pipeline_weighted"])
    yield Key(Label("asset_value"), f["assets.asset_value"])
    yield Key(Label("completeness"), f["account.completeness"])


def _figures(key: Key) -> Iterator[Figure]:
    """The figures that a line of the summary prints."""
    for content in (key.value, key.target, key.variance, key.variance_share, key.before):
        if content is not None:
            yield figure_of(content)
