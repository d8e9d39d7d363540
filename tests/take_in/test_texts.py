"""Exports in text: letters, separators and line ends are found out; titles, totals and remarks are left out."""

from __future__ import annotations

import pytest

from pipeline.limits import Limits
from pipeline.sheets.performance import Opportunity
from pipeline.take_in import Unusable, from_file
from pipeline.take_in.exports import Export
from pipeline.take_in.mapping import Mapped

LINES = (("Opportunity", "Value", "Owner"), ("Théâtre, phase 1", "1200", "Zoë"), ("Gates", "45", "Kühn"))


def read(data: bytes, mapped: Mapped | None = None) -> Export:
    return from_file("crm.csv", data, Opportunity, mapped or Mapped(), (), Limits())


def text(separator: str = ",", end: str = "\n", above: str = "", below: str = "") -> str:
    quoted = [[f'"{cell}"' if separator in cell or "\n" in cell else cell for cell in line] for line in LINES]
    return above + end.join(separator.join(line) for line in quoted) + end + below


def cells(export: Export) -> list[list[object]]:
    return [list(export.headings), *(list(values) for _, values in export.lines)]


AS_GIVEN = [list(line) for line in LINES]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_letters_separators_and_line_ends_are_found_out(encoding: str, separator: str, end: str) -> None:
    export = read(text(separator, end).encode(encoding))
    assert cells(export) == AS_GIVEN
    assert [number for number, _ in export.lines] == [2, 3]
    guessed = [note for note in export.notes if "cp1252" in note]
    assert guessed == (
        ["letters read as Windows Western European (cp1252), as in “Théâtre” "
         "(if they are wrong, name the encoding in the mapping file)"]
        if encoding == "cp1252"
        else []
    )  # fmt: skip


def test_line_ends_may_be_mixed_and_stand_inside_quotes() -> None:
    export = read(b'Opportunity,Value\r\n"Gates,\nphase 1",5\rDoors,6\nWalls,7\r\n')
    assert cells(export)[1:] == [["Gates,\nphase 1", "5"], ["Doors", "6"], ["Walls", "7"]]
    assert [number for number, _ in export.lines] == [2, 4, 5]


def test_bytes_that_cp1252_lacks_are_read_as_latin_1_and_said() -> None:
    export = read("Opportunity,Value\nCaf\u00e9 \u0081,5\n".encode("latin-1"))
    assert "letters read as Western European (latin-1)" in export.notes[0]


def test_a_named_encoding_and_separator_are_taken() -> None:
    data = text("|").encode("mac-roman")
    assert cells(read(data, Mapped(encoding="mac-roman", separator="|"))) == AS_GIVEN
    assert cells(read(data)) != AS_GIVEN


def test_a_separator_that_stands_in_every_amount_is_not_taken_for_the_one_between_cells() -> None:
    export = read(b"Opportunity;Value\nGates;1.200,50\nDoors;2.300,75\n")
    assert cells(export)[1:] == [["Gates", "1.200,50"], ["Doors", "2.300,75"]]


def test_the_separator_that_excel_names_in_the_first_line_is_taken() -> None:
    export = read(b"sep=;\r\nOpportunity;Value\r\nGates;1,5\r\n")
    assert cells(export) == [["Opportunity", "Value"], ["Gates", "1,5"]]
    assert export.lines[0][0] == 3


def test_titles_above_the_headings_and_blank_lines_are_passed_over() -> None:
    export = read(text(above="Pipeline report\nRun by Anna, 14/10/2026\n\n").encode())
    assert cells(export) == AS_GIVEN
    assert (export.at, export.lines[0][0]) == (4, 5)


@pytest.mark.parametrize(
    ("below", "said"),
    [
        ("Total,1245,\n", "line 4 left out: a line of totals"),
        ("Grand Total (2 records),,\n", "line 4 left out: a line of totals"),
        ("Gesamtergebnis,1245,\n", "line 4 left out: a line of totals"),
        (",1245,\n", "line 4 left out: a line of totals"),
        ("\nCopyright (c) CRM Inc.\nConfidential\n", "lines 5, 6 left out: a remark below the table"),
        ("Total,1245,\n\nCopyright (c) CRM Inc.\n", "line 4 left out: a line of totals"),
        ("\nConfidential Information,,\n", "line 5 left out: a remark below the table"),
    ],
)
def test_totals_and_remarks_at_the_end_are_left_out_and_said(below: str, said: str) -> None:
    export = read(text(below=below).encode())
    assert said in export.notes
    assert cells(export) == AS_GIVEN


@pytest.mark.parametrize("last", ["Total Energy deal,1245,Anna", "Gates 2,1245,", "Summit rail,5,Anna", ",,Anna"])
def test_a_last_row_that_is_no_total_is_kept(last: str) -> None:
    assert len(read(text(below=f"{last}\n").encode()).lines) == 3


@pytest.mark.parametrize(
    ("data", "place", "found"),
    [
        (b"", "crm.csv", "the export is empty"),
        (b"\n\n  \n", "crm.csv", "the export is empty"),
        (b"Foo,Bar\n1,2\n", "crm.csv", "no heading of the sheet is found; the first line is “Foo”, “Bar”"),
        (b'Opportunity,Value\nGates,5\n"Doors,6\nWalls,7\n', "crm.csv › line 3", "a quote is opened here"),
        (b'Opportunity,Value\n"5" pipe,6\n', "crm.csv › line 2", "a quote is opened here that is not closed"),
        (b"<html><table><tr><td>Opportunity</td></tr></table>", "crm.csv", "the file is a web page"),
        (b"PK\x03\x04xxxx", "crm.csv", "the file is an Excel workbook or another zip file"),
        (b"\xd0\xcf\x11\xe0xxxx", "crm.csv", "the file is a workbook of Excel 97, or one with a password"),
        (b"SQLite format 3\x00", "crm.csv", "the file is a SQLite database"),
        (b"%PDF-1.7", "crm.csv", "the file is a PDF document"),
        (b"PAR1 and no end", "crm.csv", "the file is a damaged Parquet file"),
        (b"Opportunity\x00\x01\x02Value\n", "crm.csv", "the file is no text"),
        (b"\xff\xfeO", "crm.csv", "the file is not written in utf-16"),
    ],
)  # fmt: skip
def test_what_is_no_export_is_said_in_one_sentence(data: bytes, place: str, found: str) -> None:
    with pytest.raises(Unusable) as refused:
        read(data)
    problem = refused.value.problem
    assert (str(problem.place), problem.found[: len(found)]) == (place, found)
    assert problem.due
    assert problem.mend


def test_an_encoding_that_the_file_is_not_written_in_is_said() -> None:
    with pytest.raises(Unusable, match="the file is not written in utf-8"):
        read(text().encode("cp1252"), Mapped(encoding="utf-8"))
