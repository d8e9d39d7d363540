"""Resolves references to the ids they mean; a reference that leads nowhere is a problem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.catalogue.rows import reference, reference_self, reference_unclear
from pipeline.check.near import nearest
from pipeline.check.rows import Sheet
from pipeline.columns import Column, Row
from pipeline.kinds import Ref, Refs
from pipeline.problems import Problem

MOST_COMPARED = 100_000  # words; a list that has lost its ids all at once is not mended one by one


@dataclass
class Index:
    """The ids of some sheets, and the names that stand for them."""

    ids: dict[str, str] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    known: dict[str | tuple[str, ...], str | tuple[str, ...] | None] = field(default_factory=dict)
    compared: int = 0

    def add(self, sheet: Sheet) -> None:
        """Take in every row whose id is known, also those that lack something else."""
        identity, name = identity_columns(sheet.type)
        for row in (*sheet.rows, *sheet.lost):
            given = row.values.get(identity.name)
            if isinstance(given, str):
                self.ids.setdefault(given.casefold(), given)
                called = row.values.get(name.name) if name else None
                if isinstance(called, str):
                    self.names[" ".join(called.casefold().split())].add(given)

    def rows(self, part: str) -> set[str]:
        """The ids of the rows that a word may mean."""
        word = " ".join(part.casefold().split())
        return {self.ids[word]} if word in self.ids else self.names.get(word, set())

    def meant(self, written: str | tuple[str, ...]) -> str | tuple[str, ...] | None:
        """The ids that a cell means; None where one of its words means no row or several."""
        if written not in self.known:
            meant = [self.rows(part) for part in (written if isinstance(written, tuple) else (written,))]
            ids = tuple(dict.fromkeys(one for many in meant for one in many))
            sure = all(len(many) == 1 for many in meant)
            self.known[written] = None if not sure else ids if isinstance(written, tuple) else ids[0]
        return self.known[written]

    def nearest(self, part: str) -> str:
        """The id that a word may have been meant to be; none once many words were compared with many ids."""
        known = [*self.ids.values(), *self.names]
        self.compared += len(known)
        near = nearest(part, known) if self.compared <= MOST_COMPARED else None
        if near is not None and near.casefold() not in self.ids:
            return min(self.names[near])
        return near or ""


def identity_columns(sheet: type[Row]) -> tuple[Column[Any], Column[Any] | None]:
    """The column that others refer to, and the one that names the row in words."""
    keys = [column for column in sheet.columns if column.identifies]
    named = next((column for column in sheet.columns if column.name == "name"), None)
    return keys[0], named or (keys[1] if len(keys) > 1 else None)


def targets(column: Column[Any]) -> tuple[str, ...]:
    """The tabs that a column refers to; empty where it is no reference."""
    return column.kind.to if isinstance(column.kind, Ref | Refs) else ()


def resolve(sheets: Sequence[Sheet], *, unsure: bool) -> list[Problem]:
    """Put ids in the place of references; `unsure` says that a file is missing, so that nothing unknown is judged.

    A row whose identity is a reference that leads nowhere is left out.
    """
    by_tab = {sheet.type.tab: sheet for sheet in sheets}
    indexes: dict[tuple[str, ...], Index] = {}
    problems: list[Problem] = []
    for sheet in sheets:
        columns = [(column, to) for column in sheet.type.columns if (to := targets(column))]
        if not columns or not sheet.rows:
            continue
        refers = {column.name for column, _ in columns}
        for _, to in columns:
            if to not in indexes:
                indexes[to] = _index(by_tab[tab] for tab in to if tab in by_tab)
        blind = {to: unsure or any(by_tab[tab].unsure for tab in to if tab in by_tab) for _, to in columns}
        kept: list[Row] = []
        for row in sheet.rows:
            values: dict[str, Any] = {}
            for column, to in columns:
                written = row.values.get(column.name)
                if written is None:
                    continue
                found = indexes[to].meant(written)
                if sheet.type.tab in to and found is not None and _is_itself(row, found):
                    problems.append(reference_self.at(row.places[column.name], column.heading, row.values["id"]))
                elif found is not None:
                    values[column.name] = found
                elif not blind[to]:
                    problems.append(_lost(row, column, indexes[to]))
            if not values and not any(column.name in row.values for column, _ in columns):
                kept.append(row)
                continue
            sure = {n: values.get(n) if n in refers else value for n, value in row.values.items()}
            sure = {name: value for name, value in sure.items() if value is not None}
            known = all(name in sure for name in sheet.type.keys)
            (kept if known else sheet.lost).append(type(row)(sure, row.places, row.own))
        sheet.rows = kept
    return problems


def _is_itself(row: Row, found: str | tuple[str, ...]) -> bool:
    """Whether a reference leads to its own row."""
    own = row.values.get("id")
    return own in found if isinstance(found, tuple) else own == found


def _index(sheets: Iterable[Sheet]) -> Index:
    """The index over some sheets."""
    index = Index()
    for sheet in sheets:
        index.add(sheet)
    return index


def _lost(row: Row, column: Column[Any], index: Index) -> Problem:
    """The problem of a cell whose first bad reference means no row or several."""
    written = row.values[column.name]
    parts = written if isinstance(written, tuple) else (written,)
    part = next(part for part in parts if len(index.rows(part)) != 1)
    meant = index.rows(part)
    place, where = row.places[column.name], " or ".join(targets(column))
    if meant:
        return reference_unclear.at(place, column.heading, part, sorted(meant), where, column.kind.due)
    return reference.at(place, column.heading, part, where, column.kind.due, index.nearest(part))
