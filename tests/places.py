"""Where things stand in finished decks: what leaves its slide, and what covers something else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

from pptx.util import Inches

SLACK = Inches(0.02)
FURNITURE = ("Footer", "Slide number")


class Frame(NamedTuple):
    """A shape's name and sides, in EMU."""

    name: str
    left: int
    top: int
    right: int
    bottom: int

    def is_apart(self, other: Frame) -> bool:
        """Whether the two cover nothing of each other, up to a hair."""
        beside = self.right <= other.left + SLACK or other.right <= self.left + SLACK
        return beside or self.bottom <= other.top + SLACK or other.bottom <= self.top + SLACK


def frames(slide: Any) -> list[Frame]:
    """What stands on a slide; a table is as high as its rows."""
    found = []
    for shape in slide.shapes:
        height = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
        found.append(Frame(shape.name, shape.left, shape.top, shape.left + shape.width, shape.top + height))
    return found


def out_of_place(deck: Any, foot: int = 0) -> list[str]:
    """What leaves its slide or covers another, a sentence each; content ends above `foot` (EMU), where it is given."""
    return [
        f"slide {number}: {told}" for number, slide in enumerate(deck.slides, 1) for told in _told(deck, slide, foot)
    ]


def _told(deck: Any, slide: Any, foot: int) -> Iterator[str]:
    found = frames(slide)
    for frame in found:
        bottom = foot if foot and frame.name not in FURNITURE else deck.slide_height
        inside = frame.left >= 0 and frame.top >= 0 and frame.right <= deck.slide_width + SLACK
        if not inside or frame.bottom > bottom + SLACK:
            yield f"{frame} leaves the slide"
    for one, other in combinations(found, 2):
        if not one.is_apart(other):
            yield f"{one} covers {other}"
