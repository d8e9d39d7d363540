"""The changes since the last pack, row by row by id: what, before and after, the weightiest kinds first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pipeline.analyse.differences import NAMED, READS, SCORED, Change, changes_of, differing_column, read_back
from pipeline.analyse.lines import Part, line
from pipeline.analyse.renamed import renamed
from pipeline.analyse.slips import SLIPS, times_put_off
from pipeline.client_actions import ANSWERS, THEIRS
from pipeline.columns import Column, Row
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing, unit_of
from pipeline.manifest import row_id
from pipeline.problems import Place
from pipeline.sheets.account import Ask
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.performance import Opportunity
from pipeline.theme import Tone

NOTHING_EARLIER = "no earlier pack to compare with"
# The topic under whose lines slips are counted, and the column that keeps a row's first day.
SLIPPING: Mapping[type[Row], tuple[str, Column[date] | None]] = {
    Goal: ("goals", None), Action: ("actions", Action.first_due), Ask: ("asks", None),
    Opportunity: ("growth", Opportunity.first_expected),
}  # fmt: skip


def _changes(case: Case) -> list[Change] | None:
    made: list[Change] | None = case.shared("changes", lambda facts: changes_of(case))
    return made


def _line(case: Case, number: int, change: Change) -> Line:
    """A change as a line; a risk's score is a count, whatever its cells are."""
    name, column, told = f"changes.{number}", differing_column(change), change.told
    unit = Unit.TEXT if column is None else Unit.SCORE if column in SCORED else unit_of(column)
    at = change.row.place(column) if change.row and column else change.row.place() if change.row else ()
    heading = "Score" if column in SCORED else column.heading if column else ""
    parts: dict[str, Part] = {
        "kind": (Unit.TEXT, "the kind of change", found(told.kind, at, told.tone)),
        "sheet": (Unit.TEXT, "the tab it stands on", found(change.sheet.tab)),
        "id": (Unit.TEXT, "what the row is known by", found(change.id, at)),
        "what": (Unit.TEXT, "what the row is about", found(change.what, at)),
        "field": (Unit.TEXT, "the heading of the cell", found(heading) if heading else missing("the whole row")),
        "before": (
            unit,
            f"as in the pack of {case.earlier.period if case.earlier else ''}",
            _value(column, told.before),
        ),
        "after": (unit, "as given", _value(column, told.after, at)),
        "times": _slips(case, change.row, column, at)
        if change.row and column and told.kind == "slipped"
        else (Unit.COUNT, SLIPS, missing("not put off")),
    }
    return line(case, name, change.row, parts)


def _slips(case: Case, row: Row, day: Column[Any], at: tuple[Place, ...]) -> Part:
    """How often a day was put off by now, under the name by which its own topic counts it."""
    topic, first = SLIPPING[type(row)]
    return Unit.COUNT, SLIPS, found(times_put_off(case, f"{topic}.{row_id(row)}", row, day, first), at, Tone.WATCH)


def _value(column: Column[Any] | None, value: object, at: tuple[Place, ...] = ()) -> Answer:
    if column is None:
        return missing("the whole row")
    return missing("empty") if value is None else found(read_back(column, value), at)


@figure(
    "changes.all",
    Unit.LIST,
    "What changed since the last pack: kind, sheet, id, what, field, before, after, times put off",
    "rows of the compared sheets by id against the newest earlier period's pack; people who left, asks' outcomes, "
    "what the customer agreed to and said, "
    "status, re-scored, slipped, re-targeted, terms, restated, came, owner, added, removed",
    READS,
)
def every(case: Case) -> Answer:
    made = _changes(case)
    if made is None:
        return missing(NOTHING_EARLIER)
    lines = tuple(_line(case, number, change) for number, change in enumerate(made, 1))
    return found(lines, (place for item in lines for place in item.kind.sources))


@figure("changes.count", Unit.COUNT, "Changes since the last pack", "lines of changes.all", READS)
def count(case: Case) -> Answer:
    made = _changes(case)
    return missing(NOTHING_EARLIER) if made is None else found(len(made), case["changes.all"].sources)


