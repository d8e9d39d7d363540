"""Reads a native chart: its titles and labels, the names and values it remembers, and the workbook behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.cells import column_letters
from pipeline.problems import PipelineError
from pipeline.trace.finished.cells import address, cells_of, read_book
from pipeline.trace.finished.opened import Element, Opened, attribute, child, local, whole_text
from pipeline.trace.finished.pieces import Piece, Section, quoted

RANGE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
NAME, CATEGORIES, VALUES = ("tx",), ("cat", "xVal"), ("val", "yVal", "bubbleSize")
REMEMBERED = ("strCache", "numCache", "strLit", "numLit", "multiLvlStrCache")
# A cell that a chart refers to: the tab's name and the address.
Cell = tuple[str, str]


def read_chart(package: Opened, part: str, where: str, section: Section) -> dict[Cell, Piece]:
    """Add a chart's pieces to a section; what it remembers, by the cell that it stands for."""
    root = package.root(part)
    for rich in root.iter("{*}rich"):
        if next(rich.iterancestors("{*}ser"), None) is None:
            for paragraph in rich.iter("{*}p"):
                section.add(f"{where}, title", _text(paragraph))
    known: dict[Cell, Piece] = {}
    lines = sorted(root.iter("{*}ser"), key=lambda one: int(attribute(_first(one, "idx"), "val") or 0))
    categories: list[str] = []
    for n, series in enumerate(lines):
        shown = list(_remembered(series, CATEGORIES, 0))
        categories = categories or [text for _, text, _ in shown]
        for n_point, (_, text, cell) in enumerate(shown):
            _note(section, known, f"{where}, category {n_point + 1}", text, cell)
        _series(series, where, n, categories, section, known)
    _embedded(package, part, where, section, known)
    return known


def _series(
    series: Element, where: str, number: int, categories: list[str], section: Section, known: dict[Cell, Piece]
) -> None:
    """A series: its name, the labels in words, its values."""
    names = list(_remembered(series, NAME, number + 1))
    name = f"{where}, series {quoted(names[0][1]) if names else number + 1}"
    for _, text, cell in names:
        _note(section, known, f"{name}, its name", text, cell)
    for rich in series.iter("{*}rich"):
        for paragraph in rich.iter("{*}p"):
            section.add(f"{name}, label", _text(paragraph))
    for index, text, cell in _remembered(series, VALUES, number + 1):
        at = quoted(categories[index]) if index < len(categories) else f"point {index + 1}"
        _note(section, known, f"{name}, {at}", text, cell, raw=True)


def _note(section: Section, known: dict[Cell, Piece], place: str, text: str, cell: Cell, *, raw: bool = False) -> None:
    """Add what a chart remembers; of a cell that was met before only that it is the same."""
    piece = section.add(place, text, raw=raw, data=True)
    piece.same_as = known.get(cell)
    known.setdefault(cell, piece)


def _remembered(series: Element, names: tuple[str, ...], column: int) -> Iterator[tuple[int, str, Cell]]:
    """The points that a series remembers under one of these names: number, text and the cell they stand for.

    Some programs name no cell; it is then the one of the usual order: categories in column 0, names of series in row 1.
    """
    for held in (one for one in series if local(one) in names):
        formula = next((whole_text(one) for one in held.iter("{*}f")), "")
        for cache in (one for one in held.iter() if local(one) in REMEMBERED):
            for point in cache.iter("{*}pt"):
                index = int(attribute(point, "idx") or 0)
                value = child(point, "v")
                usual = ("", f"{column_letters(column)}{index + (1 if names == NAME else 2)}")
                yield index, whole_text(value) if value is not None else "", _cell(formula, index) or usual


def _cell(formula: str, index: int) -> Cell | None:
    """The cell of a range in one column or row that a point stands for."""
    match = RANGE.fullmatch(formula.strip())
    if match is None:
        return None
    tab = (match[1] or "").replace("''", "'") or match[2]
    column, row = address(f"{match[3]}{match[4]}")
    across = match[5] is not None and match[5] != match[3]
    column, row = (column + index, row) if across else (column, row + index)
    return tab, f"{column_letters(column - 1)}{row}"


def _embedded(package: Opened, part: str, where: str, section: Section, known: dict[Cell, Piece]) -> None:
    """The cells of the workbook behind a chart: each is what the chart remembers of it."""
    for link in package.links(part).values():
        if link.kind != "package" or not link.part:
            continue
        try:
            inside = read_book(Opened(package.name, package.unpacked(link.part), package.limits))
        except PipelineError:
            raise package.damaged() from None
        for tab in inside:
            for cell, text, raw in cells_of(tab):
                piece = section.add(f"{where}, its workbook, {cell}", text, raw=raw, data=True)
                piece.same_as = known.get((tab.name, cell)) or known.get(("", cell))


def _text(paragraph: Element) -> str:
    """A paragraph's text."""
    return "".join(whole_text(t) for t in paragraph.iter("{*}t"))


def _first(element: Element, name: str) -> Element:
    found = child(element, name)
    return element if found is None else found
