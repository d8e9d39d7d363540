"""The review's template: its slides, their findings, places and notes."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches

from pipeline.design import review
from pipeline.design.words import read_words
from tests.design.said import deck, words_of_slide
from tests.places import frames

DECK = deck(review.draw(read_words("en")))
SLIDES = list(DECK.slides)
APPENDIX = next(n for n, slide in enumerate(SLIDES) if slide.shapes.title.text_frame.text == "Appendix")


def test_the_deck_is_twelve_slides_and_an_appendix() -> None:
    assert (DECK.slide_width, DECK.slide_height) == (12_192_000, 6_858_000)
    assert APPENDIX == 12
    assert len(SLIDES) > 20


@pytest.mark.parametrize("slide", SLIDES[1:APPENDIX], ids=lambda s: s.shapes.title.text_frame.text)
def test_the_title_of_each_of_the_twelve_is_a_finding(slide: Any) -> None:
    assert re.fullmatch(r"\{\{ \w+\.(\w+_)?headline \}\}", slide.shapes.title.text_frame.text)


@pytest.mark.parametrize("slide", SLIDES, ids=lambda s: s.shapes.title.text_frame.text)
def test_every_placeholder_is_filled_and_title_comes_first_and_footer_last(slide: Any) -> None:
    kinds = [shape.placeholder_format.type for shape in slide.placeholders]
    assert all(shape.text_frame.text for shape in slide.placeholders)
    assert next(iter(slide.shapes)).shape_id == slide.shapes.title.shape_id
    assert kinds[-2:] == [PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER]


@pytest.mark.parametrize("slide", SLIDES, ids=lambda s: s.shapes.title.text_frame.text)
def test_the_notes_say_what_to_say_and_the_sources(slide: Any) -> None:
    lines = slide.notes_slide.notes_text_frame.text.splitlines()
    if lines[0].startswith("{%"):
        lines = lines[1:]
    assert lines[0].startswith("Say: ")
    assert lines[-1].startswith("Sources: ")


@pytest.mark.parametrize("slide", SLIDES, ids=lambda s: s.shapes.title.text_frame.text)
def test_shapes_keep_the_margins_and_don_t_overlap(slide: Any) -> None:
    for name, left, top, right, bottom in frames(slide):
        assert left >= Inches(0.5) - 1000, name
        assert right <= DECK.slide_width - Inches(0.5) + 1000, name
        assert 0 <= top < bottom <= Inches(7.35), name
    assert [(one, other) for one, other in combinations(frames(slide), 2) if not one.is_apart(other)] == []


def test_a_slot_holds_one_tag_and_nothing_else() -> None:
    slots = [shape for slide in SLIDES for shape in slide.shapes if shape.name.startswith("Slot ")]
    assert len(slots) > 25
    for slot in slots:
        assert slot.text_frame.text == "{{ " + slot.name.removeprefix("Slot ") + " }}"


def test_what_may_be_missing_goes_with_its_slide() -> None:
    conditions = [text for slide in SLIDES for text in words_of_slide(slide) if text.startswith("{% if")]
    assert "{% if finance.receivables %}" in conditions


def test_every_layout_but_those_for_own_slides_is_used() -> None:
    used = {slide.slide_layout.name for slide in SLIDES}
    assert used == {"Title", "Finding", "Section"}
    assert [layout.name for layout in DECK.slide_layouts] == [
        "Title", "Finding", "Finding and text", "Finding and two columns", "Section",
    ]  # fmt: skip
