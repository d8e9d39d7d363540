"""PowerPoint templates: tags in shapes, tables and notes, slots in placeholders, slides that come and go."""

from __future__ import annotations

import io
import re
import time
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.util import Cm, Emu

from pipeline.blocks import Text
from pipeline.figures import Unit
from pipeline.printed import PART
from pipeline.render.compile import WrongTemplate, compile_template
from tests.office import findings, requires_ooxml_check
from tests.render.filling import PROPERTIES, draw_slide, fig, fill, line, pages, part, parts, printer, saved

TITLE_ONLY, TITLE_AND_CONTENT, BLANK = 5, 1, 6


def deck(*titles: str) -> Presentation:
    """A deck with a slide for each title."""
    presentation = pptx.Presentation()
    for title in titles:
        slide = presentation.slides.add_slide(presentation.slide_layouts[TITLE_ONLY])
        slide.shapes.title.text = title
    return presentation


def note(presentation: Presentation, number: int, text: str) -> None:
    """Give a slide notes."""
    presentation.slides[number - 1].notes_slide.notes_text_frame.text = text


def filled_in(presentation: Presentation, **topics: Any) -> Presentation:
    """The deck filled and opened again."""
    return pptx.Presentation(io.BytesIO(fill(saved(presentation), "review.pptx", **topics)))


def titles(presentation: Presentation) -> list[str]:
    """The slides' titles with ordinary spaces."""
    return [slide.shapes.title.text.replace("\u00a0", " ") for slide in presentation.slides]


def notes(presentation: Presentation) -> list[str]:
    """The slides' notes."""
    return [slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "" for slide in presentation.slides]


def test_tags_in_shapes_are_replaced() -> None:
    assert titles(filled_in(deck("{{ account.name }}: {{ finance.revenue }}", "{{ finance.headline }}"))) == [
        "Northwind Ferries: £1.24 m",
        "Revenue was £1.24 m, down 2 %.",
    ]


def test_a_tag_split_over_runs_is_read_whole() -> None:
    presentation = deck("")
    paragraph = presentation.slides[0].shapes.title.text_frame.paragraphs[0]
    for piece in ("a {{ finance", ".revenue", " }} z"):
        paragraph.add_run().text = piece
    assert titles(filled_in(presentation)) == ["a £1.24 m z"]


def test_line_breaks_keep_the_format_of_their_run() -> None:
    presentation = deck("")
    run = presentation.slides[0].shapes.title.text_frame.paragraphs[0].add_run()
    run.text, run.font.bold = "{{ finance.comment }}!", True
    filled = filled_in(presentation, finance={"comment": fig("finance.comment", "one\ntwo & three")})
    paragraph = filled.slides[0].shapes.title.text_frame.paragraphs[0]
    assert paragraph.text == "one\vtwo & three!"
    assert [r.font.bold for r in paragraph.runs] == [True, True]


def test_a_table_row_is_repeated_for_each_line() -> None:
    presentation = deck("x")
    table = presentation.slides[0].shapes.add_table(4, 2, 0, 0, Cm(10), Cm(4)).table
    for at, text in (
        ((0, 0), "Goal"),
        ((1, 0), "{%tr for goal in goals.open %}"),
        ((2, 0), "{{ goal.goal }}"),
        ((2, 1), "{{ goal.owner }}"),
        ((3, 0), "{%tr endfor %}"),
    ):
        table.cell(*at).text = text
    filled = next(s.table for s in filled_in(presentation).slides[0].shapes if s.has_table)
    assert [[cell.text for cell in row.cells] for row in filled.rows] == [
        ["Goal", ""], ["On time", "Ana"], ["Less waste", "Ben & Co <x>"],
    ]  # fmt: skip


def test_notes_and_alternative_texts_are_filled() -> None:
    presentation = deck("x")
    note(presentation, 1, "Say {{ finance.headline }}")
    box = presentation.slides[0].shapes.add_textbox(0, 0, Cm(5), Cm(1))
    box._element.nvSpPr.cNvPr.set("descr", "{{ finance.headline }}")
    filled = filled_in(presentation)
    assert notes(filled) == ["Say Revenue was £1.24\u00a0m, down 2\u00a0%."]
    shape = filled.slides[0].shapes[-1]
    assert shape._element.nvSpPr.cNvPr.get("descr") == "Revenue was £1.24\u00a0m, down 2\u00a0%."


