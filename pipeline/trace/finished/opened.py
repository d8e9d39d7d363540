"""Opens an Office file that came from anywhere: its parts, each unpacked within limits and parsed without entities."""

from __future__ import annotations

import posixpath
import zlib
from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from pipeline.limits import MIB, Limits
from pipeline.problems import PipelineError

Element = etree._Element
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
LARGE = 4 * MIB  # how far a smaller part is packed does no harm
BROKEN = (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)


class Link(NamedTuple):
    """Where a relationship leads: its kind, the last word of its type, and the part; no part where it leads outside."""

    kind: str
    part: str


class Opened:
    """The parts of an Office file; raise `PipelineError` in one sentence where it is none or can't be trusted."""

    def __init__(self, name: str, data: bytes, limits: Limits) -> None:
        self.name, self.limits = name, limits
        if data.startswith(OLE):
            raise PipelineError(
                f"{name} is protected by a password, or in the format of Office before 2007: save a copy without "
                "password as .docx, .pptx or .xlsx"
            )
        if len(data) > limits.file_mib * MIB:
            raise self.refused(f"has {len(data) // MIB} MiB; at most {limits.file_mib:,.0f} are read")
        if not data.startswith(ZIP):
            raise self.refused("is no Word, PowerPoint or Excel file, whatever its name says")
        try:
            self._zip = ZipFile(BytesIO(data))
        except BROKEN:
            raise self.damaged() from None
        entries = self._zip.infolist()
        self._check(entries)
        self._entries = {entry.filename: entry for entry in entries}
        self._roots: dict[str, Element] = {}
        self._links: dict[str, dict[str, Link]] = {}

    def refused(self, why: str) -> PipelineError:
        """Why the file is not read; `why` goes on where its name ends."""
        return PipelineError(f"{self.name} {why}")

    def damaged(self) -> PipelineError:
        """The file does not hold together."""
        return self.refused("is damaged: open it in Office and save it anew")

    def _check(self, entries: list[ZipInfo]) -> None:
        """Refuse a zip by its directory."""
        limits = self.limits
        if len(entries) > limits.parts:
            raise self.refused(f"holds {len(entries):,} parts, more than an Office file has")
        if sum(entry.file_size for entry in entries) > limits.unpacked_mib * MIB:
            raise self.refused(f"unpacks to more than {limits.unpacked_mib:,.0f} MiB")
        names = {entry.filename.casefold() for entry in entries}
        if len(names) < len(entries) or any(entry.flag_bits & 1 for entry in entries):
            raise self.damaged()
        for entry in entries:
            if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise self.damaged()
            if entry.file_size > LARGE and entry.file_size > limits.ratio * max(entry.compress_size, 1):
                raise self.refused("has a part that unpacks to a suspicious size")

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._entries)

    def unpacked(self, part: str) -> bytes:
        """A part's bytes."""
        entry = self._entries.get(part)
        if entry is None:
            raise self.damaged()
        if entry.file_size > self.limits.part_mib * MIB:
            raise self.refused(f"has a part of {entry.file_size // MIB} MiB, more than any page or tab of a pack")
        try:
            return self._zip.read(entry)
        except BROKEN:
            raise self.damaged() from None

    def root(self, part: str) -> Element:
        """A part's tree, parsed once."""
        if part not in self._roots:
            self._roots[part] = self._parsed(self.unpacked(part))
        return self._roots[part]

    def _parsed(self, data: bytes) -> Element:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise self.damaged() from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.refused("declares a DOCTYPE, which no Office file has")
        return root

    def links(self, part: str) -> dict[str, Link]:
        """The relationships of a part (of the file itself: an empty name) by their ids."""
        if part not in self._links:
            folder, _, leaf = part.rpartition("/")
            rels = posixpath.join(folder, "_rels", f"{leaf}.rels")
            listed = self.root(rels) if rels in self else ()
            self._links[part] = {one.get("Id", ""): self._link(folder, one) for one in listed}
        return self._links[part]

    def _link(self, folder: str, one: Element) -> Link:
        target = unquote(one.get("Target", ""))
        inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        outside = one.get("TargetMode") == "External" or inside not in self
        return Link(one.get("Type", "").rpartition("/")[2], "" if outside else inside)

    @property
    def main(self) -> str:
        """The part that holds the document, the presentation or the workbook."""
        found = next((link.part for link in self.links("").values() if link.kind == "officeDocument"), "")
        if not found:
            raise self.damaged()
        return found


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An element's attribute by its name without namespace; empty where there is none."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def link_of(element: Element) -> str:
    """The relationship that an element names, beside an id of its own."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")


def child(element: Element | None, *names: str) -> Element | None:
    """The element that these names lead down to, first children of their name; None where there is none."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def whole_text(element: Element) -> str:
    """All text inside an element."""
    return "".join(str(text) for text in element.itertext())
