"""Hands on a template compiled: what never changes as compressed bytes, what has tags as programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from lxml import etree

from pipeline.problems import PipelineError, Place, Problem
from pipeline.render.bare import bare, without_notes
from pipeline.render.colouring import palettes_of
from pipeline.render.copies import mark_title
from pipeline.render.engine import Compiled
from pipeline.render.frames import slide_slot, word_slot
from pipeline.render.marks import PRINT, PRINT_END
from pipeline.render.ooxml import (
    BODY_TYPE,
    DRAWING,
    LAYOUT_TYPE,
    MASTER_TYPE,
    NOTES_TYPE,
    PREFIXES,
    SLIDE_TYPE,
    TAGGED_TYPES,
    WORD,
    WP,
    P,
)
from pipeline.render.package import OFFICE, Package, open_package, parse
from pipeline.render.pairs import finish
from pipeline.render.program import Program, compile_loop, compile_program, loose_faults, wrong_amounts
from pipeline.render.properties import OWN
from pipeline.render.scan import Found, has_tags, only_tag, tags_in
from pipeline.render.settle import settle, without_comments
from pipeline.render.slideshow import (
    Slide,
    body_of_notes,
    first_paragraph,
    led,
    outlines_of,
    slides_of,
)
from pipeline.render.slots import Slot, SlotTag
from pipeline.render.text_frames import WordStyles, theme_of
from pipeline.render.weave import replace_text, simplify, weave_attributes, weave_paragraphs
from pipeline.render.weave_charts import weave_charts
from pipeline.render.weave_pictures import Pictures, weave_slide_pictures, weave_word_pictures, with_pictures
from pipeline.render.weave_text import weave_slide_text, weave_word_boxes
from pipeline.render.woven import OURS, Fault, Mark, Woven, block_source, program_of, remove, text_of, texts_of
from pipeline.tags import Tag, TagKind

Element = etree._Element
NONE: frozenset[str] = frozenset()
_ASKS = r"height\(\s*\d+(?:\.\d+)?\s*\)|top\(\s*\d+\s*\)|of\(\s*[^\W\d]\w*\s*\)"
_ASKED = re.compile(rf"([^\W\d]\w*\.\w+)\s*((?:\|\s*(?:{_ASKS})\s*)*)")
_HEIGHT, _TOP, _OF = (re.compile(rf"{word}\(\s*({what})") for word, what in
                      (("height", r"[\d.]+"), ("top", r"\d+"), ("of", r"\w+")))  # fmt: skip


class WrongTemplate(PipelineError):
    """A template says what it can't: `problems` names each place, what is there and what was probably meant."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(f"{p.place}: {p.found}. {p.mend[:1].upper()}{p.mend[1:]}" for p in problems))
        self.problems = problems


def compile_template(
    data: bytes, name: str, tags: Mapping[str, Tag], pictures: Path | None = None, *, for_client: bool = False
) -> Compiled:
    """Compile a Word or PowerPoint template against the registry of tags; raise `WrongTemplate` with all its faults.

    `pictures` is the folder that its pictures are taken from. Of a template `for_client` only what is seen goes along.
    """
    package = without_comments(open_package(data, name))
    return _Compilation(bare(package) if for_client else package, tags, pictures, for_client).compile()


