"""`planpack accept` as it is run, and `planpack check --client`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pipeline.workspace import Workspace
from tests.accept.given import edited, workspace
from tests.take_in.given import PLANPACK, state

CHANGES = {("Goals", "G1", "Status"): "deferred", ("Goals", "G1", "Goal"): "Something else"}


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


def planpack(place: Workspace, *words: str, answer: str = "") -> subprocess.CompletedProcess[str]:
    line = [str(PLANPACK), "--workspace", str(place.root), *words]
    return subprocess.run(line, input=answer, capture_output=True, text=True, check=False)


def test_it_shows_the_changes_asks_and_writes_after_a_yes_alone(place: Workspace) -> None:
    file = str(edited(place, CHANGES))
    before = state(place.root)
    asked = planpack(place, "accept", file, answer="n\n")
    assert asked.returncode == 0
    assert "sent in progress, theirs deferred, ours in progress" in asked.stdout
    assert "type in: Goals, row 6: Goal of G1 is “Something else”" in asked.stdout
    assert asked.stderr.endswith("nothing is written\n")
    assert state(place.root) == before
    done = planpack(place, "accept", file, answer="y\n")
    assert "written: inputs/accounts/acme/goals.xlsx; the original is kept as .backup/goals-" in done.stdout
    again = planpack(place, "accept", file, "--yes")
    assert (again.returncode, again.stderr) == (0, "nothing to write\n")


def test_without_a_console_and_a_yes_nothing_is_written(place: Workspace) -> None:
    before = state(place.root)
    file = str(edited(place, CHANGES))
    left = state(place.root)
    done = planpack(place, "accept", file)
    assert (done.returncode, state(place.root)) == (0, left)
    assert before.items() <= left.items()


def test_a_broken_file_and_none_end_with_a_sentence(place: Workspace) -> None:
    broken = place.root / "broken.xlsx"
    broken.write_bytes(b"PK")
    done = planpack(place, "accept", str(broken), "--yes")
    assert done.returncode == 1
    assert done.stderr.startswith("planpack: broken.xlsx is not taken: ")
    assert "Traceback" not in done.stderr
    gone = planpack(place, "accept", "nowhere.xlsx")
    assert (gone.returncode, gone.stderr) == (2, "planpack: there is no file nowhere.xlsx\n")


def test_check_lists_what_a_client_would_see_in_one_table(place: Workspace) -> None:
    done = planpack(place, "check", "--client", "acme")
    assert done.returncode == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["Goals", "G2", "Goal", "Fewer", "calls", "at", "night"] in lines
    assert not [line for line in lines if "G3" in line or "fleet" in line]
    assert "  not seen: " in done.stdout
