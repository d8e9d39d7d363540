"""Invoice lines as a frame: what they sum to, the quarters they fall in, and the cells that a sum names."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse import declarations
from pipeline.analyse.quarters import quarters
from pipeline.analyse.sales import Sales, apart
from pipeline.columns import Row
from pipeline.figures import Case
from pipeline.manifest import compared_rows
from pipeline.periods import Period
from pipeline.problems import Place
from pipeline.ranges import fold
from pipeline.settings import Settings
from pipeline.sheets.account import Whitespace
from pipeline.sheets.performance import Financial, Transaction
from tests.analyse.given import given as case_of
from tests.filled import PERIOD, filled

ROOT = Path(__file__).parents[2]
JULY = date(2026, 7, 1)
LETTERS = {column.name: "ABCDEFGHIJ"[n] for n, column in enumerate(Transaction.columns)}


def sale(day: date, product: str, revenue: float | None, cost: float | None = None, **more: Any) -> dict[str, Any]:
    """An invoice line."""
    return {"day": day, "product": product, "revenue": revenue, "cost": cost, **more}


def line(number: int, values: dict[str, Any], file: str = "performance.xlsx") -> Transaction:
    """An invoice line that stands in a row of a file."""
    held = {name: value for name, value in values.items() if value is not None}
    return Transaction(
        held, {name: Place(file, "Transactions", f"{letter}{number}") for name, letter in LETTERS.items()}
    )


def case_with(lines: Sequence[Row], first_month: int = 1) -> Case:
    """A case over these invoice lines."""
    facts = filled({Financial: [{"quarter": str(PERIOD)}]}, examples=False)
    facts = replace(facts, period=Period(2026, 3, first_month), rows={**facts.rows, Transaction: tuple(lines)})
    return Case(facts, Settings(fiscal_year_start=first_month), declarations())


def cells(sales: Sales) -> list[str]:
    """The revenue cells that some lines name."""
    return [place.cell for place in sales.revenue.places]


def test_a_fiscal_year_that_begins_in_april_moves_its_lines() -> None:
    sales = [
        sale(date(2026, 3, 31), "A", 1), sale(date(2026, 4, 1), "A", 10),
        sale(date(2026, 9, 30), "A", 100), sale(date(2026, 10, 1), "A", 1000),
    ]  # fmt: skip
    known = quarters(case_with([line(n + 2, each) for n, each in enumerate(sales)], first_month=4))
    assert {quarter: sold.revenue.value for quarter, sold in known.sales_of.items()} == {
        "2026-Q4": 1, "2027-Q1": 10, "2027-Q2": 100, "2027-Q3": 1000,
    }  # fmt: skip


@settings(max_examples=30)
@given(st.dates(date(1999, 1, 1), date(2040, 12, 31)), st.integers(1, 12))
def test_a_line_falls_in_the_quarter_of_its_day(day: date, first_month: int) -> None:
    known = quarters(case_with([line(2, sale(day, "A", 1))], first_month))
    assert list(known.sales_of) == [str(Period.of(day, first_month))]


def test_a_cost_missing_in_one_line_leaves_the_quarter_its_revenue_and_other_products_their_margin() -> None:
    sales = [sale(JULY, "A", 70, 40), sale(JULY, "A", 10, None), sale(JULY, "B", 30, 25)]
    sold = quarters(case_of({Transaction: sales})).sales(PERIOD)
    assert (sold.revenue.value, sold.cost.value) == (110, None)
    assert sold.cost.reason == "1 of 3 transactions have no cost"
    assert sold.by_product["A"].cost.reason == "1 of 2 transactions have no cost"
    assert sold.by_product["B"].margin.value == 5
    assert [place.cell for place in sold.cost.places] == ["D2", "D4"]


def test_a_credit_lowers_the_sum_and_may_turn_it_negative() -> None:
    sales = [sale(JULY, "A", 100.10), sale(JULY, "A", -100.30), sale(JULY, "B", 0.30)]
    sold = quarters(case_of({Transaction: sales})).sales(PERIOD)
    assert sold.revenue.value == 0.10
    assert sold.by_product["A"].revenue.value == -0.20


@settings(max_examples=30)
@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=60), st.randoms(use_true_random=False))
def test_sums_are_those_of_decimals_in_any_order(cents: list[int], mixed: random.Random) -> None:
    lines = [line(n + 2, sale(JULY, "AB"[n % 2], each / 100)) for n, each in enumerate(cents)]
    mixed.shuffle(lines)
    sold = quarters(case_with(lines)).sales(PERIOD)
    assert sold.revenue.value == float(Decimal(sum(cents)) / 100)
    assert sold.by_product["A"].revenue.value == float(Decimal(sum(cents[::2])) / 100)


def test_the_order_of_rows_changes_no_figure() -> None:
    chance = random.Random(7)
    lines = many(600, mixed=True)
    one = case_with(lines)
    mixed = one.facts.with_rows(Transaction, tuple(chance.sample(lines, len(lines))))
    other = Case(mixed, one.settings, declarations())
    for name in (name for name in declarations() if name.startswith("finance.")):
        assert one[name] == other[name], name


def test_lines_that_follow_each_other_are_a_range_and_a_blank_parts_it() -> None:
    sales = [sale(JULY, "A", 1), sale(JULY, "B", 2), sale(JULY, "A", None), sale(JULY, "A", 4)]
    assert cells(quarters(case_of({Transaction: sales})).sales(PERIOD)) == ["C2:C3", "C5"]


def test_lines_of_two_files_are_no_range() -> None:
    lines = [line(2, sale(JULY, "A", 1), "a.xlsx"), line(3, sale(JULY, "A", 2), "b.xlsx")]
    places = quarters(case_with(lines)).sales(PERIOD).revenue.places
    assert [(place.file, place.cell) for place in places] == [("a.xlsx", "C2"), ("b.xlsx", "C3")]


def many(count: int, *, mixed: bool = False) -> list[Transaction]:
    """Lines over the eight quarters to 2026-Q3, by date, or in no order."""
    chance = random.Random(3)
    days = [date(2024, 10, 1) + timedelta(days=n * 729 // count) for n in range(count)]
    if mixed:
        chance.shuffle(days)
    return [
        line(n + 2, sale(day, f"P{chance.randrange(9)}", chance.randrange(10**5) / 100, chance.randrange(10**4) / 100))
        for n, day in enumerate(days)
    ]


def within(lines: Sequence[Transaction], period: Period) -> list[Transaction]:
    """The lines of a quarter."""
    first, last = period.start, period.end
    return [each for each in lines if first <= each.day <= last]


def rows_of(lines: Sequence[Transaction], period: Period) -> list[str]:
    """The revenue cells of a quarter's lines."""
    return [each.places["revenue"].cell for each in within(lines, period)]


