"""Chooses a brand's layouts by what they hold and where, whatever they are called: for covers, sections, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn

from pipeline.design.grid import SOURCE_HEIGHT, Grid
from pipeline.grounds import colour_of, ground_of, is_panel, mapping_of
from pipeline.palette import Palette, palette_of, theme_colours
from pipeline.problems import PipelineError

EMU = 914400
TITLES = ("title", "ctrTitle")
FURNITURE = ("dt", "ftr", "sldNum", "hdr")
SCOPE_HEIGHT = 0.32  # inches: the line under a title
FILLS = ("solidFill", "pattFill", "gradFill")
NUMBER_WIDTH = 0.7  # inches


@dataclass(frozen=True)
class Box:
    """A rectangle on a slide, in inches."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Box) -> bool:
        """Whether the other lies inside, up to a hair."""
        return (
            self.left <= other.left + 0.1
            and self.top <= other.top + 0.1
            and self.right >= other.right - 0.1
            and self.bottom >= other.bottom - 0.1
        )


@dataclass(frozen=True)
class Layout:
    """A brand's layout: its title's box, where content has room, where foot and number go, and its colours."""

    layout: Any
    title: Box
    grid: Grid
    foot: Box
    number: Box
    scope: Box
    palette: Palette | None
    title_size: float  # points that two lines of a finding have room in
    title_colour: str  # RGB of the title and of what is behind it; empty where it isn't known
    title_ground: str
    ground: str  # RGB that content stands on

    @property
    def room(self) -> float:
        """Square inches for content."""
        return self.grid.width * (self.grid.bottom - self.grid.top)


@dataclass(frozen=True)
class Chosen:
    """The layouts for each kind of slide."""

    title: Layout
    section: Layout
    finding: Layout


def kind_of(shape: Any) -> str:
    """A placeholder's kind as Office names it; empty for what is none."""
    found = shape._element.find(".//" + qn("p:nvPr") + "/" + qn("p:ph"))
    return "" if found is None else found.get("type", "obj")


def box_of(shape: Any) -> Box | None:
    """A shape's box in inches, inherited where it says none itself; None where nobody says one."""
    sides = (shape.left, shape.top, shape.width, shape.height)
    if any(side is None for side in sides):
        return None
    left, top, width, height = (side / EMU for side in sides)
    return Box(left, top, left + width, top + height)


def xml_of(element: Any) -> str:
    """An element's XML."""
    return str(etree.tostring(element, encoding="unicode"))


def choose(presentation: Any, name: str) -> Chosen:
    """The brand's layouts for our slides; raise `PipelineError` where it has none with a title.

    A finding takes the layout with a title on top and the most room below. Of several masters the one counts that most
    of the sample slides use; of those alike, the one with the most room.
    """
    if not any(master.slide_layouts for master in presentation.slide_masters):
        raise PipelineError(f"{name} has no slide layouts: take a file that has them (View, Slide Master)")
    size = presentation.slide_width, presentation.slide_height
    used = Counter(slide.slide_layout.slide_master.part.partname for slide in presentation.slides)
    measures = [
        [one for layout in master.slide_layouts if (one := measured(layout, size))]
        for master in presentation.slide_masters
    ]
    found = sorted((layouts for layouts in measures if layouts), key=lambda one: _rank(one, used), reverse=True)
    if not found:
        raise PipelineError(f"{name} has no slide layout with a title: add a title to one (View, Slide Master)")
    first = found[0]
    finding = max(first, key=lambda one: (round(one.room / 3), _plainness(one)))
    covers = [one for one in first if _kinds(one) & {"ctrTitle", "subTitle"}]
    covers = covers or [one for layouts in found for one in layouts if _kinds(one) & {"ctrTitle", "subTitle"}]
    title = max(covers or first, key=_as_cover)
    sections = [one for one in first if one.layout._element.get("type") == "secHead"]
    sections = sections or [
        o for o in first if o is not title and o.title.top > 0.25 * size[1] / EMU and _bodies(o) <= 1
    ]
    return Chosen(title, sections[0] if sections else title if covers else finding, finding)


def _rank(layouts: list[Layout], used: Counter[Any]) -> tuple[int, float]:
    """How often a master is used, and the most room that it leaves."""
    return used[layouts[0].layout.slide_master.part.partname], max(one.room for one in layouts)


def _kinds(one: Layout) -> set[str]:
    return {kind_of(shape) for shape in one.layout.placeholders}


