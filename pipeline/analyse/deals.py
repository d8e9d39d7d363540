"""Tells open deals from closed ones, and how an open deal is weighted, whether it slipped and whether it aged."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.analyse.lines import Part, line
from pipeline.analyse.slips import slips_part
from pipeline.columns import natural, places
from pipeline.figures import Answer, Case, Line, Unit, found, missing
from pipeline.sheets.performance import Opportunity
from pipeline.theme import Tone

WON, LOST = "won", "lost"
CLOSED = (WON, LOST)
SLIPPED = "days from the first expected close to Expected close, or to the as-of day where that has passed"


def open_deals(case: Case) -> list[Opportunity]:
    """Deals neither won nor lost, the largest first; one whose stage is blank counts as open."""
    rows = [row for row in case.facts.of(Opportunity) if row.stage not in CLOSED]
    return sorted(rows, key=lambda row: (-(row.value or 0.0), natural(row.id)))


def closed_deals(case: Case) -> list[Opportunity]:
    """Deals won or lost in the four quarters that end with the period."""
    first, last = case.facts.period.rolling()[0].start, case.facts.period.end
    return [r for r in case.facts.of(Opportunity) if r.stage in CLOSED and r.closed_on and first <= r.closed_on <= last]


def given(case: Case, answer: Answer) -> Answer:
    """The answer, where the sheet is begun at all."""
    return answer if case.facts.of(Opportunity) else missing("no opportunities given")


def worth(rows: Sequence[Opportunity]) -> Answer:
    """The value of deals; 0 of none, absent where none of them has its value."""
    valued = [row for row in rows if row.value is not None]
    if rows and not valued:
        return missing("no value given")
    return found(sum(row.value or 0.0 for row in valued), places(valued, Opportunity.value))


def weighted_worth(rows: Sequence[Opportunity]) -> Answer:
    """The value of deals weighted by probability; deals that lack either are left out."""
    known = [row for row in rows if row.value is not None and row.probability is not None]
    if rows and not known:
        return missing("no probability given")
    total = sum((row.value or 0.0) * (row.probability or 0.0) for row in known)
    return found(total, places(known, Opportunity.value, Opportunity.probability))


def deal(case: Case, row: Opportunity) -> Line:
    """An open deal as a line."""
    name = f"growth.{row.id}"
    parts: dict[str, Part] = {
        "slips": slips_part(case, name, row, Opportunity.expected_close, Opportunity.first_expected),
        "weighted": (Unit.MONEY, "Value x Probability", weighted_worth([row])),
        "age": (Unit.DAYS, "days since Opened", _age(case, row)),
        "slipped": (Unit.DAYS, SLIPPED, _slip(case, row)),
        "aged": (Unit.DAYS, "days open, where more than the age limit", _aged(case, row)),
    }
    return line(case, name, row, parts)


def _age(case: Case, row: Opportunity) -> Answer:
    if row.opened is None:
        return missing("no opening day given")
    return found((case.facts.as_of - row.opened).days, row.place(Opportunity.opened))


def _aged(case: Case, row: Opportunity) -> Answer:
    if row.opened is None:
        return missing("no opening day given")
    days, limit = (case.facts.as_of - row.opened).days, case["growth.age_limit"]
    sources = (*row.place(Opportunity.opened), *limit.sources)
    return found(days, sources, Tone.WATCH) if days > limit.number else missing("not aged", sources)


def _slip(case: Case, row: Opportunity) -> Answer:
    if row.expected_close is None:
        return missing("no expected close given")
    until = row.expected_close if row.expected_close >= case.facts.as_of else case.facts.as_of
    days = (until - (row.first_expected or row.expected_close)).days
    sources = places([row], Opportunity.expected_close, Opportunity.first_expected)
    return found(days, sources, Tone.WATCH) if days > 0 else missing("not slipped", sources)
