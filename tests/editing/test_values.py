"""What a cell can hold reads back exactly; what none can hold is refused in a sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.editing import Change, Unwritable, Value, changed
from tests.editing.seen import in_both
from tests.read.books import book, unpacked
from tests.read.test_equals_openpyxl import alike, by_us

SOUND = book({"Risks": [["Id", "Event"], ["R1", "Fire"]]})
SHEET = "xl/worksheets/sheet1.xml"


def put(value: Value, data: bytes = SOUND) -> bytes:
    return changed(data, [Change("Risks", "B2", value)])


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1))
def test_any_text_reads_back_as_it_was(text: str) -> None:
    assert by_us(put(text))["Risks", "B2"] == text


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "'quoted", "  spaced  ", "two  spaces", "two\nlines", "tab\there", "]]>",
     "<b>&amp;", "_x0041_", "_x005F_x0041_", "_x000g_", "__x0041__", "001", "TRUE", "#REF!", "1e5", "😀 é"],
)  # fmt: skip
def test_a_text_stays_a_text_whatever_it_looks_like(text: str) -> None:
    assert by_us(put(text))["Risks", "B2"] == text
    assert b"<f>" not in unpacked(put(text), SHEET)


@pytest.mark.parametrize("text", ["a\r\nb", "a\rb"])
def test_line_breaks_of_other_systems_become_excel_s(text: str) -> None:
    assert in_both(put(text))["Risks", "B2"] == "a\nb"


@given(st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False) | st.integers(-(2**53), 2**53))
def test_any_number_reads_back_as_it_was(number: float) -> None:
    if abs(number) <= 9.99999999999999e307:
        assert by_us(put(number))["Risks", "B2"] == float(number)


@pytest.mark.parametrize(
    ("number", "written"), [(4.0, "4"), (-0.0, "0"), (0.1, "0.1"), (1e16, "1e+16"), (10**15, "1000000000000000")]
)
def test_numbers_are_written_short(number: float, written: str) -> None:
    assert f'<c r="B2"><v>{written}</v></c>'.encode() in unpacked(put(number), SHEET)


@pytest.mark.parametrize("date_1904", [False, True])
@given(day=st.dates(date(1904, 1, 1), date(9999, 12, 31)))
def test_a_day_reads_back_by_the_workbook_s_own_calendar(date_1904: bool, day: date) -> None:
    data = book({"Risks": [["Id", "Event"], ["R1", "Fire"]]}, date_1904=date_1904)
    after = put(day, data)
    assert unpacked(after, SHEET).count(str((day - date(1904, 1, 1)).days + (0 if date_1904 else 1462)).encode())
    if date(1904, 1, 1) < day < date(2200, 1, 1):
        assert in_both(after)["Risks", "B2"] == day


@pytest.mark.parametrize(
    ("day", "serial"),
    [(date(1900, 1, 1), 1), (date(1900, 2, 28), 59), (date(1900, 3, 1), 61), (date(2026, 3, 31), 46112)],
)
def test_days_count_as_excel_counts_with_its_leap_day_of_1900(day: date, serial: int) -> None:
    assert f"<v>{serial}</v>".encode() in unpacked(put(day), SHEET)


def test_a_time_of_a_day_is_kept() -> None:
    assert by_us(put(datetime(2026, 3, 31, 18, 0)))["Risks", "B2"] == datetime(2026, 3, 31, 18, 0)  # noqa: DTZ001


@pytest.mark.parametrize("value", [True, False])
def test_yes_and_no_are_no_numbers(value: bool) -> None:
    assert by_us(put(value))["Risks", "B2"] is value


@pytest.mark.parametrize("value", [None, ""])
def test_nothing_empties_a_cell_and_keeps_its_format(value: Value) -> None:
    data = book({"Risks": [["Id", "Day"], ["R1", date(2026, 3, 31)]]})
    after = put(value, data)
    assert by_us(after) == {place: alike(v) for place, v in by_us(data).items() if place[1] != "B2"}
    assert b'<c r="B2" s="1"/>' in unpacked(after, SHEET)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("bell\a", "would hold a control character, which a cell can't hold: take it out of the text"),
        ("half \ud83d", "would hold a control character, which a cell can't hold: take it out of the text"),
        ("x" * 32_768, "would hold 32,768 characters, and a cell holds at most 32,767: shorten the text"),
        ("😀" * 16_384, "would hold 16,384 characters, and a cell holds at most 32,767: shorten the text"),
        (float("nan"), "would hold a number that is none: leave it empty"),
        (float("inf"), "would hold a number that is none: leave it empty"),
        (1.7e308, "would hold 1.7e+308, which is beyond Excel's numbers"),
        (5e-324, "would hold 5e-324, which is beyond Excel's numbers"),
        (2**53 + 1, f"would hold {2**53 + 1}, which has more digits than a number of Excel keeps: write it as text"),
        (date(1899, 12, 31), "would hold 1899-12-31, and this workbook's dates begin with 1900-01-01: write it as "
         "text"),
        (datetime(2026, 1, 1, tzinfo=UTC),
         "would hold a time of a time zone, which a cell can't hold: give the local time"),
    ],
)  # fmt: skip
def test_what_no_cell_can_hold_is_refused(value: Value, sentence: str) -> None:
    with pytest.raises(Unwritable) as told:
        put(value)
    assert str(told.value) == f"Risks › B2 {sentence}"
    assert told.value.change == Change("Risks", "B2", value)


def test_the_longest_text_is_written() -> None:
    assert by_us(put("x" * 32_767))["Risks", "B2"] == "x" * 32_767


def test_the_first_day_of_the_calendar_of_1904_is_its_own() -> None:
    data = book({"Risks": [["Id", "Event"], ["R1", "Fire"]]}, date_1904=True)
    with pytest.raises(Unwritable, match="this workbook's dates begin with 1904-01-01"):
        put(date(1903, 12, 31), data)
    assert b"<v>0</v>" in unpacked(put(date(1904, 1, 1), data), SHEET)
