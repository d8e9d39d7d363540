"""Runs the XML files of the blocks, each with the values that Python has computed for it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from pipeline.theme import BRAND, SIGNS, SLOTS, TINTS, Tone

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Word's own names of the theme's colour slots, which differ from DrawingML's in four places.
WORD_SLOTS = {"dk1": "text1", "lt1": "background1", "dk2": "text2", "lt2": "background2"}

_HOLE = "\0"  # where a stencil leaves room; no XML holds it


def _one_line(text: str) -> str:
    """A text for an attribute: no line breaks."""
    return " ".join(text.split())


@lru_cache(maxsize=1)
def _drawings() -> Environment:
    """The one environment of the drawing files, which are the program's own: strict, and everything in it escaped."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "xml"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["one_line"] = _one_line
    environment.globals.update(SIGNS=SIGNS, SLOTS=SLOTS, TINTS=TINTS, BRAND=BRAND, WORD_SLOTS=WORD_SLOTS, Tone=Tone)
    environment.globals.update(HOLE=_HOLE, HOLES=SimpleNamespace(lines=(_HOLE, _HOLE), muted=False))
    return environment


@lru_cache(maxsize=64)
def _drawing(name: str) -> Template:
    """The XML file of that name, compiled."""
    return _drawings().get_template(f"{name}.xml.j2")


def drawn(name: str, **values: Any) -> str:
    """The XML of a block, by its file's name under `xml/` (such as `word/table`)."""
    return _drawing(name).render(values).strip()


@cache
def stencil(name: str, macro: str, *look: Any) -> tuple[str, ...]:
    """The XML of a file's macro in pieces, between them the places of what differs: drawn once for each look.

    A table has thousands of cells and few looks: to draw a cell is to put its text between the pieces.
    """
    return tuple(str(getattr(_drawing(name).module, macro)(*look)).split(_HOLE))


def escaped(text: str) -> str:
    """A text as XML holds it."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&#34;").replace("'", "&#39;")


def printable(text: str) -> str:
    """A text without the characters that XML can't hold."""
    return text if text.isprintable() else _UNPRINTABLE.sub("", text)
