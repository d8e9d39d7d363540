"""Deliberate template faults: each a template sound but for one thing, built in memory."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pptx
from docx.shared import Pt as WordPt
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "000000050001a5f645400000000049454e44ae426082"
)
TITLE_ONLY = 5
Change = Callable[[Any], None]


def deck(change: Change, *, sound: bool = True) -> bytes:
    """A deck of two slides with titles, numbers and footers; a fault is put on the second."""
    presentation = pptx.Presentation()
    for title in ("{{ account.name }}", "{{ finance.headline }}"):
        slide = presentation.slides.add_slide(presentation.slide_layouts[TITLE_ONLY])
        slide.shapes.title.text = title if sound else "Words"
        for shape in slide.slide_layout.placeholders:
            if shape.placeholder_format.idx in (11, 12) and sound:
                copied = slide.shapes.clone_placeholder(shape)  # noqa: F841
        for placeholder in slide.placeholders:
            if placeholder.placeholder_format.idx > 0:
                placeholder.text = "1"
    change(presentation)
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def document(change: Change, *, sound: bool = True) -> bytes:
    """A document with a heading, a paragraph and a footer with a page number; a fault is put behind."""
    made = docx.Document()
    made.styles["Normal"].font.name = None
    made.add_paragraph("{{ account.name }}" if sound else "Words")
    if sound:
        footer = made.sections[0].footer.paragraphs[0]
        footer.add_run("{{ account.confidentiality }} ")
        field = docx.oxml.parse_xml(
            '<w:fldSimple xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:instr=" PAGE "/>'
        )
        footer._p.append(field)
    change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def box(text: str, width: float = 12, height: float = 8, name: str = "Box") -> Change:
    """A text box on the second slide."""

    def change(presentation: Any) -> None:
        shape = presentation.slides[1].shapes.add_textbox(Cm(1), Cm(5), Cm(width), Cm(height))
        shape.name, shape.text_frame.text = name, text

    return change


def said(text: str) -> Change:
    """A paragraph of a document."""
    return lambda made: made.add_paragraph(text)


def notes(text: str) -> Change:
    """Notes of the second slide."""

    def change(presentation: Any) -> None:
        presentation.slides[1].notes_slide.notes_text_frame.text = text

    return change


def cells(*rows: str) -> Change:
    """A table in a document, a row a text."""

    def change(made: Any) -> None:
        table = made.add_table(len(rows), 1)
        for row, text in zip(table.rows, rows, strict=True):
            row.cells[0].text = text

    return change


def slide_rows(*rows: str) -> Change:
    """A table on the second slide, a row a text."""

    def change(presentation: Any) -> None:
        frame = presentation.slides[1].shapes.add_table(len(rows), 1, Cm(1), Cm(5), Cm(8), Cm(4))
        frame.name = "Rows"
        for row, text in zip(frame.table.rows, rows, strict=True):
            row.cells[0].text = text

    return change


def header(text: str) -> Change:
    """The header of a document."""

    def change(made: Any) -> None:
        made.sections[0].header.paragraphs[0].text = text

    return change


def alt(text: str) -> Change:
    """The alternative text of a box on the second slide."""

    def change(presentation: Any) -> None:
        shape = presentation.slides[1].shapes.add_textbox(Cm(1), Cm(5), Cm(8), Cm(2))
        shape.name, shape.text_frame.text = "Box", "words"
        shape._element.nvSpPr.cNvPr.set("descr", text)

    return change


def picture(presentation: Any) -> None:
    """A picture without alternative text on the second slide."""
    shape = presentation.slides[1].shapes.add_picture(io.BytesIO(PNG), Cm(1), Cm(5))
    shape.name = "Logo"
    shape._element.nvPicPr.cNvPr.set("descr", "")


def word_picture(made: Any) -> None:
    """A picture without alternative text in a document."""
    made.add_picture(io.BytesIO(PNG))


def chart(presentation: Any) -> None:
    """A chart without alternative text on the second slide."""
    data = CategoryChartData()
    data.categories = ["a"]
    data.add_series("s", (1,))
    frame = presentation.slides[1].shapes.add_chart(XL_CHART_TYPE.LINE, Cm(1), Cm(5), Cm(8), Cm(6), data)
    frame.name = "Chart"


def group(presentation: Any) -> None:
    """A block in a group on the second slide."""
    made = presentation.slides[1].shapes.add_group_shape()
    made.name = "Group"
    made._element.nvGrpSpPr.cNvPr.set("descr", "a group")
    shape = made.shapes.add_textbox(Cm(1), Cm(5), Cm(12), Cm(8))
    shape.name, shape.text_frame.text = "Box", "{{ goals.table }}"


def link(presentation: Any) -> None:
    """A link to a slide that comes and goes."""
    notes("{% if goals.all %}")(presentation)
    presentation.slides[0].shapes.title.click_action.target_slide = presentation.slides[1]


def font(presentation: Any) -> None:
    """A font that is not the theme's."""
    box("words")(presentation)
    presentation.slides[1].shapes[-1].text_frame.paragraphs[0].runs[0].font.name = "Comic Sans MS"


