"""Turns an export into rows for a sheet: lines chosen, values read and added up, each problem at its line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pipeline.catalogue.exports import export_empty, export_filter, export_sum
from pipeline.cell_values import spoken
from pipeline.cells import Raw
from pipeline.kinds import Fault, clean, decimal_sign, is_blank, plain, shown
from pipeline.near import nearest
from pipeline.problems import Place, Problem
from pipeline.settings import Settings
from pipeline.take_in.exports import Export, Line, Unusable
from pipeline.take_in.faults import keyless, misread, twice
from pipeline.take_in.mapping import Mapped
from pipeline.take_in.numbers import bare, decimal_signs, told_by
from pipeline.take_in.taken import Taken, key_of
from pipeline.take_in.targets import Matched
from pipeline.take_in.values import NUMBERS, Target, Writing, read_values


@dataclass(frozen=True)
class Rows:
    """All rows for the sheet, the problems of the export's cells, and what else was found."""

    rows: tuple[Taken, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def rows_of(export: Export, found: Matched, mapped: Mapped, settings: Settings, *, repeat: bool = False) -> Rows:
    """Read the lines of an export; `repeat` lets lines be alike, as invoice lines may be.

    Lines with the same values under `sum_by` become one row whose amounts are added.
    """
    notes: list[str] = []
    chosen = _chosen(export, mapped, notes)
    writing, more = _writing(chosen, found.targets, mapped, settings)
    notes += more
    columns: dict[str, list[Any]] = {}
    problems: list[Problem] = []
    for target in found.targets:
        if mapped.dates and not target.source.dates:
            target = replace(target, source=replace(target.source, dates=mapped.dates))
        raws = _raws(chosen, target)
        values = read_values(target, raws, writing)
        if Fault in set(map(type, values)):
            problems += misread(chosen, target, raws, values)
        columns[target.name] = values
    names = [target.name for target in found.key]
    rows = []
    for n, (number, _) in enumerate(chosen.lines):
        said = {name: many[n] for name, many in columns.items() if many[n] is not None}
        rows.append(Taken(number, key_of(said, names), said))
    if not problems:
        problems += keyless(chosen, found, rows, identity=repeat)
    if mapped.sum_by and not problems:
        rows, problems = _added_up(chosen, found, rows)
        notes.append(
            f"{len(chosen.lines)} {export.counted}s added up to {len(rows)} rows by {', '.join(mapped.sum_by)}"
        )
    elif not problems and not repeat:
        problems += twice(chosen, found, rows)
    return Rows(tuple(rows), tuple(problems), tuple(notes))


def _chosen(export: Export, mapped: Mapped, notes: list[str]) -> Export:
    """The lines that `only` and `without` leave."""
    lines = list(export.lines)
    for conditions, wanted in ((mapped.only, True), (mapped.without, False)):
        for heading, values in conditions.items():
            j = export.index(heading)
            assert j is not None, heading
            kept = [line for line in lines if _fits(line, j, values) is wanted]
            which = "" if wanted else "the others are those "
            count = f"{len(kept)} of {len(lines)} {export.counted}s taken"
            notes.append(f"{count}: {which}where {heading} is {' or '.join(values)}")
            if wanted and lines and not kept:
                raise Unusable(_none_left(export, lines, j, heading, values))
            lines = kept
    if not lines:
        raise Unusable(export_empty.at(Place(export.file, export.tab), "the export holds no row to take"))
    return export.only(lines)


def _fits(line: Line, j: int, values: Sequence[str]) -> bool:
    """Whether a cell holds one of these values; `*` stands for any letters."""
    raw = line[1][j] if j < len(line[1]) else None
    said = "" if is_blank(raw) else plain(shown(raw))
    return any(re.fullmatch(".*".join(map(re.escape, map(plain, value.split("*")))), said) for value in values)


def _none_left(export: Export, lines: Sequence[Line], j: int, heading: str, values: Sequence[str]) -> Problem:
    there = list(dict.fromkeys(shown(line[1][j]) for line in lines if j < len(line[1]) and not is_blank(line[1][j])))
    near = nearest(values[0], there) or ""
    return export_filter.at(Place(export.file, export.tab), heading, values, near, there[:8])


def _raws(export: Export, target: Target) -> list[Raw]:
    """The cells for a target; blank where a line does not fit its `where`."""
    source = target.source
    if source.fixed is not None:
        raws: list[Raw] = [source.fixed] * len(export.lines)
    else:
        j = export.index(source.heading)
        assert j is not None, source.heading
        raws = export.column(j)
    for heading, values in source.where.items():
        at = export.index(heading)
        assert at is not None, heading
        raws = [raw if _fits(line, at, values) else None for raw, line in zip(raws, export.lines, strict=True)]
    return raws


def _writing(
    export: Export, targets: Sequence[Target], mapped: Mapped, settings: Settings
) -> tuple[Writing, list[str]]:
    """How the export writes numbers: as its mapping says, else as all its numbers together tell."""
    usual = decimal_sign(settings.locale)
    made = Writing(mapped.decimal or usual, True, settings.currency, settings.locale, settings.fiscal_year_start)
    if mapped.decimal:
        return made, []
    texts = []
    for target in targets:
        if isinstance(target.kind, NUMBERS) and not target.source.decimal and target.source.fixed is None:
            for raw in set(_raws(export, target)):
                if isinstance(raw, str) and not is_blank(raw):
                    try:
                        texts.append(bare(clean(raw).removesuffix("%"), settings.currency))
                    except ValueError:
                        continue
    told = told_by(texts)
    if len(told) == 1:
        sign = told.pop()
        said = [f"numbers read with “{sign}” before the decimals, as the export writes them"] if sign != usual else []
        return replace(made, decimal=sign), said
    return replace(made, sure=bool(told) or not any(len(decimal_signs(text)) == 2 for text in texts)), []


def _added_up(export: Export, found: Matched, rows: Sequence[Taken]) -> tuple[list[Taken], list[Problem]]:
    """One row for all lines with one key: numbers are added, and everything else has to be the same."""
    groups: dict[tuple[Any, ...], list[Taken]] = defaultdict(list)
    for row in rows:
        groups[row.key].append(row)
    names = {target.name for target in found.key}
    made, problems = [], []
    for key, group in groups.items():
        values: dict[str, Any] = {}
        for target in found.targets:
            given = [(row.number, row.values[target.name]) for row in group if target.name in row.values]
            if not given:
                continue
            if target.adds_up and target.name not in names:
                values[target.name] = float(sum(Decimal(repr(value)) for _, value in given))
                continue
            values[target.name] = given[0][1]
            other = next((each for each in given if each[1] != given[0][1]), None)
            if other:
                first = f"{spoken(given[0][1])} in {export.counted} {given[0][0]}"
                at = export.index(target.source.heading) if target.source.heading else None
                place = export.place(other[0], at)
                problems.append(export_sum.at(place, target.heading, spoken(other[1]), first))
        made.append(Taken(group[0].number, key, values))
    return made, problems
