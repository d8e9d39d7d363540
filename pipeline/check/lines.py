"""Reads the cells under a tab's headings, column by column, into lines: their values, people's own texts, faults."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import Any

from pipeline.cells import Raw
from pipeline.check.headings import Headings
from pipeline.columns import Column
from pipeline.kinds import Fault, Long, Quarter, shown
from pipeline.periods import Period
from pipeline.sheets.scoring import VOTE


@dataclass(frozen=True, slots=True)
class Lines:
    """What lines give, by their number: values by column name; own texts and faults by the index of their heading."""

    values: Sequence[dict[str, Any]]
    own: Mapping[int, Mapping[int, str]]
    faults: Mapping[int, Mapping[int, Fault]]


def read_lines(headings: Headings, raws: Mapping[int, Sequence[Raw]], locale: str, first_month: int) -> Lines:
    """Read columns of equal length; a cell that can't be taken is a fault and has no value."""
    faults: dict[int, dict[int, Fault]] = defaultdict(dict)
    names: list[str] = []
    votes: list[str] = []
    read: list[list[Any]] = []
    voted: list[list[Any]] = []
    for j, column in headings.columns.items():
        found = _without_faults(j, _read_column(column, raws[j], locale, first_month), faults)
        if column.name.startswith(VOTE):
            votes.append(column.heading)
            voted.append(found)
        else:
            names.append(column.name)
            read.append(found)
    own: dict[int, dict[int, str]] = defaultdict(dict)
    for j in headings.own:
        texts = _without_faults(j, Long().read_all([_as_text(raw) for raw in raws[j]], locale), faults)
        for n, text in enumerate(texts):
            if text is not None:
                own[n][j] = text
    lines = _side_by_side(names, read)
    if votes:
        for values, cast in zip(lines, _side_by_side(votes, voted), strict=True):
            if cast:
                values["votes"] = cast
    return Lines(lines, dict(own), dict(faults))


def _side_by_side(names: Sequence[str], columns: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """The lines of some columns, each with its values by name; what is empty is absent."""
    lines = [dict(zip(names, line, strict=True)) for line in zip(*columns, strict=True)]
    for name, column in zip(names, columns, strict=True):
        if None in column:
            for line, value in zip(lines, column, strict=True):
                if value is None:
                    del line[name]
    return lines


def _read_column(column: Column[Any], raws: Sequence[Raw], locale: str, first_month: int) -> list[Any]:
    """The values of a column, quarters in the workspace's fiscal year."""
    found: list[Any] = column.kind.read_all(raws, locale)
    if isinstance(column.kind, Quarter) and first_month != 1:
        return [replace(value, first_month=first_month) if isinstance(value, Period) else value for value in found]
    return found


def _without_faults(j: int, found: list[Any], faults: dict[int, dict[int, Fault]]) -> list[Any]:
    """The values of a column whose faults are put by their line."""
    if Fault not in set(map(type, found)):
        return found
    for n, value in enumerate(found):
        if isinstance(value, Fault):
            faults[n][j] = value
    return [None if isinstance(value, Fault) else value for value in found]


def _as_text(raw: Raw) -> Raw:
    """What stands under a heading of people's own, as words where Excel has a kind of its own."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    return shown(raw) if isinstance(raw, time | timedelta) else raw
