"""`python -m tests.examples.packs` writes the manifests of the quarter before to `outputs/2026-Q2/`.

"Since the last review" compares the example accounts with them, and the portfolio with what it said then.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from pipeline.documents import DOCUMENTS, PORTFOLIO, PORTFOLIO_DOCUMENTS
from pipeline.flows.build import Order, State
from pipeline.flows.build_all import build_all
from pipeline.manifest import Manifest
from pipeline.periods import Period
from pipeline.workspace import Workspace
from tests.examples.write import AS_OF, BEFORE, write

ROOT = Path(__file__).parents[2]


def earlier_manifests() -> dict[str, Manifest]:
    """Build the example workspace as it stood a quarter earlier; the manifest of each account and the portfolio's."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy2(ROOT / "planpack.toml", folder / "planpack.toml")
        write(folder / "inputs", BEFORE)
        workspace = Workspace.open(folder)
        order = Order(workspace, Period.parse(BEFORE), AS_OF[BEFORE], DOCUMENTS)
        for outcome in build_all(order, workspace.accounts(), PORTFOLIO_DOCUMENTS):
            assert outcome.state is State.BUILT, outcome.problems
        folders = {name: workspace.outputs(BEFORE) / name for name in (*workspace.accounts(), PORTFOLIO)}
        return {name: Manifest.from_bytes((path / "pack.json").read_bytes()) for name, path in folders.items()}


def write_manifests() -> None:
    """Write them to `outputs/2026-Q2/`."""
    for account, manifest in earlier_manifests().items():
        folder = ROOT / "outputs" / BEFORE / account
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "pack.json").write_bytes(manifest.to_bytes())


if __name__ == "__main__":
    write_manifests()
