"""Lays an account's workbooks out as plain rows with openpyxl alone: the product's reader and check have no part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from pipeline.columns import Row as Sheet
from pipeline.periods import Period
from pipeline.settings import Settings
from pipeline.sheets import ACCOUNT
from tests.oracle.plain import Plain, Row, laid_out, listed

AMOUNT = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+\.\d+|0")
SHEETS = {sheet.tab: sheet for sheet in ACCOUNT}


def from_workbooks(folder: Path, settings: Settings, earlier: Mapping[str, Any]) -> Plain:
    """The account of a folder in the settings' quarter and on their day; `earlier` is the last pack's manifest."""
    assert settings.period_day
    tabs: dict[str, list[Row]] = {}
    for path in sorted(folder.glob("*.xlsx")):
        for tab in openpyxl.load_workbook(path, data_only=True):
            sheet = SHEETS.get(tab.title)
            if sheet is not None:
                table = [[_plain(cell) for cell in line] for line in tab.iter_rows(values_only=True)]
                rows = _fields(sheet, table) if sheet.fields else _lines(sheet, table)
                tabs[sheet.tab] = [{"n": n, **row} for n, row in enumerate(rows)]
    names = {row["name"]: row["id"] for row in tabs.get("People", [])}
    for row in tabs.get("Interactions", []):
        row["people"] = "; ".join(names.get(person, person) for person in listed(row["people"]))
    period = Period.parse(settings.period, settings.fiscal_year_start)
    return laid_out(tabs, period, settings.period_day, settings, earlier)


def _fields(sheet: type[Sheet], table: list[list[Any]]) -> Iterator[Row]:
    """A profile: a field a line, its value beside it."""
    columns = {column.heading: column.name for column in sheet.columns}
    given = {columns[head]: line[1] for line in table if (head := _heading(line[0])) in columns}
    yield {name: value for name, value in given.items() if value is not None}


def _lines(sheet: type[Sheet], table: list[list[Any]]) -> Iterator[Row]:
    """A table below its headings, which stand under a title and notes."""
    columns = {column.heading: column.name for column in sheet.columns}
    start = next(n for n, line in enumerate(table) if sum(_heading(cell) in columns for cell in line) > 2)
    names = [columns.get(_heading(cell)) for cell in table[start]]
    for line in table[start + 1 :]:
        row = {name: cell for name, cell in zip(names, line, strict=True) if name and cell is not None}
        if row:
            yield row


def _heading(cell: Any) -> str:
    return str(cell).removesuffix(" *")


def _plain(value: Any) -> Any:
    """A day as a day, an amount that stands as text as a number, other text without spaces around it."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        text = value.strip()
        try:
            return date.fromisoformat(text)
        except ValueError:
            return float(text.replace(",", "")) if AMOUNT.fullmatch(text) else text or None
    return value
