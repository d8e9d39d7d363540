"""Rows, ids and names: what identifies a row, what stands twice, what refers to what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.catalogue.entry import Sentences, also, listed, note, problem


@problem("A row without what identifies it")
def identity_empty(headings: Sequence[str], due: str, *, is_field: bool) -> Sentences:
    """A row is begun, but a cell marked `!` is empty. The row is left out of drafts, since nothing can refer to it."""
    names = " and ".join(headings)
    found = f"{names} {'is' if len(headings) == 1 else 'are'} empty" + ("" if is_field else " in a row that is begun")
    due = due if len(headings) == 1 else "what identifies the row"
    return Sentences(found, due, f"fill in {names}" + ("" if is_field else ", or clear the row"))


@problem("A row stands twice")
def twice(what: str, first: str, *, is_id: bool) -> Sentences:
    """Two rows of a sheet have the same id, or share all that identifies them. Goals, actions and risks share their
    ids, since a point of the SWOT may lead to any of them."""
    mend = "give one of the two another id" if is_id else "correct one of the two, or delete it"
    return Sentences(f"{what} stands already in {first}", "each only once", mend)


@problem("Invoice lines stand in two files")
def line_twice(lines: int, other: str) -> Sentences:
    """The same invoice line stands in two files, and would count twice. Within one file it may stand twice."""
    count = "1 line stands" if lines == 1 else f"{lines} lines stand"
    due, mend = "each invoice line in one file", "delete the lines from one of the two files"
    return Sentences(f"{count} in {other} too", due, mend)


@problem("A reference that leads nowhere")
def reference(heading: str, written: str, tabs: str, due: str, nearest: str) -> Sentences:
    """A cell names a row of another tab by its id or its name, and there is no such row."""
    mend = "write the id of a row that stands there" + (f"; the nearest is {nearest}" if nearest else "")
    return Sentences(f"{heading} is “{written}”, which stands nowhere on the tab {tabs}", due, mend)


@problem("A reference that could mean several rows")
def reference_unclear(heading: str, written: str, ids: Sequence[str], tabs: str, due: str) -> Sentences:
    """A cell names a row by a name that several rows have."""
    found = f"{heading} “{written}” is the name of {' and '.join(ids)} on the tab {tabs}"
    return Sentences(found, due, "write the id instead of the name")


@problem("A row that refers to itself")
def reference_self(heading: str, row: str) -> Sentences:
    """A person who reports to or sways herself, a value that overlaps with itself: another row was meant."""
    return Sentences(
        f"{heading} names {row}, which is the row itself", "another row than its own", "write the id that was meant"
    )


@problem("People report in a circle")
def reports_circle(person: str, superior: str) -> Sentences:
    """Reports to leads from a person over others back to the same person, so that nobody is at the top."""
    found = f"{person} reports to {superior}, who in the end reports to {person}"
    return Sentences(found, "a line of superiors that ends at the top", "correct Reports to")


@note("A row is repeated")
def row_repeated(first: str, others: int) -> str:
    """A row says the same as another one of its sheet, in all columns; it may have been copied by mistake."""
    return f"the row says the same as the one at {first}{also(others)}"


@note("Rows lie ahead")
def rows_later(rows: int, as_of: date) -> str:
    """Rows are dated after the day that the pack is about; they are kept for later and left out of its figures."""
    rest = f" (and {rows - 1} more)" if rows > 1 else ""
    what = "1 row is" if rows == 1 else f"{rows} rows are"
    return f"{what} dated after {as_of} and kept out of the figures{rest}"


@note("An owner who is nearly known")
def owner_near(heading: str, written: str, known: str) -> str:
    """An owner's name is nearly that of somebody on Team or People. Figures by owner would count the two apart."""
    return f"{heading} “{written}”: did you mean {known}?"


@note("A person who may stand twice")
def person_near(name: str, other: str, first: str) -> str:
    """Two rows of People have the same or nearly the same name; contacts and ratings of one person would be split."""
    return f"{name} may be the same person as {other} ({first})"


@note("A risk that may stand twice")
def risk_near(risks: Sequence[str], first: str) -> str:
    """Two open risks of a kind have nearly the same event; the exposure of one risk would count twice."""
    return f"{listed(tuple(risks))} may be the same risk: the events are nearly the same ({first})"
