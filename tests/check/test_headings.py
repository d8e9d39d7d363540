"""Headings are found wherever they stand and however they are written; what is no heading is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from pipeline.cells import Cells, ExcelError, Raw, Tab
from pipeline.columns import Row
from pipeline.near import distance
from pipeline.problems import Place
from pipeline.sheets import ACCOUNT
from pipeline.sheets.account import Profile, TeamMember
from pipeline.sheets.goals import Goal, Progress
from pipeline.sheets.people import Person
from pipeline.sheets.performance import Transaction
from pipeline.sheets.risks import Risk
from tests.check.given import OWN, changed, checked, only, sound, tab

ALONE = (Risk,)


def risks(*rows: tuple[Raw, ...], name: str = "Risks", file: str = "risks.xlsx") -> Cells:
    """Cells of one tab, as it stands."""
    return Cells((Tab(file, name, rows),))


def headed(cells: Cells, was: str, now: Raw) -> Cells:
    """The same risks under another heading."""
    lines = list(cells.tabs[0].rows)
    lines[0] = tuple(now if heading == was else heading for heading in lines[0])
    return replace(cells, tabs=(replace(cells.tabs[0], rows=tuple(lines)),))


@pytest.mark.parametrize(
    ("sheet", "was", "now"),
    [
        (Risk, "Last reviewed", "last reviewed"),
        (Risk, "Last reviewed", "  LAST\nREVIEWED * "),
        (Risk, "Last reviewed", "Last reviewed date"),
        (Risk, "Last reviewed", "Last reviewed date (yyyy-mm-dd) *"),
        (Risk, "Revenue at risk", "Revenue at risk (next 12 months)"),
        (Goal, "Baseline date", "Baseline date*"),
        (Goal, "Baseline", "Baseline (start)"),
        (Goal, "Goal", "Goal:"),
        (Goal, "Goal", "Goal!"),
        (Person, "Contact every", "Contact every (days)"),
    ],
)
def test_a_heading_is_known_without_regard_to(sheet: type[Row], was: str, now: str) -> None:
    cells = headed(Cells((tab(sheet, [{}]),)), was, now)
    found = checked(cells, (sheet,))
    name = next(column.name for column in sheet.columns if column.heading == was)
    assert not found.problems
    assert name in found.facts.of(sheet)[0].values
    assert found.facts.of(sheet)[0].own.keys() == {OWN}


def test_the_type_word_date_is_only_taken_behind_a_date_heading() -> None:
    found = checked(headed(Cells((tab(Risk, [{}]),)), "Lesson", "Owner date"), ALONE)
    assert not found.problems
    assert "Owner date" not in found.facts.of(Risk)[0].own  # the cell below is empty
    assert found.facts.of(Risk)[0].owner == ("Jonas Weber",)


def test_two_headings_that_differ_only_by_the_word_date_stay_apart() -> None:
    row = checked(Cells((tab(Goal, [{}]),)), (Goal,)).facts.of(Goal)[0]
    assert (row.baseline, str(row.baseline_date)) == (125, "2026-01-01")


def test_titles_notes_and_blank_rows_may_stand_anywhere() -> None:
    heading, line = tab(Risk, [{}]).rows
    cells = risks(("Our risks",), (), ("Owner: see the plan",), heading, (None,) * 5, line, (), (" ", "\n"))
    found = checked(cells, ALONE)
    assert not found.problems
    (row,) = found.facts.of(Risk)
    assert row.places["id"] == Place("risks.xlsx", "Risks", "A6")


def test_the_order_of_columns_is_free() -> None:
    heading, line = tab(Risk, [{}]).rows
    (row,) = checked(risks(heading[::-1], line[::-1]), ALONE).facts.of(Risk)
    assert (row.id, row.impact) == ("R1", 4)


def test_a_heading_of_peoples_own_is_kept_with_its_text() -> None:
    found = checked(sound(given={Risk: [{OWN: 2.5}]}))
    (row,) = found.facts.of(Risk)
    assert row.own[OWN].text == "2.5"
    assert row.own[OWN].place.sheet == "Risks"


def test_a_slip_in_a_heading_is_a_problem_with_a_suggestion_and_nothing_else() -> None:
    found = checked(headed(Cells((tab(Risk, [{}]),)), "Likelihood", "Likelyhood"), ALONE)
    problem = only(found.problems)
    assert (problem.place.cell, problem.code, problem.mend) == ("F1", "heading-unknown", "write Likelihood")
    assert not found.gaps
    assert found.facts.of(Risk)[0].likelihood == 3


def test_a_heading_that_resembles_one_already_there_is_peoples_own() -> None:
    heading, line = tab(Risk, [{}]).rows
    found = checked(risks((*heading, "Owners"), (*line, "all of us")), ALONE)
    assert not found.problems
    assert found.facts.of(Risk)[0].own["Owners"].text == "all of us"


@pytest.mark.parametrize("again", ["Impact *", OWN])
def test_a_heading_that_stands_twice_is_a_problem(again: str) -> None:
    heading, line = tab(Risk, [{}]).rows
    problem = only(checked(risks((*heading, again), (*line, 1)), ALONE).problems)
    assert (problem.code, problem.place.cell) == ("heading-twice", Tab("", "", ()).place(0, len(heading)).cell)


def test_a_missing_identifying_heading_is_one_problem_for_the_tab() -> None:
    cells = headed(Cells((tab(Risk, [{}, {"id": "R2"}]),)), "Event", "What we fear")
    problem = only(checked(cells, ALONE).problems)
    assert problem.code == "heading-missing"
    assert problem.found == "the heading Event is missing"


def test_a_missing_wanted_heading_is_a_note_and_its_cells_are_gaps() -> None:
    found = checked(headed(Cells((tab(Risk, [{}]),)), "Cause", "What is behind it"), ALONE)
    assert not found.problems
    assert [note.text for note in found.notes] == ["the heading Cause is missing"]
    assert [(gap.heading, gap.place) for gap in found.gaps] == [("Cause", Place("risks.xlsx", "Risks"))]


def test_a_tab_without_any_heading_is_one_problem() -> None:
    assert only(checked(risks(("R1", "a fire"), ("R2", "a flood")), ALONE).problems).code == "headings-missing"


def test_the_example_row_is_skipped_and_a_row_that_differs_in_one_cell_is_read() -> None:
    example: dict[str, object] = {OWN: None}
    skipped = Cells((tab(Risk, [example]),))
    assert checked(skipped, ALONE).facts.of(Risk) == ()
    read = Cells((tab(Risk, [example | {"impact": 5}]),))
    assert [row.impact for row in checked(read, ALONE).facts.of(Risk)] == [5]
    fuller = Cells((tab(Risk, [example | {"lesson": "Dry the housings"}]),))
    assert len(checked(fuller, ALONE).facts.of(Risk)) == 1


def test_an_invoice_line_of_a_text_file_counts_also_where_it_says_what_the_example_says() -> None:
    line = tab(Transaction, [{OWN: None}])
    assert checked(Cells((line,)), (Transaction,)).facts.of(Transaction) == ()
    plain = replace(line, file="transactions.csv", plain=True)
    assert len(checked(Cells((plain,)), (Transaction,)).facts.of(Transaction)) == 1


def test_the_example_is_known_by_what_it_says_not_by_how_excel_keeps_it() -> None:
    example = {OWN: None, "last_reviewed": datetime(2026, 6, 15), "impact": 4.0}  # noqa: DTZ001 - as Excel has it
    assert checked(Cells((tab(Risk, [example]),)), ALONE).facts.of(Risk) == ()


def test_a_cell_beside_the_table_is_noted() -> None:
    heading, line = tab(Risk, [{}]).rows
    found = checked(risks(heading, (*line, None, "who wrote this?")), ALONE)
    (note,) = found.notes
    assert (note.text, note.place.sheet) == ("a cell under no heading is not read", "Risks")
    assert not found.problems


def test_hidden_rows_and_tabs_are_read_and_noted() -> None:
    shown = tab(Risk, [{}, {"id": "R2", "event": "Fire"}, {"id": "R3", "event": "Flood"}])
    found = checked(Cells((replace(shown, hidden=True, hidden_rows=frozenset({2, 9})),)), ALONE)
    assert [row.id for row in found.facts.of(Risk)] == ["R1", "R2", "R3"]
    assert [note.text for note in found.notes] == [
        "the tab is hidden; it is read all the same",
        "row 3 is hidden; it is read all the same",
    ]


def test_cells_merged_over_rows_are_noted_and_those_of_the_title_are_not() -> None:
    cells = Cells((replace(tab(Risk, [{}, {"id": "R2", "event": "Fire"}]), merged=("A1:F1", "C2:C3", "D2:E2")),))
    texts = [str(note) for note in checked(cells, ALONE).notes]
    assert texts == ["risks.xlsx › Risks › C2: the cells C2:C3 are merged; the value counts for C2 alone"]


@pytest.mark.parametrize("name", ["RISKS", " risks ", "Risks"])
def test_a_tab_is_known_by_its_name_whatever_its_file_and_case(name: str) -> None:
    cells = risks(*tab(Risk, [{}]).rows, name=name, file="whatever.xlsx")
    assert len(checked(cells, ALONE).facts.of(Risk)) == 1


def test_a_tab_that_no_sheet_claims_is_a_note_with_the_nearest_name() -> None:
    texts = [n.text for n in checked(risks(("x",), name="Riskz"), ALONE).notes]
    assert texts == ["the tab is not used; did you mean Risks?"]
    assert [n.text for n in checked(risks(("x",), name="Holiday plan"), ALONE).notes] == ["the tab is not used"]


def test_the_tabs_of_a_blank_workbook_that_hold_no_data_are_no_note() -> None:
    assert not checked(Cells((Tab("a.xlsx", "Read me", (("x",),)), Tab("a.xlsx", "Lists", (("x",),)))), ALONE).notes


def test_one_tab_in_two_files_is_one_sheet() -> None:
    cells = Cells((tab(Risk, [{}], "risks-a.xlsx"), tab(Risk, [{"id": "R2"}], "risks-b.xlsx")))
    rows = checked(cells, ALONE).facts.of(Risk)
    assert [(row.id, row.places["id"].file) for row in rows] == [("R1", "risks-a.xlsx"), ("R2", "risks-b.xlsx")]


def test_the_profile_is_read_wherever_its_fields_stand() -> None:
    fields = tab(Profile, [{}]).rows
    rows = (("Profile",), (), (None, "Field", "Help", "Value"), *((None, f, "as you know it", v) for f, v in fields))
    found = checked(Cells((Tab("account.xlsx", "Profile", rows),)), (Profile,))
    profile = found.facts.one(Profile)
    assert profile is not None
    assert (profile.name, profile.places["name"].cell) == ("Northwind Ferries", "D5")
    assert not found.problems


def test_the_profile_may_be_written_like_a_form() -> None:
    rows = (("Account id:", "northwind"), ("Name :", "Northwind"), ("Industry: *", "Ferries"))
    found = checked(Cells((Tab("account.xlsx", "Profile", rows),)), (Profile,))
    assert not found.problems
    assert found.facts.of(Profile)[0].industry == "Ferries"


def test_a_field_of_peoples_own_in_the_profile_is_kept() -> None:
    rows = (*tab(Profile, [{}]).rows, ("Nickname", "the ferries"))
    profile = checked(Cells((Tab("account.xlsx", "Profile", rows),)), (Profile,)).facts.one(Profile)
    assert profile is not None
    assert profile.own["Nickname"].text == "the ferries"


def test_a_profile_of_another_account_is_a_problem() -> None:
    problem = only(checked(sound(given={Profile: [{"account_id": "southwind"}]})).problems)
    assert (problem.code, problem.place.cell) == ("account-id", "B1")


def test_a_second_profile_is_a_problem_at_its_tab() -> None:
    cells = sound()
    empty = {column.name: None for column in Profile.columns if not column.identifies}
    second = tab(Profile, [{**empty, "name": "Northwind Lines"}], "other.xlsx")
    problem = only(checked(replace(cells, tabs=(*cells.tabs, second))).problems)
    assert (problem.code, problem.place) == ("tab-twice", Place("other.xlsx", "Profile"))


def test_an_account_without_a_profile_has_that_one_problem() -> None:
    assert only(checked(Cells()).problems).code == "profile-missing"
    assert only(checked(sound(given={Profile: []})).problems).code == "profile-missing"


def test_an_account_of_a_profile_alone_is_in_order() -> None:
    found = checked(Cells((tab(Profile, [{}]), tab(TeamMember, []))), ACCOUNT)
    assert not found.problems
    assert not found.gaps


def test_a_cell_error_in_a_field_of_peoples_own_is_a_problem() -> None:
    cells = changed(sound(), Progress, 1, 4, ExcelError("#DIV/0!"))
    assert only(checked(cells).problems).code == "excel-error"


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [("owner", "owner", 0), ("onwer", "owner", 1), ("owners", "owner", 1), ("start", "state", 2), ("", "abc", 3)],
)
def test_letters_that_were_changed_are_counted(one: str, other: str, letters: int) -> None:
    assert distance(one, other) == distance(other, one) == letters
