"""What the customer told us: satisfaction and recommendation with n and trend, themes, what is still to follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.analyse.action_lines import DUE
from pipeline.analyse.answers import CSAT, NPS, QUESTIONS, SCORED, Question, number, score, uncountable
from pipeline.analyse.dues import duties_of
from pipeline.analyse.lines import Part, line, said
from pipeline.analyse.quarters import difference
from pipeline.columns import Column, natural, places
from pipeline.figures import Answer, Case, Declaration, Line, Unit, figure, found, missing
from pipeline.kinds import plain
from pipeline.periods import Period
from pipeline.sheets.people import Person
from pipeline.sheets.performance import Feedback
from pipeline.theme import Tone

NONE = "no feedback given"
SHOWN = 8  # quarters of the trend
UNITS = {"csat": Unit.PERCENT, "nps": Unit.POINTS}
MEANINGS = {"csat": "Satisfied customers", "nps": "Net promoter score"}
FORMULAS = {
    "csat": "answers to satisfaction in the top two of their scale (of up to 10, by Best score) / answers",
    "nps": "share of 9-10 less share of 0-6, of answers to recommend on 0 to 10",
}
SPANS: dict[str, tuple[str, Callable[[Period], tuple[Period, ...]]]] = {
    "": ("the quarter", lambda period: (period,)),
    "_prior": ("the prior quarter", lambda period: (period.back(1),)),
    "_rolling": ("the last four quarters", Period.rolling),
    "_rolling_before": ("the four quarters before", lambda period: period.back(4).rolling()),
}


def _scored(question: Question, ending: str) -> tuple[Declaration, Declaration]:
    """Declare a question's score over a span, and its n."""
    words, of = SPANS[ending]
    name, formula = question.name, FORMULAS[question.name]

    @figure(f"feedback.{name}{ending}", UNITS[name], f"{MEANINGS[name]} in {words}", f"{formula}, in {words}", SCORED)
    def value(case: Case) -> Answer:
        return score(case, question, of(case.facts.period))

    @figure(
        f"feedback.{name}{ending}_n",
        Unit.COUNT,
        f"Answers on {question.word} that count, in {words}",
        f"answers to {question.word} with a score on a scale that counts, in {words}",
        SCORED,
    )
    def n(case: Case) -> Answer:
        return number(case, question, of(case.facts.period))

    return value, n


CSAT_FIGURES = tuple(declared for ending in SPANS for declared in _scored(CSAT, ending))
NPS_FIGURES = tuple(declared for ending in SPANS for declared in _scored(NPS, ending))


def _changed(question: Question) -> Declaration:
    """Declare the change of a score over four quarters against the four before."""
    name = f"feedback.{question.name}"

    @figure(
        f"{name}_change",
        Unit.POINTS,
        f"{MEANINGS[question.name]}: change of four quarters against the four before",
        "last four quarters - the four before",
        SCORED,
    )
    def change(case: Case) -> Answer:
        return difference(case[f"{name}_rolling"], case[f"{name}_rolling_before"])

    return change


csat_change, nps_change = (_changed(question) for question in QUESTIONS)


@figure(
    "feedback.quarters",
    Unit.LIST,
    "The last eight quarters, oldest first: rows, satisfied customers and net promoter score, each with its n",
    "each quarter from the first of the last eight that has feedback",
    SCORED,
)
def trend(case: Case) -> Answer:
    if not case.facts.of(Feedback):
        return missing(NONE)
    span = [case.facts.period.back(n) for n in range(SHOWN - 1, -1, -1)]
    told = {quarter: _within(case, quarter) for quarter in span}
    first = next((n for n, quarter in enumerate(span) if told[quarter]), None)
    if first is None:
        return missing(f"no feedback given in {span[0]} to {span[-1]}")
    lines = []
    for quarter in span[first:]:
        rows = told[quarter]
        parts: dict[str, Part] = {
            "quarter": (Unit.TEXT, "the quarter of Date", found(str(quarter), places(rows, Feedback.day))),
            "count": (Unit.COUNT, "rows of Feedback in the quarter", found(len(rows), places(rows, Feedback.day))),
        }
        for question in QUESTIONS:
            name = question.name
            parts[name] = (UNITS[name], FORMULAS[name], score(case, question, (quarter,)))
            parts[f"{name}_n"] = (Unit.COUNT, "answers that count", number(case, question, (quarter,)))
        lines.append(line(case, f"feedback.quarters.{quarter}", None, parts))
    return found(tuple(lines), (place for item in lines for place in item.quarter.sources))


def _within(case: Case, quarter: Period) -> list[Feedback]:
    return [row for row in case.facts.of(Feedback) if quarter.start <= row.day <= quarter.end]


FOLLOWED: tuple[Column[Any], ...] = (*SCORED, Feedback.person, Person.id, Person.name, Feedback.follow_up, *DUE)


def _entry(case: Case, number_: int, row: Feedback) -> Line:
    """What was said, with what follows from it."""
    duty = next((one for one in duties_of(case) if one.action.id == row.follow_up), None)
    late = duty.late(case.facts.as_of) if duty else 0
    at = row.place(Feedback.follow_up)
    none = missing("no follow-up given", at)
    if duty is None:
        state = none
    elif not duty.is_open:
        state = found(str(duty.action.status), duty.action.place(), Tone.GOOD)
    else:
        state = found("overdue" if late else "open", (*at, *duty.places), Tone.BAD if late else Tone.WATCH)
    person = next((one for one in case.facts.of(Person) if one.id == row.person), None)
    parts: dict[str, Part] = {
        "who": (
            Unit.TEXT,
            "Name of the Person",
            said(person.name, (*row.place(Feedback.person), *person.place(Person.name)))
            if person
            else said(row.person, row.place(Feedback.person)),
        ),
        "state": (Unit.TEXT, "Status of the follow-up; overdue where it is open past its due day", state),
        "due": (
            Unit.DATE,
            "due day of the follow-up",
            none if duty is None else found(duty.due, duty.places) if duty.due else missing("to confirm", duty.places),
        ),
        "days_overdue": (
            Unit.DAYS,
            "as-of day - due day of an open follow-up",
            found(late, duty.places, Tone.BAD)
            if duty and late
            else missing("not overdue" if duty else none.reason, at),
        ),
        "left_out": (
            Unit.TEXT,
            "why a score counts in neither figure",
            said(uncountable(row), row.place(*SCORED[2:]), "it counts, or has no score"),
        ),
    }
    return line(case, f"feedback.{number_}", row, parts)


