"""Reads `transactions*.csv` into one tab; how its letters, cells, numbers and days are written is found out."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BufferedReader, TextIOWrapper
from itertools import islice

from pipeline.catalogue import files
from pipeline.cells import Raw, Tab
from pipeline.limits import Limits
from pipeline.problems import Note, Place
from pipeline.read.refusals import HERE, Refused, too_large

SEPARATORS = ";,\t|"
SAMPLE = 1000  # records that tell how a file is written
CHUNK = 1 << 20
LONGEST = 1_000_000  # letters of a cell
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
OLDER = "cp1252"
OTHERS = (
    (b"PK\x03\x04", "an Excel workbook"),
    (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
)
NAMED_SEPARATOR = re.compile(r"sep=(.)", re.IGNORECASE)  # Excel's own first line
CONTROL = re.compile("[\0-\x08\x0e-\x1a]")
DAY = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
# Numbers that show which of two signs (`%p`, the other one is `%g`) stands before the decimals.
SHOWN = (
    r"[0-9]{1,3}(?:%g[0-9]{3})+%p[0-9]+",
    r"[0-9]{1,3}(?:%g[0-9]{3}){2,}",
    r"(?:0|[0-9]{4,})%p[0-9]+",
    r"[0-9]+%p(?:[0-9]{1,2}|[0-9]{4,})",
)
POINT, COMMA = (
    re.compile("[+-]?(?:" + "|".join(SHOWN).replace("%p", re.escape(point)).replace("%g", re.escape(group)) + ")")
    for point, group in ((".", ","), (",", "."))
)


def transactions(file: str, stream: BufferedReader, limits: Limits) -> tuple[Tab, list[Note]]:
    """The records of a text file, and what is worth knowing of how it was read; raise `Refused` for what is none."""
    encoding = _encoding(stream)
    notes = [files.file_letters.at(Place(file))] if encoding == OLDER else []
    stream.seek(0)
    csv.field_size_limit(LONGEST)
    with TextIOWrapper(stream, encoding=encoding, newline="") as text:
        rows = _records(text, limits)
    days, first = _day_columns(rows)
    if days:
        notes.append(files.file_days.at(Place(file), "day" if first == 0 else "month"))
        rows = _with_days(rows, days, first)
    return Tab(file, "Transactions", tuple(rows), plain=True, decimal=_decimal_sign(rows)), notes


def _encoding(stream: BufferedReader) -> str:
    """How the letters are written: as a mark in front says, in UTF-8, or else as Excel in the West writes them."""
    head = stream.peek(4)[:4]
    for magic, what in OTHERS:
        if head.startswith(magic):
            raise Refused(files.text_kind.at(HERE, f"{what}, whatever its name says"))
    for mark, name in MARKS:
        if head.startswith(mark):
            return _proven(stream, name)
    sample = stream.peek(64)[:64]
    if b"\0" in sample:
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        return _proven(stream, "utf-16-le" if odd > even else "utf-16-be")
    try:
        return _decoded(stream, "utf-8")
    except UnicodeError:
        stream.seek(0)
    return _proven(stream, OLDER)


def _proven(stream: BufferedReader, encoding: str) -> str:
    """The encoding, if the whole file is written in it."""
    try:
        return _decoded(stream, encoding)
    except UnicodeError:
        raise Refused(files.file_encoding.at(HERE)) from None


def _decoded(stream: BufferedReader, encoding: str) -> str:
    """The encoding, if the whole file is written in it; raise `UnicodeError` where it is not."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    while chunk := stream.read(CHUNK):
        if CONTROL.search(decoder.decode(chunk)):
            raise UnicodeError("a text holds no such characters")
    decoder.decode(b"", final=True)
    return encoding


