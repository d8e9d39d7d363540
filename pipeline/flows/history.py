"""An account's earlier packs by their manifests: the newest one that can be read, knowing all those before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.catalogue.files import pack_passed_over
from pipeline.manifest import Manifest
from pipeline.migrations import Newer, Unreadable
from pipeline.periods import Period
from pipeline.problems import Note, Place
from pipeline.publish import MANIFEST
from pipeline.trail import TRAIL_SINCE, with_trail
from pipeline.workspace import Workspace


@dataclass(frozen=True)
class History:
    """The newest earlier pack, with the trail of those before it, and why newer ones were passed over."""

    newest: Manifest | None = None
    passed_over: tuple[Note, ...] = ()


def history(workspace: Workspace, account: str, period: Period) -> History:
    """What a pack of that period is compared with: the newest pack of an earlier one that can be read.

    An older planpack's manifest knows nothing of the packs before it; those are then read, too.
    """
    read: list[Manifest] = []
    passed_over: list[Note] = []
    for path in earlier_files(workspace, account, period):
        try:
            read.append(Manifest.from_bytes(path.read_bytes()))
        except Unreadable as error:
            if not read:
                passed_over.append(_passed_over(path, error))
            continue
        if read[-1].version >= TRAIL_SINCE:
            break
    if not read:
        return History(None, tuple(passed_over))
    newest = read[0] if read[0].version >= TRAIL_SINCE else with_trail(read[0], read[1:])
    return History(newest, tuple(passed_over))


def manifest_of(workspace: Workspace, account: str, period: Period) -> Manifest | None:
    """The manifest of an account's pack of a period; none where there is no pack, or one that can't be read."""
    with suppress(FileNotFoundError, Unreadable):
        return Manifest.from_bytes((workspace.outputs(str(period)) / account / MANIFEST).read_bytes())
    return None


def earlier_files(workspace: Workspace, account: str, period: Period) -> Iterator[Path]:
    """The manifests of earlier periods' packs, the newest first."""
    for name, path in sorted(workspace.packs(account).items(), reverse=True):
        with suppress(ValueError):
            if Period.parse(name, period.first_month) < period:
                yield path


def _passed_over(path: Path, error: Unreadable) -> Note:
    return pack_passed_over.at(Place("/".join(path.parts[-3:])), str(error), newer=isinstance(error, Newer))
