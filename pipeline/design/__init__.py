"""Draws the default templates: pages and slides with tags, on a brand."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.design import cheat_sheet, plan, review
from pipeline.design.seal import drawn_hash, is_as_drawn
from pipeline.tag_list import ToldTag

CHEAT_SHEET = "tags.docx"

__all__ = ["CHEAT_SHEET", "draw_all", "draw_cheat_sheet", "drawn_hash", "is_as_drawn"]


def draw_all() -> dict[str, bytes]:
    """Every default template by its file name in `templates/`."""
    return {"plan.docx": plan.draw(), "review.pptx": review.draw()}


def draw_cheat_sheet(tags: Sequence[ToldTag]) -> dict[str, bytes]:
    """The sheet of tags to copy, by its file name."""
    return {CHEAT_SHEET: cheat_sheet.draw(tags)}
