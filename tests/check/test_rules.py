"""Each rule in a pair: the row it must flag, and the nearest row it must let pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from pipeline.columns import Row
from pipeline.settings import Settings
from pipeline.sheets.account import Ask, Contract, Strategy
from pipeline.sheets.goals import Action, Goal, Progress
from pipeline.sheets.people import Interaction, Person, RelationshipPlan
from pipeline.sheets.performance import Financial, Measure, Reading, Transaction, Value
from pipeline.sheets.risks import Risk
from pipeline.sheets.scoring import Criterion, Score
from pipeline.sheets.swot import Point
from tests.check.given import cell, checked, of, only, sound

Rows = Mapping[type[Row], Sequence[Mapping[str, Any]]]
SPRING, DAY_BEFORE = date(2026, 4, 1), date(2026, 3, 31)

# What is flagged, what just passes, and the code, sheet and cell of the problem.
PAIRS: dict[str, tuple[Rows, Rows, str, type[Row], str]] = {
    "a contract ends before it starts": (
        {Contract: [{"start": SPRING, "end": DAY_BEFORE, "notice_by": None}]},
        {Contract: [{"start": SPRING, "end": SPRING, "notice_by": None}]},
        "dates-order", Contract, cell(Contract, "end"),
    ),
    "a target to increase is not above the baseline": (
        {Goal: [{"direction": "increase", "baseline": 90, "target": 90}]},
        {Goal: [{"direction": "increase", "baseline": 90, "target": 90.1}]},
        "target-side", Goal, cell(Goal, "target"),
    ),
    "a target to decrease is not below the baseline": (
        {Goal: [{"direction": "decrease", "baseline": 90, "target": 91}]},
        {Goal: [{"direction": "maintain", "baseline": 90, "target": 91}]},
        "target-side", Goal, cell(Goal, "target"),
    ),
    "a target is due on the day of its baseline": (
        {Goal: [{"baseline_date": SPRING, "target_date": SPRING}]},
        {Goal: [{"baseline_date": DAY_BEFORE, "target_date": SPRING}]},
        "dates-order", Goal, cell(Goal, "target_date"),
    ),
    "an action is due before it starts": (
        {Action: [{"start": SPRING, "due": DAY_BEFORE}]}, {Action: [{"start": SPRING, "due": SPRING}]},
        "dates-order", Action, cell(Action, "due"),
    ),
    "a threat is exploited": (
        {Risk: [{"kind": "threat", "response": "exploit"}]}, {Risk: [{"kind": "opportunity", "response": "exploit"}]},
        "response-kind", Risk, cell(Risk, "response"),
    ),
    "an opportunity is avoided": (
        {Risk: [{"kind": "opportunity", "response": "avoid"}]}, {Risk: [{"kind": "opportunity", "response": "accept"}]},
        "response-kind", Risk, cell(Risk, "response"),
    ),
    "more is overdue than is receivable": (
        {Financial: [{"receivables": 10, "overdue_30": 6, "overdue_more": 5}]},
        {Financial: [{"receivables": 10, "overdue_30": 6, "overdue_more": 4}]},
        "overdue-sum", Financial, cell(Financial, "receivables"),
    ),
    "a quarter and its invoices differ": (
        {Financial: [{"revenue": 1000}], Transaction: [{"revenue": 1006}]},
        {Financial: [{"revenue": 1000}], Transaction: [{"revenue": 1005}]},
        "quarter-sum", Financial, cell(Financial, "revenue"),
    ),
    "the weights do not sum to one": (
        {Criterion: [{"weight": 0.6}, {"criterion": "Fit", "weight": 0.41}]},
        {Criterion: [{"weight": 0.6}, {"criterion": "Fit", "weight": 0.4}]},
        "weights-sum", Criterion, cell(Criterion, "weight", 1),
    ),
    "an id stands twice on a tab": (
        {Risk: [{}, {"id": "r1", "event": "Fire"}]}, {Risk: [{}, {"id": "R2", "event": "Fire"}]},
        "twice", Risk, cell(Risk, "id", 1),
    ),
    "an id stands on two tabs that share theirs": (
        {Risk: [{}, {"id": "G1"}]}, {Risk: [{}, {"id": "M1"}]},
        "twice", Risk, cell(Risk, "id", 1),
    ),
    "a quarter stands twice": (
        {Financial: [{}, {}], Transaction: []}, {Financial: [{}, {"quarter": "2026-Q1"}], Transaction: []},
        "twice", Financial, cell(Financial, "quarter", 1),
    ),
    "a goal has two readings of one day, once by its id, once by its name": (
        {Progress: [{"goal": "G1"}, {"goal": "Turn a ferry round in 90 minutes"}]},
        {Progress: [{"goal": "G1"}, {"goal": "Turn a ferry round in 90 minutes", "day": SPRING}]},
        "twice", Progress, cell(Progress, "goal", 1),
    ),
    "two people report to each other": (
        {Person: [{"reports_to": "P2"}, {"id": "P2", "name": "Odd Nansen", "reports_to": "P3"},
                  {"id": "P3", "name": "Eva Dahl", "reports_to": "P2"}]},
        {Person: [{"reports_to": "P2"}, {"id": "P2", "name": "Odd Nansen", "reports_to": "P3"},
                  {"id": "P3", "name": "Eva Dahl"}]},
        "reports-circle", Person, cell(Person, "reports_to", 1),
    ),
    "a reference leads nowhere": (
        {Action: [{"goal": "G2"}]}, {Action: [{"goal": "g1"}]}, "reference", Action, cell(Action, "goal"),
    ),
    "one of several references leads nowhere": (
        {Action: [{"risks": "R1; R7"}]}, {Action: [{"risks": "R1; R1"}]}, "reference", Action, cell(Action, "risks"),
    ),
    "a name stands for two people": (
        {Person: [{}, {"id": "P2"}], RelationshipPlan: [{"person": "Ingrid Solberg"}]},
        {Person: [{}, {"id": "P2", "name": "Ingrid Solheim"}], RelationshipPlan: [{"person": "ingrid  SOLBERG"}]},
        "reference-unclear", RelationshipPlan, cell(RelationshipPlan, "person"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in PAIRS if "report to each other" not in name])
def test_a_row_is_flagged_at_its_cell(name: str) -> None:
    flagged, _, code, sheet, address = PAIRS[name]
    problem = only(checked(sound(of(sheet), flagged), of(sheet)).problems)
    assert (problem.code, problem.place.sheet, problem.place.cell) == (code, sheet.tab, address)


@pytest.mark.parametrize("name", PAIRS)
def test_the_nearest_row_passes(name: str) -> None:
    _, passed, _, sheet, _ = PAIRS[name]
    assert not checked(sound(of(sheet), passed), of(sheet)).problems


def test_each_of_a_circle_of_people_is_told_and_nobody_who_only_leads_into_it() -> None:
    flagged, _, code, _, address = PAIRS["two people report to each other"]
    problems = checked(sound(given=flagged)).problems
    assert {problem.code for problem in problems} == {code}
    assert [problem.place.cell for problem in problems] == [address, cell(Person, "reports_to", 2)]


def test_a_reference_names_the_nearest_id() -> None:
    others: Rows = {Progress: [{"goal": "G10"}], Strategy: [{"goal": None}], Point: [{"leads_to": None}]}
    problem = only(checked(sound(given={**others, Goal: [{"id": "G10"}], Action: [{"goal": "G1O"}]})).problems)
    assert problem.mend == "write the id of a row that stands there; the nearest is G10"


def test_references_are_handed_on_as_ids() -> None:
    facts = checked(
        sound(
            given={
                Interaction: [{"people": "Ingrid Solberg; p1"}],
                Action: [{"goal": "g1"}],
                Point: [{"leads_to": "r1"}],
            }
        )
    ).facts
    assert facts.of(Interaction)[0].people == ("P1",)
    assert facts.of(Action)[0].goal == "G1"
    assert facts.of(Point)[0].leads_to == "R1"


def test_a_row_that_is_left_out_leaves_no_lost_references_behind() -> None:
    problem = only(checked(sound(given={Goal: [{"goal": None}]})).problems)
    assert problem.place.sheet == "Goals"
    problem = only(checked(sound(given={Person: [{"id": None}]})).problems)
    assert problem.place.sheet == "People"


def test_a_reference_that_identifies_its_row_takes_the_row_with_it() -> None:
    found = checked(sound(given={Progress: [{"goal": "G9"}, {}]}))
    assert only(found.problems).code == "reference"
    assert [row.goal for row in found.facts.of(Progress)] == ["G1"]


def test_a_residual_score_above_the_inherent_is_a_note() -> None:
    worse = {"likelihood": 2, "impact": 2, "residual_likelihood": 1, "residual_impact": 5}
    found = checked(sound(given={Risk: [worse]}))
    assert not found.problems
    assert [note.place.cell for note in found.notes] == [cell(Risk, "residual_likelihood")]
    assert not checked(sound(given={Risk: [worse | {"residual_impact": 4}]})).notes


def test_a_sum_is_not_judged_while_a_cell_that_goes_into_it_is_faulty() -> None:
    rows: Rows = {Financial: [{"revenue": 10}], Transaction: [{"revenue": "ten"}, {"revenue": 3}]}
    assert only(checked(sound(given=rows)).problems).place.sheet == "Transactions"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Anna K.", "Anna Keller"), ("Ana Keller", "Anna Keller"), ("I. Solberg", "Ingrid Solberg"), ("Sales", None),
     ("Anna Keller", None), ("ANNA KELLER", None), ("Anna Meier", None)],
)  # fmt: skip
def test_an_owner_who_is_nearly_known_is_a_note(written: str, meant: str | None) -> None:
    found = checked(sound(given={Ask: [], Goal: [{"owner": f"{written}; Jonas Weber"}]}))
    texts = [note.text for note in found.notes]
    assert texts == ([f"Owner “{written}”: did you mean {meant}?"] if meant else [])


def test_votes_are_read_under_the_headings_that_the_criteria_name() -> None:
    found = checked(sound(of(Score)), of(Score))
    (score,) = found.facts.of(Score)
    assert score.votes == {"Revenue potential": 4}
    assert score.places["vote:Revenue potential"].sheet == "Scores"
    assert not score.own.keys() & {"Revenue potential"}


def test_quarters_belong_to_the_fiscal_year_of_the_settings() -> None:
    found = checked(sound(given={Transaction: []}), settings=Settings(fiscal_year_start=4))
    assert found.facts.of(Reading)[0].quarter.first_month == 4
    assert found.facts.of(Reading)[0].quarter.start == date(2025, 7, 1)


def test_names_in_sheets_without_ids_do_not_collide() -> None:
    rows: Rows = {Value: [{}, {"id": "V2"}], Measure: [{}, {"id": "M2"}]}
    assert not checked(sound(given=rows)).problems
