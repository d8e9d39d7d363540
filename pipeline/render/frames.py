"""Hands on the frame of a slot: a Word column's width, a PowerPoint shape's place on its slide."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from pipeline.render.ooxml import WORD, WP, A, P
from pipeline.render.slots import EMU_PER_CM, EMU_PER_POINT, Slot, SlotTag

Element = etree._Element
EMU_PER_TWIP = EMU_PER_POINT // 20
CELL_MARGIN = 108  # twips at the left and right of a cell where nothing else is said
INSET = 91_440  # EMU at the left and right of a text box where nothing else is said
TITLES = {"ctrTitle": "title", "subTitle": "body", "obj": "body", "": "body", "tbl": "body", "chart": "body"}


def _number(element: Element | None, name: str, default: int = 0) -> int:
    """A whole number of an attribute."""
    text = element.get(name) if element is not None else None
    try:
        return int(float(text)) if text else default
    except ValueError:
        return default


def word_slot(asked: SlotTag, paragraph: Element, last_section: Element | None) -> Slot:
    """The slot of a Word paragraph: as wide as its cell, text box or column, less the paragraph's own indents."""
    width = _room(paragraph, last_section)
    indent = paragraph.find(f"{WORD.name('pPr')}/{WORD.name('ind')}")
    for one, other in (("left", "start"), ("right", "end")):
        width -= (_number(indent, WORD.name(one)) or _number(indent, WORD.name(other))) * EMU_PER_TWIP
    return Slot(asked.tag, 0, 0, max(width, EMU_PER_CM), round((asked.height or 0) * EMU_PER_CM), top=asked.top)


def _room(paragraph: Element, last_section: Element | None) -> int:
    """The width that holds a paragraph, in EMU."""
    for outer in paragraph.iterancestors():
        if outer.tag == WORD.name("tc"):
            return _cell_width(outer) * EMU_PER_TWIP
        if outer.tag == WORD.name("txbxContent"):
            frame = next(outer.iterancestors(f"{{{WP}}}inline", f"{{{WP}}}anchor"), None)
            extent = frame.find(f"{{{WP}}}extent") if frame is not None else None
            if extent is not None:
                return _number(extent, "cx") - 2 * INSET
    return _column_width(_section(paragraph, last_section)) * EMU_PER_TWIP


def _section(paragraph: Element, last_section: Element | None) -> Element | None:
    """The section a paragraph stands in: the first that ends with it or behind it."""
    own = f"{WORD.name('pPr')}/{WORD.name('sectPr')}"
    top = paragraph
    for outer in paragraph.iterancestors():
        if outer.tag == WORD.name("body"):
            break
        top = outer
    for following in (top, *top.itersiblings()):
        found = following if following.tag == WORD.name("sectPr") else following.find(own)
        if found is not None:
            return found
    return last_section


def _column_width(section: Element | None) -> int:
    """The text width of a section's column, in twips; A4 with margins of 2 cm where nothing is said."""
    if section is None:
        return 11_906 - 2 * 1_134
    size, margins, columns = (section.find(WORD.name(name)) for name in ("pgSz", "pgMar", "cols"))
    width = _number(size, WORD.name("w"), 11_906)
    for side in ("left", "right", "gutter"):
        width -= _number(margins, WORD.name(side))
    if columns is None:
        return width
    first = columns.find(WORD.name("col"))
    if first is not None and columns.get(WORD.name("equalWidth"), "1") in ("0", "false", "off"):
        return _number(first, WORD.name("w"), width)
    count = max(_number(columns, WORD.name("num"), 1), 1)
    return (width - (count - 1) * _number(columns, WORD.name("space"), 720)) // count


