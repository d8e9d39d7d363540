"""Twelve quarters side by side, and restated ones."""

from __future__ import annotations

from typing import Any

from pipeline.manifest import Manifest
from pipeline.record import kept
from pipeline.sheets.performance import Financial
from tests.analyse.given import given as case_of

ROWS = [
    {"quarter": "2026-Q1", "revenue": 110, "cost_of_sales": 66, "cost_to_serve": 11, "revenue_target": 100},
    {"quarter": "2026-Q3", "revenue": 125, "cost_of_sales": 75, "cost_to_serve": 15, "revenue_target": 0},
    {"quarter": "2026-Q4", "revenue_target": 130},
]


def earlier(**figures: Any) -> Manifest:
    """The pack of 2026-Q2 with these numbers about its quarters."""
    return Manifest("northwind", "2026-Q2", "2026-07-15", "test", figures=dict(figures))


def test_the_quarters_stand_oldest_first_without_holes_and_without_later_ones() -> None:
    lines = case_of({Financial: ROWS})["finance.quarters"].lines
    assert [line.quarter.value for line in lines] == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert [line.revenue.value for line in lines] == [110, None, 125]
    assert [line.profit.value for line in lines] == [33, None, 35]


def test_a_quarter_has_its_variance_and_its_margin_rate() -> None:
    first, _, last = case_of({Financial: ROWS})["finance.quarters"].lines
    assert first.revenue_variance.value == 10
    assert first.revenue_variance_share.value == 0.1
    assert first.margin_share.value == 0.4
    assert (last.revenue_variance.value, last.revenue_variance_share.reason) == (125, "n/m")


def test_only_the_last_twelve_quarters_are_shown() -> None:
    rows = [{"quarter": f"{year}-Q{q}", "revenue": 1} for year in (2023, 2024, 2025, 2026) for q in (1, 2, 3, 4)]
    lines = case_of({Financial: rows})["finance.quarters"].lines
    assert [lines[0].quarter.value, lines[-1].quarter.value, len(lines)] == ["2023-Q4", "2026-Q3", 12]


def test_nothing_given_is_no_quarter() -> None:
    assert case_of({})["finance.quarters"].absent


def test_a_past_quarter_that_differs_from_the_last_pack_is_restated_with_both_values() -> None:
    case = case_of({Financial: ROWS}, earlier=earlier(**{"finance.quarters.2026-Q1.revenue": 108.0}))
    (line,) = case["finance.restated"].lines
    assert (line.quarter.value, line.what.value) == ("2026-Q1", "revenue")
    assert (line.before.value, line.now.value, line.change.value) == (108, 110, 2)
    assert case["finance.restated_count"].value == 1


def test_a_past_amount_that_is_now_empty_is_restated_too() -> None:
    case = case_of({Financial: ROWS}, earlier=earlier(**{"finance.quarters.2026-Q2.revenue": 115.0}))
    (line,) = case["finance.restated"].lines
    assert (line.before.value, line.now.absent, line.change.absent) == (115, True, True)


def test_the_same_amounts_and_this_quarters_own_are_not_restated() -> None:
    figures = {
        "finance.quarters.2026-Q1.revenue": 110.001,
        "finance.quarters.2026-Q3.revenue": 1.0,
        "finance.quarters.2026-Q1.revenue_target": 99.0,
    }
    assert case_of({Financial: ROWS}, earlier=earlier(**figures))["finance.restated_count"].value == 0


def test_without_an_earlier_pack_nothing_can_be_restated() -> None:
    assert case_of({Financial: ROWS})["finance.restated"].reason == "no earlier pack to compare with"


def test_what_a_pack_keeps_of_its_quarters_is_what_the_next_one_compares() -> None:
    before = case_of({Financial: ROWS})
    numbers = kept({"finance.quarters": before["finance.quarters"]})
    changed = [{**ROWS[0], "cost_to_serve": 12}, *ROWS[1:]]
    lines = case_of({Financial: changed}, earlier=earlier(**numbers))["finance.restated"].lines
    assert [(line.what.value, line.before.value, line.now.value) for line in lines] == [
        ("cost_to_serve", 11, 12),
        ("profit", 33, 32),
    ]
