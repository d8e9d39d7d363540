"""The actions that both sides see: open, overdue, due soon, done on time; told from their own cells alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from pipeline.analyse.dues import DAYS, MONTHS, OPEN
from pipeline.analyse.lines import Part, line
from pipeline.columns import natural, places
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.periods import months_later
from pipeline.sharing import shared_rows
from pipeline.sheets.goals import Action
from pipeline.theme import Tone

AHEAD = 90  # days that are looked ahead
NONE = "no action is shared with the client"
READS = (Action.id, Action.due, Action.repeats, Action.status, Action.done_on)


def due_of(action: Action, as_of: date) -> date | None:
    """The day an action is due; a repeating one: the first day of its rhythm, from Due on, that has not passed."""
    if action.due is None or action.repeats in (None, "none") or action.due >= as_of:
        return action.due
    if action.repeats in DAYS:
        rhythm = DAYS[action.repeats]
        return action.due + timedelta(-(-(as_of - action.due).days // rhythm) * rhythm)
    months, rounds = MONTHS[str(action.repeats)], 1
    while months_later(action.due, months * rounds) < as_of:
        rounds += 1
    return months_later(action.due, months * rounds)


def _is_open(action: Action) -> bool:
    return action.status in OPEN


def _days_late(case: Case, action: Action) -> int:
    """Days by which an open action is overdue; 0 where it is not. One that repeats comes again and is never late."""
    due = due_of(action, case.facts.as_of)
    return max((case.facts.as_of - due).days, 0) if due is not None and _is_open(action) else 0


def _such(case: Case, wanted: Callable[[Action], bool]) -> list[Action]:
    """The shared actions of which this holds, first due first."""
    rows = [row for row in case.facts.once(shared_rows(Action)) if wanted(row)]
    return sorted(rows, key=lambda row: (due_of(row, case.facts.as_of) or date.max, natural(row.id)))


def _line(case: Case, action: Action) -> Line:
    due, late = due_of(action, case.facts.as_of), _days_late(case, action)
    at = action.place(Action.due, Action.repeats)
    parts: dict[str, Part] = {
        "due": (
            Unit.DATE,
            "Due; a repeating action: the first day of its rhythm, from Due on, that has not passed",
            found(due, at, Tone.BAD if late else None) if due else missing("to confirm", at),
        ),
        "days_overdue": (
            Unit.DAYS,
            "as-of day - due, while not done",
            found(late, at, Tone.BAD) if late else missing("not overdue", at),
        ),
        "promise": (Unit.TEXT, "kept or late when done, missed when Due has passed", _promise(action, late)),
    }
    return line(case, f"actions.shared.{action.id}", action, parts)


def _promise(action: Action, late: int) -> Answer:
    """What became of a promise."""
    at = action.place(Action.status, Action.due, Action.done_on)
    if action.status == "done":
        if action.done_on is None or action.due is None:
            return missing("no day given on which it was done", at)
        kept = action.done_on <= action.due
        return found("kept" if kept else "late", at, Tone.GOOD if kept else Tone.WATCH)
    if late:
        return found("missed", at, Tone.BAD)
    return missing("not due yet" if _is_open(action) else "dropped", at)


def _list(case: Case, rows: list[Action]) -> Answer:
    if not case.facts.once(shared_rows(Action)):
        return missing(NONE)
    return found(tuple(_line(case, row) for row in rows), places(rows, *READS))


@figure(
    "actions.shared",
    Unit.LIST,
    "The actions shared with the client, first due first",
    "rows of Actions with Share with client yes, by due day",
    READS,
    shared=True,
)
def every(case: Case) -> Answer:
    return _list(case, _such(case, lambda row: True))


@figure(
    "actions.shared_open",
    Unit.LIST,
    "The open actions shared with the client, first due first",
    "shared actions that are open, in progress or blocked, by due day",
    READS,
    shared=True,
)
def open_actions(case: Case) -> Answer:
    return _list(case, _such(case, _is_open))


@figure(
    "actions.shared_overdue",
    Unit.LIST,
    "The overdue actions shared with the client, the longest overdue first",
    "shared open actions that don't repeat, with Due before the as-of day",
    READS,
    shared=True,
)
def overdue(case: Case) -> Answer:
    return _list(case, _such(case, lambda row: _days_late(case, row) > 0))


@figure(
    "actions.shared_next_90_days",
    Unit.LIST,
    "Open actions shared with the client that are due in the next 90 days",
    "shared open actions due from the as-of day to 90 days later",
    READS,
    shared=True,
)
def next_90_days(case: Case) -> Answer:
    first, last = case.facts.as_of, case.facts.as_of + timedelta(days=AHEAD)

    def is_ahead(row: Action) -> bool:
        due = due_of(row, first)
        return _is_open(row) and due is not None and first <= due <= last

    return _list(case, _such(case, is_ahead))


@figure(
    "actions.shared_done",
    Unit.LIST,
    "The actions shared with the client that were done since the quarter began, newest first",
    "shared actions with Status done and Done on from the quarter's first day to the as-of day",
    READS,
    shared=True,
)
def done_since(case: Case) -> Answer:
    first, last = case.facts.period.start, case.facts.as_of

    def is_recent(row: Action) -> bool:
        return row.status == "done" and row.done_on is not None and first <= row.done_on <= last

    return _list(case, sorted(_such(case, is_recent), key=lambda row: row.done_on or last, reverse=True))


@figure(
    "actions.shared_open_count",
    Unit.COUNT,
    "Open actions shared with the client",
    "shared actions that are open, in progress or blocked",
    READS,
    shared=True,
)
def open_count(case: Case) -> Answer:
    rows = case.facts.once(shared_rows(Action))
    return found(len(_such(case, _is_open)), places(rows, Action.status)) if rows else missing(NONE)


@figure(
    "actions.shared_overdue_count",
    Unit.COUNT,
    "Overdue actions shared with the client",
    "shared open actions that don't repeat, with Due before the as-of day",
    READS,
    shared=True,
)
def overdue_count(case: Case) -> Answer:
    rows = case.facts.once(shared_rows(Action))
    late = _such(case, lambda row: _days_late(case, row) > 0)
    if not rows:
        return missing(NONE)
    return found(len(late), places(late or rows, Action.due, Action.status), Tone.BAD if late else Tone.GOOD)


@figure(
    "actions.shared_on_time_share",
    Unit.PERCENT,
    "Shared actions done on time",
    "shared actions done on or before Due / shared actions done, or open and overdue; without those lacking a day",
    READS,
    shared=True,
)
def on_time_share(case: Case) -> Answer:
    done = _such(case, lambda row: row.status == "done" and row.done_on is not None and row.due is not None)
    late = _such(case, lambda row: _days_late(case, row) > 0)
    if not case.facts.once(shared_rows(Action)):
        return missing(NONE)
    if not done and not late:
        return missing("no shared action has been due yet")
    kept = [row for row in done if row.done_on and row.due and row.done_on <= row.due]
    share = len(kept) / (len(done) + len(late))
    tone = Tone.GOOD if share >= 0.9 else Tone.WATCH if share >= 0.7 else Tone.BAD
    return found(share, (*places(done, Action.due, Action.done_on), *places(late, Action.due)), tone)
