"""What the portfolio's findings say: for no account, one, many, and where data is missing."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.account_packs import AccountPack
from pipeline.blocks import Chart, Finding, Matrix, Table
from pipeline.compose import composed_of_portfolio
from pipeline.tags import Pages
from tests.analyse.packs import pack
from tests.compose.sayings import say
from tests.compose.speaking import spoken
from tests.design.portfolios import bare, crowded, pages

RESULT: dict[str, Any] = {
    "finance__revenue": 90.0, "finance__revenue_target": 100.0, "finance__revenue_variance": -10.0,
    "finance__revenue_rolling": 400.0, "health__score": 20.0, "health__risk": 20.0, "assets__asset_value": 500.0,
    "assets__gross_value": 600.0, "assets__at_risk": 100.0, "finance__receivables": 50.0, "finance__overdue": 10.0,
}  # fmt: skip
GOOD = {**RESULT, "finance__revenue": 110.0, "finance__revenue_variance": 10.0, "health__score": 90.0}


def named(account: str, **figures: Any) -> AccountPack:
    """An account that is called as its id, in capitals."""
    return pack(account, account__name=account.title(), **figures)


def sentence(tag: str, *packs: AccountPack) -> str:
    """What a finding says of these packs."""
    return told(pages(packs, programme=False), tag)


def told(said: Pages, tag: str) -> str:
    """What a finding says, with ordinary spaces."""
    finding = said[tag]
    assert isinstance(finding, Finding)
    return say(finding)


EAST, WEST = named("east", **RESULT), named("west", **GOOD)
NOTHING = "No account has a pack of this quarter yet"


@pytest.mark.parametrize(
    ("tag", "none", "one", "two"),
    [
        ("headline", NOTHING, "Revenue is 10 % below target; the one account is not healthy",
         "Revenue is on target; 1 of 2 accounts is healthy"),
        ("built_line", "There is no account yet", "The one account is in the totals",
         "All 2 accounts are in the totals"),
        ("accounts_headline", NOTHING, "One account needs attention: East", "One account needs attention: East"),
        ("health_headline", "No account has a health score yet",
         "No account is healthy; over all accounts, the weakest part is risk",
         "50 % of the accounts are healthy, with 50 % of the revenue; over all accounts, the weakest part is risk"),
        ("target_headline", "No account has both revenue and target yet",
         "Revenue is €10 below target; only East is below, by €10",
         "Revenue is on target; only East is below, by €10"),
        ("concentration_headline", "How much hangs on few accounts can't be told yet",
         "All revenue comes from East", "East brings 50 % of the revenue"),
        ("assets_headline", "What the accounts are worth can't be told yet",
         "The accounts are worth €500 over three years; €100 (17 %) more is at risk, most of it with East",
         "The accounts are worth €1 k over three years; €200 (17 %) more is at risk, most of it with East"),
        ("receivables_headline", "Receivables are still to be given",
         "€10 (20 %) of the receivables is overdue; East owes most",
         "€20 (20 %) of the receivables is overdue; East owes most"),
        ("contracts_headline", "What is to be renewed can't be told yet", "No contract ends in the next twelve months",
         "No contract ends in the next twelve months"),
        ("threads_headline", "How the accounts hang on single persons can't be told yet",
         "No account hangs on one person; one plan was not reviewed for over a quarter",
         "No account hangs on one person; 2 plans were not reviewed for over a quarter"),
        ("overdue_headline", "What is overdue can't be told yet", "No action is overdue", "No action is overdue"),
        ("asks_headline", "What the accounts ask of management can't be told yet",
         "The accounts ask nothing of management", "The accounts ask nothing of management"),
        ("meeting_headline", "What is due can't be told yet: no account has a pack of this quarter",
         "Nothing is due this week, nothing is overdue; one account raises an alarm",
         "Nothing is due this week, nothing is overdue; one account raises an alarm"),
        ("managers_headline", "What each account manager has due can't be told yet",
         "No account manager has anything overdue", "No account manager has anything overdue"),
        ("check_headline", NOTHING, "Every total equals the sum of its accounts; the one account is in them",
         "Every total equals the sum of its accounts; all 2 accounts are in them"),
    ],
)  # fmt: skip
def test_a_finding_is_written_for_none_one_and_two(tag: str, none: str, one: str, two: str) -> None:
    name = f"portfolio.{tag}"
    said = [sentence(name, *packs) for packs in ((), (EAST,), (EAST, WEST))]
    assert [text.replace("£", "€") for text in said] == [none, one, two]


def test_accounts_that_were_not_built_are_named_and_stand_in_no_total() -> None:
    stopped = (AccountPack.stopped("north", 3), *(AccountPack.stopped(f"s{n}", 1) for n in range(6)))
    assert sentence("portfolio.built_line", EAST, stopped[0]) == ("1 of 2 accounts is in the totals; not built: north")
    assert sentence("portfolio.built_line", EAST, *stopped).endswith("north, s0, s1, s2, s3 and others")
    assert sentence("portfolio.check_headline", EAST, stopped[0]).endswith(
        "1 of 2 accounts was not built and is in none"
    )
    table = pages((EAST, stopped[0]))["portfolio.not_built_table"]
    assert isinstance(table, Table)
    assert [say(word) for entry in table.rows[0] for word in entry.words] == [
        "north",
        "not built: 3 problems",
        "–",
        "–",
    ]


def test_asks_and_actions_that_are_late_are_told() -> None:
    lists = {
        "asks.all": {"K1": {"ask": "Staff", "directed_at": "management", "by": "2026-10-01", "cost": 5_000.0}},
        "actions.open": {"A1": {"activity": "Call", "owner": "Ann", "due": "2026-10-01", "slips": 1}},
    }
    late = pack("east", lists, account__name="East", actions__open_count=1)
    assert sentence("portfolio.asks_headline", late).endswith("; it is past its day")
    assert sentence("portfolio.overdue_headline", late) == "The one open action is overdue; Ann owns it"
    assert sentence("portfolio.managers_headline", late) == "By account manager, 2 things are overdue"
    assert sentence("portfolio.meeting_headline", late) == (
        "Nothing is due this week, 2 are overdue; one account raises an alarm"
    )


def test_the_programme_says_what_its_sheets_say() -> None:
    said = pages((EAST,))
    assert told(said, "programme.headline") == "The programme scores 3.00 of 4; its weakest practice is communication"
    assert told(said, "programme.checks_line").startswith("The one self-check is good; the weakest habit: ")
    assert sentence("programme.headline", EAST) == "The account programme is not assessed yet"
    assert sentence("programme.checks_line", EAST) == "No self-check is answered in full yet"


@pytest.mark.parametrize("packs", [[], bare(), crowded(3), crowded()], ids=["none", "bare", "few", "many"])
def test_every_tag_speaks_whatever_is_known(packs: list[AccountPack]) -> None:
    said = pages(packs, programme=bool(packs))
    for one in composed_of_portfolio():
        words = spoken(said[one.tag.name])  # type: ignore[arg-type]
        assert all(words), one.tag.name


def test_a_slide_s_blocks_are_short_however_many_accounts_there_are() -> None:
    said = pages(crowded(60))
    for one in composed_of_portfolio():
        block = said[one.tag.name]
        if isinstance(block, Table):
            assert len(block.rows) <= (21 if one.tag.name == "portfolio.managers_table" else 14), one.tag.name
        if isinstance(block, Chart):
            assert len(block.categories) <= 13, one.tag.name
        if isinstance(block, Matrix):
            assert len(block.entries) <= 10, one.tag.name


def test_an_account_manager_or_owner_is_named_who_alone_has_the_most_that_is_overdue() -> None:
    late = {f"A{n}": {"activity": "Call", "owner": owner, "due": "2026-10-01"} for n, owner in enumerate("xxy")}
    ann = pack("east", {"actions.open": late}, account__name="East", account__manager="Ann", actions__open_count=3)
    bob = pack("west", {"actions.open": {"A1": late["A2"]}}, account__manager="Bob", actions__open_count=1)
    assert sentence("portfolio.managers_headline", ann, bob).endswith("4 things are overdue; Ann has the most, 3")
    assert sentence("portfolio.overdue_headline", ann).endswith("; x owns the most, 2")
    assert sentence("portfolio.overdue_headline", ann, bob) == "4 of 4 open actions are overdue"


def test_management_is_told_why_an_ask_is_made_and_what_follows_if_it_is_refused() -> None:
    said = {"ask": "Staff", "why": "Peak", "if_refused": "We stop", "directed_at": "management", "by": "2026-11-01"}
    table = pages((pack("east", {"asks.all": {"K1": said}}, account__name="East"),))["portfolio.asks_table"]
    assert isinstance(table, Table)
    row = [say(word) for entry in table.rows[0] for word in entry.words]
    assert (row[0], row[1], row[-1]) == ("Staff", "Peak", "We stop")
