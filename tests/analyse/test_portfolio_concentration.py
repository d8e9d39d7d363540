"""Concentration: shares, the largest, the five largest and the HHI by hand; their bounds for any portfolio."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures import Case
from tests.analyse.packs import pack
from tests.analyse.selecting import portfolio


def of(**revenues: float | None) -> Case:
    """A portfolio of accounts with these rolling revenues."""
    return portfolio({}, packs=[
        pack(name) if amount is None else pack(name, finance__revenue_rolling=amount, account__name=name.title())
        for name, amount in revenues.items()
    ])  # fmt: skip


def test_the_textbook_portfolio() -> None:
    """Shares of 40, 30, 20 and 10 %: HHI 1,600 + 900 + 400 + 100 = 3,000, as concentrated as 3 1/3 equal accounts."""
    case = of(a=40.0, b=30.0, c=20.0, d=10.0)
    assert case["portfolio.revenue_hhi"].value == pytest.approx(3000)
    assert case["portfolio.revenue_equal_accounts"].value == pytest.approx(10 / 3)
    assert (case["portfolio.revenue_top1"].value, case["portfolio.revenue_top1_account"].value) == (0.4, "A")
    assert case["portfolio.revenue_top5"].value == pytest.approx(1.0)
    told = [(item.account.value, item.so_far.value) for item in case["portfolio.concentration"].lines]
    assert [name for name, _ in told] == ["a", "b", "c", "d"]
    assert [share for _, share in told] == pytest.approx([0.4, 0.7, 0.9, 1.0])


def test_the_five_largest_leave_out_the_sixth() -> None:
    case = of(**dict.fromkeys("abcdefgh", 1.0))
    assert case["portfolio.revenue_top5"].value == 5 / 8
    assert case["portfolio.revenue_hhi"].value == pytest.approx(10_000 / 8)


def test_accounts_at_0_or_below_have_no_share_and_are_named() -> None:
    """Against the net sum of 60 the first would have 133 %."""
    case = of(a=80.0, b=20.0, c=-40.0, d=0.0, e=None)
    assert case["portfolio.revenue_top1"].value == 0.8
    assert case["portfolio.revenue_hhi"].formula.endswith(
        "2 accounts at 0 or below left out; 1 account without it left out"
    )
    shares = {item.account.value: item.revenue_share for item in case["portfolio.accounts"].lines}
    assert shares["a"].value == 0.8
    assert shares["c"].reason == shares["d"].reason == "its revenue is not above 0"
    assert shares["e"].reason == "no revenue of four quarters given"


def test_without_revenue_above_0_there_is_no_concentration() -> None:
    why = "no account has a revenue above 0 over the last four quarters"
    for name in ("top1", "top5", "hhi", "top1_account", "equal_accounts"):
        assert of(a=0.0, b=-1.0)[f"portfolio.revenue_{name}"].reason == why
    assert of(a=0.0)["portfolio.concentration"].reason == why


def test_profit_has_its_own_shares() -> None:
    case = portfolio({}, packs=[
        pack("a", finance__revenue_rolling=90.0, finance__profit_rolling=1.0),
        pack("b", finance__revenue_rolling=10.0, finance__profit_rolling=3.0),
    ])  # fmt: skip
    assert (case["portfolio.revenue_top1"].value, case["portfolio.profit_top1"].value) == (0.9, 0.75)
    assert case["portfolio.profit_hhi"].value == pytest.approx(75**2 + 25**2)


@given(st.lists(st.integers(-1000, 10**9), min_size=1, max_size=30))
def test_shares_stay_within_their_bounds_and_do_not_depend_on_the_currency(amounts: list[int]) -> None:
    case, scaled = (of(**{f"a{n}": amount * by for n, amount in enumerate(amounts)}) for by in (1.0, 1000.0))
    above = sum(amount > 0 for amount in amounts)
    if not above:
        assert case["portfolio.revenue_hhi"].absent
        return
    hhi = case["portfolio.revenue_hhi"].number
    assert 10_000 / above - 1e-6 <= hhi <= 10_000 + 1e-6
    assert 0 < case["portfolio.revenue_top1"].number <= case["portfolio.revenue_top5"].number <= 1
    assert case["portfolio.revenue_top1"].number ** 2 * 10_000 <= hhi + 1e-6
    assert scaled["portfolio.revenue_hhi"].number == pytest.approx(hhi)
