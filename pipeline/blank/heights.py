"""Tells how high a row must be for the words its cells hold, so that wrapped text shows whole in every program."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from xlsxwriter.worksheet import Worksheet

LINE = 15.0  # points a line of the body font takes
SMALL = 0.83  # how wide a small letter is at the most, on the average of a word; a column's width counts digits


class Tab(Worksheet):  # type: ignore[misc]
    """A worksheet whose rows of data are as high as they were made until somebody types in them.

    XlsxWriter marks every height as set by hand, and Excel then cuts off what is typed later; without that mark the row
    grows by itself.
    """

    first_free = 0  # the 0-based row from which rows may grow

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = None) -> None:
        super()._xml_start_tag_unencoded(tag, self._may_grow(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: Any = None) -> None:
        super()._xml_empty_tag_unencoded(tag, self._may_grow(tag, attributes))

    def _may_grow(self, tag: str, attributes: Any) -> Any:
        if tag != "row" or dict(attributes)["r"] <= self.first_free:
            return attributes
        return [(name, value) for name, value in attributes if name != "customHeight"]


def height(said: Iterable[tuple[object, float]]) -> float | None:
    """A row's height for what its cells say, each with its width in characters; None where one line suffices."""
    lines = max((lines_of(str(text), wide) for text, wide in said if text is not None), default=1)
    return LINE * lines + 1 if lines > 1 else None


def lines_of(text: str, wide: float) -> int:
    """How many lines a text takes when it is wrapped at words; East Asian letters are two wide."""
    return sum(_wrapped(line, wide) for line in text.split("\n"))


def _wrapped(line: str, wide: float) -> int:
    lines, used = 1, 0.0
    for word in line.split(" "):
        length = sum(map(_letter, word))
        if used and used + SMALL + length > wide:
            lines, used = lines + 1, 0.0
        used += length + (SMALL if used else 0)
        while used > wide:  # a word longer than the cell is broken
            lines, used = lines + 1, used - wide
    return lines


def _letter(letter: str) -> float:
    """How wide a letter is, in digits."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 2.0
    return SMALL if letter.islower() else 1.0
