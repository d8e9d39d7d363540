"""The straightforward way: what an account's pages say, written with python-docx, python-pptx and openpyxl.

It writes the same blocks and tabs, each as their guides show it: tables cell by cell, native charts on slides and in
the workbook. It measures no text, goes on over no further slide, draws no org chart but a list, and no chart in Word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pptx
from docx.shared import Pt as WordPt
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm, Pt

from pipeline.blocks import Bullets, Chart, Finding, Matrix, PeopleMap, Table, Text, Tiles, Words
from pipeline.figures import Unit
from pipeline.tabs import Live, Report
from pipeline.tags import Pages

Say = Callable[[Words], str]
TITLE_ONLY = 5
FORMATS = {Unit.MONEY: "#,##0", Unit.PERCENT: "0.0%", Unit.DATE: "dd mmm yyyy", Unit.COUNT: "#,##0"}


def plan(pages: Pages, tags: Sequence[str], say: Say) -> bytes:
    """A Word file of these blocks, each under its topic's headline."""
    document = docx.Document()
    for tag in tags:
        document.add_heading(_headline(pages, tag, say), 2)
        block = pages[tag]
        if isinstance(block, Text | Bullets):
            for words in block.paragraphs if isinstance(block, Text) else block.items:
                document.add_paragraph(say(words), style=None if isinstance(block, Text) else "List Bullet")
            continue
        rows = list(_rows(block, say))
        if not rows or not rows[0]:
            continue
        table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for n, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
            for cell, text in zip(row.cells, texts, strict=True):
                run = cell.paragraphs[0].add_run(text)
                run.font.size, run.font.bold = WordPt(9), n == 0
    return _saved(document)


def review(pages: Pages, tags: Sequence[str], say: Say) -> bytes:
    """A deck of these blocks, a slide each under its topic's headline."""
    presentation = pptx.Presentation()
    for tag in tags:
        slide = presentation.slides.add_slide(presentation.slide_layouts[TITLE_ONLY])
        slide.shapes.title.text = _headline(pages, tag, say)
        block, frame = pages[tag], (Cm(1), Cm(4), Cm(23), Cm(13))
        if isinstance(block, Text | Bullets):
            text = slide.shapes.add_textbox(*frame).text_frame
            for words in block.paragraphs if isinstance(block, Text) else block.items:
                run = text.add_paragraph().add_run()
                run.text, run.font.size = say(words), Pt(12)
        elif isinstance(block, Chart):
            slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *frame, _data(block, say))
        else:
            rows = list(_rows(block, say))
            if not rows or not rows[0]:
                continue
            table = slide.shapes.add_table(len(rows), len(rows[0]), *frame).table
            for row, texts in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    run = cell.text_frame.paragraphs[0].add_run()
                    run.text, run.font.size = text, Pt(11)
    return _saved(presentation)


def report(made: Report, say: Say) -> bytes:
    """A workbook of the report's key figures and tabs."""
    book = openpyxl.Workbook()
    sheet = book.active
    for words in (made.title, made.scope, *made.findings):
        sheet.append([say(words)])
    for key in made.keys:
        sheet.append([say(key.label), *(_value(_figure(one)) for one in (key.value, key.target, key.variance))])
    for tab in made.tabs:
        sheet = book.create_sheet(say(tab.name)[:31])
        sheet.append([say(tab.heading)])
        ends: dict[str, tuple[int, int]] = {}
        for grid in tab.grids:
            sheet.append([say(grid.title)])
            start = sheet.max_row + 1
            sheet.append([say(field.label) for field in grid.fields])
            for cell in sheet[start]:
                cell.font = Font(bold=True)
            for n in range(grid.height):
                sheet.append([_value(field.contents[n]) for field in grid.fields])
                for cell, field in zip(sheet[sheet.max_row], grid.fields, strict=False):
                    cell.number_format = FORMATS.get(field.unit, "General")
            ends[grid.name] = (start, sheet.max_row)
        for plot in tab.plots:
            start, end = ends.get(plot.grid, (0, 0))
            if end > start:
                chart = BarChart()
                chart.add_data(Reference(sheet, min_col=2, min_row=start, max_row=end), titles_from_data=True)
                chart.set_categories(Reference(sheet, min_col=1, min_row=start + 1, max_row=end))
                sheet.add_chart(chart, f"L{start}")
    return _saved(book)


def _headline(pages: Pages, tag: str, say: Say) -> str:
    """What the topic of a tag says first."""
    said = pages.get(f"{tag.partition('.')[0]}.headline")
    return say(said) if isinstance(said, Finding) else tag


def _rows(block: Any, say: Say) -> Iterator[list[str]]:
    """A block as rows of texts."""
    if isinstance(block, Table):
        yield [say(head.label) for head in block.heads]
        for row in block.rows:
            yield ["\n".join(say(words) for words in entry.words) for entry in row]
    elif isinstance(block, Matrix):
        width = max((len(row) for row in block.entries), default=0)
        for row in block.entries:
            cells = ["\n".join(say(words) for words in entry.words) for entry in row]
            yield cells + [""] * (width - len(cells))
    elif isinstance(block, Tiles):
        yield [say(tile.label) for tile in block.tiles]
        yield [say(tile.value) for tile in block.tiles]
        yield [say(tile.note) if tile.note else "" for tile in block.tiles]
    elif isinstance(block, PeopleMap):
        for node in block.nodes:
            yield [say(node.name), say(node.title), say(node.badge) if node.badge else ""]


def _data(chart: Chart, say: Say) -> CategoryChartData:
    """A chart's data as python-pptx takes it."""
    data = CategoryChartData()
    data.categories = [say(words) for words in chart.categories]
    for series in chart.series:
        data.add_series(say(series.label), [_number(figure.value) for figure in series.values])
    return data


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _figure(one: Any) -> Any:
    return one.figure if isinstance(one, Live) else one


def _value(figure: Any) -> Any:
    """A figure's value as openpyxl takes it."""
    value = None if figure is None else figure.value
    return value if value is None or isinstance(value, str | int | float | date) else str(value)


def _saved(made: Any) -> bytes:
    """The file's bytes."""
    out = BytesIO()
    made.save(out)
    return out.getvalue()
