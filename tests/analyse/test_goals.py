"""Goals: turn a ferry round in 90 minutes, from 125, worked by hand; the as-of day is 15 October 2026."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures import Line
from pipeline.sheets.goals import Action, Goal, Progress
from pipeline.sheets.people import Interaction
from pipeline.theme import Tone
from tests.analyse.cases import case

# Baseline 125 on 1 January, target 90 on 31 December: 364 days. 30 June is day 180.
FERRY: dict[str, Any] = {"id": "G1"}
JUNE: dict[str, Any] = {"goal": "G1", "day": date(2026, 6, 30), "value": 108}


def goal_line(goal: dict[str, Any], *readings: dict[str, Any], actions: tuple[dict[str, Any], ...] = ()) -> Line:
    """The only goal's line."""
    return case({Goal: [goal], Progress: readings, Action: actions})["goals.all"].lines[0]


def test_attainment_expected_and_pace_of_the_ferry_goal() -> None:
    """17 of 35 minutes are won after 180 of 364 days: 0.4857 / 0.4945 = 0.9822, which is amber."""
    ferry = goal_line(FERRY, JUNE)
    assert ferry.current.value == 108
    assert ferry.attainment.number == pytest.approx(17 / 35)
    assert ferry.expected.number == pytest.approx(180 / 364)
    assert ferry.pace.number == pytest.approx(0.982222, abs=1e-6)
    assert (ferry.verdict.value, ferry.verdict.tone) == ("watch", Tone.WATCH)


def test_the_newest_reading_counts_whatever_the_order_of_rows() -> None:
    ferry = goal_line(FERRY, {**JUNE, "day": date(2026, 9, 30), "value": 95}, JUNE)
    assert ferry.current.value == 95
    assert ferry.current_on.value == date(2026, 9, 30)
    assert ferry.verdict.value == "good"


@pytest.mark.parametrize(("value", "word"), [(107.5, "good"), (107.6, "watch"), (114.5, "watch"), (114.6, "bad")])
def test_green_from_pace_one_and_amber_from_point_six(value: float, word: str) -> None:
    """Half of the time is gone on 2 July (182 of 364 days): 17.5 minutes make a pace of 1, 10.5 one of 0.6."""
    assert goal_line(FERRY, {**JUNE, "day": date(2026, 7, 2), "value": value}).verdict.value == word


def test_before_a_tenth_of_the_time_it_is_too_early() -> None:
    """36 of 364 days are 9.9 %, 37 are 10.2 %."""
    early = goal_line(FERRY, {**JUNE, "day": date(2026, 2, 6), "value": 125})
    assert early.verdict.value == "too early"
    assert early.verdict.tone is Tone.MUTED
    assert early.pace.reason == "too early"
    assert goal_line(FERRY, {**JUNE, "day": date(2026, 2, 7), "value": 125}).verdict.value == "bad"


def test_past_due_the_whole_is_expected_whenever_it_was_read() -> None:
    late = goal_line({**FERRY, "target_date": date(2026, 10, 14)}, JUNE)
    assert late.expected.value == 1
    assert late.pace.number == pytest.approx(17 / 35)
    assert late.days_left.value == -1


def test_on_the_target_day_it_is_not_past_due() -> None:
    due = goal_line({**FERRY, "target_date": date(2026, 10, 15)}, JUNE)
    assert due.expected.number == pytest.approx(180 / 287)


def test_a_goal_without_progress_has_no_attainment_and_says_why() -> None:
    ferry = goal_line(FERRY)
    assert ferry.attainment.reason == "no progress given"
    assert ferry.verdict.absent


def test_a_goal_without_a_target_says_so() -> None:
    assert goal_line({**FERRY, "target": None}, JUNE).verdict.reason == "no target given"


def test_a_target_equal_to_the_baseline_divides_nothing() -> None:
    assert goal_line({**FERRY, "target": 125}, JUNE).attainment.reason == "target and baseline are the same"


