"""Free rows lie beneath the last filled row and above what stands below; where there are too few it is said."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from pipeline.editing import Change, Unwritable, changed, free_rows
from tests.read.test_equals_openpyxl import by_us

ROOT = Path(__file__).parent.parent.parent
COLUMNS = ("A", "B", "C")


def tab(
    cells: dict[str, Any],
    *,
    table: str = "",
    totals: bool = False,
    second: str = "",
    merged: tuple[str, ...] = (),
    hidden: tuple[int, ...] = (),
) -> bytes:
    """A tab headed in row 2, with these cells; `=...` is a formula."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet: Any = made.add_worksheet("Risks")
        headings = [{"header": name} for name in ("Id", "Event", "Score")]
        if table:
            sheet.add_table(table, {"name": "Risks_now", "columns": headings, "total_row": totals})
        else:
            sheet.write_row("A2", ["Id", "Event", "Score"])
        if second:
            sheet.add_table(second, {"name": "Others"})
        for area in merged:
            sheet.merge_range(area, "")
        for row in hidden:
            sheet.set_row(row - 1, None, None, {"hidden": True})
        for cell, value in cells.items():
            sheet.write(cell, value)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        # A plain list: beneath the last row that holds something, wherever blank rows lie.
        (tab({"A3": "R1"}), (4, 5)),
        (tab({}), (3, 4)),
        (tab({"A3": "R1", "C9": 4}), (10, 11)),
        (tab({"A3": "R1", "E9": "beside the list"}), (4, 5)),
        (tab({"A3": "R1", "A4": " "}), (5, 6)),  # a shared text is not looked up
        (tab({"A3": "R1", "C3": "=A3&1"}), (4, 5)),
        (tab({"A3": "R1", "C3": "=SUM(A3:B3)", "C4": "=SUM(A4:B4)"}), (5, 6)),
        (tab({"A3": "R1", "C4": 1, "C5": "=SUM(C3:C4)", "A6": "R2", "C6": 4}), (7, 8)),  # a sum in the midst
        (tab({"A3": "R1", "C3": 1, "C4": "=SUM(B3:B4)"}), (5, 6)),
        (tab({"A3": "R1", "C3": 1, "C6": "=SUM(C3:C5)", "A8": "a note"}), (4, 5)),
        (tab({"A3": "R1", "C3": 1, "C6": "=SUM(C3:C5)", "C7": "=C6/SUM($C$3:$C$5)", "A7": "Share"}), (4, 5)),
        # Merged areas and hidden rows are passed over.
        (tab({"A3": "R1"}, merged=("B4:C4", "C6:E7")), (5, 8)),
        (tab({"A3": "R1"}, merged=("D4:E5",)), (4, 5)),
        (tab({"A3": "R1"}, hidden=(4,)), (5, 6)),
        # A table: inside it first, beneath it then.
        (tab({"A3": "R1"}, table="A2:C6"), (4, 5)),
        (tab({"A5": "R1"}, table="A2:C6"), (6, 7)),
        (tab({"A6": "R1"}, table="A2:C6"), (7, 8)),
        (tab({"A6": "R1", "B7": "typed beneath"}, table="A2:C6"), (8, 9)),
        (tab({"A3": "R1", "D5": "beside"}, table="A2:C6"), (4, 5)),
        # Formulas that a table's own column has in advance make no row filled.
        (tab({"A3": "R1", "D3": "=A3", "D4": "=A4", "D5": "=A5"}, table="A2:D6"), (4, 5)),
        (tab({"A3": "R1", "B3": "=A3", "B4": "=A4", "B5": "=A5"}, table="A2:D6"), (6, 7)),
        (tab({"A3": "R1", "D5": "own"}, table="A2:D6"), (6, 7)),
        # Notes and other tables below.
        (tab({"A3": "R1", "A9": "a note"}, table="A2:C4"), (4, 5)),
        (tab({"A3": "R1"}, table="A2:C4", second="B8:C9"), (4, 5)),
        (tab({"A3": "R1"}, table="A2:C4", second="E5:F9"), (4, 5)),
        (tab({"A3": "R1"}, table="A2:C7", totals=True), (4, 5)),
    ],
)  # fmt: skip
def test_two_free_rows_are_found(data: bytes, expected: tuple[int, ...]) -> None:
    assert free_rows(data, "Risks", 2, COLUMNS, 2) == expected


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (tab({"A3": "R1"}, table="A2:C6", totals=True), "2 rows are free between row 3 and the totals in row 6"),
        (tab({"A4": "R1"}, table="A2:C6", totals=True), "1 row is free between row 4 and the totals in row 6"),
        (tab({"A4": "R1"}, table="A2:C5", totals=True), "no row is free between row 4 and the totals in row 5"),
        (tab({"A3": "R1", "C6": "=SUM(C3:C5)"}), "2 rows are free between row 3 and the totals in row 6"),
        (tab({"A3": "R1"}, table="A2:C4", second="C6:D9"),
         "2 rows are free between row 3 and the table Others in row 6"),
        (tab({"A3": "R1", "A7": "note"}, table="A2:C4"), "2 rows are free between row 3 and the cells in row 7"),
        (tab({"A1048574": "R1"}), "2 rows are free between row 1048574 and the end of the tab"),
    ],
)  # fmt: skip
def test_too_little_room_is_said_with_its_place(data: bytes, sentence: str) -> None:
    found = {"n": 0, "1": 1, "2": 2}[sentence[0]]
    assert len(free_rows(data, "Risks", 2, COLUMNS, found)) == found
    with pytest.raises(Unwritable) as told:
        free_rows(data, "Risks", 2, COLUMNS, 3)
    assert str(told.value) == f"Risks: {sentence}, and 3 are needed: insert {3 - found} there in Excel"


