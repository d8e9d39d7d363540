"""Bridges from the same quarter a year before, and the products behind them."""

from __future__ import annotations

from datetime import date
from math import fsum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.analyse.finance_bridge import STEPS, kind_of
from pipeline.figures import Case
from pipeline.sheets.performance import Financial, Transaction
from tests.analyse.given import given as case_of

NOW, BEFORE = date(2026, 8, 1), date(2025, 8, 1)


def sale(day: date, product: str, revenue: float, cost: float | None = None) -> dict[str, Any]:
    """An invoice line."""
    return {"day": day, "product": product, "revenue": revenue, "cost": cost}


def steps(case: Case, name: str) -> list[tuple[str, str | None, float]]:
    """Kind, product and amount of a bridge's steps."""
    return [
        (str(s.kind.value), s.product.value and str(s.product.value), s.amount.number) for s in case[f"finance.{name}"]
    ]


# Product: a year before -> now, revenue (cost): lost, shrunk, grown, new.
FOUR = [
    sale(BEFORE, "Kiosks", 30, 20),
    sale(BEFORE, "Support", 50, 20),
    sale(NOW, "Support", 40, 18),
    sale(BEFORE, "Ticketing", 100, 60),
    sale(NOW, "Ticketing", 70, 40),
    sale(NOW, "Ticketing", 55, 30),
    sale(NOW, "Freight", 35, 25),
]


def test_a_revenue_bridge_goes_product_by_product_lost_shrunk_grown_new() -> None:
    case = case_of({Transaction: FOUR})
    assert steps(case, "revenue_changes") == [
        ("lost", "Kiosks", -30),
        ("shrunk", "Support", -10),
        ("grown", "Ticketing", 25),
        ("new", "Freight", 35),
    ]
    assert case["finance.revenue_change"].number == 20


def test_a_margin_bridge_goes_product_by_product_where_every_line_has_its_cost() -> None:
    assert steps(case_of({Transaction: FOUR}), "profit_changes") == [
        ("lost", "Kiosks", -10),
        ("shrunk", "Support", -8),
        ("grown", "Ticketing", 15),
        ("new", "Freight", 10),
    ]


def test_the_products_stand_side_by_side_the_largest_first() -> None:
    lines = case_of({Transaction: FOUR})["finance.products"].lines
    table = [(p.product.value, p.revenue.value, p.year_before.value, p.change.value, p.kind.value) for p in lines]
    assert table == [
        ("Ticketing", 125, 100, 25, "grown"),
        ("Support", 40, 50, -10, "shrunk"),
        ("Freight", 35, 0, 35, "new"),
        ("Kiosks", 0, 30, -30, "lost"),
    ]
    assert lines[0].growth.number == 0.25
    assert lines[0].margin_share.number == 55 / 125
    assert lines[2].growth.reason == "n/m"


def test_products_beyond_the_six_largest_steps_are_taken_together() -> None:
    sales = [sale(BEFORE, "P0", 1)] + [sale(NOW, f"P{n}", 10 * n) for n in range(1, 9)]
    found = steps(case_of({Transaction: sales}), "revenue_changes")
    assert [product for _, product, _ in found] == ["P8", "P7", "P6", "P5", "P4", "P3", None]
    assert found[-1] == ("other products", None, 20 + 10 - 1)


def test_seven_products_need_no_others() -> None:
    sales = [sale(BEFORE, "P0", 1)] + [sale(NOW, f"P{n}", 10 * n) for n in range(1, 7)]
    assert len(steps(case_of({Transaction: sales}), "revenue_changes")) == STEPS + 1
    assert "other products" not in {kind for kind, _, _ in steps(case_of({Transaction: sales}), "revenue_changes")}


def test_what_the_quarters_own_cell_has_beyond_its_lines_is_a_step_of_its_own() -> None:
    cells = [{"quarter": "2025-Q3", "revenue": 100}, {"quarter": "2026-Q3", "revenue": 150.5}]
    case = case_of({Financial: cells, Transaction: [sale(BEFORE, "A", 100), sale(NOW, "A", 150)]})
    assert steps(case, "revenue_changes") == [("grown", "A", 50), ("not by product", None, 0.5)]


def test_without_transactions_of_both_quarters_there_are_no_steps_by_product() -> None:
    cells = [{"quarter": "2025-Q3", "revenue": 100}]
    case = case_of({Financial: cells, Transaction: [sale(NOW, "A", 150)]})
    assert case["finance.revenue_changes"].reason == "no transactions given for 2025-Q3"


