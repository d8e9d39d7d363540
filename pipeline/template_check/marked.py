"""Writes a copy of a template that shows what to mend: comments in Word, red callouts beside the shapes on slides."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timezone
from io import BytesIO
from typing import Any, NamedTuple

import docx
import pptx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE, MSO_SHAPE_TYPE
from pptx.util import Cm, Pt

from pipeline.problems import Place
from pipeline.theme import BRAND

AUTHOR, INITIALS = "planpack", "pp"
RED, WHITE = (RGBColor.from_string(BRAND[slot]) for slot in ("accent5", "lt1"))  # type: ignore[no-untyped-call]
CALLOUT = (Cm(6.5), Cm(1.5))  # width, least height
LETTERS_A_LINE, LINE = 38, Cm(0.45)
_PARAGRAPH, _SLIDE = re.compile(r"^paragraph (\d+)$"), re.compile(r"^slide (\d+)(?:, “(.*)”)?")
_BEHIND = re.compile(r"^(?:layout “(?P<layout>.*?)”|slide master.*?)(?:, “(?P<shape>[^”]*)”)?$")


class _Frame(NamedTuple):
    """Where a shape stands on its slide, in EMU."""

    left: int
    top: int
    width: int
    height: int


class _Scale(NamedTuple):
    """From lengths inside a group to lengths on the slide: from where to where, and by what factor."""

    left: int = 0
    top: int = 0
    from_left: int = 0
    from_top: int = 0
    across: float = 1.0
    down: float = 1.0

    def of(self, left: int, top: int, width: int, height: int) -> _Frame:
        """A frame inside the group as the slide has it."""
        return _Frame(
            round(self.left + (left - self.from_left) * self.across),
            round(self.top + (top - self.from_top) * self.down),
            round(width * self.across),
            round(height * self.down),
        )


_SLIDE_ITSELF = _Scale()


def marked(data: bytes, name: str, said: Iterable[tuple[Place, str]], as_of: date) -> bytes:
    """The template with each sentence at its place; what has no place in the body stands at its beginning."""
    by_place: dict[str, list[str]] = defaultdict(list)
    for place, sentence in said:
        by_place[place.sheet].append(sentence)
    out = BytesIO()
    if name.lower().endswith(".pptx"):
        _slides(data, by_place).save(out)
    else:
        _document(data, by_place, as_of).save(out)
    return out.getvalue()


def _document(data: bytes, by_place: Mapping[str, list[str]], as_of: date) -> Any:
    """A Word file with comments."""
    document = docx.Document(BytesIO(data))
    paragraphs = list(document.element.body.iter(qn("w:p"))) or [document.add_paragraph()._p]
    for where, sentences in by_place.items():
        match = _PARAGRAPH.match(where)
        inside = match is not None and int(match[1]) <= len(paragraphs)
        at = paragraphs[int(match[1]) - 1] if match and inside else paragraphs[0]
        text = "\n".join(sentences if inside or not where else [f"{where}: {one}" for one in sentences])
        run = Paragraph(at, document._body)
        runs = run.runs or [run.add_run()]
        comment = document.add_comment(runs=[runs[0], runs[-1]], text=text, author=AUTHOR, initials=INITIALS)
        moment = datetime(as_of.year, as_of.month, as_of.day, tzinfo=timezone.utc)  # noqa: UP017
        comment._comment_elm.set(qn("w:date"), moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
        _without_unknown_styles(document, comment._comment_elm)
    _without_unknown_styles(document, document.element.body)
    return document


def _without_unknown_styles(document: Any, root: Any) -> None:
    """Take out names of styles that the template lacks; a comment then looks as plain text does."""
    known = {style.style_id for style in document.styles}
    for named in list(root.iter(qn("w:pStyle"), qn("w:rStyle"))):
        if named.get(qn("w:val")) not in known:
            named.getparent().remove(named)


def _slides(data: bytes, by_place: Mapping[str, list[str]]) -> Any:
    """A deck with callouts: beside the shape they are about, below each other where there are several."""
    presentation = pptx.Presentation(BytesIO(data))
    slides = list(presentation.slides)
    taken: dict[int, int] = defaultdict(int)
    for where, sentences in by_place.items():
        if not slides:
            break
        match = _SLIDE.match(where)
        number, shape, holder = _shown(where, slides)
        slide = slides[number - 1]
        frame = next((at for name, at in _frames(holder.shapes) if name == shape), None)
        text = "\n".join(sentences if match else [f"{where or 'the file'}: {one}" for one in sentences])
        lines = sum(-(-len(line) // LETTERS_A_LINE) for line in text.split("\n"))
        width, height = CALLOUT[0], max(CALLOUT[1], LINE * (lines + 1))
        left, top = _beside(frame, width, presentation.slide_width or 0) if frame else (0, taken[number])
        top = max(min(max(top, taken[number]), (presentation.slide_height or height) - height), 0)
        taken[number] = top + height
        _callout(slide, text, left, top, width, height)
    return presentation


def _shown(where: str, slides: list[Any]) -> tuple[int, str | None, Any]:
    """The number of the slide that shows a fault, the name of the faulty shape, and what that stands on.

    A fault of a layout is shown on the first slide that uses it, one of a master or of the file on the first slide.
    """
    if match := _SLIDE.match(where):
        number = min(int(match[1]), len(slides))
        return number, match[2], slides[number - 1]
    behind = _BEHIND.match(where)
    if behind is None:
        return 1, None, slides[0]
    if behind["layout"] is None:
        return 1, behind["shape"], slides[0].slide_layout.slide_master
    numbers = (n for n, slide in enumerate(slides, 1) if slide.slide_layout.name == behind["layout"])
    number = next(numbers, 1)
    return number, behind["shape"], slides[number - 1].slide_layout


def _frames(shapes: Any, scale: _Scale = _SLIDE_ITSELF) -> Iterator[tuple[str, _Frame]]:
    """Each shape's name and frame on the slide, those of groups as their group places and scales them."""
    for shape in shapes:
        frame = scale.of(shape.left or 0, shape.top or 0, shape.width or 0, shape.height or 0)
        yield shape.name, frame
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _frames(shape.shapes, _inside(shape, frame))


