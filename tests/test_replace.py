"""Changed workbooks take the place of those that were read, all or none, and a dated copy of each original is kept."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.problems import PipelineError
from pipeline.replace import Replacement, replace

DAY = date(2026, 10, 15)
FILES = {"goals.xlsx": b"old goals", "risks.xlsx": b"old risks"}


def filled(folder: Path) -> list[Replacement]:
    """An account's folder with two workbooks, and what shall replace them."""
    folder.mkdir(parents=True)
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    return [Replacement(folder / name, data, data.replace(b"old", b"new")) for name, data in FILES.items()]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


NEW = {name: data.replace(b"old", b"new") for name, data in FILES.items()}


def test_workbooks_are_replaced_and_their_originals_kept_under_the_day(tmp_path: Path) -> None:
    files = filled(tmp_path / "acme")
    copies = replace(files, DAY)
    assert contents(tmp_path / "acme") == NEW
    assert [copy.relative_to(tmp_path).as_posix() for copy in copies] == [
        "acme/.backup/goals-2026-10-15.xlsx",
        "acme/.backup/risks-2026-10-15.xlsx",
    ]
    assert [copy.read_bytes() for copy in copies] == list(FILES.values())


def test_a_second_copy_of_a_day_does_not_replace_the_first(tmp_path: Path) -> None:
    (goals, _) = filled(tmp_path / "acme")
    (first,) = replace([goals], DAY)
    (second,) = replace([Replacement(goals.path, goals.now, b"newer goals")], DAY)
    assert second.name == "goals-2026-10-15-2.xlsx"
    assert (first.read_bytes(), second.read_bytes()) == (b"old goals", b"new goals")
    assert goals.path.read_bytes() == b"newer goals"


def test_the_same_original_is_kept_once_a_day(tmp_path: Path) -> None:
    (goals, _) = filled(tmp_path / "acme")
    (first,) = replace([goals], DAY)
    goals.path.write_bytes(goals.was)
    assert replace([goals], DAY) == (first,)
    assert len(list(first.parent.iterdir())) == 1


def test_a_workbook_that_was_changed_since_it_was_read_is_refused_and_none_is_replaced(tmp_path: Path) -> None:
    files = filled(tmp_path / "acme")
    (tmp_path / "acme" / "risks.xlsx").write_bytes(b"typed in meanwhile")
    with pytest.raises(PipelineError, match=r"^risks\.xlsx was changed since it was read: nothing is written, try"):
        replace(files, DAY)
    assert contents(tmp_path / "acme") == {**FILES, "risks.xlsx": b"typed in meanwhile"}


@pytest.mark.parametrize("sign", ["~$risks.xlsx", ".~lock.risks.xlsx#"])
def test_a_workbook_that_is_open_is_refused_and_none_is_replaced(sign: str, tmp_path: Path) -> None:
    files = filled(tmp_path / "acme")
    (tmp_path / "acme" / sign).touch()
    with pytest.raises(PipelineError, match=r"^risks\.xlsx is open in Excel or LibreOffice: close it"):
        replace(files, DAY, patience=0.2)
    (tmp_path / "acme" / sign).unlink()
    assert contents(tmp_path / "acme") == FILES
    replace(files, DAY)
    assert contents(tmp_path / "acme") == NEW


def test_another_workbook_that_is_open_stops_nothing(tmp_path: Path) -> None:
    files = filled(tmp_path / "acme")
    (tmp_path / "acme" / "~$people.xlsx").touch()
    replace(files, DAY)
    assert contents(tmp_path / "acme") == {**NEW, "~$people.xlsx": b""}


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_links_are_not_written_through(tmp_path: Path) -> None:
    (goals, _) = filled(tmp_path / "acme")
    link = tmp_path / "acme" / "linked.xlsx"
    link.symlink_to(goals.path)
    with pytest.raises(PipelineError, match=r"^linked\.xlsx is a link or no plain file"):
        replace([Replacement(link, goals.was, goals.now)], DAY)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "acme" / ".backup").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PipelineError, match=r"^\.backup beside goals\.xlsx is a link or no folder"):
        replace([goals], DAY)
    assert goals.path.read_bytes() == goals.was
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_who_may_read_a_workbook_stays_as_it_was(tmp_path: Path) -> None:
    (goals, _) = filled(tmp_path / "acme")
    goals.path.chmod(0o640)
    (copy,) = replace([goals], DAY)
    assert stat.S_IMODE(goals.path.stat().st_mode) == stat.S_IMODE(copy.stat().st_mode) == 0o640


