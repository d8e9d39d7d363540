"""Draws the default templates: pages and slides with tags, on a brand and in a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pipeline.design import (
    agenda,
    brief,
    cheat_sheet,
    client_plan,
    client_relationship,
    client_review,
    plan,
    portfolio,
    relationships,
    review,
    selection,
)
from pipeline.design.opened import BrandFile, open_brands
from pipeline.design.seal import drawn_hash, is_as_drawn
from pipeline.design.words import Words, languages, read_words
from pipeline.documents import in_language
from pipeline.tag_list import ToldTag

CHEAT_SHEET = "tags.docx"
Draw = Callable[[Words, BrandFile | None], bytes]
# The templates by their file names, in English.
PAGES: Mapping[str, Draw] = {
    "plan.docx": plan.draw,
    "brief.docx": brief.draw,
    "relationships.docx": relationships.draw,
    "agenda.docx": agenda.draw,
    "client-plan.docx": client_plan.draw,
    "client-relationship.docx": client_relationship.draw,
}
DECKS: Mapping[str, Draw] = {
    "review.pptx": review.draw,
    "client-review.pptx": client_review.draw,
    "portfolio.pptx": portfolio.draw,
    "selection.pptx": selection.draw,
}

__all__ = ["CHEAT_SHEET", "draw_all", "draw_cheat_sheet", "drawn_hash", "is_as_drawn", "languages"]


def draw_all(language: str = "en", brands: tuple[Path, ...] = ()) -> dict[str, bytes]:
    """Every default template of a language by its file name in `templates/`, on brand files where some are given.

    With brand files, only what they are for: slides on a deck, pages on a document.
    """
    words = read_words(language)
    brand = open_brands(brands, words.tag)
    drawn: dict[str, bytes] = {}
    if brand.word or not brands:
        drawn |= {name: draw(words, brand.word) for name, draw in PAGES.items()}
    if brand.slides or not brands:
        drawn |= {name: draw(words, brand.slides) for name, draw in DECKS.items()}
    return {in_language(name, language): data for name, data in drawn.items()}


def draw_cheat_sheet(tags: Sequence[ToldTag]) -> dict[str, bytes]:
    """The sheet of tags to copy, by its file name."""
    return {CHEAT_SHEET: cheat_sheet.draw(tags)}
