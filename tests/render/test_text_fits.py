"""Text that tags fill never runs out of its frame in silence: it is made smaller, then cut at a word and told."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.util import Cm, Emu, Pt

from pipeline.render import fonts
from pipeline.render.fit import text_width, wrapped
from tests.office import findings, requires_ooxml_check
from tests.render.filling import fig, figures_in, fill, part, printer, saved

SHORT = "Fine."
LONG = "Revenue beat plan by six per cent while margin slipped two points after the winter outage of the depot. " * 3
ENDLESS = LONG * 20
TAG = "{{ finance.comment }}"


WIDTH, HEIGHT = Cm(12), Cm(2)


def deck(size: float | None = 18, width: Any = WIDTH, height: Any = HEIGHT, text: str = TAG) -> tuple[Any, Any]:
    """A deck with one text box of a fixed size, and the box."""
    made = pptx.Presentation()
    box = made.slides.add_slide(made.slide_layouts[6]).shapes.add_textbox(Cm(1), Cm(1), width, height)
    box.text_frame.word_wrap, box.text_frame.auto_size = True, MSO_AUTO_SIZE.NONE
    box.text_frame.text = text
    if size:
        box.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
    return made, box


def filled(made: Any, comment: str, to: Any = None, shape: int = 0) -> Any:
    """The shape filled and opened again."""
    said = {"comment": fig("finance.comment", comment)}
    data = fill(saved(made), "review.pptx", to=to, finance=said)
    return pptx.Presentation(io.BytesIO(data)).slides[0].shapes[shape]


def sizes(shape: Any) -> set[float]:
    """The sizes of the shape's runs."""
    return {run.font.size.pt for p in shape.text_frame.paragraphs for run in p.runs if run.text and run.font.size}


def stands(shape: Any) -> float:
    """How high a text of one size stands in its shape, as the blocks' measure has it, without latitude."""
    (points,) = sizes(shape)
    width = shape.width - 2 * 91_440
    count = sum(len(wrapped(p.text, round(width * 1.03), points)) for p in shape.text_frame.paragraphs)
    return count * points * 1.22 * 12_700 + 2 * 45_720


def test_a_text_that_fits_is_left_as_the_template_writes_it() -> None:
    to = printer()
    shape = filled(deck()[0], SHORT, to)
    assert (shape.text_frame.text, sizes(shape), to.told) == (SHORT, {18.0}, [])


def test_a_text_too_long_for_its_frame_is_smaller_and_whole() -> None:
    to = printer()
    shape = filled(deck(height=Cm(4))[0], LONG.strip(), to)
    (size,) = sizes(shape)
    assert 10 <= size < 18
    assert shape.text_frame.text == LONG.strip()
    assert stands(shape) <= shape.height * 1.02
    assert to.told == []


def test_below_ten_points_it_is_cut_at_a_word_and_told() -> None:
    to = printer()
    shape = filled(deck()[0], ENDLESS, to)
    text = shape.text_frame.text
    assert sizes(shape) == {10.0}
    assert text.endswith("…")
    assert ENDLESS.startswith(text[:-1])
    assert ENDLESS[len(text) - 1] == " "
    assert stands(shape) <= shape.height * 1.02
    assert to.told == ["slide 1, “TextBox 1”: the text has more than its frame holds at 10 points: it is cut"]


def test_what_was_printed_is_logged_whole() -> None:
    to = printer()
    filled(deck()[0], ENDLESS, to)
    assert figures_in(to.printed) == [("finance.comment", ENDLESS)]


def test_a_template_that_writes_smaller_than_the_floor_keeps_its_size() -> None:
    assert sizes(filled(deck(size=7)[0], ENDLESS)) == {7.0}


def test_runs_shrink_together_and_keep_their_look() -> None:
    made, box = deck(text="Head: ", height=Cm(3))
    run = box.text_frame.paragraphs[0].add_run()
    run.text, run.font.size, run.font.bold = TAG, Pt(14), True
    shape = filled(made, LONG)
    head, body = shape.text_frame.paragraphs[0].runs
    assert 10 < head.font.size.pt < 18
    assert head.font.size > body.font.size >= Pt(10)
    assert body.font.bold


def test_lines_breaks_and_paragraphs_are_measured_and_cut_too() -> None:
    made, box = deck(height=Cm(1.6))
    box.text_frame.add_paragraph().text = "And more: {{ account.name }}"
    to = printer()
    shape = filled(made, "one\ntwo\nthree\nfour\nfive\nsix\nseven", to)
    assert shape.text_frame.text == "one\x0btwo\x0bthree…"
    assert len(to.told) == 1
    paragraphs = filled(deck(height=Cm(1.6), text="a\nb\n{{ finance.comment }}\nd\ne")[0], "c").text_frame.paragraphs
    assert [p.text for p in paragraphs] == ["a", "b", "c…"]


