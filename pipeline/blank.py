"""Writes the fill-in workbooks: a Read me, and a tab a sheet with headings, notes, dropdowns and an example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from io import BytesIO
from typing import Any

import xlsxwriter

from pipeline.cells import column_letters
from pipeline.columns import Column, Component, Row
from pipeline.kinds import (
    Choice,
    Choices,
    Day,
    Id,
    Kind,
    Long,
    Names,
    Quarter,
    Ref,
    Refs,
    Restriction,
    Rule,
    Scale,
    Text,
    YesNo,
)
from pipeline.sheets import ALL, BOOKS, LISTS, READ_ME, in_book
from pipeline.sheets.scoring import Criterion, Score
from pipeline.theme import BODY_FONT, BRAND, TINTS, Tone

Given = Mapping[type[Row], Sequence[Mapping[str, object]]]

WHO = {
    "account": "the account manager, with the team",
    "people": "the account manager and everyone who owns a relationship",
    "swot": "the account team, together",
    "goals": "the account manager with the customer, and the owners of actions",
    "risks": "the account team; each owner reviews their own rows",
    "performance": "the account manager, with finance and delivery",
    "scoring": "the selection committee: one row of votes for each rater and account",
    "programme": "account managers, management and outside assessors",
}
HOW = (
    "Fill in one row for each item. The order of rows and columns is free, and you may add columns of your own.",
    "Rest the pointer on a heading to read what is due there. Choose from the list where a cell offers one.",
    "The grey row in italics is an example. A row that says exactly what it says is not read: overwrite or delete it.",
    "Write several values in one cell with ; between them. Write dates as 2026-03-31 or as an Excel date.",
    "Write money without a currency symbol. Leave a cell empty when you do not know: it is shown as to be confirmed.",
    "Give each row its own short id and never use an id twice; other tabs refer to it.",
    "Optional columns are folded away at the right: open them with the + above the columns.",
)
TAB_COLOURS = {
    Component.FINANCE: BRAND["accent1"],
    Component.INTELLIGENCE: BRAND["accent2"],
    Component.RELATIONSHIPS: BRAND["accent3"],
    Component.VALUE: BRAND["accent4"],
    Component.RISK: BRAND["accent5"],
    Component.PORTFOLIO: BRAND["dk2"],
}
WIDTHS: dict[type[Kind[Any]], int] = {
    Id: 9, Ref: 13, Refs: 14, Day: 13, Quarter: 12, YesNo: 12, Choices: 26, Names: 22, Text: 26, Long: 44,
}  # fmt: skip
HEADING_ROW = 3  # 0-based: title, what the tab is for and a blank line stand above
LAST_ROW = 1000  # dropdowns and checks reach down to this row
INLINE_LIST = 255  # Excel drops a longer list without a word
MESSAGE, TITLE = 255, 32  # Excel's limits for the words of a check
MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - one day for all: the same workbook has the same bytes


class Look(Enum):
    """What a heading's colour says, in the words of the Read me."""

    KEY = "identifies the row: a row without it can't be read"
    WANTED = "wanted: an empty cell is listed as to be confirmed"
    FREE = "may stay empty"
    MORE = "optional, folded away at the right"

    @classmethod
    def of(cls, column: Column[Any]) -> Look:
        """The look of a column's heading."""
        if column.more:
            return cls.MORE
        return cls.KEY if column.identifies else cls.WANTED if column.wanted else cls.FREE


FILLS = {
    Look.KEY: (BRAND["dk2"], BRAND["lt1"]),
    Look.WANTED: (BRAND["accent1"], BRAND["lt1"]),
    Look.FREE: (BRAND["accent6"], BRAND["lt1"]),
    Look.MORE: (TINTS[Tone.NEUTRAL], BRAND["dk1"]),
}


