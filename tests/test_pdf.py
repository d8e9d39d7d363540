"""`--pdf`: PDFs beside the files of a pack, made in one call, the same each time; without LibreOffice a sentence."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import pdf
from pipeline.cli import main
from pipeline.documents import PORTFOLIO_DOCUMENTS
from pipeline.flows.build import Order
from pipeline.manifest import Manifest
from pipeline.pdf import as_of_day, as_pdf
from pipeline.periods import Period
from pipeline.problems import PipelineError
from pipeline.settings import Settings
from pipeline.workspace import Workspace
from tests.conftest import ROOT, example_workspace
from tests.office import SOFFICE

AS_OF = date(2026, 10, 15)
ACCOUNT = "kestrel"

# A program that is called as LibreOffice is: makes a PDF of each file, but does as a file's own words tell it.
STAND_IN = """#!{python}
import os, pathlib, subprocess, sys, time
folder = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
files = [pathlib.Path(one) for one in sys.argv[sys.argv.index("--outdir") + 2:]]
with open({log!r}, "a") as log:
    print(len(files), os.environ["HOME"] == str(folder), folder.stat().st_mode & 0o077, file=log)
for one in files:
    said = one.read_bytes()
    if said == b"bad":
        sys.exit(0)
    if said == b"slow":
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        pathlib.Path({log!r} + ".child").write_text(str(child.pid))
        time.sleep(60)
    end = b"" if said == b"half" else b"%%EOF"
    (folder / (one.stem + ".pdf")).write_bytes(b"%PDF-1.6 " + str(len(said)).encode() + b" " + end)
"""

requires_posix = pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a script with a #! line")
requires_soffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The stand-in, the first on the path; `calls` beside it lists how it was called."""
    path = tmp_path / "bin" / "soffice"
    path.parent.mkdir()
    path.write_text(STAND_IN.format(python=sys.executable, log=str(tmp_path / "calls")))
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")
    return path


def calls(tmp_path: Path) -> list[str]:
    """How many files each call was given, whether it had a home of its own, and what others may do in its folder."""
    return (tmp_path / "calls").read_text().splitlines()


@requires_posix
def test_all_files_go_in_one_call_with_a_home_of_its_own_that_nobody_else_can_read(
    office: Path, tmp_path: Path
) -> None:
    made = as_pdf({"a-plan.docx": b"one", "client/b.c.pptx": b"other", "- x.docx": b"odd"}, AS_OF, 60)
    assert set(made.files) == {"a-plan.pdf", "client/b.c.pdf", "- x.pdf"}
    assert made.lacking == ()
    assert calls(tmp_path) == ["3 True 0"]


@requires_posix
@pytest.mark.parametrize("words", [b"bad", b"half"])
def test_a_file_that_yields_none_is_tried_alone_and_named_and_costs_no_other(
    office: Path, tmp_path: Path, words: bytes
) -> None:
    made = as_pdf({"a.docx": b"fine", "b.docx": words, "c.docx": b"fine"}, AS_OF, 60)
    assert set(made.files) == {"a.pdf", "c.pdf"}
    assert made.lacking == ("b.docx has no PDF: LibreOffice made none of it",)
    assert calls(tmp_path)[0].startswith("3 ")
    assert {line.split()[0] for line in calls(tmp_path)[1:]} == {"1"}


