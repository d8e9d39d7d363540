"""The relationship plans: a page for each executive, with a plan or without; what is overdue, and what is not known."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from docx.oxml.ns import qn

from pipeline.analyse import analyse, declarations
from pipeline.columns import Row
from pipeline.compose import compose, composed
from pipeline.design import relationships
from pipeline.design.words import read_words
from pipeline.documents import DOCUMENTS
from pipeline.render import render
from pipeline.settings import Settings
from pipeline.sheets.account import Profile
from pipeline.sheets.goals import Action
from pipeline.sheets.people import Interaction, Person, RelationshipPlan
from pipeline.sheets.performance import Feedback
from pipeline.tags import registry
from pipeline.workspace import SHIPPED
from tests.design.said import document
from tests.filled import AS_OF, filled

TEMPLATES = SHIPPED / "templates"
(KIND,) = (kind for kind in DOCUMENTS if kind.name == "relationships")
ADA: dict[str, Any] = {
    "id": "P1", "name": "Ada Lund", "title": "Chief executive", "role": "approver", "influence": 5, "now": 3,
    "target": 4, "owner": "Jo Berg", "last_contact": AS_OF - timedelta(100), "contact_every": 90,
}  # fmt: skip
BEN = {**ADA, "id": "P2", "name": "Ben Moe", "target": 3, "influence": 4, "reports_to": "P1"}
PLAN: dict[str, Any] = {
    "person": "P1", "status": "agreed", "agreed_on": date(2026, 2, 18), "review_every": 3,
    "last_reviewed": AS_OF - timedelta(120), "been": "Met in 2019.", "want": "Called first.",
}  # fmt: skip


def made(**sheets: Any) -> Any:
    """The document of an account with these rows, opened."""
    tabs: dict[str, type[Row]] = {
        tab.__name__: tab for tab in (Person, RelationshipPlan, Action, Interaction, Feedback)
    }
    rows = {Profile: [{}], **{tabs[name]: list(given) for name, given in sheets.items()}}
    pages = compose(analyse(filled(rows), Settings(company="Halden")))
    known = registry(declarations().values(), composed())
    data = render(KIND, TEMPLATES / KIND.template, TEMPLATES / "wording.en.j2", known, pages).data
    return document(data)


@cache
def two() -> Any:
    """One executive with a plan whose review, contact and action are overdue, and one without a plan."""
    late = {"id": "A1", "activity": "Send the fleet plan", "person": "P1", "status": "open"}
    return made(
        Person=[ADA, BEN],
        RelationshipPlan=[PLAN],
        Action=[{**late, "due": AS_OF - timedelta(4), "first_due": None, "repeats": None, "done_on": None}],
        Feedback=[{"person": "P1", "day": date(2026, 9, 1), "said": "Answer faster."}],
    )


def texts(made: Any) -> list[str]:
    """Every paragraph with ordinary spaces, those in tables too."""
    found = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in made.element.body.iter(qn("w:p")))
    return [text.replace("\u00a0", " ") for text in found if text]


def headings(made: Any) -> list[tuple[int, str, bool]]:
    """Level, words, and whether a page begins there."""
    return [
        (int(p.style.name[-1]), p.text, bool(p.paragraph_format.page_break_before))
        for p in made.paragraphs
        if p.style.name.startswith("Heading")
    ]


def page_of(made: Any, name: str) -> str:
    """The words from one executive's heading to the next one's."""
    all_ = texts(made)
    begin = next(n for n, text in enumerate(all_) if text.startswith(f"{name}, ") and ": " in text)
    end = next((n for n in range(begin + 1, len(all_)) if re.match(r".*, Chief executive: ", all_[n])), len(all_))
    return "\n".join(all_[begin:end])


def test_each_executive_begins_a_page_whose_title_says_how_the_plan_stands() -> None:
    tops = [(words, new_page) for level, words, new_page in headings(two()) if level == 1]
    assert tops[1:] == [
        ("Ada Lund, Chief executive: review of the plan overdue", True),
        ("Ben Moe, Chief executive: no plan yet", True),
    ]
    assert not tops[0][1]


def test_headings_never_jump_a_level() -> None:
    levels = [level for level, _, _ in headings(two())]
    assert levels[0] == 1
    assert set(levels) == {1, 2}


def test_what_is_overdue_says_so_and_by_how_much() -> None:
    said = page_of(two(), "Ada Lund")
    assert "The review was due on 17 Sept 2026 and is overdue by 28 days." in said
    assert "The next one was due by 5 Oct 2026 and is overdue by 10 days." in said
    assert "11 Oct 2026, overdue by 4 days" in said
    assert "Met in 2019." in said
    assert "Answer faster." in said
    assert "Next review" not in said
    assert "Next contact" not in said


def test_one_without_a_plan_has_room_to_settle_one_and_nothing_is_invented() -> None:
    said = page_of(two(), "Ben Moe")
    assert "Relationship 3 regular, to be kept." in said
    assert "Reports to Ada Lund." in said
    assert "No relationship plan was made with Ben Moe yet." in said
    assert "To settle with Ben Moe" in said
    assert "Agreed with the executive" not in said
    assert "No open action concerns this executive." in said
    assert "Nothing of theirs stands on the tab Feedback of performance.xlsx yet." in said


@pytest.mark.parametrize(
    ("plan", "title", "said"),
    [
        ({"agreed_on": None, "status": "draft"}, "plan not agreed with them", "Not agreed with the executive yet."),
        ({"status": "paused"}, "plan paused", "The plan is paused."),
        ({"status": "ended", "why_ended": "left the board"}, "plan ended", "The plan was ended (left the board)."),
        ({"last_reviewed": AS_OF, "review_every": 1}, "plan agreed", "Reviewed every month, last on 15 Oct 2026."),
        ({"last_reviewed": None, "review_every": None}, "plan agreed", "How often it is reviewed is to confirm."),
    ],
)
def test_each_state_of_a_plan_is_said(plan: dict[str, Any], title: str, said: str) -> None:
    page = page_of(made(Person=[ADA], RelationshipPlan=[{**PLAN, **plan}]), "Ada Lund")
    assert page.startswith(f"Ada Lund, Chief executive: {title}\n")
    assert said in page


def test_what_nobody_filled_in_is_to_confirm() -> None:
    bare = {name: None for name in ADA if name not in ("id", "name", "role")}
    page = texts(made(Person=[{**bare, "id": "P1", "name": "Ada Lund", "role": "approver"}], RelationshipPlan=[]))
    said = "\n".join(page)
    assert "Relationship to confirm, target to confirm." in said
    assert "None of us owns this relationship yet." in said
    assert "No contact is recorded yet." in said


@pytest.mark.parametrize(
    ("number", "said"), [(8, None), (9, "And one earlier, on "), (12, "And 4 earlier ones, since ")]
)
def test_the_newest_contacts_are_listed_and_how_many_stand_before_them(number: int, said: str | None) -> None:
    met = [{"day": AS_OF - timedelta(n + 1), "people": "P1", "topic": f"Topic {n}."} for n in range(number)]
    page = page_of(made(Person=[ADA], RelationshipPlan=[PLAN], Interaction=met), "Ada Lund")
    assert [f"Topic {n}." in page for n in range(number)] == [n < 8 for n in range(number)]
    assert ("earlier" in page) is (said is not None)
    assert said is None or f"{said}{'6 Oct' if number == 9 else '3 Oct'} 2026." in page


def test_without_an_executive_there_is_one_page_that_says_what_to_fill_in() -> None:
    empty = made()
    assert [level for level, _, _ in headings(empty)].count(1) == 1
    assert (
        "No executive is registered yet: the plans made with them go on the tab Relationship plans of people.xlsx."
        in (texts(empty))
    )


def test_words_that_stand_for_no_row_have_the_width_of_their_table() -> None:
    rows = [row for table in document(relationships.draw(read_words("en"))).tables for row in table.rows]
    wide = [row.cells[0].text for row in rows if len(row._tr.tc_lst) == 1]
    assert wide == [read_words("en")(f"relationships.{key}") for key in ("no_action", "no_contact", "nothing_told")]
