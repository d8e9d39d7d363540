"""The rows that a pack kept, as facts again: any two packs can be compared as workbooks with a pack are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeline.columns import Column, Row
from pipeline.facts import Facts
from pipeline.kinds import Day, Quarter
from pipeline.manifest import COMPARED, Manifest
from pipeline.periods import Period


def facts_of(manifest: Manifest, first_month: int = 1) -> Facts:
    """The compared rows of a pack, typed but without cells; what a column of today no longer knows is left out."""
    rows: dict[type[Row], tuple[Row, ...]] = {
        sheet: tuple(_row(sheet, cells, first_month) for cells in manifest.rows.get(sheet.tab, {}).values())
        for sheet in COMPARED
    }
    period = Period.parse(manifest.period, first_month)
    return Facts(manifest.account, period, date.fromisoformat(manifest.as_of), rows)


def _row(sheet: type[Row], cells: Mapping[str, Any], first_month: int) -> Row:
    known = sheet.named
    return sheet({name: _typed(known[name], value, first_month) for name, value in cells.items() if name in known})


def _typed(column: Column[Any], value: Any, first_month: int) -> Any:
    """A JSON value as the cell's own."""
    if isinstance(column.kind, Day):
        return date.fromisoformat(value)
    if isinstance(column.kind, Quarter):
        return Period.parse(value, first_month)
    return tuple(value) if isinstance(value, list) else value
