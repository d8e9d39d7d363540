"""All figures over what is rare but lawful: odd fiscal years, leap days, holes, credits, zeros, nothing at all."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pipeline.analyse import analyse
from pipeline.columns import Row
from pipeline.compose import compose
from pipeline.facts import Facts
from pipeline.figures import Figure, Unit
from pipeline.kinds import Money, Number, Percent, Whole
from pipeline.manifest import Manifest
from pipeline.periods import Period
from pipeline.problems import Place
from pipeline.settings import Settings
from pipeline.sheets import ACCOUNT, Financial, Transaction
from tests.analyse.given import given
from tests.generated import Generated, generated

SEEDS = (1, 2, 4, 6, 9, 13)
SHARES = frozenset({
    "account.completeness", "actions.on_time_share", "actions.shared_on_time_share", "people.coverage",
    "value.confirmed_share", "value.validated_share", "growth.win_rate", "assets.retention", "assets.cover_share",
    "health.fresh_share", "health.weight_known", "feedback.csat", "feedback.csat_prior", "feedback.csat_rolling",
    "feedback.csat_rolling_before",
})  # fmt: skip
PARTS_OF_100 = frozenset({
    "health.score", "health.financial", "health.relationships", "health.value", "health.goals", "health.risk",
    "health.freshness", "health.previous",
})  # fmt: skip


def sound(facts: Facts, settings: Settings, earlier: Manifest | None = None) -> Mapping[str, Figure]:
    """All figures, each of them checked: a value that can be printed, or a reason; cells that exist; within bounds."""
    figures = analyse(facts, settings, earlier)
    cells = {place for rows in facts.rows.values() for row in rows for place in row.places.values()}
    cells |= {gap.place for gap in facts.gaps}
    for name, figure in figures.items():
        for one in _all(figure):
            _is_sound(one, name, cells)
    compose(figures)
    return figures


def _all(figure: Figure) -> Iterator[Figure]:
    yield figure
    for line in figure.lines:
        for part in line.computed.values():
            yield from _all(part)


def _is_sound(figure: Figure, of: str, cells: set[Place]) -> None:
    value = figure.value
    if value is None:
        assert figure.reason, f"{figure.name} does not say why it is absent"
        assert not re.search(r"\b(None|nan|inf)\b", figure.reason), f"{figure.name}: {figure.reason}"
        return
    for place in figure.sources:
        first, _, last = place.cell.partition(":")
        for cell in filter(None, (first, last)):
            assert place._replace(cell=cell) in cells, f"{figure.name} names {place}, which is no cell"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return
    assert math.isfinite(value), f"{figure.name} is {value}"
    if of in SHARES and figure.name == of:
        assert -1e-9 <= value <= 1 + 1e-9, f"{figure.name} is {value}"
    if of in PARTS_OF_100 and figure.name == of:
        assert 0 <= value <= 100, f"{figure.name} is {value}"
    if figure.unit is Unit.COUNT:
        assert value >= 0, f"{figure.name} is {value}"
    if of.startswith("risks.") and figure.unit is Unit.SCORE:
        assert 1 <= value <= 25, f"{figure.name} is {value}"


def case(seed: int) -> Generated:
    return generated(seed)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("month", range(1, 13))
def test_fiscal_years_may_start_in_any_month(month: int, seed: int) -> None:
    account = case(seed)
    period = Period(account.period.year, account.period.quarter, month)
    sound(replace(account.facts, period=period), replace(account.settings, fiscal_year_start=month), account.earlier)


AS_OF: dict[str, Callable[[Period], date]] = {
    "the day before the quarter's end": lambda period: period.end - timedelta(1),
    "the quarter's last day": lambda period: period.end,
    "the quarter's first day": lambda period: period.start,
    "three years later": lambda period: period.end + timedelta(1100),
    "a year before it": lambda period: period.start - timedelta(365),
    "a leap day": lambda period: date(2028, 2, 29),
    "the year's last day": lambda period: date(period.year, 12, 31),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("day", AS_OF.values(), ids=AS_OF)
def test_the_day_may_lie_before_in_or_long_after_the_quarter(day: Callable[[Period], date], seed: int) -> None:
    account = case(seed)
    sound(replace(account.facts, as_of=day(account.period)), account.settings, account.earlier)


def _numbers(change: Callable[[float], float], *kinds: type) -> Callable[[Row], Row]:
    """A row with every number of these kinds changed."""

    def changed(row: Row) -> Row:
        values = {
            name: change(value) if isinstance(row.named[name].kind, kinds) and not isinstance(value, bool) else value
            for name, value in row.values.items()
        }
        return type(row)(values, row.places, row.own)

    return changed


def _without(row: Row) -> Row:
    """Only what identifies the row."""
    return type(row)({name: row.values[name] for name in row.keys}, row.places)


CHANGED: dict[str, Callable[[Row], Row]] = {
    "credits": _numbers(lambda value: -abs(value), Money),
    "zeros": _numbers(lambda value: value * 0, Money, Number, Percent, Whole),
    "the largest amounts": _numbers(lambda value: value * 1e12, Money),
    "thousandths": _numbers(lambda value: round(value / 7e5, 3), Money),
    "nothing but what identifies a row": _without,
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
def test_amounts_may_be_negative_zero_huge_tiny_or_missing(change: Callable[[Row], Row], seed: int) -> None:
    account = case(seed)
    rows = {sheet: tuple(change(row) for row in many) for sheet, many in account.facts.rows.items()}
    sound(replace(account.facts, rows=rows), account.settings, account.earlier)


def _begins(period: Period, quarter: Period) -> bool:
    return quarter >= period.back(2)


def _ends(period: Period, quarter: Period) -> bool:
    return quarter <= period.back(3)


def _hole(period: Period, quarter: Period) -> bool:
    return quarter not in (period.back(1), period.back(4))


def _alone(period: Period, quarter: Period) -> bool:
    return quarter == period


HISTORIES = {
    "it begins two quarters ago": _begins,
    "it ended": _ends,
    "quarters are missing": _hole,
    "one alone": _alone,
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("stays", HISTORIES.values(), ids=HISTORIES)
def test_a_history_may_begin_end_or_have_holes(stays: Callable[[Period, Period], bool], seed: int) -> None:
    account = case(seed)
    facts, period = account.facts, account.period
    quarters = tuple(
        row for row in facts.of(Financial) if stays(period, replace(row.quarter, first_month=period.first_month))
    )
    lines = tuple(row for row in facts.of(Transaction) if stays(period, Period.of(row.day, period.first_month)))
    sound(facts.with_rows(Financial, quarters).with_rows(Transaction, lines), account.settings, account.earlier)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("sheet", ACCOUNT, ids=lambda sheet: sheet.tab)
def test_any_sheet_may_be_empty(sheet: type[Row], seed: int) -> None:
    account = case(seed)
    sound(account.facts.with_rows(sheet, ()), account.settings, account.earlier)


@pytest.mark.parametrize("month", range(1, 13))
def test_an_account_may_have_no_row_at_all(month: int) -> None:
    for as_of in (date(2028, 2, 29), date(2024, 12, 31), date(2026, 1, 1)):
        figures = sound(Facts("empty", Period.last_ended(as_of, month), as_of), Settings(fiscal_year_start=month))
        assert all(figures[name].absent for name in SHARES - {"health.weight_known"})  # none of it is known
        assert figures["health.weight_known"].value == 0


@pytest.mark.parametrize("sheet", ACCOUNT, ids=lambda sheet: sheet.tab)
def test_an_account_may_have_one_row_alone(sheet: type[Row]) -> None:
    for seed in SEEDS:
        rows = case(seed).facts.of(sheet)[:1]
        alone = Facts("alone", case(seed).period, case(seed).as_of, {sheet: rows})
        sound(alone, case(seed).settings)


# What the figures mean there


def money(quarters: Mapping[str, Any], period: Period, **cells: Any) -> Mapping[str, Figure]:
    """The figures of an account with these revenues by quarter."""
    rows = [{"quarter": quarter, "revenue": revenue, **cells} for quarter, revenue in quarters.items()]
    found = given({Financial: rows}, period=period, as_of=period.end + timedelta(15))
    return {name: found[name] for name in found.declarations if name.startswith(("finance.", "growth.", "assets."))}


def test_the_prior_quarter_of_a_hole_is_absent_not_an_older_one() -> None:
    figures = money({"2026-Q1": 10, "2026-Q3": 30, "2025-Q2": 7}, Period(2026, 3))
    assert figures["finance.revenue_prior"].reason == "no revenue given for 2026-Q2"
    assert figures["finance.revenue_year_before"].reason == "no revenue given for 2025-Q3"
    assert figures["finance.revenue_ytd"].reason == "no revenue given for 2026-Q2"
    quarters = figures["finance.quarters"].lines
    assert [(line.quarter.value, line.revenue.value) for line in quarters] == [
        ("2025-Q2", 7), ("2025-Q3", None), ("2025-Q4", None), ("2026-Q1", 10), ("2026-Q2", None), ("2026-Q3", 30),
    ]  # fmt: skip


@pytest.mark.parametrize("month", range(1, 13))
def test_year_to_date_follows_the_fiscal_year(month: int) -> None:
    """Invoice lines of one unit a month: three a quarter, six by the end of the second, whichever month it began in."""
    period = Period(2026, 2, month)
    days = [date(2025 + n // 12, n % 12 + 1, 15) for n in range(-12, 24)]
    found = given(
        {Transaction: [{"day": day, "product": "a", "revenue": 1} for day in days]},
        period=period, as_of=period.end, settings=Settings(fiscal_year_start=month),
    )  # fmt: skip
    assert found["finance.revenue"].value == 3
    assert found["finance.revenue_ytd"].value == 6
    assert found["finance.revenue_rolling"].value == 12
    assert period.start.month == (month + 2) % 12 + 1
    assert period.to_date()[0].start == date(2026 if month == 1 else 2025, month, 1)


@pytest.mark.parametrize("base", [0, -5])
def test_growth_on_a_base_of_zero_or_below_is_not_meaningful(base: float) -> None:
    figures = money({"2025-Q3": base, "2026-Q3": 10}, Period(2026, 3))
    assert figures["finance.revenue_growth"].reason == "n/m"
    assert figures["finance.revenue_change"].value == 10 - base


def test_a_quarter_of_credits_has_no_margin_share_and_no_days_outstanding() -> None:
    figures = money({"2026-Q3": -40}, Period(2026, 3), cost_of_sales=-10, receivables=5)
    assert figures["finance.margin"].value == -30
    assert figures["finance.margin_share"].reason == "n/m"
    assert figures["finance.dso"].reason == "no sales in 2026-Q3"


@pytest.mark.parametrize(
    ("period", "days"),
    [
        (Period(2028, 1), 91), (Period(2026, 1), 90), (Period(2028, 4, 4), 91), (Period(2029, 1, 2), 90),
        (Period(2028, 1, 2), 89), (Period(2100, 1), 90),
    ],
)  # fmt: skip
def test_days_outstanding_count_the_days_of_the_quarter(period: Period, days: int) -> None:
    """A leap day counts: a quarter's receivables as large as its sales are all of its days."""
    figures = money({str(period): 50}, period, receivables=50)
    assert (period.days, figures["finance.dso"].value) == (days, days)


