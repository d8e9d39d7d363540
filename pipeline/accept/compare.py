"""Compares what came back with what was sent and with what our workbooks say now, and finds places for new rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.accept.returned import Returned, ReturnedTab, is_fault, may_say, returned
from pipeline.accept.rows import Edit, Edited, Found
from pipeline.cell_values import same, spoken, written
from pipeline.cells import Tab, column_letters
from pipeline.client_actions import PARTS, Part, Sent, SentTab
from pipeline.columns import Column, Row
from pipeline.editing import Unwritable
from pipeline.facts import Facts
from pipeline.headings import words_of
from pipeline.kinds import is_blank, plain
from pipeline.manifest import json_value
from pipeline.new_ids import new_ids
from pipeline.problems import Place
from pipeline.sheets.goals import Goal

Free = Callable[[Tab, int, Sequence[str], int], tuple[int, ...]]  # tab, row of headings, columns, how many


def compare(
    sent: Sent, theirs: Sequence[Tab], ours: Sequence[Tab], facts: Facts, locale: str, mentioned: Sequence[str],
    free: Free,
) -> Found:  # fmt: skip
    """What a returned file changes; `ours` are the account's tabs, `mentioned` texts that may name used ids."""
    rows: list[Edited] = []
    by_hand: list[str] = []
    notes: list[str] = []
    for part in PARTS:
        tab = sent.tabs.get(part.sheet.tab)
        if tab is None:
            continue
        back = returned(part, tab, theirs, locale)
        if back is None:
            notes.append(f"the tab {tab.name} is not in the file: nothing of it is taken")
            continue
        notes += [f"{back.name} has no column {heading} any more: nothing of it is taken" for heading in back.lost]
        if part.id().name not in {name for row in back.rows for name in row.values}:
            if back.rows:
                by_hand.append(f"{back.name}: without its Ids no row of it can be placed")
            continue
        work = _Tab(part, tab, back, sent, facts, ours, by_hand, notes)
        rows += work.standing()
        rows += work.added(mentioned, free)
    return Found(tuple(rows), tuple(by_hand), tuple(notes))