def test_a_word_that_is_wider_than_the_frame_is_cut_within() -> None:
    shape = filled(deck(width=Cm(3), height=Cm(1.2))[0], "Donaudampfschifffahrtsgesellschaft" * 20)
    assert shape.text_frame.text.startswith("Donaudampf")
    assert shape.text_frame.text.endswith("…")
    assert len(shape.text_frame.text) < 60


def test_a_frame_without_room_for_a_line_still_says_something() -> None:
    shape = filled(deck(height=Cm(0.2))[0], ENDLESS)
    assert re.fullmatch(r"Revenue beat .*…", shape.text_frame.text)


def test_a_placeholder_is_measured_by_what_it_inherits() -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = TAG, "x"
    assert sizes(filled(made, "A short title")) == set()
    title = filled(made, LONG)
    (size,) = sizes(title)
    assert 10 <= size < 44
    assert title.text_frame.text == LONG


def test_a_box_that_grows_with_its_text_grows_down_to_the_slides_edge() -> None:
    made, box = deck(height=Cm(1))
    box.text_frame.auto_size = MSO_AUTO_SIZE.SHAPE_TO_FIT_TEXT
    shape = filled(made, LONG)
    assert sizes(shape) == {18.0}
    assert Cm(4) < shape.height
    assert stands(shape) <= shape.height * 1.02
    full = filled(made, ENDLESS)
    assert full.top + full.height <= made.slide_height
    assert full.text_frame.text.endswith("…")


def test_a_box_that_does_not_wrap_wraps_at_the_slides_edge() -> None:
    made, box = deck(height=Cm(1), width=Cm(2))
    box.text_frame.word_wrap, box.text_frame.auto_size = False, MSO_AUTO_SIZE.SHAPE_TO_FIT_TEXT
    assert (filled(made, "Wider than two centimetres").width, filled(made, LONG).text_frame.word_wrap) == (Cm(2), True)
    shape = filled(made, LONG)
    assert shape.left + shape.width == made.slide_width
    assert stands(shape) <= shape.height * 1.02


def test_a_second_scale_of_the_template_is_not_added_to_ours() -> None:
    made, box = deck(height=Cm(4))
    box.text_frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    box.text_frame._txBody.bodyPr.find("{*}normAutofit").set("fontScale", "90000")
    shape = filled(made, LONG * 2)
    assert shape.text_frame._txBody.bodyPr.find("{*}normAutofit").get("fontScale") is None
    assert stands(shape) <= shape.height * 1.02
    untouched = filled(made, SHORT)
    assert untouched.text_frame._txBody.bodyPr.find("{*}normAutofit").get("fontScale") == "90000"


def test_a_group_and_a_layout_are_measured_too() -> None:
    made, _ = deck()
    group = made.slides[0].shapes.add_group_shape()
    inner = group.shapes.add_textbox(0, 0, Cm(4), Cm(1))
    inner.text_frame.word_wrap, inner.text_frame.text = True, TAG
    assert filled(made, ENDLESS, shape=1).shapes[0].text_frame.text.endswith("…")
    layout, box = deck()
    layout.slides[0].slide_layout._element.cSld.spTree.append(box._element)
    data = fill(saved(layout), "review.pptx", finance={"comment": fig("finance.comment", ENDLESS)})
    opened = pptx.Presentation(io.BytesIO(data)).slides[0].slide_layout
    assert next(s for s in opened.shapes if s.name == "TextBox 1").text_frame.text.endswith("…")


@settings(max_examples=40, deadline=None)
@given(
    st.text(st.sampled_from("abcdefg WMil.,&<\n\u00a0éß語\U0001f600"), max_size=400),
    st.integers(2, 20),
    st.integers(1, 6),
    st.sampled_from([9, 10, 12, 18, 32]),
)
def test_any_text_is_whole_or_told(text: str, width: int, height: int, size: int) -> None:
    to = printer()
    made, _ = deck(size, Cm(width), Cm(height), text="{{ finance.comment }}.")
    shown = filled(made, text, to).text_frame.text.replace("\x0b", "\n")
    if to.told:
        assert shown.endswith("…")
        assert f"{text}.".startswith(shown[:-1])
    else:
        assert shown == f"{text}."


