"""Sorts the tabs by the sheet they belong to; a tab that belongs to none is a note."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.catalogue.tabs import tab_elsewhere, tab_hidden, tab_unknown
from pipeline.cells import Tab
from pipeline.check.near import nearest
from pipeline.columns import Component, Row
from pipeline.kinds import is_blank, plain
from pipeline.problems import Note, Place
from pipeline.sheets import ALL, ISSUES, LISTS, READ_ME

NO_DATA = {plain(READ_ME), plain(LISTS), plain(ISSUES)}


def claimed(tabs: Iterable[Tab], sheets: tuple[type[Row], ...]) -> tuple[dict[type[Row], list[Tab]], list[Note]]:
    """The tabs of each sheet, and a note for each tab that is hidden or not used."""
    found: dict[type[Row], list[Tab]] = {sheet: [] for sheet in sheets}
    names = {plain(sheet.tab): sheet for sheet in sheets}
    elsewhere = {plain(sheet.tab): sheet for sheet in ALL if sheet not in sheets}
    notes = []
    for tab in tabs:
        word, place = plain(tab.name), Place(tab.file, tab.name)
        if word in NO_DATA or not any(not is_blank(raw) for row in tab.rows for raw in row):
            continue
        if word in names:
            found[names[word]].append(tab)
            if tab.hidden:
                notes.append(tab_hidden.at(place))
        elif word in elsewhere:
            whose = "the portfolio's" if elsewhere[word].component is Component.PORTFOLIO else "an account's"
            notes.append(tab_elsewhere.at(place, whose))
        else:
            notes.append(tab_unknown.at(place, nearest(tab.name, [sheet.tab for sheet in sheets]) or ""))
    return found, notes
