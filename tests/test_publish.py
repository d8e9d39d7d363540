"""A pack appears complete or not at all, whatever fails and whenever."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline import publish as step
from pipeline.manifest import Manifest
from pipeline.problems import PipelineError
from pipeline.publish import publish, recover

OLD = {"acme-plan-2026-Q3.docx": b"old plan", "acme-review-2026-Q3.pptx": b"old review"}
NEW = {"acme-plan-2026-Q3.docx": b"new plan", "acme-review-2026-Q3.pptx": b"new review"}


def manifest(files: dict[str, bytes]) -> Manifest:
    return Manifest("acme", "2026-Q3", "2026-10-15", "1", files={name: data.decode() for name, data in files.items()})


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "pack.json"}


def test_a_pack_holds_its_files_and_its_manifest(tmp_path: Path) -> None:
    publish(tmp_path / "acme", NEW, manifest(NEW))
    assert contents(tmp_path / "acme") == NEW
    assert Manifest.from_bytes((tmp_path / "acme" / "pack.json").read_bytes()) == manifest(NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["acme"]


def test_a_second_pack_replaces_the_first_and_keeps_its_manifest_in_the_history(tmp_path: Path) -> None:
    publish(tmp_path / "acme", OLD, manifest(OLD))
    publish(tmp_path / "acme", NEW, manifest(NEW))
    assert contents(tmp_path / "acme") == NEW
    kept = tmp_path / "acme" / "history" / "pack-0001.json"
    assert Manifest.from_bytes(kept.read_bytes()) == manifest(OLD)


def test_the_same_pack_built_again_adds_nothing_to_the_history(tmp_path: Path) -> None:
    publish(tmp_path / "acme", OLD, manifest(OLD))
    publish(tmp_path / "acme", OLD, manifest(OLD))
    assert not (tmp_path / "acme" / "history").exists()


def test_a_document_that_is_no_longer_built_goes_and_a_reader_s_own_file_stays(tmp_path: Path) -> None:
    publish(tmp_path / "acme", OLD, manifest(OLD))
    (tmp_path / "acme" / "my notes.txt").write_text("call Ingrid")
    one = {"acme-plan-2026-Q3.docx": b"new plan"}
    publish(tmp_path / "acme", one, manifest(one))
    assert contents(tmp_path / "acme") == {**one, "my notes.txt": b"call Ingrid"}


def test_every_failing_write_leaves_the_former_pack_and_the_next_run_completes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The n-th write fails, for every n until a run gets through."""
    calls = {name: getattr(os, name) for name in ("fsync", "rename", "mkdir")}
    for n in range(1, 40):
        folder = tmp_path / str(n) / "acme"
        publish(folder, OLD, manifest(OLD))
        left = n

        def failing(name: str):  # type: ignore[no-untyped-def]
            def call(*args, **extra):  # type: ignore[no-untyped-def]
                nonlocal left
                left -= 1
                if left == 0:
                    raise OSError(errno.ENOSPC, "No space left on device")
                return calls[name](*args, **extra)

            return call

        with monkeypatch.context() as patch:
            for name in calls:
                patch.setattr(os, name, failing(name))
            with suppress(PipelineError):
                publish(folder, NEW, manifest(NEW))
                assert contents(folder) == NEW
                if left > 0:  # there is no n-th write any more
                    assert n > 5
                    return
        recover(folder)
        assert contents(folder) in (OLD, NEW), f"write {n} left half a pack"
        publish(folder, NEW, manifest(NEW))
        assert contents(folder) == NEW
        assert not [path.name for path in folder.parent.iterdir() if path.name.startswith(".")]
    pytest.fail("no run got through")


def test_a_failed_write_is_told_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PipelineError, match=r"the pack .*/acme could not be written: No space left on device"):
        publish(tmp_path / "acme", NEW, manifest(NEW))
    assert not list(tmp_path.iterdir())


def test_a_run_killed_between_the_two_renames_is_mended_by_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    publish(folder, OLD, manifest(OLD))
    folder.rename(tmp_path / ".acme.former")
    recover(folder)
    assert contents(folder) == OLD
    assert not (tmp_path / ".acme.former").exists()


def test_a_manifest_that_is_broken_does_not_stop_the_next_pack(tmp_path: Path) -> None:
    publish(tmp_path / "acme", OLD, manifest(OLD))
    (tmp_path / "acme" / "pack.json").write_bytes(b"{")
    publish(tmp_path / "acme", NEW, manifest(NEW))
    assert contents(tmp_path / "acme") == {**OLD, **NEW}
    assert step.MANIFEST in {path.name for path in (tmp_path / "acme").iterdir()}
