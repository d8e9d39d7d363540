"""docs/workbooks.md: every workbook, tab and column, as the sheets declare them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pipeline.columns import Column, Row, Shared
from pipeline.kinds import Choices, Names, Percent, Refs
from pipeline.sheets import BOOKS, in_book
from tests.docs.markdown import WRITTEN, anchor, joined, plain, table

OPENING = """
One folder an account, `inputs/accounts/<id>/`, holds these workbooks; `scoring.xlsx` and `programme.xlsx` stand in
`inputs/` and serve all accounts. `planpack new` makes them blank, with a Read me, dropdowns and examples.

- Marks: **!** identifies the row and must be filled in; **\\*** is wanted, and a gap while it is empty; *more* is
  optional, folded away in the blank workbook and not counted in completeness.
- Client: whether a client edition may show the column, in the rows that it may see at all. All else is internal.
- Tabs may stand in any workbook of the folder, and the same tab in several (`risks-finance.xlsx`,
  `risks-delivery.xlsx`). The headings are found wherever they stand; the order of columns is free, and columns of
  your own are kept.
- Dates are Excel dates or text such as 2026-03-31. Several names or ids in a cell are separated by `;`.

What is said of a cell that holds something else: [problems.md](problems.md).
"""
SHARED = {
    Shared.NONE: "The tab is internal: no client edition shows any of it.",
    Shared.ALL: "A client edition may show every row.",
    Shared.MARKED: "A client edition may show the rows in which Share with client says yes.",
    Shared.FOLLOWS: "A client edition may show a row where it may show the row that this one belongs to.",
    Shared.RULE: "A client edition may show some rows, by a rule of the tab's own.",
}


def page() -> str:
    """The page."""
    return joined(_parts())


def _parts() -> Iterator[str]:
    yield WRITTEN
    yield "# The workbooks, tab by tab"
    yield OPENING.strip()
    yield table(
        ("workbook", "what it is for", "tabs"),
        ((f"`{book}.xlsx`", plain(what), ", ".join(map(_link, in_book(book)))) for book, what in BOOKS.items()),
    )
    for book, what in BOOKS.items():
        yield f"## {book}.xlsx"
        yield plain(f"{what}.")
        for sheet in in_book(book):
            yield from _tab(sheet)


def _link(sheet: type[Row]) -> str:
    return f"[{sheet.tab}](#{anchor(sheet.tab)})"


def _tab(sheet: type[Row]) -> Iterator[str]:
    """A tab: what it is for, its columns, its rules."""
    yield f"### {sheet.tab}"
    yield plain(f"{sheet.about} Part of: {sheet.component.value.casefold()}.")
    yield table(
        ("field" if sheet.fields else "heading", "mark", "what is due", "client", "what it means", "example"),
        map(_column, sheet.columns),
    )
    yield "\n".join(f"- {plain(rule)}" for rule in rules(sheet))


def _column(column: Column[Any]) -> tuple[str, ...]:
    marks = " ".join(part for part in (column.mark.replace("*", "\\*"), "more" if column.more else "") if part)
    client = "yes" if column.client else ""
    return plain(column.heading), marks, plain(_due(column)), client, plain(column.help), plain(_written(column))


def _due(column: Column[Any]) -> str:
    """What a cell of the column takes."""
    if isinstance(column.kind, Names):
        return "names, roles or teams, separated by ;"
    return column.kind.due


def _written(column: Column[Any]) -> str:
    """The example as it is written in the cell."""
    example = column.example
    if example is None:
        return ""
    if isinstance(column.kind, Percent) and isinstance(example, int | float):
        return f"{example:.0%}"
    if isinstance(example, int | float) and not isinstance(example, bool):
        return f"{example:,}" if abs(example) >= 10_000 else f"{example:g}"
    return example.isoformat() if isinstance(example, date) else str(example)


def rules(sheet: type[Row]) -> Iterator[str]:
    """The rules of a tab, each a sentence."""
    if sheet.fields:
        yield "One field a row: its name, and its value beside it."
    if sheet.minimum > 1:
        yield f"A complete plan has {sheet.minimum} rows or more."
    if sheet.unique:
        yield f"No two rows have the same {_listed(sheet.unique)}."
    for first, second in sheet.either:
        yield f"{first.heading} or {second.heading}: one of the two suffices."
    for columns, deciding, words in sheet.wanted_when:
        yield f"{_listed(columns)}: wanted once {deciding.heading} is {_or(words)}."
    for order in sheet.orders:
        how = "after" if order.apart else "not before"
        yield f"{order.later.heading} is {how} {order.earlier.heading}" + ("." if order.sure else " (else a note).")
    if sheet.past:
        yield f"Not ahead of the day that a pack is about (else a note): {_listed(sheet.past)}."
    for dated in sheet.dated:
        if dated.words:
            yield f"Once {dated.state.heading} is {_or(dated.words)}: {_listed(dated.by)} (else a note)."
        if dated.still:
            yield f"While {dated.state.heading} is {_or(dated.still)}: no {_listed(dated.by)} (else a note)."
    if sheet.mostly_positive:
        yield f"Below zero only for a reason (else a note): {_listed(sheet.mostly_positive)}."
    for rule in sheet.rules:
        yield " ".join((rule.__doc__ or "").replace("`", "").split())
    if any(isinstance(column.kind, Choices | Refs) for column in sheet.columns):
        several = [column for column in sheet.columns if isinstance(column.kind, Choices | Refs)]
        yield f"May hold several, separated by ;: {_listed(several)}."
    yield SHARED[sheet.shared]


def _listed(columns: Any) -> str:
    names = [column.heading for column in columns]
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _or(words: tuple[str, ...]) -> str:
    return " or ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
