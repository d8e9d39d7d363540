"""What `read` hands on: the cells of each tab as they stand, each with the place it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from pipeline.problems import Note, Place, Problem

# Characters that would make several lines of a file's or a tab's name, or that say nothing.
UNSPOKEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ExcelError:
    """An error value standing in a cell, such as `#REF!`."""

    text: str


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """A formula that was saved without its value."""

    formula: str


Raw = str | int | float | bool | date | datetime | time | timedelta | ExcelError | Uncalculated | None


class Cell(NamedTuple):
    """A raw value and where it stands."""

    value: Raw
    place: Place


@dataclass(frozen=True, slots=True)
class Tab:
    """One worksheet of one file: `rows[i][j]` stands in Excel's row `i + 1`, column `j + 1`.

    Trailing empty cells and rows may be missing; error cells and formulas without a value are already named; of cells
    that are merged (`B3:B5`) the first holds the value. `plain` is a text or Parquet file, which is no workbook;
    `decimal` is the sign before decimals where a text file shows its own.
    """

    file: str
    name: str
    rows: tuple[tuple[Raw, ...], ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[str, ...] = ()
    plain: bool = False
    decimal: str = ""

    def place(self, row: int, column: int) -> Place:
        """Name the cell at the 0-based row and column."""
        return Place(self.file, self.name, f"{column_letters(column)}{row + 1}")


class Line(Mapping[str, Place]):
    """Where a row's cells stand, by column name; a place is made when it is first asked for, since few of many are."""

    __slots__ = ("_made", "file", "letters", "number", "sheet")

    def __init__(self, file: str, sheet: str, letters: Mapping[str, str], number: int) -> None:
        self.file, self.sheet, self.letters, self.number = file, sheet, letters, number
        self._made: dict[str, Place] | None = None

    def __getitem__(self, name: str) -> Place:
        made = self._made
        if made is None:
            made = self._made = {}
        place = made.get(name)
        if place is None:
            place = made[name] = Place(self.file, self.sheet, f"{self.letters[name]}{self.number}")
        return place

    def __iter__(self) -> Iterator[str]:
        return iter(self.letters)

    def __len__(self) -> int:
        return len(self.letters)

    def __contains__(self, name: object) -> bool:
        return name in self.letters


@dataclass(frozen=True, slots=True)
class Cells:
    """All tabs of a folder's (or of one) workbooks, the files that could not be read, and their hashes."""

    tabs: tuple[Tab, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Spell a 0-based column in Excel's letters: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
