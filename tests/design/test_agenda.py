"""The agenda of a joint workshop: what is not agreed, asks of both sides apart, what is open; or that there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.analyse import analyse
from pipeline.columns import Row
from pipeline.compose import compose
from pipeline.documents import DOCUMENTS
from pipeline.flows.pack import vocabulary
from pipeline.render import render
from pipeline.settings import Settings
from pipeline.sheets.account import Ask, Profile
from pipeline.sheets.goals import Goal
from pipeline.sheets.people import Person
from pipeline.sheets.performance import Feedback, Measure
from pipeline.workspace import SHIPPED
from tests.design.said import document, words_of_document
from tests.filled import filled

AGENDA = next(kind for kind in DOCUMENTS if kind.name == "agenda")
WORDING = SHIPPED / "templates" / "wording.en.j2"
NBSP = "\u00a0"
Sheets = Mapping[type[Row], Sequence[Mapping[str, Any]]]


def agenda(sheets: Sheets) -> bytes:
    """The agenda of an account with these rows."""
    figures = analyse(filled({Profile: [{}], **sheets}), Settings(company="Halden"))
    template = SHIPPED / "templates" / AGENDA.template
    return render(AGENDA, template, WORDING, vocabulary(), compose(figures)).data


def tables(sheets: Sheets) -> dict[str, list[list[str]]]:
    """The rows of each table of the agenda, without its headings, by the first heading; the last of each is kept."""
    made = [table for table in document(agenda(sheets)).tables if len(table.columns) > 2]
    return {
        table.rows[0].cells[0].text: [[cell.text.replace(NBSP, " ") for cell in row.cells] for row in table.rows[1:]]
        for table in made
    }


def test_a_goal_and_a_measure_stand_there_until_the_customer_agrees() -> None:
    agreed, open_one = {"id": "G1"}, {"id": "G2", "goal": "Fewer late ships", "agreed_on": None}
    measures = [{"id": "M1"}, {"id": "M2", "measure": "Late ships", "agreed_by_customer": None}]
    found = tables({Goal: [agreed, open_one], Measure: measures})
    assert [row[0] for row in found["Goal"]] == ["Fewer late ships"]
    assert [(row[0], row[3]) for row in found["Measure"]] == [
        ("Late ships", f"Us: {Measure.agreed_by_us.example}; customer: To confirm")
    ]


def test_asks_of_the_customer_stand_apart_from_those_inside() -> None:
    open_ones = [
        {"id": "K1", "ask": "An early fleet plan", "directed_at": "client", "outcome": "open", "outcome_date": None},
        {"id": "K2", "ask": "Two engineers", "directed_at": "management", "outcome": "open", "outcome_date": None},
    ]
    made = document(agenda({Ask: open_ones}))
    asked = [[row.cells[0].text for row in table.rows[1:]] for table in made.tables if table.cell(0, 0).text == "Ask"]
    assert asked == [["An early fleet plan"], ["Two engineers"]]


def test_what_the_customer_said_and_nobody_follows_up_has_a_name() -> None:
    row = {"kind": "complaint", "said": "Late again", "person": "P1", "follow_up": None, "day": date(2026, 9, 1)}
    found = tables({Person: [{"id": "P1", "name": "Ann Lee"}], Feedback: [row]})
    assert found["Day"] == [["1 Sept 2026", "Ann Lee", "Late again"]]


def test_where_nothing_is_open_the_agenda_says_so_and_leaves_room_to_write() -> None:
    words = words_of_document(agenda({}))
    for said in (
        "The customer has agreed to every open goal that is not ours alone.",
        "Both sides have agreed to every measure, or none is given yet.",
        "No claim of value waits too long for a confirmation.",
        "No plan was made with an executive yet: ask each of them today.",
        "We ask nothing of the customer at present.",
        "Nothing is asked inside at present.",
        "No promise is past its day.",
        "No complaint is without a follow-up.",
    ):
        assert said in words
    assert not [text for text in words if "{{" in text or "{%" in text]
    assert tables({})["What"] == [[""] * 4] * 6


def test_the_steps_take_the_time_that_the_heading_says() -> None:
    assert sum(int(row[0]) for row in tables({})["Minutes"]) == 180


def test_every_page_says_that_it_is_internal() -> None:
    assert "Northwind Ferries · 2026-Q3INTERNAL - not for the client" in words_of_document(agenda({}))
