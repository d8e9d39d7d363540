"""Hands on the frames of text that tags stand in: their size, and how large each of their paragraphs is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.render.ooxml import WORD, A, P
from pipeline.render.slots import EMU_PER_POINT, Slot
from pipeline.render.woven import Element

FLOOR_SLIDES, FLOOR_WORD = 10.0, 8.0  # points; smaller only where the template itself writes smaller
TITLES = ("title", "ctrTitle")
_OTHERS = ("dt", "ftr", "sldNum")
_SAME = {"ctrTitle": "title", "subTitle": "body", "obj": "body", "": "body", "tbl": "body", "chart": "body"}
_ON = ("1", "true", "on", "")


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is written: points, boldness, font; margins in EMU; line spacing as a factor or in points."""

    points: float = 18.0
    bold: bool = False
    family: str = ""
    left: int = 0
    first: int = 0
    spacing: float = 1.0
    exact: float = 0.0
    before: float = 0.0
    after: float = 0.0
    capitals: bool = False


@dataclass(frozen=True)
class Theme:
    """A theme's fonts, for headings and for text."""

    major: str = ""
    minor: str = ""

    def font(self, name: str) -> str:
        """The family that a name stands for."""
        return {"+mj-lt": self.major, "+mn-lt": self.minor}.get(name, name)


@dataclass(frozen=True, slots=True)
class TextSlot(Slot):
    """A frame of text, less its margins, which `most` high it may grow; `styles` by level, or in Word by style's name.

    `head` opens an element that knows the names of the part's XML; `peak` and `gap` are what needs the most room, and
    the most points between paragraphs; None where that can't be told in short.
    """

    where: str
    floor: float
    most: int
    wraps: bool
    margins: tuple[int, int]
    styles: Mapping[str, Style]
    theme: Theme
    scale: float
    head: str
    peak: Style | None
    gap: float


def theme_of(root: Element | None) -> Theme:
    """The fonts of a theme's part."""
    if root is None:
        return Theme()
    found = [root.find(f".//{{{A}}}{name}/{{{A}}}latin") for name in ("majorFont", "minorFont")]
    return Theme(*("" if e is None else e.get("typeface", "") for e in found))


def head_of(root: Element, prefixes: Mapping[str, str]) -> str:
    """The start of an element that declares all names of a part."""
    names = {**{p: u for p, u in root.nsmap.items() if p}, **prefixes}
    default = root.nsmap.get(None)
    own = f' xmlns="{default}"' if default else ""
    return f"<planpack{own}{''.join(f' xmlns:{p}={chr(34)}{u}{chr(34)}' for p, u in names.items())}>"


def styles_on_slide(
    shape: Element, outlines: Sequence[Element], defaults: Element | None, theme: Theme
) -> dict[str, Style]:
    """The styles of a shape's paragraphs by their level: its own, else what it inherits."""
    chain = [body.find(f"{{{A}}}lstStyle") for body in bodies(shape, outlines)]
    placeholder = shape.find(f".//{{{P}}}nvPr/{{{P}}}ph")
    kind = "none" if placeholder is None else placeholder.get("type", "")
    master = outlines[-1] if outlines else None
    if placeholder is not None and master is not None:
        name = "titleStyle" if kind in TITLES else "otherStyle" if kind in _OTHERS else "bodyStyle"
        chain.append(master.find(f"{{{P}}}txStyles/{{{P}}}{name}"))
    chain.append(defaults)
    return {str(level): _at_level([e for e in chain if e is not None], level, theme) for level in range(9)}


def bodies(shape: Element, outlines: Sequence[Element]) -> Iterator[Element]:
    """The text body of a shape and of the placeholders it inherits from, the nearest first."""
    own = shape.find(f"{{{P}}}txBody")
    if own is not None:
        yield own
    placeholder = shape.find(f".//{{{P}}}nvPr/{{{P}}}ph")
    if placeholder is None:
        return
    index, kind = placeholder.get("idx", "0"), placeholder.get("type", "")
    for outline in outlines:
        found = None
        for other in outline.iter(f"{{{P}}}sp"):
            there = other.find(f".//{{{P}}}nvPr/{{{P}}}ph")
            if there is None:
                continue
            if outline.tag == f"{{{P}}}sldLayout" and there.get("idx", "0") == index:
                found = other
                break
            if found is None and there.get("type", "") in (kind, _SAME.get(kind, kind)):
                found = other
        body = found.find(f"{{{P}}}txBody") if found is not None else None
        if body is not None:
            yield body


def _at_level(chain: Sequence[Element], level: int, theme: Theme) -> Style:
    """The style of a level: of each property the first that says it."""
    levels = [e for holder in chain if (e := holder.find(f"{{{A}}}lvl{level + 1}pPr")) is not None]
    style = Style(family=theme.minor)
    for properties in reversed(levels):
        style = on_slide(style, properties, theme)
        letters = properties.find(f"{{{A}}}defRPr")
        style = letters_on_slide(style, letters, theme) if letters is not None else style
    return style


def on_slide(style: Style, properties: Element | None, theme: Theme) -> Style:
    """The style with what a paragraph's properties say."""
    if properties is None:
        return style
    left, first = (_whole(properties.get(name), old) for name, old in (("marL", style.left), ("indent", style.first)))
    factor, exact = style.spacing, style.exact
    spacing = properties.find(f"{{{A}}}lnSpc")
    if spacing is not None:
        factor, exact = _spacing(spacing, factor, exact)
    before, after = (
        _distance(properties.find(f"{{{A}}}{name}"), style.points, old)
        for name, old in (("spcBef", style.before), ("spcAft", style.after))
    )
    return replace(style, left=left, first=first, spacing=factor, exact=exact, before=before, after=after)


