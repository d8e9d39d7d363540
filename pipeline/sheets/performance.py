"""performance.xlsx: quarterly figures, transactions, agreed measures, value delivered, pipeline and feedback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import fsum
from typing import Any

from pipeline.columns import Column, Component, Free, Key, Row, Shared, Wanted
from pipeline.facts import Facts
from pipeline.kinds import Choice, Day, Id, Long, Money, Names, Number, Percent, Quarter, Ref, Refs, Text, Whole, YesNo
from pipeline.problems import Problem

DECIMALS = 4  # finer than money is typed (some currencies have three), coarser than what adding floats leaves behind
TOLERANCE = 0.005  # a quarter's cell and its transactions may differ by half a percent


class Financial(Row):
    """A fiscal quarter of the account in money."""

    tab, book, component = "Financials", "performance", Component.FINANCE
    about = "Revenue, cost and targets by quarter; a quarter not yet ended may hold targets alone."
    minimum, shared = 4, Shared.ALL

    quarter = Key("Quarter", Quarter(), "Such as 2026-Q2.", example="2026-Q2", client=True)
    revenue = Wanted("Revenue", Money(), "Leave empty where Transactions hold it.", example=118_000, client=True)
    revenue_target = Wanted("Revenue target", Money(), "As agreed in the plan.", example=112_000)
    cost_of_sales = Wanted("Cost of sales", Money(), "What the delivered goods and services cost us.", example=64_000)
    margin_target = Free("Gross margin target", Money(), "Revenue less cost of sales, as planned.", example=50_000)
    cost_to_serve = Free("Cost to serve", Money(), "What looking after the account cost us.", example=14_000)
    category_spend = Free("Customer's category spend per year", Money(), "All the customer spends on what we could supply.", example=1_900_000)
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

    @staticmethod
    def overdue_is_within_receivables(facts: Facts) -> Iterator[Problem]:
        """The overdue bands together do not exceed the receivables."""
        for row in facts.of(Financial):
            overdue = sum(band or 0 for band in (row.overdue_30, row.overdue_60, row.overdue_90, row.overdue_more))
            if row.receivables is not None and overdue > row.receivables + 0.005:
                yield Problem(row.place(Financial.receivables)[0], f"Receivables are {row.receivables:,.0f}, but {overdue:,.0f} are overdue", "receivables that hold all overdue bands", "correct Receivables or the bands", "overdue-sum")

    @staticmethod
    def quarter_equals_its_transactions(facts: Facts) -> Iterator[Problem]:
        """Where a quarter's cell and its transactions both stand, they agree within half a percent."""
        lines = facts.once(invoiced)
        for row in facts.of(Financial):
            held = lines.get((row.quarter.year, row.quarter.quarter))
            other = held.revenue if held else None
            if row.revenue is not None and other is not None and abs(row.revenue - other) > TOLERANCE * max(abs(row.revenue), abs(other)):
                yield Problem(row.place(Financial.revenue)[0], f"Revenue of {row.quarter} is {row.revenue:,.0f}, but its transactions sum to {other:,.0f}", "two sums within 0.5 % of each other", "correct one of them, or leave the quarter's cell empty", "quarter-sum")

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
    """A quarter's invoice lines: their revenues, and whether some line lacks its revenue or cost."""

    revenues: list[float] = field(default_factory=list)
    lacks_revenue: bool = False
    lacks_cost: bool = False

    @cached_property
    def revenue(self) -> float | None:
        """The sum of the revenues; None where no line says its revenue."""
        return round(fsum(self.revenues), DECIMALS) if self.revenues else None


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
        held.lacks_cost = held.lacks_cost or "cost" not in values
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
            count = "1 line stands" if len(same) == 1 else f"{len(same)} lines stand"
            yield Problem(same[0].place(Transaction.day)[0], f"{count} in {first} too", "each invoice line in one file", "delete the lines from one of the two files", "line-twice")

    rules = (no_line_stands_in_two_files,)


