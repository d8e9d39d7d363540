"""The committed example workspace is what the data say, and its accounts are in order in both states."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pipeline.check import check
from pipeline.facts import Facts
from pipeline.kinds import Day
from pipeline.periods import Period
from pipeline.read import read
from pipeline.settings import load
from pipeline.sheets import (
    ACCOUNT,
    PORTFOLIO,
    Action,
    Candidate,
    Criterion,
    Financial,
    Goal,
    Person,
    Risk,
    Score,
    Transaction,
)
from tests.examples.notation import table
from tests.examples.revenue import QUARTERS, published, shaped
from tests.examples.write import ACCOUNTS, AS_OF, BEFORE, TODAY, files, rows_of, write

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def earlier_inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The inputs of a quarter earlier."""
    folder = tmp_path_factory.mktemp("earlier")
    write(folder, BEFORE)
    return folder


def facts_of(account: str, folder: Path, period: str) -> Facts:
    """What is read from a folder of inputs; every problem and note fails the test."""
    settings = load(ROOT / "planpack.toml")
    place, sheets = (folder, PORTFOLIO) if account == "portfolio" else (folder / "accounts" / account, ACCOUNT)
    checked = check(read(place), sheets, account, Period.parse(period), AS_OF[period], settings)
    assert [str(problem) for problem in checked.problems] == []
    assert [str(note) for note in checked.notes] == []
    return checked.facts


def test_the_committed_inputs_are_what_the_package_writes() -> None:
    """After a change of the data: `python -m tests.examples`."""
    written = dict(files())
    folder = ROOT / "inputs"
    committed = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.xlsx")}
    assert sorted(committed) == sorted(written)
    assert [name for name, content in written.items() if committed[name] != content] == []


@pytest.mark.parametrize("account", [*ACCOUNTS, "portfolio"])
def test_every_example_reads_without_a_problem_or_a_note(account: str) -> None:
    facts = facts_of(account, ROOT / "inputs", TODAY)
    assert all(facts.later[sheet] == () for sheet in facts.later)


@pytest.mark.parametrize("account", [*ACCOUNTS, "portfolio"])
def test_every_example_read_without_a_problem_a_quarter_earlier(account: str, earlier_inputs: Path) -> None:
    facts_of(account, earlier_inputs, BEFORE)


@pytest.mark.parametrize("account", ACCOUNTS)
def test_something_has_changed_in_every_account_since_the_quarter_before(account: str) -> None:
    now, before = rows_of(account), rows_of(account, BEFORE)
    changed = [sheet.tab for sheet in (Person, Goal, Action, Risk) if list(now[sheet]) != list(before[sheet])]
    assert changed == ["People", "Goals", "Actions", "Risks"]
    assert len(before[Action]) <= len(now[Action])


def test_nothing_in_the_earlier_state_was_known_only_later() -> None:
    past = {
        "day",
        "raised_on",
        "opened",
        "last_contact",
        "last_reviewed",
        "closed_on",
        "done_on",
        "left_on",
        "confirmed_on",
    }
    past |= {"agreed_on", "outcome_date", "last_done", "raised", "first_noted", "baseline_date", "decided_on"}
    for account in [*ACCOUNTS, "portfolio"]:
        for sheet, rows in rows_of(account, BEFORE).items():
            days = [c.name for c in sheet.columns if isinstance(c.kind, Day) and c.name in past]
            late = [
                (account, sheet.tab, row) for row in rows for name in days if row.get(name, date.min) > AS_OF[BEFORE]
            ]
            assert late == []


def test_the_invoices_make_the_quarters_of_calder_and_meridian() -> None:
    for account in ("calder", "meridian"):
        money = ACCOUNTS[account].MONEY
        lines = rows_of(account)[Transaction]
        sums = Counter[str]()
        for line in lines:
            sums[str(Period.of(line["day"]))] += line["revenue"]
        assert [sums[str(quarter)] for quarter in QUARTERS] == list(money.revenue)
        assert sum(line["cost"] for line in lines) == sum(money.cost(n) for n in range(len(QUARTERS)))


def test_revenue_keeps_the_published_shape_at_its_ends() -> None:
    """The first and the last quarter stand on published points, so their ratio is the published one, damped."""
    body = "HM Revenue and Customs"
    first, last = published(body)[0][1], published(body)[-1][1]
    revenue = shaped(body, 4_800_000, 0.25)
    assert revenue[0] / revenue[-1] == pytest.approx((first / last) ** 0.25, rel=1e-4)
    assert sum(revenue[-4:]) == pytest.approx(4_800_000, abs=40)


def test_the_fiscal_year_ahead_has_targets_alone() -> None:
    for account in ACCOUNTS:
        newest = rows_of(account)[Financial][-1]
        assert set(newest) == {"quarter", "revenue_target", "margin_target"}
        assert len(rows_of(account)[Financial]) == 13


def test_meridian_is_large_enough_to_try_the_pages() -> None:
    facts = facts_of("meridian", ROOT / "inputs", TODAY)
    assert (len(facts.of(Person)), len(facts.of(Action)), len(facts.of(Risk))) == (60, 40, 30)


def test_kestrel_is_valid_and_full_of_gaps() -> None:
    assert len(facts_of("kestrel", ROOT / "inputs", TODAY).gaps) > 20


def test_the_selection_has_missing_votes_and_a_disagreement() -> None:
    facts = facts_of("portfolio", ROOT / "inputs", TODAY)
    criteria = [row.criterion for row in facts.of(Criterion)]
    votes = [row for row in facts.of(Score) if row.day.year == 2026]
    assert len(facts.of(Candidate)) >= 12
    assert len({row.rater for row in votes}) == 5
    assert len({row.department for row in votes}) == 4
    assert any(len(row.votes) < len(criteria) for row in votes)
    kestrel = {row.department: row.votes["Revenue potential"] for row in votes if row.account == "kestrel"}
    assert kestrel["Technology"] - kestrel["Finance"] >= 1.5


def test_a_table_with_a_wrong_number_of_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="1 values under 2 headings"):
        table(Risk, "id event", ("R1",))
    assert table(Risk, "id event raised", ("R1", "Rain", "2026-01-02")) == [
        {"id": "R1", "event": "Rain", "raised": date(2026, 1, 2)}
    ]
