"""Finds the free rows beneath the last filled row of a table, where new rows can be written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.editing.areas import MOST_ROWS, Area, position
from pipeline.editing.markup import YES
from pipeline.editing.refusals import Unwritable
from pipeline.editing.sheet import Cell, Sheet
from pipeline.editing.tables import Table

NEAR = 20  # rows at the end of a plain list among which its totals are looked for
RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")


class Ground:
    """The rows beneath a heading row: where the filled ones end and what stands below them."""

    def __init__(self, sheet: Sheet, tables: Sequence[Table], heading: int, columns: Sequence[str]) -> None:
        self.sheet, self.heading = sheet, heading
        self.known = {place[1] for letters in columns if (place := position(f"{letters}1"))}
        if not self.known:
            raise Unwritable("no column is named in which rows could be written")
        line = Area(heading, min(self.known), heading, max(self.known))
        headed = (t for t in tables if t.headings and t.area.top == heading and t.area.meets(line))
        self.table = next(headed, None)
        width = self.table.area if self.table else line
        self.left, self.right = min(line.left, width.left), max(line.right, width.right)
        self.lowest = 0  # the last filled row of the tab, once it is known
        self.others = [table for table in tables if table is not self.table]

    def free(self, name: str, count: int) -> tuple[int, ...]:
        """The numbers of `count` free rows; raise `Unwritable` where there are fewer."""
        stop, what = self._floor()
        found: list[int] = []
        last = self._last_filled(stop)
        for row in range(last + 1, stop):
            if len(found) == count:
                break
            if self._is_free(row):
                found.append(row)
        if len(found) < count:
            there = "no row is" if not found else "1 row is" if len(found) == 1 else f"{len(found)} rows are"
            raise Unwritable(
                f"{name}: {there} free between row {last} and {what}, and {count} are needed: "
                f"insert {count - len(found)} there in Excel"
            )
        return tuple(found)

    def _floor(self) -> tuple[int, str]:
        """The first row that new rows must not reach, and what is there."""
        below = [(row - 1, f"the cells in row {row}") for row in self._notes()]  # an empty row stays between
        for table in self.others:
            if table.area.top > self.heading and table.area.left <= self.right and self.left <= table.area.right:
                below.append((table.area.top, f"the table {table.name} in row {table.area.top}"))
        if totals := self._totals():
            below.append((totals, f"the totals in row {totals}"))
        return min(below, default=(MOST_ROWS + 1, "the end of the tab"))

    def _notes(self) -> Iterator[int]:
        """The first row of what stands apart beneath a table."""
        if self.table is None or self.table.totals:
            return
        bottom = self.table.body.bottom
        for row in self._rows():
            if row > bottom and self._is_filled(row):
                if row > bottom + 1:
                    yield row
                    return
                bottom = row  # typed directly beneath the table, which has not grown

    def _totals(self) -> int:
        """The row of a table's totals, or the first of the rows at the end of a plain list that add it up; 0 for none.

        Below those of a list only notes may stand: rows of one cell. Sums in the midst of a list are rows like others.
        """
        if self.table:
            return self.table.body.bottom + 1 if self.table.totals else 0
        found = 0
        filled = (row for row in self._upwards() if self._is_filled(row))
        for row in islice(filled, NEAR):
            self.lowest = max(self.lowest, row)
            if self._adds_up(row):
                found = row
            elif found or sum(self.sheet.holds(cell) for cell in self._cells(row)) > 1:
                break
        return found

    def _rows(self) -> Iterator[int]:
        """The rows beneath the heading that the part has."""
        return (row for row in self.sheet.rows.numbers if row > self.heading)

    def _upwards(self) -> Iterator[int]:
        """The same from the last one up, without those known to hold nothing."""
        rows = reversed(self.sheet.rows.numbers)
        return (row for row in rows if self.heading < row and (row <= self.lowest or not self.lowest))

    def _last_filled(self, stop: int) -> int:
        """The last row above `stop` that holds something."""
        return next((row for row in self._upwards() if row < stop and self._is_filled(row)), self.heading)

    def _cells(self, row: int) -> Iterator[Cell]:
        for cell in self.sheet.cells(row):
            elsewhere = any(table.area.holds(row, cell.column) for table in self.others)
            if self.left <= cell.column <= self.right and not elsewhere:
                yield cell

    def _is_filled(self, row: int) -> bool:
        """Whether a row holds a value; formulas count only in the columns asked about, others are there in advance."""
        return not self.sheet.rows.is_bare(row) and any(
            self.sheet.holds(cell) and (cell.column in self.known or cell.formula is None) for cell in self._cells(row)
        )

    def _is_free(self, row: int) -> bool:
        """Whether a row can be written: in sight, and without merged cells or what a formula fills."""
        node = self.sheet.rows.node(row)
        hidden = node is not None and node.get("hidden") in YES
        taken = (areas.meet(row, self.left, self.right) for areas in (self.sheet.merged, self.sheet.spread))
        return not hidden and not any(taken)

    def _adds_up(self, row: int) -> bool:
        """Whether a row holds totals: a formula over cells of its own column above it."""
        for cell in self._cells(row):
            if cell.formula:
                for first, top, last, bottom in RANGE.findall(self.sheet.text(cell.formula)):
                    area = Area.of(f"{first}{top}:{last}{bottom}")
                    if area and area.left == area.right == cell.column and area.top < area.bottom < row:
                        return True
        return False
