"""A trace as lines that people read, and as what a program reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.trace import Source, Trace

LINES = 40  # lines of a list that are printed; the rest are counted
SPOKEN = {"change of money": "money, signed", "change in percent": "percent, signed"}


def as_text(one: Trace) -> Iterator[str]:
    """A figure's trace: what it says, how it is worked out, from what and from which cells."""
    yield f"{one.name}  {_value(one)}"
    if one.meaning:
        yield from _named("meaning", [one.meaning])
    yield from _named("unit", [SPOKEN.get(one.unit, one.unit)])
    if one.as_of:
        yield from _named("as of", [one.as_of])
    yield from _detail(one)


def _detail(one: Trace) -> Iterator[str]:
    if one.formula:
        yield from _named("formula", [one.formula])
    if one.settings:
        yield from _named("settings", [f"{name} = {_setting(value)}" for name, value in one.settings.items()])
    if one.to_mend:
        yield from _named("to mend", one.to_mend)
    if one.sources:
        yield from _named("cells", [_source(source) for source in one.sources])
    if one.lines:
        shown = [f"{name}  {says}" for name, says in _aligned(one.lines[:LINES])]
        rest = len(one.lines) - LINES
        yield from _named("lines", [*shown, f"and {rest} more"] if rest > 0 else shown)
        if not one.text.startswith("a line"):
            yield from _named("of each", [", ".join(one.parts)])
    if one.compared_with:
        yield from _named("compared", [f"with {one.compared_with}"])
    if one.within:
        yield from _named("within", [one.within])
    if one.made_of:
        yield from _made_of(one.made_of)


def _made_of(made_of: Sequence[Trace]) -> Iterator[str]:
    word = "made of"
    width = max(len(one.name) for one in made_of)
    for one in made_of:
        told = "  (see elsewhere in this tree)" if one.elsewhere else ""
        yield f"  {word:<9} {one.name:<{width}}  {_value(one)}{told}"
        if one.in_full:
            yield from (f"            {line}" for line in _detail(one))
        word = ""


def _value(one: Trace) -> str:
    if one.reason:
        return f"absent: {one.reason}"
    return " / ".join(one.text.splitlines())


def _named(word: str, said: Iterable[str]) -> Iterator[str]:
    """What is said under a word: the word stands before the first line alone."""
    for line in said:
        for part in line.splitlines() or [""]:
            yield f"  {word:<9} {part}"
            word = ""


def _aligned(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    listed = list(pairs)
    width = max(len(name) for name, _ in listed)
    return [(f"{name:<{width}}", " / ".join(says.splitlines())) for name, says in listed]


def _source(source: Source) -> str:
    where = " › ".join(part for part in (source.file, source.sheet) if part)
    if not source.ranges:
        return where
    cells = "1 cell" if source.count == 1 else f"{source.count:,} cells"
    return f"{where}  {', '.join(source.ranges)}  ({cells})"


def _setting(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_setting(part)}" for name, part in value.items())
    return f"{value:g}" if isinstance(value, float) else str(value)


def listed_as_text(topics: Mapping[str, Sequence[Trace]]) -> Iterator[str]:
    """Figures by topic: name, value today, meaning."""
    for topic, figures in topics.items():
        yield topic
        width = max(len(one.name) for one in figures)
        for one in figures:
            yield f"  {one.name:<{width}}  {_short(_value(one))}  {one.meaning}"


def _short(text: str, most: int = 24) -> str:
    return f"{text:<{most}}" if len(text) <= most else f"{text[: most - 1]}…"


def as_json(one: Trace) -> dict[str, Any]:
    """A figure's trace for programs; one that is told in short has its value alone."""
    made: dict[str, Any] = {
        "figure": one.name,
        "meaning": one.meaning,
        "value": one.value,
        "text": one.text,
        "unit": one.unit,
        "as_of": one.as_of,
        "formula": one.formula,
        "absent_because": one.reason,
        "within": one.within,
    }
    if not one.in_full:
        return made
    return made | {
        "compared_with": one.compared_with,
        "settings": dict(one.settings),
        "to_mend": list(one.to_mend),
        "cells": [{"file": s.file, "sheet": s.sheet, "ranges": list(s.ranges), "count": s.count} for s in one.sources],
        "lines": [{"name": name, "says": says} for name, says in one.lines],
        "of_each_line": list(one.parts),
        "made_of": [as_json(part) for part in one.made_of],
    }
