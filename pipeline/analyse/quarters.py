"""The account's money by fiscal quarter: each amount with the cells it came from, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from pipeline.analyse.amounts import Amount, less
from pipeline.analyse.sales import Sales, apart
from pipeline.columns import Column
from pipeline.figures import Answer, Case, Figure, found, missing
from pipeline.periods import Period
from pipeline.sheets.performance import Financial

TO_CONFIRM = "to confirm"
NOT_MEANINGFUL = "n/m"  # growth on a base of zero or below


class Quarters:
    """What Financials and Transactions say about each quarter.

    The quarter's own cell counts; revenue, and cost of sales if every line has its cost, come from the transactions
    where that cell is empty.
    """

    def __init__(self, rows: Iterable[Financial], sales_of: Mapping[str, Sales]) -> None:
        self.row_of, self.sales_of = {str(row.quarter): row for row in rows}, sales_of

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
    made: Quarters = case.shared(
        "quarters", lambda facts: Quarters(facts.of(Financial), apart(case, lambda sold: sold.quarter))
    )
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
