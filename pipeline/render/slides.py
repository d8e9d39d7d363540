"""Draws each block on a slide: the shapes, tables and charts that take the place of a slot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pipeline.blocks import Block, Bullets, Chart, Matrix, PeopleMap, Table, Text, Tiles
from pipeline.render.charts import add_chart, is_empty
from pipeline.render.drawing import drawn
from pipeline.render.said import say
from pipeline.render.slide_map import draw_map
from pipeline.render.slide_matrix import draw_matrix
from pipeline.render.slide_tables import draw_table
from pipeline.render.slide_tiles import draw_tiles
from pipeline.render.slide_words import draw_bullets, draw_empty, draw_text
from pipeline.render.slots import Page, Slot


def draw(block: Block, slot: Slot, page: Page) -> str:
    """The DrawingML shapes of a block, inside the slot's frame."""
    return DRAWERS[type(block)](block, slot, page)


def draw_chart(chart: Chart, slot: Slot, page: Page) -> str:
    """A native chart that fills the slot."""
    if is_empty(chart):
        return draw_empty(chart.empty, slot, page)
    alt = say(page, chart.alt).text
    points = 12.0 if min(slot.width / 16, slot.height / 7) > 350_000 else 10.0
    relation = add_chart(chart, page, slot.width, slot.height, points, 10.0)
    return drawn("slides/chart", slot=slot, id=page.next_id(), alt=alt, relation=relation)


DRAWERS: Mapping[type[Any], Callable[[Any, Slot, Page], str]] = MappingProxyType(
    {
        Text: draw_text,
        Bullets: draw_bullets,
        Table: draw_table,
        Chart: draw_chart,
        Matrix: draw_matrix,
        PeopleMap: draw_map,
        Tiles: draw_tiles,
    }
)