KEEP = {**FERRY, "direction": "maintain", "baseline": 100, "target": 100}


@pytest.mark.parametrize(
    ("value", "word"), [(95, "good"), (105, "good"), (94.9, "watch"), (110, "watch"), (90, "watch"), (89.9, "bad")]
)
def test_what_is_maintained_is_green_within_five_percent_and_amber_within_ten(value: float, word: str) -> None:
    kept = goal_line(KEEP, {**JUNE, "value": value})
    assert kept.verdict.value == word
    assert kept.attainment.absent
    assert kept.pace.absent


def test_a_zero_is_kept_by_a_zero_and_by_nothing_else() -> None:
    nought = {**KEEP, "baseline": 0, "target": 0}
    assert goal_line(nought, {**JUNE, "value": 0}).verdict.value == "good"
    assert goal_line(nought, {**JUNE, "value": 1}).verdict.value == "bad"


AT_THE_END = {**FERRY, "path": "at the end"}


def test_at_the_end_is_green_until_an_action_is_overdue() -> None:
    done_late = {"id": "A2", "goal": "G1", "due": date(2026, 10, 1), "status": "done"}
    today = {"id": "A1", "goal": "G1", "due": date(2026, 10, 15), "status": "open"}
    assert goal_line(AT_THE_END, actions=(today, done_late)).verdict.value == "good"
    assert goal_line(AT_THE_END, actions=({**today, "due": date(2026, 10, 14)},)).verdict.value == "watch"


def test_a_repeating_action_of_a_goal_is_due_by_its_last_contact() -> None:
    """Weekly, due on 1 October: a contact on 9 October puts it off to the 16th, one on the 7th to the 14th."""
    weekly = {"id": "A1", "goal": "G1", "due": date(2026, 10, 1), "status": "open", "repeats": "weekly"}

    def told(contact: date) -> Line:
        met = {"day": contact, "people": "P9", "follow_up": "A1"}
        return case({Goal: [AT_THE_END], Action: [weekly], Interaction: [met]})["goals.all"].lines[0]

    assert (told(date(2026, 10, 9)).overdue_actions.value, told(date(2026, 10, 9)).verdict.value) == (0, "good")
    assert (told(date(2026, 10, 7)).overdue_actions.value, told(date(2026, 10, 7)).verdict.value) == (1, "watch")


def test_at_the_end_is_red_past_due_unless_achieved() -> None:
    past = {**AT_THE_END, "target_date": date(2026, 10, 14)}
    assert goal_line(past).verdict.value == "bad"
    assert goal_line({**past, "status": "achieved"}).verdict.value == "good"


def test_missing_letters_of_smart_are_named() -> None:
    assert goal_line(FERRY).missing_letters.absent
    lacking = {**FERRY, "achievable": None, "serves_theirs": None, "unit": None}
    assert goal_line(lacking).missing_letters.value == "M, A, R"
    assert ids(case({Goal: [FERRY, {**lacking, "id": "G2"}]}), "goals.not_smart") == ["G2"]
    assert not case({Goal: [{**lacking, "status": "achieved"}]})["goals.not_smart"].lines


GOALS: list[dict[str, Any]] = [
    {"id": "G1", "whose": "ours", "target_date": date(2026, 11, 1)},
    {"id": "G2", "agreed_on": None, "target_date": date(2026, 11, 2)},
    {"id": "G3", "target_date": date(2026, 12, 3)},
    {"id": "G10", "target_date": date(2026, 12, 3)},
    {"id": "G5", "status": "achieved", "target_date": date(2026, 10, 20)},
    {"id": "G6", "status": "deferred"},
    {"id": "G7", "agreed_on": None, "whose": "ours", "target_date": date(2026, 11, 5)},
]


def ids(goals: Any, figure: str) -> list[Any]:
    return [line.id.value for line in goals[figure].lines]


def test_open_goals_are_those_that_run() -> None:
    goals = case({Goal: GOALS})
    assert ids(goals, "goals.open") == ["G1", "G2", "G7", "G3", "G10"]
    assert goals["goals.open_count"].value == 5


