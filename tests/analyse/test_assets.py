"""Assets: an account valued by hand, on 15 October 2026."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from pipeline.figures import Case
from pipeline.sheets.account import Contract
from pipeline.theme import Tone
from tests.analyse.given import given

# Revenue of 1,100,000 grew by 10 % from 1,000,000; the profit is 200,000.
FIGURES = {
    "finance.revenue_rolling": 1_100_000,
    "finance.revenue_rolling_before": 1_000_000,
    "finance.profit_rolling": 200_000,
    "finance.margin_rolling": 500_000,
}


def contract(name: str, value: float | None, renewal: str | None, **cells: Any) -> dict[str, Any]:
    """A contract that runs until the end of 2027."""
    dates = {"start": date(2025, 1, 1), "end": date(2027, 12, 31)}
    return {"contract": name, "annual_value": value, "renewal": renewal, **dates, **cells}


# 400,000 secure and 200,000 at risk, 500,000 of the revenue uncovered:
# (400,000 x 0.95 + 200,000 x 0.5 + 500,000 x 0.85) / 1,100,000 = 905,000 / 1,100,000.
CONTRACTS = [contract("Tickets", 400_000, "secure"), contract("Gates", 200_000, "at risk", end=date(2027, 3, 31))]
RETENTION = 905_000 / 1_100_000


def account(*contracts: dict[str, Any], **figures: float | None) -> Case:
    """A case with these contracts, the figures above unless told otherwise."""
    return given({Contract: list(contracts)}, {**FIGURES, **{f"finance.{name}": v for name, v in figures.items()}})


def names(case: Case, figure: str) -> list[Any]:
    """The names of a list's contracts, in its order."""
    return [line.contract.value for line in case[figure].lines]


def test_retention_weighs_contracts_by_their_renewal_and_the_rest_by_085() -> None:
    assert account(*CONTRACTS)["assets.retention"].value == pytest.approx(RETENTION)


def test_without_contracts_all_revenue_is_uncovered() -> None:
    assert account()["assets.retention"].value == pytest.approx(0.85)


def test_contracts_worth_more_than_the_revenue_are_weighed_against_themselves() -> None:
    case = account(contract("A", 1_500_000, "in talks"), contract("B", 500_000, "lost"))
    assert case["assets.retention"].value == pytest.approx(1_500_000 * 0.8 / 2_000_000)


@pytest.mark.parametrize(
    "out",
    [
        contract("Expired", 300_000, "lost", end=date(2026, 10, 14)),
        contract("Coming", 300_000, "lost", start=date(2026, 10, 16)),
        contract("No value", None, "lost"),
        contract("No renewal", 300_000, None),
        contract("No end", 300_000, "lost", end=None),
    ],
    ids=lambda row: row["contract"],
)
def test_a_contract_that_does_not_run_or_is_not_known_counts_as_uncovered(out: dict[str, Any]) -> None:
    assert account(*CONTRACTS, out)["assets.retention"].value == pytest.approx(RETENTION)


def test_a_contract_still_runs_on_its_last_and_its_first_day() -> None:
    today = date(2026, 10, 15)
    for row in (contract("Last", 1_100_000, "lost", end=today), contract("First", 1_100_000, "lost", start=today)):
        assert account(row)["assets.retention"].value == 0


def test_growth_is_measured_over_eight_quarters() -> None:
    assert account()["assets.growth_rate"].value == pytest.approx(0.10)


@pytest.mark.parametrize(("now", "rate"), [(1_150_000, 0.15), (1_300_000, 0.15), (800_000, -0.15), (900_000, -0.10)])
def test_growth_is_kept_within_15_percent(now: float, rate: float) -> None:
    assert account(revenue_rolling=now)["assets.growth_rate"].value == pytest.approx(rate)


@pytest.mark.parametrize(
    ("before", "why"),
    [(None, "fewer than eight quarters of revenue"), (0, "the four quarters before had no revenue"),
     (-5, "the four quarters before had no revenue")],
)  # fmt: skip
def test_growth_that_cannot_be_measured_is_0_and_says_so(before: float | None, why: str) -> None:
    case = account(revenue_rolling_before=before)
    assert case["assets.growth_rate"].value == 0
    assert case["assets.growth_rate"].reason == why
    assert case["assets.growth_measured"].absent


