"""Draws each block on a slide: the shapes, tables and charts that take the place of a slot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pipeline.blocks import Block, Bullets, Chart, Matrix, PeopleMap, Table, Text, Tiles
from pipeline.render.charts import add_chart, is_empty
from pipeline.render.drawing import drawn
from pipeline.render.fit import line_height, shares, shortened, text_width
from pipeline.render.said import Said, measure, say
from pipeline.render.slide_map import draw_map
from pipeline.render.slide_matrix import draw_matrix
from pipeline.render.slide_tables import draw_table
from pipeline.render.slide_words import draw_bullets, draw_empty, draw_text
from pipeline.render.slots import EMU_PER_POINT, Page, Slot

_TILE_GAP = 10 * EMU_PER_POINT
_TILE_INSET = 9 * EMU_PER_POINT
_SIGN = "● "
_TILE_HEIGHT = 100 * EMU_PER_POINT  # at most
_TILE_LEAST = 62 * EMU_PER_POINT
_TILE_WIDTH = 112 * EMU_PER_POINT  # below this, a second row is better


def draw(block: Block, slot: Slot, page: Page) -> str:
    """The DrawingML shapes of a block, inside the slot's frame."""
    return DRAWERS[type(block)](block, slot, page)


def draw_chart(chart: Chart, slot: Slot, page: Page) -> str:
    """A native chart that fills the slot."""
    if is_empty(chart):
        return draw_empty(chart.empty, slot, page)
    alt = say(page, chart.alt).text
    points = 12.0 if min(slot.width / 16, slot.height / 7) > 350_000 else 10.0
    relation = add_chart(chart, page, slot.width, slot.height, points)
    return drawn("slides/chart", slot=slot, id=page.next_id(), alt=alt, relation=relation)


def draw_tiles(tiles: Tiles, slot: Slot, page: Page) -> str:
    """A row of tiles, or several where there are many: label, large value, and what it is compared with."""
    alt = say(page, tiles.alt).text
    count = len(tiles.tiles)
    if not count:
        return ""
    columns, rows = _tile_grid(count, slot)
    widths = shares([1.0] * columns, slot.width - _TILE_GAP * (columns - 1))
    heights = shares([1.0] * rows, min(slot.height, rows * (_TILE_HEIGHT + _TILE_GAP)) - _TILE_GAP * (rows - 1))
    inner = min(widths) - 2 * _TILE_INSET
    texts = [[measure(page, words) if words else "" for words in (t.label, t.value, t.note)] for t in tiles.tiles]
    small = next((size for size in (12.0, 11.0) if max(heights) > 7 * line_height(size)), 10.0)
    values = [
        _SIGN + text[1] if tile.tone and not tile.note else text[1]
        for text, tile in zip(texts, tiles.tiles, strict=True)
    ]
    large = _value_size(values, inner, min(heights), small)
    boxes: list[dict[str, Any]] = []
    sign = text_width(_SIGN, small)
    for n, tile in enumerate(tiles.tiles):
        row, column = divmod(n, columns)
        label, value = say(page, tile.label), say(page, tile.value)
        note = say(page, tile.note) if tile.note else None
        boxes.append(
            {
                "id": page.next_id(),
                "x": slot.x + sum(widths[:column]) + column * _TILE_GAP,
                "y": slot.y + sum(heights[:row]) + row * _TILE_GAP,
                "width": widths[column],
                "height": heights[row],
                "label": Said(shortened(label.text, inner, 1 if max(heights) < _TILE_LEAST else 2, small)),
                "value": Said(
                    shortened(
                        value.text, inner - (text_width(_SIGN, large) if tile.tone and not note else 0), 1, large, True
                    ),
                    value.muted,
                ),
                "note": Said(shortened(note.text, inner - sign, 2, small), note.muted) if note else None,
                "tone": tile.tone,
            }
        )
    return drawn(
        "slides/tiles", slot=slot, id=page.next_id(), alt=alt, tiles=boxes, small=small, large=large, inset=_TILE_INSET
    )


def _tile_grid(count: int, slot: Slot) -> tuple[int, int]:
    """How many tiles stand in a row, and how many rows: one where a tile is wide enough, else as many as have room."""
    most_rows = max((slot.height + _TILE_GAP) // (_TILE_LEAST + _TILE_GAP), 1)
    rows = 1
    while rows < most_rows and -(-count // rows) > max(slot.width // _TILE_WIDTH, 1):
        rows += 1
    columns = -(-count // rows)
    return columns, -(-count // columns)


def _value_size(values: list[str], width: int, height: int, small: float) -> float:
    """The largest size at which every tile's value stands on a line, beside its label and note."""
    for points in (32.0, 28.0, 24.0, 20.0, 18.0, 16.0, 14.0):
        tall = line_height(points) + 3.5 * line_height(small)
        if tall <= height and all(text_width(value, points, bold=True) <= width for value in values):
            return points
    return 12.0


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
