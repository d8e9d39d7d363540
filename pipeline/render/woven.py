"""Hands on a part while its tags are woven in: its tree, its tags by number, what is wrong, and at last its program."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.render.marks import BLOCK, BLOCK_END, PRINT, PRINT_END, TOKEN, TOKEN_END, in_ascii
from pipeline.render.ooxml import Dialect
from pipeline.render.package import DECLARATION

OPENS, TURNS, CLOSES = {"for": "endfor", "if": "endif"}, {"elif", "else"}, {"endfor", "endif"}
TARGET = "planpack"  # of the processing instructions that stand for tags between elements
OURS = "planpack_"  # filters of that name are the engine's own; a template that names one is told it doesn't exist
# The filters that a block is drawn by: in a slot, and in a chart that the template designs.
DRAWN_BY = tuple(f"{OURS}{name}" for name in ("slot", "shows", "finding", "chart", "instead"))
_MARK = re.compile(rf"<\?{TARGET} (\d+)\?>|{TOKEN}(\d+){TOKEN_END}")

Element = etree._Element


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a template: where, what is there, how to mend it."""

    where: str
    found: str
    mend: str
    code: str


@dataclass(slots=True)
class Mark:
    """A tag of a part: its place in words, what it says, and the Jinja source it becomes."""

    where: str
    says: str
    source: str
    word: str = ""


@dataclass
class Woven:
    """A part while its tags are woven in: its tree, its marks by number, and what is wrong."""

    root: Element
    marks: list[Mark] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def mark(self, where: str, says: str, source: str, word: str = "") -> int:
        """Number a tag."""
        self.marks.append(Mark(where, says, source, word))
        return len(self.marks) - 1

    def token(self, number: int) -> str:
        """The text that stands for a tag within text, until the part's program is put together."""
        return f"{TOKEN}{number}{TOKEN_END}"

    def fault(self, where: str, found: str, mend: str, code: str) -> None:
        """Note what is wrong."""
        self.faults.append(Fault(where, found, mend, code))

    def instruction(self, number: int) -> Element:
        """The element that stands for a tag between elements."""
        return etree.ProcessingInstruction(TARGET, str(number))


def texts_of(paragraph: Element, dialect: Dialect) -> list[Element]:
    """The text elements of a paragraph, not those of paragraphs inside it (text boxes)."""
    return [t for t in paragraph.iter(dialect.text) if next(t.iterancestors(dialect.paragraph), None) is paragraph]


def text_of(paragraph: Element, dialect: Dialect) -> str:
    """The text of a paragraph."""
    return "".join(t.text or "" for t in texts_of(paragraph, dialect))


def remove(element: Element) -> None:
    """Take an element out of its tree, not the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def written(element: Element, names: Mapping[str | None, str]) -> str:
    """An element's XML, without what is behind it and without the names that are declared outside."""
    tail, element.tail = element.tail, None
    xml = in_ascii(etree.tostring(element, encoding="unicode"))
    element.tail = tail
    for prefix, uri in names.items():
        xml = xml.replace(f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"', "")
    return xml


def print_source(says: str) -> str:
    """The Jinja source that prints a value; on a line of its own, so that an error's line tells the tag."""
    return f"{PRINT}\n{says} {PRINT_END}"


def block_source(says: str) -> str:
    """The Jinja source of a for, if or end."""
    return f"{BLOCK}\n{says} {BLOCK_END}"


def program_of(woven: Woven, prefixes: dict[str, str]) -> tuple[str, dict[int, Mark]]:
    """The part's Jinja source, and the tag that stands on each line that has one."""
    xml = etree.tostring(woven.root, encoding="unicode")
    head, end, rest = xml.partition(">")
    closing = "/" if head.endswith("/") else ""
    missing = [f' xmlns:{p}="{uri}"' for p, uri in prefixes.items() if f"xmlns:{p}=" not in head]
    pieces = [DECLARATION, head.removesuffix("/"), *missing, closing, end]
    lines: dict[int, Mark] = {}
    line = 1 + sum(piece.count("\n") for piece in pieces)
    at = 0
    for match in _MARK.finditer(rest):
        literal = rest[at : match.start()]
        mark = woven.marks[int(match[1] or match[2])]
        pieces += (in_ascii(literal), mark.source)
        line += literal.count("\n") + mark.source.count("\n")
        if mark.says:
            lines[line] = mark
        at = match.end()
    pieces.append(in_ascii(rest[at:]))
    return "".join(pieces), lines
