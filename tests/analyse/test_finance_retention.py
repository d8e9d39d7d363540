"""Retention of revenue, recurring revenue, and our share of the customer's spend."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.periods import Period
from pipeline.sheets.performance import Financial, Transaction
from pipeline.theme import Tone
from tests.analyse.given import given as case_of
from tests.filled import PERIOD


def sales(product: str, base: float, now: float, kind: str | None = None) -> list[dict[str, Any]]:
    """A product's invoice lines over eight quarters, a quarter of each year's sum in each."""
    return [
        {"day": PERIOD.back(n).start, "product": product, "revenue": (now if n < 4 else base) / 4, "revenue_type": kind}
        for n in range(8)
    ]


# 100 -> 120 grown, 60 -> 30 shrunk, 40 -> 0 lost, 0 -> 50 new.
FOUR = [*sales("A", 100, 120), *sales("B", 60, 30), *sales("C", 40, 0), *sales("D", 0, 50)]


def test_net_retention_counts_growth_and_new_products_gross_only_what_stayed() -> None:
    case = case_of({Transaction: FOUR})
    assert case["finance.nrr"].number == pytest.approx(200 / 200)
    assert case["finance.grr"].number == pytest.approx((100 + 30 + 0) / 200)
    assert case["finance.retention_basis"].value == "all"


def test_where_every_line_says_its_type_only_recurring_revenue_counts() -> None:
    lines = [*sales("A", 100, 90, "recurring"), *sales("B", 60, 400, "one-off")]
    case = case_of({Transaction: lines})
    assert case["finance.nrr"].number == pytest.approx(0.9)
    assert case["finance.retention_basis"].value == "recurring"


def test_a_line_without_its_type_keeps_all_revenue_in() -> None:
    lines = [*sales("A", 100, 90, "recurring"), *sales("B", 60, 70)]
    case = case_of({Transaction: lines})
    assert case["finance.nrr"].number == pytest.approx(1.0)
    assert case["finance.retention_basis"].value == "all"


def test_new_and_lost_recurring_revenue_are_those_of_whole_products() -> None:
    kinds = [("A", 100, 120), ("B", 60, 30), ("C", 40, 0), ("D", 0, 50)]
    case = case_of({Transaction: [line for one in kinds for line in sales(*one, "recurring")]})
    assert case["finance.recurring_new"].number == 50
    assert case["finance.recurring_lost"].number == 40


def test_seven_quarters_of_transactions_are_not_enough_and_both_are_absent() -> None:
    lines = [line for line in sales("A", 100, 120) if line["day"] != PERIOD.back(7).start]
    case = case_of({Transaction: lines})
    assert case["finance.nrr"].reason == "eight quarters of transactions are needed; none in 2024-Q4"
    assert case["finance.grr"].reason == case["finance.nrr"].reason


def test_a_base_of_zero_is_not_meaningful_for_both() -> None:
    case = case_of({Transaction: sales("A", 0, 120)})
    assert case["finance.nrr"].reason == "n/m"
    assert case["finance.grr"].reason == "n/m"


def test_without_transactions_there_is_no_retention() -> None:
    assert case_of({})["finance.grr"].reason == "no transactions given"


@given(st.lists(st.tuples(st.integers(1, 10_000), st.integers(-5_000, 20_000)), min_size=1, max_size=6))
def test_gross_retention_is_between_nothing_and_all_and_never_above_net(products: list[tuple[int, int]]) -> None:
    case = case_of(
        {Transaction: [line for n, (base, now) in enumerate(products) for line in sales(f"P{n}", base, max(now, 0))]}
    )
    assert 0 <= case["finance.grr"].number <= 1 + 1e-9
    assert case["finance.grr"].number <= case["finance.nrr"].number + 1e-9


def test_recurring_revenue_grows_against_the_same_quarter_a_year_before() -> None:
    rows = [{"quarter": "2025-Q3", "recurring": 400}, {"quarter": "2026-Q3", "recurring": 500}]
    case = case_of({Financial: rows})
    assert (case["finance.recurring"].number, case["finance.recurring_growth"].number) == (500, 0.25)
    assert case["finance.recurring_year_before"].number == 400
    assert case["finance.recurring_change"].number == 100


FOUR_QUARTERS = [{"quarter": str(PERIOD.back(n)), "revenue": 100} for n in range(4)]


def test_share_of_wallet_takes_the_newest_spend_up_to_the_quarter() -> None:
    rows = [dict(row) for row in FOUR_QUARTERS]
    rows[3] |= {"category_spend": 900, "spend_source": "Old"}
    rows[1] |= {"category_spend": 1600, "spend_source": "Procurement, May"}
    rows.append({"quarter": "2026-Q4", "category_spend": 1})
    case = case_of({Financial: rows})
    assert case["finance.category_spend"].number == 1600
    assert case["finance.wallet_share"].number == 0.25
    assert case["finance.spend_source"].value == "Procurement, May"
    assert case["finance.spend_date"].value == date(2026, 6, 30)
    assert case["finance.spend_date"].tone is None


@pytest.mark.parametrize(("drawn", "tone"), [(date(2025, 10, 15), None), (date(2025, 10, 14), Tone.WATCH)])
def test_a_spend_is_stale_after_twelve_months(drawn: date, tone: Tone | None) -> None:
    rows = [{**FOUR_QUARTERS[0], "category_spend": 1600, "as_of_date": drawn}, *FOUR_QUARTERS[1:]]
    assert case_of({Financial: rows})["finance.spend_date"].tone is tone


def test_without_spend_or_with_a_spend_of_zero_there_is_no_share_of_wallet() -> None:
    assert case_of({Financial: FOUR_QUARTERS})["finance.wallet_share"].reason == "no category spend given"
    rows = [{**FOUR_QUARTERS[0], "category_spend": 0}, *FOUR_QUARTERS[1:]]
    assert case_of({Financial: rows})["finance.wallet_share"].reason == "n/m"


def test_the_quarters_end_dates_a_spend_of_a_fiscal_year_that_begins_in_april() -> None:
    period = Period(2026, 3, first_month=4)
    rows = [{"quarter": "2026-Q3", "category_spend": 10}]
    assert case_of({Financial: rows}, period=period)["finance.spend_date"].value == date(2025, 12, 31)
