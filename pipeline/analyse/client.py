"""What only the two of us see of goals, reviews and people: named after the shared rows that it is told from."""

from __future__ import annotations

from pipeline.analyse.lines import Part, line
from pipeline.analyse.pace import OPEN_GOAL, courses, pace
from pipeline.columns import places
from pipeline.figures import Answer, Case, Unit, figure, found, missing, quote, unit_of
from pipeline.periods import months_later
from pipeline.sharing import shared_rows
from pipeline.sheets.account import Ask, Review
from pipeline.sheets.goals import Goal, Progress
from pipeline.sheets.people import Person, RelationshipPlan

NO_GOAL = "no goal is shared with the client"
PACED = (
    Goal.id, Goal.status, Goal.direction, Goal.baseline, Goal.baseline_date, Goal.target, Goal.target_date, Goal.path,
    Progress.goal, Progress.day, Progress.value,
)  # fmt: skip


@figure(
    "account.next_client_review",
    Unit.DATE,
    "The day of the next review with the client",
    "earliest Next review from the as-of day on, of the newest client and the newest facilitated review",
    (Review.next_review,),
    shared=True,
)
def next_client_review(case: Case) -> Answer:
    for row in case.facts.once(shared_rows(Review)):
        if row.next_review is not None:
            return found(row.next_review, row.place(Review.next_review))
    return missing("no next review with the client given")


@figure(
    "goals.shared_open_count",
    Unit.COUNT,
    "Open goals shared with the client",
    "shared goals that are not started or in progress",
    (Goal.status,),
    shared=True,
)
def open_count(case: Case) -> Answer:
    rows = case.facts.once(shared_rows(Goal))
    if not rows:
        return missing(NO_GOAL)
    return found(sum(row.status in OPEN_GOAL for row in rows), places(rows, Goal.status))


@figure(
    "goals.shared_pace_mean",
    Unit.PERCENT,
    "The mean pace of the open goals shared with the client",
    "mean over the shared open goals of pace, each at most 1",
    PACED,
    shared=True,
)
def pace_mean(case: Case) -> Answer:
    rows = case.facts.once(shared_rows(Goal))
    if not rows:
        return missing(NO_GOAL)
    known = courses(case.facts.with_rows(Goal, rows))
    answers = [pace(known[row.id], case.facts.as_of) for row in rows if row.status in OPEN_GOAL]
    paces = [(one.value, one.sources) for one in answers if isinstance(one.value, float)]
    if not paces:
        return missing("no shared open goal has a pace")
    return found(sum(min(value, 1.0) for value, _ in paces) / len(paces), (p for _, at in paces for p in at))


@figure(
    "asks.shared_open_count",
    Unit.COUNT,
    "Open asks that the client knows of",
    "shared asks directed at the client, with Outcome open",
    (Ask.outcome,),
    shared=True,
)
def open_asks(case: Case) -> Answer:
    rows = case.facts.once(shared_rows(Ask))
    if not rows:
        return missing("no ask is shared with the client")
    return found(sum(row.outcome in (None, "open") for row in rows), places(rows, Ask.outcome))


PLAN = tuple(column for column in RelationshipPlan.columns if column.client)
WHOSE = (Person.name, Person.title, Person.unit, Person.owner)


@figure(
    "people.agreed_plans",
    Unit.LIST,
    "The plans agreed with executives, each for that executive's own hand-out",
    "rows of Relationship plans with Status agreed, with the person's own cells",
    (*PLAN, Person.id, *WHOSE),
    shared=True,
)
def agreed_plans(case: Case) -> Answer:
    people = {row.id: row for row in case.facts.of(Person)}
    plans = [row for row in case.facts.of(RelationshipPlan) if row.status == "agreed" and row.person in people]
    lines = []
    for plan in plans:
        name, at = f"people.agreed_plans.{plan.person}", plan.place(RelationshipPlan.last_reviewed)
        due = months_later(plan.last_reviewed, plan.review_every) if plan.last_reviewed and plan.review_every else None
        typed = {column: quote(name, people[plan.person], column) for column in WHOSE}
        parts: dict[str, Part] = {
            column.name: (unit_of(column), "as given in People", Answer(one.value, one.sources, None, one.reason))
            for column, one in typed.items()
        }
        parts["review_due"] = (
            Unit.DATE, "Last reviewed + Review every (months)", found(due, at) if due else missing("to confirm", at),
        )  # fmt: skip
        lines.append(line(case, name, plan, parts))
    return found(tuple(lines), (place for row in plans for place in row.place(*PLAN)))
