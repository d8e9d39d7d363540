"""A slide template in the making on a brand's own file: its masters, layouts, colours and fonts, without its slides."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.parts.slide import NotesMasterPart
from pptx.util import Pt

from pipeline.design.brand import base_package
from pipeline.design.deck import DETAILS, QUIET, SUBTITLE, Deck, Slide, write
from pipeline.design.furniture import FOOT_POINTS, give_furniture, number_field
from pipeline.design.layouts import TITLES, Box, Layout, box_of, choose, kind_of, under_colour
from pipeline.design.opened import BrandFile, drop_unused
from pipeline.design.words import Words
from pipeline.palette import TEXT_CONTRAST, Shade, contrast, readable

LEADS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PML = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
# What a presentation leads to and doesn't name.
KEPT = frozenset(("theme", "presProps", "viewProps", "tableStyles", "slideMaster", "notesMaster"))


class BrandDeck(Deck):
    """A slide template in the making, on a brand's file; raise `PipelineError` for one without usable layouts."""

    def __init__(self, title: str, footer: str, words: Words, brand: BrandFile) -> None:
        self._brand = brand
        super().__init__(title, footer, words)

    def _begun(self, words: Words) -> Any:
        presentation = pptx.Presentation(BytesIO(self._brand.data))
        self._chosen = choose(presentation, self._brand.name)
        for layout in (self._chosen.title, self._chosen.section, self._chosen.finding):
            give_furniture(layout, words.tag)
        empty(presentation)
        give_notes_master(presentation, words)
        return presentation

    def _added(self, layout: str, title: str, topic: str) -> Slide:
        chosen = {"title": self._chosen.title, "section": self._chosen.section}.get(layout, self._chosen.finding)
        made = self._presentation.slides.add_slide(chosen.layout)
        slide = BrandSlide(made, self._words, topic, chosen, whole=layout != "finding")
        slide.title(title)
        return slide


