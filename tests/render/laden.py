"""Templates of a workspace that carry all that nobody sees: each such thing with a word of its own to look for."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

Parts = dict[str, bytes]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SLIDES_TYPE = "application/vnd.openxmlformats-officedocument.presentationml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PA = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{OFFICE}"'
)
PATH = r"C:\Users\QZUSERQZ\QZFOLDERQZ"


def opened(data: bytes) -> Parts:
    """The parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def closed(parts: Mapping[str, bytes]) -> bytes:
    """A file of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def picture(said: str) -> bytes:
    """A PNG of one pixel that says something beside what it shows."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)) + chunk(b"tEXt", b"Author\0" + said.encode())
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff")) + chunk(b"IEND", b"")


def photo(said: str) -> bytes:
    """A JPEG's beginning and end with a comment and a camera's data between; enough for who takes them out."""

    def segment(marker: int, data: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data

    said_in = segment(0xE1, b"Exif\0\0" + said.encode()) + segment(0xFE, said.encode())
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0") + said_in + b"\xff\xda\0\2\x11\x22\xff\xd9" + said.encode()


def _after(parts: Parts, part: str, pattern: str, xml: str) -> None:
    """Put XML behind the first match in a part."""
    text = parts[part].decode()
    found = re.search(pattern, text)
    assert found, (part, pattern)
    parts[part] = (text[: found.end()] + xml + text[found.end() :]).encode()


def _led(parts: Parts, part: str, kind: str, target: str, id: str, *, outside: bool = False) -> None:
    """Let a part lead to another, or outside."""
    folder, _, file = part.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels" if part else "_rels/.rels"
    mode = ' TargetMode="External"' if outside else ""
    kind = kind if kind.startswith("http") else f"{OFFICE}/{kind}"
    _after(parts, rels, "<Relationships[^>]*>", f'<Relationship Id="{id}" Type="{kind}" Target="{target}"{mode}/>')


def _typed(parts: Parts, part: str, kind: str) -> None:
    xml = f'<Override PartName="/{part}" ContentType="{kind}"/>'
    _after(parts, "[Content_Types].xml", "<Types[^>]*>", xml)


def _defaults(parts: Parts, **kinds: str) -> None:
    for ending, kind in kinds.items():
        if f'Extension="{ending}"'.encode() not in parts["[Content_Types].xml"]:
            xml = f'<Default Extension="{ending}" ContentType="{kind}"/>'
            _after(parts, "[Content_Types].xml", "<Types[^>]*>", xml)


def _properties(parts: Parts, main: str) -> None:
    """Who made the file: its properties, its thumbnail, a form's data."""
    parts["docProps/core.xml"] = re.sub(
        rb"</cp:coreProperties>",
        b"<dc:description>QZDESCRIPTIONQZ</dc:description><cp:keywords>QZKEYWORDQZ</cp:keywords>"
        b"<cp:lastModifiedBy>QZEDITORQZ</cp:lastModifiedBy></cp:coreProperties>",
        parts["docProps/core.xml"],
    )
    parts["docProps/app.xml"] = re.sub(
        rb"</Properties>",
        b"<Manager>QZMANAGERQZ</Manager><Company>QZCOMPANYQZ</Company></Properties>",
        parts["docProps/app.xml"],
    )
    parts["docProps/thumbnail.png"] = picture("QZTHUMBNAILQZ")
    thumbnail = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    _led(parts, "", thumbnail, "docProps/thumbnail.png", "rIdT")
    _defaults(parts, png="image/png", jpeg="image/jpeg", bin="application/vnd.ms-office.printer", vml="text/xml")
    parts["customXml/item1.xml"] = b"<secret>QZCUSTOMXMLQZ</secret>"
    parts["docMetadata/LabelInfo.xml"] = b"<labels name='QZLABELQZ'/>"
    _led(parts, main, "customXml", "../customXml/item1.xml", "rIdX")
    _led(parts, "", "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels",
         "docMetadata/LabelInfo.xml", "rIdL")  # fmt: skip


def document(data: bytes) -> bytes:
    """A Word template with all of it."""
    parts = opened(data)
    main = "word/document.xml"
    _properties(parts, main)
    parts["word/comments.xml"] = (
        f'<w:comments {W}><w:comment w:id="0" w:author="QZREVIEWERQZ"><w:p><w:r><w:t>QZCOMMENTQZ</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    ).encode()
    _typed(parts, "word/comments.xml", f"{WORD_TYPE}.comments+xml")
    _led(parts, main, "comments", "comments.xml", "rIdC")
    parts["word/glossary.xml"] = f"<w:glossaryDocument {W}><!-- QZGLOSSARYQZ --></w:glossaryDocument>".encode()
    _typed(parts, "word/glossary.xml", f"{WORD_TYPE}.document.glossary+xml")
    _led(parts, main, "glossaryDocument", "glossary.xml", "rIdG")
    parts["word/_rels/settings.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    _led(parts, "word/settings.xml", "attachedTemplate", f"file:///{PATH}", "rIdA", outside=True)
    settings = (
        f'<w:attachedTemplate r:id="rIdA" xmlns:r="{OFFICE}"/><w:docVars><w:docVar w:name="n" w:val="QZDOCVARQZ"/>'
        '</w:docVars><w:rsids><w:rsidRoot w:val="00ABCDE1"/></w:rsids>'
    )
    _after(parts, "word/settings.xml", "<w:settings[^>]*>", settings)
    _led(parts, main, "hyperlink", f"file:///{PATH}", "rIdH", outside=True)
    parts["word/media/logo.png"] = picture("QZPNGQZ")
    _led(parts, main, "image", "media/logo.png", "rIdP")
    drawing = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:extent cx="9525" cy="9525"/><wp:docPr id="901" name="Picture 1" descr="{PATH}\\logo.png"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="0" '
        f'name="{PATH}\\logo.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdP" '
        f'xmlns:r="{OFFICE}"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9525" '
        'cy="9525"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
    _after(
        parts, main, "<w:body>",
        '<w:p w:rsidR="00ABCDE1" w:rsidRDefault="00ABCDE1"><!-- QZXMLCOMMENTQZ --><w:commentRangeStart w:id="0"/><w:r>'
        '<w:rPr><w:vanish/></w:rPr><w:t>QZVANISHQZ</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        f'<w:hyperlink r:id="rIdH" xmlns:r="{OFFICE}"><w:r><w:t>A link that stays a text</w:t></w:r></w:hyperlink>'
        f'<w:ins w:id="7" w:author="QZINSERTERQZ" w:date="2026-01-01T00:00:00Z"><w:r><w:t>x</w:t></w:r></w:ins>'
        f"{drawing}</w:p>",
    )  # fmt: skip
    return closed(parts)


def deck(data: bytes) -> bytes:
    """A slide template with all of it: notes, comments, hidden slides and shapes, sections, tags, a book."""
    parts = opened(data)
    main, first = "ppt/presentation.xml", "ppt/slides/slide1.xml"
    _properties(parts, main)
    for name in [name for name in parts if name.startswith("ppt/notesSlides/notesSlide")]:
        parts[name] = parts[name].replace(b"</p:spTree>", _shape(801, "QZNOTESQZ").encode() + b"</p:spTree>")
    master = next(name for name in parts if name.startswith("ppt/notesMasters/") and name.endswith(".xml"))
    parts[master] = parts[master].replace(b"</p:spTree>", _shape(802, "QZNOTESMASTERQZ").encode() + b"</p:spTree>")
    parts["ppt/commentAuthors.xml"] = (
        f'<p:cmAuthorLst {PA}><p:cmAuthor id="0" name="QZREVIEWERQZ"/></p:cmAuthorLst>'.encode()
    )
    _typed(parts, "ppt/commentAuthors.xml", f"{SLIDES_TYPE}.commentAuthors+xml")
    _led(parts, main, "commentAuthors", "commentAuthors.xml", "rIdCA")
    parts["ppt/comments/comment1.xml"] = f"<p:cmLst {PA}><p:cm><p:text>QZCOMMENTQZ</p:text></p:cm></p:cmLst>".encode()
    _typed(parts, "ppt/comments/comment1.xml", f"{SLIDES_TYPE}.comments+xml")
    _led(parts, first, "comments", "../comments/comment1.xml", "rIdCM")
    parts["ppt/tags/tag1.xml"] = f'<p:tagLst {PA}><p:tag name="N" val="QZTAGQZ"/></p:tagLst>'.encode()
    _typed(parts, "ppt/tags/tag1.xml", f"{SLIDES_TYPE}.tags+xml")
    _led(parts, first, "tags", "../tags/tag1.xml", "rIdTG")
    parts["ppt/embeddings/book.xlsx"] = closed({"xl/secret.xml": b"<x>QZEMBEDDEDQZ</x>"})
    _defaults(parts, xlsx="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    _led(parts, first, "package", "../embeddings/book.xlsx", "rIdOB")
    parts["ppt/media/photo.jpeg"] = photo("QZJPEGQZ")
    _led(parts, first, "image", "../media/photo.jpeg", "rIdPH")
    frame = (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="803" name="Object"/><p:cNvGraphicFramePr/><p:nvPr/>'
        '</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/presentationml/2006/ole"><p:oleObj r:id="rIdOB" name="QZOBJECTQZ" '
        'progId="Excel.Sheet.12"><p:embed/></p:oleObj></a:graphicData></a:graphic></p:graphicFrame>'
    )
    hidden = _shape(804, "QZHIDDENSHAPEQZ").replace('name="Box"', 'name="Box" hidden="1"')
    shown = (
        f'<p:pic><p:nvPicPr><p:cNvPr id="805" name="{PATH}\\photo.jpeg" descr="{PATH}\\photo.jpeg"/>'
        "<p:cNvPicPr/><p:nvPr/></p:nvPicPr>"
        '<p:blipFill><a:blip r:embed="rIdPH"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></p:spPr></p:pic>"
    )
    text = parts[first].decode().replace("</p:spTree>", f"{frame}{hidden}{shown}<!-- QZXMLCOMMENTQZ --></p:spTree>")
    text = text.replace("</p:spTree>", '</p:spTree><p:custDataLst><p:tags r:id="rIdTG"/></p:custDataLst>')
    parts[first] = text.encode()
    last = max(int(n) for name in parts if (n := "".join(re.findall(r"^ppt/slides/slide(\d+)\.xml$", name))))
    parts[f"ppt/slides/slide{last + 1}.xml"] = (
        f'<p:sld {PA} show="0"><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
        f"</p:nvGrpSpPr><p:grpSpPr/>{_shape(2, 'QZHIDDENSLIDEQZ')}</p:spTree></p:cSld></p:sld>"
    ).encode()
    parts[f"ppt/slides/_rels/slide{last + 1}.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/slideLayout" Target="../slideLayouts/slideLayout2.xml"/></Relationships>'
    ).encode()
    _typed(parts, f"ppt/slides/slide{last + 1}.xml", f"{SLIDES_TYPE}.slide+xml")
    _led(parts, main, "slide", f"slides/slide{last + 1}.xml", "rIdHS")
    _after(parts, main, "<p:sldIdLst>", '<p:sldId id="990" r:id="rIdHS"/>')
    sections = (
        '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
        'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="QZSECTIONQZ" '
        'id="{11111111-1111-1111-1111-111111111111}"><p14:sldIdLst><p14:sldId id="990"/></p14:sldIdLst></p14:section>'
        "</p14:sectionLst></p:ext></p:extLst>"
    )
    parts[main] = parts[main].replace(b"</p:presentation>", sections.encode() + b"</p:presentation>")
    return closed(parts)


def _shape(id: int, says: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="Box"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"</p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>{says}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


LADEN: Mapping[str, Callable[[bytes], bytes]] = {
    "client-plan.docx": document,
    "client-relationship.docx": document,
    "client-review.pptx": deck,
}
