"""The blocks and findings of topic finance: the result, its trend, what stayed, and what was restated."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Chart, Entry, Finding, Head, Label, Role, Series, Shape, Table
from pipeline.figures import Figure, Figures
from pipeline.tags import block, finding

TREND = 8  # quarters on the chart
BLANK = Entry(())  # what a row can't have, such as a target of cost to serve


def _all(figures: Figures, *names: str) -> dict[str, Figure]:
    """Figures of this topic under the names that a macro knows them by."""
    return {name: figures[f"finance.{name}"] for name in names}


def _headline(figures: Figures) -> Finding:
    return Finding(
        "finance_headline",
        _all(
            figures, "revenue", "revenue_target", "revenue_variance", "revenue_variance_share", "revenue_growth",
            "margin_share", "margin_share_change", "quarter",
        ),
    )  # fmt: skip


@finding("finance.headline", "Revenue against plan and the gross margin, in one sentence")
def headline(figures: Figures) -> Finding:
    """Say how the quarter went."""
    return _headline(figures)


@finding("finance.trend_headline", "How revenue moved against a year before and over four quarters")
def trend_headline(figures: Figures) -> Finding:
    """Say where revenue is going."""
    return _trend(figures)


def _trend(figures: Figures) -> Finding:
    return Finding(
        "finance_trend_headline",
        _all(
            figures, "revenue", "revenue_growth", "revenue_rolling", "revenue_rolling_growth", "quarter",
            "quarter_year_before",
        ),
    )  # fmt: skip


@finding("finance.wallet_line", "Our share of the customer's spend, with the spend's source and date")
def wallet_line(figures: Figures) -> Finding:
    """Say how much of the spend is ours."""
    return Finding("finance_wallet_line", _all(figures, "wallet_share", "category_spend", "spend_source", "spend_date"))


@finding("finance.retention_line", "How much of last year's revenue stayed, net and gross")
def retention_line(figures: Figures) -> Finding:
    """Say what stayed, and call it NRR and GRR only where it is recurring revenue."""
    return Finding("finance_retention_line", _all(figures, "nrr", "grr", "retention_basis"))


@finding("finance.restated_line", "Past quarters that now differ from the last pack")
def restated_line(figures: Figures) -> Finding:
    """Say what was restated, with both values."""
    return _restated(figures)


def _restated(figures: Figures) -> Finding:
    listed = figures["finance.restated"]
    first = listed.lines[0] if listed.lines else None
    return Finding(
        "finance_restated_line",
        {
            "count": figures["finance.restated_count"],
            "quarter": first.quarter if first else None,
            "what": Label(WORDS[str(first.what.value)]) if first else None,
            "before": first.before if first else None,
            "now": first.now if first else None,
        },
    )


WORDS = {
    "revenue": "revenue", "cost_of_sales": "cost_of_sales", "margin": "gross_margin", "cost_to_serve": "cost_to_serve",
    "profit": "account_profit", "recurring": "recurring_revenue", "receivables": "receivables",
}  # fmt: skip


@block("finance.restated_table", "Amounts of past quarters that now differ from the last pack, with both values")
def restated_table(figures: Figures) -> Block:
    """Show each restated amount."""
    return Table(
        (
            Head(Label("quarter")), Head(Label("what"), width=1.5), Head(Label("last_pack"), Align.RIGHT),
            Head(Label("now"), Align.RIGHT), Head(Label("change"), Align.RIGHT),
        ),
        tuple(
            (
                Entry((item.quarter,)), Entry((Label(WORDS[str(item.what.value)]),)), Entry((item.before,)),
                Entry((item.now,)), Entry((item.change,)),
            )
            for item in figures["finance.restated"].lines
        ),
        _restated(figures),
        Label("nothing_restated"),
    )  # fmt: skip


@block("finance.trend_chart", "Revenue of the last eight quarters against target")
def trend_chart(figures: Figures) -> Block:
    """Draw revenue as columns and the target as a line."""
    return revenue_trend(figures)


def revenue_trend(figures: Figures) -> Chart:
    """Revenue of the last eight quarters, with its target where anybody made one."""
    shown = figures["finance.quarters"].lines[-TREND:]
    series = [Series(Label("revenue"), tuple(line.revenue for line in shown), Role.ACTUAL)]
    if any(not line.revenue_target.absent for line in shown):
        series.append(Series(Label("revenue_target"), tuple(line.revenue_target for line in shown), Role.PLAN))
    known = any(not figure.absent for one in series for figure in one.values)
    return Chart(
        Shape.COLUMNS,
        tuple(line.quarter for line in shown) if known else (),
        tuple(series) if known else (),
        _trend(figures),
        Label("no_quarters"),
    )


@block(
    "finance.table", "Revenue, gross margin and account profit: quarter, target, variance, year before, four quarters"
)
def table(figures: Figures) -> Block:
    """Put the result beside what it is compared with."""
    f = figures
    margin_label = "gross_margin_before_cost_to_serve" if f["finance.profit"].absent else "gross_margin"
    rows = (
        _result(f, "revenue", "revenue", strong=True),
        _result(f, margin_label, "margin", strong=True),
        (
            Entry((Label("gross_margin_share"),)),
            _share(f["finance.margin_share"]),
            _share(f["finance.margin_share_target"]),
            Entry((f["finance.margin_share_variance"],), f["finance.margin_variance"].tone),
            BLANK,
            _share(f["finance.margin_share_year_before"]),
            _share(f["finance.margin_share_ytd"]),
            _share(f["finance.margin_share_rolling"]),
        ),
        _unplanned(f, "cost_to_serve", "cost_to_serve"),
        _unplanned(f, "account_profit", "profit", strong=True),
    )
    numbers = ("target", "variance", "variance_share", "year_before", "year_to_date", "rolling")
    heads = (
        Head(Label("what"), width=1.6),
        Head(f["finance.quarter"], Align.RIGHT),
        *(Head(Label(key), Align.RIGHT) for key in numbers),
    )
    return Table(heads, rows, _headline(figures), Label("no_quarters"))


def _share(share: Figure) -> Entry:
    """A margin as a share, with the decimal that its change in points has."""
    return Entry((Finding("finance_margin_share", {"share": share}),))


def _result(figures: Figures, label: str, name: str, *, strong: bool = False) -> tuple[Entry, ...]:
    """A row of the table that has a target."""
    variance = figures[f"finance.{name}_variance"]
    return (
        Entry((Label(label),), strong=strong),
        Entry((figures[f"finance.{name}"],), strong=strong),
        Entry((figures[f"finance.{name}_target"],)),
        Entry((variance,), variance.tone),
        Entry((figures[f"finance.{name}_variance_share"],), variance.tone),
        Entry((figures[f"finance.{name}_year_before"],)),
        Entry((figures[f"finance.{name}_ytd"],)),
        Entry((figures[f"finance.{name}_rolling"],)),
    )


def _unplanned(figures: Figures, label: str, name: str, *, strong: bool = False) -> tuple[Entry, ...]:
    """A row of the table that nobody plans a target for."""
    return (
        Entry((Label(label),), strong=strong),
        Entry((figures[f"finance.{name}"],), strong=strong),
        BLANK,
        BLANK,
        BLANK,
        *(Entry((figures[f"finance.{name}{ending}"],)) for ending in ("_year_before", "_ytd", "_rolling")),
    )
