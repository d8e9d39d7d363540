"""Draws tiles on a slide: rows of boxes, each with a label, a large value and what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.blocks import Tile, Tiles
from pipeline.render.drawing import drawn
from pipeline.render.fit import line_count, line_height, shares, shortened, text_width
from pipeline.render.said import Said, measure, say
from pipeline.render.slots import EMU_PER_POINT, Page, Slot
from pipeline.theme import Tone

GAP = 10 * EMU_PER_POINT
INSET = 8 * EMU_PER_POINT
_HIGHEST = 100 * EMU_PER_POINT
_LOWEST = 62 * EMU_PER_POINT
_NARROW = 112 * EMU_PER_POINT  # below this width a second row is better
_SIGN = "● "
_VALUES = (32.0, 28.0, 24.0, 20.0, 18.0, 16.0, 14.0, 12.0)
_LARGE_VALUES = _VALUES[:5]  # still seen first
_MOST_NOTE_LINES = 3


@dataclass(frozen=True, slots=True)
class DrawnTile:
    """A tile's frame and words."""

    id: int
    x: int
    y: int
    width: int
    height: int
    label: Said
    value: Said
    note: Said | None
    tone: Tone | None


@dataclass(frozen=True, slots=True)
class _Sizes:
    """What all tiles share: the width inside, the sizes of text, and the lines that label and note may have."""

    inner: int
    small: float
    large: float
    label_lines: int
    note_lines: int


def draw_tiles(tiles: Tiles, slot: Slot, page: Page) -> str:
    """A row of tiles, or several where they would be too narrow."""
    if not tiles.tiles:
        return ""
    alt = say(page, tiles.alt).text
    columns, rows = _grid(len(tiles.tiles), slot)
    widths = shares([1.0] * columns, slot.width - GAP * (columns - 1))
    heights = shares([1.0] * rows, min(slot.height, rows * (_HIGHEST + GAP)) - GAP * (rows - 1))
    sizes = _sizes(tiles, page, min(widths) - 2 * INSET, min(heights) - 2 * INSET)
    boxes = []
    for n, tile in enumerate(tiles.tiles):
        row, column = divmod(n, columns)
        x, y = slot.x + sum(widths[:column]) + column * GAP, slot.y + sum(heights[:row]) + row * GAP
        boxes.append(_tile(tile, sizes, page, x, y, widths[column], heights[row]))
    return drawn("slides/tiles", slot=slot, id=page.next_id(), alt=alt, tiles=boxes, sizes=sizes, inset=INSET)


def _grid(count: int, slot: Slot) -> tuple[int, int]:
    """How many tiles stand in a row, and how many rows: one where a tile is wide enough, else as many as have room."""
    most_rows = max((slot.height + GAP) // (_LOWEST + GAP), 1)
    rows = 1
    while rows < most_rows and -(-count // rows) > max(slot.width // _NARROW, 1):
        rows += 1
    columns = -(-count // rows)
    return columns, -(-count // columns)


def _sizes(tiles: Tiles, page: Page, inner: int, height: int) -> _Sizes:
    """The largest sizes at which labels, values on one line, and notes have room."""
    values = [_lone_sign(tile) + measure(page, tile.value) for tile in tiles.tiles]
    labels = [measure(page, tile.label) for tile in tiles.tiles]
    small = 12.0 if height > 5.5 * line_height(12.0) else 11.0 if height > 4.5 * line_height(11.0) else 10.0
    label_lines = min(max(line_count(label, inner, small) for label in labels), 2)
    label_lines = label_lines if height > 6 * line_height(small) else 1
    notes = [_SIGN + measure(page, tile.note) for tile in tiles.tiles if tile.note]
    note_lines = min(max((line_count(note, inner, small) for note in notes), default=1), _MOST_NOTE_LINES)
    large = next(
        (
            size
            for lines in range(note_lines, 0, -1)  # a smaller value is better than a note that is cut
            for size in (_VALUES if lines == 1 else _LARGE_VALUES)
            if line_height(size) + (label_lines + lines) * line_height(small) <= height
            and all(text_width(value, size, True) <= inner for value in values)
        ),
        _VALUES[-1],
    )
    rest = height - line_height(large) - label_lines * line_height(small)
    return _Sizes(inner, small, large, label_lines, max(rest // line_height(small), 1))


def _lone_sign(tile: Tile) -> str:
    """The tone's sign, which stands before the value where there is no note to stand before."""
    return _SIGN if tile.tone and not tile.note else ""


def _tile(tile: Tile, sizes: _Sizes, page: Page, x: int, y: int, width: int, height: int) -> DrawnTile:
    """A tile with its words, cut at a word where they are longer than it."""
    label, value = say(page, tile.label), say(page, tile.value)
    note = say(page, tile.note) if tile.note else None
    beside = sizes.inner - text_width(_lone_sign(tile), sizes.large, bold=True)
    after_sign = sizes.inner - text_width(_SIGN, sizes.small, bold=True)
    return DrawnTile(
        page.next_id(),
        x,
        y,
        width,
        height,
        Said(shortened(label.text, sizes.inner, sizes.label_lines, sizes.small)),
        Said(shortened(value.text, beside, 1, sizes.large, bold=True), value.muted),
        Said(shortened(note.text, after_sign, sizes.note_lines, sizes.small), note.muted) if note else None,
        tile.tone,
    )
