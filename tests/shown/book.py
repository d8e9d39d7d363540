"""A workbook as lines: tab by tab its rows with each cell as it is shown, its charts, and what stands below a page."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from pipeline.trace.finished.books import CODES
from pipeline.trace.finished.cells import address, cells_of, read_book
from pipeline.trace.finished.opened import Element, Opened, attribute, child, link_of, whole_text
from tests.shown import charts
from tests.shown.numbers import DAYS, as_shown
from tests.shown.text import row

LONG = ("Definitions", "Sources")  # tabs that list every figure and every file: how many rows, and their hash
BUILT_IN = {0: "", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@"}


def lines(package: Opened) -> Iterator[str]:
    """The tabs in their order; what is filled in live is shown as it was saved."""
    codes = _codes(package)
    for number, tab in enumerate(read_book(package)):
        root = package.root(tab.part)
        rows: dict[int, dict[int, str]] = {}
        styles = {attribute(cell, "r"): int(attribute(cell, "s") or 0) for cell in root.iter("{*}c")}
        for cell, text, raw in cells_of(tab):
            column, line = address(cell)
            code = codes[styles[cell]]
            shown = as_shown(text, code) if raw or (code in DAYS and text.isdigit()) else text
            if shown:
                rows.setdefault(line, {})[column] = shown.replace("\n", " / ")
        told = [row(_filled(held)) for _, held in sorted(rows.items())]
        yield from ("",) if number else ()
        yield f"# {tab.name}"
        if tab.name in LONG:
            digest = sha256("\n".join(told).encode()).hexdigest()[:16]
            yield f"({len(told)} rows, sha256 {digest}…)"
        else:
            yield from told
        yield from _beside(package, tab.part)
        edges = child(root, "headerFooter")
        for edge in edges if edges is not None else ():
            yield f"[edge] {' '.join(CODES.sub(' ', whole_text(edge)).split())}"


def _filled(held: dict[int, str]) -> Iterator[str]:
    """The cells of a row up to its last one."""
    return (held.get(column, "") for column in range(1, max(held) + 1))


def _codes(package: Opened) -> list[str]:
    """The number format of each style of cells."""
    links = package.links(package.main).values()
    styles = package.root(next(link.part for link in links if link.kind == "styles"))
    own = {int(attribute(one, "numFmtId")): attribute(one, "formatCode") for one in styles.iter("{*}numFmt")}
    listed: Element | None = child(styles, "cellXfs")
    assert listed is not None
    return [(BUILT_IN | own)[int(attribute(one, "numFmtId") or 0)] for one in listed]


def _beside(package: Opened, part: str) -> Iterator[str]:
    """What stands beside the cells: charts and their descriptions."""
    for drawing in (link.part for link in package.links(part).values() if link.kind == "drawing"):
        for one in package.root(drawing).iter():
            if one.get("descr"):
                yield f"[picture] {attribute(one, 'descr')}"
            link = package.links(drawing).get(link_of(one))
            if link and link.kind == "chart":
                yield from charts.lines(package, link.part)
