"""Draws up the ways in which a person's reports can stand: side by side, hanging, in a column, in a comb."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TypeVar

T = TypeVar("T")

MOST_OFFERS = 10  # ways that a subtree offers
MOST_LIMITS = 4  # heights that subtrees are tried at
MOST_COLUMNS = 9  # of a comb


class Side(Enum):
    """Where a reporting line enters the report's box."""

    TOP = "top"
    LEFT = "left"
    RIGHT = "right"
    OUTLINE = "outline"  # on the left, and it leaves the superior on the left too
    COMB = "comb"  # on the left, from a trunk that stands beside the report's column


@dataclass(frozen=True, slots=True)
class Box:
    """The size of every box, and the least distance between boxes."""

    width: int
    height: int
    gap_x: int
    gap_y: int


@dataclass(frozen=True, slots=True)
class Place:
    """A subtree and its top left corner in the tree that holds it."""

    tree: Tree
    x: int
    y: int
    side: Side
    trunk: int = 0


@dataclass(frozen=True, slots=True)
class Tree:
    """A person with all reports: its extent, where the person's own box stands in it, and where its subtrees do."""

    person: str
    width: int
    height: int
    own_x: int
    reports: tuple[Place, ...] = ()


def ways_to_draw(person: str, below: Sequence[Sequence[Tree]], box: Box) -> list[Tree]:
    """The ways to draw a person with all reports, each narrower and higher than the one before."""
    if not below:
        return [Tree(person, box.width, box.height, 0)]
    ways: list[_Way] = [_spread] if len(below) == 1 else [_spread, _hung]
    if len(below) > 1 and not any(offers[0].reports for offers in below):
        ways.append(_column)
    ways += [partial(_comb, columns=columns) for columns in range(3, min(len(below), MOST_COLUMNS + 1))]
    trees = [
        way(person, [narrowest(offers, limit) for offers in below], box)
        for limit in _some(heights(below), MOST_LIMITS)
        for way in ways
    ]
    offers: list[Tree] = []
    for tree in sorted(trees, key=lambda tree: (tree.height, tree.width)):
        if not offers or tree.width < offers[-1].width:
            offers.append(tree)
    return list(_some(offers, MOST_OFFERS))


def _some(values: Sequence[T], most: int) -> Sequence[T]:
    """At most so many of the values, with the first and the last."""
    if len(values) <= most:
        return values
    step = (len(values) - 1) / (most - 1)
    return [values[round(n * step)] for n in range(most)]


def heights(below: Sequence[Sequence[Tree]]) -> list[int]:
    """The heights that subtrees offer, the lowest first."""
    return sorted({tree.height for offers in below for tree in offers})


def narrowest(offers: Sequence[Tree], limit: int) -> Tree:
    """The narrowest offer of at most that height, else the lowest."""
    return next((tree for tree in reversed(offers) if tree.height <= limit), offers[0])


def _spread(person: str, below: Sequence[Tree], box: Box) -> Tree:
    """Reports side by side, their superior above the middle between the first and the last."""
    edges, x = [], 0
    for tree in below:
        edges.append(x)
        x += tree.width + box.gap_x
    total = x - box.gap_x
    own_x = (edges[0] + below[0].own_x + edges[-1] + below[-1].own_x) // 2
    y = box.height + box.gap_y
    placed = tuple(Place(tree, edge, y, Side.TOP) for tree, edge in zip(below, edges, strict=True))
    return Tree(person, max(total, own_x + box.width), y + max(tree.height for tree in below), own_x, placed)


def _hung(person: str, below: Sequence[Tree], box: Box) -> Tree:
    """Reports in two columns, left and right of a trunk that comes down from their superior's middle."""
    indent = box.gap_x
    left = max(tree.width for tree in below[::2])
    right = max(tree.width for tree in below[1::2])
    trunk = max(left + indent, box.width // 2)
    y, placed = box.height + box.gap_y, []
    for pair in (below[n : n + 2] for n in range(0, len(below), 2)):
        placed.append(Place(pair[0], trunk - indent - pair[0].width, y, Side.RIGHT))
        if len(pair) == 2:
            placed.append(Place(pair[1], trunk + indent, y, Side.LEFT))
        y += max(tree.height for tree in pair) + box.gap_y
    width = max(trunk + indent + right, trunk - box.width // 2 + box.width)
    return Tree(person, width, y - box.gap_y, trunk - box.width // 2, tuple(placed))


def _column(person: str, below: Sequence[Tree], box: Box) -> Tree:
    """Reports in one column, a little to the right; their line comes out of the superior's left side."""
    indent = box.gap_x // 2
    y, placed = box.height + box.gap_y, []
    for tree in below:
        placed.append(Place(tree, 2 * indent, y, Side.OUTLINE))
        y += tree.height + box.gap_y
    return Tree(person, 2 * indent + max(tree.width for tree in below), y - box.gap_y, indent, tuple(placed))


def _comb(person: str, below: Sequence[Tree], box: Box, columns: int) -> Tree:
    """Reports in several columns, in reading order row by row; a trunk comes down on the left of each column."""
    indent, x, height = box.gap_x, 0, 0
    placed = []
    for first in range(columns):
        column = below[first::columns]
        y = box.height + box.gap_y
        for tree in column:
            placed.append(Place(tree, x + indent, y, Side.COMB, x))
            y += tree.height + box.gap_y
        x += indent + max(tree.width for tree in column) + box.gap_x
        height = max(height, y - box.gap_y)
    width = x - box.gap_x
    return Tree(person, width, height, (width - box.width) // 2, tuple(placed))


_Way = Callable[[str, Sequence[Tree], Box], Tree]
