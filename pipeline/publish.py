"""Whole files or none: a pack is built beside its place, flushed to disk, then put there in one rename."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pipeline.manifest import Manifest
from pipeline.problems import PipelineError

MANIFEST = "pack.json"
HISTORY = "history"


def publish(folder: Path, files: Mapping[str, bytes], manifest: Manifest) -> None:
    """Replace a pack's folder by these files and their manifest; on any failure the former pack stays as it was.

    Files in the folder that no manifest names (a reader's own notes) are carried over; the manifest of the former pack
    goes to `history/` when it differs.
    """
    building = folder.with_name(f".{folder.name}.building-{os.getpid()}")
    former = folder.with_name(f".{folder.name}.former")
    written = manifest.to_bytes()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        recover(folder)
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        for name, data in files.items():
            (building / name).parent.mkdir(exist_ok=True)
            _write(building / name, data)
        if folder.is_dir():
            _carry_over(folder, building, written)
        _write(building / MANIFEST, written)
        for inner in {(building / name).parent for name in files} | {building}:
            _flush(inner)
        if folder.is_dir():
            folder.rename(former)
        try:
            building.rename(folder)
        except OSError:
            if former.is_dir():
                former.rename(folder)
            raise
        _flush(folder.parent)
        shutil.rmtree(former, ignore_errors=True)
    except OSError as error:
        shutil.rmtree(building, ignore_errors=True)
        what = error.strerror or str(error)
        raise PipelineError(f"the pack {folder.parent.name}/{folder.name} could not be written: {what}") from error


def publish_file(path: Path, data: bytes) -> Path:
    """Put one file in its place, whole or not at all; one that says the same already is left."""
    building = path.with_name(f".{path.name}.building-{os.getpid()}")
    try:
        if path.is_file() and path.read_bytes() == data:
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        building.unlink(missing_ok=True)
        _write(building, data)
        building.replace(path)
        _flush(path.parent)
    except OSError as error:
        with suppress(OSError):
            building.unlink(missing_ok=True)
        what = error.strerror or str(error)
        raise PipelineError(f"{path.parent.name}/{path.name} could not be written: {what}") from error
    return path


def recover(folder: Path) -> None:
    """Put the former pack back where a run died between its two renames, and clear what dead runs left."""
    former = folder.with_name(f".{folder.name}.former")
    if former.is_dir():
        if folder.exists():
            shutil.rmtree(former, ignore_errors=True)
        else:
            former.rename(folder)


def sha256(data: bytes) -> str:
    """The hash by which files are told apart."""
    return hashlib.sha256(data).hexdigest()


def _carry_over(folder: Path, building: Path, manifest: bytes) -> None:
    """Keep the former manifest in the history where this is another, and files that no pack made."""
    data = (folder / MANIFEST).read_bytes() if (folder / MANIFEST).is_file() else b""
    made: set[str] = {MANIFEST, HISTORY}
    if (folder / HISTORY).is_dir():
        shutil.copytree(folder / HISTORY, building / HISTORY)
    if data:
        with suppress(ValueError, TypeError):  # a manifest that can't be read is kept in the history all the same
            made |= set(Manifest.head_from_bytes(data).files)
        if data != manifest:
            (building / HISTORY).mkdir(exist_ok=True)
            number = len(list((building / HISTORY).glob("pack-*.json"))) + 1
            _write(building / HISTORY / f"pack-{number:04}.json", data)
    _carry_files(folder, building, made, "")


def _carry_files(folder: Path, building: Path, made: set[str], inside: str) -> None:
    """Keep the files of a folder (`inside` the pack) that no pack made, also beside those that are made anew."""
    for path in folder.iterdir():
        name = f"{inside}{path.name}"
        if name in made:
            continue
        there = building / path.name
        is_folder = path.is_dir() and not path.is_symlink()
        if is_folder and (there.is_dir() or any(one.startswith(f"{name}/") for one in made)):
            _carry_files(path, there, made, f"{name}/")
            continue
        if there.exists():
            continue
        building.mkdir(exist_ok=True)
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, building / path.name, symlinks=True)
        else:
            shutil.copy2(path, building / path.name, follow_symlinks=False)


def _write(path: Path, data: bytes) -> None:
    """Write a file and see it on the disk."""
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