@dataclass(frozen=True)
class Pens:
    """The book's formats by what they look like, each made once."""

    book: Any
    made: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def __call__(self, **looks: object) -> Any:
        """The format with these properties on top of the house's own."""
        key = tuple(sorted(looks.items()))
        if key not in self.made:
            base = {"font_name": BODY_FONT, "font_size": 11, "font_color": f"#{BRAND['dk1']}", "valign": "top"}
            self.made[key] = self.book.add_format(base | looks)
        return self.made[key]

    def title(self) -> Any:
        """A tab's title."""
        return self(bold=True, font_size=18, font_color=f"#{BRAND['dk2']}", valign="vcenter")

    def heading(self, look: Look) -> Any:
        """A heading: darkest where it identifies the row, light where it is optional."""
        fill, ink = FILLS[look]
        white = f"#{BRAND['lt1']}"
        return self(
            bold=True,
            text_wrap=True,
            bg_color=f"#{fill}",
            font_color=f"#{ink}",
            border=1,
            border_color=white,
            valign="vcenter",
        )

    def cell(self, kind: Kind[Any], *, example: bool = False) -> Any:
        """A cell in its kind's number format; an example in grey italics."""
        looks: dict[str, object] = {"num_format": number_format(kind), "text_wrap": True, "align": "left"}
        if kind.restrict().rule in (Rule.WHOLE, Rule.DECIMAL):
            looks["align"] = "right"
        if example:
            looks |= {"italic": True, "font_color": f"#{BRAND['accent6']}", "bg_color": f"#{TINTS[Tone.MUTED]}"}
        return self(**looks)


class Lists:
    """The hidden tab with the dropdown lists that are too long to stand in a cell's own rule."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.tab: Any = None
        self.ranges: dict[tuple[str, ...], str] = {}

    def source(self, items: tuple[str, ...]) -> list[str] | str:
        """The items themselves where Excel takes them, else the range where they stand."""
        if len(",".join(items)) <= INLINE_LIST and not any("," in item for item in items):
            return list(items)
        if self.tab is None:
            self.tab = self.book.add_worksheet(LISTS)
            self.tab.hide()
        if items not in self.ranges:
            at = len(self.ranges)
            for n, item in enumerate(items):
                self.tab.write_string(n, at, item)
            letters = column_letters(at)
            self.ranges[items] = f"={LISTS}!${letters}$1:${letters}${len(items)}"
        return self.ranges[items]


def workbook(book: str, rows: Given | None = None, *, example: bool = True) -> bytes:
    """Write a fill-in workbook; sheets that `rows` names hold those rows, the others an example row where wanted."""
    given = rows or {}
    sheets = in_book(book)
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        made.set_properties({"title": BOOKS[book], "created": MADE})
        pens, lists = Pens(made), Lists(made)
        _read_me(made.add_worksheet(READ_ME), pens, book, sheets)
        # All tabs are made first, so that the hidden tab of lists comes last.
        tabs = {sheet: made.add_worksheet(sheet.tab) for sheet in sheets}
        for sheet, tab in tabs.items():
            filled = given.get(sheet, ())
            tab.set_tab_color(f"#{TAB_COLOURS[sheet.component]}")
            tab.ignore_errors({"number_stored_as_text": f"A1:XFD{LAST_ROW}"})
            tab.set_row(0, 28)
            _paged(tab)
            tab.repeat_rows(HEADING_ROW)
            tab.write_string(0, 0, sheet.tab, pens.title())
            tab.write_string(1, 0, sheet.about, pens(font_color=f"#{BRAND['accent6']}"))
            if sheet.fields:
                _fields(tab, pens, lists, sheet, filled)
            else:
                columns = [*sheet.columns, *_votes(sheet, given)]
                _table(tab, pens, lists, columns, filled, example=example and not filled)
    return out.getvalue()


def _paged(tab: Any) -> None:
    """Print across the page, as wide as the page is."""
    tab.set_landscape()
    tab.set_paper(9)
    tab.fit_to_pages(1, 0)


def _votes(sheet: type[Row], given: Given) -> list[Column[Any]]:
    """The columns of the votes: one a criterion, under the criterion's own name."""
    if sheet is not Score:
        return []
    criteria = [str(row["criterion"]) for row in given.get(Criterion, ())] or [str(Criterion.criterion.example)]
    return [_vote(criterion) for criterion in criteria]


def _vote(criterion: str) -> Column[Any]:
    """A column of votes; its name is the place of its votes in a row."""
    column: Column[Any] = Column(
        criterion, Score.vote, "Your vote; the tab Criteria says what 1, 3 and 5 mean.", example=4
    )
    column.name = f"vote:{criterion}"
    return column


