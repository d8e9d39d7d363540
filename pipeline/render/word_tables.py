"""Draws tables and grids in a Word document, and what is said where a block has nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.blocks import Align, Entry, Matrix, Table, Words
from pipeline.render.drawing import drawn, stencil
from pipeline.render.fit import (
    column_widths,
    line_count,
    line_height,
    longest_word,
    needed,
    shares,
    shortened,
    text_width,
)
from pipeline.render.said import Said, measure, say, spans
from pipeline.render.slots import EMU_PER_CM, Page, Slot
from pipeline.theme import Tone

TWIP = 635  # EMU in a twentieth of a point, Word's unit of width
MARGIN = 70  # twips inside a cell, left and right
_ALIGN = {Align.LEFT: "left", Align.RIGHT: "right", Align.CENTRE: "center"}
_SMALL_FROM = 8  # columns: so many need the smaller size
_KEPT_TOGETHER = 12  # rows: a table of at most so many stays on a page
SIGN = "● "  # as wide as a tone's sign with its space
INSIDE = 2 * MARGIN * TWIP  # EMU, left and right inside a cell
GRID, SMALL = 9.0, 8.0  # points of a grid's words
NO_BREAK = "\u00a0"  # keeps a risk's arrow with its id


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is drawn; `merge` is "restart" or "continue" where it reaches over rows."""

    words: Sequence[Said] = ()
    align: str = "left"
    tone: Tone | None = None
    bold: bool = False
    ink: str | None = None
    width: int = 0
    span: int = 1
    merge: str = ""
    turned: bool = False
    listed: bool = False  # several points; the first has the sign, and where the cell is bold it is a heading


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row: its cells, a stronger rule below, whether it stays with the next row."""

    cells: Sequence[Cell]
    strong: bool = False
    keep: bool = False
    height: int = 0
    heading: bool = False


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
    widths = _widths(table, slot, page, points)
    aligns = [_ALIGN[head.align] for head in table.heads]
    heads = [
        _head(say(page, head.label), width, points, align)
        for head, width, align in zip(table.heads, widths, aligns, strict=True)
    ]
    last = len(table.rows) - 1
    most = max(slot.height // line_height(points), 1) if slot.height else 0
    start, end = stencil("word/cells", "row")
    rows: list[str] = []
    for n, row in enumerate(table.rows):
        total = table.total and n == last
        strong = table.total and n == last - 1
        keep = n < last and (last < _KEPT_TOGETHER or n in (0, last - 1))
        alone = spans(row)
        drawn_cells = [
            _paragraphs(_said(entry, page, points, width, 0 if alone else most), entry, points, align, keep, total)
            for entry, align, width in zip(row, aligns, widths, strict=True)
        ]
        if alone:
            rows += (start, _cell(drawn_cells[0], sum(widths), len(row), strong), end)
        else:
            rows.append(start)
            rows += [_cell(text, width, 1, strong) for text, width in zip(drawn_cells, widths, strict=True)]
            rows.append(end)
    return drawn("word/table", alt=alt, widths=widths, margin=MARGIN, heads="".join(heads), rows="".join(rows))


def _head(said: Said, width: int, points: float, align: str) -> str:
    """A cell of the heading row."""
    before, start, between, end = stencil("word/cells", "head", points, align, "muted" if said.muted else "dk2")
    return f"{before}{width}{start}{said.between(between)}{end}"


def _cell(paragraphs: str, width: int, span: int, strong: bool) -> str:
    """A cell around its paragraphs."""
    before, after, end = stencil("word/cells", "cell", span, strong)
    return f"{before}{width}{after}{paragraphs}{end}"


def _said(entry: Entry, page: Page, points: float, width: int, most: int) -> list[Said]:
    """What a cell says, cut at a word where it takes more than so many lines (0: as many as it needs)."""
    if not most:
        return [say(page, words) for words in entry.words]
    inner, room, kept = (width - 2 * MARGIN) * TWIP, most, []
    for n, words in enumerate(entry.words):
        if room <= 0:
            break
        one = say(page, words)
        lead = SIGN if entry.tone and not n else ""
        text = shortened(
            one.text, inner, max(room - (len(entry.words) - n - 1), min(room, 2)), points, entry.strong, lead
        )
        room -= line_count(lead + text, inner, points, entry.strong)
        kept.append(Said(text, one.muted))
    return kept


def _paragraphs(cell: Sequence[Said], entry: Entry, points: float, align: str, keep: bool, total: bool) -> str:
    """What stands in a cell: a paragraph for each of its words, the first with the tone's sign."""
    if not cell:
        return stencil("word/cells", "nothing", align, keep)[0]
    bold, tone, made = entry.strong or total, entry.tone, ""
    for said in cell:
        ink = "muted" if said.muted else None
        start, between, end = stencil("word/cells", "paragraph", points, align, keep, bold, ink, tone)
        made += f"{start}{said.between(between)}{end}"
        tone = None
    return made


