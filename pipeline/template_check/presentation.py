"""Looks at a PowerPoint template: alternative texts, frames, fonts (of layouts and masters too), sizes, left-overs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any

import pptx
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.oxml.ns import qn

from pipeline.problems import Place
from pipeline.template_check.said import (
    FLOOR_SLIDES,
    LEAST,
    SLOT,
    Advice,
    Looked,
    alt_text_missing,
    font_foreign,
    footer_missing,
    no_tags,
    number_missing,
    placeholder_empty,
    slide_hidden,
    slot_small,
    strays,
    text_small,
)

EMU_PER_CM = 360_000
_DRAWN = {MSO_SHAPE_TYPE.PICTURE: "the picture", MSO_SHAPE_TYPE.CHART: "the chart", MSO_SHAPE_TYPE.GROUP: "the group"}
_FURNITURE = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE)


def look_at_presentation(data: bytes, name: str, drawn: Looked) -> list[Advice]:
    """What the owner of a slide template should mend beside its tags."""
    presentation = pptx.Presentation(BytesIO(data))
    found: list[Advice] = []
    if not any(_has_tag(slide) for slide in presentation.slides):
        found.append(no_tags(Place(name)))
    for number, slide in enumerate(presentation.slides, 1):
        place = Place(name, f"slide {number}")
        if slide._element.get("show") == "0":
            found.append(slide_hidden(place))
        found += _furniture(slide, place)
        fonts = _theme_fonts(slide.slide_layout.slide_master)
        for shape in _shapes(slide.shapes):
            found += _shape(shape, Place(name, f"slide {number}, “{shape.name}”"), drawn, fonts)
    found += _behind(presentation, name)
    return found


def _behind(presentation: Any, name: str) -> Iterator[Advice]:
    """The fonts that the layouts and masters in use name and their theme lacks, each once where it is named."""
    layouts = {slide.slide_layout.part.partname: slide.slide_layout for slide in presentation.slides}
    masters = {one.slide_master.part.partname: one.slide_master for one in layouts.values()}
    several = len(presentation.slide_masters) > 1
    for master in masters.values():
        fonts, called = _theme_fonts(master), f" of “{_theme_name(master)}”" if several else ""
        for face in _faces(master._element.find(qn("p:txStyles")), fonts):
            yield font_foreign(Place(name, f"slide master{called}, text styles"), face, ", ".join(fonts))
        yield from _fonts_of_shapes(master, Place(name, f"slide master{called}"), fonts)
    for layout in layouts.values():
        yield from _fonts_of_shapes(layout, Place(name, f"layout “{layout.name}”"), _theme_fonts(layout.slide_master))


def _fonts_of_shapes(holder: Any, place: Place, fonts: tuple[str, ...]) -> Iterator[Advice]:
    """The fonts that the shapes of a layout or master name and the theme lacks."""
    for shape in holder.shapes:  # a group's own element holds those of its shapes
        for face in _faces(shape._element, fonts):
            yield font_foreign(Place(place.file, f"{place.sheet}, “{shape.name}”"), face, ", ".join(fonts))


def _faces(element: Any, fonts: tuple[str, ...]) -> list[str]:
    """The fonts that an element names for letters, and that are not the theme's; symbols of bullets left out."""
    named = set() if element is None else {one.get("typeface", "") for one in element.iter(qn("a:latin"))}
    return sorted(face for face in named if face and not face.startswith("+") and face not in fonts)


def _has_tag(slide: Any) -> bool:
    xml = "".join(element.text or "" for element in slide._element.iter(qn("a:t")))
    return "{{" in xml or "{%" in xml


def _shapes(shapes: Any) -> Iterator[Any]:
    """Every shape, those of groups behind the group."""
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _shapes(shape.shapes)


def _furniture(slide: Any, place: Place) -> Iterator[Advice]:
    """Whether a slide says its number and whose it is; a title slide need not."""
    kinds = {shape.placeholder_format.type for shape in slide.placeholders}
    if PP_PLACEHOLDER.CENTER_TITLE in kinds:
        return
    if PP_PLACEHOLDER.SLIDE_NUMBER not in kinds and not slide._element.xpath(".//a:fld[@type='slidenum']"):
        yield number_missing(place)
    if PP_PLACEHOLDER.FOOTER not in kinds:
        yield footer_missing(place)


def _theme_of(master: Any) -> bytes:
    """The theme of a master."""
    return bytes(next(r.target_part.blob for r in master.part.rels.values() if r.reltype.endswith("/theme")))


def _theme_fonts(master: Any) -> tuple[str, ...]:
    """The fonts of a master's theme: for headings and for text."""
    found = re.findall(rb"<a:(?:major|minor)Font>\s*<a:latin typeface=\"([^\"]*)\"", _theme_of(master))
    return tuple(dict.fromkeys(unescape(font.decode()) for font in found))


def _theme_name(master: Any) -> str:
    """What PowerPoint calls a master: its theme's name."""
    found = re.search(rb"<a:theme [^>]*?\bname=\"([^\"]*)\"", _theme_of(master))
    return unescape(found[1].decode()) if found else ""


def _shape(shape: Any, place: Place, drawn: Looked, fonts: tuple[str, ...]) -> Iterator[Advice]:
    """What is to be mended about one shape."""
    words = shape.text_frame.text.strip() if shape.has_text_frame else ""
    named = shape._element.xpath(".//p:cNvPr")[0]
    what = _DRAWN.get(shape.shape_type)
    if what and not (named.get("descr") or named.get("title")):
        yield alt_text_missing(place, what)
    if shape.is_placeholder and shape.has_text_frame and not words:
        if shape.placeholder_format.type not in _FURNITURE:
            yield placeholder_empty(place, shape.name)
        return
    yield from strays(words, place)
    slot = SLOT.fullmatch(words)
    kind = drawn.get(slot[1], "") if slot else ""
    if slot and kind in LEAST and shape.width and shape.height:
        size = (shape.width / EMU_PER_CM, shape.height / EMU_PER_CM)
        if size[0] < LEAST[kind][0] or size[1] < LEAST[kind][1]:
            yield slot_small(place, slot[1], kind, size)
    smallest = FLOOR_SLIDES
    for properties in shape._element.iter(qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")):
        size = properties.get("sz", "")
        smallest = min(smallest, int(size) / 100) if size.isdigit() else smallest
    for face in _faces(shape._element, fonts):
        yield font_foreign(place, face, ", ".join(fonts))
    if smallest < FLOOR_SLIDES:
        yield text_small(place, smallest, FLOOR_SLIDES)
