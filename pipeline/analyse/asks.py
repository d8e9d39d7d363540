"""What we ask for: open, overdue, and what became of what was asked before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pipeline.analyse.dues import last_review
from pipeline.analyse.lines import Part, line, said
from pipeline.analyse.slips import slips_part
from pipeline.columns import natural, places
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.sheets.account import Ask, Review
from pipeline.theme import Tone

NONE = "no ask given"
READS = (Ask.id, Ask.by, Ask.raised_on, Ask.outcome)
OPEN = (None, "open")
AS_THEN = "as in the last pack"
TONES = {"granted": Tone.GOOD, "refused": Tone.BAD, "withdrawn": Tone.MUTED}


def _asks(case: Case) -> list[Ask]:
    """Every ask, needed first first."""
    return sorted(case.facts.of(Ask), key=lambda row: (row.by or date.max, natural(row.id)))


def _is_late(case: Case, row: Ask) -> bool:
    return row.outcome in OPEN and row.by is not None and row.by < case.facts.as_of


def _line(case: Case, row: Ask) -> Line:
    at = row.place(Ask.by, Ask.outcome)
    late = (case.facts.as_of - row.by).days if row.by and _is_late(case, row) else 0
    waited = (case.facts.as_of - row.raised_on).days if row.raised_on and row.outcome in OPEN else None
    if row.outcome is None:
        state = missing("to confirm", row.place(Ask.outcome))
    elif late:
        state = found("overdue", at, Tone.BAD)
    else:
        state = found(row.outcome, row.place(Ask.outcome), TONES.get(row.outcome))
    name = f"asks.{row.id}"
    parts: dict[str, Part] = {
        "slips": slips_part(case, name, row, Ask.by),
        "state": (Unit.TEXT, "Outcome; overdue where it is open and By has passed", state),
        "days_overdue": (
            Unit.DAYS,
            "as-of day - By, while open",
            found(late, at, Tone.BAD) if late else missing("not overdue", at),
        ),
        "waiting": (
            Unit.DAYS,
            "as-of day - Raised on, while open",
            missing("not open" if row.outcome not in OPEN else "to confirm")
            if waited is None
            else found(waited, row.place(Ask.raised_on)),
        ),
    }
    return line(case, name, row, parts)


def _list(case: Case, chosen: Iterable[Ask]) -> Answer:
    rows = list(chosen)
    if not case.facts.of(Ask):
        return missing(NONE)
    return found(tuple(_line(case, row) for row in rows), (place for row in rows for place in row.place()))


@figure("asks.all", Unit.LIST, "Every ask, first needed first", "rows of Asks by By", READS, shared=True)
def every(case: Case) -> Answer:
    return _list(case, _asks(case))


@figure(
    "asks.open",
    Unit.LIST,
    "The open asks, first needed (so the longest overdue) first",
    "rows of Asks with Outcome open or empty, by By",
    READS,
    shared=True,
)
def open_asks(case: Case) -> Answer:
    return _list(case, (row for row in _asks(case) if row.outcome in OPEN))


@figure(
    "asks.overdue",
    Unit.LIST,
    "Open asks past their day",
    "rows of Asks with Outcome open or empty, and By before the as-of day",
    READS,
    shared=True,
)
def overdue(case: Case) -> Answer:
    return _list(case, (row for row in _asks(case) if _is_late(case, row)))


def _outcome(case: Case, outcome: str) -> Answer:
    rows = [row for row in _asks(case) if row.outcome == outcome]
    return _list(case, sorted(rows, key=lambda row: row.outcome_date or date.min, reverse=True))


@figure(
    "asks.granted",
    Unit.LIST,
    "Asks that were granted, newest first",
    "rows of Asks with Outcome granted",
    (*READS, Ask.outcome_date),
    shared=True,
)
def granted(case: Case) -> Answer:
    return _outcome(case, "granted")


@figure(
    "asks.refused",
    Unit.LIST,
    "Asks that were refused, newest first",
    "rows of Asks with Outcome refused",
    (*READS, Ask.outcome_date),
    shared=True,
)
def refused(case: Case) -> Answer:
    return _outcome(case, "refused")


@figure(
    "asks.decided_since",
    Unit.LIST,
    "What became of the asks since the last review, newest first",
    "rows of Asks granted, refused or withdrawn with Outcome date after the last review; without that date, those "
    "that were open in the last pack",
    (*READS, Ask.outcome_date, Review.day, Review.type),
)
def decided_since(case: Case) -> Answer:
    start = last_review(case)
    if not isinstance(start.value, date):
        return missing(NONE if not case.facts.of(Ask) else start.reason)
    known = case.earlier.rows.get(Ask.tab, {}) if case.earlier else {}

    def is_news(row: Ask) -> bool:
        if row.outcome_date is not None:
            return row.outcome_date > start.value if isinstance(start.value, date) else False
        return row.id in known and known[row.id].get("outcome", "open") == "open"

    rows = [row for row in _asks(case) if row.outcome not in OPEN and is_news(row)]
    return _list(case, sorted(rows, key=lambda row: row.outcome_date or date.min, reverse=True))


@figure(
    "asks.last_time",
    Unit.LIST,
    "What became of the asks that were open in the last pack",
    "rows of Asks that were open in the last pack, each with its Outcome today; one no longer listed says so",
    READS,
)
def last_time(case: Case) -> Answer:
    """An ask that is not answered is no longer asked by being taken out."""
    if case.earlier is None:
        return missing("no earlier pack to compare with")
    was_open = {id: cells for id, cells in case.earlier.rows.get(Ask.tab, {}).items() if cells.get("outcome") in OPEN}
    now = {row.id: row for row in case.facts.of(Ask)}
    lines = [
        _line(case, now[id]) if id in now else _no_longer_listed(case, id, was_open[id])
        for id in sorted(was_open, key=natural)
    ]
    return found(tuple(lines), (place for item in lines for place in item["state"].sources))


def _no_longer_listed(case: Case, id: str, cells: Mapping[str, Any]) -> Line:
    """An ask as the last pack had it."""
    of_whom = cells.get("of_whom")
    parts: dict[str, Part] = {
        "id": (Unit.TEXT, AS_THEN, found(id)),
        "ask": (Unit.TEXT, AS_THEN, said(cells.get("ask"))),
        "of_whom": (Unit.TEXT, AS_THEN, said("; ".join(of_whom) if isinstance(of_whom, list) else of_whom)),
        "outcome_date": (Unit.DATE, AS_THEN, missing("not decided")),
        "state": (Unit.TEXT, "not among the rows of Asks", found("no longer listed", (), Tone.MUTED)),
    }
    return line(case, f"asks.last_time.{id}", None, parts)


@figure("asks.open_count", Unit.COUNT, "Open asks", "rows of Asks with Outcome open or empty", (Ask.outcome,))
def open_count(case: Case) -> Answer:
    rows = case.facts.of(Ask)
    return found(sum(row.outcome in OPEN for row in rows), places(rows, Ask.outcome)) if rows else missing(NONE)


@figure(
    "asks.overdue_count",
    Unit.COUNT,
    "Open asks past their day",
    "rows of Asks with Outcome open or empty, and By before the as-of day",
    (Ask.outcome, Ask.by),
)
def overdue_count(case: Case) -> Answer:
    rows = case.facts.of(Ask)
    late = [row for row in rows if _is_late(case, row)]
    if not rows:
        return missing(NONE)
    return found(len(late), places(late or rows, Ask.by, Ask.outcome), Tone.BAD if late else Tone.GOOD)


@figure(
    "asks.cost",
    Unit.MONEY,
    "What the open asks cost us",
    "sum of Cost over the open asks that have one",
    (Ask.outcome, Ask.cost),
)
def cost(case: Case) -> Answer:
    rows = [row for row in case.facts.of(Ask) if row.outcome in OPEN and row.cost is not None]
    return found(sum(row.cost or 0 for row in rows), places(rows, Ask.cost)) if rows else missing("no cost given")
