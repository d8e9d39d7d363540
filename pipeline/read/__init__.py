"""Reads a folder's workbooks into cells that know their place; judges nothing but whether a file can be read."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipeline.catalogue import files
from pipeline.cells import Cells, Tab
from pipeline.limits import MIB, Bounds, Limits, Watch, unwatched
from pipeline.problems import Note, PipelineError, Place, Problem
from pipeline.read.delimited import transactions
from pipeline.read.guard import opened
from pipeline.read.refusals import HERE, Refused, damaged, too_large
from pipeline.read.sheets import tabs

WORKBOOKS = (".xlsx", ".xlsm")
OTHER_FORMATS = (".xls", ".xlsb", ".ods", ".fods", ".numbers", ".xlt", ".xltx", ".xml")
PASSED = ("~$", ".~", ".")
BOUNDS = Bounds()


def read(folder: Path, bounds: Bounds = BOUNDS, watch: Watch = unwatched, lost: tuple[Problem, ...] = ()) -> Cells:
    """Read the workbooks that stand directly in a folder, in the order of their names, but none that is `lost`."""
    if not folder.is_dir():
        raise PipelineError(f"there is no folder {folder.name} in {folder.parent.name}")
    known = {problem.place.file for problem in lost}
    cells = read_files((p for p in folder.iterdir() if not p.is_dir() and p.name not in known), bounds, watch)
    return replace(cells, problems=(*lost, *cells.problems)) if lost else cells


def read_files(paths: Iterable[Path], bounds: Bounds = BOUNDS, watch: Watch = unwatched) -> Cells:
    """Read these files, each under `watch`; one that can't be read costs a problem, the others go on."""
    found: list[Tab] = []
    problems: list[Problem] = []
    notes: list[Note] = []
    hashes: dict[str, str] = {}
    for path in sorted(paths, key=lambda path: path.name):
        ending = path.suffix.casefold()
        if path.name.startswith(PASSED):
            continue
        lines = ending == ".csv" and path.name.casefold().startswith("transactions")
        if ending in WORKBOOKS or lines:
            limits = bounds.of(path.name)
            try:
                with watch(path.name, limits):
                    data = _bytes(path, limits)
                    hashes[path.name] = hashlib.sha256(data).hexdigest()
                    found += [transactions(path.name, data)] if lines else tabs(path.name, opened(data, limits))
            except Refused as refused:
                problems.append(refused.problem(path.name))
            except MemoryError:
                beyond = too_large(f"it takes more than {limits.memory_mib:,.0f} MiB of memory to read")
                problems.append(beyond.problem(path.name))
            if ending == ".xlsm":
                notes.append(files.file_macros.at(Place(path.name)))
        elif ending in OTHER_FORMATS:
            there = f"the file is a {ending} file, which is not read"
            problems.append(files.file_kind.at(Place(path.name), there))
        elif ending in (".csv", ".tsv"):
            notes.append(files.file_unused.at(Place(path.name)))
    return Cells(tuple(found), tuple(problems), tuple(notes), hashes)


def _bytes(path: Path, limits: Limits) -> bytes:
    """A plain file's bytes; links and pipes are refused before they are opened."""
    try:
        state = path.lstat()
        if not stat.S_ISREG(state.st_mode):
            raise Refused(files.file_link.at(HERE))
        if state.st_size > limits.file_mib * MIB:
            raise too_large(f"{state.st_size // MIB} MiB, at most {limits.file_mib:,.0f} are read")
        return path.read_bytes()
    except OSError as error:
        raise damaged(f"it can't be opened ({error.strerror})") from None
