"""The portfolio's workbook: the totals in lines, one row an account, and every list that the deck shows a part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.blocks import Finding, Label
from pipeline.compose.portfolio import TOTALS
from pipeline.compose.portfolio_lists import LISTS
from pipeline.compose.portfolio_tabs import TABS
from pipeline.compose.report_tabs import said
from pipeline.figures import Figure, Figures
from pipeline.tabs import Key, Live, Report, figure_of
from pipeline.tags import Pages

FINDINGS = (
    "headline", "built_line", "check_headline", "accounts_headline", "meeting_headline", "asks_headline",
    "health_headline", "target_headline", "concentration_headline", "assets_headline", "contracts_headline",
    "threads_headline", "overdue_headline", "receivables_headline",
)  # fmt: skip
NAMED = 12  # accounts named as the source of a figure

# Totals that are the sums of a column: figure -> the column of a table.
SUMS = {
    "revenue": "Accounts[{revenue}]",
    "revenue_target": "Accounts[{revenue_target}]",
    "revenue_variance": "Accounts[{revenue_variance}]",
    "margin": "Accounts[{gross_margin}]",
    "profit": "AccountFigures[{account_profit}]",
    "revenue_rolling": "AccountFigures[{revenue_rolling}]",
    "asset_value": "AccountFigures[{expected_value}]",
    "at_risk": "AccountFigures[{at_risk}]",
    "exposure": "AccountFigures[{exposure}]",
    "receivables": "AccountFigures[{receivables}]",
    "overdue": "AccountFigures[{overdue}]",
    "overdue_long": "AccountFigures[{portfolio_overdue_long}]",
}
THREADS = "Accounts[{portfolio_single_thread}]"


def portfolio_report(pages: Pages) -> Report:
    """Make the portfolio's workbook."""
    figures = pages.figures
    keys = tuple(_keys(figures))
    printed = dict.fromkeys(figure for key in keys for figure in _figures(key))
    return Report(
        title=Finding("portfolio_report_title", {n: figures[f"portfolio.{n}"] for n in ("company", "period")}),
        scope=Finding("portfolio_report_scope", {n: figures[f"portfolio.{n}"] for n in ("currency", "as_of")}),
        notice=figures["portfolio.confidentiality"],
        keys=keys,
        findings=(*(said(pages, f"portfolio.{name}") for name in FINDINGS), said(pages, "programme.headline")),
        before="portfolio_last_pack",
        tabs=tuple(make(pages) for make in (*TABS, *LISTS)),
        definitions=tuple(
            (figures[str(line["tag"].value)], str(line["meaning"].value))
            for line in figures["portfolio.definitions"].lines
        ),
        sources=tuple(source for figure in printed for source in _sources(figure)),
    )


def _keys(figures: Figures) -> Iterator[Key]:
    """The lines of the summary; a formula stands where the accounts' table is there and the figure has a value."""
    any_accounts = bool(figures["portfolio.accounts"])
    green, amber = figures.settings.health_green, figures.settings.health_amber

    def live(name: str, formula: str) -> Figure | Live:
        figure = figures[f"portfolio.{name}"]
        return Live(formula, figure) if any_accounts and not figure.absent else figure

    def total(name: str) -> Figure | Live:
        return live(name, f"=SUM({SUMS[name]})") if name in SUMS else figures[f"portfolio.{name}"]

    def key(name: str) -> Key:
        return Key(Label(TOTALS[name]), total(name), before=_before(figures, name))

    health = "Accounts[{health}]"
    both = "SUMPRODUCT(--ISNUMBER(Accounts[{revenue_variance}]),Accounts[{revenue_target}])"
    yield Key(Label("portfolio_account_count"), figures["portfolio.account_count"])
    yield Key(Label("portfolio_built_count"), live("built_count", "=ROWS(Accounts[{account}])"))
    yield Key(
        Label("revenue_of_quarter"),
        total("revenue"),
        total("revenue_target"),
        total("revenue_variance"),
        live("revenue_variance_share", f"=SUM(Accounts[{{revenue_variance}}])/{both}"),
        _before(figures, "revenue"),
        names=("Revenue", "RevenueTarget"),
    )
    f = figures
    yield Key(
        Label("gross_margin"),
        total("margin"),
        f["portfolio.margin_target"],
        f["portfolio.margin_variance"],
        f["portfolio.margin_variance_share"],
        _before(figures, "margin"),
    )
    yield Key(Label("gross_margin_share"), f["portfolio.margin_share"])
    for name in ("profit", "revenue_ytd", "revenue_rolling", "margin_rolling", "profit_rolling"):
        yield key(name)
    yield Key(Label("index_healthy"), live("healthy_share", f'=COUNTIF({health},">={green:g}")/COUNT({health})'))
    yield Key(Label("portfolio_off_track"), live("unhealthy_count", f'=COUNTIF({health},"<{amber:g}")'))
    yield Key(Label("portfolio_healthy_revenue"), f["portfolio.healthy_revenue_share"])
    yield Key(Label("portfolio_single_threads"), live("single_thread_count", f'=COUNTIF({THREADS},"yes")'))
    yield Key(Label("portfolio_overdue_actions"), live("overdue_actions", "=SUM(Accounts[{index_overdue_actions}])"))
    for name in ("open_actions", "asset_value", "at_risk", "exposure", "receivables", "overdue", "overdue_long"):
        yield key(name)
    yield Key(Label("portfolio_top1"), f["portfolio.revenue_top1"])
    yield Key(Label("portfolio_top5"), f["portfolio.revenue_top5"])
    yield Key(Label("portfolio_hhi"), f["portfolio.revenue_hhi"])
    for name in ("pipeline_open", "pipeline_weighted", "open_potential", "value_delivered", "value_confirmed"):
        yield key(name)
    yield Key(Label("completeness"), f["portfolio.completeness"])
    yield Key(Label("portfolio_programme"), f["programme.score"])


def _before(figures: Figures, name: str) -> Figure | None:
    """What the last portfolio pack said of a total."""
    lines = figures["portfolio.reconciliation"].lines
    return next((line["before"] for line in lines if line.name.endswith(f".{name}")), None)


def _figures(key: Key) -> Iterator[Figure]:
    """The figures of a line of the summary."""
    for content in (key.value, key.target, key.variance, key.variance_share):
        if content is not None:
            yield figure_of(content)


def _sources(figure: Figure) -> Iterator[tuple[Figure, str, str, str]]:
    """The figures of the accounts' packs that a total was made of, a line each; few accounts are named."""
    held: dict[tuple[str, str], list[str]] = defaultdict(list)
    for place in figure.sources:
        account, _, file = place.file.rpartition("/")
        held[file or place.file, place.sheet].append(account or place.cell)
    for (file, sheet), accounts in held.items():
        listed = list(dict.fromkeys(account for account in accounts if account))
        yield figure, file, sheet, ", ".join(listed[:NAMED]) + (", …" if len(listed) > NAMED else "")
