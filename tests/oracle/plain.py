"""An account as plain rows, a day and a quarter: all that the recomputation of its figures knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from pipeline.periods import Period
from pipeline.settings import Settings
from pipeline.sheets import ACCOUNT
from tests.generated import Generated

Row = dict[str, Any]
Found = dict[str, Any]
# The column that says when a row happened: a row dated after the as-of day is none of today's.
HAPPENED = {
    "Intelligence": "day", "Reviews": "day", "Interactions": "day", "Progress": "day", "Transactions": "day",
    "Feedback": "day",
}  # fmt: skip
RESULTS = ("revenue", "cost_of_sales", "cost_to_serve", "receivables", "recurring")


@dataclass(frozen=True)
class Plain:
    """The rows of each tab by column name, each with its number `n`; a blank cell is no key. Quarters are counted."""

    tabs: Mapping[str, list[Row]]
    wanted: Mapping[str, Mapping[str, str]]
    least: Mapping[str, int]
    as_of: date
    quarter: int
    first_month: int
    settings: Mapping[str, Any]
    earlier: Mapping[str, Any] | None

    def __getitem__(self, tab: str) -> list[Row]:
        return self.tabs.get(tab, [])

    def first_day(self, quarter: int) -> date:
        """The first day of a counted quarter."""
        year, number = divmod(quarter, 4)
        month = self.first_month + 3 * number
        if self.first_month > 1:
            year -= 1
        return date(year + (month > 12), month - 12 * (month > 12), 1)

    def last_day(self, quarter: int) -> date:
        """The last day of a counted quarter."""
        return self.first_day(quarter + 1) - timedelta(days=1)

    def quarter_of(self, day: date) -> int:
        """The quarter that holds a day."""
        year = day.year + (self.first_month > 1 and day.month >= self.first_month)
        return year * 4 + (day.month - self.first_month) % 12 // 3

    @property
    def year(self) -> range:
        """The quarters of the fiscal year."""
        first = self.quarter - self.quarter % 4
        return range(first, first + 4)

    @property
    def rolling(self) -> range:
        """The last four quarters."""
        return range(self.quarter - 3, self.quarter + 1)

    @property
    def before(self) -> range:
        """The four quarters before the last four."""
        return range(self.quarter - 7, self.quarter - 3)

    def ago(self, day: date) -> int:
        """How many days ago a day was."""
        return (self.as_of - day).days

    def earlier_row(self, tab: str, key: str) -> Mapping[str, Any] | None:
        """A row of the earlier pack."""
        if self.earlier is None:
            return None
        found: Mapping[str, Any] | None = self.earlier["rows"].get(tab, {}).get(key)
        return found


def counted(quarter: str) -> int:
    """A quarter such as 2026-Q3 as a number that grows by one a quarter."""
    return int(quarter[:4]) * 4 + int(quarter[-1]) - 1


def named(quarter: int) -> str:
    """A counted quarter's name."""
    return f"{quarter // 4}-Q{quarter % 4 + 1}"


def listed(cell: str | None) -> list[str]:
    """What a cell lists."""
    return [part.strip() for part in cell.split(";")] if cell else []


def added(parts: Iterable[float | None]) -> float | None:
    """The sum, if all parts are known and there are any."""
    known = list(parts)
    return None if None in known or not known else sum(part for part in known if part is not None)


def minus(one: float | None, other: float | None) -> float | None:
    """The difference, if both are known."""
    return None if one is None or other is None else one - other


def over(part: float | None, whole: float | None) -> float | None:
    """The share, if both are known and the whole is above 0."""
    return None if part is None or whole is None or whole <= 0 else part / whole


def growth(now: float | None, base: float | None) -> float | None:
    """The growth on a base above 0."""
    return None if now is None or base is None or base <= 0 else (now - base) / base


def months_on(day: date, months: int) -> date:
    """The same day of a later month, or its last."""
    month = day.year * 12 + day.month - 1 + months
    first = date(month // 12, month % 12 + 1, 1)
    following = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def numbers(rows: Iterable[Row]) -> list[int]:
    """Which rows of their tab these are."""
    return [row["n"] for row in rows]


def by(rows: Iterable[Row], *keys: Callable[[Row], Any]) -> list[int]:
    """The numbers of rows sorted by these keys, then as they stand."""
    return numbers(sorted(rows, key=lambda row: tuple(key(row) for key in keys)))


def plain(account: Generated) -> Plain:
    """Lay a generated account out as plain rows."""
    typed = {
        sheet.tab: [{"n": n, **{name: v for name, v in row.items() if v is not None}} for n, row in enumerate(rows)]
        for sheet, rows in account.sheets.items()
    }
    earlier = None if account.earlier is None else asdict(account.earlier)
    return laid_out(typed, account.period, account.as_of, account.settings, earlier)


def laid_out(
    tabs: Mapping[str, list[Row]], period: Period, as_of: date, settings: Settings, earlier: Mapping[str, Any] | None
) -> Plain:
    """These rows on that day, those that are dated after it left out; the marks are those of the data contract."""
    wanted = {sheet.tab: {column.name: column.mark for column in sheet.columns if column.mark} for sheet in ACCOUNT}
    least = {sheet.tab: sheet.minimum for sheet in ACCOUNT}
    all_rows = Plain(tabs, wanted, least, as_of, counted(str(period)), period.first_month, asdict(settings), earlier)
    now = {tab: [row for row in rows if not _ahead(all_rows, tab, row)] for tab, rows in tabs.items()}
    return replace(all_rows, tabs=now)


def _ahead(account: Plain, tab: str, row: Row) -> bool:
    """Whether a row tells of what happens after the as-of day."""
    if tab in HAPPENED:
        return bool(row[HAPPENED[tab]] > account.as_of)
    if tab == "Value":
        return bool(row["day"] > account.as_of and row.get("state") != "expected")
    if tab == "Readings" or (tab == "Financials" and any(result in row for result in RESULTS)):
        return account.first_day(counted(row["quarter"])) > account.as_of
    return False
