"""The result in sentences, tables and charts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.blocks import Chart, Role, Shape, Table
from pipeline.compose import finance, finance_bridge, finance_receivables
from pipeline.figures import Figures
from pipeline.manifest import Manifest
from pipeline.sheets.performance import Financial, Transaction
from pipeline.theme import Tone
from tests.analyse.test_finance_retention import sales
from tests.compose.spoken import block, chart, figures, said, table, text

NOW, BEFORE = date(2026, 8, 1), date(2025, 8, 1)
RESULT = {"revenue": 125_000, "cost_of_sales": 75_000, "cost_to_serve": 15_000}
YEAR_BEFORE = {"quarter": "2025-Q3", "revenue": 100_000, "cost_of_sales": 64_000, "cost_to_serve": 10_000}


def result(*rows: dict[str, Any], earlier: Manifest | None = None, **now: Any) -> Figures:
    """The figures of this quarter's cells beside other quarters."""
    return figures({Financial: [*rows, {"quarter": "2026-Q3", **now}]}, ("finance",), earlier)


def sold(*sales: tuple[date, str, float]) -> Figures:
    """The figures of invoice lines without costs."""
    return figures({Transaction: [{"day": d, "product": p, "revenue": r} for d, p, r in sales]}, ("finance",))


EMPTY = figures({}, ("finance",))


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        (120_000, "Revenue beat plan by 4.2 %; gross margin rose 4 points on a year before"),
        (125_000, "Revenue met plan; gross margin rose 4 points on a year before"),
        (125_010, "Revenue met plan; gross margin rose 4 points on a year before"),
        (150_000, "Revenue missed plan by 17 %; gross margin rose 4 points on a year before"),
        (0, "Revenue beat plan by £125 k; gross margin rose 4 points on a year before"),
        (None, "Revenue grew 25 % on a year before; gross margin rose 4 points"),
    ],
)
def test_the_headline_compares_revenue_with_plan(target: float | None, sentence: str) -> None:
    assert said(finance.headline, result(YEAR_BEFORE, **RESULT, revenue_target=target)) == sentence


@pytest.mark.parametrize(
    ("cost", "sentence"),
    [
        (80_000, "Revenue met plan; gross margin held at 36.0 %"),
        (85_000, "Revenue met plan; gross margin slipped 4 points on a year before"),
        (83_750, "Revenue met plan; gross margin slipped 3 points on a year before"),
        (None, "Revenue met plan; gross margin is not known"),
    ],
)
def test_the_headline_says_where_the_margin_went(cost: float | None, sentence: str) -> None:
    now = {**RESULT, "cost_of_sales": cost, "revenue_target": 125_000}
    assert said(finance.headline, result(YEAR_BEFORE, **now)) == sentence


def test_the_headline_without_a_year_before_or_a_target_says_what_there_is() -> None:
    assert said(finance.headline, result(**RESULT)) == "Revenue came to £125 k; gross margin stands at 40.0 %"


def test_the_headline_without_revenue_says_that_it_is_to_confirm() -> None:
    assert said(finance.headline, result()) == "Revenue of 2026-Q3 is to confirm"
    assert said(finance.headline, EMPTY) == "Revenue of 2026-Q3 is to confirm"


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (100_000, "Revenue of £125 k is 25 % above 2025-Q3"),
        (250_000, "Revenue of £125 k is 50 % below 2025-Q3"),
        (125_000, "Revenue of £125 k is level with 2025-Q3"),
        (0, "Revenue of 2026-Q3 is £125 k, with nothing comparable in 2025-Q3"),
    ],
)
def test_the_trend_compares_with_a_year_before(before: float, sentence: str) -> None:
    assert said(finance.trend_headline, result({**YEAR_BEFORE, "revenue": before}, **RESULT)) == sentence


def seven_quarters() -> list[dict[str, Any]]:
    """The seven quarters before this one, of 100 k each."""
    names = ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2")
    return [{"quarter": name, "revenue": 100_000} for name in names]


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (140_000, "Revenue of £140 k is 40 % above 2025-Q3; the last four quarters are up 10 %"),
        (60_000, "Revenue of £60 k is 40 % below 2025-Q3; the last four quarters are down 10 %"),
        (100_000, "Revenue of £100 k is level with 2025-Q3; the last four quarters are level at £400 k"),
    ],
)
def test_the_trend_adds_four_quarters_where_they_are_known(now: float, sentence: str) -> None:
    assert said(finance.trend_headline, result(*seven_quarters(), revenue=now)) == sentence


