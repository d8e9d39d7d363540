"""Computes a people map for a frame: who is on it, each box with its words, and the lines between boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.blocks import Finding, Label, Node, PeopleMap
from pipeline.figures import Figure
from pipeline.render.fit import line_count, line_height, shortened, text_width
from pipeline.render.map_layout import Layout, most_that_fit, whole
from pipeline.render.map_lines import BULGE, Connector, Person, influence_line, reporting_line
from pipeline.render.map_trees import Box
from pipeline.render.said import Said, measure, more, say
from pipeline.render.slots import EMU_PER_POINT, Page, Slot
from pipeline.theme import SIGNS, SLOTS

INSET = 4 * EMU_PER_POINT


@dataclass(frozen=True, slots=True)
class Scale:
    """A size of the map: its text, the width of a box and the gap between boxes in points."""

    points: float
    box: int
    gap: int
    lines: int = 2  # at most, of a title
    support: int = 2  # at most, of a person's support with our owner


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """All that is drawn of a people map, in the coordinates of its slot."""

    people: Sequence[Person]
    reporting: Sequence[Connector]
    influence: Sequence[Connector]
    caption: Said | None
    points: float
    badge_height: int
    caption_y: int
    height: int


@dataclass(frozen=True, slots=True)
class _Words:
    """A person's words as measured."""

    name: str
    title: str
    support: str
    badge: str


