"""Makes the text of a frame fit: smaller down to the floor, then cut at a word, which is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import accumulate

from lxml import etree

from pipeline.render.fit import ELLIPSIS, line_count
from pipeline.render.fonts import SHIPPED, face
from pipeline.render.marks import BREAK, LINE, in_ascii
from pipeline.render.ooxml import DRAWING, WORD, XML, A, Dialect, P
from pipeline.render.slots import EMU_PER_POINT
from pipeline.render.text_frames import (
    Style,
    TextSlot,
    Theme,
    in_word,
    letters_in_word,
    letters_on_slide,
    on_slide,
)
from pipeline.render.woven import Element, remove, written

_STEP = 0.05  # of the size, from one try to the next
_LATITUDE = 1.02  # a hair over the frame is seen by nobody, and our measure is no finer
_TOKENS = re.compile(r"\n|[ \t]+|[^ \t\n]+")
_TEXTS = re.compile(r"<[aw]:t(?: [^>]*)?>([^<]*)<|<(/[aw]:p)>|<([aw]:br)\b")
_LEAST = 12.0  # points: a line is taken for at least so wide
_LINE = in_ascii(LINE)
_TRAILING = " \t\n,;:.–-"
_BEHIND_SIZE = tuple(
    WORD.name(name)
    for name in ("szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
                 "eastAsianLayout", "specVanish", "oMath", "rPrChange")
)  # fmt: skip


@dataclass
class Span:
    """Text of one format; `element` holds it, None for a line break, whose element is `outer`."""

    text: str
    style: Style
    element: Element | None
    outer: Element


@dataclass
class Paragraph:
    """A paragraph of spans."""

    element: Element
    style: Style
    spans: list[Span]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph: where its text ends, and its height in points."""

    end: int
    height: float


def fitted(xml: str, slot: TextSlot) -> tuple[str, bool]:
    """A frame's XML whose text fits it, and whether some of the text was cut."""
    if _surely_fits(xml, slot):
        return xml, False
    root = etree.fromstring(f"{slot.head}{xml.replace(BREAK, LINE)}</planpack>")
    frame, dialect = root[0], WORD if root[0].tag.endswith("}txbx") else DRAWING
    if any(True for _ in frame.iter(WORD.name("tbl"), WORD.name("drawing"))):
        return xml, False  # a block that was drawn here has measured itself
    paragraphs = list(_paragraphs(frame, slot, dialect))
    width = slot.width
    sizes = [span.style.points * slot.scale for p in paragraphs for span in p.spans]
    least = min(slot.floor / max(sizes, default=slot.floor), 1.0)
    scale = 1.0
    while scale > least and _height(paragraphs, width, scale, slot) > slot.most * _LATITUDE:
        scale = max(scale - _STEP, least)
    cut = _height(paragraphs, width, scale, slot) > slot.most * _LATITUDE and _cut(paragraphs, width, scale, slot)
    breaks = not slot.wraps and any(_breaks(paragraph, slot, scale) for paragraph in paragraphs)
    height = round(_height(paragraphs, width, scale, slot))
    if (
        scale == 1.0
        and not cut
        and not breaks
        and (height <= slot.height or slot.most == slot.height or not slot.wraps)
    ):
        return xml, False
    for paragraph in paragraphs if scale < 1.0 else ():
        _write_sizes(paragraph, scale, slot, dialect)
    if dialect is DRAWING:
        _write_frame(frame, slot, height, resized=scale < 1.0, breaks=breaks)
    return written(frame, root.nsmap).replace(_LINE, BREAK), cut


def _breaks(paragraph: Paragraph, slot: TextSlot, scale: float) -> bool:
    """Whether a paragraph has more lines than it says."""
    said = "".join(span.text for span in paragraph.spans).count("\n") + 1
    return len(lines_of(paragraph, slot.width, scale, slot)) > said


def _surely_fits(xml: str, slot: TextSlot) -> bool:
    """Whether the text fits even where all of it is as large and as bold as its largest; most texts do."""
    peak = slot.peak
    if peak is None or not slot.wraps or "<w:drawing" in xml:
        return False
    width = slot.width - peak.left - max(peak.first, 0)
    if width <= 0:
        return False
    shipped = peak.family.casefold() in SHIPPED or not peak.family
    letters = face(peak.family, peak.bold)
    most = width / EMU_PER_POINT / peak.points * 1000
    texts, lines, paragraphs = [""], 0, 0
    for text, end, _ in _TEXTS.findall(xml):
        if text:
            texts[-1] += unescape(text) if "&" in text else text
        elif end:
            paragraphs += 1
            for one in texts:
                said = (one.upper() if peak.capitals else one).replace(BREAK, "\n")
                if shipped:
                    lines += line_count(said, width, peak.points, peak.bold)
                else:
                    lines += sum(int(letters.thousandths(part) / (most * 0.75)) + 1 for part in said.split("\n"))
            texts = [""]
        else:
            texts.append("")
    line = peak.exact or peak.points * letters.line * peak.spacing
    return (lines * line + (paragraphs - 1) * slot.gap) * EMU_PER_POINT <= slot.height * _LATITUDE


