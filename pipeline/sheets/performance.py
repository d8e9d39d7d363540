"""performance.xlsx: quarterly figures, transactions, agreed measures, value delivered, pipeline and feedback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import fsum
from typing import Any

from pipeline.catalogue.rows import line_twice
from pipeline.catalogue.sense import overdue_sum, probability_stage, quarter_sum
from pipeline.columns import Column, Component, Dated, Free, Key, Order, Row, Shared, Wanted
from pipeline.facts import Facts
from pipeline.kinds import Choice, Day, Id, Money, Names, Number, Percent, Quarter, Ref, Refs, Text, YesNo
from pipeline.problems import Note, Problem
from pipeline.sheets.feedback import Feedback
from pipeline.sheets.scorecard import Measure, Reading

# All sheets of performance.xlsx, also those that are declared by themselves.
__all__ = ["Feedback", "Financial", "Measure", "Opportunity", "Reading", "Transaction", "Value", "invoiced"]

DECIMALS = 4  # finer than money is typed (some currencies have three), coarser than what adding floats leaves behind
TOLERANCE = 0.005  # a quarter's cell and its transactions may differ by half a percent


class Financial(Row):
    """A fiscal quarter of the account in money."""

    tab, book, component = "Financials", "performance", Component.FINANCE
    about = "Revenue, cost and targets by quarter; a quarter not yet ended may hold targets alone."
    minimum, shared = 4, Shared.ALL

    quarter = Key("Quarter", Quarter(), "Such as 2026-Q2.", example="2026-Q2", client=True)
    revenue = Wanted("Revenue", Money(), "Leave empty where Transactions hold it.", example=118_000, client=True)
    revenue_target = Wanted("Revenue target", Money(0), "As agreed in the plan.", example=112_000)
    cost_of_sales = Wanted("Cost of sales", Money(), "What the delivered goods and services cost us.", example=64_000)
    margin_target = Free("Gross margin target", Money(), "Revenue less cost of sales, as planned.", example=50_000)
    cost_to_serve = Free("Cost to serve", Money(), "What looking after the account cost us.", example=14_000)
    category_spend = Free("Customer's category spend per year", Money(0), "All the customer spends on what we could supply.", example=1_900_000)
    spend_source = Free("Spend source", Text(), "Where that figure comes from.", example="Procurement, May")
    recurring = Free("Recurring revenue per year", Money(), "At quarter end.", example=410_000, more=True)
    receivables = Free("Receivables", Money(), "At quarter end.", example=76_000, more=True)
    overdue_30 = Free("Overdue 1-30", Money(), "Receivables overdue by 1 to 30 days.", example=9_000, more=True)
    overdue_60 = Free("Overdue 31-60", Money(), "Receivables overdue by 31 to 60 days.", example=0, more=True)
    overdue_90 = Free("Overdue 61-90", Money(), "Receivables overdue by 61 to 90 days.", example=0, more=True)
    overdue_more = Free("Overdue over 90", Money(), "Receivables overdue by more than 90 days.", example=0, more=True)
    credit_sales = Free("Credit sales", Money(), "Sales on credit in the quarter.", example=118_000, more=True)
    source = Free("Source", Text(), "Where the figures come from.", example="Finance, July close", more=True)
    as_of_date = Free("As of", Day(), "The day the figures were drawn.", example=date(2026, 7, 8), more=True)

    unique = (quarter,)
    may_wait = (revenue, cost_of_sales)
    past = (as_of_date,)
    mostly_positive = (cost_of_sales, cost_to_serve, recurring, receivables, overdue_30, overdue_60, overdue_90, overdue_more, credit_sales)

    @staticmethod
    def overdue_is_within_receivables(facts: Facts) -> Iterator[Problem]:
        """The overdue bands together do not exceed the receivables."""
        for row in facts.of(Financial):
            overdue = sum(band or 0 for band in (row.overdue_30, row.overdue_60, row.overdue_90, row.overdue_more))
            if row.receivables is not None and overdue > max(row.receivables, 0) + 0.005:
                yield overdue_sum.at(row.place(Financial.receivables)[0], row.receivables, overdue)

    @staticmethod
    def quarter_equals_its_transactions(facts: Facts) -> Iterator[Problem]:
        """Where a quarter's cell and its transactions both stand, they agree within half a percent."""
        lines = facts.once(invoiced)
        for row in facts.of(Financial):
            held = lines.get((row.quarter.year, row.quarter.quarter))
            sums = ((Financial.revenue, held.revenue), (Financial.cost_of_sales, held.cost)) if held else ()
            for column, other in sums:
                own = row.values.get(column.name)
                if own is not None and other is not None and abs(own - other) > TOLERANCE * max(abs(own), abs(other)):
                    yield quarter_sum.at(row.place(column)[0], column.heading, str(row.quarter), own, other)

    rules = (overdue_is_within_receivables, quarter_equals_its_transactions)

    def wants(self, column: Column[Any], facts: Facts) -> bool:
        """Revenue and cost are wanted once the quarter has ended, unless its transactions hold them."""
        if column not in (Financial.revenue, Financial.cost_of_sales) or column.name in self.values:
            return super().wants(column, facts)
        if self.quarter.end > facts.as_of:
            return False
        held = facts.once(invoiced).get((self.quarter.year, self.quarter.quarter))
        return held is None or (held.lacks_revenue if column is Financial.revenue else held.lacks_cost)

    def is_later(self, day: date) -> bool:
        """A quarter that begins after a day may stand there with its targets alone."""
        results = (self.revenue, self.cost_of_sales, self.cost_to_serve, self.receivables, self.recurring)
        return self.quarter.start > day and any(result is not None for result in results)


