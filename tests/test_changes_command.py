"""`planpack changes`: which two states are compared, and what is said where one of them is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from tests.conftest import example_workspace


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example workspace: today's workbooks and the packs of the quarter before."""
    return example_workspace(tmp_path_factory.mktemp("changes")).root


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(folder), "changes", *arguments])


def test_the_workbooks_of_today_are_compared_with_the_newest_earlier_pack(folder: Path) -> None:
    done = run(folder, "kestrel")
    assert done.exit_code == 0
    assert done.output.splitlines()[1:3] == [
        "  from the pack of 2026-Q2 (as of 15 Jul 2026)",
        "  to   the workbooks of 2026-Q3 (as of 15 Oct 2026)",
    ]


def test_a_quarter_that_is_not_built_yet_is_compared_by_its_workbooks(folder: Path) -> None:
    assert "  to   the workbooks of 2026-Q3" in run(folder, "kestrel", "--to", "2026-Q3").output


def test_programs_get_the_values_and_the_cells(folder: Path) -> None:
    told = json.loads(run(folder, "brightwell", "--format", "json").stdout)
    assert told["from"]["period"] == "2026-Q2"
    (restated,) = (one for one in told["changes"] if one["sheet"] == "Financials")
    assert (restated["before"], restated["after"]) == (1_452_300, 1_428_550)
    assert restated["cells"] == ["performance.xlsx › Financials › B15"]
    assert told["asks"][0]["state"] == "refused"


def test_what_became_of_last_time_s_asks_stands_at_the_end(folder: Path) -> None:
    assert run(folder, "brightwell").output.splitlines()[-2:] == [
        "What became of last time's asks",
        "  Fund the move of the web shop ahead of signature: refused",
    ]


def test_the_first_pack_has_nothing_to_compare_with(folder: Path) -> None:
    done = run(folder, "kestrel", "--to", "2026-Q2")
    assert (done.exit_code, done.output) == (0, "kestrel: there is no earlier pack to compare with\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "2026-Q1"), "there is no pack of 2026-Q1 of kestrel that can be read; there is 2026-Q2"),
        (("--to", "2026-Q4"), "there is no pack of 2026-Q4 of kestrel that can be read; there is 2026-Q2"),
        (("--from", "2026-Q3"), "--from 2026-Q3 is not before --to 2026-Q3"),
        (("--to", "spring"), "'spring' is not a quarter such as 2026-Q3"),
    ],
)
def test_a_pack_that_is_not_there_is_said_in_one_sentence(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(folder, "kestrel", *arguments)
    assert (done.exit_code, done.output) == (2, f"planpack: {said}\n")


def test_an_earlier_pack_that_is_damaged_is_said_and_passed_over(tmp_path: Path) -> None:
    workspace = example_workspace(tmp_path)
    (workspace.outputs("2026-Q2") / "kestrel" / "pack.json").write_bytes(b"{")
    done = run(tmp_path, "kestrel")
    assert done.stdout == "kestrel: there is no earlier pack to compare with\n"
    assert done.stderr.startswith("2026-Q2/kestrel/pack.json: is damaged: ")
