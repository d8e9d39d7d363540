"""Cell addresses and areas as numbers: rows and columns count from 1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.cells import column_letters
from pipeline.ranges import column_number

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
TALL = 100  # rows; the few areas that are taller are looked through one by one
ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


class Area(NamedTuple):
    """A rectangle of cells, its edges included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, ref: str) -> Area | None:
        """The area of a reference such as `B3:D9` or `B3`; None for one that is none."""
        first, _, last = ref.partition(":")
        begin, end = position(first), position(last or first)
        if begin is None or end is None:
            return None
        return cls(min(begin[0], end[0]), min(begin[1], end[1]), max(begin[0], end[0]), max(begin[1], end[1]))

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell is one of the area's."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Area) -> bool:
        """Whether the two have a cell in common."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def with_cell(self, row: int, column: int) -> Area:
        """The least area that holds this one and the cell."""
        return Area(min(self.top, row), min(self.left, column), max(self.bottom, row), max(self.right, column))

    def __str__(self) -> str:
        first, last = address(self.top, self.left), address(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"


class Areas:
    """Many areas, asked for by row."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._of_row: dict[int, list[Area]] = {}
        self._tall: list[Area] = []
        for area in areas:
            if area.bottom - area.top >= TALL:
                self._tall.append(area)
                continue
            for row in range(area.top, area.bottom + 1):
                self._of_row.setdefault(row, []).append(area)

    def holding(self, row: int, column: int) -> Area | None:
        """An area that holds the cell, if there is one."""
        return next((area for area in self._in(row) if area.left <= column <= area.right), None)

    def meet(self, row: int, left: int, right: int) -> bool:
        """Whether any of them has a cell in this row between these columns."""
        return any(area.left <= right and left <= area.right for area in self._in(row))

    def _in(self, row: int) -> Iterator[Area]:
        yield from self._of_row.get(row, ())
        yield from (area for area in self._tall if area.top <= row <= area.bottom)


def position(cell: str) -> tuple[int, int] | None:
    """Row and column of an address; None for what is no cell of a sheet."""
    found = ADDRESS.fullmatch(cell)
    if not found:
        return None
    row, column = int(found[2]), column_number(found[1]) + 1
    return (row, column) if row <= MOST_ROWS and column <= MOST_COLUMNS else None


def address(row: int, column: int) -> str:
    """A cell's address."""
    return f"{column_letters(column - 1)}{row}"
