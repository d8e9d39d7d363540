"""The default templates on companies' own files: drawn, filled, sound, readable, and nothing out of its place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from pptx.util import Inches

from pipeline.analyse import analyse
from pipeline.check import check
from pipeline.compose import compose
from pipeline.design import draw_all, is_as_drawn
from pipeline.documents import DOCUMENTS as KINDS
from pipeline.documents import PORTFOLIO_DOCUMENTS, Document, in_language
from pipeline.flows.client import Client, client_of
from pipeline.flows.pack import vocabulary
from pipeline.flows.portfolio import portfolio_vocabulary
from pipeline.flows.tags import drawn_by_portfolio_tag, drawn_by_tag
from pipeline.grounds import ground_of, mapping_of
from pipeline.palette import TEXT_CONTRAST, contrast, shaded, theme_colours
from pipeline.periods import Period
from pipeline.read import read
from pipeline.render import render
from pipeline.settings import Settings
from pipeline.sheets import ACCOUNT
from pipeline.sheets.account import Profile
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.performance import Value
from pipeline.tags import Pages
from pipeline.template_check import look
from pipeline.workspace import SHIPPED, Workspace
from tests import edges
from tests.design.brands import DECKS, DOCUMENTS, unzipped
from tests.design.portfolios import bare, crowded, pages
from tests.design.said import deck, document, words_of_deck, words_of_document
from tests.filled import filled
from tests.generated import generated
from tests.office import OOXML_CHECK, findings, requires_ooxml_check

pytestmark = pytest.mark.xdist_group("brands")  # so that one process draws them, once
WORDING = SHIPPED / "templates" / "wording.en.j2"
PLAN, REVIEW = (next(kind for kind in KINDS if kind.name == name) for name in ("plan", "review"))
FOR_CLIENT = [kind for kind in KINDS if kind.template and kind.for_client]
PORTFOLIO = {kind.name: kind for kind in PORTFOLIO_DOCUMENTS if kind.template}
PAGES = ("short", "long")
# Each brand's deck is drawn on for the review and for the portfolio's decks.
OF_PORTFOLIO = {f"{name}, {kind}": name for kind in PORTFOLIO for name in DECKS}
DRAWN_DECKS = [*DECKS, *OF_PORTFOLIO]
EVERY = [*DRAWN_DECKS, *DOCUMENTS]
SLACK = Inches(0.02)
TEXT_ROLES = re.compile(
    r"<a:rPr[^>]*>\s*<a:solidFill>\s*<a:(schemeClr|srgbClr) val=\"(\w+)\"(?:/>|>(.*?)</a:\1>)", re.DOTALL
)
THEME = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
AMOUNT = re.compile(r'<a:(lumMod|lumOff) val="(\d+)"/>')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files lie."""
    return tmp_path_factory.mktemp("brands")


def kind_of(name: str) -> Document:
    """The document whose template is drawn."""
    if name in OF_PORTFOLIO:
        return PORTFOLIO[name.rpartition(", ")[2]]
    return PLAN if name in DOCUMENTS else REVIEW


@cache
def drawn(folder: Path, name: str, language: str = "en") -> Path:
    """A default template drawn on a brand's file."""
    deck_name = OF_PORTFOLIO.get(name, name)
    data = (DECKS.get(deck_name) or DOCUMENTS[name])()
    ending = ".docx" if name in DOCUMENTS else ".potx" if deck_name == "other language" else ".pptx"
    brand = folder / f"{name} brand{ending}"
    brand.write_bytes(data)
    file = in_language(kind_of(name).template, language)
    path = folder / f"{name} {file}"
    path.write_bytes(draw_all(language, (brand,))[file])
    return path


@cache
def said_by(folder: Path, length: str) -> Pages:
    """What the pages of an account say."""
    if length == "short":
        return compose(analyse(filled({Profile: [{}]}), Settings(company="Halden")))
    edges.write(folder / "crowded", edges.the_most())
    settings = Settings(company="Halden")
    cells = read(folder / "crowded", settings.bounds)
    return compose(
        analyse(check(cells, ACCOUNT, "crowded", Period(2026, 3), date(2026, 10, 15), settings).facts, settings)
    )


@cache
def of_portfolio(length: str) -> Pages:
    """What the portfolio's pages say: of nothing but one account, or of more than any page has room for."""
    return pages(bare(), programme=False) if length == "short" else pages(crowded(), candidates=60)


