"""What is due and overdue over all accounts, contracts by month, and asks to management; today is 15 October 2026."""

from typing import Any

from pipeline.account_packs import AccountPack
from pipeline.figures import Case
from pipeline.manifest import Manifest
from pipeline.theme import Tone
from tests.analyse.packs import pack
from tests.analyse.selecting import portfolio


def due(**lists: Any) -> Case:
    """A portfolio of one account, Ann's, with these lists; names have two underscores for the dot."""
    return portfolio({}, packs=[ann("north", **lists)])


def ann(account: str, manager: str | None = "Ann", **lists: Any) -> AccountPack:
    named = {name.replace("__", "."): lines for name, lines in lists.items()}
    return pack(account, named, account__manager=manager, account__name=account.title())


def action(day: str | None, owner: str | None = "Bob", theirs: str | None = None, slips: int = 0) -> dict[str, Any]:
    cells = {"activity": "Call", "owner": owner, "customer_owner": theirs, "due": day, "slips": slips}
    return {name: value for name, value in cells.items() if value is not None}


def told(case: Case, figure: str, *parts: str) -> list[Any]:
    rows = [tuple(line[part].value for part in parts) for line in case[f"portfolio.{figure}"].lines]
    return [row[0] for row in rows] if len(parts) == 1 else rows


def test_this_week_is_the_seven_days_from_today_and_overdue_is_before_today() -> None:
    days = ["2026-10-14", "2026-10-15", "2026-10-21", "2026-10-22", None]
    case = due(actions__open={f"A{n}": action(day) for n, day in enumerate(days)})
    assert [str(day) for day in told(case, "due_this_week", "due")] == ["2026-10-15", "2026-10-21"]
    assert told(case, "overdue_items", "days_overdue") == [1]
    assert (case["portfolio.overdue_actions"].value, case["portfolio.overdue_actions"].tone) == (1, Tone.BAD)


def test_actions_contacts_reviews_notices_and_asks_are_all_due() -> None:
    case = due(
        actions__open={"A1": action("2026-10-16")},
        people__key={"P1": {"name": "Kim", "owner": "Bob", "contact_due": "2026-10-17"}},
        account__reviews_due={"reviews_due.team": {"type": "team", "next_review": "2026-10-18"}},
        assets__contracts={"Desk": {"contract": "Desk", "end": "2027-01-31", "notice_by": "2026-10-19"}},
        asks__all={
            "K1": {"ask": "Staff", "of_whom": "Eve", "by": "2026-10-20"},
            "K2": {"ask": "No", "by": "2026-10-20", "outcome": "granted"},
        },
    )
    assert told(case, "due_this_week", "kind", "what", "owner") == [
        ("action", "Call", "Bob"),
        ("contact", "contact with Kim", "Bob"),
        ("review", "team review", "Ann"),
        ("notice", "notice on Desk", "Ann"),
        ("ask", "Staff", "Eve"),
    ]


def test_overdue_actions_are_counted_for_each_owner_of_either_side() -> None:
    case = due(actions__open={
        "A1": action("2026-10-01", "Bob; Cid"), "A2": action("2026-10-10", "Bob", "Kim"),
        "A3": action("2026-10-10", None), "A4": action("2026-10-10", None, "Kim"), "A5": action("2026-10-20", "Bob"),
    })  # fmt: skip
    rows = told(case, "overdue_by_owner", "owner", "side", "overdue", "longest")
    assert rows == [("Kim", "customer", 2, 5), ("Bob", "ours", 2, 14), ("Cid", "ours", 1, 14), (None, "ours", 1, 5)]
    assert case["portfolio.overdue_by_owner"].lines[3].owner.reason == "no owner given"


def test_what_slipped_is_listed_whether_overdue_or_not() -> None:
    late, ahead, never = action("2026-10-01", slips=2), action("2026-12-01", slips=1), action("2026-10-02")
    case = due(actions__open={"A1": late, "A2": ahead, "A3": never})
    assert told(case, "slipped", "slips") == [2, 1]
    assert case["portfolio.slipped_count"].value == 2


