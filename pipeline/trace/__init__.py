"""Follows a figure back to its formula, the figures it was made of, and its cells; or says why it is absent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.asked_settings import asked_settings
from pipeline.columns import Row
from pipeline.figures import Case, Figure, Line
from pipeline.manifest import json_value
from pipeline.problems import Place
from pipeline.ranges import count_cells, fold
from pipeline.trace.mend import ways_to_mend
from pipeline.trace.names import Known, attribute, find, line_cells, of_topic, parts, topics

Say = Callable[[Figure], str]  # a figure's value as people read it


@dataclass(frozen=True)
class Source:
    """Cells of one tab, folded into ranges; no range where the whole tab, or the whole file, is meant."""

    file: str
    sheet: str
    ranges: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Trace:
    """What a figure says and where it comes from, in plain values that can be printed or handed to a program.

    `within` names the list whose line it is about; `lines` are the lines of a list, name and what each says, and
    `parts` what can be asked of each of them; `compared_with` is the earlier pack it looks at; `made_of` the figures it
    was computed from. Those are told in short, or where it was asked for each `in_full`, once: `elsewhere` stands where
    it is told in full at another place.
    """

    name: str
    meaning: str
    text: str
    value: Any
    unit: str
    as_of: str
    formula: str
    reason: str = ""
    within: str = ""
    compared_with: str = ""
    sources: tuple[Source, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    made_of: tuple[Trace, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()
    to_mend: tuple[str, ...] = ()
    in_full: bool = False
    elsewhere: bool = False


def trace(case: Case, name: str, say: Say, *, deep: bool = False) -> Trace:
    """Trace a figure by its name as it is printed; raise `PipelineError` with the nearest name for an unknown one.

    The figures it was made of are told in short, or where `deep` each with its own, down to the cells.
    """
    return _in_full(case, find(case, name), say, {name} if deep else None)


def listing(case: Case, say: Say, topic: str = "") -> dict[str, tuple[Trace, ...]]:
    """Every declared figure by topic, or those of one, each in short with its value today."""
    return {
        one: tuple(_in_short(find(case, name), say) for name in of_topic(case, one))
        for one in topics(case)
        if topic in ("", one)
    }


def _in_full(case: Case, known: Known, say: Say, told: set[str] | None) -> Trace:
    """A figure with all there is to say of it; `told` are those that are told in full somewhere, None for one level."""
    figure = known.figure
    made_of = [(find(case, name), told is not None and name not in told) for name in known.made_of]
    if told is not None:
        told.update(known.made_of)  # before going deeper, so that a figure is told in full where it is nearest the top
    declared = case.declarations.get(figure.name)
    return replace(
        _in_short(known, say),
        sources=sources(cells_of(case, figure)),
        settings={name: getattr(case.settings, name) for name in asked_settings(declared.compute)} if declared else {},
        compared_with=_compared_with(case, figure.name),
        made_of=tuple(
            _in_full(case, one, say, told) if here else replace(_in_short(one, say), elsewhere=told is not None)
            for one, here in made_of
        ),
        lines=_lines(known, say),
        parts=tuple(parts(figure.lines[0])) if figure.lines else (),
        to_mend=ways_to_mend(case, known),
        in_full=True,
    )


def _compared_with(case: Case, name: str) -> str:
    """The earlier pack that a figure looks at."""
    if case.earlier is None or name not in case.declarations or not case.compares(name):
        return ""
    return f"the pack of {case.earlier.period}, as of {case.earlier.as_of}"


def _in_short(known: Known, say: Say) -> Trace:
    figure = known.figure
    return Trace(
        figure.name,
        known.meaning,
        _text(figure, say, known.line),
        None if figure.lines else json_value(figure.value),
        figure.unit.value,
        figure.as_of.isoformat() if figure.as_of else "",
        known.formula,
        figure.reason if figure.absent else "",
        known.within,
    )


def _text(figure: Figure, say: Say, line: Line | None) -> str:
    """The value as it is printed; of a list how many lines it has."""
    if figure.absent:
        return ""
    if line is not None:
        return "a line"
    if figure.lines or figure.value == ():
        return f"{len(figure)} {'line' if len(figure) == 1 else 'lines'}"
    return say(figure)


def _lines(known: Known, say: Say) -> tuple[tuple[str, str], ...]:
    """A line with all its figures; the lines of a list each with what it is about."""
    if known.line is not None:
        line = known.line
        return tuple((f"{line.name}.{part}", _said(attribute(line, part), say)) for part in parts(line))
    return tuple((line.name, about(line, say)) for line in known.figure.lines)


def about(line: Line, say: Say) -> str:
    """What a line says of itself in short: its row's first words, else everything that was computed about it."""
    if line.row is not None:
        return _words(line.row)
    there = {part: figure for part, figure in line.computed.items() if not figure.absent and not figure.lines}
    return ", ".join(f"{part} {say(figure)}" for part, figure in there.items())


def _words(row: Row) -> str:
    """The first text of a row that is longer than its id."""
    texts = [value for value in row.values.values() if isinstance(value, str)]
    return max(texts[:2], key=len) if texts else row.key


def _said(figure: Figure, say: Say) -> str:
    if figure.absent:
        return f"absent: {figure.reason}"
    return f"{len(figure)} lines" if figure.lines else say(figure)


def cells_of(case: Case, figure: Figure) -> tuple[Place, ...]:
    """The cells that a figure rests on: those it names, else those of its lines, else those of what it was made of."""
    if figure.sources or figure.absent:
        return figure.sources
    if cells := tuple(dict.fromkeys(place for line in figure.lines for place in line_cells(line))):
        return cells
    made_of = case.made_of(figure.name) if figure.name in case.declarations else ()
    return tuple(dict.fromkeys(place for name in made_of for place in cells_of(case, case[name])))


def sources(places: Iterable[Place]) -> tuple[Source, ...]:
    """Cells by file and tab, in the order they are met, folded into ranges and counted."""
    tabs: dict[tuple[str, str], list[str]] = {}
    for file, sheet, cell in places:
        tabs.setdefault((file, sheet), []).append(cell)
    found = []
    for (file, sheet), cells in tabs.items():
        ranges = fold(cells)
        found.append(Source(file, sheet, ranges, count_cells(ranges)))
    return tuple(found)
