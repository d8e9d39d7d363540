"""Shapes twelve quarters of revenue after real public spending, and makes an account's financials and invoice lines of them.

The shape is real: what one cloud supplier invoiced to a British public body by calendar quarter, from the government's
published G-Cloud sales (`gcloud_quarters.csv`; a quarter in which nothing was published is passed over). The series,
four to eight calendar quarters long, is stretched over the twelve quarters 2023-Q4 to 2026-Q3 by straight lines between its
published points. Each value is then divided by the series' highest and raised to a power below one, the account's
*damping*, because a body that began with a few hundred pounds grew faster than any settled customer does; the twelve are
scaled so that the last four sum to the account's yearly revenue, and rounded to 10 pounds. Targets are the revenue of the
same quarter a year before times one plus the account's planned growth (in the first year 98 % of revenue).
Margins, costs, receivables, products and everything else about the accounts are fictional.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.periods import Period
from tests.examples.notation import Cells

PUBLISHED = Path(__file__).with_name("gcloud_quarters.csv")
FIRST, COUNT = Period(2023, 4), 12
QUARTERS = tuple(FIRST.back(-n) for n in range(COUNT))
NEXT = FIRST.back(-COUNT)


@cache
def published(body: str) -> tuple[tuple[Period, float], ...]:
    """A public body's quarters, oldest first."""
    with PUBLISHED.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return tuple((Period.parse(row["quarter"]), float(row["revenue"])) for row in rows if row["body"] == body)


def shaped(body: str, yearly: float, damping: float) -> tuple[int, ...]:
    """Twelve quarters' revenue in the body's shape, the last four summing to about `yearly`."""
    points = published(body)
    first = points[0][0]
    at = [(p.year - first.year) * 4 + p.quarter - first.quarter for p, _ in points]
    highest = max(amount for _, amount in points)
    shape = []
    for n in range(COUNT):
        where = n * at[-1] / (COUNT - 1)
        right = next(i for i, x in enumerate(at) if x >= where - 1e-9 and i > 0)
        along = (where - at[right - 1]) / (at[right] - at[right - 1])
        amount = points[right - 1][1] + along * (points[right][1] - points[right - 1][1])
        shape.append((amount / highest) ** damping)
    scale = yearly / sum(shape[-4:])
    return tuple(round(value * scale / 10) * 10 for value in shape)


@dataclass(frozen=True)
class Money:
    """An account's money over the twelve quarters; a pair runs in a straight line from the first quarter to the last.

    `margin` and `serve` are shares of revenue, `days` the days of sales outstanding, `overdue` the shares of the
    receivables in the four bands by quarter end (the newest quarters; none before them), `spend` what the customer
    spends a year on what we could supply (first and last), `known` how many of the newest quarters have cost to serve,
    spend and receivables filled in.
    """

    body: str
    yearly: float
    damping: float
    growth: float
    margin: tuple[float, float]
    margin_target: float
    serve: tuple[float, float]
    days: tuple[float, float]
    overdue: tuple[tuple[float, float, float, float], ...]
    spend: tuple[float, float]
    spend_source: str
    recurring: float
    known: int = COUNT

    @property
    def revenue(self) -> tuple[int, ...]:
        """Revenue by quarter."""
        return shaped(self.body, self.yearly, self.damping)

    def target(self, n: int) -> int:
        """The revenue target of the n-th quarter; the thirteenth is the one not yet ended."""
        revenue = self.revenue
        base = revenue[n] * 0.98 if n < 4 else revenue[n - 4] * (1 + self.growth)
        return round(base / 1000) * 1000

    def cost(self, n: int) -> int:
        """Cost of sales of the n-th quarter."""
        return round(self.revenue[n] * (1 - _between(self.margin, n)))


def _between(ends: tuple[float, float], n: int) -> float:
    """The n-th of twelve values on a straight line."""
    return ends[0] + (ends[1] - ends[0]) * n / (COUNT - 1)


