"""Writes the example workspace's inputs into a folder: today's, or those of a quarter earlier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pipeline.blank import workbook
from pipeline.periods import Period
from pipeline.sheets import BOOKS, in_book
from tests.examples import brightwell, calder, kestrel, meridian, pelagia, portfolio
from tests.examples.earlier import earlier
from tests.examples.notation import Rows

ACCOUNTS = {"brightwell": brightwell, "calder": calder, "kestrel": kestrel, "meridian": meridian, "pelagia": pelagia}
PORTFOLIO_BOOKS = ("scoring", "programme")
ACCOUNT_BOOKS = tuple(book for book in BOOKS if book not in PORTFOLIO_BOOKS)
# The two states that the data hold, each with the day on which it was true.
TODAY, BEFORE = "2026-Q3", "2026-Q2"
AS_OF = {TODAY: date(2026, 10, 15), BEFORE: date(2026, 7, 15)}


def rows_of(account: str, period: str = TODAY) -> Rows:
    """An account's rows, or the portfolio's, as they stand after that quarter."""
    module = ACCOUNTS.get(account, portfolio)
    if period == TODAY:
        return module.NOW
    return earlier(module.NOW, module.EARLIER, Period.parse(period), AS_OF[period])


def files(period: str = TODAY) -> Iterator[tuple[str, bytes]]:
    """Every workbook of `inputs/`: its path in that folder and its bytes."""
    for account in ACCOUNTS:
        rows = rows_of(account, period)
        for book in ACCOUNT_BOOKS:
            held = {sheet: rows[sheet] for sheet in in_book(book) if rows.get(sheet)}
            yield f"accounts/{account}/{book}.xlsx", workbook(book, held, example=False)
    rows = rows_of("portfolio", period)
    for book in PORTFOLIO_BOOKS:
        yield f"{book}.xlsx", workbook(book, {sheet: rows[sheet] for sheet in in_book(book)}, example=False)


def write(folder: Path, period: str = TODAY) -> int:
    """Write the workbooks; return how many."""
    count = 0
    for name, content in files(period):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        count += 1
    return count
