"""The golden text of every finished file of the example packs, and of the page that lists them: what readers see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.flows.history import manifest_of
from pipeline.flows.index import PAGE
from pipeline.workspace import Workspace
from tests.conftest import order_of
from tests.shown import shown

FOLDER = Path(__file__).parent / "documents"


def path_of(pack: str, name: str) -> Path:
    """The golden text of a pack's file: `calder/client/calder-client-plan.docx.txt`; it bears no period."""
    return FOLDER / pack / f"{name.replace('-2026-Q3', '')}.txt"


def texts_of(workspace: Workspace, pack: str) -> Iterator[tuple[Path, str]]:
    """Where the golden text of each file of a pack stands, and what the file says."""
    period = order_of(workspace).period
    manifest = manifest_of(workspace, pack, period)
    assert manifest
    folder = workspace.outputs(str(period)) / pack
    for name in manifest.files:
        yield path_of(pack, name), shown(name, (folder / name).read_bytes())


def index_of(workspace: Workspace) -> tuple[Path, str]:
    """Where the golden text of the index page stands, and what it says."""
    page = workspace.outputs(str(order_of(workspace).period)) / PAGE
    return FOLDER / f"{PAGE}.txt", shown(PAGE, page.read_bytes())