def _records(text: TextIOWrapper, limits: Limits) -> list[tuple[Raw, ...]]:
    """The records, one a row; of texts that stand in many cells one is kept."""
    lines = [*islice(text, SAMPLE)]
    if not any(line.strip() for line in lines):
        raise Refused(files.text_kind.at(HERE, "empty"))
    if "".join(lines[:5]).lstrip()[:9].casefold().startswith(("<html", "<!doctype", "<?xml", "<table")):
        raise Refused(files.text_kind.at(HERE, "a web page, whatever its name says"))
    named = NAMED_SEPARATOR.fullmatch(lines[0].strip())
    separator = named[1] if named else _separator(lines)
    rows: list[tuple[Raw, ...]] = []
    if named:
        lines[0] = "\n"
    kept: dict[str, str | None] = {"": None}
    cells = 0
    reader = csv.reader(_chained(lines, text), delimiter=separator, strict=True)
    try:
        for record in reader:
            cells += len(record) or 1
            if cells > limits.cells:
                raise too_large(f"it holds more than {limits.cells:,.0f} cells")
            rows.append(tuple([kept.setdefault(value, value) for value in record]))
            if len(kept) > CHUNK:
                kept = {"": None}
    except (csv.Error, UnicodeError):
        raise Refused(files.file_lines.at(HERE, len(rows) + 1)) from None
    return rows


def _chained(lines: Iterable[str], text: Iterable[str]) -> Iterator[str]:
    yield from lines
    yield from text


def _separator(lines: Sequence[str]) -> str:
    """The separator that cuts most records into the same number of cells, and of those the one that cuts most."""

    def regular(separator: str) -> tuple[float, int]:
        try:
            widths = Counter(len(record) for record in csv.reader(lines, delimiter=separator) if record)
        except csv.Error:
            return 0, 0
        width, often = max(widths.items(), key=lambda found: (found[0] > 1, found[1], found[0]), default=(0, 0))
        return (often, width) if width > 1 else (0, 0)

    return max(SEPARATORS, key=regular)


def _decimal_sign(rows: Sequence[Sequence[Raw]]) -> str:
    """The sign before decimals that the file's own numbers show; empty where they show none, or both."""
    texts = {value for row in rows[:SAMPLE] for value in row if isinstance(value, str)}
    shown = [sign for sign, pattern in ((".", POINT), (",", COMMA)) if any(map(pattern.fullmatch, texts))]
    return shown[0] if len(shown) == 1 else ""


def _day_columns(rows: Sequence[Sequence[Raw]]) -> tuple[list[int], int]:
    """The columns of days whose order of day and month their own cells prove, and where the day stands (0 or 1).

    A cell alone such as 03/04/2026 proves nothing, and is never guessed.
    """
    proven: dict[int, int] = {}
    for j in range(max(map(len, rows[:SAMPLE]), default=0)):
        some = _days_in(rows[:SAMPLE], j)
        if not some or some.count(None) > len(some) / 2:
            continue
        days = list(filter(None, _days_in(rows, j)))
        day_first, month_first = any(a > 12 for a, _ in days), any(b > 12 for _, b in days)
        if day_first != month_first:
            proven[j] = 0 if day_first else 1
    orders = set(proven.values())
    return (sorted(proven), orders.pop()) if len(orders) == 1 else ([], 0)


def _days_in(rows: Sequence[Sequence[Raw]], column: int) -> list[tuple[int, int] | None]:
    """The first and second number of each filled cell of a column that is a day, None of another."""
    texts = [row[column] for row in rows if column < len(row) and row[column] is not None]
    found = {text: DAY.fullmatch(text.strip()) for text in set(texts) if isinstance(text, str)}
    return [(int(day[1]), int(day[3])) if (day := found[str(text)]) else None for text in texts]


def _with_days(rows: Sequence[tuple[Raw, ...]], columns: Sequence[int], first: int) -> list[tuple[Raw, ...]]:
    """The rows with the days of these columns as days; a text that is none stays as it is."""
    known: dict[Raw, Raw] = {}
    changed = []
    for row in rows:
        line = list(row)
        for j in columns:
            if j < len(line):
                raw = line[j]
                if raw not in known:
                    known[raw] = _day(raw, first)
                line[j] = known[raw]
        changed.append(tuple(line))
    return changed


def _day(raw: Raw, first: int) -> Raw:
    """A text such as 31.03.2026 as a day."""
    found = DAY.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if found is None:
        return raw
    day, month = (int(found[1]), int(found[3])) if first == 0 else (int(found[3]), int(found[1]))
    try:
        return date(int(found[4]), month, day)
    except ValueError:
        return raw
