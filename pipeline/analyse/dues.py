"""When each action is due, how late it is, and how often it slipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pipeline.analyse.slips import times_put_off
from pipeline.facts import Facts
from pipeline.figures import Answer, Case, found, missing
from pipeline.kinds import plain
from pipeline.periods import months_later
from pipeline.problems import Place
from pipeline.sheets.account import Review, TeamMember
from pipeline.sheets.goals import Action
from pipeline.sheets.people import Interaction

OPEN = (None, "open", "in progress", "blocked")
DAYS = {"weekly": 7, "bi-weekly": 14}
MONTHS = {"monthly": 1, "quarterly": 3}


@dataclass(frozen=True)
class Duty:
    """An action and the day it is due, with the cells that say so."""

    action: Action
    due: date | None
    places: tuple[Place, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.action.status in OPEN

    def late(self, as_of: date) -> int:
        """Days by which an open action is overdue; 0 where it is not, on its due day too."""
        return max((as_of - self.due).days, 0) if self.is_open and self.due is not None else 0


def duties(facts: Facts) -> tuple[Duty, ...]:
    """Every action with the day it is due."""
    return tuple(_duty(facts, action) for action in facts.of(Action))


def duties_of(case: Case) -> tuple[Duty, ...]:
    """Every action of a case with the day it is due, worked out once."""
    return case.facts.once(duties)


def _duty(facts: Facts, action: Action) -> Duty:
    """An action's day: Due, or for a repeating one its last contact and a rhythm on, where that is later."""
    at = action.place(Action.due)
    if action.repeats in (None, "none"):
        return Duty(action, action.due, at)
    contacts = [row for row in facts.of(Interaction) if _is_about(row, action)]
    if not contacts:
        return Duty(action, action.due, at)
    last = max(contacts, key=lambda row: row.day)
    again = following(last.day, str(action.repeats))
    if action.due is not None and action.due >= again:
        return Duty(action, action.due, at)
    return Duty(action, again, last.place(Interaction.day))


def _is_about(contact: Interaction, action: Action) -> bool:
    """Whether a contact follows an action up, or is with the person it is about, since it began."""
    if contact.follow_up == action.id:
        return True
    return action.person in contact.people and (action.start is None or contact.day >= action.start)


def following(day: date, rhythm: str) -> date:
    """The next day of a rhythm."""
    return day + timedelta(days=DAYS[rhythm]) if rhythm in DAYS else months_later(day, MONTHS[rhythm])


def department(facts: Facts, action: Action) -> Answer:
    """The action's department, else that of its first owner in Team."""
    if action.department:
        return found(action.department, action.place(Action.department))
    team = {plain(member.name): member for member in facts.of(TeamMember)}
    for owner in action.owner or ():
        member = team.get(plain(owner))
        if member is not None and member.department:
            return found(member.department, member.place(TeamMember.department))
    return missing("to confirm", action.place(Action.department))


def last_review(case: Case) -> Answer:
    """The newest review by management before the as-of day, else of any type, else the day of the last pack."""
    rows = [row for row in case.facts.of(Review) if row.day < case.facts.as_of]
    if rows:
        newest = max(rows, key=lambda row: (row.type == "management", row.day))
        return found(newest.day, newest.place(Review.day, Review.type))
    if case.earlier is not None:
        return found(date.fromisoformat(case.earlier.as_of))
    return missing("no review has taken place")


def before(case: Case, action: Action) -> Mapping[str, Any] | None:
    """The action as the last pack had it."""
    return case.earlier.rows.get(Action.tab, {}).get(action.id) if case.earlier else None


def promised(case: Case, duty: Duty) -> date | None:
    """The day that the last pack promised; the due day where it knew none."""
    told = (before(case, duty.action) or {}).get("due")
    return date.fromisoformat(told) if told and duty.action.repeats in (None, "none") else duty.due


def slips(case: Case, action: Action) -> int:
    """How often an action's due day was put off: from First due on, and from pack to pack.

    The day of one that repeats moves on by its rhythm, and is not put off.
    """
    if action.repeats not in (None, "none"):
        return 0
    return times_put_off(case, f"actions.{action.id}", action, Action.due, Action.first_due)
