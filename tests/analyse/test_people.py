"""People: worked by hand on a board of five, with the as-of day 15 October 2026."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures import Case
from pipeline.sheets.account import TeamMember
from pipeline.sheets.goals import Action
from pipeline.sheets.people import Interaction, Person, RelationshipPlan
from pipeline.theme import Tone
from tests.analyse.cases import case
from tests.analyse.given import given as given_figures

# Day 289 of the year is 15 October: 90 days before it is 17 July.
BOARD: list[dict[str, Any]] = [
    {
        "id": "P1",
        "name": "Ada",
        "influence": 5,
        "role": "approver",
        "support": 2,
        "now": 4,
        "contact_every": 60,
        "last_contact": date(2026, 9, 1),
    },
    {
        "id": "P2",
        "name": "Ben",
        "influence": 4,
        "role": "evaluator",
        "support": 1,
        "now": 3,
        "contact_every": None,
        "last_contact": date(2026, 7, 17),
    },
    {
        "id": "P3",
        "name": "Cleo",
        "influence": 2,
        "role": "decision maker",
        "support": 0,
        "now": 2,
        "contact_every": None,
        "last_contact": date(2026, 7, 16),
    },
    {
        "id": "P4",
        "name": "Dan",
        "influence": 4,
        "role": "influencer",
        "support": -1,
        "now": 3,
        "owner": None,
        "contact_every": None,
        "last_contact": None,
    },
    {
        "id": "P5",
        "name": "Eva",
        "influence": 3,
        "role": "user",
        "support": 2,
        "now": 5,
        "last_contact": date(2020, 1, 1),
    },
]


def kinds(people: Case) -> list[str]:
    """Kind and person (or owner) of each gap."""
    gaps = people["people.gaps"].lines
    return [f"{gap.kind.value}: {gap.person.value or gap.owner.value or 'all'}" for gap in gaps]


def names(people: Case, figure: str) -> list[Any]:
    return [line.name.rpartition(".")[2] for line in people[figure].lines]


def test_key_people_have_influence_or_decide() -> None:
    people = case({Person: BOARD})
    assert names(people, "people.key") == ["P1", "P2", "P4", "P3"]
    assert people["people.key_count"].value == 4
    assert people["people.count"].value == 5


def test_coverage_counts_owner_closeness_and_contact_in_time() -> None:
    """Ada and Ben of four: Cleo is not close and a day late, Dan has no owner and no contact."""
    people = case({Person: BOARD})
    assert people["people.coverage"].value == 0.5
    assert people["people.covered_count"].value == 2
    cells = {place.cell for place in people["people.coverage"].sources}
    assert "L2" in cells  # Ada's last contact


def test_a_contact_is_due_on_the_ninetieth_day_and_overdue_a_day_later() -> None:
    people = case({Person: BOARD})
    by_id = {line.id.value: line for line in people["people.all"].lines}
    assert by_id["P2"].days_overdue.absent
    assert by_id["P3"].days_overdue.value == 1
    assert by_id["P3"].contact_state.value == "overdue"
    assert by_id["P4"].contact_state.value == "never"


def test_the_newest_interaction_wins_over_an_older_last_contact() -> None:
    people = case({Person: BOARD, Interaction: [{"people": "P3; P4", "day": date(2026, 10, 1)}]})
    by_id = {line.id.value: line for line in people["people.all"].lines}
    assert by_id["P3"].contacted_on.value == date(2026, 10, 1)
    assert by_id["P3"].contacted_on.sources[0].sheet == "Interactions"
    assert by_id["P4"].contact_state.value == "kept"


def test_a_last_contact_later_than_every_interaction_stands() -> None:
    people = case({Person: BOARD[:1], Interaction: [{"people": "P1", "day": date(2026, 8, 1)}]})
    assert people["people.key"].lines[0].contacted_on.value == date(2026, 9, 1)


def test_the_gaps_of_the_board() -> None:
    assert kinds(case({Person: BOARD})) == [
        "key person without owner: Dan",
        "never contacted: Dan",
        "contact overdue: Cleo",
    ]


def test_a_board_without_anyone_who_decides_has_a_gap() -> None:
    people = case({Person: [BOARD[1], {**BOARD[3], "owner": "Anna Keller", "last_contact": date(2026, 10, 1)}]})
    assert kinds(people) == ["no decision maker: all"]
    assert people["people.structural_count"].value == 1


def test_one_close_key_person_is_a_single_thread_and_two_are_not() -> None:
    one = case({Person: [BOARD[0]]})
    assert kinds(one) == ["single thread: all"]
    assert one["people.gaps"].lines[0].number.value == 1
    assert kinds(case({Person: BOARD[:2]})) == []


def test_an_opponent_counts_from_influence_four() -> None:
    against = {**BOARD[1], "support": -2}
    assert "strong opponent: Ben" in kinds(case({Person: [BOARD[0], against]}))
    assert kinds(case({Person: [*BOARD[:2], {**BOARD[4], "support": -2, "influence": 3}]})) == []


def test_an_owner_of_seven_key_people_is_crowded_and_of_six_is_not() -> None:
    many = [{**BOARD[0], "id": f"P{n}", "name": f"N{n}", "owner": "Anna Keller"} for n in range(1, 8)]
    assert kinds(case({Person: many})) == ["crowded owner: Anna Keller"]
    assert kinds(case({Person: many[:6]})) == []


def test_a_rating_without_evidence_is_a_gap_and_no_rating_is_none() -> None:
    unfounded = {**BOARD[4], "how_known": None}
    assert kinds(case({Person: [*BOARD[:2], unfounded]})) == ["rating without evidence: Eva"]
    unrated = {**unfounded, "influence": None, "support": None, "now": None}
    assert kinds(case({Person: [*BOARD[:2], unrated]})) == []


def test_the_verdict_is_green_when_a_decider_supports_us_and_nothing_is_missing() -> None:
    verdict = case({Person: BOARD[:2]})["people.verdict"]
    assert (verdict.value, verdict.tone) == ("green", Tone.GOOD)


def test_a_structural_gap_makes_the_verdict_amber() -> None:
    assert case({Person: BOARD})["people.verdict"].value == "amber"


def test_the_verdict_is_amber_when_the_decider_is_not_close() -> None:
    distant = [{**BOARD[0], "now": 2}, BOARD[1], {**BOARD[1], "id": "P9", "name": "Zoe"}]
    assert case({Person: distant})["people.verdict"].value == "amber"


def test_the_verdict_is_red_when_no_key_person_supports_us() -> None:
    cold = [{**row, "support": 0} for row in BOARD[:2]]
    verdict = case({Person: cold})["people.verdict"]
    assert (verdict.value, verdict.tone) == ("red", Tone.BAD)


def test_those_who_left_are_out() -> None:
    left = {**BOARD[0], "left_on": date(2026, 10, 15)}
    stays = {**BOARD[1], "left_on": date(2026, 10, 16)}
    assert names(case({Person: [left, stays]}), "people.all") == ["P2"]


def test_when_all_have_left_that_is_a_count_of_zero_and_a_red_verdict() -> None:
    people = case({Person: [{**row, "left_on": date(2026, 10, 15)} for row in BOARD]})
    counts = ("count", "key_count", "covered_count", "structural_count")
    # Nobody decides, and no key person is close: two structural gaps.
    assert [people[f"people.{name}"].value for name in counts] == [0, 0, 0, 2]
    assert people["people.verdict"].value == "red"
    assert kinds(people) == ["no decision maker: all", "single thread: all"]
    for name in ("all", "key", "coverage"):
        assert people[f"people.{name}"].reason == "everyone on People has left"


def test_without_people_there_is_a_reason_and_no_number() -> None:
    people = case({})
    for figure in ("coverage", "verdict", "key_count", "covered_count", "gaps", "key", "all", "executives"):
        absent = people[f"people.{figure}"]
        assert absent.absent
        assert absent.reason == "no people given"


def test_without_key_people_coverage_is_absent_and_the_verdict_red() -> None:
    people = case({Person: [BOARD[4]]})
    assert people["people.coverage"].reason == "no key person given"
    assert people["people.verdict"].value == "red"
    assert people["people.key_count"].value == 0


PLAN = {"person": "P1", "last_reviewed": date(2026, 7, 14), "review_every": 3, "status": "agreed"}


def test_a_plan_is_due_for_review_after_its_months() -> None:
    """Three months after 14 July is 14 October, a day before the as-of day."""
    people = case({Person: BOARD, RelationshipPlan: [PLAN]})
    plan = people["people.plans"].lines[0]
    assert plan.review_due.value == date(2026, 10, 14)
    assert plan.review_overdue.value == 1
    assert plan.state.value == "review overdue"
    assert names(people, "people.plan_gaps") == ["P1"]


def test_a_plan_due_on_the_day_is_in_time() -> None:
    people = case({Person: BOARD, RelationshipPlan: [{**PLAN, "last_reviewed": date(2026, 7, 15)}]})
    assert people["people.plans"].lines[0].state.value == "agreed"
    assert people["people.plans"].lines[0].review_overdue.absent


def test_a_plan_the_executive_did_not_agree_to_says_so() -> None:
    people = case({Person: BOARD, RelationshipPlan: [{**PLAN, "agreed_on": None}]})
    assert people["people.plans"].lines[0].state.value == "not agreed"


def test_an_ended_plan_is_listed_with_why_and_asks_for_no_review() -> None:
    ended = {**PLAN, "status": "ended", "why_ended": "Left the board"}
    people = case({Person: BOARD, RelationshipPlan: [ended]})
    assert people["people.ended_plans"].lines[0].why_ended.value == "Left the board"
    assert people["people.plan_gaps"].lines == ()
    assert people["people.plans"].lines[0].review_due.absent


def test_executives_without_a_plan_are_named() -> None:
    """Ada approves and Cleo decides; Ada has a plan. Ben has one too, which makes him an executive."""
    people = case({Person: BOARD, RelationshipPlan: [PLAN, {**PLAN, "person": "P2"}]})
    assert names(people, "people.executives") == ["P1", "P2", "P3"]
    assert [line.state.value for line in people["people.executives"].lines][2] == "no plan"
    assert people["people.executives"].lines[2].they_expect.reason == "no relationship plan"
    assert names(people, "people.without_plan") == ["P3"]


def test_a_plan_has_the_open_actions_that_name_its_person() -> None:
    actions = [
        {"id": "A1", "person": "P1"},
        {"id": "A2", "person": "P1", "status": "done"},
        {"id": "A3", "person": "P2"},
    ]
    plan = case({Person: BOARD, RelationshipPlan: [PLAN], Action: actions})["people.plans"].lines[0]
    assert [action.id.value for action in plan.actions.lines] == ["A1"]
    assert plan.action_count.value == 1


def test_our_days_are_summed_by_department() -> None:
    team = [
        {"name": "A", "department": "Sales", "days": 20},
        {"name": "B", "department": "Delivery", "days": 30},
        {"name": "C", "department": "Sales", "days": 15},
        {"name": "D", "department": "Legal", "days": None},
    ]
    people = case({TeamMember: team})
    assert people["people.days"].value == 65
    by_department = [(line.department.value, line.days.value) for line in people["people.days_by_department"].lines]
    assert by_department == [("Sales", 35), ("Delivery", 30)]


def test_contacts_are_counted_by_quarter_on_both_sides() -> None:
    met = [
        {"day": date(2026, 7, 1), "people": "P1; P2", "ours": "Anna; Jonas"},
        {"day": date(2026, 9, 30), "people": "P1", "ours": "Anna"},
        {"day": date(2026, 10, 1), "people": "P1", "ours": "Anna"},
        {"day": date(2026, 6, 30), "people": "P2", "ours": "Jonas"},
    ]
    people = case({Person: BOARD, Interaction: met})
    assert people["people.contacts_quarter"].value == 2
    ours = [(o.owner.value, o.quarter.value, o.prior.value) for o in people["people.contacts_by_owner"].lines]
    assert ours == [("Anna", 2, 0), ("Jonas", 1, 1)]
    assert {line.id.value: line.contacts.value for line in people["people.key"].lines}["P1"] == 2


ratings = st.fixed_dictionaries(
    {
        "influence": st.none() | st.integers(1, 5),
        "support": st.none() | st.integers(-2, 2),
        "now": st.none() | st.integers(0, 5),
        "owner": st.none() | st.just("Anna Keller"),
        "role": st.sampled_from([None, "approver", "user", "decision maker; champion"]),
        "last_contact": st.none() | st.dates(date(2025, 1, 1), date(2026, 10, 15)),
        "left_on": st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    }
)


@given(st.lists(ratings, max_size=12))
def test_coverage_stays_within_bounds_and_green_never_stands_beside_a_structural_gap(
    rows: list[dict[str, Any]],
) -> None:
    people = case({Person: [{"id": f"P{n}", "name": f"N{n}", **row} for n, row in enumerate(rows)]})
    coverage = people["people.coverage"]
    assert coverage.absent or 0 <= coverage.number <= 1
    if people["people.verdict"].value == "green":
        assert people["people.structural_count"].value == 0
    assert len(people["people.all"].lines) >= len(people["people.key"].lines)


def test_a_day_of_ours_earns_its_share_of_the_profit() -> None:
    """46,000 of account profit over 23 days."""
    team = {TeamMember: [{"name": "A", "days": 20}, {"name": "B", "days": 3}]}
    assert given_figures(team, {"finance.profit": 46_000.0})["people.profit_per_day"].value == 2_000


def test_without_profit_or_days_a_day_earns_nothing_known() -> None:
    team = {TeamMember: [{"name": "A", "days": 0}]}
    profit = {"finance.profit": 46_000.0}
    assert given_figures(team, {"finance.profit": None})["people.profit_per_day"].absent
    assert given_figures({}, profit)["people.profit_per_day"].reason == "no days per quarter given in Team"
    assert given_figures(team, profit)["people.profit_per_day"].reason == "the days per quarter in Team sum to 0"


def test_support_moves_against_the_last_pack() -> None:
    then = [{**BOARD[0], "support": 1}, {**BOARD[1], "support": 2}, {**BOARD[2], "support": None}]
    lines = {
        line["id"].value: line["support_moved"]
        for line in case({Person: BOARD}, earlier={Person: then})["people.all"].lines
    }
    assert (lines["P1"].value, lines["P1"].tone) == ("up", Tone.GOOD)
    assert (lines["P2"].value, lines["P2"].tone) == ("down", Tone.BAD)
    assert lines["P3"].reason == "not rated in both packs"
    assert lines["P4"].value == "new"
    assert case({Person: BOARD})["people.all"].lines[0]["support_moved"].reason == "no earlier pack"