def test_fifty_thousand_lines_by_date_are_a_range_a_quarter() -> None:
    lines = many(50_000)
    known = quarters(case_with(lines))
    named = rows_of(lines, PERIOD)
    assert cells(known.sales(PERIOD)) == [f"{named[0]}:{named[-1]}"]
    assert [len(cells(known.sales(period))) for period in PERIOD.rolling()] == [1, 1, 1, 1]


def test_fifty_thousand_mixed_lines_are_named_by_their_range_and_counted() -> None:
    lines = many(50_000, mixed=True)
    case = case_with(lines)
    named = rows_of(lines, PERIOD)
    assert cells(quarters(case).sales(PERIOD)) == [f"{named[0]}:{named[-1]}"]
    figure = case["finance.revenue"]
    assert figure.formula == (
        f"{declarations()['finance.revenue'].formula}; {len(named):,} cells in these ranges are of 2026-Q3"
    )
    total = sum(Decimal(str(each.revenue)) for each in within(lines, PERIOD))
    assert figure.value == float(total)
    year = case["finance.margin_rolling"]
    assert len(year.sources) == 8  # revenue and cost of four quarters
    assert all(f"are of {period}" in year.formula for period in PERIOD.rolling())


@pytest.mark.parametrize(("ranges", "expected"), [(50, 50), (51, 1)])
def test_fifty_ranges_are_named_one_by_one(ranges: int, expected: int) -> None:
    lines = [line(2 * n + 2, sale(JULY, "A", 1)) for n in range(ranges)]
    sold = quarters(case_with(lines)).sales(PERIOD)
    assert len(sold.revenue.places) == expected
    assert bool(sold.revenue.note) is (expected == 1)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(2, 60), st.sampled_from(["2026-Q2", "2026-Q3"]), st.booleans()),
                unique_by=lambda each: each[0], min_size=1))  # fmt: skip
def test_ranges_cover_the_cells_that_hold_a_value_and_no_other(given_lines: list[tuple[int, str, bool]]) -> None:
    lines = [line(n, sale(Period.parse(quarter).start, "A", 1 if there else None)) for n, quarter, there in given_lines]
    held: dict[str, list[str]] = defaultdict(list)
    for number, quarter, there in given_lines:
        held[quarter] += [f"C{number}"] if there else []
    known = quarters(case_with(lines))
    assert {quarter: cells(sold) for quarter, sold in known.sales_of.items()} == {
        quarter: list(fold(named)) for quarter, named in held.items()
    }


def test_lines_without_a_unit_belong_to_none_and_spellings_of_one_are_one() -> None:
    sales = [sale(JULY, "A", 1, unit="Rail freight"), sale(JULY, "A", 2, unit="rail-freight"), sale(JULY, "A", 4)]
    lines = case_of({Whitespace: [{"unit": "Rail freight", "offering": "A"}], Transaction: sales})["growth.units"].lines
    assert [each.invoiced.number for each in lines] == [3]
    assert [place.cell for place in lines[0].invoiced.sources] == ["C2:C3"]


def test_a_unit_whose_lines_say_no_revenue_has_none() -> None:
    case = case_of({Whitespace: [{"unit": "Rail", "offering": "A"}], Transaction: [sale(JULY, "A", None, unit="Rail")]})
    assert case["growth.units"].lines[0].invoiced.reason == "no transaction says its revenue"


def test_lines_that_are_called_none_are_left_out() -> None:
    case = case_of({Transaction: [sale(JULY, "A", 1), sale(JULY, "B", 2)]})
    called = apart(case, lambda sold: "a" if sold.product == "A" else None)
    assert {word: sold.revenue.value for word, sold in called.items()} == {"a": 1}


def test_what_the_next_quarter_compares_with_is_the_same_sum() -> None:
    lines = many(500, mixed=True)
    case = case_with(lines)
    assert compared_rows(case.facts)["Financials"]["2026-Q3"]["revenue"] == case["finance.revenue"].value


def test_an_account_without_invoice_lines_loads_no_pandas() -> None:
    said = (
        "import sys; from tests.analyse.given import given; from pipeline.analyse import declarations\n"
        "from pipeline.sheets.performance import Financial\n"
        "case = given({Financial: [{'quarter': '2026-Q3', 'revenue': 1}]})\n"
        "[case[name] for name in declarations()]\n"
        "sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", said], check=False, cwd=ROOT).returncode == 0
