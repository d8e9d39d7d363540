"""Which cells are never written, and their nearest neighbours, which are."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from pipeline.editing import Change, Unwritable, changed
from tests.editing.test_forms import SOUND, with_tab
from tests.read.test_equals_openpyxl import by_us


def full() -> bytes:
    """A tab with a formula, an array formula, a spilling one, merged cells and a table with totals."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        tab: Any = made.add_worksheet("Risks")
        tab.write_formula("A1", "=1+1", None, 2)
        tab.write_array_formula("B1:C2", "{=D1:E2}", None, 1)
        tab.write_dynamic_array_formula("E1:E3", "=SEQUENCE(3)", None, 1)
        tab.merge_range("G1:H2", "merged")
        columns = [
            {"header": "Id", "total_string": "Total"},
            {"header": "Score", "total_function": "sum"},
            {"header": "Note"},
        ]
        tab.add_table(
            "A5:C8", {"name": "Scores", "columns": columns, "total_row": True, "data": [["R1", 4], ["R2", 5]]}
        )
        tab.protect("secret")
    return out.getvalue()


FULL = full()


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("A1", "holds a formula, which is never written over: change the cells it reads from"),
        ("B1", "holds a formula, which is never written over: change the cells it reads from"),
        ("C2", "is filled by the formula of B1:C2, which is never written over"),
        ("E3", "is filled by the formula of E1:E3, which is never written over"),
        ("H1", "is part of the merged cells G1:H2, whose value stands in G1: unmerge them"),
        ("G2", "is part of the merged cells G1:H2, whose value stands in G1: unmerge them"),
        ("B5", "is a heading of the table Scores: change it in Excel"),
        ("C8", "stands in the totals row of the table Scores: change it in Excel"),
        ("D", "is no cell's address: write it like D7"),
        ("d7", "is no cell's address: write it like D7"),
        ("A0", "is no cell's address: write it like D7"),
        ("XFE1", "is no cell's address: write it like D7"),
        ("A1048577", "is no cell's address: write it like D7"),
    ],
)
@pytest.mark.parametrize("value", ["x", None])
def test_a_cell_that_must_stay_is_refused(cell: str, value: str | None, sentence: str) -> None:
    with pytest.raises(Unwritable) as told:
        changed(FULL, [Change("Risks", "J9", 1), Change("Risks", cell, value)])
    assert str(told.value) == f"Risks › {cell} {sentence}"
    assert told.value.change == Change("Risks", cell, value)


@pytest.mark.parametrize("cell", ["A2", "D1", "B3", "E4", "G1", "G3", "A6", "C7", "A9", "A4", "D5", "D8", "XFD1048576"])
def test_its_neighbours_are_written_on_a_protected_tab_too(cell: str) -> None:
    after = changed(FULL, [Change("Risks", cell, "new")])
    assert by_us(after) == by_us(FULL) | {("Risks", cell): "new"}


def test_a_data_table_is_left_alone() -> None:
    table = '<f t="dataTable" ref="A1:B2" dt2D="1" r1="D1" r2="D2"/>'
    cells = f'<row r="1"><c r="A1">{table}<v>1</v></c><c r="B1"><v>2</v></c></row>'
    data = with_tab(f"<sheetData>{cells}</sheetData>")
    with pytest.raises(Unwritable, match="B1 is filled by the formula of A1:B2"):
        changed(data, [Change("Risks", "B1", 1)])
    assert changed(data, [Change("Risks", "C1", 1)])


def test_a_cell_told_twice_is_refused() -> None:
    with pytest.raises(Unwritable, match="Risks › B2 would be written twice"):
        changed(SOUND, [Change("Risks", "B2", 1), Change("Risks", "B2", 2)])
    assert changed(SOUND, [Change("Risks", "B2", 1), Change("Other", "B2", 2)])


@pytest.mark.parametrize("tab", ["risks", "Risk", "", "../Risks"])
def test_a_tab_that_is_not_there_is_named_with_those_that_are(tab: str) -> None:
    with pytest.raises(Unwritable) as told:
        changed(SOUND, [Change(tab, "B2", 1)])
    assert str(told.value) == f"the workbook has no tab {tab}; its tabs are Risks, Other"
