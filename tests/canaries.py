"""Canaries: in every internal cell of an account a word, number or day of its own, to look for in a client's files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pipeline.columns import Column, OwnField, Row
from pipeline.facts import Facts
from pipeline.kinds import Day, Long, Number, Percent, Text
from pipeline.problems import Place
from pipeline.sheets import ACCOUNT
from pipeline.sheets.performance import Transaction
from tests.client import COLUMNS, DECIDING, visible

OWN, HIDDEN_ROW, FILE = "QZOWNFIELDQZ", "QZHIDDENROWQZ", "QZFILEQZ"
INTERNAL = [
    column
    for sheet in ACCOUNT
    if sheet is not Transaction
    for column in sheet.columns
    if column.name not in COLUMNS[sheet] | DECIDING.get(sheet, frozenset())
]


def canary(column: Column[Any]) -> Any:
    """What stands in every cell of an internal column: unusual digits, a far day, or a word of its own."""
    number = INTERNAL.index(column)
    if isinstance(column.kind, Day):
        return date(2177, 1, 1) + timedelta(number)
    if isinstance(column.kind, Number):
        return 73_914_000.0 + number + 0.37
    if isinstance(column.kind, Percent):
        return 73.914 + number / 1e5
    return f"QZCANARY{number:03}QZ"


def planted(facts: Facts) -> Facts:
    """The same facts with canaries in every internal cell, in a field of people's own, in the texts of hidden rows, and
    in the names of the files that all of it stands in.
    """
    columns: dict[type[Row], list[Column[Any]]] = {}
    for column in INTERNAL:
        columns.setdefault(column.row_type, []).append(column)
    seen = {sheet: {id(row) for row in rows} for sheet, rows in _seen(facts).items()}
    rows = {
        sheet: tuple(_planted(row, columns.get(sheet, []), shown=id(row) in seen[sheet]) for row in facts.of(sheet))
        for sheet in ACCOUNT
    }
    return replace(facts, rows=rows)


def _seen(facts: Facts) -> dict[type[Row], list[Row]]:
    """The rows that the client sees, or one of its executives."""
    people = {
        str(row.values["person"]) for sheet in ACCOUNT if sheet.tab == "Relationship plans" for row in facts.of(sheet)
    }
    every = [visible(facts), *(visible(facts, person) for person in sorted(people))]
    return {sheet: [row for seen in every for row in seen[sheet]] for sheet in ACCOUNT}


def _planted(row: Row, columns: Sequence[Column[Any]], *, shown: bool) -> Row:
    sheet = type(row)
    if sheet is Transaction:
        return row
    own = {"Our own": OwnField(f"{OWN}{sheet.tab}", Place("secret.xlsx", row.tab, "Z9"))}
    values = {**row.values, **{c.name: canary(c) for c in columns}}
    if not shown:
        values |= {c.name: HIDDEN_ROW for c in sheet.columns if type(c.kind) in (Text, Long) and c.name in values}
    places = {name: Place(f"{FILE}{place.file}", place.sheet, place.cell) for name, place in row.places.items()}
    return sheet(values, places, own)


CHARACTER = re.compile(rb"&#(\d{2,6});")  # a letter as XML may spell it


def inside(data: bytes) -> Iterator[bytes]:
    """All bytes of a file, and of all packages in it, to any depth; letters that XML spells by number as they are."""
    yield CHARACTER.sub(lambda found: chr(int(found[1])).encode(), data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for info in package.infolist():
                yield info.filename.encode()
                yield from inside(package.read(info))


def spellings(column: Column[Any]) -> list[bytes]:
    """How a canary may stand in a workbook or on a page."""
    value = canary(column)
    if isinstance(value, date):
        return [value.isoformat().encode(), str((value - date(1899, 12, 30)).days).encode(), f" {value.year}<".encode()]
    if isinstance(value, str):
        return [value.encode()]
    pages = ("7,391", "7 391") if isinstance(column.kind, Percent) else ("73.9\u00a0m", "73,914,", "73.91\u00a0m")
    return [str(value).encode(), f"{value:.2f}".encode(), *(text.encode() for text in pages)]


def leaked(data: bytes, columns: Sequence[Column[Any]]) -> list[Column[Any]]:
    """The internal columns of which something stands in a file."""
    found = b"\0".join(inside(data))
    return [column for column in columns if any(said in found for said in spellings(column))]


def others(data: bytes) -> list[str]:
    """Which canaries beside those of columns stand in a file: own fields, hidden rows, file names."""
    found = b"\0".join(inside(data))
    return [word for word in (OWN, HIDDEN_ROW, FILE) if word.encode() in found]