def _bodies(one: Layout) -> int:
    return sum(kind_of(shape) not in (*TITLES, *FURNITURE) for shape in one.layout.placeholders)


def _plainness(one: Layout) -> int:
    """More for fewer placeholders that would go unused, pictures most of all."""
    kinds = [kind_of(shape) for shape in one.layout.placeholders]
    return -_bodies(one) - 2 * kinds.count("pic") - (3 if "ctrTitle" in kinds or "subTitle" in kinds else 0)


def _as_cover(one: Layout) -> tuple[bool, bool, bool, float]:
    kinds = _kinds(one)
    return "subTitle" in kinds, "ctrTitle" in kinds, one.layout._element.get("type") == "title", one.title.bottom


def measured(layout: Any, size: tuple[int, int]) -> Layout | None:
    """A layout with its places and colours; None where it has no title that stands somewhere."""
    holders = {kind_of(shape): shape for shape in layout.placeholders}
    titled = next((holders[kind] for kind in TITLES if kind in holders), None)
    title = box_of(titled) if titled is not None else None
    if titled is None or title is None:
        return None
    master = layout.slide_master
    theme = theme_colours(master.part.part_related_by(RT.THEME).blob.decode("utf-8", "replace"))
    own, over = xml_of(layout._element), xml_of(master._element)
    mapping = mapping_of(own, over)
    ground = ground_of(own, over, theme, mapping, size)
    width, height = size[0] / EMU, size[1] / EMU
    things = list(_things(layout))
    panels = [box for box, fill in things if fill and is_panel(_sides(box), (width, height))]
    free = _free(title, [box for box, _ in things if box not in panels], width, height, _inset(titled))
    if panels:
        free = _within(free, panels[-1])
    foot, number, bottom = _foot(layout, master, free, [box for box, _ in things], height)
    top = free.top
    scope = Box(free.left, top, free.right, top + SCOPE_HEIGHT)
    top += SCOPE_HEIGHT + 0.1
    grid = Grid(free.left, free.right - free.left, top, max(bottom - SOURCE_HEIGHT - 0.08, top + 0.5))
    behind = next((fill for box, fill in reversed(things) if box.covers(title)), ground)
    title_ground = behind and (behind if len(behind) == 6 else colour_of(behind, theme, mapping))
    points = min(26.0, (title.right - title.left) * 72 / 29, (title.bottom - title.top) * 72 / 2.5)
    colour = _text_colour(titled, TITLES, "p:titleStyle", theme, mapping) or theme[mapping.get("tx1", "dk1")]
    palette = palette_of(theme, mapping, ground)
    return Layout(layout, title, grid, foot, number, scope, palette, max(points, 16.0), colour, title_ground, ground)


def under_colour(shape: Any) -> str:
    """The colour of the text of a layout's place for what stands under a title; empty where it isn't known."""
    layout = shape.part.slide_layout
    master = layout.slide_master
    theme = theme_colours(master.part.part_related_by(RT.THEME).blob.decode("utf-8", "replace"))
    mapping = mapping_of(xml_of(layout._element), xml_of(master._element))
    return _text_colour(shape, ("body",), "p:bodyStyle", theme, mapping)


def _text_colour(
    shape: Any, kinds: tuple[str, ...], styles: str, theme: dict[str, str], mapping: dict[str, str]
) -> str:
    """The colour of a placeholder's text: its own, or that of its master's place of these kinds, or the style's."""
    master = shape.part.slide_layout.slide_master if hasattr(shape.part, "slide_layout") else shape.part.slide_master
    style = master._element.find(".//" + qn(styles))
    held = [one._element for one in master.placeholders if kind_of(one) in kinds]
    for element in (shape._element, *held, style):
        lists = [] if element is None else element.iter(qn("a:lvl1pPr"))
        for level in lists:
            fill = level.find(qn("a:defRPr") + "/" + qn("a:solidFill"))
            if fill is not None:
                return colour_of(xml_of(fill), theme, mapping)
    return ""


