"""Cuts an account's facts down to what its client may see, before any figure is computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.columns import Column, Row
from pipeline.facts import Facts
from pipeline.kinds import Ref, Refs
from pipeline.periods import Period
from pipeline.sharing import Audience, keys_in, references
from pipeline.sheets import ACCOUNT
from pipeline.sheets.people import Person, RelationshipPlan
from pipeline.sheets.performance import Financial, invoiced

HIDDEN: frozenset[Column[Any]] = frozenset(c for sheet in ACCOUNT for c in sheet.columns if c not in sheet.visible())
HIDDEN_NAMES: Mapping[type[Row], frozenset[str]] = {
    sheet: frozenset(c.name for c in sheet.columns if c in HIDDEN) for sheet in ACCOUNT
}


def restrict(facts: Facts, person: str = "") -> Facts:
    """The facts as the client may see them: hidden rows gone, hidden cells absent, with the reason "internal".

    With `person`, the id of an executive, they are those of that executive's own hand-out, which alone holds the
    relationship plan agreed with them. Own fields, rows dated later, gaps and completeness are ours and stay behind.
    Facts that were cut before come back as they are.
    """
    if facts.hidden:
        return facts
    audience = Audience(_summed(facts), person)
    rows = {sheet: tuple(_cut(row, audience) for row in audience.rows(sheet)) for sheet in ACCOUNT}
    return Facts(facts.account, facts.period, facts.as_of, rows, hidden=HIDDEN)


def executives(facts: Facts) -> tuple[str, ...]:
    """The ids of the executives who may have a hand-out: a plan is agreed with them, and they are still there."""
    here = {row.id for row in facts.of(Person) if row.left_on is None or row.left_on > facts.as_of}
    plans = (row for row in facts.of(RelationshipPlan) if row.person in here)
    return tuple(row.person for row in plans if row.is_shown(Audience(facts, row.person)))


def _cut(row: Row, audience: Audience) -> Row:
    """The row with its visible cells alone; what refers to a row that the client can't see is empty."""
    sheet = type(row)
    values = {c.name: row.values[c.name] for c in sheet.visible() if c.name in row.values}
    for column, to in references(sheet):
        if column.name in values:
            seen = tuple(key for key in keys_in(values[column.name]) if audience.sees(to, key))
            if not seen:
                del values[column.name]
            elif isinstance(column.kind, Refs):
                values[column.name] = seen
            else:
                assert isinstance(column.kind, Ref), "a reference is to one row or to several"
    places = {c.name: row.places[c.name] for c in sheet.visible() if c.name in row.places}
    return sheet(values, places, hidden=HIDDEN_NAMES[sheet])


def _summed(facts: Facts) -> Facts:
    """The facts with each quarter's revenue in its own cell, where the invoice lines hold it.

    The client may see the quarter's sum, never the lines. A quarter of which some line lacks its revenue has no sum.
    """
    sums = {
        quarter: lines.revenue
        for quarter, lines in facts.once(invoiced).items()
        if lines.revenue is not None and not lines.lacks_revenue
    }
    if not sums:
        return facts
    rows = [_with_revenue(row, sums) for row in facts.of(Financial)]
    given = {(row.quarter.year, row.quarter.quarter) for row in rows}
    rows += [
        Financial({Financial.quarter.name: Period(*quarter), Financial.revenue.name: total})
        for quarter, total in sorted(sums.items())
        if quarter not in given
    ]
    return facts.with_rows(Financial, tuple(rows))


def _with_revenue(row: Financial, sums: Mapping[tuple[int, int], float]) -> Financial:
    total = sums.get((row.quarter.year, row.quarter.quarter))
    if row.revenue is not None or total is None:
        return row
    return Financial({**row.values, Financial.revenue.name: total}, row.places)
