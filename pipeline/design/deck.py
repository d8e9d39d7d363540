"""The words a slide template is drawn with: a slide with its finding, slots on a grid of 12 columns, notes."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import Any

import pptx
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from pipeline.design.brand import base_package
from pipeline.design.grid import OWN, SOURCE, Frame, Grid
from pipeline.design.seal import sealed
from pipeline.design.words import Words

LAYOUTS = ("title", "finding", "text", "two columns", "section")  # in the order of the base's layouts
SUBTITLE = 1  # the placeholder under the title slide's title
DETAILS = 10  # the placeholder under the title: scope and unit, or details
TEXT, QUIET, STRONG, ACCENT = (
    MSO_THEME_COLOR.TEXT_1,
    MSO_THEME_COLOR.ACCENT_6,
    MSO_THEME_COLOR.TEXT_2,
    MSO_THEME_COLOR.ACCENT_1,
)


class Slide:
    """A slide of a template, drawn in reading order."""

    def __init__(self, slide: Any, words: Words, topic: str = "", grid: Grid = OWN) -> None:
        self._slide, self._words, self.topic, self._grid = slide, words, topic, grid

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
        self._furniture(words)

    def _furniture(self, words: str) -> None:
        """The layout's footer and slide number."""
        # python-pptx leaves these two out when it makes a slide.
        for placeholder in self._slide.slide_layout.placeholders:
            kind = placeholder._element.find(".//" + qn("p:ph")).get("type")
            if kind in ("ftr", "sldNum"):
                element = deepcopy(placeholder._element)
                element.find(".//" + qn("p:cNvPr")).set("id", str(self._next_id()))
                self._slide.shapes._spTree.append(element)
                if kind == "ftr":
                    write(self._slide.shapes[-1], words, self._words.tag)

    def _points(self, size: float) -> float:
        """The size of text that our own slides show in that many points."""
        return size if self._grid.scale == 1 or size <= 11 else max(11.0, round(size * self._grid.scale))

    def _next_id(self) -> int:
        return 1 + max(int(shape.shape_id) for shape in self._slide.shapes)

    def _box(self, name: str, frame: Frame, words: str, size: float, colour: Any, strong: bool = False) -> Any:
        return self._text_box(name, self._grid.place(frame), words, self._points(size), colour, strong)

    def _text_box(
        self,
        name: str,
        sides: tuple[float, float, float, float],
        words: str,
        size: float,
        colour: Any,
        strong: bool = False,
    ) -> Any:
        """A text box at left, top, width and height in inches."""
        box = self._slide.shapes.add_textbox(*(Inches(value) for value in sides))
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
    """A slide template in the making, on our own slides."""

    def __init__(self, title: str, footer: str, words: Words) -> None:
        self._presentation = self._begun(words)
        self._footer, self._words = footer, words
        self._presentation.core_properties.title = title
        self._slides: list[Slide] = []

    def _begun(self, words: Words) -> Any:
        """The empty deck."""
        return pptx.Presentation(BytesIO(base_package("slides", words.tag)))

    def slide(self, layout: str, title: str, details: str, topic: str = "") -> Slide:
        """A new slide with its title and the line under it; its numbers are of that topic."""
        slide = self._added(layout, title, topic)
        slide.fill(DETAILS, details)
        self._slides.append(slide)
        return slide

    def _added(self, layout: str, title: str, topic: str) -> Slide:
        """A slide of a layout with its title."""
        made = self._presentation.slides.add_slide(self._presentation.slide_layouts[LAYOUTS.index(layout)])
        write(made.shapes.title, title, self._words.tag)
        return Slide(made, self._words, topic)

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
