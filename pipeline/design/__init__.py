"""Draws the default templates: pages and slides with tags, on a brand and in a language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.design import cheat_sheet, plan, portfolio, review, selection
from pipeline.design.opened import open_brands
from pipeline.design.seal import drawn_hash, is_as_drawn
from pipeline.design.words import languages, read_words
from pipeline.documents import in_language
from pipeline.tag_list import ToldTag

CHEAT_SHEET = "tags.docx"

__all__ = ["CHEAT_SHEET", "draw_all", "draw_cheat_sheet", "drawn_hash", "is_as_drawn", "languages"]


def draw_all(language: str = "en", brands: tuple[Path, ...] = ()) -> dict[str, bytes]:
    """Every default template of a language by its file name in `templates/`, on brand files where some are given.

    With brand files, only what they are for: slides on a deck, pages on a document.
    """
    words = read_words(language)
    brand = open_brands(brands, words.tag)
    drawn: dict[str, bytes] = {}
    if brand.word or not brands:
        drawn["plan.docx"] = plan.draw(words, brand.word)
    if brand.slides or not brands:
        drawn["review.pptx"] = review.draw(words, brand.slides)
        drawn["portfolio.pptx"] = portfolio.draw(words, brand.slides)
        drawn["selection.pptx"] = selection.draw(words, brand.slides)
    return {in_language(name, language): data for name, data in drawn.items()}


def draw_cheat_sheet(tags: Sequence[ToldTag]) -> dict[str, bytes]:
    """The sheet of tags to copy, by its file name."""
    return {CHEAT_SHEET: cheat_sheet.draw(tags)}
