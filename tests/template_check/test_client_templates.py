"""A template for the client that asks for what no client may see is refused, by the check and by the build."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pipeline.documents import DOCUMENTS, is_for_client
from pipeline.flows.client import client_of, client_vocabulary
from pipeline.flows.templates_check import check_templates, with_parts
from pipeline.problems import PipelineError
from pipeline.render.compile import WrongTemplate, compile_template
from pipeline.settings import Settings
from pipeline.sheets.goals import Goal
from pipeline.tags import Tag
from pipeline.workspace import SHIPPED, Workspace
from tests.filled import filled
from tests.render.laden import closed, opened
from tests.template_check.faulty import alt, box, deck, document, header, notes, said

DAY = date(2026, 10, 15)
# What is typed, and the name that is told.
INTERNAL = (
    ("{{ health.score }}", "health.score"),
    ("{{ goals.headline }}", "goals.headline"),
    ("{{ goals.table }}", "goals.table"),
    ("{{ finance.margin }}", "finance.margin"),
    ("{{ account.confidentiality }}", "account.confidentiality"),
    ("{{ account.sources }}", "account.sources"),
    ("{{ people.agreed_plans | length }} {{ changes.since }}", "changes.since"),
    ("{% if risks.open_count %}x{% endif %}", "risks.open_count"),
    ("{% for person in people.key %}{{ person.name }}{% endfor %}", "people.key"),
    ("{% for line in account.source_ranges %}{{ line.file }}{% endfor %}", "account.source_ranges"),
)
PARTS = (
    ("{% for goal in goals.open %}{{ goal.serves_ours }}{% endfor %}", "goal.serves_ours"),
    ("{% for ask in asks.open %}{{ ask.if_refused }}{% endfor %}", "ask.if_refused"),
    ("{% for one in scorecard.measures %}{{ one.verdict }}{% endfor %}", "one.verdict"),
)
OWN = ('{% for goal in goals.open %}{{ goal.own["Our own"] }}{% endfor %}', "goal.own")
LAWFUL = (
    "{{ account.name }} {{ goals.shared_open_count }} {{ client.goals_headline }}",
    "{{ client.goals_table }}",
    "{% for goal in goals.open %}{{ goal.goal }} {{ goal.attainment }}{% endfor %}",
    "{% for plan in people.agreed_plans %}{{ plan.name }}{% endfor %}",
)


def seen(data: bytes) -> bytes:
    """A template of the tests with tags that a client may see in the places of those that none may."""
    parts = {
        name: part.replace(b"finance.headline", b"client.goals_headline").replace(
            b"account.confidentiality }} ", b"account.company }} "
        )
        for name, part in opened(data).items()
    }
    return closed(parts)


PLACES: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "paragraph": ("client-plan.docx", lambda typed: seen(document(said(typed)))),
    "header": ("client-relationship.docx", lambda typed: seen(document(header(typed)))),
    "French": ("client-plan.fr.docx", lambda typed: seen(document(said(typed)))),
    "box": ("client-review.pptx", lambda typed: seen(deck(box(typed)))),
    "notes": ("client-review.pptx", lambda typed: seen(deck(notes(typed)))),
    "alternative text": ("client-review.fr.pptx", lambda typed: seen(deck(alt(typed)))),
}


def workspace(folder: Path, name: str, data: bytes) -> Workspace:
    """A workspace whose own template is this."""
    (folder / "templates").mkdir()
    (folder / "templates" / name).write_bytes(data)
    return Workspace(folder, Settings(company="Halden Systems"))


def faults(place: Workspace) -> list[tuple[str, str]]:
    """What the check of the templates says stops a pack: the code and what was found."""
    checks = check_templates(place, (), DAY, mark=False)
    return [(problem.code, problem.found) for checked in checks for problem in checked.wrong]


@cache
def tags() -> Mapping[str, Tag]:
    """The tags as the check knows them, each list with what its lines know."""
    return with_parts(client_vocabulary(), client=True)


def refused(name: str, data: bytes) -> list[tuple[str, str]]:
    """What a template's tags are refused for: the code and what was found."""
    try:
        compile_template(data, name, tags(), for_client=True)
    except WrongTemplate as wrong:
        return [(problem.code, problem.found) for problem in wrong.problems]
    return []


