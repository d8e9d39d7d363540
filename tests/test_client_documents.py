"""The client's documents in a pack: which there are, how they are named, when they are made anew, what is not made."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from pipeline.documents import DOCUMENTS, Document, names_file
from pipeline.flows.build import Order, State, build_account, last_pack
from pipeline.flows.client import client_of
from pipeline.flows.index import write_index
from pipeline.flows.packs import packs_of
from pipeline.settings import Settings
from pipeline.sheets.account import Profile
from pipeline.sheets.goals import Goal
from pipeline.sheets.people import Person, RelationshipPlan
from pipeline.workspace import SHIPPED, Workspace
from tests.conftest import example_workspace, order_of
from tests.filled import AS_OF, filled

WORKSPACE = Workspace(SHIPPED, Settings(company="Halden Systems"))
BY_NAME = {document.name: document for document in DOCUMENTS}
PLAN, RELATIONSHIP = BY_NAME["client-plan"], BY_NAME["client-relationship"]
SHARED = {"share": "yes", "whose": "mutual"}
AGREED = {"status": "agreed"}


def only(order: Order, *names: str) -> Order:
    """An order of these documents alone."""
    return replace(order, documents=tuple(BY_NAME[name] for name in names))


def text(data: bytes) -> str:
    """The words of a Word file's parts."""
    with ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.startswith("word/")]
    return "\n".join(re.sub(r"<[^>]+>", "", part) for part in parts if "<w:" in part)


@pytest.mark.parametrize(
    ("document", "person", "name"),
    [
        (BY_NAME["plan"], "", "acme-plan-2026-Q3.docx"),
        (PLAN, "", "client/acme-client-plan-2026-Q3.docx"),
        (RELATIONSHIP, "P-1", "client/acme-client-relationship-P-1-2026-Q3.docx"),
    ],
)
def test_a_file_s_name_is_known_again(document: Document, person: str, name: str) -> None:
    assert document.file_name("acme", "2026-Q3", person) == name
    for other in DOCUMENTS:
        assert other.person_of(name, "acme", "2026-Q3") == (person if other is document else None)
        assert other.person_of(name, "acme", "2026-Q2") is None
        assert other.person_of(name, "acm", "2026-Q3") is None


def test_ids_that_would_lead_out_of_the_folder_name_no_file() -> None:
    assert all(map(names_file, ("P1", "P-1", "P.1", "p_1")))
    assert not any(map(names_file, ("P/1", "../P1", ".P1", "/etc")))


def test_an_executive_has_a_page_of_their_own_with_nothing_of_others() -> None:
    people = [{"id": f"P{n}", "name": f"Person {word}"} for n, word in enumerate(("One", "Two", "Three"), 1)]
    plans = [
        {**AGREED, "person": "P1", "been": "QZFIRSTQZ"}, {**AGREED, "person": "P2", "been": "QZSECONDQZ"},
        {"person": "P3", "status": "draft", "been": "QZDRAFTQZ"},
    ]  # fmt: skip
    client = client_of(filled({Profile: [{}], Person: people, RelationshipPlan: plans}), WORKSPACE)
    made = {person: text(one.data) for person, one in client.draw(RELATIONSHIP).items()}
    assert list(made) == ["P1", "P2"]
    assert "QZFIRSTQZ" in made["P1"]
    assert "Working together: Person One" in made["P1"]
    assert not re.search("QZSECONDQZ|QZDRAFTQZ|Person Two|Person Three", made["P1"])
    assert not re.search("QZFIRSTQZ|QZDRAFTQZ|Person One|Person Three", made["P2"])


def test_nobody_who_left_and_no_id_that_names_no_file_has_a_page() -> None:
    people = [{"id": "P1", "left_on": AS_OF}, {"id": "P/2"}, {"id": "P3"}, {"id": "p3"}]
    plans = [{**AGREED, "person": str(person["id"])} for person in people]
    client = client_of(filled({Profile: [{}], Person: people, RelationshipPlan: plans}), WORKSPACE)
    assert list(client.draw(RELATIONSHIP)) == ["P3"]
    assert client.told == [
        "client-relationship is not made for P/2: a file can't be named after the id",
        "client-relationship is not made for p3: a file can't be named after the id",
    ]


