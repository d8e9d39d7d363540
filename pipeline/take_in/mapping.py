"""Reads a mapping file: what the columns of an export are called in a sheet, and how its values are written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from pipeline.columns import Row
from pipeline.headings import Words
from pipeline.near import nearest
from pipeline.problems import PipelineError
from pipeline.take_in.dates import Pattern

Conditions = Mapping[str, tuple[str, ...]]
HEADER = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?")
PART = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w-]+))\s*(?:\.|$)""")


@dataclass(frozen=True)
class Source:
    """Where a column's values come from: a heading of the export, or one value for all rows; how they are read."""

    heading: str = ""
    fixed: str | int | float | bool | None = None
    dates: tuple[Pattern, ...] = ()
    decimal: str = ""
    times: float = 1.0
    words: Mapping[str, str] = field(default_factory=dict)
    where: Conditions = field(default_factory=dict)


@dataclass(frozen=True)
class Mapped:
    """A mapping: `columns` and `own` are sources by our headings, the latter for columns of people's own."""

    key: tuple[str, ...] = ()
    tab: str = ""
    encoding: str = ""
    separator: str = ""
    decimal: str = ""
    dates: tuple[Pattern, ...] = ()
    file: str = ""
    source: str = ""
    skip: tuple[str, ...] = ()
    sum_by: tuple[str, ...] = ()
    only: Conditions = field(default_factory=dict)
    without: Conditions = field(default_factory=dict)
    columns: Mapping[str, Source] = field(default_factory=dict)
    own: Mapping[str, Source] = field(default_factory=dict)


class _Wrong(Exception):
    """A value that its word can't have; the message is what the word is."""


def load(name: str, data: bytes, sheet: type[Row]) -> Mapped:
    """Read a mapping file for a sheet; raise `PipelineError` with the line, and a suggestion for an unknown word."""
    try:
        text = data.decode("utf-8-sig")
        given = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PipelineError(f"{name} can't be read: {error}") from None
    values = _checked(given, WORDS, (), name, text)
    for part in ("columns", "own"):
        values[part] = {
            heading: _source(source, (part, heading), name, text) for heading, source in values.get(part, {}).items()
        }
    words = Words(sheet.columns)
    for heading in values["columns"]:
        if words.column(heading) is None:
            where = f"{name}, line {_line(text, ('columns', heading))}"
            near = nearest(heading, [column.heading for column in sheet.columns])
            mend = f"did you mean {near}?" if near else "columns of your own stand under [own]"
            raise PipelineError(f"{where}: {sheet.tab} has no column {heading}; {mend}")
    return Mapped(**values)


def _source(given: Any, path: tuple[str, ...], name: str, text: str) -> Source:
    """A column's source: a heading of the export, or a table of words."""
    if isinstance(given, str):
        return Source(heading=given)
    where = f"{name}, line {_line(text, path)}"
    if not isinstance(given, dict):
        raise PipelineError(
            f"{where}: {path[-1]} is a heading of the export in quotes, or a table such as {{ from = … }}"
        )
    values = _checked(given, COLUMN_WORDS, path, name, text)
    if ("from" in values) == ("fixed" in values):
        raise PipelineError(
            f"{where}: {path[-1]} has either from, a heading of the export, or fixed, one value for all rows"
        )
    return Source(heading=values.pop("from", ""), **values)


def _checked(
    given: Mapping[str, Any], words: Mapping[str, Callable[[Any], Any]], path: tuple[str, ...], name: str, text: str
) -> dict[str, Any]:
    """The values of a table, each as its word wants it."""
    found = {}
    for word, value in given.items():
        where = f"{name}, line {_line(text, (*path, word))}"
        if word not in words:
            near = get_close_matches(word.casefold(), words, n=1)
            mend = f"did you mean {near[0]}?" if near else f"there are {', '.join(words)}"
            raise PipelineError(f"{where}: {word} is no word of a mapping{' of a column' if path else ''}; {mend}")
        try:
            found[word] = words[word](value)
        except _Wrong as wrong:
            raise PipelineError(f"{where}: {word} is {wrong}") from None
    return found


