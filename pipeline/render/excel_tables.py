"""Writes the report's tables and cells: real Excel tables, live formulas saved with their values, words as words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipeline.blocks import Label, Words
from pipeline.figures import Figure, Unit
from pipeline.render.excel_formats import CellFormats
from pipeline.render.excel_log import Places
from pipeline.render.fit import line_count
from pipeline.render.slots import EMU_PER_POINT
from pipeline.tabs import Field, Grid, Live, figure_of
from pipeline.theme import BAR, TINTS, Tone

LOGGED = 1000  # rows of a table whose values are logged as printed; a manifest of all of many thousands is of no use
LONGEST = 32_767  # characters that a cell holds
STYLE = "Table Style Light 1"
POINTS, LINE, TALLEST = 10, 13.5, 400.0  # the letters, the height of a line and Excel's tallest row, in points
SIGNS_OF_A_NUMBER = 2  # room for a sign or a currency, and the cell's margins
CHARACTER = 5.1 * EMU_PER_POINT  # what a unit of a column's width holds, less the cell's margins
KEY = re.compile(r"\{(\w+)\}")
THIS_ROW = re.compile(r"\[@(\{\w+\})\]")


@dataclass(frozen=True)
class Spot:
    """Where a table stands: its tab's name, its first data row, its number of rows, its columns by label key."""

    tab: str
    first: int
    rows: int
    columns: Mapping[str, int]


def in_row_of(table: str, formula: str) -> str:
    """A calculated column's formula as a cell of the table holds it: `[@{revenue}]` is the column in this row."""
    return THIS_ROW.sub(rf"{table}[[#This Row],[\1]]", formula)


