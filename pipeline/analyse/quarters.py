"""The account's money by fiscal quarter: each amount with the cells it came from, or the reason why there is none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from math import fsum

from pipeline.columns import Column, places
from pipeline.facts import Facts
from pipeline.figures import Answer, Case, Figure, Unit, found, missing
from pipeline.periods import Period
from pipeline.problems import Place
from pipeline.sheets.performance import Financial, Transaction

CENT = 0.005  # two amounts of money closer than this are the same
CELL = re.compile(r"([A-Z]+)(\d+)")
TO_CONFIRM = "to confirm"
NOT_MEANINGFUL = "n/m"  # growth on a base of zero or below


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money and the cells it came from; without a value it says why in `reason`."""

    value: float | None
    places: tuple[Place, ...] = ()
    reason: str = ""

    def answer(self) -> Answer:
        """The amount as what a figure's function answers."""
        return missing(self.reason, self.places) if self.value is None else found(self.value, self.places)

    def figure(self) -> Figure:
        """The amount as an unnamed figure, to be compared with others."""
        return Figure("", self.value, Unit.MONEY, "", self.places, None, self.reason)


def summed(parts: Iterable[Amount]) -> Amount:
    """The sum of the parts; none as soon as one part has no value, since a partial sum would pass for a whole."""
    listed = list(parts)
    cells = tuple(dict.fromkeys(place for part in listed for place in part.places))
    lacking = tuple(dict.fromkeys(part.reason for part in listed if part.value is None))
    if lacking:
        return Amount(None, cells, "; ".join(lacking))
    return Amount(fsum(part.value for part in listed if part.value is not None), cells)


def less(whole: Amount, part: Amount) -> Amount:
    """The first amount less the second."""
    negative = None if part.value is None else -part.value
    return summed((whole, Amount(negative, part.places, part.reason)))


def folded(cells: Iterable[Place]) -> tuple[Place, ...]:
    """Cells that follow each other downwards as ranges such as `C2:C180`: many invoice lines stay few sources."""
    ranges: list[Place] = []
    start, end, letters, number, following = Place(""), Place(""), "", 0, ""
    for place in cells:
        if place.cell == following and place[:2] == start[:2]:
            end, number = place, number + 1
        else:
            ranges.append(_range(start, end))
            start = end = place
            at = CELL.fullmatch(place.cell)
            letters, number = (at[1], int(at[2])) if at else ("", 0)
        following = f"{letters}{number + 1}"
    return tuple([*ranges, _range(start, end)][1:])


def _range(start: Place, end: Place) -> Place:
    return start if start == end else start._replace(cell=f"{start.cell}:{end.cell}")


class Sales:
    """Some invoice lines, such as a product's in a quarter.

    A product's lines are picked from all lines of the quarter, so these are the cells that its sums come from.
    """

    def __init__(self, rows: Iterable[Transaction] = (), picked_from: Sales | None = None) -> None:
        self.rows, self._picked_from = list(rows), picked_from

    def __bool__(self) -> bool:
        return bool(self.rows)

    @cached_property
    def revenue(self) -> Amount:
        """The revenue of the lines; none where a line lacks it."""
        return self._sum(Transaction.revenue, self.revenue_cells)

    @cached_property
    def cost(self) -> Amount:
        """The cost of the lines; none where a line lacks it."""
        return self._sum(Transaction.cost, self.cost_cells)

    @cached_property
    def margin(self) -> Amount:
        """The revenue of the lines less their cost."""
        return less(self.revenue, self.cost)

    @cached_property
    def revenue_cells(self) -> tuple[Place, ...]:
        """The revenue cells that are looked at."""
        return self._picked_from.revenue_cells if self._picked_from else folded(places(self.rows, Transaction.revenue))

    @cached_property
    def cost_cells(self) -> tuple[Place, ...]:
        """The cost cells that are looked at."""
        return self._picked_from.cost_cells if self._picked_from else folded(places(self.rows, Transaction.cost))

    @cached_property
    def by_product(self) -> dict[str, Sales]:
        """The same lines apart by product, in the order of the products' names."""
        apart: dict[str, list[Transaction]] = defaultdict(list)
        for row in self.rows:
            apart[row.product].append(row)
        return {product: Sales(apart[product], self) for product in sorted(apart)}

    def _sum(self, column: Column[float], cells: tuple[Place, ...]) -> Amount:
        values = [row.values.get(column.name) for row in self.rows]
        lacking = values.count(None)
        if lacking:
            reason = f"{lacking} of {len(values)} transactions have no {column.heading.lower()}"
            return Amount(None, cells, reason)
        return Amount(fsum(value for value in values if value is not None), cells)


