"""Draws tables in a Word document, and what is said where a block has nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.blocks import Align, Entry, Table, Words
from pipeline.render.cell_room import cut
from pipeline.render.drawing import drawn, named, put, stencil
from pipeline.render.fit import (
    column_widths,
    line_count,
    line_height,
    longest_word,
    needed,
    text_width,
)
from pipeline.render.said import Said, measure, say, spans
from pipeline.render.slots import Page, Slot
from pipeline.theme import Tone

TWIP = 635  # EMU in a twentieth of a point, Word's unit of width
MARGIN = 70  # twips inside a cell, left and right
_ALIGN = {Align.LEFT: "left", Align.RIGHT: "right", Align.CENTRE: "center"}
_SMALL_FROM = 8  # columns: so many need the smaller size
_KEPT_TOGETHER = 16  # lines: a table of at most so many, a third of a page, stays on one
SIGN = "● "  # as wide as a tone's sign with its space
_WIDTH, _WORDS = "\1", "\2"  # where they stand in a form, until it is written


def draw_empty(words: Words, page: Page) -> str:
    """What is said in place of a block that has nothing to show."""
    return drawn("word/empty", said=Said(say(page, words).text, muted=True))


def draw_table(table: Table, slot: Slot, page: Page) -> str:
    """A table with light rules; its heading repeats on each page, no row breaks, a short one stays on one page.

    Where the tag asks for a height, no row is higher: longer words are cut.
    """
    if not table.rows:
        return draw_empty(table.empty, page)
    points = 9.0 if len(table.heads) < _SMALL_FROM else 8.0
    alt = say(page, table.alt).text
    read = page.read
    body = [[[read(words) for words in entry.words] for entry in row] for row in table.rows]
    widths = _widths(table, body, slot, page, points)
    aligns = tuple([_ALIGN[head.align] for head in table.heads])
    heads = [
        _head(say(page, head.label), align, width, points)
        for head, align, width in zip(table.heads, aligns, widths, strict=True)
    ]
    last = len(table.rows) - 1
    most = max(slot.height // line_height(points), 1) if slot.height else 0
    together = _lines_of(body, widths, points, most) <= _KEPT_TOGETHER
    forms: dict[_Look, _Form] = {}
    drawn_rows: list[str] = []
    log: list[tuple[str, str]] = []
    for n, (row, saids) in enumerate(zip(table.rows, body, strict=True)):
        total = table.total and n == last
        strong = table.total and n == last - 1
        keep = n < last and (together or n in (0, last - 1))
        alone = spans(row)
        if alone:
            saids = saids[:1]
        elif most:
            saids = [
                cut(said, SIGN if entry.tone else "", most, (width - 2 * MARGIN) * TWIP, points, entry.strong)
                for entry, said, width in zip(row, saids, widths, strict=True)
            ]
        cells = tuple([_cell_look(entry, said) for entry, said in zip(row, saids, strict=not alone)])
        look = (alone, strong, keep, total, cells)
        form = forms.get(look)
        if form is None:
            of_all = _form(points, tuple(aligns[:1]) if alone else aligns, len(row) if alone else 1, look)
            form = forms[look] = of_all.filled([sum(widths)] if alone else widths)
        words = [one for said in saids for one in said]
        for one in words:
            log += one.log
        drawn_rows.append(form.of(words))
    page.log(log)
    return framed(alt, widths, [put("word/cells", "heading", (), "".join(heads)), *drawn_rows])


def _lines_of(body: Sequence[Sequence[Sequence[Said]]], widths: Sequence[int], points: float, most: int) -> int:
    """How many lines the rows of a table take, of which none has more than `most` (0: as many as it needs)."""
    lines = 0
    for row in body:
        if lines > _KEPT_TOGETHER:
            break
        high = 1
        for saids, width in zip(row, widths, strict=True):
            inner = (width - 2 * MARGIN) * TWIP
            high = max(high, sum(line_count(said.text, inner, points) for said in saids))
        lines += min(high, most) if most else high
    return lines


def framed(alt: str, widths: Sequence[int], rows: Sequence[str]) -> str:
    """A table around its rows."""
    told = (named(alt),) if alt else ()
    grid = "".join([put("word/cells", "column", (), width) for width in widths])
    return put("word/cells", "table", (MARGIN, bool(alt)), sum(widths), *told, grid, "".join(rows))


_CellLook = tuple[Tone | None, bool, tuple[bool, ...]]  # the tone, whether it is strong, of each of its words if muted
_Look = tuple[bool, bool, bool, bool, tuple[_CellLook, ...]]  # alone, a strong rule, kept with the next, total, cells
_PLAIN: _CellLook = (None, False, (False,))


def _cell_look(entry: Entry, said: Sequence[Said]) -> _CellLook:
    """How a cell looks; most hold one text."""
    if len(said) == 1 and entry.tone is None and not entry.strong and not said[0].muted:
        return _PLAIN
    return entry.tone, entry.strong, tuple([one.muted for one in said])


@dataclass(frozen=True, slots=True)
class _Form:
    """A row of a look: `%s` where its cells' widths stand, then its words, and what is between the lines of each."""

    xml: str
    between: tuple[str, ...]

    def filled(self, widths: Sequence[int]) -> _Form:
        """The form with the widths of the cells."""
        return _Form(self.xml % tuple(widths), self.between)

    def of(self, words: Sequence[Said]) -> str:
        """The row with these words."""
        return self.xml % tuple([one.xml or one.between(lines) for one, lines in zip(words, self.between, strict=True)])


@lru_cache(maxsize=4096)
def _form(points: float, aligns: tuple[str, ...], span: int, look: _Look) -> _Form:
    """The form of a row: each cell with a paragraph for each of its words, the first with the tone's sign."""
    _, strong, keep, total, cells = look
    made: list[str] = []
    lines: list[str] = []
    for (tone, bold, muted), align in zip(cells, aligns, strict=True):
        before, after, end = stencil("word/cells", "cell", span, strong)
        made += (before, _WIDTH, after)
        if not muted:
            made.append(stencil("word/cells", "nothing", align, keep)[0])
        for n, quiet in enumerate(muted):
            ink = "muted" if quiet else None
            paragraph = (points, align, keep, bold or total, ink, None if n else tone)
            start, between, close = stencil("word/cells", "paragraph", *paragraph)
            made += (start, _WORDS, close)
            lines.append(between)
        made.append(end)
    row = put("word/cells", "row", (), "".join(made))
    return _Form(row.replace("%", "%%%%").replace(_WIDTH, "%s").replace(_WORDS, "%%s"), tuple(lines))


def _head(said: Said, align: str, width: int, points: float) -> str:
    """A cell of the heading row."""
    before, start, between, end = stencil("word/cells", "head", points, align, "muted" if said.muted else "dk2")
    return f"{before}{width}{start}{said.between(between)}{end}"


def _widths(table: Table, body: Sequence[Sequence[Sequence[Said]]], slot: Slot, page: Page, points: float) -> list[int]:
    """The columns' widths in twips; numbers and words are not broken where the page has the width."""
    least = []
    for n, head in enumerate(table.heads):
        need = needed([one.text for row in body for one in row[n]], slot.width, points, head.align is Align.RIGHT)
        sign = text_width(SIGN, points) if any(row[n].tone for row in table.rows) else 0
        widest = max(need.width + sign, longest_word(measure(page, head.label), points, True))
        least.append(widest // TWIP + 2 * MARGIN + 20)
    return column_widths([head.width for head in table.heads], least, slot.width // TWIP)
