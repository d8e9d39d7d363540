"""Finds the frames whose text tags fill, and lets what is filled in fit them: on slides, and in Word's text boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.render.fonts import face
from pipeline.render.frames import slide_slot
from pipeline.render.marks import BLOCK, BLOCK_END
from pipeline.render.ooxml import DRAWING, WORD, WP, WPS, A, P
from pipeline.render.scan import has_tags
from pipeline.render.slots import Slot, SlotTag
from pipeline.render.text_frames import (
    FLOOR_SLIDES,
    FLOOR_WORD,
    Style,
    TextSlot,
    Theme,
    WordStyles,
    bodies,
    head_of,
    in_word,
    letters_in_word,
    letters_on_slide,
    on_slide,
    styles_on_slide,
)
from pipeline.render.woven import OURS, Element, Woven, text_of

Where = Callable[[Element], str]
_INSETS = {"lIns": 91_440, "rIns": 91_440, "tIns": 45_720, "bIns": 45_720}
_FITS = tuple(f"{{{A}}}{name}" for name in ("noAutofit", "normAutofit", "spAutoFit"))
_RUNS = tuple(DRAWING.name(name) for name in ("r", "br", "fld"))
_SENTENCE = "Revenue beat plan by 6 % while margin slipped 2 points"
_INSIDE = 0.707  # of a round shape's sides that its text may use


def weave_slide_text(
    woven: Woven,
    outlines: Sequence[Element],
    defaults: Element | None,
    theme: Theme,
    size: tuple[int, int],
    prefixes: Mapping[str, str],
    where: Where,
    slots: list[Slot],
) -> None:
    """Let the text of a slide's, layout's or master's shapes fit where tags fill it; `size` is the slide's."""
    for shape in list(woven.root.iter(f"{{{P}}}sp")):
        if not any(has_tags(text_of(p, DRAWING)) for p in shape.iter(DRAWING.paragraph)):
            continue
        slot = slide_slot(SlotTag(""), shape, outlines)
        chain = [e for body in bodies(shape, outlines) if (e := body.find(f"{{{A}}}bodyPr")) is not None]
        if slot is None or not slot.width or not slot.height or _first(chain, "vert", "horz") != "horz":
            continue
        styles = styles_on_slide(shape, outlines, defaults, theme)
        fits = next(
            (e for body in chain for e in body if str(e.tag).endswith("utofit") or "AutoFit" in str(e.tag)), None
        )
        left, right, top, bottom = (int(_first(chain, name, str(usual))) for name, usual in _INSETS.items())
        wraps = _first(chain, "wrap", "square") != "none"
        grouped = next(shape.iterancestors(f"{{{P}}}grpSp"), None) is not None
        width, height = slot.width - left - right, slot.height - top - bottom
        geometry = shape.find(f"{{{P}}}spPr/{{{A}}}prstGeom")
        if geometry is not None and geometry.get("prst") == "ellipse":
            width, height = round(width * _INSIDE), round(height * _INSIDE)
        most = height
        if fits is not None and fits.tag == f"{{{A}}}spAutoFit" and not grouped:
            most = max(size[1] - slot.y - top - bottom, height)
        if not wraps and not grouped:
            width = max(size[0] - slot.x - left - right, width)
        scale = float(fits.get("fontScale", "100000").rstrip("%")) / 100_000 if fits is not None else 1.0
        used = [_slide_styles(p, styles, theme) for p in shape.iter(DRAWING.paragraph)]
        peak, gap = peak_of(style for paragraph in used for style in paragraph)
        text = TextSlot(
            "", slot.x, slot.y, width, height, where(shape), FLOOR_SLIDES, most, wraps, (left + right, top + bottom),
            styles, theme, scale if scale > 0.1 else 1.0, head_of(woven.root, prefixes), peak, gap,
        )  # fmt: skip
        _wrap(woven, shape, text, slots)


def _first(chain: Iterable[Element], name: str, usual: str) -> str:
    """What the nearest of these says; the usual where none does."""
    return next((value for e in chain if (value := e.get(name)) is not None), usual)


def _slide_styles(paragraph: Element, styles: Mapping[str, Style], theme: Theme) -> list[Style]:
    """The styles of a paragraph's runs."""
    properties = paragraph.find(DRAWING.name("pPr"))
    level = properties.get("lvl", "0") if properties is not None else "0"
    style = on_slide(styles.get(level, styles["0"]), properties, theme)
    runs = [letters_on_slide(style, run.find(DRAWING.properties), theme) for run in paragraph.iter(*_RUNS)]
    return runs or [style]


