"""Draws each block in a Word document: the paragraphs, tables and drawings that take the place of a tag's paragraph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pipeline.blocks import Block, Bullets, Chart, Matrix, PeopleMap, Shape, Table, Text, Tiles
from pipeline.render.charts import add_chart, is_empty
from pipeline.render.drawing import drawn
from pipeline.render.fit import line_height, shares, shortened, text_width
from pipeline.render.people_map import INSET, Scale, map_drawing
from pipeline.render.said import Said, measure, say
from pipeline.render.slots import EMU_PER_CM, EMU_PER_POINT, Page, Slot
from pipeline.render.word_grid import draw_matrix
from pipeline.render.word_tables import TWIP, draw_empty, draw_table

SCALES = (
    Scale(9.0, 126, 14),
    Scale(9.0, 108, 12),
    Scale(8.0, 100, 10),
    Scale(8.0, 84, 8),
    Scale(8.0, 126, 10, lines=1),
    Scale(8.0, 108, 10, lines=1),
    Scale(8.0, 92, 10, lines=1),
    Scale(8.0, 84, 8, lines=1),
)
_MAP_HEIGHT = 15 * EMU_PER_CM  # at most, where the tag asks for no height
_TEXT = 10.0  # points, of the body's text
_INDENT = 284 * TWIP  # of a point
_TILE_WIDTH = round(2.9 * EMU_PER_CM)  # at least
_TILE_INSET = 113 * TWIP


def draw(block: Block, slot: Slot, page: Page) -> str:
    """The WordprocessingML of a block, that replaces the tag's paragraph."""
    return DRAWERS[type(block)](block, slot, page)


def draw_text(text: Text, slot: Slot, page: Page) -> str:
    """Paragraphs in the document's own style."""
    return drawn("word/text", paragraphs=[say(page, words) for words in text.paragraphs])


def draw_bullets(bullets: Bullets, slot: Slot, page: Page) -> str:
    """Points; a toned point has its sign as bullet; where the tag asks for a height, no point is higher."""
    if not bullets.items:
        return draw_empty(bullets.empty, page) if bullets.empty else drawn("word/text", paragraphs=[])
    tones = (*bullets.tones, *[None] * len(bullets.items))
    said = [say(page, words) for words in bullets.items]
    if slot.height:
        most = slot.height // line_height(_TEXT)
        said = [Said(shortened(one.text, slot.width - _INDENT, most, _TEXT), one.muted) for one in said]
    return drawn("word/bullets", items=[(one, tones[n]) for n, one in enumerate(said)])


def draw_chart(chart: Chart, slot: Slot, page: Page) -> str:
    """A native chart in the line of text, as wide as the column."""
    if is_empty(chart):
        return draw_empty(chart.empty, page)
    alt = say(page, chart.alt).text
    height = slot.height or _chart_height(chart, slot)
    relation = add_chart(chart, page, slot.width, height, 9.0 if slot.width >= 12 * EMU_PER_CM else 8.0, 8.0)
    return drawn("word/chart", slot=slot, id=page.next_id(), alt=alt, relation=relation, height=height)


def _chart_height(chart: Chart, slot: Slot) -> int:
    """A height that the data asks for: bars by their number, all else in proportion to the width."""
    if chart.shape is Shape.BARS:
        bars = len(chart.categories) * max(len(chart.series), 1)
        return min(max(round((0.8 + 0.7 * bars) * EMU_PER_CM), 3 * EMU_PER_CM), 14 * EMU_PER_CM)
    return min(round(slot.width * 0.4), round(6.5 * EMU_PER_CM))


def draw_map(people_map: PeopleMap, slot: Slot, page: Page) -> str:
    """An org chart as one group of shapes in the line of text, with its key below."""
    if not people_map.nodes:
        return draw_empty(people_map.empty, page)
    alt = say(page, people_map.alt).text
    room = Slot(slot.tag, 0, 0, slot.width, slot.height or _MAP_HEIGHT)
    drawing = map_drawing(people_map, room, page, SCALES)
    height = (drawing.caption_y if drawing.caption else drawing.height) + 2 * EMU_PER_POINT
    return drawn(
        "word/map",
        slot=slot,
        id=page.next_id(),
        alt=alt,
        map=drawing,
        height=height,
        inset=INSET,
        frame_id=page.next_id(),
    )


def draw_tiles(tiles: Tiles, slot: Slot, page: Page) -> str:
    """Tiles as shaded cells of a table without lines."""
    if not tiles.tiles:
        return drawn("word/text", paragraphs=[])
    alt = say(page, tiles.alt).text
    rows = -(-len(tiles.tiles) // max(slot.width // _TILE_WIDTH, 1))
    columns = -(-len(tiles.tiles) // rows)
    inner = slot.width // columns - 2 * _TILE_INSET
    values = [f"{'' if tile.note or not tile.tone else '● '}{measure(page, tile.value)}" for tile in tiles.tiles]
    sizes = (20.0, 18.0, 16.0, 14.0, 12.0)
    large = next((size for size in sizes if all(text_width(one, size, bold=True) <= inner for one in values)), 11.0)
    cells: list[dict[str, Any] | None] = [
        {
            "label": say(page, tile.label),
            "value": say(page, tile.value),
            "note": say(page, tile.note) if tile.note else None,
            "tone": tile.tone,
        }
        for tile in tiles.tiles
    ]
    cells += [None] * (rows * columns - len(cells))
    return drawn(
        "word/tiles",
        alt=alt,
        widths=shares([1.0] * columns, slot.width // TWIP),
        rows=[cells[n : n + columns] for n in range(0, len(cells), columns)],
        small=8.5,
        large=large,
    )


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
