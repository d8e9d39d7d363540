"""The result of the quarter, worked by hand on a table of twelve quarters in round thousands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.analyse import declarations
from pipeline.figures import Case, Figure
from pipeline.settings import Settings
from pipeline.sheets.account import Comment
from pipeline.sheets.performance import Financial, Transaction
from pipeline.theme import Tone
from tests.analyse.given import given as case_of
from tests.filled import filled


def quarter(name: str, revenue: float | None = None, cost: float | None = None, **more: Any) -> dict[str, Any]:
    """A row of Financials."""
    return {"quarter": name, "revenue": revenue, "cost_of_sales": cost, **more}


# Revenue / cost of sales / cost to serve; fiscal year = calendar year, this quarter 2026-Q3.
TABLE = [
    quarter("2024-Q4", 80, 50, cost_to_serve=8),
    quarter("2025-Q1", 90, 54, cost_to_serve=9),
    quarter("2025-Q2", 95, 57, cost_to_serve=9),
    quarter("2025-Q3", 100, 64, cost_to_serve=10),
    quarter("2025-Q4", 105, 63, cost_to_serve=10),
    quarter("2026-Q1", 110, 66, cost_to_serve=11, revenue_target=100, margin_target=40),
    quarter("2026-Q2", 120, 70, cost_to_serve=12, revenue_target=110, margin_target=45),
    quarter("2026-Q3", 125, 75, cost_to_serve=15, revenue_target=120, margin_target=55),
    quarter("2026-Q4", revenue_target=130),
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("revenue", 125),
        ("revenue_year_before", 100),
        ("revenue_prior", 120),
        ("revenue_ytd", 110 + 120 + 125),
        ("revenue_rolling", 105 + 110 + 120 + 125),
        ("revenue_rolling_before", 80 + 90 + 95 + 100),
        ("revenue_target", 120),
        ("revenue_ytd_target", 330),
        ("revenue_year_target", 460),
        ("revenue_variance", 5),
        ("revenue_variance_share", 5 / 120),
        ("revenue_ytd_variance", 25),
        ("revenue_ytd_variance_share", 25 / 330),
        ("revenue_growth", 0.25),
        ("revenue_change", 25),
        ("revenue_rolling_growth", (460 - 365) / 365),
        ("cost_of_sales", 75),
        ("cost_of_sales_year_before", 64),
        ("cost_of_sales_prior", 70),
        ("cost_of_sales_ytd", 66 + 70 + 75),
        ("cost_of_sales_rolling", 63 + 66 + 70 + 75),
        ("margin", 50),
        ("margin_year_before", 36),
        ("margin_prior", 50),
        ("margin_ytd", 44 + 50 + 50),
        ("margin_rolling", 42 + 44 + 50 + 50),
        ("margin_rolling_before", 30 + 36 + 38 + 36),
        ("margin_target", 55),
        ("margin_ytd_target", 40 + 45 + 55),
        ("margin_ytd_variance", 144 - 140),
        ("margin_ytd_variance_share", 4 / 140),
        ("margin_growth", 14 / 36),
        ("margin_variance", -5),
        ("margin_variance_share", -5 / 55),
        ("margin_change", 14),
        ("margin_share", 0.4),
        ("margin_share_year_before", 0.36),
        ("margin_share_prior", 50 / 120),
        ("margin_share_ytd", 144 / 355),
        ("margin_share_change", 0.04),
        ("margin_share_target", 55 / 120),
        ("margin_share_variance", 0.4 - 55 / 120),
        ("margin_share_rolling", 186 / 460),
        ("cost_to_serve", 15),
        ("cost_to_serve_year_before", 10),
        ("cost_to_serve_prior", 12),
        ("cost_to_serve_ytd", 11 + 12 + 15),
        ("cost_to_serve_rolling", 10 + 11 + 12 + 15),
        ("profit", 35),
        ("profit_year_before", 26),
        ("profit_prior", 38),
        ("profit_rolling_before", 22 + 27 + 29 + 26),
        ("profit_ytd", 33 + 38 + 35),
        ("profit_rolling", 32 + 33 + 38 + 35),
        ("profit_change", 9),
        ("profit_growth", 9 / 26),
    ],
)
def test_a_figure_of_the_result_is_what_the_table_sums_to(name: str, expected: float) -> None:
    assert case_of({Financial: TABLE})[f"finance.{name}"].number == pytest.approx(expected)


def test_the_quarter_is_named_and_the_one_it_is_compared_with() -> None:
    case = case_of({Financial: TABLE})
    assert [case[f"finance.{name}"].value for name in ("quarter", "quarter_year_before")] == ["2026-Q3", "2025-Q3"]


def test_a_sum_names_the_cells_it_was_made_of() -> None:
    cells = [str(place.cell) for place in case_of({Financial: TABLE})["finance.revenue_ytd"].sources]
    assert cells == ["B7", "B8", "B9"]


def test_the_fiscal_year_to_date_begins_with_the_fiscal_year() -> None:
    facts = filled({Financial: TABLE}, examples=False)
    first = type(facts.period)(2026, 1, first_month=4)
    moved = type(facts)(facts.account, first, facts.as_of, facts.rows)
    assert Case(moved, Settings(fiscal_year_start=4), declarations())["finance.revenue_ytd"].number == 110


@pytest.mark.parametrize(
    ("actual", "tone"), [(120, Tone.GOOD), (119.9, Tone.WATCH), (108, Tone.WATCH), (107.9, Tone.BAD)]
)
def test_a_variance_is_good_from_the_target_and_bad_below_ninety_percent_of_it(actual: float, tone: Tone) -> None:
    case = case_of({Financial: [quarter("2026-Q3", actual, revenue_target=120)]})
    assert case["finance.revenue_variance"].tone is tone
    assert case["finance.revenue_variance_share"].tone is tone


@pytest.mark.parametrize("base", [0, -20])
def test_growth_on_a_base_of_zero_or_below_is_not_meaningful(base: float) -> None:
    case = case_of({Financial: [quarter("2025-Q3", base), quarter("2026-Q3", 100)]})
    growth = case["finance.revenue_growth"]
    assert (growth.absent, growth.reason) == (True, "n/m")
    assert case["finance.revenue_change"].number == 100 - base


def test_growth_from_a_small_base_above_zero_is_told() -> None:
    case = case_of({Financial: [quarter("2025-Q3", 0.5), quarter("2026-Q3", 100)]})
    assert case["finance.revenue_growth"].number == 199


def test_a_revenue_of_zero_is_a_value() -> None:
    case = case_of({Financial: [quarter("2026-Q3", 0, 0, revenue_target=10)]})
    assert case["finance.revenue"].value == 0
    assert case["finance.revenue_variance_share"].number == -1
    assert case["finance.margin_share"].reason == "n/m"


def test_a_wanted_cell_that_is_empty_is_to_confirm_and_a_quarter_without_a_row_is_named() -> None:
    case = case_of({Financial: [quarter("2026-Q3")]})
    assert case["finance.revenue"].reason == "to confirm"
    assert case["finance.revenue_prior"].reason == "no revenue given for 2026-Q2"


def test_a_rolling_sum_with_a_quarter_missing_is_absent_and_names_it() -> None:
    rows = [row for row in TABLE if row["quarter"] != "2026-Q1"]
    figure = case_of({Financial: rows})["finance.revenue_rolling"]
    assert figure.absent
    assert figure.reason == "no revenue given for 2026-Q1"


def test_without_cost_to_serve_there_is_no_profit_but_gross_margin_stands() -> None:
    case = case_of({Financial: [quarter("2026-Q3", 100, 60)]})
    assert case["finance.profit"].reason == "no cost to serve given for 2026-Q3"
    assert case["finance.margin"].number == 40


def sale(day: date, product: str, revenue: float | None, cost: float | None = None, **more: Any) -> dict[str, Any]:
    """An invoice line."""
    return {"day": day, "product": product, "revenue": revenue, "cost": cost, **more}


JULY, SEPTEMBER, OCTOBER = date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 1)


def test_a_quarter_without_its_cell_is_the_sum_of_its_transactions() -> None:
    sales = [sale(JULY, "A", 70, 40), sale(SEPTEMBER, "B", 30, 25), sale(OCTOBER, "A", 999, 1)]
    case = case_of({Financial: [quarter("2026-Q3", revenue_target=80)], Transaction: sales})
    assert case["finance.revenue"].number == 100
    assert case["finance.cost_of_sales"].number == 65
    assert case["finance.revenue_variance"].number == 20
    assert [str(place) for place in case["finance.revenue"].sources] == ["performance.xlsx › Transactions › C2:C3"]


def test_the_quarters_own_cell_comes_before_its_transactions() -> None:
    case = case_of({Financial: [quarter("2026-Q3", 100.2)], Transaction: [sale(JULY, "A", 100)]})
    assert case["finance.revenue"].number == 100.2


def test_cost_of_sales_comes_from_transactions_only_if_every_line_has_its_cost() -> None:
    sales = [sale(JULY, "A", 70, 40), sale(SEPTEMBER, "B", 30)]
    case = case_of({Financial: [quarter("2026-Q3")], Transaction: sales})
    assert case["finance.revenue"].number == 100
    assert case["finance.cost_of_sales"].reason == "1 of 2 transactions have no cost in 2026-Q3"
    assert case["finance.margin"].absent


def test_a_line_without_revenue_leaves_the_quarter_open() -> None:
    case = case_of({Transaction: [sale(JULY, "A", 70), sale(JULY, "B", None)]})
    assert case["finance.revenue"].reason == "1 of 2 transactions have no revenue in 2026-Q3"


def test_the_managers_words_are_those_of_the_quarter_and_topic() -> None:
    comments = [
        {"quarter": "2026-Q2", "topic": "result", "text": "Old."},
        {"quarter": "2026-Q3", "topic": "margin", "text": "Fuel."},
        {"quarter": "2026-Q3", "topic": "result", "text": "Summer carried it."},
        {"quarter": "2026-Q3", "topic": "what was hard", "text": "Two storms."},
    ]
    case = case_of({Comment: comments})
    assert case["finance.comment"].value == "Summer carried it."
    assert case["finance.comment_margin"].value == "Fuel."
    assert case["finance.comment_hard"].value == "Two storms."
    assert case["finance.comment_outlook"].absent


def test_a_hidden_cost_of_sales_hides_the_margin_but_not_revenue() -> None:
    facts = filled({Financial: TABLE}, examples=False)
    hidden = type(facts)(
        facts.account, facts.period, facts.as_of, facts.rows, hidden=frozenset({Financial.cost_of_sales})
    )
    case = Case(hidden, Settings(), declarations())
    assert case["finance.revenue"].number == 125
    assert {case[f"finance.{name}"].reason for name in ("margin", "margin_share", "profit")} == {"internal"}


SALES = st.lists(
    st.tuples(st.sampled_from("ABC"), st.integers(-500_00, 5_000_00), st.integers(0, 3_000_00)), min_size=1, max_size=12
)


@given(SALES, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(lines: list[tuple[str, int, int]], random: Any) -> None:
    sales = [sale(JULY, product, revenue / 100, cost / 100) for product, revenue, cost in lines]
    mixed = random.sample(sales, len(sales))
    table = random.sample(TABLE[:-2], len(TABLE) - 2)
    one = case_of({Financial: TABLE[:-2], Transaction: sales})
    other = case_of({Financial: table, Transaction: mixed})
    for name in ("revenue", "margin", "revenue_rolling", "profit_ytd", "margin_share", "revenue_growth"):
        assert _same(one[f"finance.{name}"], other[f"finance.{name}"])


@given(SALES, st.data())
def test_splitting_an_invoice_line_in_two_keeps_the_sums(lines: list[tuple[str, int, int]], data: Any) -> None:
    whole = [sale(JULY, product, revenue, cost) for product, revenue, cost in lines]
    n = data.draw(st.integers(0, len(lines) - 1))
    product, revenue, cost = lines[n]
    part = data.draw(st.integers(-1000, 1000))
    parts = [sale(JULY, product, part, 0), sale(SEPTEMBER, product, revenue - part, cost)]
    split = whole[:n] + parts + whole[n + 1 :]
    one, other = case_of({Transaction: whole}), case_of({Transaction: split})
    assert _same(one["finance.revenue"], other["finance.revenue"])
    assert _same(one["finance.margin"], other["finance.margin"])


def _same(one: Figure, other: Figure) -> bool:
    return one.value == other.value and one.reason == other.reason
