"""A document of the pack: from template, wording and pages to bytes and their log."""

from __future__ import annotations

import io
from pathlib import Path

import pptx
import pytest

from pipeline.documents import Document, Format
from pipeline.printed import PART
from pipeline.problems import PipelineError
from pipeline.render import compiled_template, render
from tests.render.filling import WORDING, pages, saved

REVIEW = Document("review", Format.SLIDES, "review.pptx")


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A folder with a wording file and a deck of one slide."""
    words = WORDING.replace('"owner": "Owner"', '"owner": "Owner", "document_review": "Quarterly review"')
    (tmp_path / "wording.en.j2").write_text(words, encoding="utf-8")
    draw(tmp_path, "{{ finance.revenue }}")
    return tmp_path


def draw(folder: Path, title: str) -> None:
    """Draw a deck of one slide with that title."""
    presentation = pptx.Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[5]).shapes.title.text = title
    (folder / "review.pptx").write_bytes(saved(presentation))


def test_a_document_is_its_bytes_and_what_was_printed(templates: Path) -> None:
    said, tags = pages()
    made = render(REVIEW, templates / "review.pptx", templates / "wording.en.j2", tags, said)
    presentation = pptx.Presentation(io.BytesIO(made.data))
    assert presentation.slides[0].shapes.title.text == "£1.24\u00a0m"
    assert made.printed == (
        (PART, "ppt/slides/slide1.xml"),
        ("finance.revenue", "£1.24\u00a0m"),
    )
    properties = presentation.core_properties
    assert properties.title == "Northwind Ferries – Quarterly review 2026-Q3"
    assert properties.author == "Halden Systems"


def test_a_template_is_compiled_once_until_it_is_edited(templates: Path) -> None:
    _, tags = pages()
    first = compiled_template(templates / "review.pptx", tags)
    assert compiled_template(templates / "review.pptx", dict(tags)) is first
    draw(templates, "{{ account.name }}")
    assert compiled_template(templates / "review.pptx", tags) is not first


def test_an_edited_wording_file_is_read_again(templates: Path) -> None:
    said, tags = pages()
    draw(templates, "{{ finance.headline }}")
    wording = templates / "wording.en.j2"
    before = render(REVIEW, templates / "review.pptx", wording, tags, said)
    wording.write_text(wording.read_text(encoding="utf-8").replace("Revenue was", "We earned"), encoding="utf-8")
    after = render(REVIEW, templates / "review.pptx", wording, tags, said)
    titles = [pptx.Presentation(io.BytesIO(r.data)).slides[0].shapes.title.text for r in (before, after)]
    assert [title.split(" £")[0] for title in titles] == ["Revenue was", "We earned"]


def test_a_template_that_is_not_there_is_told(templates: Path) -> None:
    said, tags = pages()
    with pytest.raises(PipelineError, match=r"the template plan\.docx can't be read"):
        render(REVIEW, templates / "plan.docx", templates / "wording.en.j2", tags, said)


def test_a_wording_file_that_is_not_there_is_told(templates: Path) -> None:
    said, tags = pages()
    with pytest.raises(PipelineError, match=r"the wording file none\.j2 can't be read"):
        render(REVIEW, templates / "review.pptx", templates / "none.j2", tags, said)
