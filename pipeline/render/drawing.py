"""Runs the XML files of the blocks, each with the values that Python has computed for it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from pipeline.theme import BRAND, SIGNS, SLOTS, TINTS, Tone

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Word's own names of the theme's colour slots, which differ from DrawingML's in four places.
WORD_SLOTS = {"dk1": "text1", "lt1": "background1", "dk2": "text2", "lt2": "background2"}


class _Sandbox(SandboxedEnvironment):
    """Looks into the values it is given, never behind an underscore; quicker than Jinja's own list of the unsafe."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only what is meant to be read."""
        return not attr.startswith("_")


def _one_line(text: str) -> str:
    """A text for an attribute: no line breaks."""
    return " ".join(text.split())


def _environment() -> SandboxedEnvironment:
    """The one environment of the drawing files: sandboxed, strict, and everything in it escaped."""
    environment = _Sandbox(
        loader=FileSystemLoader(Path(__file__).parent / "xml"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["one_line"] = _one_line
    environment.globals.update(SIGNS=SIGNS, SLOTS=SLOTS, TINTS=TINTS, BRAND=BRAND, WORD_SLOTS=WORD_SLOTS, Tone=Tone)
    return environment


@lru_cache(maxsize=1)
def _drawings() -> SandboxedEnvironment:
    return _environment()


@lru_cache(maxsize=64)
def _drawing(name: str) -> Template:
    """The XML file of that name, compiled."""
    return _drawings().get_template(f"{name}.xml.j2")


def drawn(name: str, **values: Any) -> str:
    """The XML of a block, by its file's name under `xml/` (such as `word/table`)."""
    return _drawing(name).render(values).strip()


def printable(text: str) -> str:
    """A text without the characters that XML can't hold."""
    return _UNPRINTABLE.sub("", text)
