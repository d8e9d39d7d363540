"""Writes the light workbook behind a chart: the chart's own cells on one sheet, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from pipeline.render.package import DECLARATION, Member, member, write_zip

Cell = str | float | None
SHEET = "Sheet1"

_CELLS = "xl/worksheets/sheet1.xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIXED = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def cell_text(text: str) -> str:
    """A text as SpreadsheetML and chart caches hold it: `_x0041_` that a person typed is not Excel's escape of "A"."""
    return _LOOKS_ESCAPED.sub("_x005F_", _UNPRINTABLE.sub("", text))


def cell_number(number: float) -> str:
    """A number as a cell and a chart's cache hold it, the same in both."""
    return f"{number:.15g}"


def column_letter(index: int) -> str:
    """The letters of a column, 0 for A."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def chart_workbook(rows: Sequence[Sequence[Cell]], codes: Sequence[str] = ()) -> bytes:
    """A workbook of these rows from A1 on, texts as texts and never as formulas; the same rows, the same bytes.

    `codes` are the number formats of the columns, none for General.
    """
    sheet = "".join(_row(number, cells, bool(codes)) for number, cells in enumerate(rows, 1))
    parts = _FIXED | {_CELLS: f'<worksheet xmlns="{_MAIN}"><sheetData>{sheet}</sheetData></worksheet>'}
    if codes:
        parts |= _styled(codes)
    return write_zip(
        _always(name, xml) if name != _CELLS else member(name, _written(xml)) for name, xml in parts.items()
    )


@lru_cache(maxsize=256)
def _always(name: str, xml: str) -> Member:
    """A part that most workbooks have in common, compressed once."""
    return member(name, _written(xml), lasting=True)


def _written(xml: str) -> bytes:
    return f"{DECLARATION}{xml}".encode()


def _styled(codes: Sequence[str]) -> dict[str, str]:
    """The parts of a workbook whose columns have number formats."""
    formats = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{escape(code)}"/>' for n, code in enumerate(codes))
    cells = "".join(
        f'<xf numFmtId="{164 + n if code else 0}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for n, code in enumerate(codes)
    )
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    override = f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    leads = f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    types, rels = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    return {
        types: _FIXED[types].replace("</Types>", override),
        rels: _FIXED[rels].replace("</Relationships>", leads),
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill>'
        '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1">{plain}</cellStyleXfs><cellXfs count="{len(codes)}">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    }


def _row(number: int, cells: Sequence[Cell], styled: bool) -> str:
    """A row of the sheet; None leaves no cell; a styled number has its column's format."""
    made = "".join(
        _cell(f"{column_letter(n)}{number}", cell, f' s="{n}"' if styled else "")
        for n, cell in enumerate(cells)
        if cell is not None and cell != ""
    )
    return f'<row r="{number}">{made}</row>'


def _cell(place: str, cell: str | float, style: str) -> str:
    """A cell of the sheet."""
    if isinstance(cell, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell_text(cell))}</t></is></c>'
    return f'<c r="{place}"{style}><v>{cell_number(cell)}</v></c>'
