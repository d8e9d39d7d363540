"""What changed in the rows since the last pack: added, removed, and each watched column that differs, by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from pipeline.columns import Column, Row, natural
from pipeline.figures import Case
from pipeline.kinds import Day
from pipeline.manifest import COMPARED, compared_rows, row_id
from pipeline.sheets.account import Ask, Contract, Strategy
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.people import Person, RelationshipPlan
from pipeline.sheets.performance import Financial, Measure, Opportunity, Transaction, Value
from pipeline.sheets.risks import Risk
from pipeline.theme import Tone

Cells = Mapping[str, Any]  # column name -> JSON value


class Told(NamedTuple):
    """What is told: its kind, and for a cell the column's name with both JSON values."""

    kind: str
    field: str = ""
    before: Any = None
    after: Any = None
    tone: Tone | None = None


@dataclass(frozen=True)
class Change:
    """A difference between two packs; `row` is None where it is gone."""

    sheet: type[Row]
    id: str
    what: str
    row: Row | None
    told: Told


def differing_column(change: Change) -> Column[Any] | None:
    """The column that differs; None where the row as a whole came or went."""
    return change.sheet.column(change.told.field) if change.told.field else None


# What a row of the sheet is called, and under which kind a difference of a column is told.
NAMED: dict[type[Row], Column[Any]] = {
    Goal: Goal.goal, Action: Action.activity, Risk: Risk.event, Person: Person.name, Measure: Measure.measure,
    Value: Value.initiative, Opportunity: Opportunity.opportunity, Ask: Ask.ask, Contract: Contract.contract,
    Strategy: Strategy.need, Financial: Financial.quarter, RelationshipPlan: RelationshipPlan.person,
}  # fmt: skip
WATCHED: dict[type[Row], dict[Column[Any], str]] = {
    Goal: {
        Goal.status: "status", Goal.target: "re-targeted", Goal.target_date: "slipped",
        Goal.owner: "owner", Goal.customer_owner: "owner", Goal.agreed_on: "agreed", Goal.comment: "said",
    },
    Action: {
        Action.status: "status", Action.due: "slipped", Action.owner: "owner", Action.customer_owner: "owner",
        Action.comment: "said",
    },
    Risk: {Risk.status: "status", Risk.target_score: "re-targeted", Risk.owner: "owner"},
    RelationshipPlan: {RelationshipPlan.agreed_on: "agreed", RelationshipPlan.status: "status"},
    Person: {
        Person.influence: "re-scored", Person.support: "re-scored", Person.now: "re-scored",
        Person.target: "re-targeted", Person.owner: "owner",
    },
    Measure: {Measure.target: "re-targeted", Measure.owner: "owner", Measure.agreed_on: "agreed"},
    Value: {Value.state: "status", Value.amount: "restated"},
    Opportunity: {
        Opportunity.stage: "status", Opportunity.value: "restated", Opportunity.probability: "re-scored",
        Opportunity.expected_close: "slipped", Opportunity.owner: "owner",
    },
    Ask: {Ask.outcome: "outcome", Ask.by: "slipped"},
    Contract: {Contract.renewal: "status", Contract.annual_value: "terms", Contract.end: "terms"},
    Strategy: {Strategy.stage: "status", Strategy.owner: "owner"},
    Financial: {
        Financial.revenue: "restated", Financial.cost_of_sales: "restated", Financial.cost_to_serve: "restated",
        Financial.revenue_target: "re-targeted", Financial.margin_target: "re-targeted",
    },
}  # fmt: skip
SCORED = (Risk.likelihood, Risk.impact, Risk.residual_likelihood, Risk.residual_impact)
TOLD: tuple[type[Row], ...] = (*COMPARED, Transaction)  # a quarter's revenue may stand in its invoice lines
READS = tuple(column for sheet in TOLD for column in sheet.columns)

GOOD = {
    "achieved",
    "done",
    "won",
    "closed",
    "secure",
    "validated",
    "client confirmed",
    "accepted",
    "rewarded",
    "granted",
}
BAD = {"cancelled", "blocked", "lost", "at risk", "happening", "happened", "disputed", "refused"}
BETTER_UP = {Person.support, Person.now, Opportunity.probability}

# What is told first.
ORDER = (
    "left", "outcome", "agreed", "said", "status", "re-scored", "slipped", "re-targeted", "terms", "restated", "came",
    "owner", "added", "removed",
)  # fmt: skip


def changes_of(case: Case) -> list[Change] | None:
    """Every change since the last pack, the weightiest kinds first; None where there is no pack to compare with."""
    if case.earlier is None:
        return None
    now, found = case.facts.once(compared_rows), []
    for sheet in COMPARED:
        before = case.earlier.rows.get(sheet.tab)
        if before is not None:
            rows = {row_id(row): row for row in case.facts.of(sheet)}
            found += list(_of_sheet(case, sheet, rows, now[sheet.tab], before))
    # The sort is stable: within a kind the sheets keep their order; rows stand by id, however they are kept.
    return sorted(found, key=lambda change: ORDER.index(change.told.kind))


