"""Exports: what keeps rows of an export from being imported; nothing is then written."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.catalogue.entry import Sentences, listed, problem

TEXT = "a text file with a line of headings, then a line for each row"
IN_MAP = "in the mapping file"


@problem("The export is of another kind")
def export_kind(what: str, mend: str) -> Sentences:
    """The file is no text, whatever its name says, and no kind of file that rows are imported from."""
    return Sentences(f"the file is {what}", TEXT, mend)


@problem("The letters of the export can't be read")
def export_encoding(how: str) -> Sentences:
    """The file is not written as the mapping file says, or breaks off in the middle of a letter."""
    return Sentences(f"the file is not written in {how}", TEXT, "correct or delete encoding in the mapping file")


@problem("A quote of the export is not closed")
def export_quote() -> Sentences:
    """A cell in quotes does not end as it should, so that it can't be told where the next one begins."""
    mend = "export it again with every quote in a text doubled, or as Excel workbook"
    return Sentences("a quote is opened here that is not closed as it should be", TEXT, mend)


@problem("The export is damaged")
def export_damaged() -> Sentences:
    """A Parquet file does not hold together, or holds columns within columns."""
    return Sentences(
        "the file is damaged, or holds what no sheet can", "a whole file of plain columns", "export it again"
    )


@problem("The export is too large")
def export_too_large(found: str, most: str) -> Sentences:
    """The export is beyond the limits of the settings, those of invoice lines."""
    return Sentences(found, most, "export fewer columns, or a shorter time")


@problem("The export is empty")
def export_empty(found: str) -> Sentences:
    """The export, or what `only` and `without` of the mapping file leave of it, holds no row."""
    return Sentences(found, "a line of headings, then a line for each row", "export it again, or take other lines")


@problem("The export has no known heading")
def export_headings(there: Sequence[str], wanted: Sequence[str]) -> Sentences:
    """No line of the export's beginning holds a heading that the sheet or the mapping file knows."""
    found = f"no heading of the sheet is found; the first line is {', '.join(f'“{one}”' for one in there)}"
    mend = "name its headings in a mapping file (planpack import --example-map prints one), and give it with --map"
    return Sentences(found, f"a line with headings such as {', '.join(wanted)}", mend)


@problem("The export lacks a heading")
def export_heading(heading: str, near: str, known: Sequence[str]) -> Sentences:
    """The mapping file names a heading that the export does not have."""
    mend = f"write {near} {IN_MAP}" if near else f"name one of its columns {IN_MAP}: {', '.join(known)}"
    return Sentences(
        f"the export has no column {heading}, which the mapping file names", "a heading of the export", mend
    )


@problem("A heading of the export stands twice")
def export_heading_twice(heading: str) -> Sentences:
    """Two columns of the export that could be meant have one heading."""
    return Sentences(f"the heading {heading} stands twice", "each heading once", "rename or delete one of the two")


@problem("The workbook lacks the tab")
def export_tab(tab: str, there: str) -> Sentences:
    """The mapping file names a tab of the workbook that is not there, or is empty."""
    found = f"the workbook has no filled tab {tab}"
    return Sentences(found, "the tab that holds the rows", f'write tab = "{there}" {IN_MAP}')


@problem("Rows that can't be told apart for ever")
def export_key(sheet: str, heading: str, likely: Sequence[str]) -> Sentences:
    """The sheet gives its rows ids of its own, and it was not said which column of the export tells its rows apart."""
    mend = f'add --key "{likely[0]}"' if likely else "add --key and the column that does"
    mend += f" (or {', '.join(likely[1:])})" if likely[1:] else ""
    found = f"{sheet} gives its rows ids of its own, and the export has no column {heading}"
    return Sentences(found, "a column of the export that tells its rows apart for ever", mend)


@problem("The export lacks what identifies a row")
def export_columns(sheet: str, headings: Sequence[str], new: int) -> Sentences:
    """No column of the export is for what identifies a row of the sheet; existing rows alone could do without."""
    rows = "" if not new else "1 row is new, and " if new == 1 else f"{new} rows are new, and "
    found = f"{rows}no column of the export is for {listed(tuple(headings))}"
    mend = f"name the column {IN_MAP}, or another that tells rows apart with --key"
    return Sentences(found, f"what identifies the rows of {sheet}", mend)


@problem("A line of the export without what tells it apart")
def export_key_empty(heading: str, due: str, others: int) -> Sentences:
    """A line of the export is empty under its key, or under what identifies a row of the sheet."""
    found = f"{heading} is empty{more(others)}"
    return Sentences(found, due, f"fill it in, or leave such lines out with only or without {IN_MAP}")


@problem("A line of the export stands twice")
def export_twice(what: str, first: str) -> Sentences:
    """Two lines of the export have one key."""
    mend = f"leave one out, name further columns with --key, or add them up with sum_by {IN_MAP}"
    return Sentences(f"{what} stands already in {first}", "each only once", mend)


