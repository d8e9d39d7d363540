"""Turns the tables of the data files into rows: dicts by column name, with real dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.columns import Row
from pipeline.kinds import Day

Cells = dict[str, Any]
Rows = Mapping[type[Row], Sequence[Cells]]
# Sheet -> a row's first identifying value -> the cells that differ; None for a row that was not there.
Overlay = Mapping[type[Row], Mapping[str, Cells | None]]


def table(sheet: type[Row], columns: str, *rows: Sequence[Any]) -> list[Cells]:
    """Rows under one heading line; None leaves a cell empty, a dict at the end fills further columns."""
    names = columns.split()
    found = []
    for row in rows:
        more = row[-1] if isinstance(row[-1], dict) else {}
        values = row[:-1] if isinstance(row[-1], dict) else row
        if len(values) != len(names):
            raise ValueError(f"{sheet.tab}: {len(values)} values under {len(names)} headings: {row[:2]}")
        found.append(dated(sheet, {**dict(zip(names, values, strict=True)), **more}))
    return found


def fields(sheet: type[Row], **cells: Any) -> list[Cells]:
    """The one row of a sheet of fields and values."""
    return [dated(sheet, cells)]


def dated(sheet: type[Row], cells: Cells) -> Cells:
    """The cells that are filled, dates as dates; raise `KeyError` for a column that the sheet lacks."""
    return {name: value(sheet, name, raw) for name, raw in cells.items() if raw is not None}


def value(sheet: type[Row], name: str, raw: Any) -> Any:
    """A value as it goes into the cell."""
    if name == "votes":
        return raw
    return date.fromisoformat(raw) if isinstance(sheet.column(name).kind, Day) and isinstance(raw, str) else raw


def first_key(sheet: type[Row], cells: Cells) -> str:
    """A row's first identifying value, by which an overlay names it."""
    return str(cells[next(column.name for column in sheet.columns if column.identifies)])
