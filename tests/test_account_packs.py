"""What a pack keeps for the portfolio and for the next quarter, and what the portfolio reads of it."""

from datetime import date

from pipeline.account_packs import AccountPack
from pipeline.analyse import analyse, declarations, portfolio_declarations
from pipeline.figures import Unit
from pipeline.manifest import Manifest
from pipeline.quoted import KEPT_LISTS, QUOTED, REASONS
from pipeline.record import kept, kept_lists
from pipeline.settings import Settings
from pipeline.sheets.account import Contract, Profile
from pipeline.sheets.goals import Action
from pipeline.sheets.people import Person
from pipeline.sheets.risks import Risk
from tests.analyse.packs import pack
from tests.analyse.selecting import portfolio
from tests.filled import filled

# A figure of a line, which no declaration names: it stands where an account hangs on fewer than two people.
OF_A_LINE = {"people.gaps.single_thread.all.number"}


def packed() -> Manifest:
    """The manifest of a small account."""
    facts = filled({
        Profile: [{"account_id": "north", "name": "North", "manager": "Ann"}],
        Action: [{"id": "A1", "activity": "Call", "owner": "Bob; Cid", "due": date(2026, 10, 20), "status": "open"},
                 {"id": "A2", "activity": "Done", "due": date(2026, 10, 1), "status": "done"}],
        Person: [{"id": "P1", "name": "Kim", "influence": 5, "now": 3, "last_contact": date(2026, 8, 1)}],
        Contract: [{"contract": "Desk", "start": date(2026, 1, 1), "end": date(2027, 1, 1), "annual_value": 5.5}],
    }, examples=False)  # fmt: skip
    figures = analyse(facts, Settings())
    rows = kept_lists(figures)
    return Manifest("north", "2026-Q3", "2026-10-15", "test", figures=kept(figures), rows=rows)


def test_every_quoted_figure_and_kept_list_is_declared() -> None:
    """A renamed figure would silently drop out of every portfolio."""
    account, whole = declarations(), portfolio_declarations()
    assert {name for name in QUOTED if name not in account} == OF_A_LINE
    assert {name for name in KEPT_LISTS if name not in account and name not in whole} == set()
    assert all((account | whole)[name].unit is Unit.LIST for name in KEPT_LISTS)


def test_the_two_families_of_figures_share_no_name_and_no_topic() -> None:
    topics = [{name.split(".")[0] for name in family} for family in (declarations(), portfolio_declarations())]
    assert topics[1] == {"selection", "programme", "portfolio"}
    assert topics[0].isdisjoint(topics[1])


def test_a_pack_keeps_what_the_lists_say_of_each_line() -> None:
    rows = packed().rows
    action = {"activity": "Call", "owner": "Bob; Cid", "due": "2026-10-20", "slips": 0}
    assert rows["actions.open"] == {"A1": {"order": 0, **action}}
    assert rows["people.key"]["P1"]["contact_due"] == "2026-10-30"
    desk = {"contract": "Desk", "end": "2027-01-01", "annual_value": 5.5}
    assert rows["assets.contracts"]["Desk"] == {"order": 0, **desk}
    assert rows["asks.all"] == {}


def test_a_pack_keeps_why_a_quoted_figure_is_absent() -> None:
    assert packed().rows[REASONS]["finance.revenue"] == {"reason": "no revenue given for 2026-Q3"}
    assert "account.name" not in packed().rows[REASONS]


def test_what_is_read_back_of_a_pack_is_what_was_kept() -> None:
    read = AccountPack.of(Manifest.from_bytes(packed().to_bytes()))
    assert read.built
    assert (read.figures["account.manager"], read.as_of) == ("Ann", "2026-10-15")
    assert list(read.lines("actions.open")) == [
        {"key": "A1", "activity": "Call", "owner": "Bob; Cid", "customer_owner": None, "due": "2026-10-20", "slips": 0}
    ]
    assert read.reasons["finance.revenue"] == "no revenue given for 2026-Q3"
    assert read.figures["people.gaps.single_thread.all.number"] == 1


def test_lines_are_read_back_in_the_order_of_their_list_though_json_sorts_them_by_name() -> None:
    risks = [{"id": f"R{n}", "kind": "threat", "event": f"No. {n}", "likelihood": n, "impact": 5, "status": "open"}
             for n in (1, 2, 5)]  # fmt: skip
    figures = analyse(filled({Risk: risks}, examples=False), Settings())
    made = Manifest("north", "2026-Q3", "2026-10-15", "test", rows=kept_lists(figures))
    lines = AccountPack.of(Manifest.from_bytes(made.to_bytes())).lines("risks.top")
    assert [line["event"] for line in lines] == ["No. 5", "No. 2", "No. 1"]


def test_of_the_portfolios_lists_a_pack_keeps_no_numbers_line_by_line() -> None:
    """Ten thousand accounts would make it too long to read; the account's own lists are short, and kept."""
    case = portfolio({}, packs=[pack("north", finance__revenue=5.0)])
    figures = {name: case[name] for name in case.declarations}
    assert kept(figures)["portfolio.revenue"] == 5.0
    assert not any(name.startswith("portfolio.accounts") for name in kept(figures))
    assert "actions.A1.slips" in packed().figures


def test_a_pack_of_an_older_version_of_the_code_lacks_lists_and_is_read_all_the_same() -> None:
    old = AccountPack.of(
        Manifest("old", "2026-Q2", "2026-07-15", "test", rows={"Actions": {"A1": {"due": "2026-08-01"}}})
    )
    assert old.lists == {}
    assert list(old.lines("actions.open")) == []


def test_an_account_that_was_stopped_says_so_and_keeps_its_last_pack() -> None:
    stopped = AccountPack.stopped("north", 3, packed())
    assert (stopped.built, stopped.why, stopped.period) == (False, "not built: 3 problems", "2026-Q3")
    assert stopped.figures["account.name"] == "North"
    assert AccountPack.stopped("north", 1).why == "not built: 1 problem"
    assert AccountPack.stopped("north", 0) == AccountPack("north", built=False, why="not built")