# Old margin 36 % of 100, new 40 % of 125: volume and price 25 x 36 % = 9, rate 125 x 4 points = 5, served for 5 more.
QUARTERS = [
    {"quarter": "2025-Q3", "revenue": 100, "cost_of_sales": 64, "cost_to_serve": 10},
    {"quarter": "2026-Q3", "revenue": 125, "cost_of_sales": 75, "cost_to_serve": 15},
]


def test_without_products_the_margin_moves_by_volume_and_price_by_rate_and_by_cost_to_serve() -> None:
    found = steps(case_of({Financial: QUARTERS}), "profit_changes")
    assert [(kind, pytest.approx(amount)) for kind, _, amount in found] == [
        ("volume and price", 9),
        ("margin rate", 5),
        ("cost to serve", -5),
    ]


def test_without_cost_to_serve_in_both_quarters_the_bridge_ends_at_gross_margin() -> None:
    found = steps(case_of({Financial: [QUARTERS[0], {**QUARTERS[1], "cost_to_serve": None}]}), "profit_changes")
    assert [kind for kind, _, _ in found] == ["volume and price", "margin rate"]


def test_a_line_without_cost_sends_the_margin_bridge_back_to_volume_and_rate() -> None:
    sales = [sale(BEFORE, "A", 100), sale(NOW, "A", 125, 75)]
    found = steps(case_of({Financial: QUARTERS, Transaction: sales}), "profit_changes")
    assert [kind for kind, _, _ in found] == ["volume and price", "margin rate", "cost to serve"]


def test_a_margin_of_no_revenue_can_not_be_taken_apart() -> None:
    nothing = {"quarter": "2025-Q3", "revenue": 0, "cost_of_sales": 4}
    assert case_of({Financial: [nothing, QUARTERS[1]]})["finance.profit_changes"].reason == "n/m"


@pytest.mark.parametrize(
    ("now", "base", "kind"),
    [(5, 0, "new"), (5, -1, "new"), (0, 5, "lost"), (-1, 5, "lost"), (6, 5, "grown"), (4, 5, "shrunk"),
     (5, 5, "unchanged"), (0, -2, "grown"), (-3, -2, "shrunk"), (0, 0, "unchanged")],
)  # fmt: skip
def test_a_product_is_new_lost_grown_shrunk_or_unchanged(now: float, base: float, kind: str) -> None:
    assert kind_of(now, base) == kind


PENCE = st.integers(-100_000_00, 500_000_00).map(lambda pence: pence / 100)
LINES = st.lists(st.tuples(st.booleans(), st.sampled_from("ABCDEFGHIJKL"), PENCE, PENCE), max_size=40)


@given(LINES)
def test_a_bridge_sums_to_the_change_to_the_cent(lines: list[tuple[bool, str, float, float]]) -> None:
    sales = [sale(NOW, "A", 10, 5), sale(BEFORE, "A", 12, 5)]
    sales += [sale(NOW if now else BEFORE, product, revenue, cost) for now, product, revenue, cost in lines]
    case = case_of({Transaction: sales})
    for steps_name, change in (("revenue_changes", "revenue_change"), ("profit_changes", "margin_change")):
        amounts = [step.amount.number for step in case[f"finance.{steps_name}"]]
        assert fsum(amounts) == pytest.approx(case[f"finance.{change}"].number, abs=0.01)
        assert len(amounts) <= STEPS + 2


@given(st.floats(1, 1e6), st.floats(0, 1e6), st.floats(1, 1e6), st.floats(0, 1e6))
def test_volume_and_rate_sum_to_the_change_of_margin(r0: float, c0: float, r1: float, c1: float) -> None:
    rows = [
        {"quarter": "2025-Q3", "revenue": r0, "cost_of_sales": c0},
        {"quarter": "2026-Q3", "revenue": r1, "cost_of_sales": c1},
    ]
    case = case_of({Financial: rows})
    total = fsum(step.amount.number for step in case["finance.profit_changes"])
    assert total == pytest.approx(case["finance.margin_change"].number, rel=1e-9, abs=1e-6 * max(r0, r1, c0, c1))


@given(LINES)
def test_the_products_sum_to_the_revenue_of_both_quarters(lines: list[tuple[bool, str, float, float]]) -> None:
    sales = [sale(NOW, "A", 10, 5), sale(BEFORE, "A", 12, 5)]
    sales += [sale(NOW if now else BEFORE, product, revenue, cost) for now, product, revenue, cost in lines]
    case = case_of({Transaction: sales})
    products = case["finance.products"].lines
    assert fsum(p.revenue.number for p in products) == pytest.approx(case["finance.revenue"].number, abs=1e-3)
    assert fsum(p.year_before.number for p in products) == pytest.approx(
        case["finance.revenue_year_before"].number, abs=1e-3
    )
