"""Turns the cells of a sheet's tabs into typed rows; every cell that can't be taken becomes one problem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from string import ascii_uppercase
from typing import Any, cast

from pipeline.catalogue.rows import identity_empty
from pipeline.catalogue.tabs import (
    cell_beside,
    cells_merged,
    heading_absent,
    heading_missing,
    headings_missing,
    rows_hidden,
)
from pipeline.cells import Line, Raw, Tab, column_letters
from pipeline.check.lines import read_lines
from pipeline.check.totals import passed_over, totals
from pipeline.columns import Column, OwnField, Row
from pipeline.headings import Headings, Words, words_of
from pipeline.kinds import Fault, is_blank, locale_of
from pipeline.problems import Note, Place, Problem

MOST_AT_ONCE = 200  # columns; people's tables have far fewer


@dataclass
class Sheet:
    """What the tabs of one sheet gave: its rows, those that can't be identified, and what was found on the way."""

    type: type[Row]
    files: frozenset[str] = frozenset()
    rows: list[Row] = field(default_factory=list)
    lost: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    # Whether some row's id may be unknown, so that a reference to it can't be judged.
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What one line gives: values by column name; own texts and faults by the index of their heading."""

    values: dict[str, Any]
    own: Mapping[int, str]
    faults: Mapping[int, Fault]


@dataclass(frozen=True)
class Reader:
    """Reads the tabs of one sheet, in the workspace's locale and fiscal year."""

    type: type[Row]
    columns: tuple[Column[Any], ...]
    locale: str
    first_month: int

    @cached_property
    def _words(self) -> Words:
        """The headings that are looked for."""
        return words_of(self.columns)

    def read(self, tabs: Sequence[Tab]) -> Sheet:
        """The rows of all tabs of the sheet."""
        sheet = Sheet(self.type, frozenset(tab.file for tab in tabs))
        for tab in tabs:
            if self.type.fields:
                self._read_fields(tab, sheet)
            else:
                self._read_table(tab, sheet)
        sheet.unsure = sheet.unsure or any(name not in row.values for row in sheet.lost for name in self.type.keys)
        return sheet

    def _read_table(self, tab: Tab, sheet: Sheet) -> None:
        """Read a table: headings wherever they stand, then a row a row."""
        words = self._words
        at = words.row(tab)
        if at is None:
            sheet.problems.append(self._no_headings(tab))
            sheet.unsure = True
            return
        cells = [(j, tab.place(at, j), raw) for j, raw in enumerate(tab.rows[at]) if not is_blank(raw)]
        headings = words.read(cells)
        sheet.problems += headings.problems
        if not self._has_identity(tab, headings, tab.place(at, 0), sheet):
            return
        # A stray cell far below makes a million rows of nothing, which are not gone through.
        numbers = [i for i, row in enumerate(tab.rows[at + 1 :], at + 1) if row]
        lines = [tab.rows[i] for i in numbers]
        if summed := totals(lines):
            sheet.notes.append(passed_over(tab, [numbers[n] for n in summed]))
            lines = [() if n in summed else line for n, line in enumerate(lines)]
        letters = {j: column_letters(j) for j in (*headings.columns, *headings.own)}
        places = {column.name: letters[j] for j, column in headings.columns.items()}
        raws = _columns(lines, letters)
        whole = _example(self.type, self.locale, self.first_month)  # type: ignore[arg-type] # a class has its hash
        # Only a blank workbook comes with the example; in a list of invoices a line like it is meant.
        example = None if tab.plain else {name: value for name, value in whole.items() if name in places}
        read = read_lines(headings, raws, locale_of(tab.decimal, self.locale), self.first_month)
        hidden: list[int] = []
        keys = frozenset(self.type.keys)
        odd = read.own.keys() | read.faults.keys()
        plain_ones = not odd and not tab.hidden_rows and all(keys <= values.keys() for values in read.values)
        if plain_ones:  # as many lines as invoices are mostly are
            begun = zip(numbers, read.values, strict=True)
            places_of = partial(Line, tab.file, tab.name, places)
            sheet.rows += [self.type(values, places_of(i + 1)) for i, values in begun if values != example]
        for n, values in enumerate(() if plain_ones else read.values):
            if not values and n not in odd:
                continue
            i = numbers[n]
            if i in tab.hidden_rows:
                hidden.append(i)
            line = Line(tab.file, tab.name, places, i + 1)
            if n in odd or not values.keys() >= keys:
                given = Given(values, read.own.get(n, {}), read.faults.get(n, {}))
                marked = {j: tab.place(i, j) for j in (*given.own, *given.faults)}
                self._add(given, line, marked, headings, sheet)
            elif values != example:
                sheet.rows.append(self.type(values, line))
        if hidden:
            sheet.notes.append(_hidden(tab, hidden))
        sheet.notes += _merged(tab, at)
        if beside := _beside_the_table(tab, at + 1, letters):
            sheet.notes.append(cell_beside.at(beside[0], len(beside) - 1))

    def _read_fields(self, tab: Tab, sheet: Sheet) -> None:
        """Read a field / value tab: the fields wherever they stand, their values beside them."""
        words = self._words
        named_in: dict[int, set[str]] = defaultdict(set)
        for row in tab.rows:
            for j, raw in enumerate(row):
                if (column := words.column(raw)) is not None:
                    named_in[j].add(column.name)
        at = max(sorted(named_in), key=lambda j: len(named_in[j]), default=0)
        if len(named_in[at]) < 2:
            sheet.problems.append(self._no_headings(tab))
            return
        lines = [(i, row) for i, row in enumerate(tab.rows) if at < len(row) and not is_blank(row[at])]
        first = next(i for i, row in lines if words.column(row[at]) is not None)
        value = self._value_column(tab, at, first)
        named = [(i, tab.place(i, at), row[at]) for i, row in lines if i >= first]
        headings = words.read(
            [cell for cell in named if words.column(cell[2]) or _beside(tab, cell[0], value) is not None]
        )
        sheet.problems += headings.problems
        if not self._has_identity(tab, headings, tab.place(first, at), sheet):
            return
        raws = {i: [_beside(tab, i, value)] for i in (*headings.columns, *headings.own)}
        if hidden := [i for i in sorted(raws) if i in tab.hidden_rows and raws[i] != [None]]:
            sheet.notes.append(_hidden(tab, hidden))
        places = {column.name: tab.place(i, value) for i, column in headings.columns.items()}
        read = read_lines(headings, raws, self.locale, self.first_month)
        given = Given(read.values[0], read.own.get(0, {}), read.faults.get(0, {}))
        cells = {i: tab.place(i, value) for i in (*given.faults, *given.own)}
        self._add(given, places, cells, headings, sheet)

    def _value_column(self, tab: Tab, at: int, first: int) -> int:
        """Where the values stand: under the heading Value, else right of the fields."""
        for row in tab.rows[:first]:
            for j in range(at + 1, len(row)):
                raw = row[j]
                if isinstance(raw, str) and raw.strip().casefold() in ("value", "value *"):
                    return j
        return at + 1

    def _add(
        self,
        given: Given,
        places: Mapping[str, Place],
        cells: Mapping[int, Place],
        headings: Headings,
        sheet: Sheet,
    ) -> None:
        """Put a line where it belongs, and say what can't be taken of it; `cells` are its faulty and its own ones."""
        own = {headings.own[j]: OwnField(text, cells[j]) for j, text in given.own.items()}
        row = self.type(given.values, places, own)
        for j, fault in given.faults.items():
            column = headings.columns.get(j)
            heading, due = (column.heading, column.kind.due) if column else (headings.own[j], "text")
            sheet.problems.append(fault.at(cells[j], heading, due))
        if all(name in given.values for name in self.type.keys):
            sheet.rows.append(row)
            return
        lacking = [(j, c) for j, c in headings.columns.items() if c.identifies and c.name not in given.values]
        if empty := [column for j, column in lacking if j not in given.faults]:
            sheet.problems.append(_nameless(row, empty))
        sheet.lost.append(row)

    def _has_identity(self, tab: Tab, headings: Headings, place: Place, sheet: Sheet) -> bool:
        """Whether every heading that identifies a row is there; a problem for those that are not."""
        there = set(headings.columns.values())
        missing = [column.heading for column in self.columns if column.identifies and column not in there]
        wanted = [column.heading for column in self.columns if column.wanted and column not in there]
        if wanted and headings.columns:
            sheet.notes.append(heading_absent.at(Place(tab.file, tab.name), wanted))
        if missing:
            sheet.problems.append(heading_missing.at(place, missing))
            sheet.unsure = True
        return not missing

    def _no_headings(self, tab: Tab) -> Problem:
        """The problem of a tab that holds something, but none of the sheet's headings."""
        names = [column.heading for column in self.columns if column.identifies]
        return headings_missing.at(Place(tab.file, tab.name), self.type.tab, names)


