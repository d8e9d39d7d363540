"""Compares the rows of an export with those that stand, by their key, and finds places for those that are new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.catalogue.exports import export_columns, export_key_empty, import_heading, import_room
from pipeline.catalogue.rows import twice
from pipeline.cell_values import same, spoken, written
from pipeline.cells import Tab, column_letters
from pipeline.columns import Row
from pipeline.editing import Unwritable
from pipeline.kinds import Fault, Text, shown
from pipeline.problems import Place, Problem
from pipeline.take_in.changes import Cell, Edited
from pipeline.take_in.exports import Export
from pipeline.take_in.standing import Held, Standing
from pipeline.take_in.taken import Taken, key_of
from pipeline.take_in.targets import Matched, own_id
from pipeline.take_in.values import Target

Free = Callable[[Tab, int, Sequence[str], int], tuple[int, ...]]  # tab, row of headings, columns, how many


class Comparison:
    """The comparison of an export's rows with those that stand."""

    def __init__(
        self, export: Export, found: Matched, sheet: type[Row], stands: Sequence[Standing], home: Standing
    ) -> None:
        self.export, self.found, self.sheet, self.stands, self.home = export, found, sheet, stands, home
        self.key = [target.name for target in found.key]
        self.problems: list[Problem] = []
        self.headings: dict[tuple[str, str], Cell] = {}
        self.changed: list[Edited] = []
        self.equal = self.filled = 0
        self.by_key: dict[tuple[Any, ...], list[tuple[Standing, Held]]] = defaultdict(list)
        self.untied: list[Held] = []
        for stand in stands:
            for held in stand.rows:
                values = [held.values.get(name) for name in self.key]
                if any(value is None or isinstance(value, Fault) for value in values):
                    self.untied.append(held)
                else:
                    self.by_key[key_of(held.values, self.key)].append((stand, held))

    def compare(self, rows: Sequence[Taken]) -> None:
        """Note what differs in the rows that stand."""
        for row in rows:
            met = self.by_key.get(row.key, [])
            if len(met) > 1:
                place = met[1][0].place(self.key[0], met[1][1].number)
                first = met[0][0].place(self.key[0], met[0][1].number)
                said = " / ".join(map(spoken, row.key))
                self.problems.append(twice.at(place, said, str(first), is_id=False))
            elif met:
                stand, held = met[0]
                cells = list(self._differing(row, stand, held))
                if cells:
                    self.changed.append(Edited(self.name(held.values), tuple(cells)))
                else:
                    self.equal += 1

    def _differing(self, row: Taken, stand: Standing, held: Held) -> Iterator[Cell]:
        """The cells of a row that stands which are to say something else."""
        for target in self.found.targets:
            if target.name in self.key:
                continue
            value, old = row.values.get(target.name), held.values.get(target.name)
            if value is None:
                self.filled += old is not None
            elif not same(old, value):
                yield self._cell(stand, target, held.number, held, value)

    def _cell(self, stand: Standing, target: Target, number: int, held: Held | None, value: Any) -> Cell:
        """A cell to write; its heading is made where it is one of people's own, else a problem where it is missing."""
        letters = stand.letters.get(target.name) or self._heading(stand, target)
        raw = held.raws.get(target.name) if held else None
        old = held.values.get(target.name) if held else None
        said = "" if old is None else shown(raw) if isinstance(old, Fault) else spoken(old)
        place = Place(stand.tab.file, stand.tab.name, f"{letters}{number}" if letters else "")
        return Cell(place, target.heading, said, written(value))

    def _heading(self, stand: Standing, target: Target) -> str:
        """The letters of a column that is to be made, right of everything; none where that isn't ours to do."""
        known = self.headings.get((stand.tab.file, target.name))
        if known is not None:
            return known.place.cell.rstrip("0123456789")
        if target.column is None:
            before = sum(1 for file, _ in self.headings if file == stand.tab.file)
            letters = column_letters(stand.free + before)
            place = Place(stand.tab.file, stand.tab.name, f"{letters}{stand.heading_row}")
            self.headings[stand.tab.file, target.name] = Cell(place, "", "", target.heading)
            return letters
        problem = import_heading.at(Place(stand.tab.file, stand.tab.name), target.heading)
        if problem not in self.problems:
            self.problems.append(problem)
        return ""

    def add(self, rows: Sequence[Taken], ids: Iterator[str], free: Free) -> list[Edited]:
        """The rows that are new, in the order of the export."""
        new = [row for row in rows if row.key not in self.by_key]
        gives_id = own_id(self.sheet) and "id" not in {target.name for target in self.found.targets}
        if not new or not self._identified(new, gives_id):
            return []
        stand, home = self.home, self.home.tab
        used = [target for target in self.found.targets if any(target.name in row.values for row in new)]
        letters = [stand.letters.get(target.name) or self._heading(stand, target) for target in used]
        if gives_id:
            letters.append(stand.letters.get("id", ""))
        if not all(letters):
            return []
        try:
            numbers = free(home, stand.heading_row, letters, len(new))
        except Unwritable as why:
            self.problems.append(import_room.at(Place(home.file, home.name), str(why), len(new)))
            return []
        added = []
        for row, number in zip(new, numbers, strict=True):
            values = dict(row.values)
            cells = [self._cell(stand, t, number, None, values[t.name]) for t in used if t.name in values]
            if gives_id:
                values["id"] = next(ids)
                place = Place(home.file, home.name, f"{letters[-1]}{number}")
                cells.insert(0, Cell(place, self.sheet.unique[0].heading, "", values["id"]))
            added.append(Edited(self.name(values), tuple(cells)))
        return added

    def _identified(self, new: Sequence[Taken], gives_id: bool) -> bool:
        """Whether new rows have all that identifies a row; a problem for each column that does not."""
        targets = {target.name: target for target in self.found.targets}
        whole = True
        for column in self.sheet.columns:
            if not column.identifies or (gives_id and column.name == "id"):
                continue
            lacking = [row for row in new if column.name not in row.values]
            if not lacking:
                continue
            whole = False
            target = targets.get(column.name)
            if target is None:
                place = Place(self.export.file, self.export.tab)
                self.problems.append(export_columns.at(place, self.sheet.tab, (column.heading,), len(new)))
            else:
                at = self.export.index(target.source.heading) if target.source.heading else None
                place, others = self.export.place(lacking[0].number, at), len(lacking) - 1
                self.problems.append(export_key_empty.at(place, column.heading, column.kind.due, others))
        return whole

    def gone(self, rows: Sequence[Taken]) -> Iterator[str]:
        """The rows that stand and are not in the export."""
        there = {row.key for row in rows}
        for key, met in self.by_key.items():
            if key not in there:
                yield self.name(met[0][1].values)

    def notes(self) -> Iterator[str]:
        """What else is worth knowing: rows that can't be tied to the export."""
        if self.untied and self.found.key:
            headings = " and ".join(target.heading for target in self.found.key)
            names = ", ".join(self.name(held.values) for held in self.untied[:8])
            rest = f" and {len(self.untied) - 8} more" if len(self.untied) > 8 else ""
            said = "1 row has" if len(self.untied) == 1 else f"{len(self.untied)} rows have"
            yield (
                f"{said} no {headings} and can't be compared: {names}{rest}; "
                "where the export has the row too, write its key there before you import"
            )

    def name(self, values: Mapping[str, Any]) -> str:
        """What a row is called: what identifies it, and the first words that it says."""
        said = [spoken(values[name]) for name in self.sheet.keys if name in values]
        if len(self.sheet.keys) == 1 and self.sheet.unique and "id" in self.sheet.keys:
            words = next((c.name for c in self.sheet.columns if isinstance(c.kind, Text) and c.name in values), None)
            said += [str(values[words])] if words else []
        text = " ".join(" · ".join(said).split()) or "a row"
        return text if len(text) <= 60 else f"{text[:57]}..."