def peak_of(styles: Iterable[Style]) -> tuple[Style | None, float]:
    """The style that needs the most room, and the most points between paragraphs; None where they are too unlike."""
    known = list(dict.fromkeys(styles))
    if not known or any(style.exact for style in known):
        return None, 0.0
    widest = max(known, key=lambda style: face(style.family, style.bold).thousandths(_SENTENCE))
    tallest = max(face(style.family, style.bold).line for style in known)
    if face(widest.family, widest.bold).line < tallest:
        return None, 0.0
    peak = replace(
        widest,
        points=max(style.points for style in known),
        left=max(style.left for style in known),
        first=max(style.first for style in known),
        spacing=max(style.spacing for style in known),
        capitals=any(style.capitals for style in known),
    )
    return peak, max(style.before for style in known) + max(style.after for style in known)


def weave_word_boxes(
    woven: Woven, styles: WordStyles, prefixes: Mapping[str, str], where: Where, slots: list[Slot]
) -> None:
    """Let the text of Word's text boxes fit where tags fill it; a box that grows with its text does so in Word."""
    named: dict[str, Style] | None = None
    for box in list(woven.root.iter(f"{{{WPS}}}txbx")):
        paragraphs = list(box.iter(WORD.paragraph))
        shape, size = box.getparent(), _size(box)
        if shape is None or not size or not any(has_tags(text_of(p, WORD)) for p in paragraphs):
            continue
        body = shape.find(f"{{{WPS}}}bodyPr")
        if body is not None and (body.find(f"{{{A}}}spAutoFit") is not None or body.get("vert", "horz") != "horz"):
            continue
        chain = [] if body is None else [body]
        left, right, top, bottom = (int(_first(chain, name, str(usual))) for name, usual in _INSETS.items())
        named = named if named is not None else styles.all()
        used = [_word_styles(p, named, styles.theme) for p in paragraphs]
        peak, gap = peak_of(style for paragraph in used for style in paragraph)
        width, height = size[0] - left - right, size[1] - top - bottom
        if width > 0 and height > 0:
            text = TextSlot(
                "", 0, 0, width, height, where(paragraphs[0]), FLOOR_WORD, height, True, (left + right, top + bottom),
                named, styles.theme, 1.0, head_of(woven.root, prefixes), peak, gap,
            )  # fmt: skip
            _wrap(woven, box, text, slots)


def _size(box: Element) -> tuple[int, int] | None:
    """The size of a text box: in a group its own, else that of its drawing."""
    shape = box.getparent()
    own = shape.find(f"{{{WPS}}}spPr/{{{A}}}xfrm/{{{A}}}ext") if shape is not None else None
    frame = next(box.iterancestors(f"{{{WP}}}inline", f"{{{WP}}}anchor"), None)
    alone = frame is not None and len(list(frame.iter(f"{{{WPS}}}wsp"))) == 1
    extent = frame.find(f"{{{WP}}}extent") if frame is not None and (alone or own is None) else own
    return None if extent is None else (int(extent.get("cx", "0")), int(extent.get("cy", "0")))


def _word_styles(paragraph: Element, styles: Mapping[str, Style], theme: Theme) -> list[Style]:
    """The styles of a paragraph's runs."""
    properties = paragraph.find(WORD.name("pPr"))
    name = properties.find(WORD.name("pStyle")) if properties is not None else None
    base = styles.get(name.get(WORD.name("val"), ""), styles[""]) if name is not None else styles[""]
    style = in_word(base, properties)
    runs = [letters_in_word(style, run.find(WORD.properties), theme) for run in paragraph.iter(WORD.run)]
    return runs or [style]


def _wrap(woven: Woven, element: Element, slot: TextSlot, slots: list[Slot]) -> None:
    """Let what an element becomes fit its frame."""
    number = len(slots)
    slots.append(slot)
    starts = woven.mark(slot.where, "", f"{BLOCK}filter {OURS}fit({number}){BLOCK_END}")
    ends = woven.mark(slot.where, "", f"{BLOCK}endfilter{BLOCK_END}")
    element.addprevious(woven.instruction(starts))
    element.addnext(woven.instruction(ends))
