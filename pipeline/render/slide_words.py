"""Draws words on a slide: paragraphs, points, and what is said where a block has nothing to show."""

from __future__ import annotations

from pipeline.blocks import Bullets, Text, Words
from pipeline.render.drawing import drawn
from pipeline.render.fit import fitting, line_count, line_height, shortened
from pipeline.render.said import Said, measure, more, say
from pipeline.render.slots import EMU_PER_POINT, Page, Slot
from pipeline.theme import Tone

SIZES = (16.0, 14.0, 13.0, 12.0, 11.0, 10.0)
_INDENT = 18 * EMU_PER_POINT
_GAP = 0.45  # lines between two points


def draw_text(text: Text, slot: Slot, page: Page) -> str:
    """Paragraphs as large as fit."""
    alt = say(page, text.alt).text if text.alt else ""
    return _paragraphs(text.paragraphs, (), slot, page, "slides/text", 0, alt)


def draw_bullets(bullets: Bullets, slot: Slot, page: Page) -> str:
    """Points as large as fit; a toned point has its sign as bullet."""
    if not bullets.items:
        return draw_empty(bullets.empty, slot, page) if bullets.empty else ""
    return _paragraphs(bullets.items, bullets.tones, slot, page, "slides/bullets", _INDENT, "")


def draw_empty(words: Words, slot: Slot, page: Page) -> str:
    """What is said in place of a block that has nothing to show."""
    said = Said(say(page, words).text, muted=True)
    points = next((size for size in SIZES[1:] if _height(said.text, slot.width, size) <= slot.height), 10.0)
    return drawn("slides/empty", slot=slot, id=page.next_id(), said=said, points=points)


def _height(text: str, width: int, points: float) -> int:
    """How high a text stands in a width."""
    return line_count(text, width, points) * line_height(points)


def _paragraphs(
    words: tuple[Words, ...],
    tones: tuple[Tone | None, ...],
    slot: Slot,
    page: Page,
    name: str,
    indent: int,
    alt: str,
) -> str:
    """Paragraphs one below the other, with "and N more" in place of those that don't fit."""
    width = slot.width - indent
    points, count = fitting([measure(page, one) for one in words], width, slot.height, SIZES, _GAP)
    said = [say(page, one) for one in words[:count]]
    spare = 1 if count == len(words) else 3  # a lone text that is longer than the slot is cut at a word
    room = max(int(slot.height / line_height(points)) - spare + 1, 1)
    if count == 1:
        said = [Said(shortened(said[0].text, width, room, points), said[0].muted)]
    left_out = say(page, more("points", len(words) - count)) if count < len(words) else None
    items = [(one, tones[n] if n < len(tones) else None) for n, one in enumerate(said)]
    return drawn(
        name, slot=slot, id=page.next_id(), items=items, more=left_out, points=points, gap=_GAP, indent=indent, alt=alt
    )
