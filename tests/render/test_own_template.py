"""A user's own templates, written from scratch, with everything a template can say, filled and reopened."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pptx
from docx.shared import Cm as WordCm
from docx.shared import Pt as WordPt
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Cm, Pt

from pipeline.render import slides, word
from tests.office import findings, requires_ooxml_check
from tests.render.designed import REVENUE, SAYS, WORDING, chart, deck_with_chart, document_with_chart
from tests.render.filling import fig, fill, printer, saved
from tests.render.test_designed_charts import chart_in, data_of
from tests.render.test_pictures import png
from tests.render.test_slide_copies import table

ROWS = ("{%tr for goal in goals.open %}", "{{ goal.goal }}", "{%tr endfor %}")
LONG = "a long remark of the account's manager " * 40


def own_document() -> Any:
    """A Word template."""
    document = document_with_chart()
    header = document.sections[0].header.paragraphs[0]
    header.text = '{{ picture("logo.png") | height(1) }} {{ account.name }}'
    document.sections[0].footer.paragraphs[0].text = "{% if finance.revenue > 1000000 %}large{% else %}small{% endif %}"
    split = document.add_paragraph()
    for said, bold in (("{{ fin", True), ("ance.revenue | full }}", None), (" in all", None)):
        split.add_run(said).bold = bold
    split.runs[0].font.size = WordPt(15)
    for said in ("{%p for goal in goals.open %}", "{{ loop.index }} {{ goal.owner }}", "{%p endfor %}"):
        document.add_paragraph(said)
    table = document.add_table(4, 1)
    for n, said in enumerate(("Goal", *ROWS)):
        table.cell(n, 0).text = said
    document.add_paragraph("{{ finance.slot }}")
    return document


def own_deck() -> Any:
    """A PowerPoint template."""
    deck, _ = deck_with_chart()
    slide = deck.slides[0]
    slide.shapes.title.text = "{{ account.name }}"
    for n, said in enumerate(('{{ picture("logo.png") }}', "{{ finance.slot }}", "{{ finance.comment }}")):
        box = slide.shapes.add_textbox(Cm(1), Cm(n), Cm(6), Cm(3))
        box.text_frame.word_wrap, box.text_frame.text = True, said
        box.text_frame.paragraphs[0].runs[0].font.size = Pt(20)
        box.name = ("logo", "slot", "remark")[n]
        box.text_frame._txBody.bodyPr.clear()
    table = slide.shapes.add_table(4, 1, Cm(1), Cm(10), Cm(6), Cm(3)).table
    for n, said in enumerate(("Goal", *ROWS)):
        table.cell(n, 0).text = said
    slide.notes_slide.notes_text_frame.text = "Say {{ finance.revenue }}."
    return deck


def made(template: Any, name: str, folder: Path) -> tuple[bytes, list[str]]:
    """The template filled, and what was told."""
    (folder / "logo.png").write_bytes(png())
    draw, to = (word.draw if name.endswith("docx") else slides.draw), printer(WORDING)
    said = {"trend_chart": chart(), "slot": chart(), "comment": fig("finance.comment", LONG)}
    return fill(saved(template), name, draw, to, folder, finance=said), to.told


def test_a_word_template_of_ones_own(tmp_path: Path) -> None:
    document = own_document()
    document._body._element.remove(document.paragraphs[-1]._p)
    data, told = made(document, "own.docx", tmp_path)
    opened = docx.Document(io.BytesIO(data))
    said = [p.text for p in opened.paragraphs if p.text]
    assert said == ["before", "after", "£1,240,000 in all", "1 Ana", "2 Ben & Co <x>"]
    first = next(p for p in opened.paragraphs if p.text.startswith("£")).runs[0]
    assert (first.bold, first.font.size) == (True, WordPt(15))
    assert [row.cells[0].text for row in opened.tables[0].rows] == ["Goal", "On time", "Less waste"]
    section = opened.sections[0]
    assert (section.header.paragraphs[0].text.strip(), section.footer.paragraphs[0].text) == (
        "Northwind Ferries",
        "large",
    )
    (height,) = section.header._element.xpath(".//wp:extent/@cy")
    assert int(height) == WordCm(1)
    assert data_of(chart_in(data)) == REVENUE
    assert told == []


def test_a_deck_of_ones_own(tmp_path: Path) -> None:
    data, told = made(own_deck(), "own.pptx", tmp_path)
    slide = pptx.Presentation(io.BytesIO(data)).slides[0]
    charts = [shape for shape in slide.shapes if shape.has_chart]
    assert [data_of(one.chart) for one in charts] == [REVENUE, REVENUE]
    assert [" ".join(c._element.nvGraphicFramePr.cNvPr.get("descr").split()) for c in charts] == [
        " ".join(SAYS.split())
    ] * 2
    named = {shape.name: shape for shape in slide.shapes}
    assert named["logo"].image.blob == png()
    remark = named["remark"].text_frame
    assert remark.text.endswith("…")
    assert remark.paragraphs[0].runs[0].font.size == Pt(10)
    assert told == ["slide 1, “remark”: the text has more than its frame holds at 10 points: it is cut"]
    table = next(shape for shape in slide.shapes if shape.has_table).table
    assert [table.cell(n, 0).text for n in range(len(table.rows))] == ["Goal", "On time", "Less waste"]
    assert slide.shapes.title.text == "Northwind Ferries"
    assert slide.notes_slide.notes_text_frame.text == "Say £1.24\u00a0m."


@requires_ooxml_check
def test_both_are_sound(tmp_path: Path) -> None:
    for name, template in (("a.docx", own_document()), ("b.pptx", own_deck())):
        (tmp_path / f"template-{name}").write_bytes(saved(template))
        (tmp_path / name).write_bytes(made(template, name, tmp_path)[0])
        usual = {found.partition("!")[2] for found in findings([tmp_path / f"template-{name}"])}
        assert [f for f in findings([tmp_path / name]) if f.partition("!")[2] not in usual] == []


def test_a_deck_of_ones_own_repeats_drops_and_counts(tmp_path: Path) -> None:
    """Slides that repeat, stay or go; tags in groups and alternative texts; curly quotes; a block of eight rows."""
    deck = own_deck()
    for notes in ("{% for goal in goals.open %}", "{% if goals.none %}"):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = "{{ loop.index }} of {{ loop.length }}: {{ goal.goal }}"
        if notes.startswith("{% if"):
            slide.shapes.title.text = "gone"
        slide.notes_slide.notes_text_frame.text = f"{notes}\nSay so."
        group = slide.shapes.add_group_shape()
        inside = group.shapes.add_textbox(Cm(1), Cm(5), Cm(6), Cm(2))
        inside.text_frame.text = "{% if account.name == “Northwind Ferries” %}{{ account.name }}{% endif %}"
        group._element.nvGrpSpPr.cNvPr.set("descr", "All of {{ account.name }}")
    slot = deck.slides[0].shapes.add_textbox(Cm(1), Cm(1), Cm(20), Cm(12))
    slot.text_frame.text = "{{ goals.table | top(8) }}"
    (tmp_path / "logo.png").write_bytes(png())
    said = {"trend_chart": chart(), "slot": chart(), "comment": fig("finance.comment", "short")}
    annexed = WORDING + "{% macro more_in_annex(rest) %}and {{ rest }} more in the annex{% endmacro %}"
    data = fill(
        saved(deck), "own.pptx", slides.draw, printer(annexed), tmp_path, finance=said, goals={"table": table(17)}
    )
    opened = list(pptx.Presentation(io.BytesIO(data)).slides)
    assert [s.shapes.title.text for s in opened] == ["Northwind Ferries", "1 of 2: On time", "2 of 2: Less waste"]
    for slide in opened[1:]:
        assert slide.notes_slide.notes_text_frame.text == "Say so."
        (group,) = (shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
        assert group._element.nvGrpSpPr.cNvPr.get("descr") == "All of Northwind Ferries"
        assert [shape.text_frame.text for shape in group.shapes] == ["Northwind Ferries"]
    (drawn,) = (s.table for s in opened[0].shapes if s.has_table and len(s.table.columns) > 1)
    said_in = [row.cells[0].text_frame.text for row in drawn.rows]
    assert said_in[1:] == [*(f"row {n}" for n in range(1, 9)), "and 9 more in the annex"]
