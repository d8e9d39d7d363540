"""Paragraphs and rows as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.trace.finished.opened import Element, local, whole_text

FURNITURE = ("PAGE", "NUMPAGES", "slidenum")


def paragraph(element: Element, skip: str = "txbxContent") -> str:
    """A paragraph's own text on one line, what stands in shapes inside it left out; page numbers are a sign."""
    text = ""
    for one in _own(element, skip):
        name = local(one)
        if name == "t":
            text += whole_text(one)
        elif name in ("br", "cr"):
            text += " / "
        elif name == "tab":
            text += "\t"
        elif name == "instrText" and whole_text(one).split()[:1][0] in FURNITURE:
            text += "#"
    return text.strip(" /")


def _own(element: Element, skip: str) -> Iterator[Element]:
    for one in element:
        name = local(one)
        if name == skip or name in ("pPr", "rPr", "Fallback"):
            continue
        if name == "fld" and one.get("type") in FURNITURE:
            continue
        yield one
        yield from _own(one, skip)


def row(cells: Iterable[str]) -> str:
    """A table's row on a line."""
    return "".join(f"| {text} " if text else "| " for text in cells) + "|"
