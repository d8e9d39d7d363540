"""Very many accounts' packs for tests of the portfolio: the example accounts' packs, copied with other names and sums.

`python -m tests.many_packs FOLDER COUNT` writes a workspace of so many accounts that have nothing but their packs.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.flows.build import build_account
from pipeline.manifest import Manifest
from pipeline.quoted import QUOTED
from pipeline.workspace import Workspace
from tests.conftest import example_workspace, order_of

WORDS = ("North", "South", "River", "Harbour", "Bridge", "Castle", "Forest", "Valley", "Garden", "Market")
TRADES = ("Water plc", "Retail Group", "Health Trust", "Logistics Ltd", "Energy Networks", "Mutual", "Foods", "Rail")
MANAGERS = 120
SCORES = ("health.", "people.", "risks.top")  # what is no sum of money


def manifests(bases: list[Manifest], count: int) -> Iterator[Manifest]:
    """So many packs, each like one of these."""
    for number in range(count):
        draw = random.Random(number)
        base = bases[number % len(bases)]
        yield replace(base, account=f"a{number:05}", inputs={}, figures=_figures(base, number, draw))


def _figures(base: Manifest, number: int, draw: random.Random) -> dict[str, Any]:
    """The base's figures, all money larger or smaller by one factor, health and manager by chance."""
    factor, figures = draw.lognormvariate(0, 0.8), dict(base.figures)
    for name in QUOTED:
        value = figures.get(name)
        if isinstance(value, float) and not name.startswith(SCORES) and abs(value) > 2:
            figures[name] = round(value * factor, 2)
    figures["account.name"] = f"{draw.choice(WORDS)}{draw.choice(WORDS).lower()} {draw.choice(TRADES)} {number}"
    figures["account.manager"] = f"Manager {draw.randrange(MANAGERS)}"
    if "health.score" in figures:
        figures["health.score"] = round(draw.uniform(10, 100), 1)
    return figures


def written(workspace: Workspace, bases: list[Manifest], count: int) -> None:
    """Put so many accounts in place of the workspace's own: folders without workbooks, and their packs."""
    shutil.rmtree(workspace.root / "inputs" / "accounts")
    shutil.rmtree(workspace.root / "outputs", ignore_errors=True)
    for manifest in manifests(bases, count):
        workspace.inputs(manifest.account).mkdir(parents=True)
        folder = workspace.outputs(manifest.period) / manifest.account
        folder.mkdir(parents=True)
        (folder / "pack.json").write_bytes(manifest.to_bytes())


if __name__ == "__main__":
    root = Path(sys.argv[1])
    root.mkdir(parents=True)
    made = example_workspace(root)
    for name in made.accounts():
        build_account(order_of(made), name)
    found = [path.read_bytes() for path in sorted(made.outputs("2026-Q3").glob("*/pack.json"))]
    written(made, [Manifest.from_bytes(data) for data in found], int(sys.argv[2]))
