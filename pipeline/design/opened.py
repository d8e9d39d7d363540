"""A company's own Office file as a brand: opened, checked, and rid of what it says; its looks stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from lxml import etree

from pipeline.design.brand import base_package
from pipeline.design.seal import CONTENT_TYPES, CUSTOM, RELATIONSHIPS, zipped
from pipeline.problems import PipelineError

KINDS = {".pptx": "slides", ".potx": "slides", ".docx": "word", ".dotx": "word"}
MACROS = {".pptm", ".potm", ".ppsm", ".docm", ".dotm"}
LARGEST = 300_000_000  # bytes unpacked
OLE = b"\xd0\xcf\x11\xe0"  # how old Office files begin, and encrypted ones
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = {
    "slides": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
}
PROPERTIES = ("docProps/core.xml", "docProps/app.xml", CUSTOM)
APP = {"slides": "PowerPoint", "word": "Word"}


class BrandFile(NamedTuple):
    """A file's name, and its bytes ready to be drawn on."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Brand:
    """A company's slides, its Word document, or both, ready to be drawn on; none where none was given."""

    slides: BrandFile | None = None
    word: BrandFile | None = None


def open_brands(files: tuple[Path, ...], language: str) -> Brand:
    """Open brand files; raise `PipelineError` for one that can't be drawn on, and for two of a kind."""
    found: dict[str, BrandFile] = {}
    for path in files:
        kind, data = _opened(path, language)
        if kind in found:
            raise PipelineError(
                f"{found[kind].name} and {path.name} are both {APP[kind]} files: name one of each kind as brand"
            )
        found[kind] = BrandFile(path.name, data)
    return Brand(**found)


def _opened(path: Path, language: str) -> tuple[str, bytes]:
    name, ending = path.name, path.suffix.lower()
    if ending in MACROS:
        raise PipelineError(
            f"{name} is a file with macros: save it without them, as .pptx or .docx, and name that copy"
        )
    kind = KINDS.get(ending)
    if kind is None:
        raise PipelineError(f"{name} is no brand file: name a .pptx or .potx for slides, a .docx or .dotx for pages")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PipelineError(f"the brand file {path} can't be read: {error.strerror}") from error
    parts = _parts(name, data, kind)
    types = _root(name, parts, CONTENT_TYPES)
    main = _main(name, parts, types, kind)
    _take_properties(parts, types, kind, language, main)
    return kind, zipped(parts)


def _parts(name: str, data: bytes, kind: str) -> dict[str, bytes]:
    """The file's parts, if it is what it says it is and can be opened."""
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise PipelineError(f"{name} is locked with a password: save a copy without one and name that copy")
        raise PipelineError(f"{name} is in the format of Office before 2007: save it as .pptx or .docx first")
    if not data:
        raise PipelineError(f"{name} is empty: name a {APP[kind]} file that opens in Office")
    try:
        with ZipFile(BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise PipelineError(f"{name} is larger than {LARGEST // 1_000_000} MB unpacked: leave its pictures out")
            return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise PipelineError(
            f"{name} is no {APP[kind]} file, whatever its name says, or it is damaged: "
            f"open it in {APP[kind]} and save it anew"
        ) from error


def _root(name: str, parts: dict[str, bytes], part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(parts[part], parser)
    except (KeyError, etree.XMLSyntaxError) as error:
        raise PipelineError(f"{name} is damaged or no Office file: open it in Office and save it anew") from error


def _main(name: str, parts: dict[str, bytes], types: etree._Element, kind: str) -> str:
    """The file's main part, told to be a document's whatever it was, such as a template's."""
    leads = _root(name, parts, RELATIONSHIPS)
    target = next((lead.get("Target", "") for lead in leads if lead.get("Type", "").endswith("/officeDocument")), "")
    main = target.lstrip("/")
    if main not in parts:
        raise PipelineError(f"{name} is damaged or no Office file: open it in Office and save it anew")
    entry = next((one for one in types.iter(f"{TYPES}Override") if one.get("PartName") == f"/{main}"), None)
    told = entry.get("ContentType", "") if entry is not None else ""
    if "macroEnabled" in told or any(PurePosixPath(part).name.startswith("vbaProject") for part in parts):
        raise PipelineError(f"{name} holds macros: save it without them, as .pptx or .docx, and name that copy")
    markers = {"slides": "presentationml", "word": "wordprocessingml"}
    if entry is None or markers[kind] not in told:
        other = next((APP[one] for one, marker in markers.items() if marker in told), "another kind of")
        raise PipelineError(f"{name} is a {other} file inside, whatever its name says: give it its right ending")
    for part, body in parts.items():
        if part.endswith((".xml", ".rels")):
            if b"<!DOCTYPE" in body:
                raise PipelineError(
                    f"{name} declares things that Office files don't: open it in Office and save it anew"
                )
            _root(name, parts, part)
    entry.set("ContentType", MAIN[kind])
    return main


def _take_properties(parts: dict[str, bytes], types: etree._Element, kind: str, language: str, main: str) -> None:
    """Put the properties of our own empty file in the place of the brand's: its author, title and picture go."""
    with ZipFile(BytesIO(base_package(kind, language))) as base:
        own = {part: base.read(part) for part in PROPERTIES}
        own_types = etree.fromstring(base.read(CONTENT_TYPES))
    for part in [part for part in parts if part.startswith(("docProps/", "_rels/"))]:
        del parts[part]
    parts.update(own)
    for entry in list(types.iter(f"{TYPES}Override")):
        if entry.get("PartName", "").lstrip("/") not in set(parts) - set(PROPERTIES):
            types.remove(entry)
    for entry in own_types.iter(f"{TYPES}Override"):
        if entry.get("PartName", "").lstrip("/") in PROPERTIES:
            types.append(entry)
    parts[CONTENT_TYPES] = etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)
    leads = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(
            (
                (f"{OFFICE}/officeDocument", main),
                (
                    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                    PROPERTIES[0],
                ),
                (f"{OFFICE}/extended-properties", PROPERTIES[1]),
                (f"{OFFICE}/custom-properties", PROPERTIES[2]),
            ),
            1,
        )
    )
    parts[RELATIONSHIPS] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="{RELS[1:-1]}">{leads}</Relationships>'
    ).encode()


def drop_unused(part: Any, kept: frozenset[str]) -> None:
    """Let go of what a part leads to without naming it, save kinds that need no name; what nothing leads to is gone."""
    xml = str(etree.tostring(part._element, encoding="unicode"))
    named = set(re.findall(r'="(rId\w+)"', xml))
    rels = part.rels
    for key in list(rels):
        if key not in named and rels[key].reltype.rpartition("/")[2] not in kept:
            rels.pop(key)
