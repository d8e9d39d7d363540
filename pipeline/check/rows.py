"""Turns the cells of a sheet's tabs into typed rows; every cell that can't be taken becomes one problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from typing import Any

from pipeline.cells import Raw, Tab, column_letters
from pipeline.check.headings import Headings, Words
from pipeline.columns import Column, OwnField, Row
from pipeline.kinds import Fault, Long, is_blank, shown
from pipeline.periods import Period
from pipeline.problems import Note, Place, Problem


@dataclass
class Sheet:
    """What the tabs of one sheet gave: its rows, those that can't be identified, and what was found on the way."""

    type: type[Row]
    rows: list[Row] = field(default_factory=list)
    lost: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    # Whether some row's id may be unknown, so that a reference to it can't be judged.
    unsure: bool = False


@dataclass(frozen=True)
class Reader:
    """Reads the tabs of one sheet, in the workspace's locale and fiscal year."""

    type: type[Row]
    columns: tuple[Column[Any], ...]
    locale: str
    first_month: int

    def read(self, tabs: Sequence[Tab]) -> Sheet:
        """The rows of all tabs of the sheet."""
        sheet = Sheet(self.type)
        for tab in tabs:
            if self.type.fields:
                self._read_fields(tab, sheet)
            else:
                self._read_table(tab, sheet)
        sheet.unsure = sheet.unsure or any(
            column.identifies and column.name not in row.values for row in sheet.lost for column in self.columns
        )
        return sheet

    def _read_table(self, tab: Tab, sheet: Sheet) -> None:
        """Read a table: headings wherever they stand, then a row a row."""
        words = Words(self.columns)
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
        example = {name: self._value(self.type.column(name), raw) for name, raw in self.type.examples().items()}
        example = {c.name: example[c.name] for c in headings.columns.values() if c.name in example}
        letters = {j: column_letters(j) for j in (*headings.columns, *headings.own)}
        hidden: list[int] = []
        beside: list[Place] = []
        for i, raws in enumerate(tab.rows[at + 1 :], at + 1):
            filled = [(j, raw) for j, raw in enumerate(raws) if not is_blank(raw)]
            line = {j: raw for j, raw in filled if j in letters}
            if len(line) < len(filled):
                beside.append(tab.place(i, next(j for j, _ in filled if j not in letters)))
            if not line:
                continue
            places = {j: Place(tab.file, tab.name, f"{spelled}{i + 1}") for j, spelled in letters.items()}
            if i in tab.hidden_rows:
                hidden.append(i)
            self._add(line, places, headings, example, sheet)
        if hidden:
            sheet.notes.append(_hidden(tab, hidden))
        if beside:
            others = f" and {len(beside) - 1} more" if len(beside) > 1 else ""
            sheet.notes.append(Note(beside[0], f"a cell under no heading is not read{others}"))

    def _read_fields(self, tab: Tab, sheet: Sheet) -> None:
        """Read a field / value tab: the fields wherever they stand, their values beside them."""
        words = Words(self.columns)
        width = max(len(row) for row in tab.rows)
        counts = [words.count([row[j] for row in tab.rows if j < len(row)]) for j in range(width)]
        at = counts.index(max(counts))
        if counts[at] < 2:
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
        line = {i: _beside(tab, i, value) for i in (*headings.columns, *headings.own)}
        line = {i: raw for i, raw in line.items() if not is_blank(raw)}
        places = {i: tab.place(i, value) for i in (*headings.columns, *headings.own)}
        if hidden := [i for i in sorted(line) if i in tab.hidden_rows]:
            sheet.notes.append(_hidden(tab, hidden))
        self._add(line, places, headings, None, sheet)

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
        line: Mapping[int, Raw],
        places: Mapping[int, Place],
        headings: Headings,
        example: Mapping[str, object] | None,
        sheet: Sheet,
    ) -> None:
        """Read one row's cells and put the row where it belongs."""
        values: dict[str, Any] = {}
        votes: dict[str, int] = {}
        problems: list[Problem] = []
        bad: set[str] = set()
        for j, column in headings.columns.items():
            if j not in line:
                continue
            value = self._value(column, line[j])
            if isinstance(value, Fault):
                bad.add(column.name)
                problems.append(_misread(places[j], column, line[j], value))
            elif column.name.startswith("vote:"):
                votes[column.heading] = value
            else:
                values[column.name] = value
        own = dict(self._own(line, places, headings, problems))
        if example is not None and values == example and not own and not problems:
            return
        if votes:
            values["votes"] = votes
        row = self.type(values, {column.name: places[j] for j, column in headings.columns.items()}, own)
        lacking = [c for c in headings.columns.values() if c.identifies and c.name not in values]
        if empty := [column for column in lacking if column.name not in bad]:
            problems.append(_nameless(row, empty))
        sheet.problems += problems
        (sheet.lost if lacking else sheet.rows).append(row)

    def _own(
        self, line: Mapping[int, Raw], places: Mapping[int, Place], headings: Headings, problems: list[Problem]
    ) -> Iterator[tuple[str, OwnField]]:
        """The row's cells under headings of people's own, as text."""
        for j, heading in headings.own.items():
            raw = line.get(j)
            if isinstance(raw, bool):
                raw = "yes" if raw else "no"
            elif isinstance(raw, time | timedelta):
                raw = shown(raw)
            if is_blank(raw):
                continue
            text = Long().read(raw, self.locale)
            if isinstance(text, Fault):
                problems.append(Problem(places[j], f"{heading}: {text.found}", "text", text.mend, text.code))
            else:
                yield heading, OwnField(text, places[j])

    def _value(self, column: Column[Any], raw: Any) -> Any:
        """A cell's value in its kind, a quarter in the workspace's fiscal year."""
        value = column.kind.read(raw, self.locale)
        return replace(value, first_month=self.first_month) if isinstance(value, Period) else value

    def _has_identity(self, tab: Tab, headings: Headings, place: Place, sheet: Sheet) -> bool:
        """Whether every heading that identifies a row is there; a problem for those that are not."""
        there = set(headings.columns.values())
        missing = [column.heading for column in self.columns if column.identifies and column not in there]
        wanted = [column.heading for column in self.columns if column.wanted and column not in there]
        if wanted and headings.columns:
            sheet.notes.append(Note(Place(tab.file, tab.name), _lacks(wanted)))
        if missing:
            due, mend = "a heading for each cell that identifies a row", f"add {' and '.join(missing)} to the headings"
            sheet.problems.append(Problem(place, _lacks(missing), due, mend, "heading-missing"))
            sheet.unsure = True
        return not missing

    def _no_headings(self, tab: Tab) -> Problem:
        """The problem of a tab that holds something, but none of the sheet's headings."""
        names = ", ".join(column.heading for column in self.columns if column.identifies)
        due = f"a row with the headings of {self.type.tab}: {names} and more"
        mend = "copy the headings from a blank workbook"
        return Problem(Place(tab.file, tab.name), "no heading of the sheet is found", due, mend, "headings-missing")


