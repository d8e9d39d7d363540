"""The default templates on companies' own files: drawn, filled, sound, readable, and nothing out of its place."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.design import draw_all, is_as_drawn
from pipeline.documents import PORTFOLIO_DOCUMENTS
from pipeline.flows.tags import drawn_by_portfolio_tag, drawn_by_tag
from pipeline.grounds import ground_of, mapping_of, palette_of_slides
from pipeline.palette import TEXT_CONTRAST, contrast, shaded, theme_colours
from pipeline.template_check import look
from pipeline.workspace import SHIPPED
from tests.design.branded import DECK_CASES, KINDS, LENGTHS, PAGE_CASES, Case, all_drawn, brand_file, drawn, made
from tests.design.brands import DECKS, DOCUMENTS, unzipped
from tests.design.said import deck, document, words_of_deck, words_of_document
from tests.office import findings, requires_ooxml_check
from tests.places import FURNITURE, frames, out_of_place

pytestmark = pytest.mark.xdist_group("brands")  # so that one process draws them, once
CASES = [*DECK_CASES, *PAGE_CASES]
PLAN, REVIEW = "plan.docx", "review.pptx"
TEXT_ROLES = re.compile(
    r"<a:rPr[^>]*>\s*<a:solidFill>\s*<a:(schemeClr|srgbClr) val=\"(\w+)\"(?:/>|>(.*?)</a:\1>)", re.DOTALL
)
THEME = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
AMOUNT = re.compile(r'<a:(lumMod|lumOff) val="(\d+)"/>')


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files lie."""
    return tmp_path_factory.mktemp("brands")


def words(case: Case, data: bytes) -> list[str]:
    """Every paragraph of a document."""
    return (words_of_document if case in PAGE_CASES else words_of_deck)(data)


@cache
def said_without_a_brand(file: str) -> list[str]:
    """The words of a default template."""
    data = draw_all()[file]
    return words_of_document(data) if file.endswith("docx") else words_of_deck(data)


@cache
def opened_deck(folder: Path, case: Case, length: str) -> Any:
    """A filled deck, to be looked at alone."""
    return deck(made(folder, case, length).read_bytes())


