"""Hands on what a deck needs to know of its slides: their order, their names, which go and what goes with them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from lxml import etree

from pipeline.render.ooxml import DRAWING, NOTES_TYPE, P14, P, R
from pipeline.render.package import DECLARATION, OFFICE, Package, parse

Element = etree._Element
_SEGMENT = "planpack-slide"
_ID, _LEADS = re.compile(r' id="\d+"'), re.compile(r'r:id="[^"]*"')


@dataclass(frozen=True)
class Slide:
    """A slide: its number from 1, its part, its notes' part (empty without) and the outlines it inherits from."""

    number: int
    part: str
    relationship: str
    notes: str
    outlines: tuple[str, ...]


def slides_of(package: Package) -> tuple[Slide, ...]:
    """The slides in the order they are shown."""
    leads = {r.id: r.part for r in package.relationships.get(package.main, ())}
    found: list[Slide] = []
    for entry in parse(package, package.main).iter(f"{{{P}}}sldId"):
        relationship = entry.get(f"{{{R}}}id", "")
        part = leads.get(relationship, "")
        layout = led(package, part, "slideLayout")
        notes = next((r.part for r in package.relationships.get(part, ()) if r.type == f"{OFFICE}/notesSlide"), "")
        if package.type_of(notes) != NOTES_TYPE:
            notes = ""
        found.append(Slide(len(found) + 1, part, relationship, notes, (layout, led(package, layout, "slideMaster"))))
    return tuple(found)


def led(package: Package, part: str, kind: str) -> str:
    """The part of a kind that a part leads to; empty where there is none."""
    return next((r.part for r in package.relationships.get(part, ()) if r.type == f"{OFFICE}/{kind}"), "")


def outlines_of(package: Package, part: str) -> tuple[str, ...]:
    """The outlines that a slide or layout inherits from, the nearest first."""
    layout = led(package, part, "slideLayout") if "/slideLayouts/" not in part else ""
    master = led(package, layout or part, "slideMaster")
    return tuple(outline for outline in (layout, master) if outline)


def body_of_notes(root: Element) -> Element | None:
    """The shape of a notes slide that holds the notes."""
    for shape in root.iter(f"{{{P}}}sp"):
        placeholder = shape.find(f".//{{{P}}}nvPr/{{{P}}}ph")
        if placeholder is not None and placeholder.get("type") == "body":
            return shape
    return None


def first_paragraph(shape: Element) -> Element | None:
    """The first paragraph of a shape."""
    return next(shape.iter(DRAWING.paragraph), None)


@dataclass(frozen=True)
class Presentation:
    """The presentation's own part in pieces: what always stands, and what goes with a slide's part."""

    pieces: tuple[tuple[str, str], ...]
    last_id: int

    def changed(self, removed: frozenset[str], copies: Mapping[str, Sequence[str]]) -> bytes:
        """The part without what belongs to the removed slides; behind a slide its copies, by their relationships."""
        ids = count(self.last_id + 1)
        numbers = {one: next(ids) for many in copies.values() for one in many}
        made: list[str] = []
        for xml, slide in self.pieces:
            if slide in removed:
                continue
            made.append(xml)
            for one in copies.get(slide, ()) if slide else ():
                made.append(_ID.sub(f' id="{numbers[one]}"', _LEADS.sub(f'r:id="{one}"', xml), count=1))
        return "".join(made).encode()


def presentation_of(package: Package) -> Presentation:
    """Take the presentation's part apart along its slides; shows of chosen slides go for good."""
    root = parse(package, package.main)
    parts = {s.relationship: s.part for s in slides_of(package)}
    ids: dict[str, str] = {}
    for entry in list(root.iter(f"{{{P}}}sldId")):
        part = parts[entry.get(f"{{{R}}}id", "")]
        ids[entry.get("id", "")] = part
        _enclose(entry, part)
    for entry in list(root.iter(f"{{{P14}}}sldId")):
        if entry.get("id", "") in ids:
            _enclose(entry, ids[entry.get("id", "")])
    for shows in root.findall(f"{{{P}}}custShowLst"):
        root.remove(shows)
    xml = etree.tostring(root, encoding="unicode")
    pieces: list[tuple[str, str]] = [(DECLARATION, "")]
    for n, piece in enumerate(xml.split(f"<?{_SEGMENT} ")):
        if n == 0:
            pieces.append((piece, ""))
        else:
            part, _, rest = piece.partition("?>")
            pieces.append((rest, "" if part == "end" else part))
    return Presentation(tuple(pieces), max((int(one) for one in ids if one.isdigit()), default=256))


def _enclose(entry: Element, part: str) -> None:
    """Mark where an entry begins and ends."""
    entry.addprevious(etree.ProcessingInstruction(_SEGMENT, part))
    entry.addnext(etree.ProcessingInstruction(_SEGMENT, "end"))