class _Tab:
    """The comparison of one tab."""

    def __init__(
        self, part: Part, tab: SentTab, back: ReturnedTab, sent: Sent, facts: Facts, ours: Sequence[Tab],
        by_hand: list[str], notes: list[str],
    ) -> None:  # fmt: skip
        self.part, self.tab, self.back, self.sent, self.by_hand, self.notes = part, tab, back, sent, by_hand, notes
        self.tabs = [each for each in ours if plain(each.name) == plain(part.sheet.tab)]
        known = (*facts.of(part.sheet), *facts.later.get(part.sheet, ()))
        self.ours: dict[str, Row] = {row.values[part.id().name]: row for row in known}
        self.columns = {column.name: column for column in part.columns}
        self.new: list[Returned] = []

    def standing(self) -> Iterator[Edited]:
        """The rows that were sent and came back with other cells."""
        met: set[str] = set()
        for row in self.back.rows:
            id = row.values.get(self.part.id().name)
            if not isinstance(id, str) or id not in self.tab.rows:
                self.new.append(row)
            elif id in met:
                self.by_hand.append(f"{self._row(row)}: {id} stands there a second time")
            else:
                met.add(id)
                if edits := tuple(self._edits(id, row)):
                    yield Edited(f"{id} · {self._name(self.tab.rows[id])}", edits)
        for id in self.tab.rows:
            if id not in met:
                self.notes.append(f"{id} is not in {self.back.name} any more: it stays as it is")

    def _edits(self, id: str, row: Returned) -> Iterator[Edit]:
        """The cells of a row that the client changed."""
        sent, ours = self.tab.rows[id], self.ours.get(id)
        for name, value in row.values.items():
            column, was = self.columns[name], sent.get(name)
            now = None if is_fault(value) else json_value(value)
            if not is_fault(value) and _alike(now, was):
                continue
            held = json_value(ours.values.get(name)) if ours else None
            if ours is not None and not is_fault(value) and _alike(now, held):
                continue
            why = self._why_not(column, value, ours)
            if why:
                self.by_hand.append(f"{self._row(row)}: {column.heading} of {id} is {_said(value)}, {why}")
                continue
            assert ours is not None
            place = ours.places[name]
            held = was if _alike(held, was) else held
            yield Edit(place, column.heading, was, now, held, None if value is None else written(value))

    def _why_not(self, column: Column[Any], value: Any, ours: Row | None) -> str:
        """Why a cell can't be placed; empty where it can."""
        if column not in self.part.open:
            return "which is not the client's to change"
        if is_fault(value):
            return f"where {column.kind.due} is due"
        if value is not None and not may_say(column, value):
            return "which is not the client's to say"
        if ours is None:
            return "and the row is not in our workbooks any more"
        if column.name not in ours.places:
            return f"and our sheet {self.part.sheet.tab} has no column {column.heading}"
        return ""

    def added(self, mentioned: Sequence[str], free: Free) -> Iterator[Edited]:
        """The client's own rows, in the free rows of our sheet; one that we have already is compared."""
        wanted = [row for row in self.new if self._sound(row)]
        fresh = []
        for row in wanted:
            known = self._known(row)
            if known is None:
                fresh.append(row)
            elif edits := tuple(self._differing(row, known)):
                yield Edited(f"{known.values[self.part.id().name]} · {self._text(row)}", edits)
        if fresh:
            yield from self._placed(fresh, mentioned, free)

    def _sound(self, row: Returned) -> bool:
        """Whether a new row can be taken; what can't is told."""
        if not self.part.grows:
            self.by_hand.append(f"{self._row(row)}: a row that was not sent; {self.back.name} takes no new ones")
            return False
        wrong = [name for name, value in row.values.items() if name != self.part.id().name and is_fault(value)]
        for name in wrong:
            column = self.columns[name]
            said = _said(row.values[name])
            self.by_hand.append(f"{self._row(row)}: {column.heading} is {said}, where {column.kind.due} is due")
        if not self._text(row):
            self.by_hand.append(f"{self._row(row)}: a new row without {self.part.columns[1].heading}")
        goal = row.values.get("goal") if self.part.sheet is not Goal else None
        if isinstance(goal, str) and goal not in self.sent.tabs[Goal.tab].rows:
            self.by_hand.append(f"{self._row(row)}: the Goal {goal} was not sent: type the row in with the right one")
            return False
        return not wrong and bool(self._text(row))

    def _known(self, row: Returned) -> Row | None:
        """The row of ours that says the same: one that was taken in before, or typed in."""
        name, text = self.part.columns[1].name, plain(self._text(row))
        return next((ours for ours in self.ours.values() if plain(str(ours.values.get(name, ""))) == text), None)

    def _differing(self, row: Returned, known: Row) -> Iterator[Edit]:
        """The cells in which a new row differs from the one that we have already: each is a conflict."""
        for name, value in row.values.items():
            now, held = json_value(value), json_value(known.values.get(name))
            if name == self.part.id().name or value is None or _alike(now, held) or name not in known.places:
                continue
            heading = self.columns[name].heading
            # what we hold was never sent, so that an empty cell of ours is no conflict
            yield Edit(known.places[name], heading, None, now, held, written(value))

    def _placed(self, fresh: Sequence[Returned], mentioned: Sequence[str], free: Free) -> Iterator[Edited]:
        """New rows with their cells in our sheet, and an id of ours."""
        for tab in self.tabs:
            words = words_of(self.part.sheet.columns)
            at = words.row(tab)
            if at is None:
                continue
            cells = [(j, tab.place(at, j), raw) for j, raw in enumerate(tab.rows[at]) if not is_blank(raw)]
            letters = {column.name: column_letters(j) for j, column in words.read(cells).columns.items()}
            try:
                numbers = free(tab, at + 1, list(letters.values()), len(fresh))
            except Unwritable as why:
                self.by_hand += [f"{self._row(row)}: a new row, and {why}" for row in fresh]
                return
            ids = new_ids(str(self.part.id().example), [*self.ours], mentioned)
            for row, number in zip(fresh, numbers, strict=True):
                id = next(ids)
                values = {**row.values, **{c.name: v for c, v in self.part.given.items()}, self.part.id().name: id}
                yield Edited(f"{id} · {self._text(row)}", tuple(self._cells(row, values, letters, tab, number)), True)
            return
        self.by_hand += [f"{self._row(row)}: our workbooks have no sheet {self.part.sheet.tab}" for row in fresh]

    def _cells(
        self, row: Returned, values: Mapping[str, Any], letters: Mapping[str, str], tab: Tab, number: int
    ) -> Iterator[Edit]:
        """The cells of a new row; what our sheet has no column for is told."""
        for column in self.part.sheet.columns:
            value = values.get(column.name)
            if value is None:
                continue
            if column.name not in letters:
                said = _said(value)
                self.by_hand.append(f"{self._row(row)}: {column.heading} is {said}, and our sheet has no such column")
                continue
            place = Place(tab.file, tab.name, f"{letters[column.name]}{number}")
            yield Edit(place, column.heading, None, json_value(value), None, written(value))

    def _row(self, row: Returned) -> str:
        return f"{self.back.name}, row {row.number}"

    def _text(self, row: Returned) -> str:
        """The words by which a new row is known."""
        value = row.values.get(self.part.columns[1].name)
        return value if isinstance(value, str) else ""

    def _name(self, sent: Mapping[str, Any]) -> str:
        """What a row that was sent is called."""
        return next((str(v) for c in self.part.columns[1:] if isinstance(v := sent.get(c.name), str)), "")


def _alike(one: Any, other: Any) -> bool:
    return same(one, other) if one is not None and other is not None else one is other


def _said(value: Any) -> str:
    return "empty" if value is None else f"“{spoken(value).strip('“”')}”"
