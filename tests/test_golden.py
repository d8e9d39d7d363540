"""Each example account says what its golden text says; `python -m tests.golden` writes the texts anew."""

from pathlib import Path

import pytest

from pipeline.documents import PORTFOLIO
from tests.conftest import example_workspace
from tests.golden.texts import FOLDER, path_of, text_of, text_of_portfolio

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
