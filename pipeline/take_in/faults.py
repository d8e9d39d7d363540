"""The problems of an export's lines: cells that can't be taken, keys that are empty, keys that stand twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.catalogue.exports import (
    export_choice,
    export_currency,
    export_date_unclear,
    export_key_empty,
    export_number_unclear,
    export_twice,
    more,
)
from pipeline.cell_values import spoken
from pipeline.cells import Raw
from pipeline.kinds import Fault, shown
from pipeline.problems import Place, Problem
from pipeline.take_in.exports import Export
from pipeline.take_in.taken import Taken
from pipeline.take_in.targets import Matched
from pipeline.take_in.values import Target, dates_to_propose

FOLDED = (export_date_unclear, export_number_unclear)  # one problem a column: how it is written has to be said once
ONCE = (export_choice, export_currency)  # one problem a value


def misread(export: Export, target: Target, raws: Sequence[Raw], values: Sequence[Any]) -> list[Problem]:
    """The problems of a column's cells; those that have one cause are one."""
    groups: dict[tuple[Any, ...], list[tuple[int, Raw, Fault]]] = defaultdict(list)
    for (number, _), raw, value in zip(export.lines, raws, values, strict=True):
        if isinstance(value, Fault):
            told = () if value.entry in FOLDED else (shown(raw),) if value.entry in ONCE else (number,)
            groups[value.entry.code, *told].append((number, raw, value))
            if target.source.fixed is not None:
                break
    problems = []
    for group in groups.values():
        number, _, fault = group[0]
        if fault.entry is export_date_unclear:
            fault = replace(fault, way=f"{fault.way}|{dates_to_propose(raws)}")
        at = export.index(target.source.heading) if target.source.heading else None
        place = export.place(number, at) if at is not None else Place(export.file, "mapping", target.heading)
        problem = fault.at(place, target.heading, target.kind.due)
        problems.append(replace(problem, found=problem.found + more(len(group) - 1)))
    return problems


def keyless(export: Export, found: Matched, rows: Sequence[Taken], *, identity: bool) -> list[Problem]:
    """The problems of lines that lack what tells rows apart, or (where asked) what identifies a row of the sheet."""
    problems = []
    named = [target for target in found.targets if identity and target.column and target.column.identifies]
    for target in dict.fromkeys((*found.key, *named)):
        empty = [row for row in rows if target.name not in row.values]
        if empty:
            at = export.index(target.source.heading) if target.source.heading else None
            place, due = export.place(empty[0].number, at), "what tells rows apart"
            problems.append(export_key_empty.at(place, target.heading, due, len(empty) - 1))
    return problems


def twice(export: Export, found: Matched, rows: Sequence[Taken]) -> list[Problem]:
    """The problems of lines that can't be told apart."""
    seen: dict[tuple[Any, ...], Taken] = {}
    problems = []
    for row in rows:
        first = seen.setdefault(row.key, row)
        if first is not row:
            what = ", ".join(f"{target.heading} {spoken(row.values[target.name])}" for target in found.key)
            at = export.index(found.key[0].source.heading) if found.key[0].source.heading else None
            first_line = f"{export.counted} {first.number}"
            problems.append(export_twice.at(export.place(row.number, at), what, first_line))
    return problems
