"""Looks at templates without data: what their owner should mend, and copies that show it at the place."""

from __future__ import annotations

from pipeline.template_check.document import look_at_document
from pipeline.template_check.marked import marked
from pipeline.template_check.presentation import look_at_presentation
from pipeline.template_check.said import Advice, Looked

__all__ = ["Advice", "Looked", "look", "marked"]


def look(data: bytes, name: str, drawn: Looked) -> list[Advice]:
    """What a Word or PowerPoint template's owner should mend beside its tags; `drawn` says what each block draws."""
    if name.lower().endswith(".pptx"):
        return look_at_presentation(data, name, drawn)
    return look_at_document(data, name, drawn)
