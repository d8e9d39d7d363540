"""Exactly the changed cells change, whatever the workbook: in what readers read, in the XML, in the zip file."""

from __future__ import annotations

import warnings
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from pipeline.editing import Change, Value, changed, formula_tabs
from tests.editing.seen import cells_in, changed_parts, in_both, meant, rows_in, without
from tests.office import convert, findings, requires_office, requires_ooxml_check
from tests.read.books import book, rebuilt, unpacked
from tests.read.test_equals_openpyxl import DAYS, NUMBERS, TABLES, TEXTS, alike, by_us, written

ROOT = Path(__file__).parent.parent.parent
WORKBOOKS = sorted([*ROOT.glob("templates/*.xlsx"), *ROOT.glob("inputs/**/*.xlsx")])
VALUES = st.one_of(
    st.none(), TEXTS, st.sampled_from(["=1+1", "+1", "@x", "-1", " a ", "a\nb", "<&>\"'"]), NUMBERS, st.booleans(), DAYS
)
PLACES = st.tuples(st.integers(1, 14), st.integers(1, 9)).map(lambda at: f"{get_column_letter(at[1])}{at[0]}")
CHANGES = st.dictionaries(PLACES, VALUES, max_size=12)


@settings(max_examples=150)
@given(TABLES, CHANGES, st.booleans())
def test_exactly_the_changed_cells_change(rows: list[list[object]], wanted: dict[str, Value], date_1904: bool) -> None:
    before = written([rows, [["other", 1.5]]], date_1904=date_1904)
    part = unpacked(before, "xl/worksheets/sheet1.xml")
    formulas = {cell for cell, xml in cells_in(part).items() if b"<f>" in xml}
    assume(not formulas & set(wanted))
    after = changed(before, [Change("Tab 0", cell, value) for cell, value in wanted.items()])
    expected = {
        place: value for place, value in in_both(before).items() if place[1] not in wanted or place[0] == "Tab 1"
    }
    assert in_both(after) == expected | meant({("Tab 0", cell): value for cell, value in wanted.items()})
    new = unpacked(after, "xl/worksheets/sheet1.xml")
    made = rows_in(new) - rows_in(part)
    assert without(new, set(wanted), made) == without(part, set(wanted), made)
    allowed = {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
    assert changed_parts(before, after) <= allowed


@settings(max_examples=40)
@given(TABLES, CHANGES)
def test_changing_twice_gives_the_same_bytes_and_no_change_gives_the_same_workbook(
    rows: list[list[object]], wanted: dict[str, Value]
) -> None:
    before = written([rows], date_1904=False)
    assume(not any(isinstance(value, str) and value == "=2+3" for row in rows for value in row))
    changes = [Change("Tab 0", cell, value) for cell, value in wanted.items() if cell not in _formulas(before)]
    once = changed(before, changes)
    assert changed(before, changes) == once
    assert changed(once, changes) == once
    assert changed(before, []) == before


def _formulas(data: bytes) -> set[str]:
    return {cell for cell, xml in cells_in(unpacked(data, "xl/worksheets/sheet1.xml")).items() if b"<f>" in xml}


@settings(max_examples=40)
@given(CHANGES)
def test_a_workbook_written_by_openpyxl_changes_likewise(wanted: dict[str, Value]) -> None:
    made = openpyxl.Workbook()
    tab = made.worksheets[0]
    tab.title = "Risks & more"
    for row in ([1, "two", None, True], [], ["<x>", 2.5, "=1+1", None], [None, "last"]):
        tab.append(row)
    tab["E9"] = date(2026, 3, 31)
    out = BytesIO()
    made.save(out)
    before = out.getvalue()
    changes = [Change("Risks & more", cell, value) for cell, value in wanted.items() if cell != "C3"]
    after = changed(before, changes)
    kept = {place: value for place, value in in_both(before).items() if place[1] not in wanted or place[1] == "C3"}
    assert in_both(after) == kept | meant({("Risks & more", change.cell): change.value for change in changes})
    assert changed_parts(before, after) <= {"xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"}


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_in_our_own_workbooks_only_the_tab_changes(path: Path) -> None:
    before = path.read_bytes()
    with warnings.catch_warnings(action="ignore"):
        tabs = openpyxl.load_workbook(BytesIO(before)).sheetnames[1:]
    wanted = {(tab, cell): value for tab in tabs for cell, value in {"XA9": "=1", "XB7": 7.25, "XC400": True}.items()}
    after = changed(before, [Change(*place, value) for place, value in wanted.items()])
    assert by_us(after) == by_us(before) | {place: alike(value) for place, value in wanted.items()}
    assert changed_parts(before, after) == {f"xl/worksheets/sheet{n}.xml" for n in range(2, len(tabs) + 2)}


@requires_ooxml_check
def test_the_schema_check_finds_nothing_new(tmp_path: Path) -> None:
    files = {"before": [], "after": []}
    for number, path in enumerate(WORKBOOKS):
        data = path.read_bytes()
        with warnings.catch_warnings(action="ignore"):
            tab = openpyxl.load_workbook(BytesIO(data)).sheetnames[1]
        changes = [
            Change(tab, f"A{600 + n}", value) for n, value in enumerate(["=x", 1.5, True, date(2026, 3, 31), " a\n"])
        ]
        for when, made in (("before", data), ("after", changed(data, changes))):
            (tmp_path / when).mkdir(exist_ok=True)
            files[when].append(tmp_path / when / f"{number}.xlsx")
            files[when][-1].write_bytes(made)
    told = {when: [line.partition("!")[2] for line in findings(files[when])] for when in files}
    assert told["after"] == told["before"]


@requires_office
def test_libreoffice_opens_a_changed_workbook_and_reads_the_new_values(tmp_path: Path) -> None:
    before = (ROOT / "inputs/accounts/meridian/people.xlsx").read_bytes()
    wanted = {"B5": "=<&> two\nlines ", "G5": 3.5, "V70": date(2026, 5, 1), "A71": "P99"}
    (tmp_path / "people.xlsx").write_bytes(
        changed(before, [Change("People", cell, value) for cell, value in wanted.items()])
    )
    (tmp_path / "again").mkdir()
    convert([tmp_path / "people.xlsx"], "xlsx:Calc MS Excel 2007 XML", tmp_path / "again")
    after = by_us((tmp_path / "again" / "people.xlsx").read_bytes())
    assert after == by_us(before) | {("People", cell): alike(value) for cell, value in wanted.items()}


@requires_office
def test_a_workbook_saved_by_libreoffice_is_changed_as_well(tmp_path: Path) -> None:
    (tmp_path / "risks.xlsx").write_bytes((ROOT / "inputs/accounts/meridian/risks.xlsx").read_bytes())
    (tmp_path / "saved").mkdir()
    convert([tmp_path / "risks.xlsx"], "xlsx:Calc MS Excel 2007 XML", tmp_path / "saved")
    before = (tmp_path / "saved" / "risks.xlsx").read_bytes()
    wanted = {("Risks", "B5"): "=a", ("Risks", "ZZ5"): 4.5, ("Risks", "A90"): True, ("Risks", "C91"): date(2026, 5, 1)}
    after = changed(before, [Change(*place, value) for place, value in wanted.items()])
    assert by_us(after) == by_us(before) | {place: alike(value) for place, value in wanted.items()}


def test_a_workbook_with_formulas_is_worked_out_anew_when_excel_opens_it() -> None:
    plain = book({"Risks": [["Id"], ["R1"]], "Sums": [[1, 2]]}, constant_memory=False)
    summed = book({"Risks": [["Id"], ["R1"]], "Sums": [["=1+1"]]})
    asks = b' fullCalcOnLoad="1"'
    for data, tabs, parts in ((plain, (), set()), (summed, ("Sums",), {"xl/workbook.xml"})):
        data = _without(data, asks)
        after = changed(data, [Change("Risks", "A2", "R2")])
        assert formula_tabs(after) == tabs
        assert changed_parts(data, after) == {"xl/worksheets/sheet1.xml"} | parts
        assert (asks in unpacked(after, "xl/workbook.xml")) is bool(tabs)
    bare = _without(summed, b'<calcPr calcId="124519" fullCalcOnLoad="1"/>')
    after = changed(bare, [Change("Risks", "A2", "R2")])
    assert b'</sheets><calcPr fullCalcOnLoad="1"/></workbook>' in unpacked(after, "xl/workbook.xml")


def _without(data: bytes, words: bytes) -> bytes:
    return rebuilt(data, lambda name, part: part.replace(words, b"") if name == "xl/workbook.xml" else part)
