"""Writes a table tab: a real Excel table that grows, its headings with notes, its rows or an example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.blank.cues import shade_wanted, show_scales
from pipeline.blank.guidance import FIRST_ROW, HEADING_ROW, ROOM, Lists, headed, told, validation, width
from pipeline.blank.heights import height
from pipeline.blank.looks import Look, Pens
from pipeline.blank.pages import pages_across
from pipeline.blank.values import known, shown, write
from pipeline.columns import Column, Row
from pipeline.kinds import Id

# A table is as long as a printed page at the least, and has room below its rows; it grows by itself when typed under.
LEAST_ROWS, SPARE_ROWS = 25, 10
REPEATED = 20  # the least width of what is repeated on each printed page
STYLE = "Table Style Light 1"  # bands of light grey, no colour of its own


def write_table(
    tab: Any,
    pens: Pens,
    lists: Lists,
    sheet: type[Row],
    columns: Sequence[Column[Any]],
    filled: Sequence[Mapping[str, object]],
    criteria: Sequence[Mapping[str, object]],
    *,
    example: bool,
) -> None:
    """Write the headings, then the rows that are filled in, else an example where wanted."""
    flat = [known(columns, row) for row in filled]
    open_more = any(column.more and row.get(column.name) is not None for row in flat for column in columns)
    last = FIRST_ROW + max(ROOM, len(flat) + SPARE_ROWS) - 1
    long = max(LEAST_ROWS, len(flat) + SPARE_ROWS)
    headings = [{"header": headed(c), "header_format": pens.heading(Look.of(c))} for c in columns]
    tab.add_table(
        HEADING_ROW, 0, HEADING_ROW + long, len(columns) - 1,
        {"name": sheet.tab.replace(" ", "_").replace("-", "_"), "style": STYLE, "columns": headings},
    )  # fmt: skip
    tab.set_row(HEADING_ROW, 34)
    for j, column in enumerate(columns):
        folded = {"level": 1, "hidden": not open_more} if column.more else {}
        tab.set_column(j, j, width(column), pens.cell(column.kind), folded)
        tab.write_comment(HEADING_ROW, j, told(column), {"x_scale": 2, "y_scale": 1.3, "font_size": 10})
        if rule := validation(column, lists):
            tab.data_validation(FIRST_ROW, j, last, j, rule)
    if columns[-1].more and not open_more:
        tab.set_column(len(columns), len(columns), None, None, {"collapsed": True})
    rows = [{column.name: column.example for column in columns}] if example and not flat else flat
    for i, row in enumerate(rows, FIRST_ROW):
        tab.set_row(i, height((shown(row.get(column.name)), width(column)) for column in columns))
        for j, column in enumerate(columns):
            look = pens.cell(column.kind, example=not flat)
            if row.get(column.name) is None and not flat:
                tab.write_blank(i, j, None, look)
            else:
                write(tab, i, j, column, row.get(column.name), look)
    show_scales(tab, pens, columns, criteria, last)
    shade_wanted(tab, pens, sheet, columns, last)
    frozen = 2 if len(columns) > 1 and isinstance(columns[0].kind, Id) and columns[1].identifies else 1
    tab.freeze_panes(FIRST_ROW, frozen)
    widths = [0.0 if c.more and not open_more else width(c) for c in columns]
    more_from = next((j for j, column in enumerate(columns) if column.more), len(columns))
    # What stands on every page tells the rows apart, and has the room for the tab's name above it.
    repeated = next((n for n in range(frozen, len(columns)) if sum(widths[:n]) >= REPEATED), frozen)
    pages_across(tab, widths, repeated, more_from)
