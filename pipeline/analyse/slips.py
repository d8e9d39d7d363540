"""Counts how often a row's day was put off: from its first day over what each earlier pack said to today's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from pipeline.analyse.lines import Part
from pipeline.columns import Column, Row
from pipeline.figures import INTERNAL, Case, Unit, found, missing
from pipeline.theme import Tone
from pipeline.trail import past_of

SLIPS = "how often the day was put off: from the first day given to that of each earlier pack, and to today's"


def days_said(case: Case, row: Row, day: Column[date], first: Column[date] | None = None) -> tuple[date, ...]:
    """The days that were given for a row, each that differs from the one before, oldest first."""
    days: list[date] = []
    for said in _said(case, row, day, first):
        if not days or days[-1] != said:
            days.append(said)
    return tuple(days)


def _said(case: Case, row: Row, day: Column[date], first: Column[date] | None) -> Iterator[date]:
    if first is not None and row.values.get(first.name):
        yield row.values[first.name]
    for past in past_of(case.earlier, row):
        if day.name in past.cells:
            yield date.fromisoformat(past.cells[day.name])
    if row.values.get(day.name):
        yield row.values[day.name]


def times_put_off(case: Case, name: str, row: Row, day: Column[date], first: Column[date] | None = None) -> int:
    """How often a day was put off; `name` is the line's, under which the last pack kept its own count.

    That count holds where packs older than the last are lost, or were made before trails were carried.
    """
    counted = sum(after > before for before, after in pairwise(days_said(case, row, day, first)))
    known = case.earlier.figures.get(f"{name}.slips") if case.earlier else None
    if case.earlier is None or isinstance(known, bool) or not isinstance(known, int):
        return counted
    told = next((past.cells.get(day.name) for past in reversed(past_of(case.earlier, row))), None)
    now = row.values.get(day.name)
    return max(counted, known + int(told is not None and now is not None and now.isoformat() > told))


def slips_part(case: Case, name: str, row: Row, day: Column[date], first: Column[date] | None = None) -> Part:
    """The count as a line's figure; a client's view, which looks back on no pack, has none."""
    if case.forgets:
        return Unit.COUNT, SLIPS, missing(INTERNAL)
    times = times_put_off(case, name, row, day, first)
    at = row.place(day, first) if first is not None else row.place(day)
    return Unit.COUNT, SLIPS, found(times, at, Tone.WATCH if times else None)