def financials(money: Money, *, invoiced: bool = False) -> list[Cells]:
    """The Financials rows; revenue and cost stay empty where invoice lines hold them. The next quarter has targets alone."""
    rows = []
    for n, quarter in enumerate(QUARTERS):
        row: Cells = {"quarter": str(quarter)}
        if not invoiced:
            row |= {"revenue": money.revenue[n], "cost_of_sales": money.cost(n)}
        row |= _targets(money, n)
        if n >= COUNT - money.known:
            row |= _balance(money, n, quarter)
        rows.append(row)
    return [*rows, {"quarter": str(NEXT), **_targets(money, COUNT)}]


def _targets(money: Money, n: int) -> Cells:
    """What is planned for a quarter."""
    target = money.target(n)
    return {"revenue_target": target, "margin_target": round(target * money.margin_target / 1000) * 1000}


def _balance(money: Money, n: int, quarter: Period) -> Cells:
    """What finance draws at the quarter's end."""
    revenue = money.revenue[n]
    receivables = round(revenue * _between(money.days, n) / quarter.days / 100) * 100
    drawn = Period.parse(str(quarter)).back(-1).start
    row: Cells = {
        "cost_to_serve": round(revenue * _between(money.serve, n) / 100) * 100,
        "recurring": round(revenue * 4 * money.recurring / 1000) * 1000,
        "receivables": receivables,
        "credit_sales": revenue,
        "source": f"Finance, close of {quarter}",
        "as_of_date": drawn.replace(day=9),
    }
    bands = COUNT - len(money.overdue)
    shares = money.overdue[n - bands] if n >= bands else (0.0, 0.0, 0.0, 0.0)
    for name, share in zip(("overdue_30", "overdue_60", "overdue_90", "overdue_more"), shares, strict=True):
        row[name] = round(receivables * share / 100) * 100
    if money.spend[0]:
        row["category_spend"] = round(_between(money.spend, n) / 10_000) * 10_000
        row["spend_source"] = money.spend_source
    return row


@dataclass(frozen=True)
class Product:
    """A product line of the invoices: who buys it, its weight in the first and last quarter, its cost as a share.

    Sold from the `start`-th to the `stop`-th quarter. A one-off is invoiced at the quarter's end, a recurring product monthly.
    """

    name: str
    unit: str
    weight: tuple[float, float]
    cost: float
    start: int = 0
    stop: int = COUNT
    one_off: bool = False


def invoices(money: Money, products: Sequence[Product]) -> list[Cells]:
    """Monthly invoice lines that make the quarters' revenue and cost to the pound."""
    lines: list[Cells] = []
    for n, quarter in enumerate(QUARTERS):
        sold = [product for product in products if product.start <= n < product.stop]
        revenue = _split(money.revenue[n], [_between(product.weight, n) for product in sold])
        raw = [amount * product.cost for amount, product in zip(revenue, sold, strict=True)]
        cost = _split(money.cost(n), raw)
        for product, amount, spent in zip(sold, revenue, cost, strict=True):
            months = [2] if product.one_off else [0, 1, 2]
            amounts, costs = _split(amount, [1.0] * len(months)), _split(spent, [1.0] * len(months))
            for month, part, part_cost in zip(months, amounts, costs, strict=True):
                lines.append(_line(product, _month_end(quarter, month), part, part_cost))
    return sorted(lines, key=lambda line: line["day"])


def _line(product: Product, day: date, revenue: int, cost: int) -> Cells:
    """One invoice line."""
    kind = "one-off" if product.one_off else "recurring"
    cells: dict[str, Any] = {"day": day, "product": product.name, "revenue": revenue, "cost": cost}
    return {**cells, "unit": product.unit, "revenue_type": kind}


def _month_end(quarter: Period, month: int) -> date:
    """The last day of a month of the quarter."""
    start = quarter.start
    following = start.month + month + 1
    year, index = divmod(following - 1, 12)
    return date.fromordinal(date(start.year + year, index + 1, 1).toordinal() - 1)


def _split(total: int, weights: Sequence[float]) -> list[int]:
    """Whole parts in proportion to the weights; the last takes what rounding leaves."""
    whole = sum(weights)
    parts = [round(total * weight / whole) for weight in weights[:-1]]
    return [*parts, total - sum(parts)]