class BrandSlide(Slide):
    """A slide on a brand's layout."""

    def __init__(self, slide: Any, words: Words, topic: str, chosen: Layout, *, whole: bool) -> None:
        super().__init__(slide, words, topic, chosen.grid)
        self._chosen, self._whole = chosen, whole  # whole: a cover or a section, that has no content of ours
        self._title_words, self._under = "", dict[int, str]()

    def title(self, words: str) -> None:
        """The title, in a size that a whole sentence has room in."""
        self._title_words = words

    def fill(self, index: int, words: str) -> None:
        """Keep the words under the title until all are known: a brand has one place for them, or none."""
        self._under[index] = words

    def foot(self, words: str) -> None:
        """Write the title and what stands under it, let go of places that stay empty, and write the foot."""
        title, chosen = self._slide.shapes.title, self._chosen
        under = self._write_under()
        title._element.addnext(under._element)
        title._element.getparent().insert(2, title._element)
        title._element.addnext(under._element)
        super().foot(words)
        self._recolour()
        for run in write(title, self._title_words, self._words.tag):
            if not self._whole:
                run.font.size = Pt(round(chosen.title_size * 2) / 2)
            self._mend(run, chosen.title_colour, chosen.title_ground)

    def _write_under(self) -> Any:
        """Write what stands under the title into the brand's place for it, or else into a box of our own."""
        words = "\n".join(self._under[index] for index in (SUBTITLE, DETAILS) if index in self._under)
        place = None
        for shape in list(self._slide.placeholders):
            kind, box = kind_of(shape), box_of(shape)
            if kind in TITLES:
                continue
            if place is None and box and self._takes(kind, box):
                place = shape
            else:
                shape._element.getparent().remove(shape._element)
        scope = self._chosen.scope
        if place is None:
            size = 14.0 if self._whole else 12.0
            high = 1.6 if self._whole else scope.bottom - scope.top
            sides = (scope.left, scope.top, scope.right - scope.left, high)
            return self._text_box("Scope and unit", sides, words, size, QUIET)
        colour, ground = under_colour(self._held(place)), self._chosen.ground
        readable_there = colour and contrast(colour, ground) >= TEXT_CONTRAST
        for run in write(place, words, self._words.tag):
            if not self._whole:
                run.font.size = Pt(12)
            if not self._whole or not readable_there:
                run.font.color.theme_color = QUIET
        for paragraph in place.text_frame.paragraphs:
            properties = paragraph._p.get_or_add_pPr()
            properties.set("marL", "0")
            properties.set("indent", "0")
            properties.append(parse_xml(f'<a:buNone xmlns:a="{DRAWING}"/>'))
        return place

    def _held(self, place: Any) -> Any:
        """The layout's placeholder behind a slide's."""
        index = place.placeholder_format.idx
        return next(one for one in self._chosen.layout.placeholders if one.placeholder_format.idx == index)

    def _takes(self, kind: str, box: Box) -> bool:
        """Whether a place takes what stands under the title: on a finding only a strip right below it."""
        if self._whole:
            return kind in ("subTitle", "body")
        strip = 0.2 <= box.bottom - box.top <= 0.6 and box.bottom <= self._grid.top + 0.05
        return kind == "body" and strip and box.top >= self._chosen.title.bottom - 0.1

    def _furniture(self, words: str) -> None:
        """The foot and the number in the layout's placeholders, where this slide has room for them."""
        chosen = self._chosen
        held = {kind_of(shape): shape for shape in chosen.layout.placeholders}
        for kind, name, place in (("ftr", "Footer", chosen.foot), ("sldNum", "Slide number", chosen.number)):
            sides = (place.left, place.top, place.right - place.left, place.bottom - place.top)
            shape = self._text_box(name, sides, words if kind == "ftr" else "", FOOT_POINTS, QUIET)
            shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            properties = shape._element.find(qn("p:nvSpPr"))
            properties.find(qn("p:cNvSpPr")).attrib.pop("txBox", None)
            properties.find(qn("p:nvPr")).append(deepcopy(held[kind]._element.find(".//" + qn("p:ph"))))
            paragraph = shape.text_frame.paragraphs[0]._p
            if kind == "sldNum":
                paragraph.insert(0, number_field(None, self._words.tag))
                paragraph.get_or_add_pPr().set("algn", "r" if place.left > chosen.title.left + 1 else "l")
            else:
                paragraph.get_or_add_pPr().set("algn", "l")

    def _recolour(self) -> None:
        """Put the brand's shades, that can be read on its ground, in the place of the colours' names."""
        palette = self._chosen.palette
        if palette is None:
            return
        for element in list(self._slide._element.iter(qn("a:schemeClr"))):
            xml = palette.drawing(element.get("val")).replace(" val=", f' xmlns:a="{DRAWING}" val=', 1)
            element.getparent().replace(element, parse_xml(xml))

    def _mend(self, run: Any, colour: str, ground: str) -> None:
        """Give a brand's own text a shade that can be read where its colour can't."""
        if colour and ground and contrast(colour, ground) < TEXT_CONTRAST:
            colours: Any = RGBColor  # that library's class has no types
            run.font.color.rgb = colours.from_string(readable(Shade("", colour), ground).rgb)


def empty(presentation: Any) -> None:
    """Let go of a deck's slides and of all that only they, or nobody, needs."""
    ids = presentation.slides._sldIdLst
    for entry in list(ids):
        presentation.part.drop_rel(entry.rId)
        ids.remove(entry)
    root = presentation.part._element
    for child in list(root):
        if child.tag in (
            qn("p:custShowLst"),
            qn("p:custDataLst"),
            qn("p:extLst"),
            qn("p:modifyVerifier"),
            qn("p:photoAlbum"),
        ):
            root.remove(child)
    drop_unused(presentation.part, KEPT)


def give_notes_master(presentation: Any, words: Words) -> None:
    """Give a deck without a master for notes our own, in the deck's theme."""
    part = presentation.part
    if any(rel.reltype == RT.NOTES_MASTER for rel in part.rels.values()):
        return
    with ZipFile(BytesIO(base_package("slides", words.tag))) as base:
        own = base.read("ppt/notesMasters/notesMaster1.xml")
    master = NotesMasterPart.load(PackURI("/ppt/notesMasters/notesMaster1.xml"), CT.PML_NOTES_MASTER, part.package, own)
    theme = presentation.slide_masters[0].part.part_related_by(RT.THEME)
    name = PackURI(f"/ppt/theme/theme{1 + len(presentation.slide_masters) + 90}.xml")
    master.relate_to(Part(name, CT.OFC_THEME, part.package, theme.blob), RT.THEME)
    leads = f'<p:notesMasterId r:id="{part.relate_to(master, RT.NOTES_MASTER)}"/>'
    entry = f'<p:notesMasterIdLst xmlns:p="{PML}" xmlns:r="{LEADS}">{leads}</p:notesMasterIdLst>'
    part._element.find(qn("p:sldMasterIdLst")).addnext(parse_xml(entry))
