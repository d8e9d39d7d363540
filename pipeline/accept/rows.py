"""What a returned workbook changes: cells with what was sent, what they say and what we say now; what is left over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pipeline.editing import Change, Value
from pipeline.problems import Place


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell that the client changed: where it stands with us, and the three values as JSON (None: empty).

    It is a `conflict` where we changed it too since it was sent, and not to the same.
    """

    place: Place
    heading: str
    sent: Any
    theirs: Any
    ours: Any
    value: Value

    @property
    def conflict(self) -> bool:
        """Whether both sides changed the cell."""
        return bool(self.ours != self.sent)


@dataclass(frozen=True, slots=True)
class Edited:
    """A row of ours that is changed, or a new one of theirs: what it is called, and its cells."""

    name: str
    edits: tuple[Edit, ...]
    new: bool = False

    def place(self) -> Place:
        """Where its first cell stands."""
        return self.edits[0].place


@dataclass(frozen=True)
class Found:
    """All that a returned workbook changes.

    `by_hand` are sentences about what can't be placed and is to be typed in; `notes` what is worth knowing.
    """

    rows: tuple[Edited, ...] = ()
    by_hand: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    dropped: frozenset[Place] = field(default=frozenset())

    @property
    def conflicts(self) -> int:
        """How many cells both sides changed."""
        return sum(edit.conflict for row in self.rows for edit in row.edits)

    def taken(self, *, theirs: bool) -> Iterable[tuple[Edited, Edit]]:
        """The cells that are written: those in conflict only where the client's word is taken in them."""
        return [
            (row, edit)
            for row in self.rows
            for edit in row.edits
            if edit.place not in self.dropped and (theirs or not edit.conflict)
        ]

    def changes(self, *, theirs: bool) -> dict[str, list[Change]]:
        """The cells to write by file."""
        found: dict[str, list[Change]] = defaultdict(list)
        for _, edit in self.taken(theirs=theirs):
            found[edit.place.file].append(Change(edit.place.sheet, edit.place.cell, edit.value))
        return found
