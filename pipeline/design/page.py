"""The words a Word template is drawn with: headings, notes, slots, columns, and tables whose rows repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from io import BytesIO
from types import MappingProxyType
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from pipeline.design.brand import base_package
from pipeline.design.brand_page import brand_document
from pipeline.design.opened import BrandFile
from pipeline.design.seal import sealed
from pipeline.design.words import Words

TEXT_WIDTH = 17.0  # cm: A4 less its margins
NO_STYLES: Mapping[str, Any] = MappingProxyType({})
GUTTER = 0.5  # cm between two columns


class Page:
    """A stretch of a Word template: the document's body, or a column of it."""

    def __init__(
        self, body: Any, first: Any = None, styles: Mapping[str, Any] = NO_STYLES, width: float = TEXT_WIDTH
    ) -> None:
        # `first` is the paragraph that a column is born with: what is written first goes there. `styles` are a brand's
        # own by our names; `width` is that of the document's text in cm.
        self._body, self._first, self._column = body, first, first is not None
        self._styles, self._width = styles, width

    def heading(self, level: int, words: str, *, new_page: bool = False, space: float | None = None) -> None:
        """A heading that may begin a page; `space` points before it, or what its style says."""
        look = self._paragraph(words, f"Heading {level}").paragraph_format
        if new_page:
            look.page_break_before, space = True, 0
        if space is not None:
            look.space_before = Pt(space)
        if self._column:
            # Here "keep with next" would bind the row of columns to what stands below; the row is kept whole instead.
            look.keep_with_next = False

    def part(self, words: str, enough: str) -> None:
        """A heading that begins a page where the condition says that there is enough to fill it, else goes on."""
        self.text(f"{{%p if {enough} %}}")
        self.heading(1, words, new_page=True)
        self.text("{%p else %}")
        self.heading(1, words)
        self.text("{%p endif %}")

    def lie_on_side(self) -> bool:
        """Go on with pages that lie on their side, for tables of many columns; whether it does.

        A brand's pages stay upright: what stands at their head may not fit another width.
        """
        if self._styles:
            return False
        section = self._body.add_section(WD_SECTION.NEW_PAGE)
        upright = self._body.sections[-2]
        look = self._body.paragraphs[-1].paragraph_format  # the last before the break: it needs no room of its own
        look.space_before, look.space_after, look.line_spacing = Pt(0), Pt(0), Pt(1)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = upright.page_height, upright.page_width
        self._width = (section.page_width - section.left_margin - section.right_margin) / Cm(1)
        for name in ("header", "footer"):
            part = getattr(section, name)
            part.is_linked_to_previous = False
            line = deepcopy(getattr(upright, name).paragraphs[-1]._p)
            part._element.replace(part.paragraphs[-1]._p, line)
            part.paragraphs[-1].paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.CLEAR)
            part.paragraphs[-1].paragraph_format.tab_stops.add_tab_stop(Cm(self._width), WD_TAB_ALIGNMENT.RIGHT)
        return True

    def text(self, words: str, *, keep: bool = False) -> None:
        """A paragraph, kept on the page of the next one if wanted."""
        paragraph = self._paragraph(words, "Normal")
        if keep:
            paragraph.paragraph_format.keep_with_next = True

    def title(self, words: str) -> None:
        """The document's title."""
        self._paragraph(words, "Title")

    def note(self, words: str) -> None:
        """A small line about what stands above it."""
        self._paragraph(words, "Note")

    def slot(self, tag: str) -> None:
        """A paragraph that holds only one tag: its block is drawn there."""
        self._paragraph("{{ " + tag + " }}", "Normal")

    def columns(self, rows: int = 1) -> list[tuple[Page, Page]]:
        """Two columns side by side, as often as there are rows below each other."""
        table = self._table([("", "")] * rows, [TEXT_WIDTH / 2] * 2)
        table._tbl.tblPr.find(qn("w:tblLook")).addprevious(
            parse_xml(
                f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/>'
                f'<w:right w:w="{Cm(GUTTER).twips}" w:type="dxa"/></w:tblCellMar>'
            )
        )
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        left, right = (list(column.cells) for column in table.columns)
        return [(self._inside(one), self._inside(other)) for one, other in zip(left, right, strict=True)]

    def _inside(self, cell: Any) -> Page:
        """The column that a cell holds."""
        return Page(cell, cell.paragraphs[0], self._styles, self._width)

    def table(
        self,
        about: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        last_height: float = 0,
        high: int = 1,
        whole: bool = False,
    ) -> Any:
        """A ruled table, which is handed back, whose heading row repeats on each page; rows stay whole.

        `about` is its alternative text; the last row, or so many as `high`, is `last_height` cm high at least. One that
        is `whole` stands on one page, with the heading above it.
        """
        table = self._table([heads, *rows], widths)
        table.style = self._style("Plan Table")
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        look.attrib.clear()
        for name in ("firstRow", "noHBand", "noVBand"):
            look.set(qn(f"w:{name}"), "1")
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), about)
        look.addnext(caption)
        for n, row in enumerate(table.rows):
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell in row.cells:
                cell.paragraphs[0].style = self._style("Table Text" if n else "Table Head")
        table.rows[0]._tr.trPr.append(OxmlElement("w:tblHeader"))
        for row in list(table.rows)[-high:] if last_height else ():
            row.height = Cm(last_height)
        for row in list(table.rows)[:-1] if whole else ():
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        return table

    def loop(self, about: str, item: str, items: str, columns: Sequence[tuple[str, str, float]], empty: str) -> None:
        """A table with a row for each item of a list tag, or the words `empty` over its whole width.

        Columns: heading, cell, width in cm.
        """
        blank = [""] * (len(columns) - 1)
        rows = (
            [f"{{%tr for {item} in {items} %}}", *blank],
            [cell for _, cell, _ in columns],
            ["{%tr else %}", *blank],
            [empty, *blank],
            ["{%tr endfor %}", *blank],
        )
        table = self.table(about, [head for head, _, _ in columns], rows, [width for _, _, width in columns])
        cells = table.rows[1 + rows.index([empty, *blank])].cells
        cells[0].merge(cells[-1])

    def _paragraph(self, words: str, style: str) -> Any:
        paragraph, self._first = self._first or self._body.add_paragraph(), None
        paragraph.style = self._style(style)
        write(paragraph, words)
        return paragraph

    def _style(self, name: str) -> Any:
        """The document's own style for one of ours."""
        return self._styles.get(name, name)

    def finish(self) -> bytes:
        """The drawn file, sealed."""
        buffer = BytesIO()
        self._body.save(buffer)
        return sealed(buffer.getvalue())

    def _table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Any:
        """A table of fixed widths in cm, so that it looks the same in every reader."""
        table = self._body.add_table(len(rows), len(widths))
        table.style, table.autofit = self._style("Normal Table"), False
        if self._width != TEXT_WIDTH:
            widths = [width * self._width / TEXT_WIDTH for width in widths]
        for n, width in enumerate(widths):
            table.columns[n].width = Cm(width)
        for row, words in zip(table.rows, rows, strict=True):
            for cell, width, text in zip(row.cells, widths, words, strict=True):
                cell.width = Cm(width)
                write(cell.paragraphs[0], text)
        return table