def _paragraphs(frame: Element, slot: TextSlot, dialect: Dialect) -> Iterator[Paragraph]:
    """The paragraphs of a frame as they stand."""
    theme = slot.theme
    for element in frame.iter(dialect.paragraph):
        properties = element.find(dialect.name("pPr"))
        if dialect is DRAWING:
            level = properties.get("lvl", "0") if properties is not None else "0"
            style = on_slide(slot.styles.get(level, slot.styles["0"]), properties, theme)
        else:
            named = properties.find(WORD.name("pStyle")) if properties is not None else None
            name = named.get(WORD.name("val"), "") if named is not None else ""
            style = in_word(slot.styles.get(name, slot.styles[""]), properties)
        yield Paragraph(element, style, list(_spans(element, style, theme, dialect)))


def _spans(paragraph: Element, style: Style, theme: Theme, dialect: Dialect) -> Iterator[Span]:
    """The pieces of a paragraph, each of one format."""
    for element in paragraph.iter(dialect.text, dialect.name("br"), WORD.name("tab")):
        run = element.getparent()
        if run is None or next(element.iterancestors(dialect.paragraph), None) is not paragraph:
            continue
        holder = element if element.tag == DRAWING.name("br") else run
        letters = holder.find(dialect.properties)
        own = (letters_on_slide if dialect is DRAWING else letters_in_word)(style, letters, theme)
        if element.tag == dialect.text:
            yield Span((element.text or "").replace(LINE, "\n"), own, element, run)
        elif run.tag != WORD.name("tabs"):
            yield Span("\n" if element.tag == dialect.name("br") else "    ", own, None, element)


def points_at(style: Style, scale: float, floor: float) -> float:
    """A size in points at a scale: whole halves, not below the floor unless the template itself writes smaller."""
    return style.points if scale == 1.0 else max(min(style.points, floor), int(style.points * scale * 2) / 2)


def _height(paragraphs: Sequence[Paragraph], width: int, scale: float, slot: TextSlot) -> float:
    """How high the paragraphs stand, in EMU."""
    total, gap = 0.0, 0.0
    for n, paragraph in enumerate(paragraphs):
        style = paragraph.style
        total += sum(line.height for line in lines_of(paragraph, width, scale, slot))
        total += (gap + style.before * scale) if n else 0.0
        gap = style.after * scale
    return total * EMU_PER_POINT


def lines_of(paragraph: Paragraph, width: int, scale: float, slot: TextSlot) -> list[Line]:
    """The lines that a paragraph makes in a width."""
    style = paragraph.style
    room = max((width - style.left) / EMU_PER_POINT, _LEAST)
    first = max(room - style.first / EMU_PER_POINT, _LEAST)
    empty = _line_height(style, points_at(style, scale * slot.scale, slot.floor), style)
    lines: list[Line] = []
    at, used, pending, high, joined = 0, 0.0, 0.0, 0.0, False

    def close() -> None:
        nonlocal used, pending, high
        lines.append(Line(at, high or empty))
        used = pending = high = 0.0

    for span in paragraph.spans:
        points = points_at(span.style, scale * slot.scale, slot.floor)
        letters = face(span.style.family, span.style.bold)
        said = span.text.upper() if span.style.capitals else span.text
        for token in _TOKENS.findall(said):
            limit = room if lines else first
            taken = letters.thousandths(token) * points / 1000
            if token == "\n":
                close()
                joined = False
            elif token.isspace():
                pending += taken
                joined = False
            else:
                if used and not joined and used + pending + taken > limit:
                    close()
                elif used and joined and used + taken > limit:
                    close()  # a word in two formats that doesn't fit: broken where its format changes
                used, pending = used + pending + taken if used else taken, 0.0
                limit, whole = room if lines else first, used
                while used > limit:  # a word wider than the line
                    used -= limit
                    end = at + int(len(token) * (whole - used) / whole)
                    lines.append(Line(end, _line_height(style, points, span.style)))
                    limit = room
                high = max(high, _line_height(style, points, span.style))
                joined = True
            at += len(token)
    close()
    return lines


def _line_height(style: Style, points: float, letters: Style) -> float:
    """The height of a line, in points."""
    return style.exact or points * face(letters.family, letters.bold).line * style.spacing


