"""The colours of a brand's theme as drawings use them: what is text, what ground, which tone, all of them readable."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.seeing import least_distance
from pipeline.theme import BRAND, SLOTS, Tone

TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: text against what it stands on
SHAPE_CONTRAST = 1.6  # lines and second bars: seen, and still behind what matters
# What the names that shapes write stand for where a master says nothing else.
MAPPING = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
ACCENTS = tuple(f"accent{n}" for n in range(1, 7))
# Hues in degrees that a reader takes for good, to watch and bad: from, to.
HUES = {Tone.GOOD: (85.0, 180.0), Tone.WATCH: (30.0, 58.0), Tone.BAD: (-25.0, 20.0)}
APART = 12.0  # distance in CIELAB that tones have at least, also for those who confuse red and green
# Tones that everybody can tell apart, each a step in lightness from the next: for light grounds, and for dark ones.
SAFE: tuple[dict[Tone, str], ...] = (
    {Tone.GOOD: "0B7A5E", Tone.WATCH: "936B09", Tone.BAD: "8E1B0E"},
    {Tone.GOOD: "56C7A2", Tone.WATCH: "F7D774", Tone.BAD: "FF7B5A"},
    {Tone.GOOD: "7FE0C3", Tone.WATCH: "FFE08A", Tone.BAD: "F0654A"},
)
_COLOUR = re.compile(
    r"<a:(dk1|lt1|dk2|lt2|accent[1-6]|hlink|folHlink)>\s*<a:(?:srgbClr val|sysClr [^>]*?lastClr)=\"([0-9A-Fa-f]{6})\""
)
_SCHEME = re.compile(r'<a:schemeClr val="(\w+)"(?:/>|>(.*?)</a:schemeClr>)', re.DOTALL)
_AMOUNT = re.compile(r'<a:(\w+) val="(\d+)"/>')
_WORD = re.compile(
    r'w:(val|color|fill)="(?:[0-9A-Fa-f]{6}|auto)" w:theme(Color|Fill)="(\w+)"'
    r'(?: w:theme(?:Fill)?(Shade|Tint)="(\w\w)")?'
)
WORD_NAMES = {"tx1": "text1", "bg1": "background1", "tx2": "text2", "bg2": "background2"}
_FROM_WORD = {word: name for name, word in WORD_NAMES.items()}


@dataclass(frozen=True)
class Shade:
    """A colour: a name of the theme with its lightness times `mod` plus `off` (percent), or without a name as it is."""

    slot: str
    rgb: str
    mod: int = 100
    off: int = 0


def luminance(rgb: str) -> float:
    """Relative luminance after WCAG, 0 to 1, of a colour such as "1B5E7B"."""
    parts = [int(rgb[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio after WCAG, 1 to 21."""
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def shaded(rgb: str, mod: float, off: float = 0, saturation: float = 100) -> str:
    """The colour with its lightness times `mod` plus `off` percent, as Office works it out (HSL)."""
    hue, light, full = colorsys.rgb_to_hls(*(int(rgb[n : n + 2], 16) / 255 for n in (0, 2, 4)))
    light = min(max(light * mod / 100 + off / 100, 0.0), 1.0)
    parts = colorsys.hls_to_rgb(hue, light, min(full * saturation / 100, 1.0))
    return "".join(f"{round(part * 255):02X}" for part in parts)


