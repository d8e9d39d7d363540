"""Facts for tests that name only the cells they are about; the rest comes from the columns' examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.cells import column_letters
from pipeline.columns import Row
from pipeline.facts import Facts
from pipeline.kinds import Fault
from pipeline.periods import Period
from pipeline.problems import Place
from pipeline.sheets.scoring import VOTE

PERIOD = Period(2026, 3)
AS_OF = date(2026, 10, 15)


def row(row_type: type[Row], number: int, given: Mapping[str, Any], *, examples: bool = True) -> Row:
    """A row as the reader would hand it on: values by column name; None empties a cell."""
    values: dict[str, Any] = {}
    for column in row_type.columns:
        raw = given.get(column.name, column.example if examples else None)
        if raw is None:
            continue
        read = column.kind.read(raw, "en_GB") if not isinstance(raw, tuple) else raw
        assert not isinstance(read, Fault), f"{column}: {read}"
        values[column.name] = read
    if "votes" in given:  # the headings of votes are the rows of another tab
        values["votes"] = dict(given["votes"])
    unknown = set(given) - {column.name for column in row_type.columns} - set(values)
    assert not unknown, f"{row_type.tab} has no column {unknown}"
    places = {
        column.name: Place(f"{row_type.book}.xlsx", row_type.tab, f"{column_letters(j)}{number + 2}")
        for j, column in enumerate(row_type.columns)
    }
    for j, criterion in enumerate(sorted(given.get("votes", ())), len(row_type.columns)):
        places[f"{VOTE}{criterion}"] = Place(f"{row_type.book}.xlsx", row_type.tab, f"{column_letters(j)}{number + 2}")
    return row_type(values, places)


def filled(
    sheets: Mapping[type[Row], Sequence[Mapping[str, Any]]],
    *,
    period: Period = PERIOD,
    as_of: date = AS_OF,
    examples: bool = True,
) -> Facts:
    """Facts that hold these rows and nothing else."""
    rows = {
        row_type: tuple(row(row_type, n, given, examples=examples) for n, given in enumerate(many))
        for row_type, many in sheets.items()
    }
    return Facts("northwind", period, as_of, rows)