def test_the_goals_that_matter_are_agreed_then_mutual_then_first_due() -> None:
    assert ids(case({Goal: GOALS}), "goals.top") == ["G3", "G10", "G1"]


def test_goals_of_ours_alone_need_no_agreement_of_the_customer() -> None:
    assert ids(case({Goal: GOALS}), "goals.not_agreed") == ["G2"]


def test_a_goal_without_an_open_action_is_listed() -> None:
    actions = [{"id": "A1", "goal": "G3", "status": "open"}, {"id": "A2", "goal": "G1", "status": "done"}]
    assert "G1" in ids(case({Goal: GOALS, Action: actions}), "goals.without_action")
    assert "G3" not in ids(case({Goal: GOALS, Action: actions}), "goals.without_action")


def test_a_goal_that_reads_what_it_read_a_quarter_ago_has_not_moved() -> None:
    """Three months before the as-of day is 15 July."""
    still = [JUNE, {**JUNE, "day": date(2026, 9, 1)}]
    moved = [JUNE, {**JUNE, "day": date(2026, 9, 1), "value": 107}]
    unread = [JUNE]
    young = [{**FERRY, "baseline_date": date(2026, 8, 1)}]
    assert ids(case({Goal: [FERRY], Progress: still}), "goals.not_moved") == ["G1"]
    assert ids(case({Goal: [FERRY], Progress: moved}), "goals.not_moved") == []
    assert ids(case({Goal: [FERRY], Progress: unread}), "goals.not_moved") == ["G1"]
    assert ids(case({Goal: young}), "goals.not_moved") == []


def test_the_mean_pace_caps_each_goal_at_one_and_leaves_out_those_without() -> None:
    """0.9822 and a goal far ahead: (0.9822 + 1) / 2."""
    goals = case(
        {
            Goal: [FERRY, {"id": "G2"}, {"id": "G3"}, {"id": "G4", "status": "achieved"}],
            Progress: [JUNE, {**JUNE, "goal": "G2", "value": 80}, {**JUNE, "goal": "G4", "value": 120}],
        }
    )
    assert goals["goals.pace_mean"].number == pytest.approx((0.982222 + 1) / 2, abs=1e-6)
    assert goals["goals.judged_count"].value == 2
    assert goals["goals.on_track_count"].value == 1
    assert goals["goals.watch_count"].value == 1
    assert goals["goals.off_track_count"].value == 0


def test_without_goals_every_figure_says_why() -> None:
    goals = case({})
    for name in ("all", "open", "top", "open_count", "on_track_count", "pace_mean"):
        assert goals[f"goals.{name}"].reason == "no goal given"


def test_goals_that_cannot_be_judged_are_not_counted_as_off_track() -> None:
    assert case({Goal: [FERRY]})["goals.on_track_count"].reason == "no open goal can be judged yet"


numbers = st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 3))


@given(
    baseline=numbers,
    target=numbers,
    value=numbers,
    start=st.dates(date(2025, 1, 1), date(2026, 10, 1)),
    due=st.dates(date(2025, 6, 1), date(2028, 1, 1)),
    day=st.dates(date(2024, 1, 1), date(2026, 10, 15)),
    path=st.sampled_from([None, "steady", "at the end"]),
    direction=st.sampled_from(["increase", "decrease", "maintain"]),
)
def test_whatever_is_typed_there_is_a_verdict_or_a_reason(
    baseline: float, target: float, value: float, start: date, due: date, day: date, path: str | None, direction: str
) -> None:
    goal = {"baseline": baseline, "target": target, "baseline_date": start, "target_date": due, "path": path}
    made = goal_line({**FERRY, **goal, "direction": direction}, {**JUNE, "day": day, "value": value})
    assert made.verdict.absent == bool(made.verdict.reason)
    assert made.expected.absent or 0 <= made.expected.number <= 1
    assert made.pace.absent or made.expected.number >= 0.1
