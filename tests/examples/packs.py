"""`python -m tests.examples.packs` writes the manifests of the quarter before to `outputs/2026-Q2/`.

"Since the last review" compares the example accounts with them.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from pipeline.documents import DOCUMENTS
from pipeline.flows.build import Order, State, build_account
from pipeline.manifest import Manifest
from pipeline.periods import Period
from pipeline.workspace import Workspace
from tests.examples.write import AS_OF, BEFORE, write

ROOT = Path(__file__).parents[2]


def earlier_manifests() -> dict[str, Manifest]:
    """Build the example accounts as they stood a quarter earlier; each account's manifest."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy2(ROOT / "planpack.toml", folder / "planpack.toml")
        write(folder / "inputs", BEFORE)
        workspace = Workspace.open(folder)
        order = Order(workspace, Period.parse(BEFORE), AS_OF[BEFORE], DOCUMENTS)
        found = {}
        for account in workspace.accounts():
            outcome = build_account(order, account)
            assert outcome.state is State.BUILT, outcome.problems
            path = workspace.outputs(BEFORE) / account / "pack.json"
            found[account] = Manifest.from_bytes(path.read_bytes())
        return found


def write_manifests() -> None:
    """Write them to `outputs/2026-Q2/`."""
    for account, manifest in earlier_manifests().items():
        folder = ROOT / "outputs" / BEFORE / account
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "pack.json").write_bytes(manifest.to_bytes())


if __name__ == "__main__":
    write_manifests()
