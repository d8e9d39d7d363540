"""Weaves the tags of paragraphs and alternative texts into a part's XML, wherever Office split them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from pipeline.render.marks import DUE, TOKEN, TOKEN_END, fit
from pipeline.render.ooxml import MC, W14, WORD, WP, XML, Dialect, P, W
from pipeline.render.scan import Found, Level, has_tags, tags_in
from pipeline.render.woven import (
    CLOSES,
    OPENS,
    OURS,
    TURNS,
    Element,
    Woven,
    block_source,
    print_source,
    remove,
    text_of,
    texts_of,
)

SlotOf = Callable[[Element, str], str | None]
EMPTY = (
    "an empty tag stands here: there is nothing between its braces",
    "write what it prints, or delete it",
    "tag-empty",
)


def simplify(root: Element) -> None:
    """Take out what splits tags or may not stand twice: proofing marks, revision ids, fall-backs that hold tags."""
    for fallback in list(root.iter(f"{{{MC}}}Fallback")):
        if has_tags("".join(map(str, fallback.itertext()))):
            remove(fallback)
    for mark in list(root.iter(WORD.name("proofErr"))):
        remove(mark)
    for element in root.iter(etree.Element):
        if element.text and fit(element.text) != element.text:
            element.text = fit(element.text)
        for name in [n for n in element.attrib if str(n).startswith(f"{{{W14}}}") or str(n).startswith(f"{{{W}}}rsid")]:
            del element.attrib[name]


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
        if not tag.says and not tag.comment:
            woven.fault(place, *EMPTY)
            continue
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
            split_at(woven, dialect, paragraph, number)
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


def split_at(woven: Woven, dialect: Dialect, paragraph: Element, number: int) -> None:
    """Split the run that holds a tag's token in two, and stand the tag between them."""
    token = woven.token(number)
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
                if not tag.says and not tag.comment:
                    woven.fault(where(element), *EMPTY)
                    continue
                value = print_source(f"({tag.says}) | {OURS}attribute")
                source = "" if tag.comment else block_source(tag.says) if tag.word else value
                number = woven.mark(where(element), tag.says, source, "")
                text = f"{text[: tag.start]}{TOKEN}{number}{TOKEN_END}{text[tag.end :]}"
            element.set(name, text)
