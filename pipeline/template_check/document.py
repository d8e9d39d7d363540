"""Looks at a Word template: alternative texts, fonts, sizes, tracked changes, page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from pipeline.problems import Place
from pipeline.template_check.said import (
    FLOOR_WORD,
    Advice,
    alt_text_missing,
    font_foreign,
    footer_missing,
    no_tags,
    number_missing,
    strays,
    text_deleted,
    text_small,
)

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_SYMBOLS = {"Symbol", "Wingdings", "Courier New"}  # of bullets
_PAGE = re.compile(r"\bPAGE\b")


def look_at_document(data: bytes, name: str) -> list[Advice]:
    """What the owner of a Word template should mend beside its tags."""
    document = docx.Document(BytesIO(data))
    body = document.element.body
    texts = "".join(element.text or "" for element in body.iter(qn("w:t")))
    found: list[Advice] = []
    if "{{" not in texts and "{%" not in texts:
        found.append(no_tags(Place(name)))
    fonts = _theme_fonts(document)
    for number, paragraph in enumerate(body.iter(qn("w:p")), 1):
        found += _paragraph(paragraph, Place(name, f"paragraph {number}"), fonts)
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
    faces = {
        face for e in own if e.tag == qn("w:rFonts") and (face := e.get(qn("w:ascii")) or e.get(qn("w:hAnsi")) or "")
    }
    for face in sorted(faces - set(fonts) - _SYMBOLS):
        yield font_foreign(place, face, ", ".join(fonts))
    sizes = [int(size) / 2 for e in own if e.tag == qn("w:sz") and (size := e.get(qn("w:val"), "")).isdigit()]
    if sizes and min(sizes) < FLOOR_WORD and any((e.text or "").strip() for e in own if e.tag == qn("w:t")):
        yield text_small(place, min(sizes), FLOOR_WORD)
    changed = (e for e in own if e.tag in (qn("w:delText"), qn("w:t")) and "{" in (e.text or ""))
    if any(next(e.iterancestors(qn("w:del"), qn("w:ins")), None) is not None for e in changed):
        yield text_deleted(place)
