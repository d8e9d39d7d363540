"""A drawn file is told from one that was edited."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from pipeline.design import draw_all, drawn_hash, is_as_drawn
from pipeline.design.seal import sealed, zipped
from tests.design.said import deck, document

DRAWN = draw_all()


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawn_file_carries_its_own_hash(name: str) -> None:
    assert drawn_hash(DRAWN[name])
    assert is_as_drawn(DRAWN[name])


def test_a_word_file_that_somebody_changed_is_not_as_drawn() -> None:
    made = document(DRAWN["plan.docx"])
    made.paragraphs[0].runs[0].text = "Our own title"
    buffer = BytesIO()
    made.save(buffer)
    assert drawn_hash(buffer.getvalue()) == drawn_hash(DRAWN["plan.docx"])
    assert not is_as_drawn(buffer.getvalue())


def test_a_deck_that_somebody_changed_is_not_as_drawn() -> None:
    made = deck(DRAWN["review.pptx"])
    made.slides[0].shapes.title.text_frame.text = "Our own title"
    buffer = BytesIO()
    made.save(buffer)
    assert not is_as_drawn(buffer.getvalue())


def test_packing_a_drawn_file_anew_leaves_it_as_drawn() -> None:
    with ZipFile(BytesIO(DRAWN["plan.docx"])) as archive:
        parts = {name: archive.read(name) for name in reversed(archive.namelist())}
    assert zipped(parts) == DRAWN["plan.docx"]
    assert is_as_drawn(zipped(parts))


@pytest.mark.parametrize("data", [b"", b"no zip", zipped({"a.xml": b"<a/>"}), zipped({"docProps/custom.xml": b"<a"})])
def test_a_file_that_was_never_drawn_has_no_hash(data: bytes) -> None:
    assert drawn_hash(data) is None
    assert not is_as_drawn(data)


def test_sealing_twice_changes_nothing() -> None:
    assert sealed(DRAWN["plan.docx"]) == DRAWN["plan.docx"]
