"""Draws the workbook that the client edits: protected but for its own cells, and with nothing hidden in it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.cell_values import written
from pipeline.client_actions import PARTS, ROOM, Handout, Part, Sent, SentTab
from pipeline.columns import Column, Row
from pipeline.kinds import Choice, Day, Id, Kind, Long, Money, Names, Number, Ref, Text
from pipeline.manifest import json_value
from pipeline.phrases import ENGLISH, Phrases
from pipeline.printed import with_own_words
from pipeline.render import Rendered
from pipeline.render.excel_formats import CellFormats
from pipeline.render.excel_log import Places, log_of
from pipeline.render.excel_properties import with_properties
from pipeline.render.excel_tables import LONGEST, grow, lines_in
from pipeline.render.formats import formats
from pipeline.render.properties import Properties
from pipeline.render.words import Printer, read_wording
from pipeline.settings import Settings
from pipeline.theme import BODY_FONT, BRAND, RULE, TINTS, Tone

HEADINGS = 4  # the 0-based row of the headings; title, what to do and the code stand above
WIDTHS: Mapping[type[Kind[Any]], float] = {
    Id: 8,
    Ref: 11,
    Day: 13,
    Money: 14,
    Number: 11,
    Names: 20,
    Text: 22,
    Long: 36,
}
ABOUT = ("about_what", "about_how", "about_rows", "about_agree", "about_back")
ALLOWED = {"format_columns": True, "format_rows": True, "sort": True}
WHOLE_NUMBER, WITH_PARTS = "#,##0;-#,##0", "#,##0.##;-#,##0.##"
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def draw_client_actions(
    handout: Handout, wording: Path, settings: Settings, as_of: date, phrases: Phrases = ENGLISH
) -> tuple[Rendered, Sent]:
    """Draw it, and hand on what was sent, by which it is understood when it comes back."""
    say = formats(settings.locale, settings.currency, phrases.language)
    printer = Printer(read_wording(wording), say, phrases)
    book = _Book(handout, printer, settings, as_of)
    data = book.bytes()
    return Rendered(data, book.printed), Sent(handout.code, book.sent)


class _Book:
    """The workbook being drawn."""

    def __init__(self, handout: Handout, printer: Printer, settings: Settings, as_of: date) -> None:
        self.handout, self.printer, self.as_of, self.currency = handout, printer, as_of, settings.currency
        self.letter = settings.locale.endswith(("_US", "_CA"))
        self.sent: dict[str, SentTab] = {}
        self.places = Places()
        self.printed: tuple[tuple[str, str], ...] = ()
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, {"in_memory": True})
        self.formats = CellFormats(self.book)
        self.made: dict[tuple[str, bool, bool], Any] = {}
        self.title = f"{handout.name} – {printer.label('title')} {handout.period}"
        self.properties = Properties(self.title, settings.company, as_of, printer.formats.tag)
        self.book.set_properties({"company": settings.company})
        self.head = self.book.add_format(
            {"font_name": BODY_FONT, "font_size": 10, "bold": True, "text_wrap": True, "valign": "vcenter",
             "bg_color": f"#{BRAND['dk2']}", "font_color": f"#{BRAND['lt1']}", "indent": 1}
        )  # fmt: skip

    def bytes(self) -> bytes:
        """Draw all tabs and close the workbook."""
        for part in PARTS:
            self._tab(part)
        self._about()
        self.printed = log_of(self.book, self.places)
        self.book.close()
        return with_properties(self.buffer.getvalue(), self.properties)

    def _tab(self, part: Part) -> None:
        """A tab: what to do, the code, the rows, and room for the client's own."""
        label, rows = self.printer.label, self.handout.rows[part.sheet]
        sheet = self.book.add_worksheet(label(part.topic))
        self._top(sheet, label(f"{part.topic}_title"), self._to_do(part, are_there=bool(rows)))
        headings = {column: label(f"{part.topic}_{column.name}") for column in part.columns}
        words = {c: [label(f"word_{_key(word)}") for word in part.words(c)] for c in part.columns if part.words(c)}
        spoken = {
            c: {word: label(f"word_{_key(word)}") for word in c.kind.words}
            for c in part.columns
            if isinstance(c.kind, Choice)
        }
        for j, column in enumerate(part.columns):
            sheet.write_string(HEADINGS, j, headings[column], self.head)
            sheet.set_column(j, j, _width(column, headings[column]))
        sheet.set_row(HEADINGS, 32)
        for i, row in enumerate(rows, HEADINGS + 1):
            self._row(sheet, i, part, row, spoken, headings)
        last = HEADINGS + len(rows) + (ROOM if part.grows else 0)
        for i in range(HEADINGS + 1 + len(rows), last + 1):
            for j, column in enumerate(part.columns):
                sheet.write_blank(i, j, None, self._look(column, is_open=j > 0))
        if last > HEADINGS:
            for j, column in enumerate(part.columns[1:], 1):
                self._restrict(sheet, part, column, j, last, words.get(column, []))
        sheet.freeze_panes(HEADINGS + 1, 2)
        sheet.protect("", ALLOWED)
        self.sent[part.sheet.tab] = SentTab(
            {headings[column]: column.name for column in part.columns},
            {c.name: {said: word for word, said in spoken[c].items()} for c in spoken},
            {
                row.values["id"]: {c.name: json_value(row.values[c.name]) for c in part.columns if c.name in row.values}
                for row in rows
            },
            label(part.topic),
        )

    def _row(
        self,
        sheet: Any,
        i: int,
        part: Part,
        row: Row,
        spoken: Mapping[Column[Any], Mapping[str, str]],
        headings: Mapping[Column[Any], str],
    ) -> None:
        """A row that the client knows: texts as text, days as days, numbers as numbers."""
        lines = 1
        for j, column in enumerate(part.columns):
            value = row.values.get(column.name)
            form = self._look(column, is_open=column in part.open, value=value)
            self.places.names[sheet.name, i, j] = f"{part.topic}.{row.values['id']}.{column.name}"
            if value is None:
                sheet.write_blank(i, j, None, form)
            elif isinstance(value, date):
                sheet.write_datetime(i, j, datetime.combine(value, datetime.min.time()), form)
            elif isinstance(value, int | float):
                sheet.write_number(i, j, value, form)
            else:
                text = str(written(value))
                text = spoken[column][text] if column in spoken else text
                sheet.write_string(i, j, text[:LONGEST], form)
                lines = max(lines, lines_in(text, _width(column, headings[column])))
        grow(sheet, i, lines)

    def _restrict(self, sheet: Any, part: Part, column: Column[Any], j: int, last: int, words: list[str]) -> None:
        """What Excel lets the client put into a column's cells."""
        rule: dict[str, object] | None = None
        if words:
            rule = {"validate": "list", "source": words}
        elif isinstance(column.kind, Day):
            rule = {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
        elif isinstance(column.kind, Number) and part.grows:
            rule = {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
        if rule:
            key = "due_list" if words else "due_date" if isinstance(column.kind, Day) else "due_number"
            rule |= {"error_title": self.printer.label("due"), "error_message": self.printer.label(key)}
            sheet.data_validation(HEADINGS + 1, j, last, j, rule)

    def _look(self, column: Column[Any], *, is_open: bool, value: object = None) -> Any:
        """The format of a cell: tinted where the client may write."""
        code = "@" if not isinstance(column.kind, Day | Number) else "yyyy-mm-dd"
        if isinstance(column.kind, Number):
            whole = value is None or (isinstance(value, float) and value.is_integer())
            code = WHOLE_NUMBER if whole else WITH_PARTS
        key = (code, is_open, isinstance(column.kind, Number))
        if key not in self.made:
            look = {
                "font_name": BODY_FONT, "font_size": 10, "valign": "top", "text_wrap": True, "num_format": code,
                "bottom": 1, "bottom_color": f"#{RULE}", "locked": not is_open, "align": "left", "indent": 1,
            }  # fmt: skip
            look |= {"align": "right"} if key[2] else {}
            look |= {"bg_color": f"#{TINTS[Tone.WATCH]}"} if is_open else {}
            self.made[key] = self.book.add_format(look)
        return self.made[key]

    def _about(self) -> None:
        """How the file is filled in and sent back, and its code."""
        label = self.printer.label
        sheet = self.book.add_worksheet(label("about"))
        self._top(sheet, self.title, label("about_title"))
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 84)
        wrapped = self.formats.finding
        rows = [(label("about_code"), self.handout.code), (label("about_as_of"), self.printer.formats.day(self.as_of))]
        rows += [(label(f"{key}_head"), label(key)) for key in ABOUT]
        for i, (head, text) in enumerate(rows, HEADINGS):
            sheet.write_string(i, 0, head, self.formats.label)
            sheet.write_string(i, 1, text, wrapped)
            grow(sheet, i, lines_in(text, 84) + 1)
        sheet.protect("", ALLOWED)

    def _to_do(self, part: Part, *, are_there: bool) -> str:
        """What the client is to do on a tab, and in which currency its amounts are."""
        said = self.printer.label(f"{part.topic}_do" if are_there or part.grows else "nothing")
        if any(isinstance(column.kind, Money) for column in part.columns):
            return f"{said} {self.printer.label('amounts_in')} {self.currency}."
        return said

    def _top(self, sheet: Any, title: str, what: str) -> None:
        """Title, what to do and the code, and how a tab is printed."""
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, title, self.formats.title)
        sheet.set_row(0, 26)
        sheet.write_string(1, 0, what, self.formats.muted)
        sheet.write_string(2, 0, f"{self.printer.label('code')} {self.handout.code}", self.formats.muted)
        sheet.set_landscape()
        sheet.set_paper(1 if self.letter else 9)
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.fit_to_pages(1, 0)
        self.places.beside[sheet.name] += with_own_words(self.title, ())
        sheet.set_footer(f"&L{self.title.replace('&', '&&')}&C&A&R&P / &N"[:255])


def _width(column: Column[Any], heading: str) -> float:
    """A column's width: its kind's, and never less than its heading's longest word."""
    kind = next((width for kind, width in WIDTHS.items() if type(column.kind) is kind), 15)
    return max(kind, *(len(word) + 4 for word in heading.split()))


def _key(word: str) -> str:
    return word.replace(" ", "_").replace("-", "_").lower()