def _of_sheet(
    case: Case, sheet: type[Row], rows: Mapping[str, Row], now: Mapping[str, Cells], before: Mapping[str, Cells]
) -> Iterator[Change]:
    """The changes of a sheet, row by row."""
    for id, cells in sorted(now.items(), key=lambda row: natural(row[0])):
        news = _of_row(case, sheet, id, cells, before[id]) if id in before else _of_new_row(case, sheet, cells)
        for told in news:
            yield Change(sheet, id, _name(case, sheet, id, cells), rows[id], told)
    for id, cells in sorted(before.items(), key=lambda row: natural(row[0])):
        if id not in now:
            yield Change(sheet, id, _name(case, sheet, id, cells), None, Told("removed"))


def _of_new_row(case: Case, sheet: type[Row], cells: Cells) -> Iterator[Told]:
    """A row that was not there: somebody came, or it was added; a further quarter is no news."""
    if sheet is Person:
        if not _has_left(cells, case.facts.as_of.isoformat()):
            yield Told("came")
    elif sheet is not Financial:
        yield Told("added")


def _of_row(case: Case, sheet: type[Row], id: str, now: Cells, before: Cells) -> Iterator[Told]:
    """The changes of a row that stands in both packs."""
    if sheet is Person and case.earlier is not None and _has_left(now, case.facts.as_of.isoformat()):
        if not _has_left(before, case.earlier.as_of):
            yield Told("left", Person.left_on.name, None, now["left_on"], Tone.WATCH)
        return
    if sheet is Person and case.earlier is not None and _has_left(before, case.earlier.as_of):
        yield Told("came")
    if sheet is Risk and _score(now) != _score(before):
        yield _rescored(now, before)
    for column, kind in WATCHED[sheet].items():
        was, is_now = before.get(column.name), now.get(column.name)
        if was == is_now:
            continue
        if kind == "restated" and sheet is Financial and not _is_restated(case, id, was):
            continue
        if column is Action.due and now.get("repeats", "none") != "none":
            continue  # the day of what repeats moves on by its rhythm
        if kind == "slipped" and not (was and is_now and is_now > was):
            kind = "re-targeted"
        yield Told(kind, column.name, was, is_now, _tone(kind, column, was, is_now))


def _has_left(cells: Cells, day: str) -> bool:
    """Whether somebody had left by a day; days as ISO text."""
    return "left_on" in cells and cells["left_on"] <= day


def _is_restated(case: Case, quarter: str, was: Any) -> bool:
    """Whether a quarter's value was final before: given, in a quarter that the last pack looked back on."""
    return was is not None and case.earlier is not None and quarter <= case.earlier.period


def _score(cells: Cells) -> int | None:
    """Likelihood x impact: residual where both are given, else inherent."""
    for likelihood, impact in (("residual_likelihood", "residual_impact"), ("likelihood", "impact")):
        if likelihood in cells and impact in cells:
            return int(cells[likelihood]) * int(cells[impact])
    return None


def _rescored(now: Cells, before: Cells) -> Told:
    was, is_now = _score(before), _score(now)
    column = Risk.residual_likelihood if "residual_likelihood" in now else Risk.likelihood
    up = was is not None and is_now is not None and is_now > was
    down = was is not None and is_now is not None and is_now < was
    return Told("re-scored", column.name, was, is_now, Tone.BAD if up else Tone.GOOD if down else None)


def _tone(kind: str, column: Column[Any], was: Any, is_now: Any) -> Tone | None:
    """Whether a change is good news or bad; None where it is neither."""
    if kind == "slipped":
        return Tone.WATCH
    if kind == "agreed":
        return Tone.GOOD if is_now else Tone.BAD
    if kind in ("status", "outcome"):
        return Tone.GOOD if is_now in GOOD else Tone.BAD if is_now in BAD else None
    if column in BETTER_UP and was is not None and is_now is not None:
        return Tone.GOOD if is_now > was else Tone.BAD
    return None


def _name(case: Case, sheet: type[Row], id: str, cells: Cells) -> str:
    """What the row is called, a plan by its executive's name; its id where it has no words."""
    if sheet is RelationshipPlan:
        return next((person.name for person in case.facts.of(Person) if person.id == id), id)
    return str(cells.get(NAMED[sheet].name) or id)


def read_back(column: Column[Any], value: Any) -> Any:
    """A JSON value as the value it was: days as days, several names as words."""
    if isinstance(column.kind, Day) and isinstance(value, str):
        return date.fromisoformat(value)
    return "; ".join(value) if isinstance(value, list) else value