def test_where_nothing_is_shared_no_plan_and_no_review_is_made_which_is_told() -> None:
    client = client_of(filled({Profile: [{}], Goal: [{"share": None}]}), WORKSPACE)
    assert [client.draw(document) for document in DOCUMENTS if document.for_client and document.template] == [{}] * 3
    assert client.told == [
        f"{name} is not made: no row of Goals, Actions, Measures, Value, Asks is shared with the client"
        for name in ("client-plan", "client-review")
    ]
    assert list(client.draw(BY_NAME["client-actions"])) == [""]


def test_one_shared_goal_makes_a_plan_that_says_so() -> None:
    client = client_of(filled({Profile: [{}], Goal: [SHARED]}), WORKSPACE)
    said = text(client.draw(PLAN)[""].data)
    assert "We work on one goal together" in said
    assert "Turn a ferry round in 90 minutes" in said
    assert "None" not in said


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Nous travaillons"), ("FR-be", "Nous"), ("de", "We work"), (None, "We")]
)
def test_the_language_is_that_of_client_editions_or_english(language: str | None, said: str) -> None:
    client = client_of(filled({Profile: [{"language": language}], Goal: [SHARED]}), WORKSPACE)
    assert said in text(client.draw(PLAN)[""].data)


def test_a_language_without_a_template_is_not_mixed(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    shutil.copy(SHIPPED / "templates" / "wording.client.fr.j2", tmp_path / "templates" / "wording.client.de.j2")
    client = client_of(filled({Profile: [{"language": "de"}], Goal: [SHARED]}), Workspace(tmp_path, Settings()))
    assert "We work on one goal together" in text(client.draw(PLAN)[""].data)


def test_only_some_documents_then_all_then_unchanged(tmp_path: Path) -> None:
    workspace = example_workspace(tmp_path)
    order, folder = order_of(workspace), workspace.outputs("2026-Q3") / "kestrel"
    some = build_account(only(order, "client-plan", "client-relationship"), "kestrel")
    assert (some.state, some.files) == (State.BUILT, ("client/kestrel-client-plan-2026-Q3.docx",))
    again = build_account(only(order, "client-plan", "client-relationship"), "kestrel")
    assert (again.state, again.files) == (State.UNCHANGED, some.files)
    more = build_account(only(order, "client-plan", "client-actions", "client-relationship"), "kestrel")
    assert more.state is State.BUILT
    assert build_account(only(order, "client-plan", "client-relationship"), "kestrel").state is State.UNCHANGED
    (folder / some.files[0]).unlink()
    assert build_account(only(order, "client-plan", "client-relationship"), "kestrel").state is State.BUILT


def test_a_page_goes_when_its_plan_is_no_longer_agreed_and_the_index_links_what_there_is(tmp_path: Path) -> None:
    workspace = example_workspace(tmp_path)
    order = only(order_of(workspace), "client-plan", "client-relationship")
    folder = workspace.outputs("2026-Q3") / "calder"
    pages = ["client/calder-client-relationship-P1-2026-Q3.docx", "client/calder-client-relationship-P3-2026-Q3.docx"]
    first = build_account(order, "calder")
    assert list(first.files[1:]) == pages
    path = workspace.inputs("calder") / "people.xlsx"
    book = openpyxl.load_workbook(path)
    tab = book["Relationship plans"]
    row = next(row for row in tab.iter_rows() if row[0].value == "P3")
    next(cell for cell in row if cell.value == "agreed").value = "paused"
    book.save(path)
    then = build_account(order, "calder")
    assert (then.state, list(then.files[1:])) == (State.BUILT, pages[:1])
    assert not (folder / pages[1]).exists()
    pack = last_pack(folder)
    assert pack is not None
    assert pack.documents == ["client-plan", "client-relationship"]
    page = write_index(order, packs_of(order, {})).read_text(encoding="utf-8")
    assert f'href="calder/{pages[0]}"' in page
    assert ">Relationship plan, for P1</a>" in page
    assert pages[1] not in page