def _things(layout: Any) -> Iterator[tuple[Box, str]]:
    """What a layout and its master show that is no placeholder, from back to front: its box, and its fill's XML."""
    hidden = layout._element.get("showMasterSp") == "0"
    for holder in (layout,) if hidden else (layout.slide_master, layout):
        for shape in holder.shapes:
            if kind_of(shape) or (box := box_of(shape)) is None:
                continue
            look = xml_of(shape._element).partition("spPr")[2].partition("<a:ln")[0]
            fill = next((one for one in FILLS if f"<a:{one}" in look), "")
            yield box, look.partition(f"<a:{fill}")[2].partition(f"</a:{fill}>")[0] if fill else ""


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right - box.left, box.bottom - box.top


def _within(free: Box, panel: Box) -> Box:
    """The room that is on a panel, less a margin where the panel ends inside the slide."""
    return Box(
        max(free.left, panel.left + 0.15),
        max(free.top, panel.top + 0.1),
        min(free.right, panel.right - 0.15),
        min(free.bottom, panel.bottom - 0.1),
    )


def _inset(titled: Any) -> float:
    """The inches between a title's box and its text."""
    found = titled._element.find(".//" + qn("a:bodyPr"))
    told = found.get("lIns") if found is not None else None
    if told is None and hasattr(titled, "_base_placeholder") and titled._base_placeholder is not None:
        return _inset(titled._base_placeholder)
    return int(told) / EMU if told is not None else 0.1


def _free(title: Box, things: list[Box], width: float, height: float, inset: float) -> Box:
    """Where content has room: below the title, between what a brand shows at the sides and at the foot."""
    left = title.left if 0.15 <= title.left < 0.35 * width else 0.04 * width
    right = max(title.right, width - min(left, 0.04 * width)) if title.right <= width - 0.15 else width - 0.04 * width
    left, right = left + inset, right - inset
    top, bottom = title.bottom, height - 0.25
    for box in things:
        wide, high = box.right - box.left, box.bottom - box.top
        if (wide > 0.8 * width and high > 0.8 * height) or box.bottom <= title.bottom + 0.02 or box.top >= height:
            continue
        at_foot = wide > 0.5 * width and box.bottom >= 0.9 * height and box.top > title.bottom
        if box.top >= 0.72 * height or at_foot:
            bottom = min(bottom, box.top - 0.03)
        elif wide < 0.4 * width and box.right <= 0.45 * width and high > 0.35 * height:
            left = max(left, box.right + 0.15)
        elif wide < 0.4 * width and box.left >= 0.55 * width and high > 0.35 * height:
            right = min(right, box.left - 0.15)
        elif box.top < 0.4 * height and box.bottom < 0.5 * height:
            top = max(top, box.bottom)
    return Box(left, top + 0.06, right, bottom)


def _foot(layout: Any, master: Any, free: Box, things: list[Box], height: float) -> tuple[Box, Box, float]:
    """Where foot and number go, and where content ends: the brand's places, or a line above what it shows below."""
    places: dict[str, Box] = {}
    for holder in (master, layout):
        for shape in holder.placeholders:
            box = box_of(shape)
            if kind_of(shape) in FURNITURE and box and box.top >= 0.7 * height and box.bottom <= height + 0.01:
                places[kind_of(shape)] = box
    foot, number = places.get("ftr"), places.get("sldNum")
    line = foot or number or Box(free.left, free.bottom - 0.24, free.right, free.bottom)
    number = number or Box(free.right - NUMBER_WIDTH, line.top, free.right, line.bottom)
    if foot is None:
        left, right = free.left, free.right
    else:
        # The date is not printed: its room goes to the foot, whose words are longer than a brand's own.
        left, right = min(foot.left, free.left), max(foot.right, free.right)
    if number.left >= (left + right) / 2:
        right = min(right, number.left - 0.1)
    else:
        left = max(left, number.right + 0.1)
    line, number = _above(line, things, height), _above(number, things, height)
    for box in things:
        beside = box.top < line.bottom and box.bottom > line.top
        if beside and box.right <= (left + right) / 2 and box.right > left:
            left = box.right + 0.1
        elif beside and box.left >= (left + right) / 2 and box.left < right:
            right = box.left - 0.1
    foot = Box(left, line.top, max(right, left + 1), line.bottom)
    return foot, number, min(free.bottom, foot.top, number.top)


def _above(line: Box, things: list[Box], height: float) -> Box:
    """A line of the foot moved up from a band that would cut through it."""
    for box in things:
        wide = box.right - box.left > (line.right - line.left) * 0.9 and box.top > 0.7 * height
        if wide and line.top < box.top < line.bottom:
            return Box(line.left, box.top - (line.bottom - line.top), line.right, box.top)
    return line
