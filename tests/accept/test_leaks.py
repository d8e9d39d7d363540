"""No internal cell of an account stands anywhere in the bytes of the workbook that its client gets."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from pipeline import client_actions
from pipeline.client_actions import PARTS, Part
from pipeline.columns import Column
from pipeline.compose.client_actions import handout
from pipeline.facts import Facts
from pipeline.render import excel_client
from pipeline.render.excel_client import draw_client_actions
from pipeline.restrict import restrict
from pipeline.settings import Settings
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.performance import Measure
from pipeline.workspace import SHIPPED
from tests.canaries import INTERNAL, OWN, canary, leaked, others, planted
from tests.client import COLUMNS
from tests.generated import generated
from tests.office import SHARED_TOOLS, findings, requires_ooxml_check

LEAK_CHECK = SHARED_TOOLS / "leak_check.py"
WORDING = SHIPPED / "templates" / "wording.client.en.j2"
SEEDS = range(50)
LOOKED_INTO = range(6)  # by the slow search, which knows more spellings
requires_leak_check = pytest.mark.skipif(
    not LEAK_CHECK.is_file(), reason="the shared leak check does not stand beside this checkout"
)


def drawn(facts: Facts) -> bytes:
    rendered, _ = draw_client_actions(handout(restrict(facts)), WORDING, Settings(), facts.as_of)
    return rendered.data


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of many accounts whose internal cells are canaries."""
    folder = tmp_path_factory.mktemp("clients")
    for seed in SEEDS:
        (folder / f"{seed}.xlsx").write_bytes(drawn(planted(generated(seed).facts)))
    return folder


def test_every_row_that_is_shared_is_in_some_file(files: Path) -> None:
    """The search below has something to search."""
    sizes = [sum(len(restrict(generated(seed).facts).of(part.sheet)) for part in PARTS) for seed in SEEDS]
    assert sum(sizes) > len(SEEDS)
    assert len(list(files.iterdir())) == len(SEEDS)


def test_no_internal_cell_stands_in_a_file_unzipped(files: Path) -> None:
    for path in files.iterdir():
        data = path.read_bytes()
        assert leaked(data, INTERNAL) == []
        assert others(data) == []


@requires_leak_check
def test_the_leak_check_finds_no_internal_cell(files: Path, tmp_path: Path) -> None:
    words = tmp_path / "canaries.txt"
    said = [canary(column) for column in INTERNAL]
    words.write_text("\n".join([OWN, *(str(one) for one in said if not isinstance(one, float))]))
    numbers = [part for one in said if isinstance(one, float) for part in ("--number", str(one))]
    looked_into = [str(files / f"{seed}.xlsx") for seed in LOOKED_INTO]
    done = subprocess.run(
        [sys.executable, str(LEAK_CHECK), *looked_into, "--canary-file", str(words), *numbers],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


MUTATED = [Goal.achievable, Goal.serves_ours, Action.agreed_in, Action.first_due, Measure.green_from]


@pytest.mark.parametrize("column", MUTATED, ids=repr)
@pytest.mark.parametrize("marked", [True, False])
def test_a_column_wrongly_marked_as_shared_is_found(
    column: Column[Any], marked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is only put on a tab, and not marked, shows nothing: the facts that the tab is drawn from lack it."""
    parts = tuple(_with(part, column) for part in PARTS)
    for module in (client_actions, excel_client, sys.modules[handout.__module__]):
        monkeypatch.setattr(module, "PARTS", parts)
    monkeypatch.setattr(column, "client", marked)
    monkeypatch.setattr(excel_client.Printer, "label", lambda _, key: key)
    found = [leaked(drawn(planted(generated(seed).facts)), [column]) for seed in range(12)]
    assert any(found) is marked


def _with(part: Part, column: Column[Any]) -> Part:
    return replace(part, columns=(*part.columns, column)) if column.row_type is part.sheet else part


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.sheet.tab)
def test_a_tab_shows_only_columns_that_the_contract_opens(part: Part) -> None:
    assert {column.name for column in part.columns} <= COLUMNS[part.sheet]
    assert part.open <= set(part.columns)


def test_what_was_not_restricted_is_refused() -> None:
    with pytest.raises(ValueError, match="restricted facts alone"):
        handout(generated(1).facts)


def test_nothing_is_hidden_in_the_file_and_the_same_rows_make_the_same_bytes() -> None:
    facts = generated(3).facts
    data = drawn(facts)
    assert data == drawn(facts)
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        book = package.read("xl/workbook.xml").decode()
        tabs = [package.read(name).decode() for name in names if "worksheets/sheet" in name]
    assert not [n for n in names if "custom" in n or "comments" in n or "media" in n or "printerSettings" in n]
    assert "definedName" not in book
    assert "hidden" not in book
    assert not [tab for tab in tabs if "hidden=" in tab]
    assert all("<sheetProtection" in tab for tab in tabs)


@requires_ooxml_check
def test_the_file_is_as_the_schema_says(files: Path) -> None:
    assert findings([files / f"{seed}.xlsx" for seed in range(4)]) == []
