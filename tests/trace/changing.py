"""Changes one number of an Office file by hand: finds where numbers stand, and writes another digit there."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

FIRST = 12  # digits of a number beyond which nobody would see a change
TEXTS = {"docx": ("t",), "pptx": ("t",), "xlsx": ("v", "t")}


@dataclass(frozen=True)
class Spot:
    """A digit: the members that lead to it (two for a workbook in a deck), the element's number, attribute, place."""

    kind: str
    members: tuple[str, ...]
    element: int
    attribute: str
    at: int


def members_of(data: bytes) -> dict[str, bytes]:
    """The members of a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(members: dict[str, bytes]) -> bytes:
    """The members as one zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return file.getvalue()


def spots(data: bytes, ending: str) -> list[Spot]:
    """The first digit of every number that a file prints, page numbers left out."""
    return list(_spots(data, ending, ()))


def _spots(data: bytes, ending: str, above: tuple[str, ...]) -> Iterator[Spot]:
    for name, part in members_of(data).items():
        if name.endswith(".xlsx"):
            yield from _spots(part, "xlsx", (*above, name))
        if not name.endswith(".xml") or not _is_printed(name, ending):
            continue
        for n, element in enumerate(etree.fromstring(part).iter(etree.Element)):
            words = "descr", "val" if etree.QName(element).localname == "tblDescription" else ""
            for attribute in ("", *(word for word in words if word and element.get(word))):
                text = (element.get(attribute) if attribute else element.text) or ""
                if attribute or _is_text(element, name, ending):
                    for number in re.finditer(r"[0-9]+", text):
                        if number.start() < FIRST or not element.tag.endswith("}v"):
                            kind = _kind(element, name, attribute, above)
                            yield Spot(kind, (*above, name), n, attribute, number.start())


def _is_printed(name: str, ending: str) -> bool:
    folders = {
        "docx": ("word/document", "word/header", "word/footer", "word/charts/chart"),
        "pptx": ("ppt/slides/slide", "ppt/notesSlides/", "ppt/charts/chart"),
        "xlsx": ("xl/worksheets/sheet", "xl/sharedStrings", "xl/charts/chart", "xl/drawings/drawing"),
    }
    return name.startswith(folders[ending])


def _is_text(element: etree._Element, name: str, ending: str) -> bool:
    """Whether an element's text is printed: not a cell's number of a shared text, nor a page number."""
    kind, above = etree.QName(element).localname, element.getparent()
    if above is None or etree.QName(above).localname == "fld":
        return False
    if "/charts/" in name:
        return kind in ("v", "t")
    if kind == "v":
        return above.get("t") in (None, "n", "str")
    return kind in TEXTS[ending] and not _in_a_field(element)


def _in_a_field(element: etree._Element) -> bool:
    """Whether a text in Word is the result of a field, such as a page number."""
    run = element.getparent()
    paragraph = run.getparent() if run is not None else None
    if paragraph is None or etree.QName(paragraph).localname == "fldSimple":
        return True
    opened = 0
    for mark in paragraph.iter("{*}fldChar", "{*}t"):
        if mark is element:
            return opened > 0
        kind = next((value for key, value in mark.attrib.items() if key.endswith("fldCharType")), "")
        opened += {"begin": 1, "end": -1}.get(str(kind), 0)
    return False


def _kind(element: etree._Element, name: str, attribute: str, above: Sequence[str]) -> str:
    """What kind of place a number stands in."""
    if above:
        return "workbook of a chart"
    if attribute:
        return "alternative text"
    if "/charts/" in name:
        return "chart"
    if "notes" in name:
        return "notes"
    if name.startswith(("word/header", "word/footer")):
        return "header or footer"
    if name.startswith("xl/"):
        return "text cell" if "shared" in name else "cell"
    inside = {etree.QName(one).localname for one in element.iterancestors()}
    return "text box" if "txbxContent" in inside else "table" if "tbl" in inside else "text"


def changed(data: bytes, spot: Spot, by: int) -> bytes:
    """The file with another digit in that place."""
    members = members_of(data)
    first, *rest = spot.members
    if rest:
        inner = Spot(spot.kind, tuple(rest), spot.element, spot.attribute, spot.at)
        members[first] = changed(members[first], inner, by)
        return zipped(members)
    root = etree.fromstring(members[first])
    element = next(one for n, one in enumerate(root.iter(etree.Element)) if n == spot.element)
    text = (element.get(spot.attribute) if spot.attribute else element.text) or ""
    text = f"{text[: spot.at]}{(int(text[spot.at]) + by) % 10}{text[spot.at + 1 :]}"
    if spot.attribute:
        element.set(spot.attribute, text)
    else:
        element.text = text
    members[first] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zipped(members)
