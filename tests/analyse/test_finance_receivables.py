"""What is owed: days outstanding and overdue by age."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.sheets.performance import Financial
from pipeline.theme import Tone
from tests.analyse.given import given as case_of


def owed(**cells: Any) -> dict[Any, Any]:
    """The quarter with these cells: 92 days long."""
    return {Financial: [{"quarter": "2026-Q3", **cells}]}


BANDS = {"overdue_30": 10, "overdue_60": 6, "overdue_90": 3, "overdue_more": 1}


def test_days_outstanding_compare_receivables_with_credit_sales() -> None:
    case = case_of(owed(receivables=50, credit_sales=100, revenue=200))
    assert case["finance.dso"].number == 46
    assert case["finance.dso_basis"].value == "credit sales"


def test_days_outstanding_fall_back_on_revenue_and_say_so() -> None:
    case = case_of(owed(receivables=50, revenue=200))
    assert case["finance.dso"].number == 23
    assert case["finance.dso_basis"].value == "revenue"


def test_days_outstanding_a_year_before_count_that_quarters_days() -> None:
    rows = [{"quarter": "2026-Q1", "receivables": 50, "credit_sales": 100}]
    case = case_of({Financial: [*rows, {"quarter": "2026-Q2", "receivables": 50, "credit_sales": 100}]})
    assert case["finance.dso_prior"].number == 45.5
    assert case["finance.dso"].reason == "no receivables given for 2026-Q3"


def test_days_outstanding_of_the_same_quarter_a_year_before() -> None:
    """Receivables of 30 on sales of 120 in 92 days are 23 days."""
    case = case_of({Financial: [{"quarter": "2025-Q3", "receivables": 30, "credit_sales": 120}]})
    assert case["finance.dso_year_before"].number == 23


@pytest.mark.parametrize("sales", [0, -10])
def test_without_sales_there_are_no_days_outstanding(sales: float) -> None:
    assert case_of(owed(receivables=50, credit_sales=sales))["finance.dso"].reason == "no sales in 2026-Q3"


def test_overdue_is_the_sum_of_the_bands_and_a_share_of_receivables() -> None:
    case = case_of(owed(receivables=80, **BANDS))
    assert case["finance.receivables"].number == 80
    assert case["finance.overdue"].number == 20
    assert case["finance.overdue_share"].number == 0.25
    assert case["finance.overdue_long"].number == 4
    assert case["finance.overdue_long_share"].number == 0.05


def test_an_empty_band_leaves_overdue_open_but_not_the_older_bands() -> None:
    case = case_of(owed(receivables=80, **{**BANDS, "overdue_60": None}))
    assert case["finance.overdue"].reason == "no overdue 31-60 given for 2026-Q3"
    assert case["finance.overdue_long_share"].number == 0.05


def test_nothing_owed_is_nothing_overdue() -> None:
    case = case_of(owed(receivables=0, **dict.fromkeys(BANDS, 0)))
    assert case["finance.overdue_share"].value == 0


def test_the_ageing_shows_what_is_not_due_and_each_band_with_its_share() -> None:
    lines = case_of(owed(receivables=80, **BANDS))["finance.ageing"].lines
    assert [(b.band.value, b.amount.value, b.share.value) for b in lines] == [
        ("not due", 60, 0.75),
        ("1-30", 10, 0.125),
        ("31-60", 6, 0.075),
        ("61-90", 3, 0.0375),
        ("over 90", 1, 0.0125),
    ]
    assert [b.amount.tone for b in lines] == [None, Tone.WATCH, Tone.WATCH, Tone.BAD, Tone.BAD]


def test_an_empty_band_keeps_its_line_and_what_is_not_due_is_then_unknown() -> None:
    lines = case_of(owed(receivables=80, overdue_30=10))["finance.ageing"].lines
    assert [(b.band.value, b.amount.value) for b in lines] == [
        ("1-30", 10), ("31-60", None), ("61-90", None), ("over 90", None),
    ]  # fmt: skip


def test_without_any_band_there_is_no_ageing() -> None:
    assert case_of(owed(receivables=80))["finance.ageing"].reason == "no overdue bands given for 2026-Q3"