def _cell_width(cell: Element) -> int:
    """The width inside a table cell, in twips: its own, else that of the grid columns it spans."""
    properties = cell.find(WORD.name("tcPr"))
    told = properties.find(WORD.name("tcW")) if properties is not None else None
    table = next(cell.iterancestors(WORD.name("tbl")))
    if told is not None and told.get(WORD.name("type")) == "dxa" and _number(told, WORD.name("w")):
        width = _number(told, WORD.name("w"))
    else:
        grid = [_number(column, WORD.name("w")) for column in table.iterfind(f"{WORD.name('tblGrid')}/*")]
        row = cell.getparent()
        start = sum(_span(c) for c in (() if row is None else row.iterchildren(WORD.name("tc"))) if _before(c, cell))
        width = sum(grid[start : start + _span(cell)])
    for one, other in (("left", "start"), ("right", "end")):
        width -= _margin(cell, table, one, other)
    return width


def _before(cell: Element, other: Element) -> bool:
    """Whether a cell stands before another of the same row."""
    return any(following is other for following in cell.itersiblings())


def _span(cell: Element) -> int:
    """How many grid columns a cell spans."""
    return _number(cell.find(f"{WORD.name('tcPr')}/{WORD.name('gridSpan')}"), WORD.name("val"), 1)


def _margin(cell: Element, table: Element, *sides: str) -> int:
    """A cell's margin at a side: its own, else its table's, else Word's."""
    for holder, path in ((cell, ("tcPr", "tcMar")), (table, ("tblPr", "tblCellMar"))):
        for side in sides:
            found = holder.find("/".join(WORD.name(name) for name in (*path, side)))
            if found is not None:
                return _number(found, WORD.name("w"))
    return CELL_MARGIN


def slide_slot(asked: SlotTag, shape: Element, outlines: Sequence[Element]) -> Slot | None:
    """The slot of a shape: its own frame, else that of its placeholder in the layout or master; None without one."""
    frame = _frame(shape)
    placeholder = shape.find(f".//{{{P}}}nvPr/{{{P}}}ph")
    if frame is None and placeholder is not None:
        frame = next((f for outline in outlines if (f := _inherited(placeholder, outline)) is not None), None)
    if frame is None:
        return None
    x, y, width, tall = frame
    tall = tall if asked.height is None else round(asked.height * EMU_PER_CM)
    return Slot(asked.tag, x, y, width, tall, top=asked.top, continues=not asked.top)


def _frame(shape: Element) -> tuple[int, int, int, int] | None:
    """Place and size of a shape as written on it."""
    xfrm = shape.find(f"{{{P}}}spPr/{{{A}}}xfrm")
    if xfrm is None:
        return None
    offset, extent = xfrm.find(f"{{{A}}}off"), xfrm.find(f"{{{A}}}ext")
    return (_number(offset, "x"), _number(offset, "y"), _number(extent, "cx"), _number(extent, "cy"))


def frame_of(drawing: Element) -> tuple[int, int, int, int]:
    """Place and size of a frame that holds a chart or picture; a drawing in a line of text has no place of its own."""
    xfrm = drawing.find(f"{{{P}}}xfrm")
    if xfrm is not None:
        offset, extent = xfrm.find(f"{{{A}}}off"), xfrm.find(f"{{{A}}}ext")
        return (_number(offset, "x"), _number(offset, "y"), _number(extent, "cx"), _number(extent, "cy"))
    extent = drawing.find(f"{{{WP}}}extent")
    return (0, 0, _number(extent, "cx"), _number(extent, "cy"))


def _inherited(placeholder: Element, outline: Element) -> tuple[int, int, int, int] | None:
    """The frame that a layout or master gives a placeholder: by its index, else by its type."""
    index, kind = placeholder.get("idx", "0"), placeholder.get("type", "")
    kinds = {kind, TITLES.get(kind, kind)}
    by_type = None
    for shape in outline.iter(f"{{{P}}}sp"):
        other = shape.find(f".//{{{P}}}nvPr/{{{P}}}ph")
        if other is None:
            continue
        if other.get("idx", "0") == index and outline.tag == f"{{{P}}}sldLayout":
            return _frame(shape) or by_type
        if other.get("type", "") in kinds:
            by_type = by_type or _frame(shape)
    return by_type
