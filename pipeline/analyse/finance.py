"""What the account earned: revenue, gross margin and account profit, against target and the year before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.analyse.amounts import summed
from pipeline.analyse.quarters import Measured, Quarters, difference, growth, quarters, share
from pipeline.columns import Column
from pipeline.figures import Answer, Case, Declaration, Unit, figure, found, missing
from pipeline.periods import Period
from pipeline.sheets.account import Comment
from pipeline.sheets.performance import Financial
from pipeline.theme import Tone


@dataclass(frozen=True)
class Span:
    """Quarters that are looked at together: the ending of the figure's name, and the words for them."""

    ending: str
    words: str
    of: Callable[[Period], tuple[Period, ...]]


@dataclass(frozen=True)
class Kept:
    """An amount that is kept by quarter: its name, its formula in words, and the columns it reads.

    The columns of Transactions are not named: where a quarter's cell is empty its sum stands in, and the client may see
    the sum of a quarter whose cell it may see.
    """

    name: str
    words: str
    formula: str
    reads: tuple[Column[Any], ...]
    measured: Measured


QUARTER = Span("", "the quarter", lambda period: (period,))
YEAR_BEFORE = Span("_year_before", "the same quarter a year before", lambda period: (period.back(4),))
PRIOR = Span("_prior", "the prior quarter", lambda period: (period.back(1),))
TO_DATE = Span("_ytd", "the fiscal year to date", Period.to_date)
ROLLING = Span("_rolling", "the last four quarters", Period.rolling)
ROLLING_BEFORE = Span("_rolling_before", "the four quarters before the last four", lambda p: p.back(4).rolling())
YEAR = Span("_year", "the whole fiscal year", lambda period: Period(period.year, 4, period.first_month).rolling())
SPANS = (QUARTER, YEAR_BEFORE, PRIOR, TO_DATE, ROLLING)

REVENUE_READS = (Financial.quarter, Financial.revenue)
MARGIN_READS = (*REVENUE_READS, Financial.cost_of_sales)
PROFIT_READS = (*MARGIN_READS, Financial.cost_to_serve)
REVENUE = Kept("revenue", "Revenue", "revenue", REVENUE_READS, Quarters.revenue)
COST_OF_SALES = Kept(
    "cost_of_sales",
    "Cost of sales",
    "cost of sales",
    (Financial.quarter, Financial.cost_of_sales),
    Quarters.cost_of_sales,
)
MARGIN = Kept("margin", "Gross margin", "revenue - cost of sales", MARGIN_READS, Quarters.margin)
COST_TO_SERVE = Kept(
    "cost_to_serve",
    "Cost to serve",
    "cost to serve",
    (Financial.quarter, Financial.cost_to_serve),
    Quarters.cost_to_serve,
)
PROFIT = Kept("profit", "Account profit", "revenue - cost of sales - cost to serve", PROFIT_READS, Quarters.profit)
REVENUE_TARGET = Kept(
    "revenue_target",
    "Revenue target",
    "revenue target",
    (Financial.quarter, Financial.revenue_target),
    Quarters.revenue_target,
)
MARGIN_TARGET = Kept(
    "margin_target",
    "Gross margin target",
    "gross margin target",
    (Financial.quarter, Financial.margin_target),
    Quarters.margin_target,
)


def over(kept: Kept, span: Span, name: str = "") -> Declaration:
    """Declare the sum of an amount over a span, such as `finance.revenue_ytd`."""

    @figure(
        f"finance.{name or kept.name + span.ending}",
        Unit.MONEY,
        f"{kept.words} of {span.words}",
        f"{kept.formula}, summed over {span.words}",
        kept.reads,
    )
    def total(case: Case) -> Answer:
        found_quarters = quarters(case)
        return summed(kept.measured(found_quarters, p) for p in span.of(case.facts.period)).answer()

    return total


def compared(
    name: str,
    unit: Unit,
    meaning: str,
    formula: str,
    reads: Iterable[Column[Any]],
    made_of: tuple[str, str],
    how: Callable[..., Answer],
) -> Declaration:
    """Declare what `how` makes of two other figures of this topic."""

    @figure(f"finance.{name}", unit, meaning, formula, reads)
    def answer(case: Case) -> Answer:
        return how(case[f"finance.{made_of[0]}"], case[f"finance.{made_of[1]}"])

    return answer


