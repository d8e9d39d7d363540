"""What an import would write: cells of rows that stand, rows that are added, columns that are made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from pipeline.editing import Change, Value
from pipeline.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to write: where, under which heading, what it holds now in words, and what it is to hold."""

    place: Place
    heading: str
    old: str
    value: Value

    @property
    def change(self) -> Change:
        """The cell as it is written."""
        return Change(self.place.sheet, self.place.cell, self.value)


@dataclass(frozen=True, slots=True)
class Edited:
    """A row that stands or is added: what it is called, and its cells to write."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Plan:
    """All that an import would write; with problems, nothing is.

    `equal` rows say already what the export says; `gone` ones are not in it and stay; `filled` counts cells that are
    empty in the export only, and stay.
    """

    headings: tuple[Cell, ...] = ()
    changed: tuple[Edited, ...] = ()
    added: tuple[Edited, ...] = ()
    equal: int = 0
    gone: tuple[str, ...] = ()
    filled: int = 0
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    def changes(self) -> dict[str, list[Change]]:
        """The cells to write by file."""
        found: dict[str, list[Change]] = defaultdict(list)
        for cell in (*self.headings, *(cell for row in (*self.changed, *self.added) for cell in row.cells)):
            found[cell.place.file].append(cell.change)
        return found
