"""The actions: open, overdue, blocked, put off, and what is due in the next 90 days."""

from __future__ import annotations

from datetime import timedelta

from pipeline.analyse.action_lines import DUE, LISTED, NONE, action_list, such
from pipeline.analyse.dues import Duty, duties_of, slips
from pipeline.columns import places
from pipeline.figures import Answer, Case, Unit, figure, found, missing
from pipeline.sheets.goals import Action
from pipeline.theme import Tone

AHEAD = 90  # days that are looked ahead


@figure("actions.all", Unit.LIST, "Every action, first due first", "rows of Actions by due day", LISTED)
def every(case: Case) -> Answer:
    return action_list(case, duties_of(case))


@figure(
    "actions.open",
    Unit.LIST,
    "The open actions, first due (so the longest overdue) first",
    "rows of Actions that are open, in progress or blocked, or without a status, by due day",
    LISTED,
)
def open_actions(case: Case) -> Answer:
    return action_list(case, such(case, lambda duty: duty.is_open))


@figure(
    "actions.overdue",
    Unit.LIST,
    "The overdue actions, the longest overdue first",
    "open actions whose due day is before the as-of day; a repeating one by its last contact",
    LISTED,
)
def overdue(case: Case) -> Answer:
    return action_list(case, such(case, lambda duty: duty.late(case.facts.as_of) > 0))


@figure("actions.blocked", Unit.LIST, "The blocked actions", "rows of Actions with Status blocked", LISTED)
def blocked(case: Case) -> Answer:
    return action_list(case, such(case, lambda duty: duty.action.status == "blocked"))


@figure(
    "actions.slipped",
    Unit.LIST,
    "Open actions whose due day was put off",
    "open actions due later than First due, or than in the last pack",
    LISTED,
)
def slipped(case: Case) -> Answer:
    return action_list(case, such(case, lambda duty: duty.is_open and slips(case, duty.action) > 0))


@figure(
    "actions.next_90_days",
    Unit.LIST,
    "Open actions due in the next 90 days",
    "open actions due from the as-of day to 90 days later",
    LISTED,
)
def next_90_days(case: Case) -> Answer:
    return action_list(case, due_ahead(case))


def due_ahead(case: Case) -> list[Duty]:
    """The open actions due in the next 90 days."""
    first, last = case.facts.as_of, case.facts.as_of + timedelta(days=AHEAD)
    return such(case, lambda duty: duty.is_open and duty.due is not None and first <= duty.due <= last)


@figure(
    "actions.open_count",
    Unit.COUNT,
    "Open actions",
    "actions that are open, in progress or blocked, or without a status",
    DUE,
)
def open_count(case: Case) -> Answer:
    rows = [duty.action for duty in duties_of(case)]
    if not rows:
        return missing(NONE)
    return found(len(such(case, lambda duty: duty.is_open)), places(rows, Action.status))


@figure("actions.overdue_count", Unit.COUNT, "Overdue actions", "open actions due before the as-of day", DUE)
def overdue_count(case: Case) -> Answer:
    if not duties_of(case):
        return missing(NONE)
    late = such(case, lambda duty: duty.late(case.facts.as_of) > 0)
    at = [place for duty in (late or duties_of(case)) for place in duty.places]
    return found(len(late), at, Tone.BAD if late else Tone.GOOD)
