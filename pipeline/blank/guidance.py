"""What a column tells those who fill it in: its heading, note, width, and the rule that Excel puts on its cells."""

from __future__ import annotations

from typing import Any

from pipeline.cells import column_letters
from pipeline.columns import Column
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
from pipeline.sheets import LISTS, in_book
from pipeline.sheets.account import TeamMember
from pipeline.sheets.scoring import VOTE

WIDTHS: dict[type[Kind[Any]], int] = {
    Id: 9, Ref: 13, Refs: 14, Day: 13, Quarter: 12, YesNo: 12, Choices: 26, Names: 22, Text: 26, Long: 44,
}  # fmt: skip
HEADING_ROW = 3  # 0-based: title, what the tab is for and the meaning of scales stand above
FIRST_ROW = HEADING_ROW + 1
ROOM = 500  # rows that dropdowns, checks and shades reach at the least
VOTE_WIDTH = 24  # its anchors stand above
INLINE_LIST = 255  # Excel drops a longer list without a word
MESSAGE, TITLE = 255, 32  # Excel's limits for the words of a check


class Lists:
    """What the dropdowns offer: the hidden tab of lists too long for a cell's own rule, and the ids of other tabs."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.tab: Any = None
        self.ranges: dict[tuple[str, ...], str] = {}
        self.names: dict[Column[Any], str] = {}

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

    def typed(self, column: Column[Any]) -> str:
        """What is typed under a column of the same workbook, by a name whose range ends where the filled cells do."""
        if column not in self.names:
            sheet = column.row_type
            letters = column_letters(sheet.columns.index(column))
            name = f"{sheet.tab.replace(' ', '_').replace('-', '_')}_{column.name}"
            first, last = f"'{sheet.tab}'!${letters}${FIRST_ROW + 1}", f"${letters}${FIRST_ROW + ROOM}"
            self.book.define_name(name, f"={first}:INDEX({first}:{last},MAX(1,COUNTA({first}:{last})))")
            self.names[column] = f"={name}"
        return self.names[column]


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
    if column.name.startswith(VOTE):
        wide = VOTE_WIDTH
    if isinstance(kind, Choice):
        wide = min(26, max(12, *(len(word) + 4 for word in kind.words)))
    return max(wide, *(len(word) + 3 for word in headed(column).split()), _half(headed(column)))


def _half(heading: str) -> int:
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
    offered = offers(column)
    if offered is not None:
        # A name may stand there too, or several ids, so that the list only offers.
        source = lists.typed(offered)
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


def offers(column: Column[Any]) -> Column[Any] | None:
    """The column of the same workbook whose cells a cell may name: ids for a reference, the team for an owner."""
    book = column.row_type.book
    if isinstance(column.kind, Names):
        return TeamMember.name if book == TeamMember.book and column.row_type is not TeamMember else None
    if not isinstance(column.kind, Ref | Refs):
        return None
    here = [sheet for sheet in in_book(book) if sheet.tab in column.kind.to]
    return next(each for each in here[0].columns if each.identifies) if len(here) == 1 else None


def _fitting(text: str, most: int) -> str:
    """Words that Excel takes: whole where they fit, else up to the last whole sentence or word."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;. ") + "…"
