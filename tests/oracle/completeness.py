"""Wanted cells counted again, from the marks of the data contract and what it says of rows that want less."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle.plain import Found, Plain, Row, counted

FROM_QUALIFIED = {"probability", "expected_close", "opened", "owner"}
NOT_YET = {None, "identified"}


def completeness(account: Plain) -> Found:
    """Wanted cells, those that are empty, and the share of those filled; a sheet too short lacks whole rows."""
    filled = wanted = gaps = 0
    for tab, marks in account.wanted.items():
        for row in account[tab]:
            columns = list(_wanted(account, tab, row))
            wanted += len(columns)
            filled += sum(column in row for column in columns)
            gaps += sum(column not in row for column in columns)
        missing = max(0, account.least[tab] - len(account[tab]))
        wanted += missing * (len(marks) - (tab == "Actions"))
    return {
        "account.wanted_count": wanted,
        "account.gap_count": gaps,
        "account.completeness": filled / wanted if wanted else None,
    }


def _wanted(account: Plain, tab: str, row: Row) -> Iterator[str]:
    """The columns that a row must have filled."""
    if tab == "Financials":
        yield from _of_a_quarter(account, row)
        return
    stage = row.get("stage")
    for column in account.wanted[tab]:
        early = tab == "Opportunities" and column in FROM_QUALIFIED and stage in NOT_YET
        # Of the two owners of an action one suffices: ours is asked for, unless only theirs is there.
        one = "owner" if "owner" not in row and "customer_owner" in row else "customer_owner"
        if not early and not (tab == "Actions" and column == one):
            yield column
    if tab == "Opportunities" and stage in ("won", "lost"):
        yield "closed_on"


def _of_a_quarter(account: Plain, row: Row) -> Iterator[str]:
    """A quarter that has not ended wants no results; revenue and cost may stand in its invoice lines."""
    quarter = counted(row["quarter"])
    lines = [line for line in account["Transactions"] if account.quarter_of(line["day"]) == quarter]
    for column in account.wanted["Financials"]:
        line_column = {"revenue": "revenue", "cost_of_sales": "cost"}.get(column)
        if line_column is not None and column not in row:
            held = bool(lines) and all(line_column in line for line in lines)
            if held or account.last_day(quarter) > account.as_of:
                continue
        yield column
