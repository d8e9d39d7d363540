"""Lawful XML of an unlucky form is changed like any other, and keeps its form."""

from __future__ import annotations

import pytest

from pipeline.editing import Change, Unwritable, Value, changed
from tests.editing.seen import changed_parts, in_both
from tests.read.books import book, rebuilt, unpacked
from tests.read.test_equals_openpyxl import by_us

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
SOUND = book({"Risks": [["Id", "Event"], ["R1", "Fire"]], "Other": [[1]]})


def with_tab(data_xml: str, *, before: str = "", behind: str = "", root: str = f'<worksheet xmlns="{MAIN}">') -> bytes:
    """A workbook whose first tab is this XML: what stands before its cells, its cells, what stands behind."""
    end = f"</{root[1:].split()[0]}>"
    return rebuilt(
        SOUND, lambda name, part: f"{root}{before}{data_xml}{behind}{end}".encode() if name == SHEET else part
    )


def put(data: bytes, **cells: Value) -> str:
    """The first tab's XML after these cells were changed; nothing else may change."""
    after = changed(data, [Change("Risks", cell, value) for cell, value in cells.items()])
    assert changed_parts(data, after) == {SHEET}
    return unpacked(after, SHEET).decode()


@pytest.mark.parametrize(
    ("cells", "changes", "expected"),
    [
        # Rows and cells that don't tell their places count on.
        (
            "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
            {"B1": 9, "A2": 8, "C2": 7, "B4": 6},
            '<row><c><v>1</v></c><c><v>9</v></c></row><row><c><v>8</v></c><c r="C2"><v>7</v></c></row>'
            '<row r="4"><c r="B4"><v>6</v></c></row>',
        ),
        (
            '<row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>',
            {"A3": 7, "D3": 8, "A4": 9, "A1": 6},
            '<row r="1"><c r="A1"><v>6</v></c></row><row r="3"><c r="A3"><v>7</v></c><c r="C3"><v>1</v></c>'
            "<c><v>8</v></c></row><row><c><v>9</v></c></row>",
        ),
        # Single quotes, spaces, line breaks; what stands inside attributes is no markup.
        (
            "<row  r='1'\n x='<![CDATA['  ><c r = 'A1' t='n' ><v> 1 </v></c ></row >".replace("<![", "&lt;!["),
            {"A1": 2, "B1": True},
            "<row  r='1'\n x='&lt;![CDATA['  ><c r = 'A1'><v>2</v></c><c r=\"B1\" t=\"b\"><v>1</v></c></row >",
        ),
        (
            '<row r="1" spans="1:1" x="a>b/"><c r="A1" x="/>"><v>1</v></c></row>',
            {"A1": 2},
            '<row r="1" spans="1:1" x="a>b/"><c r="A1" x="/>"><v>2</v></c></row>',
        ),
        # Comments, CDATA and processing instructions hold no cells.
        (
            '<!-- <row r="1"><c r="A1"/></row> --><row r="1"><!-- <c r="B1"/> --><c r="A1" t="str"><v><![CDATA[</row>]]></v></c>'
            '<?x <c r="C1"/>?></row><!-- </sheetData> -->',
            {"B1": 2, "A2": 3},
            '<!-- <row r="1"><c r="A1"/></row> --><row r="1"><!-- <c r="B1"/> --><c r="A1" t="str"><v><![CDATA[</row>]]></v></c>'
            '<c r="B1"><v>2</v></c><?x <c r="C1"/>?></row><row r="2"><c r="A2"><v>3</v></c></row><!-- </sheetData> -->',
        ),
        # Rows and cells without content.
        (
            '<row r="2" s="3" customFormat="1"/><row r="4"></row>',
            {"B2": 1, "A4": 2, "A3": 3},
            '<row r="2" s="3" customFormat="1"><c r="B2" s="3"><v>1</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>'
            '<row r="4"><c r="A4"><v>2</v></c></row>',
        ),
        # Spans stay lawful.
        (
            '<row r="1" spans="2:3"><c r="B1"><v>1</v></c></row><row r="2" spans="1:2 5:9"><c r="A2"><v>1</v></c></row>',
            {"D1": 2, "F2": 3, "C1": 4},
            '<row r="1" spans="2:4"><c r="B1"><v>1</v></c><c r="C1"><v>4</v></c><c r="D1"><v>2</v></c></row>'
            '<row r="2" spans="1:2 5:9"><c r="A2"><v>1</v></c><c r="F2"><v>3</v></c></row>',
        ),
        # A height that Excel measured goes where a text is written; one that a person set stays.
        (
            '<row r="1" ht="30"><c r="A1"/></row><row r="2" ht="30" customHeight="1"><c r="A2"/></row>'
            '<row r="3" ht="30" hidden="1"><c r="A3"/></row><row r="4" ht="30"><c r="A4"/></row>',
            {"A1": "x", "A2": "x", "A3": "x", "A4": 1},
            '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
            '<row r="2" ht="30" customHeight="1"><c r="A2" t="inlineStr"><is><t>x</t></is></c></row>'
            '<row r="3" ht="30" hidden="1"><c r="A3" t="inlineStr"><is><t>x</t></is></c></row>'
            '<row r="4" ht="30"><c r="A4"><v>1</v></c></row>',
        ),
        # Rich and shared text, dates as ISO text, errors, linked data: the former value goes with what belonged to it.
        (
            '<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>a</t></r><r><t>b</t></r></is></c>'
            '<c r="B1" s="1" t="s"><v>0</v></c><c r="C1" t="d"><v>2026-03-31</v></c><c r="D1" t="e" vm="1"><v>#VALUE!</v></c>'
            '<c r="E1" ph="1" s="2"><v>1</v><extLst><ext uri="u"/></extLst></c></row>',
            {"A1": 1, "B1": 2, "C1": 3, "D1": "x", "E1": "y"},
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"><v>2</v></c><c r="C1"><v>3</v></c>'
            '<c r="D1" t="inlineStr"><is><t>x</t></is></c>'
            '<c r="E1" ph="1" s="2" t="inlineStr"><is><t>y</t></is><extLst><ext uri="u"/></extLst></c></row>',
        ),
        # What stands behind a row's last cell stays behind it.
        (
            '<row r="1">\n  <c r="A1"><v>1</v></c>\n  <extLst/>\n</row>\n',
            {"B1": 2, "A2": 3},
            '<row r="1">\n  <c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>\n  <extLst/>\n</row>'
            '<row r="2"><c r="A2"><v>3</v></c></row>\n',
        ),
    ],
)  # fmt: skip
def test_cells_of_any_form_are_changed_in_place(cells: str, changes: dict[str, Value], expected: str) -> None:
    data = with_tab(f"<sheetData>{cells}</sheetData>", behind="<!-- end --><pageMargins/>")
    was, now = f"<sheetData>{cells}</sheetData>", f"<sheetData>{expected}</sheetData>"
    assert put(data, **changes) == unpacked(data, SHEET).decode().replace(was, now)


