"""Portfolio: totals, shares, counts, reconciliation and the line of each account, over three packs added by hand."""

from typing import Any

import pytest

from pipeline.account_packs import AccountPack
from pipeline.figures import Case, Line
from pipeline.manifest import Manifest
from pipeline.theme import Tone
from tests.analyse.packs import manifest, pack
from tests.analyse.selecting import portfolio


def three(**others: Any) -> list[AccountPack]:
    """North is healthy, south is not, west gives no target and no health."""
    return [
        pack("north", finance__revenue=100.25, finance__revenue_target=80.0, finance__revenue_variance=20.25,
             finance__revenue_rolling=400.0, finance__margin=40.0, health__score=80.0, account__manager="Ann",
             account__completeness=0.5, account__wanted_count=10, health__last_review="2026-09-01",
             people__verdict="green"),
        pack("south", finance__revenue=50.5, finance__revenue_target=100.0, finance__revenue_variance=-49.5,
             finance__revenue_rolling=200.0, finance__margin=20.0, health__score=20.0, account__manager="Bob",
             account__completeness=1.0, account__wanted_count=30, health__last_review="2026-07-14",
             people__verdict="amber", **{"people.gaps.single_thread.all.number": 1}),
        pack("west", finance__revenue=10.0, finance__revenue_rolling=40.0, finance__margin=-1.0),
    ]  # fmt: skip


def figures(*packs: AccountPack, **others: Any) -> Case:
    return portfolio({}, packs=packs or three(), **others)


def line(case: Case, figure: str, end: str) -> Line:
    return next(line for line in case[figure].lines if line.name.endswith(f".{end}"))


def test_a_total_is_the_sum_of_the_accounts_and_names_those_it_lacks() -> None:
    case = figures()
    assert case["portfolio.revenue"].value == 160.75
    assert case["portfolio.revenue_target"].value == 180.0
    assert case["portfolio.revenue_target"].formula.endswith("; without west")
    assert ";" not in case["portfolio.revenue"].formula
    assert case["portfolio.asset_value"].reason == "no account's pack holds assets.asset_value"


def test_a_total_traces_to_the_figure_in_each_pack() -> None:
    assert [str(place) for place in figures()["portfolio.revenue_target"].sources] == [
        "north/pack.json › finance.revenue_target",
        "south/pack.json › finance.revenue_target",
    ]


def test_of_more_packs_than_anybody_reads_the_places_are_counted() -> None:
    lists = {"actions.open": {"A1": {"activity": "Call", "due": "2026-10-01"}}}
    many = [pack(f"a{n}", lists, finance__revenue=0.1) for n in range(1001)]
    case = figures(*many)
    assert case["portfolio.revenue"].value == 100.1
    assert [str(place) for place in case["portfolio.revenue"].sources] == [
        "pack.json of 1,001 accounts › finance.revenue"
    ]
    assert [str(place) for place in case["portfolio.overdue_items"].sources] == [
        "pack.json of 1,001 accounts › actions: 1,001 lines"
    ]
    few = figures(*many[:1000])
    assert len(few["portfolio.revenue"].sources) == len(few["portfolio.overdue_items"].sources) == 1000


def test_shares_are_taken_over_the_accounts_with_both() -> None:
    case = figures()
    assert case["portfolio.revenue_variance_share"].value == pytest.approx((20.25 - 49.5) / 180)
    assert case["portfolio.margin_share"].value == pytest.approx(59 / 160.75)
    none = figures(pack("north", finance__overdue=0.0, finance__receivables=0.0))
    assert none["portfolio.overdue_share"].reason == "the sum of finance.receivables is not above 0"


def test_health_is_counted_by_the_settings_and_the_share_leaves_out_what_has_no_score() -> None:
    case = figures()
    counts = [case[f"portfolio.{name}_count"].value for name in ("healthy", "watch", "unhealthy", "unscored")]
    assert counts == [1, 0, 1, 1]
    assert case["portfolio.healthy_share"].value == 0.5
    assert case["portfolio.healthy_revenue_share"].value == pytest.approx(400 / 600)
    edges = figures(pack("a", health__score=67.0), pack("b", health__score=66.99), pack("c", health__score=34.0))
    assert [edges[f"portfolio.{name}_count"].value for name in ("healthy", "watch", "unhealthy")] == [1, 2, 0]


