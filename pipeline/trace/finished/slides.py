"""Reads what a presentation prints: slide by slide its shapes, tables, charts, alternative texts and notes."""

from __future__ import annotations

from pipeline.trace.finished.charts import read_chart
from pipeline.trace.finished.opened import Element, Opened, attribute, child, link_of, local, whole_text
from pipeline.trace.finished.pieces import Section, quoted

FURNITURE = ("slidenum", "datetime")  # fields that PowerPoint fills in
BESIDE = ("slideLayout", "slideMaster", "notesMaster")


def sections(package: Opened) -> list[Section]:
    """The slides in their order, each with its notes, then the layouts and masters behind them."""
    links = package.links(package.main)
    listed = child(package.root(package.main), "sldIdLst")
    slides = [links[link_of(one)].part for one in (listed if listed is not None else ()) if link_of(one) in links]
    made: list[Section] = []
    behind: dict[str, None] = {}
    for number, part in enumerate((part for part in slides if part), 1):
        section = Section(part)
        _Shapes(package, part, f"slide {number}", section).read()
        for link in package.links(part).values():
            if link.kind == "notesSlide" and link.part:
                _Shapes(package, link.part, f"slide {number}, notes", section).read()
            elif link.kind == "diagramData" and link.part:
                _Shapes(package, link.part, f"slide {number}, diagram", section).read()
            elif link.kind in BESIDE:
                behind |= _behind(package, link.part)
        made.append(section)
    for part in behind:
        kind = "master" if "aster" in part else "layout"
        section = Section(part)
        _Shapes(package, part, f"the {kind} {part.rpartition('/')[2]}", section).read()
        made.append(section)
    return made


def _behind(package: Opened, part: str) -> dict[str, None]:
    """A layout with its master."""
    masters = [link.part for link in package.links(part).values() if link.kind == "slideMaster" and link.part]
    return dict.fromkeys([one for one in (part, *masters) if one])


class _Shapes:
    """The shapes of a slide, of its notes or of a layout, read in their order."""

    def __init__(self, package: Opened, part: str, where: str, section: Section) -> None:
        self.package, self.part, self.where, self.section = package, part, where, section
        self.links = package.links(part)
        self.tables = self.charts = 0

    def read(self) -> None:
        """Add all pieces to the section."""
        self._inside(self.package.root(self.part), self.where)

    def _inside(self, element: Element, where: str) -> None:
        for one in element:
            name = local(one)
            if name == "AlternateContent":
                choice = child(one, "Choice")
                self._inside(one if choice is None else choice, where)
            elif name == "cNvPr":
                for said in ("descr", "title"):
                    if one.get(said):
                        self.section.add(
                            f"{where}, alternative text of {quoted(attribute(one, 'name'))}", one.get(said, "")
                        )
            elif name == "p":
                self._paragraph(one, where)
            elif name == "tbl":
                self._table(one, where)
            elif name == "chart" and self._chart(one, where):
                continue
            else:
                shape = _name(one) if name == "sp" else ""
                self._inside(one, f"{where}, {quoted(shape)}" if shape else where)

    def _paragraph(self, paragraph: Element, where: str) -> None:
        text = ""
        for one in paragraph.iter():
            kind = local(one)
            if kind == "br":
                text += "\n"
            elif kind == "t" and not _is_furniture(one):
                text += whole_text(one)
        self.section.add(where, text)

    def _table(self, table: Element, where: str) -> None:
        self.tables += 1
        for n, row in enumerate(table.iter("{*}tr"), 1):
            for m, cell in enumerate((one for one in row if local(one) == "tc"), 1):
                self._inside(cell, f"{where}, table {self.tables}, row {n}, column {m}")

    def _chart(self, element: Element, where: str) -> bool:
        link = self.links.get(link_of(element))
        if link is None or link.kind != "chart" or not link.part:
            return False
        self.charts += 1
        read_chart(self.package, link.part, f"{where}, chart {self.charts}", self.section)
        return True


def _name(shape: Element) -> str:
    """What a shape is called in PowerPoint."""
    found = child(shape, "nvSpPr", "cNvPr")
    return attribute(found, "name") if found is not None else ""


def _is_furniture(text: Element) -> bool:
    """Whether a text is a slide's number or a day that PowerPoint fills in."""
    parent = text.getparent()
    return parent is not None and local(parent) == "fld" and attribute(parent, "type").startswith(FURNITURE)
