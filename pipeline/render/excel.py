"""Draws the report workbook: the summary first, then its tabs, definitions and sources."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import Worksheet

from pipeline.blocks import Label, Words
from pipeline.figures import Unit
from pipeline.phrases import ENGLISH, Phrases
from pipeline.render import Rendered
from pipeline.render.excel_charts import ROWS as CHART_ROWS
from pipeline.render.excel_charts import WIDTH as CHART_WIDTH
from pipeline.render.excel_charts import draw, drawable
from pipeline.render.excel_formats import CellFormats
from pipeline.render.excel_log import Places, log_of
from pipeline.render.excel_properties import with_properties
from pipeline.render.excel_tables import LONGEST, STYLE, Tables, grow, lines_in, width_of
from pipeline.render.filters import Shown
from pipeline.render.formats import formats
from pipeline.render.properties import Properties
from pipeline.render.words import Printer, read_wording
from pipeline.tabs import Key, Report, Tab, figure_of
from pipeline.tags import Pages
from pipeline.theme import BRAND

BEFORE = "year_before"
HEADS = (
    "key_figure", "value_now", "target", "variance", "variance_share", "verdict", BEFORE, "trend", "definition",
    "source",
)  # fmt: skip
IN_WORDS = ("key_figure", "verdict", "trend", "definition", "source")
VERDICT, TREND, DEFINITION, SOURCE = (HEADS.index(key) for key in ("verdict", "trend", "definition", "source"))
LIST_HEADS = 3  # the row of the heads of a tab of words
FIRST_KEY = 4  # the row below the summary's heads
IN_MEMORY = 100_000  # cells up to which the parts of a workbook are put together in memory, which is much quicker
ONE_PAGE = 60  # rows of a tab with charts that print on a page rather than on one and a few rows of a second
NEWEST = 8  # quarters of a sparkline


@dataclass(frozen=True)
class About:
    """What the file says of itself."""

    title: str
    company: str
    as_of: date
    language: str
    letter: bool  # US Letter rather than A4


def draw_report(report: Report, wording: Path, pages: Pages, phrases: Phrases = ENGLISH) -> Rendered:
    """Draw an account's report; what was printed is logged in order."""
    settings, as_of = pages.figures.settings, pages.figures.facts.as_of
    printer = Printer(read_wording(wording), formats(settings.locale, settings.currency, phrases.language), phrases)
    title = printer.show(report.title).text
    letter = settings.locale.endswith(("_US", "_CA"))
    about = About(title, settings.company, as_of, printer.formats.tag, letter)
    book = Book(report, about, printer.show, printer.quietly)
    return Rendered(book.bytes(), book.printed)