def write(paragraph: Any, words: str) -> None:
    """Add the words to a paragraph, as one run."""
    if words:
        paragraph.add_run(words)


def field(paragraph: Any, instruction: str) -> None:
    """Add a field that Word keeps up to date, such as PAGE."""
    for kind in ("begin", "instruction", "separate", "result", "end"):
        run = paragraph.add_run()
        if kind == "instruction":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {instruction} "
            run._r.append(element)
        elif kind == "result":
            run.text = "1"
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._r.append(element)


def begin(title: str, header: tuple[str, str], footer: str, words: Words, brand: BrandFile | None = None) -> Page:
    """An empty document on a brand's or our own; header left and right; the footer ends with page x of y."""
    if brand is None:
        document, styles, width = docx.Document(BytesIO(base_package("word", words.tag))), NO_STYLES, TEXT_WIDTH
    else:
        document, styles, width = brand_document(brand.data, words)
    document.core_properties.title = title
    section = document.sections[0]
    write(section.header.paragraphs[-1], "\t".join(header))
    line = section.footer.paragraphs[-1]
    write(line, f"{footer}\t{words('common.page')} ")
    field(line, "PAGE")
    write(line, f" {words('common.of')} ")
    field(line, "NUMPAGES")
    return Page(document, styles=styles, width=width)
