"""Places the boxes of an org chart: a layered forest in which no two boxes ever overlap.

Reports stand side by side under their superior, or hang in two columns on both sides of a trunk, or, where nobody
reports to them, stand in one column; many make a comb of several columns. Each subtree offers its ways from low and
wide to high and narrow, and the lowest that fits the frame's width is taken. Trees follow one another on shelves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TypeVar

T = TypeVar("T")

NOBODY = ""
MOST_OFFERS = 10
MOST_COLUMNS = 9
MOST_LIMITS = 4


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
class Line:
    """A reporting line."""

    superior: str
    report: str
    side: Side
    trunk: int = 0  # of a comb: where the trunk stands


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each box's top left corner is, the reporting lines, and the room that all take."""

    places: Mapping[str, tuple[int, int]]
    lines: tuple[Line, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Place:
    """A subtree and its top left corner in the tree that holds it."""

    tree: _Tree
    x: int
    y: int
    side: Side
    trunk: int = 0


@dataclass(frozen=True, slots=True)
class _Tree:
    """A person with all reports: its extent, where the person's own box stands in it, and where its subtrees do."""

    person: str
    width: int
    height: int
    own_x: int
    reports: tuple[_Place, ...] = ()


def superiors(people: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Each person's superior, `NOBODY` where that one is not among the people or the chain of superiors is a ring."""
    given = dict(people)
    found: dict[str, str] = {}
    for person in given:
        above, seen = given[person], {person}
        while above in given and above not in seen:
            seen.add(above)
            above = given[above]
        ring = above == person
        found[person] = NOBODY if ring or given[person] not in given else given[person]
    return found


def lay_out(people: Sequence[tuple[str, str]], box: Box, width: int, height: int) -> Layout:
    """Place people, given as (id, superior's id) in reading order: as low as the width allows."""
    above = superiors(people)
    reports: dict[str, list[str]] = {person: [] for person in above}
    for person, superior in above.items():
        if superior != NOBODY:
            reports[superior].append(person)
    heads = [person for person, superior in above.items() if superior == NOBODY]
    offers: dict[str, list[_Tree]] = {}
    for level in reversed(_levels(heads, reports)):
        for person in level:
            offers[person] = _offers(person, [offers[report] for report in reports[person]], box)
    layout = Layout({}, (), 0, 0)
    for limit in _heights([offers[head] for head in heads]):
        layout = _shelve([_narrowest(offers[head], limit) for head in heads], box, width)
        if layout.width <= width and layout.height <= height:
            break
    return layout


def whole(people: Sequence[tuple[str, str]], box: Box, width: int, height: int) -> Layout | None:
    """The layout of all people where it fits the frame."""
    rooms = (width + box.gap_x) // (box.width + box.gap_x) * ((height + box.gap_y) // (box.height + box.gap_y))
    if len(people) > rooms:
        return None  # not even without lines
    layout = lay_out(people, box, width, height)
    return layout if layout.width <= width and layout.height <= height else None


def most_that_fit(
    people: Sequence[tuple[str, str]], ranked: Sequence[str], box: Box, width: int, height: int
) -> tuple[Layout, tuple[str, ...]]:
    """The layout of as many people as fit, the first ranked and their superiors first, and who they are."""
    above = superiors(people)

    def attempt(count: int) -> Layout | None:
        chosen = _with_superiors(ranked[:count], above)
        return whole([(person, above[person]) for person, _ in people if person in chosen], box, width, height)

    best = _greatest(len(ranked), attempt)
    if best is None:  # not even the first with all superiors: the chain from that person upwards, as far as it fits
        chain = _chain(ranked[0], above) if ranked else []
        best = _greatest(
            len(chain),
            lambda count: whole([(person, above[person]) for person in reversed(chain[:count])], box, width, height),
        )
    layout = best or Layout({}, (), 0, 0)
    return layout, tuple(person for person, _ in people if person in layout.places)


def _greatest(limit: int, attempt: Callable[[int], Layout | None]) -> Layout | None:
    """The layout of the greatest count that fits, found by halving; the whole first, which is the usual case."""
    whole = attempt(limit) if limit else None
    if whole is not None:
        return whole
    best, low, high = None, 1, limit - 1
    while low <= high:
        middle = (low + high) // 2
        layout = attempt(middle)
        if layout is None:
            high = middle - 1
        else:
            best, low = layout, middle + 1
    return best


def _chain(person: str, above: Mapping[str, str]) -> list[str]:
    """A person and all superiors, upwards."""
    chain = [person]
    while above[chain[-1]] != NOBODY:
        chain.append(above[chain[-1]])
    return chain


def _with_superiors(people: Sequence[str], above: Mapping[str, str]) -> set[str]:
    """These people and everyone above them."""
    chosen: set[str] = set()
    for person in people:
        while person != NOBODY and person not in chosen:
            chosen.add(person)
            person = above[person]
    return chosen


def _levels(heads: Sequence[str], reports: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The people by distance from the head of their tree."""
    levels, level = [], list(heads)
    while level:
        levels.append(level)
        level = [report for person in level for report in reports[person]]
    return levels


def _offers(person: str, below: Sequence[Sequence[_Tree]], box: Box) -> list[_Tree]:
    """The ways to draw a person with all reports, each narrower and higher than the one before."""
    if not below:
        return [_Tree(person, box.width, box.height, 0)]
    ways: list[_Way] = [_spread] if len(below) == 1 else [_spread, _hung]
    if len(below) > 1 and not any(offers[0].reports for offers in below):
        ways.append(_column)
    ways += [partial(_comb, columns=columns) for columns in range(3, min(len(below), MOST_COLUMNS + 1))]
    trees = [
        way(person, [_narrowest(offers, limit) for offers in below], box)
        for limit in _some(_heights(below), MOST_LIMITS)
        for way in ways
    ]
    offers: list[_Tree] = []
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


def _heights(below: Sequence[Sequence[_Tree]]) -> list[int]:
    """The heights that subtrees offer, the lowest first."""
    return sorted({tree.height for offers in below for tree in offers})


def _narrowest(offers: Sequence[_Tree], limit: int) -> _Tree:
    """The narrowest offer of at most that height, else the lowest."""
    return next((tree for tree in reversed(offers) if tree.height <= limit), offers[0])


def _spread(person: str, below: Sequence[_Tree], box: Box) -> _Tree:
    """Reports side by side, their superior above the middle between the first and the last."""
    edges, x = [], 0
    for tree in below:
        edges.append(x)
        x += tree.width + box.gap_x
    total = x - box.gap_x
    own_x = (edges[0] + below[0].own_x + edges[-1] + below[-1].own_x) // 2
    y = box.height + box.gap_y
    placed = tuple(_Place(tree, edge, y, Side.TOP) for tree, edge in zip(below, edges, strict=True))
    return _Tree(person, max(total, own_x + box.width), y + max(tree.height for tree in below), own_x, placed)


def _hung(person: str, below: Sequence[_Tree], box: Box) -> _Tree:
    """Reports in two columns, left and right of a trunk that comes down from their superior's middle."""
    indent = box.gap_x
    left = max(tree.width for tree in below[::2])
    right = max(tree.width for tree in below[1::2])
    trunk = max(left + indent, box.width // 2)
    y, placed = box.height + box.gap_y, []
    for pair in (below[n : n + 2] for n in range(0, len(below), 2)):
        placed.append(_Place(pair[0], trunk - indent - pair[0].width, y, Side.RIGHT))
        if len(pair) == 2:
            placed.append(_Place(pair[1], trunk + indent, y, Side.LEFT))
        y += max(tree.height for tree in pair) + box.gap_y
    width = max(trunk + indent + right, trunk - box.width // 2 + box.width)
    return _Tree(person, width, y - box.gap_y, trunk - box.width // 2, tuple(placed))


def _column(person: str, below: Sequence[_Tree], box: Box) -> _Tree:
    """Reports in one column, a little to the right; their line comes out of the superior's left side."""
    indent = box.gap_x // 2
    y, placed = box.height + box.gap_y, []
    for tree in below:
        placed.append(_Place(tree, 2 * indent, y, Side.OUTLINE))
        y += tree.height + box.gap_y
    return _Tree(person, 2 * indent + max(tree.width for tree in below), y - box.gap_y, indent, tuple(placed))


def _comb(person: str, below: Sequence[_Tree], box: Box, columns: int) -> _Tree:
    """Reports in several columns, in reading order row by row; a trunk comes down on the left of each column."""
    indent, x, height = box.gap_x, 0, 0
    placed = []
    for first in range(columns):
        column = below[first::columns]
        y = box.height + box.gap_y
        for tree in column:
            placed.append(_Place(tree, x + indent, y, Side.COMB, x))
            y += tree.height + box.gap_y
        x += indent + max(tree.width for tree in column) + box.gap_x
        height = max(height, y - box.gap_y)
    width = x - box.gap_x
    return _Tree(person, width, height, (width - box.width) // 2, tuple(placed))


_Way = Callable[[str, Sequence[_Tree], Box], _Tree]


def _shelve(trees: Sequence[_Tree], box: Box, width: int) -> Layout:
    """Trees one beside the other, on a new shelf where the frame ends, each shelf in the middle of the whole."""
    shelves: list[list[_Tree]] = []
    x = 0
    for tree in trees:
        if not shelves or x + tree.width > width:
            shelves.append([])
            x = 0
        shelves[-1].append(tree)
        x += tree.width + box.gap_x
    extents = [sum(tree.width + box.gap_x for tree in shelf) - box.gap_x for shelf in shelves]
    widest = max(extents, default=0)
    places: dict[str, tuple[int, int]] = {}
    lines: list[Line] = []
    y = 0
    for shelf, extent in zip(shelves, extents, strict=True):
        x = (widest - extent) // 2
        for tree in shelf:
            _place(tree, x, y, places, lines)
            x += tree.width + box.gap_x
        y += max(tree.height for tree in shelf) + box.gap_y
    return Layout(places, tuple(lines), widest, max(y - box.gap_y, 0))


def _place(tree: _Tree, x: int, y: int, places: dict[str, tuple[int, int]], lines: list[Line]) -> None:
    """Write down where the boxes of a tree stand whose top left corner is given."""
    waiting = [(tree, x, y)]
    while waiting:
        tree, left, top = waiting.pop()
        places[tree.person] = (left + tree.own_x, top)
        for place in tree.reports:
            lines.append(Line(tree.person, place.tree.person, place.side, left + place.trunk))
            waiting.append((place.tree, left + place.x, top + place.y))
