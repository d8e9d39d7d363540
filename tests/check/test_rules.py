"""Each rule in a pair: the row it must flag, and the nearest row it must let pass."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.cells import Tab
from pipeline.columns import Row
from pipeline.settings import Settings
from pipeline.sheets.account import Ask, Contract, Strategy, Whitespace
from pipeline.sheets.goals import Action, Goal, Progress
from pipeline.sheets.people import Interaction, Person, RelationshipPlan
from pipeline.sheets.performance import Feedback, Financial, Measure, Opportunity, Reading, Transaction, Value
from pipeline.sheets.risks import Risk
from pipeline.sheets.scoring import Criterion, Score
from pipeline.sheets.swot import Point
from tests.check.given import OWN, cell, checked, of, only, sound, tab

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
    "a quarter's cost and that of its invoices differ": (
        {Financial: [{"cost_of_sales": 1000}], Transaction: [{"cost": 1006}]},
        {Financial: [{"cost_of_sales": 1000}], Transaction: [{"cost": 1006}, {"revenue": 0, "cost": None}]},
        "quarter-sum", Financial, cell(Financial, "cost_of_sales"),
    ),
    "money is overdue although the customer is in credit": (
        {Financial: [{"receivables": -5, "overdue_30": 1}]}, {Financial: [{"receivables": -5, "overdue_30": 0}]},
        "overdue-sum", Financial, cell(Financial, "receivables"),
    ),
    "a person reports to herself": (
        {Person: [{"reports_to": "P1"}]}, {Person: [{"reports_to": "P2"}, {"id": "P2", "name": "Odd Nansen"}]},
        "reference-self", Person, cell(Person, "reports_to"),
    ),
    "a person sways herself among others": (
        {Person: [{"influences": "P2; P1"}, {"id": "P2", "name": "Odd Nansen"}]},
        {Person: [{"influences": "P2; P2"}, {"id": "P2", "name": "Odd Nansen"}]},
        "reference-self", Person, cell(Person, "influences"),
    ),
    "a value overlaps with itself": (
        {Value: [{"overlaps": "v1"}, {"id": "V2"}]}, {Value: [{"overlaps": "V2"}, {"id": "V2", "overlaps": "V1"}]},
        "reference-self", Value, cell(Value, "overlaps"),
    ),
    "a measure to increase is green from less than it is red": (
        {Measure: [{"direction": "increase", "green_from": 10, "red_from": 11}]},
        {Measure: [{"direction": "increase", "green_from": 11, "red_from": 11}]},
        "thresholds-side", Measure, cell(Measure, "green_from"),
    ),
    "a measure to decrease is green from more than it is red": (
        {Measure: [{"direction": "decrease", "green_from": 11, "red_from": 10}]},
        {Measure: [{"direction": "decrease", "green_from": 10, "red_from": 11}]},
        "thresholds-side", Measure, cell(Measure, "green_from"),
    ),
    "a success in words has a target of zero": (
        {Measure: [{"unit": "Yes/No", "target": 0}], Reading: []},
        {Measure: [{"unit": "Yes/No", "target": 1}], Reading: []},
        "yes-no-target", Measure, cell(Measure, "target"),
    ),
    "a success in words is read in between": (
        {Measure: [{"unit": "yes/no", "target": 1}], Reading: [{"value": 2}]},
        {Measure: [{"unit": "yes/no", "target": 1}], Reading: [{"value": 0}, {"value": 1, "quarter": "2026-Q1"}]},
        "yes-no-reading", Reading, cell(Reading, "value"),
    ),
    "a scale has one step": (
        {Feedback: [{"scale_min": 1, "scale_max": 1}]}, {Feedback: [{"scale_min": 1, "scale_max": 2}]},
        "scale-upside-down", Feedback, cell(Feedback, "scale_max"),
    ),
    "a score is below its scale": (
        {Feedback: [{"score": 0, "scale_min": 1, "scale_max": 5}]},
        {Feedback: [{"score": 1, "scale_min": 1, "scale_max": 5}]},
        "score-outside", Feedback, cell(Feedback, "score"),
    ),
}  # fmt: skip

SURVEY = {"question": "recommend", "score": 4, "scale_min": 0, "scale_max": 10}
DEAL = {"closed_on": date(2026, 9, 4)}
EVENT = "The port authority delays the new customs rules"

# What is noted, what is not, and the code, sheet and cell of the one note.
NOTES: dict[str, tuple[Rows, Rows, str, type[Row], str]] = {
    "a recommendation is asked for on another scale": (
        {Feedback: [{**SURVEY, "scale_max": 5}]}, {Feedback: [SURVEY]},
        "recommend-scale", Feedback, cell(Feedback, "scale_max"),
    ),
    "a score has no scale": (
        {Feedback: [{**SURVEY, "scale_max": None}]}, {Feedback: [{**SURVEY, "scale_max": None, "score": None}]},
        "score-uncounted", Feedback, cell(Feedback, "scale_max"),
    ),
    "a residual score lacks its half": (
        {Risk: [{"residual_likelihood": None}]}, {Risk: [{"residual_likelihood": None, "residual_impact": None}]},
        "residual-half", Risk, cell(Risk, "residual_likelihood"),
    ),
    "an achieved goal falls short of its target": (
        {Goal: [{"status": "achieved", "target": 100}], Progress: [{"value": 101}]},
        {Goal: [{"status": "achieved", "target": 100}], Progress: [{"value": 100}, {"value": 110, "day": SPRING}]},
        "achieved-unread", Goal, cell(Goal, "status"),
    ),
    "an achieved goal to increase was never read": (
        {Goal: [{"status": "achieved", "direction": "increase", "baseline": 1, "target": 2}], Progress: []},
        {Goal: [{"status": "in progress", "direction": "increase", "baseline": 1, "target": 2}], Progress: []},
        "achieved-unread", Goal, cell(Goal, "status"),
    ),
    "a won deal is not certain": (
        {Opportunity: [{**DEAL, "stage": "won", "probability": 0.9}]},
        {Opportunity: [{**DEAL, "stage": "won", "probability": 1}]},
        "probability-stage", Opportunity, cell(Opportunity, "probability"),
    ),
    "a lost deal is still likely": (
        {Opportunity: [{**DEAL, "stage": "lost", "probability": 0.1}]},
        {Opportunity: [{**DEAL, "stage": "lost", "probability": 0}]},
        "probability-stage", Opportunity, cell(Opportunity, "probability"),
    ),
    "a field that is ours earns nothing": (
        {Whitespace: [{"status": "ours", "revenue": None}]}, {Whitespace: [{"status": "ours", "revenue": 1}]},
        "ours-without-revenue", Whitespace, cell(Whitespace, "status"),
    ),
    "a goal of ours alone is shared": (
        {Goal: [{"whose": "ours", "share": "yes"}]}, {Goal: [{"whose": "ours", "share": "no"}]},
        "share-without-effect", Goal, cell(Goal, "share"),
    ),
    "an ask of management is shared": (
        {Ask: [{"directed_at": "management", "share": "yes"}]}, {Ask: [{"directed_at": "client", "share": "yes"}]},
        "share-without-effect", Ask, cell(Ask, "share"),
    ),
    "a row of a sheet without ids is repeated": (
        {Point: [{OWN: "x"}, {OWN: "x"}]}, {Point: [{OWN: "x"}, {OWN: "y"}]},
        "row-repeated", Point, cell(Point, "quadrant", 1),
    ),
    "a person stands under two ids": (
        {Person: [{}, {"id": "P2", "name": "solberg, Ingrid"}]}, {Person: [{}, {"id": "P2", "name": "Ingar Solberg"}]},
        "person-near", Person, cell(Person, "name", 1),
    ),
    "a person's name is a letter apart": (
        {Person: [{}, {"id": "P2", "name": "Ingird Solberg"}]}, {Person: [{}, {"id": "P2", "name": "Inga Solheim"}]},
        "person-near", Person, cell(Person, "name", 1),
    ),
    "a person's first name is shortened": (
        {Person: [{"name": "I. Solberg"}, {"id": "P2", "name": "Ingrid Solberg"}]},
        {Person: [{"name": "Ivar Solberg"}, {"id": "P2", "name": "Ingrid Solberg"}]},
        "person-near", Person, cell(Person, "name", 1),
    ),
    "a risk stands twice, in other words": (
        {Risk: [{"event": EVENT}, {"id": "R2", "event": EVENT.replace("new", "stricter")}]},
        {Risk: [{"event": EVENT}, {"id": "R2", "event": EVENT.replace("new", "stricter"), "kind": "opportunity",
                                   "response": "share"}]},
        "risk-near", Risk, cell(Risk, "event", 1),
    ),
    "two risks differ by more than a number": (
        {Risk: [{"event": EVENT}, {"id": "R2", "event": f"{EVENT}!"}]},
        {Risk: [{"event": f"{EVENT} of 2026"}, {"id": "R2", "event": f"{EVENT} of 2027"}]},
        "risk-near", Risk, cell(Risk, "event", 1),
    ),
    "a number stands under a heading that is no criterion": (
        {Score: [{OWN: 4}]}, {Score: [{OWN: "four of us"}]}, "vote-without-criterion", Score,
        Tab("", "", ()).place(1, len(Score.columns)).cell,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in PAIRS if "report to each other" not in name])
def test_a_row_is_flagged_at_its_cell(name: str) -> None:
    flagged, _, code, sheet, address = PAIRS[name]
    problem = only(checked(sound(of(sheet), flagged), of(sheet)).problems)
    assert (problem.code, problem.place.sheet, problem.place.cell) == (code, sheet.tab, address)


@pytest.mark.parametrize("name", NOTES)
def test_a_row_is_noted_at_its_cell_and_stops_nothing(name: str) -> None:
    noted, _, code, sheet, address = NOTES[name]
    found = checked(sound(of(sheet), noted), of(sheet))
    assert not found.problems
    (note,) = found.notes
    assert (note.code, note.place.sheet, note.place.cell) == (code, sheet.tab, address)


@pytest.mark.parametrize("name", NOTES)
def test_the_nearest_row_is_not_noted(name: str) -> None:
    _, passed, _, sheet, _ = NOTES[name]
    found = checked(sound(of(sheet), passed), of(sheet))
    assert not found.problems
    assert not found.notes


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


def test_a_closed_risk_may_be_raised_again() -> None:
    rows: Rows = {Risk: [{"event": EVENT, "status": "closed", "closed_on": SPRING}, {"id": "R2", "event": EVENT}]}
    assert not checked(sound(given=rows)).notes


def test_invoice_lines_in_two_files_are_not_told_again_by_the_sums_that_they_spoil() -> None:
    lines = tab(Transaction, [{}], "a.xlsx"), tab(Transaction, [{}, {"day": SPRING}], "b.xlsx")
    cells = sound(given={Transaction: []})
    assert only(checked(replace(cells, tabs=(*cells.tabs, *lines))).problems).code == "line-twice"


@pytest.mark.parametrize("length", [2, 4000])
def test_a_long_circle_is_found_as_fast_as_a_short_one(length: int) -> None:
    people = [{"id": f"P{n}", "name": f"Person {n}", "reports_to": f"P{n % length + 1}"} for n in range(1, length + 1)]
    started = time.process_time()
    problems = checked(sound(given={Person: people})).problems
    assert [problem.code for problem in problems] == ["reports-circle"] * length
    assert time.process_time() - started < 10


def test_names_that_many_share_and_ids_that_are_all_lost_cost_no_more_than_their_number() -> None:
    """Comparing each with each would take minutes."""
    people = [{"id": f"P{n}", "name": f"Anna {'abcdefghij'[n % 10]}keller{n}"} for n in range(1, 3001)]
    actions = [{"id": f"A{n}", "goal": f"X{n}", "owner": f"Anna K{n}"} for n in range(1, 3001)]
    started = time.process_time()
    found = checked(sound(given={Person: people, Action: actions, Goal: [{"id": f"G{n}"} for n in range(1, 3001)]}))
    assert time.process_time() - started < 20
    assert {problem.code for problem in found.problems} == {"reference"}