@problem("Nothing fits what is asked for")
def export_filter(heading: str, values: Sequence[str], near: str, there: Sequence[str]) -> Sentences:
    """No line of the export has what `only` in the mapping file asks for."""
    mend = f"write {near} {IN_MAP}" if near else f"write one of these {IN_MAP}: {', '.join(there)}"
    return Sentences(f"{heading} is nowhere {' or '.join(values)}", "a value that stands there", mend)


@problem("Lines that can't be added up")
def export_sum(heading: str, here: str, first: str) -> Sentences:
    """Lines that are added up by `sum_by` differ in a column that holds no amounts."""
    found = f"{heading} is {here} here and {first}"
    return Sentences(found, "one value for lines that are added up", f"add the column to sum_by, or to skip, {IN_MAP}")


@problem("A date that the export has to be asked about")
def export_date_unclear(heading: str, there: str, due: str, readings: str) -> Sentences:
    """Dates of the export are text in which day and month could be swapped. They are never guessed; the mapping file
    says how they are written."""
    read, _, mend = readings.partition("|")
    return Sentences(f"{heading}: {there} can be read as {read}", due, mend)


@problem("A date that is not written as it should be")
def export_date(heading: str, there: str, due: str, patterns: str) -> Sentences:
    """A date of the export is not written as the mapping file says."""
    found = f"{heading}: {there} is not a date written as {patterns}"
    return Sentences(found, due, f"correct it, or dates {IN_MAP}")


@problem("A number that can be read in two ways")
def export_number_unclear(heading: str, there: str, due: str, readings: str) -> Sentences:
    """The sign in a number of the export could stand before thousands or before decimals, and no other number of the
    export tells."""
    mend = f'say which sign stands before decimals: decimal = "," or decimal = "." {IN_MAP}'
    return Sentences(f"{heading}: {there} can be read as {readings}", due, mend)


@problem("No number of the export")
def export_number(heading: str, there: str, due: str, sign: str) -> Sentences:
    """A number or an amount is due, and the export holds something else."""
    mend = f"write a number whose decimals stand behind “{sign}”, or say how it is written {IN_MAP}"
    return Sentences(f"{heading} is {there}", due, mend)


@problem("No percentage of the export")
def export_percent(heading: str, there: str, due: str, _: str) -> Sentences:
    """A percentage is due. A plain 12 is none, since it could mean 12 % or 1,200 %."""
    return Sentences(f"{heading} is {there}", due, f"write times = 0.01 {IN_MAP}, if the export writes 12 for 12 %")


@problem("An amount in another currency")
def export_currency(heading: str, there: str, due: str, currencies: str) -> Sentences:
    """An amount of the export names another currency than the workspace's. Nothing is converted."""
    theirs, _, ours = currencies.partition("|")
    found = f"{heading}: {there} is in {theirs}, and the workspace's money is {ours}"
    return Sentences(found, due, f"export the amounts in {ours}")


@problem("A word that has to be translated")
def export_choice(heading: str, there: str, due: str, pair: str) -> Sentences:
    """The column takes words of a closed list, and the export has a word of its own."""
    return Sentences(f"{heading} is {there}", due, f"translate it {IN_MAP}: words = {{ {pair} }}")


@problem("No tab for the rows")
def import_tab(sheet: str, book: str) -> Sentences:
    """The workbook that the sheet belongs to is there, but has no such tab."""
    mend = f"copy the tab {sheet} from the blank workbook {book}.xlsx in templates/"
    return Sentences(f"there is no tab {sheet}", f"a tab {sheet} with its headings", mend)


@problem("No workbook for the rows")
def import_book(sheet: str, there: Sequence[str]) -> Sentences:
    """The mapping file names a workbook for new rows that is not there, or lacks the tab."""
    found = f"no workbook of that name has the tab {sheet}"
    return Sentences(
        found, "the workbook that new rows go to", f"name another as file {IN_MAP}: there are {', '.join(there)}"
    )


@problem("No heading for a column of the export")
def import_heading(heading: str) -> Sentences:
    """A tab lacks the heading of a column that would be written."""
    mend = f'add the heading {heading} to the tab, or write skip = ["{heading}"] {IN_MAP}'
    return Sentences(f"the heading {heading} is missing", "a heading for each column that the import writes", mend)


@problem("No room for the rows")
def import_room(why: str, rows: int) -> Sentences:
    """Totals, notes or another table stand below the rows of a tab."""
    due = f"room for {rows} new row{'' if rows == 1 else 's'}"
    return Sentences(why, due, "make room in Excel, then import again")


@problem("A cell that can't be written")
def import_cell(why: str) -> Sentences:
    """A workbook, or one cell of it, can't be changed without harm: it is signed, or a value is too long for a cell."""
    return Sentences(why, "cells that can be written", "mend it in Excel, then import again")


@problem("The file of invoice lines is at fault")
def import_lines() -> Sentences:
    """The file that the export's lines would be joined with holds a line that can't be read."""
    mend = "mend what planpack check says of the file, then import again"
    return Sentences("a line of the file can't be read", "lines without problems", mend)


def more(others: int) -> str:
    """What is said behind the first of several like lines."""
    return "" if not others else ", and so on in 1 more" if others == 1 else f", and so on in {others:,} more"
