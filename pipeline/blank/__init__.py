"""Writes the fill-in workbooks: a Read me, and a tab a sheet with headings, notes, dropdowns and an example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from pipeline.blank.guidance import HEADING_ROW, LAST_ROW, Lists, headed, height, told, validation, width
from pipeline.blank.looks import Look, Pens, paged
from pipeline.blank.read_me import write_read_me
from pipeline.columns import Column, Component, Row
from pipeline.kinds import Id, YesNo
from pipeline.sheets import BOOKS, READ_ME, in_book
from pipeline.sheets.scoring import Criterion, Score
from pipeline.theme import BRAND

Given = Mapping[type[Row], Sequence[Mapping[str, object]]]
TAB_COLOURS = {
    Component.FINANCE: BRAND["accent1"],
    Component.INTELLIGENCE: BRAND["accent2"],
    Component.RELATIONSHIPS: BRAND["accent3"],
    Component.VALUE: BRAND["accent4"],
    Component.RISK: BRAND["accent5"],
    Component.PORTFOLIO: BRAND["dk2"],
}
MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - one day for all: the same workbook has the same bytes


def workbook(book: str, rows: Given | None = None, *, example: bool = True) -> bytes:
    """Write a fill-in workbook; sheets that `rows` names hold those rows, the others an example row where wanted."""
    given = rows or {}
    sheets = in_book(book)
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        made.set_properties({"title": BOOKS[book], "created": MADE})
        pens, lists = Pens(made), Lists(made)
        write_read_me(made.add_worksheet(READ_ME), pens, book, sheets)
        # All tabs are made first, so that the hidden tab of lists comes last.
        tabs = {sheet: made.add_worksheet(sheet.tab) for sheet in sheets}
        for sheet, tab in tabs.items():
            filled = given.get(sheet, ())
            tab.set_tab_color(f"#{TAB_COLOURS[sheet.component]}")
            tab.ignore_errors({"number_stored_as_text": f"A1:XFD{LAST_ROW}"})
            tab.set_row(0, 28)
            paged(tab)
            tab.repeat_rows(HEADING_ROW)
            tab.write_string(0, 0, sheet.tab, pens.title())
            tab.write_string(1, 0, sheet.about, pens(font_color=f"#{BRAND['accent6']}"))
            if sheet.fields:
                _fields(tab, pens, lists, sheet, filled)
            else:
                columns = [*sheet.columns, *_votes(sheet, given)]
                _table(tab, pens, lists, columns, filled, example=example and not filled)
    return out.getvalue()


def _votes(sheet: type[Row], given: Given) -> list[Column[Any]]:
    """The columns of the votes: one a criterion, under the criterion's own name."""
    if sheet is not Score:
        return []
    criteria = [str(row["criterion"]) for row in given.get(Criterion, ())] or [str(Criterion.criterion.example)]
    return [_vote(criterion) for criterion in criteria]


def _vote(criterion: str) -> Column[Any]:
    """A column of votes; its name is the place of its votes in a row."""
    column: Column[Any] = Column(criterion, Score.vote, "Your vote; the tab Criteria says what 1, 3 and 5 mean.")
    column.name = f"vote:{criterion}"
    return column


def _fields(tab: Any, pens: Pens, lists: Lists, sheet: type[Row], filled: Sequence[Mapping[str, object]]) -> None:
    """Write a field / value tab: one field a row, how to fill it in and an example beside it."""
    values = _known(sheet.columns, filled[0] if filled else {})
    for j, (heading, wide) in enumerate((("Field", 32), ("Value", 60), ("How to fill it in", 60), ("Example", 50))):
        tab.set_column(j, j, wide, pens())
        tab.write_string(HEADING_ROW, j, heading, pens.heading(Look.KEY))
    open_more = any(column.more and values.get(column.name) is not None for column in sheet.columns)
    for i, column in enumerate(sheet.columns, HEADING_ROW + 1):
        said = {values.get(column.name): 60, told(column): 60, column.example: 50}
        folded = {"level": 1, "hidden": not open_more} if column.more else {}
        tab.set_row(i, height(said), None, folded)
        tab.write_string(i, 0, headed(column), pens.heading(Look.of(column)))
        _write(tab, i, 1, column, values.get(column.name), pens.cell(column.kind))
        tab.write_string(i, 2, told(column), pens(text_wrap=True, font_color=f"#{BRAND['accent6']}"))
        _write(tab, i, 3, column, column.example, pens.cell(column.kind, example=True))
        if rule := validation(column, lists):
            tab.data_validation(i, 1, i, 1, rule)
    tab.freeze_panes(HEADING_ROW + 1, 1)


def _table(
    tab: Any,
    pens: Pens,
    lists: Lists,
    columns: Sequence[Column[Any]],
    filled: Sequence[Mapping[str, object]],
    *,
    example: bool,
) -> None:
    """Write a table: headings with notes, then the rows or an example."""
    flat = [_known(columns, row) for row in filled]
    open_more = any(column.more and row.get(column.name) is not None for row in flat for column in columns)
    tab.set_row(HEADING_ROW, 34)
    for j, column in enumerate(columns):
        folded = {"level": 1, "hidden": not open_more} if column.more else {}
        tab.set_column(j, j, width(column), pens.cell(column.kind), folded)
        tab.write_string(HEADING_ROW, j, headed(column), pens.heading(Look.of(column)))
        tab.write_comment(HEADING_ROW, j, told(column), {"x_scale": 2, "y_scale": 1.3, "font_size": 10})
        if rule := validation(column, lists):
            tab.data_validation(HEADING_ROW + 1, j, LAST_ROW - 1, j, rule)
    rows = [{column.name: column.example for column in columns}] if example else flat
    for i, row in enumerate(rows, HEADING_ROW + 1):
        tab.set_row(i, height({row.get(column.name): width(column) for column in columns}))
        for j, column in enumerate(columns):
            look = pens.cell(column.kind, example=example)
            if row.get(column.name) is None and example:
                tab.write_blank(i, j, None, look)
            else:
                _write(tab, i, j, column, row.get(column.name), look)
    frozen = 2 if len(columns) > 1 and isinstance(columns[0].kind, Id) and columns[1].identifies else 1
    tab.freeze_panes(HEADING_ROW + 1, frozen)


def _known(columns: Sequence[Column[Any]], row: Mapping[str, object]) -> dict[str, object]:
    """A row by column name, its votes among them; raise `KeyError` for a name that no column has."""
    votes = row.get("votes", {})
    assert isinstance(votes, Mapping)
    flat = {name: value for name, value in row.items() if name != "votes"}
    flat |= {f"vote:{criterion}": vote for criterion, vote in votes.items()}
    unknown = flat.keys() - {column.name for column in columns}
    if unknown:
        raise KeyError(f"no column is named {', '.join(sorted(unknown))}")
    return flat


def _write(tab: Any, row: int, at: int, column: Column[Any], value: object, look: Any) -> None:
    """Write a value as what it is; text is text, never a formula or a link."""
    if value is None:
        return
    if isinstance(value, bool):
        value = ("yes" if value else "no") if isinstance(column.kind, YesNo) else value
    if isinstance(value, bool):
        tab.write_boolean(row, at, value, look)
    elif isinstance(value, int | float):
        tab.write_number(row, at, value, look)
    elif isinstance(value, date):
        tab.write_datetime(row, at, value, look)
    else:
        tab.write_string(row, at, "; ".join(value) if isinstance(value, tuple) else str(value), look)