def test_the_asset_value_sums_three_discounted_years() -> None:
    # Growth and discount are both 10 % and cancel out: 200,000 a year gross, and 200,000 r^t as expected.
    case = account(*CONTRACTS)
    r = 905_000 / 1_100_000
    assert case["assets.gross_value"].value == pytest.approx(600_000)
    assert case["assets.asset_value"].value == pytest.approx(200_000 * (r + r**2 + r**3))
    assert case["assets.at_risk"].value == pytest.approx(600_000 - 200_000 * (r + r**2 + r**3))
    assert [line.gross.number for line in case["assets.years"].lines] == pytest.approx([200_000] * 3)


def test_the_worked_example_without_growth() -> None:
    # r = 0.85: 200,000 x (0.85/1.1 + (0.85/1.1)^2 + (0.85/1.1)^3) = 154,545.45 + 119,421.49 + 92,280.24.
    case = account(revenue_rolling_before=1_100_000)
    assert case["assets.asset_value"].value == pytest.approx(366_247.18, abs=0.01)
    # 200,000 x (1/1.1 + 1/1.21 + 1/1.331) = 497,370.40.
    assert case["assets.gross_value"].value == pytest.approx(497_370.40, abs=0.01)


def test_without_cost_to_serve_the_gross_margin_stands_and_is_labelled() -> None:
    case = account(profit_rolling=None)
    assert case["assets.profit"].value == 500_000
    assert case["assets.profit_basis"].value == "gross margin, before cost to serve"
    assert account()["assets.profit_basis"].value == "account profit"


def test_without_margin_there_is_no_asset_value() -> None:
    case = account(profit_rolling=None, margin_rolling=None)
    assert case["assets.asset_value"].reason == "no finance.margin_rolling given"
    assert case["assets.at_risk"].absent


def test_an_account_that_makes_a_loss_has_nothing_at_risk() -> None:
    case = account(*CONTRACTS, profit_rolling=-50_000)
    assert case["assets.gross_value"].number < 0
    assert case["assets.at_risk"].reason == "the account makes no profit"
    assert case["assets.at_risk_share"].absent


def test_contract_cover_counts_what_runs_beyond_12_months() -> None:
    rows = [
        contract("Beyond", 400_000, "secure", end=date(2027, 10, 16)),
        contract("To the day", 200_000, "secure", end=date(2027, 10, 15)),
    ]
    case = account(*rows)
    assert case["assets.cover"].value == 400_000
    assert case["assets.cover_share"].value == pytest.approx(400 / 1_100)


def test_contract_cover_is_100_percent_at_most() -> None:
    assert account(contract("A", 2_000_000, "secure"))["assets.cover_share"].value == 1


def test_no_contract_is_no_cover_of_zero_but_short_ones_and_ended_ones_are() -> None:
    assert account()["assets.cover"].reason == "no contracts given"
    assert account(contract("Expired", 5, "secure", end=date(2026, 10, 14)))["assets.cover"].value == 0
    unknown = account(contract("No value", None, "secure"), contract("Expired", 5, "lost", end=date(2026, 1, 1)))
    assert unknown["assets.cover"].reason == "no current contract has a value and an end"
    assert account(contract("A", 5, "secure", end=date(2026, 12, 31)))["assets.cover"].value == 0


def test_the_next_end_is_the_earliest_of_current_contracts() -> None:
    case = account(*CONTRACTS, contract("Old", 1, "lost", end=date(2026, 1, 1)))
    assert case["assets.next_end"].value == date(2027, 3, 31)
    assert case["assets.next_end_contract"].value == "Gates"
    assert names(case, "assets.contracts") == ["Gates", "Tickets"]
    assert names(case, "assets.ended") == ["Old"]
    assert (
        account(contract("Old", 1, "lost", end=date(2026, 1, 1)))["assets.next_end"].reason == "no contract is current"
    )


