"""Draws the default templates: pages and slides with tags, on a brand."""

from __future__ import annotations

from pipeline.design import plan, review
from pipeline.design.seal import drawn_hash, is_as_drawn

__all__ = ["draw_all", "drawn_hash", "is_as_drawn"]


def draw_all() -> dict[str, bytes]:
    """Every default template by its file name in `templates/`."""
    return {"plan.docx": plan.draw(), "review.pptx": review.draw()}
