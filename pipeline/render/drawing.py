"""Runs the XML files of the blocks, each with the values that Python has computed for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from pipeline.render.marks import in_ascii
from pipeline.theme import BRAND, SIGNS, SLOTS, TINTS, Tone

if TYPE_CHECKING:
    from pipeline.render.said import Said

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"[ \t\r\n]+")

# Word's own names of the theme's colour slots, which differ from DrawingML's in four places.
WORD_SLOTS = {"dk1": "text1", "lt1": "background1", "dk2": "text2", "lt2": "background2"}

_HOLE = "\0"  # where a stencil leaves room; no XML holds it


def _one_line(text: str) -> str:
    """A text for an attribute: no line breaks; the spaces inside numbers stay what they are."""
    return _BREAKS.sub(" ", text).strip(" ")


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
    """The XML file of that name, compiled; `looks` in it are the pieces that the drawings beside it share."""
    parts = f"{name.partition('/')[0]}/parts"
    return _drawings().get_template(f"{name}.xml.j2", globals={"looks": _Looks(parts)})


class _Looks:
    """The macros of a file of shared pieces, each drawn once for each look; of `words` the text is put in."""

    def __init__(self, name: str) -> None:
        self._name = name

    def words(self, said: Said, points: float | None = None, bold: bool = False, ink: str | None = None) -> Markup:
        """Runs of text."""
        before, between, after = stencil(self._name, "written", points, bold, "muted" if said.muted else ink)
        return Markup(f"{before}{said.between(between)}{after}")

    def __getattr__(self, macro: str) -> Callable[..., Markup]:
        return partial(_look, self._name, macro)


@cache
def _look(name: str, macro: str, *look: Any, **more: Any) -> Markup:
    """What a macro of few looks draws."""
    made: Markup = getattr(_drawing(name).module, macro)(*look, **more)
    return made


def drawn(name: str, **values: Any) -> str:
    """The XML of a block, by its file's name under `xml/` (such as `word/table`)."""
    return in_ascii(_drawing(name).render(values).strip())


@cache
def stencil(name: str, macro: str, *look: Any) -> tuple[str, ...]:
    """The XML of a file's macro in pieces, between them the places of what differs: drawn once for each look.

    A table has thousands of cells and few looks: to draw a cell is to put its text between the pieces.
    """
    return tuple(in_ascii(str(getattr(_drawing(name).module, macro)(*look))).split(_HOLE))


def put(name: str, macro: str, look: tuple[Any, ...], *between: object) -> str:
    """The XML of a file's macro with these in its holes, as they are: XML, numbers, names."""
    first, *pieces = stencil(name, macro, *look)
    return first + "".join([f"{one}{piece}" for one, piece in zip(between, pieces, strict=True)])


def named(text: str) -> str:
    """A text as an attribute holds it: on one line."""
    return escaped(_one_line(text))


def escaped(text: str) -> str:
    """A text as XML holds it."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace('"', "&#34;").replace("'", "&#39;")
    return text if text.isascii() else in_ascii(text)


def printable(text: str) -> str:
    """A text without the characters that XML can't hold."""
    return text if text.isprintable() else _UNPRINTABLE.sub("", text)
