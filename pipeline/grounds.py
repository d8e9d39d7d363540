"""What a slide's layout and master say about colours: the mapping of names, and the colour that content stands on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.palette import MAPPING, Palette, mixed, palette_of, shaded

_MAP = re.compile(r"<(?:p:clrMap|a:overrideClrMapping) ([^>]*?)/?>")
_PAIR = re.compile(r'(\w+)="(\w+)"')
_COLOUR = re.compile(
    r'<a:(?:schemeClr val="(?P<slot>\w+)"|srgbClr val="(?P<rgb>[0-9A-Fa-f]{6})"|sysClr [^>]*?lastClr="(?P<sys>\w{6})")'
    r"(?:/>|>(?P<changes>.*?)</a:(?:schemeClr|srgbClr|sysClr)>)",
    re.DOTALL,
)
_AMOUNT = re.compile(r'<a:(lumMod|lumOff|shade|tint) val="(\d+)"/>')
_SHAPE = re.compile(r"<p:sp[ >].*?</p:sp>", re.DOTALL)
_PLACE = re.compile(r'<a:off x="(-?\d+)" y="(-?\d+)"/>\s*<a:ext cx="(\d+)" cy="(\d+)"/>')
_WORD_MAP = {"t1": "tx1", "t2": "tx2"}
_WORD_SLOTS = {"light1": "lt1", "dark1": "dk1", "light2": "lt2", "dark2": "dk2"}


def mapping_of(layout: str, master: str) -> dict[str, str]:
    """The theme's slot behind each name that shapes on a layout write."""
    for xml in (layout, master):
        if found := _MAP.search(xml):
            return dict(_PAIR.findall(found[1]))
    return dict(MAPPING)


def colour_of(xml: str, theme: Mapping[str, str], mapping: Mapping[str, str]) -> str:
    """The first colour in a piece of DrawingML as RGB; empty where there is none or the theme doesn't say it."""
    found = _COLOUR.search(xml)
    if not found:
        return ""
    slot = mapping.get(found["slot"] or "", MAPPING.get(found["slot"] or "", found["slot"] or ""))
    rgb = (found["rgb"] or found["sys"] or theme.get(slot, "")).upper()
    if not rgb:
        return ""
    amounts = {name: int(value) / 1000 for name, value in _AMOUNT.findall(found["changes"] or "")}
    rgb = shaded(rgb, amounts.get("lumMod", 100) * amounts.get("shade", 100) / 100, amounts.get("lumOff", 0))
    return mixed(rgb, "FFFFFF", amounts.get("tint", 100))


def ground_of(
    layout: str, master: str, theme: Mapping[str, str], mapping: Mapping[str, str], size: tuple[int, int]
) -> str:
    """The colour that content of a layout stands on: a shape as large as the slide, else the background, else bg1.

    A picture's colours are not known: then it is the theme's. `size` is the slide's in EMU.
    """
    own = layout if 'showMasterSp="0"' in layout[: layout.find("<p:cSld")] else layout + master
    for shape in reversed(_SHAPE.findall(own)):
        place, look = _PLACE.search(shape), shape.partition("<p:spPr")[2].partition("</p:spPr>")[0]
        if "<p:ph" in shape or not place or "<a:solidFill>" not in look.partition("<a:ln")[0]:
            continue
        left, top, width, height = map(int, place.groups())
        covered = (
            width >= 0.9 * size[0] and height >= 0.9 * size[1] and left <= 0.05 * size[0] and top <= 0.05 * size[1]
        )
        if covered and (rgb := colour_of(look.partition("<a:solidFill>")[2], theme, mapping)):
            return rgb
    for xml in (layout, master):
        background = xml.partition("<p:bg>")[2].partition("</p:bg>")[0]
        if background and "<a:blipFill" not in background and (rgb := colour_of(background, theme, mapping)):
            return rgb
    return theme[mapping.get("bg1", "lt1")]


def palette_of_slides(layout: str, master: str, theme: Mapping[str, str], size: tuple[int, int]) -> Palette | None:
    """The palette for what is drawn on slides of a layout."""
    mapping = mapping_of(layout, master)
    return palette_of(theme, mapping, ground_of(layout, master, theme, mapping, size))


def palette_of_pages(settings: str, theme: Mapping[str, str]) -> Palette | None:
    """The palette for what is drawn on a Word document's pages, by its settings' mapping of names."""
    found = re.search(r"<w:clrSchemeMapping ([^>]*?)/?>", settings)
    pairs = re.findall(r'w:(\w+)="(\w+)"', found[1]) if found else []
    mapping = {_WORD_MAP.get(name, name): _WORD_SLOTS.get(slot, slot) for name, slot in pairs}
    return palette_of(theme, mapping)
