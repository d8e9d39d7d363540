"""Lists what is missing and how complete each component is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from typing import Any

from pipeline.columns import Column, Row
from pipeline.facts import Completeness, Facts
from pipeline.problems import Gap, Place
from pipeline.sheets.account import Profile


def gaps(facts: Facts, sheets: tuple[type[Row], ...], bad: Set[Place]) -> tuple[Gap, ...]:
    """Every wanted cell that is empty; a cell in `bad` has its problem already."""
    profile = facts.one(Profile)
    manager = (profile.manager or "") if profile else ""
    return tuple(
        Gap(place, column.heading, _called(row), _owner(row) or manager, sheet.component.value)
        for sheet in sheets
        for row in facts.of(sheet)
        for column in lacking(row, facts)
        if (place := _place(row, column)) not in bad
    )


def lacking(row: Row, facts: Facts) -> Iterator[Column[Any]]:
    """The columns that a row wants and that are empty in it."""
    return (column for column in row.columns if column.name not in row.values and row.wants(column, facts))


def _place(row: Row, column: Column[Any]) -> Place:
    """The empty cell; the tab where it has no such column."""
    there = next(iter(row.places.values()))
    return row.places.get(column.name, Place(there.file, there.sheet))


def _called(row: Row) -> str:
    """What a row is called in a list of gaps: its id, else what identifies it; nothing where there is only one row."""
    return "" if row.fields else str(row.values.get("id") or row.key)


def _owner(row: Row) -> str:
    """Who of us owns the row, in words."""
    owner = row.values.get("owner")
    return ", ".join(owner) if isinstance(owner, tuple) else ""


def completeness(facts: Facts, sheets: tuple[type[Row], ...]) -> dict[str, Completeness]:
    """Filled and wanted cells by component and in total; a sheet has its least number of rows at the least."""
    filled: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for sheet in sheets:
        rows = facts.of(sheet)
        required = [column for column in sheet.columns if column.identifies or column.wanted]
        component = sheet.component.value
        for row in rows:
            asked = [column for column in row.columns if row.wants(column, facts)]
            wanted[component] += len(asked)
            filled[component] += sum(column.name in row.values for column in asked)
        wanted[component] += max(0, sheet.minimum - len(rows)) * (len(required) - len(sheet.either))
    shares = {name: Completeness(filled[name], wanted[name]) for name in wanted}
    return {**shares, "total": Completeness(filled.total(), wanted.total())}
