"""The words a slide template is drawn with: a slide with its finding, slots on a grid of 12 columns, notes."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pptx
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from pipeline.design.brand import base_package
from pipeline.design.seal import sealed
from pipeline.design.words import Words

MARGIN, WIDTH, GUTTER, COLUMNS = 0.5, 12.333, 0.2, 12  # inches
TOP, BOTTOM = 1.75, 6.6
LAYOUTS = ("title", "finding", "text", "two columns", "section")  # in the order of the base's layouts
SUBTITLE = 1  # the placeholder under the title slide's title
DETAILS = 10  # the placeholder under the title: scope and unit, or details
TEXT, QUIET, STRONG, ACCENT = (
    MSO_THEME_COLOR.TEXT_1,
    MSO_THEME_COLOR.ACCENT_6,
    MSO_THEME_COLOR.TEXT_2,
    MSO_THEME_COLOR.ACCENT_1,
)


@dataclass(frozen=True)
class Frame:
    """A place on a slide: columns of the grid, first to last of 1 to 12, and inches from top to bottom."""

    first: int
    last: int
    top: float = TOP
    bottom: float = BOTTOM

    @property
    def inches(self) -> tuple[float, float, float, float]:
        """Left, top, width and height."""
        column = (WIDTH - GUTTER * (COLUMNS - 1)) / COLUMNS
        left = MARGIN + (self.first - 1) * (column + GUTTER)
        width = (self.last - self.first + 1) * (column + GUTTER) - GUTTER
        return left, self.top, width, self.bottom - self.top


WHOLE = Frame(1, 12)
SOURCE = Frame(1, 12, 6.7, 6.92)


class Slide:
    """A slide of a template, drawn in reading order."""

    def __init__(self, slide: Any, words: Words, topic: str = "") -> None:
        self._slide, self._words, self.topic = slide, words, topic

    def fill(self, index: int, words: str) -> None:
        """Write into the placeholder of that index, a paragraph a line."""
        write(self._slide.placeholders[index], words, self._words.tag)

    def slot(self, tag: str, frame: Frame) -> None:
        """A frame that holds only one tag: its block is drawn there and the frame goes."""
        box = self._box(f"Slot {tag}", frame, "{{ " + tag + " }}", 12, QUIET)
        # The dashes are seen only in the template: they tell who edits it how much room the block has.
        box.line.color.theme_color = MSO_THEME_COLOR.ACCENT_2
        box.line.width, box.line.dash_style = Pt(0.75), MSO_LINE.DASH

    def say(self, words: str, frame: Frame, size: float = 14, colour: Any = TEXT, *, strong: bool = False) -> None:
        """A text box, a paragraph a line."""
        self._box(f"Text {len(self._slide.shapes)}", frame, words, size, colour, strong)

    def notes(self, words: str) -> None:
        """The speaker's notes."""
        write(self._slide.notes_slide.notes_placeholder, words, self._words.tag)

    def foot(self, words: str) -> None:
        """Put the source line, the layout's footer and its slide number on the slide, last in the reading order."""
        if self.topic:
            self._box("Source", SOURCE, f"{self._words('common.source')} {{{{ {self.topic}.sources }}}}", 10, QUIET)
        # python-pptx leaves these two out when it makes a slide.
        for placeholder in self._slide.slide_layout.placeholders:
            kind = placeholder._element.find(".//" + qn("p:ph")).get("type")
            if kind in ("ftr", "sldNum"):
                element = deepcopy(placeholder._element)
                element.find(".//" + qn("p:cNvPr")).set("id", str(self._next_id()))
                self._slide.shapes._spTree.append(element)
                if kind == "ftr":
                    write(self._slide.shapes[-1], words, self._words.tag)

    def _next_id(self) -> int:
        return 1 + max(int(shape.shape_id) for shape in self._slide.shapes)

    def _box(self, name: str, frame: Frame, words: str, size: float, colour: Any, strong: bool = False) -> Any:
        box = self._slide.shapes.add_textbox(*(Inches(value) for value in frame.inches))
        box.name = name
        text = box.text_frame
        text.word_wrap, text.vertical_anchor, text.auto_size = True, MSO_ANCHOR.TOP, MSO_AUTO_SIZE.NONE
        text.margin_left = text.margin_right = text.margin_top = text.margin_bottom = 0
        for run in write(box, words, self._words.tag):
            run.font.size, run.font.color.theme_color = Pt(size), colour
            if strong:
                run.font.bold = True
        return box


def write(shape: Any, words: str, language: str) -> list[Any]:
    """Put words into a shape, a paragraph a line, and mark them as of a language; the runs they make."""
    shape.text_frame.text = words
    runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
    for run in runs:
        run.font._element.set("lang", language)
    return runs


class Deck:
    """A slide template in the making."""

    def __init__(self, title: str, footer: str, words: Words) -> None:
        self._presentation = pptx.Presentation(BytesIO(base_package("slides", words.tag)))
        self._footer, self._words = footer, words
        self._presentation.core_properties.title = title
        self._slides: list[Slide] = []

    def slide(self, layout: str, title: str, details: str, topic: str = "") -> Slide:
        """A new slide with its title and the line under it; its numbers are of that topic."""
        made = self._presentation.slides.add_slide(self._presentation.slide_layouts[LAYOUTS.index(layout)])
        write(made.shapes.title, title, self._words.tag)
        slide = Slide(made, self._words, topic)
        slide.fill(DETAILS, details)
        self._slides.append(slide)
        return slide

    def finding(self, title: str, scope: str, topic: str, say: str = "", when: str = "") -> Slide:
        """A slide that says a finding; its notes say when it stays, what to say, and where the numbers come from."""
        slide = self.slide("finding", "{{ " + title + " }}", scope, topic)
        condition = "{% if " + when + " %}\n" if when else ""
        said = f"{{{{ {title} }}}}. {say}." if say else f"{{{{ {title} }}}}."
        say, sources = self._words("common.say"), self._words("common.sources")
        slide.notes(f"{condition}{say} {said}\n{sources} {{{{ {topic}.sources }}}}")
        return slide

    def finish(self) -> bytes:
        """The drawn file, sealed."""
        for slide in self._slides:
            slide.foot(self._footer)
        buffer = BytesIO()
        self._presentation.save(buffer)
        return sealed(buffer.getvalue())
