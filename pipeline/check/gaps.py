"""Lists what is missing and how complete each component is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from pipeline.columns import Column, Row
from pipeline.facts import Completeness, Facts
from pipeline.problems import Gap, Place
from pipeline.sheets.account import Profile


@dataclass(frozen=True)
class Lacking:
    """A sheet's rows that lack something with the columns they lack, and how many cells all its rows want."""

    rows: tuple[tuple[Row, tuple[Column[Any], ...]], ...]
    wanted: int


def lacking(sheet: type[Row], facts: Facts) -> Lacking:
    """Every wanted cell of a sheet that is empty."""
    rows = facts.of(sheet)
    # Most sheets' rows all want the same, and need not be asked one by one.
    if sheet.wants is Row.wants and not (sheet.either or sheet.wanted_when):
        poor = [row for row in rows if not sheet.required <= row.values.keys()]
        columns = [column for column in sheet.columns if column.name in sheet.required]
        lists = [(row, tuple(column for column in columns if column.name not in row.values)) for row in poor]
        return Lacking(tuple(lists), len(columns) * len(rows))
    asked = [(row, [column for column in sheet.columns if row.wants(column, facts)]) for row in rows]
    lists = [(row, tuple(column for column in columns if column.name not in row.values)) for row, columns in asked]
    return Lacking(tuple(one for one in lists if one[1]), sum(len(columns) for _, columns in asked))


def gaps(facts: Facts, found: Mapping[type[Row], Lacking], bad: Set[Place]) -> tuple[Gap, ...]:
    """Every wanted cell that is empty; a cell in `bad` has its problem already."""
    profile = facts.one(Profile)
    manager = (profile.manager or "") if profile else ""
    return tuple(
        Gap(place, column.heading, _called(row), _owner(row) or manager, sheet.component.value)
        for sheet, lacks in found.items()
        for row, columns in lacks.rows
        for column in columns
        if (place := _place(row, column)) not in bad
    )


def _place(row: Row, column: Column[Any]) -> Place:
    """The empty cell; the tab where it has no such column."""
    if column.name in row.places:
        return row.places[column.name]
    there = next(iter(row.places.values()))
    return Place(there.file, there.sheet)


def _called(row: Row) -> str:
    """What a row is called in a list of gaps: its id, else what identifies it; nothing where there is only one row."""
    return "" if row.fields else str(row.values.get("id") or row.key)


def _owner(row: Row) -> str:
    """Who of us owns the row, in words."""
    owner = row.values.get("owner")
    return ", ".join(owner) if isinstance(owner, tuple) else ""


def completeness(facts: Facts, found: Mapping[type[Row], Lacking]) -> dict[str, Completeness]:
    """Filled and wanted cells by component and in total; a sheet has its least number of rows at the least."""
    filled: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for sheet, lacks in found.items():
        component = sheet.component.value
        filled[component] += lacks.wanted - sum(len(columns) for _, columns in lacks.rows)
        absent = max(0, sheet.minimum - len(facts.of(sheet)))
        wanted[component] += lacks.wanted + absent * (len(sheet.required) - len(sheet.either))
    shares = {name: Completeness(filled[name], wanted[name]) for name in wanted}
    return {**shares, "total": Completeness(filled.total(), wanted.total())}