def _widths(table: Table, slot: Slot, page: Page, points: float) -> list[int]:
    """The columns' widths in twips; numbers and words are not broken where the page has the width."""
    least = []
    for n, head in enumerate(table.heads):
        texts = [measure(page, words) for row in table.rows for words in row[n].words]
        _, widest = needed(texts, slot.width, points, head.align is Align.RIGHT)
        sign = text_width(SIGN, points) if any(row[n].tone for row in table.rows) else 0
        widest = max(widest + sign, longest_word(measure(page, head.label), points, True))
        least.append(widest // TWIP + 2 * MARGIN + 20)
    return column_widths([head.width for head in table.heads], least, slot.width // TWIP)


def draw_matrix(matrix: Matrix, slot: Slot, page: Page) -> str:
    """A grid as a table: names of rows and columns, of the axes where they are scales, tinted cells.

    Where the tag asks for a height that a grid of words would need more than, its words are smaller.
    """
    if not matrix.entries:
        return draw_empty(matrix.empty, page)
    alt = say(page, matrix.alt).text
    count = max(len(row) for row in matrix.entries)
    lines = sum(max((len(entry.words) for entry in row), default=1) for row in matrix.entries)
    tight = not matrix.square and 0 < slot.height < lines * line_height(GRID)
    points = SMALL if tight else GRID
    leads, widths, height = _grid(matrix, slot, page, count, tight)
    rows: list[DrawnRow] = []
    joined = tight and all(
        text_width(SIGN + " ".join(measure(page, words) for words in entry.words), points) <= widths[-1] * TWIP - INSIDE
        for row in matrix.entries
        for entry in row
    )
    if matrix.columns and not matrix.square:
        rows.append(_names(matrix, page, count, widths))
    axis = [say(page, matrix.y)] if matrix.y else []
    for n, row in enumerate(matrix.entries):
        start: list[Cell] = []
        if matrix.y:
            merge = "restart" if n == 0 else "continue"
            start.append(Cell(axis if n == 0 else (), "center", ink="muted", width=widths[0], merge=merge, turned=True))
        if matrix.rows:
            said = [say(page, matrix.rows[n])] if n < len(matrix.rows) else []
            align = "right" if matrix.square else "left"
            start.append(Cell(said, align, bold=True, ink="dk2", width=widths[leads - 1]))
        entries = (*row, *[Entry(())] * (count - len(row)))
        cells = [_grid_cell(entry, page, matrix.square, widths[leads + j], joined) for j, entry in enumerate(entries)]
        rows.append(DrawnRow([*start, *cells], keep=True, height=height))
    if matrix.columns and matrix.square:
        rows.append(_names(matrix, page, count, widths))
    if matrix.x:
        wide = Cell([say(page, matrix.x)], "center", ink="muted", width=sum(widths[leads:]), span=count)
        rows.append(DrawnRow([*[Cell(width=width) for width in widths[:leads]], wide]))
    rows[-1] = DrawnRow(rows[-1].cells, height=rows[-1].height)
    return drawn("word/matrix", alt=alt, widths=widths, rows=rows, points=points, margin=MARGIN)


def _grid(matrix: Matrix, slot: Slot, page: Page, count: int, tight: bool) -> tuple[int, list[int], int]:
    """How many columns stand before the cells, all columns' widths and the least height of a row, in twips."""
    axis = round(0.7 * EMU_PER_CM) if matrix.y else 0
    widest = max((longest_word(measure(page, one), 9.0, True) for one in matrix.rows), default=0) + 3 * MARGIN * TWIP
    usual = round(slot.width * (0.15 if matrix.square else 0.1 if tight else 0.18))
    names = max(usual, min(widest, round(slot.width * 0.3))) if matrix.rows else 0
    room = slot.width - axis - names
    cell = min(room // count, round(2.6 * EMU_PER_CM)) if matrix.square else room // count
    height = round(EMU_PER_CM * (1.15 if matrix.square else 0.7))
    if slot.height:
        row = slot.height // len(matrix.entries)
        height = row if matrix.square else min(row, height)
    leads = [width // TWIP for width in (axis, names) if width]
    return len(leads), [*leads, *shares([1.0] * count, cell * count // TWIP)], height // TWIP


def _names(matrix: Matrix, page: Page, count: int, widths: Sequence[int]) -> DrawnRow:
    """The row with the names of the columns."""
    leads = len(widths) - count
    align = "center" if matrix.square else "left"
    said = [[say(page, words)] for words in matrix.columns]
    cells = [Cell(width=width) for width in widths[:leads]]
    for n in range(count):
        cells.append(Cell(said[n] if n < len(said) else (), align, bold=True, ink="dk2", width=widths[leads + n]))
    return DrawnRow(cells, keep=True, heading=not matrix.square)


def _grid_cell(entry: Entry, page: Page, square: bool, width: int, joined: bool) -> Cell:
    """A cell of a grid: its words on the tint of its tone, on one line where all cells have the room."""
    said = [say(page, words) for words in entry.words]
    if joined and said:
        said = [Said(" ".join(one.text for one in said))]
    listed = not square and len(said) > 1
    if square and said:
        said = [Said("  ".join(one.text.replace(" ", NO_BREAK) for one in said))]
    align = "center" if square else "left"
    return Cell(said, align, entry.tone, entry.strong, width=width, listed=listed)
