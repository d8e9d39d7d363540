"""A deck as lines: slide by slide its title, shapes, tables, charts, descriptions and notes."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.trace.finished.opened import Element, Opened, attribute, child, link_of, local
from tests.shown import charts
from tests.shown.text import paragraph, row

KINDS = {"title": "", "ctrTitle": "", "ftr": "[footer] ", "sldNum": None}


def lines(package: Opened) -> Iterator[str]:
    """The slides in their order, each with its notes."""
    links = package.links(package.main)
    listed = child(package.root(package.main), "sldIdLst")
    for number, one in enumerate(listed if listed is not None else (), 1):
        part = links[link_of(one)].part
        if number > 1:
            yield ""
        yield f"# Slide {number}{' (hidden)' if package.root(part).get('show') == '0' else ''}"
        yield from _shapes(package, part, package.root(part))
        for link in package.links(part).values():
            if link.kind == "notesSlide":
                yield from (f"[notes] {text}" for text in _shapes(package, link.part, package.root(link.part)))


def _shapes(package: Opened, part: str, element: Element) -> Iterator[str]:
    for one in element:
        name = local(one)
        if name == "cNvPr" and one.get("descr"):
            yield f"[picture] {attribute(one, 'descr')}"
        elif name == "sp":
            yield from _shape(package, part, one)
        elif name == "tbl":
            yield from (row(_cell(cell) for cell in line.iter("{*}tc")) for line in one.iter("{*}tr"))
        elif name == "chart":
            yield from charts.lines(package, package.links(part)[link_of(one)].part)
        else:
            yield from _shapes(package, part, one)


def _shape(package: Opened, part: str, shape: Element) -> Iterator[str]:
    holder = next(shape.iter("{*}ph"), None)
    kind = KINDS.get(attribute(holder, "type"), "") if holder is not None else ""
    if kind is None:
        return
    said = child(shape, "nvSpPr", "cNvPr")
    if said is not None and said.get("descr"):
        yield f"[picture] {attribute(said, 'descr')}"
    title = holder is not None and attribute(holder, "type") in ("title", "ctrTitle")
    for one in shape.iter("{*}p"):
        if text := paragraph(one):
            yield f"{'## ' if title else kind}{text}"


def _cell(cell: Element) -> str:
    return " / ".join(filter(None, map(paragraph, cell.iter("{*}p"))))
