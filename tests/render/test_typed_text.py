"""Whatever people type is printed as they typed it, in well-formed XML, and never read as a tag."""

from __future__ import annotations

import io
import zipfile

import docx
import pptx
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.render.compile import compile_template
from pipeline.render.engine import Compiled
from tests.render.filling import PROPERTIES, draw_slide, draw_word, fig, pages, printer, saved

# Any characters, and those most likely to break something more often.
LIKELY = (
    "{{", "}}", "{%", "%}", "{#", "</w:t>", "&", "<", "]]>", "\n", "\r\n", "\x0b", "\ud800", "<?planpack 0?>",
    "\ufdd0", "\ufdd6", "\ufdd7",
)  # fmt: skip
TYPED = st.lists(st.one_of(st.text(max_size=20), st.sampled_from(LIKELY)), max_size=8).map("".join)
GONE = {*range(9), *range(0xB, 0x20), 0x7F, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF, *range(0xFDD0, 0xFDF0)}


def expected(typed: str) -> str:
    """The text that a page can hold: no characters that XML lacks, tabs as spaces."""
    return "".join(c for c in typed if ord(c) not in GONE).replace("\t", " ")


def compiled(name: str) -> Compiled:
    """A template with the text between two marks, and in an alternative text."""
    if name.endswith("docx"):
        document = docx.Document()
        document.add_paragraph("[{{ finance.comment }}]")
        template = saved(document)
    else:
        presentation = pptx.Presentation()
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = "[{{ finance.comment }}]"
        slide.shapes.title._element.nvSpPr.cNvPr.set("descr", "[{{ finance.comment }}]")
        template = saved(presentation)
    _, tags = pages(finance={"comment": fig("finance.comment", "x")})
    return compile_template(template, name, tags)


PLAN, REVIEW = compiled("plan.docx"), compiled("review.pptx")


def printed(data: bytes, part: str) -> tuple[str, list[str]]:
    """The text of a part with its line breaks, and its alternative texts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(part))
    text = "".join("\n" if e.tag.endswith("}br") else e.text or "" for e in root.iter("{*}t", "{*}br"))
    return text, [e.get("descr") for e in root.iter("{*}cNvPr") if e.get("descr")]


@settings(max_examples=150, deadline=None)
@given(TYPED)
def test_any_text_is_printed_as_typed_in_word_and_powerpoint(typed: str) -> None:
    said, _ = pages(finance={"comment": fig("finance.comment", typed)})
    plan = PLAN.fill(said, printer(), PROPERTIES, draw_word)
    review = REVIEW.fill(said, printer(), PROPERTIES, draw_slide)
    text = f"[{expected(typed)}]"
    assert printed(plan, "word/document.xml")[0] == text
    assert printed(review, "ppt/slides/slide1.xml") == (text, [text])
