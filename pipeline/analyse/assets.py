"""Values the account as an asset: three years of profit, with growth, and what is likely to stay of it."""

from __future__ import annotations

from pipeline.analyse import contracts
from pipeline.analyse.contracts import VALUED, kept, valued
from pipeline.analyse.finance import PROFIT_READS, REVENUE_READS
from pipeline.analyse.lines import line
from pipeline.columns import places
from pipeline.figures import Answer, Case, Unit, figure, found, missing
from pipeline.sheets.account import Contract

CONTRACTS = contracts.FIGURES  # the topic's figures that have a file of their own
YEARS = (1, 2, 3)
AFTER_SERVICE, BEFORE_SERVICE = "account profit", "gross margin, before cost to serve"


@figure(
    "assets.profit",
    Unit.MONEY,
    "The yearly profit that the asset value starts from",
    "rolling four-quarter account profit, or gross margin where cost to serve is missing",
    PROFIT_READS,
)
def profit(case: Case) -> Answer:
    """Which of the two it is, `assets.profit_basis` says."""
    after, before = case["finance.profit_rolling"], case["finance.margin_rolling"]
    if not after.absent:
        return found(after.number, after.sources)
    return missing(before.reason) if before.absent else found(before.number, before.sources)


@figure(
    "assets.profit_basis",
    Unit.TEXT,
    "Which profit the asset value starts from",
    "account profit, else gross margin, before cost to serve",
    PROFIT_READS,
)
def profit_basis(case: Case) -> Answer:
    """A gross margin is labelled so wherever the asset value stands."""
    base = case["assets.profit"]
    if base.absent:
        return missing(base.reason)
    after = not case["finance.profit_rolling"].absent
    return found(AFTER_SERVICE if after else BEFORE_SERVICE, base.sources)


@figure(
    "assets.growth_measured",
    Unit.CHANGE_PERCENT,
    "Growth of revenue, four quarters against the four before",
    "rolling four quarters / the four before - 1",
    REVENUE_READS,
)
def growth_measured(case: Case) -> Answer:
    """Absent with under eight quarters, or on a base of zero or below."""
    now, before = case["finance.revenue_rolling"], case["finance.revenue_rolling_before"]
    if now.absent or before.absent:
        return missing("fewer than eight quarters of revenue")
    if before.number <= 0:
        return missing("the four quarters before had no revenue", before.sources)
    return found(now.number / before.number - 1, (*now.sources, *before.sources))


@figure(
    "assets.growth_rate",
    Unit.CHANGE_PERCENT,
    "The yearly growth that the asset value counts with",
    "growth of revenue, four quarters against the four before, within +/-15 %; 0 where it can't be measured",
    REVENUE_READS,
)
def growth_rate(case: Case) -> Answer:
    """No growth is assumed that was not seen, and none that is out of the ordinary."""
    measured, cap = case["assets.growth_measured"], case.settings.growth_cap
    if measured.absent:
        return found(0.0, measured.sources)._replace(reason=measured.reason)
    return found(max(-cap, min(cap, measured.number)), measured.sources)


@figure(
    "assets.retention",
    Unit.PERCENT,
    "The share of revenue expected to stay a year",
    "(sum over current contracts of Annual value x rate of the renewal + uncovered rolling revenue x 0.85) / the "
    "larger of contract value and rolling revenue; secure 0.95, in talks 0.8, at risk 0.5, lost 0; a contract "
    "without a value, an end or a renewal state counts as uncovered",
    (*VALUED, *REVENUE_READS),
)
def retention(case: Case) -> Answer:
    """Contracts without a value, an end or a renewal state count as uncovered revenue."""
    revenue = case["finance.revenue_rolling"]
    if revenue.absent:
        return missing(revenue.reason)
    rows = valued(case)
    under_contract = sum(row.annual_value or 0.0 for row in rows)
    larger = max(under_contract, revenue.number)
    if larger <= 0:
        return missing("no revenue in the last four quarters and no current contract")
    uncovered = max(0.0, revenue.number - under_contract)
    stays = sum(kept(case, row) for row in rows) + uncovered * case.settings.retention_rates["uncovered"]
    return found(stays / larger, (*places(rows, Contract.annual_value, Contract.renewal), *revenue.sources))


@figure(
    "assets.years",
    Unit.LIST,
    "The three years of the asset value, gross and as expected to stay",
    "gross: P (1+g)^t / 1.1^t; expected: P (1+g)^t r^t / 1.1^t",
    (*PROFIT_READS, *VALUED),
)
def years(case: Case) -> Answer:
    """No lines where profit or retention is missing."""
    base, growth, stay = case["assets.profit"], case["assets.growth_rate"], case["assets.retention"]
    if base.absent or stay.absent:
        return missing(base.reason if base.absent else stay.reason)
    sources = (*base.sources, *growth.sources, *stay.sources)
    factor = (1 + growth.number) / (1 + case.settings.discount_rate)
    return found(
        tuple(
            line(case, f"assets.year.{t}", None, {
                "year": (Unit.COUNT, "years from now", found(t)),
                "gross": (Unit.MONEY, "P (1+g)^t / 1.1^t", found(base.number * factor**t, sources)),
                "expected": (Unit.MONEY, "P (1+g)^t r^t / 1.1^t",
                             found(base.number * (factor * stay.number) ** t, sources)),
            })
            for t in YEARS
        ),
        sources,
    )  # fmt: skip


def _total(case: Case, part: str) -> Answer:
    lines = case["assets.years"]
    if lines.absent:
        return missing(lines.reason)
    return found(sum(item[part].number for item in lines.lines), lines.sources)


@figure(
    "assets.gross_value",
    Unit.MONEY,
    "Three years of profit if everything stays",
    "sum over the years t = 1, 2, 3 of profit x (1 + growth)^t / 1.1^t",
    (*PROFIT_READS, *VALUED),
)
def gross_value(case: Case) -> Answer:
    """Today's worth of three years, discounted."""
    return _total(case, "gross")


@figure(
    "assets.asset_value",
    Unit.MONEY,
    "The account as an asset: three years of profit, as far as it is expected to stay",
    "sum over the years t = 1, 2, 3 of profit x (1 + growth)^t x (share expected to stay)^t / 1.1^t",
    (*PROFIT_READS, *VALUED),
)
def asset_value(case: Case) -> Answer:
    """Gross value less what is at risk."""
    return _total(case, "expected")


@figure(
    "assets.at_risk",
    Unit.MONEY,
    "The part of the gross value that is at risk",
    "gross value - asset value, where the gross value is above 0",
    (*PROFIT_READS, *VALUED),
)
def at_risk(case: Case) -> Answer:
    """Where there is no profit, there is none to lose."""
    gross, net = case["assets.gross_value"], case["assets.asset_value"]
    if gross.absent or net.absent:
        return missing(gross.reason or net.reason)
    if gross.number <= 0:
        return missing("the account makes no profit", gross.sources)
    return found(gross.number - net.number, gross.sources)


@figure(
    "assets.at_risk_share",
    Unit.PERCENT,
    "The share of the gross value that is at risk",
    "at risk / gross value",
    (*PROFIT_READS, *VALUED),
)
def at_risk_share(case: Case) -> Answer:
    """How much of the asset hangs on renewals."""
    lost, gross = case["assets.at_risk"], case["assets.gross_value"]
    if lost.absent:
        return missing(lost.reason, lost.sources)
    return found(lost.number / gross.number, lost.sources)
