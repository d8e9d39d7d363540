"""`planpack new`: an account's folder with its profile begun, whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from pipeline.flows.new import BOOKS, new
from pipeline.problems import PipelineError
from pipeline.workspace import Workspace

PLANPACK = Path(sys.executable).with_name("planpack")


def planpack(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the real command in a workspace."""
    return subprocess.run(
        [PLANPACK, "--workspace", str(folder), *arguments], capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace without accounts; its day is fixed."""
    (tmp_path / "planpack.toml").write_text('period = "2026-Q3"\nas_of = "2026-10-15"\n')
    return Workspace.open(tmp_path)


def test_a_new_account_is_made_checked_and_marked(workspace: Workspace) -> None:
    """From nothing to a clean check and marked gaps, by the commands alone."""
    root = workspace.root
    (root / "inputs").mkdir()
    made = planpack(root, "new", "acme-2", "--name", "Acme & Sons")
    assert (made.returncode, made.stdout) == (0, ""), made.stderr
    assert sorted(path.name for path in (root / "inputs" / "accounts" / "acme-2").iterdir()) == sorted(
        f"{book}.xlsx" for book in BOOKS
    )
    checked = planpack(root, "check", "acme-2", "--mark")
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.startswith("acme-2: no problems, 20 gaps, ")
    assert checked.stderr == "marked: outputs/marked/acme-2/account.xlsx\n"
    profile = openpyxl.load_workbook(root / "inputs/accounts/acme-2/account.xlsx")["Profile"]
    assert (profile["B5"].value, profile["B6"].value) == ("acme-2", "Acme & Sons")
    again = planpack(root, "new", "acme-2", "--name", "Acme")
    assert again.returncode == 2
    assert again.stderr == "planpack: there is an account acme-2 already: choose another id, or fill in its workbooks\n"


@pytest.mark.parametrize("account", ["Acme", "a b", "../up", "con", "portfolio", "", "ａcme", "-a", ".a"])
def test_an_id_that_is_none_makes_no_folder(workspace: Workspace, account: str) -> None:
    with pytest.raises(PipelineError, match=r"is no account id|is a reserved name"):
        new(workspace, account, "Acme")
    assert not (workspace.root / "inputs").exists()


@pytest.mark.parametrize("name", ["", "  ", "a\x00b"])
def test_a_name_that_is_none_makes_no_folder(workspace: Workspace, name: str) -> None:
    with pytest.raises(PipelineError, match="--name"):
        new(workspace, "acme", name)
    assert workspace.accounts() == []


def test_a_failure_on_the_way_leaves_no_folder(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        new(workspace, "acme", "Acme")
    assert list((workspace.root / "inputs" / "accounts").iterdir()) == []


def test_a_dangling_link_in_its_place_is_refused(workspace: Workspace) -> None:
    folder = workspace.root / "inputs" / "accounts"
    folder.mkdir(parents=True)
    (folder / "acme").symlink_to(workspace.root / "nowhere")
    with pytest.raises(PipelineError, match="there is an account acme already"):
        new(workspace, "acme", "Acme")


def test_a_name_is_written_as_text(workspace: Workspace) -> None:
    folder = new(workspace, "acme", "=1+1")
    cell = openpyxl.load_workbook(folder / "account.xlsx")["Profile"]["B6"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_without_a_name_the_command_says_what_is_missing(workspace: Workspace) -> None:
    done = planpack(workspace.root, "new", "acme")
    assert done.returncode == 2
    assert "Missing option '--name'" in done.stderr
