"""Hands on filled documents: a compiled template, what an account's pages say, and one zip written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pipeline.blocks import Finding, Words
from pipeline.figures import Figure, Unit
from pipeline.palette import Palette
from pipeline.printed import PAGE, PART
from pipeline.render.copies import MOST, Copies, presented
from pipeline.render.designed import Design
from pipeline.render.marks import CONTINUED, fit, in_ascii, in_text, plain
from pipeline.render.ooxml import CHART_TYPE, WORKBOOK_TYPE
from pipeline.render.package import (
    CONTENT_TYPES,
    OFFICE,
    Member,
    Package,
    Relationship,
    member,
    rels_of,
    write_relationships,
    write_types,
    write_zip,
)
from pipeline.render.program import Draw, Program
from pipeline.render.properties import APP, APP_TYPE, APP_XML, CORE, CORE_TYPE, OWN, RELATIONSHIPS, Properties
from pipeline.render.said import Said
from pipeline.render.slideshow import Slide, presentation_of
from pipeline.render.slots import M, Slot
from pipeline.render.spoken import in_language
from pipeline.render.words import Printer
from pipeline.tags import Pages

NO_SLOTS: Mapping[int, int] = MappingProxyType({})
ONCE: Sequence[Mapping[str, Any]] = (MappingProxyType({}),)
_new = tuple.__new__  # a named tuple's own takes twice the time
_CONTINUED = in_ascii(CONTINUED)
DONE = -1  # all of a slot's block stands on the slides before


@dataclass
class _Extras:
    """What a document gets beside its template's parts: chart parts, and drawing ids counted over a whole Word file."""

    folder: str
    next_chart: int
    next_id: int | None
    palettes: Mapping[str, Palette]
    members: list[Member] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)
    said: dict[int, tuple[Words, Said]] = field(default_factory=dict)  # by identity


class _FilledPage:
    """The part that is being filled, as the drawing of a block sees it."""

    def __init__(
        self,
        printer: Printer,
        program: Program | None,
        extras: _Extras,
        begun: Mapping[int, int] = NO_SLOTS,
        made: dict[tuple[int, int], tuple[object, Any]] | None = None,
    ) -> None:
        self._made = {} if made is None else made
        self._printer, self._extras, self._begun, self._said = printer, extras, begun, extras.said
        self._next_id = program.first_id if program else 1
        self._palette = extras.palettes.get(program.part) if program else None
        self.added: list[Relationship] = []
        self.going_on: dict[int, int] = {}  # by the identity of the slot
        self.copies_left = 0

    def read(self, words: Words) -> Said:
        """The words as plain text, not logged; made once a document, since a table is measured before it is drawn."""
        key = id(words)
        known = self._said.get(key)
        if known is not None:
            return known[1]
        muted = False
        if type(words) is Figure:
            text = self._printer.text_of(words)
            log: tuple[tuple[str, str], ...] = ((words.name, text),)
            muted = words.value is None
        else:
            text, log = self._printer.read(words)
        fields = (text, muted, log, text) if plain(text) else (fit(text), muted, log, "")
        said = _new(Said, fields)
        self._said[key] = (words, said)
        return said

    def log(self, entries: Iterable[tuple[str, str]]) -> None:
        """Log what was read as printed."""
        self._printer.log(entries)

    def next_id(self) -> int:
        """A drawing id that nothing else has: in Word of the whole file, in PowerPoint of the slide."""
        if self._extras.next_id is not None:
            self._extras.next_id += 1
            return self._extras.next_id - 1
        self._next_id += 1
        return self._next_id - 1

    def begun(self, slot: Slot) -> int:
        """How much of a slot's block stands on the slides before; below 0 where all of it does."""
        return self._begun.get(id(slot), 0)

    def go_on(self, slot: Slot, begun: int) -> bool:
        """Let a slot's block go on on a copy of this slide, unless there are copies enough."""
        if self.copies_left:
            self.going_on[id(slot)] = begun
        return self.copies_left > 0

    def once(self, block: object, slot: Slot, make: Callable[[], M]) -> M:
        """What is made of a block for a slot, made once for all copies of the slide."""
        key = (id(block), id(slot))
        if key not in self._made:
            self._made[key] = (block, make())
        made: M = self._made[key][1]
        return made

    def recoloured(self, xml: str) -> str:
        """A drawing in the colours of the part's brand."""
        return self._palette.recoloured(xml) if self._palette else xml

    def add_chart(self, xml: str, workbook: bytes, design: Design | None = None) -> str:
        """Add a chart part and its workbook, and what a designed one has beside; the relationship id to refer to it."""
        extras, number = self._extras, self._extras.next_chart
        extras.next_chart += 1
        chart = f"{extras.folder}/charts/chart{number}.xml"
        book = f"{extras.folder}/embeddings/Microsoft_Excel_Sheet{number}.xlsx"
        if design is None:
            xml = self.recoloured(xml)
        own = "rIdWorkbook" if design else "rId1"
        to_book = Relationship(own, f"{OFFICE}/package", f"../{book.removeprefix(extras.folder + '/')}", book)
        extras.types[chart] = CHART_TYPE
        beside = self._add_beside(chart.removesuffix(".xml"), design) if design else ()
        extras.members += (
            member(chart, in_language(xml, self._printer.formats.tag).replace("{workbook_id}", to_book.id).encode()),
            member(rels_of(chart), write_relationships((to_book, *beside))),
            member(book, workbook),
        )
        identifier = f"rIdChart{number}"
        self.added.append(Relationship(identifier, f"{OFFICE}/chart", f"/{chart}", chart))
        return identifier

    def _add_beside(self, chart: str, design: Design) -> Iterator[Relationship]:
        """Add a copy of each part that a designed chart leads to; each chart has its own."""
        names = {part: f"{chart}_{n}.{part.rpartition('.')[2]}" for n, part in enumerate(design.parts, 1)}

        def renamed(relationship: Relationship) -> Relationship:
            part = names.get(relationship.part, "")
            return relationship._replace(target=f"/{part}", part=part) if part else relationship

        for part, behind in design.parts.items():
            self._extras.types[names[part]] = behind.type
            self._extras.members.append(member(names[part], behind.data))
            if behind.relationships:
                rels = write_relationships(map(renamed, behind.relationships))
                self._extras.members.append(member(rels_of(names[part]), rels))
        return map(renamed, design.companions)


