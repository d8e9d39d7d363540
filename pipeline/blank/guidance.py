"""What a column tells those who fill it in: its note, its width and format, the rule Excel puts on its cells."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

from pipeline.cells import column_letters
from pipeline.columns import Column, Row
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
from pipeline.sheets import ALL, LISTS

WIDTHS: dict[type[Kind[Any]], int] = {
    Id: 9, Ref: 13, Refs: 14, Day: 13, Quarter: 12, YesNo: 12, Choices: 26, Names: 22, Text: 26, Long: 44,
}  # fmt: skip
HEADING_ROW = 3  # 0-based: title, what the tab is for and a blank line stand above
LAST_ROW = 1000  # dropdowns and checks reach down to this row
INLINE_LIST = 255  # Excel drops a longer list without a word
MESSAGE, TITLE = 255, 32  # Excel's limits for the words of a check


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


def height(said: Mapping[Any, int]) -> float | None:
    """A row's height for what its cells say, by their widths; None where one line suffices.

    Excel makes such a row higher by itself when it is typed, not every program when it is opened.
    """
    lines = max(
        sum(max(1, ceil(len(line) / wide)) for line in text.split("\n"))
        for text, wide in ((str(value or ""), wide) for value, wide in said.items())
    )
    return 15.0 * lines + 1 if lines > 1 else None


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
