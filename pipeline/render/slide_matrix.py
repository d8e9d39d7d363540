"""Draws grids on a slide as native tables: heat map, SWOT, whitespace."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.blocks import Entry, Finding, Matrix
from pipeline.render.fit import line_count, line_height, longest_word, shares, shortened, text_width
from pipeline.render.portions import cell_words, left_over
from pipeline.render.said import Said, measure, more, say
from pipeline.render.slide_cells import EDGE, Cell, DrawnRow, drawn_table, point_indent
from pipeline.render.slide_tables import SIGN, SIZES
from pipeline.render.slide_words import draw_empty
from pipeline.render.slots import EMU_PER_POINT, Page, Slot
from pipeline.theme import SLOTS

GRID_SIDE = 3 * EMU_PER_POINT  # inside a cell, left and right: words are wider than a grid's cells sooner
LARGE, FEW = (16.0,), 2  # points of the words in a grid of so few columns, where they have room
MOST_NAME_LINES = 3  # of a column's name
NO_BREAK = "\u00a0"  # keeps a risk's arrow with its id


def draw_matrix(matrix: Matrix, slot: Slot, page: Page) -> str:
    """A grid as a table: row and column names, an axis' name where it is a scale, tinted cells."""
    if not matrix.entries:
        return draw_empty(matrix.empty, slot, page)
    alt = say(page, matrix.alt).text
    count = max(len(row) for row in matrix.entries)
    few = not matrix.square and count <= FEW
    points = next(
        (size for size in (*(LARGE if few else ()), *SIZES) if _matrix_fits(matrix, slot, page, count, size)), SIZES[-1]
    )
    widths, heights, row_height, lead = _matrix_grid(matrix, slot, page, count, points)
    rows: list[DrawnRow] = []
    if matrix.y:  # above the grid and not turned beside it: turned text in a cell over several rows stretches them
        name = Cell([say(page, matrix.y)], "l", ink="muted", span=lead + count)
        rows.append(DrawnRow(heights[1], [name, *[Cell(span=0)] * (lead + count - 1)], "none"))
    names_above = bool(matrix.columns) and not matrix.square
    if names_above:
        rows.append(_column_names(matrix, page, lead, widths, heights[0], points))
    for n, row in enumerate(matrix.entries):
        start: list[Cell] = []
        if matrix.rows:
            text = say(page, matrix.rows[n]).text if n < len(matrix.rows) else ""
            room = (row_height - 2 * EDGE) // line_height(points)
            said = Said(shortened(text, widths[0] - 2 * GRID_SIDE, room, points, True))
            start.append(Cell([said], "r" if matrix.square else "l", bold=True, ink="tx2"))
        cells = [
            matrix_cell(entry, page, widths[-1] - 2 * GRID_SIDE, row_height - 2 * EDGE, points, matrix.square)
            for entry in (*row, *[Entry(())] * (count - len(row)))
        ]
        rows.append(DrawnRow(row_height, [*start, *cells], "none"))
    if matrix.columns and matrix.square:
        rows.append(_column_names(matrix, page, lead, widths, heights[0], points))
    if matrix.x:
        name = Cell([say(page, matrix.x)], "ctr", ink="muted", span=count)
        rows.append(DrawnRow(heights[1], [*[Cell()] * lead, name, *[Cell(span=0)] * (count - 1)], "none"))
    return drawn_table(
        "Matrix",
        slot,
        page,
        widths,
        rows,
        points,
        alt,
        heading=names_above,
        side=GRID_SIDE,
    )


def _in_a_row(texts: list[str]) -> str:
    """Several short words of a square cell, each kept together."""
    return "  ".join(text.replace(" ", NO_BREAK) for text in texts)


def _column_names(matrix: Matrix, page: Page, lead: int, widths: Sequence[int], height: int, points: float) -> DrawnRow:
    """The row with the names of the columns, cut where they are longer than it."""
    count, inner, room = len(widths) - lead, widths[-1] - 2 * GRID_SIDE, (height - 2 * EDGE) // line_height(points)
    said = [Said(shortened(say(page, words).text, inner, room, points, True)) for words in matrix.columns]
    cells = [Cell([one], "ctr" if matrix.square else "l", bold=True, ink="tx2", anchor="ctr") for one in said]
    return DrawnRow(height, [*[Cell()] * lead, *cells, *[Cell()] * (count - len(cells))], "none")


