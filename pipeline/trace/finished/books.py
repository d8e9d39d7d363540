"""Reads what a finished workbook prints: tab by tab its cells, what stands below each page, charts and descriptions."""

from __future__ import annotations

import re

from pipeline.trace.finished.cells import SheetPart, cells_of, read_book
from pipeline.trace.finished.charts import Cell, read_chart
from pipeline.trace.finished.opened import Opened, attribute, child, link_of, local, whole_text
from pipeline.trace.finished.pieces import Piece, Section

CODES = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-Fa-f]{6}|[A-Z])')  # of headers and footers: fonts, sizes, page numbers


def sections(package: Opened) -> list[Section]:
    """The tabs of a workbook."""
    made: list[Section] = []
    known: dict[Cell, Piece] = {}
    tabs = read_book(package)
    for tab in tabs:
        section = Section(tab.name)
        for cell, text, raw in cells_of(tab):
            known[tab.name, cell] = section.add(f"{tab.name}, {cell}", text, raw=raw, data=True)
        made.append(section)
    for tab, section in zip(tabs, made, strict=True):
        _feet(tab, section)
        _drawings(tab, section, known)
    return made


def _feet(tab: SheetPart, section: Section) -> None:
    """What stands above and below each printed page, but for page numbers."""
    edges = child(tab.package.root(tab.part), "headerFooter")
    for edge in edges if edges is not None else ():
        text = CODES.sub(" ", whole_text(edge).replace("&&", "\0")).replace("\0", "&")
        section.add(f"{tab.name}, {'header' if 'eader' in local(edge) else 'footer'}", text.strip())


def _drawings(tab: SheetPart, section: Section, known: dict[Cell, Piece]) -> None:
    """The charts and shapes beside the cells; what a chart remembers of a cell is that cell's."""
    package = tab.package
    for link in package.links(tab.part).values():
        if link.kind != "drawing" or not link.part:
            continue
        number = 0
        for element in package.root(link.part).iter():
            if element.get("descr"):
                section.add(f"{tab.name}, alternative text of {attribute(element, 'name')}", element.get("descr", ""))
            if local(element) == "p":
                text = "".join(whole_text(t) for t in element.iter("{*}t"))
                section.add(f"{tab.name}, text beside the cells", text)
            to = package.links(link.part).get(link_of(element)) if local(element) == "chart" else None
            if to and to.part:
                number += 1
                for cell, piece in read_chart(package, to.part, f"{tab.name}, chart {number}", section).items():
                    piece.same_as = known.get(cell)
