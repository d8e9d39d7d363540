"""Reads a workbook's cells as they stand: texts, numbers as written, and days as days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.trace.finished.opened import Element, Opened, attribute, child, link_of, local, whole_text

ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
BUILT_IN_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # of a number format: what prints itself, colours and conditions
DAY_ZERO = date(1899, 12, 30)
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class SheetPart:
    """A tab: its name, its part, the texts and the formats of days that its workbook's cells refer to."""

    package: Opened
    name: str
    part: str
    texts: tuple[str, ...]
    days: frozenset[int]


def read_book(package: Opened) -> list[SheetPart]:
    """The tabs of a workbook in their order."""
    links = package.links(package.main)
    by_kind = {link.kind: link.part for link in links.values() if link.part}
    texts = tuple(_shared(package.root(by_kind["sharedStrings"]))) if "sharedStrings" in by_kind else ()
    days = frozenset(_days(package.root(by_kind["styles"]))) if "styles" in by_kind else frozenset()
    listed = child(package.root(package.main), "sheets")
    found = []
    for sheet in listed if listed is not None else ():
        link = links.get(link_of(sheet))
        if link and link.part and link.kind == "worksheet":
            found.append(SheetPart(package, attribute(sheet, "name"), link.part, texts, days))
    return found


def cells_of(sheet: SheetPart) -> Iterator[tuple[str, str, bool]]:
    """Address, text and whether it is a number, of each cell that holds something, row by row."""
    for cell in sheet.package.root(sheet.part).iter("{*}c"):
        kind, value = attribute(cell, "t") or "n", child(cell, "v")
        text = whole_text(value) if value is not None else ""
        if kind == "s":
            yield attribute(cell, "r"), sheet.texts[int(text)] if _within(text, sheet.texts) else "", False
        elif kind == "inlineStr":
            held = child(cell, "is")
            yield attribute(cell, "r"), _rich(held) if held is not None else "", False
        elif kind == "n" and text:
            day = _day(text) if int(attribute(cell, "s") or 0) in sheet.days else ""
            yield attribute(cell, "r"), day or text, not day
        elif kind in ("str", "d"):
            yield attribute(cell, "r"), text, False


def address(cell: str) -> tuple[int, int]:
    """Column and row, from 1, of an address such as B7; zeros where it is none."""
    match = ADDRESS.fullmatch(cell)
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return column, int(match[2])


def _within(text: str, texts: tuple[str, ...]) -> bool:
    return text.isascii() and text.isdigit() and int(text) < len(texts)


def _shared(root: Element) -> Iterator[str]:
    """The texts that cells share."""
    for item in root:
        if local(item) == "si":
            yield _rich(item)


def _rich(item: Element) -> str:
    """A text, whatever the formats of its letters; not how it is to be read aloud."""
    runs = (t for t in item.iter("{*}t") if next(t.iterancestors("{*}rPh"), None) is None)
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), "".join(map(whole_text, runs)))


def _days(styles: Element) -> Iterator[int]:
    """The numbers of the cell formats that show days."""
    own = {int(attribute(one, "numFmtId") or 0): attribute(one, "formatCode") for one in styles.iter("{*}numFmt")}
    listed = child(styles, "cellXfs")
    for n, form in enumerate(listed if listed is not None else ()):
        code = int(attribute(form, "numFmtId") or 0)
        shown = QUOTED.sub("", own[code]) if code in own else "d" if code in BUILT_IN_DAYS else ""
        if "d" in shown or "y" in shown:
            yield n


def _day(text: str) -> str:
    """A number as a day in ISO text; nothing where it is no whole day."""
    try:
        return (DAY_ZERO + timedelta(days=int(text))).isoformat()
    except (ValueError, OverflowError):
        return ""