def _read_me(tab: Any, pens: Pens, book: str, sheets: tuple[type[Row], ...]) -> None:
    """Say what the workbook is for, who fills it in, and how."""
    _paged(tab)
    tab.hide_gridlines(2)
    tab.set_column(0, 0, 24, pens())
    tab.set_column(1, 1, 110, pens())
    tab.set_row(0, 34)
    tab.write_string(0, 0, f"{book}.xlsx", pens.title())
    tab.write_string(1, 0, f"{BOOKS[book]}.", pens(font_size=12))
    tab.write_string(2, 0, f"Filled in by {WHO[book]}.", pens(font_size=12))
    section = pens(bold=True, font_size=13, font_color=f"#{BRAND['accent1']}", bottom=1)
    line = 4
    for title, pairs in (
        ("How to fill it in", [(f"{n}.", text) for n, text in enumerate(HOW, 1)]),
        ("Tabs", [(sheet.tab, sheet.about) for sheet in sheets]),
        ("Headings", [(look, look.value) for look in Look]),
    ):
        tab.write_string(line, 0, title, section)
        tab.write_blank(line, 1, None, section)
        for name, text in pairs:
            line += 1
            if isinstance(name, Look):
                starred = name in (Look.KEY, Look.WANTED)
                tab.write_string(line, 0, "Heading *" if starred else "Heading", pens.heading(name))
            else:
                tab.write_string(line, 0, name, pens(bold=True))
            tab.write_string(line, 1, text, pens(text_wrap=True))
        line += 2


def _fields(tab: Any, pens: Pens, lists: Lists, sheet: type[Row], filled: Sequence[Mapping[str, object]]) -> None:
    """Write a field / value tab: one field a row, how to fill it in and an example beside it."""
    values = _known(sheet.columns, filled[0] if filled else {})
    for j, (heading, width) in enumerate((("Field", 32), ("Value", 60), ("How to fill it in", 60), ("Example", 50))):
        tab.set_column(j, j, width, pens())
        tab.write_string(HEADING_ROW, j, heading, pens.heading(Look.KEY))
    open_more = any(column.more and values.get(column.name) is not None for column in sheet.columns)
    for i, column in enumerate(sheet.columns, HEADING_ROW + 1):
        if column.more:
            tab.set_row(i, None, None, {"level": 1, "hidden": not open_more})
        tab.write_string(i, 0, headed(column), pens.heading(Look.of(column)))
        _write(tab, i, 1, column, values.get(column.name), pens.cell(column.kind))
        tab.write_string(i, 2, told(column), pens(text_wrap=True, font_color=f"#{BRAND['accent6']}"))
        _write(tab, i, 3, column, column.example, pens.cell(column.kind, example=True))
        if rule := validation(column, lists):
            tab.data_validation(i, 1, i, 1, rule)
    tab.freeze_panes(HEADING_ROW + 1, 1)


def _table(
    tab: Any,
    pens: Pens,
    lists: Lists,
    columns: Sequence[Column[Any]],
    filled: Sequence[Mapping[str, object]],
    *,
    example: bool,
) -> None:
    """Write a table: headings with notes, then the rows or an example."""
    flat = [_known(columns, row) for row in filled]
    open_more = any(column.more and row.get(column.name) is not None for row in flat for column in columns)
    tab.set_row(HEADING_ROW, 34)
    for j, column in enumerate(columns):
        folded = {"level": 1, "hidden": not open_more} if column.more else {}
        tab.set_column(j, j, width(column), pens.cell(column.kind), folded)
        tab.write_string(HEADING_ROW, j, headed(column), pens.heading(Look.of(column)))
        tab.write_comment(HEADING_ROW, j, told(column), {"x_scale": 2, "y_scale": 1.3, "font_size": 10})
        if rule := validation(column, lists):
            tab.data_validation(HEADING_ROW + 1, j, LAST_ROW - 1, j, rule)
    rows = [{column.name: column.example for column in columns}] if example else flat
    for i, row in enumerate(rows, HEADING_ROW + 1):
        for j, column in enumerate(columns):
            look = pens.cell(column.kind, example=example)
            if row.get(column.name) is None and example:
                tab.write_blank(i, j, None, look)
            else:
                _write(tab, i, j, column, row.get(column.name), look)
    frozen = 2 if len(columns) > 1 and isinstance(columns[0].kind, Id) and columns[1].identifies else 1
    tab.freeze_panes(HEADING_ROW + 1, frozen)


def _known(columns: Sequence[Column[Any]], row: Mapping[str, object]) -> dict[str, object]:
    """A row by column name, its votes among them; raise `KeyError` for a name that no column has."""
    votes = row.get("votes", {})
    assert isinstance(votes, Mapping)
    flat = {name: value for name, value in row.items() if name != "votes"}
    flat |= {f"vote:{criterion}": vote for criterion, vote in votes.items()}
    unknown = flat.keys() - {column.name for column in columns}
    if unknown:
        raise KeyError(f"no column is named {', '.join(sorted(unknown))}")
    return flat