@pytest.mark.parametrize(
    "data_xml", ["<sheetData/>", "<sheetData />", "<sheetData></sheetData>", "<sheetData  ></sheetData >"]
)
def test_a_tab_without_cells_gets_its_first(data_xml: str) -> None:
    after = put(with_tab(data_xml), B2="x", A1=1)
    assert (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2" t="inlineStr"><is><t>x</t></is></c></row></'
        in after
    )
    assert in_both(changed(with_tab(data_xml), [Change("Risks", "B2", "x")]))["Risks", "B2"] == "x"


@pytest.mark.parametrize("namespace", [MAIN, STRICT])
def test_names_with_a_prefix_are_kept(namespace: str) -> None:
    cells = '<x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>a</x:v></x:c></x:row></x:sheetData>'
    data = with_tab(cells, root=f'<x:worksheet xmlns:x="{namespace}">', before='<x:dimension ref="A1"/>')
    after = put(data, A1="b", B1=True, C2="d")
    assert '<x:dimension ref="A1:C2"/>' in after
    assert (
        '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c><x:c r="B1" t="b"><x:v>1</x:v></x:c></x:row>'
        '<x:row r="2"><x:c r="C2" t="inlineStr"><x:is><x:t>d</x:t></x:is></x:c></x:row></x:sheetData>'
    ) in after
    read = by_us(changed(data, [Change("Risks", "A1", "b"), Change("Risks", "C2", "d")]))
    assert {place[1]: value for place, value in read.items() if place[0] == "Risks"} == {"A1": "b", "C2": "d"}


def test_a_strict_workbook_is_changed() -> None:
    strict = rebuilt(
        SOUND,
        lambda name, part: part.replace(MAIN.encode(), STRICT.encode()).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )
    after = changed(strict, [Change("Risks", "B2", "Flood"), Change("Other", "C4", 5)])
    assert by_us(after) == by_us(strict) | {("Risks", "B2"): "Flood", ("Other", "C4"): 5.0}


