"""Takes tables, points and grids in portions: at most so many where the tag asks; how many are left over in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.blocks import Block, Bullets, Entry, Finding, Matrix, Table, Words
from pipeline.figures import Figure, Unit
from pipeline.render.said import more, spans

ANNEX = "more_in_annex"  # the macro that says how many composing left to the annex
Row = tuple[Entry, ...]


def topped(block: Block, most: int) -> Block:
    """A table, points or a grid's cells with at most so many; the others are counted, with those left out already."""
    if isinstance(block, Table):
        rows, rest = table_rows(block)
        total = rows[-1:] if block.total else ()
        listed = rows[: len(rows) - len(total)]
        if len(listed) <= most:
            return block
        left = Entry((in_annex(len(listed) - most + rest),))
        blank = [Entry(())] * (len(block.heads) - 1)
        return replace(block, rows=(*listed[:most], (left, *blank), *total))
    if isinstance(block, Bullets):
        items, rest = points(block)
        if len(items) > most:
            left_out = in_annex(len(items) - most + rest)
            return replace(block, items=(*items[:most], left_out), tones=block.tones[:most])
    if isinstance(block, Matrix) and not block.square:
        return replace(block, entries=tuple(tuple(_first(entry, most) for entry in row) for row in block.entries))
    return block


def table_rows(table: Table) -> tuple[Sequence[Row], int]:
    """A table's rows without the one that says how many more stand in the annex, and how many those are."""
    for n, row in enumerate(table.rows):
        if spans(row) and (rest := _rest(row[0].words[0])):
            return (*table.rows[:n], *table.rows[n + 1 :]), rest
    return table.rows, 0


def _first(entry: Entry, most: int) -> Entry:
    """A cell of a grid with at most so many of its words."""
    words, rest = cell_words(entry)
    return entry if len(words) <= most else replace(entry, words=(*words[:most], in_annex(len(words) - most + rest)))


def cell_words(entry: Entry) -> tuple[Sequence[Words], int]:
    """A cell's words without those that say how many more stand in the annex, and how many those are."""
    rest = _rest(entry.words[-1]) if entry.words else 0
    return (entry.words[:-1], rest) if rest else (entry.words, 0)


def points(bullets: Bullets) -> tuple[Sequence[Words], int]:
    """The points without the one that says how many more stand in the annex, and how many those are."""
    rest = _rest(bullets.items[-1]) if bullets.items else 0
    return (bullets.items[:-1], rest) if rest else (bullets.items, 0)


def _rest(words: Words) -> int:
    """How many the words say are left to the annex; 0 for other words."""
    figure = words.figures.get("rest") if isinstance(words, Finding) else None
    return int(figure.number) if isinstance(figure, Figure) and not figure.absent else 0


def in_annex(count: int) -> Finding:
    """How many stand in the annex."""
    rest = Figure("page.more_in_annex", count, Unit.COUNT, "what stands in the annex alone")
    return Finding(ANNEX, {"rest": rest})


def left_over(what: str, count: int, annexed: bool) -> Finding:
    """How many are not shown: in the annex, where composing or the tag said so, or for want of room."""
    return in_annex(count) if annexed else more(what, count)