def test_the_trend_chart_draws_eight_quarters_with_the_target_as_plan() -> None:
    rows = [
        {"quarter": f"{y}-Q{q}", "revenue": 10 * q, "revenue_target": 9} for y in (2024, 2025) for q in (1, 2, 3, 4)
    ]
    made = block(finance.trend_chart, result(*rows, **RESULT))
    assert isinstance(made, Chart)
    assert (made.shape, [series.role for series in made.series]) == (Shape.COLUMNS, [Role.ACTUAL, Role.PLAN])
    categories, values = chart(finance.trend_chart, result(*rows, **RESULT))
    assert (categories[0], categories[-1], len(categories)) == ("2024-Q4", "2026-Q3", 8)
    assert values["Revenue"] == [40, 10, 20, 30, 40, None, None, 125_000]
    assert values["Revenue target"][-1] is None


def test_the_trend_chart_leaves_out_a_plan_that_nobody_made() -> None:
    assert list(chart(finance.trend_chart, result(**RESULT))[1]) == ["Revenue"]


def test_the_table_compares_the_result_with_target_year_before_and_spans() -> None:
    cells = table(finance.table, result(YEAR_BEFORE, **RESULT, revenue_target=120_000, margin_target=55_000))
    assert cells == [
        ["What", "2026-Q3", "Target", "Variance", "Variance %", "Year before", "Year to date", "Four quarters"],
        ["Revenue", "£125 k", "£120 k", "+£5 k", "+4.2 %", "£100 k", "–", "–"],
        ["Gross margin", "£50 k", "£55 k", "−£5 k", "−9.1 %", "£36 k", "–", "–"],
        ["Gross margin %", "40.0 %", "45.8 %", "−5.8 points", "", "36.0 %", "–", "–"],
        ["Cost to serve", "£15 k", "", "", "", "£10 k", "–", "–"],
        ["Account profit", "£35 k", "", "", "", "£26 k", "–", "–"],
    ]


def test_a_variance_in_the_table_carries_its_tone() -> None:
    made = block(finance.table, result(**RESULT, revenue_target=120_000, margin_target=60_000))
    assert isinstance(made, Table)
    assert [row[3].tone for row in made.rows[:2]] == [Tone.GOOD, Tone.BAD]


def test_without_cost_to_serve_the_table_says_that_the_margin_is_before_it() -> None:
    cells = table(finance.table, result(revenue=10, cost_of_sales=4))
    assert cells[2][0] == "Gross margin, before cost to serve"


def test_an_account_without_numbers_has_a_table_to_confirm_and_charts_that_say_so() -> None:
    assert table(finance.table, result())[1][1] == "To confirm"
    for made in (finance.trend_chart, finance_bridge.revenue_bridge, finance_bridge.margin_bridge,
                 finance_receivables.ageing_chart):  # fmt: skip
        assert chart(made, EMPTY) == ([], {})


FOUR = [
    (BEFORE, "Kiosks", 30_000.0), (BEFORE, "Ticketing", 100_000.0), (NOW, "Ticketing", 125_000.0),
    (NOW, "Freight", 35_000.0),
]  # fmt: skip


def test_the_revenue_bridge_goes_from_a_year_before_to_now() -> None:
    categories, values = chart(finance_bridge.revenue_bridge, sold(*FOUR))
    assert categories == ["2025-Q3", "Kiosks, lost", "Ticketing", "Freight, new", "2026-Q3"]
    assert values == {"Change": [130_000, -30_000, 25_000, 35_000, 160_000]}


def test_the_margin_bridge_ends_at_profit_where_cost_to_serve_is_given() -> None:
    categories, values = chart(finance_bridge.margin_bridge, result(YEAR_BEFORE, **RESULT))
    assert categories == ["2025-Q3", "Volume and price", "Margin rate", "Cost to serve", "2026-Q3"]
    assert values["Change"] == pytest.approx([26_000, 9_000, 5_000, -5_000, 35_000])


def test_the_margin_bridge_ends_at_gross_margin_where_it_is_not() -> None:
    _, values = chart(finance_bridge.margin_bridge, result(YEAR_BEFORE, **{**RESULT, "cost_to_serve": None}))
    assert values["Change"] == pytest.approx([36_000, 9_000, 5_000, 50_000])


