"""Dates: dates of a row that can't all be right, and dates that look odd."""

from __future__ import annotations

from datetime import date

from pipeline.catalogue.entry import Sentences, also, note, problem


@problem("Dates in the wrong order")
def dates_order(later: str, day: date, earlier: str, first: date, *, may_equal: bool) -> Sentences:
    """Of two dates of a row, the one that comes later by its meaning lies before the other."""
    how, due = ("before", f"{earlier} or a day after it") if may_equal else ("not after", f"a day after {earlier}")
    return Sentences(f"{later} is {day}, {how} {earlier} {first}", due, "correct one of the two dates")


@note("Dates in an odd order")
def dates_odd(later: str, day: date, earlier: str, first: date, others: int) -> str:
    """Of two dates of a row, the one that mostly comes later lies before the other. It may be so; often one of the two
    was not brought up to date."""
    return f"{later} is {day}, before {earlier} {first}{also(others)}"


@note("Something done lies ahead")
def day_ahead(heading: str, day: date, as_of: date, others: int) -> str:
    """A date of what has happened (done, closed, reviewed, agreed) lies after the day that the pack is about."""
    return f"{heading} is {day}, which lies after {as_of}{also(others)}"


@note("A date is far away")
def day_far(heading: str, day: date, others: int) -> str:
    """A date lies more than 30 years ahead or 60 years back; mostly two figures of the year are swapped."""
    return f"{heading} is {day}{also(others)}: is the year meant?"


@note("A state without its date")
def state_undated(state: str, word: str, lacking: str, others: int) -> str:
    """A row says that something is done, closed, decided, agreed or confirmed, but not when or by whom."""
    return f"{state} is {word}, but {lacking} is empty{also(others)}"


@note("A date without its state")
def date_early(state: str, word: str, heading: str, day: date, others: int) -> str:
    """A row gives the day on which something was done or closed, but says that it still stands open."""
    return f"{heading} is {day}, but {state} is {word}{also(others)}"
