"""The staff meeting and the orders of accounts beside the worst first: alarms, managers, steps to target, months."""

from __future__ import annotations

from typing import Any

from pipeline.figures import Case
from tests.analyse.packs import pack
from tests.analyse.selecting import portfolio

# The as-of day of tests is 2026-10-15.
LATE = {"A1": {"activity": "Call", "owner": "Ann", "due": "2026-10-01", "slips": 2}}
WEEK = {"A2": {"activity": "Write", "owner": "Ann", "due": "2026-10-16"}}
NEAR = {"contract": "Near", "end": "2026-12-31", "annual_value": 100.0, "renewal": "at risk", "notice_by": "2026-11-01"}
SAFE = {"contract": "Safe", "end": "2026-12-15", "annual_value": 40.0, "renewal": "secure", "notice_by": "2027-09-30"}
CONTRACTS = {"C1": NEAR, "C2": SAFE}


def case(*packs: Any) -> Case:
    return portfolio({}, packs=packs)


def values(made: Case, figure: str, part: str) -> list[Any]:
    return [line[part].value for line in made[figure].lines]


def test_accounts_with_most_alarms_come_first_each_with_why() -> None:
    made = case(
        pack("calm", health__score=80.0, finance__revenue=95.0, finance__revenue_target=100.0),
        pack("late", {"actions.open": LATE}, health__score=80.0),
        pack("worst", {"actions.open": LATE, "assets.contracts": CONTRACTS}, health__score=20.0,
             finance__revenue=80.0, finance__revenue_target=100.0),
    )  # fmt: skip
    assert values(made, "portfolio.priorities", "account") == ["worst", "late"]
    assert values(made, "portfolio.priorities", "why") == [
        "health off track; revenue below target; notice due; actions overdue",
        "actions overdue",
    ]
    assert values(made, "portfolio.priorities", "alarms") == [4, 1]


def test_each_manager_stands_once_with_what_is_due_most_overdue_first() -> None:
    made = case(
        pack("a", {"actions.open": {**LATE, **WEEK}}, account__manager="Ann"),
        pack("b", {"people.key": {"P1": {"name": "Never Met"}}}, account__manager="Ann", health__score=10.0),
        pack("c", {"assets.contracts": CONTRACTS}),
    )
    assert values(made, "portfolio.managers", "manager") == ["Ann", None]
    ann, nobody = made["portfolio.managers"].lines
    told = {name: ann[name].value for name in ("accounts", "this_week", "overdue", "slipped", "contacts", "off_track")}
    assert told == {"accounts": 2, "this_week": 1, "overdue": 1, "slipped": 1, "contacts": 1, "off_track": 1}
    assert nobody["manager"].reason == "no account manager given"
    assert nobody["notices"].value == 1  # the other notice is further away than the setting notice_days
    assert values(made, "portfolio.notices", "contract") == ["Near"]
    assert values(made, "portfolio.silent", "what") == ["contact with Never Met"]


def test_the_months_ahead_are_all_there_with_what_is_secure_and_what_is_not() -> None:
    made = case(pack("a", {"assets.contracts": CONTRACTS}))
    months = made["portfolio.contract_calendar"].lines
    assert [months[0]["month"].value, months[-1]["month"].value, len(months)] == ["2026-10", "2027-10", 13]
    december = months[2]
    assert [december[part].value for part in ("ends", "secure", "not_secure", "notices")] == [2, 40.0, 100.0, 0]
    assert [month["notices"].value for month in months if month["notices"].value] == [1, 1]
    assert made["portfolio.ending_value"].value == 140.0
    assert made["portfolio.ending_not_secure"].value == 100.0


def test_the_accounts_furthest_from_target_are_steps_and_the_others_one() -> None:
    packs = [
        pack(f"a{n}", account__name=f"A{n}", finance__revenue=100.0 + n, finance__revenue_target=100.0,
             finance__revenue_variance=float(n))
        for n in range(-5, 6)
    ]  # fmt: skip
    made = case(*packs)
    steps = made["portfolio.target_steps"].lines
    assert len(steps) == 8
    assert sum(step["amount"].number for step in steps) == made["portfolio.revenue_variance"].number == 0
    assert sum(step["accounts"].number for step in steps) == len(packs)
    assert steps[0]["name"].value == "A-5"
    assert steps[-1]["name"].absent
    assert made["portfolio.below_target_count"].value == 5
    assert values(made, "portfolio.by_variance", "account")[0] == "a-5"


def test_the_weakest_part_of_the_health_is_that_with_the_lowest_mean() -> None:
    made = case(pack("a", health__risk=10.0, health__value=20.0), pack("b", health__risk=60.0, health__value=20.0))
    assert made["portfolio.weakest_part"].value == "value"
