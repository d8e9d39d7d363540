"""Weaves the workspace's pictures into a template: in place of shapes and pictures, and in Word's lines of text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from pipeline.render.drawing import drawn
from pipeline.render.frames import slide_slot, word_slot
from pipeline.render.marks import PRINT, PRINT_END, in_ascii
from pipeline.render.ooxml import DRAWING, MC, PIC, WORD, WP, A, P, R, W
from pipeline.render.package import OFFICE, Package, Relationship
from pipeline.render.pictures import FOLDER, KINDS, Picture, WrongPicture, read_picture
from pipeline.render.scan import Found, has_tags, only_tag, tags_in
from pipeline.render.slots import EMU_PER_CM, SlotTag
from pipeline.render.weave import replace_text, split_at
from pipeline.render.woven import OURS, Element, Woven, remove, text_of, texts_of

_QUOTED = r"""(?:"([^"]*)"|'([^']*)')"""
_SIZES = r"((?:\s*\|\s*(?:height|width)\(\s*\d+(?:\.\d+)?\s*\))*)"
_PICTURE = re.compile(rf"picture\(\s*{_QUOTED}\s*(?:,\s*{_QUOTED}\s*)?\){_SIZES}\s*")
_SIZE = re.compile(r"(height|width)\(\s*(\d+(?:\.\d+)?)\s*\)")
_CALL = re.compile(r"picture\s*\(")
_URI = "http://schemas.openxmlformats.org/drawingml/2006/picture"
Where = Callable[[Element], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a tag asks for: a picture, its words for those who can't see it, and sides in EMU, 0 for none."""

    picture: Picture
    alt: str
    width: int
    height: int


@dataclass
class Pictures:
    """The pictures of one part while they are woven in: each once, by the relationship that leads to it."""

    folder: Path | None
    woven: Woven
    where: Where
    added: dict[str, Picture] = field(default_factory=dict)
    replaced: set[str] = field(default_factory=set)

    def asked(self, element: Element, says: str) -> Asked | None:
        """What a tag asks for; None for another tag, and for a picture that can't be had, which is told."""
        if not _CALL.match(says):
            return None
        match = _PICTURE.fullmatch(says)
        try:
            if match is None:
                raise WrongPicture(f"“{says}” names no picture", 'write picture("logo.png"), a file of ' + FOLDER)
            picture = read_picture(self.folder, match[1] or match[2] or "")
        except WrongPicture as error:
            self.woven.fault(self.where(element), error.found, error.mend, "wrong-picture")
            return None
        sizes = {name: round(float(cm) * EMU_PER_CM) for name, cm in _SIZE.findall(match[5])}
        return Asked(picture, match[3] or match[4] or "", sizes.get("width", 0), sizes.get("height", 0))

    def relation(self, picture: Picture) -> str:
        """The relationship that leads to a picture."""
        for identifier, known in self.added.items():
            if known.name == picture.name:
                return identifier
        identifier = f"rIdPicture{len(self.added) + 1}"
        self.added[identifier] = picture
        return identifier

    def show(self, blip: Element, picture: Picture) -> None:
        """Let a picture element show another picture, whole."""
        self.replaced.update(str(blip.get(name)) for name in (f"{{{R}}}embed", f"{{{R}}}link") if blip.get(name))
        blip.attrib.pop(f"{{{R}}}link", "")
        blip.set(f"{{{R}}}embed", self.relation(picture))
        for extension in blip.findall(f"{{{A}}}extLst"):
            blip.remove(extension)
        for crop in list(blip.itersiblings(f"{{{A}}}srcRect")):
            remove(crop)

    def in_alt(self, named: Element) -> Asked | None:
        """The picture that an alternative text asks for, whose tag is taken out: the rest stays, or its own words."""
        text = named.get("descr", "")
        if "picture" not in text or not has_tags(text):
            return None
        for found in _tags(text):
            asked = self.asked(named, found.says)
            if asked or _CALL.match(found.says):
                text = f"{text[: found.start]} {text[found.end :]}"
                rest = " ".join(text.split()) or (asked.alt if asked else "") or named.get("title", "")
                named.set("descr", rest or (asked.picture.words if asked else ""))
                return asked
        return None


def weave_slide_pictures(pictures: Pictures, outlines: Sequence[Element]) -> None:
    """Weave pictures into a slide, layout or master: into its pictures, and in place of shapes."""
    for element in list(pictures.woven.root.iter(f"{{{P}}}pic", f"{{{P}}}sp")):
        named = next(element.iter(f"{{{P}}}cNvPr"))
        text = "".join(text_of(p, DRAWING) for p in element.iter(DRAWING.paragraph)).strip()
        alone = only_tag(text)
        asked = pictures.in_alt(named)
        if asked is None and alone is not None:
            asked = pictures.asked(element, alone.says)
            if asked:
                alt = named.get("descr", "") or asked.alt or named.get("title", "") or asked.picture.words
                named.set("descr", alt)
        elif asked and text and not (alone and _CALL.match(alone.says)):
            pictures.woven.fault(
                pictures.where(element),
                "the shape of a picture says something too",
                "take its text out",
                "picture-text",
            )
        if asked:
            _on_slide(pictures, element, named, asked, outlines)


def _on_slide(pictures: Pictures, element: Element, named: Element, asked: Asked, outlines: Sequence[Element]) -> None:
    """Put a picture into the frame of a shape or picture, as large as fits, in the middle."""
    slot = slide_slot(SlotTag("picture"), element, outlines)
    where = pictures.where(element)
    if slot is None:
        pictures.woven.fault(where, "the picture has no frame", "give it a place and a size", "no-frame")
        return
    if element.tag == f"{{{P}}}sp":
        made = etree.fromstring(drawn("slides/picture", id=named.get("id"), named=named.get("name", ""),
                                      relation=pictures.relation(asked.picture)))  # fmt: skip
        own = next(made.iter(f"{{{P}}}cNvPr"))
        for name, value in named.attrib.items():
            own.set(name, value)
        own.extend(list(named))
        element.addprevious(made)
        remove(element)
        element = made
    else:
        pictures.show(next(element.iter(f"{{{A}}}blip")), asked.picture)
    pictures.woven.mark(where, "picture", "")  # so that a part without tags is written anew
    width, height = asked.picture.within(asked.width or slot.width, asked.height or slot.height)
    x, y = slot.x + (slot.width - width) // 2, slot.y + (slot.height - height) // 2
    _place(element.find(f"{{{P}}}spPr"), (x, y), (width, height))


def _place(properties: Element | None, at: tuple[int, int], size: tuple[int, int]) -> None:
    """Write place and size on a shape."""
    if properties is None:
        return
    xfrm = properties.find(f"{{{A}}}xfrm")
    if xfrm is None:
        xfrm = etree.Element(f"{{{A}}}xfrm")
        properties.insert(0, xfrm)
    for local, names, values in (("off", ("x", "y"), at), ("ext", ("cx", "cy"), size)):
        child = xfrm.find(f"{{{A}}}{local}")
        if child is None:
            child = etree.SubElement(xfrm, f"{{{A}}}{local}")
        for name, value in zip(names, values, strict=True):
            child.set(name, str(value))


def weave_word_pictures(pictures: Pictures, last_section: Element | None) -> None:
    """Weave pictures into a part of a Word file: into drawings by their alternative text, and into lines of text."""
    root = pictures.woven.root
    for named in list(root.iter(f"{{{WP}}}docPr")):
        frame = named.getparent()
        asked = pictures.in_alt(named)
        if asked and frame is not None:
            _in_drawing(pictures, frame, named, asked)
    for paragraph in list(root.iter(WORD.paragraph)):
        text = text_of(paragraph, WORD)
        if "picture" not in text or not has_tags(text):
            continue
        for found in reversed(list(_tags(text))):
            asked = pictures.asked(paragraph, found.says)
            if asked or _CALL.match(found.says):
                source = _in_text(pictures, paragraph, asked, last_section) if asked else ""
                number = pictures.woven.mark(pictures.where(paragraph), found.says, source)
                token = pictures.woven.token(number)
                replace_text(texts_of(paragraph, WORD), found.start, found.end, token, WORD)
                split_at(pictures.woven, WORD, paragraph, number)


def _in_text(pictures: Pictures, paragraph: Element, asked: Asked, last_section: Element | None) -> str:
    """The run of a picture in a line of text: as large as its tag asks, else its own size where that has room."""
    room = word_slot(SlotTag("picture"), paragraph, last_section).width
    width, height = asked.picture.width, asked.picture.height
    if asked.width or asked.height:
        width, height = asked.picture.within(asked.width, asked.height)
    if width > room:
        width, height = asked.picture.within(room, 0)
    alt = asked.alt or asked.picture.words
    identifier = f"{PRINT}0 | {OURS}id {PRINT_END}"
    relation = pictures.relation(asked.picture)
    name = asked.picture.name
    xml = drawn("word/picture", id=identifier, named=name, alt=alt, width=width, height=height, relation=relation)
    return f"<w:r>{xml.replace(in_ascii(identifier), identifier)}</w:r>"


def _in_drawing(pictures: Pictures, frame: Element, named: Element, asked: Asked) -> None:
    """Put a picture into the frame of a drawing, as large as fits."""
    extent = frame.find(f"{{{WP}}}extent")
    graphic = next(frame.iter(f"{{{A}}}graphicData"), None)
    if extent is None or graphic is None:
        return
    width, height = asked.picture.within(
        asked.width or int(extent.get("cx", "0")), asked.height or int(extent.get("cy", "0"))
    )
    extent.set("cx", str(width))
    extent.set("cy", str(height))
    shown = graphic.find(f"{{{PIC}}}pic")
    if shown is None:
        relation = pictures.relation(asked.picture)
        xml = drawn(
            "word/picture", id=0, named=asked.picture.name, alt="", width=width, height=height, relation=relation
        )
        fresh = next(etree.fromstring(xml).iter(f"{{{A}}}graphicData"))
        graphic.set("uri", _URI)
        for child in list(graphic):
            graphic.remove(child)
        graphic.extend(list(fresh))
        _without_fallback(frame)
    else:
        pictures.show(next(shown.iter(f"{{{A}}}blip")), asked.picture)
        _place(shown.find(f"{{{PIC}}}spPr"), (0, 0), (width, height))
    pictures.woven.mark(pictures.where(named), "picture", "")


def _without_fallback(frame: Element) -> None:
    """Let a drawing that every Word knows stand without the older form of what it was."""
    either = next(frame.iterancestors(f"{{{MC}}}AlternateContent"), None)
    drawing = next(frame.iterancestors(f"{{{W}}}drawing"), None)
    if either is not None and drawing is not None:
        either.addprevious(drawing)
        remove(either)


def _tags(text: str) -> Iterator[Found]:
    """The tags of a text up to one that is not ended, which is told elsewhere."""
    try:
        yield from list(tags_in(text))
    except ValueError:
        return


def with_pictures(package: Package, part: str, pictures: Pictures) -> Package:
    """The package with a part's pictures, each file once, and without those that the part no longer shows."""
    parts, own = dict(package.parts), list(package.relationships.get(part, ()))
    folder = package.main.rpartition("/")[0]
    for identifier, picture in pictures.added.items():
        name = f"{folder}/media/picture-{hashlib.sha256(picture.data).hexdigest()[:12]}.{picture.kind}"
        parts[name] = picture.data
        own.append(Relationship(identifier, f"{OFFICE}/image", f"/{name}", name))
    used = {str(value) for e in pictures.woven.root.iter(etree.Element) for value in e.attrib.values()}
    own = [r for r in own if r.id not in pictures.replaced or r.id in used]
    return replace(
        package,
        parts=parts,
        relationships={**package.relationships, part: tuple(own)},
        defaults={**package.defaults, **{p.kind: KINDS[p.kind] for p in pictures.added.values()}},
    )
