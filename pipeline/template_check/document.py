"""Looks at a Word template: alternative texts, fonts, sizes, cells that hold blocks, tracked changes, page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from pipeline.problems import Place
from pipeline.template_check.said import (
    FLOOR_WORD,
    LEAST,
    SLOT,
    Advice,
    Looked,
    alt_text_missing,
    cell_narrow,
    font_foreign,
    footer_missing,
    no_tags,
    number_missing,
    strays,
    text_deleted,
    text_small,
)

TWIPS_PER_CM = 1440 / 2.54
_NUMBERED = re.compile(r"(\d*)\.xml$")
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_SYMBOLS = {"Symbol", "Wingdings", "Courier New"}  # of bullets
_PAGE = re.compile(r"\bPAGE\b")


def look_at_document(data: bytes, name: str, drawn: Looked) -> list[Advice]:
    """What the owner of a Word template should mend beside its tags."""
    document = docx.Document(BytesIO(data))
    body = document.element.body
    texts = "".join(element.text or "" for element in body.iter(qn("w:t")))
    found: list[Advice] = []
    if "{{" not in texts and "{%" not in texts:
        found.append(no_tags(Place(name)))
    fonts = _theme_fonts(document)
    for inside, root in [("", body), *_beside(document)]:
        for number, paragraph in enumerate(root.iter(qn("w:p")), 1):
            place = Place(name, f"{inside}paragraph {number}")
            found += _paragraph(paragraph, place, fonts)
            found += _cell(paragraph, place, drawn)
    found += _styles(document, name, fonts)
    footers = [section.footer._element for section in document.sections]
    said = "".join(e.text or "" for footer in footers for e in footer.iter(qn("w:t"), qn("w:instrText")))
    if not said.strip():
        found.append(footer_missing(Place(name)))
    instructions = "".join(
        e.get(qn("w:instr")) or e.text or "" for f in footers for e in f.iter(qn("w:instrText"), qn("w:fldSimple"))
    )
    if not _PAGE.search(instructions):
        found.append(number_missing(Place(name)))
    return found


def _beside(document: Any) -> list[tuple[str, Any]]:
    """The headers and footers, each once, with how their places begin."""
    parts = {
        r.target_part.partname: r.target_part
        for r in document.part.rels.values()
        if not r.is_external and r.reltype.endswith(("/header", "/footer"))
    }
    named = ((_NUMBERED.sub(r" \1", name.rpartition("/")[2]).strip(), part) for name, part in parts.items())
    return [(f"{name}, ", part.element) for name, part in sorted(named, key=lambda one: one[0])]


def _styles(document: Any, name: str, fonts: tuple[str, ...]) -> Iterator[Advice]:
    """The fonts that the styles in use name, those that they are based on included."""
    styles = {one.get(qn("w:styleId")): one for one in document.styles.element.iter(qn("w:style"))}
    used = {one for one, style in styles.items() if style.get(qn("w:default")) in ("1", "true")}
    for root in (document.element.body, *(root for _, root in _beside(document))):
        used |= {e.get(qn("w:val")) for e in root.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))}
    ways = list(used)
    while ways:
        based = styles[way].find(qn("w:basedOn")) if (way := ways.pop()) in styles else None
        if based is not None and based.get(qn("w:val")) not in used:
            used.add(based.get(qn("w:val")))
            ways.append(based.get(qn("w:val")))
    told = [(one, styles[one]) for one in sorted(used) if one in styles]
    defaults = [("the default text", e) for e in document.styles.element.iter(qn("w:docDefaults"))]
    for style, element in (*defaults, *told):
        shown = element.find(qn("w:name"))
        where = style if shown is None else f"style “{shown.get(qn('w:val'))}”"
        for face in _faces(element.iter(qn("w:rFonts")), fonts):
            yield font_foreign(Place(name, where), face, ", ".join(fonts))


def _faces(fonts: Iterable[Any], own: tuple[str, ...]) -> list[str]:
    """The fonts that are named, and are neither the theme's nor for symbols."""
    named = {e.get(qn("w:ascii")) or e.get(qn("w:hAnsi")) or "" for e in fonts if not e.get(qn("w:asciiTheme"))}
    return sorted(named - {""} - set(own) - _SYMBOLS)


def _cell(paragraph: Any, place: Place, drawn: Looked) -> Iterator[Advice]:
    """Whether the cell of a table is wide enough for the block that its tag draws."""
    cell = next(paragraph.iterancestors(qn("w:tc")), None)
    slot = SLOT.fullmatch("".join(e.text or "" for e in paragraph.iter(qn("w:t"))).strip())
    kind = drawn.get(slot[1], "") if slot else ""
    if cell is None or slot is None or kind not in LEAST:
        return
    width = _width(cell) / TWIPS_PER_CM
    if 0 < width < LEAST[kind][0]:
        yield cell_narrow(place, slot[1], kind, width)


def _width(cell: Any) -> int:
    """The width of a cell in twips: its own, else that of the columns it spans; 0 where neither is told."""
    told = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    if told is not None and told.get(qn("w:type")) == "dxa" and told.get(qn("w:w"), "").isdigit():
        return int(told.get(qn("w:w")))
    table = next(cell.iterancestors(qn("w:tbl")))
    grid = [int(e.get(qn("w:w"), "0")) for e in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
    cells = list(cell.getparent().iterchildren(qn("w:tc")))
    spans = [int(e.get(qn("w:val"), "1")) if (e := one.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")) is not None else 1
             for one in cells]  # fmt: skip
    start = sum(spans[: cells.index(cell)])
    return sum(grid[start : start + spans[cells.index(cell)]])


def _theme_fonts(document: Any) -> tuple[str, ...]:
    """The theme's fonts, for headings and for text."""
    themes = [r.target_part.blob for r in document.part.rels.values() if r.reltype.endswith("/theme")]
    found = re.findall(rb"<a:(?:major|minor)Font>\s*<a:latin typeface=\"([^\"]*)\"", themes[0]) if themes else []
    return tuple(dict.fromkeys(font.decode() for font in found))


def _paragraph(paragraph: Any, place: Place, fonts: tuple[str, ...]) -> Iterator[Advice]:
    """What is to be mended about a paragraph, not about those inside its text boxes."""
    own = [e for e in paragraph.iter() if next(e.iterancestors(qn("w:p")), None) is paragraph]
    for drawing in (e for e in own if e.tag in (qn("wp:inline"), qn("wp:anchor"))):
        named = drawing.find(qn("wp:docPr"))
        if named is not None and not (named.get("descr") or named.get("title")):
            what = "the chart" if any(True for _ in drawing.iter(f"{{{_CHART}}}chart")) else "the picture"
            yield alt_text_missing(place, what)
    yield from strays("".join(e.text or "" for e in own if e.tag == qn("w:t")), place)
    for face in _faces((e for e in own if e.tag == qn("w:rFonts")), fonts):
        yield font_foreign(place, face, ", ".join(fonts))
    sizes = [int(size) / 2 for e in own if e.tag == qn("w:sz") and (size := e.get(qn("w:val"), "")).isdigit()]
    if sizes and min(sizes) < FLOOR_WORD and any((e.text or "").strip() for e in own if e.tag == qn("w:t")):
        yield text_small(place, min(sizes), FLOOR_WORD)
    changed = (e for e in own if e.tag in (qn("w:delText"), qn("w:t")) and "{" in (e.text or ""))
    if any(next(e.iterancestors(qn("w:del"), qn("w:ins")), None) is not None for e in changed):
        yield text_deleted(place)
