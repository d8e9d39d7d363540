"""Tabs and headings: what belongs to a workbook's tabs as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.catalogue.entry import Sentences, listed, note, problem


@problem("The profile is not filled in")
def profile_missing() -> Sentences:
    """No workbook of the account has a tab Profile with something in it."""
    return Sentences(
        "the tab Profile is not filled in", "the account's profile", "fill in at least Account id and Name"
    )


@problem("The profile is of another account")
def account_id(given: str, folder: str) -> Sentences:
    """Account id on the tab Profile is not the name of the folder that the workbooks stand in."""
    found, due = f"Account id is {given}, but the folder is {folder}", f"the folder's name, {folder}"
    return Sentences(found, due, "write the folder's name, or move the file")


@problem("A tab is filled in twice")
def tab_twice(tab: str, file: str) -> Sentences:
    """A tab of which an account has one, such as Profile, is filled in in two workbooks."""
    found = f"{tab} is filled in here and in {file}"
    return Sentences(found, f"one tab {tab}", "keep one of the two and delete the other")


@problem("No headings are found")
def headings_missing(tab: str, headings: Sequence[str]) -> Sentences:
    """A tab holds something, but no row of it holds the sheet's headings."""
    due = f"a row with the headings of {tab}: {', '.join(headings)} and more"
    return Sentences("no heading of the sheet is found", due, "copy the headings from a blank workbook")


@problem("A heading is missing without which no row is known")
def heading_missing(headings: Sequence[str]) -> Sentences:
    """A tab lacks a heading that is marked `!`: what identifies its rows. None of them is read."""
    due = "a heading for each cell that identifies a row"
    return Sentences(_lacks(headings), due, f"add {' and '.join(headings)} to the headings")


@problem("A heading is misspelt")
def heading_unknown(written: str, meant: str) -> Sentences:
    """A heading is a letter or two away from one of the sheet's. Its column is read as the one that was meant."""
    due = f"the heading {meant}, or one of your own that is less like it"
    return Sentences(f"“{written}” is no heading of this sheet", due, f"write {meant}")


@problem("A heading stands twice")
def heading_twice(heading: str) -> Sentences:
    """Two columns of a tab have the same heading; the first of them is read."""
    found = f"the heading {heading} stands twice"
    return Sentences(found, f"one heading {heading}", "delete one of the two, or rename it")


@note("A wanted heading is missing")
def heading_absent(headings: Sequence[str]) -> str:
    """A tab lacks headings that are marked `*`; their cells count as gaps."""
    return _lacks(headings)


@note("A tab is hidden")
def tab_hidden() -> str:
    """A tab is hidden in Excel; it is read like any other."""
    return "the tab is hidden; it is read all the same"


@note("A tab is not used")
def tab_unknown(near: str) -> str:
    """A tab's name is none of the sheets'. It is not read; where the name looks like a slip, the likely one is told."""
    return "the tab is not used" + (f"; did you mean {near}?" if near else "")


@note("A tab belongs elsewhere")
def tab_elsewhere(whose: str) -> str:
    """A tab of the portfolio's workbooks stands in an account's folder, or the other way round. It is not read."""
    return f"the tab is not used here; it belongs to {whose} workbooks"


@note("Rows are hidden")
def rows_hidden(rows: Sequence[int]) -> str:
    """Rows are hidden or filtered away in Excel; they are read like any others."""
    numbers = ", ".join(map(str, rows))
    said = f"row {numbers} is hidden; it is" if len(rows) == 1 else f"rows {numbers} are hidden; they are"
    return f"{said} read all the same"


@note("Cells are merged")
def cells_merged(area: str, first: str) -> str:
    """Cells are merged over several rows of a table; only the first of the rows has the value."""
    return f"the cells {area} are merged; the value counts for {first} alone"


@note("A cell stands beside the table")
def cell_beside(others: int) -> str:
    """Something stands in a column without a heading, to the right or left of the table. It is not read."""
    return "a cell under no heading is not read" + (f" and {others} more" if others else "")


@note("A heading of Scores is no criterion")
def vote_without_criterion(heading: str, criteria: str) -> str:
    """A column of the tab Scores has a heading of its own under which a number stands, but the tab Criteria has no such
    criterion: these votes do not count."""
    return f"“{heading}” is no criterion, so what stands under it is no vote; the criteria are {criteria}"


def _lacks(headings: Sequence[str]) -> str:
    """Say which headings are missing."""
    if len(headings) == 1:
        return f"the heading {headings[0]} is missing"
    return f"the headings {listed(tuple(headings))} are missing"
