"""PDF files: beside each Word and PowerPoint file, the same bytes each time, never a former pack's; told where not."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import pdf
from pipeline.cli import main
from pipeline.pdf import as_pdf
from pipeline.problems import PipelineError
from tests.conftest import ROOT, example_workspace
from tests.office import requires_office

BRIEF = (ROOT / "templates" / "brief.docx").read_bytes()
DAY = date(2026, 10, 15)


def program(folder: Path, does: str) -> str:
    """A program that stands in for LibreOffice."""
    path = folder / "office"
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)
    return str(path)


def build(workspace: Path, *options: str) -> tuple[int, str]:
    """Build one account's brief and calendar; the exit status, and what was said."""
    command = ["--workspace", str(workspace), "build", "kestrel", "--only", "brief,calendar", "--jobs", "1", *options]
    done = CliRunner().invoke(main, command)
    return done.exit_code, done.output


@requires_office
def test_the_same_file_makes_the_same_bytes_that_say_the_pack_s_day() -> None:
    one, other = (as_pdf({"client/a-brief.docx": BRIEF}, DAY) for _ in range(2))
    assert one == other
    assert list(one) == ["client/a-brief.pdf"]
    data = one["client/a-brief.pdf"]
    assert data.startswith(b"%PDF-")
    assert re.findall(rb"/CreationDate\(D:(\d+)", data) == [b"20261015000000"]


@requires_office
def test_a_pack_gets_its_pdf_files_when_asked_for_and_loses_them_when_built_without(tmp_path: Path) -> None:
    workspace = example_workspace(tmp_path).root
    folder = workspace / "outputs" / "2026-Q3" / "kestrel"
    assert "kestrel: built" in build(workspace)[1]
    assert not list(folder.glob("*.pdf"))
    status, said = build(workspace, "--pdf")
    assert (status, "kestrel-brief-2026-Q3.pdf" in said) == (0, True)
    assert [path.name for path in folder.glob("*.pdf")] == ["kestrel-brief-2026-Q3.pdf"]
    assert "kestrel: unchanged: kestrel-brief-2026-Q3.docx, kestrel-brief-2026-Q3.pdf" in build(workspace, "--pdf")[1]
    assert "kestrel: unchanged: kestrel-brief-2026-Q3.docx, kestrel-calendar" in build(workspace)[1]
    assert "kestrel/kestrel-brief-2026-Q3.pdf" in (folder.parent / "index.html").read_text(encoding="utf-8")
    assert "kestrel: built" in build(workspace, "--force")[1]
    assert not list(folder.glob("*.pdf"))


def test_without_the_program_nothing_is_built_and_one_sentence_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    monkeypatch.setattr(pdf, "USUAL_PLACES", ())
    workspace = example_workspace(tmp_path).root
    status, said = build(workspace, "--pdf")
    assert status == 2
    assert said.strip() == (
        "planpack: PDF files can't be made: LibreOffice is not installed (its program soffice is not found)"
    )
    assert not (workspace / "outputs" / "2026-Q3" / "kestrel").exists()


@pytest.mark.parametrize(
    ("does", "told"),
    [("exit 0", "made no PDF of a-brief.docx"), ("exit 3", "made no PDF"), ("sleep 20", "took more than 1 s")],
)
def test_a_program_that_fails_or_hangs_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, told: str
) -> None:
    there = program(tmp_path, does)
    monkeypatch.setattr(pdf, "office", lambda: there)
    monkeypatch.setattr(pdf, "START", 1)
    monkeypatch.setattr(pdf, "EACH", 0)
    with pytest.raises(PipelineError, match=told):
        as_pdf({"a-brief.docx": BRIEF}, DAY)
