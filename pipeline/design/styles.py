"""The Word styles that pages are written in: found in a brand's document whatever their names, or made like it."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml as _parsed
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart
from docx.styles.style import StyleFactory
from lxml import etree

from pipeline.design.brand import base_package
from pipeline.palette import TEXT_CONTRAST, Palette, Shade, contrast, readable

PAGE_POINTS = 10.0  # the body's size in our own styles
LARGEST_TABLE_TEXT = 9.0  # points: tables are as wide as the page whatever the brand's body is
# Our styles, and what other languages' programs call them.
STYLES = {
    "Title": ("titel", "titre", "título", "titolo", "tytuł", "otsikko", "rubrik", "tittel"),
    "Heading 1": (),
    "Heading 2": (),
    "Heading 3": (),
    "List Bullet": ("aufzählungszeichen", "liste à puces", "listepuces", "lista con viñetas", "punto elenco"),
    "Caption": ("beschriftung", "légende", "epígrafe", "didascalia", "legenda", "bijschrift"),
    "Note": (),
    "Table Text": (),
    "Table Head": (),
    "Header": ("kopfzeile", "en-tête", "encabezado", "intestazione", "koptekst"),
    "Footer": ("fußzeile", "pied de page", "pieddepage", "pie de página", "piè di pagina", "voettekst"),
    "Table Grid": ("tabellenraster", "grille du tableau", "grilledutableau", "tabla con cuadrícula", "tabelraster"),
    "Plan Table": (),
}
_SIZES = ("w:sz", "w:szCs")


def parse_xml(xml: str | bytes) -> Any:
    """An element as python-docx knows it; what a style holds is known by its place, not by its type."""
    return _parsed(xml.encode() if isinstance(xml, str) else xml)


def styles_of(document: Any, palette: Palette | None) -> dict[str, Any]:
    """Each of our styles' names with the document's own style for it; those that it lacks are made."""
    root = document.styles.element
    normal = _default(root, "paragraph", "Normal", palette)
    plain = _default(root, "table", "Normal Table", palette)
    body = _points(root, normal)
    found: dict[str, Any] = {"Normal": normal, "Normal Table": plain}
    for name, others in STYLES.items():
        style = _found(root, name, others)
        if style is None:
            style = _made(root, name, palette, body, found)
            if name == "List Bullet":
                _number(document, style, palette)
        elif palette is not None:
            _mend(style, palette)
        found[name] = style
    _drop_loose(root)
    return {name: StyleFactory(style) for name, style in found.items()}


def _drop_loose(root: Any) -> None:
    """Let go of leads to styles that the document has lost."""
    known = {style.get(qn("w:styleId")) for style in root.iter(qn("w:style"))}
    for style in root.iter(qn("w:style")):
        for lead in [one for tag in ("w:basedOn", "w:next", "w:link") for one in style.findall(qn(tag))]:
            if lead.get(qn("w:val")) not in known:
                style.remove(lead)


def _found(root: Any, name: str, others: tuple[str, ...]) -> Any:
    """The document's style of that name, id or outline level."""
    kind = "table" if name in ("Table Grid", "Plan Table") else "paragraph"
    styles = [style for style in root.iter(qn("w:style")) if style.get(qn("w:type")) == kind]
    known = {name.casefold(), name.replace(" ", "").casefold(), *others}
    for style in styles:
        called = style.find(qn("w:name"))
        if called is not None and called.get(qn("w:val"), "").casefold() in known:
            return style
    for style in styles:
        if style.get(qn("w:styleId"), "").casefold() in known:
            return style
    if name.startswith("Heading"):
        level = str(int(name[-1]) - 1)
        for style in styles:
            outline = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            if outline is not None and outline.get(qn("w:val")) == level:
                return style
    return None


def _base() -> Any:
    """Our own styles."""
    with ZipFile(BytesIO(base_package("word", "en-GB"))) as base:
        return parse_xml(base.read("word/styles.xml"))


def _default(root: Any, kind: str, name: str, palette: Palette | None) -> Any:
    """The style that the document gives to what has none."""
    for style in root.iter(qn("w:style")):
        if style.get(qn("w:type")) == kind and style.get(qn("w:default")) in ("1", "true", "on"):
            return style
    style = _found(root, name, ()) if kind == "paragraph" else None
    if style is None:
        style = _copied(root, name, palette)
    style.set(qn("w:default"), "1")
    return style


