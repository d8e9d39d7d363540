"""Reviews due: the newest of each type decides, from overdue to 30 days ahead."""

from __future__ import annotations

from datetime import date

from pipeline.analyse import declarations
from pipeline.figures import Case
from pipeline.settings import Settings
from pipeline.sheets.account import Review
from pipeline.theme import Tone
from tests.filled import filled


def due(*rows: dict[str, object]) -> list[tuple[str, float, Tone | None]]:
    """Type, days and tone of the reviews that are due; today is 2026-10-15."""
    figure = Case(filled({Review: rows}, examples=False), Settings(), declarations())["account.reviews_due"]
    return [(str(line.type.value), line.due_in.number, line.due_in.tone) for line in figure.lines]


def review(kind: str, day: date, following: date | None) -> dict[str, object]:
    return {"type": kind, "day": day, "next_review": following}


def test_overdue_today_and_soon_are_due_the_first_first() -> None:
    day = date(2026, 7, 1)
    assert due(
        review("team", day, date(2026, 11, 14)),
        review("client", day, date(2026, 10, 15)),
        review("management", day, date(2026, 10, 10)),
    ) == [("management", -5, Tone.BAD), ("client", 0, Tone.WATCH), ("team", 30, Tone.WATCH)]


def test_what_is_later_or_has_no_day_is_not_due() -> None:
    assert due(review("team", date(2026, 7, 1), date(2026, 11, 15)), review("client", date(2026, 7, 1), None)) == []


def test_a_newer_review_settles_an_older_ones_date() -> None:
    old, new = review("team", date(2026, 4, 1), date(2026, 7, 1)), review("team", date(2026, 7, 2), date(2026, 12, 1))
    assert due(old, new) == []
    assert due(new, old) == []
    assert due() == []


def test_the_planned_reviews_are_the_next_of_each_type_however_far_or_late() -> None:
    rows = (
        review("team", date(2026, 4, 1), date(2026, 7, 1)),
        review("team", date(2026, 7, 2), date(2027, 6, 1)),
        review("client", date(2026, 7, 1), date(2026, 9, 1)),
        review("management", date(2026, 7, 1), None),
    )
    figure = Case(filled({Review: rows}, examples=False), Settings(), declarations())["account.reviews_planned"]
    assert [(line.type.value, line.next_review.value) for line in figure.lines] == [
        ("client", date(2026, 9, 1)),
        ("team", date(2027, 6, 1)),
    ]
