"""performance.xlsx: the measures of success that both sides agreed, and their readings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.catalogue.sense import thresholds_side, yes_no_reading, yes_no_target
from pipeline.columns import Component, Free, Key, Order, Row, Shared, Wanted
from pipeline.facts import Facts
from pipeline.kinds import Choice, Day, Id, Long, Names, Number, Quarter, Ref, Text, Whole, YesNo
from pipeline.problems import Problem

IN_WORDS = "yes/no"  # the unit of a success in words: 1 is yes


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
    orders = (Order(agreed_on, due, sure=False),)
    past = (agreed_on,)

    @staticmethod
    def green_is_better_than_red(facts: Facts) -> Iterator[Problem]:
        """Green begins on the side that is better."""
        for row in facts.of(Measure):
            if row.green_from is not None and row.red_from is not None:
                wrong = (row.direction == "increase" and row.green_from < row.red_from) or (row.direction == "decrease" and row.green_from > row.red_from)
                if wrong:
                    yield thresholds_side.at(row.place(Measure.green_from)[0], row.green_from, row.red_from, row.direction or "")

    @staticmethod
    def a_success_in_words_is_one(facts: Facts) -> Iterator[Problem]:
        """The target of a yes/no measure is 1, for yes."""
        for row in facts.of(Measure):
            if row.unit and row.unit.casefold() == IN_WORDS and row.target not in (None, 1):
                yield yes_no_target.at(row.place(Measure.target)[0], row.target or 0)

    rules = (green_is_better_than_red, a_success_in_words_is_one)


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
    past = (as_of_date,)

    @staticmethod
    def a_success_in_words_is_read_as_one_or_none(facts: Facts) -> Iterator[Problem]:
        """A reading of a yes/no measure is 1 or 0, for yes or no."""
        in_words = {row.id for row in facts.of(Measure) if row.unit and row.unit.casefold() == IN_WORDS}
        for row in facts.of(Reading):
            if row.measure in in_words and row.value not in (None, 0, 1):
                yield yes_no_reading.at(row.place(Reading.value)[0], row.value or 0, row.measure)

    rules = (a_success_in_words_is_read_as_one_or_none,)

    def is_later(self, day: date) -> bool:
        """A reading of a quarter that has not begun."""
        return self.quarter.start > day
