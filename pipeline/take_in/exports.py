"""An export as a table: its headings, wherever they stand, and the lines below them, without totals and remarks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from pipeline.catalogue.exports import export_empty, export_headings
from pipeline.cells import Raw, Tab, column_letters
from pipeline.kinds import is_blank, plain, shown
from pipeline.problems import Place, Problem

Known = Callable[[str], bool]
Line = tuple[int, Sequence[Raw]]  # its number in the file, from 1, and its cells

MOST_ABOVE = 60  # lines that may stand above the headings
TOTALS = re.compile(
    r"(?:\W*)(?:grand\s*total|sub\s*total|total|totals|sum|gesamt|gesamtsumme|gesamtergebnis|summe|ergebnis|somme|"
    r"total\s*general|totale|totaal|suma|razem|summa|i alt|yhteensä|Σ)\b.*",
    re.IGNORECASE | re.DOTALL,
)
AMOUNT = re.compile(r"[\d\s.,'’()+\-−%€£$¥*]+")


class Unusable(Exception):
    """An export that can't be used, told as a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class Export:
    """A table from elsewhere. `counted` is what its lines are called; `lettered` says that cells have addresses."""

    file: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    tab: str = ""
    counted: str = "line"
    at: int = 0  # the number of the line of headings
    notes: tuple[str, ...] = ()

    def place(self, number: int, heading: int | None = None) -> Place:
        """A cell, or a line, of the export."""
        if heading is None:
            return Place(self.file, self.tab, f"{self.counted} {number}")
        if self.tab:
            return Place(self.file, self.tab, f"{column_letters(heading)}{number}")
        return Place(self.file, f"{self.counted} {number}", self.headings[heading])

    @cached_property
    def _index(self) -> dict[str, int]:
        return {plain(heading): j for j, heading in reversed(list(enumerate(self.headings))) if heading}

    def index(self, heading: str) -> int | None:
        """Where a heading stands, whatever its case and spaces; None where there is none."""
        return self._index.get(plain(heading))

    def column(self, j: int) -> list[Raw]:
        """The cells under a heading."""
        return [values[j] if j < len(values) else None for _, values in self.lines]

    def noting(self, note: str) -> Export:
        """The same export with one thing more to say of it."""
        return replace(self, notes=(*self.notes, note))

    def only(self, lines: Sequence[Line]) -> Export:
        """The same export with these lines alone."""
        return replace(self, lines=tuple(lines))


def table(export: Export, known: Known, wanted: Sequence[str]) -> Export:
    """Find the headings among an export's lines, and leave out what stands below the last of them that counts.

    Raise `Unusable` where no line holds a heading that is known; `wanted` are headings to name then.
    """
    lines = [line for line in export.lines if not all(map(is_blank, line[1]))]
    if not lines:
        raise Unusable(export_empty.at(Place(export.file, export.tab), "the export is empty"))
    counts = [(sum(known(_heading(raw)) for raw in values), n) for n, (_, values) in enumerate(lines[:MOST_ABOVE])]
    most, at = max(counts, key=lambda count: (count[0], -count[1]))
    if not most:
        raise Unusable(_no_headings(export, lines[0], wanted))
    headings = tuple(_heading(raw) for raw in lines[at][1])
    blank = {n for n, values in export.lines if all(map(is_blank, values))}
    kept, notes = _without_ending(lines[at + 1 :], headings, blank, export.counted)
    return replace(export, headings=headings, lines=tuple(kept), at=lines[at][0], notes=(*export.notes, *notes))


def table_of(tab: Tab, file: str) -> Export:
    """A tab of a workbook as an export whose headings are still to be found."""
    return Export(file, (), tuple(enumerate(tab.rows, 1)), tab.name, "row")


def _heading(raw: Raw) -> str:
    """A heading as one line of words."""
    return "" if is_blank(raw) else " ".join(shown(raw).split()) if not isinstance(raw, str) else " ".join(raw.split())


