"""Hands on a template for the client without what nobody sees of it: only what its pages show goes along.

What a part may lead to is listed; whatever else a file holds (custom XML, notes, tags, macros' leftovers, other
documents inside it) is not reached and so not written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from pipeline.render.bare_pictures import without_metadata
from pipeline.render.ooxml import P14, W14, WORD, P, R
from pipeline.render.package import OFFICE, Package, Relationship, parse
from pipeline.render.slideshow import Slide, slides_of

Element = etree._Element
_PLAIN = frozenset(
    f"{OFFICE}/{name}"
    for name in (
        "officeDocument", "styles", "numbering", "settings", "fontTable", "font", "header", "footer", "footnotes",
        "endnotes", "theme", "themeOverride", "image", "chart", "chartUserShapes", "hyperlink", "slide", "slideLayout",
        "slideMaster", "presProps", "tableStyles", "diagramData", "diagramLayout", "diagramQuickStyle",
        "diagramColors", "audio", "video",
    )
)  # fmt: skip
_MICROSOFT = ("/chartStyle", "/chartColorStyle", "/diagramDrawing", "/media", "/hdphoto", "/chartEx")
_NOTES = (f"{OFFICE}/notesSlide", f"{OFFICE}/notesMaster")  # they hold the conditions of slides until those are taken
_PRIVATE = re.compile(r"^file:|^[A-Za-z]:[\\/]|\\\\|[A-Za-z]:\\|/(?:home|Users)/", re.IGNORECASE)
_REVISIONS = re.compile(r"rsid\w*|paraId|textId|dateUtc")
_GONE = frozenset(
    {
        *(
            WORD.name(name)
            for name in ("rsids", "docVars", "attachedTemplate", "mailMerge", "saveThroughXslt", "dataBinding",
                         "placeholder", "proofErr", "smartTagPr", "subDoc", "altChunk", "printerSettings", "docPartObj",
                         "writeProtection", "documentProtection", "activeWritingStyle")
        ),
        f"{{{W14}}}docId", f"{{{W14}}}conflictMode", f"{{{P}}}custDataLst", f"{{{P}}}custDataTags", f"{{{P}}}tags",
        f"{{{P}}}handoutMasterIdLst", f"{{{P}}}modifyVerifier", f"{{{P}}}custShowLst", f"{{{P14}}}sectionLst",
        f"{{{P14}}}creationId", f"{{{P14}}}modifyId",
    }
)  # fmt: skip
_LOCAL = frozenset({"creationId", "docId", "persistentDocumentId", "rowId", "colId", "sldGuideLst"})
_HOLDERS = ("graphicFrame", "object", "pict", "control", "pic")  # what shows a part that is left behind
_NAMED = ("descr", "title", "name", "tooltip", "action")  # attributes into which programs write where a file was


def bare(package: Package) -> Package:
    """The package without hidden slides, shapes and texts, and without what none of its pages shows."""
    hidden = frozenset(slide.part for slide in slides_of(package) if _is_hidden(parse(package, slide.part)))
    kept = {
        part: tuple(r for r in found if _goes_along(package, part, r) and r.part not in hidden)
        for part, found in package.relationships.items()
    }
    return _without(package, kept)


def without_notes(package: Package, slides: Iterable[Slide]) -> tuple[Package, tuple[Slide, ...]]:
    """The package of a deck without speaker's notes, and its slides; its pictures say nothing but what they show."""
    kept = {part: tuple(r for r in found if r.type not in _NOTES) for part, found in package.relationships.items()}
    cleared = _without(package, kept)
    pictures = {
        part: without_metadata(data)
        for part, data in cleared.parts.items()
        if package.type_of(part).startswith("image/") or "/media/" in part
    }
    return replace(cleared, parts={**cleared.parts, **pictures}), tuple(replace(one, notes="") for one in slides)


def _goes_along(package: Package, part: str, one: Relationship) -> bool:
    """Whether what a part leads to may be seen; of links only those into the network."""
    if not one.part:
        return one.type == f"{OFFICE}/hyperlink" and not _PRIVATE.search(one.target)
    return one.type in _PLAIN or one.type in _NOTES or one.type.endswith(_MICROSOFT)


def _without(package: Package, kept: Mapping[str, tuple[Relationship, ...]]) -> Package:
    """The package with these relationships alone, and nothing in its parts that needs another."""
    parts = dict(package.parts)
    reached = replace(package, relationships=kept).reached()
    for part in sorted(reached):
        if package.type_of(part).endswith("xml"):
            gone = {r.id for r in package.relationships.get(part, ())} - {r.id for r in kept.get(part, ())}
            root = parse(package, part)
            _clear(root, gone)
            parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return replace(package, parts=parts, relationships=kept)


def _clear(root: Element, gone: set[str]) -> None:
    """Take out of a part what nobody sees, and what leads to parts that are left behind."""
    for element in list(root.iter(etree.Element)):
        name = etree.QName(element)
        if element.getparent() is None or not _is_within(element, root):
            continue
        if element.tag in _GONE or name.localname in _LOCAL or _is_unseen(element):
            _take_out(element)
        elif gone and any(value in gone for key, value in element.attrib.items() if str(key).startswith(f"{{{R}}}")):
            _take_out(_holder(element))
    for element in root.iter(etree.Element):
        for key in [key for key in element.attrib if _REVISIONS.fullmatch(etree.QName(key).localname)]:
            if str(key).startswith("{"):
                del element.attrib[key]
        for key in _NAMED:
            if _PRIVATE.search(element.get(key, "")):
                element.set(key, "")


def _is_within(element: Element, root: Element) -> bool:
    """Whether an element still stands in the part: what held it may have been taken out."""
    return next(reversed([element, *element.iterancestors()])) is root


def _is_hidden(slide: Element) -> bool:
    return slide.get("show") in ("0", "false")


def _is_unseen(element: Element) -> bool:
    """Whether a shape is hidden, or a run of Word is."""
    name = etree.QName(element).localname
    if name in ("sp", "pic", "graphicFrame", "grpSp", "cxnSp"):
        own = element.find("./*/{*}cNvPr")
        return own is not None and own.get("hidden") in ("1", "true")
    if element.tag == WORD.run:
        hides = element.find(f"{WORD.name('rPr')}/{WORD.name('vanish')}")
        return hides is not None and hides.get(WORD.name("val")) not in ("0", "false")
    return False


def _holder(element: Element) -> Element:
    """What shows a part that is left behind: the frame, the object or the picture around the element."""
    if etree.QName(element).localname == "hlinkClick" or element.tag == WORD.name("hyperlink"):
        return element
    around: Iterator[Element] = (e for e in element.iterancestors() if etree.QName(e).localname in _HOLDERS)
    return next(around, element)


def _take_out(element: Element) -> None:
    """Take an element out, and the list or extension that held nothing else; a link leaves its text."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tag == WORD.name("hyperlink"):
        for child in list(element):
            element.addprevious(child)
    tail = element.tail
    if tail and (before := element.getprevious()) is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
    if not len(parent) and etree.QName(parent).localname in ("ext", "extLst", "notesMasterIdLst", "AlternateContent"):
        _take_out(parent)
