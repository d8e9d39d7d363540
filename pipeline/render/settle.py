"""Settles what a template's writers left open: their comments go, and their tracked changes are taken as made."""

from __future__ import annotations

from dataclasses import replace

from pipeline.render.ooxml import WORD
from pipeline.render.package import Package
from pipeline.render.woven import Element, Woven, remove

_COMMENTS = ("/comments", "/commentsExtended", "/commentsIds", "/commentsExtensible", "/commentAuthors", "/people",
             "/authors", "/threadedComment", "/person")  # fmt: skip
_GONE = tuple(
    WORD.name(name)
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference", "moveFrom", "moveFromRangeStart",
                 "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "rPrChange", "pPrChange", "sectPrChange",
                 "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange", "tblPrExChange", "numberingChange")
)  # fmt: skip
_MADE = (WORD.name("ins"), WORD.name("moveTo"))
_MARKS = (WORD.name("rPr"), WORD.name("trPr"), WORD.name("tcPr"), WORD.name("numPr"))  # whose changes have no content


def without_comments(package: Package) -> Package:
    """The package whose comments and commenters nothing leads to."""
    kept = {
        part: tuple(r for r in found if not r.type.endswith(_COMMENTS)) for part, found in package.relationships.items()
    }
    return replace(package, relationships=kept)


def settle(woven: Woven) -> None:
    """Take a part's tracked changes as made, and its comments out."""
    found = list(woven.root.iter(*_GONE, *_MADE, WORD.name("del"), WORD.name("cellIns"), WORD.name("cellDel")))
    for element in found:
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag in _MADE and parent.tag not in _MARKS:
            _unwrap(element, parent)
        elif element.tag == WORD.name("del") and parent.tag == WORD.name("trPr"):
            row = parent.getparent()
            table = row.getparent() if row is not None else None
            if row is not None and table is not None and len(table.findall(WORD.row)) > 1:
                remove(row)
        elif element.tag == WORD.name("commentReference") and parent.tag == WORD.run:
            remove(parent)
        else:
            remove(element)
    threads = [e for led in woven.root.iter("{*}commentRel") if (e := led.getparent()) is not None]
    for thread in threads:
        remove(thread)
    if found or threads:
        woven.mark("", "", "")  # so that a part without tags is written anew


def _unwrap(element: Element, parent: Element) -> None:
    """Put what an element holds in its place."""
    for child in list(element):
        element.addprevious(child)
    remove(element)