def against_target(name: str, unit: Unit, kept: Kept, target: Kept, ending: str = "") -> Declaration:
    """Declare the variance of an amount against its target, with the tone of the verdict on it."""
    now_name, target_name = f"finance.{kept.name}{ending}", f"finance.{kept.name}{ending}_target"
    how = growth if unit is Unit.CHANGE_PERCENT else difference
    words = "variance against target" + (", of the target" if unit is Unit.CHANGE_PERCENT else "")
    formula = "(actual - target) / target" if unit is Unit.CHANGE_PERCENT else "actual - target"

    @figure(f"finance.{name}", unit, f"{kept.words}: {words}", formula, (*kept.reads, *target.reads))
    def variance(case: Case) -> Answer:
        now, planned = case[now_name], case[target_name]
        answer = how(now, planned)
        return answer if answer.value is None else answer._replace(tone=_verdict(case, now.number, planned.number))

    return variance


def _verdict(case: Case, actual: float, target: float) -> Tone:
    """Good, watch or bad by how much of the target was reached, with the thresholds of the scorecard."""
    if actual >= target - (1 - case.settings.green_from) * abs(target):
        return Tone.GOOD
    return Tone.WATCH if actual >= target - (1 - case.settings.amber_from) * abs(target) else Tone.BAD


def rate(ending: str, span: Span) -> Declaration:
    """Declare the gross margin of a span as a share of its revenue."""
    meaning = f"Gross margin of {span.words}, as a share of revenue"
    made_of = (f"margin{span.ending}", f"revenue{span.ending}")
    return compared(
        f"margin_share{ending}", Unit.PERCENT, meaning, "gross margin / revenue", MARGIN_READS, made_of, share
    )


revenue, revenue_year_before, revenue_prior, revenue_ytd, revenue_rolling = (over(REVENUE, s) for s in SPANS)
revenue_rolling_before = over(REVENUE, ROLLING_BEFORE)
revenue_target = over(REVENUE_TARGET, QUARTER)
revenue_ytd_target = over(REVENUE_TARGET, TO_DATE, "revenue_ytd_target")
revenue_year_target = over(REVENUE_TARGET, YEAR, "revenue_year_target")
revenue_variance = against_target("revenue_variance", Unit.CHANGE, REVENUE, REVENUE_TARGET)
revenue_variance_share = against_target("revenue_variance_share", Unit.CHANGE_PERCENT, REVENUE, REVENUE_TARGET)
revenue_ytd_variance = against_target("revenue_ytd_variance", Unit.CHANGE, REVENUE, REVENUE_TARGET, "_ytd")
revenue_ytd_variance_share = against_target(
    "revenue_ytd_variance_share", Unit.CHANGE_PERCENT, REVENUE, REVENUE_TARGET, "_ytd"
)

cost_of_sales, cost_of_sales_year_before, cost_of_sales_prior, cost_of_sales_ytd, cost_of_sales_rolling = (
    over(COST_OF_SALES, s) for s in SPANS
)
margin, margin_year_before, margin_prior, margin_ytd, margin_rolling = (over(MARGIN, s) for s in SPANS)
margin_rolling_before = over(MARGIN, ROLLING_BEFORE)
margin_target = over(MARGIN_TARGET, QUARTER)
margin_ytd_target = over(MARGIN_TARGET, TO_DATE, "margin_ytd_target")
margin_variance = against_target("margin_variance", Unit.CHANGE, MARGIN, MARGIN_TARGET)
margin_variance_share = against_target("margin_variance_share", Unit.CHANGE_PERCENT, MARGIN, MARGIN_TARGET)
margin_ytd_variance = against_target("margin_ytd_variance", Unit.CHANGE, MARGIN, MARGIN_TARGET, "_ytd")
margin_ytd_variance_share = against_target(
    "margin_ytd_variance_share", Unit.CHANGE_PERCENT, MARGIN, MARGIN_TARGET, "_ytd"
)
margin_share, margin_share_year_before, margin_share_prior, margin_share_ytd, margin_share_rolling = (
    rate(s.ending, s) for s in SPANS
)