def _inside(group: Any, frame: _Frame) -> _Scale:
    """From the lengths inside a group to the slide's."""
    own = group._element.grpSpPr.find(qn("a:xfrm"))
    start, extent = (own.find(qn(f"a:{name}")) if own is not None else None for name in ("chOff", "chExt"))
    if start is None or extent is None:
        return _SLIDE_ITSELF
    x, y, across, down = (int(e.get(name, "0")) for e, name in
                          ((start, "x"), (start, "y"), (extent, "cx"), (extent, "cy")))  # fmt: skip
    return _Scale(frame.left, frame.top, x, y, frame.width / (across or 1), frame.height / (down or 1))


def _beside(frame: _Frame, width: int, slide_width: int) -> tuple[int, int]:
    """Where a callout stands: at the right of its shape, or below it where there is no room."""
    if frame.left + frame.width + width <= slide_width:
        return frame.left + frame.width, frame.top
    return max(min(frame.left, slide_width - width), 0), frame.top + frame.height


def _callout(slide: Any, text: str, left: int, top: int, width: int, height: int) -> None:
    """A red callout with white words."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, width, height)
    shape.name = f"planpack: {text.partition(chr(10))[0][:60]}"
    shape._element.nvSpPr.cNvPr.set("descr", text)
    shape.fill.solid()
    shape.fill.fore_color.rgb = RED
    shape.line.color.rgb = WHITE
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Cm(0.15)
    frame.margin_top = frame.margin_bottom = Cm(0.1)
    frame.text = text
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(10), WHITE
