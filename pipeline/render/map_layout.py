"""Places the boxes of an org chart: a layered forest in which no two boxes ever overlap.

Reports stand side by side under their superior. Where that is too wide for the frame, the deepest level hangs in two
columns on both sides of a trunk, then the level above it, until the width suffices. Trees follow one another on shelves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

NOBODY = ""


class Side(Enum):
    """Where a reporting line enters the report's box."""

    TOP = "top"
    LEFT = "left"
    RIGHT = "right"


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


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each box's top left corner is, the reporting lines, and the room that all take."""

    places: Mapping[str, tuple[int, int]]
    lines: tuple[Line, ...]
    width: int
    height: int


@dataclass(slots=True)
class _Tree:
    """A person with all reports: its extent, where the person's own box stands in it, and where its subtrees do."""

    width: int
    height: int
    own_x: int
    reports: list[tuple[str, int, int, Side]] = field(default_factory=list)


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


def lay_out(people: Sequence[tuple[str, str]], box: Box, width: int) -> Layout:
    """Place people, given as (id, superior's id) in reading order, in a frame of that width."""
    above = superiors(people)
    reports: dict[str, list[str]] = {person: [] for person in above}
    for person, superior in above.items():
        if superior != NOBODY:
            reports[superior].append(person)
    heads = [person for person, superior in above.items() if superior == NOBODY]
    levels = _levels(heads, reports)
    hanging: set[str] = set()
    trees = _grow(levels, reports, hanging, box)
    for level in reversed(levels):
        if all(trees[head].width <= width for head in heads):
            break
        hanging.update(person for person in level if len(reports[person]) > 1)
        trees = _grow(levels, reports, hanging, box)
    return _shelve(heads, trees, box, width)


def most_that_fit(
    people: Sequence[tuple[str, str]], ranked: Sequence[str], box: Box, width: int, height: int
) -> tuple[Layout, tuple[str, ...]]:
    """The layout of as many people as fit, the first ranked and their superiors first, and who they are."""
    above = superiors(people)

    def attempt(count: int) -> Layout | None:
        chosen = _with_superiors(ranked[:count], above)
        layout = lay_out([(person, above[person]) for person, _ in people if person in chosen], box, width)
        return layout if layout.width <= width and layout.height <= height else None

    best = _greatest(len(ranked), attempt)
    if best is None:  # not even the first with all superiors: the chain from that person upwards, as far as it fits
        chain = _chain(ranked[0], above) if ranked else []
        best = _greatest(len(chain), lambda count: _chain_layout(chain[:count], above, box, width, height))
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


def _chain_layout(chain: Sequence[str], above: Mapping[str, str], box: Box, width: int, height: int) -> Layout | None:
    """The layout of a chain of superiors where it fits."""
    layout = lay_out([(person, above[person]) for person in reversed(chain)], box, width)
    return layout if layout.width <= width and layout.height <= height else None


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


def _grow(
    levels: Sequence[Sequence[str]], reports: Mapping[str, Sequence[str]], hanging: set[str], box: Box
) -> dict[str, _Tree]:
    """The trees of all people, from the leaves up."""
    trees: dict[str, _Tree] = {}
    for level in reversed(levels):
        for person in level:
            below = [(report, trees[report]) for report in reports[person]]
            trees[person] = _hung(below, box) if person in hanging else _spread(below, box)
    return trees


def _spread(below: Sequence[tuple[str, _Tree]], box: Box) -> _Tree:
    """Reports side by side, their superior above the middle between the first and the last."""
    if not below:
        return _Tree(box.width, box.height, 0)
    edges, x = [], 0
    for _, tree in below:
        edges.append(x)
        x += tree.width + box.gap_x
    total = x - box.gap_x
    first, last = edges[0] + below[0][1].own_x, edges[-1] + below[-1][1].own_x
    own_x = (first + last) // 2
    shift = max(0, -own_x)
    y = box.height + box.gap_y
    placed = [(report, edge + shift, y, Side.TOP) for (report, _), edge in zip(below, edges, strict=True)]
    width = max(total + shift, own_x + shift + box.width)
    return _Tree(width, y + max(tree.height for _, tree in below), own_x + shift, placed)


def _hung(below: Sequence[tuple[str, _Tree]], box: Box) -> _Tree:
    """Reports in two columns, left and right of a trunk that comes down from their superior's middle."""
    indent = box.gap_x
    left = max(tree.width for _, tree in below[::2])
    right = max(tree.width for _, tree in below[1::2])
    trunk = max(left + indent, box.width // 2)
    y, placed = box.height + box.gap_y, []
    for pair in (below[n : n + 2] for n in range(0, len(below), 2)):
        report, tree = pair[0]
        placed.append((report, trunk - indent - tree.width, y, Side.RIGHT))
        if len(pair) == 2:
            placed.append((pair[1][0], trunk + indent, y, Side.LEFT))
        y += max(tree.height for _, tree in pair) + box.gap_y
    width = max(trunk + indent + right, trunk - box.width // 2 + box.width)
    return _Tree(width, y - box.gap_y, trunk - box.width // 2, placed)


def _shelve(heads: Sequence[str], trees: Mapping[str, _Tree], box: Box, width: int) -> Layout:
    """Trees one beside the other, on a new shelf where the frame ends, each shelf in the middle of the whole."""
    shelves: list[list[str]] = []
    x = 0
    for head in heads:
        if not shelves or x + trees[head].width > width:
            shelves.append([])
            x = 0
        shelves[-1].append(head)
        x += trees[head].width + box.gap_x
    extents = [sum(trees[head].width + box.gap_x for head in shelf) - box.gap_x for shelf in shelves]
    widest = max(extents, default=0)
    places: dict[str, tuple[int, int]] = {}
    lines: list[Line] = []
    y = 0
    for shelf, extent in zip(shelves, extents, strict=True):
        x = (widest - extent) // 2
        for head in shelf:
            _place(head, x, y, trees, places, lines)
            x += trees[head].width + box.gap_x
        y += max(trees[head].height for head in shelf) + box.gap_y
    return Layout(places, tuple(lines), widest, max(y - box.gap_y, 0))


def _place(
    head: str, x: int, y: int, trees: Mapping[str, _Tree], places: dict[str, tuple[int, int]], lines: list[Line]
) -> None:
    """Write down where the boxes of a tree stand whose top left corner is given."""
    waiting = [(head, x, y)]
    while waiting:
        person, left, top = waiting.pop()
        tree = trees[person]
        places[person] = (left + tree.own_x, top)
        for report, dx, dy, side in tree.reports:
            lines.append(Line(person, report, side))
            waiting.append((report, left + dx, top + dy))
