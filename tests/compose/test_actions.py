"""What the actions' tags say: exact sentences for none, one, many and missing; the table, the weeks, the promises."""

from datetime import date
from typing import Any

import pytest

from pipeline.blocks import Table
from pipeline.sheets.account import Review, TeamMember
from pipeline.sheets.goals import Action
from tests.analyse.cases import pack
from tests.compose.sayings import say
from tests.compose.speaking import cells, made, points, sentence

LATE: dict[str, Any] = {
    "id": "A1",
    "activity": "Fit gate readers",
    "owner": "Jo Berg",
    "customer_owner": "Ada Lund",
    "department": "Delivery",
    "due": date(2026, 10, 14),
    "status": "open",
    "expected": "Ten minutes less",
}
AHEAD = {**LATE, "id": "A2", "due": date(2026, 11, 3), "customer_owner": None}
DONE = {**LATE, "id": "A3", "due": date(2026, 9, 1), "done_on": date(2026, 9, 1), "status": "done"}
DONE_LATE = {**DONE, "id": "A4", "done_on": date(2026, 9, 2)}


def plan(*rows: dict[str, Any], reviewed: bool = True) -> dict[Any, list[dict[str, Any]]]:
    """These actions, numbered anew, and a review of 1 August."""
    actions = [{**row, "id": f"A{n}"} for n, row in enumerate(rows, 1)]
    review = {"day": date(2026, 8, 1), "type": "team"}
    return {Action: actions, Review: [review] if reviewed else []}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "No action is planned yet"),
        ((DONE,), "No action is open; all that was due was done on time"),
        ((AHEAD,), "The one open action is in time"),
        ((LATE,), "The one open action is overdue; nothing that was due was done on time"),
        ((AHEAD, AHEAD), "Neither of the 2 open actions is overdue"),
        ((AHEAD, AHEAD, AHEAD), "None of the 3 open actions is overdue"),
        ((LATE, LATE), "Both open actions are overdue; nothing that was due was done on time"),
        ((LATE, AHEAD, DONE), "1 of 2 open actions is overdue; 50 % of what was due was done on time"),
        ((LATE, LATE, AHEAD), "2 of 3 open actions are overdue; nothing that was due was done on time"),
    ],
)
def test_the_headline_is_a_sentence_for_none_one_many_and_missing(rows: tuple[dict[str, Any], ...], said: str) -> None:
    assert sentence("actions.headline", plan(*rows)) == said


@pytest.mark.parametrize(
    ("rows", "reviewed", "said"),
    [
        ((), True, "Nothing has been promised yet"),
        ((AHEAD,), False, "No review has taken place yet; no promise was missed"),
        ((AHEAD,), True, "No action was completed since 1 Aug 2026; no promise was missed"),
        ((DONE,), True, "One promise was kept since 1 Aug 2026; no promise was missed"),
        ((DONE, DONE, LATE), True, "2 promises were kept since 1 Aug 2026; one missed promise is still open"),
        (
            (DONE_LATE, LATE, LATE),
            True,
            "The one action done since 1 Aug 2026 came late; 2 missed promises are still open",
        ),
        ((DONE_LATE, DONE_LATE), True, "Both actions done since 1 Aug 2026 came late; no promise was missed"),
        ((DONE, DONE_LATE), True, "1 of 2 actions done since 1 Aug 2026 was on time; no promise was missed"),
    ],
)
def test_promises_are_told_in_a_sentence(rows: tuple[dict[str, Any], ...], reviewed: bool, said: str) -> None:
    assert sentence("actions.promises_headline", plan(*rows, reviewed=reviewed)) == said


def test_an_action_stands_with_its_department_owners_and_how_late_it_is() -> None:
    assert cells("actions.table", plan(LATE, AHEAD)) == [
        [
            "Fit gate readers",
            "Delivery",
            "Jo Berg / Ada Lund",
            "14 Oct 2026 (1 day overdue)",
            "Ten minutes less",
            "open",
        ],
        ["Fit gate readers", "Delivery", "Jo Berg", "3 Nov 2026", "Ten minutes less", "open"],
    ]


def test_a_repeating_action_tells_its_rhythm() -> None:
    row = cells("actions.table", plan({**AHEAD, "repeats": "monthly"}))[0]
    assert row[3] == "3 Nov 2026, monthly"


def test_the_ninth_action_stands_in_the_annex() -> None:
    assert len(cells("actions.table", plan(*[AHEAD] * 8))) == 8
    rows = cells("actions.table", plan(*[AHEAD] * 40))
    assert len(rows) == 9
    assert rows[-1][0] == "and 32 more in the annex"
    assert len(cells("actions.register", plan(*[AHEAD] * 40))) == 40


def test_the_register_lists_what_is_open_before_what_is_closed() -> None:
    """The first of the register is what a reader sees where a slide can't hold it all."""
    rows = cells("actions.register", plan(DONE, AHEAD))
    assert [row[8] for row in rows] == [AHEAD["status"], "done"]