class Quarters:
    """What Financials and Transactions say about each quarter.

    The quarter's own cell counts; revenue, and cost of sales if every line has its cost, come from the transactions
    where that cell is empty.
    """

    def __init__(self, facts: Facts) -> None:
        self.row_of = {str(row.quarter): row for row in facts.of(Financial)}
        by_quarter: dict[str, list[Transaction]] = defaultdict(list)
        names: dict[tuple[int, int], str] = {}  # a quarter holds whole months: one look-up a month, not one a line
        for line in facts.of(Transaction):
            month = (line.day.year, line.day.month)
            if month not in names:
                names[month] = str(Period.of(line.day, facts.period.first_month))
            by_quarter[names[month]].append(line)
        self.sales_of = {quarter: Sales(lines) for quarter, lines in by_quarter.items()}

    def knows(self, period: Period) -> bool:
        """Whether anything was given for the quarter."""
        return str(period) in self.row_of or str(period) in self.sales_of

    def sales(self, period: Period) -> Sales:
        """The quarter's transactions."""
        return self.sales_of.get(str(period), Sales())

    def cell(self, period: Period, column: Column[float]) -> Amount:
        """What the quarter's row says; a wanted cell that is empty is to confirm."""
        row = self.row_of.get(str(period))
        value = None if row is None else row.values.get(column.name)
        if row is not None and value is None and column.wanted:
            return Amount(None, row.place(column), TO_CONFIRM)
        if row is None or value is None:
            return Amount(None, (), f"no {_word(column)} given for {period}")
        return Amount(float(value), row.place(column))

    def revenue(self, period: Period) -> Amount:
        """Revenue of the quarter."""
        return self._cell_or_lines(period, Financial.revenue, self.sales(period).revenue)

    def cost_of_sales(self, period: Period) -> Amount:
        """Cost of sales of the quarter."""
        return self._cell_or_lines(period, Financial.cost_of_sales, self.sales(period).cost)

    def _cell_or_lines(self, period: Period, column: Column[float], lines: Amount) -> Amount:
        """The quarter's cell; where that is empty, the sum of its transactions, if any line says something."""
        cell = self.cell(period, column)
        if cell.value is not None or not lines.places:  # no line says anything of it
            return cell
        return replace(lines, reason=f"{lines.reason} in {period}" if lines.reason else "")

    def margin(self, period: Period) -> Amount:
        """Revenue less cost of sales."""
        return less(self.revenue(period), self.cost_of_sales(period))

    def cost_to_serve(self, period: Period) -> Amount:
        """What looking after the account cost us in the quarter."""
        return self.cell(period, Financial.cost_to_serve)

    def profit(self, period: Period) -> Amount:
        """Account profit: gross margin less cost to serve."""
        return less(self.margin(period), self.cost_to_serve(period))

    def revenue_target(self, period: Period) -> Amount:
        """Revenue as planned."""
        return self.cell(period, Financial.revenue_target)

    def margin_target(self, period: Period) -> Amount:
        """Gross margin as planned."""
        return self.cell(period, Financial.margin_target)


def _word(column: Column[float]) -> str:
    """A heading as it stands inside a sentence."""
    return column.heading[0].lower() + column.heading[1:]


def quarters(case: Case) -> Quarters:
    """The account's quarters, made once a case."""
    made: Quarters = case.shared("quarters", Quarters)
    return made


Measured = Callable[[Quarters, Period], Amount]


def difference(now: Figure, base: Figure) -> Answer:
    """One figure less another."""
    lacking = now if now.absent else base
    if lacking.absent:
        return missing(lacking.reason, now.sources + base.sources)
    return found(now.number - base.number, now.sources + base.sources)


def growth(now: Figure, base: Figure) -> Answer:
    """The change in percent; not meaningful on a base of zero or below."""
    lacking = now if now.absent else base
    if lacking.absent:
        return missing(lacking.reason, now.sources + base.sources)
    if base.number <= 0:
        return missing(NOT_MEANINGFUL, now.sources + base.sources)
    return found((now.number - base.number) / base.number, now.sources + base.sources)


def share(part: Figure, whole: Figure) -> Answer:
    """One figure as a share of another; not meaningful where that is zero or below."""
    lacking = part if part.absent else whole
    if lacking.absent:
        return missing(lacking.reason, part.sources + whole.sources)
    if whole.number <= 0:
        return missing(NOT_MEANINGFUL, part.sources + whole.sources)
    return found(part.number / whole.number, part.sources + whole.sources)
