"""No internal cell of an account stands anywhere in the bytes of the files that its client gets, all of them.

The documents are searched as they are shipped, and a document of a workspace's own that prints all that a client may
see: by it a mark wrongly set is found, whichever column it is on.
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest

from pipeline.client_actions import NAME as ACTIONS
from pipeline.columns import Column
from pipeline.documents import DOCUMENTS, Document, Format
from pipeline.figures import INTERNAL as HIDDEN
from pipeline.figures import Figure
from pipeline.flows import client as flow
from pipeline.flows.client import Client, client_of, client_vocabulary
from pipeline.render import render
from pipeline.settings import Settings
from pipeline.sheets.account import Ask, Contract, Message, Profile, Strategy, TeamMember
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.people import RelationshipPlan
from pipeline.sheets.performance import Financial, Measure, Reading, Value
from pipeline.tags import Pages, TagKind
from pipeline.workspace import SHIPPED, Workspace
from tests.canaries import FILE, HIDDEN_ROW, INTERNAL, OWN, canary, leaked, others, planted
from tests.generated import generated
from tests.office import SHARED_TOOLS, findings, requires_ooxml_check

LEAK_CHECK = SHARED_TOOLS / "leak_check.py"
WORKSPACE = Workspace(SHIPPED, Settings(company="Halden Systems"))
SEEDS = range(50)
LOOKED_INTO = range(4)  # by the slow search, which knows more spellings
FOR_CLIENT = [document for document in DOCUMENTS if document.for_client]
EVERYTHING = Document("client-plan", Format.WORD, "client-plan.docx", for_client=True)
# Columns on which a mark would be wrong, of every sheet that a client sees rows of.
MUTATED = [
    Profile.tier, TeamMember.days, Strategy.evidence, Contract.renewal, Message.escalation, Ask.cost, Ask.if_refused,
    Goal.achievable, Goal.serves_ours, Action.priority, Action.agreed_in, Financial.cost_of_sales, Financial.source,
    Measure.green_from, Reading.comment, RelationshipPlan.resources, Value.share,
]  # fmt: skip
requires_leak_check = pytest.mark.skipif(
    not LEAK_CHECK.is_file(), reason="the shared leak check does not stand beside this checkout"
)


@cache
def client(seed: int) -> Client:
    """The client of an account whose internal cells are canaries."""
    return client_of(planted(generated(seed).facts), WORKSPACE)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All files of many accounts' clients."""
    folder = tmp_path_factory.mktemp("clients")
    for seed in SEEDS:
        for document in FOR_CLIENT:
            for person, made in client(seed).draw(document).items():
                (folder / f"{seed}-{document.file_name('x', '2026-Q3', person)[7:]}").write_bytes(made.data)
    return folder


def test_the_search_has_something_to_search(files: Path) -> None:
    names = [path.name for path in files.iterdir()]
    for document in FOR_CLIENT:
        assert sum(f"x-{document.name}" in name for name in names) >= 25, document.name
    assert sum(f"x-{ACTIONS}" in name for name in names) == len(SEEDS)
    assert len(INTERNAL) > 150


def test_no_internal_cell_stands_in_a_file_unzipped(files: Path) -> None:
    for path in files.iterdir():
        data = path.read_bytes()
        assert leaked(data, INTERNAL) == [], path.name
        assert others(data) == [], path.name


@requires_leak_check
def test_the_leak_check_finds_no_internal_cell(files: Path, tmp_path: Path) -> None:
    words = tmp_path / "canaries.txt"
    said = [canary(column) for column in INTERNAL]
    words.write_text("\n".join([OWN, HIDDEN_ROW, FILE, *(str(one) for one in said if not isinstance(one, float))]))
    numbers = [part for one in said if isinstance(one, float) for part in ("--number", str(one))]
    looked_into = [str(path) for path in files.iterdir() if int(path.name.partition("-")[0]) in LOOKED_INTO]
    done = subprocess.run(
        [sys.executable, str(LEAK_CHECK), *looked_into, "--canary-file", str(words), *numbers],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


@requires_ooxml_check
def test_the_files_are_as_the_schema_says(files: Path) -> None:
    chosen = [path for path in files.iterdir() if int(path.name.partition("-")[0]) in LOOKED_INTO]
    assert findings(chosen) == []


def tags(pages: Pages) -> Iterator[str]:
    """The tags of all that a client's template may print of an account."""
    for name, tag in client_vocabulary().items():
        figure = pages.get(name)
        if tag.refused or not isinstance(figure, Figure):
            continue
        if tag.kind is TagKind.VALUE:
            yield f"{{{{ {name} }}}}"
        elif figure.lines:
            line = figure.lines[0]
            known = dict.fromkeys([*(c.name for c in line.row.columns), *line.computed] if line.row else line.computed)
            parts = [part for part in known if all(one[part].reason != HIDDEN for one in figure.lines)]
            said = " ".join(f"{{{{ x.{part} }}}}" for part in parts if not isinstance(line[part].value, tuple))
            yield f"{{% for x in {name} %}}{said}{{% endfor %}}"


def everything(one: Client, folder: Path) -> list[bytes]:
    """Documents that print all that the client, and each of its executives, may see."""
    made = []
    for pages in (one.pages, *(one.pages_of(facts) for facts in one.people.values())):
        template = docx.Document()
        for tag in tags(pages):
            template.add_paragraph(tag)
        buffer = io.BytesIO()
        template.save(buffer)
        path = folder / f"{len(made)}.docx"
        path.write_bytes(buffer.getvalue())
        wording = WORKSPACE.client_wording("en")
        made.append(render(EVERYTHING, path, wording, client_vocabulary(), pages).data)
    return made


def test_all_that_a_template_of_ones_own_may_print_holds_nothing_internal(tmp_path: Path) -> None:
    sizes = 0
    for seed in range(12):
        for data in everything(client(seed), tmp_path):
            assert leaked(data, INTERNAL) == []
            assert others(data) == []
            sizes += len(data)
    assert sizes > 12 * 10_000


@pytest.mark.parametrize("column", [column for column in MUTATED if column in INTERNAL], ids=repr)
def test_a_mark_wrongly_set_is_found(column: Column[Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(column, "client", True)
    hidden = flow.restrict.__globals__
    monkeypatch.setitem(hidden, "HIDDEN", hidden["HIDDEN"] - {column})
    names = {**hidden["HIDDEN_NAMES"]}
    names[column.row_type] = names[column.row_type] - {column.name}
    monkeypatch.setitem(hidden, "HIDDEN_NAMES", names)
    client_vocabulary.cache_clear()
    try:
        for seed in range(30):
            one = client_of(planted(generated(seed).facts), WORKSPACE)
            if any(leaked(data, [column]) for data in everything(one, tmp_path)):
                return
    finally:
        client_vocabulary.cache_clear()
    pytest.fail(f"{column} was marked, and no file shows it")


def test_what_was_not_restricted_is_refused() -> None:
    with pytest.raises(ValueError, match="restricted facts alone"):
        flow.analyse_for_client(generated(1).facts, Settings())
