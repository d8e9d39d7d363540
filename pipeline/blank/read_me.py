"""Writes the first tab of a fill-in workbook: what it is for, who fills it in, and how."""

from __future__ import annotations

from typing import Any

from pipeline.blank.looks import Look, Pens, paged
from pipeline.columns import Row
from pipeline.sheets import BOOKS
from pipeline.theme import BRAND

WHO = {
    "account": "the account manager, with the team",
    "people": "the account manager and everyone who owns a relationship",
    "swot": "the account team, together",
    "goals": "the account manager with the customer, and the owners of actions",
    "risks": "the account team; each owner reviews their own rows",
    "performance": "the account manager, with finance and delivery",
    "scoring": "the selection committee: one row of votes for each rater and account",
    "programme": "account managers, management and outside assessors",
}
HOW = (
    "Fill in one row for each item. The order of rows and columns is free, and you may add columns of your own.",
    "Rest the pointer on a heading to read what is due there. Choose from the list where a cell offers one.",
    "The grey row in italics is an example. A row that says exactly what it says is not read: overwrite or delete it.",
    "Write several values in one cell with ; between them. Write dates as 2026-03-31 or as an Excel date.",
    "Write money without a currency symbol. Leave a cell empty when you do not know: it is shown as to be confirmed.",
    "Give each row its own short id and never use an id twice; other tabs refer to it.",
    "Optional columns are folded away at the right: open them with the + above the columns.",
)


def write_read_me(tab: Any, pens: Pens, book: str, sheets: tuple[type[Row], ...]) -> None:
    """Say what the workbook is for, who fills it in, and how."""
    paged(tab)
    tab.hide_gridlines(2)
    tab.set_column(0, 0, 24, pens())
    tab.set_column(1, 1, 110, pens())
    tab.set_row(0, 34)
    tab.write_string(0, 0, f"{book}.xlsx", pens.title())
    tab.write_string(1, 0, f"{BOOKS[book]}.", pens(font_size=12))
    tab.write_string(2, 0, f"Filled in by {WHO[book]}.", pens(font_size=12))
    section = pens(bold=True, font_size=13, font_color=f"#{BRAND['accent1']}", bottom=1)
    line = 4
    for title, pairs in (
        ("How to fill it in", [(f"{n}.", text) for n, text in enumerate(HOW, 1)]),
        ("Tabs", [(sheet.tab, sheet.about) for sheet in sheets]),
        ("Headings", [(look, look.value) for look in Look]),
    ):
        tab.write_string(line, 0, title, section)
        tab.write_blank(line, 1, None, section)
        for name, text in pairs:
            line += 1
            if isinstance(name, Look):
                starred = name in (Look.KEY, Look.WANTED)
                tab.write_string(line, 0, "Heading *" if starred else "Heading", pens.heading(name))
            else:
                tab.write_string(line, 0, name, pens(bold=True))
            tab.write_string(line, 1, text, pens(text_wrap=True))
        line += 2
