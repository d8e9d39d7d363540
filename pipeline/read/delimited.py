"""Reads `transactions*.csv` into one tab of text cells."""

from __future__ import annotations

import csv
from io import StringIO

from pipeline.cells import Tab
from pipeline.read.refusals import Refused

DELIMITERS = ";,\t"


def transactions(file: str, data: bytes) -> Tab:
    """The lines of a UTF-8 file whose first line holds the headings; raise `Refused` for another encoding."""
    due = "a UTF-8 text file with a line of headings, then a line for each transaction"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("the file is not written in UTF-8", due, "save it as CSV UTF-8", "file-encoding") from None
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        rows = tuple(
            tuple(value if value else None for value in line)
            for line in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        )
    except csv.Error:
        raise Refused("a line of the file can't be read", due, "save it as CSV UTF-8 again", "file-damaged") from None
    return Tab(file, "Transactions", rows)