def _no_headings(export: Export, first: Line, wanted: Sequence[str]) -> Problem:
    there = [_heading(raw) for raw in first[1] if not is_blank(raw)]
    return export_headings.at(Place(export.file, export.tab), there[:6], wanted[:6])


def _without_ending(
    lines: Sequence[Line], headings: Sequence[str], blank: set[int], counted: str
) -> tuple[list[Line], list[str]]:
    """The lines without the totals and remarks that a report ends with, and what is said of those."""
    kept = list(lines)
    totals: list[int] = []
    remarks: list[int] = []
    wide = sum(1 for heading in headings if heading) >= 3
    while kept:
        number, values = kept[-1]
        filled = [raw for raw in values if not is_blank(raw)]
        named = _is_total(filled[0]) and len(filled) < _usual(lines)
        if named or (wide and len(kept) > 1 and _sums_alone(values, kept[-2][1])):
            totals.append(number)
        elif wide and (top := _remarks(kept, blank)) is not None:
            remarks += [line[0] for line in kept[top:]]
            kept = kept[:top]
            continue
        else:
            break
        kept.pop()
    notes = []
    if totals:
        notes.append(f"{_lines(totals, counted)} left out: a line of totals")
    if remarks:
        notes.append(f"{_lines(remarks, counted)} left out: a remark below the table")
    return kept, notes


def _is_total(raw: Raw) -> bool:
    return isinstance(raw, str) and bool(TOTALS.fullmatch(_heading(raw)))


def _remarks(lines: Sequence[Line], blank: set[int]) -> int | None:
    """Where remarks begin, lines of one text each that stand apart from the table; None where it ends without any."""
    top = len(lines)
    while (
        top and len(alone := [raw for raw in lines[top - 1][1] if not is_blank(raw)]) == 1 and isinstance(alone[0], str)
    ):
        top -= 1
    for n in range(top, len(lines)):
        if lines[n][0] - 1 in blank or (n and _is_total(next(raw for raw in lines[n - 1][1] if not is_blank(raw)))):
            return n
    return None


def _usual(lines: Sequence[Line]) -> int:
    """How many cells most lines fill, at the least 2."""
    counts = sorted(sum(not is_blank(raw) for raw in values) for _, values in lines)
    return max(2, counts[len(counts) // 2])


def _sums_alone(values: Sequence[Raw], above: Sequence[Raw]) -> bool:
    """Whether a line holds amounts alone, and lacks the words and dates of the line above."""

    def amount(raw: Raw) -> bool:
        is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
        return is_number or (isinstance(raw, str) and bool(AMOUNT.fullmatch(raw)))

    filled = {j for j, raw in enumerate(values) if not is_blank(raw)}
    said = {j for j, raw in enumerate(above) if not is_blank(raw) and not amount(raw)}
    return all(amount(values[j]) for j in filled) and len(said) > 0 and not said & filled and 0 not in filled


def _lines(numbers: Sequence[int], counted: str) -> str:
    many = sorted(numbers)
    return f"{counted} {many[0]}" if len(many) == 1 else f"{counted}s {', '.join(map(str, many))}"


def raw_of(value: Any) -> Raw:
    """A database's value as a cell holds it: days without a time are dates, decimals numbers, bytes their count."""
    if value is None or isinstance(value, str | bool | int | float):
        return value if not isinstance(value, str) or value.strip() else None
    for kinds, turned in TURNED:
        if isinstance(value, kinds):
            return turned(value)
    return str(value)


def _day(value: datetime) -> Raw:
    bare = value.replace(tzinfo=None)
    return bare.date() if bare.time() == time() else bare


TURNED: tuple[tuple[tuple[type, ...], Callable[[Any], Raw]], ...] = (
    ((datetime,), _day),
    ((date, time, timedelta), lambda value: value),
    ((Decimal,), float),
    ((bytes, bytearray, memoryview), lambda value: f"({len(value)} bytes)"),
    ((list, tuple), lambda value: "; ".join(map(str, value))),
)
