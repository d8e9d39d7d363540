"""Cell addresses folded into ranges: B3, B4, B5 and C3, C4, C5 are B3:C5."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from pipeline.cells import column_letters

ADDRESS = re.compile(r"([A-Z]+)([0-9]+)(?::\1([0-9]+))?")
Block = tuple[int, int, int, int]  # first row, last row, first column, last column


def fold(cells: Iterable[str]) -> tuple[str, ...]:
    """Fold addresses into as few ranges as rows and columns side by side allow, in reading order by column.

    An address may be a range of one column, such as C2:C180.
    Whole sheets (empty addresses) and anything that is no address are left out.
    """
    found = {
        (column_number(match[1]), row)
        for cell in cells
        if (match := ADDRESS.fullmatch(cell))
        for row in range(int(match[2]), int(match[3] or match[2]) + 1)
    }
    runs: list[Block] = []
    for column, rows in groupby(sorted(found), key=lambda cell: cell[0]):
        runs += [(first, last, column, column) for first, last in _runs([row for _, row in rows])]
    return tuple(_named(block) for block in sorted(_side_by_side(runs), key=lambda block: (block[2], block[0])))


def column_number(letters: str) -> int:
    """The 0-based number of a column in Excel's letters: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """First and last of each unbroken run of sorted numbers."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _side_by_side(runs: list[Block]) -> list[Block]:
    """Join runs of the same rows whose columns touch."""
    joined: list[Block] = []
    for run in sorted(runs):
        last = joined[-1] if joined else None
        if last and last[:2] == run[:2] and last[3] == run[2] - 1:
            joined[-1] = (*last[:3], run[3])
        else:
            joined.append(run)
    return joined


def _named(block: Block) -> str:
    """A block in Excel's words."""
    top, bottom, left, right = block
    first, last = f"{column_letters(left)}{top}", f"{column_letters(right)}{bottom}"
    return first if first == last else f"{first}:{last}"