def _write(tab: Any, row: int, at: int, column: Column[Any], value: object, look: Any) -> None:
    """Write a value as what it is; text is text, never a formula or a link."""
    if value is None:
        return
    if isinstance(value, bool):
        value = ("yes" if value else "no") if isinstance(column.kind, YesNo) else value
    if isinstance(value, bool):
        tab.write_boolean(row, at, value, look)
    elif isinstance(value, int | float):
        tab.write_number(row, at, value, look)
    elif isinstance(value, date):
        tab.write_datetime(row, at, value, look)
    else:
        tab.write_string(row, at, "; ".join(value) if isinstance(value, tuple) else str(value), look)


def headed(column: Column[Any]) -> str:
    """A heading with the star of what is wanted."""
    return f"{column.heading} *" if column.identifies or column.wanted else column.heading


def told(column: Column[Any]) -> str:
    """A heading's note: what it is for, what is due, who may see it."""
    due = "" if isinstance(column.kind, Text | Long) else f"\nDue: {column.kind.due}."
    if isinstance(column.kind, Names):
        due = "\nDue: one or several names, with ; between them."
    if isinstance(column.kind, Scale) and column.kind.anchors:
        due = "\nDue: " + ", ".join(f"{n} {word}" for n, word in enumerate(column.kind.anchors, column.kind.low)) + "."
    return f"{column.help}{due}" + ("\nThe client may see it." if column.client else "")


def width(column: Column[Any]) -> int:
    """A column's width in characters: its kind's, and never less than its heading's longest word."""
    kind = column.kind
    wide = WIDTHS.get(type(kind), 15)
    if isinstance(kind, Choice):
        wide = min(26, max(12, *(len(word) + 4 for word in kind.words)))
    return max(wide, *(len(word) + 3 for word in headed(column).split()), ceil_half(headed(column)))


def ceil_half(heading: str) -> int:
    """The width in which a heading takes two lines."""
    return (len(heading) + 1) // 2 + 4


def number_format(kind: Kind[Any]) -> str:
    """Excel's number format of a kind; ids and references are text, so that 1-2 does not become a date."""
    return "@" if isinstance(kind, Id | Ref | Refs | Quarter) else kind.restrict().number_format


def validation(column: Column[Any], lists: Lists) -> dict[str, object] | None:
    """The rule that Excel puts on the cells of a column, with its messages; None where anything may stand."""
    allowed = column.kind.restrict()
    rule: dict[str, object] = {
        "input_title": _fitting(column.heading, TITLE),
        "input_message": _fitting(told(column), MESSAGE),
        "error_title": _fitting(column.heading, TITLE),
        "error_message": _fitting(f"Due here: {column.kind.due}.", MESSAGE),
    }
    target = _same_book(column)
    if target is not None:
        letters = column_letters(target.columns.index(target.column("id")))
        source = f"='{target.tab}'!${letters}${HEADING_ROW + 2}:${letters}${LAST_ROW}"
        # A name may stand there too, so that the list only offers.
        return rule | {"validate": "list", "source": source, "error_type": "information", "show_error": False}
    if allowed.rule is Rule.ANY:
        return None
    if allowed.rule is Rule.LIST:
        return rule | {"validate": "list", "source": lists.source(allowed.items)}
    kinds = {Rule.WHOLE: "integer", Rule.DECIMAL: "decimal", Rule.DATE: "date"}
    return rule | {"validate": kinds[allowed.rule], "criteria": "between", **_bounds(allowed)}


def _bounds(allowed: Restriction) -> dict[str, object]:
    """The least and the greatest value of a rule."""
    return {"minimum": allowed.low, "maximum": allowed.high}


def _same_book(column: Column[Any]) -> type[Row] | None:
    """The sheet whose ids a reference offers: one that stands in the same workbook."""
    if not isinstance(column.kind, Ref) or len(column.kind.to) != 1:
        return None
    target = next((sheet for sheet in ALL if sheet.tab == column.kind.to[0]), None)
    has_id = target is not None and any(each.name == "id" for each in target.columns)
    return target if target is not None and has_id and target.book == column.row_type.book else None


def _fitting(text: str, most: int) -> str:
    """Words that Excel takes: whole where they fit, else up to the last whole sentence or word."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;. ") + "…"
