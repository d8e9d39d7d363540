"""How a goal goes: where it stands, where it should stand by now, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.analyse.dues import Duty, duties
from pipeline.columns import places
from pipeline.facts import Facts
from pipeline.figures import Answer, Case, found, missing
from pipeline.periods import months_later
from pipeline.problems import Place
from pipeline.sheets.goals import Action, Goal, Progress
from pipeline.theme import Tone

TOO_EARLY = 0.1  # below this share of its time a goal has no verdict
KEPT, SLACK = 0.05, 0.10  # what is maintained may differ from its target by so much: green, amber

OPEN_GOAL = (None, "not started", "in progress")
WORDS = {Tone.GOOD: "good", Tone.WATCH: "watch", Tone.BAD: "bad"}


@dataclass(frozen=True)
class Course:
    """A goal with its readings (oldest first) and its actions, each with the day it is due."""

    goal: Goal
    readings: tuple[Progress, ...]
    facts: Facts

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The actions that serve it; looked up when asked for, so that the pace alone reads none of them."""
        return tuple(self.facts.once(serving).get(self.goal.id, ()))

    @property
    def newest(self) -> Progress | None:
        """The newest reading."""
        return self.readings[-1] if self.readings else None

    @property
    def open_actions(self) -> tuple[Action, ...]:
        """The actions that are still to be done."""
        return tuple(duty.action for duty in self.duties if duty.is_open)

    def overdue(self, as_of: date) -> tuple[Duty, ...]:
        """The open actions whose due day has passed; of a repeating one by its last contact."""
        return tuple(duty for duty in self.duties if duty.late(as_of) > 0)

    def standing(self, day: date) -> Progress | None:
        """The newest reading on or before a day."""
        return next((reading for reading in reversed(self.readings) if reading.day <= day), None)


def courses(facts: Facts) -> dict[str, Course]:
    """Every goal with its readings and actions, by id."""
    readings: dict[str, list[Progress]] = {}
    for reading in sorted(facts.of(Progress), key=lambda row: row.day):
        if reading.value is not None:
            readings.setdefault(reading.goal, []).append(reading)
    return {goal.id: Course(goal, tuple(readings.get(goal.id, ())), facts) for goal in facts.of(Goal)}


def serving(facts: Facts) -> dict[str, list[Duty]]:
    """The actions by the goal they serve."""
    by_goal: dict[str, list[Duty]] = {}
    for duty in facts.once(duties):
        by_goal.setdefault(duty.action.goal or "", []).append(duty)
    return by_goal


def current(course: Course) -> Answer:
    """The newest progress value."""
    if course.newest is None or course.newest.value is None:
        return missing("no progress given", course.goal.place(Goal.metric))
    return found(course.newest.value, course.newest.place(Progress.value))


def attainment(course: Course) -> Answer:
    """(current - baseline) / (target - baseline)."""
    goal, reached = course.goal, current(course)
    at = (*goal.place(Goal.baseline, Goal.target), *reached.sources)
    if goal.direction == "maintain":
        return missing("the goal is to maintain", goal.place(Goal.direction))
    if goal.baseline is None or goal.target is None:
        return missing("no baseline given" if goal.baseline is None else "no target given", at)
    if goal.baseline == goal.target:
        return missing("target and baseline are the same", at)
    if not isinstance(reached.value, float | int):
        return missing(reached.reason, at)
    return found((reached.value - goal.baseline) / (goal.target - goal.baseline), at)


def expected(course: Course, as_of: date) -> Answer:
    """The share of the time from baseline date to target date gone at the newest reading; 1 when past due."""
    goal, newest = course.goal, course.newest
    at = (*goal.place(Goal.baseline_date, Goal.target_date), *(newest.place(Progress.day) if newest else ()))
    if goal.direction == "maintain" or goal.path == "at the end":
        return missing("no steady path", goal.place(Goal.direction, Goal.path))
    if goal.baseline_date is None or goal.target_date is None:
        return missing("no baseline date given" if goal.baseline_date is None else "no target date given", at)
    if as_of > goal.target_date:
        return found(1.0, at)
    if newest is None:
        return missing("no progress given", at)
    span = (goal.target_date - goal.baseline_date).days
    if span <= 0:
        return missing("the target date is not after the baseline date", at)
    return found(min(max((newest.day - goal.baseline_date).days / span, 0.0), 1.0), at)