@cache
def made(folder: Path, name: str, length: str) -> Path:
    """The template filled with an account that has a profile alone, or with more than any has."""
    template, kind = drawn(folder, name), kind_of(name)
    path = folder / f"{name} {length}{template.suffix}"
    if name in OF_PORTFOLIO:
        said, known = of_portfolio(length), portfolio_vocabulary()
    else:
        said, known = said_by(folder, length), vocabulary()
    path.write_bytes(render(kind, template, WORDING, known, said).data)
    return path


@cache
def said_without_a_brand(file: str) -> list[str]:
    """The words of a default template."""
    data = draw_all()[file]
    return words_of_document(data) if file == PLAN.template else words_of_deck(data)


@cache
def opened_deck(folder: Path, name: str, length: str) -> Any:
    """A filled deck, to be looked at alone."""
    return deck(made(folder, name, length).read_bytes())


@requires_ooxml_check
def test_office_opens_every_file_without_a_repair(folder: Path) -> None:
    files = [drawn(folder, name) for name in EVERY]
    files += [made(folder, name, "short") for name in EVERY]
    files += [made(folder, name, "long") for name in ("few styles", "dark, portfolio", "dark, selection")]
    assert findings(files) == []


@pytest.mark.parametrize("name", EVERY)
def test_all_tags_are_drawn_and_none_is_left_when_filled(folder: Path, name: str) -> None:
    words = words_of_document if name in DOCUMENTS else words_of_deck
    said = words(drawn(folder, name).read_bytes())
    ours = said_without_a_brand(kind_of(name).template)
    tags = {tag for text in said for tag in re.findall(r"\{[{%].*?[%}]\}", text)}
    assert tags == {tag for text in ours for tag in re.findall(r"\{[{%].*?[%}]\}", text)}
    assert is_as_drawn(drawn(folder, name).read_bytes())
    for length in PAGES:
        filled_in = words(made(folder, name, length).read_bytes())
        assert len(filled_in) > 40
        assert not [text for text in filled_in if "{{" in text or "{%" in text]


@pytest.mark.parametrize("name", EVERY)
def test_the_brand_s_samples_and_author_are_gone_with_their_parts(folder: Path, name: str) -> None:
    held = unzipped(drawn(folder, name).read_bytes())
    texts = "".join(body.decode() for part, body in held.items() if part.endswith((".xml", ".rels")))
    assert "Sample" not in texts
    assert "Steve Canny" not in texts
    assert not [part for part in held if re.search(r"media|thumbnail|customXml|printerSettings", part)]


@pytest.mark.parametrize("name", EVERY)
def test_the_check_of_templates_finds_nothing_to_mend(folder: Path, name: str) -> None:
    tags = drawn_by_portfolio_tag() if name in OF_PORTFOLIO else drawn_by_tag()
    assert look(drawn(folder, name).read_bytes(), drawn(folder, name).name, tags) == []


@pytest.mark.parametrize("name", EVERY)
def test_the_same_bytes_are_drawn_twice(folder: Path, name: str) -> None:
    brand = next(folder.glob(f"{name} brand.*")) if drawn(folder, name) else Path()
    assert draw_all("en", (brand,))[kind_of(name).template] == drawn(folder, name).read_bytes()


def boxes(slide: Any) -> list[tuple[str, int, int, int, int]]:
    """Name, left, top, right and bottom of what stands on a slide; a table is as high as its rows."""
    found = []
    for shape in slide.shapes:
        height = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
        found.append((shape.name, shape.left, shape.top, shape.left + shape.width, shape.top + height))
    return found


@pytest.mark.parametrize("length", PAGES)
@pytest.mark.parametrize("name", DRAWN_DECKS)
def test_nothing_leaves_its_slide_or_covers_another(folder: Path, name: str, length: str) -> None:
    opened = opened_deck(folder, name, length)
    for number, slide in enumerate(opened.slides, 1):
        found = boxes(slide)
        assert {"Footer", "Slide number"} <= {box[0] for box in found}
        for box in found:
            where = f"slide {number}, {box}"
            assert min(box[1:3]) >= 0, where
            assert box[3] <= opened.slide_width + SLACK, where
            assert box[4] <= opened.slide_height + SLACK, where
        for one, other in combinations(found, 2):
            apart = (
                one[3] <= other[1] + SLACK
                or other[3] <= one[1] + SLACK
                or one[4] <= other[2] + SLACK
                or other[4] <= one[2] + SLACK
            )
            assert apart, f"slide {number}: {one} and {other}"


@pytest.mark.parametrize("name", DRAWN_DECKS)
def test_text_on_slides_can_be_read_on_the_brand_s_ground(folder: Path, name: str) -> None:
    """Every run whose colour stands on the slide, in our text boxes and blocks without a fill of their own."""
    opened = opened_deck(folder, name, "long")
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
    assert seen > 50