class _Compilation:
    """One template on its way from parts to programs."""

    def __init__(self, package: Package, tags: Mapping[str, Tag], pictures: Path | None, for_client: bool) -> None:
        self.package, self.tags, self.pictures, self.for_client = package, tags, pictures, for_client
        self.word = package.type_of(package.main) == BODY_TYPE
        self.slides = () if self.word else slides_of(package)
        self.faults: list[Fault] = []
        self.conditions: dict[str, Program] = {}
        self.loops: dict[str, Program] = {}
        self.bound: dict[str, frozenset[str]] = {}  # by part, the names that a slide's loop gives to its tags
        self.designed: set[str] = set()  # charts whose data each account gets anew

    def compile(self) -> Compiled:
        """Compile every part that has tags."""
        kept = self.package.reached(types=OWN)
        for slide in self.slides:
            self.take_loop(slide)
        programs = [p for part in self.order() if part in kept - self.designed and (p := self.part(part)) is not None]
        self.check_links(frozenset((*self.conditions, *self.loops)))
        if self.faults:
            raise WrongTemplate(
                tuple(Problem(Place(self.package.name, f.where), f.found, "", f.mend, f.code) for f in self.faults)
            )
        package, slides = self.package, self.slides
        if self.for_client:
            programs = [program for program in programs if package.type_of(program.part) != NOTES_TYPE]
            package, slides = without_notes(package, slides)
        return Compiled(
            package,
            tuple(programs),
            self.conditions,
            self.loops,
            slides,
            self.first_word_id() if self.word else None,
            palettes_of(package, [program.part for program in programs], slides),
        )

    def order(self) -> Iterator[str]:
        """The parts that may have tags, in the order they are read in."""
        for slide in self.slides:
            yield slide.part
            if slide.notes:
                yield slide.notes
        for content_type in TAGGED_TYPES:
            if content_type not in (SLIDE_TYPE, NOTES_TYPE):
                yield from (part for part in self.package.parts if self.package.type_of(part) == content_type)

    def part(self, part: str) -> Program | None:
        """Compile one part; None where it has no tags."""
        root = parse(self.package, part)
        simplify(root)
        woven, where, slots = Woven(root), self.places(part, root), list[Slot]()
        slide = next((s for s in self.slides if part in (s.part, s.notes)), None)
        self.check_prefixes(woven, root, part)
        settle(woven)
        self.take_charts(woven, part, slots, where)
        self.take_pictures(woven, part, where)
        if slide and part == slide.notes:
            self.take_condition(woven, slide)
        elif slide:
            self.take_shapes(woven, slide, slots, where)
            if any(slot.continues for slot in slots):
                mark_title(woven.root)
        self.take_text(woven, part, slots, where)
        weave_attributes(woven, where)
        if self.word:
            self.weave_words(woven, slots, where)
        weave_paragraphs(woven, DRAWING, where)
        if not woven.marks and not woven.faults and part not in self.conditioned_notes():
            return None
        finish(woven)
        own = [m for m in woven.marks if OURS in m.says]
        self.faults += woven.faults
        mend = f"{OURS}… is the engine's own"
        self.faults += [Fault(mark.where, f"“{mark.says}” is no tag", mend, "own-name") for mark in own]
        if woven.faults or own:
            self.faults += loose_faults(woven.marks, self.tags, self.bound.get(part, NONE))
            return None
        source, lines = program_of(woven, PREFIXES["docx" if self.word else "pptx"] if not _is_chart(part) else {})
        program, faults = compile_program(
            self.package.name, part, source, lines, self.tags, tuple(slots), _first_id(root), self.bound.get(part, NONE)
        )
        self.faults += faults
        return program

    def block(self, says: str) -> SlotTag | None:
        """The block a tag names, and what the tag asks for; None where it names none."""
        match = _ASKED.fullmatch(says)
        tag = self.tags.get(match[1]) if match else None
        if match is None or tag is None:
            return None
        if wrong_amounts(says):
            return None
        height, top, of = _HEIGHT.search(match[2]), _TOP.search(match[2]), _OF.search(match[2])
        if tag.kind is not (TagKind.EACH if of else TagKind.BLOCK):
            return None
        most = int(top[1]) if top else 0
        return SlotTag(tag.name, float(height[1]) if height else None, most, of[1] if of else "")

    def weave_words(self, woven: Woven, slots: list[Slot], where: Callable[[Element], str]) -> None:
        """Weave in the tags of Word paragraphs; one that holds only a tag naming a block is its slot."""
        last = self.section_of(woven.root)

        def slot(paragraph: Element, says: str) -> str | None:
            block = self.block(says)
            if block is None:
                return None
            slots.append(word_slot(block, paragraph, last))
            return _slot_source(block, len(slots) - 1)

        weave_paragraphs(woven, WORD, where, slot)

    def take_shapes(self, woven: Woven, slide: Slide, slots: list[Slot], where: Callable[[Element], str]) -> None:
        """Put slots in the places of shapes that hold only one tag naming a block."""
        outlines = [parse(self.package, part) for part in slide.outlines if part]
        for shape in list(woven.root.iter(f"{{{P}}}sp")):
            text = "".join(text_of(p, DRAWING) for p in shape.iter(DRAWING.paragraph)).strip()
            found = only_tag(text)
            block = self.block(found.says) if found else None
            if found is None or block is None:
                continue
            tag = block.tag
            slot, place = slide_slot(block, shape, outlines), where(shape)
            if slot is None:
                woven.fault(place, f"the shape of {tag} has no frame", "give it a place and a size", "no-frame")
                continue
            if next(shape.iterancestors(f"{{{P}}}grpSp"), None) is not None:
                woven.fault(place, f"the shape of {tag} stands in a group", "take it out of the group", "in-group")
            slots.append(slot)
            shape.addprevious(woven.instruction(woven.mark(place, found.says, _slot_source(block, len(slots) - 1))))
            remove(shape)

    def take_charts(self, woven: Woven, part: str, slots: list[Slot], where: Callable[[Element], str]) -> None:
        """Let charts that the template designs take their blocks' data; the sample data goes with the part it is in."""
        done = weave_charts(self.package, part, woven, slots, where, self.block, self.tags)
        if done:
            own = self.package.relationships[part]
            self.designed |= {r.part for r in own if r.id in done}
            left = tuple(r for r in own if r.id not in done)
            self.package = replace(self.package, relationships={**self.package.relationships, part: left})

    def take_pictures(self, woven: Woven, part: str, where: Callable[[Element], str]) -> None:
        """Put the workspace's pictures in the places of their tags."""
        pictures = Pictures(self.pictures, woven, where)
        slide = next((s for s in self.slides if s.part == part), None)
        if self.word:
            weave_word_pictures(pictures, self.section_of(woven.root))
        else:
            weave_slide_pictures(pictures, [parse(self.package, p) for p in slide.outlines if p] if slide else ())
        if pictures.added:
            self.package = with_pictures(self.package, part, pictures)

    def section_of(self, root: Element) -> Element | None:
        """The section that ends a body; of headers, footers and notes the document's last."""
        return next(root.iterfind(f"{WORD.name('body')}/{WORD.name('sectPr')}"), self.last_section())

    def take_text(self, woven: Woven, part: str, slots: list[Slot], where: Callable[[Element], str]) -> None:
        """Let the text of shapes and text boxes fit their frames."""
        kind = self.package.type_of(part)
        if self.word:
            weave_word_boxes(woven, self.word_styles(), PREFIXES["docx"], where, slots)
        elif kind in (SLIDE_TYPE, LAYOUT_TYPE, MASTER_TYPE):
            chain = outlines_of(self.package, part)
            outlines = [parse(self.package, outline) for outline in chain]
            root = parse(self.package, self.package.main)
            theme = theme_of(self.led(chain[-1] if chain else part, "theme"))
            size = root.find(f"{{{P}}}sldSz")
            width, height = (int(size.get(name, "0")) if size is not None else 0 for name in ("cx", "cy"))
            defaults = root.find(f"{{{P}}}defaultTextStyle")
            weave_slide_text(woven, outlines, defaults, theme, (width, height), PREFIXES["pptx"], where, slots)

    def word_styles(self) -> WordStyles:
        """The styles of a Word file."""
        main = self.package.main
        return WordStyles(self.led(main, "styles"), theme_of(self.led(main, "theme")))

    def led(self, part: str, kind: str) -> Element | None:
        """The part of a kind that a part leads to; None where there is none."""
        found = led(self.package, part, kind)
        return parse(self.package, found) if found in self.package.parts else None

    def take_condition(self, woven: Woven, slide: Slide) -> None:
        """Take the condition that a slide's notes begin with, and its end where it has one."""
        shape = body_of_notes(woven.root)
        first = first_paragraph(shape) if shape is not None else None
        if shape is None or first is None:
            return
        found, text = _first_tag(first), text_of(first, DRAWING)
        where = f"slide {slide.number}, notes"
        if found is None or text[: found.start].strip() or found.word not in ("if", "for"):
            return
        replace_text(texts_of(first, DRAWING), found.start, found.end, "", DRAWING)
        _take_last_end(shape, f"end{found.word}")
        if not text_of(first, DRAWING).strip() and len(list(shape.iter(DRAWING.paragraph))) > 1:
            remove(first)
        if found.word == "for":
            return
        marks = Woven(woven.root)
        marks.mark(where, found.says, "")
        source = f"{block_source(found.says)}1{block_source('endif')}"
        program, faults = compile_program(self.package.name, slide.notes, source, {2: marks.marks[0]}, self.tags)
        self.faults += faults
        if program:
            self.conditions[slide.part] = program

    def take_loop(self, slide: Slide) -> None:
        """Take the loop that a slide's notes begin with: the slide stands once for each item."""
        shape = body_of_notes(parse(self.package, slide.notes)) if slide.notes else None
        first = first_paragraph(shape) if shape is not None else None
        found = _first_tag(first) if first is not None else None
        if first is None or found is None or found.word != "for" or text_of(first, DRAWING)[: found.start].strip():
            return
        mark = Mark(f"slide {slide.number}, notes", found.says, "")
        program, names, faults = compile_loop(self.package.name, slide.notes, found.says, mark, self.tags)
        self.faults += faults
        self.bound |= dict.fromkeys((slide.part, slide.notes), names)
        if program:
            self.loops[slide.part] = program

    def conditioned_notes(self) -> set[str]:
        """The notes whose condition was taken, which must be written anew even without other tags."""
        return {s.notes for s in self.slides if s.part in self.conditions or s.part in self.loops}

    def check_links(self, going: frozenset[str]) -> None:
        """A slide that may go can't be the target of a link on another."""
        for slide in self.slides:
            for relationship in self.package.relationships.get(slide.part, ()):
                if relationship.type == f"{OFFICE}/slide" and relationship.part in going - {slide.part}:
                    number = next(s.number for s in self.slides if s.part == relationship.part)
                    found = f"a link leads to slide {number}, which its notes let come and go"
                    self.faults.append(Fault(f"slide {slide.number}", found, "take the link away", "link-to-slide"))

    def check_prefixes(self, woven: Woven, root: Element, part: str) -> None:
        """The names of texts must have Office's own prefixes, since values with line breaks are written with them."""
        texts = ((WORD, "w"), (DRAWING, "a"))
        if any(t.prefix != prefix for dialect, prefix in texts for t in root.iter(dialect.text)):
            woven.fault(part, "the file was not written by Office", "open it in Office and save it", "prefixes")

    def last_section(self) -> Element | None:
        """The section that headers and footers are measured by."""
        return parse(self.package, self.package.main).find(f"{WORD.name('body')}/{WORD.name('sectPr')}")

    def first_word_id(self) -> int:
        """A drawing id above all those of a Word file's parts."""
        types = TAGGED_TYPES
        parts = [part for part in self.package.parts if self.package.type_of(part) in types and not _is_chart(part)]
        return max((_first_id(parse(self.package, part)) for part in parts), default=1)

    def places(self, part: str, root: Element) -> Callable[[Element], str]:
        """A function that names the place of an element of a part in words."""
        slide = next((s for s in self.slides if part in (s.part, s.notes)), None)
        if slide and part == slide.notes:
            return lambda element: f"slide {slide.number}, notes"
        if slide:
            return lambda element: ", ".join(filter(None, (f"slide {slide.number}", _shape_name(element))))
        file = re.sub(r"(?<=\D)(\d+)$", r" \1", part.rpartition("/")[2].removesuffix(".xml"))
        kind = self.package.type_of(part)
        if kind == LAYOUT_TYPE:
            slide_of = root.find(f"{{{P}}}cSld")
            file = f"layout “{slide_of.get('name', '')}”" if slide_of is not None else file
        elif kind == MASTER_TYPE:
            file = "slide master"
        if not self.word:
            return lambda element: ", ".join(filter(None, (file, _shape_name(element))))
        numbers = {p: n for n, p in enumerate(root.iter(WORD.paragraph), 1)}
        inside = "" if part == self.package.main else f"{file}, "

        def place(element: Element) -> str:
            chain = (element, *element.iterancestors())
            number = next((numbers[e] for e in chain if e in numbers), None)
            return f"{inside}paragraph {number}" if number else file

        return place