@pytest.mark.parametrize(
    ("sales", "sentence"),
    [
        (FOUR, "Revenue rose £30 k on 2025-Q3, led by Freight (+£35 k), held back by Kiosks (−£30 k)"),
        (FOUR[1:], "Revenue rose £60 k on 2025-Q3, led by Freight (+£35 k)"),
        (FOUR[:3], "Revenue fell £5 k on 2025-Q3, pulled down by Kiosks (−£30 k), softened by Ticketing (+£25 k)"),
        (
            [(BEFORE, "A", 50_000.0), (NOW, "B", 50_000.0)],
            "Revenue is level with 2025-Q3: B (+£50 k) made up for A (−£50 k)",
        ),
        ([(BEFORE, "A", 50_000.0), (NOW, "A", 50_000.0)], "Revenue is level with 2025-Q3"),
    ],
)
def test_the_bridge_headline_names_what_drove_it_most(sales: list[tuple[date, str, float]], sentence: str) -> None:
    assert said(finance_bridge.bridge_headline, sold(*sales)) == sentence


def test_the_bridge_headline_speaks_of_profit_where_products_are_not_known() -> None:
    assert said(finance_bridge.bridge_headline, result(YEAR_BEFORE, **RESULT)) == (
        "Account profit rose £9 k on 2025-Q3, led by volume and price (+£9 k), held back by cost to serve (−£5 k)"
    )
    assert said(finance_bridge.bridge_headline, EMPTY) == (
        "The change of gross margin on 2025-Q3 is not known: revenue or cost of one of the two quarters is missing"
    )


def test_a_change_whose_products_are_not_known_is_told_without_them() -> None:
    rows = result({"quarter": "2025-Q3", "revenue": 100_000}, revenue=125_000)
    made = block(finance_bridge.revenue_bridge, rows)
    assert isinstance(made, Chart)
    assert text(made.alt) == ("Revenue rose £25 k on 2025-Q3; which products drove it is not known")


def test_the_products_say_what_became_of_them() -> None:
    rows = table(finance_bridge.products_table, sold(*FOUR))
    assert rows[1:] == [
        ["Ticketing", "£125 k", "£100 k", "+£25 k", "–", "grown"],
        ["Freight", "£35 k", "£0", "+£35 k", "–", "new"],
        ["Kiosks", "£0", "£30 k", "−£30 k", "n/m", "lost"],
    ]


BANDS = {"overdue_30": 6_000, "overdue_60": 3_000, "overdue_90": 0, "overdue_more": 0}
NOTHING = dict.fromkeys(BANDS, 0)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({}, "What the customer owes at the end of 2026-Q3 is not known"),
        ({"receivables": 0}, "The customer owes nothing at the end of 2026-Q3"),
        ({"receivables": 90_000}, "The customer owes £90 k; how much of it is overdue is not known"),
        ({"receivables": 90_000, **NOTHING}, "None of the £90 k that the customer owes is overdue"),
        ({"receivables": 90_000, **BANDS}, "£9 k of the £90 k owed is overdue (10 %)"),
        (
            {"receivables": 90_000, **BANDS, "overdue_90": 1_000, "credit_sales": 90_000},
            "£10 k of the £90 k owed is overdue (11 %), £1 k of it by more than 60 days; DSO is 92 days",
        ),
    ],
)
def test_the_receivables_headline_says_what_is_overdue(cells: dict[str, Any], sentence: str) -> None:
    assert said(finance_receivables.receivables_headline, result(**cells)) == sentence


def test_days_outstanding_say_what_they_are_based_on() -> None:
    line = finance_receivables.dso_line
    owed = {"receivables": 50_000, "revenue": 100_000}
    assert said(line, result(**owed)) == "Days sales outstanding: 46 days, on revenue since credit sales are not given"
    on_credit = result({**YEAR_BEFORE, "receivables": 50_000}, **owed, credit_sales=92_000)
    assert said(line, on_credit) == "Days sales outstanding: 50 days, on credit sales; 46 days a year before"
    assert said(line, EMPTY) == "Days sales outstanding are not known"


def test_the_ageing_chart_goes_from_not_due_to_the_oldest() -> None:
    categories, values = chart(finance_receivables.ageing_chart, result(receivables=90_000, **BANDS))
    assert categories == [
        "Not yet due", "1–30 days overdue", "31–60 days overdue", "61–90 days overdue", "Over 90 days overdue",
    ]  # fmt: skip
    assert values["Receivables"] == [81_000, 6_000, 3_000, 0, 0]