def mixed(rgb: str, other: str, percent: float) -> str:
    """So many percent of a colour, the rest of another, as Office mixes a tint: by the light that they give."""
    share = percent / 100
    parts = [(int(rgb[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (0, 2, 4)]
    return "".join(
        f"{round(255 * (share * (a / 255) ** 2.2 + (1 - share) * (b / 255) ** 2.2) ** (1 / 2.2)):02X}" for a, b in parts
    )


def theme_colours(theme: str) -> dict[str, str]:
    """The colours of a theme's part by Office's names of the slots; those that it lacks are the shipped brand's."""
    return {**BRAND, **{name: rgb.upper() for name, rgb in _COLOUR.findall(theme.partition("</a:clrScheme>")[0])}}


@dataclass(frozen=True)
class Palette:
    """What a brand's file has in place of the colours that drawings name; `ground` is what they stand on."""

    roles: Mapping[str, Shade]
    ground: str
    _known: dict[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def dark(self) -> bool:
        """Whether text on the ground is light."""
        return luminance(self.roles["tx1"].rgb) > luminance(self.ground)

    def recoloured(self, xml: str) -> str:
        """A drawing's XML in the brand's colours, whether it is DrawingML or WordprocessingML."""
        xml = _SCHEME.sub(lambda found: self.drawing(found[1], found[2] or ""), xml)
        return _WORD.sub(self._word, xml) if "w:theme" in xml else xml

    def shade(self, role: str, changes: str = "") -> tuple[Shade, float, float, float]:
        """The brand's shade of a role with changes as DrawingML writes them; lightness times, plus, saturation."""
        amounts = {name: int(value) / 1000 for name, value in _AMOUNT.findall(changes)}
        own = self.roles[role]
        mod, off = amounts.get("lumMod", 100.0), amounts.get("lumOff", 0.0)
        saturation = amounts.get("satMod", 100.0)
        if role == "tx1" and off:  # muted
            return self.roles["quiet"], 100, 0, 100
        if self.dark and role in ("bg1", "bg2") and mod < 100:
            mod, off = 100 - (100 - mod) * 1.4, (100 - mod) * 1.4  # a rule is lighter than a dark ground
        elif self.dark and off:
            mod, off = self._tint(own.rgb, mod), 0
        return own, mod, off, saturation

    def _tint(self, rgb: str, strength: float) -> float:
        """On a dark ground a tint is the colour darkened until the text on it can be read."""
        text = self.roles["tx1"].rgb
        tries = (max(strength, 45.0), 40.0, 35.0, 30.0, 25.0, 20.0, 15.0, 10.0)
        return next((mod for mod in tries if contrast(shaded(rgb, mod), text) >= TEXT_CONTRAST), 8.0)

    def drawing(self, role: str, changes: str = "") -> str:
        """DrawingML's element of a role's colour."""
        if role not in self.roles:
            return f'<a:schemeClr val="{role}">{changes}</a:schemeClr>' if changes else f'<a:schemeClr val="{role}"/>'
        known = self._known.get((role, changes))
        if known is None:
            own, mod, off, saturation = self.shade(role, changes)
            inner = _changes(own.mod, own.off) + (
                f'<a:satMod val="{saturation * 1000:.0f}"/>' if saturation < 100 else ""
            )
            inner += _changes(mod, off)
            kind, value = ("schemeClr", own.slot) if own.slot else ("srgbClr", own.rgb)
            known = f'<a:{kind} val="{value}">{inner}</a:{kind}>' if inner else f'<a:{kind} val="{value}"/>'
            self._known[role, changes] = known
        return known

    def _word(self, found: re.Match[str]) -> str:
        """Word's attributes of a colour: as it is seen, and the theme's name where Word can say it."""
        attribute, kind, name, how, amount = found.groups()
        role = _FROM_WORD.get(name, name)
        if role not in self.roles:
            return found[0]
        part = int(amount, 16) / 255 * 100 if amount else 100.0
        own, mod, off, _ = self.shade(role, "" if not how else _changes(part, 100 - part if how == "Tint" else 0))
        rgb = shaded(own.rgb, mod, off)
        said = f'w:{attribute}="{rgb}"'
        changes = [(m, o) for m, o in ((own.mod, own.off), (mod, off)) if (m, o) != (100, 0)]
        if not own.slot or len(changes) > 1 or any(o and round(m + o) != 100 for m, o in changes):
            return said
        said += f' w:theme{kind}="{WORD_NAMES.get(own.slot, own.slot)}"'
        for mod, off in changes:
            middle = "Fill" if kind == "Fill" else ""
            said += f' w:theme{middle}{"Tint" if off else "Shade"}="{round(mod / 100 * 255):02X}"'
        return said


def _changes(mod: float, off: float) -> str:
    """DrawingML's elements that change a colour's lightness."""
    return (f'<a:lumMod val="{mod * 1000:.0f}"/>' if mod != 100 else "") + (
        f'<a:lumOff val="{off * 1000:.0f}"/>' if off else ""
    )


def palette_of(theme: Mapping[str, str], mapping: Mapping[str, str], ground: str = "") -> Palette | None:
    """The palette of a theme's colours under a master's mapping of names, on a ground (RGB; without it, the theme's).

    None for the shipped brand on its own ground, whose colours were chosen for the drawings.
    """
    names = (*MAPPING, *ACCENTS)
    seen = {name: theme[mapping.get(name) or MAPPING.get(name, name)] for name in names}
    ground = ground or seen["bg1"]
    shipped = {name: BRAND[MAPPING.get(name, name)] for name in names}
    if seen == shipped and ground == BRAND["lt1"]:
        return None
    return Palette(_roles(seen, ground), ground)


def _roles(seen: Mapping[str, str], ground: str) -> dict[str, Shade]:
    """A shade of the brand for each name that drawings use."""
    base = ("tx1", "bg1", "tx2", "bg2")
    words = max(
        base, key=lambda name: (contrast(seen[name], ground) >= 7 and name == "tx1", contrast(seen[name], ground))
    )
    if contrast(seen["tx1"], ground) >= TEXT_CONTRAST:
        words = "tx1"
    text = readable(Shade(words, seen[words]), ground)
    dark = luminance(text.rgb) > luminance(ground)
    paper = next(
        (Shade(n, seen[n]) for n in ("bg1", "bg2", "tx1", "tx2", *ACCENTS) if seen[n] == ground), Shade("", ground)
    )
    roles = {"tx1": text, "bg1": paper, "bg2": _panel(seen, paper, text)}
    quiet = (85, 0) if dark else (65, 35)
    soft = _changed(text, *quiet) if text.mod == 100 and not text.off else text
    roles["quiet"] = soft if contrast(soft.rgb, ground) >= TEXT_CONTRAST else text
    strong = Shade("tx2", seen["tx2"])
    roles["tx2"] = strong if contrast(strong.rgb, ground) >= TEXT_CONTRAST else text
    roles["accent1"] = readable(Shade("accent1", seen["accent1"]), ground)
    roles["accent2"] = readable(Shade("accent2", seen["accent2"]), ground, SHAPE_CONTRAST)
    roles["accent6"] = roles["quiet"]
    return roles | {SLOTS[tone]: shade for tone, shade in _tones(seen, ground).items()}


def _tones(seen: Mapping[str, str], ground: str) -> dict[Tone, Shade]:
    """The tones in the theme's own colours; where some can't be told apart, in those that can best of all."""
    sets = [{tone: readable(_tone(tone, seen), ground) for tone in HUES}]
    for safe in SAFE:
        sets.append({tone: readable(Shade("", rgb), ground) for tone, rgb in safe.items()})
    apart = [least_distance([shade.rgb for shade in one.values()]) for one in sets]
    return sets[0] if apart[0] >= APART else sets[apart.index(max(apart))]


def _panel(seen: Mapping[str, str], paper: Shade, text: Shade) -> Shade:
    """A quiet background for tiles and boxes: the theme's second one, or the ground a little changed."""
    own = Shade("bg2", seen["bg2"])
    if contrast(own.rgb, text.rgb) >= TEXT_CONTRAST and 1.03 <= contrast(own.rgb, paper.rgb) <= 2:
        return own
    dark = luminance(text.rgb) > luminance(paper.rgb)
    tries = (_changed(paper, 100 - step, step if dark else 0) for step in (12, 8, 5, 3) if dark or step < 8)
    return next((one for one in tries if contrast(one.rgb, text.rgb) >= TEXT_CONTRAST), paper)


def _changed(colour: Shade, mod: float, off: float) -> Shade:
    """An unchanged colour lightened or darkened; by its name where it has one."""
    rgb = shaded(colour.rgb, mod, off)
    return Shade(colour.slot, rgb, round(mod), round(off)) if colour.slot else Shade("", rgb)


def _tone(tone: Tone, seen: Mapping[str, str]) -> Shade:
    """The theme's accent that a reader takes for the tone; the shipped brand's colour where the theme has none."""
    low, high = HUES[tone]
    for name in (SLOTS[tone], *ACCENTS):
        hue, light, full = colorsys.rgb_to_hls(*(int(seen[name][n : n + 2], 16) / 255 for n in (0, 2, 4)))
        degrees = hue * 360 - (360 if hue * 360 > 330 else 0)
        if low <= degrees <= high and full >= 0.3 and 0.15 <= light <= 0.85:
            return Shade(name, seen[name])
    return Shade("", BRAND[SLOTS[tone]])


def readable(colour: Shade, ground: str, least: float = TEXT_CONTRAST) -> Shade:
    """The colour, or its nearest darker or lighter shade that has the contrast with the ground."""
    if contrast(colour.rgb, ground) >= least:
        return colour
    towards_light = luminance(ground) < 0.18
    for step in range(95, 0, -5):
        mod, off = (step, 100 - step) if towards_light else (step, 0)
        rgb = shaded(colour.rgb, mod, off)
        if contrast(rgb, ground) >= least:
            return Shade(colour.slot, rgb, mod, off) if colour.slot else Shade("", rgb)
    return Shade("", "FFFFFF" if towards_light else "000000")
