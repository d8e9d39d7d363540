"""Says what a file is that bears a workbook's name and is none: programs save web pages and texts under it."""

from __future__ import annotations

import re

from pipeline.read.refusals import Refused, no_workbook, protected

OLE = b"\xd0\xcf\x11\xe0"
MARKS = (
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a text document (.rtf)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a packed file (.gz)"),
    (b"7z\xbc\xaf", "a packed file (.7z)"),
    (b"Rar!", "a packed file (.rar)"),
    (b"PK\x05\x06", "an empty zip file"),
)
WEB_PAGE = re.compile(rb"<!doctype\s+html|<html|<table|<head|<meta\s", re.IGNORECASE)
SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
SEPARATED = re.compile(r"[^\n\r]*[;,\t|][^\n\r]*[\n\r]")
BEGINNING = 4096


def another(data: bytes) -> Refused:
    """The refusal of a file that is no zip, as a workbook is, by what it begins with."""
    if not data:
        return no_workbook("the file is empty")
    if data.startswith(OLE):
        return _compound(data)
    for mark, what in MARKS:
        if data.startswith(mark):
            return no_workbook(f"the file is {what}, whatever its name says")
    start = data[:BEGINNING]
    if SPREADSHEET_XML in start:
        return no_workbook("the file is an XML spreadsheet of Excel 2003, whatever its name says")
    if WEB_PAGE.search(start) or start.startswith(b"MIME-Version:"):
        return no_workbook("the file is a web page, as programs export it, whatever its name says")
    for encoding in ("utf-16",) if start.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        text = start.decode(encoding, errors="ignore")
        if SEPARATED.match(text.lstrip()) and not re.search("[\0-\x08\x0e-\x1a]", text):
            return no_workbook("the file is a text file (.csv), whatever its name says")
    return no_workbook("the file is no Excel workbook")


def _compound(data: bytes) -> Refused:
    """The refusal of a file in the form that old workbooks and encrypted ones share, by the names of its streams."""
    if _named("EncryptedPackage") in data:
        return protected("the file is protected by a password")
    if _named("Workbook") in data or _named("Book") in data:
        return no_workbook("the file is in the old format of Excel 97 (.xls), whatever its name says")
    return protected("the file is protected by a password, or is in the old format of Excel 97")


def _named(stream: str) -> bytes:
    """A stream's name as the directory of such a file spells it."""
    return stream.encode("utf-16-le") + b"\0\0"
