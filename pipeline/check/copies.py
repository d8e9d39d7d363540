"""Finds what stands twice: files that are copies of each other, and rows that share what must be unique."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from pipeline.catalogue.files import file_copy
from pipeline.catalogue.rows import row_repeated, twice
from pipeline.catalogue.tabs import tab_twice
from pipeline.check.rows import Sheet
from pipeline.columns import Row
from pipeline.facts import Facts
from pipeline.kinds import Ref, Refs
from pipeline.problems import Note, Place, Problem
from pipeline.sheets.performance import Transaction

ALIKE = 0.8  # the share of a sheet's rows from which two files are copies
FEW = 3  # so many shared rows at least: two short lists may agree by chance


def without_copies(sheets: Sequence[Sheet]) -> list[Problem]:
    """Leave out the rows of files that are copies of another; one problem for each such file."""
    if all(len(sheet.files) < 2 for sheet in sheets):
        return []
    parts = {sheet.type: _by_file(sheet) for sheet in sheets}
    files = sorted({file for part in parts.values() for file in part}, key=lambda file: (len(file), file))
    copies: set[str] = set()
    problems = []
    for first, second in combinations(files, 2):
        if copies & {first, second}:
            continue
        alike = {}
        for sheet in sheets:
            ours, theirs = parts[sheet.type].get(first, set()), parts[sheet.type].get(second, set())
            shared = len(ours & theirs)
            if shared and shared >= ALIKE * min(len(ours), len(theirs)):
                alike[sheet.type] = shared
        if sum(alike.values()) < FEW:
            continue
        copies.add(second)
        tabs = [(shared, kind.tab) for kind, shared in alike.items()]
        problems.append(file_copy.at(Place(second), tabs, first))
        for sheet in sheets:
            if sheet.type in alike:
                sheet.rows = [row for row in sheet.rows if row.file != second]
    return problems


def _by_file(sheet: Sheet) -> dict[str, set[object]]:
    """What each file's rows say; a field / value sheet is compared field by field."""
    found: dict[str, set[object]] = defaultdict(set)
    for row in sheet.rows:
        said = _hashable(row.values)
        found[row.file] |= set(said) if sheet.type.fields else {said}
    return found


def _hashable(values: Mapping[str, Any]) -> tuple[tuple[str, object], ...]:
    """A row's values as one thing that can be compared."""
    return tuple((name, tuple(v.items()) if isinstance(v, dict) else v) for name, v in sorted(values.items()))


def without_doubles(sheets: Sequence[Sheet]) -> list[Problem]:
    """Leave out rows that repeat what must be unique, in their sheet and over sheets that share their ids."""
    problems = []
    for sheet in sheets:
        if sheet.type.fields:
            for other in sheet.rows[1:]:
                place = next(iter(other.places.values()))
                problems.append(tab_twice.at(Place(place.file, place.sheet), sheet.type.tab, sheet.rows[0].file))
            sheet.rows = sheet.rows[:1]
        elif sheet.type.unique and len(sheet.rows) > 1:
            problems += _doubles([sheet], [column.name for column in sheet.type.unique])
    for space in _id_spaces(sheets):
        problems += _doubles(space, ["id"])
    return problems


def _id_spaces(sheets: Sequence[Sheet]) -> list[list[Sheet]]:
    """The sheets whose ids must differ, since one column may refer to any of them."""
    kinds = [column.kind for sheet in sheets for column in sheet.type.columns]
    spaces = {kind.to for kind in kinds if isinstance(kind, Ref | Refs) and len(kind.to) > 1}
    return [[sheet for sheet in sheets if sheet.type.tab in space] for space in sorted(spaces)]


def _doubles(sheets: Sequence[Sheet], names: Sequence[str]) -> list[Problem]:
    """Leave out all but the first of rows with the same values under these names; a problem for each."""
    problems = []
    seen: dict[tuple[object, ...], Row] = {}
    for sheet in sheets:
        kept = []
        for row in sheet.rows:
            said = [row.values[name] for name in names]
            first = seen.setdefault(tuple(v.casefold() if isinstance(v, str) else v for v in said), row)
            if first is row:
                kept.append(row)
                continue
            column = sheet.type.column(names[0])
            what = f"{column.heading} {said[0]}" if len(said) == 1 else " / ".join(map(str, said))
            there = str(first.places[names[0]])
            problems.append(twice.at(row.places[column.name], what, there, is_id=column.name == "id"))
        sheet.rows = kept
    return problems


def repeated(facts: Facts) -> Iterator[Note]:
    """A note for each sheet without ids in which a row says the same as another; invoice lines may well do so."""
    for sheet, rows in facts.rows.items():
        if sheet.unique or sheet.fields or sheet is Transaction or len(rows) < 2:
            continue
        seen: dict[object, Row] = {}
        again = [(row, first) for row in rows if (first := seen.setdefault(_said(row), row)) is not row]
        for row, first in again[:1]:
            column = sheet.column(sheet.keys[0])
            yield row_repeated.at(row.place(column)[0], str(first.place(column)[0]), len(again) - 1)


def _said(row: Row) -> object:
    """All that a row says, in our columns and in people's own."""
    return _hashable(row.values), tuple(sorted((heading, field.text) for heading, field in row.own.items()))
