"""An action as a line of a list: its due day, how late it is, how often it slipped, what became of the promise."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from pipeline.analyse.dues import Duty, department, duties_of, promised, slips
from pipeline.analyse.lines import Part, line_once
from pipeline.analyse.slips import SLIPS
from pipeline.columns import Column, natural
from pipeline.figures import Answer, Case, Line, Unit, found, missing
from pipeline.sheets.account import TeamMember
from pipeline.sheets.goals import Action
from pipeline.sheets.people import Interaction
from pipeline.theme import Tone

NONE = "no action given"
DUE: tuple[Column[Any], ...] = (
    Action.id, Action.due, Action.repeats, Action.status, Action.start, Action.person, Interaction.day,
    Interaction.people, Interaction.follow_up,
)  # fmt: skip
LISTED = (
    *DUE, Action.first_due, Action.done_on, Action.priority, Action.department, Action.owner, TeamMember.name,
    TeamMember.department,
)  # fmt: skip
PRIORITIES = {"high": 0, "medium": 1, "low": 2}


def by_day(duty: Duty) -> tuple[date, int, Any]:
    """First due first, then by priority, then by id."""
    action = duty.action
    return duty.due or date.max, PRIORITIES.get(action.priority or "medium", 1), natural(action.id)


def action_line(case: Case, duty: Duty) -> Line:
    """An action with what is computed about it."""
    return line_once(case, f"actions.{duty.action.id}", duty.action, lambda: _parts(case, duty))


def _parts(case: Case, duty: Duty) -> dict[str, Part]:
    """What is computed about an action."""
    action, as_of = duty.action, case.facts.as_of
    late, times = duty.late(as_of), slips(case, action)
    at_due = action.place(Action.due, Action.first_due)
    monday = duty.due - timedelta(days=duty.due.weekday()) if duty.due else None
    return {
        "department": (Unit.TEXT, "Department, else the owner's in Team", department(case.facts, action)),
        "due": (
            Unit.DATE,
            "Due; a repeating action: its last contact and a rhythm on, where that is later",
            found(duty.due, duty.places, Tone.BAD if late else None)
            if duty.due
            else missing("to confirm", duty.places),
        ),
        "days_overdue": (
            Unit.DAYS,
            "as-of day - due, while not done",
            found(late, duty.places, Tone.BAD) if late else missing("not overdue", duty.places),
        ),
        "slips": (Unit.COUNT, SLIPS, found(times, at_due, Tone.WATCH if times else None)),
        "week": (
            Unit.DATE,
            "the Monday of the week it is due",
            found(monday, duty.places) if monday else missing("to confirm", duty.places),
        ),
        "promised": (
            Unit.DATE,
            "Due in the last pack, else Due",
            found(told, at_due) if (told := promised(case, duty)) else missing("to confirm", at_due),
        ),
        "promise": (Unit.TEXT, "kept, late or missed, by the day promised", promise(case, duty)),
    }


def promise(case: Case, duty: Duty) -> Answer:
    """What became of a promise: kept or late when done, missed when its promised day has passed."""
    action, told = duty.action, promised(case, duty)
    at = action.place(Action.status, Action.due, Action.done_on)
    if action.status == "done":
        if action.done_on is None or action.due is None:
            return missing("no day given on which it was done", at)
        late = action.done_on > action.due
        return found("late" if late else "kept", at, Tone.WATCH if late else Tone.GOOD)
    if duty.is_open and told is not None and told < case.facts.as_of:
        return found("missed", at, Tone.BAD)
    return missing("not due yet" if duty.is_open else "dropped", at)


def action_list(case: Case, chosen: Iterable[Duty]) -> Answer:
    """The lines of some actions, first due first; a reason where no action is given at all."""
    if not duties_of(case):
        return missing(NONE)
    ordered = sorted(chosen, key=by_day)
    return found(
        tuple(action_line(case, duty) for duty in ordered), (place for d in ordered for place in d.action.place())
    )


def such(case: Case, wanted: Callable[[Duty], bool]) -> list[Duty]:
    """The actions for which this holds."""
    return [duty for duty in duties_of(case) if wanted(duty)]
