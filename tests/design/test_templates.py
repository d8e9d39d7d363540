"""What holds for every default template: current, clean, on the brand, and only with tags that exist."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.design import draw_all, is_as_drawn
from pipeline.documents import is_of_portfolio
from pipeline.flows.client import client_vocabulary
from pipeline.flows.pack import vocabulary
from pipeline.flows.portfolio import portfolio_vocabulary
from pipeline.render.compile import compile_template
from pipeline.tags import Tag, TagKind
from pipeline.theme import BRAND
from tests.design.said import tags, words_of_deck, words_of_document

TEMPLATES = Path(__file__).parents[2] / "templates"
DRAWN = draw_all()


def words_of(name: str) -> list[str]:
    """Every paragraph of a drawn template."""
    return (words_of_deck if name.endswith(".pptx") else words_of_document)(DRAWN[name])


def known(name: str) -> Mapping[str, Tag]:
    """The tags that a template can use: an account's, its client's, or the portfolio's."""
    if name.startswith("client-"):
        return client_vocabulary()
    return portfolio_vocabulary() if is_of_portfolio(name) else vocabulary()


def parts(data: bytes) -> dict[str, str]:
    """The parts of a template as text."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


@pytest.mark.parametrize("name", DRAWN)
def test_the_file_in_templates_is_what_is_drawn_or_was_edited_since(name: str) -> None:
    committed = (TEMPLATES / name).read_bytes()
    assert committed == DRAWN[name] or not is_as_drawn(committed)


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_bytes_are_drawn_twice(name: str) -> None:
    assert draw_all()[name] == DRAWN[name]


@pytest.mark.parametrize("name", DRAWN)
def test_every_tag_is_one_that_pages_have(name: str) -> None:
    used = tags(words_of(name))
    assert len(used) > (2 if name.startswith("client-") else 9)
    assert [tag for tag in used if tag not in known(name) or known(name)[tag].refused] == []


@pytest.mark.parametrize("name", DRAWN)
def test_every_template_compiles_against_the_registry(name: str) -> None:
    compiled = compile_template(DRAWN[name], name, known(name))
    blocks = {tag for tag in tags(words_of(name)) if known(name)[tag].kind in (TagKind.BLOCK, TagKind.EACH)}
    assert set(compiled.slots) == blocks


@pytest.mark.parametrize("name", DRAWN)
def test_each_tag_stands_whole_in_one_run(name: str) -> None:
    for part, text in parts(DRAWN[name]).items():
        for run in re.findall(r"<(?:w|a):t(?: [^>]*)?>([^<]*)</", text):
            assert run.count("{{") == run.count("}}"), (part, run)
            assert run.count("{%") == run.count("%}"), (part, run)


@pytest.mark.parametrize("name", DRAWN)
def test_nothing_of_a_library_s_default_file_is_left(name: str) -> None:
    held = parts(DRAWN[name])
    assert not [part for part in held if re.search("thumbnail|printerSettings|customXml|comments", part)]
    assert not re.search("python-|Steve Canny|2013|Click to", "".join(held.values()))
    assert "dcterms:" not in held["docProps/core.xml"]


@pytest.mark.parametrize("name", DRAWN)
def test_colours_and_fonts_come_from_the_theme(name: str) -> None:
    for part, text in parts(DRAWN[name]).items():
        if "/theme/" in part:
            assert set(re.findall('srgbClr val="([0-9A-F]{6})"', text)) == set(BRAND.values())
            continue
        assert "srgbClr" not in text, part
        assert not re.findall(r'w:ascii="|latin typeface="(?!\+m[jn]-)', text), part
        without = [colour for colour in re.findall("<w:color [^>]*>", text) if "themeColor" not in colour]
        assert not without, part
