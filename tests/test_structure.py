"""How the finished example files are built: headings, properties, descriptions, and INTERNAL where it is due."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.documents import CLIENT, PORTFOLIO
from pipeline.flows.history import manifest_of
from pipeline.render.formats import formats
from pipeline.trace.finished import LIMITS
from pipeline.trace.finished.opened import Element, Opened, attribute, child, link_of, local, whole_text
from pipeline.workspace import Workspace
from tests.conftest import order_of
from tests.examples.write import ACCOUNTS

pytestmark = pytest.mark.xdist_group("example")
PACKS = [*ACCOUNTS, PORTFOLIO]
CORE = "docProps/core.xml"
DRAWN = ("docPr", "cNvPr")  # what names a drawing
# What holds a drawing that is told of as a whole: a shape inside a group, or a shape of text alone, has no need to.
SHOWN = ("pic", "graphicFrame", "grpSp")


def opened(whole: Workspace, pack: str, *endings: str) -> Iterator[tuple[str, Opened]]:
    """The files of a pack of these formats."""
    period = order_of(whole).period
    manifest = manifest_of(whole, pack, period)
    assert manifest
    names = [name for name in manifest.files if name.endswith(endings)]
    assert names or pack == PORTFOLIO
    for name in names:
        data = (whole.outputs(str(period)) / pack / name).read_bytes()
        yield name, Opened(name, data, LIMITS)


def levels(package: Opened) -> list[int]:
    """The levels of a document's headings in their order, those in tables too."""
    styles = package.root(next(k.part for k in package.links(package.main).values() if k.kind == "styles"))
    outline = {
        attribute(style, "styleId"): int(attribute(level, "val")) + 1
        for style in styles.iter("{*}style")
        if (level := child(style, "pPr", "outlineLvl")) is not None
    }
    found = []
    for paragraph in package.root(package.main).iter("{*}p"):
        style = child(paragraph, "pPr", "pStyle")
        level = outline.get(attribute(style, "val")) if style is not None else None
        if level and whole_text(paragraph).strip():
            found.append(level)
    return found


@pytest.mark.parametrize("account", ACCOUNTS)
def test_headings_of_every_document_never_jump_a_level(whole: Workspace, account: str) -> None:
    for name, package in opened(whole, account, ".docx"):
        found = levels(package)
        assert len(found) > 3, name
        assert [(one, two) for one, two in zip([0, *found], found, strict=False) if two > one + 1] == [], name


@pytest.mark.parametrize("pack", PACKS)
def test_every_office_file_says_its_title_whose_it_is_and_its_language(whole: Workspace, pack: str) -> None:
    settings = whole.settings
    language = formats(settings.locale, settings.currency).tag
    titles = set()
    for name, package in opened(whole, pack, ".docx", ".pptx", ".xlsx"):
        said = {local(one): whole_text(one) for one in package.root(CORE)}
        assert (said["creator"], said["language"]) == (settings.company, language), name
        assert len(said["title"]) > 15, name
        titles.add((said["title"], name.rpartition(".")[2]))
    assert len(titles) == len({name for name, _ in opened(whole, pack, ".docx", ".pptx", ".xlsx")})


def drawings(package: Opened) -> Iterator[tuple[str, Element]]:
    """What is drawn in a file, each with its part; a group is one."""
    kinds = ("/drawing", "/slides/slide", "word/document.xml", "word/header", "word/footer")
    for part in package.parts:
        if part.endswith(".xml") and any(kind in part for kind in kinds):
            root = package.root(part)
            yield from ((part, one) for one in root.iter("{*}docPr"))
            for one in root.iter(*(f"{{*}}{name}" for name in SHOWN)):
                if not any(local(up) in ("grpSp", "drawing") for up in one.iterancestors()):
                    yield part, next(held for held in one.iter("{*}cNvPr"))


@pytest.mark.parametrize("pack", PACKS)
def test_every_drawing_says_what_it_shows(whole: Workspace, pack: str) -> None:
    seen = 0
    for name, package in opened(whole, pack, ".docx", ".pptx", ".xlsx"):
        for part, one in drawings(package):
            seen += 1
            assert len(one.get("descr", "")) > 10, f"{name}, {part}: {one.get('name')} says {one.get('descr')!r}"
    assert seen > 15


def all_in(element: Element | None, *names: str) -> list[Element]:
    """The children of an element of these names."""
    return [one for one in element if local(one) in names] if element is not None else []


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_table_with_headings_says_what_it_lists(whole: Workspace, account: str) -> None:
    for name, package in opened(whole, account, ".docx"):
        tables = {next(one.iterancestors("{*}tbl")) for one in package.root(package.main).iter("{*}tblHeader")}
        said = [all_in(child(one, "tblPr"), "tblCaption", "tblDescription") for one in tables]
        assert tables, name
        assert all(len(one) == 1 and len(attribute(one[0], "val")) > 10 for one in said), name


def pages(package: Opened) -> Iterator[tuple[str, str]]:
    """What stands on each kind of page of a document, on each slide, or below each tab."""
    links = package.links(package.main)
    main = package.root(package.main)
    if package.name.endswith(".docx"):
        for number, section in enumerate(main.iter("{*}sectPr"), 1):
            held = {attribute(one, "type"): links[link_of(one)].part for one in all_in(section, "headerReference")}
            for kind in ("default", "first") if all_in(section, "titlePg") else ("default",):
                yield f"section {number}, {kind} page", whole_text(package.root(held[kind])) if kind in held else ""
    elif package.name.endswith(".pptx"):
        for number, one in enumerate(all_in(child(main, "sldIdLst"), "sldId"), 1):
            yield f"slide {number}", whole_text(package.root(links[link_of(one)].part))
    else:
        for one in all_in(child(main, "sheets"), "sheet"):
            edges = child(package.root(links[link_of(one)].part), "headerFooter")
            yield attribute(one, "name"), whole_text(edges) if edges is not None else ""


@pytest.mark.parametrize("pack", PACKS)
def test_internal_stands_on_every_page_but_on_none_of_the_client_s(whole: Workspace, pack: str) -> None:
    internal = whole.settings.confidentiality
    assert internal.startswith("INTERNAL")
    for name, package in opened(whole, pack, ".docx", ".pptx", ".xlsx"):
        if name.startswith(f"{CLIENT}/"):
            assert [part for part in package.parts if b"INTERNAL" in package.unpacked(part)] == [], name
        else:
            found = list(pages(package))
            assert found, name
            assert [page for page, text in found if internal not in text] == [], name


def test_each_event_of_a_calendar_says_that_it_is_internal(whole: Workspace) -> None:
    period = str(order_of(whole).period)
    for account in ACCOUNTS:
        path: Path = whole.outputs(period) / account / f"{account}-calendar-{period}.ics"
        events = path.read_text(encoding="utf-8").replace("\r\n ", "").replace("\n ", "").split("BEGIN:VEVENT")[1:]
        assert len(events) > 3
        assert all(whole.settings.confidentiality in event for event in events)
