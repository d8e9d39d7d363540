"""A log by the parts that it was printed in, and which of them each section of a file was printed from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.printed import PAGE, PART
from pipeline.trace.finished.numbers import Logged, Printed, logged
from pipeline.trace.finished.pieces import Section

ALIKE = 0.5  # how much of its numbers a section shares at least with the part that stands in its place
SLIDES = "/slides/"  # in the names of slides' parts
Entries = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class LogPart:
    """What was printed in a part: its name in the template, the numbers in order, which slide of several it is."""

    name: str
    numbers: tuple[Logged, ...]
    pages: tuple[str, ...] = ()


def parts_of(log: Entries) -> list[LogPart]:
    """The log by parts, in order; nothing of a log that names none."""
    parts: list[tuple[str, list[Sequence[str]]]] = []
    for entry in log:
        if entry[0] == PART:
            parts.append((entry[1], []))
        elif parts:
            parts[-1][1].append(entry)
    return [
        LogPart(name, tuple(logged(e for e in entries if e[0] != PAGE)), tuple(e[1] for e in entries if e[0] == PAGE))
        for name, entries in parts
    ]


def placed(
    sections: Sequence[Section], printed: Sequence[Sequence[Printed]], parts: Sequence[LogPart]
) -> list[LogPart | None]:
    """The part of the log that each section was printed from: the one of its name or place, else the one most like it.

    A section that is nothing like its own (slides were moved, tabs renamed) takes another; one that stands twice in
    the file takes its own twice.
    """
    found = [own if _fits(mine, own) else None for mine, own in zip(printed, _own(sections, parts), strict=True)]
    taken = {id(part) for part in found if part}
    left = [part for part in parts if id(part) not in taken]
    for n, mine in enumerate(printed):
        if found[n] is None and mine:
            best = _most_like(mine, left) or _most_like(mine, parts)
            found[n] = best
            left = [part for part in left if part is not best]
    return found


def _own(sections: Sequence[Section], parts: Sequence[LogPart]) -> list[LogPart | None]:
    """By each section's name the part of that name; slides in their order, where as many stand as were printed."""
    names = {part.name: part for part in parts}
    slides = [part for part in parts if SLIDES in part.name]
    whole = len(slides) == sum(SLIDES in section.name for section in sections)
    in_order = iter(slides)
    return [
        (next(in_order) if whole else None) if SLIDES in section.name else names.get(section.name)
        for section in sections
    ]


def _fits(mine: Sequence[Printed], part: LogPart | None) -> bool:
    """Whether a section can be what was printed in a part; of a few numbers any may have been changed."""
    return part is not None and (len(mine) < 4 or _alike(mine, part) >= ALIKE)


def _most_like(mine: Sequence[Printed], parts: Iterable[LogPart]) -> LogPart | None:
    """The part with the most numbers in common; none where none has half of them."""
    best = max(parts, key=lambda part: _alike(mine, part), default=None)
    return best if best and _alike(mine, best) >= ALIKE else None


def _alike(mine: Sequence[Printed], part: LogPart) -> float:
    """How many numbers two have in common, in whatever order, from 0 to 1."""
    here, there = Counter(one.digits for one in mine), Counter(one.digits for one in part.numbers)
    return 2 * (here & there).total() / max(here.total() + there.total(), 1)
