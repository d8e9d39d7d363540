"""From what a check found to marked copies of the workbooks in `outputs/marked/<id>/`; the originals are only read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.documents import PORTFOLIO as PORTFOLIO_NAME
from pipeline.flows.check import Report
from pipeline.mark import Issue, Marked, Unmarkable, copy_name, mark
from pipeline.problems import PipelineError
from pipeline.workspace import Workspace

WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class Marking:
    """The marked copies of one folder of workbooks, and the files of which none could be made, with the reason."""

    account: str
    folder: Path
    copies: tuple[Marked, ...]
    unmarked: tuple[tuple[str, str], ...]


def mark_all(workspace: Workspace, reports: Sequence[Report]) -> Iterator[Marking]:
    """Write the marked copies of each folder's workbooks that have something to mark."""
    for report in reports:
        folder = workspace.root / "outputs" / "marked" / report.account
        source = workspace.portfolio_inputs if report.account == PORTFOLIO_NAME else workspace.inputs(report.account)
        copies, unmarked = _copies(source, report)
        _write(workspace.root, folder, copies)
        yield Marking(report.account, folder, tuple(copies), tuple(unmarked))


def _copies(source: Path, report: Report) -> tuple[list[Marked], list[tuple[str, str]]]:
    """The copies of a folder's workbooks, and the files that could not be marked."""
    checked = report.checked
    issues: list[Issue] = [*checked.problems, *checked.gaps, *checked.notes]
    files = sorted({issue.place.file for issue in issues if issue.place.file})
    wanted = [f for f in files if f in report.hashes and f.lower().endswith(WORKBOOKS)]
    unmarked = [(f, "it can't be read") for f in files if f not in report.hashes and f.lower().endswith(WORKBOOKS)]
    unmarked += [(f, "only workbooks are marked") for f in files if not f.lower().endswith(WORKBOOKS)]
    copies: list[Marked] = []
    for file in wanted:
        try:
            if file != copy_name(file) and copy_name(file) in wanted:
                raise Unmarkable(f"its copy would bear the name of {copy_name(file)}")
            data = (source / file).read_bytes()
            if hashlib.sha256(data).hexdigest() != report.hashes[file]:
                raise Unmarkable("it was changed while it was checked")
            copies.append(mark(file, data, [i for i in issues if i.place.file == file or i.place.file not in wanted]))
        except Unmarkable as reason:
            unmarked.append((file, str(reason)))
    return copies, sorted(unmarked)


def _write(root: Path, folder: Path, copies: Sequence[Marked]) -> None:
    """Put the copies in place of those of an earlier check; refuse a folder that leads elsewhere."""
    for place in (root / "outputs", root / "outputs" / "marked", folder):
        if place.is_symlink():
            raise PipelineError(f"{place.relative_to(root).as_posix()} is a link: copies are not written through it")
    for old in folder.glob("*.xlsx"):
        old.unlink()
    if copies:
        folder.mkdir(parents=True, exist_ok=True)
    for copy in copies:
        building = folder / f".{copy.name}.building"
        building.unlink(missing_ok=True)
        building.write_bytes(copy.data)
        building.replace(folder / copy.name)
