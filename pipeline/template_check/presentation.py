"""Looks at a PowerPoint template: alternative texts, frames, fonts, sizes, what was left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
        fonts = _theme_fonts(slide)
        for shape in _shapes(slide.shapes):
            found += _shape(shape, Place(name, f"slide {number}, “{shape.name}”"), drawn, fonts)
    return found


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


def _theme_fonts(slide: Any) -> tuple[str, ...]:
    """The theme's fonts of a slide's master: for headings and for text."""
    master = slide.slide_layout.slide_master
    theme = next(r.target_part for r in master.part.rels.values() if r.reltype.endswith("/theme"))
    found = re.findall(rb"<a:(?:major|minor)Font>\s*<a:latin typeface=\"([^\"]*)\"", theme.blob)
    return tuple(dict.fromkeys(font.decode() for font in found))


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
    foreign, smallest = set(), FLOOR_SLIDES
    for properties in shape._element.iter(qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")):
        latin = properties.find(qn("a:latin"))
        face = latin.get("typeface", "") if latin is not None else ""
        if face and not face.startswith("+") and face not in fonts:
            foreign.add(face)
        size = properties.get("sz", "")
        smallest = min(smallest, int(size) / 100) if size.isdigit() else smallest
    for face in sorted(foreign):
        yield font_foreign(place, face, ", ".join(fonts))
    if smallest < FLOOR_SLIDES:
        yield text_small(place, smallest, FLOOR_SLIDES)
