"""Writes people's values into cells as what they are: text is text, never a formula or a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.columns import Column
from pipeline.kinds import YesNo
from pipeline.sheets.scoring import VOTE


def known(columns: Sequence[Column[Any]], row: Mapping[str, object]) -> dict[str, object]:
    """A row by column name, its votes among them; raise `KeyError` for a name that no column has."""
    votes = row.get("votes", {})
    assert isinstance(votes, Mapping)
    flat = {name: value for name, value in row.items() if name != "votes"}
    flat |= {f"{VOTE}{criterion}": vote for criterion, vote in votes.items()}
    unknown = flat.keys() - {column.name for column in columns}
    if unknown:
        raise KeyError(f"no column is named {', '.join(sorted(unknown))}")
    return flat


def shown(value: object) -> object:
    """A value as its cell shows it."""
    return "; ".join(value) if isinstance(value, tuple) else value


def write(tab: Any, row: int, at: int, column: Column[Any], value: object, look: Any) -> None:
    """Write a value into the cell at the 0-based row and column."""
    if value is None:
        return
    if isinstance(value, bool):
        value = ("yes" if value else "no") if isinstance(column.kind, YesNo) else value
    if isinstance(value, bool):
        tab.write_boolean(row, at, value, look)
    elif isinstance(value, int | float):
        tab.write_number(row, at, value, look)
    elif isinstance(value, date):
        tab.write_datetime(row, at, value, look)
    else:
        tab.write_string(row, at, str(shown(value)), look)
