"""Draws words on a slide: paragraphs, points, and what is said where a block has nothing to show."""

from __future__ import annotations

from pipeline.blocks import Bullets, Text, Words
from pipeline.render.drawing import drawn
from pipeline.render.fit import fitting, line_count, line_height, shortened
from pipeline.render.portions import left_over, points
from pipeline.render.said import Said, measure, say
from pipeline.render.slots import EMU_PER_POINT, Page, Slot
from pipeline.theme import Tone

SIZES = (16.0, 14.0, 13.0, 12.0, 11.0, 10.0)
GOING_ON = 12.0  # points, of what goes on on a copy of the slide
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
    items, rest = points(bullets)
    return _paragraphs(tuple(items), bullets.tones, slot, page, "slides/bullets", _INDENT, "", rest)


def draw_empty(words: Words, slot: Slot, page: Page) -> str:
    """What is said in place of a block that has nothing to show."""
    said = Said(say(page, words).text, muted=True)
    fits = next((size for size in SIZES[1:] if _height(said.text, slot.width, size) <= slot.height), 10.0)
    return drawn("slides/empty", slot=slot, id=page.next_id(), said=said, points=fits)


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
    rest: int = 0,
) -> str:
    """Paragraphs one below the other; those that don't fit follow on a copy of the slide, or are told as "and N more".

    `rest` are those that composing left out already.
    """
    begun, annexed = page.begun(slot), bool(rest or slot.top)
    words, tones = words[begun:], tones[begun:]
    width = slot.width - indent
    height = slot.height - (line_height(SIZES[-1]) if rest else 0)
    texts = [measure(page, one) for one in words]
    size, count = fitting(texts, width, height, SIZES, _GAP)
    if slot.continues and count < len(words):
        size, count = fitting(texts, width, height, (GOING_ON,), _GAP)
        if count < len(words) and page.go_on(slot, begun + max(count, 1)):
            words, rest = words[: max(count, 1)], 0
            texts = texts[: len(words)]
    spare = 1 if count == len(words) else 3
    most = max(int(slot.height / line_height(size)) - spare + 1, 1)  # lines of a text, cut where it is longer
    for cap in _CAPS if count < len(words) else ():  # long texts are cut before any is left out
        cut = [shortened(text, width, cap, SIZES[-1]) for text in texts]
        _, shown = fitting(cut, width, height, SIZES[-1:], _GAP)
        if shown > count:
            size, count, most = SIZES[-1], shown, cap
        if shown == len(words):
            break
    said = [say(page, one) for one in words[:count]]
    said = [Said(shortened(one.text, width, most, size), one.muted) for one in said]
    left_out = len(words) - len(said) + rest
    told = say(page, left_over("points", left_out, annexed)) if left_out else None
    items = [(one, tones[n] if n < len(tones) else None) for n, one in enumerate(said)]
    return drawn(
        name, slot=slot, id=page.next_id(), items=items, more=told, points=size, gap=_GAP, indent=indent, alt=alt
    )