def test_a_block_is_drawn_in_the_frame_of_its_shape_and_the_shape_goes() -> None:
    presentation = deck("x")
    box = presentation.slides[0].shapes.add_textbox(Cm(1), Cm(2), Cm(10), Cm(5))
    box.text_frame.text = "{{ finance.trend_chart }}"
    shapes = list(filled_in(presentation).slides[0].shapes)
    assert [s.name for s in shapes] == ["Title 1", "drawn"]
    drawn = shapes[1]
    assert (drawn.left, drawn.top, drawn.width, drawn.height) == (Cm(1), Cm(2), Cm(10), Cm(5))
    assert drawn.text_frame.text == "Owner finance.trend_chart"


def test_a_placeholder_takes_its_frame_from_the_layout_or_master() -> None:
    presentation = pptx.Presentation()
    layout = presentation.slide_layouts[TITLE_AND_CONTENT]
    slide = presentation.slides.add_slide(layout)
    slide.placeholders[1].text = "{{ finance.trend_chart }}"
    expected = slide.placeholders[1]
    frame = (expected.left, expected.top, expected.width, expected.height)
    drawn = next(s for s in filled_in(presentation).slides[0].shapes if s.name == "drawn")
    assert (drawn.left, drawn.top, drawn.width, drawn.height) == frame
    assert frame[2] > 0


def test_the_height_a_tag_asks_for_is_the_slots() -> None:
    presentation = deck("x")
    box = presentation.slides[0].shapes.add_textbox(0, 0, Cm(10), Cm(5))
    box.text_frame.text = "{{ finance.trend_chart | height(2.5) }}"
    drawn = next(s for s in filled_in(presentation).slides[0].shapes if s.name == "drawn")
    assert drawn.height == Emu(900_000)


def test_drawn_shapes_have_ids_of_their_own_on_each_slide() -> None:
    presentation = deck("a", "b")
    for slide in presentation.slides:
        for n in range(2):
            slide.shapes.add_textbox(0, Cm(n), Cm(10), Cm(1)).text_frame.text = "{{ finance.trend_chart }}"
    for slide in filled_in(presentation).slides:
        ids = [s.shape_id for s in slide.shapes]
        assert len(ids) == len(set(ids)) == 3


CONDITIONAL = "{% if finance.shown %}Say this.{% endif %}"


@pytest.mark.parametrize(("shown", "kept"), [("yes", ["one", "two", "three"]), ("", ["one", "three"])])
def test_a_slide_comes_or_goes_with_the_condition_its_notes_begin_with(shown: str, kept: list[str]) -> None:
    presentation = deck("one", "two", "three")
    note(presentation, 2, CONDITIONAL)
    assert titles(filled_in(presentation, finance={"shown": fig("finance.shown", shown)})) == kept


@pytest.mark.parametrize("text", [CONDITIONAL, "{% if finance.shown %}Say this.", "{% if finance.shown %}\nSay this."])
def test_the_condition_itself_is_not_in_the_notes(text: str) -> None:
    presentation = deck("one")
    note(presentation, 1, text)
    assert notes(filled_in(presentation, finance={"shown": fig("finance.shown", "x")})) == ["Say this."]


def test_a_condition_inside_the_notes_of_a_conditional_slide_still_works() -> None:
    presentation = deck("one")
    note(presentation, 1, "{% if finance.shown %}A{% if goals.none %}B{% else %}C{% endif %}D{% endif %}")
    assert notes(filled_in(presentation, finance={"shown": fig("finance.shown", "x")})) == ["ACD"]


def test_nothing_of_a_slide_that_went_stays_in_the_file() -> None:
    presentation = deck("one", "two")
    chart_data = CategoryChartData()
    chart_data.categories = ["a"]
    chart_data.add_series("s", (1,))
    presentation.slides[1].shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Cm(5), Cm(5), chart_data)
    note(presentation, 2, CONDITIONAL)
    data = fill(saved(presentation), "review.pptx", finance={"shown": fig("finance.shown", "")})
    names = [name.rpartition("/")[2] for name in parts(data)]
    assert "slide1.xml" in names
    assert not [n for n in names if n.startswith(("slide2.", "notesSlide", "chart", "Microsoft_Excel"))]
    assert "slide2" not in part(data, "[Content_Types].xml") + part(data, "ppt/_rels/presentation.xml.rels")


