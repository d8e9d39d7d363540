"""What several tests share: the example workspace, built once a run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.documents import PORTFOLIO_DOCUMENTS
from pipeline.flows.build import Order, Outcome, build_account
from pipeline.flows.build_all import build_all
from pipeline.periods import Period
from pipeline.workspace import Workspace

ROOT = Path(__file__).parent.parent

# The same examples on every machine; `pytest --hypothesis-profile default` looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


def example_workspace(folder: Path) -> Workspace:
    """A copy of the repository's workspace: settings, inputs, and the earlier quarter's manifests."""
    shutil.copy2(ROOT / "planpack.toml", folder / "planpack.toml")
    shutil.copytree(ROOT / "inputs", folder / "inputs")
    for path in (ROOT / "outputs" / "2026-Q2").glob("*/pack.json"):
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True)
        shutil.copy2(path, target)
    return Workspace.open(folder)


def order_of(workspace: Workspace) -> Order:
    """The order that the workspace's settings make."""
    settings = workspace.settings
    day = settings.period_day
    assert day
    return Order(workspace, Period.parse(settings.period, settings.fiscal_year_start), day)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, dict[str, Outcome]]:
    """The example workspace with every account's pack built."""
    workspace = example_workspace(tmp_path_factory.mktemp("example"))
    order = order_of(workspace)
    return workspace, {account: build_account(order, account) for account in workspace.accounts()}


def whole_run(workspace: Workspace) -> dict[str, Outcome]:
    """What becomes of a whole run: every account's pack that isn't there yet, the portfolio's, the index page."""
    outcomes = build_all(order_of(workspace), workspace.accounts(), PORTFOLIO_DOCUMENTS, jobs=1)
    return {outcome.account: outcome for outcome in outcomes}


@pytest.fixture(scope="session")
def whole(built: tuple[Workspace, dict[str, Outcome]]) -> Workspace:
    """The example workspace with the packs of every account and of the portfolio, and the index page."""
    workspace, _ = built
    whole_run(workspace)
    return workspace
