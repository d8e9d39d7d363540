"""What a slide's layout and master say about colours: the mapping of names, and the colour that content stands on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.palette import MAPPING, Palette, luminance, mixed, palette_of, shaded

_MAP = re.compile(r"<(?:p:clrMap|a:overrideClrMapping) ([^>]*?)/?>")
_PAIR = re.compile(r'(\w+)="(\w+)"')
_COLOUR = re.compile(
    r'<a:(?:schemeClr val="(?P<slot>\w+)"|srgbClr val="(?P<rgb>[0-9A-Fa-f]{6})"|sysClr [^>]*?lastClr="(?P<sys>\w{6})")'
    r"(?:/>|>(?P<changes>.*?)</a:(?:schemeClr|srgbClr|sysClr)>)",
    re.DOTALL,
)
_AMOUNT = re.compile(r'<a:(lumMod|lumOff|shade|tint) val="(\d+)"/>')
_SHAPE = re.compile(r"<p:(?:sp|pic)[ >].*?</p:(?:sp|pic)>", re.DOTALL)
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
    """The colour that content of a layout stands on: that of a panel in its middle, else the background's, else bg1.

    A picture's colours are not known: on one, the ground is what the master's own text can be read on. `size` is the
    slide's in EMU.
    """
    own = layout if 'showMasterSp="0"' in layout[: layout.find("<p:cSld")] else master + layout
    for shape in reversed(_SHAPE.findall(own)):
        place, look = (
            _PLACE.search(shape),
            shape.partition("<p:spPr")[2].partition("</p:spPr>")[0].partition("<a:ln")[0],
        )
        if "<p:ph" in shape or not place or not is_panel(tuple(map(int, place.groups())), size):
            continue
        if "<a:blip " in shape:
            return _under_text(master, theme, mapping)
        if rgb := colour_of(look.partition("<a:ln")[0].partition("<a:solidFill>")[2], theme, mapping):
            return rgb
    for xml in (layout, master):
        background = xml.partition("<p:bg>")[2].partition("</p:bg>")[0]
        if "<a:blip " in background:
            return _under_text(master, theme, mapping)
        if "<a:gradFill" in background:
            stops = [colour_of(stop, theme, mapping) for stop in background.split("<a:gs ")[1:]]
            if found := sorted((rgb for rgb in stops if rgb), key=luminance):
                return found[len(found) // 2]
        if background and (rgb := colour_of(background, theme, mapping)):
            return rgb
    return theme[mapping.get("bg1", "lt1")]


def _under_text(master: str, theme: Mapping[str, str], mapping: Mapping[str, str]) -> str:
    """The ground that a master's own text is made for: the theme's darkest colour under light text, or its lightest."""
    own = master.partition('type="body"')[2].partition("</p:sp>")[0]
    styles = master.partition("<p:bodyStyle>")[2].partition("</p:bodyStyle>")[0]
    said = (colour_of(xml.partition("<a:solidFill>")[2], theme, mapping) for xml in (own, styles))
    text = next((rgb for rgb in said if rgb), theme[mapping.get("tx1", "dk1")])
    choose = min if luminance(text) > 0.4 else max
    return choose((theme[name] for name in ("dk1", "lt1", "dk2", "lt2")), key=luminance)


def is_panel(place: tuple[float, ...], size: tuple[float, float]) -> bool:
    """Whether a shape (left, top, width, height) is what a slide's content stands on: large, and in the middle."""
    left, top, width, height = place
    inside = left <= size[0] / 2 <= left + width and top <= size[1] / 2 <= top + height
    return inside and width * height >= 0.4 * size[0] * size[1]


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
