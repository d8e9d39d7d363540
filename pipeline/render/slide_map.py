"""Draws the people map on a slide: boxes, glued reporting lines, curved lines of influence."""

from __future__ import annotations

from pipeline.blocks import PeopleMap
from pipeline.render.drawing import drawn
from pipeline.render.people_map import INSET, Scale, map_drawing
from pipeline.render.said import say
from pipeline.render.slide_words import draw_empty
from pipeline.render.slots import Page, Slot

SCALES = (
    Scale(12.0, 150, 16),
    Scale(11.0, 135, 14),
    Scale(11.0, 118, 14),
    Scale(10.0, 112, 12),
    Scale(10.0, 98, 10),
    Scale(10.0, 150, 12, lines=1, support=1),
    Scale(10.0, 130, 12, lines=1),
    Scale(10.0, 112, 10, lines=1),
)


def draw_map(people_map: PeopleMap, slot: Slot, page: Page) -> str:
    """An org chart in one group, that PowerPoint can take apart and edit."""
    if not people_map.nodes:
        return draw_empty(people_map.empty, slot, page)
    alt = say(page, people_map.alt).text
    drawing = map_drawing(people_map, slot, page, SCALES)
    return drawn(
        "slides/map", slot=slot, id=page.next_id(), caption_id=page.next_id(), alt=alt, map=drawing, inset=INSET
    )
