"""Writes the fill-in workbooks: a Read me, and a tab a sheet with headings, notes, dropdowns and an example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from pipeline.blank.fields import write_fields
from pipeline.blank.guidance import FIRST_ROW, ROOM, Lists
from pipeline.blank.heights import Tab
from pipeline.blank.looks import Pens
from pipeline.blank.pages import paged
from pipeline.blank.read_me import Guide, guide_to, write_read_me
from pipeline.blank.tables import write_table
from pipeline.columns import Column, Component, Row
from pipeline.sheets import BOOKS, READ_ME, in_book
from pipeline.sheets.programme import Assessment
from pipeline.sheets.scoring import VOTE, Criterion, Score
from pipeline.sheets.shipped import SHIPPED
from pipeline.theme import BRAND

Rows = Sequence[Mapping[str, object]]
Given = Mapping[type[Row], Rows]
TAB_COLOURS = {
    Component.FINANCE: BRAND["accent1"],
    Component.INTELLIGENCE: BRAND["accent2"],
    Component.RELATIONSHIPS: BRAND["accent3"],
    Component.VALUE: BRAND["accent4"],
    Component.RISK: BRAND["accent5"],
    Component.PORTFOLIO: BRAND["dk2"],
}
MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - one day for all: the same workbook has the same bytes

QUESTIONNAIRE = "How good our account programme is"
TO_ASSESS = Guide(
    "Assessment of our account programme",
    (
        "Five practices of managing key accounts, as you see them at ours.",
        "Filled in by assessors from outside, customers, management and our own team. It takes about 20 minutes.",
    ),
    (
        "Give each question on the tab Assessment a score from 0 (not at all) to 4 (fully); the cell's list helps.",
        "Write under Evidence what the score rests on: what you saw, read or were told.",
        "Leave a score empty where you can't tell, and say why under Evidence: it counts as no answer, never as 0.",
        "See that your name stands under Assessor, and under Assessor type whose view it is.",
        "Several people may answer in one workbook: copy the rows below the last one and change the assessor.",
        "Leave practices and questions as they are: answers are compared question by question with those of others.",
        "Questions of your own go into rows below, with the practice that they belong to.",
        "Send the workbook back as it is.",
    ),
)  # fmt: skip


def workbook(book: str, rows: Given | None = None, *, example: bool = True) -> bytes:
    """Write a fill-in workbook; sheets that `rows` names hold those rows.

    The others hold what blank workbooks come with, else an example row; neither where `example` is not wanted.
    """
    given = {**(SHIPPED if example else {}), **(rows or {})}
    return _made(BOOKS[book], guide_to(book), in_book(book), given, example=example)


def questionnaire(rows: Rows) -> bytes:
    """Write the questionnaire about our account programme for an assessor: the questions stand there, unanswered."""
    return _made(QUESTIONNAIRE, TO_ASSESS, (Assessment,), {Assessment: rows}, example=False)


def _made(title: str, guide: Guide, sheets: tuple[type[Row], ...], given: Given, *, example: bool) -> bytes:
    """A workbook: how to fill it in, then its tabs."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        made.set_properties({"title": title, "created": MADE})
        pens, lists = Pens(made), Lists(made)
        write_read_me(made.add_worksheet(READ_ME), pens, guide, sheets)
        # All tabs are made first, so that the hidden tab of lists comes last.
        tabs = {sheet: made.add_worksheet(sheet.tab, Tab) for sheet in sheets}
        for sheet, tab in tabs.items():
            filled = given.get(sheet, ())
            tab.first_free = FIRST_ROW
            tab.set_tab_color(f"#{TAB_COLOURS[sheet.component]}")
            tab.ignore_errors({"number_stored_as_text": f"A1:XFD{FIRST_ROW + ROOM}"})
            tab.set_row(0, 28)
            tab.write_string(0, 0, sheet.tab, pens.title())
            tab.write_string(1, 0, sheet.about, pens(font_color=f"#{BRAND['accent6']}"))
            paged(tab)
            tab.repeat_rows(FIRST_ROW - 1)
            if sheet.fields:
                write_fields(tab, pens, lists, sheet, filled)
            else:
                criteria = given.get(Criterion, ())
                columns = [*sheet.columns, *_votes(sheet, criteria)]
                write_table(tab, pens, lists, sheet, columns, filled, criteria, example=example)
    return out.getvalue()


def _votes(sheet: type[Row], criteria: Rows) -> list[Column[Any]]:
    """The columns of the votes: one a criterion, under the criterion's own name."""
    if sheet is not Score:
        return []
    names = [str(row["criterion"]) for row in criteria] or [str(Criterion.criterion.example)]
    return [_vote(name) for name in names]


def _vote(criterion: str) -> Column[Any]:
    """A column of votes; its name is the place of its votes in a row."""
    column: Column[Any] = Column(criterion, Score.vote, "Your vote; its anchors stand above the heading.")
    column.name = f"{VOTE}{criterion}"
    return column