def _matrix_grid(
    matrix: Matrix, slot: Slot, page: Page, count: int, points: float
) -> tuple[list[int], tuple[int, int], int, int]:
    """Column widths, the heights of the names' and the axis' row, a row's height, and the columns before the cells."""
    line = line_height(points) + 2 * EDGE
    lead_widths: list[int] = []
    if matrix.rows:
        widest = max(longest_word(measure(page, one), points, True) for one in matrix.rows) + 2 * GRID_SIDE + EDGE
        usual = round(slot.width * (0.14 if matrix.square else 0.18))
        lead_widths.append(max(usual, min(widest, round(slot.width * 0.3))))
    room = slot.width - sum(lead_widths)
    widths = [*lead_widths, *shares([1.0] * count, room)]
    names = max(
        (line_count(measure(page, one), widths[-1] - 2 * GRID_SIDE, points, True) for one in matrix.columns), default=0
    )
    names_height = min(names, MOST_NAME_LINES) * line_height(points) + 2 * EDGE if names else 0
    axes = sum(1 for axis in (matrix.x, matrix.y) if axis)
    axis_height = line if axes else 0
    row = (slot.height - names_height - axes * axis_height) // len(matrix.entries)
    if matrix.square:
        row = min(row, room // count)  # of equal size, and no wider than reads well
        widths = [
            *lead_widths,
            *[min(room // count, round(row * 1.6))] * count,
        ]
    return widths, (names_height, axis_height), row, len(lead_widths)


def _matrix_fits(matrix: Matrix, slot: Slot, page: Page, count: int, points: float) -> bool:
    """Whether all cells' words have room at a size."""
    widths, _, row_height, lead = _matrix_grid(matrix, slot, page, count, points)
    inner, room = widths[-1] - 2 * GRID_SIDE, (row_height - 2 * EDGE) // line_height(points)
    for row in matrix.entries:
        for entry in row:
            texts = [measure(page, words) for words in entry.words]
            if points > SIZES[-1] and any(longest_word(text, points) > inner for text in texts):
                return False
            texts = [_in_a_row(texts)] if matrix.square else texts
            narrow = inner - (point_indent(points) if len(entry.words) > 1 and not matrix.square else 0)
            texts = [SIGN + texts[0], *texts[1:]] if entry.tone and texts else texts
            if sum(line_count(text, narrow, points) for text in texts) > room:
                return False
    side = [(measure(page, words), widths[lead - 1] - 2 * GRID_SIDE) for words in matrix.rows]
    top = [(measure(page, words), inner) for words in matrix.columns]
    if points > SIZES[-1] and any(longest_word(text, points, True) > width for text, width in side + top):
        return False
    if points > SIZES[-1] and any(line_count(text, inner, points, True) > MOST_NAME_LINES for text, _ in top):
        return False
    axes = [(measure(page, matrix.y), sum(widths))] if matrix.y else []
    axes += [(measure(page, matrix.x), sum(widths[lead:]))] if matrix.x else []
    if points > SIZES[-1] and any(text_width(text, points) > width - 2 * GRID_SIDE for text, width in axes):
        return False
    return all(line_count(text, width, points, True) <= room for text, width in side)


def matrix_cell(entry: Entry, page: Page, width: int, height: int, points: float, square: bool) -> Cell:
    """A cell of a grid: its words, as many as have room, on the tint of its tone; what has none is counted."""
    room = max(height // line_height(points), 1)
    given, rest = cell_words(entry)
    texts = [measure(page, words) for words in given]
    sign = SIGN if entry.tone else ""
    listed = not square and len(entry.words) > 1
    indent = point_indent(points) if listed else 0
    width -= indent

    def left_out(shown: int) -> Sequence[Finding]:
        count = len(texts) - shown + rest
        return (left_over("in_cell", count, bool(rest)),) if count else ()

    def lines(shown: int) -> int:
        counted = [measure(page, words) for words in left_out(shown)]
        if square:
            return line_count(sign + _in_a_row([*texts[:shown], *counted]), width, points)
        below = sum(line_count(text, width, points) for text in [*texts[1:shown], *counted])
        return below + line_count(sign + texts[0], width, points)

    shown = next((n for n in range(len(texts), 0, -1) if lines(n) <= room), min(len(texts), 1))
    said = [say(page, words) for words in given[:shown]]
    if len(said) == 1 and room == 1 and left_out(shown) and not square:
        counted = f" {say(page, more('in_cell', len(texts) - 1 + rest)).text}"
        beside = width + indent - text_width(counted, points)
        text = shortened(said[0].text, beside, 1, points, lead=sign)
        said, listed = [Said(text + counted)], False
    else:
        if len(said) == 1:
            most = room - (1 if left_out(shown) and not square else 0)
            said = [Said(shortened(said[0].text, width, most, points, lead=sign), said[0].muted)]
        said += [Said(say(page, words).text, muted=True) for words in left_out(shown)]
    if square and said:
        said = [Said(_in_a_row([one.text for one in said]))]
    return Cell(
        said,
        "ctr" if square else "l",
        entry.tone,
        entry.strong,
        tint=SLOTS[entry.tone] if entry.tone else "",
        anchor="t" if listed else "ctr",
        listed=listed,
    )
