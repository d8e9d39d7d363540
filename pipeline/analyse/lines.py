"""What is computed about a line of a list, as figures named after the line: `goals.G1.pace`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pipeline.columns import Column, Row
from pipeline.figures import INTERNAL, Answer, Case, Figure, Line, Unit, found, missing
from pipeline.problems import Place

# Unit, formula in words, what was found; and what a client's view may lack of it beyond what the list itself reads.
Part = tuple[Unit, str, Answer] | tuple[Unit, str, Answer, Iterable[Column[Any]]]


def line(case: Case, name: str, row: Row | None, parts: Mapping[str, Part]) -> Line:
    """A line of a list figure: a row and what was computed about it."""
    return Line(name, row, computed(case, name, parts))


def line_once(case: Case, name: str, row: Row, parts: Callable[[], Mapping[str, Part]]) -> Line:
    """The line of a row, made once for the several lists that hold it."""
    made: Line = case.shared(f"line {name}", lambda _: line(case, name, row, parts()))
    return made


class Later(Mapping[str, Figure]):
    """What is computed about a line, as soon as somebody asks: of ten thousand lines a page shows a few."""

    __slots__ = ("_case", "_made", "_name", "_parts")

    def __init__(self, case: Case, name: str, parts: Callable[[], Mapping[str, Part]]) -> None:
        self._case, self._name, self._parts = case, name, parts
        self._made: Mapping[str, Figure] | None = None

    def _figures(self) -> Mapping[str, Figure]:
        if self._made is None:
            self._made = computed(self._case, self._name, self._parts())
        return self._made

    def __getitem__(self, part: str) -> Figure:
        return self._figures()[part]

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures())

    def __len__(self) -> int:
        return len(self._figures())


def later(case: Case, name: str, parts: Callable[[], Mapping[str, Part]]) -> Line:
    """A line without a row whose parts are computed when they are asked for."""
    return Line(name, None, Later(case, name, parts))


def computed(case: Case, name: str, parts: Mapping[str, Part]) -> dict[str, Figure]:
    """Each part as a figure of the line; one that reads what a client's view lacks is absent there."""
    return {part: _figure(case, f"{name}.{part}", *declared) for part, declared in parts.items()}


def _figure(
    case: Case, name: str, unit: Unit, formula: str, answer: Answer, reads: Iterable[Column[Any]] = ()
) -> Figure:
    if case.hides(reads):
        answer = missing(INTERNAL)
    return Figure(
        name,
        answer.value,
        unit,
        answer.formula(formula),
        answer.sources,
        answer.tone,
        answer.reason,
        case.facts.as_of,
    )


def said(text: str | None, sources: tuple[Place, ...] = (), reason: str = "not given") -> Answer:
    """Words where there are any."""
    return found(text, sources) if text else missing(reason, sources)
