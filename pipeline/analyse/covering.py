"""Compares the pipeline with what is still to be made this fiscal year."""

from __future__ import annotations

from datetime import date

from pipeline.analyse.deals import given, open_deals, worth
from pipeline.analyse.finance import REVENUE_READS
from pipeline.figures import Answer, Case, Figure, Unit, figure, found, missing
from pipeline.periods import Period
from pipeline.problems import Place
from pipeline.sheets.account import Contract
from pipeline.sheets.performance import Financial, Opportunity
from pipeline.theme import Tone

DEAL = (Opportunity.id, Opportunity.stage, Opportunity.value)
TO_MAKE = (*REVENUE_READS, Financial.revenue_target, Contract.annual_value, Contract.start, Contract.end)
COVERED = "target already covered"


@figure(
    "growth.contracted",
    Unit.MONEY,
    "Contract value that falls in the remaining quarters of the fiscal year",
    "sum over contracts with both dates of Annual value / 4 x the share of each remaining quarter's days from Start to "
    "End",
    (Contract.annual_value, Contract.start, Contract.end),
)
def contracted(case: Case) -> Answer:
    """A contract without its value or dates adds nothing."""
    total, sources = 0.0, list[Place]()
    remaining = [p for p in _year(case) if p > case.facts.period]
    for row in case.facts.of(Contract):
        if row.annual_value is None or row.start is None or row.end is None:
            continue
        share = sum(_days(row.start, row.end, quarter) / quarter.days for quarter in remaining)
        if share > 0:
            total += row.annual_value / 4 * share
            sources += row.place(Contract.annual_value, Contract.start, Contract.end)
    return found(total, sources)


def _year(case: Case) -> tuple[Period, ...]:
    return Period(case.facts.period.year, 4, case.facts.period.first_month).rolling()


def _days(start: date, end: date, quarter: Period) -> int:
    """How many days of a quarter lie from start to end, both included."""
    return max(0, (min(end, quarter.end) - max(start, quarter.start)).days + 1)


@figure(
    "growth.year_gap",
    Unit.CHANGE,
    "The fiscal year's target less what is made and contracted",
    "fiscal-year target - year to date - contract value falling in the remaining quarters",
    TO_MAKE,
)
def year_gap(case: Case) -> Answer:
    """0 or below: the target is covered."""
    target, made, contract = (
        case[n] for n in ("finance.revenue_year_target", "finance.revenue_ytd", "growth.contracted")
    )
    sources = (*target.sources, *made.sources, *contract.sources)
    lacking = _lacking(target, made, contract)
    return lacking or found(target.number - made.number - contract.number, sources)


def _lacking(*figures: Figure) -> Answer | None:
    """Why something can't be computed from these figures; None where all are there."""
    return next((missing(one.reason, one.sources) for one in figures if one.absent), None)


@figure(
    "growth.still_to_make",
    Unit.MONEY,
    "What is still to be made this fiscal year",
    "fiscal-year target - year to date - contract value falling in the remaining quarters, where above 0",
    TO_MAKE,
)
def still_to_make(case: Case) -> Answer:
    """Absent where the target is already covered."""
    gap = case["growth.year_gap"]
    if gap.absent:
        return missing(gap.reason, gap.sources)
    return found(gap.number, gap.sources) if gap.number > 0 else missing(COVERED, gap.sources)


@figure(
    "growth.pipeline_in_year",
    Unit.MONEY,
    "Value of the open deals expected to close in the fiscal year",
    "sum of Value of open deals with Expected close in the fiscal year",
    (*DEAL, Opportunity.expected_close),
)
def pipeline_in_year(case: Case) -> Answer:
    """Deals without an expected close are left out."""
    year = _year(case)
    inside = [r for r in open_deals(case) if r.expected_close and year[0].start <= r.expected_close <= year[-1].end]
    return given(case, worth(inside))


@figure(
    "growth.coverage_required",
    Unit.RATIO,
    "How many times the pipeline must cover what is still to be made",
    "1 / win rate",
    (*DEAL, Opportunity.closed_on),
)
def coverage_required(case: Case) -> Answer:
    """A win rate of 25 % asks for four times."""
    rate = case["growth.win_rate"]
    if rate.absent:
        return missing(rate.reason, rate.sources)
    return found(1 / rate.number, rate.sources) if rate.number > 0 else missing("no deal was won", rate.sources)


@figure(
    "growth.coverage",
    Unit.RATIO,
    "How many times the pipeline covers what is still to be made",
    "open pipeline closing in the fiscal year / still to be made; good from the required coverage on, watch from 1",
    (*DEAL, Opportunity.expected_close, Opportunity.closed_on, *TO_MAKE),
)
def coverage(case: Case) -> Answer:
    """Below 1, not even winning every deal makes the target."""
    pipeline, to_make, required = (
        case["growth.pipeline_in_year"],
        case["growth.still_to_make"],
        case["growth.coverage_required"],
    )
    if lacking := _lacking(to_make, pipeline):
        return lacking
    times = pipeline.number / to_make.number
    tone = None if required.absent else Tone.GOOD if times >= required.number else Tone.WATCH
    return found(times, (*pipeline.sources, *to_make.sources), Tone.BAD if times < 1 else tone)


FIGURES = (contracted, year_gap, still_to_make, pipeline_in_year, coverage_required, coverage)
