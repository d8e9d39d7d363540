"""Draws the default templates: pages and slides with tags, on a brand and in a language."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.design import cheat_sheet, plan, review
from pipeline.design.seal import drawn_hash, is_as_drawn
from pipeline.design.words import languages, read_words
from pipeline.documents import in_language
from pipeline.tag_list import ToldTag

CHEAT_SHEET = "tags.docx"

__all__ = ["CHEAT_SHEET", "draw_all", "draw_cheat_sheet", "drawn_hash", "is_as_drawn", "languages"]


def draw_all(language: str = "en") -> dict[str, bytes]:
    """Every default template of a language by its file name in `templates/`."""
    words = read_words(language)
    drawn = {"plan.docx": plan.draw(words), "review.pptx": review.draw(words)}
    return {in_language(name, language): data for name, data in drawn.items()}


def draw_cheat_sheet(tags: Sequence[ToldTag]) -> dict[str, bytes]:
    """The sheet of tags to copy, by its file name."""
    return {CHEAT_SHEET: cheat_sheet.draw(tags)}
