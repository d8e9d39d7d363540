"""Each example account says what its golden text says; `python -m tests.golden` writes the texts anew."""

import re
from pathlib import Path

import pytest

from pipeline.documents import PORTFOLIO
from pipeline.workspace import Workspace
from tests.conftest import example_workspace
from tests.golden import documents
from tests.golden.texts import FOLDER, path_of, text_of, text_of_portfolio

pytestmark = pytest.mark.xdist_group("example")
ACCOUNTS = ("brightwell", "calder", "kestrel", "meridian", "pelagia")


@pytest.mark.parametrize("account", ACCOUNTS)
def test_figures_and_findings_say_what_they_said(account: str, tmp_path: Path) -> None:
    said = text_of(example_workspace(tmp_path), account)
    assert said.splitlines() == path_of(account).read_text(encoding="utf-8").splitlines()


def test_the_portfolio_says_what_it_said(tmp_path: Path) -> None:
    said = text_of_portfolio(example_workspace(tmp_path))
    assert said.splitlines() == path_of(PORTFOLIO).read_text(encoding="utf-8").splitlines()


def test_each_example_account_has_a_golden_text_and_no_other() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == sorted((*ACCOUNTS, PORTFOLIO))


@pytest.mark.parametrize("account", [*ACCOUNTS, PORTFOLIO])
def test_a_golden_text_says_each_tag_once_and_nothing_unfilled(account: str) -> None:
    lines = path_of(account).read_text(encoding="utf-8").splitlines()
    tags = [line.partition(": ")[0] for line in lines]
    assert len(set(tags)) == len(tags)
    assert all(line.partition(": ")[2] and "  " not in line and "{{" not in line for line in lines)


@pytest.mark.parametrize("pack", [*ACCOUNTS, PORTFOLIO])
def test_every_file_of_a_pack_says_what_it_said(whole: Workspace, pack: str) -> None:
    said = dict(documents.texts_of(whole, pack))
    kept = {path for path in (documents.FOLDER / pack).rglob("*") if path.is_file()}
    assert sorted(said) == sorted(kept)
    for path, text in said.items():
        assert text.splitlines() == path.read_text(encoding="utf-8").splitlines(), path.name


def test_the_index_page_says_what_it_said(whole: Workspace) -> None:
    path, text = documents.index_of(whole)
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("pack", [*ACCOUNTS, PORTFOLIO])
def test_no_file_says_what_only_a_program_says(pack: str) -> None:
    # Risks stand apart in a heat map's field: "R5 ↑  R2 ↑".
    odd = re.compile(
        r"\b(nan|NaT|Undefined|True|False|None(?! [a-z]))\b|\{\{|\}\}|\{%|  (?!R\d)|[,;:]{2}|\.\.|\s[,;.:!?](\s|$)|\(\)"
    )
    found = []
    for path in sorted((documents.FOLDER / pack).rglob("*.txt")):
        lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        found += [f"{path.name}, line {number}: {line}" for number, line in lines if odd.search(line)]
    assert found == []
