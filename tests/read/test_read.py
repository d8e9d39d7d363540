"""What stands in a workbook comes out as it stands, each cell where it stands."""

from __future__ import annotations

import hashlib
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from pipeline.cells import Cells, ExcelError, Raw, Tab, Uncalculated
from pipeline.kinds import Fault, Number
from pipeline.problems import Place
from pipeline.read import read
from pipeline.read.scan import column_number
from tests.read.books import book, in_sheet, rebuilt, unpacked

LINES = [["Id", "Event", "Day"], ["R1", "Fire", 3.5], [], ["R2", "=1+1", True]]


def only(folder: Path, data: bytes, name: str = "risks.xlsx") -> Tab:
    """The one tab of one file in a folder."""
    (folder / name).write_bytes(data)
    cells = read(folder)
    assert not cells.problems, cells.problems
    (tab,) = cells.tabs
    return tab


def at(tab: Tab, address: str) -> Raw:
    """What stands at an address."""
    letters = address.rstrip("0123456789")
    return tab.rows[int(address[len(letters) :]) - 1][column_number(letters) - 1]


def test_cells_keep_their_values_and_places(tmp_path: Path) -> None:
    tab = only(tmp_path, book({"Risks": LINES}))
    assert (tab.file, tab.name, tab.hidden) == ("risks.xlsx", "Risks", False)
    assert tab.rows[1] == ("R1", "Fire", 3.5)
    assert set(tab.rows[2]) <= {None}
    assert tab.rows[3] == ("R2", 2, True)
    assert tab.place(3, 27) == Place("risks.xlsx", "Risks", "AB4")


def test_a_table_that_begins_far_down_keeps_its_rows(tmp_path: Path) -> None:
    rows: list[list[object]] = [[] for _ in range(40)] + [[None, None, "Id"]]
    assert at(only(tmp_path, book({"Risks": rows})), "C41") == "Id"


@pytest.mark.parametrize("first_year_1904", [False, True])
def test_dates_are_right_in_both_of_excels_calendars(first_year_1904: bool, tmp_path: Path) -> None:
    day, moment = date(2026, 3, 31), datetime(2026, 3, 31, 14, 30)  # noqa: DTZ001 - Excel's time has no zone
    tab = only(tmp_path, book({"Risks": [[day, moment]]}, date_1904=first_year_1904))
    assert tab.rows[0] == (day, moment)


def test_text_comes_as_it_was_typed(tmp_path: Path) -> None:
    texts = ["N/A", "null", "1.50", " two  words ", "naïve\nline", "TRUE", "#REF!", "{{ 7 * 7 }}"]
    tab = only(tmp_path, book({"Risks": [texts]}, strings_to_numbers=False))
    assert tab.rows[0] == tuple(texts)


def test_a_character_that_cannot_be_printed_is_not_hidden(tmp_path: Path) -> None:
    assert only(tmp_path, book({"Risks": [["a\x01b"]]})).rows[0][0] == "a\x01b"


def test_an_error_cell_is_named(tmp_path: Path) -> None:
    data = in_sheet(book({"Risks": LINES}), '<c r="C2"><v>3.5</v>', '<c r="C2" t="e"><v>#DIV/0!</v>')
    tab = only(tmp_path, data)
    assert at(tab, "C2") == ExcelError("#DIV/0!")
    assert at(tab, "A2") == "R1"


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>", "<v> </v>"])
def test_a_formula_saved_without_its_value_is_named(value: str, tmp_path: Path) -> None:
    data = in_sheet(book({"Risks": LINES}), '<c r="B4"><f>1\\+1</f><v>2</v>', f'<c r="B4"><f>1+1</f>{value}')
    assert at(only(tmp_path, data), "B4") == Uncalculated("=1+1")


def test_a_shared_formula_without_its_value_is_named(tmp_path: Path) -> None:
    data = in_sheet(book({"Risks": LINES}), '<c r="B4"><f>1\\+1</f><v>2</v>', '<c r="B4"><f t="shared" si="0"/>')
    assert at(only(tmp_path, data), "B4") == Uncalculated("")