def layout_font(presentation: Any) -> None:
    """A font that is not the theme's, in the title of the layout that the slides are on."""
    title = presentation.slide_layouts[TITLE_ONLY].placeholders[0]
    title.text_frame.paragraphs[0].runs[0].font.name = "Comic Sans MS"


def master_font(presentation: Any) -> None:
    """A font that is not the theme's, in a group of the master."""
    made = presentation.slides[0].shapes.add_group_shape()
    shape = made.shapes.add_textbox(Cm(1), Cm(1), Cm(3), Cm(1))
    shape.text_frame.text = "Halden"
    shape.text_frame.paragraphs[0].runs[0].font.name = "Comic Sans MS"
    made.name = "Claim"
    for number, named in enumerate(made._element.iter(qn("p:cNvPr")), 900):
        named.set("id", str(number))
    presentation.slide_master.shapes._spTree.append(made._element)


def master_styles(presentation: Any) -> None:
    """A font that is not the theme's, in the styles of the master's titles."""
    styles = presentation.slide_master._element.find(qn("p:txStyles"))
    next(styles.iter(qn("a:latin"))).set("typeface", "Comic Sans MS")


def small(presentation: Any) -> None:
    """Text that nobody can read."""
    box("words")(presentation)
    presentation.slides[1].shapes[-1].text_frame.paragraphs[0].runs[0].font.size = Pt(6)


def hidden(presentation: Any) -> None:
    """A hidden slide."""
    presentation.slides[1]._element.set("show", "0")


def placeholder(presentation: Any) -> None:
    """A title left empty."""
    presentation.slides[1].shapes.title.text = ""


def bare(presentation: Any) -> None:
    """A slide without number and footer."""
    for shape in list(presentation.slides[1].placeholders):
        if shape.placeholder_format.idx > 0:
            shape._element.getparent().remove(shape._element)


def word_font(made: Any) -> None:
    """A font that is not the theme's, in a document."""
    made.add_paragraph("").add_run("words").font.name = "Comic Sans MS"


def word_small(made: Any) -> None:
    """Text that nobody can read, in a document."""
    made.add_paragraph("").add_run("words").font.size = WordPt(5)


def tracked(made: Any) -> None:
    """A tag in an insertion that nobody accepted."""
    paragraph = made.add_paragraph("")
    paragraph._p.append(
        docx.oxml.parse_xml(
            '<w:ins xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="9" w:author="a">'
            "<w:r><w:t>{{ account.name }}</w:t></w:r></w:ins>"
        )
    )


def word_header_picture(made: Any) -> None:
    """A picture without alternative text in the header."""
    made.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(PNG))


def word_footer_font(made: Any) -> None:
    """A font that is not the theme's, in the footer."""
    made.sections[0].footer.paragraphs[0].add_run("words").font.name = "Comic Sans MS"


def word_style(made: Any) -> None:
    """A style in use is based on one that names a font which is not the theme's."""
    made.styles["Heading 1"].font.name = "Comic Sans MS"
    fonts = made.styles["Heading 1"].element.rPr.rFonts
    for themed in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[themed]
    made.styles["Heading 2"].base_style = made.styles["Heading 1"]
    made.styles["Heading 2"].font.name = None
    made.add_paragraph("words", style="Heading 2")


def word_cell(made: Any) -> None:
    """A block in a cell that is too narrow for it."""
    table = made.add_table(1, 2)
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, (3, 12), strict=True):
        cell.width = Cm(width)
    table.rows[0].cells[0].text = "{{ goals.table }}"


def no_footer(made: Any) -> None:
    """A document without footer and page number."""
    for paragraph in made.sections[0].footer.paragraphs:
        for child in list(paragraph._p):
            paragraph._p.remove(child)


def nothing(_: Any) -> None:
    """No change."""


def saved(folder: Path, name: str, data: bytes) -> Path:
    """A template in a folder."""
    path = folder / name
    path.write_bytes(data)
    return path
