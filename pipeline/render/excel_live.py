"""The pieces of tabs that reckon: cells by row and column, a table around them, formulas saved with their values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from pipeline.blocks import Words
from pipeline.figures import Figure, Unit
from pipeline.render.excel_formats import NUMERIC, CellFormats
from pipeline.render.excel_tables import LONGEST, STYLE, grow, lines_in

ABSENT = "–"  # what a formula gives where there is nothing: a text, which no sum counts
NOTHING = f'"{ABSENT}"'
FIRST_DAY = date(1899, 12, 30)  # day 0 of Excel's days, from March 1900 on


@dataclass(frozen=True)
class Column:
    """A column of a tab that reckons: its heading, the unit of its cells, its width."""

    heading: str
    unit: Unit = Unit.TEXT
    width: float = 12.0


class LiveTab:
    """A tab whose table begins below row `head`: its cells are addressed by row of the table, from 0, and column."""

    def __init__(
        self,
        sheet: Any,
        head: int,
        columns: Sequence[Column],
        rows: int,
        formats: CellFormats,
        say: Callable[[Any], str],
        names: dict[tuple[str, int, int], str],
    ) -> None:
        # `names` takes the figure of each cell that shows one, by tab, row and column.
        self.sheet, self.head, self.columns, self.rows = sheet, head, columns, rows
        self.formats, self.say, self.names = formats, say, names
        self._lines: dict[int, int] = {}

    def begin(self, name: str) -> None:
        """Make the table with its headings, no two alike."""
        headings: dict[str, str] = {}
        for column in self.columns:
            heading, n = column.heading, 2
            while heading.casefold() in headings:
                heading, n = f"{column.heading} ({n})", n + 1
            headings[heading.casefold()] = heading
        columns = [
            {"header": heading, "header_format": self.formats.heading(column.unit)}
            for heading, column in zip(headings.values(), self.columns, strict=True)
        ]
        last = self.head + max(self.rows, 1)
        self.sheet.add_table(self.head, 0, last, len(columns) - 1, {"name": name, "style": STYLE, "columns": columns})
        grow(self.sheet, self.head, max(2, *(lines_in(column.heading, column.width) for column in self.columns)))
        for number, column in enumerate(self.columns):
            self.sheet.set_column(number, number, column.width)
        self.sheet.repeat_rows(self.head)

    def at(self, row: int, column: int, *, fixed: str = "") -> str:
        """A cell's address on its own tab; `fixed` holds row, column or both with a dollar sign."""
        where: str = xl_rowcol_to_cell(self.head + 1 + row, column, row_abs="row" in fixed, col_abs="column" in fixed)
        return where

    def there(self, row: int, column: int) -> str:
        """A cell's address as other tabs write it."""
        return f"{self.quoted}!{self.at(row, column, fixed='row column')}"

    def range(self, column: int, last: int | None = None) -> str:
        """All cells of a column, or of the columns up to another, as other tabs write it."""
        end = column if last is None else last
        cells = xl_range_abs(self.head + 1, column, self.head + max(self.rows, 1), end)
        return f"{self.quoted}!{cells}"

    @property
    def quoted(self) -> str:
        """The tab's name in formulas."""
        return "'{}'".format(self.sheet.name.replace("'", "''"))

    def formula(self, row: int, column: int, formula: str, figure: Figure | int | float | str | None) -> None:
        """Write a formula with the value it is saved with; nothing where the figure is absent."""
        unit = self.columns[column].unit
        value = figure.value if isinstance(figure, Figure) else figure
        if isinstance(figure, Figure) and isinstance(value, str):
            value = self.say(figure)
        if isinstance(value, date):
            value = (value - FIRST_DAY).days
        saved = ABSENT if value is None else int(value) if isinstance(value, float) and value.is_integer() else value
        if isinstance(saved, str):
            self._grow(row, column, saved)
        self._name(row, column, figure)
        self.sheet.write_formula(self.head + 1 + row, column, f"={formula}", self.formats.unit(unit), saved)

    def put(self, row: int, column: int, figure: Figure | int | Words | None, form: Any = None) -> None:
        """Write a value: a number as a number, a day as a day, words as words; nothing where it is absent."""
        unit, where = self.columns[column].unit, (self.head + 1 + row, column)
        look = form or self.formats.unit(unit)
        self._name(row, column, figure)
        value = figure.value if isinstance(figure, Figure) else figure
        if value is None:
            self.sheet.write_blank(*where, None, look)
        elif isinstance(value, date):
            self.sheet.write_datetime(*where, datetime.combine(value, datetime.min.time()), look)
        elif isinstance(value, int | float) and unit in NUMERIC:
            self.sheet.write_number(*where, value, look)
        else:
            text = self.say(figure)[:LONGEST]
            self.sheet.write_string(*where, text, look)
            self._grow(row, column, text)

    def _grow(self, row: int, column: int, text: str) -> None:
        """Give a row the height that a text of it needs."""
        lines = lines_in(text, self.columns[column].width)
        if lines > self._lines.get(row, 1):
            self._lines[row] = lines
            grow(self.sheet, self.head + 1 + row, lines)

    def _name(self, row: int, column: int, figure: object) -> None:
        """Keep which figure a cell shows."""
        if isinstance(figure, Figure) and not figure.absent:
            self.names[self.sheet.name, self.head + 1 + row, column] = figure.name