def test_a_part_in_ascii_spells_out_other_letters_as_numbers() -> None:
    data = with_tab("<sheetData/>", root=f'<worksheet xmlns="{MAIN}">')
    data = rebuilt(data, lambda n, part: b'<?xml version="1.0" encoding="us-ascii"?>' + part if n == SHEET else part)
    assert "<t>&#233;&#128512;</t>" in put(data, A1="é😀")
    assert by_us(changed(data, [Change("Risks", "A1", "é😀")]))["Risks", "A1"] == "é😀"


def test_a_byte_order_mark_stays() -> None:
    data = rebuilt(SOUND, lambda name, part: b"\xef\xbb\xbf" + part if name == SHEET else part)
    assert put(data, B2="Flood").startswith("\ufeff<?xml")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<dimension ref="A1:B2"/>', '<dimension ref="A1:D9"/>'),
        ("<dimension ref='B2'></dimension>", '<dimension ref="B2:D9"></dimension>'),
        ('<dimension ref="A1:XFD9"/>', '<dimension ref="A1:XFD9"/>'),
        ('<dimension ref="#REF!"/>', '<dimension ref="#REF!"/>'),
        ("", ""),
    ],
)
def test_the_extent_holds_the_new_cells(before: str, after: str) -> None:
    cells = '<sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData>'
    assert f">{after}<sheetData>" in put(with_tab(cells, before=before), D9=1, C3=None)
    assert f">{before}<sheetData>" in put(with_tab(cells, before=before), B2=5)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ('<row r="2"/><row r="1"/>', "the workbook is damaged: the rows of a tab are not in order; open it in Excel"),
        ('<row r="1"/><row r="1"/>', "the workbook is damaged: the rows of a tab are not in order; open it in Excel"),
        ('<row r="1048577"/>', "the workbook is damaged: the rows of a tab are not in order; open it in Excel"),
        ('<row r="1"><c r="B1"/><c r="A1"/></row>', "the workbook is damaged: the cells of row 1 are not in order"),
        ('<row r="1"><c r="A2"/></row>', "the workbook is damaged: the cells of row 1 are not in order; open it in Excel"),
        ('<row r="1"><c r="XFE1"/></row>', "the workbook is damaged: the cells of row 1 are not in order; open it in Excel"),
        ('<row r="1"><d r="A1"/></row>', "the workbook is written in a way that can't be changed safely: row 1 holds"),
        (
            '<mc:AlternateContent xmlns:mc="m"><mc:Choice><row r="1"/></mc:Choice></mc:AlternateContent>',
            "the workbook is written in a way that can't be changed safely: a tab holds some cells in two versions",
        ),
        (f'<y:row xmlns:y="{MAIN}" r="1"/>', "the workbook is written in a way that can't be changed safely: its rows are"),
        (f'<row xmlns="{MAIN}" r="1"/>', "the workbook is written in a way that can't be changed safely: its rows are"),
    ],
)  # fmt: skip
def test_what_excel_never_writes_is_refused_rather_than_risked(cells: str, sentence: str) -> None:
    with pytest.raises(Unwritable) as told:
        put(with_tab(f"<sheetData>{cells}</sheetData>"), A1=1)
    assert str(told.value).startswith(sentence)


def test_a_tab_of_another_kind_of_names_is_refused() -> None:
    with pytest.raises(Unwritable, match="a tab's names are not those of a workbook"):
        put(with_tab("<sheetData/>", root='<worksheet xmlns="urn:mine">'), A1=1)


def test_what_empties_nothing_changes_nothing() -> None:
    data = with_tab('<sheetData><row r="1" ht="30"><c r="A1"/></row></sheetData>')
    assert changed(data, [Change("Risks", "B1", ""), Change("Risks", "C9", None), Change("Risks", "A1", None)]) == data


def test_macros_and_what_stands_beside_the_cells_stay() -> None:
    macros = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros", "customXml/item1.xml": b"<a/>"}
    data = rebuilt(SOUND, lambda _, part: part, macros)
    after = changed(data, [Change("Risks", "B2", "Flood")])
    assert changed_parts(data, after) == {SHEET}
    assert unpacked(after, "xl/vbaProject.bin") == macros["xl/vbaProject.bin"]