@figure("changes.since", Unit.TEXT, "The quarter of the last pack", "the newest earlier period that has a pack", READS)
def since(case: Case) -> Answer:
    return found(case.earlier.period) if case.earlier else missing(NOTHING_EARLIER)


@figure(
    "changes.by_kind",
    Unit.LIST,
    "How many changes of each kind: kind, count",
    "lines of changes.all by kind",
    READS,
)
def by_kind(case: Case) -> Answer:
    made = _changes(case)
    if made is None:
        return missing(NOTHING_EARLIER)
    at: dict[str, list[tuple[Place, ...]]] = {}
    for change in case["changes.all"].lines:
        at.setdefault(str(change.kind.value), []).append(change.kind.sources)
    return found(
        tuple(
            line(
                case,
                f"changes.by_kind.{kind}",
                None,
                {
                    "kind": (Unit.TEXT, "the kind of change", found(kind)),
                    "count": (Unit.COUNT, "changes of the kind", found(len(each), (p for one in each for p in one))),
                },
            )
            for kind, each in at.items()
        )
    )


def _is_theirs(change: Change) -> bool:
    """Whether a change is the client's own: its comment, its owner, its answer on value."""
    column = differing_column(change)
    return column in THEIRS and (column not in ANSWERS or change.told.after in ANSWERS[column])


def _chosen(case: Case, such: Callable[[Change], bool]) -> Answer:
    made = _changes(case)
    if made is None:
        return missing(NOTHING_EARLIER)
    lines = tuple(item for item, change in zip(case["changes.all"].lines, made, strict=True) if such(change))
    return found(lines, (place for item in lines for place in item.kind.sources))


@figure(
    "changes.agreed",
    Unit.LIST,
    "What the customer agreed to since the last pack: goals, measures, plans made with its executives",
    "changes of kind agreed that hold a day now",
    READS,
)
def agreed(case: Case) -> Answer:
    return _chosen(case, lambda change: change.told.kind == "agreed" and change.told.after is not None)


@figure(
    "changes.by_client",
    Unit.LIST,
    "What the customer itself changed since the last pack: its comments, its owners, its answers on value",
    "changes of Customer comment and Customer owner, and of State to client confirmed or disputed",
    READS,
)
def by_client(case: Case) -> Answer:
    return _chosen(case, _is_theirs)


@figure(
    "changes.restated",
    Unit.LIST,
    "Past quarters that were restated: field, before, after",
    "changes of kind restated on the tab Financials",
    READS,
)
def restated(case: Case) -> Answer:
    told = case["changes.all"]
    if told.absent:
        return missing(told.reason)
    lines = tuple(item for item in told.lines if item.kind.value == "restated" and item.sheet.value == "Financials")
    return found(lines, (place for item in lines for place in item.kind.sources))


@figure(
    "changes.likely_same",
    Unit.LIST,
    "Rows that are likely the same under a new id: sheet, id, former id, what, former what, likeness",
    "an added and a removed row of one tab whose words are alike to 80 % or more; both stay in changes.all",
    READS,
)
def likely_same(case: Case) -> Answer:
    """Offered, never merged: only their owner knows."""
    made = _changes(case)
    if made is None:
        return missing(NOTHING_EARLIER)
    lines = []
    for number, (now, before, likeness) in enumerate(renamed(made), 1):
        at = now.row.place(NAMED[now.sheet]) if now.row else ()
        parts: dict[str, Part] = {
            "sheet": (Unit.TEXT, "the tab they stand on", found(now.sheet.tab)),
            "id": (Unit.TEXT, "what the row is known by", found(now.id, at)),
            "former_id": (Unit.TEXT, "what it was known by in the last pack", found(before.id)),
            "what": (Unit.TEXT, "what the row is about", found(now.what, at)),
            "former_what": (Unit.TEXT, "what it was about in the last pack", found(before.what)),
            "likeness": (Unit.PERCENT, "letters that agree / letters of both", found(likeness, at)),
        }
        lines.append(line(case, f"changes.likely_same.{number}", now.row, parts))
    return found(tuple(lines), (place for item in lines for place in item.what.sources))