@dataclass
class Invoiced:
    """A quarter's invoice lines: their revenues and costs, and whether some line lacks its revenue or cost."""

    revenues: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    lacks_revenue: bool = False
    lacks_cost: bool = False

    @cached_property
    def revenue(self) -> float | None:
        """The sum of the revenues; None where no line says its revenue."""
        return round(fsum(self.revenues), DECIMALS) if self.revenues else None

    @cached_property
    def cost(self) -> float | None:
        """The sum of the costs; None where some line does not say its cost."""
        return None if self.lacks_cost else round(fsum(self.costs), DECIMALS)


def invoiced(facts: Facts) -> dict[tuple[int, int], Invoiced]:
    """The invoice lines by year and quarter."""
    days: dict[date, Invoiced] = {}
    quarters: dict[tuple[int, int], Invoiced] = {}
    for line in facts.of(Transaction):
        values = line.values
        day = values["day"]
        held = days.get(day)
        if held is None:
            quarter = type(facts.period).of(day, facts.period.first_month)
            held = days[day] = quarters.setdefault((quarter.year, quarter.quarter), Invoiced())
        if "revenue" in values:
            held.revenues.append(values["revenue"])
        else:
            held.lacks_revenue = True
        if "cost" in values:
            held.costs.append(values["cost"])
        else:
            held.lacks_cost = True
    return quarters


class Transaction(Row):
    """An invoice line."""

    tab, book, component = "Transactions", "performance", Component.FINANCE
    about = "Invoice lines, where you have them; they then make the quarters' revenue."
    minimum = 0

    day = Key("Date", Day(), "Date of the invoice.", example=date(2026, 5, 31))
    product = Key("Product", Text(), "What was sold.", example="Ticketing")
    revenue = Wanted("Revenue", Money(), "Net; negative for a credit.", example=118_000)
    cost = Free("Cost", Money(), "Cost of sales of this line.", example=64_000)
    quantity = Free("Quantity", Number(), "How many.", example=1, more=True)
    unit = Free("Business unit", Text(), "Which unit of the customer bought.", example="Passenger", more=True)
    revenue_type = Free("Revenue type", Choice(("recurring", "one-off")), "Whether it comes again by contract.", example="recurring", more=True)

    @staticmethod
    def no_line_stands_in_two_files(facts: Facts) -> Iterator[Problem]:
        """The same invoice line in two files would count twice."""
        lines = facts.of(Transaction)
        if not lines or lines[0].file == lines[-1].file:  # rows come file by file
            return
        files: dict[tuple[tuple[str, Any], ...], str] = {}
        twice: dict[tuple[str, str], list[Transaction]] = {}
        for line in lines:
            first = files.setdefault(tuple(sorted(line.values.items())), line.file)
            if first != line.file:
                twice.setdefault((first, line.file), []).append(line)
        for (first, _), same in twice.items():
            yield line_twice.at(same[0].place(Transaction.day)[0], len(same), first)

    rules = (no_line_stands_in_two_files,)


