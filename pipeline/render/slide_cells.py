"""Draws the rows of tables and grids on slides: cells around their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.blocks import Entry
from pipeline.render.drawing import named, put, stencil
from pipeline.render.said import Said, spans
from pipeline.render.slots import EMU_PER_POINT, Page, Slot
from pipeline.theme import Tone

SIDE = 6 * EMU_PER_POINT  # inside a cell, left and right
EDGE = 3 * EMU_PER_POINT  # above and below
_WORDS = "\1"  # where words stand in a form, until it is written


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is drawn; `span` is how many columns it takes, 0 where another cell covers it."""

    words: Sequence[Said] = ()
    align: str = "l"
    tone: Tone | None = None
    bold: bool = False
    ink: str | None = None
    tint: str = ""  # a theme slot for the background, lightened
    span: int = 1
    anchor: str = "ctr"
    listed: bool = False  # several points; the first has the sign, and where the cell is bold it is a heading


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row: its height, its cells, and the rule under it (`strong`, `light` or none)."""

    height: int
    cells: Sequence[Cell]
    rule: str = "light"


CellLook = tuple[Tone | None, bool, tuple[bool, ...]]  # the tone, whether it is bold, of each of its words if muted
RowLook = tuple[bool, tuple[CellLook, ...]]  # whether the first cell takes the whole width, and its cells
_PLAIN: CellLook = (None, False, (False,))
_STRONG: CellLook = (None, True, (False,))


@dataclass(frozen=True, slots=True)
class WordsRow:
    """A row of a table as it is drawn: its height, look, and what its cells say."""

    height: int
    look: RowLook
    aligns: tuple[str, ...]
    said: Sequence[Sequence[Said]]
    rule: str = "light"


def row_look(row: Sequence[Entry], said: Sequence[Sequence[Said]], total: bool) -> RowLook:
    """How a row of words looks."""
    if spans(row):
        said = [said[0], *[()] * (len(row) - 1)]
    cells = tuple([_cell_look(entry, words, total) for entry, words in zip(row, said, strict=True)])
    return spans(row), cells


def _cell_look(entry: Entry, said: Sequence[Said], total: bool) -> CellLook:
    """How a cell looks; most hold one text."""
    if len(said) == 1 and entry.tone is None and not said[0].muted:
        return _STRONG if entry.strong or total else _PLAIN
    return entry.tone if said else None, entry.strong or total, tuple([one.muted for one in said])


def drawn_table(
    kind: str,
    slot: Slot,
    page: Page,
    widths: Sequence[int],
    rows: Sequence[DrawnRow | WordsRow],
    points: float,
    alt: str,
    *,
    heading: bool,
    side: int = SIDE,
) -> str:
    """The table's XML."""
    body: list[str] = []
    for row in rows:
        if isinstance(row, WordsRow):
            form, between = _form(points, row.aligns, row.look, row.rule, side)
            words = [one for said in row.said for one in said]
            texts = [one.xml or one.between(lines) for one, lines in zip(words, between, strict=True)]
            body.append(form % (row.height, *texts))
        else:
            cells = [_drawn_cell(cell, row.rule, points, side) for cell in row.cells]
            body.append(put("slides/cells", "row", (), row.height, "".join(cells)))
    name = f"{kind} of {slot.tag}"
    size = (slot.x, slot.y, sum(widths), sum([row.height for row in rows]))
    grid = "".join([put("slides/cells", "column", (), width) for width in widths])
    return put("slides/cells", "table", (heading,), page.next_id(), name, named(alt), *size, grid, "".join(body))


@lru_cache(maxsize=4096)
def _form(points: float, aligns: tuple[str, ...], look: RowLook, rule: str, side: int) -> tuple[str, tuple[str, ...]]:
    """A row of a look: `%s` where its height stands, then its words; and what is between the lines of each."""
    alone, cells = look
    made: list[str] = []
    lines: list[str] = []
    for n, ((tone, bold, muted), align) in enumerate(zip(cells, aligns, strict=True)):
        covered = alone and n > 0
        span = 0 if covered else len(cells) if alone else 1
        start, end = stencil("slides/cells", "cell", span, rule, "", "ctr", side, EDGE)
        made.append(start)
        if not muted:
            made.append(stencil("slides/cells", "nothing", points, "l" if covered else align, None)[0])
        for m, quiet in enumerate(muted):
            paragraph = (points, align, bold, "muted" if quiet else None, None if m else tone, 0)
            before, between, after = stencil("slides/cells", "paragraph", *paragraph)
            made += (before, _WORDS, after)
            lines.append(between)
        made.append(end)
    row = put("slides/cells", "row", (), _WORDS, "".join(made))
    return row.replace("%", "%%").replace(_WORDS, "%s"), tuple(lines)


def point_indent(points: float) -> int:
    """The indent, in EMU, of a point under the first line of a cell, for its dot and a space."""
    return round(max(9.0, points * 0.8) * EMU_PER_POINT)


def _drawn_cell(cell: Cell, rule: str, points: float, side: int) -> str:
    """A cell's XML: its frame around its paragraphs, the first with the tone's sign."""
    start, end = stencil("slides/cells", "cell", cell.span, rule, cell.tint, cell.anchor, side, EDGE)
    if not cell.words:
        return f"{start}{stencil('slides/cells', 'nothing', points, cell.align, cell.tone)[0]}{end}"
    made, tone, bold, indent = start, cell.tone, cell.bold, 0
    for said in cell.words:
        ink = "muted" if said.muted else cell.ink
        before, between, after = stencil("slides/cells", "paragraph", points, cell.align, bold, ink, tone, indent)
        made += f"{before}{said.between(between)}{after}"
        if cell.listed:  # the points under the first, which is their heading
            bold, indent = False, point_indent(points)
        tone = None
    return made + end
