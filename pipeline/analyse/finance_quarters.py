"""The last twelve quarters side by side, and the past ones that now differ from what the last pack printed."""

from __future__ import annotations

from typing import Any

from pipeline.analyse.amounts import CENT, Amount
from pipeline.analyse.finance import MARGIN_READS, PROFIT_READS, REVENUE_READS
from pipeline.analyse.lines import Part, line
from pipeline.analyse.quarters import Quarters, difference, growth, quarters, share
from pipeline.columns import Column
from pipeline.figures import Answer, Case, Figure, Line, Unit, figure, found, missing
from pipeline.periods import Period
from pipeline.sheets.performance import Financial

Reads = tuple[Column[Any], ...]
SHOWN = 12
READS = (
    Financial.quarter, Financial.revenue, Financial.revenue_target, Financial.cost_of_sales, Financial.margin_target,
    Financial.cost_to_serve, Financial.recurring, Financial.receivables,
)  # fmt: skip
TARGETED = (*REVENUE_READS, Financial.revenue_target)
RESTATED = ("revenue", "cost_of_sales", "margin", "cost_to_serve", "profit", "recurring", "receivables")


@figure(
    "finance.quarters",
    Unit.LIST,
    "The last twelve quarters up to this one, oldest first: revenue, gross margin, account profit, targets",
    "each quarter from the first of the last twelve that anything is known of",
    (Financial.quarter,),
)
def last_quarters(case: Case) -> Answer:
    """Put the quarters side by side; one in between that nothing is known of stays, with absent figures."""
    known, period = quarters(case), case.facts.period
    span = [period.back(n) for n in range(SHOWN - 1, -1, -1)]
    first = next((n for n, quarter in enumerate(span) if known.knows(quarter)), None)
    if first is None:
        return missing("no quarter given in Financials")
    return found(tuple(_quarter(case, known, quarter) for quarter in span[first:]))


def _quarter(case: Case, known: Quarters, period: Period) -> Line:
    """One quarter's amounts, rates and variances."""
    name = f"finance.quarters.{period}"
    amounts: dict[str, tuple[str, Amount, Reads]] = {
        "revenue": ("revenue", known.revenue(period), REVENUE_READS),
        "revenue_target": ("revenue target", known.revenue_target(period), (Financial.revenue_target,)),
        "cost_of_sales": ("cost of sales", known.cost_of_sales(period), (Financial.cost_of_sales,)),
        "margin": ("revenue - cost of sales", known.margin(period), MARGIN_READS),
        "margin_target": ("gross margin target", known.margin_target(period), (Financial.margin_target,)),
        "cost_to_serve": ("cost to serve", known.cost_to_serve(period), (Financial.cost_to_serve,)),
        "profit": ("revenue - cost of sales - cost to serve", known.profit(period), PROFIT_READS),
        "recurring": ("recurring revenue per year", known.cell(period, Financial.recurring), (Financial.recurring,)),
        "receivables": ("receivables", known.cell(period, Financial.receivables), (Financial.receivables,)),
    }
    parts: dict[str, Part] = {
        part: (Unit.MONEY, words, amount.answer(), reads) for part, (words, amount, reads) in amounts.items()
    }
    of = {part: amount.figure() for part, (_, amount, _) in amounts.items()}
    row = known.row_of.get(str(period))
    parts |= {
        "quarter": (Unit.TEXT, "quarter", found(str(period), row.place(Financial.quarter) if row else ())),
        "revenue_variance": (
            Unit.CHANGE, "actual - target", difference(of["revenue"], of["revenue_target"]), TARGETED,
        ),
        "revenue_variance_share": (
            Unit.CHANGE_PERCENT, "(actual - target) / target", growth(of["revenue"], of["revenue_target"]), TARGETED,
        ),
        "margin_variance": (
            Unit.CHANGE, "actual - target", difference(of["margin"], of["margin_target"]),
            (*MARGIN_READS, Financial.margin_target),
        ),
        "margin_share": (Unit.PERCENT, "gross margin / revenue", share(of["margin"], of["revenue"]), MARGIN_READS),
    }  # fmt: skip
    return line(case, name, row, parts)


@figure(
    "finance.restated",
    Unit.LIST,
    "Amounts of past quarters that now differ from what the last pack said, with both values",
    "last twelve quarters before this one, where the amount is not what the last pack held",
    READS,
)
def restated(case: Case) -> Answer:
    """Compare each past quarter with the last pack's figures."""
    if case.earlier is None:
        return missing("no earlier pack to compare with")
    lines = []
    for quarter in case["finance.quarters"].lines:
        if quarter.quarter.value == str(case.facts.period):
            continue
        for what in RESTATED:
            now, printed = quarter[what], case.earlier.figures.get(f"{quarter.name}.{what}")
            if not isinstance(printed, int | float) or (not now.absent and abs(now.number - printed) < CENT):
                continue
            before = Figure(what, float(printed), Unit.MONEY)
            parts: dict[str, Part] = {
                "quarter": (Unit.TEXT, "quarter", found(str(quarter.quarter.value), quarter.quarter.sources)),
                "what": (Unit.TEXT, "the amount restated", found(what)),
                "before": (Unit.MONEY, "as the last pack held it", found(float(printed))),
                "now": (Unit.MONEY, now.formula, Answer(now.value, now.sources, None, now.reason)),
                "change": (Unit.CHANGE, "now - before", difference(now, before)),
            }
            lines.append(line(case, f"finance.restated.{quarter.quarter.value}.{what}", None, parts))
    return found(tuple(lines))


@figure(
    "finance.restated_count",
    Unit.COUNT,
    "How many amounts of past quarters differ from the last pack",
    "lines of finance.restated",
    READS,
)
def restated_count(case: Case) -> Answer:
    """Count the restated amounts."""
    listed = case["finance.restated"]
    return missing(listed.reason) if listed.absent else found(len(listed.lines))