class Value(Row):
    """An entry of the ledger of value delivered."""

    tab, book, component = "Value", "performance", Component.VALUE
    about = "What the customer gained by us, in money, and who confirmed it."
    minimum, shared = 1, Shared.MARKED

    id = Key("Id", Id(), "Short and lasting, such as V1.", example="V1", client=True)
    day = Key("Date", Day(), "The last day of the 12 months.", example=date(2026, 6, 30), client=True)
    initiative = Wanted("Initiative", Text(), "What brought it.", example="Gate control", client=True)
    strategy = Free("Strategy", Ref(("Strategy",)), "The answer it belongs to.", example="S1", client=True)
    type = Wanted("Type", Choice(("cost saving", "cost avoidance", "revenue", "productivity", "risk", "sustainability")), "What kind of value.", example="productivity", client=True)
    baseline = Wanted("Baseline", Text(), "What it is compared with.", example="Turnaround of 125 minutes in 2025", client=True)
    method = Wanted("Method", Text(), "How it was worked out.", example="Minutes saved x berth cost a minute", client=True)
    amount = Wanted("Amount", Money(), "Realised in the 12 months to Date.", example=96_000, client=True)
    state = Wanted("State", Choice(("expected", "claimed", "validated", "client confirmed", "disputed")), "Expected is hoped for, never delivered.", example="validated", client=True)
    confirmed_by = Free("Confirmed by", Text(), "Who confirmed it at the customer.", client=True)
    confirmed_on = Free("Confirmed on", Day(), "When.", client=True)
    overlaps = Free("Overlaps with", Refs(("Value",)), "Ids of entries that count the same gain.", client=True)
    share = Free("Share with client", YesNo(), "Yes lets the client see it.", example="yes")

    unique = (id,)
    orders = (Order(day, confirmed_on, sure=False),)
    past = (confirmed_on,)
    dated = (Dated(state, ("client confirmed",), (confirmed_by, confirmed_on)),)
    mostly_positive = (amount,)

    def is_later(self, day: date) -> bool:
        """Value that is expected lies ahead by its nature; all other is realised by its day."""
        return self.state != "expected" and super().is_later(day)


class Opportunity(Row):
    """A deal that may come."""

    tab, book, component = "Opportunities", "performance", Component.FINANCE
    about = "Deals in the pipeline: how much, how likely, by when."
    minimum = 1

    id = Key("Id", Id(), "Short and lasting, such as O1.", example="O1")
    opportunity = Wanted("Opportunity", Text(), "Its name.", example="Freight documents, phase 1")
    offering = Wanted("Offering", Text(), "What we would sell.", example="Freight documents")
    value = Wanted("Value", Money(0), "Revenue of the first 12 months.", example=240_000)
    stage = Wanted("Stage", Choice(("identified", "qualified", "proposed", "negotiating", "won", "lost")), "How far it is.", example="proposed")
    probability = Wanted("Probability", Percent(), "How likely it is.", example=0.5)
    expected_close = Wanted("Expected close", Day(), "When it should be decided.", example=date(2026, 10, 31))
    opened = Wanted("Opened", Day(), "When it was opened.", example=date(2026, 2, 20))
    owner = Wanted("Owner", Names(), "Who drives it.", example="Anna Keller")
    first_expected = Free("First expected close", Day(), "The first date it was expected by.", example=date(2026, 9, 30), more=True)
    closed_on = Free("Closed on", Day(), "When it was won or lost.", more=True)
    unit = Free("Business unit", Text(), "Which unit of the customer buys.", example="Freight", more=True)
    competitor = Free("Competitor", Text(), "Who else bids.", example="Baltic Docs", more=True)
    obstacle = Free("What stands in the way", Text(), "What must be cleared first.", example="Customs interface", more=True)
    lost_because = Free("Lost because", Text(), "Why it was lost.", more=True)

    unique = (id,)
    orders = (Order(opened, first_expected), Order(opened, expected_close), Order(opened, closed_on))
    past = (opened, closed_on)
    dated = (Dated(stage, (), (closed_on,), still=("identified", "qualified", "proposed", "negotiating")),)
    wanted_when = (
        ((probability, expected_close, opened, owner), stage, ("qualified", "proposed", "negotiating", "won", "lost")),
        ((closed_on,), stage, ("won", "lost")),
    )

    @staticmethod
    def closed_deals_are_certain(facts: Facts) -> Iterator[Note]:
        """A won deal is certain, a lost one impossible."""
        certain = {"won": 1.0, "lost": 0.0}
        odd = [(row, row.stage, row.probability) for row in facts.of(Opportunity) if row.stage in certain and row.probability not in (None, certain[row.stage])]
        for row, stage, probability in odd[:1]:
            yield probability_stage.at(row.place(Opportunity.probability)[0], stage, probability or 0, len(odd) - 1)

    rules = (closed_deals_are_certain,)
