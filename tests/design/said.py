"""The words of drawn templates, for tests: paragraph by paragraph, tag by tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
import pptx

TAG = re.compile(r"\{[{%].*?[%}]\}")
NAME = re.compile(r"(?<![\w.\"'])([a-z]\w*)\.([a-z]\w*)")


def document(data: bytes) -> Any:
    """The Word template reopened."""
    return docx.Document(BytesIO(data))


def deck(data: bytes) -> Any:
    """The slide template reopened."""
    return pptx.Presentation(BytesIO(data))


def words_of_document(data: bytes) -> list[str]:
    """Every paragraph of a Word template, header and footer included."""
    made = document(data)
    section = made.sections[0]
    parts = (made.element.body, section.header._element, section.footer._element)
    return [text for part in parts for p in part.iter(W_P) if (text := "".join(t.text or "" for t in p.iter(W_T)))]


def words_of_deck(data: bytes) -> list[str]:
    """Every paragraph of a slide template's slides and notes."""
    return [text for slide in deck(data).slides for text in words_of_slide(slide)]


def words_of_slide(slide: Any) -> Iterator[str]:
    """A slide's paragraphs in reading order, then its notes."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield from (p.text for p in shape.text_frame.paragraphs if p.text)
    yield from slide.notes_slide.notes_text_frame.text.splitlines()


def cells_of_deck(data: bytes) -> list[str]:
    """The texts of the cells of all tables of a deck."""
    tables = [shape.table for slide in deck(data).slides for shape in slide.shapes if shape.has_table]
    return [cell.text_frame.text for table in tables for row in table.rows for cell in row.cells]


def tags(words: list[str]) -> set[str]:
    """The `topic.name` of every tag, those of loop variables left out."""
    found = [tag for text in words for tag in TAG.findall(text)]
    loops = {match[1] for tag in found if (match := re.search(r"for (\w+) in", tag))}
    return {f"{topic}.{name}" for tag in found for topic, name in NAME.findall(tag) if topic not in loops}


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W_P, W_T = f"{W}p", f"{W}t"