def test_a_contract_without_an_end_stands_last_and_gives_no_next_end() -> None:
    open_ended = contract("Open", 1, "secure", end=None)
    assert names(account(open_ended, *CONTRACTS), "assets.contracts") == ["Gates", "Tickets", "Open"]
    assert account(open_ended)["assets.next_end"].reason == "no end given"


def test_a_contract_that_begins_today_is_current_and_one_of_tomorrow_is_coming() -> None:
    rows = [
        contract("Today", 1, "secure", start=date(2026, 10, 15)),
        contract("Tomorrow", 1, "secure", start=date(2026, 10, 16)),
    ]
    case = account(*rows)
    assert names(case, "assets.contracts") == ["Today"]
    assert names(case, "assets.coming") == ["Tomorrow"]
    assert case["assets.contract_count"].value == 1


def test_without_revenue_the_cover_has_no_share() -> None:
    assert account(*CONTRACTS, revenue_rolling=None)["assets.cover_share"].reason == "no finance.revenue_rolling given"
    assert account(*CONTRACTS, revenue_rolling=0)["assets.cover_share"].reason == "no revenue in the last four quarters"


def test_ended_contracts_stand_newest_first() -> None:
    case = account(contract("A", 1, "lost", end=date(2025, 1, 1)), contract("B", 1, "lost", end=date(2026, 1, 1)))
    assert names(case, "assets.ended") == ["B", "A"]


def test_a_contract_tells_what_is_kept_and_how_long_it_runs() -> None:
    line = account(*CONTRACTS)["assets.contracts"].lines[0]
    assert (line.rate.value, line.kept.value) == (0.5, 100_000)
    assert line.rate.tone is Tone.BAD
    assert line.days_left.value == 167  # 16 of October, 30, 31, 31, 28 and 31 of March


def test_notices_show_from_today_to_180_days_ahead() -> None:
    days = {
        "Past": date(2026, 10, 14), "Today": date(2026, 10, 15), "Last": date(2027, 4, 13), "Later": date(2027, 4, 14),
        "None": None,
    }  # fmt: skip
    case = account(*(contract(name, 1, "secure", notice_by=day) for name, day in days.items()))
    assert names(case, "assets.notices") == ["Today", "Last"]
    assert case["assets.notice_count"].value == 2
    assert case["assets.next_notice"].value == date(2026, 10, 15)


def test_the_next_notice_may_be_far_away() -> None:
    case = account(contract("A", 1, "secure", notice_by=date(2027, 9, 1)))
    assert case["assets.next_notice"].value == date(2027, 9, 1)
    assert case["assets.notice_count"].value == 0


MONEY = st.integers(0, 10**7)
ROWS = st.lists(
    st.tuples(MONEY, st.none() | st.sampled_from(["secure", "in talks", "at risk", "lost"])), max_size=5
).map(lambda rows: [contract(f"C{n}", *row) for n, row in enumerate(rows)])


@drawn(ROWS, MONEY, MONEY, MONEY)
def test_the_asset_value_is_never_above_the_gross_value(rows: Any, revenue: int, before: int, profit: int) -> None:
    case = account(*rows, revenue_rolling=revenue, revenue_rolling_before=before, profit_rolling=profit)
    if not case["assets.asset_value"].absent:
        assert 0 <= case["assets.retention"].number <= 1
        assert 0 <= case["assets.asset_value"].number <= case["assets.gross_value"].number * (1 + 1e-12)


@drawn(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows: Any, random: Any) -> None:
    one, other = account(*rows), account(*random.sample(rows, len(rows)))
    assert one["assets.retention"].value == pytest.approx(other["assets.retention"].value)
    assert names(one, "assets.contracts") == names(other, "assets.contracts")


@drawn(ROWS)
def test_a_better_renewal_never_lowers_the_asset_value(rows: Any) -> None:
    better = [{**row, "renewal": "secure"} if row["renewal"] else row for row in rows]
    assert account(*better)["assets.asset_value"].number >= account(*rows)["assets.asset_value"].number - 1e-6
