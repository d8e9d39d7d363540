"""Judges what the sheets declare of their dates, states and amounts: in order, not ahead, dated, not below zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from pipeline.catalogue.days import date_early, dates_odd, dates_order, day_ahead, day_far, state_undated
from pipeline.catalogue.sense import amount_negative
from pipeline.columns import Column, Dated, Order, Row
from pipeline.facts import Facts
from pipeline.kinds import Day
from pipeline.problems import Note, Place, Problem

YEARS_AHEAD, YEARS_BACK = 30, 60  # contracts and people's memories are shorter
YEAR = timedelta(days=365.25)


def declared(facts: Facts) -> Iterator[Problem | Note]:
    """What contradicts the declarations; like oddities of a column are one note, at the first of them."""
    for sheet, rows in facts.rows.items():
        if not rows:
            continue
        if sheet.orders:
            yield from _orders(sheet.orders, rows)
        for column in sheet.past:
            yield from _ahead(column, rows, facts.as_of)
        for dated in sheet.dated:
            yield from _states(dated, rows)
        for column in sheet.mostly_positive:
            yield from _negative(column, rows)
        for column in sheet.columns:
            if isinstance(column.kind, Day):
                yield from _far(column, rows, facts.as_of)


def _at(row: Row, column: Column[Any]) -> Place:
    return row.places[column.name]


def _orders(orders: Sequence[Order], rows: Sequence[Row]) -> Iterator[Problem | Note]:
    """Dates in the wrong order; one that is in doubt already is not held against a third."""
    odd: dict[Order, list[Row]] = {}
    for row in rows:
        values = row.values
        doubtful: set[str] = set()
        for order in orders:
            first, day = values.get(order.earlier.name), values.get(order.later.name)
            if first is None or day is None or day > first or (day == first and not order.apart):
                continue
            names = {order.earlier.name, order.later.name}
            if doubtful & names:
                continue
            doubtful |= names
            if order.sure:
                may_equal = not order.apart
                later, earlier = order.later.heading, order.earlier.heading
                yield dates_order.at(_at(row, order.later), later, day, earlier, first, may_equal=may_equal)
            else:
                odd.setdefault(order, []).append(row)
    for order, many in odd.items():
        row, others = many[0], len(many) - 1
        first, day = row.values[order.earlier.name], row.values[order.later.name]
        yield dates_odd.at(_at(row, order.later), order.later.heading, day, order.earlier.heading, first, others)


def _ahead(column: Column[date], rows: Sequence[Row], as_of: date) -> Iterator[Note]:
    """Days of what has happened that lie ahead."""
    name = column.name
    many = [row for row in rows if (day := row.values.get(name)) is not None and day > as_of]
    for row in many[:1]:
        yield day_ahead.at(_at(row, column), column.heading, row.values[name], as_of, len(many) - 1)


def _far(column: Column[date], rows: Sequence[Row], as_of: date) -> Iterator[Note]:
    """Days that nobody plans or remembers."""
    name, first, last = column.name, as_of - YEARS_BACK * YEAR, as_of + YEARS_AHEAD * YEAR
    days = [row.values[name] for row in rows if name in row.values]
    if not days or (first <= min(days) and max(days) <= last):
        return
    many = [row for row in rows if name in row.values and not first <= row.values[name] <= last]
    yield day_far.at(_at(many[0], column), column.heading, many[0].values[name], len(many) - 1)


def _states(dated: Dated, rows: Sequence[Row]) -> Iterator[Note]:
    """States that lack their day or name, and days that the state does not bear out."""
    state = dated.state
    for column in dated.by:
        lacking = [r for r in rows if r.values.get(state.name) in dated.words and column.name not in r.values]
        for row in lacking[:1]:
            word, others = row.values[state.name], len(lacking) - 1
            yield state_undated.at(_at(row, state), state.heading, word, column.heading, others)
        early = [r for r in rows if r.values.get(state.name) in dated.still and column.name in r.values]
        for row in early[:1]:
            word, day = row.values[state.name], row.values[column.name]
            yield date_early.at(_at(row, column), state.heading, word, column.heading, day, len(early) - 1)


def _negative(column: Column[float], rows: Sequence[Row]) -> Iterator[Note]:
    """Amounts below zero."""
    many = [row for row in rows if row.values.get(column.name, 0) < 0]
    for row in many[:1]:
        yield amount_negative.at(_at(row, column), column.heading, row.values[column.name], len(many) - 1)
