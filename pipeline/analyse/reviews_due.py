"""Tells which reviews of the plan are due soon or overdue."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.analyse.lines import Part, line
from pipeline.facts import Facts
from pipeline.figures import Answer, Case, Unit, figure, found
from pipeline.sheets.account import Review
from pipeline.theme import Tone

DAYS_AHEAD = 30


def newest_of_each_type(facts: Facts) -> list[Review]:
    """The newest review of each type; of several on one day that with the earliest next one."""
    newest: dict[str, Review] = {}
    for row in sorted(facts.of(Review), key=lambda row: (row.day, -(row.next_review or date.max).toordinal())):
        newest[row.type] = row
    return list(newest.values())


@figure(
    "account.reviews_due",
    Unit.LIST,
    f"Reviews due in the next {DAYS_AHEAD} days or overdue, the first first",
    f"Next review, up to {DAYS_AHEAD} days from today, of the newest review of each type",
    (Review.day, Review.type, Review.next_review),
)
def reviews_due(case: Case) -> Answer:
    """A newer review of the same type settles an older one's next date."""
    until = case.facts.as_of + timedelta(days=DAYS_AHEAD)
    rows = [row for row in newest_of_each_type(case.facts) if row.next_review and row.next_review <= until]
    rows.sort(key=lambda row: (row.next_review, row.type))
    lines = []
    for row in rows:
        assert row.next_review
        days = (row.next_review - case.facts.as_of).days
        tone = Tone.BAD if days < 0 else Tone.WATCH
        parts: dict[str, Part] = {
            "due_in": (Unit.DAYS, "days to Next review", found(days, row.place(Review.next_review), tone))
        }
        lines.append(line(case, f"account.reviews_due.{row.type}", row, parts))
    return found(tuple(lines), (place for row in rows for place in row.place(Review.type, Review.next_review)))


@figure(
    "account.reviews_planned",
    Unit.LIST,
    "The next review of each type, the first first",
    "Next review of the newest review of each type",
    (Review.day, Review.type, Review.next_review),
)
def reviews_planned(case: Case) -> Answer:
    """Missed ones too, until a newer review of their type is there."""
    rows = [row for row in newest_of_each_type(case.facts) if row.next_review]
    rows.sort(key=lambda row: (row.next_review, row.type))
    lines = tuple(line(case, f"account.reviews_planned.{row.type}", row, {}) for row in rows)
    return found(lines, (place for row in rows for place in row.place(Review.type, Review.next_review)))


FIGURES = (reviews_due, reviews_planned)
