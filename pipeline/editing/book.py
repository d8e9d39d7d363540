"""A workbook's list of parts: which part holds a tab, its tables, the formats; which calendar it counts by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import join, normpath

from pipeline.editing.markup import YES, Node, checked, edited, tree, with_attribute
from pipeline.editing.package import Package
from pipeline.editing.refusals import Unwritable, damaged

SIGNATURE, DOCUMENT, TAB, FORMATS, TABLE = (
    f"/{kind}" for kind in ("digital-signature/origin", "officeDocument", "worksheet", "styles", "table")
)
BEFORE_CALC = (b"sheets", b"functionGroups", b"externalReferences", b"definedNames")  # in the order of the schema
FORMULA = re.compile(rb"<(?:[^\s/>!?:]+:)?f[\s/>]")


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of a part: its id, its kind, the part it leads to."""

    id: str
    kind: str
    part: str


class Book:
    """What the main part of a workbook lists; raise `Unwritable` for a signed or damaged one."""

    def __init__(self, package: Package) -> None:
        self.package = package
        roots = self.links("")
        if any(link.kind.endswith(SIGNATURE) for link in roots):
            raise Unwritable(
                "the workbook carries a digital signature, which a change would break: "
                "take the signature off in Excel (File, Info), or change the workbook by hand and sign it again"
            )
        self.name = next((link.part for link in roots if link.kind.endswith(DOCUMENT)), "")
        if not self.name:
            raise Unwritable("the file is no Excel workbook (.xlsx): save it from Excel as Excel workbook")
        self.part = checked(package.part(self.name))
        self.root = tree(self.part)
        self.by_id = {link.id: link for link in self.links(self.name)}
        self.tabs = dict(self._tabs())
        properties = self.root.child(b"workbookPr")
        self.date_1904 = properties is not None and properties.get("date1904") in YES

    def _tabs(self) -> list[tuple[str, str]]:
        """The worksheets: their names, the parts that hold their cells."""
        found = []
        for node in self.root.walk():
            if node.local == b"sheet":
                link = self.by_id.get(_reference(node))
                if link is not None and link.kind.endswith(TAB):
                    found.append((node.get("name"), link.part))
        if len({name.casefold() for name, _ in found}) < len(found) or len({part for _, part in found}) < len(found):
            raise damaged("two of its tabs are one")
        return found

    def tab(self, name: str) -> str:
        """The part that holds a tab's cells; raise `Unwritable` where there is no such tab."""
        if name not in self.tabs:
            raise Unwritable(f"the workbook has no tab {name}; its tabs are {', '.join(self.tabs) or 'none'}")
        return self.tabs[name]

    def tables(self, tab: str) -> list[str]:
        """The parts that describe a tab's tables."""
        return [link.part for link in self.links(tab) if link.kind.endswith(TABLE)]

    @property
    def formats(self) -> str:
        """The part that lists the formats; empty where the workbook has none."""
        return next((link.part for link in self.by_id.values() if link.kind.endswith(FORMATS)), "")

    def links(self, part: str) -> list[Link]:
        """The relationships of a part (of the package itself where it is empty) that lead to parts of the package."""
        folder, _, leaf = part.rpartition("/")
        name = join(folder, "_rels", f"{leaf}.rels")
        if name not in self.package:
            return []
        return [
            Link(node.get("Id"), node.get("Type"), normpath(join("/", folder, node.get("Target"))).lstrip("/"))
            for node in tree(checked(self.package.part(name))).children
            if node.get("TargetMode") != "External"
        ]

    def formula_tabs(self) -> tuple[str, ...]:
        """The tabs that hold a formula."""
        return tuple(name for name, part in self.tabs.items() if FORMULA.search(self.package.part(part)))

    @property
    def asks_to_calculate(self) -> bool:
        """Whether Excel works out all formulas when it opens the workbook."""
        calc = self.root.child(b"calcPr")
        return calc is not None and calc.get("fullCalcOnLoad") in YES

    def calculated_anew(self) -> bytes:
        """The main part, asking Excel to work out all formulas when it opens the workbook."""
        if calc := self.root.child(b"calcPr"):
            raw = with_attribute(calc.raw, "fullCalcOnLoad", "1")
            return edited(self.part, [(calc.start, calc.inner, calc.tag(raw, empty=calc.empty))])
        before = [node for node in self.root.children if node.local in BEFORE_CALC]
        if not before:
            raise damaged("its list of tabs can't be read")
        asked = b"<" + before[-1].prefix + b'calcPr fullCalcOnLoad="1"/>'
        return edited(self.part, [(before[-1].end, before[-1].end, asked)])


def _reference(node: Node) -> str:
    """The relationship that an element names, whatever prefix the attribute has."""
    found = re.search(rb"\s[^\s=:]+:id\s*=\s*[\"']([^\"']*)[\"']", node.raw)
    return found[1].decode() if found else ""
