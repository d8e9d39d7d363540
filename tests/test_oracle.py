"""Every figure of 200 generated accounts equals what is worked out a second time from the definitions alone."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest

from pipeline.analyse import declarations
from pipeline.figures import Line, Unit
from tests.generated import Generated, generated
from tests.oracle import recomputed
from tests.oracle.plain import Found, plain

ACCOUNTS, CHUNK = 200, 10
# Figures of numbers that are not worked out a second time here, each with its reason.
ELSEWHERE = {
    "account.level_now": "quoted from its cell",
    "account.level_target": "quoted from its cell",
    "account.employees": "quoted from its cell",
    "account.customer_revenue": "quoted from its cell",
    "account.horizon": "quoted from its cell",
    "changes.count": "tests/analyse/test_changes.py, and the hand-written list of the examples",
}
ALWAYS_THERE = {
    "account.as_of": "a day is always given",
    "account.wanted_count": "an account without any row wants them all",
    "account.gap_count": "no gap is a count too",
    "account.completeness": "an account without any row is 0 % complete",
    "assets.growth_rate": "0 where growth can't be measured, and said so",
    "growth.contracted": "the sum of no contracts is 0",
    "growth.age_limit": "180 days where too few deals were won",
    "health.fresh_share": "no generated account is without a date",
    "health.stale_count": "no generated account is without a date",
    "health.freshness": "no generated account is without a date",
    "health.weight_known": "0 % where no part is known",
}
NUMBERS = frozenset(Unit) - {Unit.TEXT, Unit.LIST}


def told(account: Generated) -> Found:
    """What the product says: values by figure name, a list's lines as the numbers of their rows or their own names."""
    said: Found = {}
    for name, figure in account.figures.items():
        if not isinstance(figure.value, tuple):
            said[name] = figure.value
            continue
        said[name] = [_number(line) for line in figure.lines]
        for line in figure.lines:
            said |= {part.name: part.value for part in line.computed.values()}
    return said


def _number(line: Line) -> int | str:
    """Which row of its sheet a line stands for, else its name."""
    if line.row is None:
        return line.name
    cell = line.row.place()[0].cell
    return int(re.sub(r"\D", "", cell)) - 2


def same(said: Any, due: Any) -> bool:
    """Equal, numbers to the ninth digit; the order of a list where it is part of the definition."""
    if isinstance(due, frozenset):
        return frozenset(said or ()) == due
    if isinstance(due, list):
        return list(said or ()) == due
    if isinstance(due, int | float) and isinstance(said, int | float):
        return math.isclose(said, due, rel_tol=1e-9, abs_tol=1e-6)
    return bool(said == due)


@pytest.mark.parametrize("first", range(0, ACCOUNTS, CHUNK))
def test_every_figure_equals_its_recomputation(first: int) -> None:
    wrong = []
    for seed in range(first, first + CHUNK):
        account = generated(seed)
        said, expected = told(account), recomputed(plain(account))
        unknown = set(expected) - set(said)
        assert not unknown, f"seed {seed}: the product has no {sorted(unknown)}"
        wrong += [
            f"seed {seed}: {name} is {said[name]!r}, due is {value!r}"
            for name, value in expected.items()
            if not same(said[name], value)
        ]
    assert not wrong, "\n".join(wrong[:20])


def test_every_number_is_worked_out_a_second_time() -> None:
    again = {name for seed in range(20) for name in recomputed(plain(generated(seed)))}
    numbers = {name for name, declared in declarations().items() if declared.unit in NUMBERS}
    assert numbers - again == set(ELSEWHERE)


def test_every_number_is_there_in_some_accounts_and_absent_in_others() -> None:
    """So that neither side of a comparison is idle: a figure that is never there would always agree."""
    present: set[str] = set()
    absent: set[str] = set()
    for seed in range(ACCOUNTS // 4):
        for name, value in recomputed(plain(generated(seed))).items():
            (absent if value is None else present).add(name)
    numbers = {name for name, declared in declarations().items() if declared.unit in NUMBERS} - set(ELSEWHERE)
    assert numbers <= present
    assert numbers - absent == set(ALWAYS_THERE)
