"""What our reader reads equals what openpyxl reads, cell by cell, errors and formulas without a value included."""

from __future__ import annotations

import warnings
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from pipeline.cells import ExcelError, Raw, Uncalculated
from pipeline.read import read
from tests.read.books import in_sheet

ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
# Characters that XML can't hold are written as `_x0001_`, in which a text of that look can't be told from one.
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="_\ufffe\uffff"), min_size=1)
NUMBERS = st.integers(-(2**40), 2**40) | st.floats(-1e12, 1e12, allow_nan=False).map(lambda x: round(x, 6))
DAYS = st.dates(date(1904, 1, 2), date(2199, 12, 31))  # from the first day that both of Excel's calendars know
ERROR_CELLS = st.sampled_from(ERRORS).map(ExcelError)
CELLS = st.one_of(
    st.none(), TEXTS, NUMBERS, st.booleans(), DAYS, ERROR_CELLS, st.just(Uncalculated("=1+1")), st.just("=2+3")
)
TABLES = st.lists(st.lists(CELLS, max_size=6), max_size=8)


def written(tables: list[list[list[Any]]], *, date_1904: bool) -> bytes:
    """A workbook with these tabs; a formula's value is 5 unless it is uncalculated."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": date_1904}) as made:
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        for number, rows in enumerate(tables):
            tab = made.add_worksheet(f"Tab {number}")
            for i, row in enumerate(rows):
                for j, value in enumerate(row):
                    if isinstance(value, ExcelError):
                        tab.write_formula(i, j, "=1/0", None, value.text)
                    elif isinstance(value, Uncalculated):
                        tab.write_formula(i, j, value.formula, None, "")
                    elif value == "=2+3":
                        tab.write_formula(i, j, value, None, 5)
                    elif isinstance(value, date):
                        tab.write_datetime(i, j, datetime.combine(value, time()), day)
                    elif isinstance(value, str):
                        tab.write_string(i, j, value)
                    elif value is not None:
                        tab.write(i, j, value)
    return out.getvalue()


def by_openpyxl(data: bytes) -> dict[tuple[str, str], Raw]:
    """The cells that hold something, by tab and address: values, errors as errors, formulas without a value."""
    with warnings.catch_warnings(action="ignore"):
        values = openpyxl.load_workbook(BytesIO(data), data_only=True)
        formulas = openpyxl.load_workbook(BytesIO(data))
    found: dict[tuple[str, str], Raw] = {}
    for tab in values:
        for row in tab.iter_rows():
            for cell in row:
                formula = formulas[tab.title][cell.coordinate]
                if cell.data_type == "e":
                    found[tab.title, cell.coordinate] = ExcelError(str(cell.value))
                elif cell.value is None and formula.data_type == "f":
                    found[tab.title, cell.coordinate] = Uncalculated(str(formula.value))
                elif cell.value is not None:
                    found[tab.title, cell.coordinate] = alike(cell.value)
    return found


def by_us(data: bytes) -> dict[tuple[str, str], Raw]:
    """The same, by our reader."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.xlsx").write_bytes(data)
        cells = read(Path(folder))
    assert not cells.problems, cells.problems
    return {
        (tab.name, f"{get_column_letter(j + 1)}{i + 1}"): alike(value)
        for tab in cells.tabs
        for i, row in enumerate(tab.rows)
        for j, value in enumerate(row)
        if value is not None
    }


def alike(value: Any) -> Raw:
    """A value as both readers mean it: a day is a day with or without its midnight, a number a float."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    assert not isinstance(value, timedelta)
    return value


@settings(max_examples=60, deadline=None)
@given(st.lists(TABLES, min_size=1, max_size=3), st.booleans())
def test_both_read_the_same_from_any_workbook(tables: list[list[list[Any]]], date_1904: bool) -> None:
    data = written(tables, date_1904=date_1904)
    assert by_us(data) == by_openpyxl(data)


@settings(max_examples=25, deadline=None)
@given(TABLES)
def test_both_read_the_same_where_a_stray_cell_makes_us_read_cell_by_cell(rows: list[list[Any]]) -> None:
    data = written([[["x"], *rows]], date_1904=False)
    stray = '<row r="2000"><c r="AZZ2000"><v>7</v></c></row></sheetData>'
    assert by_us(in_sheet(data, "</sheetData>", stray)) == by_openpyxl(data) | {("Tab 0", "AZZ2000"): 7.0}