def _copied(root: Any, name: str, palette: Palette | None) -> Any:
    """A copy of our own style of that name at the end of the document's, in the brand's colours, with a free id."""
    own = next(
        s for s in _base().iter(qn("w:style")) if s.find(qn("w:name")).get(qn("w:val")).casefold() == name.casefold()
    )
    xml = str(etree.tostring(own, encoding="unicode"))
    style = parse_xml(palette.recoloured(xml) if palette else xml)
    taken = {one.get(qn("w:styleId")) for one in root.iter(qn("w:style"))}
    identity = style.get(qn("w:styleId"))
    while identity in taken:
        identity += "1"
    style.set(qn("w:styleId"), identity)
    root.append(style)
    return style


def _made(root: Any, name: str, palette: Palette | None, body: float, found: dict[str, Any]) -> Any:
    """A style of ours in the brand's fonts, colours and sizes."""
    style = _copied(root, name, palette)
    for tag in ("w:basedOn", "w:next", "w:link"):
        for lead in style.findall(qn(tag)):
            target = {"TableText": "Table Text", "TableNormal": "Normal Table"}.get(lead.get(qn("w:val")), "Normal")
            lead.set(qn("w:val"), found[target].get(qn("w:styleId")))
    for tag in _SIZES:
        for size in style.iter(qn(tag)):
            points = int(size.get(qn("w:val"))) / 2 * body / PAGE_POINTS
            points = min(points, LARGEST_TABLE_TEXT) if points < body else points
            size.set(qn("w:val"), str(round(points * 2)))
    return style


def _points(root: Any, normal: Any) -> float:
    """The size of the document's text in points."""
    for holder in (normal, root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")):
        size = None if holder is None else holder.find(f"{qn('w:rPr')}/{qn('w:sz')}")
        if size is not None:
            return min(max(int(size.get(qn("w:val"))) / 2, 8.0), 14.0)
    return PAGE_POINTS


def _mend(style: Any, palette: Palette) -> None:
    """Give a brand's style whose colour can't be read on the page its nearest shade that can."""
    colour = style.find(f"{qn('w:rPr')}/{qn('w:color')}")
    rgb = "" if colour is None else colour.get(qn("w:val"), "")
    if len(rgb) == 6 and contrast(rgb, palette.ground) < TEXT_CONTRAST:
        colour.attrib.clear()
        colour.set(qn("w:val"), readable(Shade("", rgb), palette.ground).rgb)


def _number(document: Any, style: Any, palette: Palette | None) -> None:
    """Give a made List Bullet its bullet: a numbering of its own, behind those that the document has."""
    part = document.part
    with ZipFile(BytesIO(base_package("word", "en-GB"))) as base:
        xml = base.read("word/numbering.xml").decode()
    own = parse_xml(palette.recoloured(xml) if palette else xml)
    abstract, number = own.find(qn("w:abstractNum")), own.find(qn("w:num"))
    abstract.find(f"{qn('w:lvl')}/{qn('w:pStyle')}").set(qn("w:val"), style.get(qn("w:styleId")))
    if not any(rel.reltype == RT.NUMBERING for rel in part.rels.values()):
        data = etree.tostring(own, xml_declaration=True, encoding="UTF-8", standalone=True)
        made = NumberingPart.load(PackURI("/word/numbering.xml"), CT.WML_NUMBERING, data, part.package)
        part.relate_to(made, RT.NUMBERING)
        return
    root = part.numbering_part._element
    free = [
        1 + max((int(one.get(qn(f"w:{key}"))) for one in root.findall(qn(f"w:{tag}"))), default=0)
        for tag, key in (("abstractNum", "abstractNumId"), ("num", "numId"))
    ]
    abstract.set(qn("w:abstractNumId"), str(free[0]))
    number.set(qn("w:numId"), str(free[1]))
    number.find(qn("w:abstractNumId")).set(qn("w:val"), str(free[0]))
    first = root.find(qn("w:num"))
    if first is not None:
        first.addprevious(abstract)
    else:
        root.append(abstract)
    behind = [*root.findall(qn("w:num")), abstract][0 if first is None else len(root.findall(qn("w:num"))) - 1]
    behind.addnext(number)
    style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").set(qn("w:val"), str(free[1]))
