"""Writes a field / value tab: one field a row, how to fill it in and an example beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.blank.cues import shade_fields
from pipeline.blank.guidance import FIRST_ROW, HEADING_ROW, Lists, headed, told, validation
from pipeline.blank.heights import height
from pipeline.blank.looks import Look, Pens
from pipeline.blank.values import known, shown, write
from pipeline.columns import Row
from pipeline.theme import BRAND

FIELD, VALUE, HOW, EXAMPLE = 30, 60, 56, 46
HEADINGS = (("Field", FIELD), ("Value", VALUE), ("How to fill it in", HOW), ("Example", EXAMPLE))


def write_fields(tab: Any, pens: Pens, lists: Lists, sheet: type[Row], filled: Sequence[Mapping[str, object]]) -> None:
    """Write the fields with the values of the row that is filled in, if any."""
    values = known(sheet.columns, filled[0] if filled else {})
    for j, (heading, wide) in enumerate(HEADINGS):
        tab.set_column(j, j, wide, pens())
        tab.write_string(HEADING_ROW, j, heading, pens.heading(Look.KEY))
    open_more = any(column.more and values.get(column.name) is not None for column in sheet.columns)
    for i, column in enumerate(sheet.columns, FIRST_ROW):
        value, how = values.get(column.name), told(column)
        said = ((headed(column), FIELD - 3), (shown(value), VALUE), (how, HOW), (column.example, EXAMPLE))
        folded = {"level": 1, "hidden": not open_more} if column.more else {}
        tab.set_row(i, height(said), None, folded)
        tab.write_string(i, 0, headed(column), pens.heading(Look.of(column)))
        write(tab, i, 1, column, value, pens.cell(column.kind, ruled=True))
        if value is None:
            tab.write_blank(i, 1, None, pens.cell(column.kind, ruled=True))
        tab.write_string(i, 2, how, pens(text_wrap=True, font_color=f"#{BRAND['accent6']}"))
        write(tab, i, 3, column, column.example, pens.cell(column.kind, example=True))
        if rule := validation(column, lists):
            tab.data_validation(i, 1, i, 1, rule)
    shade_fields(tab, pens, sheet.columns)
    tab.freeze_panes(FIRST_ROW, 1)
    tab.print_area(0, 0, FIRST_ROW + len(sheet.columns) - 1, 2)
    tab.fit_to_pages(1, 0)
