"""Reads the tabs of a returned workbook by the headings that were sent: rows may be sorted, columns put in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.cells import Raw, Tab
from pipeline.client_actions import ANSWERS, CODE, Part, SentTab
from pipeline.columns import Column
from pipeline.kinds import Choice, Fault, is_blank, plain

LOOK = 200  # rows in which headings are looked for
ENOUGH = 3  # headings that are no accident


@dataclass(frozen=True)
class Returned:
    """A row of a returned tab: its number, from 1, and its values by column name; blank cells are None."""

    number: int
    values: Mapping[str, Any]

    def said(self) -> bool:
        """Whether it says anything."""
        return any(value is not None for value in self.values.values())


@dataclass(frozen=True)
class ReturnedTab:
    """A returned tab: its name there, its rows, and the headings that are no longer there."""

    name: str
    rows: tuple[Returned, ...]
    lost: tuple[str, ...]


def codes(tabs: Sequence[Tab]) -> list[tuple[str, str, str]]:
    """The codes that the file shows, each once: account, quarter and mark."""
    found: dict[tuple[str, str, str], None] = {}
    for tab in tabs:
        for row in tab.rows[:LOOK]:
            for raw in row:
                if isinstance(raw, str):
                    found |= dict.fromkeys((m[1], m[2], m[3]) for m in CODE.finditer(raw))
    return list(found)


def returned(part: Part, sent: SentTab, tabs: Sequence[Tab], locale: str) -> ReturnedTab | None:
    """The tab of a part as it came back; None where it was deleted, or its headings were."""
    by_heading = {plain(heading): name for heading, name in sent.headings.items()}
    named = [tab for tab in tabs if plain(tab.name) == plain(sent.name)]
    for tab in named or [tab for tab in tabs if _heading_row(tab, by_heading) is not None]:
        at = _heading_row(tab, by_heading)
        if at is None or not (named or _is_of(tab, at, sent, by_heading)):
            continue
        columns = {column.name: column for column in part.columns}
        where: dict[str, int] = {}
        for j, raw in enumerate(tab.rows[at]):
            name = by_heading.get(plain(raw)) if isinstance(raw, str) else None
            if name in columns and name not in where:
                where[name] = j
        rows = tuple(
            Returned(i, {name: _value(columns[name], sent, _at(row, j), locale) for name, j in where.items()})
            for i, row in enumerate(tab.rows[at + 1 :], at + 2)
        )
        lost = tuple(heading for heading, name in sent.headings.items() if name not in where)
        return ReturnedTab(tab.name, tuple(row for row in rows if row.said()), lost)
    return None


def _heading_row(tab: Tab, by_heading: Mapping[str, str]) -> int | None:
    """The first row that holds enough of the headings that were sent."""
    for i, row in enumerate(tab.rows[:LOOK]):
        if len({plain(raw) for raw in row if isinstance(raw, str)} & by_heading.keys()) >= ENOUGH:
            return i
    return None


def _is_of(tab: Tab, at: int, sent: SentTab, by_heading: Mapping[str, str]) -> bool:
    """Whether a tab under another name holds all headings that were sent."""
    return by_heading.keys() <= {plain(raw) for raw in tab.rows[at] if isinstance(raw, str)}


def _at(row: Sequence[Raw], j: int) -> Raw:
    return row[j] if j < len(row) else None


def _value(column: Column[Any], sent: SentTab, raw: Raw, locale: str) -> Any:
    """A cell's value, a `Fault` where it can't be taken; words of lists are ours again."""
    if is_blank(raw):
        return None
    if isinstance(column.kind, Choice) and isinstance(raw, str):
        ours = {plain(said): word for said, word in sent.words.get(column.name, {}).items()}
        raw = ours.get(plain(raw), raw)
    return column.kind.read(raw, locale)


def may_say(column: Column[Any], value: Any) -> bool:
    """Whether the client may say this of a cell that it may change."""
    allowed = ANSWERS.get(column)
    return allowed is None or value in allowed


def is_fault(value: Any) -> bool:
    """Whether a cell can't be taken as it stands."""
    return isinstance(value, Fault)
