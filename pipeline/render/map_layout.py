"""Places the boxes of an org chart: a layered forest in which no two boxes ever overlap.

Reports stand side by side under their superior, or hang in two columns on both sides of a trunk, or, where nobody
reports to them, stand in one column; many make a comb of several columns. Each subtree offers its ways from low and
wide to high and narrow, and the lowest that fits the frame's width is taken. Trees follow one another on shelves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.render.map_trees import Box, Side, Tree, heights, narrowest, ways_to_draw

NOBODY = ""
MOST_TRIES = 60  # people who are tried one by one for the room that is left


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
    offers: dict[str, list[Tree]] = {}
    for level in reversed(_levels(heads, reports)):
        for person in level:
            offers[person] = ways_to_draw(person, [offers[report] for report in reports[person]], box)
    layout = Layout({}, (), 0, 0)
    for limit in heights([offers[head] for head in heads]):
        layout = _shelve([narrowest(offers[head], limit) for head in heads], box, width)
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
    layout = _filled_up(best, people, ranked, box, width, height) if best else Layout({}, (), 0, 0)
    return layout, tuple(person for person, _ in people if person in layout.places)


def _filled_up(
    layout: Layout, people: Sequence[tuple[str, str]], ranked: Sequence[str], box: Box, width: int, height: int
) -> Layout:
    """The layout with those of the next ranked, one by one, who have room beside the ones who are in it."""
    above = superiors(people)
    for one in [person for person in ranked if person not in layout.places][:MOST_TRIES]:
        if one not in layout.places:
            chosen = _with_superiors([*layout.places, one], above)
            more = whole([(person, above[person]) for person, _ in people if person in chosen], box, width, height)
            layout = more or layout
    return layout


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


def _shelve(trees: Sequence[Tree], box: Box, width: int) -> Layout:
    """Trees one beside the other, on a new shelf where the frame ends, each shelf in the middle of the whole."""
    shelves: list[list[Tree]] = []
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


def _place(tree: Tree, x: int, y: int, places: dict[str, tuple[int, int]], lines: list[Line]) -> None:
    """Write down where the boxes of a tree stand whose top left corner is given."""
    waiting = [(tree, x, y)]
    while waiting:
        tree, left, top = waiting.pop()
        places[tree.person] = (left + tree.own_x, top)
        for place in tree.reports:
            lines.append(Line(tree.person, place.tree.person, place.side, left + place.trunk))
            waiting.append((place.tree, left + place.x, top + place.y))
