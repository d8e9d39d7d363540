"""The generated accounts are lawful, the same for a seed, and hold what is rare in the examples."""

from __future__ import annotations

import pytest

from pipeline.periods import Period
from pipeline.sheets import ACCOUNT, Financial, Goal, Opportunity, Person, Reading, Risk, Transaction, Value
from tests.generated import Generated, generated

SEEDS = range(100)


@pytest.fixture(scope="module")
def accounts() -> list[Generated]:
    return [generated(seed) for seed in SEEDS]


def test_a_seed_gives_the_same_account_again(accounts: list[Generated]) -> None:
    generated.cache_clear()
    assert [generated(seed) for seed in SEEDS[:5]] == accounts[:5]
    assert accounts[0] != accounts[1]


def test_the_check_finds_nothing_wrong(accounts: list[Generated]) -> None:
    for account in accounts:
        assert not account.checked.problems
        assert account.before is None or not account.before.checked.problems


def test_every_sheet_is_empty_in_some_account_and_full_in_another(accounts: list[Generated]) -> None:
    for sheet in ACCOUNT[1:]:
        counts = [len(account.facts.of(sheet)) for account in accounts]
        assert min(counts) == 0, sheet.tab
        assert max(counts) > 3, sheet.tab


def test_every_column_is_filled_in_some_account_and_every_gap_stands_in_another(accounts: list[Generated]) -> None:
    rows = [row for account in accounts for sheet in ACCOUNT[1:] for row in account.facts.of(sheet)]
    filled = {(row.tab, name) for row in rows for name in row.values}
    empty = {(row.tab, name) for row in rows for name in row.named if name not in row.values}
    declared = {(sheet.tab, column.name) for sheet in ACCOUNT[1:] for column in sheet.columns}
    keys = {(sheet.tab, column.name) for sheet in ACCOUNT[1:] for column in sheet.columns if column.identifies}
    assert filled == declared
    assert empty == declared - keys


def test_the_rare_is_there(accounts: list[Generated]) -> None:
    facts = [account.facts for account in accounts]

    def any_row(*found: object) -> bool:
        return any(found)

    assert {account.period.first_month for account in accounts} == set(range(1, 13))
    assert any(account.as_of < account.period.end for account in accounts), "a quarter not yet ended"
    assert any(account.period.days == 91 and account.period.start.month in (1, 2) for account in accounts), (
        "29 February"
    )
    assert any_row(*(row.revenue is not None and row.revenue < 0 for f in facts for row in f.of(Transaction)))
    assert any_row(*(row.overlaps for f in facts for row in f.of(Value)))
    assert any_row(*(row.left_on is not None and row.left_on > f.as_of for f in facts for row in f.of(Person)))
    assert any_row(*(row.left_on is not None and row.left_on <= f.as_of for f in facts for row in f.of(Person)))
    assert {row.direction for f in facts for row in f.of(Goal)} >= {"increase", "decrease", "maintain", None}
    assert {row.stage for f in facts for row in f.of(Opportunity)} >= {"won", "lost", "identified", None}
    assert {row.status for f in facts for row in f.of(Risk)} >= {"happening", "happened", "closed"}
    assert any(f.later.get(sheet) for f in facts for sheet in (Transaction, Value, Reading)), "rows after the as-of day"
    quarters = [[row.quarter for row in f.of(Financial)] for f in facts]
    assert any(_has_a_hole(many) for many in quarters), "a quarter missing in the middle"
    assert any(account.earlier for account in accounts)
    assert any(account.earlier is None for account in accounts)


def _has_a_hole(quarters: list[Period]) -> bool:
    numbers = sorted(quarter.year * 4 + quarter.quarter for quarter in quarters)
    return bool(numbers) and numbers[-1] - numbers[0] >= len(numbers)
