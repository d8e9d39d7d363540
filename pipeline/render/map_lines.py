"""Computes the connectors of a people map, glued to the boxes they join, as Office describes them."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.render.map_layout import Line
from pipeline.render.map_trees import Side
from pipeline.render.said import Said
from pipeline.render.slots import EMU_PER_POINT, Page

BULGE = 14 * EMU_PER_POINT  # how far a curved line between boxes of one column swings out
_LEAST = 12_700  # the least extent of a connector that Office keeps


@dataclass(frozen=True, slots=True)
class Person:
    """A box: frame, words, edge."""

    id: int
    x: int
    y: int
    width: int
    height: int
    name: Said
    title: Said
    support: Said | None
    sign: str
    slot: str
    key: bool
    owned: bool
    badge: Said | None
    badge_width: int
    badge_id: int


@dataclass(frozen=True, slots=True)
class Connector:
    """A line from one box's side to another's; `x`, `y`, `width`, `height` are the frame before it is turned."""

    id: int
    start: int
    start_side: int
    end: int
    end_side: int
    shape: str
    x: int
    y: int
    width: int
    height: int
    turn: int = 0
    flip_x: bool = False
    flip_y: bool = False
    bend: int | None = None
    path: tuple[tuple[int, int], ...] = ()  # corners, where no shape of Office has them


def reporting_line(above: Person, below: Person, line: Line, left: int, bus: int, page: Page) -> Connector:
    """A reporting line, out of the superior's lower edge: straight down, or with right angles."""
    side = line.side
    if side is Side.OUTLINE:
        return _outline(above, below, page)
    if side is Side.COMB:
        return _comb(above, below, left + line.trunk, bus, page)
    x1, y1 = above.x + above.width // 2, above.y + above.height
    if side is Side.TOP:
        x2, y2, end = below.x + below.width // 2, below.y, 0
    else:
        x2 = below.x if side is Side.LEFT else below.x + below.width
        y2, end = below.y + below.height // 2, 1 if side is Side.LEFT else 3
    if abs(x2 - x1) <= 1:
        return Connector(page.next_id(), above.id, 2, below.id, end, "straightConnector1", x1, y1, 0, y2 - y1)
    # Office describes a bent line that starts downwards as one that starts sideways, turned by a quarter
    width, height = y2 - y1, abs(x2 - x1)
    middle_x, middle_y = (x1 + x2) // 2, (y1 + y2) // 2
    shape = "bentConnector3" if side is Side.TOP else "bentConnector2"
    rightwards = x2 > x1
    return Connector(
        page.next_id(),
        above.id,
        2,
        below.id,
        end,
        shape,
        middle_x - width // 2,
        middle_y - height // 2,
        width,
        height,
        turn=16_200_000 if rightwards else 5_400_000,
        flip_x=rightwards,
    )


def _outline(above: Person, below: Person, page: Page) -> Connector:
    """A reporting line out of the superior's left side, down, and into the report's left side."""
    y1, y2 = above.y + above.height // 2, below.y + below.height // 2
    indent = below.x - above.x
    shape = "bentConnector3"
    return Connector(page.next_id(), above.id, 1, below.id, 1, shape, above.x, y1, indent, y2 - y1, bend=-100_000)


def _comb(above: Person, below: Person, trunk: int, bus: int, page: Page) -> Connector:
    """A reporting line down to a bus, along it to the trunk, down the trunk, and into the report's left side.

    It is a drawn line and not glued: viewers other than Office lay connectors of so many bends anew, across boxes.
    """
    x1, y1 = above.x + above.width // 2, above.y + above.height
    y2 = below.y + below.height // 2
    points = [(x1, y1), (x1, y1 + bus), (trunk, y1 + bus), (trunk, y2), (below.x, y2)]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    return Connector(
        page.next_id(),
        above.id,
        2,
        below.id,
        1,
        "",
        left,
        y1,
        right - left,
        y2 - y1,
        path=tuple((x - left, y - y1) for x, y in points),
    )


def influence_line(one: Person, other: Person, page: Page) -> Connector:
    """A curved line between the near sides of two boxes, or out to the side where they stand in one column."""
    y1, y2 = one.y + one.height // 2, other.y + other.height // 2
    bend = None
    if one.x + one.width <= other.x:
        start, end, x1, x2 = 3, 1, one.x + one.width, other.x
    elif other.x + other.width <= one.x:
        start, end, x1, x2 = 1, 3, one.x, other.x + other.width
    else:
        start = end = 3
        x1, x2 = one.x + one.width, other.x + other.width
        extent = max(abs(x2 - x1), _LEAST)
        beyond = extent + BULGE if x2 >= x1 else -BULGE
        bend = round(beyond / extent * 100_000)
    return Connector(
        page.next_id(),
        one.id,
        start,
        other.id,
        end,
        "curvedConnector3",
        min(x1, x2),
        min(y1, y2),
        max(abs(x2 - x1), _LEAST) if bend is not None else abs(x2 - x1),
        abs(y2 - y1),
        flip_x=x2 < x1,
        flip_y=y2 < y1,
        bend=bend,
    )
