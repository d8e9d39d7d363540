"""The customer's executives, each with all that a page about them says: the plan, actions, contacts, their words."""

from __future__ import annotations

from pipeline.analyse.action_lines import LISTED
from pipeline.analyse.lines import Part, line
from pipeline.analyse.people import everyone
from pipeline.analyse.people_plans import ABOUT, levels, open_actions, plan_parts, plans_by_person
from pipeline.analyse.relations import KEY, decides, still_there
from pipeline.columns import places
from pipeline.figures import Answer, Case, Figure, Line, Unit, figure, found, missing, quote, unit_of
from pipeline.sheets.people import Interaction, Person
from pipeline.sheets.people import RelationshipPlan as Plan
from pipeline.sheets.performance import Feedback
from pipeline.theme import Tone

RECENT = 8  # contacts on an executive's page; how many there were before is said
TOLD = 3  # of what the executive told us
# What is computed about everyone, that an executive's page says too.
KNOWN = (
    "support_word", "influence_word", "contacted_on", "contact_due", "contact_state", "days_overdue", "superior",
)  # fmt: skip


def _executives(case: Case) -> list[Person]:
    """Those who approve or decide, and everyone a plan was made with; most influence first."""
    plans = plans_by_person(case)
    rows = [row for row in still_there(case.facts) if decides(row) or row.id in plans]
    return sorted(rows, key=lambda row: (-(row.influence or 0), row.name))


def _contacts(case: Case, row: Person) -> dict[str, Part]:
    """Our contacts with somebody, the newest first, and how many stand before those that a page shows."""
    met = [one for one in case.facts.of(Interaction) if row.id in one.people]
    met.sort(key=lambda one: one.day, reverse=True)
    lines = tuple(line(case, f"people.{row.id}.contacts.{n}", one, {}) for n, one in enumerate(met, 1))
    none, all_shown = missing("no contact recorded"), missing("all are listed")
    before = met[RECENT:]
    return {
        "history": (
            Unit.LIST,
            "rows of Interactions that name the person, the newest first",
            found(lines, places(met, Interaction.day)) if met else none,
        ),
        "recent": (
            Unit.LIST,
            f"the newest {RECENT} rows of Interactions that name the person",
            found(lines[:RECENT], places(met[:RECENT], Interaction.day)) if met else none,
        ),
        "earlier": (
            Unit.COUNT,
            f"rows of Interactions that name the person, before the newest {RECENT}",
            found(len(before), places(before, Interaction.day)) if before else all_shown,
        ),
        "earlier_since": (
            Unit.DATE,
            "oldest Date in Interactions that names the person, where not all are listed",
            found(before[-1].day, places(before[-1:], Interaction.day)) if before else all_shown,
        ),
    }


def _told(case: Case, row: Person) -> dict[str, Part]:
    """The newest things that somebody told us."""
    said = [one for one in case.facts.of(Feedback) if one.person == row.id]
    newest = sorted(said, key=lambda one: one.day, reverse=True)[:TOLD]
    lines = tuple(line(case, f"people.{row.id}.told.{n}", one, {}) for n, one in enumerate(newest, 1))
    answer = found(lines, places(newest, Feedback.day)) if newest else missing("nothing written down")
    return {"told": (Unit.LIST, f"the newest {TOLD} rows of Feedback of the person", answer)}


def _known(of_all: Line) -> dict[str, Part]:
    """What is computed about somebody as about everyone at the customer."""
    return {name: (of_all[name].unit, "as of everyone in people.all", _as_answer(of_all[name])) for name in KNOWN}


def _planned(case: Case, name: str, plan: Plan) -> dict[str, Part]:
    """What was computed about a plan, and what it says."""
    typed = [quote(name, plan, column) for column in Plan.columns if column is not Plan.person]
    said = {one.name.rpartition(".")[2]: (one.unit, "as given in Relationship plans", _as_answer(one)) for one in typed}
    return {**plan_parts(case, plan), **said}


def _unplanned(case: Case, row: Person) -> dict[str, Part]:
    """The same of an executive without a plan."""
    none = missing("no relationship plan", row.place(Person.id))
    return {
        "state": (Unit.TEXT, "whether a plan was made", found("no plan", row.place(Person.id), Tone.BAD)),
        "review_due": (Unit.DATE, "Last reviewed + Review every (months)", none),
        "review_overdue": (Unit.DAYS, "as-of day - the day the review was due", none),
        "actions": (Unit.LIST, "open rows of Actions that name the person", open_actions(case, row.id)),
        **{c.name: (unit_of(c), "as given in Relationship plans", none) for c in Plan.columns[1:]},
    }


@figure(
    "people.executives",
    Unit.LIST,
    "The executives, with the plan made with each or none",
    "people who approve or decide, and everyone with a relationship plan, without those who left",
    (*KEY, *Plan.columns, *ABOUT, *LISTED, *Interaction.columns, *Feedback.columns, everyone),
)
def executives(case: Case) -> Answer:
    rows, made = _executives(case), plans_by_person(case)
    of_all = {item.name: item for item in case["people.all"].lines}
    if not rows:
        return missing("no executive given" if still_there(case.facts) else "no people given")
    lines = []
    for row in rows:
        name, plan = f"people.executives.{row.id}", made.get(row.id)
        parts = _planned(case, name, plan) if plan is not None else _unplanned(case, row)
        told = {**_contacts(case, row), **_told(case, row), **_known(of_all[f"people.{row.id}"]), **levels(row)}
        lines.append(line(case, name, row, {**parts, **told}))
    return found(tuple(lines), (place for row in rows for place in row.place()))


def _as_answer(quoted: Figure) -> Answer:
    return Answer(quoted.value, quoted.sources, quoted.tone, quoted.reason)