def build(place: Workspace, name: str) -> None:
    """Fill the template for a client."""
    (document,) = (one for one in DOCUMENTS if one.template == name.replace(".fr.", "."))
    client_of(filled({Goal: [{"share": "yes", "whose": "mutual", "serves_ours": "QZSERVESQZ"}]}), place).draw(document)


@pytest.mark.parametrize("where", PLACES)
def test_an_internal_tag_is_named_wherever_it_stands(where: str) -> None:
    name, made = PLACES[where]
    found = refused(name, made("{{ health.score }}"))
    assert [code for code, _ in found] == ["internal-tag"]
    assert "health.score is internal: no client may see it" in found[0][1]


@pytest.mark.parametrize(("typed", "told"), [*INTERNAL, *PARTS, OWN], ids=lambda text: text[:30])
def test_the_check_refuses_what_is_internal(typed: str, told: str) -> None:
    found = refused("client-plan.docx", seen(document(said(typed))))
    assert {code for code, _ in found} == {"internal-tag"}
    assert told in found[0][1]
    assert "internal: no client may see it" in found[0][1]


@pytest.mark.parametrize(("typed", "told"), INTERNAL, ids=lambda text: text[:30])
def test_the_build_refuses_what_is_internal(typed: str, told: str, tmp_path: Path) -> None:
    place = workspace(tmp_path, "client-plan.docx", seen(document(said(typed))))
    with pytest.raises(PipelineError, match=f"{told} is internal: no client may see it"):
        build(place, "client-plan.docx")


def test_the_build_refuses_to_print_an_internal_part_of_a_line(tmp_path: Path) -> None:
    place = workspace(tmp_path, "client-plan.docx", seen(document(said(PARTS[0][0]))))
    with pytest.raises(PipelineError, match=r"paragraph \d: .*serves_ours is internal: no client may see it"):
        build(place, "client-plan.docx")


@pytest.mark.parametrize("typed", LAWFUL, ids=lambda text: text[:30])
def test_what_a_client_may_see_is_let_through(typed: str, tmp_path: Path) -> None:
    data = seen(document(said(typed)))
    assert refused("client-plan.docx", data) == []
    build(workspace(tmp_path, "client-plan.docx", data), "client-plan.docx")


def test_an_internal_template_may_not_use_the_client_s_own_blocks(tmp_path: Path) -> None:
    found = faults(workspace(tmp_path, "plan.docx", document(said("{{ client.goals_table }}"))))
    assert [code for code, _ in found] == ["unknown-tag"]


def test_the_command_knows_the_client_s_templates_and_wording(tmp_path: Path) -> None:
    place = workspace(tmp_path, "wording.client.fr.j2", b"{% set labels = {} %}\n{% macro client_headline(")
    for name in ("client-review.fr.pptx", "client-plan.docx"):
        made = seen(deck(box(PARTS[0][0])) if name.endswith("pptx") else document(said(PARTS[0][0])))
        (place.root / "templates" / name).write_bytes(made)
    assert sorted(code for code, _ in faults(place)) == ["internal-tag", "internal-tag", "wording"]


def test_which_templates_are_for_the_client() -> None:
    names = ("client-plan.docx", "client-plan.fr.docx", "client-review.pptx", "client-relationship.de.docx")
    assert all(map(is_for_client, names))
    assert not any(map(is_for_client, ("plan.docx", "review.fr.pptx", "tags.docx", "client.docx")))
    assert {path.name for path in (SHIPPED / "templates").glob("client-*")} <= {
        f"{stem}{language}{ending}"
        for stem, ending in (("client-plan", ".docx"), ("client-relationship", ".docx"), ("client-review", ".pptx"))
        for language in ("", ".fr")
    }