def test_each_week_is_named_once() -> None:
    """3 November 2026 is a Tuesday; the week begins on the second."""
    later = {**AHEAD, "due": date(2026, 11, 9)}
    rows = cells("actions.weeks", plan(AHEAD, AHEAD, later))
    assert [row[0] for row in rows] == ["2 Nov 2026", "", "9 Nov 2026"]


def test_what_is_overdue_stands_before_the_weeks() -> None:
    late = {**AHEAD, "due": date(2026, 9, 1)}
    rows = cells("actions.weeks", plan(*[late] * 6, AHEAD))
    assert [row[0] for row in rows] == ["Overdue", "", "", "", "and 2 more in the annex", "2 Nov 2026"]
    assert rows[0][3] == "1 Sept 2026"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "No action is planned yet"),
        ((DONE,), "Nothing is due in the next 90 days"),
        ((LATE,), "Nothing is due in the next 90 days; 1 action is overdue"),
        ((AHEAD,), "One action is due in the next 90 days"),
        ((AHEAD, AHEAD, LATE, LATE), "2 actions are due in the next 90 days, and 2 are overdue"),
    ],
)
def test_what_is_ahead_is_told_in_a_sentence(rows: tuple[dict[str, Any], ...], said: str) -> None:
    assert sentence("actions.weeks_headline", plan(*rows)) == said


def test_promises_missed_come_before_those_met() -> None:
    rows = cells("actions.promises", plan(DONE, DONE_LATE, LATE))
    assert [(row[2], row[3], row[4]) for row in rows] == [
        ("14 Oct 2026", "–", "missed"),
        ("1 Sept 2026", "1 Sept 2026", "kept"),
        ("1 Sept 2026", "2 Sept 2026", "late"),
    ]


def test_a_missed_promise_that_was_put_off_says_the_day_promised_and_the_new_one() -> None:
    earlier = pack({Action: [{**LATE, "due": date(2026, 10, 1)}]})
    rows = cells("actions.promises", plan({**LATE, "due": date(2026, 10, 30)}), earlier)
    assert [(row[2], row[4]) for row in rows] == [("1 Oct 2026", "missed / put off to 30 Oct 2026")]


def test_stuck_actions_are_named_with_their_owner() -> None:
    blocked = {**AHEAD, "status": "blocked", "owner": None}
    slipped = {**AHEAD, "first_due": date(2026, 8, 1)}
    assert points("actions.attention", plan(blocked, slipped)) == [
        "Blocked: Fit gate readers",
        "Put off once: Fit gate readers (Jo Berg)",
    ]
    assert points("actions.attention", {}) == ["No action is blocked, put off or yielding nothing."]


def test_owners_of_both_sides_are_listed() -> None:
    rows = cells("actions.by_owner_table", plan(LATE, AHEAD))
    assert rows == [["Jo Berg", "ours", "2", "1"], ["Ada Lund", "customer", "1", "1"]]
    assert cells("actions.by_department_table", plan(LATE, AHEAD)) == [["Delivery", "2", "1"]]


def test_each_department_says_what_it_does_next_and_what_success_means_for_it() -> None:
    many = [{**AHEAD, "activity": f"Step {n}", "due": date(2026, 11, n), "department": "Sales"} for n in range(1, 6)]
    team = [{"name": name, "department": "Sales", "success": said} for name, said in (("Al", "Won"), ("Bo", "Kept"))]
    nobody = {**AHEAD, "activity": "Ask around", "owner": None, "due": None, "department": None}
    rows = cells(
        "actions.departments_table", {**plan(LATE, nobody, *many), TeamMember: [*team, {**team[0], "name": "Cy"}]}
    )
    assert rows == [
        [
            "Sales",
            "Step 1 (Jo Berg, by 1 Nov 2026) / Step 2 (Jo Berg, by 2 Nov 2026) / Step 3 (Jo Berg, by 3 Nov 2026) / "
            "and 2 more in the plan",
            "Won; Kept",
        ],
        ["To confirm", "Ask around (owner to confirm, no day given)", "–"],
        ["Delivery", "Fit gate readers (Jo Berg, overdue since 14 Oct 2026)", "–"],
    ]
    assert cells("actions.departments_table", {}) == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "no action is open"),
        ((DONE,), "no action is open"),
        ((LATE,), "1 department has open actions"),
        ((LATE, {**AHEAD, "department": "Sales"}), "2 departments have open actions"),
    ],
)
def test_the_departments_are_told_to_those_who_can_not_see_them(rows: tuple[dict[str, Any], ...], said: str) -> None:
    block = made("actions.departments_table", plan(*rows))
    assert isinstance(block, Table)
    assert say(block.alt) == f"What each department does next: {said}"
