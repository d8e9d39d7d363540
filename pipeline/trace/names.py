"""Finds what a printed name stands for: a figure, a line of a list, its figures, a list's rest, a topic's sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pipeline.columns import Column, Row
from pipeline.figures import Case, Figure, Line, Unit
from pipeline.problems import PipelineError, Place

BEYOND, SOURCES = ".beyond", ".sources"
PAGE = "page."


@dataclass(frozen=True)
class Known:
    """A figure that a name stands for, what it is, the figures it was made of, and the columns it reads.

    `within` names the list that holds the line it is about; `line` is the whole line where its name was given; `row`
    the row where the figure quotes or is about one.
    """

    figure: Figure
    meaning: str
    formula: str
    made_of: tuple[str, ...] = ()
    reads: tuple[Column[Any], ...] = ()
    within: str = ""
    line: Line | None = None
    row: Row | None = None


def find(case: Case, name: str) -> Known:
    """What a name stands for; raise `PipelineError` with the nearest known name where it stands for nothing."""
    if name in case.declarations:
        return _declared(case, name)
    topic = name.partition(".")[0]
    if name == f"{topic}{SOURCES}" and topic in topics(case):
        return _sources(case, topic)
    listed = case.declarations.get(name.removesuffix(BEYOND))
    if name.endswith(BEYOND) and listed and listed.unit is Unit.LIST:
        return _beyond(case[listed.name])
    held = _of_a_line(case, name)
    if held is None and name.endswith(BEYOND):
        within = _of_a_line(case, name.removesuffix(BEYOND))
        if within and within.figure.unit is Unit.LIST:
            return _beyond(within.figure)
    if held:
        return held
    if name.startswith(PAGE):
        raise PipelineError(f"{name} counts what a page had no room for: it rests on no cell")
    near = _nearest(name, case)
    raise PipelineError(f"there is no figure {name}" + (f"; did you mean {near}?" if near else ""))


def topics(case: Case) -> tuple[str, ...]:
    """The topics of the declared figures, in their order."""
    return tuple(dict.fromkeys(name.partition(".")[0] for name in case.declarations))


def of_topic(case: Case, topic: str) -> list[str]:
    """The names of a topic's figures."""
    return [name for name in case.declarations if name.startswith(f"{topic}.")]


def _declared(case: Case, name: str) -> Known:
    declared, figure = case.declarations[name], case[name]
    return Known(figure, declared.meaning, figure.formula, case.made_of(name), declared.reads)


def _sources(case: Case, topic: str) -> Known:
    names = of_topic(case, topic)
    places = dict.fromkeys(place for name in names for place in case[name].sources)
    meaning = f"The workbooks and tabs that the figures of {topic} rest on"
    files = tuple(dict.fromkeys(place.file for place in places))
    value = files if files else None
    figure = Figure(f"{topic}{SOURCES}", value, Unit.LIST, "", tuple(places), reason="no cells were read")
    return Known(figure, meaning, "the source cells of every figure of the topic", tuple(names))


def _beyond(figure: Figure) -> Known:
    """How many lines of a list a page left out: the count is the page's own, the lines are the list's."""
    listed = figure.name
    reason = figure.reason or f"each page says how many of the {len(figure)} lines it has no room for"
    made = Figure(f"{listed}{BEYOND}", None, Unit.COUNT, "", figure.sources, reason=reason, as_of=figure.as_of)
    return Known(made, f"Lines of {listed} beyond those shown", f"lines of {listed} - lines shown", (listed,))


def _of_a_line(case: Case, name: str) -> Known | None:
    """The line of that name, or the figure of the line whose name is the longest that this one begins with."""
    best: tuple[Line, str] | None = None
    for listed, line in every_line(case, name.partition(".")[0]):
        if line.name == name:
            return Known(_whole(case, line), _one_of(case, listed), "", within=listed, line=line, row=line.row)
        if name.startswith(f"{line.name}.") and (best is None or len(line.name) > len(best[0].name)):
            try:
                attribute(line, name[len(line.name) + 1 :])
            except KeyError:
                continue
            best = line, listed
    if best is None:
        return None
    line, listed = best
    return _in_line(case, line, name[len(line.name) + 1 :], listed)


def _in_line(case: Case, line: Line, part: str, listed: str) -> Known:
    """A line's figure: computed about it, or what is typed in a cell of its row."""
    figure = attribute(line, part)
    column = line.row.named.get(part) if line.row and part not in line.computed else None
    if column is not None:
        tab = column.row_type.tab
        meaning = f"{column.heading}, as it stands on the tab {tab}" + (f": {column.help}" if column.help else "")
        return Known(figure, meaning, "as typed in the cell", (), (column,), listed, row=line.row)
    formula = figure.formula or "as typed in the cell"
    return Known(figure, _one_of(case, listed), formula, within=listed, row=line.row)


def _one_of(case: Case, listed: str) -> str:
    return f"about a line of {listed}: {case.declarations[listed].meaning}"


def _whole(case: Case, line: Line) -> Figure:
    return Figure(line.name, (line,), Unit.LIST, "", line_cells(line), as_of=case.facts.as_of)


def line_cells(line: Line) -> tuple[Place, ...]:
    """The cells of a line's row, and those that what was computed about it rests on, each once."""
    places = line.row.place() if line.row else ()
    return tuple(dict.fromkeys((*places, *(place for figure in line.computed.values() for place in figure.sources))))


def attribute(line: Line, part: str) -> Figure:
    """A line's figure by what stands behind the line's name; raise `KeyError` where there is none."""
    if part.startswith("own."):
        return line.own[part.removeprefix("own.")]
    return line[part]


def every_line(case: Case, topic: str) -> Iterator[tuple[str, Line]]:
    """The lines of all lists with the list's name, those of one topic first, lines inside lines too."""
    lists = [name for name, declared in case.declarations.items() if declared.unit is Unit.LIST]
    for name in sorted(lists, key=lambda name: not name.startswith(f"{topic}.")):  # stable: else as declared
        yield from ((name, line) for line in _with_inner(case[name].lines))


def _with_inner(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        yield line
        for figure in line.computed.values():
            yield from _with_inner(figure.lines)


def _nearest(name: str, case: Case) -> str:
    """The known name that is most like this one; among the lines' figures where the topic is right."""
    topic = name.partition(".")[0]
    known = [*case.declarations, *topics(case)]
    if topic in topics(case):
        known += [f"{line.name}.{part}" for _, line in every_line(case, topic) for part in parts(line)]
    near = get_close_matches(name, known, n=1)
    return near[0] if near else ""


def parts(line: Line) -> Mapping[str, None]:
    """What can be asked of a line: what was computed about it, then the columns of its row."""
    return dict.fromkeys((*line.computed, *(line.row.named if line.row else ())))