def _text(value: Any) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise _Wrong("words in quotes")


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and value and all(isinstance(each, str) and each.strip() for each in value):
        return tuple(value)
    if isinstance(value, str) and value.strip():
        return (value,)
    raise _Wrong("words in quotes, or a list of them")


def _patterns(value: Any) -> tuple[Pattern, ...]:
    patterns = tuple(Pattern(text) for text in _texts(value))
    for pattern in patterns:
        try:
            pattern.code  # noqa: B018 - a pattern that means nothing is told with its line
        except ValueError as error:
            raise _Wrong(f"how dates are written; {error}") from None
    return patterns


def _one_of(*known: str) -> Callable[[Any], str]:
    def checked(value: Any) -> str:
        if value in known:
            return str(value)
        raise _Wrong("one of " + " ".join(f'"{each}"' for each in known).replace("\t", "\\t"))

    return checked


def _encoding(value: Any) -> str:
    try:
        "".encode(_text(value))
    except LookupError:
        raise _Wrong("a way of writing letters, such as utf-8, cp1252 or mac-roman") from None
    return str(value)


def _times(value: Any) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and value and abs(value) < 1e12:
        return value
    raise _Wrong("the number that values are multiplied by, such as -1 or 1000")


def _fixed(value: Any) -> Any:
    if isinstance(value, str | int | float | bool) and value != "":
        return value
    raise _Wrong('one value for all rows: words in quotes, or a number; dates in quotes too, such as "2026-03-31"')


def _translations(value: Any) -> dict[str, str]:
    if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
        return dict(value)
    raise _Wrong('a table of the export\'s words with ours, such as { "Closed Won" = "won" }')


def _conditions(value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise _Wrong('a table of the export\'s headings with values, such as { Region = ["North", "South"] }')
    return {str(heading): _texts(values) for heading, values in value.items()}


def _table(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return dict(value)
    raise _Wrong("a table: our headings, each with a heading of the export")


WORDS: Mapping[str, Callable[[Any], Any]] = {
    "key": _texts, "tab": _text, "encoding": _encoding, "separator": _one_of(",", ";", "\t", "|"),
    "decimal": _one_of(",", "."), "dates": _patterns, "file": _text, "source": _text, "skip": _texts, "sum_by": _texts,
    "only": _conditions, "without": _conditions, "columns": _table, "own": _table,
}  # fmt: skip
COLUMN_WORDS: Mapping[str, Callable[[Any], Any]] = {
    "from": _text, "fixed": _fixed, "dates": _patterns, "decimal": _one_of(",", "."), "times": _times,
    "words": _translations, "where": _conditions,
}  # fmt: skip


def _line(text: str, path: tuple[str, ...]) -> int:
    """The number of the line that a word stands in: under its table's header, or inside a table on one line."""
    header: tuple[str, ...] = ()
    nearest, depth = 0, 0
    for number, line in enumerate(text.splitlines(), 1):
        if found := HEADER.fullmatch(line):
            header = _parts(found[1])
            here: Sequence[str] = header
        else:
            here = (*header, *_parts(line.partition("=")[0]))
        rest = path[len(here) :]
        if (
            tuple(here) == path[: len(here)]
            and len(here) > len(header if not found else ())
            and all(part in line for part in rest)
        ):
            if not rest:
                return number
            if len(here) > depth:
                nearest, depth = number, len(here)
    return nearest


def _parts(dotted: str) -> tuple[str, ...]:
    """The parts of a dotted key."""
    parts, at = [], 0
    while found := PART.match(dotted, at):
        if found.end() == at:
            break
        parts.append(next(part for part in found.groups() if part is not None))
        at = found.end()
    return tuple(parts) if at >= len(dotted.rstrip()) else ()
