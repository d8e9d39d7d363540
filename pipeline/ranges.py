"""Cell addresses folded into ranges: B3, B4, B5 and C3, C4, C5 are B3:C5."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from pipeline.cells import column_letters

ADDRESS = re.compile(r"([A-Z]+)([0-9]+)(?::\1([0-9]+))?")
Block = tuple[int, int, int, int]  # first row, last row, first column, last column


def fold(cells: Iterable[str]) -> tuple[str, ...]:
    """Fold addresses into as few ranges as rows and columns side by side allow, in reading order by column.

    An address may be a range of one column, such as C2:C180.
    Whole sheets (empty addresses) and anything that is no address are left out.
    """
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for cell in cells:
        if span := _span(cell):
            spans[span[0]].append(span[1:])
    runs = [(first, last, column, column) for column in sorted(spans) for first, last in _runs(sorted(spans[column]))]
    return tuple(_named(block) for block in sorted(_side_by_side(runs), key=lambda block: (block[2], block[0])))


@lru_cache(maxsize=50_000)  # accounts are filled in alike: the same addresses come again and again
def _span(cell: str) -> tuple[int, int, int] | None:
    """Column, first row and last row of an address; None for what is none."""
    match = ADDRESS.fullmatch(cell)
    return (column_number(match[1]), int(match[2]), int(match[3] or match[2])) if match else None


def column_number(letters: str) -> int:
    """The 0-based number of a column in Excel's letters: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _runs(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans of rows (one at least), those that touch or overlap joined."""
    runs = []
    begin, end = spans[0]
    for first, last in spans:
        if first > end + 1:
            runs.append((begin, end))
            begin = first
        if last > end:
            end = last
    return [*runs, (begin, end)]


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


def count_cells(ranges: Iterable[str]) -> int:
    """How many cells folded ranges hold."""
    return sum(_size(*one.split(":")) for one in ranges)


def _size(first: str, last: str = "") -> int:
    (left, top), (right, bottom) = _corner(first), _corner(last or first)
    return (right - left + 1) * (bottom - top + 1)


def _corner(address: str) -> tuple[int, int]:
    """Column and row of an address."""
    letters = address.rstrip("0123456789")
    return column_number(letters), int(address[len(letters) :])
