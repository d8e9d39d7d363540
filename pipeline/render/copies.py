"""Hands on the slides of a filled deck: how often each stands, and the parts that a copy of one needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.render.marks import CONTINUED
from pipeline.render.ooxml import CHART_TYPE, DRAWING, P
from pipeline.render.package import OFFICE, Member, Package, Relationship, member, rels_of, write_relationships
from pipeline.render.slideshow import Slide

Element = etree._Element
MOST = 20  # slides that one slide may become by going on, so that a register of thousands is told as long
CHART = f"{OFFICE}/chart"
_NUMBER = re.compile(r"(\d+)(?=\.\w+$)")


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a slide: its part and its notes' (empty without), and how the presentation refers to it."""

    part: str
    notes: str
    relationship: Relationship


@dataclass
class Copies:
    """The copies that a deck gets beside its template's slides: new names, and members to write."""

    package: Package
    slides: tuple[Slide, ...]
    members: list[Member] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)
    of: dict[str, list[Copy]] = field(default_factory=dict)
    _last: dict[str, int] = field(default_factory=dict)

    def add(self, slide: Slide) -> Copy:
        """A further copy of a slide, named after it."""
        part = self._named(slide.part)
        notes = self._named(slide.notes) if slide.notes else ""
        number = sum(map(len, self.of.values())) + 1
        copy = Copy(part, notes, Relationship(f"rIdCopy{number}", f"{OFFICE}/slide", f"/{part}", part))
        self.of.setdefault(slide.part, []).append(copy)
        return copy

    def write(self, slide: Slide, copy: Copy, xml: bytes, notes: bytes, added: tuple[Relationship, ...]) -> None:
        """Write a copy's parts; `added` are the relationships of what was drawn on it."""
        own = self.package.relationships.get(slide.part, ())
        self._put(copy.part, slide.part, xml, (*self._led(own, slide, copy), *added))
        if copy.notes:
            own = self.package.relationships.get(slide.notes, ())
            self._put(copy.notes, slide.notes, notes, tuple(self._led(own, slide, copy)))

    def _led(self, own: tuple[Relationship, ...], slide: Slide, copy: Copy) -> Iterator[Relationship]:
        """What a copy leads to: to its own slide, notes and charts, else to what the slide leads to."""
        moved = {slide.part: copy.part, slide.notes: copy.notes}
        for one in own:
            part = moved.get(one.part, "") if one.part else ""
            if one.type == CHART and one.part in self.package.parts:
                part = self._copied(one.part)
            yield one._replace(target=f"/{part}", part=part) if part else one

    def _copied(self, part: str) -> str:
        """A copy of a chart with what it leads to; two slides can't share one."""
        new = self._named(part)
        own = (
            one._replace(target=f"/{behind}", part=behind) if (behind := self._behind(one)) else one
            for one in self.package.relationships.get(part, ())
        )
        self._put(new, part, self.package.parts[part], tuple(own))
        return new

    def _behind(self, one: Relationship) -> str:
        """A copy of a part behind a chart: its workbook, its style and colours; empty for what is outside."""
        if one.part not in self.package.parts:
            return ""
        return self._copied(one.part)

    def _put(self, part: str, of: str, data: bytes, own: tuple[Relationship, ...]) -> None:
        kind = self.package.type_of(of)
        if of in self.package.overrides or kind == CHART_TYPE:
            self.types[part] = kind
        self.members.append(member(part, data))
        if own:
            self.members.append(member(rels_of(part), write_relationships(own)))

    def _named(self, part: str) -> str:
        """A name like a part's, with a number that no part of the template and no other copy has."""
        stem, ending = _stem(part)
        if stem not in self._last:
            numbers = [int(_number(name)) for name in self.package.parts if _stem(name) == (stem, ending)]
            # What is drawn gets the numbers behind the template's own charts: copies stand far behind those.
            self._last[stem] = max(numbers, default=0) + (1000 if "/charts/" in part or "/embeddings/" in part else 0)
        self._last[stem] += 1
        return f"{stem}{self._last[stem]}.{ending}"


def _stem(part: str) -> tuple[str, str]:
    """A part's name without its number, and its ending."""
    name, _, ending = part.rpartition(".")
    return name.rstrip("0123456789"), ending


def _number(part: str) -> str:
    found = _NUMBER.search(part)
    return found[1] if found else "0"


def mark_title(root: Element) -> None:
    """Mark the end of a slide's title, where a slide that goes on says which of how many it is."""
    for shape in root.iter(f"{{{P}}}sp"):
        placeholder = shape.find(f".//{{{P}}}nvPr/{{{P}}}ph")
        texts = list(shape.iter(DRAWING.text))
        if placeholder is not None and placeholder.get("type") in ("title", "ctrTitle") and texts:
            texts[-1].text = f"{texts[-1].text or ''}{CONTINUED}"
            return


def presented(package: Package, kept: Mapping[str, list[Copy]], removed: frozenset[str]) -> bytes:
    """The relationships of the presentation, with the copies and without the slides that went."""
    own = (one for one in package.relationships.get(package.main, ()) if one.part not in removed)
    return write_relationships((*own, *(copy.relationship for copies in kept.values() for copy in copies)))
