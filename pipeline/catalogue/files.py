"""Files: what keeps a file from being read, and files that are not used."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.catalogue.entry import Sentences, note, problem

WORKBOOK = "an Excel workbook (.xlsx)"
LINES = "a UTF-8 text file with a line of headings, then a line for each transaction"


@problem("The file is damaged")
def file_damaged(what: str) -> Sentences:
    """The file does not hold together, or holds what no workbook does: it was cut off, altered, or made by a faulty
    program."""
    mend = "open it in Excel, save it under its name again, or take the last good copy"
    return Sentences(f"the file is damaged: {what}", "a whole Excel workbook", mend)


@problem("The file ends the program that reads it")
def file_deadly() -> Sentences:
    """Reading the file brings the program down; it is left aside, the account's other files are read."""
    found = "the file is damaged, or too large: the program that reads it comes to an end"
    return Sentences(found, "a workbook of ordinary size", "copy its tabs into a blank workbook, or split it")


@problem("The file takes too long to read")
def file_slow(seconds: float) -> Sentences:
    """Reading the file takes longer than the settings allow."""
    found = f"the file takes longer than {seconds:g} second{'' if seconds == 1 else 's'} to read"
    return Sentences(found, "a workbook of ordinary size", "copy its tabs into a blank workbook, or split it")


@problem("The file is too large")
def file_too_large(what: str) -> Sentences:
    """The file, or a tab of it, is beyond the limits of the settings; no table that people fill in is."""
    mend = "delete unused rows, columns, tabs and pictures, or split the workbook"
    return Sentences(f"the file is too large: {what}", "a workbook of ordinary size", mend)


@problem("The file is no workbook")
def file_kind(found: str) -> Sentences:
    """The file is of another kind, or another spreadsheet format, whatever its name says."""
    return Sentences(found, WORKBOOK, "save it from Excel as Excel workbook (.xlsx), or move it away")


@problem("The file is a link")
def file_link() -> Sentences:
    """What stands in the folder is a link to a file elsewhere, or no file at all."""
    return Sentences("this is a link or no plain file", "a plain file", "put the workbook itself into the folder")


@problem("The file is protected by a password")
def file_encrypted(found: str) -> Sentences:
    """The file can't be opened without its password, or is in Excel's old format, which looks the same from outside."""
    mend = "open it in Excel, remove the password and save it as Excel workbook (.xlsx)"
    return Sentences(found, "a workbook saved as .xlsx without a password", mend)


@problem("The text file is not written in UTF-8")
def file_encoding() -> Sentences:
    """The letters of a `transactions*.csv` can't be told for certain."""
    return Sentences("the file is not written in UTF-8", LINES, "save it as CSV UTF-8")


@problem("A line of the text file can't be read")
def file_lines() -> Sentences:
    """A `transactions*.csv` has a line that does not hold together, such as one with an open quotation mark."""
    return Sentences("a line of the file can't be read", LINES, "save it as CSV UTF-8 again")


@problem("The file is a copy of another")
def file_copy(shared: Sequence[tuple[int, str]], other: str) -> Sentences:
    """Two files share four fifths or more of a sheet's rows; each of them would count twice."""
    tabs = ", ".join(f"{rows} rows of {tab}" for rows, tab in shared)
    found = f"looks like a copy: it shares {tabs} with {other}"
    return Sentences(found, "each row in one file", "delete the file that is out of date, or move it out of the folder")


@problem("The program came to an end")
def ended() -> Sentences:
    """The program that works on the account came to an end, and no file of it is to blame."""
    found, due = "the program that works on this account came to an end", "a program that runs to its end"
    return Sentences(found, due, "run the command again with --jobs 1")


@note("Macros")
def file_macros() -> str:
    """The workbook holds macros. They are never run, and marked copies are saved without them."""
    return "the workbook holds macros; they are not run"


@note("An earlier pack is passed over")
def pack_passed_over(why: str, newer: bool) -> str:
    """The `pack.json` of an earlier quarter is damaged, or was made by a newer planpack, so that nothing is compared
    with it; the newest one before it is taken instead."""
    mend = "update planpack to compare with it" if newer else "build that quarter anew to compare"
    return f"{why}; it is passed over; {mend}"


@note("A text file that is not used")
def file_unused() -> str:
    """A `.csv` or `.tsv` stands in the folder, but its name does not begin with `transactions`."""
    return "not used: of text files only transactions*.csv is read"
