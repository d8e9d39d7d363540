"""Writes the first tab of a fill-in workbook: what it is for, who fills it in, how long that takes, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.blank.heights import height
from pipeline.blank.looks import Look, Pens
from pipeline.blank.pages import paged
from pipeline.columns import Row
from pipeline.sheets import BOOKS
from pipeline.theme import BRAND, Tone

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
# Minutes for a first version with the headings that bear a star; an account's workbooks together take an hour.
MINUTES = {
    "account": 20, "people": 12, "swot": 5, "goals": 8, "risks": 5, "performance": 10, "scoring": 30, "programme": 15,
}  # fmt: skip
HOW = (
    "Fill in one row for each item. The order of rows and columns is free, and you may add columns of your own.",
    "Begin with the headings that bear a star. Cells still to be filled in are shaded once their row is begun.",
    "Rest the pointer on a heading to read what is due there. Choose from the list where a cell offers one.",
    "The grey row in italics is an example. A row that says exactly what it says is not read: overwrite or delete it.",
    "Write several values in one cell with ; between them. Write dates as 2026-03-31 or as an Excel date.",
    "Write money without a currency symbol. Leave a cell empty when you do not know: it is shown as to be confirmed.",
    "Give each row its own short id and never use an id twice; other tabs refer to it.",
    "Optional columns are folded away at the right: open them with the + above the columns.",
    "Tables grow when you type beneath them. A tab may stand in several workbooks, so that each team fills in its own.",
)
SHADES = (
    (Tone.BAD, "empty, and identifies the row: fill it in, or clear the row"),
    (Tone.WATCH, "empty and wanted: fill it in when you know, else it is listed as to be confirmed"),
)
NAME, SAID = 26, 112


@dataclass(frozen=True)
class Guide:
    """What the first tab says: the workbook's name, what it is for and for whom, and how to fill it in."""

    title: str
    lead: tuple[str, str]
    how: tuple[str, ...] = HOW


def guide_to(book: str) -> Guide:
    """What the first tab of one of our workbooks says."""
    who = f"Filled in by {WHO[book]}. A first version takes about {MINUTES[book]} minutes."
    return Guide(f"{book}.xlsx", (f"{BOOKS[book]}.", who))


def write_read_me(tab: Any, pens: Pens, guide: Guide, sheets: tuple[type[Row], ...]) -> None:
    """Say what the workbook is for, who fills it in, how long that takes, and how."""
    paged(tab)
    tab.fit_to_pages(1, 1)
    tab.hide_gridlines(2)
    tab.set_column(0, 0, NAME, pens())
    tab.set_column(1, 1, SAID, pens())
    tab.set_row(0, 34)
    tab.write_string(0, 0, guide.title, pens.title())
    lead = pens(font_size=12)
    for row, said in enumerate(guide.lead, 1):
        tab.write_string(row, 0, said, lead)
    section = pens(bold=True, font_size=13, font_color=f"#{BRAND['accent1']}", bottom=1)
    line = 4
    for title, pairs in (
        ("How to fill it in", [(f"{n}.", text) for n, text in enumerate(guide.how, 1)]),
        ("Tabs", [(sheet, sheet.about) for sheet in sheets]),
        ("Headings", [(look, look.value) for look in Look]),
        ("Shaded cells", list(SHADES)),
    ):
        tab.write_string(line, 0, title, section)
        tab.write_blank(line, 1, None, section)
        for name, text in pairs:
            line += 1
            tab.set_row(line, height([(text, SAID)]))
            _named(tab, pens, line, name)
            tab.write_string(line, 1, text, pens(text_wrap=True))
        line += 2


def _named(tab: Any, pens: Pens, line: int, name: object) -> None:
    """Write what a line is about: a number, a tab to go to, a heading's colour, a shade."""
    if isinstance(name, Look):
        starred = name in (Look.KEY, Look.WANTED)
        tab.write_string(line, 0, "Heading *" if starred else "Heading", pens.heading(name))
    elif isinstance(name, Tone):
        tab.write_blank(line, 0, None, pens.swatch(name))
    elif isinstance(name, type) and issubclass(name, Row):
        link = pens(bold=True, font_color=f"#{BRAND['hlink']}", underline=1)
        tab.write_url(line, 0, f"internal:'{name.tab}'!A1", link, name.tab)
    else:
        tab.write_string(line, 0, str(name), pens(bold=True))
