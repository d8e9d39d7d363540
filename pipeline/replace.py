"""Puts changed workbooks in the place of those that were read, all or none, and keeps a dated copy of each original."""

from __future__ import annotations

import os
import shutil
import stat
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.problems import PipelineError

BACKUP, WRITING = ".backup", ".writing"
PATIENCE = 2.0  # seconds in which a workbook that is held open is tried again
PAUSE = 0.1
# What Excel and LibreOffice put beside a workbook for as long as it is open, on whatever computer.
OPEN_SIGNS = ("~${}", ".~lock.{}#")


@dataclass(frozen=True, slots=True)
class Replacement:
    """A workbook's place, its bytes as they were read, and those that shall stand there instead."""

    path: Path
    was: bytes
    now: bytes


def replace(files: Sequence[Replacement], day: date, patience: float = PATIENCE) -> tuple[Path, ...]:
    """Replace these workbooks, and hand on where the copies of the originals are: in `.backup/`, named by the day.

    Raise `PipelineError` where one is held open, was changed since it was read, or can't be written; then all of them
    stand as they were. Whenever the run dies, each workbook is whole, the former or the new one.
    """
    copies: list[Path] = []
    try:
        for file in files:
            _check(file, patience)
            copies.append(_keep(file, day))
        for file in files:
            _write(_beside(file.path), file.now)
            shutil.copymode(file.path, _beside(file.path))
        _swap(files, copies, patience)
    except OSError as error:
        place = Path(error.filename).name if error.filename else ""
        if place.endswith(WRITING):
            place = place.removesuffix(WRITING).removeprefix(".")
        where = f"{place}: " if place else ""
        raise PipelineError(f"the workbooks stay as they were: {where}{error.strerror or error}") from error
    finally:
        for file in files:
            with suppress(OSError):
                _beside(file.path).unlink(missing_ok=True)
    return tuple(copies)


def _check(file: Replacement, patience: float) -> None:
    """Refuse a workbook that is no plain file, is held open, or is not the one that was read."""
    name = file.path.name
    if file.path.is_symlink() or not file.path.is_file():
        raise PipelineError(f"{name} is a link or no plain file: put the workbook itself into the folder")
    if not file.path.stat().st_mode & stat.S_IWUSR:
        raise PipelineError(f"{name} is write-protected: take the protection off the file, and try again")
    left = patience
    while signs := [sign.format(name) for sign in OPEN_SIGNS if file.path.with_name(sign.format(name)).exists()]:
        if left <= 0:
            raise PipelineError(
                f"{name} is open in Excel or LibreOffice: close it and try again "
                f"(if nobody has it open, delete {signs[0]} beside it)"
            )
        time.sleep(PAUSE)
        left -= PAUSE
    if file.path.read_bytes() != file.was:
        raise PipelineError(f"{name} was changed since it was read: nothing is written, try again")


def _keep(file: Replacement, day: date) -> Path:
    """Keep the original under the day's date; a copy of the same bytes from that day serves, another is never lost."""
    folder = file.path.with_name(BACKUP)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise PipelineError(f"{BACKUP} beside {file.path.name} is a link or no folder: copies are not written there")
    folder.mkdir(exist_ok=True)
    number = 1
    while (copy := _dated(folder, file.path, day, number)).exists() or copy.is_symlink():
        if not copy.is_symlink() and copy.is_file() and copy.read_bytes() == file.was:
            return copy
        number += 1
    building = _beside(copy)
    try:
        _write(building, file.was)
        shutil.copystat(file.path, building)
        building.rename(copy)
    except OSError:
        building.unlink(missing_ok=True)
        raise
    _flush(folder)
    return copy


def _dated(folder: Path, path: Path, day: date, number: int) -> Path:
    """The name of a day's first, second, ... copy: risks-2026-10-15.xlsx, risks-2026-10-15-2.xlsx."""
    again = f"-{number}" if number > 1 else ""
    return folder / f"{path.stem}-{day.isoformat()}{again}{path.suffix}"


def _swap(files: Sequence[Replacement], copies: Sequence[Path], patience: float) -> None:
    """Rename each new workbook onto the former; where one fails, put back those already done."""
    done: list[tuple[Replacement, Path]] = []
    try:
        for file, copy in zip(files, copies, strict=True):
            if file.path.read_bytes() != file.was:
                raise PipelineError(f"{file.path.name} was changed since it was read: nothing is written, try again")
            _rename(_beside(file.path), file.path, patience)
            done.append((file, copy))
        for folder in {file.path.parent for file in files}:
            _flush(folder)
    except (OSError, PipelineError):
        for file, copy in done:
            _put_back(file, copy, patience)
        raise


def _put_back(file: Replacement, copy: Path, patience: float) -> None:
    """Put an original back; say where its copy is if that fails too."""
    try:
        _write(_beside(file.path), file.was)
        shutil.copymode(file.path, _beside(file.path))
        _rename(_beside(file.path), file.path, patience)
    except OSError as error:
        raise PipelineError(
            f"{file.path.name} was changed, and can't be put back ({error.strerror or error}): "
            f"its original is {BACKUP}/{copy.name}"
        ) from error


def _rename(building: Path, path: Path, patience: float) -> None:
    """Rename onto a workbook; on Windows one that is held open is tried again for a while."""
    while True:
        try:
            building.replace(path)
        except PermissionError as error:
            if patience <= 0:
                error.filename = str(path)  # the reader knows the workbook, not the file beside it
                raise
            time.sleep(PAUSE)
            patience -= PAUSE
        else:
            return


def _beside(path: Path) -> Path:
    """Where a file is written before it takes its place; the reader passes such names over."""
    return path.with_name(f".{path.name}{WRITING}")


def _write(path: Path, data: bytes) -> None:
    """Write a file afresh and see it on the disk."""
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    """See a folder's entries on the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
