"""Draws grids in a Word document: heat map, SWOT, whitespace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.blocks import Entry, Matrix
from pipeline.render.drawing import put, stencil
from pipeline.render.fit import line_count, line_height, longest_word, shares
from pipeline.render.said import Said, measure, say
from pipeline.render.slots import EMU_PER_CM, Page, Slot
from pipeline.render.word_tables import MARGIN, SIGN, TWIP, draw_empty, framed
from pipeline.theme import Tone

GRID, SMALL = 9.0, 8.0  # points of a grid's words
NO_BREAK = "\u00a0"  # keeps a risk's arrow with its id
NAMES = 0.18  # of a grid's width, for the names of its rows


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


def draw_matrix(matrix: Matrix, slot: Slot, page: Page) -> str:
    """A grid as a table: names of rows and columns, of the axes where they are scales, tinted cells.

    Where the tag asks for a height that a grid of words would need more than, its words are smaller.
    """
    if not matrix.entries:
        return draw_empty(matrix.empty, page)
    alt = say(page, matrix.alt).text
    count = max(len(row) for row in matrix.entries)
    tight = not matrix.square and 0 < slot.height < _lines(matrix, slot, page, count) * line_height(GRID)
    points = SMALL if tight else GRID
    leads, widths, height = _grid(matrix, slot, page, count, tight)
    rows: list[DrawnRow] = []
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
        cells = [_grid_cell(entry, page, matrix.square, widths[leads + j]) for j, entry in enumerate(entries)]
        rows.append(DrawnRow([*start, *cells], keep=True, height=height))
    if matrix.columns and matrix.square:
        rows.append(_names(matrix, page, count, widths))
    if matrix.x:
        wide = Cell([say(page, matrix.x)], "center", ink="muted", width=sum(widths[leads:]), span=count)
        rows.append(DrawnRow([*[Cell(width=width) for width in widths[:leads]], wide]))
    rows[-1] = DrawnRow(rows[-1].cells, height=rows[-1].height)
    return framed(alt, widths, [_grid_row(row, points) for row in rows])


def _grid_row(row: DrawnRow, points: float) -> str:
    """A row of a grid."""
    made: list[str] = []
    for cell in row.cells:
        start, content, end = stencil("word/matrix", "cell", cell.span, cell.merge, cell.tone, cell.turned, cell.listed)
        made += (start, str(cell.width), content)
        if not cell.words:
            made.append(stencil("word/matrix", "nothing", row.keep, cell.align, cell.tone, points)[0])
        for n, said in enumerate(cell.words):
            ink, bold = "muted" if said.muted else cell.ink, cell.bold and not (n and cell.listed)
            tone = None if n else cell.tone
            look = (row.keep, cell.listed, not n, cell.align, tone, points, bold, ink)
            before, between, after = stencil("word/matrix", "paragraph", *look)
            made += (before, said.between(between), after)
        made.append(end)
    high = (row.height,) if row.height else ()
    return put("word/matrix", "row", (bool(high), row.heading), *high, "".join(made))


def _lines(matrix: Matrix, slot: Slot, page: Page, count: int) -> int:
    """How many lines the rows of a grid of words take at its usual size."""
    inner = round(slot.width * (1 - NAMES) / count) - 2 * MARGIN * TWIP
    return sum(
        max(sum(line_count(SIGN + measure(page, words), inner, GRID) for words in entry.words) for entry in row)
        for row in matrix.entries
    )


def _grid(matrix: Matrix, slot: Slot, page: Page, count: int, tight: bool) -> tuple[int, list[int], int]:
    """How many columns stand before the cells, all columns' widths and the least height of a row, in twips."""
    axis = round(0.7 * EMU_PER_CM) if matrix.y else 0
    widest = max((longest_word(measure(page, one), 9.0, True) for one in matrix.rows), default=0) + 3 * MARGIN * TWIP
    usual = round(slot.width * (0.15 if matrix.square else 0.1 if tight else NAMES))
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


def _grid_cell(entry: Entry, page: Page, square: bool, width: int) -> Cell:
    """A cell of a grid: its words on the tint of its tone."""
    said = [say(page, words) for words in entry.words]
    listed = not square and len(said) > 1
    if square and said:
        said = [Said("  ".join(one.text.replace(" ", NO_BREAK) for one in said))]
    align = "center" if square else "left"
    return Cell(said, align, entry.tone, entry.strong, width=width, listed=listed)