def test_four_quarters_need_all_four() -> None:
    """An account that began within the year has no rolling revenue: three quarters would pass for four."""
    figures = money({"2026-Q1": 1, "2026-Q2": 2, "2026-Q3": 3}, Period(2026, 3))
    assert figures["finance.revenue_rolling"].reason == "no revenue given for 2025-Q4"
    assert figures["finance.revenue_ytd"].value == 6
    assert figures["assets.growth_rate"].value == 0
    assert figures["assets.growth_rate"].reason == "fewer than eight quarters of revenue"


def test_an_account_that_ended_has_no_quarter_and_keeps_its_history() -> None:
    figures = money({"2025-Q1": 1, "2025-Q2": 2}, Period(2026, 3))
    assert figures["finance.revenue"].reason == "no revenue given for 2026-Q3"
    assert figures["finance.quarters"].lines[0].revenue.value == 1


def test_thousandths_of_a_dinar_are_kept() -> None:
    """The Kuwaiti dinar has three decimals: sums of invoice lines keep them."""
    rows = [{"day": date(2026, 8, 1), "product": "a", "revenue": 0.125}] * 3
    assert given({Transaction: rows})["finance.revenue"].value == 0.375


def test_a_goal_dated_on_a_leap_day_is_judged_as_any_other() -> None:
    from pipeline.sheets import Goal, Progress

    goal = {
        "id": "G1", "goal": "a", "direction": "increase", "baseline": 0, "target": 10, "status": "in progress",
        "baseline_date": date(2027, 2, 28), "target_date": date(2028, 2, 29),
    }  # fmt: skip
    found = given(
        {Goal: [goal], Progress: [{"goal": "G1", "day": date(2028, 2, 29), "value": 10}]},
        period=Period(2027, 4), as_of=date(2028, 2, 29),
    )  # fmt: skip
    (line,) = found["goals.open"].lines
    assert (line.expected.value, line.pace.value, line.days_left.value) == (1.0, 1.0, 0)