SECTION = (
    '<p:extLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
    '<p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
    '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
    '<p14:section name="All" id="{11111111-2222-3333-4444-555555555555}"><p14:sldIdLst><p14:sldId id="256"/>'
    '<p14:sldId id="257"/></p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>'
)


@pytest.mark.parametrize(("shown", "ids"), [("yes", ["256", "257"]), ("", ["256"])])
def test_a_slide_that_went_is_in_no_section(shown: str, ids: list[str]) -> None:
    presentation = deck("one", "two")
    note(presentation, 2, CONDITIONAL)
    presentation.element.append(parse_xml(SECTION))
    data = fill(saved(presentation), "review.pptx", finance={"shown": fig("finance.shown", shown)})
    xml = part(data, "ppt/presentation.xml")
    assert re.findall(r'<p14:sldId id="(\d+)"', xml) == re.findall(r'<p:sldId [^>]*?id="(\d+)"', xml) == ids


def test_a_wrong_tag_is_told_with_slide_shape_and_the_nearest_tag() -> None:
    presentation = deck("fine", "{{ finance.headlin }}")
    note(presentation, 1, "{{ account.nam }}")
    _, tags = pages()
    with pytest.raises(WrongTemplate) as caught:
        compile_template(saved(presentation), "review.pptx", tags)
    assert str(caught.value).splitlines() == [
        "review.pptx › slide 1, notes: account.nam is no tag. Did you mean account.name?",
        "review.pptx › slide 2, “Title 1”: finance.headlin is no tag. Did you mean finance.headline?",
    ]
    assert [p.code for p in caught.value.problems] == ["unknown-tag", "unknown-tag"]


def test_a_wrong_condition_of_a_slide_is_told() -> None:
    presentation = deck("one")
    note(presentation, 1, "{% if growth.whitespace %}")
    with pytest.raises(WrongTemplate, match=r"slide 1, notes: growth\.whitespace is no tag"):
        fill(saved(presentation), "review.pptx")


def test_a_block_in_a_table_cell_of_a_slide_is_told() -> None:
    presentation = deck("x")
    table = presentation.slides[0].shapes.add_table(1, 1, 0, 0, Cm(10), Cm(4)).table
    table.cell(0, 0).text = "{{ finance.trend_chart }}"
    with pytest.raises(WrongTemplate, match="block among other text"):
        fill(saved(presentation), "review.pptx")


def test_a_block_in_a_group_is_told() -> None:
    presentation = deck("x")
    group = presentation.slides[0].shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Cm(1), Cm(1)).text_frame.text = "{{ finance.trend_chart }}"
    with pytest.raises(WrongTemplate, match="stands in a group"):
        fill(saved(presentation), "review.pptx")


def test_a_link_to_a_slide_that_may_go_is_told() -> None:
    presentation = deck("one", "two")
    note(presentation, 2, CONDITIONAL)
    box = presentation.slides[0].shapes.add_textbox(0, 0, Cm(1), Cm(1))
    box.click_action.target_slide = presentation.slides[1]
    with pytest.raises(WrongTemplate, match="slide 1: a link leads to slide 2"):
        fill(saved(presentation), "review.pptx", finance={"shown": fig("finance.shown", "")})


def chart_xml(workbook: str) -> str:
    """A chart part that names its workbook."""
    space = "http://schemas.openxmlformats.org"
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace xmlns:c="{space}/drawingml/2006/chart" '
        f'xmlns:r="{space}/officeDocument/2006/relationships"><c:chart><c:plotArea><c:layout/></c:plotArea></c:chart>'
        f'<c:externalData r:id="{workbook}"/></c:chartSpace>'
    )


