"""Reads what a Word document prints: paragraphs, tables, text boxes, charts, alternative texts, headers and notes."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.trace.finished.charts import read_chart
from pipeline.trace.finished.opened import Element, Opened, attribute, child, link_of, local, whole_text
from pipeline.trace.finished.pieces import Piece, Section, quoted

BESIDE = ("header", "footer", "footnotes", "endnotes")
FURNITURE = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF")  # fields that Word fills in
GONE = ("del", "moveFrom", "pPr", "rPr", "tblGrid", "tcPr", "trPr", "sectPr", "instrText", "delText")


def sections(package: Opened) -> list[Section]:
    """The document's body, then its headers, footers and notes."""
    links = package.links(package.main).values()
    parts = dict.fromkeys([package.main, *(link.part for link in links if link.kind in BESIDE and link.part)])
    kinds = {link.part: link.kind for link in links}
    made = []
    for part in parts:
        section = Section(part)
        _Story(package, part, kinds.get(part, ""), section).read()
        made.append(section)
    return made


class _Story:
    """A part with paragraphs and tables, read in their order."""

    def __init__(self, package: Opened, part: str, where: str, section: Section) -> None:
        self.package, self.part, self.where, self.section = package, part, where, section
        self.links = package.links(part)
        self.paragraphs = self.tables = self.charts = 0
        self.heading = ""
        self.open: list[Piece] = []  # the paragraphs that are being read, one inside the other
        self.fields: list[str] = []  # what the fields that are open print; empty until it is known

    def read(self) -> None:
        """Add all pieces to the section."""
        self._inside(self.package.root(self.part), self.where)

    def _inside(self, elements: Iterable[Element], where: str) -> None:
        for one in elements:
            name = local(one)
            if name in GONE:
                if name == "instrText" and self.fields:
                    self.fields[-1] += whole_text(one)
            elif name == "p":
                self._paragraph(one, where)
            elif name == "tbl":
                self._table(one, where)
            elif name == "AlternateContent":
                choice = child(one, "Choice")
                self._inside(one if choice is None else choice, where)
            elif name == "tblPr":
                said = next((attribute(d, "val") for d in one if local(d) == "tblDescription"), "")
                self.section.add(f"{where}, its alternative text", said)
            elif name == "fldSimple" and _is_furniture(attribute(one, "instr")):
                continue
            elif not self._in_line(one, name, where):
                self._inside(one, where)

    def _in_line(self, element: Element, name: str, where: str) -> bool:
        """Read what stands in a paragraph's line; False for what only holds other elements."""
        if name in ("docPr", "cNvPr"):
            for said in ("title", "descr"):
                if element.get(said):
                    self.section.add(
                        f"{where}, alternative text of {quoted(attribute(element, 'name'))}", element.get(said, "")
                    )
        elif name == "chart" and (link := self.links.get(link_of(element))) and link.part:
            self.charts += 1
            read_chart(self.package, link.part, f"{self._at()}chart {self.charts}", self.section)
        elif name == "fldChar":
            kind = attribute(element, "fldCharType")
            if kind == "begin":
                self.fields.append("")
            elif kind == "end" and self.fields:
                self.fields.pop()
        elif self.open and name == "t":
            if not any(map(_is_furniture, self.fields)):
                self.open[-1].text += whole_text(element)
        elif self.open and name in ("br", "cr"):
            self.open[-1].text += "\n"
        elif self.open and name == "tab":
            self.open[-1].text += "\t"
        elif self.open and name == "noBreakHyphen":
            self.open[-1].text += "-"
        else:
            return False
        return True

    def _at(self) -> str:
        """Under which heading this is."""
        return f"under {quoted(self.heading)}, " if self.heading else ""

    def _paragraph(self, paragraph: Element, where: str) -> None:
        self.paragraphs += 1
        piece = self.section.add(where or f"{self._at()}paragraph {self.paragraphs}")
        self.open.append(piece)
        self._inside(paragraph, piece.place)
        self.open.pop()
        style = child(paragraph, "pPr", "pStyle")
        if style is not None and "eading" in attribute(style, "val") and piece.text.strip():
            self.heading = piece.text

    def _table(self, table: Element, where: str) -> None:
        self.tables += 1
        at = f"{where}, table {self.tables}" if where else f"{self._at()}table {self.tables}"
        row = 0
        for one in table:
            if local(one) != "tr":
                self._inside((one,), at)  # the table's properties, or rows inside a control
                continue
            row += 1
            for n, cell in enumerate((c for c in one.iter("{*}tc") if next(c.iterancestors("{*}tr")) is one), 1):
                self._inside(cell, f"{at}, row {row}, column {n}")


def _is_furniture(instruction: str) -> bool:
    """Whether a field prints a page's number."""
    return instruction.split()[:1] != [] and instruction.split()[0].upper() in FURNITURE
