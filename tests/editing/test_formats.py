"""A new cell looks like those above it; dates are shown as dates, numbers as numbers, with few formats."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from pipeline.editing import Change, Unwritable, changed
from pipeline.editing.formats import plain
from tests.editing.seen import cells_in, changed_parts, in_both
from tests.editing.test_forms import SOUND, with_tab
from tests.read.books import rebuilt, unpacked

SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
DAY = date(2026, 3, 31)
# The formats of `styled`, in the order in which they are used.
DATE, BOLD, RED, GREEN, CLOCK, DAYS = range(1, 7)


def styled() -> bytes:
    """A workbook whose first tab is empty, with six formats."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        made.add_worksheet("Risks")
        other = made.add_worksheet("Other")
        looks = [
            {"num_format": "dd/mm/yyyy"},
            {"bold": True},
            {"font_color": "red", "text_wrap": True},
            {"font_color": "green"},
            {"num_format": "[h]:mm"},
            {"num_format": '0 "days";-0'},
        ]
        for number, look in enumerate(looks):
            other.write_string(0, number, "x", made.add_format(look))
    return out.getvalue()


STYLED = styled()


def with_cells(xml: str, before: str = "") -> bytes:
    """The same with these rows in its first tab."""
    tab = unpacked(with_tab(f"<sheetData>{xml}</sheetData>", before=before), SHEET)
    return rebuilt(STYLED, lambda name, part: tab if name == SHEET else part)


def column(*styles: int) -> str:
    """Rows from 1 whose filled cell in column A has a format."""
    return "".join(f'<row r="{n}"><c r="A{n}" s="{style}"><v>1</v></c></row>' for n, style in enumerate(styles, 1))


def style_of(data: bytes, cell: str, value: object = "x") -> int:
    """The format that a new cell gets."""
    after = changed(data, [Change("Risks", cell, value)])  # type: ignore[arg-type]
    assert changed_parts(data, after) == {SHEET}
    found = cells_in(unpacked(after, SHEET))[cell].partition(b' s="')[2]
    return int(found.partition(b'"')[0] or 0)


COLS = '<cols><col min="1" max="2" width="9" style="4"/><col min="3" max="3" width="9"/></cols>'


@pytest.mark.parametrize(
    ("rows", "cols", "cell", "expected"),
    [
        (column(BOLD, RED, RED), COLS, "A4", RED),  # the cells above agree
        (column(BOLD, RED, GREEN), "", "A4", GREEN),  # they don't: the nearest
        (column(BOLD, RED, RED, BOLD), COLS, "A5", GREEN),  # they don't, and the column has its own: an example row
        (column(BOLD), "", "A2", 0),  # a heading is no model
        (column(BOLD), COLS, "A2", GREEN),
        (column(BOLD, RED), "", "A3", RED),
        (column(BOLD, RED), COLS, "A3", GREEN),
        (column(BOLD, RED, RED), COLS, "B4", GREEN),  # another column
        (column(BOLD, RED, RED), COLS, "C4", 0),
        (column(BOLD, RED, RED), "", "A23", RED),
        (column(BOLD, RED, RED), "", "A24", 0),  # too far below
        ('<row r="2" s="3" customFormat="1"/>', "", "A2", RED),  # the row's own
        ('<row r="2" s="3" customFormat="1"/>', COLS, "A2", GREEN),
    ],
)  # fmt: skip
def test_a_new_cell_takes_its_format_from_its_place(rows: str, cols: str, cell: str, expected: int) -> None:
    assert style_of(with_cells(rows, cols), cell) == expected


def test_new_cells_under_new_cells_look_alike() -> None:
    data = with_cells(column(BOLD, RED, RED))
    after = changed(data, [Change("Risks", f"A{n}", "x") for n in range(30, 3, -1)])
    assert all(b' s="3"' in cells_in(unpacked(after, SHEET))[f"A{n}"] for n in range(4, 31))


def test_a_table_s_heading_is_no_model_but_its_rows_are() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        tab, red, bold = (
            made.add_worksheet("Risks"),
            made.add_format({"font_color": "red"}),
            made.add_format({"bold": True}),
        )
        tab.write("A1", "over the table", bold)
        tab.write("A2", "directly over it", bold)
        tab.add_table("A3:B9", {"columns": [{"header": "Id", "header_format": bold}, {"header": "Event"}]})
        tab.write("B4", "first", red)
    data = out.getvalue()
    assert style_of(data, "A4") == 0
    assert style_of(data, "B5") == 2