def _misread(place: Place, column: Column[Any], raw: Raw, fault: Fault) -> Problem:
    """The problem of a cell that holds something else than is due: "Impact is 9"."""
    what, other_kind, _ = fault.found.partition(f" is not {column.kind.due}")
    found = f"{column.heading}: {fault.found}"
    if other_kind:
        found = f"{column.heading} is {what if isinstance(raw, str) else what.strip('“”')}"
    return Problem(place, found, column.kind.due, fault.mend, fault.code)


def _lacks(headings: Sequence[str]) -> str:
    """Say which headings are missing."""
    if len(headings) == 1:
        return f"the heading {headings[0]} is missing"
    return f"the headings {', '.join(headings[:-1])} and {headings[-1]} are missing"


def _hidden(tab: Tab, rows: Sequence[int]) -> Note:
    """The note of rows that are hidden (0-based)."""
    numbers = ", ".join(str(row + 1) for row in rows)
    said = f"row {numbers} is hidden; it is" if len(rows) == 1 else f"rows {numbers} are hidden; they are"
    return Note(Place(tab.file, tab.name), f"{said} read all the same")


def _beside(tab: Tab, row: int, column: int) -> Raw:
    """What stands in a row's column; None where nothing does."""
    raw = tab.rows[row][column] if column < len(tab.rows[row]) else None
    return None if is_blank(raw) else raw


def _nameless(row: Row, empty: Sequence[Column[Any]]) -> Problem:
    """The problem of a begun row whose identity is incomplete, at the first empty cell."""
    names = " and ".join(column.heading for column in empty)
    found = f"{names} {'is' if len(empty) == 1 else 'are'} empty"
    if not row.fields:
        found += " in a row that is begun"
    due = empty[0].kind.due if len(empty) == 1 else "what identifies the row"
    mend = f"fill in {names}" + ("" if row.fields else ", or clear the row")
    return Problem(row.places[empty[0].name], found, due, mend, "identity-empty")
