"""The goals: which are open, how each goes, which matter most, and what their plans lack."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from pipeline.analyse.action_lines import DUE
from pipeline.analyse.lines import Part, line_once
from pipeline.analyse.pace import (
    OPEN_GOAL,
    SMART,
    Course,
    attainment,
    courses,
    current,
    expected,
    has_moved,
    missing_letters,
    pace,
    verdict,
)
from pipeline.analyse.slips import slips_part
from pipeline.columns import Column, natural, places
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.sheets.goals import Action, Goal, Progress
from pipeline.theme import Tone

SERVED = (Action.goal, *DUE)  # by actions, of which a client sees some
COURSE: tuple[Column[Any], ...] = (
    Goal.id, Goal.status, Goal.direction, Goal.baseline, Goal.baseline_date, Goal.target, Goal.target_date, Goal.path,
    Progress.goal, Progress.day, Progress.value,
)  # fmt: skip
LISTED = (*COURSE, Goal.metric, Goal.unit, Goal.owner, Goal.agreed_on, Goal.serves_theirs)
LETTERS = (Goal.achievable, Goal.serves_ours)
NO_GOALS = "no goal given"


def _courses(case: Case) -> list[Course]:
    """Every goal, first due first."""
    made: dict[str, Course] = case.shared("goal courses", courses)
    return sorted(made.values(), key=lambda c: (c.goal.target_date or date.max, natural(c.goal.id)))


def _open(case: Case) -> list[Course]:
    return [course for course in _courses(case) if course.goal.status in OPEN_GOAL]


def _line(case: Case, course: Course) -> Line:
    return line_once(case, f"goals.{course.goal.id}", course.goal, lambda: _parts(case, course))


def _parts(case: Case, course: Course) -> dict[str, Part]:
    """What is computed about a goal."""
    goal, as_of, newest = course.goal, case.facts.as_of, course.newest
    lacks = missing_letters(goal)
    due = goal.target_date
    late = course.overdue(as_of)
    at_smart = goal.place(*(column for columns in SMART.values() for column in columns))
    return {
        "current": (Unit.NUMBER, "newest Value in Progress", current(course)),
        "current_on": (
            Unit.DATE,
            "Date of the newest row in Progress",
            found(newest.day, newest.place(Progress.day)) if newest else missing("no progress given"),
        ),
        "attainment": (Unit.PERCENT, "(current - baseline) / (target - baseline)", attainment(course)),
        "expected": (
            Unit.PERCENT,
            "share of the time from baseline date to target date gone at the newest reading; 1 when past due",
            expected(course, as_of),
        ),
        "pace": (Unit.PERCENT, "attainment / expected; none while expected is below 10 %", pace(course, as_of)),
        "verdict": (
            Unit.TEXT,
            "pace: good from 100 %, watch from 60 %, else bad; at the end: bad when past due, watch when an action is "
            "overdue; to maintain: good within 5 % of the target, watch within 10 %",
            verdict(course, case),
            SERVED if goal.path == "at the end" else (),
        ),
        "days_left": (
            Unit.DAYS,
            "Target date - as-of day",
            found((due - as_of).days, goal.place(Goal.target_date)) if due else missing("to confirm"),
        ),
        "slips": slips_part(case, f"goals.{goal.id}", goal, Goal.target_date),
        "open_actions": (
            Unit.COUNT,
            "open rows of Actions that serve the goal",
            found(len(course.open_actions), places(course.open_actions, Action.goal, Action.status)),
            SERVED,
        ),
        "overdue_actions": (
            Unit.COUNT,
            "open rows of Actions that serve the goal, due before the as-of day; a repeating one by its last contact",
            found(len(late), (place for duty in late for place in duty.places), Tone.BAD if late else Tone.GOOD),
            SERVED,
        ),
        "missing_letters": (
            Unit.TEXT,
            "S: metric, owner; M: unit, baseline, target; A: achievable because; R: both objectives served; T: both "
            "dates; the letters whose cells are not all filled in",
            found(lacks, at_smart, Tone.WATCH) if lacks else missing("SMART in full", at_smart),
            LETTERS,
        ),
        "agreed": (
            Unit.TEXT,
            "yes with a day in Agreed with customer on",
            found("yes", goal.place(Goal.agreed_on), Tone.GOOD)
            if goal.agreed_on
            else found("no", goal.place(Goal.agreed_on), Tone.WATCH),
        ),
    }


def _list(case: Case, chosen: list[Course]) -> Answer:
    """The lines of some goals, with every cell of their rows; a reason where no goal is given at all."""
    if not _courses(case):
        return missing(NO_GOALS)
    return found(tuple(_line(case, c) for c in chosen), (place for c in chosen for place in c.goal.place()))


@figure("goals.all", Unit.LIST, "Every goal, first due first", "rows of Goals by target date", LISTED, shared=True)
def every(case: Case) -> Answer:
    return _list(case, _courses(case))


@figure(
    "goals.open",
    Unit.LIST,
    "The open goals, first due first",
    "rows of Goals that are not started or in progress, or without a status, by target date",
    LISTED,
    shared=True,
)
def open_goals(case: Case) -> Answer:
    return _list(case, _open(case))


def _weight(course: Course) -> tuple[bool, bool, date, Any]:
    goal = course.goal
    return goal.agreed_on is None, goal.whose != "mutual", goal.target_date or date.max, natural(goal.id)


@figure(
    "goals.top",
    Unit.LIST,
    "The three goals that matter most",
    "open goals, those agreed with the customer first, then mutual ones, then first due; three of them",
    (*LISTED, *LETTERS, *SERVED, Goal.whose),
)
def top(case: Case) -> Answer:
    return _list(case, sorted(_open(case), key=_weight)[:3])


def _such(case: Case, such: Callable[[Course], bool]) -> Answer:
    return _list(case, [course for course in _open(case) if such(course)])


@figure(
    "goals.not_agreed",
    Unit.LIST,
    "Open goals the customer did not agree to",
    "open goals that are not ours alone, without Agreed with customer on",
    (*LISTED, *LETTERS, *SERVED, Goal.whose),
)
def not_agreed(case: Case) -> Answer:
    return _such(case, lambda course: course.goal.agreed_on is None and course.goal.whose != "ours")


@figure(
    "goals.not_moved",
    Unit.LIST,
    "Open goals that have not moved for a quarter",
    "open goals whose value is what it was three months before the as-of day; to maintain: without a reading since",
    LISTED,
    shared=True,
)
def not_moved(case: Case) -> Answer:
    return _such(case, lambda course: has_moved(course, case.facts.as_of) is False)


@figure(
    "goals.without_action",
    Unit.LIST,
    "Open goals without an open action",
    "open goals that no open row of Actions serves",
    (*LISTED, *LETTERS, *SERVED),
)
def without_action(case: Case) -> Answer:
    return _such(case, lambda course: not course.open_actions)


@figure(
    "goals.not_smart",
    Unit.LIST,
    "Open goals that are not SMART in full, each with the missing letters",
    "open goals lacking metric, unit, baseline, target, dates, owner, achievable because, or an objective served",
    (*LISTED, *LETTERS, *SERVED),
)
def not_smart(case: Case) -> Answer:
    return _such(case, lambda course: bool(missing_letters(course.goal)))


@figure(
    "goals.open_count",
    Unit.COUNT,
    "Open goals",
    "goals that are not started or in progress, or without a status",
    COURSE,
)
def open_count(case: Case) -> Answer:
    if not _courses(case):
        return missing(NO_GOALS)
    return found(len(_open(case)), places((c.goal for c in _courses(case)), Goal.status))


def _judged(case: Case, *tones: Tone) -> Answer:
    """How many open goals have a verdict of these tones; absent where no open goal has any."""
    if not _courses(case):
        return missing(NO_GOALS)
    verdicts = [verdict(course, case) for course in _open(case)]
    judged = [found_verdict for found_verdict in verdicts if found_verdict.tone in (Tone.GOOD, Tone.WATCH, Tone.BAD)]
    if not judged:
        return missing("no open goal can be judged yet" if verdicts else "no open goal")
    chosen = [one for one in judged if one.tone in tones]
    return found(len(chosen), (place for one in judged for place in one.sources))


@figure(
    "goals.judged_count",
    Unit.COUNT,
    "Open goals with a verdict",
    "open goals that are good, watch or bad",
    (*COURSE, *SERVED),
)
def judged_count(case: Case) -> Answer:
    return _judged(case, Tone.GOOD, Tone.WATCH, Tone.BAD)


@figure(
    "goals.on_track_count",
    Unit.COUNT,
    "Open goals on track",
    "open goals whose verdict is on track",
    (*COURSE, *SERVED),
)
def on_track_count(case: Case) -> Answer:
    return _judged(case, Tone.GOOD)


@figure("goals.watch_count", Unit.COUNT, "Open goals to watch", "open goals whose verdict is watch", (*COURSE, *SERVED))
def watch_count(case: Case) -> Answer:
    return _judged(case, Tone.WATCH)


@figure(
    "goals.off_track_count", Unit.COUNT, "Open goals off track", "open goals whose verdict is bad", (*COURSE, *SERVED)
)
def off_track_count(case: Case) -> Answer:
    return _judged(case, Tone.BAD)


@figure(
    "goals.pace_mean",
    Unit.PERCENT,
    "The mean pace of the open goals",
    "mean over the open goals of pace, each at most 1: (current - baseline) / (target - baseline), by the share "
    "of the time from baseline date to target date gone at the newest reading",
    COURSE,
)
def pace_mean(case: Case) -> Answer:
    if not _courses(case):
        return missing(NO_GOALS)
    paces = [answer for answer in (pace(c, case.facts.as_of) for c in _open(case)) if isinstance(answer.value, float)]
    if not paces:
        return missing("no open goal has a pace")
    mean = sum(min(float(p.value), 1.0) for p in paces if isinstance(p.value, float)) / len(paces)
    return found(mean, (place for p in paces for place in p.sources))
