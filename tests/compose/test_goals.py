"""What the goals' tags say: exact sentences for none, one, many and missing; rows cut with how many more there are."""

from datetime import date
from typing import Any

import pytest

from pipeline.blocks import Table
from pipeline.sheets.goals import Action, Goal, Progress
from pipeline.theme import Tone
from tests.compose.speaking import cells, made, points, sentence

# Half of the time is gone on 2 July: 107.5 is a pace of 1.
FERRY: dict[str, Any] = {
    "id": "G1",
    "goal": "Turn a ferry round in 90 minutes",
    "unit": "minutes",
    "direction": "decrease",
    "baseline": 125,
    "baseline_date": date(2026, 1, 1),
    "target": 90,
    "target_date": date(2026, 12, 31),
    "owner": "Jo Berg",
    "customer_owner": "Ada Lund",
    "status": "in progress",
}
ON, WATCH, OFF = 107.5, 110, 125


def reading(goal: str, value: float) -> dict[str, Any]:
    return {"goal": goal, "day": date(2026, 7, 2), "value": value}


def sheets(*values: float | None, **cells: Any) -> dict[Any, list[dict[str, Any]]]:
    """A goal for each value, read on 2 July; None is not read."""
    goals = [{**FERRY, **cells, "id": f"G{n}"} for n, _ in enumerate(values, 1)]
    return {Goal: goals, Progress: [reading(f"G{n}", v) for n, v in enumerate(values, 1) if v is not None]}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((), "No goal is set yet"),
        ((None,), "The one open goal can't be judged yet"),
        ((None, None), "Neither of the 2 open goals can be judged yet"),
        ((None, None, None), "None of the 3 open goals can be judged yet"),
        ((ON,), "The one open goal is on track"),
        ((WATCH,), "The one open goal is to be watched"),
        ((OFF,), "The one open goal is off track"),
        ((ON, ON), "Both open goals are on track"),
        ((ON, ON, ON), "All 3 open goals are on track"),
        ((ON, OFF), "1 of 2 open goals is on track, 1 is off track"),
        ((WATCH, OFF, OFF), "None of the 3 open goals is on track, 1 needs watching, 2 are off track"),
        ((ON, ON, WATCH), "2 of 3 open goals are on track, 1 needs watching"),
        ((ON, None), "1 of 2 open goals is on track; not all can be judged yet"),
        ((ON, OFF, None), "1 of 3 open goals is on track, 1 is off track; not all can be judged yet"),
    ],
)
def test_the_headline_is_a_sentence_for_none_one_many_and_missing(values: tuple[float | None, ...], said: str) -> None:
    assert sentence("goals.headline", sheets(*values)) == said


def test_goals_that_are_all_over_leave_none_open() -> None:
    assert sentence("goals.headline", sheets(ON, status="achieved")) == "No goal is open"


def test_a_goal_stands_with_its_span_its_reading_and_its_verdict() -> None:
    assert cells("goals.table", sheets(WATCH)) == [
        [
            "Turn a ferry round in 90 minutes",
            "Jo Berg / Ada Lund",
            "125 → 90 minutes",
            "110 / 2 Jul 2026",
            "watch, 86 %",
            "31 Dec 2026",
        ]
    ]
    table = made("goals.table", sheets(WATCH))
    assert isinstance(table, Table)
    assert table.rows[0][4].tone is Tone.WATCH


def test_a_goal_without_a_reading_says_why_it_has_no_verdict() -> None:
    row = cells("goals.table", sheets(None))[0]
    assert row[3:5] == ["not read yet", "no progress given"]


def test_a_goal_without_target_or_baseline_says_what_is_missing() -> None:
    assert cells("goals.table", sheets(ON, target=None))[0][2] == "125 minutes; target to confirm"
    assert cells("goals.table", sheets(ON, baseline=None))[0][2] == "→ 90 minutes"
    assert cells("goals.table", sheets(ON, baseline=None, target=None))[0][2] == "To confirm"


def test_a_goal_that_stands_still_or_falls_back_says_so() -> None:
    assert cells("goals.table", sheets(125))[0][4] == "off track, not moved"
    assert cells("goals.table", sheets(130))[0][4] == "off track, moving the wrong way"


def test_a_goal_begun_lately_is_too_early_to_judge() -> None:
    young = {Goal: [FERRY], Progress: [{"goal": "G1", "day": date(2026, 1, 5), "value": 125}]}
    assert cells("goals.table", young)[0][4] == "too early"


def test_the_ninth_goal_stands_in_the_annex() -> None:
    assert len(cells("goals.table", sheets(*[ON] * 8))) == 8
    rows = cells("goals.table", sheets(*[ON] * 10))
    assert len(rows) == 9
    assert rows[-1] == ["and 2 more in the annex", "", "", "", "", ""]
    assert len(cells("goals.register", sheets(*[ON] * 10))) == 10


def test_the_goals_that_matter_are_three_lines() -> None:
    assert points("goals.top_list", sheets(ON, OFF, None, ON)) == [
        "Turn a ferry round in 90 minutes: 90 minutes by 31 Dec 2026 (on track)",
        "Turn a ferry round in 90 minutes: 90 minutes by 31 Dec 2026 (off track)",
        "Turn a ferry round in 90 minutes: 90 minutes by 31 Dec 2026",
    ]
    assert points("goals.top_list", {}) == ["No goal is open: goals go on the tab Goals of goals.xlsx."]


def test_what_the_plans_lack_is_listed_with_the_goals() -> None:
    assert points("goals.lacks_list", sheets(None, None)) == [
        "Not agreed with the customer: G1 and G2",
        "Not moved for a quarter: G1 and G2",
        "Without an open action: G1 and G2",
        "Not SMART in full: G1 and G2",
    ]


def test_a_plan_that_lacks_nothing_says_so() -> None:
    whole = {
        **FERRY,
        "metric": "Turnaround",
        "achievable": "Piloted",
        "serves_ours": "Growth",
        "serves_theirs": "Turnaround",
        "agreed_on": date(2026, 1, 20),
    }
    plan = {Goal: [whole], Progress: [{**reading("G1", 100), "day": date(2026, 9, 1)}]}
    action = [{"id": "A1", "activity": "Fit readers", "goal": "G1", "status": "open"}]
    assert points("goals.lacks_list", {**plan, Action: action}) == [
        "Every open goal is agreed, moving, served by an action and SMART in full."
    ]
    assert points("goals.lacks_list", {}) == ["No goal is open, so nothing can be missing."]
