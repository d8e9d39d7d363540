"""Files: what keeps a file from being read, and files that are not used."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.catalogue.entry import Sentences, note, problem

WORKBOOK = "an Excel workbook (.xlsx)"
LINES = "a text file with a line of headings, then a line for each transaction"
PARQUET = "a whole Parquet file of plain columns: words, numbers, dates"


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


@problem("The file can't be opened")
def file_closed(why: str) -> Sentences:
    """The machine does not let the file be opened: somebody else's right is needed, or another program holds it."""
    mend = "close it in other programs, or ask for the right to read it"
    return Sentences(f"the file can't be opened ({why})", "a file that may be read", mend)


@problem("The file's name can't be printed")
def file_name() -> Sentences:
    """The file's name holds a line break or another character that no message can show."""
    found = "the file's name holds a character that can't be printed"
    return Sentences(found, "a name of letters, digits and signs", "give the file another name")


@problem("The letters of the text file can't be read")
def file_encoding() -> Sentences:
    """A `transactions*.csv` is written neither in UTF-8 or UTF-16 nor as Windows writes text in Western Europe."""
    return Sentences("the file's letters can't be read", LINES, "save it as CSV UTF-8")


@problem("The text file is none")
def text_kind(what: str) -> Sentences:
    """A `transactions*.csv` is empty, or of another kind, whatever its name says."""
    return Sentences(f"the file is {what}", LINES, "open it in Excel and save it as CSV UTF-8")


@problem("A line of the text file can't be read")
def file_lines(line: int) -> Sentences:
    """A `transactions*.csv` has a line that does not hold together, such as one with an open quotation mark."""
    found = f"line {line} can't be read: a quote is not closed, or a cell is far too long"
    return Sentences(found, LINES, "save it as CSV UTF-8 again")


@problem("The Parquet file can't be read")
def parquet_damaged(why: str) -> Sentences:
    """A `transactions*.parquet` is damaged, or has columns of lists or records."""
    return Sentences(why, PARQUET, "export it again, or save it as transactions.csv")


@problem("Parquet files can't be read here")
def parquet_missing() -> Sentences:
    """There is a `transactions*.parquet`, and the library that reads such files is not installed."""
    mend = 'install pyarrow (pip install "planpack[parquet]"), or save the file as transactions.csv'
    return Sentences("Parquet files can't be read here: pyarrow is not installed", "a file that can be read", mend)


@problem("The file is a copy of another")
def file_copy(shared: Sequence[tuple[int, str]], other: str) -> Sentences:
    """Two files share four fifths or more of a sheet's rows; each of them would count twice."""
    tabs = ", ".join(f"{rows} row{'' if rows == 1 else 's'} of {tab}" for rows, tab in shared)
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


@note("A file that is not used")
def file_unused() -> str:
    """A `.csv`, `.tsv` or `.parquet` stands in the folder, but is no `transactions*.csv` or `.parquet`."""
    return "not used: of such files only transactions*.csv and transactions*.parquet are read"


@note("A folder that looks like a workbook")
def file_folder() -> str:
    """A folder bears a workbook's name. Files within it are not read."""
    return "this is a folder, and not read; workbooks stand beside it"


@note("A text file in older letters")
def file_letters() -> str:
    """A `transactions*.csv` is not written in UTF-8. It is read as Excel in Western Europe writes text (cp1252); if
    letters with accents come out wrong, save it as CSV UTF-8."""
    return "the file is not written in UTF-8; it is read as Windows text of Western Europe (cp1252)"


@note("The order of day and month")
def file_days(first: str) -> str:
    """The dates of a `transactions*.csv` are no ISO dates, but the column as a whole has only one reading: a number
    above 12 shows which of the two is the day."""
    return f"dates are written with the {first} first, as their own column shows, and are read so"
