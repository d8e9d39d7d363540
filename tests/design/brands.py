"""Companies' own files to draw on, made for tests, unlike each other: decks and documents by name."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pptx
from docx.oxml.ns import qn as word
from docx.shared import Pt, RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

Parts = dict[str, bytes]
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
FURNITURE = ("dt", "ftr", "sldNum")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


# A red dot.
PICTURE = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
    + _chunk(b"IEND", b"")
)


def unzipped(data: bytes) -> Parts:
    """A file's parts."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Parts) -> bytes:
    """Parts as a file."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return buffer.getvalue()


def saved(made: Any) -> bytes:
    """A deck's or document's bytes."""
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def recoloured(data: bytes, **colours: str) -> bytes:
    """The file with other colours in its themes."""
    parts = unzipped(data)
    for name in [name for name in parts if "/theme/theme" in name]:
        xml = parts[name].decode()
        for slot, rgb in colours.items():
            xml = re.sub(
                rf"<a:{slot}>.*?</a:{slot}>", f'<a:{slot}><a:srgbClr val="{rgb}"/></a:{slot}>', xml, flags=re.S
            )
        parts[name] = xml.encode()
    return zipped(parts)


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The file with the parts whose names match changed as text."""
    parts = unzipped(data)
    for name in [name for name in parts if re.fullmatch(part, name)]:
        parts[name] = change(parts[name].decode()).encode()
    return zipped(parts)


def a_deck(width: float = 13.333, height: float = 7.5) -> Any:
    """python-pptx's own deck stretched to a size in inches, with a sample slide and its notes."""
    deck = pptx.Presentation()
    across, down = width / 10, height / 7.5
    deck.slide_width, deck.slide_height = Inches(width), Inches(height)
    for holder in (deck.slide_master, *deck.slide_layouts):
        for place in holder._element.iter(qn("a:off"), qn("a:ext")):
            for name, by in (("x", across), ("cx", across), ("y", down), ("cy", down)):
                if place.get(name):
                    place.set(name, str(round(int(place.get(name)) * by)))
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Sample slide of the brand"
    slide.shapes.add_picture(BytesIO(PICTURE), 0, 0)
    return deck


def without_layouts(deck: Any, kept: tuple[str, ...]) -> Any:
    """The deck with the layouts of these names only, and without its slides."""
    for entry in list(deck.slides._sldIdLst):
        deck.part.drop_rel(entry.rId)
        deck.slides._sldIdLst.remove(entry)
    for layout in [layout for layout in deck.slide_layouts if layout.name not in kept]:
        deck.slide_layouts.remove(layout)
    return deck


def drop_furniture(holder: Any) -> None:
    """Take footer, date and number from a layout or master."""
    for shape in list(holder.placeholders):
        if shape._element.find(".//" + qn("p:ph")).get("type") in FURNITURE:
            shape._element.getparent().remove(shape._element)


def band(holder: Any, left: float, top: float, width: float, height: float, fill: str) -> None:
    """Put a coloured rectangle behind all else of a layout or master, in inches."""
    xml = (
        '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr>'
        f'<p:cNvPr id="{900 + len(holder.shapes)}" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{Inches(left)}" y="{Inches(top)}"/>'
        f'<a:ext cx="{Inches(width)}" cy="{Inches(height)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:schemeClr val="{fill}"/></a:solidFill></p:spPr>'
        "</p:sp>"
    )
    holder.shapes._spTree.insert(2, parse_xml(xml))


def few_layouts() -> bytes:
    """No "Title and Content"; wide; a band at the foot, and a white title in a coloured band on top."""
    deck = without_layouts(a_deck(), ("Title Slide", "Section Header", "Title Only", "Blank"))
    only = deck.slide_layouts.get_by_name("Title Only")
    master = deck.slide_master
    title = master.placeholders[0]
    title.left, title.top, title.width, title.height = Inches(0.4), Inches(0.2), Inches(12.5), Inches(1.0)
    band(only, 0, 0, 13.333, 1.3, "tx2")
    band(master, 0, 7.2, 13.333, 0.3, "accent1")
    styles = only.placeholders[0]._element.find(".//" + qn("a:lstStyle"))
    white = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
    styles.append(parse_xml(f'<a:lvl1pPr xmlns:a="{A}" algn="l"><a:defRPr sz="3200">{white}</a:defRPr></a:lvl1pPr>'))
    return recoloured(saved(deck), dk2="3B1F5B", accent1="F2C200", accent2="E07A00", accent3="7A3E9D")