def letters_on_slide(style: Style, properties: Element | None, theme: Theme) -> Style:
    """The style with what a run's properties say."""
    if properties is None:
        return style
    latin = properties.find(f"{{{A}}}latin")
    bold, capitals = properties.get("b"), properties.get("cap")
    return replace(
        style,
        points=_whole(properties.get("sz"), round(style.points * 100)) / 100,
        bold=style.bold if bold is None else bold in _ON,
        family=style.family if latin is None else theme.font(latin.get("typeface", "")),
        capitals=style.capitals if capitals is None else capitals == "all",
    )


def _spacing(element: Element, factor: float, exact: float) -> tuple[float, float]:
    """Line spacing, as a factor or in points."""
    percent, points = element.find(f"{{{A}}}spcPct"), element.find(f"{{{A}}}spcPts")
    if percent is not None:
        return _percent(percent.get("val", "100000")), 0.0
    return (factor, _whole(points.get("val"), 0) / 100) if points is not None else (factor, exact)


def _distance(element: Element | None, size: float, old: float) -> float:
    """The distance of paragraphs in points."""
    if element is None:
        return old
    factor, exact = _spacing(element, 0.0, 0.0)
    return exact or factor * size * 1.2


def _percent(text: str) -> float:
    """A share: Office writes 90000 or 90%."""
    try:
        return float(text.rstrip("%")) / (100 if text.endswith("%") else 100_000)
    except ValueError:
        return 1.0


def _whole(text: str | None, default: int) -> int:
    try:
        return int(float(text)) if text else default
    except ValueError:
        return default


class WordStyles:
    """The styles of a Word file: what each paragraph's style says of sizes, fonts and distances."""

    def __init__(self, root: Element | None, theme: Theme) -> None:
        self._theme = theme
        self._by_id = {} if root is None else {
            e.get(WORD.name("styleId"), ""): e for e in root.iter(WORD.name("style"))
        }  # fmt: skip
        base = Style(points=10.0, family="Times New Roman" if root is not None else "")
        defaults = None if root is None else root.find(WORD.name("docDefaults"))
        self._base = base
        if defaults is not None:
            paragraph = defaults.find(f"{WORD.name('pPrDefault')}/{WORD.name('pPr')}")
            letters = defaults.find(f"{WORD.name('rPrDefault')}/{WORD.name('rPr')}")
            self._base = letters_in_word(in_word(base, paragraph), letters, theme)
        self.default = next(
            (name for name, e in self._by_id.items()
             if e.get(WORD.name("type")) == "paragraph" and e.get(WORD.name("default")) in _ON[:3]), ""
        )  # fmt: skip

    def style(self, name: str) -> Style:
        """The style of that name with all it is based on; of none the default one."""
        chain: list[Element] = []
        name = name or self.default
        while name in self._by_id and self._by_id[name] not in chain:
            chain.append(self._by_id[name])
            based = chain[-1].find(WORD.name("basedOn"))
            name = "" if based is None else based.get(WORD.name("val"), "")
        style = self._base
        for one in reversed(chain):
            style = letters_in_word(in_word(style, one.find(WORD.name("pPr"))), one.find(WORD.name("rPr")), self._theme)
        return style

    def all(self) -> dict[str, Style]:
        """The style of each name, and of none."""
        return {name: self.style(name) for name in ("", *self._by_id)}

    @property
    def theme(self) -> Theme:
        """The fonts that names of a theme stand for."""
        return self._theme


def in_word(style: Style, properties: Element | None) -> Style:
    """The style with what a paragraph's properties say."""
    if properties is None:
        return style
    spacing, indent = properties.find(WORD.name("spacing")), properties.find(WORD.name("ind"))
    if spacing is not None:
        line, rule = spacing.get(WORD.name("line")), spacing.get(WORD.name("lineRule"), "auto")
        if line is not None:
            number = _whole(line, 240)
            style = replace(style, spacing=number / 240 if rule == "auto" else 1.0,
                            exact=number / 20 if rule == "exact" else 0.0)  # fmt: skip
        before, after = (
            _whole(spacing.get(WORD.name(name)), round(old * 20)) / 20
            for name, old in (("before", style.before), ("after", style.after))
        )
        style = replace(style, before=before, after=after)
    if indent is not None:
        left = _whole(indent.get(WORD.name("left")) or indent.get(WORD.name("start")), -1)
        first = _whole(indent.get(WORD.name("firstLine")), 0) - _whole(indent.get(WORD.name("hanging")), 0)
        twip = EMU_PER_POINT // 20
        style = replace(style, left=left * twip if left >= 0 else style.left, first=first * twip)
    return style


def letters_in_word(style: Style, properties: Element | None, theme: Theme) -> Style:
    """The style with what a run's properties say."""
    if properties is None:
        return style
    size, bold, fonts, capitals = (properties.find(WORD.name(name)) for name in ("sz", "b", "rFonts", "caps"))
    family = style.family
    if fonts is not None:
        named = fonts.get(WORD.name("asciiTheme"), "")
        themed = theme.major if named.startswith("major") else theme.minor if named else ""
        family = themed or fonts.get(WORD.name("ascii")) or family
    return replace(
        style,
        points=style.points if size is None else _whole(size.get(WORD.name("val")), round(style.points * 2)) / 2,
        bold=style.bold if bold is None else bold.get(WORD.name("val"), "1") in _ON,
        family=family,
        capitals=style.capitals if capitals is None else capitals.get(WORD.name("val"), "1") in _ON,
    )
