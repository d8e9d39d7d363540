"""Hands on filled documents: a compiled template, what an account's pages say, and one zip written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.blocks import Words
from pipeline.render.designed import Design
from pipeline.render.marks import fit
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
from pipeline.render.slideshow import Presentation
from pipeline.render.spoken import in_language
from pipeline.render.words import Printer
from pipeline.tags import Pages

_NO_SLIDE: frozenset[str] = frozenset()


@dataclass
class _Extras:
    """What a document gets beside its template's parts: chart parts, and drawing ids counted over a whole Word file."""

    folder: str
    next_chart: int
    next_id: int | None
    members: list[Member] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)


class _FilledPage:
    """The part that is being filled, as the drawing of a block sees it."""

    def __init__(self, printer: Printer, program: Program, extras: _Extras) -> None:
        self._printer, self._extras = printer, extras
        self._next_id = program.first_id
        self.added: list[Relationship] = []

    def say(self, words: Words) -> str:
        """The words as plain text, logged as printed."""
        return fit(self._printer.print(words))

    def measure(self, words: Words) -> str:
        """The text that `say` would give, not logged."""
        return fit(self._printer.show(words).text)

    def next_id(self) -> int:
        """A drawing id that nothing else has: in Word of the whole file, in PowerPoint of the slide."""
        if self._extras.next_id is not None:
            self._extras.next_id += 1
            return self._extras.next_id - 1
        self._next_id += 1
        return self._next_id - 1

    def add_chart(self, xml: str, workbook: bytes, design: Design | None = None) -> str:
        """Add a chart part and its workbook, and what a designed one has beside; the relationship id to refer to it."""
        extras, number = self._extras, self._extras.next_chart
        extras.next_chart += 1
        chart = f"{extras.folder}/charts/chart{number}.xml"
        book = f"{extras.folder}/embeddings/Microsoft_Excel_Sheet{number}.xlsx"
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
        conditions: Sequence[tuple[str, Program]],
        presentation: Presentation | None,
        first_word_id: int | None,
    ) -> None:
        self._package, self._programs = package, tuple(programs)
        self._conditions, self._presentation, self._first_word_id = tuple(conditions), presentation, first_word_id
        self._folder = package.main.rpartition("/")[0]
        charts = [part for part in package.parts if part.startswith(f"{self._folder}/charts/")]
        self._first_chart = 1 + max((_trailing_number(part) for part in charts), default=0)
        self._dynamic = {program.part for program in programs} | ({package.main} if presentation else set())
        self._members: dict[tuple[str, bytes], Member] = {}
        self._kept: dict[frozenset[str], _Kept] = {}

    @property
    def slots(self) -> tuple[str, ...]:
        """The tags of the blocks that the template draws, in the order they are read."""
        return tuple(slot.tag for program in self._programs for slot in program.slots if slot.tag)

    def fill(self, pages: Pages, printer: Printer, properties: Properties, draw: Draw) -> bytes:
        """The document's bytes; what was printed is in the printer."""
        extras = _Extras(self._folder, self._first_chart, self._first_word_id)
        removed = self._removed(pages, printer, extras, draw)
        kept = self._stays(removed)
        filled: dict[str, Member] = {}
        for program in self._programs:
            if program.part not in kept.types:
                continue
            page = _FilledPage(printer, program, extras)
            filled[program.part] = member(program.part, program.run(pages, printer, page, draw).encode())
            if page.added:
                own = self._package.relationships.get(program.part, ())
                rels = rels_of(program.part)
                filled[rels] = member(rels, write_relationships((*own, *page.added)))
        if removed and self._presentation:
            filled[self._package.main] = member(self._package.main, self._presentation.without(removed))
        filled[CORE] = member(CORE, properties.core())
        return write_zip(self._in_order(kept, filled, extras))

    def _removed(self, pages: Pages, printer: Printer, extras: _Extras, draw: Draw) -> frozenset[str]:
        """The slides whose condition does not hold."""
        if not self._conditions:
            return _NO_SLIDE
        return frozenset(
            slide
            for slide, condition in self._conditions
            if not condition.run(pages, printer, _FilledPage(printer, condition, extras), draw)
        )

    def _in_order(self, kept: _Kept, filled: dict[str, Member], extras: _Extras) -> list[Member]:
        """All members, the content types first, then the package's order, what was added last."""
        defaults = dict(self._package.defaults)
        types = kept.types
        if extras.types:
            defaults["xlsx"] = WORKBOOK_TYPE
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
            if not removed and self._presentation:
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
            known = self._members[name, data] = member(name, data, level=9)
        return known


def _trailing_number(part: str) -> int:
    """The number at the end of a part's name; 0 without one."""
    digits = "".join(c for c in part.rpartition("/")[2] if c.isdigit())
    return int(digits) if digits else 0