def _cut(paragraphs: list[Paragraph], width: int, scale: float, slot: TextSlot) -> bool:
    """Keep what fits, at least a line, and end it with an ellipsis behind a whole word."""
    room, total, gap = slot.most * _LATITUDE / EMU_PER_POINT, 0.0, 0.0
    for n, paragraph in enumerate(paragraphs):
        lines = lines_of(paragraph, width, scale, slot)
        total += (gap + paragraph.style.before * scale) if n else 0.0
        gap = paragraph.style.after * scale
        heights = list(accumulate(line.height for line in lines))
        fits = sum(1 for height in heights if total + height <= room)
        if fits == len(lines):
            total += heights[-1]
            continue
        if not fits and n:
            n, paragraph = n - 1, paragraphs[n - 1]
            lines = lines_of(paragraph, width, scale, slot)
            fits = len(lines)
        _end_at(paragraph, lines[max(fits, 1) - 1].end, max(fits, 1), width, scale, slot)
        for later in paragraphs[n + 1 :]:
            remove(later.element)
        del paragraphs[n + 1 :]
        return True
    return False


def _end_at(paragraph: Paragraph, end: int, lines: int, width: int, scale: float, slot: TextSlot) -> None:
    """End a paragraph's text there with an ellipsis, or as many words earlier as the ellipsis needs."""
    text = "".join(span.text for span in paragraph.spans)
    whole = text[:end]
    if end < len(text) and not text[end].isspace() and not text[end - 1 : end].isspace():
        whole = whole.rpartition(" ")[0] or whole
    while True:
        kept = whole.rstrip(_TRAILING)
        _keep(paragraph, len(kept))
        if len(lines_of(paragraph, width, scale, slot)) <= lines or not kept:
            return
        whole = kept.rpartition(" ")[0] or kept[:-1]


def _keep(paragraph: Paragraph, count: int) -> None:
    """Keep so many characters of a paragraph, and the ellipsis behind them."""
    at, last = 0, None
    for span in paragraph.spans:
        old, span.text = span.text.removesuffix(ELLIPSIS) if span.element is not None else span.text, ""
        if at < count or last is None:
            span.text = old[: max(count - at, 0)]
            last = span if span.element is not None else last
        at += len(old)
    if last is not None:
        last.text += ELLIPSIS
    for span in paragraph.spans:
        if span.element is not None:
            span.element.text = span.text.replace("\n", LINE)
            if span.element.tag == WORD.text:
                span.element.set(f"{{{XML}}}space", "preserve")
        elif not span.text:
            remove(span.outer)
    paragraph.spans = [span for span in paragraph.spans if span.element is not None or span.text]


def _write_sizes(paragraph: Paragraph, scale: float, slot: TextSlot, dialect: Dialect) -> None:
    """Write the smaller sizes on each piece of text."""
    for span in paragraph.spans:
        points = points_at(span.style, scale * slot.scale, slot.floor)
        if dialect is DRAWING:
            holder = span.outer
            properties = holder.find(dialect.properties)
            if properties is None:
                properties = etree.Element(dialect.properties)
                holder.insert(0, properties)
            properties.set("sz", str(round(points * 100)))
        elif span.element is not None:
            _write_in_word(span.outer, points)
    ends = paragraph.element.find(f"{{{A}}}endParaRPr")
    if ends is not None:
        ends.set("sz", str(round(points_at(paragraph.style, scale * slot.scale, slot.floor) * 100)))


def _write_in_word(run: Element, points: float) -> None:
    """Write a size on a run, in the place that Word asks for."""
    properties = run.find(WORD.properties)
    if properties is None:
        properties = etree.Element(WORD.properties)
        run.insert(0, properties)
    for name in ("sz", "szCs"):
        size = properties.find(WORD.name(name))
        if size is None:
            size = etree.Element(WORD.name(name))
            behind = _BEHIND_SIZE[1:] if name == "szCs" else _BEHIND_SIZE
            following = next((e for e in properties if e.tag in behind), None)
            properties.append(size) if following is None else following.addprevious(size)
        size.set(WORD.name("val"), str(round(points * 2)))


def _write_frame(shape: Element, slot: TextSlot, height: int, *, resized: bool, breaks: bool) -> None:
    """Let a shape that grows with its text be as high as it, and a shrunk text have no second scale."""
    body = shape.find(f"{{{P}}}txBody/{{{A}}}bodyPr")
    if body is None:
        return
    for scaled in body.findall(f"{{{A}}}normAutofit") if resized else ():
        for name in ("fontScale", "lnSpcReduction"):
            scaled.attrib.pop(name, "")
    xfrm = shape.find(f"{{{P}}}spPr/{{{A}}}xfrm/{{{A}}}ext")
    across, down = slot.margins
    if xfrm is not None and breaks:
        body.set("wrap", "square")
        xfrm.set("cx", str(slot.width + across))
    if xfrm is not None and slot.height < height <= slot.most * _LATITUDE:
        xfrm.set("cy", str(min(height, slot.most) + down))
