"""The plans made with the customer's executives: how each stands, which need us, who has none."""

from __future__ import annotations

from datetime import date

from pipeline.analyse.action_lines import LISTED, action_line, by_day, such
from pipeline.analyse.dues import Duty
from pipeline.analyse.lines import Part, line
from pipeline.analyse.relations import KEY, decides, key_people, still_there
from pipeline.columns import places
from pipeline.figures import Answer, Case, Unit, figure, found, missing, quote, unit_of
from pipeline.periods import months_later
from pipeline.sheets.goals import Action
from pipeline.sheets.people import Person, RelationshipPlan
from pipeline.sheets.words import RELATIONSHIP
from pipeline.theme import Tone

Plan = RelationshipPlan
ABOUT = (
    Person.id, Person.name, Person.title, Person.now, Person.target, Person.owner, Person.influence, Person.left_on,
)  # fmt: skip
PLAN_COLUMNS = (Plan.person, Plan.status, Plan.last_reviewed, Plan.review_every, Plan.agreed_on)


def plans_by_person(case: Case) -> dict[str, Plan]:
    """The plans by the person's id."""
    return {row.person: row for row in case.facts.of(Plan)}


def _review_due(plan: Plan) -> date | None:
    """The day a running plan is to be reviewed; None where it has no rhythm or is over."""
    if plan.status == "ended" or plan.last_reviewed is None or plan.review_every is None:
        return None
    return months_later(plan.last_reviewed, plan.review_every)


STATES = {"agreed": Tone.GOOD, "draft": Tone.WATCH, "paused": Tone.WATCH, "ended": Tone.MUTED}


def _state(case: Case, plan: Plan) -> Answer:
    """How a plan stands: ended, paused, not agreed, review overdue, or agreed."""
    at = plan.place(*PLAN_COLUMNS)
    if plan.status in ("ended", "paused"):
        return found(plan.status, at, STATES[plan.status])
    if plan.agreed_on is None:
        return found("not agreed", at, Tone.WATCH)
    due = _review_due(plan)
    if due is not None and due < case.facts.as_of:
        return found("review overdue", at, Tone.WATCH)
    return found("agreed", at, Tone.GOOD)


def plan_parts(case: Case, plan: Plan) -> dict[str, Part]:
    """What is computed about a plan."""
    due, at = _review_due(plan), plan.place(Plan.last_reviewed, Plan.review_every)
    late = (case.facts.as_of - due).days if due else 0
    named = _duties(case, plan.person)
    return {
        "state": (
            Unit.TEXT,
            "ended or paused as given; else not agreed, review overdue, or agreed",
            _state(case, plan),
        ),
        "review_due": (
            Unit.DATE,
            "Last reviewed + Review every (months)",
            found(due, at) if due else missing("not reviewed" if plan.status == "ended" else "to confirm", at),
        ),
        "review_overdue": (
            Unit.DAYS,
            "as-of day - the day the review was due",
            found(late, at, Tone.WATCH) if late > 0 else missing("not overdue", at),
        ),
        "actions": (
            Unit.LIST,
            "open rows of Actions that name the person",
            open_actions(case, plan.person),
        ),
        "action_count": (
            Unit.COUNT,
            "open rows of Actions that name the person",
            found(len(named), places((duty.action for duty in named), Action.person)),
        ),
    }


def _duties(case: Case, person: str) -> list[Duty]:
    """The open actions that name somebody, first due first."""
    return sorted(such(case, lambda duty: duty.is_open and duty.action.person == person), key=by_day)


def open_actions(case: Case, person: str) -> Answer:
    """The open actions that name somebody, each with how late it is."""
    duties = _duties(case, person)
    return found(tuple(action_line(case, duty) for duty in duties), places((d.action for d in duties), Action.id))


@figure(
    "people.plans",
    Unit.LIST,
    "The plans made with executives: name, title, relationship now and target, state, review, actions",
    "rows of Relationship plans whose person has not left",
    (*PLAN_COLUMNS, *ABOUT, *LISTED),
)
def plans(case: Case) -> Answer:
    made = plans_by_person(case)
    rows = [row for row in still_there(case.facts) if row.id in made]
    if not rows:
        return missing("no relationship plan given")
    lines = []
    for row in sorted(rows, key=lambda row: (-(row.influence or 0), row.name)):
        name = f"people.plans.{row.id}"
        parts = {**plan_parts(case, made[row.id]), **_about(row)}
        lines.append(line(case, name, made[row.id], parts))
    return found(tuple(lines), (place for row in rows for place in made[row.id].place()))


def _about(row: Person) -> dict[str, Part]:
    """What People says of the person a plan was made with."""
    parts: dict[str, Part] = {}
    for column in (Person.name, Person.title, Person.now, Person.target, Person.owner):
        typed = quote("people", row, column)
        parts[column.name] = (
            unit_of(column),
            "as given in People",
            missing(typed.reason, typed.sources) if typed.value is None else found(typed.value, typed.sources),
        )
    return parts | levels(row)


def levels(row: Person) -> dict[str, Part]:
    """The relationship now and its target in the scale's words."""
    parts: dict[str, Part] = {}
    for name, value, column in (("now_word", row.now, Person.now), ("target_word", row.target, Person.target)):
        at = row.place(column)
        said = missing("to confirm", at) if value is None else found(RELATIONSHIP.word(value), at)
        parts[name] = (Unit.TEXT, "the scale's own words", said)
    return parts


@figure(
    "people.without_plan",
    Unit.LIST,
    "Executives no plan was made with",
    "key people who approve or decide, without a row in Relationship plans",
    (*KEY, Plan.person),
)
def without_plan(case: Case) -> Answer:
    made = plans_by_person(case)
    rows = [row for row in key_people(case) if decides(row) and row.id not in made]
    if not still_there(case.facts):
        return missing("no people given")
    return found(tuple(line(case, f"people.{row.id}", row, {}) for row in rows), places(rows, Person.id, Person.role))


@figure(
    "people.plan_gaps",
    Unit.LIST,
    "Plans that need us: not agreed with the executive, or their review is overdue",
    "running relationship plans without Agreed with executive on, or reviewed longer ago than Review every",
    (plans,),
)
def plan_gaps(case: Case) -> Answer:
    made = case["people.plans"]
    if made.absent:
        return missing(made.reason)
    lines = tuple(item for item in made.lines if item.state.value in ("not agreed", "review overdue"))
    return found(lines, (place for item in lines for place in item.state.sources))


@figure(
    "people.ended_plans",
    Unit.LIST,
    "Plans that were ended, and why",
    "rows of Relationship plans with Status ended, whose person has not left",
    (plans,),
)
def ended_plans(case: Case) -> Answer:
    made = case["people.plans"]
    if made.absent:
        return missing(made.reason)
    lines = tuple(item for item in made.lines if item.state.value == "ended")
    return found(lines, (place for item in lines for place in item.state.sources))
