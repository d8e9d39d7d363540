"""The plans made with the customer's executives, and the executives who have none."""

from __future__ import annotations

from datetime import date

from pipeline.analyse.lines import Part, line
from pipeline.analyse.people import everyone
from pipeline.analyse.relations import KEY, decides, key_people, still_there
from pipeline.columns import places
from pipeline.figures import Answer, Case, Figure, Line, Unit, figure, found, missing, quote, unit_of
from pipeline.periods import months_later
from pipeline.sheets.goals import Action
from pipeline.sheets.people import Interaction, Person, RelationshipPlan
from pipeline.sheets.words import RELATIONSHIP
from pipeline.theme import Tone

Plan = RelationshipPlan
ABOUT = (
    Person.id, Person.name, Person.title, Person.now, Person.target, Person.owner, Person.influence, Person.left_on,
)  # fmt: skip
NAMED_BY = (Action.id, Action.person, Action.status, Action.due)
PLAN_COLUMNS = (Plan.person, Plan.status, Plan.last_reviewed, Plan.review_every, Plan.agreed_on)
OPEN = ("open", "in progress", "blocked", None)


def _plans(case: Case) -> dict[str, Plan]:
    """The plans by person."""
    return {row.person: row for row in case.facts.of(Plan)}


def _executives(case: Case) -> list[Person]:
    """Those who approve or decide, and everyone a plan was made with; most influence first."""
    plans = _plans(case)
    rows = [row for row in still_there(case.facts) if decides(row) or row.id in plans]
    return sorted(rows, key=lambda row: (-(row.influence or 0), row.name))


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


def _plan_parts(case: Case, name: str, plan: Plan) -> dict[str, Part]:
    """What is computed about a plan."""
    due, at = _review_due(plan), plan.place(Plan.last_reviewed, Plan.review_every)
    late = (case.facts.as_of - due).days if due else 0
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
            _actions(case, plan.person),
        ),
        "action_count": (
            Unit.COUNT,
            "open rows of Actions that name the person",
            found(len(_open_actions(case, plan.person)), places(_open_actions(case, plan.person), Action.person)),
        ),
    }


def _open_actions(case: Case, person: str) -> list[Action]:
    rows = [row for row in case.facts.of(Action) if row.person == person and row.status in OPEN]
    return sorted(rows, key=lambda row: (row.due or date.max, row.id))


def _actions(case: Case, person: str) -> Answer:
    rows = _open_actions(case, person)
    return found(tuple(line(case, f"actions.{row.id}", row, {}) for row in rows), places(rows, Action.id))


@figure(
    "people.plans",
    Unit.LIST,
    "The plans made with executives: name, title, relationship now and target, state, review, actions",
    "rows of Relationship plans whose person has not left",
    (*PLAN_COLUMNS, *ABOUT, *NAMED_BY),
)
def plans(case: Case) -> Answer:
    made = _plans(case)
    rows = [row for row in still_there(case.facts) if row.id in made]
    if not rows:
        return missing("no relationship plan given")
    lines = []
    for row in sorted(rows, key=lambda row: (-(row.influence or 0), row.name)):
        name = f"people.plans.{row.id}"
        parts = {**_plan_parts(case, name, made[row.id]), **_about(row)}
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
    return parts | _levels(row)


def _contacts(case: Case, row: Person) -> dict[str, Part]:
    """Our contacts with somebody, the newest first."""
    met = [one for one in case.facts.of(Interaction) if row.id in one.people]
    met.sort(key=lambda one: one.day, reverse=True)
    lines = tuple(line(case, f"people.{row.id}.contacts.{n}", one, {}) for n, one in enumerate(met, 1))
    listed = found(lines, places(met, Interaction.day)) if met else missing("no contact recorded")
    return {"history": (Unit.LIST, "rows of Interactions that name the person, the newest first", listed)}


# What is computed about everyone, that an executive's page says too.
KNOWN = ("support_word", "influence_word", "contacted_on", "contact_due", "contact_state")


def _known(of_all: Line) -> dict[str, Part]:
    """What is computed about somebody as about everyone at the customer."""
    return {name: (of_all[name].unit, "as of everyone in people.all", _as_answer(of_all[name])) for name in KNOWN}


def _levels(row: Person) -> dict[str, Part]:
    """The relationship now and its target in the scale's words."""
    parts: dict[str, Part] = {}
    for name, value, column in (("now_word", row.now, Person.now), ("target_word", row.target, Person.target)):
        at = row.place(column)
        said = missing("to confirm", at) if value is None else found(RELATIONSHIP.word(value), at)
        parts[name] = (Unit.TEXT, "the scale's own words", said)
    return parts


@figure(
    "people.executives",
    Unit.LIST,
    "The executives, with the plan made with each or none",
    "people who approve or decide, and everyone with a relationship plan, without those who left",
    (*KEY, *Plan.columns, *ABOUT, *NAMED_BY, *Interaction.columns, everyone),
)
def executives(case: Case) -> Answer:
    rows, made = _executives(case), _plans(case)
    of_all = {item.name: item for item in case["people.all"].lines}
    if not rows:
        return missing("no executive given" if still_there(case.facts) else "no people given")
    lines = []
    for row in rows:
        name, plan = f"people.executives.{row.id}", made.get(row.id)
        if plan is not None:
            parts = _plan_parts(case, name, plan)
            typed = [quote(name, plan, column) for column in Plan.columns if column is not Plan.person]
            parts |= {
                _last(figure): (figure.unit, "as given in Relationship plans", _as_answer(figure)) for figure in typed
            }
        else:
            none = missing("no relationship plan", row.place(Person.id))
            parts = {
                "state": (Unit.TEXT, "whether a plan was made", found("no plan", row.place(Person.id), Tone.BAD)),
                "review_due": (Unit.DATE, "Last reviewed + Review every (months)", none),
                "review_overdue": (Unit.DAYS, "as-of day - the day the review was due", none),
                "actions": (Unit.LIST, "open rows of Actions that name the person", _actions(case, row.id)),
            }
            parts |= {c.name: (unit_of(c), "as given in Relationship plans", none) for c in Plan.columns[1:]}
        told = {**_contacts(case, row), **_known(of_all[f"people.{row.id}"]), **_levels(row)}
        lines.append(line(case, name, row, {**parts, **told}))
    return found(tuple(lines), (place for row in rows for place in row.place()))


def _last(quoted: Figure) -> str:
    return quoted.name.rpartition(".")[2]


def _as_answer(quoted: Figure) -> Answer:
    return Answer(quoted.value, quoted.sources, quoted.tone, quoted.reason)


@figure(
    "people.without_plan",
    Unit.LIST,
    "Executives no plan was made with",
    "key people who approve or decide, without a row in Relationship plans",
    (*KEY, Plan.person),
)
def without_plan(case: Case) -> Answer:
    made = _plans(case)
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