def two_masters() -> bytes:
    """Two masters, each with its layouts and theme; the sample slides use the second."""
    parts = unzipped(saved(a_deck()))
    types = parts["[Content_Types].xml"].decode()
    new_types = []
    for name in list(parts):
        found = re.fullmatch(
            r"ppt/(slideLayouts|slideMasters)/(_rels/)?(slideLayout|slideMaster)(\d+)\.xml(\.rels)?", name
        )
        if not found:
            continue
        other = name.replace(f"{found[3]}{found[4]}.", f"{found[3]}{int(found[4]) + 20}.")
        body = parts[name].decode()
        body = re.sub(r"(slideLayout|slideMaster)(\d+)\.xml", lambda m: f"{m[1]}{int(m[2]) + 20}.xml", body)
        parts[other] = body.replace("theme/theme1.xml", "theme/theme21.xml").encode()
        if not found[2]:
            kind = found[3]
            new_types.append(
                f'<Override PartName="/{other}" ContentType="application/vnd.openxmlformats-officedocument.'
                f'presentationml.{kind}+xml"/>'
            )
    parts["ppt/theme/theme21.xml"] = (
        parts["ppt/theme/theme1.xml"].replace(b"4F81BD", b"006D5B").replace(b"1F497D", b"00332B")
    )
    new_types.append(
        '<Override PartName="/ppt/theme/theme21.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    )
    parts["[Content_Types].xml"] = types.replace("</Types>", "".join(new_types) + "</Types>").encode()
    master = parts["ppt/slideMasters/slideMaster21.xml"].decode()
    number = iter(range(2147483700, 2147483800))
    parts["ppt/slideMasters/slideMaster21.xml"] = re.sub(
        r'(<p:sldLayoutId [^>]*?)\bid="\d+"', lambda m: f'{m[1]}id="{next(number)}"', master
    ).encode()
    rels = parts["ppt/_rels/presentation.xml.rels"].decode()
    parts["ppt/_rels/presentation.xml.rels"] = rels.replace(
        "</Relationships>",
        '<Relationship Id="rId99" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideMaster" '
        'Target="slideMasters/slideMaster21.xml"/></Relationships>',
    ).encode()
    main = parts["ppt/presentation.xml"].decode()
    parts["ppt/presentation.xml"] = main.replace(
        "</p:sldMasterIdLst>", '<p:sldMasterId id="2147483699" r:id="rId99"/></p:sldMasterIdLst>'
    ).encode()
    rels = parts["ppt/slides/_rels/slide1.xml.rels"].decode()
    parts["ppt/slides/_rels/slide1.xml.rels"] = rels.replace("slideLayout2.xml", "slideLayout22.xml").encode()
    return zipped(parts)


def four_by_three() -> bytes:
    """4:3, in python-pptx's own looks."""
    return saved(a_deck(10, 7.5))


def no_footers() -> bytes:
    """16:9 as PowerPoint 2010 had it (10 by 5.625 inches), without footers and numbers on any layout or master."""
    deck = a_deck(10, 5.625)
    for holder in (deck.slide_master, *deck.slide_layouts):
        drop_furniture(holder)
    return recoloured(saved(deck), accent1="C8102E", dk2="5A0A18", accent3="6CACE4", accent4="00A3AD", accent5="FFC72C")


def other_language() -> bytes:
    """16:10, a template file, layouts and placeholders named in German; a panel at the left."""
    deck = a_deck(12.8, 8.0)
    names = ("Titelfolie", "Titel und Inhalt", "Abschnitt", "Zwei Inhalte", "Vergleich", "Nur Titel", "Leer",
             "Inhalt mit Überschrift", "Bild mit Überschrift", "Titel und Text", "Vertikaler Titel")  # fmt: skip
    for layout, name in zip(deck.slide_layouts, names, strict=True):
        layout._element.find(qn("p:cSld")).set("name", name)
        for n, shape in enumerate(layout.placeholders):
            shape._element.find(".//" + qn("p:cNvPr")).set("name", f"Platzhalter {n}")
    band(deck.slide_master, 0, 0, 0.35, 8, "accent2")
    data = recoloured(saved(deck), accent2="00A0DC", accent3="78BE20", dk2="00457C")
    return changed(
        data, r"\[Content_Types\]\.xml", lambda xml: xml.replace("presentation.main+xml", "template.main+xml")
    )


def dark() -> bytes:
    """A dark background that the master sets itself, its titles and text set to white; the theme's text stays dark."""
    deck = a_deck()
    data = recoloured(saved(deck), dk2="14213D", accent1="1D3557", accent3="2A9D8F", accent5="9B2226", accent4="FCA311")

    def night(xml: str) -> str:
        xml = re.sub(r"<p:bg>.*?</p:bg>", '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
                     "<a:effectLst/></p:bgPr></p:bg>", xml, flags=re.S)  # fmt: skip
        return xml.replace('<a:schemeClr val="tx1"/>', '<a:schemeClr val="bg1"/>')

    return changed(data, r"ppt/slideMasters/slideMaster1\.xml", night)


def dark_by_mapping() -> bytes:
    """A dark deck as Office makes it: the master takes the theme's light for text and its dark for the ground."""
    data = recoloured(saved(a_deck()), dk1="101820", lt1="F4F4F4", dk2="22303C", lt2="D9E1E2")
    swap = 'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"'
    return changed(data, r"ppt/slideMasters/slideMaster1\.xml", lambda xml: re.sub(
        r'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"', swap, xml))  # fmt: skip


def a_document() -> Any:
    """python-docx's own document with sample text, a header and a picture."""
    made = docx.Document()
    made.add_heading("Sample heading of the brand", 1)
    made.add_paragraph("Sample text of the brand.")
    made.add_picture(BytesIO(PICTURE))
    made.sections[0].header.paragraphs[0].text = "Example Industries"
    return made


def plain_document() -> bytes:
    """python-docx's own styles."""
    return saved(a_document())


def localised_styles() -> bytes:
    """Styles as a German program writes them: names and ids in German, headings known by their outline level."""
    made = a_document()
    names = {"heading 1": ("Überschrift 1", "berschrift1"), "heading 2": ("Überschrift 2", "berschrift2"),
             "heading 3": ("Überschrift 3", "berschrift3"), "Title": ("Titel", "Titel"),
             "List Bullet": ("Aufzählungszeichen", "Aufzhlungszeichen"), "caption": ("Beschriftung", "Beschriftung"),
             "Table Grid": ("Tabellenraster", "Tabellenraster"), "Normal": ("Standard", "Standard")}  # fmt: skip
    ids = {}
    for style in made.styles.element.iter(word("w:style")):
        name = style.find(word("w:name"))
        if name.get(word("w:val")) in names:
            called, identity = names[name.get(word("w:val"))]
            ids[style.get(word("w:styleId"))] = identity
            name.set(word("w:val"), called)
            style.set(word("w:styleId"), identity)
    for holder in (made.styles.element, made.element):
        for lead in holder.iter(word("w:basedOn"), word("w:next"), word("w:link"), word("w:pStyle")):
            lead.set(word("w:val"), ids.get(lead.get(word("w:val")), lead.get(word("w:val"))))
    data = recoloured(saved(made), accent1="D1B000", dk2="3A3A3A", accent3="5FA777")
    return changed(data, r"word/numbering\.xml", lambda xml: xml.replace('ListBullet"', 'Aufzhlungszeichen"'))


def few_styles() -> bytes:
    """Nearly no styles, no theme, no numbering, Letter, in Georgia 12."""
    made = a_document()
    root = made.styles.element
    for style in list(root.iter(word("w:style"))):
        if style.get(word("w:styleId")) not in ("Normal", "DefaultParagraphFont", "Header"):
            root.remove(style)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = "Georgia", Pt(12), RGBColor(0x22, 0x22, 0x44)
    for child in list(made.element.body):
        if child.tag != word("w:sectPr"):
            made.element.body.remove(child)
    for rel in list(made.part.rels):
        if made.part.rels[rel].reltype.rpartition("/")[2] in ("theme", "numbering", "stylesWithEffects"):
            made.part.rels.pop(rel)
    made.sections[0].page_width, made.sections[0].page_height = Emu(7772400), Emu(10058400)
    return saved(made)


DECKS: dict[str, Callable[[], bytes]] = {
    "few layouts": few_layouts,
    "two masters": two_masters,
    "4 by 3": four_by_three,
    "no footers": no_footers,
    "other language": other_language,
    "dark": dark,
    "dark by mapping": dark_by_mapping,
}
DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "plain": plain_document,
    "localised styles": localised_styles,
    "few styles": few_styles,
}
