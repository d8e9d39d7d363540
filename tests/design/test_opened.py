"""Files that can't be drawn on: each is told in one clear sentence, with status 2."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.design import draw_all
from tests.design.brands import PICTURE, a_deck, changed, plain_document, saved, unzipped, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def no_layouts() -> bytes:
    """A deck whose master has lost its layouts."""
    deck = pptx.Presentation()
    for layout in list(deck.slide_layouts):
        deck.slide_layouts.remove(layout)
    return saved(deck)


def no_titles() -> bytes:
    """A deck with a blank layout only."""
    deck = pptx.Presentation()
    for layout in list(deck.slide_layouts)[:6] + list(deck.slide_layouts)[7:]:
        deck.slide_layouts.remove(layout)
    return saved(deck)


def macros() -> bytes:
    """A deck that holds macros, whatever its ending says."""
    return changed(saved(a_deck()), r"\[Content_Types\]\.xml", lambda xml: xml.replace(
        "openxmlformats-officedocument.presentationml.presentation.main", "ms-powerpoint.presentation.macroEnabled.main"
    ))  # fmt: skip


def entities() -> bytes:
    """A document that declares entities."""
    return changed(plain_document(), r"word/document\.xml", lambda xml: re.sub(
        r"(<\?xml.*?\?>)", r'\1<!DOCTYPE x [<!ENTITY y "z">]>', xml))  # fmt: skip


def cut_off() -> bytes:
    """A document without its main part."""
    return zipped({name: body for name, body in unzipped(plain_document()).items() if name != "word/document.xml"})


WRONG: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "encrypted": ("a.pptx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
    "old": ("a.pptx", lambda: OLE, "before 2007"),
    "macros by its ending": ("a.pptm", lambda: saved(a_deck()), "macros"),
    "macros inside": ("a.pptx", macros, "holds macros"),
    "a picture renamed": ("a.pptx", lambda: PICTURE, "no PowerPoint file"),
    "another kind": ("a.pptx", plain_document, "a Word file inside"),
    "another ending": ("a.pdf", lambda: b"%PDF-1.7", "no brand file"),
    "empty": ("a.docx", lambda: b"", "is empty"),
    "no layouts": ("a.pptx", no_layouts, "no slide layouts"),
    "no titles": ("a.pptx", no_titles, "no slide layout with a title"),
    "entities": ("a.docx", entities, "declares things"),
    "cut off": ("a.docx", cut_off, "damaged"),
    "half a file": ("a.docx", lambda: plain_document()[:9000], "no Word file"),
    "any zip": ("a.docx", lambda: zipped({"a.txt": b"a"}), "no Office file"),
}


def drawn(folder: Path, *files: Path) -> tuple[int, str]:
    """The exit status and what is printed when drawing on files in a fresh workspace."""
    brands = [word for file in files for word in ("--brand", str(file))]
    told = CliRunner().invoke(main, ["--workspace", str(folder), "templates", "draw", *brands])
    return told.exit_code, told.output


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with settings only."""
    (tmp_path / "planpack.toml").write_text('company = "Halden"\n')
    return tmp_path


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_told_in_a_sentence_and_nothing_is_written(workspace: Path, name: str) -> None:
    called, make, due = WRONG[name]
    (workspace / called).write_bytes(make())
    status, told = drawn(workspace, workspace / called)
    assert status == 2, told
    assert due in told
    assert called in told
    assert len(told.strip().splitlines()) <= 2
    assert "xml" not in told.lower()
    assert not [path for path in workspace.rglob("*") if path.name in ("plan.docx", "review.pptx")]


def test_a_file_that_is_not_there_is_told(workspace: Path) -> None:
    status, told = drawn(workspace, workspace / "gone.pptx")
    assert (status, "can't be read" in told) == (2, True)


def test_two_files_of_a_kind_are_told(workspace: Path) -> None:
    files = [workspace / name for name in ("one.docx", "other.docx")]
    for file in files:
        file.write_bytes(plain_document())
    status, told = drawn(workspace, *files)
    assert (status, "one of each kind" in told) == (2, True)


def test_a_deck_and_a_document_are_drawn_in_one_go_and_edits_are_left_alone(workspace: Path) -> None:
    files = [workspace / "corp.pptx", workspace / "corp.docx"]
    files[0].write_bytes(saved(a_deck()))
    files[1].write_bytes(plain_document())
    assert drawn(workspace, *files) == (0, "".join(f"{name}: drawn\n" for name in draw_all()))
    assert drawn(workspace, *files) == (0, "".join(f"{name}: is current\n" for name in draw_all()))
    assert drawn(workspace, files[1])[1].startswith("plan.docx: is current\n")
    plan = workspace / "templates" / "plan.docx"
    plan.write_bytes(changed(plan.read_bytes(), r"word/document\.xml", lambda xml: xml.replace("Where we stand", "X")))
    assert "left alone" in drawn(workspace, files[1])[1]
