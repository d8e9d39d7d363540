"""A Word template in the making on a brand's own document: its styles, page, header and footer; its text is gone."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from pipeline.design.brand import base_package
from pipeline.design.opened import drop_unused
from pipeline.design.styles import styles_of
from pipeline.design.words import Words
from pipeline.grounds import palette_of_pages
from pipeline.palette import theme_colours

# What a document leads to and doesn't name.
KEPT = frozenset(("styles", "theme", "settings", "numbering", "fontTable", "webSettings", "footnotes", "endnotes"))
# What settings say of one document only, or of how its pages differ.
DROPPED = (
    "attachedTemplate", "mailMerge", "documentProtection", "writeProtection", "docVars", "evenAndOddHeaders",
    "trackRevisions", "rsids", "proofState", "revisionView", "mirrorMargins", "hdrShapeDefaults",
)  # fmt: skip
NARROWEST = 16.0  # cm: what the tables of a plan need


def brand_document(data: bytes, words: Words) -> tuple[Any, dict[str, Any], float]:
    """A brand's document, emptied; its styles by our names; the width of its text in cm."""
    document = docx.Document(BytesIO(data))
    _empty(document)
    theme = _give_theme(document, words)
    settings = str(etree.tostring(document.settings._element, encoding="unicode"))
    styles = styles_of(document, palette_of_pages(settings, theme_colours(theme)))
    section = document.sections[0]
    width = _page(section)
    for part, name in ((section.header, "Header"), (section.footer, "Footer")):
        _make_room(part, styles[name], width)
    return document, styles, width


def _page(section: Any) -> float:
    """The width of a page's text in cm; a page that says none is A4, one with little left has narrower margins."""
    for name, most in (
        ("page_width", 7560310),
        ("page_height", 10692130),
        ("left_margin", 720000),
        ("right_margin", 720000),
    ):
        if getattr(section, name) is None:
            setattr(section, name, most)
    if _text_width(section) < NARROWEST:
        section.left_margin = section.right_margin = min(section.left_margin, section.right_margin, 720000)
    return _text_width(section)


def _text_width(section: Any) -> float:
    return float(section.page_width - section.left_margin - section.right_margin) / 360000


def _empty(document: Any) -> None:
    """Let go of a document's text and of all that only it needs; its page, headers and footers stay."""
    body = document.element.body
    sections = list(body.iter(qn("w:sectPr")))
    upright = [one for one in sections if _upright(one)] or sections
    section = deepcopy(upright[-1]) if upright else OxmlElement("w:sectPr")
    for child in list(body):
        body.remove(child)
    body.append(section)
    held = {(one.tag, one.get(qn("w:type"))) for one in section}
    for other in sections:  # a section without a header of its own has that of the one before it
        for lead in [*other.findall(qn("w:headerReference")), *other.findall(qn("w:footerReference"))]:
            if lead.get(qn("w:type")) == "default" and (lead.tag, "default") not in held:
                section.insert(0, deepcopy(lead))
                held.add((lead.tag, "default"))
    for child in list(section):
        other = child.tag in (qn("w:headerReference"), qn("w:footerReference")) and child.get(qn("w:type")) != "default"
        if other or child.tag in (qn("w:titlePg"), qn("w:cols"), qn("w:pgNumType"), qn("w:lnNumType"), qn("w:type")):
            section.remove(child)
    for child in [c for c in document.element if c.tag == qn("w:background")]:
        document.element.remove(child)
    drop_unused(document.part, KEPT)
    root = document.settings._element
    for child in [c for c in root if etree.QName(c).localname in DROPPED]:
        root.remove(child)
    drop_unused(document.part.part_related_by(RT.SETTINGS), frozenset())
    for zoom in root.findall(qn("w:zoom")):
        if zoom.get(qn("w:percent")) is None:
            zoom.set(qn("w:percent"), "100")
    for rel in list(document.part.rels.values()):
        if rel.reltype in (RT.FOOTNOTES, RT.ENDNOTES):
            _empty_notes(rel.target_part)


def _upright(section: Any) -> bool:
    size = section.find(qn("w:pgSz"))
    return size is not None and int(size.get(qn("w:h"), "0")) >= int(size.get(qn("w:w"), "0"))


def _empty_notes(part: Any) -> None:
    """Let go of the notes of a text that is gone; their separators stay."""
    root = etree.fromstring(part.blob)
    for note in [one for one in root if one.get(qn("w:type")) is None]:
        root.remove(note)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _give_theme(document: Any, words: Words) -> str:
    """The theme's XML; a document without one has ours, in its own fonts."""
    part = document.part
    for rel in part.rels.values():
        if rel.reltype == RT.THEME:
            return str(rel.target_part.blob.decode("utf-8", "replace"))
    with ZipFile(BytesIO(base_package("word", words.tag))) as base:
        theme = base.read("word/theme/theme1.xml").decode()
    fonts = document.styles.element.find(f".//{qn('w:rFonts')}[@{qn('w:ascii')}]")
    if fonts is not None:
        font = fonts.get(qn("w:ascii")).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        theme = theme.replace('<a:latin typeface="Calibri"', f'<a:latin typeface="{font}"')
    name = PackURI("/word/theme/theme1.xml")
    part.relate_to(Part(name, CT.OFC_THEME, theme.encode(), part.package), RT.THEME)
    return theme


def _make_room(part: Any, style: Any, width: float) -> None:
    """A paragraph for our words, last in a header or footer: the brand's empty one, or a new one behind what it has."""
    part.is_linked_to_previous = False
    last = part.paragraphs[-1] if part.paragraphs else None
    empty = last is not None and not last.text.strip() and len(part._element) == len(part.paragraphs)
    drawn = last is not None and last._p.find(f".//{qn('w:drawing')}") is not None
    if last is None or drawn or not empty or last._p.find(f".//{qn('w:pict')}") is not None:
        last = part.add_paragraph()
    last.style = style
    look = last._p.get_or_add_pPr()
    for tabs in look.findall(qn("w:tabs")):
        look.remove(tabs)
    stops = "".join(f'<w:tab w:val="clear" w:pos="{at}"/>' for at in _stops(style))
    made = parse_xml(
        f'<w:tabs {nsdecls("w")}>{stops}<w:tab w:val="right" w:pos="{round(width * 1440 / 2.54)}"/></w:tabs>'
    )
    look.insert_element_before(
        made, "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def _stops(style: Any) -> list[int]:
    """Where a style stops tabs."""
    return [int(tab.get(qn("w:pos"))) for tab in style.element.iter(qn("w:tab")) if tab.get(qn("w:pos"))]
