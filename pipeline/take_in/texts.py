"""Reads an export in text: its letters, separators and line ends are found out, and said where they are a guess."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from itertools import islice

from pipeline.catalogue.exports import export_encoding, export_kind, export_quote
from pipeline.kinds import is_blank
from pipeline.problems import Place
from pipeline.take_in.exports import Export, Known, Line, Unusable

SEPARATORS = (",", ";", "\t", "|")
SAMPLE = 200  # records that the separator is told from
LONGEST = 10_000_000  # letters of a cell
NAMES = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}
MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
OTHER_KINDS = (
    (b"PK\x03\x04", "an Excel workbook or another zip file", "give it the ending .xlsx if it is a workbook"),
    (b"\xd0\xcf\x11\xe0", "a workbook of Excel 97, or one with a password", "save it as .xlsx without a password"),
    (b"SQLite format 3\x00", "a SQLite database", 'write its address, sqlite:///FILE, and --query "select ..."'),
    (b"%PDF", "a PDF document", "export the rows as CSV or Excel instead"),
    (b"PAR1", "a damaged Parquet file", "export it again"),
)
ODD = re.compile(r"\w*[^\x00-\x7f][\w ]*")


def text_export(file: str, data: bytes, known: Known, encoding: str = "", separator: str = "") -> Export:
    """The lines of a text; raise `Unusable` for what is none, or where a quote is never closed."""
    for magic, what, mend in OTHER_KINDS:
        if data.startswith(magic):
            raise Unusable(export_kind.at(Place(file), what, mend))
    text, notes = _decoded(file, data, encoding)
    if text.lstrip()[:9].casefold().startswith(("<html", "<!doctype", "<?xml", "<table", "<worksheet")):
        mend = "open it in Excel and save it as Excel workbook (.xlsx)"
        raise Unusable(export_kind.at(Place(file), "a web page", mend))
    first, _, rest = text.partition("\n" if "\n" in text else "\r")
    named = first.strip().casefold()
    skipped = 0
    if named.startswith("sep=") and len(first.strip("\r\n")) == 5:  # Excel's own way of naming the separator
        separator, text, skipped = separator or first[4], rest, 1
    chosen = separator or _separator(text, known)
    lines = _records(file, text, chosen, skipped)
    width = max((len(values) for _, values in lines), default=0)
    if width > 1:
        notes.append(f"cells separated by {NAMES.get(chosen, f'“{chosen}”')}")
    return Export(file, (), lines, notes=tuple(notes))


def _decoded(file: str, data: bytes, encoding: str) -> tuple[str, list[str]]:
    """The text and what is said of its letters."""
    if encoding:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), []
        except UnicodeError:
            raise Unusable(export_encoding.at(Place(file), encoding)) from None
    for mark, name in (*MARKS, *_wide(data)):
        if data.startswith(mark):
            try:
                return data.decode(name), []
            except UnicodeError:
                raise Unusable(export_encoding.at(Place(file), name)) from None
    if b"\x00" in data:
        mend = "export the rows as CSV or Excel"
        raise Unusable(export_kind.at(Place(file), "no text", mend))
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    for name, called in (("cp1252", "Windows Western European (cp1252)"), ("latin-1", "Western European (latin-1)")):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        found = ODD.search(text)
        example = f", as in “{found[0].strip()[:40]}”" if found else ""
        return text, [f"letters read as {called}{example} (if they are wrong, name the encoding in the mapping file)"]
    raise AssertionError("latin-1 reads every byte")


def _wide(data: bytes) -> Sequence[tuple[bytes, str]]:
    """UTF-16 without its mark is known by every second byte being empty."""
    sample = data[:4000]
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        here, there = sample[offset::2], sample[1 - offset :: 2]
        if len(here) > 1 and here.count(0) > 0.6 * len(here) and there.count(0) < 0.1 * len(there):
            return ((b"", name),)
    return ()


def _separator(text: str, known: Known) -> str:
    """The separator that gives most headings that are known, then the most regular lines, then the widest."""

    def regular(separator: str) -> tuple[int, float, int]:
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
        try:
            rows = [row for row in islice(reader, SAMPLE) if any(row)]
        except csv.Error:
            return (0, 0.0, 0)
        headings = max((sum(known(cell) for cell in row) for row in rows), default=0)
        width, often = max(Counter(map(len, rows)).items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return (headings, often / len(rows) if width > 1 else 0.0, width)

    return max(SEPARATORS, key=regular)


def _records(file: str, text: str, separator: str, skipped: int) -> tuple[Line, ...]:
    """The records with the numbers of the lines that they begin in."""
    csv.field_size_limit(LONGEST)
    source = StringIO(text, newline="")
    reader = csv.reader(source, delimiter=separator, strict=True)
    found: list[Line] = []
    begins = 1 + skipped
    try:
        for values in reader:
            found.append((begins, [None if is_blank(value) else value for value in values]))
            begins = reader.line_num + 1 + skipped
    except csv.Error:
        raise Unusable(export_quote.at(Place(file, f"line {begins}"))) from None
    return tuple(found)
