"""Reads a folder's workbooks into cells that know their place; judges nothing but whether a file can be read."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable
from dataclasses import replace
from io import BufferedReader
from pathlib import Path

from pipeline.catalogue import files
from pipeline.cells import UNSPOKEN, Cells, Tab
from pipeline.limits import MIB, Bounds, Limits, Watch, unwatched
from pipeline.problems import Note, PipelineError, Place, Problem
from pipeline.read import delimited, parquet
from pipeline.read.guard import opened
from pipeline.read.refusals import HERE, Refused, too_large
from pipeline.read.sheets import tabs

WORKBOOKS = (".xlsx", ".xlsm")
LINES = (".csv", ".parquet")
OTHER_FORMATS = (
    ".xls", ".xlsb", ".xlt", ".xltx", ".xltm", ".ods", ".fods", ".ots", ".numbers", ".xml", ".html", ".htm", ".gsheet",
)  # fmt: skip
TEXTS = (".csv", ".tsv", ".parquet")
PASSED = ("~$", ".~", ".")
BOUNDS = Bounds()


def read(folder: Path, bounds: Bounds = BOUNDS, watch: Watch = unwatched, lost: tuple[Problem, ...] = ()) -> Cells:
    """Read the workbooks that stand directly in a folder, in the order of their names, but none that is `lost`."""
    if not folder.is_dir():
        raise PipelineError(f"there is no folder {folder.name} in {folder.parent.name}")
    known = {problem.place.file for problem in lost}
    cells = read_files((p for p in folder.iterdir() if p.name not in known), bounds, watch)
    return replace(cells, problems=(*lost, *cells.problems)) if lost else cells


def read_files(paths: Iterable[Path], bounds: Bounds = BOUNDS, watch: Watch = unwatched) -> Cells:
    """Read these files, each under `watch`; one that can't be read costs a problem, the others go on."""
    found: list[Tab] = []
    problems: list[Problem] = []
    notes: list[Note] = []
    hashes: dict[str, str] = {}
    for path in sorted(paths, key=lambda path: path.name):
        ending, name = path.suffix.casefold(), path.name
        lines = ending in LINES and name.casefold().startswith("transactions")
        if name.startswith(PASSED):
            continue
        if UNSPOKEN.search(name):
            problems.append(files.file_name.at(Place(UNSPOKEN.sub("?", name))))
            continue
        if path.is_dir() and not path.is_symlink():
            if ending in WORKBOOKS or lines:
                notes.append(files.file_folder.at(Place(name)))
            continue
        if ending in WORKBOOKS or lines:
            limits = bounds.of(name)
            try:
                with watch(name, limits), _plain_file(path, limits) as file:
                    hashes[name] = hashlib.file_digest(file, "sha256").hexdigest()
                    file.seek(0)
                    if ending == ".csv":
                        tab, said = delimited.transactions(name, file, limits)
                        found.append(tab)
                        notes += said
                    elif ending == ".parquet":
                        found.append(parquet.transactions(name, file, limits))
                    else:
                        found += tabs(name, opened(file.read(), limits))
            except Refused as refused:
                problems.append(refused.problem(name))
            except OSError as error:
                problems.append(files.file_closed.at(Place(name), error.strerror or str(error)))
            except MemoryError:
                beyond = too_large(f"it takes more than {limits.memory_mib:,.0f} MiB of memory to read")
                problems.append(beyond.problem(name))
            if ending == ".xlsm":
                notes.append(files.file_macros.at(Place(name)))
        elif ending in OTHER_FORMATS:
            there = f"the file is a {ending} file, which is not read"
            problems.append(files.file_kind.at(Place(name), there))
        elif ending in TEXTS:
            notes.append(files.file_unused.at(Place(name)))
    return Cells(tuple(found), tuple(problems), tuple(notes), hashes)


def _plain_file(path: Path, limits: Limits) -> BufferedReader:
    """A plain file, open for reading; links and pipes are refused before they are opened."""
    state = path.lstat()
    if not stat.S_ISREG(state.st_mode):
        raise Refused(files.file_link.at(HERE))
    if state.st_size > limits.file_mib * MIB:
        raise too_large(f"{state.st_size // MIB} MiB, at most {limits.file_mib:,.0f} are read")
    return path.open("rb")
