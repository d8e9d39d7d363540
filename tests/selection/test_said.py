"""What the selection's tags say: exact sentences for none, one and many; tables with their cells."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.manifest import Manifest
from tests.selection.given import candidate, candidates_of, case, cells, decided, points, sentence, votes

EARLIER = Manifest(
    "portfolio",
    "2025-Q3",
    "2025-10-15",
    "x",
    figures={"selection.newest_vote": "2025-09-01"},
    rows={
        "selection.ranking": {
            "ash": {"name": "Ash", "total": 3.0, "rank": 2, "tier": "Core", "field": "maintain"},
            "elm": {"name": "Elm", "total": 2.0, "rank": 3, "tier": "Prospect"},
        },
        "selection.decisions": {
            "decisions.elm.2025-09-20": {
                "account": "elm", "name": "Elm", "decision": "decline", "decided_on": "2025-09-20", "total": 2.0,
                "tier": "Prospect",
            }
        },
    },
)  # fmt: skip
ASH, FIR = candidate("ash"), candidate("fir")
BOTH = (votes("ash", 5, 4), votes("fir", 2, 3))


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (case(()), "No candidate is named yet"),
        (case((), ASH), "The one candidate has no total yet"),
        (case((), ASH, FIR), "None of 2 candidates has a total yet"),
        (case(BOTH[:1], ASH), "The one candidate comes out as Strategic; one decision is open"),
        (case(BOTH[1:], FIR), "The one candidate comes out as neither Strategic nor Key; one decision is open"),
        (case(BOTH, ASH, FIR), "Of 2 candidates, 1 comes out as Strategic and none as Key; 2 decisions are open"),
        (
            case(BOTH, decided("ash", "keep"), decided("fir", "watch")),
            "Of 2 candidates, 1 comes out as Strategic and none as Key; nothing is left to decide",
        ),
    ],
)
def test_the_headline_is_a_sentence_for_none_one_and_many(of: Any, said: str) -> None:
    assert sentence("selection.headline", of) == said


@pytest.mark.parametrize(
    ("tag", "of", "said"),
    [
        ("method_headline", case((), ASH, weights=()), "No criterion is given yet"),
        ("method_headline", case((), ASH), "Nobody has voted yet on the 2 criteria"),
        ("method_headline", case(BOTH, ASH, FIR), "1 rater of 1 department scored 2 candidates on 2 criteria"),
        ("ranking_headline", case((), ASH), "No candidate has a total yet"),
        ("ranking_headline", case(BOTH, ASH, FIR), "Ash and Fir lead the ranking; every tier is confirmed"),
        (
            "ranking_headline",
            case(BOTH[:1], candidate("ash", tier="Key")),
            "Ash leads the ranking; one candidate comes out in another tier than today",
        ),
        ("grid_headline", case(BOTH, ASH, FIR), "One candidate is attractive and fits us well; none is neither"),
        ("apart_headline", case((), ASH), "Nobody has voted yet"),
        ("apart_headline", case(BOTH, ASH, FIR), "The departments agree on every score"),
        (
            "apart_headline",
            case((*BOTH, votes("ash", 2, 4, "Bob", "Finance")), ASH, FIR),
            "The departments disagree on one score; Finance votes lowest and Sales highest",
        ),
        ("missing_headline", case(BOTH, ASH, FIR), "No vote is missing"),
        ("missing_headline", case(BOTH[:1], ASH, FIR), "2 votes are missing; 1 candidate has no total by it"),
        ("stability_headline", case((), ASH), "No candidate has a total yet"),
        ("movers_headline", case(BOTH, ASH, FIR), "There is no earlier selection to compare with"),
        (
            "movers_headline",
            case(BOTH, ASH, FIR, earlier=EARLIER),
            "Ash changed tier since the last selection; one candidate is new, 1 is gone",
        ),
        ("proposed_headline", case(BOTH[1:], FIR), "No candidate is proposed"),
        ("proposed_headline", case(BOTH, ASH, FIR), "One candidate is proposed: Ash"),
        ("decide_headline", case(BOTH, ASH, FIR), "2 decisions are to be taken"),
        ("decide_headline", case(BOTH[:1], decided("ash", "select")), "Nothing is left to decide"),
        ("taken_headline", case(BOTH, ASH, FIR), "Nothing has been decided yet"),
        ("taken_headline", case(BOTH, decided("ash", "keep"), FIR), "The newest decision: Ash, keep, 18 Sept 2026"),
        (
            "taken_headline",
            case(BOTH, decided("ash", "keep"), decided("fir", "keep")),
            "Decided on 18 Sept 2026: keep 2",
        ),
    ],
)
def test_each_finding_is_a_sentence(tag: str, of: Any, said: str) -> None:
    assert sentence(f"selection.{tag}", of) == said


def test_the_ranking_says_what_changed_and_which_tier_a_candidate_has_today() -> None:
    of = case(BOTH, candidate("ash", tier="Core"), decided("fir", "watch"), earlier=EARLIER)
    assert cells("selection.ranking_table", of) == [
        ["1", "Ash", "4.50", "+1.50", "5.00", "4.00", "Strategic", "Core", "invest", "100 %", "–"],
        ["2", "Fir", "2.50", "–", "2.00", "3.00", "Core", "To confirm", "maintain", "55 %", "watch"],
    ]


def test_a_candidate_stands_in_its_field_of_the_grid() -> None:
    of = case((*BOTH, votes("oak", 1, 1)), ASH, FIR, candidate("oak"))
    assert cells("selection.grid", of) == [
        ["develop the fit", "invest / Ash 4.50"],
        ["keep effort low / Oak 1.00", "maintain / Fir 2.50"],
    ]


def test_candidates_are_proposed_by_tier_or_decision_unless_declined() -> None:
    rows = (votes("ash", 5, 4), votes("fir", 2, 3), votes("oak", 4, 4), votes("yew", 4, 3))
    of = case(rows, ASH, decided("fir", "select"), decided("oak", "decline"), candidate("yew"))
    assert [row[0] for row in cells("selection.proposed_table", of)] == ["Ash", "Yew", "Fir"]


def test_a_decision_older_than_the_newest_vote_is_to_be_taken_again() -> None:
    of = case(BOTH, decided("ash", "keep", date(2026, 8, 31)), decided("fir", "watch", date(2026, 9, 1)))
    assert [row[:2] for row in cells("selection.to_decide_table", of)] == [
        ["Ash", "Take in as Strategic? Before: keep, 31 Aug 2026"]
    ]


def test_what_was_decided_at_the_last_selection_is_history() -> None:
    of = case(BOTH, decided("ash", "keep"), FIR, earlier=EARLIER)
    assert cells("selection.decisions_table", of) == [
        ["18 Sept 2026", "Ash", "keep", "4.50", "Strategic"],
        ["20 Sept 2025", "Elm", "decline", "2.00", "Prospect"],
    ]
    assert points("selection.newcomers_list", of) == ["New: Fir, 2.50, Core", "Gone: Elm, then 2.00, Prospect"]


def test_a_candidate_has_its_scores_by_department_and_its_evidence() -> None:
    rows = (
        {**votes("ash", 5, 4), "evidence": "Two visits", "confidence": "high"},
        votes("ash", 3, 4, "Bob", "Finance"),
    )
    of = case((*rows, votes("fir", 2, 3)), ASH, FIR)
    ash = candidates_of(of)["ash"]
    assert cells("selection.scores_table", of, ash) == [
        ["size", "50 %", "4.00", "3.00", "5.00"],
        ["access", "50 %", "4.00", "4.00", "4.00"],
    ]
    assert cells("selection.evidence_table", of, ash) == [
        ["Ann, Sales", "Two visits", "high"],
        ["Bob, Finance", "To confirm", "–"],
    ]
    assert points("selection.candidate_points", of, ash)[1:] == [
        "2 raters; 100 % of the weight voted on; newest vote 1 Sept 2026",
        "Not decided yet",
    ]


def test_of_many_departments_the_highest_and_the_lowest_stand_beside_a_score() -> None:
    rows = [votes("ash", 1 + n % 5, 4, f"Rater {n}", f"Department {n}") for n in range(6)]
    of = case(rows, ASH)
    assert cells("selection.scores_table", of, candidates_of(of)["ash"])[0][3:] == [
        "Department 4 5.00",
        "Department 5 1.00",
    ]


def test_missing_votes_are_named_or_all_counted() -> None:
    rows = ({**votes("ash", 5, 4), "votes": {"size": 5}}, votes("fir", 2, 3), votes("fir", 2, 3, "Bob", "Finance"))
    assert cells("selection.missing_table", case(rows, ASH, FIR)) == [
        ["Ann", "Ash", "access"],
        ["Bob", "Ash", "all 2"],
    ]


def test_what_has_no_room_is_counted() -> None:
    many = [candidate(f"c{n:03}") for n in range(60)]
    of = case([votes(row["account"], 3, 4) for row in many], *many)
    ranking = cells("selection.ranking_table", of)
    assert len(ranking) == 41
    assert ranking[-1][0] == "and 20 more in the annex"