class Measure(Row):
    """What success is, as both sides agreed."""

    tab, book, component = "Measures", "performance", Component.FINANCE
    about = "What success is, agreed by both sides, profit first."
    minimum, shared = 3, Shared.MARKED

    id = Key("Id", Id(), "Short and lasting, such as M1.", example="M1", client=True)
    measure = Key("Measure", Text(), "Its name.", example="Gate time per lorry", client=True)
    definition = Wanted("Definition", Long(), "How it is measured.", example="Minutes from gate to parking, monthly mean", client=True)
    unit = Wanted("Unit", Text(), "Its unit; “yes/no” for a success in words, with target 1.", example="minutes", client=True)
    direction = Wanted("Direction", Choice(("increase", "decrease")), "Which way is better.", example="decrease", client=True)
    area = Wanted("Area", Choice(("profit", "financial", "service", "satisfaction", "adoption", "relationship", "innovation", "joint initiatives", "sustainability")), "What it is about.", example="service", client=True)
    target = Wanted("Target", Number(), "What is agreed.", example=12, client=True)
    agreed_by_us = Wanted("Agreed by us", Text(), "Who agreed on our side.", example="Anna Keller", client=True)
    agreed_by_customer = Wanted("Agreed by customer", Text(), "Who agreed on theirs.", example="Ingrid Solberg", client=True)
    agreed_on = Wanted("Agreed on", Day(), "When both agreed.", example=date(2026, 1, 20), client=True)
    share = Free("Share with client", YesNo(), "Yes lets the client see it.", example="yes")
    green_from = Free("Green from", Number(), "The value from which it is green.", example=12, more=True)
    red_from = Free("Red from", Number(), "The value from which it is red.", example=16, more=True)
    owner = Free("Owner", Names(), "Who reports it.", example="Jonas Weber", client=True, more=True)
    due = Free("Due", Day(), "When the target is due.", example=date(2026, 12, 31), client=True, more=True)

    unique = (id,)


class Reading(Row):
    """A measure's value in a quarter."""

    tab, book, component = "Readings", "performance", Component.FINANCE
    about = "The agreed measures, quarter by quarter."
    minimum, shared = 1, Shared.FOLLOWS

    quarter = Key("Quarter", Quarter(), "Such as 2026-Q2.", example="2026-Q2", client=True)
    measure = Key("Measure", Ref(("Measures",)), "The measure's id.", example="M1", client=True)
    value = Wanted("Value", Number(), "What was measured.", example=13.5, client=True)
    source = Wanted("Source", Text(), "Where it was measured.", example="Gate log", client=True)
    responses = Free("Responses", Whole(0, 10_000_000), "How many answered, for a survey.", example=42, client=True, more=True)
    as_of_date = Free("As of", Day(), "The day it was drawn.", example=date(2026, 7, 2), client=True, more=True)
    comment = Free("Comment", Text(), "What to know about it.", example="Without the storm week", more=True)

    unique = (quarter, measure)

    def is_later(self, day: date) -> bool:
        """A reading of a quarter that has not begun."""
        return self.quarter.start > day


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
    value = Wanted("Value", Money(), "Revenue of the first 12 months.", example=240_000)
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
    wanted_when = (
        ((probability, expected_close, opened, owner), stage, ("qualified", "proposed", "negotiating", "won", "lost")),
        ((closed_on,), stage, ("won", "lost")),
    )


class Feedback(Row):
    """What somebody at the customer told us."""

    tab, book, component = "Feedback", "performance", Component.INTELLIGENCE
    about = "What the customer told us: surveys, interviews, complaints, praise."
    minimum = 1

    day = Key("Date", Day(), "When it was said.", example=date(2026, 5, 12))
    person = Free("Person", Ref(("People",)), "Who said it.", example="P1")
    kind = Wanted("Kind", Choice(("survey", "interview", "complaint", "praise", "meeting")), "How it came.", example="meeting")
    said = Key("What they said", Long(), "In their own words.", example="The gates work; the papers do not.")
    question = Free("Question", Choice(("satisfaction", "recommend", "other")), "What was asked, in a survey.", more=True)
    score = Free("Score", Number(), "The answer's number.", more=True)
    scale_min = Free("Scale min", Number(), "The scale's lowest number.", more=True)
    scale_max = Free("Scale max", Number(), "The scale's highest number.", more=True)
    best = Free("Best score", Choice(("high", "low")), "Which end of the scale is best.", more=True)
    theme = Free("Theme", Text(), "What it is about.", example="Freight papers", more=True)
    follow_up = Free("Follow-up", Ref(("Actions",)), "The action that follows.", example="A1", more=True)
