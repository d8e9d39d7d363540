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
_CAPS = (8, 6, 5, 4, 3)  # lines of a text
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
    texts = [measure(page, one) for one in words]
    points, count = fitting(texts, width, slot.height, SIZES, _GAP)
    spare = 1 if count == len(words) else 3
    most = max(int(slot.height / line_height(points)) - spare + 1, 1)  # lines of a text, cut where it is longer
    for cap in _CAPS if count < len(words) else ():  # long texts are cut before any is left out
        cut = [shortened(text, width, cap, SIZES[-1]) for text in texts]
        _, shown = fitting(cut, width, slot.height, SIZES[-1:], _GAP)
        if shown > count:
            points, count, most = SIZES[-1], shown, cap
        if shown == len(words):
            break
    said = [say(page, one) for one in words[:count]]
    said = [Said(shortened(one.text, width, most, points), one.muted) for one in said]
    left_out = say(page, more("points", len(words) - count)) if count < len(words) else None
    items = [(one, tones[n] if n < len(tones) else None) for n, one in enumerate(said)]
    return drawn(
        name, slot=slot, id=page.next_id(), items=items, more=left_out, points=points, gap=_GAP, indent=indent, alt=alt
    )
