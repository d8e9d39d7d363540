"""Draws tables on a slide, as native tables whose rows are known to fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate

from pipeline.blocks import Align, Entry, Table
from pipeline.render.cell_room import cut
from pipeline.render.fit import column_widths, in_emu, line_count, line_height, longest_word, needed
from pipeline.render.portions import left_over, table_rows
from pipeline.render.said import Said, measure, say
from pipeline.render.slide_cells import EDGE, SIDE, Cell, DrawnRow, WordsRow, drawn_table, row_look
from pipeline.render.slide_words import draw_empty
from pipeline.render.slots import EMU_PER_POINT, Page, Slot

SIZES = (14.0, 13.0, 12.0, 11.0, 10.0)
WISHED = 11.0  # the size that columns are made wide enough for
CAPS = (16, 12, 8, 6, 5, 4, 3)  # lines of a cell: where not all rows fit, long cells are cut before rows are left out
LEAST_CAP = 5  # lines: where the table goes on on copies of the slide, cells are cut to so many, not below
_UNCUT = 1_000_000  # lines
_TRIES = tuple((points, cap) for cap in (_UNCUT, *CAPS) for points in SIZES if points <= WISHED or cap == _UNCUT)
SIGN = "●  "  # as wide as a tone's sign with its space
_ALIGN = {Align.LEFT: "l", Align.RIGHT: "r", Align.CENTRE: "ctr"}


Cells = list[list[list[Said]]]  # what a table says, by row and cell


@dataclass(frozen=True, slots=True)
class _Measured:
    """A table's texts, measured: by row and cell, with a toned cell's sign before its first line."""

    said: Cells
    heads: list[str]
    rows: list[list[list[str]]]
    bold: list[list[bool]]
    widths: list[int]
    needs: list[int]  # by column, how wide what must stay on a line is: a word, a whole number
    known: dict[float, list[list[int]]] = field(default_factory=dict)  # the lines of cells, by the size of the text

    def head_height(self, points: float) -> int:
        """The height of the heading row."""
        counts = [line_count(head, w - 2 * SIDE, points, True) for head, w in zip(self.heads, self.widths, strict=True)]
        return _row_height(max(counts, default=1), points)

    def unbroken(self, points: float) -> bool:
        """Whether no word and no number needs to be broken."""
        return all(
            in_emu(need, points, True) <= width - 2 * SIDE for need, width in zip(self.needs, self.widths, strict=True)
        )

    def cells(self, points: float) -> list[list[int]]:
        """How many lines each cell takes, by row."""
        if points not in self.known:
            inner = [width - 2 * SIDE for width in self.widths]
            self.known[points] = [
                _lines(row, inner, points, bold) for row, bold in zip(self.rows, self.bold, strict=True)
            ]
        return self.known[points]

    def lines(self, points: float) -> list[int]:
        """How many lines each row takes."""
        return [max(max(cells), 1) for cells in self.cells(points)]


def _lines(cells: Sequence[Sequence[str]], widths: Sequence[int], points: float, bold: Sequence[bool]) -> list[int]:
    """How many lines the cells of a row take."""
    return [
        sum([line_count(text, width, points, strong) for text in texts])
        for texts, width, strong in zip(cells, widths, bold, strict=True)
    ]


def _row_height(lines: int, points: float) -> int:
    """How high a row of so many lines stands."""
    return lines * line_height(points) + 2 * EDGE


def draw_table(table: Table, slot: Slot, page: Page) -> str:
    """A table whose rows fit the slot; the others follow on a copy of the slide, or are counted in a last row."""
    if not table.rows:
        return draw_empty(table.empty, slot, page)
    alt = say(page, table.alt).text
    table, rest, measured = page.once(table, slot, lambda: _taken(table, slot, page))
    points, heights, kept, left_out = _portion(measured, slot, page, table.total, rest)
    head_height = measured.head_height(points)
    more_height, annexed = _row_height(1, points) if left_out else 0, bool(rest or slot.top)
    most = slot.height - head_height - more_height
    spare = most - sum(heights[n] for n in kept)
    stretch = [min(max(spare, 0) // len(kept), round(heights[n] * 0.45)) for n in kept]
    aligns = tuple([_ALIGN[head.align] for head in table.heads])
    heads = [
        Cell([say(page, head.label)], align, bold=True, ink="tx2", anchor="b")
        for head, align in zip(table.heads, aligns, strict=True)
    ]
    rows: list[DrawnRow | WordsRow] = [DrawnRow(head_height, heads, "strong")]
    counts, inner = measured.cells(points), [width - 2 * SIDE for width in measured.widths]
    for n, extra in zip(kept, stretch, strict=True):
        last = table.total and n == len(table.rows) - 1
        if last and left_out:
            rows.append(_more_row(page, left_out, annexed, len(heads), more_height))
        row, said = table.rows[n], measured.said[n]
        room = max((heights[n] - 2 * EDGE) // line_height(points), 1)
        if max(counts[n]) > room:
            said = [
                cut(words, SIGN if entry.tone else "", room, width, points, last or entry.strong)
                if lines > room
                else words
                for entry, words, lines, width in zip(row, said, counts[n], inner, strict=True)
            ]
        page.log([entry for words in said for one in words for entry in one.log])
        rows.append(WordsRow(heights[n] + extra, row_look(row, said, last), aligns, said))
    if left_out and not table.total:
        rows.append(_more_row(page, left_out, annexed, len(heads), more_height))
    if table.total and len(rows) > 2:
        rows[-2] = replace(rows[-2], rule="strong")
    return drawn_table("Table", slot, page, measured.widths, rows, points, alt, heading=True)


def _taken(table: Table, slot: Slot, page: Page) -> tuple[Table, int, _Measured]:
    """A table without the row that says how many are left to the annex, how many those are, and its measures."""
    listed, rest = table_rows(table)
    table = replace(table, rows=tuple(listed))
    return table, rest, _measured(table, slot, page)


def _measured(table: Table, slot: Slot, page: Page) -> _Measured:
    """A table's texts and the widths of its columns; numbers and words are not broken where the slot has the width."""
    heads = [measure(page, head.label) for head in table.heads]
    read = page.read
    said = [[[read(words) for words in entry.words] for entry in row] for row in table.rows]
    rows = [
        [_texts(entry, texts) for entry, texts in zip(row, cells, strict=True)]
        for row, cells in zip(table.rows, said, strict=True)
    ]
    bold = [[entry.strong or (table.total and row is table.rows[-1]) for entry in row] for row in table.rows]
    least: list[int] = []
    needs: list[int] = []
    for n, head in enumerate(table.heads):
        texts = [text for row in rows for text in row[n]]
        need = needed(texts, slot.width, WISHED, head.align is Align.RIGHT)
        needs.append(need.beside(heads[n]))
        least.append(max(need.width, longest_word(heads[n], WISHED, True)) + 2 * SIDE + EMU_PER_POINT)
    widths = column_widths([head.width for head in table.heads], least, slot.width)
    return _Measured(said, heads, rows, bold, widths, needs)