def box(text: str, width: int = 3_600_000, height: int = 900_000, inside: str = "<wps:bodyPr/>", size: int = 24) -> Any:
    """A paragraph with a Word text box."""
    space = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    return parse_xml(
        f"<w:p {nsdecls('w', 'wp', 'a', 'r')} {space}><w:r><w:drawing>"
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        '<wp:docPr id="7" name="box"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/></a:xfrm></wps:spPr><wps:txbx><w:txbxContent><w:p>'
        f'<w:r><w:rPr><w:b/><w:sz w:val="{size}"/><w:u w:val="single"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'
        f"</w:txbxContent></wps:txbx>{inside}</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def in_box(comment: str, **given: Any) -> tuple[str, set[int], list[str]]:
    """The text of a filled text box, its sizes in half points, and what was told."""
    made, to = docx.Document(), printer()
    made.element.body.insert(0, box(TAG, **given))
    data = fill(saved(made), "plan.docx", to=to, finance={"comment": fig("finance.comment", comment)})
    content = next(docx.Document(io.BytesIO(data)).element.body.iter("{*}txbxContent"))
    return (
        "".join(t.text or "" for t in content.iter("{*}t")),
        {int(str(e.val.pt * 2).partition(".")[0]) for e in content.iter("{*}sz")},
        to.told,
    )


def test_a_word_text_box_shrinks_and_cuts_at_eight_points() -> None:
    assert in_box(SHORT) == (SHORT, {24}, [])
    text, size, told = in_box(LONG)
    assert (text, told) == (LONG, [])
    assert 16 <= min(size) < 24
    text, size, told = in_box(ENDLESS)
    assert text.endswith("…")
    assert ENDLESS.startswith(text[:-1])
    assert size == {16}
    assert told == ["paragraph 2: the text has more than its frame holds at 8 points: it is cut"]


def test_a_word_text_box_that_grows_is_left_to_word() -> None:
    grows = '<wps:bodyPr><a:spAutoFit xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></wps:bodyPr>'
    assert in_box(ENDLESS, inside=grows) == (ENDLESS, {24}, [])


@pytest.mark.parametrize("installed", [True, False])
def test_calibri_and_its_twin_are_measured_alike_whether_installed_or_not(
    installed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts.face.cache_clear()
    if not installed:
        monkeypatch.setattr(fonts, "folders", tuple)
    widths = [fonts.face(name).thousandths(LONG) for name in ("Calibri", "Carlito", "")]
    fonts.face.cache_clear()
    assert len(set(widths)) == 1
    assert widths[0] == pytest.approx(text_width(LONG, 1000) / 12_700 / 1.04, rel=0.02)


def test_the_table_is_the_twins_own_widths_to_a_hundredth() -> None:
    found = fonts.installed(fonts.folders()).get(("carlito", False))
    if found is None:
        pytest.skip("Carlito is not installed here")
    own = fonts._of_file(*found)
    assert own is not None
    assert fonts.face("Calibri").thousandths(LONG) == pytest.approx(own.thousandths(LONG), rel=0.01)


@pytest.fixture
def wide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A folder with a font whose every letter is as wide as high, and two files that are no fonts."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    builder = FontBuilder(1000, isTTF=True)
    names = [".notdef", *(f"g{n}" for n in range(0x20, 0x17F))]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({n: f"g{n}" for n in range(0x20, 0x17F)})
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Wide Test", "styleName": "Regular"})
    builder.setupOS2(usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.save(tmp_path / "wide.ttf")
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0 no font at all")
    (tmp_path / "cut.ttf").write_bytes((tmp_path / "wide.ttf").read_bytes()[:200])
    monkeypatch.setattr(fonts, "folders", lambda: (tmp_path,))
    fonts.face.cache_clear()
    yield tmp_path
    fonts.face.cache_clear()


def test_an_installed_font_is_measured_by_its_own_widths(wide: Path) -> None:
    assert fonts.face("wide test").thousandths("abc") == pytest.approx(3000 * 1.01)
    assert fonts.face("Wide Test", bold=True).thousandths("ill") == pytest.approx(3000 * 1.01)
    assert fonts.face("Not There").thousandths("ill") < 1000
    assert fonts.face("Wide Test").line == pytest.approx(1.0)


def test_a_shape_in_an_installed_wide_font_is_smaller_than_in_calibri(wide: Path) -> None:
    made, shape = deck(height=Cm(7))
    assert sizes(filled(made, LONG)) == {18.0}
    shape.text_frame.paragraphs[0].runs[0].font.name = "Wide Test"
    (size,) = sizes(filled(made, LONG))
    assert 10 <= size < 18


def test_the_themes_font_counts_where_the_shape_names_none(wide: Path) -> None:
    made, _ = deck(height=Cm(6))
    theme = made.slide_master.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    )
    theme._blob = theme.blob.replace(b'latin typeface="Calibri"', b'latin typeface="Wide Test"')
    (size,) = sizes(filled(made, LONG))
    assert 10 <= size < 18


@requires_ooxml_check
def test_files_whose_text_was_made_to_fit_are_sound(tmp_path: Path) -> None:
    made, shape = deck()
    shape.text_frame.add_paragraph().text = "x {{ account.name }}\vy"
    written = docx.Document()
    written.element.body.insert(0, box(TAG))
    said = {"comment": fig("finance.comment", ENDLESS + "a & b\nc")}
    for name, template in (("a.pptx", made), ("b.docx", written)):
        (tmp_path / f"template-{name}").write_bytes(saved(template))
        (tmp_path / name).write_bytes(fill(saved(template), name, finance=said))
        usual = {found.partition("!")[2] for found in findings([tmp_path / f"template-{name}"])}
        assert [f for f in findings([tmp_path / name]) if f.partition("!")[2] not in usual] == []
    assert "xmlns" not in part((tmp_path / "a.pptx").read_bytes(), "ppt/slides/slide1.xml").partition("<p:cSld")[2]
    assert Emu(1)