def test_a_formula_whose_value_is_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    data = in_sheet(book({"Risks": LINES}), '<c r="B4"><f>1\\+1</f><v>2</v>', '<c r="B4" t="str"><f>A1</f><v></v>')
    assert at(only(tmp_path, data), "B4") is None


def test_trouble_is_named_under_prefixes_and_single_quotes_too(tmp_path: Path) -> None:
    def prefixed(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        text = (
            part.decode()
            .replace('<c r="C2"><v>3.5</v>', "<c r='C2' t='e'><v>#N/A</v>")
            .replace("<f>1+1</f><v>2</v>", "<f>1+1</f>")
        )
        text = text.replace("</", "\0").replace("<", "<x:").replace("\0", "</x:").replace("<x:?xml", "<?xml")
        return text.replace("xmlns=", "xmlns:x=").encode()

    tab = only(tmp_path, rebuilt(book({"Risks": LINES}), prefixed))
    assert (at(tab, "C2"), at(tab, "B4"), at(tab, "A2")) == (ExcelError("#N/A"), Uncalculated("=1+1"), "R1")


def test_hidden_rows_and_tabs_are_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "risks.xlsx"
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet("Front").write_string(0, 0, "x")
        tab = made.add_worksheet("Risks")
        tab.write_string(2, 0, "R1")
        tab.set_row(2, None, None, {"hidden": True})
        tab.very_hidden()
    front, hidden = read(tmp_path).tabs
    assert (front.hidden, front.hidden_rows) == (False, frozenset())
    assert (hidden.hidden, hidden.hidden_rows) == (True, frozenset({2}))
    assert hidden.rows[2][0] == "R1"


@pytest.mark.parametrize("stray", ["XFD1048576", "A1048576", "XFD3"])
def test_a_stray_cell_far_away_costs_nothing_and_is_kept(stray: str, tmp_path: Path) -> None:
    day = date(2026, 3, 31)
    data = in_sheet(
        book({"Risks": [["Id", "Day"], ["R1", day], ["R2", "=1+1"]]}), "</sheetData>",
        f'<row r="{stray.lstrip("XFDA")}"><c r="{stray}"><v>7</v></c></row></sheetData>',
    )  # fmt: skip
    if stray == "XFD3":
        data = in_sheet(data, '</c></row><row r="3"><c r="XFD3">', '</c><c r="XFD3">')
    started = time.monotonic()
    tab = only(tmp_path, data)
    assert time.monotonic() - started < 10
    assert at(tab, stray) == 7
    assert (at(tab, "A2"), at(tab, "B3")) == ("R1", 2)
    there = at(tab, "B2")
    assert (there.date() if isinstance(there, datetime) else there) == day


def test_a_stray_formatted_cell_is_lawful(tmp_path: Path) -> None:
    data = in_sheet(book(), "</sheetData>", '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')
    assert at(only(tmp_path, data), "B2") == "Fire"


def test_a_stray_cell_does_not_hide_an_error(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576" t="e"><v>#NUM!</v></c></row></sheetData>'
    assert at(only(tmp_path, in_sheet(book(), "</sheetData>", far)), "XFD1048576") == ExcelError("#NUM!")


def test_a_wrong_dimension_hides_nothing(tmp_path: Path) -> None:
    data = in_sheet(book({"Risks": LINES}), '<dimension ref="A1:C4"/>', '<dimension ref="A1"/>')
    assert at(only(tmp_path, data), "A4") == "R2"


def test_a_duration_and_a_time_come_through(tmp_path: Path) -> None:
    tab = only(tmp_path, book({"Risks": [[timedelta(hours=30)]]}, default_date_format="[h]:mm:ss"))
    assert tab.rows[0][0] == timedelta(hours=30)


def test_a_text_that_many_cells_share_is_lawful(tmp_path: Path) -> None:
    tab = only(tmp_path, book({"Risks": [["Ticketing"] * 10 for _ in range(1000)]}))
    assert len(tab.rows) == 1000
    assert tab.rows[999][9] == "Ticketing"


def test_files_come_in_the_order_of_their_names_with_their_hashes(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.xlsx", "C.XLSX"):
        (tmp_path / name).write_bytes(book())
    cells = read(tmp_path)
    assert [tab.file for tab in cells.tabs] == ["C.XLSX", "a.xlsx", "b.xlsx"]
    assert set(cells.hashes.values()) == {hashlib.sha256(book()).hexdigest()}


def test_lock_files_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    for name in ("~$risks.xlsx", ".~lock.risks.xlsx#", ".risks.xlsx", ".~risks.xlsx", "notes.txt", "letter.docx"):
        (tmp_path / name).write_bytes(b"anything")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "risks.xlsx").write_bytes(b"anything")
    assert read(tmp_path) == Cells()


def test_a_folder_that_looks_like_a_workbook_is_noted(tmp_path: Path) -> None:
    (tmp_path / "risks.xlsx").mkdir()
    cells = read(tmp_path)
    assert (cells.tabs, cells.problems, [note.place.file for note in cells.notes]) == ((), (), ["risks.xlsx"])


def strict(name: str, part: bytes) -> bytes:
    """The part as Strict OOXML names its parts and elements."""
    for was, now in (
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"),
    ):
        part = part.replace(was, now)
    return part


def test_a_workbook_saved_as_strict_is_read_like_any_other(tmp_path: Path) -> None:
    data = rebuilt(book({"Risks": [*LINES, [date(2026, 3, 31)]]}), strict)
    assert b"purl.oclc.org/ooxml/spreadsheetml/main" in unpacked(data, "xl/worksheets/sheet1.xml")
    data = in_sheet(data, '<c r="C2"><v>3.5</v>', '<c r="C2" t="e"><v>#N/A</v>')
    tab = only(tmp_path, data)
    assert [at(tab, cell) for cell in ("A2", "B2", "C2", "B4", "C4")] == [
        "R1", "Fire", ExcelError("#N/A"), 2, True,
    ]  # fmt: skip
    assert at(tab, "A5") == date(2026, 3, 31)


def test_merged_cells_are_told_and_the_first_holds_the_value(tmp_path: Path) -> None:
    path = tmp_path / "risks.xlsx"
    with xlsxwriter.Workbook(path) as made:
        tab = made.add_worksheet("Risks")
        tab.write_row(0, 0, ["Id", "Event"])
        tab.merge_range("A2:A3", "R1")
        tab.write_column(1, 1, ["Fire", "Flood"])
    (read_tab,) = read(tmp_path).tabs
    assert read_tab.merged == ("A2:A3",)
    assert (at(read_tab, "A2"), at(read_tab, "A3"), at(read_tab, "B3")) == ("R1", None, "Flood")


def test_texts_written_into_their_cells_are_read(tmp_path: Path) -> None:
    inline = '<c r="B2" t="inlineStr"><is><r><t>Fi</t></r><r><t>re</t></r></is></c>'
    data = in_sheet(book(), '<c r="B2" t="s"><v>3</v></c>', inline)
    assert at(only(tmp_path, data), "B2") == "Fire"


@pytest.mark.parametrize("value", ["NaN", "1e999", "&foo;"])
def test_a_number_that_is_none_never_becomes_one(value: str, tmp_path: Path) -> None:
    (tmp_path / "risks.xlsx").write_bytes(in_sheet(book({"Risks": LINES}), "<v>3.5</v>", f"<v>{value}</v>"))
    cells = read(tmp_path)
    if cells.tabs:
        raw = at(cells.tabs[0], "C2")
        assert isinstance(Number().read(raw, "en_GB"), Fault)
    else:
        assert [problem.code for problem in cells.problems] == ["file-damaged"]


def test_macros_are_left_aside_with_a_note(tmp_path: Path) -> None:
    extra = {"xl/vbaProject.bin": b"Sub Auto_Open()"}
    (tmp_path / "risks.xlsm").write_bytes(rebuilt(book(), lambda name, part: part, extra))
    cells = read(tmp_path)
    assert [str(note) for note in cells.notes] == ["risks.xlsm: the workbook holds macros; they are not run"]
    assert cells.tabs[0].rows[1] == ("R1", "Fire")


def test_another_text_file_is_noted(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes(b"Id;Name\n")
    cells = read(tmp_path)
    assert (cells.tabs, cells.problems, len(cells.notes)) == ((), (), 1)
