"""Programme: practices by whose view it is, the gap of our own to the others', trend, weakest, self-checks."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.figures import Case, Line
from pipeline.manifest import Manifest
from pipeline.settings import Settings
from pipeline.sheets.programme import PRACTICES, Assessment, SelfCheck
from pipeline.theme import Tone
from tests.analyse.selecting import portfolio

PRACTICE = "communication"
VIEWS = ("own team", "management", "customer", "third party")


def answer(
    question: str, score: int | None, view: str | None, assessor: str = "", day: date = date(2026, 9, 1), **cells: Any
) -> dict[str, Any]:
    """An answer about communication; the assessor is the view unless told otherwise."""
    row = {"practice": PRACTICE, "question": question, "score": score, "assessor_type": view, "day": day}
    return {**row, "assessor": assessor or str(view), **cells}


def programme(*rows: dict[str, Any]) -> Case:
    return portfolio({Assessment: rows})


def practice(case: Case, name: str = PRACTICE) -> Line:
    return next(line for line in case["programme.practices"].lines if line.practice.value == name)


# Own team 4 and 3; customers 1 and 2 to the first question, 4 to the second; the third party 2 to the first.
ANSWERS = [
    answer("Plan kept?", 4, "own team"),
    answer("Followed up?", 3, "own team"),
    answer("Plan kept?", 1, "customer", "North"),
    answer("Plan kept?", 2, "customer", "South"),
    answer("Followed up?", 4, "customer", "North"),
    answer("Plan kept?", 2, "third party", "Auditor"),
]


def test_a_view_is_the_mean_over_questions_and_not_over_answers() -> None:
    line = practice(programme(*ANSWERS))
    assert line.own_team.value == 3.5
    assert line.customer.value == 2.75  # (1.5 + 4) / 2; the mean of the three answers would be 2.33
    assert line.third_party.value == 2.0
    assert line.management.reason == "no answer by management"
    assert line.score.value == 2.75  # (3.5 + 2.75 + 2) / 3
    assert (line.questions.value, line.answers.value) == (2, 6)


def test_the_gap_is_taken_over_the_questions_that_both_answered() -> None:
    line = practice(programme(*ANSWERS))
    assert (line.gap_third_party.value, line.gap_third_party.tone) == (
        2.0,
        Tone.WATCH,
    )  # 4 - 2; 3.5 - 2 would be unfair
    assert (line.gap_customer.value, line.gap_customer.tone) == (0.75, None)  # (4 - 1.5 + 3 - 4) / 2
    assert line.gap_management.reason == "no answer by management"


def test_without_a_question_in_common_there_is_no_gap() -> None:
    case = programme(answer("Plan kept?", 4, "own team"), answer("Followed up?", 1, "third party"))
    why = "own team and third party answered no question in common"
    assert practice(case).gap_third_party.reason == why
    assert case["programme.gap"].reason == why


def test_the_newest_answer_of_an_assessor_to_a_question_counts() -> None:
    older = answer("Plan kept?", 0, "own team", day=date(2025, 9, 1))
    newer = answer("plan  kept?", 2, "own team", "OWN TEAM", day=date(2026, 9, 2))
    assert practice(programme(*ANSWERS, older)).own_team.value == 3.5
    assert practice(programme(*ANSWERS, newer)).own_team.value == 2.5


def test_an_answer_without_a_score_or_a_type_counts_in_no_view() -> None:
    case = programme(*ANSWERS, answer("Third?", None, "own team"), answer("Third?", 0, None, "Someone"))
    assert practice(case).own_team.value == 3.5
    assert practice(case).score.value == 2.75


def test_the_weakest_practice_has_the_lowest_mean_of_the_views() -> None:
    rows = [*ANSWERS, answer("Profit known?", 1, "management", practice="profit measurement")]
    case = programme(*rows)
    assert case["programme.weakest"].value == "profit measurement"
    assert case["programme.score"].value == 1.88  # (2.75 + 1) / 2 = 1.875
    assert practice(case, "asset protection").score.reason == "no assessment given"
    first = case["programme.weakest_questions"].lines[0]
    assert (first.question.value, first.score.value, first.answers.value) == ("Profit known?", 1.0, 1)


def test_the_programme_by_view_says_how_many_practices_it_rests_on() -> None:
    case = programme(*ANSWERS, answer("Profit known?", 1, "own team", practice="profit measurement"))
    own, management, *_ = case["programme.views"].lines
    assert (own.score.value, own.practices.value, own.newest.value) == (2.25, 2, date(2026, 9, 1))
    assert management.score.reason == "no answer by management"


def test_the_trend_compares_a_quarters_answers_with_the_quarter_before_that_had_some() -> None:
    before = [
        answer("Plan kept?", 1, "own team", day=date(2025, 8, 1)),
        answer("Followed up?", 2, "own team", day=date(2025, 9, 1)),
    ]
    lines = [line for line in programme(*ANSWERS, *before)["programme.trend"].lines if line.view.value == "own team"]
    assert [(line.quarter.value, line.score.value) for line in lines] == [("2025-Q3", 1.5), ("2026-Q3", 3.5)]
    assert lines[0].change.reason == "first answers of this view"
    assert (lines[1].change.value, lines[1].change.tone) == (2.0, Tone.GOOD)


def test_without_answers_every_figure_says_why() -> None:
    case = portfolio({})
    for name in case.declarations:
        if name.startswith("programme."):
            assert case[name].absent, name
            assert case[name].reason in ("no assessment given", "no self-check given"), name


# Self-checks


def check(manager: str, *habits: int | None, account: str = "north", day: date = date(2026, 9, 1)) -> dict[str, Any]:
    names = ("senior_plans", "followed_up", "asked_help", "own_expectation")
    return {"manager": manager, "account": account, "day": day, **dict(zip(names, habits, strict=True))}


def checked(*rows: dict[str, Any], **settings: Any) -> Case:
    return portfolio({SelfCheck: rows}, settings=Settings(**settings))


def test_a_sum_of_10_is_good_and_9_is_not() -> None:
    case = checked(check("Ann", 3, 3, 2, 2), check("Bob", 3, 2, 2, 2))
    told = [(line.manager.value, line.sum.value, line.verdict.value) for line in case["programme.self_checks"].lines]
    assert told == [("Bob", 9, "below good"), ("Ann", 10, "good")]
    assert (case["programme.self_check_good_count"].value, case["programme.self_check_count"].value) == (1, 2)
    stricter = checked(check("Ann", 3, 3, 2, 2), self_check_good=11)
    assert stricter["programme.self_checks"].lines[0].verdict.value == "below good"


def test_the_newest_check_of_a_manager_and_account_counts_and_says_how_it_moved() -> None:
    older = check("Ann", 1, 1, 1, 1, day=date(2026, 3, 1))
    other = check("Ann", 4, 4, 4, 4, account="south", day=date(2026, 3, 1))
    first, second = checked(check("Ann", 2, 2, 2, 2), older, other)["programme.self_checks"].lines
    assert (first.sum.value, first.change.value, first.change.tone) == (8, 4, Tone.GOOD)
    assert second.change.reason == "first self-check of this manager on the account"


def test_a_check_that_is_not_answered_in_full_has_no_sum_and_names_what_is_missing() -> None:
    case = checked(check("Ann", 3, None, 2, 2))
    line = case["programme.self_checks"].lines[0]
    assert line.sum.reason == "to confirm: Agreements followed up in writing"
    assert line.verdict.absent
    assert case["programme.self_check_good_count"].reason == "no self-check is answered in full"


def test_habits_are_the_means_over_the_newest_checks_the_weakest_first() -> None:
    case = checked(check("Ann", 4, 3, None, 0), check("Bob", 2, 3, 1, 0))
    told = [(line.habit.value, line["mean"].value, line.answers.value) for line in case["programme.habits"].lines]
    assert told[:2] == [("Own expectation stated", 0.0, 2), ("Customers asked what would help", 1.0, 1)]
    assert told[2:] == [("Plans with senior people", 3.0, 2), ("Agreements followed up in writing", 3.0, 2)]


# Properties

ROWS = st.lists(
    st.builds(
        answer,
        st.sampled_from(["Q1", "Q2", "Q3"]),
        st.integers(0, 4),
        st.sampled_from(VIEWS),
        st.sampled_from(["Ann", "Bob"]),
        st.dates(date(2025, 1, 1), date(2026, 9, 30)),
        practice=st.sampled_from(PRACTICES),
    ),
    max_size=25,
    unique_by=lambda row: (row["practice"], row["question"], row["assessor"], row["day"]),
)


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_scores_stay_within_0_and_4_gaps_within_4_and_the_order_of_rows_is_free(rows: list[dict[str, Any]]) -> None:
    case, turned = programme(*rows), programme(*reversed(rows))
    for line, other in zip(case["programme.practices"].lines, turned["programme.practices"].lines, strict=True):
        for part, figure in line.computed.items():
            assert other[part].value == figure.value
            if isinstance(figure.value, float):
                assert -4 <= figure.value <= 4 if part.startswith("gap") else 0 <= figure.value <= 4


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_a_view_equals_its_definition(rows: list[dict[str, Any]]) -> None:
    case = programme(*rows)
    for line in case["programme.practices"].lines:
        for view in VIEWS:
            newest: dict[tuple[str, str], dict[str, Any]] = {}
            for row in sorted(rows, key=lambda row: row["day"]):
                if row["practice"] == line.practice.value:
                    newest[row["question"], row["assessor"]] = row
            scores: dict[str, list[int]] = {}
            for row in newest.values():
                if row["assessor_type"] == view:
                    scores.setdefault(row["question"], []).append(row["score"])
            means = [sum(given_) / len(given_) for given_ in scores.values()]
            told = line[view.replace(" ", "_")]
            assert told.absent is (not means)
            if means:
                assert told.number == pytest.approx(sum(means) / len(means), abs=0.00501)


def test_the_score_of_the_last_portfolio_pack_is_told_beside_it() -> None:
    now = {Assessment: [answer("Plan kept?", 4, "own team")]}
    earlier = Manifest("portfolio", "2026-Q2", "2026-07-15", "x", figures={"programme.score": 1.5})
    assert portfolio(now, earlier=earlier)["programme.before"].value == 1.5
    assert portfolio(now)["programme.before"].reason == "no earlier portfolio pack"
    without = Manifest("portfolio", "2026-Q2", "2026-07-15", "x")
    assert portfolio(now, earlier=without)["programme.before"].reason == "the earlier portfolio pack does not hold it"
