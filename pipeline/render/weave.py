"""Hands on a part as a Jinja program: its tags, wherever Office split them, woven into well-formed XML."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from pipeline.render.marks import BLOCK, BLOCK_END, DUE, PRINT, PRINT_END, TOKEN, TOKEN_END, fit
from pipeline.render.ooxml import DRAWING, MC, W14, WORD, WP, XML, A, Dialect, P, W
from pipeline.render.package import DECLARATION
from pipeline.render.scan import Found, Level, has_tags, tags_in

OPENS, TURNS, CLOSES = {"for": "endfor", "if": "endif"}, {"elif", "else"}, {"endfor", "endif"}
TARGET = "planpack"  # of the processing instructions that stand for tags between elements
OURS = "planpack_"  # filters of that name are the engine's own; a template that names one is told it doesn't exist
_MARK = re.compile(rf"<\?{TARGET} (\d+)\?>|{TOKEN}(\d+){TOKEN_END}")

Element = etree._Element
SlotOf = Callable[[Element, str], str | None]


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


def simplify(root: Element) -> None:
    """Take out what splits tags or may not stand twice: proofing marks, revision ids, fall-backs that hold tags."""
    for fallback in list(root.iter(f"{{{MC}}}Fallback")):
        if has_tags("".join(fallback.itertext())):
            remove(fallback)
    for mark in list(root.iter(WORD.name("proofErr"))):
        remove(mark)
    for element in root.iter(etree.Element):
        if element.text and fit(element.text) != element.text:
            element.text = fit(element.text)
        for name in [n for n in element.attrib if str(n).startswith(f"{{{W14}}}") or str(n).startswith(f"{{{W}}}rsid")]:
            del element.attrib[name]


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


def print_source(says: str) -> str:
    """The Jinja source that prints a value; on a line of its own, so that an error's line tells the tag."""
    return f"{PRINT}\n{says} {PRINT_END}"


def block_source(says: str) -> str:
    """The Jinja source of a for, if or end."""
    return f"{BLOCK}\n{says} {BLOCK_END}"


def weave_paragraphs(
    woven: Woven, dialect: Dialect, where: Callable[[Element], str], slot: SlotOf | None = None
) -> None:
    """Weave in the tags of all paragraphs; `slot` gives the source of a block's slot where a tag names a block."""
    rows: dict[Element, list[int]] = {}
    for paragraph in list(woven.root.iter(dialect.paragraph)):
        text = text_of(paragraph, dialect)
        if has_tags(text):
            place = where(paragraph)
            try:
                found = list(tags_in(text))
            except ValueError as error:
                woven.fault(place, str(error), "end it with }} or %}", "tag-not-ended")
                continue
            _weave_paragraph(woven, dialect, paragraph, text, found, place, slot, rows)
    for row, numbers in rows.items():
        _wrap(woven, row, numbers)


def _weave_paragraph(
    woven: Woven,
    dialect: Dialect,
    paragraph: Element,
    text: str,
    found: list[Found],
    place: str,
    slot: SlotOf | None,
    rows: dict[Element, list[int]],
) -> None:
    """Weave in the tags of one paragraph."""
    if slot and len(found) == 1 and not found[0].word and text.strip() == text[found[0].start : found[0].end]:
        source = slot(paragraph, found[0].says)
        if source is not None:
            _put_slot(woven, paragraph, woven.mark(place, found[0].says, source))
            return
    row = next(paragraph.iterancestors(dialect.row), None)
    whole: list[int] = []
    texts = texts_of(paragraph, dialect)
    numbers: list[tuple[Found, int]] = []
    for tag in found:
        if tag.word and tag.word not in OPENS and tag.word not in TURNS and tag.word not in CLOSES:
            woven.fault(place, f"{{% {tag.says} %}} is no tag", "write for, if, elif, else, endfor or endif", "no-word")
        source = "" if tag.comment else block_source(tag.says) if tag.word else print_source(tag.says)
        number = woven.mark(place, tag.says, source, tag.word)
        numbers.append((tag, number))
        if tag.level is Level.PARAGRAPH:
            whole.append(number)
        elif tag.level is Level.ROW and row is None:
            woven.fault(place, f"{{%tr {tag.says} %}} stands in no table", "put it in a row of a table", "no-row")
        elif tag.level is Level.ROW and row is not None:
            rows.setdefault(row, []).append(number)
    for tag, number in reversed(numbers):
        inline = tag.level is Level.TEXT and not tag.comment
        replace_text(texts, tag.start, tag.end, f"{TOKEN}{number}{TOKEN_END}" if inline else "", dialect)
    for tag, number in numbers:
        if tag.word and tag.level is Level.TEXT:
            _split_at(woven, dialect, paragraph, number)
    if whole:
        _wrap(woven, paragraph, whole)


