"""Which pack a finished file is of: by its name, wherever it was moved to, or by its bytes where it was renamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.manifest import Manifest
from pipeline.migrations import Unreadable
from pipeline.problems import PipelineError
from pipeline.publish import HISTORY, MANIFEST, sha256
from pipeline.workspace import Workspace

COPIED = re.compile(
    r"^(?:Copy of )?(.*?)(?: - Copy)?(?: ?\(\d+\))?$", re.IGNORECASE
)  # what saving again adds to a name
HEAD = 1 << 20  # bytes of a manifest that surely hold the hashes of its files


@dataclass(frozen=True)
class Found:
    """The manifest of a file's pack, the file's name in it, and whether its bytes are still those of the pack."""

    manifest: Manifest
    name: str
    unchanged: bool


def pack_of(workspace: Workspace, file: Path, data: bytes) -> Found:
    """The pack that a file is of; raise `PipelineError` where no pack in outputs/ made one of that name or content.

    A pack that was built again since keeps its former manifests: a file whose bytes one of those knows is of that one.
    """
    digest = sha256(data)
    path = next((one for one in _by_name(workspace, file) if _name_in(one, file)), None)
    if path is not None:
        for one in (path, *sorted(path.parent.glob(f"{HISTORY}/pack-*.json"), reverse=True)):
            if digest.encode() in _head(one) and (name := _name_in(one, file)):
                return Found(_whole(one), name, unchanged=True)
        return Found(_whole(path), _name_in(path, file), unchanged=False)
    for one in sorted(workspace.root.glob(f"outputs/*/*/{MANIFEST}"), reverse=True):
        if digest.encode() in _head(one):
            manifest = _whole(one)
            return Found(manifest, next(n for n, known in manifest.files.items() if known == digest), unchanged=True)
    raise PipelineError(
        f"{file.name} is of no pack in outputs/: name it as it was built, such as acme-plan-2026-Q3.docx, "
        "or build its pack"
    )


def _by_name(workspace: Workspace, file: Path) -> Iterator[Path]:
    """The manifests of the packs that a file's name may speak of: account, document, period, hyphens between."""
    words = _usual(file).casefold().split("-")  # ids of accounts are in small letters
    for folder in sorted((workspace.root / "outputs").glob("*/"), reverse=True):
        for count in range(len(words) - 1, 0, -1):
            path = folder / "-".join(words[:count]) / MANIFEST
            if path.is_file():
                yield path


def _name_in(path: Path, file: Path) -> str:
    """The name of a file in a manifest, whatever folder of the pack it stood in; empty where it has none like it."""
    with suppress(OSError, ValueError):
        files = Manifest.head_from_bytes(path.read_bytes()).files
        return next((name for name in files if name.rpartition("/")[2].casefold() == _usual(file).casefold()), "")
    return ""


def _usual(file: Path) -> str:
    """A file's name without what browsers and copying add to it."""
    plain = COPIED.match(file.stem)
    return f"{plain[1] if plain else file.stem}{file.suffix}"


def _head(path: Path) -> bytes:
    """The beginning of a manifest; nothing where it can't be read."""
    with suppress(OSError), path.open("rb") as manifest:
        return manifest.read(HEAD)
    return b""


def _whole(path: Path) -> Manifest:
    """A manifest with all that was printed; raise `PipelineError` where it can't be read."""
    try:
        return Manifest.from_bytes(path.read_bytes())
    except Unreadable as error:
        raise PipelineError(f"{'/'.join(path.parts[-3:])} {error}: build the pack again") from None