def test_a_write_protected_workbook_is_refused(tmp_path: Path) -> None:
    (goals, _) = filled(tmp_path / "acme")
    goals.path.chmod(0o440)
    with pytest.raises(PipelineError, match=r"^goals\.xlsx is write-protected: take the protection off"):
        replace([goals], DAY)
    assert goals.path.read_bytes() == goals.was


def test_what_a_killed_run_left_beside_a_workbook_goes(tmp_path: Path) -> None:
    files = filled(tmp_path / "acme")
    (tmp_path / "acme" / ".goals.xlsx.writing").write_bytes(b"new go")
    replace(files, DAY)
    assert contents(tmp_path / "acme") == NEW


class Killed(BaseException):
    """The run dies here: nothing that handles errors is reached."""


@pytest.mark.parametrize(
    "failure", [OSError(errno.ENOSPC, "No space left on device"), PermissionError("in use"), Killed()]
)
def test_every_failing_write_leaves_each_workbook_whole_and_the_next_run_completes(
    failure: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The n-th write fails, for every n until a run gets through."""
    places = [(os, name) for name in ("fsync", "replace", "rename", "mkdir", "chmod")] + [(io, "open")]
    calls: dict[str, Callable[..., Any]] = {name: getattr(place, name) for place, name in places}
    for n in range(1, 60):
        folder = tmp_path / str(n) / "acme"
        files = filled(folder)
        left = n

        def failing(name: str) -> Callable[..., Any]:
            def call(*args: Any, **extra: Any) -> Any:
                nonlocal left
                writes = name != "open" or "x" in str(args[1:])
                left -= writes
                if writes and left == 0:
                    raise failure
                return calls[name](*args, **extra)

            return call

        got_through = False
        with monkeypatch.context() as patch:
            for place, name in places:
                patch.setattr(place, name, failing(name))
            try:
                replace(files, DAY, patience=0)
                got_through = True
            except (PipelineError, Killed) as error:
                told = str(error)
        if got_through:
            assert contents(folder) == NEW
            if left > 0:  # there is no n-th write any more
                assert n > 12
                return
            continue  # a folder that is there already need not be made
        assert isinstance(failure, Killed) or told.startswith("the workbooks stay as they were: ")
        workbooks = {name: (folder / name).read_bytes() for name in FILES}
        if isinstance(failure, Killed):
            assert all(workbooks[name] in (FILES[name], NEW[name]) for name in FILES), f"write {n} left half a workbook"
        else:
            assert contents(folder) == FILES, f"write {n}"
        for name in FILES:
            if workbooks[name] == NEW[name]:
                assert (folder / ".backup" / f"{name[:5]}-2026-10-15.xlsx").read_bytes() == FILES[name]
        replace([Replacement(file.path, file.path.read_bytes(), file.now) for file in files], DAY)
        assert contents(folder) == NEW
    pytest.fail("no run got through")


def test_an_original_that_can_not_be_put_back_is_named_with_its_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = filled(tmp_path / "acme")
    real, done = os.replace, []

    def once(*args: Any) -> None:
        if done:
            raise OSError(errno.EIO, "Input/output error")
        done.append(real(*args))

    monkeypatch.setattr(os, "replace", once)
    with pytest.raises(
        PipelineError, match=r"^goals\.xlsx was changed, and can't be put back .*\.backup/goals-2026-10-15"
    ):
        replace(files, DAY)