def _slot_source(block: SlotTag, number: int) -> str:
    """The Jinja source that draws a block in a slot."""
    return f"{PRINT}\n{block.said} | {OURS}slot({number}) {PRINT_END}"


def _is_chart(part: str) -> bool:
    return "/charts/" in part


def _first_id(root: Element) -> int:
    """A drawing id above all those of a part."""
    ids = (e.get("id", "") for e in root.iter(f"{{{P}}}cNvPr", f"{{{WP}}}docPr", "{*}cNvPr"))
    return 1 + max((int(i) for i in ids if i.isdigit()), default=0)


def _shape_name(element: Element) -> str:
    """The name of the shape an element stands in, in quotes."""
    for outer in (element, *element.iterancestors()):
        named = outer.find(f"./*/{{{P}}}cNvPr")
        if named is not None and outer.tag != f"{{{P}}}spTree":
            return f"“{named.get('name', '')}”"
    return ""


def _first_tag(paragraph: Element) -> Found | None:
    """The first tag of a paragraph."""
    try:
        return next(tags_in(text_of(paragraph, DRAWING)), None)
    except ValueError:
        return None


def _take_last_end(shape: Element, end: str) -> None:
    """Take out the last end of the notes where one is left over."""
    paragraphs = [p for p in shape.iter(DRAWING.paragraph) if has_tags(text_of(p, DRAWING))]
    try:
        found = [(p, tag) for p in paragraphs for tag in tags_in(text_of(p, DRAWING))]
    except ValueError:
        return
    ends = [(p, tag) for p, tag in found if tag.word == end]
    if len(ends) > sum(tag.word == end.removeprefix("end") for _, tag in found):
        paragraph, tag = ends[-1]
        replace_text(texts_of(paragraph, DRAWING), tag.start, tag.end, "", DRAWING)
