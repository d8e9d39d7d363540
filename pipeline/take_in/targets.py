"""Which column of an export is for which column of the sheet, and which of them tell its rows apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.catalogue.exports import (
    export_columns,
    export_heading,
    export_heading_twice,
    export_headings,
    export_key,
)
from pipeline.columns import Row
from pipeline.headings import Words
from pipeline.kinds import Id, is_blank, plain
from pipeline.near import nearest, slip
from pipeline.problems import PipelineError, Place, Problem
from pipeline.take_in.exports import Export, Unusable
from pipeline.take_in.mapping import Mapped, Source
from pipeline.take_in.values import Target

KEY_WORDS = re.compile(r"\b(?:id|key|number|no|nr|ref|reference|code|record)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Matched:
    """The targets of an export's columns, those that tell rows apart, and the headings that are not used."""

    targets: tuple[Target, ...]
    key: tuple[Target, ...]
    unused: tuple[str, ...]


def own_id(sheet: type[Row]) -> bool:
    """Whether the rows of a sheet are told apart by an id that we give."""
    return len(sheet.unique) == 1 and isinstance(sheet.unique[0].kind, Id)


def matched(export: Export, sheet: type[Row], mapped: Mapped, key: Sequence[str]) -> Matched:
    """Match the columns; raise `Unusable` where one that is needed is missing or stands twice."""
    words = Words(sheet.columns)
    targets: list[Target] = []
    for heading, source in mapped.columns.items():
        column = words.column(heading)
        if column is None:
            raise PipelineError(f"{sheet.tab} has no column {heading}")
        targets.append(Target(column.heading, column, source))
    targets += [Target(heading, None, source) for heading, source in mapped.own.items()]
    _check_headings(export, mapped, targets)
    taken = {plain(target.source.heading) for target in targets} | set(map(plain, mapped.skip))
    there = {target.name for target in targets}
    for heading in export.headings:
        column = words.column(heading)
        if column is None or plain(heading) in taken or plain(column.heading) in taken or column.name in there:
            continue
        targets.append(Target(column.heading, column, Source(heading=heading)))
        there.add(column.name)
    _check_twice(export, targets)
    keys = _key(export, sheet, mapped, key, targets)
    targets += [target for target in keys if target.name not in {each.name for each in targets}]
    if not targets:
        known = [column.heading for column in sheet.columns]
        raise Unusable(export_headings.at(Place(export.file, export.tab), export.headings[:6], known[:6]))
    used = {plain(target.source.heading) for target in targets}
    used |= {plain(heading) for conditions in _conditions(mapped) for heading in conditions}
    skipped = set(map(plain, mapped.skip))
    left = [heading for heading in export.headings if heading and plain(heading) not in used]
    unused = tuple(h if plain(h) in skipped else _unused(h, words, there) for h in left)
    return Matched(tuple(targets), keys, unused)


def _unused(heading: str, words: Words, there: set[str]) -> str:
    """A heading that is not used, and the column that it may mean."""
    left = {plain(column.heading): column.heading for column in words.columns if column.name not in there}
    near = slip(plain(heading), left)
    return f"{heading} (did you mean {left[near]}?)" if near else heading


def _conditions(mapped: Mapped) -> list[Sequence[str]]:
    """The headings of the export that rows and values depend on."""
    sources = [*mapped.columns.values(), *mapped.own.values()]
    return [list(mapped.only), list(mapped.without), *(list(source.where) for source in sources)]


def _check_headings(export: Export, mapped: Mapped, targets: Sequence[Target]) -> None:
    """Raise `Unusable` for a heading of the mapping that the export doesn't have."""
    named = [target.source.heading for target in targets if target.source.heading]
    for heading in (*named, *(heading for many in _conditions(mapped) for heading in many)):
        if export.index(heading) is None:
            known = [each for each in export.headings if each]
            near = nearest(heading, known) or ""
            raise Unusable(export_heading.at(_at_headings(export), heading, near, known))


def _at_headings(export: Export) -> Place:
    """The line of headings of an export."""
    return Place(export.file, export.tab, f"{export.counted} {export.at}" if export.at else "")


def _check_twice(export: Export, targets: Sequence[Target]) -> None:
    """Raise `Unusable` where a heading that is used stands twice."""
    often = Counter(plain(heading) for heading in export.headings)
    for target in targets:
        if often[plain(target.source.heading)] > 1:
            raise Unusable(export_heading_twice.at(_at_headings(export), target.source.heading))


def _key(
    export: Export, sheet: type[Row], mapped: Mapped, key: Sequence[str], targets: Sequence[Target]
) -> tuple[Target, ...]:
    """The targets that tell rows apart: those named, else what the sheet's own rows are told apart by."""
    by_name = {target.name: target for target in targets}
    if named := (*key,) or mapped.key:
        return tuple(dict.fromkeys(_named(export, sheet, each, targets) for each in named))
    if mapped.sum_by:
        return tuple(_named(export, sheet, each, targets) for each in mapped.sum_by)
    unique = [column.name for column in sheet.unique]
    if unique and all(name in by_name for name in unique):
        return tuple(by_name[name] for name in unique)
    if own_id(sheet):
        raise Unusable(_needs_key(export, sheet))
    if missing := [column.heading for column in sheet.columns if column.identifies and column.name not in by_name]:
        raise Unusable(export_columns.at(Place(export.file, export.tab), sheet.tab, missing, 0))
    return tuple(by_name[column.name] for column in sheet.columns if column.identifies)


def _named(export: Export, sheet: type[Row], name: str, targets: Sequence[Target]) -> Target:
    """The target that a key names, by our heading or the export's; one of our own where no target has it."""
    column = Words(sheet.columns).column(name)
    for target in targets:
        if (column and target.column is column) or (target.column is None and plain(target.heading) == plain(name)):
            return target
    at = export.index(name)
    if at is None:
        known = [*(target.heading for target in targets), *(heading for heading in export.headings if heading)]
        near = nearest(name, known)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(dict.fromkeys(known))}"
        raise PipelineError(f"{name} is no column of the export: {hint}")
    heading = export.headings[at]
    for target in targets:
        if plain(target.source.heading) == plain(heading) and not target.source.words:
            return target
    return Target(heading, None, Source(heading=heading))


def _needs_key(export: Export, sheet: type[Row]) -> Problem:
    """The problem of an export whose rows can't be told apart, with the columns that may do so."""
    alone = []
    for j, heading in enumerate(export.headings):
        cells = export.column(j)
        if heading and len(set(map(str, cells))) == len(cells) and not any(map(is_blank, cells)):
            alone.append(heading)
    likely = sorted(alone, key=lambda heading: not KEY_WORDS.search(heading))[:3]
    return export_key.at(Place(export.file, export.tab), sheet.tab, sheet.unique[0].heading, likely)
