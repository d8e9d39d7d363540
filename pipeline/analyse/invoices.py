"""The account's invoice lines as a frame: summed by what makes them alike, and found again by ranges of cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from string import ascii_uppercase

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.analyse.sales import Held, Sold
from pipeline.cells import Line
from pipeline.columns import Column
from pipeline.facts import Facts
from pipeline.periods import Period
from pipeline.problems import Place
from pipeline.sheets.performance import DECIMALS, Transaction

ALIKE = ["quarter", "product", "unit", "revenue_type"]
RANGES = 50  # cells that interleave into more ranges are named by the range they were picked from, and counted
NOWHERE = -1

Codes = npt.NDArray[np.int64]


class Invoices:
    """The invoice lines in the order of their cells; `sold` are their sums, by quarter, product, unit and type."""

    def __init__(self, facts: Facts) -> None:
        self._rows, book, number = _in_order(facts.of(Transaction))
        values = [row.values for row in self._rows]
        self._frame = pd.DataFrame(
            {
                "book": book,
                "number": number,
                "quarter": _quarters([each["day"] for each in values], facts.period.first_month),
                "product": _words([each["product"] for each in values]),
                "unit": _words([each.get("unit") for each in values]),
                "revenue_type": _words([each.get("revenue_type") for each in values]),
                "revenue": np.array([each.get("revenue") for each in values], float),
                "cost": np.array([each.get("cost") for each in values], float),
            }
        )
        self.sold = self._summed()

    def _summed(self) -> tuple[Sold, ...]:
        """The sums of lines that are alike; `alike` in the frame says which of them a line belongs to."""
        frame = self._frame
        alike = np.zeros(len(frame), np.int64)
        for name in ALIKE:  # one number for all four: pandas groups by one at a fraction of the price of four
            known = frame[name].cat
            alike = alike * (len(known.categories) + 1) + known.codes.to_numpy() + 1
        _, first, frame["alike"] = np.unique(alike, return_index=True, return_inverse=True)
        counted = pd.DataFrame(
            {
                "revenue": frame["revenue"],
                "cost": frame["cost"],
                "lines": 1,
                "without_revenue": frame["revenue"].isna(),
                "without_cost": frame["cost"].isna(),
            }
        )
        sums = counted.groupby(frame["alike"]).sum().round(DECIMALS)
        words = [frame[name].array[first].tolist() for name in ALIKE]
        return tuple(
            Sold._make((*(word if isinstance(word, str) else None for word in said), *numbers, self._named(n)))
            for n, said, numbers in zip(
                first.tolist(), zip(*words, strict=True), sums.itertuples(index=False, name=None), strict=True
            )
        )

    def _named(self, line: int) -> tuple[Place, ...]:
        return self._rows[line].place(Transaction.product)

    def held(self, column: Column[float], of: Callable[[Sold], str | None]) -> dict[str, Held]:
        """Where the column's values stand, by what `of` calls the lines; lines that it calls None are left out.

        Cells that follow each other downwards are a range such as `C2:C180`: many invoice lines stay few sources.
        """
        called = [of(sold) for sold in self.sold]
        words = list(dict.fromkeys(word for word in called if word is not None))
        code = {word: n for n, word in enumerate(words)}
        word_of = np.array([NOWHERE if word is None else code[word] for word in called], np.int64)
        line_word = word_of[self._frame["alike"].to_numpy()]
        stands = self._frame[column.name].notna().to_numpy() & (self._frame["number"].to_numpy() != NOWHERE)
        lines = np.flatnonzero(stands & (line_word != NOWHERE))
        lines = lines[np.argsort(line_word[lines], kind="stable")]
        ends = np.searchsorted(line_word[lines], np.arange(len(words)), side="right")
        parts = np.split(lines, ends[:-1]) if words else []
        return {word: self._ranges(part, column, word) for word, part in zip(words, parts, strict=True)}

    def _ranges(self, lines: Codes, column: Column[float], word: str) -> Held:
        """The cells of these lines as ranges, or the range in each file that they stand in, with their count."""
        book, number = (self._frame[name].to_numpy()[lines] for name in ("book", "number"))
        other_book = np.diff(book) != 0
        ranges = _runs(lines, other_book | (np.diff(number) != 1))
        if len(ranges) <= RANGES:
            return Held(tuple(self._range(first, last, column) for first, last in ranges))
        around = tuple(self._range(first, last, column) for first, last in _runs(lines, other_book))
        return Held(around, f"{len(lines):,} cells in these ranges are of {word}")

    def _range(self, first: int, last: int, column: Column[float]) -> Place:
        start, end = (self._rows[n].places[column.name] for n in (first, last))
        return start if first == last else start._replace(cell=f"{start.cell}:{end.cell}")


def _runs(lines: Codes, breaks: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last of each run of lines; `breaks` says after which lines a run ends."""
    if not len(lines):
        return []
    begins = np.concatenate(([0], np.flatnonzero(breaks) + 1))
    ends = np.concatenate((begins[1:] - 1, [len(lines) - 1]))
    return list(zip(lines[begins].tolist(), lines[ends].tolist(), strict=True))


def _in_order(rows: Sequence[Transaction]) -> tuple[list[Transaction], Codes, Codes]:
    """The rows by file, tab and number, so that nothing depends on the order they come in; with codes of both."""
    stands = [places if isinstance(places, Line) else _line(places) for places in [row.places for row in rows]]
    number = np.array([line.number for line in stands], np.int64)
    books: dict[tuple[str, str], int] = {}
    met = np.array([books.setdefault((line.file, line.sheet), len(books)) for line in stands], np.int64)
    book = np.argsort([books[name] for name in sorted(books)])[met]
    order = np.lexsort((number, book))
    if (np.diff(order) == 1).all():  # as they come from the check
        return list(rows), book, number
    return [rows[n] for n in order.tolist()], book[order], number[order]


def _line(places: Mapping[str, Place]) -> Line:
    """The file, the tab and the number of a row whose places are given one by one."""
    place = places.get(Transaction.day.name, Place(""))
    return Line(place.file, place.sheet, {}, int(place.cell.lstrip(ascii_uppercase) or NOWHERE))


def _words(words: Sequence[str | None]) -> pd.Categorical:
    codes, known = pd.factorize(np.array(words, object))
    return pd.Categorical.from_codes(codes, pd.Index(known, dtype=object))


def _quarters(days: Sequence[date], first_month: int) -> pd.Categorical:
    """The fiscal quarter of each day, worked out once a day."""
    of_day = {day: str(Period.of(day, first_month)) for day in dict.fromkeys(days)}
    code = {quarter: n for n, quarter in enumerate(dict.fromkeys(of_day.values()))}
    code_of_day = {day: code[quarter] for day, quarter in of_day.items()}
    codes = np.array([code_of_day[day] for day in days], np.int64)
    return pd.Categorical.from_codes(codes, pd.Index(list(code), dtype=object))
