"""A Word document as lines: paragraphs with the level of headings, tables, shapes, charts, descriptions, page edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.trace.finished.opened import Element, Opened, attribute, child, link_of, local
from tests.shown import charts
from tests.shown.text import paragraph, row


def lines(package: Opened) -> Iterator[str]:
    """The body, then each header and footer."""
    yield from _blocks(package, package.root(package.main)[0])
    edges = [link for link in package.links(package.main).values() if link.kind in ("header", "footer")]
    for link in sorted(edges, key=lambda one: one.part):
        for text in _blocks(package, package.root(link.part)):
            yield f"[{link.kind}] {text}"


def _blocks(package: Opened, elements: Iterable[Element]) -> Iterator[str]:
    for one in elements:
        name = local(one)
        if name == "p":
            yield from _paragraph(package, one)
        elif name == "tbl":
            yield from _table(package, one)
        elif name in ("sdt", "sdtContent"):
            yield from _blocks(package, one)


def _paragraph(package: Opened, element: Element) -> Iterator[str]:
    text = paragraph(element)
    if text:
        level = heading_level(package, element)
        bullet = "- " if child(element, "pPr", "numPr") is not None else ""
        yield f"{'#' * level + ' ' if level else bullet}{text}"
    for drawing in element.iter("{*}drawing"):
        yield from _drawing(package, drawing)


def heading_level(package: Opened, element: Element) -> int:
    """The outline level of a heading, from 1; 0 for any other paragraph."""
    style = child(element, "pPr", "pStyle")
    name = attribute(style, "val") if style is not None else ""
    return int(name[-1]) if name.startswith("Heading") and name[-1].isdigit() else 0


def _drawing(package: Opened, drawing: Element) -> Iterator[str]:
    """What a drawing is said to be, its chart, and the words in its shapes."""
    for one in drawing.iter("{*}docPr"):
        yield f"[picture] {attribute(one, 'descr')}"
    for one in drawing.iter("{*}chart"):
        link = package.links(package.main).get(link_of(one))
        if link:
            yield from charts.lines(package, link.part)
    for box in drawing.iter("{*}txbxContent"):
        words = [text for text in map(paragraph, box.iter("{*}p")) if text]
        if words:
            yield f"[shape] {' / '.join(words)}"


def _table(package: Opened, table: Element) -> Iterator[str]:
    """A table's description, then its rows; a table inside a cell, or several lines in it, are told cell by cell."""
    for said in table.iter("{*}tblCaption", "{*}tblDescription"):
        if next(said.iterancestors("{*}tbl")) is table:
            yield f"[table] {attribute(said, 'val')}"
    laid_out = any(local(one) == "tbl" for one in table.iter() if one is not table)
    for line in (one for one in table if local(one) == "tr"):
        cells = [one for one in line if local(one) == "tc"]
        if laid_out or any(heading_level(package, one) for one in line.iter("{*}p")):
            for cell in cells:
                yield from _blocks(package, cell)
        else:
            yield row(" / ".join(filter(None, _blocks(package, cell))) for cell in cells)
