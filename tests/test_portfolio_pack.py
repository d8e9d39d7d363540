"""The portfolio's pack: built after the accounts, left where nothing changed, stopped by its own workbooks alone."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from pipeline.account_packs import AccountPack
from pipeline.cli import main
from pipeline.documents import PORTFOLIO, PORTFOLIO_DOCUMENTS
from pipeline.flows.build import Order, Outcome, State
from pipeline.flows.packs import packs_of
from pipeline.flows.portfolio import build_portfolio
from pipeline.manifest import Manifest
from pipeline.workspace import Workspace
from tests.conftest import example_workspace, order_of

pytestmark = pytest.mark.xdist_group("example")
NAMES = [document.file_name(PORTFOLIO, "2026-Q3") for document in PORTFOLIO_DOCUMENTS]


def few(folder: Path, accounts: int = 2) -> Workspace:
    """A workspace of few accounts, so that it is built quickly."""
    import shutil

    workspace = example_workspace(folder)
    for account in workspace.accounts()[accounts:]:
        shutil.rmtree(workspace.inputs(account))
    return workspace


def run(workspace: Workspace, *words: str) -> Result:
    """`planpack build` with a plan alone, so that it is quick."""
    return CliRunner().invoke(main, ["--workspace", str(workspace.root), "build", "--jobs", "1", *words])


def order_of_portfolio(workspace: Workspace) -> Order:
    """The order of the portfolio's documents."""
    order = order_of(workspace)
    return Order(order.workspace, order.period, order.as_of, PORTFOLIO_DOCUMENTS)


def outcome_of(workspace: Workspace) -> Outcome:
    """What becomes of the portfolio's pack."""
    order = order_of_portfolio(workspace)
    return build_portfolio(order, packs_of(order, {}))


def broken(workspace: Workspace, book: str, tab: str, heading: str, value: object) -> None:
    """Write something wrong under a heading of one of the portfolio's workbooks."""
    path = workspace.portfolio_inputs / f"{book}.xlsx"
    opened = openpyxl.load_workbook(path)
    cell = next(cell for row in opened[tab].iter_rows() for cell in row if str(cell.value).startswith(heading))
    opened[tab].cell(cell.row + 1, cell.column).value = value
    opened.save(path)


def test_the_portfolio_follows_the_accounts_and_is_left_where_nothing_changed(tmp_path: Path) -> None:
    workspace = few(tmp_path)
    first = run(workspace, "--only", "plan,selection,portfolio")
    assert first.exit_code == 0, first.output
    assert first.stdout.splitlines()[-2:] == [f"portfolio: built: {', '.join(NAMES)}", "index: index.html"]
    folder = workspace.outputs("2026-Q3") / PORTFOLIO
    assert sorted(path.name for path in folder.iterdir()) == sorted(["pack.json", *NAMES])
    manifest = Manifest.from_bytes((folder / "pack.json").read_bytes())
    assert sorted(manifest.files) == sorted(NAMES)
    assert manifest.figures["portfolio.built_count"] == 2
    assert all(manifest.printed[name] for name in NAMES)

    again = run(workspace, "--only", "plan,selection,portfolio")
    assert f"portfolio: unchanged: {', '.join(NAMES)}" in again.stdout
    forced = run(workspace, "--only", "selection,portfolio", "--force")
    assert f"portfolio: built: {', '.join(NAMES)}" in forced.stdout
    assert "plan" not in forced.stdout


def test_a_changed_pack_or_workbook_of_the_portfolio_builds_it_anew(tmp_path: Path) -> None:
    workspace = few(tmp_path, 1)
    (account,) = workspace.accounts()
    pack = workspace.outputs("2026-Q3") / account / "pack.json"
    pack.parent.mkdir(parents=True)
    pack.write_bytes(Manifest(account, "2026-Q3", "2026-10-15", "x", figures={"finance.revenue": 5.0}).to_bytes())
    assert outcome_of(workspace).state is State.BUILT
    assert outcome_of(workspace).state is State.UNCHANGED
    pack.write_bytes(Manifest(account, "2026-Q3", "2026-10-15", "x", figures={"finance.revenue": 6.0}).to_bytes())
    assert outcome_of(workspace).state is State.BUILT
    (workspace.portfolio_inputs / "programme.xlsx").unlink()
    assert outcome_of(workspace).state is not State.UNCHANGED


def test_a_wrong_cell_of_the_programme_stops_the_portfolio_alone(tmp_path: Path) -> None:
    workspace = few(tmp_path, 1)
    assert run(workspace, "--only", "plan,portfolio").exit_code == 0
    folder = workspace.outputs("2026-Q3") / PORTFOLIO
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    broken(workspace, "programme", "Assessment", "Score", 9)
    stopped = run(workspace, "--only", "plan,portfolio")
    assert stopped.exit_code == 1
    assert "portfolio: not built, 1 problem" in stopped.stdout
    assert "programme.xlsx › Assessment" in stopped.stdout
    assert ": unchanged: " in stopped.stdout.splitlines()[0]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert run(workspace, "--only", "plan,portfolio").exit_code == 1


def test_a_wrong_cell_of_the_scoring_leaves_the_portfolio_s_own_documents(tmp_path: Path) -> None:
    workspace = few(tmp_path, 1)
    broken(workspace, "scoring", "Criteria", "Weight", "heavy")
    done = run(workspace, "--only", "plan,selection,portfolio")
    assert done.exit_code == 1
    assert "portfolio: built, in part: 1 problem" in done.stdout
    assert "scoring.xlsx › Criteria" in done.stdout
    made = {path.name for path in (workspace.outputs("2026-Q3") / PORTFOLIO).iterdir()}
    assert {"portfolio-2026-Q3.pptx", "portfolio-2026-Q3.xlsx"} <= made
    assert not [name for name in made if name.startswith("selection")]


def test_an_account_that_was_stopped_is_told_by_what_its_last_pack_says(tmp_path: Path) -> None:
    workspace = few(tmp_path)
    order = order_of_portfolio(workspace)
    first, second = workspace.accounts()
    packs = packs_of(order, {first: 3}).by_account
    assert packs[first].why == "not built: 3 problems"
    assert packs[first].period == "2026-Q2"
    assert packs[second].why == "not built"
    assert packs_of(order, {first: 3}).hash != packs_of(order, {first: 2}).hash


def test_packs_are_read_without_the_texts_they_printed(tmp_path: Path) -> None:
    made = Manifest("a", "2026-Q3", "2026-10-15", "x", figures={"finance.revenue": 5.0}, printed={"a": [["b", "c"]]})
    long = Manifest("a", "2026-Q3", "2026-10-15", "x", printed={"a": [["b", "c" * 200_000]]})
    workspace = few(tmp_path, 1)
    (account,) = workspace.accounts()
    pack = workspace.outputs("2026-Q3") / account / "pack.json"
    pack.parent.mkdir(parents=True)
    for manifest in (made, long):
        pack.write_bytes(manifest.to_bytes())
        read = packs_of(order_of_portfolio(workspace), {}).by_account[account]
        assert read == AccountPack.read(pack.read_bytes())
        assert json.loads(pack.read_bytes())["printed"]
