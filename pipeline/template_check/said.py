"""What the look at a template says, each with its place in words, what is there and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.problems import Place

Looked = Mapping[str, str]  # tag of a block -> what it draws: "a table", "a native chart" ...

FLOOR_SLIDES, FLOOR_WORD = 10.0, 8.0  # points
SLOT = re.compile(r"\{\{\s*([^\W\d]\w*\.\w+)\s*(?:\|[^{}]*)?\}\}")  # a tag alone, which may name a block
# What a frame must measure at least to hold a kind of block, in cm: width, height.
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
# A tag in the braces of mail merges and other programs, or in ours with a space between them; and a tag in quotes.
_OTHER_BRACES = re.compile(
    r"(?:<<|«|\[\[|\$\{)\s*([a-z_]+\.[a-z_]+)\s*(?:>>|»|\]\]|\})|\{\s+\{\s*([a-z_]+\.[a-z_]+)[^{}]*\}\s*\}"
)
_QUOTED = re.compile(r"\{\{\s*[\"'“”„‘’]([a-z_]+\.[a-z_]+)[\"'“”‘’]\s*(?:\|[^{}]*)?\}\}")
LEAST: Mapping[str, tuple[float, float]] = {
    "a table": (6.0, 2.5),
    "a native chart": (6.0, 4.0),
    "a grid": (8.0, 5.0),
    "an org chart": (10.0, 6.0),
    "tiles": (5.0, 1.8),
    "points": (4.0, 1.5),
    "paragraphs": (3.0, 0.8),
}


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to mend: it stops no pack, but a reader would see it."""

    place: Place
    found: str
    mend: str
    code: str

    def __str__(self) -> str:
        return f"{self.place}: {self.found}. {self.mend[:1].upper()}{self.mend[1:]}."


def strays(text: str, place: Place) -> Iterator[Advice]:
    """The ends of tags that are left where none is begun, and tags that are written as no tag is."""
    left = _TAG.sub("", text)
    for braces in ("}}", "%}"):
        if braces in left:
            yield brace_stray(place, braces)
    yield from (no_braces(place, found[0], found[1] or found[2]) for found in _OTHER_BRACES.finditer(left))
    yield from (tag_quoted(place, found[0], found[1]) for found in _QUOTED.finditer(text))


def alt_text_missing(place: Place, what: str) -> Advice:
    """A picture, chart or drawing says nothing to who can't see it."""
    return Advice(place, f"{what} has no alternative text", "say in its alternative text what it shows", "alt-text")


def slot_small(place: Place, tag: str, kind: str, size: tuple[float, float]) -> Advice:
    """A frame is too small for what its tag draws."""
    width, height = LEAST[kind]
    found = f"the frame of {tag} is {size[0]:.1f} x {size[1]:.1f} cm, too small for {kind}"
    return Advice(place, found, f"make it at least {width:g} x {height:g} cm", "slot-small")


def cell_narrow(place: Place, tag: str, kind: str, width: float) -> Advice:
    """A cell of a table is too narrow for what its tag draws."""
    found = f"the cell of {tag} is {width:.1f} cm wide, too narrow for {kind}"
    return Advice(place, found, f"make it at least {LEAST[kind][0]:g} cm wide", "slot-small")


def font_foreign(place: Place, font: str, own: str) -> Advice:
    """A text names a font that is not the theme's."""
    return Advice(place, f"the font {font} is not one of the theme's ({own})", "choose a font of the theme", "font")


def text_small(place: Place, points: float, floor: float) -> Advice:
    """A text is smaller than people can read."""
    return Advice(place, f"text of {points:g} points", f"make it at least {floor:g} points", "text-small")


def placeholder_empty(place: Place, name: str) -> Advice:
    """A placeholder of the layout was left as it came."""
    return Advice(place, f"the placeholder {name} is empty", "fill it or delete it", "placeholder-empty")


def number_missing(place: Place) -> Advice:
    """A page or slide has no number."""
    return Advice(place, "there is no page number", "insert it (Insert, Slide Number or Page Number)", "number-missing")


def footer_missing(place: Place) -> Advice:
    """No footer says whose page it is."""
    mend = "insert one with {{ account.name }} and {{ account.confidentiality }}"
    return Advice(place, "there is no footer", mend, "footer-missing")


def slide_hidden(place: Place) -> Advice:
    """A slide is hidden, and its tags are filled all the same."""
    return Advice(place, "the slide is hidden but is filled all the same", "show it or delete it", "slide-hidden")


def text_deleted(place: Place) -> Advice:
    """A tag stands in text that is deleted but kept as a tracked change."""
    return Advice(place, "a tag stands in a tracked change", "accept or reject the changes", "tracked-change")


def brace_stray(place: Place, braces: str) -> Advice:
    """The end of a tag stands where none is begun."""
    return Advice(place, f"{braces} ends no tag", "begin the tag before it, or delete it", "brace-stray")


def no_braces(place: Place, text: str, tag: str) -> Advice:
    """What was meant as a tag stands in other braces, and is printed as it is."""
    return Advice(place, f"{text} is no tag and is printed as it is", f"write {{{{ {tag} }}}}", "no-braces")


def tag_quoted(place: Place, text: str, tag: str) -> Advice:
    """A tag in quotes prints its own name."""
    return Advice(place, f"{text} prints the words {tag}", f"take the quotes away: {{{{ {tag} }}}}", "tag-quoted")


def no_tags(place: Place) -> Advice:
    """Nothing of the file is filled in."""
    return Advice(place, "there is no tag in the file", "copy tags from tags.docx", "no-tags")
