"""Takes rows back a quarter: what is dated later goes, what was settled later is open again, then its overlay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from pipeline.columns import Row
from pipeline.kinds import Ref, Refs, split_several
from pipeline.periods import Period
from pipeline.sheets.account import Ask, Comment, Intelligence, Review
from pipeline.sheets.goals import Action, Goal, Progress
from pipeline.sheets.people import Interaction, Person, RelationshipPlan
from pipeline.sheets.performance import Feedback, Financial, Opportunity, Reading, Transaction, Value
from pipeline.sheets.programme import Assessment, SelfCheck
from pipeline.sheets.risks import Risk
from pipeline.sheets.scoring import Candidate, Score
from pipeline.sheets.swot import Point
from tests.examples.notation import Cells, Overlay, Rows, dated, first_key

# A row is born on this day; before it, the row is not there.
BORN: Mapping[type[Row], str] = {
    Intelligence: "day", Review: "day", Ask: "raised_on", Interaction: "day", Progress: "day", Risk: "raised",
    Transaction: "day", Value: "day", Opportunity: "opened", Feedback: "day", Action: "start", Point: "first_noted",
    Score: "day", Assessment: "day", SelfCheck: "day",
}  # fmt: skip
# A quarter's row is filled after the quarter has ended.
QUARTERLY = (Reading, Comment)
# What a later day in this column takes back, and what stands there instead.
SETTLED: Mapping[type[Row], tuple[str, Cells]] = {
    Ask: ("outcome_date", {"outcome": "open"}),
    Action: ("done_on", {"status": "in progress", "outcome": None, "yields": None, "complete": None}),
    Opportunity: ("closed_on", {"stage": "negotiating", "probability": 0.6, "lost_because": None}),
    Risk: ("closed_on", {"status": "open", "how_ended": None, "lesson": None}),
    Value: ("confirmed_on", {"state": "claimed", "confirmed_by": None}),
    Person: ("left_on", {}),
    Goal: ("agreed_on", {}),
    RelationshipPlan: ("agreed_on", {"status": "draft"}),
    Candidate: ("decided_on", {"decision": None}),
}
# These move on with every review or talk: a quarter ago they stood a quarter earlier.
MOVING: Mapping[type[Row], str] = {
    Point: "last_reviewed", Risk: "last_reviewed", RelationshipPlan: "last_reviewed", Person: "last_contact",
}  # fmt: skip
ACTUALS = (
    "revenue", "cost_of_sales", "cost_to_serve", "category_spend", "spend_source", "recurring", "receivables",
    "overdue_30", "overdue_60", "overdue_90", "overdue_more", "credit_sales", "source", "as_of_date",
)  # fmt: skip


def earlier(now: Rows, overlay: Overlay, period: Period, as_of: date) -> Rows:
    """The rows as they stood on that day, after that quarter."""
    sheets = {}
    for sheet in {**now, **overlay}:
        rows = [
            _as_it_was(sheet, dict(row), as_of) for row in now.get(sheet, ()) if _was_there(sheet, row, period, as_of)
        ]
        if sheet is Financial:
            rows = [_quarter(row, period) for row in rows if Period.parse(row["quarter"]) <= period.back(-1)]
        sheets[sheet] = _overlaid(sheet, rows, overlay.get(sheet, {}))
    return _without_lost_references(sheets)


def _was_there(sheet: type[Row], row: Cells, period: Period, as_of: date) -> bool:
    """Whether the row had been written by then."""
    if sheet in QUARTERLY:
        return Period.parse(row["quarter"]) <= period
    born: Any = row.get(BORN.get(sheet, ""))
    return born is None or born <= as_of


def _as_it_was(sheet: type[Row], row: Cells, as_of: date) -> Cells:
    """Open again what was settled later; set back what moves on."""
    if sheet in SETTLED:
        column, before = SETTLED[sheet]
        if row.get(column) and row[column] > as_of:
            row = {**row, column: None, **before}
    moving = MOVING.get(sheet)
    if moving and row.get(moving) and row[moving] > as_of:
        row[moving] = max(row[moving] - timedelta(days=91), row.get(BORN.get(sheet, "")) or date.min)
    return {name: value for name, value in row.items() if value is not None}


def _quarter(row: Cells, period: Period) -> Cells:
    """A quarter not ended by then holds targets alone."""
    if Period.parse(row["quarter"]) <= period:
        return row
    return {name: value for name, value in row.items() if name not in ACTUALS}


def _without_lost_references(sheets: Rows) -> Rows:
    """Take out of the cells what refers to a row that was not there yet; a contact with nobody is none."""
    known: dict[str, set[str]] = {}
    for sheet, rows in sheets.items():
        known.setdefault(sheet.tab, set()).update(first_key(sheet, row) for row in rows)
    found: dict[type[Row], list[Cells]] = {}
    for sheet, rows in sheets.items():
        found[sheet] = []
        for row in rows:
            kept = {name: _kept(sheet, name, value, known) for name, value in row.items()}
            if all(kept[column.name] for column in sheet.columns if column.identifies):
                found[sheet].append({name: value for name, value in kept.items() if value is not None})
    return found


def _kept(sheet: type[Row], name: str, value: Any, known: Mapping[str, set[str]]) -> Any:
    """What a cell still refers to; None where nothing is left. Other cells are as they are."""
    kind = None if name == "votes" else sheet.column(name).kind
    if not isinstance(kind, Ref | Refs):
        return value
    parts = split_several(value)
    return "; ".join(part for part in parts if any(part in known.get(tab, ()) for tab in kind.to)) or None


def _overlaid(sheet: type[Row], rows: list[Cells], overlay: Mapping[str, Cells | None]) -> list[Cells]:
    """The rows with the overlay's cells; rows it takes out are gone, rows only it knows are added."""
    found = []
    left = dict(overlay)
    for row in rows:
        change = left.pop(first_key(sheet, row), {})
        if change is not None:
            found.append(dated(sheet, {**row, **change}))
    for key, cells in left.items():
        if not cells:
            raise ValueError(f"{sheet.tab}: the overlay names {key}, which is not there")
        found.append(dated(sheet, cells))
    return found
