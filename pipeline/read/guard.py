"""Opens a workbook's container only when it is safe to parse, and scans its tabs on the way."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from posixpath import join, normpath
from xml.etree import ElementTree

from pipeline.limits import MIB, Limits
from pipeline.read.others import another
from pipeline.read.package import Package, check_passed, check_read
from pipeline.read.refusals import damaged, no_workbook, too_large
from pipeline.read.scan import Scan, scan

ZIP = b"PK\x03\x04"
TAB, BESIDE = "/worksheet", ("/sharedStrings", "/styles")
# What zipfile and expat raise for a broken file (an encoding that nobody knows is a LookupError).
DAMAGED = (
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    NotImplementedError,
)


@dataclass(frozen=True)
class SheetPart:
    """A worksheet as the workbook lists it: its name, whether it is hidden, the part that holds its cells."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True)
class Container:
    """A workbook that passed the guard: its worksheets in tab order, each with what its part holds."""

    data: bytes
    sheets: dict[SheetPart, Scan]


def opened(data: bytes, limits: Limits) -> Container:
    """Check the container of a workbook; raise `Refused` in one sentence where it can't be trusted."""
    if len(data) > limits.file_mib * MIB:
        raise too_large(f"{len(data) // MIB} MiB, at most {limits.file_mib:,.0f} are read")
    if not data.startswith(ZIP):
        raise another(data)
    try:
        package = Package(data, limits)
        listed = _Listing(package)
        if len(listed.sheets) > limits.tabs:
            raise too_large(f"it has {len(listed.sheets)} tabs")
        return Container(data, _scanned(package, listed, limits))
    except zipfile.BadZipFile:
        raise damaged("its end is missing, as where a copy breaks off") from None
    except DAMAGED:
        raise damaged("a part of it can't be unpacked") from None
    except ElementTree.ParseError:
        raise damaged("its list of tabs can't be read") from None


def _scanned(package: Package, listed: _Listing, limits: Limits) -> dict[SheetPart, Scan]:
    """Unpack every part once and check it; scan the tabs."""
    scans = {sheet.part: Scan() for sheet in listed.sheets}
    for entry in package.entries:
        if entry.filename in listed.parsed:
            continue
        part = package.unpack(entry)
        if entry.filename in scans:
            check_read(entry.filename, part)
            scans[entry.filename] = scan(part, limits)
        elif entry.filename in listed.beside:
            check_read(entry.filename, part)
        else:
            check_passed(entry.filename, part)
    return {sheet: scans[sheet.part] for sheet in listed.sheets}


class _Listing:
    """What the workbook's own list of parts names: its worksheets, and the parts beside them that are read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.parsed: set[str] = set()
        book = self._office_document()
        folder, _, leaf = book.rpartition("/")
        targets = {
            link.get("Id"): (link.get("Type", ""), normpath(join("/", folder, link.get("Target", ""))).lstrip("/"))
            for link in self._xml(f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels")
        }
        self.sheets = [
            self._sheet(element, targets) for element in self._xml(book).iter() if _is_worksheet(element, targets)
        ]
        if any(len(set(many)) < len(many) for many in ([s.part for s in self.sheets], self._names())):
            raise damaged("two of its tabs are one")
        names = package.names
        self.beside = {
            names[part.casefold()].filename
            for kind, part in targets.values()
            if kind.endswith(BESIDE) and part.casefold() in names
        }

    def _names(self) -> list[str]:
        return [sheet.name.casefold() for sheet in self.sheets]

    def _sheet(self, element: ElementTree.Element, targets: dict[str | None, tuple[str, str]]) -> SheetPart:
        """A worksheet of the list; a damaged file where its part is missing."""
        part = self.package.names.get(targets[_link(element)][1].casefold())
        if part is None:
            raise damaged(f"the tab {element.get('name', '')} has no cells")
        return SheetPart(element.get("name", ""), element.get("state", "visible") != "visible", part.filename)

    def _office_document(self) -> str:
        """The name of the workbook's main part; raise `Refused` where the package holds something else."""
        names = self.package.names
        if "_rels/.rels" in names and "[content_types].xml" in names:
            for link in self._xml("_rels/.rels"):
                part = normpath(join("/", link.get("Target", ""))).lstrip("/")
                if link.get("Type", "").endswith("/officeDocument") and part.casefold() in names:
                    types = self.package.unpack(names["[content_types].xml"])
                    if b"spreadsheetml" in types and part.casefold().endswith(".xml"):
                        return names[part.casefold()].filename
        raise no_workbook("the file is no Excel workbook (.xlsx) inside")

    def _xml(self, name: str) -> ElementTree.Element:
        """A small part as a tree, once it was checked."""
        entry = self.package.names.get(name.casefold())
        if entry is None:
            raise damaged("its list of tabs is missing")
        part = self.package.unpack(entry)
        check_read(entry.filename, part)
        self.parsed.add(entry.filename)
        return ElementTree.fromstring(part)


def _is_worksheet(element: ElementTree.Element, targets: dict[str | None, tuple[str, str]]) -> bool:
    """Whether an element of the list of tabs names a worksheet; chart and dialog sheets hold no cells."""
    return _local(element.tag) == "sheet" and targets.get(_link(element), ("", ""))[0].endswith(TAB)


def _link(element: ElementTree.Element) -> str | None:
    """The relationship that a tab's element names."""
    return next((value for name, value in element.attrib.items() if _local(name) == "id"), None)


def _local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]