def test_work_is_summed_up_by_account_manager() -> None:
    packs = [
        ann("north", actions__open={"A1": action("2026-10-01"), "A2": action("2026-10-15")}),
        ann("south", actions__open={"A1": action("2026-10-10")}),
        ann("west", None, actions__open={"A1": action("2026-10-15")}),
    ]
    case = portfolio({}, packs=packs)
    rows = told(case, "due_by_manager", "manager", "this_week", "overdue", "accounts", "longest")
    assert rows == [("Ann", 1, 2, 2, 14), (None, 1, 0, 1, None)]
    assert case["portfolio.due_by_manager"].lines[1].manager.reason == "no account manager given"


def test_contacts_overdue_and_never_made_are_counted_by_account_manager() -> None:
    people = {
        "P1": {"name": "Kim", "contacted_on": "2026-06-01", "contact_due": "2026-08-30"},
        "P2": {"name": "Lee"},
        "P3": {"name": "Max", "contacted_on": "2026-10-01", "contact_due": "2026-12-30"},
    }
    case = due(people__key=people)
    assert told(case, "contacts_overdue", "manager", "overdue", "never", "longest") == [("Ann", 1, 1, 46)]
    assert due()["portfolio.contacts_overdue"].value == ()


# Contracts by month

CONTRACTS = {
    "Desk": {
        "contract": "Desk", "end": "2027-01-31", "notice_by": "2026-10-31", "annual_value": 100.5, "renewal": "at risk",
    },
    "Hosting": {"contract": "Hosting", "end": "2027-01-01", "annual_value": 50.0, "renewal": "secure"},
    "Long": {"contract": "Long", "end": "2027-10-16", "annual_value": 900.0, "renewal": "lost"},
    "Last": {"contract": "Last", "end": "2027-10-15", "renewal": "in talks"},
    "Past": {"contract": "Past", "end": "2027-10-17", "notice_by": "2026-10-14"},
}  # fmt: skip


def test_contracts_are_grouped_by_the_month_of_their_end_and_notice() -> None:
    case = due(assets__contracts=CONTRACTS)
    rows = told(case, "contract_months", "month", "ends", "value", "not_secure", "notices")
    assert rows == [
        ("2026-10", 0, None, None, 1), ("2027-01", 2, 150.5, 100.5, 0), ("2027-10", 1, None, None, 0),
    ]  # fmt: skip
    assert told(case, "contract_dates", "contract", "kind") == [
        ("Desk", "notice"), ("Hosting", "end"), ("Desk", "end"), ("Last", "end"),
    ]  # fmt: skip


# Asks to management

ASKS = {
    "K1": {"ask": "Staff", "directed_at": "management", "of_whom": "Eve", "by": "2026-10-14", "cost": 10.5},
    "K2": {"ask": "Money", "directed_at": "management", "by": "2026-10-15", "outcome": "open", "cost": 5.0},
    "K3": {"ask": "Desk", "directed_at": "functions", "by": "2026-10-01"},
    "K4": {
        "ask": "Trip",
        "directed_at": "management",
        "outcome": "granted",
        "outcome_date": "2026-07-16",
        "cost": 9.0,
    },
    "K5": {"ask": "Car", "directed_at": "management", "outcome": "refused", "outcome_date": "2026-06-30"},
}


def test_asks_to_management_stand_open_first_and_then_what_became_of_the_others() -> None:
    case = due(asks__all=ASKS)
    assert told(case, "asks", "ask", "state") == [
        ("Staff", "overdue"), ("Money", "open"), ("Trip", "granted"), ("Car", "refused"),
    ]  # fmt: skip
    assert (case["portfolio.asks_open_count"].value, case["portfolio.asks_overdue_count"].value) == (2, 1)
    assert case["portfolio.asks_cost"].value == 15.5


def test_decided_asks_are_news_since_the_last_portfolio_pack_or_since_the_quarter_began() -> None:
    assert told(due(asks__all=ASKS), "asks_decided", "ask") == ["Trip"]
    earlier = Manifest("portfolio", "2026-Q2", "2026-07-16", "test")
    case = portfolio({}, packs=[ann("north", asks__all=ASKS)], earlier=earlier)
    assert told(case, "asks_decided", "ask") == []


def test_no_ask_is_a_count_of_none_and_costs_nothing_known() -> None:
    case = due()
    assert case["portfolio.asks_open_count"].value == 0
    assert case["portfolio.asks_cost"].reason == "no cost given"
