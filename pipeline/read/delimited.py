"""Reads `transactions*.csv` into one tab of text cells."""

from __future__ import annotations

import csv
from io import StringIO

from pipeline.catalogue import files
from pipeline.cells import Tab
from pipeline.read.refusals import HERE, Refused

DELIMITERS = ";,\t"


def transactions(file: str, data: bytes) -> Tab:
    """The lines of a UTF-8 file whose first line holds the headings; raise `Refused` for another encoding."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(files.file_encoding.at(HERE)) from None
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        rows = tuple(
            tuple(value if value else None for value in line)
            for line in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        )
    except csv.Error:
        raise Refused(files.file_lines.at(HERE)) from None
    return Tab(file, "Transactions", rows)