def pace(course: Course, as_of: date) -> Answer:
    """Attainment / expected; none while too little of the time has gone."""
    reached, due = attainment(course), expected(course, as_of)
    at = (*reached.sources, *due.sources)
    if not isinstance(reached.value, float) or not isinstance(due.value, float):
        return missing(due.reason or reached.reason, at)
    return missing("too early", at) if due.value < TOO_EARLY else found(reached.value / due.value, at)


def verdict(course: Course, case: Case) -> Answer:
    """Good, watch, bad, or too early; by pace, at the end by what is overdue, else by distance from the target."""
    goal, as_of = course.goal, case.facts.as_of
    if goal.status == "achieved":
        return _said(Tone.GOOD, goal.place(Goal.status))
    if goal.direction == "maintain":
        return _maintained(course)
    if goal.path == "at the end":
        return _at_the_end(course, as_of)
    speed = pace(course, as_of)
    if isinstance(speed.value, float):
        settings = case.settings
        green, amber = speed.value >= settings.pace_green, speed.value >= settings.pace_amber
        return _said(Tone.GOOD if green else Tone.WATCH if amber else Tone.BAD, speed.sources)
    due = expected(course, as_of).value
    if isinstance(due, float) and due < TOO_EARLY:
        return found("too early", speed.sources, Tone.MUTED)
    return missing(speed.reason, speed.sources)


def _said(tone: Tone, at: tuple[Place, ...]) -> Answer:
    return found(WORDS[tone], at, tone)


def _maintained(course: Course) -> Answer:
    """The distance from a target that is to be kept."""
    reached, goal = current(course), course.goal
    at = (*goal.place(Goal.target), *reached.sources)
    if not isinstance(reached.value, float | int) or goal.target is None:
        return missing(reached.reason or "no target given", at)
    # Compared without a division, so that a zero is kept by a zero; rounded, since 105 is within 5 % of 100.
    off, whole = round(abs(reached.value - goal.target), 9), abs(goal.target)
    green, amber = off <= round(KEPT * whole, 9), off <= round(SLACK * whole, 9)
    return _said(Tone.GOOD if green else Tone.WATCH if amber else Tone.BAD, at)


def _at_the_end(course: Course, as_of: date) -> Answer:
    """Bad when past due, watch when an action is overdue, else good."""
    goal = course.goal
    if goal.target_date is None:
        return missing("no target date given", goal.place(Goal.target_date))
    if goal.target_date < as_of:
        return _said(Tone.BAD, goal.place(Goal.target_date, Goal.status))
    late = course.overdue(as_of)
    cells = [place for duty in late for place in duty.places] or places(course.open_actions, Action.due)
    at = (*goal.place(Goal.target_date), *cells)
    return _said(Tone.WATCH if late else Tone.GOOD, at)


def has_moved(course: Course, as_of: date) -> bool | None:
    """Whether the value changed within three months; None where the goal is younger than that or has no baseline.

    A goal that is to maintain moves with every reading.
    """
    goal, since = course.goal, months_later(as_of, -3)
    newest, before = course.newest, course.standing(since)
    if goal.direction == "maintain":
        return newest is not None and newest.day > since
    if before is None and (goal.baseline_date is None or goal.baseline_date > since):
        return None
    stood = before.value if before else goal.baseline
    return newest is not None and newest.day > since and newest.value != stood


SMART = {
    "S": (Goal.metric, Goal.owner),
    "M": (Goal.unit, Goal.baseline, Goal.target),
    "A": (Goal.achievable,),
    "R": (Goal.serves_ours, Goal.serves_theirs),
    "T": (Goal.baseline_date, Goal.target_date),
}


def missing_letters(goal: Goal) -> str:
    """The letters of SMART whose cells are not all filled in: "A, R"."""
    return ", ".join(
        letter for letter, columns in SMART.items() if any(column.name not in goal.values for column in columns)
    )
