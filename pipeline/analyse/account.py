"""The account itself: its profile, its pack, what is missing in its data, its team, communication and reviews."""

from __future__ import annotations

from datetime import date

from pipeline.analyse.lines import Part, line, said
from pipeline.columns import Column
from pipeline.facts import Completeness
from pipeline.figures import Answer, Case, Declaration, Unit, figure, found, missing, quote, unit_of
from pipeline.kinds import Scale
from pipeline.periods import months_later
from pipeline.sheets.account import Message, Profile, Review, TeamMember
from pipeline.theme import Tone


def _quoted(column: Column[object]) -> Declaration:
    """A field of the profile as a figure."""

    def compute(case: Case) -> Answer:
        profile = case.facts.one(Profile)
        if profile is None:
            return missing("to confirm" if column.wanted or column.identifies else "not given")
        typed = quote("account", profile, column)
        return Answer(typed.value, typed.sources, None, typed.reason)

    meaning = f"{column.heading}: {column.help}"
    return Declaration(f"account.{column.name}", unit_of(column), meaning, "as given in Profile", (column,), compute)


PROFILE_FIGURES = tuple(_quoted(column) for column in Profile.columns)


@figure("account.id", Unit.TEXT, "The account's id", "the name of the account's folder")
def account_id(case: Case) -> Answer:
    return found(case.facts.account)


@figure("account.company", Unit.TEXT, "Who we are", "the setting company")
def company(case: Case) -> Answer:
    return said(case.settings.company)


@figure("account.period", Unit.TEXT, "The quarter the pack is about", "the period of the run")
def period(case: Case) -> Answer:
    return found(str(case.facts.period))


@figure("account.as_of", Unit.DATE, "The day the pack is true of", "the as-of day of the run")
def as_of(case: Case) -> Answer:
    return found(case.facts.as_of)


@figure("account.edition", Unit.TEXT, "Who the edition is for", "Internal, or Client where columns are hidden")
def edition(case: Case) -> Answer:
    return found("Client" if case.facts.hidden else "Internal")


@figure("account.confidentiality", Unit.TEXT, "The line on every page", "the setting confidentiality")
def confidentiality(case: Case) -> Answer:
    return missing("internal") if case.facts.hidden else said(case.settings.confidentiality)


@figure("account.currency", Unit.TEXT, "The currency of all money", "the setting currency")
def currency(case: Case) -> Answer:
    return found(case.settings.currency)


def _level_word(case: Case, column: Column[int]) -> Answer:
    """What a relationship level means."""
    profile = case.facts.one(Profile)
    level = profile.values.get(column.name) if profile else None
    if profile is None or level is None or not isinstance(column.kind, Scale):
        return missing("to confirm")
    return found(column.kind.word(level), profile.place(column))


@figure(
    "account.level_now_word",
    Unit.TEXT,
    "The relationship level in words",
    "the scale's own words",
    (Profile.level_now,),
)
def level_now_word(case: Case) -> Answer:
    return _level_word(case, Profile.level_now)


@figure(
    "account.level_target_word",
    Unit.TEXT,
    "The target level in words",
    "the scale's own words",
    (Profile.level_target,),
)
def level_target_word(case: Case) -> Answer:
    return _level_word(case, Profile.level_target)


# What the data lacks


def _total(case: Case) -> Completeness:
    return case.facts.completeness.get("total", Completeness(0, 0))


@figure("account.completeness", Unit.PERCENT, "How complete the data is", "filled / wanted cells, all components")
def completeness(case: Case) -> Answer:
    share = _total(case).share
    return missing("no cell is wanted") if share is None else found(share)


@figure("account.wanted_count", Unit.COUNT, "Cells that are wanted", "cells of identifying and wanted columns")
def wanted_count(case: Case) -> Answer:
    return found(_total(case).wanted)


@figure("account.gap_count", Unit.COUNT, "Wanted cells that are empty", "empty cells of wanted columns in begun rows")
def gap_count(case: Case) -> Answer:
    return found(len(case.facts.gaps))


@figure("account.gaps", Unit.LIST, "Wanted cells that are empty: heading, row, owner, component, place", "as checked")
def gaps(case: Case) -> Answer:
    lines = []
    for number, gap in enumerate(case.facts.gaps, 1):
        parts: dict[str, Part] = {
            part: (Unit.TEXT, "as checked", said(text, (gap.place,)))
            for part, text in (
                ("heading", gap.heading),
                ("row", gap.row),
                ("owner", gap.owner),
                ("component", gap.component),
                ("place", str(gap.place)),
            )
        }
        lines.append(line(case, f"account.gaps.{number}", None, parts))
    return found(tuple(lines))


@figure("account.components", Unit.LIST, "Completeness by component", "filled / wanted cells of each component")
def components(case: Case) -> Answer:
    lines = []
    for name, cells in case.facts.completeness.items():
        if name == "total":
            continue
        share = missing("no cell is wanted") if cells.share is None else found(cells.share)
        parts: dict[str, Part] = {
            "component": (Unit.TEXT, "its name", found(name)),
            "share": (Unit.PERCENT, "filled / wanted", share),
            "filled": (Unit.COUNT, "wanted cells that are filled", found(cells.filled)),
            "wanted": (Unit.COUNT, "wanted cells", found(cells.wanted)),
        }
        lines.append(line(case, f"account.components.{name}", None, parts))
    return found(tuple(lines))


# Team, communication, reviews


@figure("account.team", Unit.LIST, "Who of us works for the account", "rows of Team", (TeamMember.name,))
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


COMMUNICATION = (Message.audience, Message.next_date)


@figure(
    "account.communication",
    Unit.LIST,
    "Who hears from us, how often, when next; kept or missed",
    "rows of Communication by next date; missed when the next date has passed and it was not done since",
    COMMUNICATION,
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
    "rows whose Next date has passed without being done",
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
    newest: dict[str, Review] = {}
    for row in _reviews(case):
        newest.setdefault(row.type, row)
    dated = [(row.next_review, row) for row in newest.values() if row.next_review]
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
