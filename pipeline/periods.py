"""A fiscal quarter: its name, its days and its neighbours."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

QUARTER = re.compile(r"(\d{4})-Q([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A fiscal quarter; a fiscal year is named by the calendar year it ends in."""

    year: int
    quarter: int
    first_month: int = 1

    @classmethod
    def parse(cls, text: str, first_month: int = 1) -> Period:
        """Read `2026-Q3`; raise `ValueError` for anything else."""
        found = QUARTER.fullmatch(text.strip().upper())
        if not found:
            raise ValueError(f"{text!r} is not a quarter such as 2026-Q3")
        return cls(int(found[1]), int(found[2]), first_month)

    @classmethod
    def of(cls, day: date, first_month: int = 1) -> Period:
        """The quarter that holds a day."""
        months = day.year * 12 + day.month - 1 - (first_month - 1)
        year, month = divmod(months, 12)
        return cls(year + (first_month > 1), month // 3 + 1, first_month)

    @classmethod
    def last_ended(cls, day: date, first_month: int = 1) -> Period:
        """The newest quarter that ended on or before a day."""
        period = cls.of(day, first_month)
        return period if period.end == day else period.back(1)

    @property
    def start(self) -> date:
        """The first day."""
        months = (self.year - (self.first_month > 1)) * 12 + self.first_month - 1 + (self.quarter - 1) * 3
        return date(months // 12, months % 12 + 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return self.back(-1).start - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days the quarter has."""
        return (self.end - self.start).days + 1

    def back(self, quarters: int) -> Period:
        """The quarter that many quarters earlier."""
        year, quarter = divmod(self.year * 4 + self.quarter - 1 - quarters, 4)
        return Period(year, quarter + 1, self.first_month)

    def rolling(self) -> tuple[Period, ...]:
        """The four quarters that end with this one, oldest first."""
        return tuple(self.back(n) for n in (3, 2, 1, 0))

    def to_date(self) -> tuple[Period, ...]:
        """The quarters of this fiscal year up to this one, oldest first."""
        return tuple(Period(self.year, q, self.first_month) for q in range(1, self.quarter + 1))

    def __str__(self) -> str:
        return f"{self.year}-Q{self.quarter}"


def months_later(day: date, months: int) -> date:
    """The same day so many months later (earlier where negative), or the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