cost_to_serve, cost_to_serve_year_before, cost_to_serve_prior, cost_to_serve_ytd, cost_to_serve_rolling = (
    over(COST_TO_SERVE, s) for s in SPANS
)
profit, profit_year_before, profit_prior, profit_ytd, profit_rolling = (over(PROFIT, s) for s in SPANS)
profit_rolling_before = over(PROFIT, ROLLING_BEFORE)

GROWTH = "(now - base) / base; n/m on a base of zero or below"
revenue_growth = compared(
    "revenue_growth", Unit.CHANGE_PERCENT, "Growth of revenue against the same quarter a year before", GROWTH,
    REVENUE_READS, ("revenue", "revenue_year_before"), growth,
)  # fmt: skip
revenue_change = compared(
    "revenue_change", Unit.CHANGE, "Change of revenue against the same quarter a year before", "now - a year before",
    REVENUE_READS, ("revenue", "revenue_year_before"), difference,
)  # fmt: skip
revenue_rolling_growth = compared(
    "revenue_rolling_growth", Unit.CHANGE_PERCENT, "Growth of revenue, four quarters against the four before", GROWTH,
    REVENUE_READS, ("revenue_rolling", "revenue_rolling_before"), growth,
)  # fmt: skip
margin_growth = compared(
    "margin_growth", Unit.CHANGE_PERCENT, "Growth of gross margin against the same quarter a year before", GROWTH,
    MARGIN_READS, ("margin", "margin_year_before"), growth,
)  # fmt: skip
margin_change = compared(
    "margin_change", Unit.CHANGE, "Change of gross margin against the same quarter a year before",
    "now - a year before", MARGIN_READS, ("margin", "margin_year_before"), difference,
)  # fmt: skip
profit_growth = compared(
    "profit_growth", Unit.CHANGE_PERCENT, "Growth of account profit against the same quarter a year before", GROWTH,
    PROFIT_READS, ("profit", "profit_year_before"), growth,
)  # fmt: skip
profit_change = compared(
    "profit_change", Unit.CHANGE, "Change of account profit against the same quarter a year before",
    "now - a year before", PROFIT_READS, ("profit", "profit_year_before"), difference,
)  # fmt: skip
margin_share_change = compared(
    "margin_share_change", Unit.POINTS, "Change of the gross margin share against the same quarter a year before",
    "gross margin % - gross margin % a year before", MARGIN_READS, ("margin_share", "margin_share_year_before"),
    difference,
)  # fmt: skip
margin_share_target = compared(
    "margin_share_target", Unit.PERCENT, "Gross margin as planned, as a share of revenue as planned",
    "gross margin target / revenue target",
    (Financial.quarter, Financial.margin_target, Financial.revenue_target),
    ("margin_target", "revenue_target"), share,
)  # fmt: skip
margin_share_variance = compared(
    "margin_share_variance", Unit.POINTS, "Gross margin share: variance against target",
    "gross margin % - target gross margin %", (*MARGIN_READS, Financial.margin_target, Financial.revenue_target),
    ("margin_share", "margin_share_target"), difference,
)  # fmt: skip


def said(name: str, topic: str) -> Declaration:
    """Declare the manager's own words on a topic of the quarter."""

    @figure(
        f"finance.{name}",
        Unit.TEXT,
        f"The manager's words on the quarter: {topic}",
        f"Text of Commentary for the quarter, topic {topic}",
        (Comment.quarter, Comment.topic, Comment.text),
        shared=True,
    )
    def words(case: Case) -> Answer:
        period = str(case.facts.period)
        for row in case.facts.of(Comment):
            if str(row.quarter) == period and row.topic == topic and row.text:
                return found(row.text, row.place(Comment.text))
        return missing(f"no comment on {topic} given for {period}")

    return words


comment = said("comment", "result")
comment_margin = said("comment_margin", "margin")
comment_outlook = said("comment_outlook", "outlook")
comment_hard = said("comment_hard", "what was hard")


@figure("finance.quarter", Unit.TEXT, "The quarter that the pack is about", "the period of the pack")
def quarter(case: Case) -> Answer:
    """Name the quarter."""
    return found(str(case.facts.period))


@figure("finance.quarter_year_before", Unit.TEXT, "The same quarter a year before", "the pack's period, less a year")
def quarter_year_before(case: Case) -> Answer:
    """Name the quarter a year before."""
    return found(str(case.facts.period.back(4)))