def lines_in(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width."""
    return line_count(text, round(width * CHARACTER), POINTS)


def width_of(field: Field) -> float:
    """A column's width: wide enough for each of its numbers, which a program shows as ### where they don't fit."""
    figures = (*field.contents, *((field.total,) if field.total else ()))
    numbers = [figure.value for figure in figures if isinstance(figure.value, int | float)]
    widest = max((len(f"{number:,.2f}".removesuffix(".00")) for number in numbers), default=0)
    return max(field.width, widest + SIGNS_OF_A_NUMBER)


def grow(sheet: Any, row: int, lines: int) -> None:
    """Give a row the height of its lines: no program grows it by itself when it opens the file."""
    sheet.set_row(row, min(lines * LINE + 3, TALLEST))


class Tables:
    """The tables of one workbook; `say` makes words, `headings` are those of columns by label key, `places` is told.

    `quietly` makes words that are not kept, of the rows of a table beyond the first `LOGGED`.
    """

    def __init__(
        self,
        formats: CellFormats,
        say: Callable[[Words], str],
        headings: Mapping[str, str],
        places: Places,
        quietly: Callable[[Words], str],
    ) -> None:
        self.formats, self.say, self.headings, self.places, self.quietly = formats, say, headings, places, quietly
        self._marked = {
            key: "".join(f"'{c}" if c in "[]#'" else c for c in heading) for key, heading in headings.items()
        }
        self.spots: dict[str, Spot] = {}
        self._verdicts: dict[Tone, str] = {}

    def write(self, sheet: Any, grid: Grid, row: int, tab: str) -> None:
        """Write a table with its heading in `row`."""
        last = row + grid.height
        totals = any(field.total is not None for field in grid.fields)
        columns = [self._column(field, first=number == 0) for number, field in enumerate(grid.fields)]
        options = {"name": grid.name, "style": STYLE, "columns": columns, "total_row": totals}
        sheet.add_table(row, 0, last + (1 if totals else 0), len(grid.fields) - 1, options)
        sheet.set_row(row, 30)
        lines = [1] * (grid.height + 1)
        for number, field in enumerate(grid.fields):
            formula = in_row_of(grid.name, field.formula) if field.formula else ""
            for offset, figure in enumerate(field.contents[:LOGGED], 1):
                content = Live(formula, figure) if formula else figure
                said = field.said[offset - 1] if field.said else None
                text = self.cell(sheet, row + offset, number, content, field, said)
                if text:
                    lines[offset] = max(lines[offset], lines_in(text, field.width))
            if grid.height > LOGGED:
                self._beyond(sheet, row, number, field, self.formula(formula), lines)
            self._speak(sheet, field, row + 1, last, number)
            if field.total is not None:  # XlsxWriter leaves the table's name out, which only Excel understands
                self.places.names[sheet.name, last + 1, number] = field.total.name
                total = self.formula(f"=SUBTOTAL(109,{grid.name}[{{{field.label.key}}}])")
                sheet.write_formula(last + 1, number, total, self.formats.unit(field.unit), field.total.value)
        for offset, count in enumerate(lines[1:], 1):
            grow(sheet, row + offset, count)
        self.spots[grid.name] = Spot(tab, row + 1, grid.height, {f.label.key: n for n, f in enumerate(grid.fields)})

    def cell(
        self,
        sheet: Any,
        row: int,
        column: int,
        content: Figure | Live,
        field: Field | None = None,
        said: Words | None = None,
    ) -> str:
        """Write a cell: a number as a number, a day as a day, words as words, never as a formula; its words."""
        figure = figure_of(content)
        self.places.names[sheet.name, row, column] = figure.name
        is_words = said is not None or figure.value is None or isinstance(figure.value, bool | str | tuple)
        text = self.say(said or figure) if is_words else ""
        # A column of text may hold days and numbers too, each in its own format: before and after of a change.
        own = field is None or field.unit is Unit.TEXT
        form = self.formats.unit(figure.unit if own or field is None else field.unit, figure.value)
        if figure.value is None:
            sheet.write_string(row, column, text, self.formats.absent)
        elif isinstance(content, Live):
            sheet.write_formula(row, column, self.formula(content.formula), form, figure.value)
        elif isinstance(figure.value, bool | str | tuple):
            verdict = self._verdict(figure.tone) if field and field.verdicts and figure.tone else text
            sheet.write_string(row, column, verdict[:LONGEST], form)
        elif isinstance(figure.value, date):
            sheet.write_datetime(row, column, datetime.combine(figure.value, datetime.min.time()), form)
        else:
            sheet.write_number(row, column, figure.value, form)
        return text if isinstance(figure.value, str) else ""

    def _beyond(self, sheet: Any, top: int, column: int, field: Field, formula: str, lines: list[int]) -> None:
        """Write the rows of a column beyond those logged as `cell` does, in few steps: these may be many thousands.

        The heading stands in row `top`; `lines` learns how many lines each row takes.
        """
        own, formats = field.unit is Unit.TEXT, self.formats
        for offset in range(LOGGED + 1, len(field.contents) + 1):
            figure, row = field.contents[offset - 1], top + offset
            value, said = figure.value, field.said[offset - 1] if field.said else None
            if value is None:
                sheet._write_string(row, column, self.quietly(said or figure), formats.absent)
                continue
            form = formats.unit(figure.unit if own else field.unit, value)
            if isinstance(value, bool | str | tuple):
                text = self.quietly(said or figure)
                if isinstance(value, str):
                    lines[offset] = max(lines[offset], lines_in(text, field.width))
                if formula:
                    sheet._write_formula(row, column, formula, form, value)
                else:
                    verdict = self._verdict(figure.tone) if field.verdicts and figure.tone else text
                    sheet._write_string(row, column, verdict[:LONGEST], form)
            elif formula:
                sheet._write_formula(row, column, formula, form, value)
            elif isinstance(value, date):
                sheet._write_datetime(row, column, datetime.combine(value, datetime.min.time()), form)
            else:
                sheet._write_number(row, column, value, form)

    def formula(self, formula: str) -> str:
        """Put the headings in place of their keys; some signs of a heading are marked with an apostrophe."""
        return KEY.sub(lambda key: self._marked.get(key[1], key[0]), formula)

    def _verdict(self, tone: Tone) -> str:
        """Our word for a verdict."""
        if tone not in self._verdicts:
            self._verdicts[tone] = self.say(Label(tone.value))
        return self._verdicts[tone]

    def tint_verdicts(self, sheet: Any, first: int, last: int, column: int) -> None:
        """Tint a verdict's cell by its word."""
        for tone in (Tone.GOOD, Tone.WATCH, Tone.BAD):
            word = self._verdict(tone)
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.formats.tint(TINTS[tone])}
            sheet.conditional_format(first, column, last, column, rule)

    def _column(self, field: Field, *, first: bool) -> dict[str, Any]:
        column: dict[str, Any] = {"header": self.say(field.label), "header_format": self.formats.heading(field.unit)}
        if field.formula:
            column["formula"] = self.formula(field.formula)  # XlsxWriter spells @ out by itself here, but in no cell
        if field.total is not None:
            column |= {"total_function": "sum", "total_value": field.total.value}
            column["format"] = self.formats.unit(field.unit)
        elif first:
            column["total_string"] = self.say(Label("total"))
        return column

    def _speak(self, sheet: Any, field: Field, first: int, last: int, column: int) -> None:
        """Conditional formats: tints for verdicts, bars for sizes."""
        if field.verdicts:
            self.tint_verdicts(sheet, first, last, column)
        if field.bars:
            bar = {"type": "data_bar", "bar_color": f"#{BAR}", "bar_solid": True}
            sheet.conditional_format(first, column, last, column, bar)
