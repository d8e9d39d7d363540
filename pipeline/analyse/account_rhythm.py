"""The rhythm of the account: who of us works for it, when the customer hears from us, when the plan is reviewed."""

from __future__ import annotations

from datetime import date

from pipeline.analyse.lines import Part, line, said
from pipeline.analyse.reviews_due import newest_of_each_type
from pipeline.figures import Answer, Case, Unit, figure, found, missing
from pipeline.periods import months_later
from pipeline.sheets.account import Message, Review, TeamMember
from pipeline.theme import Tone


@figure("account.team", Unit.LIST, "Who of us works for the account", "rows of Team", (TeamMember.name,), shared=True)
def team(case: Case) -> Answer:
    rows = case.facts.of(TeamMember)
    lines = tuple(line(case, f"account.team.{row.name}", row, {}) for row in rows)
    return found(lines, (place for row in rows for place in row.place()))


def _overdue(case: Case, row: Message) -> int | None:
    """Days since a communication should have taken place; None where it is kept, has no day, or is as needed."""
    if row.next_date is None or row.frequency == "as needed" or row.next_date >= case.facts.as_of:
        return None
    if row.last_done is not None and row.last_done >= row.next_date:
        return None
    return (case.facts.as_of - row.next_date).days


COMMUNICATION = (Message.audience, Message.frequency, Message.next_date, Message.last_done)


@figure(
    "account.communication",
    Unit.LIST,
    "Who hears from us, how often, when next; kept or missed",
    "rows of Communication by next date; missed when the next date has passed and it was not done since",
    COMMUNICATION,
    shared=True,
)
def communication(case: Case) -> Answer:
    rows = sorted(case.facts.of(Message), key=lambda row: (row.next_date or date.max, row.audience))
    lines = []
    for number, row in enumerate(rows, 1):
        late = _overdue(case, row)
        at = row.place(Message.next_date, Message.last_done)
        unknown = row.next_date is None and row.frequency != "as needed"
        state = "missed" if late is not None else "kept"
        tone = Tone.BAD if late is not None else Tone.GOOD
        parts: dict[str, Part] = {
            "state": (
                Unit.TEXT,
                "missed when Next date has passed and Last done is before it, else kept",
                missing("no next date given", at) if unknown else found(state, at, tone),
            ),
            "days_overdue": (
                Unit.DAYS,
                "as-of day - Next date, where missed",
                missing("not missed", at) if late is None else found(late, at, Tone.BAD),
            ),
        }
        lines.append(line(case, f"account.communication.{number}", row, parts))
    return found(tuple(lines), (place for row in rows for place in row.place()))


@figure(
    "account.communication_missed",
    Unit.COUNT,
    "Communications that were missed",
    "rows whose Next date has passed and that were not done since; as needed is never missed",
    COMMUNICATION,
)
def communication_missed(case: Case) -> Answer:
    rows = case.facts.of(Message)
    if not rows:
        return missing("no communication is planned")
    missed = [row for row in rows if _overdue(case, row) is not None]
    at = [place for row in rows for place in row.place(Message.next_date)]
    return found(len(missed), at, Tone.BAD if missed else Tone.GOOD)


def _reviews(case: Case) -> list[Review]:
    """The reviews, newest first."""
    return sorted(case.facts.of(Review), key=lambda row: row.day, reverse=True)


@figure("account.reviews", Unit.LIST, "Reviews of the plan", "rows of Reviews, newest first", (Review.day,))
def reviews(case: Case) -> Answer:
    rows = _reviews(case)
    lines = tuple(line(case, f"account.reviews.{number}", row, {}) for number, row in enumerate(rows, 1))
    return found(lines, (place for row in rows for place in row.place()))


@figure(
    "account.last_review",
    Unit.DATE,
    "The day of the last review; the plan is stale a quarter later",
    "newest Date in Reviews; watch when over three months before the as-of day",
    (Review.day,),
)
def last_review(case: Case) -> Answer:
    rows = _reviews(case)
    if not rows:
        return missing("no review has taken place")
    stale = months_later(rows[0].day, 3) < case.facts.as_of
    return found(rows[0].day, rows[0].place(Review.day), Tone.WATCH if stale else Tone.GOOD)


@figure(
    "account.next_review",
    Unit.DATE,
    "The day of the next review",
    "earliest Next review on or after the as-of day, of the newest review of each type",
    (Review.day, Review.type, Review.next_review),
)
def next_review(case: Case) -> Answer:
    dated = [(row.next_review, row) for row in newest_of_each_type(case.facts) if row.next_review]
    ahead = [(day, row) for day, row in dated if day >= case.facts.as_of]
    if ahead:
        day, row = min(ahead, key=lambda pair: pair[0])
        return found(day, row.place(Review.next_review))
    at = [place for _, row in dated for place in row.place(Review.next_review)]
    return missing("the next review has passed: give a new date" if dated else "no next review given", at)


def _management(case: Case) -> Review | None:
    """The newest review by management."""
    return next((row for row in _reviews(case) if row.type == "management"), None)


APPROVAL = {"approved": Tone.GOOD, "with changes": Tone.WATCH, "pending": Tone.WATCH, "sent back": Tone.BAD}


@figure(
    "account.approval",
    Unit.TEXT,
    "How management decided on the plan",
    "Approval of the newest review of type management",
    (Review.day, Review.type, Review.approval),
)
def approval(case: Case) -> Answer:
    row = _management(case)
    if row is None:
        return missing("no management review has taken place")
    if row.approval is None:
        return missing("not given", row.place(Review.day))
    return found(row.approval, row.place(Review.approval), APPROVAL[row.approval])


@figure(
    "account.approved_by",
    Unit.TEXT,
    "Who of management decided on the plan",
    "Approved by of the newest review of type management",
    (Review.day, Review.type, Review.approved_by),
)
def approved_by(case: Case) -> Answer:
    row = _management(case)
    return (
        said(row.approved_by, row.place(Review.approved_by)) if row else missing("no management review has taken place")
    )


@figure(
    "account.approval_on",
    Unit.DATE,
    "The day of the newest management review",
    "newest Date of Reviews of type management",
    (Review.day, Review.type),
)
def approval_on(case: Case) -> Answer:
    row = _management(case)
    return found(row.day, row.place(Review.day)) if row else missing("no management review has taken place")