@pytest.mark.parametrize("style", [0, BOLD, RED])
def test_a_date_in_a_cell_that_shows_none_takes_a_format_like_the_cell_s(style: int) -> None:
    data = with_cells(f'<row r="2"><c r="A2" s="{style}"/><c r="B2" s="{style}"/></row>')
    after = changed(data, [Change("Risks", "A2", DAY), Change("Risks", "B2", DAY)])
    assert changed_parts(data, after) == {SHEET, STYLES}
    assert in_both(after)["Risks", "A2"] == in_both(after)["Risks", "B2"] == DAY
    old, new = (unpacked(one, STYLES) for one in (data, after))
    assert new.count(b"<xf ") == old.count(b"<xf ") + 1  # one for both
    assert b'<cellXfs count="8">' in new
    was, now = (openpyxl.load_workbook(BytesIO(one))["Risks"]["A2"] for one in (data, after))
    assert [repr(look) for look in (was.font, was.fill, was.alignment)] == [
        repr(look) for look in (now.font, now.fill, now.alignment)
    ]
    assert now.number_format == "mm-dd-yy"  # openpyxl's name for the short date of the reader's system
    again = changed(after, [Change("Risks", f"C{n}", DAY) for n in (2, 3)] + [Change("Risks", "A2", DAY)])
    assert unpacked(again, STYLES).count(b"<xf ") <= new.count(b"<xf ") + 1


@pytest.mark.parametrize(
    ("rows", "cols", "cell"),
    [
        (f'<row r="2"><c r="A2" s="{DATE}"/></row>', "", "A2"),  # its own
        (column(BOLD, DATE), "", "A3"),  # the cell's above
        (column(BOLD, DATE) + f'<row r="3"><c r="A3" s="{RED}"/></row>', "", "A3"),
        (column(BOLD, DATE, RED), "", "A4"),  # the second above
        ("", f'<cols><col min="1" max="1" width="9" style="{DATE}"/></cols>', "A4"),  # the column's
        (column(BOLD, RED, RED), f'<cols><col min="1" max="1" width="9" style="{DATE}"/></cols>', "A4"),
    ],
)
def test_a_date_takes_a_format_that_is_there_before_one_is_added(rows: str, cols: str, cell: str) -> None:
    assert style_of(with_cells(rows, cols), cell, DAY) == DATE


@pytest.mark.parametrize(("style", "shows"), [(DATE, False), (CLOCK, False), (DAYS, True), (BOLD, True), (0, True)])
def test_a_number_is_not_shown_as_a_date_or_a_time(style: int, shows: bool) -> None:
    data = with_cells(f'<row r="2"><c r="A2" s="{style}"/></row>')
    after = changed(data, [Change("Risks", "A2", 3.5)])
    assert in_both(after)["Risks", "A2"] == 3.5
    assert (changed_parts(data, after) == {SHEET}) is shows
    for value in ("x", True):
        assert changed_parts(data, changed(data, [Change("Risks", "A2", value)])) == {SHEET}


@pytest.mark.parametrize(
    ("code", "day", "clock"),
    [
        ("General", False, False), ("0.00", False, False), ("yyyy-mm-dd", True, True), ("h:mm", False, True),
        ('0 "days"', False, False), ("[Red]0", False, False), ("[mm]:ss", False, True), (r"0\d", False, False),
        ("0_d", False, False), ("* d0", True, True), ("*d0", False, False), ("0;[Red]-0;d", False, False),
        ("[$-409]d. mmmm", True, True), ("#,##0 [$EUR]", False, False), ("@", False, False), ("YY", True, True),
    ],
)  # fmt: skip
def test_what_a_number_format_shows(code: str, day: bool, clock: bool) -> None:
    signs = plain(code)
    assert any(sign in signs for sign in "dy") is day
    assert any(sign in signs for sign in "dmyhs") is clock


def test_a_workbook_without_formats_takes_text_and_refuses_a_date() -> None:
    bare = rebuilt(
        SOUND,
        lambda name, part: (
            None
            if name == STYLES
            else part.replace(b"relationships/styles", b"relationships/other")
            if name.endswith("workbook.xml.rels")
            else part
        ),
    )
    assert changed_parts(bare, changed(bare, [Change("Risks", "B2", 5)])) == {SHEET}
    with pytest.raises(Unwritable, match="the workbook lists no formats, so that a date can't be shown"):
        changed(bare, [Change("Risks", "B2", DAY)])