def test_the_wallet_line_gives_source_and_date_and_says_when_it_is_old() -> None:
    spend = {"category_spend": 1_600_000, "spend_source": "Procurement, May"}
    rows = [{"quarter": q, "revenue": 100_000} for q in ("2025-Q4", "2026-Q1", "2026-Q2")]
    now = {"revenue": 100_000}
    assert said(finance.wallet_line, result(*rows, **now, **spend)) == (
        "We have 25 % of the £1.6 m that the customer spends a year (Procurement, May; 30 Sept 2026)"
    )
    old = [{"quarter": "2025-Q2", "category_spend": 1_600_000}, *rows]
    assert said(finance.wallet_line, result(*old, **now)) == (
        "We have 25 % of the £1.6 m that the customer spends a year (source not given; 30 Jun 2025, over 12 months old)"
    )
    assert said(finance.wallet_line, result(**now, **spend)) == (
        "Our share of wallet is not known: it needs four quarters of revenue and a spend above zero"
    )
    assert said(finance.wallet_line, EMPTY) == "Our share of wallet is not known: what the customer spends is not given"


def test_retention_is_called_nrr_and_grr_only_where_it_is_recurring() -> None:
    lines = [*sales("A", 100, 120), *sales("B", 100, 60)]
    every = figures({Transaction: lines}, ("finance",))
    assert said(finance.retention_line, every) == (
        "Of the revenue of four quarters before, 90 % is there with cross-sell and 80 % without"
    )
    typed = figures({Transaction: [{**line, "revenue_type": "recurring"} for line in lines]}, ("finance",))
    assert said(finance.retention_line, typed) == (
        "NRR is 90 % and GRR 80 %: recurring revenue of four quarters against the four before"
    )
    assert said(finance.retention_line, EMPTY) == (
        "How much revenue stayed is not known: it needs eight quarters of transactions"
    )


def test_restated_quarters_are_told_with_both_values() -> None:
    def pack(**numbers: float) -> Manifest:
        kept = {f"finance.quarters.2025-Q3.{name}": value for name, value in numbers.items()}
        return Manifest("northwind", "2026-Q2", "2026-07-15", "test", figures=kept)

    line = finance.restated_line
    assert said(line, result(YEAR_BEFORE)) == "There is no earlier pack to compare past quarters with"
    assert said(line, result(YEAR_BEFORE, earlier=pack(revenue=100_000))) == (
        "No past quarter was restated since the last pack"
    )
    one = result(YEAR_BEFORE, earlier=pack(revenue=98_000))
    assert said(line, one) == "Revenue of 2025-Q3 was restated: £100 k instead of £98 k"
    many = result(YEAR_BEFORE, earlier=pack(revenue=98_000, profit=24_000, receivables=5_000))
    assert said(line, many) == (
        "3 amounts of past quarters were restated, first revenue of 2025-Q3: £100 k instead of £98 k"
    )
    assert table(finance.restated_table, many)[1:] == [
        ["2025-Q3", "Revenue", "£98 k", "£100 k", "+£2 k"],
        ["2025-Q3", "Account profit", "£24 k", "£26 k", "+£2 k"],
        ["2025-Q3", "Receivables", "£5 k", "–", "–"],
    ]


def test_the_chart_of_drivers_is_the_bridge_where_products_are_known_and_else_the_trend() -> None:
    assert chart(finance_bridge.drivers_chart, sold(*FOUR)) == chart(finance_bridge.revenue_bridge, sold(*FOUR))
    assert said(finance_bridge.drivers_title, sold(*FOUR)) == "Revenue by product"
    without = result(YEAR_BEFORE, **RESULT)
    assert chart(finance_bridge.drivers_chart, without) == chart(finance.trend_chart, without)
    assert said(finance_bridge.drivers_title, without) == "Revenue against target"


def test_the_margin_bridge_is_named_by_what_it_ends_at() -> None:
    title = finance_bridge.margin_bridge_title
    assert said(title, result(YEAR_BEFORE, **RESULT)) == "Account profit"
    assert said(title, result(YEAR_BEFORE, **{**RESULT, "cost_to_serve": None})) == "Gross margin"
