"""Draws the report workbook: real tables, native charts, live formulas saved with their values."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from pipeline.blocks import Label, Words
from pipeline.figures import Figure, Unit
from pipeline.render import Rendered
from pipeline.render.excel_formats import CellFormats
from pipeline.render.formats import Formats
from pipeline.render.words import Printer, read_wording
from pipeline.tabs import Field, Grid, Key, Live, Plot, Report, Tab, figure_of
from pipeline.tags import Pages
from pipeline.theme import BRAND, TINTS, Tone

CHART_ROWS = 16
LONGEST = 32_767  # characters that a cell holds


@dataclass(frozen=True)
class About:
    """What the file says of itself."""

    title: str
    company: str
    as_of: date
    letter: bool  # US Letter rather than A4


def draw_report(report: Report, wording: Path, pages: Pages) -> Rendered:
    """Draw an account's report; what was printed is logged in order."""
    settings, as_of = pages.figures.settings, pages.figures.facts.as_of
    printer = Printer(read_wording(wording), Formats(settings.locale, settings.currency))
    title = printer.show(report.title).text
    properties = About(title, settings.company, as_of, settings.locale.endswith(("_US", "_CA")))
    data = Book(report, properties, printer.print).bytes()
    return Rendered(data, tuple(printer.printed))


@dataclass(frozen=True)
class Spot:
    """Where a table stands: its tab's name, its first data row, its number of rows, its columns by label key."""

    tab: str
    first: int
    rows: int
    columns: dict[str, int]


