"""Finds where a tab's headings stand and which column each of them names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.catalogue.tabs import heading_twice, heading_unknown
from pipeline.cells import Raw, Tab
from pipeline.check.near import slip
from pipeline.columns import Column
from pipeline.kinds import Day, clean, plain, shown
from pipeline.problems import Place, Problem

MOST_KNOWN = 1000  # texts that were compared with a sheet's headings; most tabs have the same
BRACKETS = re.compile(r"\s*\([^()]*\)[\s*]*$")


@dataclass(frozen=True)
class Headings:
    """What the cells of a row (or column) of headings name, by index: a column or an own field."""

    columns: Mapping[int, Column[Any]]
    own: Mapping[int, str]
    problems: tuple[Problem, ...]


class Words:
    """The headings of a sheet, ready to be compared with what stands in cells."""

    def __init__(self, columns: Sequence[Column[Any]]) -> None:
        self.columns = columns
        self.exact = {plain(column.heading): column for column in columns}
        self.known: dict[str, Column[Any] | None] = {}

    def column(self, raw: Raw) -> Column[Any] | None:
        """The column that a heading names: its words, without help in brackets or a last word `date`."""
        if not isinstance(raw, str):
            return None
        if raw not in self.known:
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            self.known[raw] = self._column(raw)
        return self.known[raw]

    def _column(self, raw: str) -> Column[Any] | None:
        """The column that a text names."""
        for text in (raw, BRACKETS.sub("", raw)):
            word = plain(text)
            if word in self.exact:
                return self.exact[word]
            dated = self.exact.get(word.removesuffix("date"))
            if word.endswith("date") and dated is not None and isinstance(dated.kind, Day):
                return dated
        return None

    def count(self, raws: Sequence[Raw]) -> int:
        """How many columns are named in a row."""
        return len({column.name for raw in raws if (column := self.column(raw)) is not None})

    def row(self, tab: Tab) -> int | None:
        """The row that names most columns, the first of equals; None where no row names any."""
        best, most = None, 0
        for i, row in enumerate(tab.rows):
            if row and (count := self.count(row)) > most:
                best, most = i, count
                if most > len(self.columns) / 2:
                    break
        return best

    def read(self, cells: Sequence[tuple[int, Place, Raw]]) -> Headings:
        """What these cells name; a slip of the pen is a problem, and taken as the column that was meant."""
        columns: dict[int, Column[Any]] = {}
        taken: set[Column[Any]] = set()
        own: dict[int, str] = {}
        problems: list[Problem] = []
        unknown: list[tuple[int, Place, str]] = []
        for at, place, raw in cells:
            column = self.column(raw)
            if column is None:
                text = " ".join((clean(raw) if isinstance(raw, str) else shown(raw)).rstrip("* ").split())
                unknown.append((at, place, text))
            elif column in taken:
                problems.append(heading_twice.at(place, column.heading))
            else:
                columns[at] = column
                taken.add(column)
        for at, place, text in unknown:
            left = {plain(column.heading): column for column in self.columns if column not in columns.values()}
            near = slip(plain(BRACKETS.sub("", text)), left)
            if near is not None:
                columns[at] = left[near]
                problems.append(heading_unknown.at(place, text, left[near].heading))
            elif plain(text) in map(plain, own.values()):
                problems.append(heading_twice.at(place, text))
            else:
                own[at] = text
        return Headings(columns, own, tuple(problems))


@lru_cache(maxsize=64)
def words_of(columns: tuple[Column[Any], ...]) -> Words:
    """The headings of a sheet; what was compared with them for one account need not be for the next."""
    return Words(columns)