def test_completeness_is_filled_cells_of_wanted_cells_over_all() -> None:
    assert figures()["portfolio.completeness"].value == pytest.approx(35 / 40)


def test_a_plan_is_stale_three_months_after_its_review_or_without_one() -> None:
    case = figures()
    assert case["portfolio.stale_plan_count"].value == 2
    assert [item.account.value for item in case["portfolio.stale_plans"].lines] == ["south", "west"]
    assert figures(pack("a", health__last_review="2026-07-15"))["portfolio.stale_plan_count"].value == 0


# A line an account


def test_accounts_stand_worst_first_and_those_without_a_score_last() -> None:
    assert [item.account.value for item in figures()["portfolio.accounts"].lines] == ["south", "north", "west"]
    equal = figures(
        pack("small", health__score=50.0, finance__revenue_rolling=1.0),
        pack("large", health__score=50.0, finance__revenue_rolling=2.0),
    )
    assert [item.account.value for item in equal["portfolio.accounts"].lines] == ["large", "small"]


def test_an_accounts_line_quotes_its_pack_and_says_what_is_missing() -> None:
    lists = {
        "risks.top": {"R1": {"event": "Leaves", "band": "critical"}, "R2": {"event": "Later", "band": "low"}},
        "actions.open": {
            "A1": {"activity": "Go", "due": "2026-10-14"},
            "A2": {"activity": "Do", "due": "2026-10-15"},
        },
        "asks.all": {"K1": {"ask": "Staff", "directed_at": "management", "by": "2026-11-01"}},
    }
    case = figures(*three(), pack("east", lists, health__score=10.0, people__verdict="red", finance__revenue=1.0))
    east = line(case, "portfolio.accounts", "east")
    assert (east.top_risk.value, east.top_risk_band.value) == ("Leaves", "critical")
    assert (east.overdue_actions.value, east.open_ask.value) == (1, "Staff")
    assert (east.verdict.tone, east.single_thread.value) == (Tone.BAD, "no")
    south = line(case, "portfolio.accounts", "south")
    assert (south.single_thread.value, south.single_thread.tone) == ("yes", Tone.BAD)
    assert (south.plan_age.value, south.plan_age.tone) == (93, Tone.WATCH)
    assert (south.health.tone, south.top_risk.reason, south.open_ask.reason) == (
        Tone.BAD, "no open threat given", "no open ask",
    )  # fmt: skip
    assert south.revenue_variance_share.value == -0.495
    assert case["portfolio.single_thread_count"].value == 1
    assert [item.account.value for item in case["portfolio.single_threads"].lines] == ["south"]


def test_why_an_account_lacks_a_figure_is_what_its_pack_says() -> None:
    made = manifest("north", {})
    made.rows["absent"] = {"health.score": {"reason": "under half of the weight is known"}}
    north = line(figures(AccountPack.of(made)), "portfolio.accounts", "north")
    assert north.health.reason == "under half of the weight is known"
    assert north.revenue.reason == "its pack does not hold it: build the account again"


def test_a_pack_made_before_lists_were_kept_says_so_instead_of_none() -> None:
    old = Manifest("old", "2026-Q3", "2026-10-15", "test", figures={"finance.revenue": 5.0})
    case = figures(AccountPack.of(old))
    assert case["portfolio.revenue"].value == 5.0
    for name in ("overdue_items", "overdue_actions", "asks", "contract_dates", "contacts_overdue"):
        assert case[f"portfolio.{name}"].reason == "its pack does not hold it: build the account again"
    assert line(case, "portfolio.accounts", "old").overdue_actions.absent
    both = figures(AccountPack.of(old), pack("new"))
    assert both["portfolio.overdue_actions"].value == 0
    assert both["portfolio.overdue_actions"].formula.endswith(
        "without old: its pack does not hold it: build the account again"
    )


# Accounts that were not built


def stopped() -> list[AccountPack]:
    """East was stopped by three problems and has a pack of the quarter before; far was never built."""
    last = manifest("east", {"finance.revenue": 7.0, "finance.revenue_rolling": 28.0, "account.name": "East plc"},
                    period="2026-Q2", as_of="2026-07-15")  # fmt: skip
    return [*three(), AccountPack.stopped("east", 3, last), AccountPack.stopped("far", 1)]


