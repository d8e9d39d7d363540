"""Which rows of an account a client may see, sheet by sheet; each sheet declares its own rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.columns import Column, Row, Shared
from pipeline.facts import Facts, R
from pipeline.kinds import Names, Ref, Refs, Text, plain

PEOPLE = "People"


class Kept(NamedTuple):
    """The rows of a sheet that may be seen, and what others refer to them by."""

    rows: tuple[Row, ...]
    keys: frozenset[str]


@dataclass(frozen=True)
class Audience:
    """A client that looks at an account: all of its people, or the one executive a hand-out is for (`person`, an id).

    Facts that were cut for a client hold nothing that it may not see: all their rows are shown.
    """

    facts: Facts
    person: str = ""
    _kept: dict[type[Row], Kept] = field(init=False, repr=False, compare=False, default_factory=dict)
    _named: list[frozenset[str]] = field(init=False, repr=False, compare=False, default_factory=list)

    def rows(self, sheet: type[R]) -> tuple[R, ...]:
        """The rows of a sheet that the client may see, in the order of their workbooks."""
        return self._shown(sheet).rows  # type: ignore[return-value]

    def sees(self, tabs: tuple[str, ...], key: str) -> bool:
        """Whether the client may see the row of these tabs that a reference leads to."""
        return any(key in self._shown(sheet).keys for sheet in self.facts.rows if sheet.tab in tabs)

    def names(self, key: str, name: str) -> bool:
        """Whether a row that the client sees names the person of that id, or of that name if no other has it."""
        if not self._named:
            self._named.append(frozenset(self._names()))
        return key in self._named[0] or plain(name) in self._named[0]

    def _shown(self, sheet: type[Row]) -> Kept:
        if sheet not in self._kept:
            rows = self.facts.of(sheet)
            if not self.facts.hidden:
                rows = tuple(row for row in rows if row.is_shown(self) and self._belongs(row))
            self._kept[sheet] = Kept(rows, frozenset(k for row in rows for k in keys_in(row.values.get(sheet.keys[0]))))
        return self._kept[sheet]

    def _belongs(self, row: Row) -> bool:
        """Whether every row that this one is a part of may be seen: a required reference is never left empty."""
        return all(self.sees(to, key) for column, to in references(type(row)) if column.identifies
                   for key in keys_in(row.values.get(column.name)))  # fmt: skip

    def _names(self) -> Iterator[str]:
        """What the cells that the client sees say in the place of a person: ids, and names that one person has."""
        people: type[Row] | None = next((sheet for sheet in self.facts.rows if sheet.tab == PEOPLE), None)
        if people is None:
            return
        called = Counter(plain(row.values["name"]) for row in self.facts.of(people))
        for sheet in self.facts.rows:
            if sheet is people or sheet.shared is Shared.NONE:
                continue
            belongs = any(PEOPLE in to for column, to in references(sheet) if column.identifies)
            rows = [row for row in self.facts.of(sheet) if row.is_shown(self)] if belongs else self.rows(sheet)
            for column in sheet.visible():
                for row in rows:
                    said = keys_in(row.values.get(column.name))
                    if isinstance(column.kind, Ref | Refs) and PEOPLE in column.kind.to:
                        yield from said
                    elif isinstance(column.kind, Names | Text):
                        yield from (word for one in said if called[word := plain(one)] == 1)


def references(sheet: type[Row]) -> tuple[tuple[Column[Any], tuple[str, ...]], ...]:
    """The columns of a sheet that refer to rows of others, each with the tabs that it refers to."""
    return tuple((c, c.kind.to) for c in sheet.columns if isinstance(c.kind, Ref | Refs))


def keys_in(value: object) -> tuple[str, ...]:
    """The ids or names that a cell holds."""
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def shared_rows(sheet: type[R]) -> Callable[[Facts], tuple[R, ...]]:
    """Of some facts, the rows of a sheet that a client may see: ask `facts.once(shared_rows(Goal))`."""
    if sheet not in _MADE:
        _MADE[sheet] = lambda facts: facts.once(_everyone).rows(sheet)
    return _MADE[sheet]


_MADE: dict[type[Row], Callable[[Facts], Any]] = {}


def _everyone(facts: Facts) -> Audience:
    """The client as a whole."""
    return Audience(facts)