def test_findings_stand_on_a_layout_with_a_title_on_top_whatever_its_name(folder: Path) -> None:
    used = {
        name: {slide.slide_layout.name for slide in deck(drawn(folder, name).read_bytes()).slides} for name in DECKS
    }
    assert used["few layouts"] == {"Title Slide", "Section Header", "Title Only"}
    assert used["other language"] == {"Titelfolie", "Abschnitt", "Nur Titel"}


def test_of_two_masters_the_one_that_the_brand_s_slides_use_is_taken(folder: Path) -> None:
    opened = deck(drawn(folder, "two masters").read_bytes())
    second = opened.slide_masters[1]
    assert {slide.slide_layout.slide_master.part.partname for slide in opened.slides} == {second.part.partname}


def test_the_brand_s_colours_are_used_and_tones_keep_their_meaning(folder: Path) -> None:
    xml = "".join(slide._element.xml for slide in deck(made(folder, "few layouts", "long").read_bytes()).slides)
    assert 'val="accent1"' in xml  # its yellow, darkened for text
    assert 'val="accent3"' not in xml  # its violet means nothing


def test_localised_styles_are_found_and_not_made_again(folder: Path) -> None:
    opened = document(drawn(folder, "localised styles").read_bytes())
    names = [style.name for style in opened.styles]
    assert "Überschrift 1" in names
    assert not {"Heading 1", "Heading 2", "Title", "List Bullet", "Caption", "Table Grid"} & set(names)
    used = {paragraph.style.name for paragraph in opened.paragraphs}
    assert {"Titel", "Überschrift 1", "Überschrift 2", "Note"} <= used


def test_missing_styles_are_made_in_the_brand_s_font_and_size(folder: Path) -> None:
    opened = document(drawn(folder, "few styles").read_bytes())
    made_styles = {style.name for style in opened.styles}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Caption", "Note", "Table Grid",
            "Plan Table", "Table Head", "Table Text"} <= made_styles  # fmt: skip
    assert opened.styles["Heading 1"].font.size.pt == pytest.approx(14 * 1.2, abs=0.5)
    theme = next(body for part, body in unzipped(drawn(folder, "few styles").read_bytes()).items() if "/theme/" in part)
    assert b'<a:latin typeface="Georgia"' in theme


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_brand_s_header_stays_and_ours_is_added(folder: Path, name: str) -> None:
    words = words_of_document(made(folder, name, "short").read_bytes())
    assert "Example Industries" in words
    assert "Northwind Ferries · 2026-Q3INTERNAL - not for the client" in words


def test_a_brand_can_be_drawn_on_in_another_language(folder: Path) -> None:
    path = drawn(folder, "4 by 3", "fr")
    assert path.name.endswith("review.fr.pptx")
    assert 'lang="fr-FR"' in deck(path.read_bytes()).slides[1]._element.xml


def test_without_a_brand_nothing_changes() -> None:
    for name, data in draw_all().items():
        assert (SHIPPED / "templates" / name).read_bytes() == data


def test_a_brand_s_file_is_left_as_it_is(folder: Path) -> None:
    drawn(folder, "plain")
    assert document((folder / "plain brand.docx").read_bytes()).paragraphs[0].text == "Sample heading of the brand"


@cache
def a_client() -> Client:
    """The client of an account of which much is shared."""
    clients = (client_of(generated(seed).facts, Workspace(SHIPPED, Settings(company="Halden"))) for seed in range(99))
    return next(
        one for one in clients if one.people and one.facts.of(Goal) and one.facts.of(Action) and one.facts.of(Value)
    )


@pytest.mark.parametrize("name", EVERY)
def test_the_client_s_documents_are_drawn_on_the_brand_too(folder: Path, name: str) -> None:
    drawn(folder, name)
    (brand,) = folder.glob(f"{name} brand.*")
    place = folder / f"client of {name}"
    (place / "templates").mkdir(parents=True)
    files = {file: data for file, data in draw_all("en", (brand,)).items() if file.startswith("client-")}
    for file, data in files.items():
        (place / "templates" / file).write_bytes(data)
    one = replace(a_client(), workspace=Workspace(place, Settings(company="Halden")))
    made = []
    for kind in (kind for kind in FOR_CLIENT if kind.template in files):
        filled_in = next(iter(one.draw(kind).values())).data
        words = (words_of_deck if kind.template.endswith("pptx") else words_of_document)(filled_in)
        assert len(words) > 20
        assert not [text for text in words if "{{" in text or "{%" in text or "Sample" in text]
        made.append(place / kind.template)
        made[-1].write_bytes(filled_in)
    assert made
    if OOXML_CHECK.is_file():
        assert findings(made) == []
