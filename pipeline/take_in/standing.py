"""The rows of a sheet as they stand in an account's workbooks: what each cell says, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.catalogue.tabs import headings_missing
from pipeline.cells import Raw, Tab, column_letters
from pipeline.columns import Column, Row
from pipeline.headings import Words
from pipeline.kinds import Fault, Long, is_blank, plain
from pipeline.periods import Period
from pipeline.problems import Place, Problem
from pipeline.take_in.values import own_name


@dataclass(frozen=True)
class Held:
    """A row of a tab: its number, from 1; its values by target name, faults among them; its raw cells."""

    tab: Tab
    number: int
    values: Mapping[str, Any]
    raws: Mapping[str, Raw]


@dataclass(frozen=True)
class Standing:
    """A tab of the sheet: where its headings are, by target name, and its rows.

    `free` is the first column right of all that it holds; `ids` are those of all rows, the grey example's too.
    """

    tab: Tab
    heading_row: int  # from 1
    letters: Mapping[str, str]
    rows: tuple[Held, ...]
    free: int
    ids: tuple[str, ...]

    def place(self, name: str, number: int) -> Place:
        """A cell under a heading."""
        return Place(self.tab.file, self.tab.name, f"{self.letters[name]}{number}")


def standing(
    sheet: type[Row], tabs: Iterable[Tab], locale: str, first_month: int
) -> tuple[list[Standing], list[Problem]]:
    """The tabs of the sheet that have headings, in the order of their files, and problems of those that have none."""
    found: list[Standing] = []
    problems: list[Problem] = []
    words = Words(sheet.columns)
    for tab in tabs:
        if plain(tab.name) != plain(sheet.tab):
            continue
        at = words.row(tab)
        if at is None:
            named = [column.heading for column in sheet.columns if column.identifies]
            problems.append(headings_missing.at(Place(tab.file, tab.name), sheet.tab, named))
            continue
        cells = [(j, tab.place(at, j), raw) for j, raw in enumerate(tab.rows[at]) if not is_blank(raw)]
        headings = words.read(cells)
        columns = {column.name: (j, column.kind) for j, column in headings.columns.items()}
        columns |= {own_name(text): (j, Long()) for j, text in headings.own.items()}
        read = {
            name: [_in_year(value, first_month) for value in kind.read_all(_under(tab, at, j), locale)]
            for name, (j, kind) in columns.items()
        }
        example = _example(sheet, set(columns), locale, first_month)
        rows = []
        for n, cells_below in enumerate(tab.rows[at + 1 :]):
            values = {name: many[n] for name, many in read.items() if many[n] is not None}
            if values and values != example:
                raws = {name: cells_below[j] for name, (j, _) in columns.items() if j < len(cells_below)}
                rows.append(Held(tab, at + 2 + n, values, raws))
        letters = {name: column_letters(j) for name, (j, _) in columns.items()}
        width = max(len(row) for row in tab.rows)
        ids = tuple(value for value in read.get("id", ()) if isinstance(value, str))
        found.append(Standing(tab, at + 1, letters, tuple(rows), width, ids))
    return found, problems


def _under(tab: Tab, at: int, j: int) -> Sequence[Raw]:
    """The cells under a heading."""
    return [row[j] if j < len(row) else None for row in tab.rows[at + 1 :]]


def _in_year(value: Any, first_month: int) -> Any:
    return replace(value, first_month=first_month) if isinstance(value, Period) else value


def _example(sheet: type[Row], there: set[str], locale: str, first_month: int) -> dict[str, Any]:
    """What the grey example row says under the headings that are there."""
    columns: list[Column[Any]] = [
        column for column in sheet.columns if column.name in there and column.example is not None
    ]
    read = {column.name: _in_year(column.kind.read(column.example, locale), first_month) for column in columns}  # type: ignore[arg-type]
    return {name: value for name, value in read.items() if not isinstance(value, Fault)}
