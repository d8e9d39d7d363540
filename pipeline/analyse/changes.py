"""The changes since the last pack, row by row by id: what, before and after, the weightiest kinds first."""

from __future__ import annotations

from typing import Any

from pipeline.analyse.differences import READS, SCORED, Change, changes_of, differing_column, read_back
from pipeline.analyse.lines import Part, line
from pipeline.columns import Column
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing, unit_of
from pipeline.problems import Place

NOTHING_EARLIER = "no earlier pack to compare with"


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
    }
    return line(case, name, change.row, parts)


def _value(column: Column[Any] | None, value: object, at: tuple[Place, ...] = ()) -> Answer:
    if column is None:
        return missing("the whole row")
    return missing("empty") if value is None else found(read_back(column, value), at)


@figure(
    "changes.all",
    Unit.LIST,
    "What changed since the last pack: kind, sheet, id, what, field, before, after",
    "rows of the compared sheets by id against the newest earlier period's pack; people who left, asks' outcomes, "
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
    counts: dict[str, int] = {}
    for change in made:
        counts[change.told.kind] = counts.get(change.told.kind, 0) + 1
    return found(
        tuple(
            line(
                case,
                f"changes.by_kind.{kind}",
                None,
                {
                    "kind": (Unit.TEXT, "the kind of change", found(kind)),
                    "count": (Unit.COUNT, "changes of the kind", found(n)),
                },
            )
            for kind, n in counts.items()
        )
    )


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
