"""What the account's invoice lines sum to: by quarter, by product, or any other choice of them, with their cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, cached_property, partial
from math import fsum
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.analyse.amounts import Amount, less
from pipeline.columns import Column
from pipeline.facts import Facts
from pipeline.figures import Case
from pipeline.problems import Place
from pipeline.sheets.performance import DECIMALS, Transaction

if TYPE_CHECKING:
    from pipeline.analyse.invoices import Invoices

LINES: tuple[Column[Any], ...] = (
    Transaction.day, Transaction.product, Transaction.unit, Transaction.revenue_type, Transaction.revenue,
    Transaction.cost,
)  # fmt: skip


class Sold(NamedTuple):
    """Invoice lines that are alike in quarter, product, unit and revenue type: their sums, and how many lack what."""

    quarter: str
    product: str
    unit: str | None
    revenue_type: str | None
    revenue: float
    cost: float
    lines: int
    without_revenue: int
    without_cost: int
    named: tuple[Place, ...]  # the product's cell in the first of the lines


class Held(NamedTuple):
    """Cells that were looked at; `note` says how many counted where these are the ranges they were picked from."""

    places: tuple[Place, ...] = ()
    note: str = ""


class Sales:
    """Some invoice lines, such as a product's in a quarter.

    A product's lines are picked from all lines of the quarter, so these are the cells that its sums come from.
    """

    def __init__(self, sold: Iterable[Sold] = (), held: Callable[[Column[float]], Held] = lambda _: Held()) -> None:
        self.sold, self._held = tuple(sold), held

    def __bool__(self) -> bool:
        return bool(self.sold)

    @cached_property
    def revenue(self) -> Amount:
        """The revenue of the lines; none where a line lacks it."""
        lacking = sum(sold.without_revenue for sold in self.sold)
        return self._amount(Transaction.revenue, lacking, (sold.revenue for sold in self.sold))

    @cached_property
    def revenue_given(self) -> Amount:
        """The revenue of those of the lines that say it."""
        if all(sold.without_revenue == sold.lines for sold in self.sold):
            return Amount(None, (), "no transaction says its revenue")
        return self._amount(Transaction.revenue, 0, (sold.revenue for sold in self.sold))

    @cached_property
    def cost(self) -> Amount:
        """The cost of the lines; none where a line lacks it."""
        lacking = sum(sold.without_cost for sold in self.sold)
        return self._amount(Transaction.cost, lacking, (sold.cost for sold in self.sold))

    @cached_property
    def margin(self) -> Amount:
        """The revenue of the lines less their cost."""
        return less(self.revenue, self.cost)

    @cached_property
    def by_product(self) -> dict[str, Sales]:
        """The same lines apart by product, in the order of the products' names."""
        apart: dict[str, list[Sold]] = defaultdict(list)
        for sold in self.sold:
            apart[sold.product].append(sold)
        return {product: Sales(apart[product], self._held) for product in sorted(apart)}

    def _amount(self, column: Column[float], lacking: int, sums: Iterable[float]) -> Amount:
        places, note = self._held(column)
        if lacking:
            lines = sum(sold.lines for sold in self.sold)
            return Amount(None, places, f"{lacking} of {lines} transactions have no {column.heading.lower()}", note)
        return Amount(added(sums), places, "", note)


def added(sums: Iterable[float]) -> float:
    """The sum of sums, to the decimals of money."""
    return round(fsum(sums), DECIMALS)


def apart(case: Case, of: Callable[[Sold], str | None]) -> dict[str, Sales]:
    """The account's invoice lines by what `of` calls them; lines that it calls None are left out."""
    invoices: Invoices | None = case.shared("invoices", _framed)
    if invoices is None:
        return {}
    groups: dict[str, list[Sold]] = defaultdict(list)
    for sold in invoices.sold:
        word = of(sold)
        if word is not None:
            groups[word].append(sold)
    held = cache(partial(invoices.held, of=of))  # the cells of all groups are found together, when first asked for
    return {word: Sales(sold, partial(_of, held, word)) for word, sold in groups.items()}


def _of(held: Callable[[Column[float]], dict[str, Held]], word: str, column: Column[float]) -> Held:
    return held(column)[word]


def _framed(facts: Facts) -> Invoices | None:
    """The invoice lines as a frame, None where there is no line."""
    if not facts.of(Transaction):
        return None
    from pipeline.analyse.invoices import Invoices  # loads pandas, which accounts without invoice lines do without

    return Invoices(facts)