@requires_ooxml_check
def test_office_opens_every_file_without_a_repair(folder: Path) -> None:
    files = [drawn(folder, case) for case in CASES if case.kind in (PLAN, REVIEW)]  # the others have the same parts
    files += [made(folder, case, "long" if n % 2 else "short") for n, case in enumerate(CASES)]
    assert findings(files) == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_all_tags_are_drawn_and_none_is_left_when_filled(folder: Path, case: Case) -> None:
    said = words(case, drawn(folder, case).read_bytes())
    ours = said_without_a_brand(case.document.template)
    tags = {tag for text in said for tag in re.findall(r"\{[{%].*?[%}]\}", text)}
    assert tags == {tag for text in ours for tag in re.findall(r"\{[{%].*?[%}]\}", text)}
    assert len(tags) > 5
    assert is_as_drawn(drawn(folder, case).read_bytes())
    for length in LENGTHS:
        filled_in = words(case, made(folder, case, length).read_bytes())
        assert len(filled_in) > 10
        assert not [text for text in filled_in if "{{" in text or "{%" in text]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_brand_s_samples_and_author_are_gone_with_their_parts(folder: Path, case: Case) -> None:
    held = unzipped(drawn(folder, case).read_bytes())
    texts = "".join(body.decode() for part, body in held.items() if part.endswith((".xml", ".rels")))
    assert "Sample" not in texts
    assert "Steve Canny" not in texts
    assert not [part for part in held if re.search(r"media|thumbnail|customXml|printerSettings", part)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_check_of_templates_finds_nothing_to_mend(folder: Path, case: Case) -> None:
    tags = drawn_by_portfolio_tag() if case.document in PORTFOLIO_DOCUMENTS else drawn_by_tag()
    assert look(drawn(folder, case).read_bytes(), drawn(folder, case).name, tags) == []


@pytest.mark.parametrize("brand", [*DECKS, *DOCUMENTS])
def test_the_same_bytes_are_drawn_twice(folder: Path, brand: str) -> None:
    again = draw_all("en", (brand_file(folder, brand),))
    assert again == all_drawn(folder, brand)
    assert set(again) == {one.template for one in KINDS.values() if one.template.endswith(next(iter(again))[-5:])}


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("case", DECK_CASES, ids=str)
def test_nothing_leaves_its_slide_or_covers_another(folder: Path, case: Case, length: str) -> None:
    opened = opened_deck(folder, case, length)
    assert out_of_place(opened) == []
    assert all(set(FURNITURE) <= {frame.name for frame in frames(slide)} for slide in opened.slides)


@pytest.mark.parametrize("case", DECK_CASES, ids=str)
def test_text_on_slides_can_be_read_on_the_brand_s_ground(folder: Path, case: Case) -> None:
    """Every run whose colour stands on the slide, in our text boxes and blocks without a fill of their own."""
    opened = opened_deck(folder, case, "long")
    seen = 0
    for slide in opened.slides:
        layout, master = slide.slide_layout, slide.slide_layout.slide_master
        xml, over = (holder._element.xml for holder in (layout, master))
        theme = theme_colours(master.part.part_related_by(THEME).blob.decode())
        mapping = mapping_of(xml, over)
        ground = ground_of(xml, over, theme, mapping, (opened.slide_width, opened.slide_height))
        title = slide.shapes.title
        for shape in slide.shapes:
            own = shape._element.xml
            if shape.has_table or "<a:tbl" in own or shape.name.startswith(("Influence", "Risk")):
                continue
            if shape == title or "<a:solidFill>" in own.partition("<p:spPr")[2].partition("<p:txBody")[0]:
                continue
            for kind, value, changes in TEXT_ROLES.findall(own):
                amounts = {key: int(amount) / 1000 for key, amount in AMOUNT.findall(changes)}
                rgb = value if kind == "srgbClr" else theme[mapping.get(value, value)]
                seen += 1
                colour = shaded(rgb, amounts.get("lumMod", 100), amounts.get("lumOff", 0))
                assert contrast(colour, ground) >= TEXT_CONTRAST - 0.05, (shape.name, value, changes, ground)
    assert seen > 20


@pytest.mark.parametrize("case", DECK_CASES, ids=str)
def test_slides_and_charts_are_in_the_brand_s_fonts_and_colours(folder: Path, case: Case) -> None:
    """Fonts by the theme's names alone; colours by the theme's names, or tones that the theme has no colour for."""
    path = made(folder, case, "long")
    ours = [body.decode() for part, body in unzipped(path.read_bytes()).items()
            if re.match(r"ppt/(slides/slide|charts/chart)\d+\.xml", part)]  # fmt: skip
    faces = {face for xml in ours for face in re.findall(r'<a:(?:latin|ea|cs) typeface="([^"]*)"', xml)}
    assert not [face for face in faces if not face.startswith("+")]
    opened = opened_deck(folder, case, "long")
    lawful = set()
    for layout in {slide.slide_layout.part.partname: slide.slide_layout for slide in opened.slides}.values():
        master = layout.slide_master
        theme = theme_colours(master.part.part_related_by(THEME).blob.decode())
        size = (opened.slide_width, opened.slide_height)
        palette = palette_of_slides(layout._element.xml, master._element.xml, theme, size)
        assert palette
        lawful |= {shade.rgb for shade in palette.roles.values() if not shade.slot}
    used = {rgb for xml in ours for rgb in re.findall(r'<a:srgbClr val="(\w{6})"', xml)}
    assert used <= lawful
    assert sum(xml.count("<a:schemeClr") for xml in ours) > 50


def test_findings_stand_on_a_layout_with_a_title_on_top_whatever_its_name(folder: Path) -> None:
    used = {
        name: {slide.slide_layout.name for slide in deck(drawn(folder, Case(REVIEW, name)).read_bytes()).slides}
        for name in DECKS
    }
    assert used["few layouts"] == {"Title Slide", "Section Header", "Title Only"}
    assert used["other language"] == {"Titelfolie", "Abschnitt", "Nur Titel"}


def test_of_two_masters_the_one_that_the_brand_s_slides_use_is_taken(folder: Path) -> None:
    opened = deck(drawn(folder, Case(REVIEW, "two masters")).read_bytes())
    second = opened.slide_masters[1]
    assert {slide.slide_layout.slide_master.part.partname for slide in opened.slides} == {second.part.partname}


def test_the_brand_s_colours_are_used_and_tones_keep_their_meaning(folder: Path) -> None:
    xml = "".join(
        slide._element.xml for slide in deck(made(folder, Case(REVIEW, "few layouts"), "long").read_bytes()).slides
    )
    assert 'val="accent1"' in xml  # its yellow, darkened for text
    assert 'val="accent3"' not in xml  # its violet means nothing


def test_localised_styles_are_found_and_not_made_again(folder: Path) -> None:
    opened = document(drawn(folder, Case(PLAN, "localised styles")).read_bytes())
    names = [style.name for style in opened.styles]
    assert "Überschrift 1" in names
    assert not {"Heading 1", "Heading 2", "Title", "List Bullet", "Caption", "Table Grid"} & set(names)
    used = {paragraph.style.name for paragraph in opened.paragraphs}
    assert {"Titel", "Überschrift 1", "Überschrift 2", "Note"} <= used


def test_missing_styles_are_made_in_the_brand_s_font_and_size(folder: Path) -> None:
    opened = document(drawn(folder, Case(PLAN, "few styles")).read_bytes())
    made_styles = {style.name for style in opened.styles}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Caption", "Note", "Table Grid",
            "Plan Table", "Table Head", "Table Text"} <= made_styles  # fmt: skip
    assert opened.styles["Heading 1"].font.size.pt == pytest.approx(14 * 1.2, abs=0.5)
    theme = next(
        body
        for part, body in unzipped(drawn(folder, Case(PLAN, "few styles")).read_bytes()).items()
        if "/theme/" in part
    )
    assert b'<a:latin typeface="Georgia"' in theme


@pytest.mark.parametrize("case", PAGE_CASES, ids=str)
def test_a_brand_s_header_stays_and_ours_is_added(folder: Path, case: Case) -> None:
    said = words(case, made(folder, case, "short").read_bytes())
    assert "Example Industries" in said
    assert ("Northwind Ferries · 2026-Q3INTERNAL - not for the client" in said) is not case.document.for_client


def test_a_brand_can_be_drawn_on_in_another_language(folder: Path) -> None:
    path = drawn(folder, Case(REVIEW, "4 by 3"), "fr")
    assert path.name.endswith("review.fr.pptx")
    assert 'lang="fr-FR"' in deck(path.read_bytes()).slides[1]._element.xml


def test_without_a_brand_nothing_changes() -> None:
    for name, data in draw_all().items():
        assert (SHIPPED / "templates" / name).read_bytes() == data


def test_a_brand_s_file_is_left_as_it_is(folder: Path) -> None:
    drawn(folder, Case(PLAN, "plain"))
    assert document((folder / "plain brand.docx").read_bytes()).paragraphs[0].text == "Sample heading of the brand"