def test_a_list_without_columns_or_tab_is_refused() -> None:
    data = tab({"A3": "R1"})
    with pytest.raises(Unwritable, match="no column is named in which rows could be written"):
        free_rows(data, "Risks", 2, [], 1)
    with pytest.raises(Unwritable, match="the workbook has no tab Risk; its tabs are Risks"):
        free_rows(data, "Risk", 2, COLUMNS, 1)


@given(
    filled=st.sets(st.integers(3, 12)),
    length=st.none() | st.integers(3, 14),
    count=st.integers(0, 6),
)
def test_rows_written_where_they_are_free_change_no_other_cell(
    filled: set[int], length: int | None, count: int
) -> None:
    data = tab({f"{'ABC'[row % 3]}{row}": f"R{row}" for row in filled}, table=f"A2:C{length}" if length else "")
    rows = _free(data, count)
    if rows is None:
        assert length is not None  # beneath a plain list there is always room
        return
    assert len(rows) == count
    before = by_us(data)
    new = {("Risks", f"{letter}{row}"): f"new {row}" for row in rows for letter in COLUMNS}
    assert not set(new) & set(before)
    after = changed(data, [Change(*place, value) for place, value in new.items()])
    assert by_us(after) == before | new
    if count and (more := _free(after, 1)):
        assert more[0] > max(rows)


def _free(data: bytes, count: int) -> tuple[int, ...] | None:
    """The free rows, or none where there is no room."""
    try:
        return free_rows(data, "Risks", 2, COLUMNS, count)
    except Unwritable:
        return None


@pytest.mark.parametrize(
    ("file", "sheet"), [("people.xlsx", "People"), ("risks.xlsx", "Risks"), ("goals.xlsx", "Goals")]
)
def test_the_example_workbooks_have_room(file: str, sheet: str) -> None:
    data = (ROOT / "inputs/accounts/meridian" / file).read_bytes()
    filled = {int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for tab, cell in by_us(data) if tab == sheet}
    rows = free_rows(data, sheet, 4, COLUMNS, 40)
    assert rows == tuple(range(max(filled) + 1, max(filled) + 41))
    after = changed(data, [Change(sheet, f"A{row}", f"X{row}") for row in rows])
    assert by_us(after) == by_us(data) | {(sheet, f"A{row}"): f"X{row}" for row in rows}