def replace_text(texts: list[Element], start: int, end: int, token: str, dialect: Dialect) -> None:
    """Put a token in the place of the characters from start to end, which may be spread over several texts."""
    at = 0
    for t in texts:
        text = t.text or ""
        low, high = max(start - at, 0), min(end - at, len(text))
        if low < high:
            t.text = text[:low] + token + text[high:]
            token = ""
            if dialect is WORD:
                t.set(f"{{{XML}}}space", "preserve")
        at += len(text)


def _split_at(woven: Woven, dialect: Dialect, paragraph: Element, number: int) -> None:
    """Split the run that holds a tag's token in two, and stand the tag between them."""
    token = f"{TOKEN}{number}{TOKEN_END}"
    text = next(t for t in texts_of(paragraph, dialect) if token in (t.text or ""))
    run = text.getparent()
    outer = run.getparent() if run is not None else None
    if run is None or outer is None or run.tag != dialect.run:
        mark = woven.marks[number]
        woven.fault(
            mark.where, f"{{% {mark.says} %}} stands in a field", "put it before or behind the field", "in-field"
        )
        return
    before, after = (text.text or "").split(token)
    rest = deepcopy(run)
    rest.tail = None
    place = list(run).index(text)
    for child in list(run)[place + 1 :]:
        run.remove(child)
    text.text = before
    for child in list(rest)[:place]:
        if child.tag != dialect.properties:
            rest.remove(child)
    tail = next(t for t in rest if t.tag == dialect.text)
    tail.text = after
    instruction = woven.instruction(number)
    run.addnext(instruction)
    instruction.addnext(rest)
    for half, piece in ((run, text), (rest, tail)):
        if not piece.text:
            half.remove(piece)
        if all(child.tag == dialect.properties for child in half):
            outer.remove(half)


def _wrap(woven: Woven, element: Element, numbers: list[int]) -> None:
    """Let tags govern a whole paragraph or row: tags that open and close in it go around it, others in its place."""
    words = [woven.marks[n].word for n in numbers]
    instructions = [woven.instruction(n) for n in numbers]
    if len(words) > 1 and OPENS.get(words[0]) == words[-1] and len(words) == 2:
        element.addprevious(instructions[0])
        element.addnext(instructions[1])
        return
    if element.find(f"{WORD.name('pPr')}/{WORD.name('sectPr')}") is not None:
        woven.fault(
            woven.marks[numbers[0]].where, "the paragraph ends a section", "put the tag in another paragraph", "section"
        )
        return
    for instruction in instructions:
        element.addprevious(instruction)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _put_slot(woven: Woven, paragraph: Element, number: int) -> None:
    """Put a block's slot in the place of a Word paragraph; keep a section that ends there."""
    parent = paragraph.getparent()
    if parent is None:
        return
    due = woven.mark(woven.marks[number].where, "", DUE)
    before, after = paragraph.getprevious(), paragraph.getnext()
    if before is not None and before.tag != WORD.paragraph:
        paragraph.addprevious(woven.instruction(due))
    paragraph.addprevious(woven.instruction(number))
    section = paragraph.find(f"{WORD.name('pPr')}/{WORD.name('sectPr')}")
    if section is not None:
        for child in list(paragraph):
            if child.tag != WORD.name("pPr"):
                paragraph.remove(child)
        return
    if after is None or after.tag != WORD.paragraph:
        paragraph.addprevious(woven.instruction(due))
    parent.remove(paragraph)


def weave_attributes(woven: Woven, where: Callable[[Element], str]) -> None:
    """Weave in the tags of alternative texts and titles of drawings."""
    for element in woven.root.iter(f"{{{WP}}}docPr", f"{{{P}}}cNvPr", "{*}tblCaption", "{*}tblDescription"):
        for name in ("descr", "title", f"{{{W}}}val"):
            text = element.get(name)
            if text is None or not has_tags(text):
                continue
            try:
                found = list(tags_in(text))
            except ValueError as error:
                woven.fault(where(element), str(error), "end it with }} or %}", "tag-not-ended")
                continue
            for tag in reversed(found):
                value = print_source(f"({tag.says}) | {OURS}attribute")
                source = "" if tag.comment else block_source(tag.says) if tag.word else value
                number = woven.mark(where(element), tag.says, source, "")
                text = f"{text[: tag.start]}{TOKEN}{number}{TOKEN_END}{text[tag.end :]}"
            element.set(name, text)