def _texts(entry: Entry, said: Sequence[Said]) -> list[str]:
    """The lines of a cell as they are measured."""
    texts = [one.text for one in said]
    if entry.tone and texts:
        texts[0] = SIGN + texts[0]
    return texts


def _portion(
    measured: _Measured, slot: Slot, page: Page, total: bool, rest: int
) -> tuple[float, list[int], Sequence[int], int]:
    """The size of the text, all rows' heights, the rows that stand here, and how many are told as left out.

    `rest` are those that composing left out already.
    """
    count, begun = len(measured.rows), page.begun(slot)
    whole = None if begun else _whole(measured, slot.height, bool(rest), LEAST_CAP if slot.continues else CAPS[-1])
    if whole:
        return (*whole, range(count), rest)
    if not slot.continues:
        points, heights, kept = _kept(measured, slot.height, total)
        return points, heights, kept, count - len(kept) + rest
    points = WISHED if measured.unbroken(WISHED) else SIZES[-1]
    room = slot.height - measured.head_height(points) - (_row_height(1, points) if rest else 0)
    heights = [min(_row_height(min(lines, LEAST_CAP), points), room) for lines in measured.lines(points)]
    end = begun + max(sum(taken <= room for taken in accumulate(heights[begun:])), 1)
    if end == count:
        return points, heights, range(begun, end), rest
    if page.go_on(slot, end):
        return points, heights, range(begun, end), 0
    end = max(end - 1, begun + 1)
    heights[begun] = min(heights[begun], room - _row_height(1, points))
    return points, heights, range(begun, end), count - end + rest


def _whole(measured: _Measured, height: int, rest: bool, least_cap: int) -> tuple[float, list[int]] | None:
    """The largest size at which all rows fit, and their heights; None where they don't.

    Where they don't fit in full at any size, long cells are cut, the less the better, but not below so many lines.
    """
    count = len(measured.rows)
    lines, head_height = cache(measured.lines), cache(measured.head_height)
    for points, cap in _TRIES:
        room = height - head_height(points) - (_row_height(1, points) if rest else 0)
        if cap < least_cap or count * _row_height(1, points) > room:
            continue  # there is no room for a line a row
        if points > WISHED and not measured.unbroken(points):
            continue
        heights = [_row_height(min(one, cap), points) for one in lines(points)]
        if sum(heights) <= room:
            return points, heights
    return None


def _kept(measured: _Measured, height: int, total: bool) -> tuple[float, list[int], list[int]]:
    """The smallest size, all rows' heights at it, and the rows that fit; a sum's row always stays."""
    count = len(measured.rows)
    lines, head_height = measured.lines, measured.head_height
    points = SIZES[-1]
    heights = [_row_height(min(one, CAPS[-1]), points) for one in lines(points)]
    room = height - head_height(points) - _row_height(1, points)
    room -= heights[-1] if total and count > 1 else 0
    kept: list[int] = []
    for n in range(count - (1 if total and count > 1 else 0)):
        room -= heights[n]
        if room < 0 and kept:
            break
        kept.append(n)
        if room < 0:
            break
    if total and count > 1 and room >= 0:
        kept.append(count - 1)
    elif total and count > 1 and len(kept) > 1:
        kept[-1] = count - 1
    if len(kept) == 1:
        heights[kept[0]] = min(heights[kept[0]], max(height - head_height(points) - _row_height(1, points), 0))
    return points, heights, kept


def _more_row(page: Page, count: int, annexed: bool, columns: int, height: int) -> DrawnRow:
    """The last row of a table that is longer than its slot: and N more."""
    said = Said(say(page, left_over("rows", count, annexed)).text, muted=True)
    return DrawnRow(height, [Cell([said], span=columns), *[Cell(span=0)] * (columns - 1)])
