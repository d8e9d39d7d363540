"""Writes Markdown: text in which nothing is markup by accident, tables, and the line that says who wrote a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

WRITTEN = "<!-- Written by `make docs`; change what it is made from. -->"


def plain(text: str) -> str:
    """A text in which no character is taken for markup, on one line."""
    return re.sub(r"([\\`*_<>|\[\]#])", r"\\\1", " ".join(text.split()))


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are Markdown already."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def anchor(text: str) -> str:
    """The name by which a heading is linked to on its page."""
    return re.sub(r"[^\w\- ]", "", text.casefold()).replace(" ", "-")


def joined(parts: Iterable[str]) -> str:
    """The parts of a page, one under the other."""
    return "\n\n".join(part for part in parts if part) + "\n"