def finish(woven: Woven) -> None:
    """Check that what opens also closes beside it; give repeated drawings ids of their own; end cells as Word asks."""
    parents = dict.fromkeys(e.getparent() for e in woven.root.iter(etree.ProcessingInstruction))
    for parent in parents:
        if parent is not None:
            _check_pairs(woven, parent)
    for table in woven.root.iter(WORD.name("tbl"), DRAWING.name("tbl")):
        if table in parents and not _always(woven, table):
            number = next(int(e.text or 0) for e in table if e.tag is etree.ProcessingInstruction)
            mend = "keep a row, such as its headings"
            woven.fault(woven.marks[number].where, "every row of the table may go", mend, "no-rows-left")
    for cell in woven.root.iter(WORD.name("tc"), WORD.name("txbxContent"), WORD.name("hdr"), WORD.name("ftr")):
        if cell in parents:
            cell.append(woven.instruction(woven.mark("", "", DUE)))


def _numbers(woven: Woven, parent: Element) -> list[tuple[Element, Mark]]:
    """The tags between the children of an element."""
    return [(e, woven.marks[int(e.text or 0)]) for e in parent if e.tag is etree.ProcessingInstruction]


def _always(woven: Woven, table: Element) -> bool:
    """Whether a table has a row outside of every condition and loop."""
    depth = 0
    for child in table:
        if child.tag is etree.ProcessingInstruction:
            word = woven.marks[int(child.text or 0)].word
            depth += (word in OPENS) - (word in CLOSES)
        elif depth == 0 and child.tag in (WORD.row, DRAWING.row):
            return True
    return False


def _check_pairs(woven: Woven, parent: Element) -> None:
    """Check that each for and if has its end among the same children; make what a loop repeats repeatable."""
    open_: list[tuple[Element, Mark]] = []
    for element, mark in _numbers(woven, parent):
        if mark.word in OPENS:
            open_.append((element, mark))
        elif mark.word in TURNS and not open_:
            woven.fault(mark.where, f"{{% {mark.says} %}} has no if", "begin it in the same place", "no-begin")
        elif mark.word in CLOSES:
            if not open_ or OPENS[open_[-1][1].word] != mark.word:
                begin = mark.word.removeprefix("end")
                woven.fault(mark.where, f"{{% {mark.says} %}} has no {begin} beside it", f"begin the {begin} in the "
                            "same paragraph, or use {%p and {%tr for paragraphs and rows", "no-begin")  # fmt: skip
                continue
            begun, opening = open_.pop()
            if opening.word == "for":
                _make_repeatable(woven, begun, element)
    for _, mark in open_:
        end = OPENS[mark.word]
        woven.fault(mark.where, f"{{% {mark.says} %}} has no {end} beside it", f"end it with {{% {end} %}} in the same "
                    "paragraph, or use {%p and {%tr for paragraphs and rows", "no-end")  # fmt: skip


def _make_repeatable(woven: Woven, begun: Element, ended: Element) -> None:
    """Between two marks: new ids for drawings, no bookmarks, no row ids."""
    element = begun.getnext()
    while element is not None and element is not ended:
        following = element.getnext()
        for drawing in element.iter(f"{{{WP}}}docPr", f"{{{P}}}cNvPr"):
            number = woven.mark("", "", f"{PRINT}0 | {OURS}id{PRINT_END}")
            drawing.set("id", f"{TOKEN}{number}{TOKEN_END}")
        doomed = [WORD.name("bookmarkStart"), WORD.name("bookmarkEnd")]
        for inner in list(element.iter(*doomed)):
            remove(inner)
        if element.tag == DRAWING.row:
            for extension in element.findall(f"{{{A}}}extLst"):
                element.remove(extension)
        element = following


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
        pieces += (literal, mark.source)
        line += literal.count("\n") + mark.source.count("\n")
        lines[line] = mark
        at = match.end()
    pieces.append(rest[at:])
    return "".join(pieces), lines
