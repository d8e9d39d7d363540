"""What was promised and what became of it: on time, kept since the last review, missed, or proposed for ending."""

from __future__ import annotations

from datetime import date

from pipeline.analyse.action_lines import DUE, LISTED, NONE, action_list, promise, such
from pipeline.analyse.dues import Duty, duties_of, last_review, promised
from pipeline.columns import places
from pipeline.figures import Answer, Case, Unit, figure, found, missing
from pipeline.sheets.account import Review
from pipeline.sheets.goals import Action
from pipeline.theme import Tone
from pipeline.trail import past_of


@figure(
    "actions.on_time_share",
    Unit.PERCENT,
    "The share of actions done on time",
    "actions done on or before Due / actions done, or open and overdue; without dropped ones and those lacking a day",
    (*DUE, Action.done_on),
)
def on_time_share(case: Case) -> Answer:
    if not duties_of(case):
        return missing(NONE)
    done = such(case, lambda d: d.action.status == "done" and d.action.done_on is not None and d.action.due is not None)
    late = such(case, lambda duty: duty.late(case.facts.as_of) > 0)
    if not done and not late:
        return missing("no action has been due yet")
    kept = [d for d in done if d.action.done_on and d.action.due and d.action.done_on <= d.action.due]
    share = len(kept) / (len(done) + len(late))
    at = [*places((d.action for d in done), Action.due, Action.done_on), *(p for duty in late for p in duty.places)]
    return found(share, at, Tone.GOOD if share >= 0.9 else Tone.WATCH if share >= 0.7 else Tone.BAD)


@figure(
    "actions.since",
    Unit.DATE,
    "The day since which promises are counted",
    "newest review by management before the as-of day, else of any type, else the as-of day of the last pack",
    (Review.day, Review.type),
)
def since(case: Case) -> Answer:
    return last_review(case)


def _done_since(case: Case) -> list[Duty]:
    day = last_review(case).value
    if not isinstance(day, date):
        return []
    return such(
        case,
        lambda duty: duty.action.status == "done" and duty.action.done_on is not None and duty.action.done_on > day,
    )


@figure(
    "actions.done_since",
    Unit.LIST,
    "Actions done since the last review",
    "actions with Done on after the last review",
    (*LISTED, Review.day, Review.type),
)
def done_since(case: Case) -> Answer:
    start = last_review(case)
    return action_list(case, _done_since(case)) if start.value else missing(start.reason)


def _missed(case: Case) -> list[Duty]:
    def broken(duty: Duty) -> bool:
        told = promised(case, duty)
        return duty.is_open and told is not None and told < case.facts.as_of

    return such(case, broken)


@figure(
    "actions.missed",
    Unit.LIST,
    "Promises missed: actions not done by the day promised in the last pack",
    "open actions whose due day in the last pack (else Due) is before the as-of day, put off since or not",
    LISTED,
)
def missed(case: Case) -> Answer:
    return action_list(case, _missed(case))


@figure(
    "actions.kept_count",
    Unit.COUNT,
    "Promises kept since the last review",
    "actions done since the last review, on or before Due",
    (*DUE, Action.done_on, Review.day, Review.type),
)
def kept_count(case: Case) -> Answer:
    start = last_review(case)
    if not duties_of(case) or not start.value:
        return missing(NONE if not duties_of(case) else start.reason)
    kept = [duty for duty in _done_since(case) if promise(case, duty).value == "kept"]
    return found(len(kept), places((duty.action for duty in kept), Action.due, Action.done_on))


@figure(
    "actions.missed_count",
    Unit.COUNT,
    "Promises missed",
    "open actions whose due day in the last pack (else Due) is before the as-of day",
    DUE,
)
def missed_count(case: Case) -> Answer:
    if not duties_of(case):
        return missing(NONE)
    broken = _missed(case)
    return found(len(broken), [place for duty in broken for place in duty.places], Tone.BAD if broken else Tone.GOOD)


@figure(
    "actions.to_end",
    Unit.LIST,
    "Initiatives that yield nothing, proposed for ending",
    "open actions whose Yields is no, and was no in the newest earlier pack in which anything was said of it",
    (Action.yields, *LISTED),
)
def to_end(case: Case) -> Answer:
    return action_list(case, such(case, lambda duty: duty.is_open and _yields_nothing(case, duty.action)))


def _yields_nothing(case: Case, action: Action) -> bool:
    """Whether Yields is no, and was no in the newest earlier pack that says anything under it."""
    said = (past.cells.get("yields") for past in reversed(past_of(case.earlier, action)))
    return action.yields == "no" and next(filter(None, said), None) == "no"