@dataclass(frozen=True)
class _Slide:
    """A slide that is being filled, for one item of its loop."""

    slide: Slide
    pages: Pages
    printer: Printer
    extras: _Extras
    draw: Draw
    bound: Mapping[str, Any]

    def run(self, program: Program, page: _FilledPage) -> str:
        """What one of its parts becomes."""
        return program.run(self.pages, self.printer, page, self.draw, self.bound)


@dataclass(frozen=True)
class _Kept:
    """What stays of a template when some slides go: its parts, and the members that are always the same."""

    parts: tuple[str, ...]
    fixed: dict[str, Member]
    types: dict[str, str]


class Compiled:
    """A template compiled: filled as often as there are accounts, each time string work and one zip."""

    def __init__(
        self,
        package: Package,
        programs: Sequence[Program],
        shows: Mapping[str, Program],
        loops: Mapping[str, Program],
        slides: Sequence[Slide],
        first_word_id: int | None,
        palettes: Mapping[str, Palette],
    ) -> None:
        self._palettes = palettes
        self._package, self._programs = package, tuple(programs)
        self._shows, self._loops, self._slides = shows, loops, tuple(slides)
        self._presentation = presentation_of(package) if slides else None
        self._first_word_id = first_word_id
        self._by_part = {program.part: program for program in programs}
        of_slides = {part for slide in slides for part in (slide.part, slide.notes)}
        self._others = tuple(program for program in programs if program.part not in of_slides)
        self._folder = package.main.rpartition("/")[0]
        charts = [part for part in package.parts if part.startswith(f"{self._folder}/charts/")]
        self._first_chart = 1 + max((_trailing_number(part) for part in charts), default=0)
        self._dynamic = set(self._by_part) | ({package.main} if slides else set())
        self._members: dict[tuple[str, bytes], Member] = {}
        self._kept: dict[frozenset[str], _Kept] = {}

    @property
    def slots(self) -> tuple[str, ...]:
        """The tags of the blocks that the template draws, in the order they are read."""
        return tuple(slot.tag for program in self._programs for slot in program.slots if slot.tag)

    def fill(self, pages: Pages, printer: Printer, properties: Properties, draw: Draw) -> bytes:
        """The document's bytes; what was printed is in the printer."""
        extras = _Extras(self._folder, self._first_chart, self._first_word_id, self._palettes)
        shown = {slide.part: self._shown(slide, pages, printer, extras, draw) for slide in self._slides}
        removed = frozenset(part for part, items in shown.items() if not items)
        kept = self._stays(removed)
        filled: dict[str, Member] = {}
        copies = Copies(self._package, self._slides)
        for slide in self._slides:
            for n, bound in enumerate(shown[slide.part]):
                deck = _Slide(slide, pages, printer, extras, draw, bound)
                self._fill_slide(deck, filled if n == 0 else None, copies)
        for program in self._others:
            if program.part in kept.types:
                page = _FilledPage(printer, program, extras)
                printer.printed.append((PART, program.part))
                self._put(filled, program.part, program.run(pages, printer, page, draw).encode(), page)
        if self._presentation and (removed or copies.of):
            main = self._package.main
            named = {part: [copy.relationship.id for copy in many] for part, many in copies.of.items()}
            filled[main] = member(main, self._presentation.changed(removed, named))
            filled[rels_of(main)] = member(rels_of(main), presented(self._package, copies.of, removed))
        filled[CORE] = member(CORE, properties.core())
        extras.members += copies.members
        extras.types |= copies.types
        return write_zip(self._in_order(kept, filled, extras))

    def _shown(
        self, slide: Slide, pages: Pages, printer: Printer, extras: _Extras, draw: Draw
    ) -> Sequence[Mapping[str, Any]]:
        """How often a slide stands: what each time is bound to its loop's names; never where its condition fails."""
        condition, loop = self._shows.get(slide.part), self._loops.get(slide.part)
        if condition and not condition.run(pages, printer, _FilledPage(printer, condition, extras), draw):
            return ()
        return loop.items(pages, printer, _FilledPage(printer, loop, extras), draw) if loop else ONCE

    def _fill_slide(self, deck: _Slide, filled: dict[str, Member] | None, copies: Copies) -> None:
        """Fill a slide and as many copies of it as its blocks need to go on; the first in its own place if it may."""
        slide = deck.slide
        program, notes = self._by_part.get(slide.part), self._by_part.get(slide.notes)
        made: list[tuple[str, bytes, _FilledPage]] = []
        log, starts = deck.printer.printed, list[int]()
        begun: dict[int, int] = {}
        once: dict[tuple[int, int], tuple[object, Any]] = {}
        while True:
            page = _FilledPage(deck.printer, program, deck.extras, begun, once)
            page.copies_left = MOST - 1 - len(made)
            log.append((PART, slide.part))
            starts.append(len(log))
            xml = deck.run(program, page) if program else self._package.parts[slide.part].decode()
            said = _FilledPage(deck.printer, notes, deck.extras)
            spoken = deck.run(notes, said).encode() if notes else self._package.parts.get(slide.notes, b"")
            made.append((xml, spoken, page))
            if not page.going_on:
                break
            begun = {**dict.fromkeys(begun, DONE), **page.going_on}
        for n, (xml, spoken, page) in enumerate(made, 1):
            told = _continued(n, len(made), deck.printer) if _CONTINUED in xml and len(made) > 1 else ""
            if told:
                log.insert(starts[n - 1] + n - 1, (PAGE, told))  # behind those of the slides before
            data = xml.replace(_CONTINUED, f" {in_text(told)}" if told else "").encode()
            if filled is not None and n == 1:
                if program:
                    self._put(filled, slide.part, data, page)
                if notes:
                    filled[slide.notes] = member(slide.notes, spoken)
            else:
                copies.write(slide, copies.add(slide), data, spoken, tuple(page.added))

    def _put(self, filled: dict[str, Member], part: str, data: bytes, page: _FilledPage) -> None:
        """A part of the template, filled, with the relationships of what was drawn on it."""
        filled[part] = member(part, data)
        if page.added:
            own = self._package.relationships.get(part, ())
            filled[rels_of(part)] = member(rels_of(part), write_relationships((*own, *page.added)))

    def _in_order(self, kept: _Kept, filled: dict[str, Member], extras: _Extras) -> list[Member]:
        """All members, the content types first, then the package's order, what was added last."""
        defaults = dict(self._package.defaults)
        types = kept.types
        if CHART_TYPE in extras.types.values():
            defaults["xlsx"] = WORKBOOK_TYPE
        if extras.types:
            types = {**types, **extras.types}
        overrides = {part: t for part, t in types.items() if t}
        members = [member(CONTENT_TYPES, write_types(defaults, overrides))]
        for name in kept.parts:
            members.append(filled.pop(name) if name in filled else kept.fixed[name])
        return members + list(filled.values()) + extras.members

    def _stays(self, removed: frozenset[str]) -> _Kept:
        """What stays without the removed slides; worked out once for each choice of them."""
        if removed not in self._kept:
            package = self._package
            reached = package.reached(removed, OWN)
            root = [r for r in package.relationships.get("", ()) if r.type not in OWN]
            relationships = {"": (*root, *RELATIONSHIPS)}
            for part in (p for p in package.parts if p in reached and p in package.relationships):
                relationships[part] = tuple(r for r in package.relationships[part] if r.part not in removed)
            fixed = {rels_of(part): write_relationships(found) for part, found in relationships.items()}
            fixed |= {p: package.parts[p] for p in package.parts if p in reached and p not in self._dynamic}
            if self._presentation:
                fixed[package.main] = package.parts[package.main]
            fixed[APP] = APP_XML
            types = {p: package.overrides.get(p, "") for p in package.parts if p in reached}
            types |= {CORE: CORE_TYPE, APP: APP_TYPE}
            names = (rels_of(""), *(n for p in types for n in (p, rels_of(p)) if n in fixed or n in self._dynamic))
            order = tuple(dict.fromkeys((*names, CORE)))
            members = {name: self._member(name, data) for name, data in fixed.items()}
            self._kept[removed] = _Kept(order, members, types)
        return self._kept[removed]

    def _member(self, name: str, data: bytes) -> Member:
        """A part that is always the same, compressed well and once."""
        known = self._members.get((name, data))
        if known is None:
            known = self._members[name, data] = member(name, data, lasting=True)
        return known


def _continued(page: int, pages: int, printer: Printer) -> str:
    """What the title of a slide that goes on says, such as (2/3)."""
    told = {
        name: Figure(f"page.{name}", value, Unit.COUNT, "the slides that one slide goes on over")
        for name, value in (("page", page), ("pages", pages))
    }
    return printer.show(Finding("continued", told)).text


def _trailing_number(part: str) -> int:
    """The number at the end of a part's name; 0 without one."""
    digits = "".join(c for c in part.rpartition("/")[2] if c.isdigit())
    return int(digits) if digits else 0
