"""Actions: worked by hand on a plan of seven, with the as-of day Thursday 15 October 2026."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures import Case
from pipeline.sheets.account import Review, TeamMember
from pipeline.sheets.goals import Action
from pipeline.sheets.people import Interaction, Person
from pipeline.theme import Tone
from tests.analyse.cases import case, pack
from tests.filled import filled

ONCE: dict[str, Any] = {"repeats": "none", "first_due": None, "status": "open"}
PLAN: list[dict[str, Any]] = [
    {**ONCE, "id": "A1", "due": date(2026, 10, 14)},
    {**ONCE, "id": "A2", "due": date(2026, 10, 15), "status": "in progress"},
    {**ONCE, "id": "A3", "due": date(2026, 8, 31), "status": "blocked"},
    {**ONCE, "id": "A4", "due": date(2026, 9, 1), "status": "done", "done_on": date(2026, 9, 1)},
    {**ONCE, "id": "A5", "due": date(2026, 8, 1), "status": "done", "done_on": date(2026, 8, 2)},
    {**ONCE, "id": "A6", "due": date(2026, 7, 1), "status": "dropped"},
    {**ONCE, "id": "A7", "due": date(2027, 1, 13)},
]


def ids(actions: Case, figure: str) -> list[Any]:
    return [line.id.value for line in actions[f"actions.{figure}"].lines]


def line(actions: Case, id: str) -> Any:
    return next(line for line in actions["actions.all"].lines if line.id.value == id)


def test_open_actions_come_first_due_first() -> None:
    actions = case({Action: PLAN})
    assert ids(actions, "open") == ["A3", "A1", "A2", "A7"]
    assert actions["actions.open_count"].value == 4
    assert ids(actions, "blocked") == ["A3"]


def test_an_action_is_overdue_the_day_after_it_was_due() -> None:
    actions = case({Action: PLAN})
    assert ids(actions, "overdue") == ["A3", "A1"]
    assert [a.days_overdue.value for a in actions["actions.overdue"].lines] == [45, 1]
    assert actions["actions.overdue_count"].value == 2
    assert line(actions, "A2").days_overdue.absent


def test_on_time_counts_done_and_overdue_actions() -> None:
    """A4 was on time; A5 a day late; A1 and A3 are overdue: one of four."""
    share = case({Action: PLAN})["actions.on_time_share"]
    assert share.value == 0.25
    assert share.tone is Tone.BAD


def test_an_action_done_without_a_day_is_left_out_of_the_share() -> None:
    undated = {**PLAN[3], "id": "A8", "done_on": None}
    assert case({Action: [*PLAN, undated]})["actions.on_time_share"].value == 0.25


def test_before_anything_is_due_there_is_no_share() -> None:
    assert case({Action: [PLAN[6]]})["actions.on_time_share"].reason == "no action has been due yet"


def test_the_next_ninety_days_end_with_the_ninetieth() -> None:
    """The ninetieth day after 15 October is 13 January."""
    late = {**PLAN[6], "id": "A8", "due": date(2027, 1, 14)}
    assert ids(case({Action: [*PLAN, late]}), "next_90_days") == ["A2", "A7"]


def test_weeks_begin_on_monday() -> None:
    sunday = {**ONCE, "id": "A8", "due": date(2026, 10, 18)}
    monday = {**ONCE, "id": "A9", "due": date(2026, 10, 19)}
    weeks = case({Action: [PLAN[1], sunday, monday]})["actions.by_week"].lines
    assert [(week.week.value, week.count.value) for week in weeks] == [(date(2026, 10, 12), 2), (date(2026, 10, 19), 1)]
    assert [action.id.value for action in weeks[0].actions.lines] == ["A2", "A8"]


def test_equal_dates_go_by_priority_and_then_by_id() -> None:
    same = {**ONCE, "due": date(2026, 11, 1)}
    plan = [
        {**same, "id": "A10", "priority": "low"},
        {**same, "id": "A11", "priority": "high"},
        {**same, "id": "A2", "priority": "high"},
    ]
    assert ids(case({Action: plan}), "open") == ["A2", "A11", "A10"]


def test_an_action_due_later_than_at_first_slipped_once() -> None:
    slipped = {**PLAN[0], "first_due": date(2026, 10, 1)}
    early = {**PLAN[1], "first_due": date(2026, 12, 1)}
    actions = case({Action: [slipped, early]})
    assert ids(actions, "slipped") == ["A1"]
    assert line(actions, "A1").slips.value == 1


def test_slips_are_counted_from_pack_to_pack() -> None:
    """Two slips were known; the day moved again since."""
    facts = filled({Action: [{**PLAN[0], "first_due": date(2026, 6, 1)}]})
    earlier = pack({Action: [{**PLAN[0], "due": date(2026, 9, 1)}]}, figures={"actions.A1.slips": 2})
    actions = case({})
    moved = Case(facts, actions.settings, actions.declarations, earlier)
    assert line(moved, "A1").slips.value == 3


def test_a_slip_is_seen_without_a_first_due() -> None:
    actions = case({Action: [PLAN[0]]}, earlier={Action: [{**PLAN[0], "due": date(2026, 9, 1)}]})
    assert line(actions, "A1").slips.value == 1
    same = case({Action: [PLAN[0]]}, earlier={Action: [PLAN[0]]})
    assert line(same, "A1").slips.value == 0


@pytest.mark.parametrize(
    ("rhythm", "due"),
    [
        ("weekly", date(2026, 10, 8)),
        ("bi-weekly", date(2026, 10, 15)),
        ("monthly", date(2026, 11, 1)),
        ("quarterly", date(2027, 1, 1)),
    ],
)
def test_a_repeating_action_is_due_a_rhythm_after_its_last_contact(rhythm: str, due: date) -> None:
    action = {**PLAN[2], "status": "open", "repeats": rhythm, "person": "P1", "start": date(2026, 6, 1)}
    contacts = [{"day": date(2026, 10, 1), "people": "P1"}, {"day": date(2026, 9, 1), "people": "P1"}]
    actions = case({Action: [action], Person: [{}], Interaction: contacts})
    assert line(actions, "A3").due.value == due
    assert line(actions, "A3").due.sources[0].sheet == "Interactions"


def test_a_repeating_action_without_a_contact_is_due_on_its_day() -> None:
    action = {**PLAN[2], "status": "open", "repeats": "monthly", "person": "P1", "start": date(2026, 6, 1)}
    others = [{"day": date(2026, 10, 1), "people": "P2", "follow_up": None}]
    before = [{"day": date(2026, 5, 31), "people": "P1", "follow_up": None}]
    assert line(case({Action: [action], Interaction: others}), "A3").due.value == date(2026, 8, 31)
    assert line(case({Action: [action], Interaction: before}), "A3").due.value == date(2026, 8, 31)


def test_a_contact_that_follows_an_action_up_is_its_contact() -> None:
    action = {**PLAN[2], "status": "open", "repeats": "monthly", "person": None}
    contact = {"day": date(2026, 10, 1), "people": "P2", "follow_up": "A3"}
    assert line(case({Action: [action], Interaction: [contact]}), "A3").due.value == date(2026, 11, 1)


REVIEW = {"day": date(2026, 8, 1)}


def test_done_since_the_last_review_is_told_kept_or_late() -> None:
    """A5 was done the day after the review of 1 August, a day late; A4 was on time."""
    actions = case({Action: PLAN, Review: [REVIEW, {"day": date(2026, 4, 1)}]})
    assert actions["actions.since"].value == date(2026, 8, 1)
    done = {line.id.value: line.promise.value for line in actions["actions.done_since"].lines}
    assert done == {"A5": "late", "A4": "kept"}
    assert actions["actions.kept_count"].value == 1


def test_what_was_done_on_the_day_of_the_review_was_told_there() -> None:
    actions = case({Action: PLAN, Review: [{"day": date(2026, 8, 2)}]})
    assert ids(actions, "done_since") == ["A4"]


def test_the_review_of_the_day_itself_is_not_the_last_one() -> None:
    actions = case({Action: PLAN, Review: [REVIEW, {"day": date(2026, 10, 15)}]})
    assert actions["actions.since"].value == date(2026, 8, 1)


def test_a_review_by_management_goes_before_a_later_one_by_the_team() -> None:
    reviews = [{**REVIEW, "type": "management"}, {"day": date(2026, 10, 1), "type": "team"}]
    assert case({Action: PLAN, Review: reviews})["actions.since"].value == date(2026, 8, 1)
    assert case({Action: PLAN, Review: reviews[1:]})["actions.since"].value == date(2026, 10, 1)


def test_without_a_review_the_last_pack_tells_since_when() -> None:
    assert case({Action: PLAN}, earlier={})["actions.since"].value == date(2026, 7, 15)
    assert case({Action: PLAN})["actions.done_since"].reason == "no review has taken place"


def test_a_promise_put_off_is_a_promise_missed() -> None:
    """A7 was promised for 30 September and now says January; A1 and A3 are overdue."""
    actions = case({Action: PLAN}, earlier={Action: [{**PLAN[6], "due": date(2026, 9, 30)}]})
    assert ids(actions, "missed") == ["A3", "A1", "A7"]
    assert actions["actions.missed_count"].value == 3
    assert ids(case({Action: PLAN}), "missed") == ["A3", "A1"]


def test_what_yields_nothing_for_two_reviews_is_proposed_for_ending() -> None:
    empty = {**PLAN[0], "yields": "no"}
    hopeful = {**PLAN[0], "yields": "not yet"}
    assert ids(case({Action: [empty]}, earlier={Action: [empty]}), "to_end") == ["A1"]
    assert ids(case({Action: [empty]}, earlier={Action: [hopeful]}), "to_end") == []
    assert ids(case({Action: [empty]}), "to_end") == []


TEAM = [{"name": "Anna Keller", "department": "Sales"}, {"name": "Jonas Weber", "department": "Delivery"}]


def test_an_action_without_a_department_has_its_owners() -> None:
    plan = [
        {**PLAN[0], "department": None, "owner": "Somebody else; jonas  weber"},
        {**PLAN[1], "department": "Finance"},
        {**PLAN[2], "department": None, "owner": "Nobody known"},
    ]
    actions = case({Action: plan, TeamMember: TEAM})
    assert line(actions, "A1").department.value == "Delivery"
    assert line(actions, "A1").department.sources[0].sheet == "Team"
    assert line(actions, "A2").department.value == "Finance"
    assert line(actions, "A3").department.reason == "to confirm"


def test_open_actions_are_counted_by_owner_on_both_sides() -> None:
    plan = [
        {**PLAN[0], "owner": "Anna; Jonas", "customer_owner": None},
        {**PLAN[1], "owner": "Anna", "customer_owner": "Ingrid"},
        {**PLAN[3], "owner": "Anna"},
    ]
    owners = case({Action: plan})["actions.by_owner"].lines
    assert [(o.owner.value, o.side.value, o.open.value, o.overdue.value) for o in owners] == [
        ("Anna", "ours", 2, 1),
        ("Ingrid", "customer", 1, 0),
        ("Jonas", "ours", 1, 1),
    ]


def test_open_actions_are_counted_by_department() -> None:
    plan = [{**PLAN[0], "department": "Sales"}, {**PLAN[1], "department": "Sales"}, {**PLAN[3], "department": "Legal"}]
    departments = case({Action: plan})["actions.by_department"].lines
    assert [(d.department.value, d.open.value, d.overdue.value) for d in departments] == [("Sales", 2, 1)]


def test_without_actions_every_figure_says_why() -> None:
    actions = case({})
    for name in ("all", "open", "overdue", "next_90_days", "by_week", "open_count", "overdue_count", "on_time_share"):
        assert actions[f"actions.{name}"].reason == "no action given"


some_action = st.fixed_dictionaries(
    {
        "due": st.none() | st.dates(date(2026, 6, 1), date(2027, 6, 1)),
        "status": st.sampled_from([None, "open", "in progress", "done", "blocked", "dropped"]),
        "repeats": st.sampled_from([None, "none", "weekly", "monthly", "quarterly"]),
        "done_on": st.none() | st.dates(date(2026, 6, 1), date(2026, 10, 15)),
    }
)


@given(st.lists(some_action, max_size=10))
def test_every_open_action_is_overdue_or_ahead_or_without_a_day(plan: list[dict[str, Any]]) -> None:
    actions = case({Action: [{**ONCE, "id": f"A{n}", "start": None, **row} for n, row in enumerate(plan)]})
    overdue, ahead = set(ids(actions, "overdue")), set(ids(actions, "next_90_days"))
    assert not overdue & ahead
    for action in actions["actions.open"].lines:
        far = action.due.absent or action.due.value > date(2027, 1, 13)
        assert (action.id.value in overdue) + (action.id.value in ahead) + far == 1
    share = actions["actions.on_time_share"]
    assert share.absent or 0 <= share.number <= 1
    assert sum(week.count.number for week in actions["actions.by_week"].lines) == len(ahead)