def map_drawing(people_map: PeopleMap, slot: Slot, page: Page, scales: Sequence[Scale]) -> MapDrawing:
    """The map at the largest scale at which everybody fits, else at the smallest with those who matter most."""
    words = {node.id: _words(node, page) for node in people_map.nodes}
    nodes = {node.id: node for node in people_map.nodes}  # an id that stands twice is drawn once
    pairs = [(node.id, node.superior) for node in nodes.values()]
    ranked = [node.id for node in nodes.values() if node.key] + [n.id for n in nodes.values() if not n.key]
    margin = 2 * BULGE if people_map.influences else 0
    caption_height = 2 * line_height(scales[-1].points)
    width = slot.width - margin

    def placed(people: Sequence[tuple[str, str]]) -> tuple[Scale, Box, Layout] | None:
        """The largest scale at which these people fit."""
        for scale in scales:
            box = _box(scale, [words[one] for one, _ in people])
            if layout := whole(people, box, width, slot.height - caption_height - _badge_height(scale.points) // 2):
                return scale, box, layout
        return None

    shown, found = tuple(nodes), placed(pairs)
    if found is None:
        scale = scales[-1]
        box, room = _box(scale, list(words.values())), slot.height - caption_height - _badge_height(scale.points) // 2
        layout, shown = most_that_fit(pairs, ranked, box, width, room)
        # Those who are left may have room for more of their words.
        found = placed([pair for pair in pairs if pair[0] in layout.places]) or (scale, box, layout)
    scale, box, layout = found
    return _drawing(people_map, layout, [nodes[one] for one in shown], box, scale, slot, page, scales[-1].points)


def _words(node: Node, page: Page) -> _Words:
    """A person's words, measured."""
    support = " · ".join(measure(page, one) for one in (node.support_word, node.ours) if one)
    return _Words(
        measure(page, node.name),
        measure(page, node.title),
        f"{SIGNS[node.support]} {support}" if support else "",
        measure(page, node.badge) if node.badge else "",
    )


def _box(scale: Scale, people: Sequence[_Words]) -> Box:
    """The size of all boxes at a scale, as high as the fullest needs."""
    width, gap = scale.box * EMU_PER_POINT, scale.gap * EMU_PER_POINT
    inner = width - 2 * INSET
    lines = max(
        (
            min(line_count(one.name, inner, scale.points, True), 2)
            + min(line_count(one.title, inner, scale.points), scale.lines)
            + (min(line_count(one.support, inner, scale.points), scale.support) if one.support else 0)
            for one in people
        ),
        default=3,
    )
    badge = _badge_height(scale.points) if any(one.badge for one in people) else 0
    height = lines * line_height(scale.points) + 2 * INSET + badge // 4
    return Box(width, height, gap, max(gap, badge // 2 + gap // 2) + gap // 2)


def _badge_height(points: float) -> int:
    """The height of a badge."""
    return line_height(points) + 2 * EMU_PER_POINT


def _caption(people_map: PeopleMap, shown: Sequence[Node], left_out: int, page: Page) -> Said | None:
    """What stands under the map: how many are not on it, and what dashes and curves mean where there are any."""
    on_map = {node.id for node in shown}
    parts = []
    told = people_map.more
    if left_out and told and isinstance(told.figures.get("count"), Figure) and not told.figures["count"].absent:
        count = told.figures["count"]
        told, left_out = (
            Finding(told.macro, {**told.figures, "count": replace(count, value=count.number + left_out)}),
            0,
        )
    if told:
        parts.append(say(page, told).text)
    if left_out:
        parts.append(say(page, more("people", left_out)).text)
    if any(not node.owned for node in shown):
        parts.append(say(page, Label("map_not_owned")).text)
    if any(one in on_map and other in on_map and one != other for one, other in people_map.influences):
        parts.append(say(page, Label("map_influence")).text)
    return Said(" · ".join(parts), muted=True) if parts else None


def _drawing(
    people_map: PeopleMap,
    layout: Layout,
    shown: Sequence[Node],
    box: Box,
    scale: Scale,
    slot: Slot,
    page: Page,
    least: float,
) -> MapDrawing:
    """The boxes and lines of a layout, in the middle of the slot; what is printed last is said last."""
    left = (slot.width - layout.width) // 2
    top = _badge_height(scale.points) // 2 if any(node.badge for node in shown) else 0
    people = [_person(node, layout, left, top, box, scale, page) for node in shown]
    caption = _caption(people_map, shown, len({node.id for node in people_map.nodes}) - len(shown), page)
    if caption:
        caption = caption.cut(shortened(caption.text, slot.width, 2, least))
    by_id = {node.id: person for node, person in zip(shown, people, strict=True)}
    reporting = [
        reporting_line(by_id[one.superior], by_id[one.report], one, left, box.gap_y // 2, page) for one in layout.lines
    ]
    influence = [
        influence_line(by_id[one], by_id[other], page)
        for one, other in dict.fromkeys(people_map.influences)
        if one in by_id and other in by_id and one != other
    ]
    height = top + layout.height
    caption_y = height + line_height(scale.points) // 2
    lines = line_count(caption.text, slot.width, scale.points) if caption else 0
    total = caption_y + lines * line_height(scale.points) if caption else height
    return MapDrawing(
        people, reporting, influence, caption, scale.points, _badge_height(scale.points), caption_y, total
    )


def _person(node: Node, layout: Layout, left: int, top: int, box: Box, scale: Scale, page: Page) -> Person:
    """A box with its words, each two lines at most."""
    inner = box.width - 2 * INSET
    x, y = layout.places[node.id]
    name, title = say(page, node.name), say(page, node.title)
    parts = [say(page, one).text for one in (node.support_word, node.ours) if one]
    sign = SIGNS[node.support]
    support = shortened(f"{sign} {' · '.join(parts)}", inner, scale.support, scale.points) if parts else ""
    badge = None
    if node.badge:
        badge = Said(shortened(say(page, node.badge).text, box.width // 2 - 2 * INSET, 1, scale.points, True))
    return Person(
        page.next_id(),
        left + x,
        top + y,
        box.width,
        box.height,
        Said(shortened(name.text, inner, 2, scale.points, True), name.muted),
        Said(shortened(title.text, inner, scale.lines, scale.points), title.muted),
        Said(support.removeprefix(f"{sign} ")) if parts else None,
        sign,
        SLOTS[node.support],
        node.key,
        node.owned,
        badge,
        text_width(badge.text, scale.points, bold=True) + 2 * INSET if badge else 0,
        page.next_id() if badge else 0,
    )