def test_an_added_chart_has_its_part_its_workbook_and_their_relationships() -> None:
    presentation = deck("x")
    presentation.slides[0].shapes.add_textbox(0, 0, Cm(10), Cm(5)).text_frame.text = "{{ finance.trend_chart }}"
    drawn: list[str] = []

    def draw(block: Text, slot: Any, page: Any) -> str:
        drawn.append(page.add_chart(chart_xml("{workbook_id}"), b"the workbook"))
        return ""

    data = fill(saved(presentation), "review.pptx", draw)
    slide = pptx.Presentation(io.BytesIO(data)).slides[0]
    chart = slide.part.related_part(drawn[0])
    assert str(chart.partname) == "/ppt/charts/chart1.xml"
    assert chart.content_type.endswith("drawingml.chart+xml")
    assert 'r:id="rId1"' in part(data, "ppt/charts/chart1.xml")
    assert chart.part.related_part("rId1").blob == b"the workbook"


def test_the_same_pages_give_the_same_bytes() -> None:
    presentation = deck("{{ finance.revenue }}", "two")
    note(presentation, 2, CONDITIONAL)
    data, topics = saved(presentation), {"finance": {"shown": fig("finance.shown", "")}}
    first = fill(data, "review.pptx", **topics)
    time.sleep(2.1)  # longer than the clock of a zip ticks
    assert fill(data, "review.pptx", **topics) == first


def test_the_log_follows_the_slides() -> None:
    presentation = deck("{{ account.name }}", "{{ finance.target }}")
    note(presentation, 1, "{{ finance.revenue }}")
    to = printer()
    fill(saved(presentation), "review.pptx", to=to)
    assert [text if name == PART else name for name, text in to.printed] == [
        "ppt/slides/slide1.xml", "account.name", "finance.revenue", "ppt/slides/slide2.xml", "finance.target",
    ]  # fmt: skip


def test_one_compiled_deck_serves_accounts_that_keep_and_lose_slides() -> None:
    presentation = deck("one", "two")
    note(presentation, 2, CONDITIONAL)
    with_slide, tags = pages(finance={"shown": fig("finance.shown", "x")})
    without, _ = pages(finance={"shown": fig("finance.shown", "")})
    compiled = compile_template(saved(presentation), "review.pptx", tags)
    made = [compiled.fill(said, printer(), PROPERTIES, draw_slide) for said in (with_slide, without, with_slide)]
    assert [len(pptx.Presentation(io.BytesIO(data)).slides) for data in made] == [2, 1, 2]
    assert made[0] == made[2]


@requires_ooxml_check
@pytest.mark.parametrize("shown", ["yes", ""])
def test_a_filled_deck_is_as_sound_as_its_template(tmp_path: Path, shown: str) -> None:
    presentation = deck("{{ finance.revenue }}", "two", "three")
    slide = presentation.slides[0]
    slide.shapes.add_textbox(0, 0, Cm(10), Cm(5)).text_frame.text = "{{ finance.trend_chart }}"
    table = slide.shapes.add_table(4, 1, 0, 0, Cm(10), Cm(4)).table
    for n, text in enumerate(("Goal", "{%tr for g in goals.open %}", "{{ g.goal }}", "{%tr endfor %}")):
        table.cell(n, 0).text = text
    note(presentation, 2, CONDITIONAL)
    note(presentation, 3, "{{ finance.comment }}")
    topics = {"finance": {"shown": fig("finance.shown", shown), "comment": fig("finance.comment", "a\nb")}}
    review, before = tmp_path / "review.pptx", tmp_path / "before.pptx"
    plain = deck("one")
    note(plain, 1, "x")
    before.write_bytes(saved(plain))
    review.write_bytes(fill(saved(presentation), "review.pptx", **topics))
    usual = {found.partition("!")[2] for found in findings([before])}
    assert {found.partition("!")[2] for found in findings([review])} <= usual


def test_an_empty_list_in_a_condition_takes_the_slide_away() -> None:
    presentation = deck("one", "two")
    note(presentation, 2, "{% if goals.open %}")
    assert titles(filled_in(presentation)) == ["one", "two"]
    none = fig("goals.open", (), Unit.LIST)
    assert titles(filled_in(presentation, goals={"open": none})) == ["one"]
    one = fig("goals.open", (line("goals.G1", goal="x"),), Unit.LIST)
    assert titles(filled_in(presentation, goals={"open": one})) == ["one", "two"]
