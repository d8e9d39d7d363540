"""docs/visibility.md: who may see what, row by row and column by column, as the sheets declare it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from pipeline.client_actions import PARTS
from pipeline.columns import Column, Row, Shared
from pipeline.kinds import Ref, Refs
from pipeline.sheets import ACCOUNT, PORTFOLIO
from tests.docs.markdown import WRITTEN, joined, plain, table
from tests.docs.workbooks import SHARED

OPENING = """
What a client may see is decided before anything is computed: its documents are made from what is left, and nothing else
is handed to them. `planpack check --client ID` lists in one table what a client would see of an account today.

- A column is internal until it is marked here. Columns of people's own are internal, always.
- A row is seen as its tab says. One that belongs to a hidden row (a reading of a goal not shared) is hidden too.
- A reference to a row that the client may not see is empty. Nobody can tell that there was one.
- A figure exists for the client only where it needs nothing but what the client may see.
- Rows dated after the as-of day, gaps, completeness, scores and all of the portfolio's workbooks are internal.
"""


def page() -> str:
    """The page."""
    return joined(_parts())


def _parts() -> Iterator[str]:
    yield WRITTEN
    yield "# What a client may see"
    yield OPENING.strip()
    yield table(("tab", "rows", "columns that may be seen"), map(_summary, ACCOUNT))
    for sheet in ACCOUNT:
        if sheet.shared is not Shared.NONE:
            yield f"## {sheet.tab}"
            yield rule(sheet)
            yield table(("column", "client", "comes back"), (_row(sheet, column) for column in sheet.columns))
    internal = [sheet.tab for sheet in (*ACCOUNT, *PORTFOLIO) if sheet.shared is Shared.NONE]
    yield "## Internal, every column"
    yield plain(", ".join(internal)) + "."


def rule(sheet: type[Row]) -> str:
    """Which rows may be seen; a rule of the sheet's own in its own words."""
    if sheet.shared is not Shared.RULE:
        return SHARED[sheet.shared]
    own = (inspect.getdoc(sheet.is_shown) or "").rstrip(".")
    return f"A client edition may show these rows: {plain(own[:1].lower() + own[1:])}."


def _summary(sheet: type[Row]) -> tuple[str, str, str]:
    seen = sheet.visible()
    return plain(sheet.tab), sheet.shared.value, f"{len(seen)} of {len(sheet.columns)}" if seen else "none"


def _row(sheet: type[Row], column: Column[object]) -> tuple[str, str, str]:
    shown = "yes" if column in sheet.visible() else "internal"
    if shown == "yes" and isinstance(column.kind, Ref | Refs):
        shown = "yes; the row goes with it" if column.identifies else "yes; empty where it leads to a hidden row"
    back = any(column in part.open for part in PARTS)
    return plain(column.heading), shown, "the client may change it in client-actions" if back else ""