def test_accounts_that_were_stopped_are_out_of_every_total_and_listed_with_their_last_pack() -> None:
    case = figures(*stopped())
    assert case["portfolio.revenue"].value == 160.75
    counts = [case[f"portfolio.{name}_count"].value for name in ("account", "built", "not_built")]
    assert counts == [5, 3, 2]
    east, far = case["portfolio.not_built"].lines
    assert (east.why.value, str(east.last_day.value)) == ("not built: 3 problems", "2026-07-15")
    assert east.last_revenue.value == 28.0
    assert (far.why.value, far.last_day.reason, far.last_revenue.reason) == (
        "not built: 1 problem", "never built", "never built",
    )  # fmt: skip
    assert "east" not in [item.account.value for item in case["portfolio.accounts"].lines]


def test_the_reconciliation_names_whom_a_total_lacks_and_whom_it_leaves_out() -> None:
    case = figures(*stopped())
    target = line(case, "portfolio.reconciliation", "revenue_target")
    assert (target.total.value, target.accounts_sum.value, target.rounding.value) == (180.0, 180.0, 0.0)
    assert (target.counted.value, target.lacking_count.value) == (2, 1)
    assert target.lacking.value == "west (its pack does not hold it: build the account again)"
    assert target.left_out.value == (
        "east (not built: 3 problems; last pack 2026-Q2 of 2026-07-15), far (not built: 1 problem; never built)"
    )
    assert target.left_out_last.reason == "no last pack holds it"
    assert line(case, "portfolio.reconciliation", "revenue").left_out_last.value == 7.0
    assert case["portfolio.reconciled"].value == "yes"
    whole = line(figures(), "portfolio.reconciliation", "revenue")
    assert (whole.left_out.reason, whole.lacking.reason) == ("every account was built", "every built account is in it")


def test_the_sum_of_printed_cents_may_differ_from_the_total_by_rounding_which_is_told() -> None:
    thirds = [pack(name, assets__asset_value=100 / 3) for name in ("a", "b", "c")]
    value = line(figures(*thirds), "portfolio.reconciliation", "asset_value")
    assert (value.total.value, value.accounts_sum.value, value.rounding.value) == (100.0, 99.99, 0.01)
    assert figures(*thirds)["portfolio.reconciled"].value == "yes"


def test_totals_are_compared_with_the_earlier_portfolio_pack() -> None:
    earlier = Manifest("portfolio", "2026-Q2", "2026-07-15", "test", figures={"portfolio.revenue": 150.0})
    case = figures(*three(), earlier=earlier)
    assert line(case, "portfolio.reconciliation", "revenue").change.value == 10.75
    assert (
        line(case, "portfolio.reconciliation", "margin").change.reason == "the earlier portfolio pack does not hold it"
    )
    assert line(figures(), "portfolio.reconciliation", "revenue").change.reason == "no earlier portfolio pack"


# What the portfolio says of itself whatever its packs hold.
EDITION = {f"portfolio.{name}" for name in ("company", "period", "as_of", "confidentiality", "currency", "definitions")}


def test_without_packs_every_figure_says_why() -> None:
    case = portfolio({})
    for name in case.declarations:
        if name.startswith("portfolio.") and name not in EDITION:
            assert case[name].absent, name
            assert case[name].reason in ("no account has a pack of this run", "the workspace has no account"), name
    all_stopped = figures(AccountPack.stopped("east", 2))
    assert all_stopped["portfolio.not_built_count"].tone is Tone.BAD
    assert all_stopped["portfolio.revenue"].reason == "no account has a pack of this run"


def test_how_many_accounts_there_are_and_are_healthy_stands_beside_the_last_pack() -> None:
    earlier = Manifest("portfolio", "2026-Q2", "2026-07-15", "x", figures={"portfolio.built_count": 5})
    built, healthy = figures(earlier=earlier)["portfolio.counts"].lines
    assert (built.total.value, built.before.value, built.change.value) == (3, 5, -2)
    assert (healthy.total.value, healthy.before.reason) == (1, "the earlier portfolio pack does not hold it")
    assert figures()["portfolio.counts"].lines[0].change.reason == "no earlier portfolio pack"