class _Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet that writes numbers and texts in one step, and lets go of a row once it is written.

    It looks through a formula once, not in each cell, for functions that Excel keeps renamed.
    """

    def _write_row(self, row: int, spans: Any, *more: Any, **named: Any) -> None:
        self.table.pop(row - 1, None)
        super()._write_row(row, spans, *more, **named)

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = cell.__class__.__name__
        if kind == "Number" and cell.format:
            place, look = xl_rowcol_to_cell_fast(row, col), cell.format._get_xf_index()
            self.fh.write(f'<c r="{place}" s="{look}"><v>{cell.number:.16G}</v></c>')
        elif kind == "String" and cell.format:
            place, look = xl_rowcol_to_cell_fast(row, col), cell.format._get_xf_index()
            self.fh.write(f'<c r="{place}" s="{look}" t="s"><v>{cell.string}</v></c>')
        else:
            super()._write_cell(row, col, cell)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return _prepared(formula, expand_future_functions)


@lru_cache(maxsize=1024)
def _prepared(formula: str, expand_future_functions: bool) -> str:
    """A formula as a file holds it."""
    return str(Worksheet()._prepare_formula(formula, expand_future_functions))


class Book:
    """A report being drawn; `printed` is its log, once it is drawn."""

    def __init__(
        self, report: Report, about: About, show: Callable[[Words | str], Shown], quietly: Callable[[Words], str]
    ) -> None:
        self.report, self.about, self.show = report, about, show
        self.places = Places()
        self.printed: tuple[tuple[str, str], ...] = ()
        self.buffer = io.BytesIO()
        cells = sum(grid.height * len(grid.fields) for tab in report.tabs for grid in tab.grids)
        self.book = xlsxwriter.Workbook(self.buffer, {"in_memory": cells <= IN_MEMORY})
        self.formats = CellFormats(self.book)
        self.headings = {
            f.label.key: self.say(f.label) for tab in report.tabs for grid in tab.grids for f in grid.fields
        }
        # Not with `self.say`: what knows each other is let go of late, and these are large.
        self.tables = Tables(self.formats, lambda words: show(words).text, self.headings, self.places, quietly)
        self.book.set_properties({"company": about.company})

    def bytes(self) -> bytes:
        """Draw all tabs and close the workbook."""
        summary = self.book.add_worksheet(self._word("summary"), _Sheet)
        self.lead()
        for tab in self.report.tabs:
            self._tab(tab, self.book.add_worksheet(self.say(tab.name), _Sheet))
        definitions = self._definitions(self.book.add_worksheet(self._word("definitions")))
        sources = self._sources(self.book.add_worksheet(self._word("sources")))
        self._summary(summary, definitions, sources)
        summary.activate()
        self.printed = log_of(self.book, self.places)
        self.book.close()
        about = self.about
        return with_properties(
            self.buffer.getvalue(), Properties(about.title, about.company, about.as_of, about.language)
        )

    def say(self, words: Words | str) -> str:
        """The text of words; what the cells say is logged when all is drawn."""
        return self.show(words).text

    def lead(self) -> None:
        """Tabs that stand before those of the report: none."""

    def _word(self, key: str) -> str:
        return self.say(Label(key))

    def _tab(self, tab: Tab, sheet: Any) -> None:
        """A tab: what it finds, its charts, its tables one under the other."""
        self._head(sheet, tab.heading)
        grids = {grid.name: grid for grid in tab.grids}
        counted = [(plot, drawable(plot, grids[plot.grid])) for plot in tab.plots]
        plots = [(plot, count) for plot, count in counted if count]
        row = 3 + (CHART_ROWS if plots else 0)
        name = self.say(tab.name)
        for grid in tab.grids:
            sheet.write_string(row, 0, self.say(grid.title), self.formats.section)
            if grid.height:
                self.tables.write(sheet, grid, row + 1, name)
                if grid.more:
                    sheet.write_string(row + grid.height + 2, 0, self.say(grid.more), self.formats.muted)
            else:
                sheet.write_string(row + 1, 0, self.say(grid.empty), self.formats.muted)
            row += grid.height + 4
        for column in range(max((len(grid.fields) for grid in tab.grids), default=0)):
            fields = [grid.fields[column] for grid in tab.grids if column < len(grid.fields)]
            sheet.set_column(column, column, max(width_of(field) for field in fields))
        for number, (plot, count) in enumerate(plots):
            title = self.say(plot.title)
            chart = draw(self.book, plot, self.tables.spots[plot.grid], count, title, self.headings)
            place = {"x_offset": 8 + number * (CHART_WIDTH + 20), "y_offset": 4, "description": title}
            sheet.insert_chart(3, 0, chart, place)
            self.places.beside[sheet.name] += self.show(plot.title).log * 2  # as its title and as its description
        if len(tab.grids) == 1 and tab.grids[0].height and not plots:
            sheet.freeze_panes(5, 1)
            sheet.repeat_rows(4)
        self._print(sheet)
        if plots and row <= ONE_PAGE:
            sheet.fit_to_pages(1, 1)

    def _summary(self, sheet: Any, definitions: dict[str, int], sources: dict[str, int]) -> None:
        """The key figures with what they are compared with, and what the tabs find."""
        sheet.hide_gridlines(2)
        for first, last, width in ((0, 0, 36), (1, 4, 14), (5, 5, 11), (6, 6, 14), (7, 7, 24), (8, 9, 11)):
            sheet.set_column(first, last, width)
        self._head(sheet, self.report.title)
        trends = any(key.trend for key in self.report.keys)
        if not trends:
            sheet.set_column(TREND, TREND, None, None, {"hidden": True})
        for column, head in enumerate(HEADS):
            form = self.formats.head if head in IN_WORDS else self.formats.head_right
            if column != TREND or trends:
                named = self.report.before if head == BEFORE else head
                sheet.write_string(FIRST_KEY - 1, column, self._word(named), form)
        for row, key in enumerate(self.report.keys, FIRST_KEY):
            self._key(sheet, row, key)
            for column, tab, rows in ((DEFINITION, "definitions", definitions), (SOURCE, "sources", sources)):
                found = rows.get(figure_of(key.value).name)
                if found is not None:
                    link = f"internal:'{self._word(tab)}'!A{found + 1}"
                    sheet.write_url(row, column, link, self.formats.link, self._word(HEADS[column]))
        row = FIRST_KEY + len(self.report.keys)
        self.tables.tint_verdicts(sheet, FIRST_KEY, row - 1, VERDICT)
        ruled = {"type": "formula", "criteria": "=TRUE", "format": self.formats.rule}
        sheet.conditional_format(FIRST_KEY, 0, row - 1, len(HEADS) - 1, ruled)
        row += 1
        sheet.write_string(row, 0, self._word("what_it_says"), self.formats.section)
        for row, words in enumerate(self.report.findings, row + 1):  # noqa: B020 - goes on from the heading's row
            sheet.merge_range(row, 0, row, len(HEADS) - 1, self.say(words), self.formats.finding)
        sheet.freeze_panes(FIRST_KEY, 1)
        sheet.repeat_rows(FIRST_KEY - 1)
        sheet.print_area(0, 0, row, len(HEADS) - 1)
        self._print(sheet)
        sheet.fit_to_pages(1, 1)

    def _key(self, sheet: Any, row: int, key: Key) -> None:
        """A line of the summary; where there is no value, why."""
        figure = figure_of(key.value)
        sheet.set_row(row, 20)
        sheet.write_string(row, 0, self.say(key.label), self.formats.label)
        self.tables.cell(sheet, row, 1, key.value)
        if figure.value is None:
            sheet.write_string(row, 2, self.say(figure.reason), self.formats.absent)
            return
        for column, content in ((2, key.target), (3, key.variance), (4, key.variance_share), (6, key.before)):
            if content is not None and figure_of(content).value is not None:
                self.tables.cell(sheet, row, column, content)
        tone = (figure_of(key.variance).tone if key.variance else None) or figure.tone
        if tone:
            sheet.write_string(row, VERDICT, self._word(tone.value), self.formats.unit(Unit.TEXT))
        if key.trend and key.trend[0] in self.tables.spots:
            spot = self.tables.spots[key.trend[0]]
            column, last = spot.columns[key.trend[1]], spot.first + spot.rows - 1
            cells = xl_range_abs(max(spot.first, last - NEWEST + 1), column, last, column)
            look = {"series_color": f"#{BRAND['accent1']}", "last_color": f"#{BRAND['accent5']}", "last_point": True}
            sheet.add_sparkline(row, TREND, {"range": f"'{spot.tab}'!{cells}", **look})
        for name, letter in zip(key.names, "BC", strict=True):
            if name:
                self.book.define_name(name, f"='{self._word('summary')}'!${letter}${row + 1}")

    def _definitions(self, sheet: Any) -> dict[str, int]:
        """Each figure's meaning, formula and unit; the row of each figure's name."""
        rows = [
            (f.name, self.say(meaning), self.say(f.formula), self.say(f.unit.value))
            for f, meaning in self.report.definitions
        ]
        return self._list(sheet, "definitions", ("figure", "meaning", "formula", "unit"), rows, (30, 44, 80, 18))

    def _sources(self, sheet: Any) -> dict[str, int]:
        """The cells that each figure of the summary came from; the first row of each figure's name."""
        rows = [(figure.name, file, tab, cells) for figure, file, tab, cells in self.report.sources]
        found = self._list(sheet, "sources", ("figure", "file", "sheet", "cells"), rows, (30, 26, 22, 80))
        if self.report.files:
            below = LIST_HEADS + len(rows) + 3
            sheet.write_string(below - 1, 0, self._word("files_heading"), self.formats.section)
            self._table_of_words(sheet, below, "files", ("file", "sha256"), self.report.files)
        return found

    def _list(
        self, sheet: Any, tab: str, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
    ) -> dict[str, int]:
        """A tab of words alone; the first row of each first word."""
        self._head(sheet, Label(f"{tab}_heading"))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        self._print(sheet)
        if not rows:
            sheet.write_string(LIST_HEADS, 0, self._word("none"), self.formats.muted)
            return {}
        found = self._table_of_words(sheet, LIST_HEADS, tab, heads, rows)
        for number, row in enumerate(rows, LIST_HEADS + 1):
            grow(sheet, number, max(lines_in(text, width) for text, width in zip(row, widths, strict=True)))
        sheet.freeze_panes(LIST_HEADS + 1, 1)
        sheet.repeat_rows(LIST_HEADS)
        return found

    def _table_of_words(
        self, sheet: Any, first: int, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> dict[str, int]:
        """An Excel table of words with its heads in row `first`; the first row of each first word."""
        columns = [{"header": self._word(head), "header_format": self.formats.heading(Unit.TEXT)} for head in heads]
        options = {"name": name.capitalize(), "style": STYLE, "columns": columns}
        sheet.add_table(first, 0, first + len(rows), len(heads) - 1, options)
        found: dict[str, int] = {}
        form, runs_on = self.formats.unit(Unit.TEXT), self.formats.muted
        for number, row in enumerate(rows, first + 1):
            found.setdefault(row[0], number)
            for column, text in enumerate(row):
                sheet.write_string(number, column, text[:LONGEST], runs_on if heads[column] == "sha256" else form)
        return found

    def _head(self, sheet: Any, heading: Words) -> None:
        """Title and scope of a tab."""
        sheet.write_string(0, 0, self.say(heading), self.formats.title)
        sheet.write_string(1, 0, self.say(self.report.scope), self.formats.muted)
        sheet.set_row(0, 26)

    def _print(self, sheet: Any) -> None:
        """Print across one page's width, with whose it is below."""
        sheet.set_landscape()
        sheet.set_paper(1 if self.about.letter else 9)
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.fit_to_pages(1, 0)
        notice = self.say(self.report.notice).replace("&", "&&")
        self.places.beside[sheet.name] += self.show(self.report.notice).log
        sheet.set_footer(f"&L{notice}&C&A&R&P / &N"[:255])
