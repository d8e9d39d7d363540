"""Cells: a cell holds something else than its column takes."""

from __future__ import annotations

from pipeline.catalogue.entry import Sentences, Stopping, problem

# All of these are told of a heading, of what stands in the cell as a message quotes it, and of what is due there;
# the last word is a way to mend it, where the value itself suggests one.
CellEntry = Stopping[[str, str, str, str]]


@problem("No words")
def text(heading: str, there: str, due: str, _: str) -> Sentences:
    """Words are due, and the cell holds TRUE, FALSE or something else of Excel's that is none."""
    return Sentences(f"{heading} is {there}", due, "type the words")


@problem("No id")
def id(heading: str, there: str, due: str, _: str) -> Sentences:
    """An id is short and has no spaces, so that it can be named in other cells: R1, G-2026.3."""
    return Sentences(f"{heading} is {there}", due, "write a short id without spaces")


@problem("No number")
def number(heading: str, there: str, due: str, _: str) -> Sentences:
    """A number or an amount is due, and the cell holds something else, or text that could be read in two ways."""
    return Sentences(f"{heading} is {there}", due, "type a number, without a symbol or words")


@problem("An amount below the least")
def below_least(heading: str, there: str, due: str, _: str) -> Sentences:
    """The amount is below zero where none can be, such as a potential, a contract's value or a cost."""
    return Sentences(f"{heading} is {there}", due, "correct the sign or the amount; leave the cell empty if unknown")


@problem("No whole number")
def whole_number(heading: str, there: str, due: str, _: str) -> Sentences:
    """A whole number between two bounds is due."""
    return Sentences(f"{heading} is {there}", due, f"write {due}")


@problem("No percentage")
def percent(heading: str, there: str, due: str, _: str) -> Sentences:
    """A percentage is due. A plain 12 is none, since it could mean 12 % or 1,200 %."""
    return Sentences(f"{heading} is {there}", due, "write a percentage such as 12 %")


@problem("No number of the scale")
def scale(heading: str, there: str, due: str, bounds: str) -> Sentences:
    """A number of a scale with written steps is due, or the words of one of its steps."""
    return Sentences(f"{heading} is {there}", due, f"write a whole number, {bounds}")


@problem("No word of the list")
def choice(heading: str, there: str, due: str, nearest: str) -> Sentences:
    """The column takes words of a closed list, which is also the cell's dropdown."""
    return Sentences(f"{heading} is {there}", due, f"choose {nearest}")


@problem("No date")
def date(heading: str, there: str, due: str, _: str) -> Sentences:
    """A date is due, and the cell holds something else."""
    return Sentences(f"{heading} is {there}", due, "write a date such as 2026-03-31")


@problem("No day of the calendar")
def date_impossible(heading: str, there: str, due: str, _: str) -> Sentences:
    """The date has a month or a day that does not exist."""
    return Sentences(f"{heading}: {there} is no day of the calendar", due, "write a date such as 2026-03-31")


@problem("A date that can be read in two ways")
def date_unclear(heading: str, there: str, due: str, readings: str) -> Sentences:
    """The date is text in which day and month could be swapped. It is never guessed."""
    mend = "write the date as 2026-04-03 or as an Excel date"
    return Sentences(f"{heading}: {there} can be read as {readings}", due, mend)


@problem("A date in an impossible year")
def date_year(heading: str, there: str, due: str, _: str) -> Sentences:
    """The date lies before 1900 or after 2199."""
    return Sentences(f"{heading}: the year of {there} can't be meant", due, "write a date between 1900 and 2199")


@problem("No quarter")
def quarter(heading: str, there: str, due: str, _: str) -> Sentences:
    """A fiscal quarter is due."""
    return Sentences(f"{heading} is {there}", due, "write the year, a hyphen and the quarter: 2026-Q1")


@problem("An Excel error")
def excel_error(heading: str, there: str, due: str, _: str) -> Sentences:
    """The cell's formula gives an error, such as #REF! or #DIV/0!."""
    return Sentences(f"{heading}: the cell holds the error {there}", due, "mend the formula or type the value")


@problem("A formula without its value")
def no_value(heading: str, there: str, due: str, _: str) -> Sentences:
    """The workbook was written by a program that did not work the formula out, and never opened in Excel since."""
    mend = "open the file in Excel and save it, or type the value"
    return Sentences(f"{heading}: {there} was saved without its value", due, mend)


@problem("A character that can't be printed")
def control_character(heading: str, there: str, due: str, _: str) -> Sentences:
    """The text holds a character that no document can show; it mostly comes with text pasted from another program."""
    return Sentences(f"{heading}: the text holds a character that can't be printed", due, "type the text again")