class Book:
    """A report being drawn; `say` makes words, `labels` are the wording file's own."""

    def __init__(self, report: Report, properties: About, say: Callable[[Words], str]) -> None:
        self.report, self.properties, self.say = report, properties, say
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, {"in_memory": True})
        self.book.set_calc_mode("auto")
        self.formats = CellFormats(self.book)
        self.names = {tab.name.key: say(tab.name) for tab in report.tabs}
        self.spots: dict[str, Spot] = {}
        self.headings = {f.label.key: say(f.label) for tab in report.tabs for grid in tab.grids for f in grid.fields}
        as_of = properties.as_of
        self.book.set_properties(
            {
                "title": properties.title,
                "author": properties.company,
                "company": properties.company,
                "created": datetime(as_of.year, as_of.month, as_of.day),  # noqa: DTZ001 - a day, without a zone
            }
        )

    def bytes(self) -> bytes:
        """Draw all tabs, the summary first, and close the workbook."""
        summary = self.book.add_worksheet(self._tab("summary"))
        sheets = [self.book.add_worksheet(self.names[tab.name.key]) for tab in self.report.tabs]
        definitions = self.book.add_worksheet(self._tab("definitions"))
        sources = self.book.add_worksheet(self._tab("sources"))
        for tab, sheet in zip(self.report.tabs, sheets, strict=True):
            self._tab_sheet(tab, sheet)
        rows = self._definitions(definitions)
        source_rows = self._sources(sources)
        self._summary(summary, rows, source_rows)
        summary.activate()
        self.book.close()
        return self.buffer.getvalue()

    def _tab(self, key: str) -> str:
        return self.say(Label(key))

    # ---- a tab -------------------------------------------------------------------------------------------------

    def _tab_sheet(self, tab: Tab, sheet: Any) -> None:
        self._head(sheet, tab.heading)
        row = 3
        charts = row
        if tab.plots:
            row += CHART_ROWS
        widths: dict[int, float] = {}
        first_heading = row + 1
        for grid in tab.grids:
            sheet.write_string(row, 0, self.say(grid.title), self.formats.section)
            if grid.height:
                self._grid(sheet, grid, row + 1, self.names[tab.name.key])
                for column, field in enumerate(grid.fields):
                    widths[column] = max(widths.get(column, 0), field.width)
                row += grid.height + 4
            else:
                sheet.write_string(row + 1, 0, self.say(grid.empty), self.formats.muted)
                row += 4
        for column, width in widths.items():
            sheet.set_column(column, column, width)
        for number, plot in enumerate(tab.plots):
            if plot.grid in self.spots:
                self._plot(sheet, plot, charts, number)
        single = len(tab.grids) == 1 and tab.grids[0].height
        if single and not tab.plots:
            sheet.freeze_panes(first_heading + 1, 1)
            sheet.repeat_rows(first_heading)
        self._print(sheet, landscape=True)

    def _grid(self, sheet: Any, grid: Grid, row: int, tab: str) -> None:
        """A real Excel table with its heading in `row`."""
        last = row + grid.height
        totals = any(field.total is not None for field in grid.fields)
        columns = [self._column(field, first=number == 0) for number, field in enumerate(grid.fields)]
        sheet.add_table(
            row,
            0,
            last + (1 if totals else 0),
            len(grid.fields) - 1,
            {
                "name": grid.name,
                "style": "Table Style Light 1",
                "columns": columns,
                "total_row": totals,
            },
        )
        sheet.set_row(row, 30)
        for number, field in enumerate(grid.fields):
            for offset, figure in enumerate(field.contents, 1):
                self._content(
                    sheet, row + offset, number, Live(field.formula, figure) if field.formula else figure, field
                )
            if field.verdicts:
                self._verdicts(sheet, row + 1, last, number)
            if field.bars:
                sheet.conditional_format(
                    row + 1,
                    number,
                    last,
                    number,
                    {"type": "data_bar", "bar_color": f"#{BRAND['accent2']}", "bar_solid": True},
                )
        self.spots[grid.name] = Spot(tab, row + 1, grid.height, {f.label.key: n for n, f in enumerate(grid.fields)})

    def _column(self, field: Field, *, first: bool) -> dict[str, Any]:
        column: dict[str, Any] = {"header": self.say(field.label), "header_format": self.formats.heading(field.unit)}
        if field.formula:
            column["formula"] = self._formula(field.formula)
        if field.total is not None:
            column |= {
                "total_function": "sum",
                "total_value": field.total.value,
                "format": self.formats.unit(field.unit),
            }
        elif first:
            column["total_string"] = self._tab("total")
        return column

    def _content(self, sheet: Any, row: int, column: int, content: Figure | Live, field: Field | None = None) -> None:
        """A cell: a number as a number, a day as a day, words as words, never as a formula."""
        figure = figure_of(content)
        form = self.formats.unit(figure.unit if field is None else field.unit, figure.value)
        if isinstance(content, Live):
            value = "" if figure.value is None else figure.value
            sheet.write_formula(row, column, self._formula(content.formula), form, value)
            if figure.value is not None:
                self.say(figure)
        elif figure.value is None:
            sheet.write_string(row, column, self.say(figure), self.formats.absent)
        elif isinstance(figure.value, bool | str | tuple):
            sheet.write_string(row, column, self.say(figure)[:LONGEST], form)
        elif isinstance(figure.value, date):
            self.say(figure)
            sheet.write_datetime(row, column, datetime.combine(figure.value, datetime.min.time()), form)
        else:
            self.say(figure)
            sheet.write_number(row, column, figure.value, form)

    def _formula(self, formula: str) -> str:
        """Put the headings in place of their keys."""
        for key, heading in self.headings.items():
            formula = formula.replace("{" + key + "}", "".join(f"'{c}" if c in "[]#'" else c for c in heading))
        return formula

    def _verdicts(self, sheet: Any, first: int, last: int, column: int) -> None:
        """Tint a verdict's cell by its word."""
        for tone in (Tone.GOOD, Tone.WATCH, Tone.BAD):
            word = self._tab(tone.value)
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.formats.tint(TINTS[tone])}
            sheet.conditional_format(first, column, last, column, rule)

    def _plot(self, sheet: Any, plot: Plot, row: int, number: int) -> None:
        """A native chart over the newest rows of a table."""
        spot = self.spots[plot.grid]
        first = spot.first + max(0, spot.rows - plot.newest)
        last = spot.first + spot.rows - 1
        chart = self.book.add_chart({"type": "column"})
        categories = [spot.tab, first, spot.columns[plot.categories], last, spot.columns[plot.categories]]
        series: dict[str, Any] = {
            "name": self.headings[plot.actual],
            "categories": categories,
            "values": [spot.tab, first, spot.columns[plot.actual], last, spot.columns[plot.actual]],
            "fill": {"color": f"#{BRAND['accent1']}"},
            "gap": 60,
        }
        chart.add_series(series)
        if plot.plan:
            line = self.book.add_chart({"type": "line"})
            line.add_series(
                {
                    "name": self.headings[plot.plan],
                    "categories": categories,
                    "values": [spot.tab, first, spot.columns[plot.plan], last, spot.columns[plot.plan]],
                    "line": {"color": f"#{BRAND['accent6']}", "width": 1.5, "dash_type": "dash"},
                    "marker": {
                        "type": "diamond",
                        "size": 5,
                        "fill": {"color": "#FFFFFF"},
                        "border": {"color": f"#{BRAND['accent6']}"},
                    },
                }
            )
            chart.combine(line)
        title = self.say(plot.title)
        chart.set_title(
            {"name": title, "overlay": False, "name_font": {"size": 11, "bold": True, "color": f"#{BRAND['dk2']}"}}
        )
        chart.set_legend({"position": "bottom"} if plot.plan else {"none": True})
        chart.set_y_axis(
            {
                "major_gridlines": {"visible": True, "line": {"color": "#E3E8EB"}},
                "num_format": "#,##0",
                "line": {"none": True},
            }
        )
        chart.set_x_axis({"num_font": {"size": 9}})
        chart.set_size({"width": 620, "height": CHART_ROWS * 20 - 20})
        sheet.insert_chart(row, 0, chart, {"x_offset": 8 + number * 640, "y_offset": 4, "description": title})

    # ---- summary, definitions, sources --------------------------------------------------------------------------

    def _summary(self, sheet: Any, definitions: dict[str, int], sources: dict[str, int]) -> None:
        """The key figures with what they are compared with, and what the tabs find."""
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 5, 15)
        sheet.set_column(6, 6, 22)
        sheet.set_column(7, 8, 12)
        self._head(sheet, self.report.title)
        heads = (
            "key_figure",
            "value_now",
            "target",
            "variance",
            "variance_share",
            "year_before",
            "trend",
            "definition",
            "source",
        )
        for column, head in enumerate(heads):
            sheet.write_string(
                3, column, self._tab(head), self.formats.head if column in (0, 6, 7, 8) else self.formats.head_right
            )
        row = 4
        for key in self.report.keys:
            self._key(sheet, row, key, definitions, sources)
            row += 1
        row += 1
        sheet.write_string(row, 0, self._tab("what_it_says"), self.formats.section)
        for words in self.report.findings:
            row += 1
            sheet.merge_range(row, 0, row, 8, self.say(words), self.formats.finding)
            sheet.set_row(row, 18)
        sheet.freeze_panes(4, 1)
        sheet.repeat_rows(3)
        sheet.print_area(0, 0, row, 8)
        self._print(sheet, landscape=True)

    def _key(self, sheet: Any, row: int, key: Key, definitions: dict[str, int], sources: dict[str, int]) -> None:
        figure = figure_of(key.value)
        sheet.set_row(row, 20)
        sheet.write_string(row, 0, self.say(key.label), self.formats.label)
        self._content(sheet, row, 1, key.value)
        for column, content in enumerate((key.target, key.variance, key.variance_share, key.before), 2):
            if content is not None and figure_of(content).value is not None:
                self._content(sheet, row, column, content)
        if key.trend and key.trend[0] in self.spots:
            spot = self.spots[key.trend[0]]
            column = spot.columns[key.trend[1]]
            first = spot.first + max(0, spot.rows - 8)
            cells = xl_range_abs(first, column, spot.first + spot.rows - 1, column)
            sheet.add_sparkline(
                row,
                6,
                {
                    "range": f"'{spot.tab}'!{cells}",
                    "markers": False,
                    "last_point": True,
                    "series_color": f"#{BRAND['accent1']}",
                    "last_color": f"#{BRAND['accent5']}",
                },
            )
        for column, tab, rows in ((7, "definitions", definitions), (8, "sources", sources)):
            if figure.name in rows:
                target = f"internal:'{self._tab(tab)}'!A{rows[figure.name] + 1}"
                sheet.write_url(
                    row,
                    column,
                    target,
                    self.formats.link,
                    self._tab("definition" if tab == "definitions" else "source"),
                )
        for name, letter in zip(key.names, "BC", strict=True):
            if name:
                self.book.define_name(name, f"='{self._tab('summary')}'!${letter}${row + 1}")

    def _definitions(self, sheet: Any) -> dict[str, int]:
        """Each figure's meaning, formula and unit; the row of each figure's name."""
        rows = [(f.name, meaning, f.formula, f.unit.value) for f, meaning in self.report.definitions]
        heads = ("figure", "meaning", "formula", "unit")
        self._list(sheet, "definitions", "Definitions", heads, rows, (30, 44, 80, 18))
        return {name: 4 + number for number, (name, *_) in enumerate(rows)}

    def _sources(self, sheet: Any) -> dict[str, int]:
        """The cells that each figure of the summary came from; the first row of each figure's name."""
        rows = [(figure.name, file, tab, cells) for figure, file, tab, cells in self.report.sources]
        self._list(sheet, "sources", "Sources", ("figure", "file", "sheet", "cells"), rows, (30, 26, 22, 80))
        found: dict[str, int] = {}
        for number, (name, *_) in enumerate(rows):
            found.setdefault(name, 4 + number)
        return found

    def _list(
        self,
        sheet: Any,
        tab: str,
        table: str,
        heads: tuple[str, ...],
        rows: Sequence[tuple[str, ...]],
        widths: tuple[int, ...],
    ) -> None:
        """A tab of words alone."""
        self._head(sheet, Label(f"{tab}_heading"))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        if not rows:
            sheet.write_string(3, 0, self._tab("none"), self.formats.muted)
            return
        columns = [{"header": self._tab(head), "header_format": self.formats.heading(Unit.TEXT)} for head in heads]
        sheet.add_table(
            3, 0, 3 + len(rows), len(heads) - 1, {"name": table, "style": "Table Style Light 1", "columns": columns}
        )
        for number, row in enumerate(rows, 4):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text[:LONGEST], self.formats.unit(Unit.TEXT))
        sheet.freeze_panes(4, 1)
        sheet.repeat_rows(3)
        self._print(sheet, landscape=True)

    def _head(self, sheet: Any, heading: Words) -> None:
        """Title and scope of a tab."""
        sheet.write_string(0, 0, self.say(heading), self.formats.title)
        sheet.write_string(1, 0, self.say(self.report.scope), self.formats.muted)
        sheet.set_row(0, 26)

    def _print(self, sheet: Any, *, landscape: bool) -> None:
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(1 if self.properties.letter else 9)
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.fit_to_pages(1, 0)
        notice = self.say(self.report.notice).replace("&", "&&")
        sheet.set_footer(f"&L{notice}&C&A&R&P / &N"[:255])