@figure(
    "feedback.all", Unit.LIST, "All feedback, newest first", "rows of Feedback by Date, with their follow-ups", FOLLOWED
)
def every(case: Case) -> Answer:
    rows = sorted(enumerate(case.facts.of(Feedback), 1), key=lambda pair: (-pair[1].day.toordinal(), pair[0]))
    if not rows:
        return missing(NONE)
    lines = tuple(_entry(case, number_, row) for number_, row in rows)
    return found(lines, (place for _, row in rows for place in row.place()))


def _chosen(case: Case, belongs: Callable[[Line], bool]) -> Answer:
    """The lines of all feedback of which this holds."""
    listed = case["feedback.all"]
    if listed.absent:
        return missing(listed.reason)
    lines = tuple(item for item in listed.lines if belongs(item))
    return found(lines, (place for item in lines if item.row for place in item.row.place()))


@figure(
    "feedback.follow_ups",
    Unit.LIST,
    "Feedback whose follow-up is still open, the longest overdue first",
    "rows of Feedback whose Follow-up is an action that is open, in progress or blocked",
    (every,),
)
def follow_ups(case: Case) -> Answer:
    told = _chosen(case, lambda item: item.state.value in ("open", "overdue"))
    if not isinstance(told.value, tuple):
        return told
    items = [item for item in told.value if isinstance(item, Line)]
    late = sorted(items, key=lambda item: 0.0 if item.days_overdue.absent else -item.days_overdue.number)
    return found(tuple(late), told.sources)


@figure(
    "feedback.unanswered",
    Unit.LIST,
    "Complaints that nobody follows up, newest first",
    "rows of Feedback with Kind complaint and no Follow-up",
    (every, Feedback.kind),
)
def unanswered(case: Case) -> Answer:
    return _chosen(case, lambda item: item.kind.value == "complaint" and item.state.absent)


@figure(
    "feedback.left_out",
    Unit.LIST,
    "Answers that can't be counted, each with the reason",
    "answers to satisfaction or recommend whose scale or best score is missing, or is not what the figure is made for",
    (every,),
)
def left_out(case: Case) -> Answer:
    return _chosen(case, lambda item: not item.left_out.absent)


def _counted(name: str, listed: Declaration, meaning: str, tone: Tone | None) -> Declaration:
    """Declare how many lines a list has."""

    @figure(f"feedback.{name}", Unit.COUNT, meaning, f"lines of {listed.name}", (listed,))
    def count(case: Case) -> Answer:
        lines = case[listed.name]
        if lines.absent:
            return missing(lines.reason)
        at = (place for item in lines.lines if item.row for place in item.row.place(Feedback.day))
        return found(len(lines), at, tone if len(lines) else None)

    return count


count_ = _counted("count", every, "Feedback given", None)
follow_up_count = _counted("follow_up_count", follow_ups, "Follow-ups that are still open", Tone.WATCH)
unanswered_count = _counted("unanswered_count", unanswered, "Complaints that nobody follows up", Tone.BAD)
left_out_count = _counted("left_out_count", left_out, "Answers that can't be counted", Tone.WATCH)


@figure(
    "feedback.themes",
    Unit.LIST,
    "What the feedback of four quarters is about, the most frequent first: theme, count, complaints, praise, newest",
    "rows of Feedback by Theme in the last four quarters, without regard to case and spaces; those without one last",
    (Feedback.day, Feedback.theme, Feedback.kind),
)
def themes(case: Case) -> Answer:
    if not case.facts.of(Feedback):
        return missing(NONE)
    groups: dict[str, list[Feedback]] = {}
    for quarter in case.facts.period.rolling():
        for row in sorted(_within(case, quarter), key=lambda row: row.day):
            groups.setdefault(plain(row.theme or ""), []).append(row)
    order = sorted(groups.items(), key=lambda pair: (pair[0] == "", -len(pair[1]), natural(pair[0])))
    lines = tuple(_theme(case, rows) for _, rows in order)
    return found(lines, (place for _, rows in order for place in places(rows, Feedback.theme, Feedback.day)))


def _theme(case: Case, rows: list[Feedback]) -> Line:
    """A theme by its newest words, with what was said of it."""
    newest = rows[-1]
    parts: dict[str, Part] = {
        "theme": (Unit.TEXT, "Theme as given", said(newest.theme, places(rows, Feedback.theme), "no theme given")),
        "count": (Unit.COUNT, "rows of the theme", found(len(rows), places(rows, Feedback.day))),
        "newest": (Unit.DATE, "newest Date", found(newest.day, newest.place(Feedback.day))),
    }
    for part, kind in (("complaints", "complaint"), ("praise", "praise")):
        of_kind = [row for row in rows if row.kind == kind]
        parts[part] = (Unit.COUNT, f"rows with Kind {kind}", found(len(of_kind), places(of_kind, Feedback.kind)))
    return line(case, f"feedback.themes.{newest.theme or 'none'}", None, parts)