def _columns(lines: Sequence[Sequence[Raw]], wanted: Iterable[int]) -> dict[int, Sequence[Raw]]:
    """The columns of some lines; at once where the lines are of one length, and long lines are few."""
    widths = set(map(len, lines))
    if len(widths) == 1 and max(widths) <= MOST_AT_ONCE:
        columns = list(zip(*lines, strict=True))
        return {j: columns[j] if j < len(columns) else (None,) * len(lines) for j in wanted}
    return {j: [row[j] if j < len(row) else None for row in lines] for j in wanted}


@lru_cache(maxsize=256)
def _example(kind: type[Row], locale: str, first_month: int) -> Mapping[str, object]:
    """What the example row of a sheet says once it is read."""
    columns = {j: kind.column(name) for j, name in enumerate(kind.examples())}
    raws = {j: [cast(Raw, column.example)] for j, column in columns.items()}
    return read_lines(Headings(columns, {}, ()), raws, locale, first_month).values[0]


def _merged(tab: Tab, headings: int) -> Iterator[Note]:
    """A note for cells below the headings that are merged over rows: only the first of them holds the value."""
    for area in tab.merged:
        first, _, last = area.partition(":")
        top, bottom = (int(cell.lstrip(ascii_uppercase) or 0) for cell in (first, last or first))
        if headings + 1 < bottom and top < bottom:
            yield cells_merged.at(Place(tab.file, tab.name, first), area, first)


def _beside_the_table(tab: Tab, first: int, letters: Mapping[int, str]) -> list[Place]:
    """The first cell of each row that stands under no heading."""
    others = [j for j in range(max(map(len, tab.rows))) if j not in letters]
    found = []
    for i, row in enumerate(tab.rows[first:] if others else (), first):
        for j in others:
            if j >= len(row):
                break
            if not is_blank(row[j]):
                found.append(tab.place(i, j))
                break
    return found


def _hidden(tab: Tab, rows: Sequence[int]) -> Note:
    """The note of rows that are hidden (0-based)."""
    return rows_hidden.at(Place(tab.file, tab.name), [row + 1 for row in rows])


def _beside(tab: Tab, row: int, column: int) -> Raw:
    """What stands in a row's column; None where nothing does."""
    raw = tab.rows[row][column] if column < len(tab.rows[row]) else None
    return None if is_blank(raw) else raw


def _nameless(row: Row, empty: Sequence[Column[Any]]) -> Problem:
    """The problem of a begun row whose identity is incomplete, at the first empty cell."""
    headings = [column.heading for column in empty]
    return identity_empty.at(row.places[empty[0].name], headings, empty[0].kind.due, is_field=row.fields)