@requires_posix
def test_one_that_takes_too_long_is_ended_with_what_it_began_and_leaves_nothing_behind(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    begun = time.monotonic()
    made = as_pdf({"a.docx": b"slow"}, AS_OF, 0.7)
    assert time.monotonic() - begun < 20
    assert made.files == {}
    assert made.lacking == ("a.docx has no PDF: LibreOffice took more than 0.7 seconds",)
    assert list(room.iterdir()) == []
    child = int((tmp_path / "calls.child").read_text())
    assert not Path("/proc").is_dir() or not _runs(child)


def _runs(process: int) -> bool:
    """Whether a process still does something; one that nobody has asked after yet does not."""
    stat = Path(f"/proc/{process}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_pdf_bears_the_day_and_nothing_of_the_hour() -> None:
    def pdf(hour: str, letter: str) -> bytes:
        hashes = f"/ID [ <{letter * 32}>\n<{letter * 32}> ]\n/DocChecksum /{letter * 32}\n"
        title = "<FEFF0049006D007000720065007300730000>"
        return f"%PDF-1.6\n/Creator{title}/CreationDate(D:20261126{hour}Z')\ntrailer\n<<{hashes}>>\n%%EOF\n".encode()

    one, other = as_of_day(pdf("101112", "A"), AS_OF), as_of_day(pdf("232425", "B"), AS_OF)
    assert one == other
    assert len(one) == len(pdf("101112", "A"))
    assert b"D:20261015000000Z" in one
    assert b"<FEFF0049006D007000720065007300730000>" in one
    assert as_of_day(pdf("101112", "A").replace(b"Creator", b"Creates"), AS_OF)[-80:] != one[-80:]


def build(folder: Path, *options: str) -> Result:
    """`planpack build` for one account."""
    return CliRunner().invoke(main, ["--workspace", str(folder), "build", ACCOUNT, "--jobs", "1", *options])


def pack(folder: Path) -> dict[str, bytes]:
    """The files of the account's pack, those of its history left out."""
    home = folder / "outputs" / "2026-Q3" / ACCOUNT
    return {str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*.*") if "history" not in p.parts}


@pytest.fixture
def workspace(tmp_path: Path, office: Path) -> Workspace:
    """The example accounts, on a machine whose LibreOffice is the stand-in."""
    folder = tmp_path / "work"
    folder.mkdir()
    return example_workspace(folder)


@requires_posix
def test_pdfs_stand_beside_their_files_in_the_pack_and_its_manifest_and_the_index(workspace: Workspace) -> None:
    done = build(workspace.root, "--pdf")
    assert done.exit_code == 0, done.output
    held = pack(workspace.root)
    paged = {name for name in held if name.endswith((".docx", ".pptx"))}
    pdfs = {name for name in held if name.endswith(".pdf")}
    assert len(paged) >= 4
    assert pdfs == {re.sub(r"\.\w+$", ".pdf", name) for name in paged}
    assert pdfs <= set(json.loads(held["pack.json"])["files"])
    index = (workspace.root / "outputs" / "2026-Q3" / "index.html").read_text(encoding="utf-8")
    assert all(f"{ACCOUNT}/{name}" in index for name in pdfs)


@requires_posix
def test_a_pack_that_did_not_change_gets_the_pdfs_it_lacks_and_then_rests(workspace: Workspace, tmp_path: Path) -> None:
    build(workspace.root)
    before = pack(workspace.root)
    assert f"{ACCOUNT}: built" in build(workspace.root, "--pdf").output
    after = pack(workspace.root)
    assert {name: after[name] for name in before if name != "pack.json"} == {
        name: data for name, data in before.items() if name != "pack.json"
    }
    assert any(name.endswith(".pdf") for name in after)
    called = calls(tmp_path)
    assert f"{ACCOUNT}: unchanged" in build(workspace.root, "--pdf").output
    assert f"{ACCOUNT}: unchanged" in build(workspace.root).output
    assert pack(workspace.root) == after
    assert calls(tmp_path) == called


def test_of_a_deck_and_a_workbook_of_one_name_the_pdf_is_named_once() -> None:
    files = [f"{name}-2026-Q3.{ending}" for name in ("selection", "portfolio") for ending in ("pptx", "pdf", "xlsx")]
    documents = ["selection", "portfolio"]
    pack = Manifest("portfolio", "2026-Q3", "2026-10-15", "x", files=dict.fromkeys(files, ""), documents=documents)
    order = Order(Workspace(ROOT, Settings()), Period(2026, 3), date(2026, 10, 15), PORTFOLIO_DOCUMENTS, pdf=True)
    assert order.files_of("portfolio", pack) == files
    lacking = replace(pack, files={name: "" for name in files if name != "portfolio-2026-Q3.pdf"})
    assert order.files_of("portfolio", lacking) is None


@requires_posix
def test_a_pdf_of_an_older_pack_never_stands_beside_newer_files(workspace: Workspace) -> None:
    build(workspace.root, "--pdf")
    assert f"{ACCOUNT}: built" in build(workspace.root, "--as-of", "2026-10-16").output
    assert not [name for name in pack(workspace.root) if name.endswith(".pdf")]


@requires_posix
def test_a_program_that_makes_nothing_leaves_the_pack_whole_and_is_told(workspace: Workspace, office: Path) -> None:
    office.write_text("#!/bin/sh\nexit 0\n")
    done = build(workspace.root, "--pdf", "--only", "brief")
    assert done.exit_code == 2, done.output
    assert f"{ACCOUNT}-brief-2026-Q3.docx has no PDF: LibreOffice made none of it" in done.output
    assert set(pack(workspace.root)) == {f"{ACCOUNT}-brief-2026-Q3.docx", "pack.json"}
    assert set(json.loads(pack(workspace.root)["pack.json"])["files"]) == {f"{ACCOUNT}-brief-2026-Q3.docx"}


def test_without_libreoffice_nothing_is_built_and_one_sentence_says_why(
    workspace: Workspace, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(office.parent.parent))
    monkeypatch.setattr(pdf, "PLACES", ())
    done = build(workspace.root, "--pdf", "--only", "brief")
    assert done.exit_code == 2
    assert done.output.strip() == (
        "planpack: PDF files can't be made: LibreOffice is not installed (its program soffice is not found)"
    )
    assert not (workspace.root / "outputs" / "2026-Q3").exists()


@requires_posix
def test_a_program_that_can_not_be_started_is_told(office: Path) -> None:
    office.write_text("#!/nowhere/at/all\n")
    with pytest.raises(PipelineError, match="LibreOffice could not be started"):
        as_pdf({"a.docx": b"one"}, AS_OF, 60)


@requires_soffice
def test_libreoffice_makes_the_same_tagged_pdf_of_the_same_document_twice() -> None:
    templates = ROOT / "templates"
    files = {f"client/{name}": (templates / name).read_bytes() for name in ("brief.docx", "client-review.pptx")}
    one, other = (as_pdf(files, AS_OF, 120) for _ in range(2))
    assert one == other
    assert one.lacking == ()
    assert list(one.files) == ["client/brief.pdf", "client/client-review.pdf"]
    for data in one.files.values():
        assert b"/MarkInfo<</Marked true>>" in data
        assert re.findall(rb"/CreationDate\(D:(\d+)", data) == [b"20261015000000"]
        assert re.search(rb"/Creator<FEFF00(57|49)", data)  # Writer, Impress


@requires_posix
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the system does not tell which processes run")
def test_a_run_that_is_told_to_end_ends_the_program_and_tidies_up(office: Path, tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    code = (
        "from datetime import date; from pipeline.pdf import as_pdf;as_pdf({'a.docx': b'slow'}, date(2026, 10, 15), 60)"
    )
    run = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(room)})
    noted = tmp_path / "calls.child"
    until = time.monotonic() + 30
    while not (noted.is_file() and noted.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    run.terminate()
    assert run.wait(30) == 128 + signal.SIGTERM
    assert list(room.iterdir()) == []
    assert not _runs(int(noted.read_text()))
