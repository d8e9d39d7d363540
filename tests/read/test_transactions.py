"""Invoice lines beside the workbooks: text files however programs write them, and Parquet files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.cells import Cells, Tab
from pipeline.limits import INVOICE_LINES, Bounds
from pipeline.problems import Problem
from pipeline.read import BOUNDS, read
from pipeline.settings import Settings
from pipeline.sheets.performance import Transaction
from tests.check.given import checked

ENGLISH = "Date,Product,Revenue\n2026-05-31,Rail,1234.50\n2026-06-30,Sea,-20\n"
GERMAN = "Datum der Rechnung;Export vom 1. Juli\n\nDate;Product;Revenue\n31.05.2026;Rail;1.234,50\n30.06.2026;Sea;-20\n"
EXPECTED = [(date(2026, 5, 31), "Rail", 1234.5), (date(2026, 6, 30), "Sea", -20.0)]


def written(folder: Path, data: bytes, name: str = "transactions.csv", bounds: Bounds = BOUNDS) -> Cells:
    """What is read of one file."""
    (folder / name).write_bytes(data)
    return read(folder, bounds)


def facts(cells: Cells, locale: str = "en_GB") -> list[tuple[Any, ...]]:
    """What its lines say; nothing may be wrong with them."""
    found = checked(cells, (Transaction,), Settings(locale=locale))
    assert not found.problems, "\n".join(map(str, found.problems))
    return [(row.day, row.product, row.revenue) for row in found.facts.of(Transaction)]


def refused(cells: Cells) -> Problem:
    """The one problem of a file that gives no tab."""
    assert not cells.tabs
    (problem,) = cells.problems
    assert "\n" not in str(problem)
    return problem


@pytest.mark.parametrize("locale", ["en_GB", "de_DE", "fr_FR"])
@pytest.mark.parametrize(
    "data",
    [
        ENGLISH.encode(),
        ENGLISH.encode("utf-8-sig"),
        ENGLISH.encode("utf-16"),
        ENGLISH.encode("utf-16-le"),
        ENGLISH.encode("utf-16-be"),
        ENGLISH.replace("\n", "\r\n").encode(),
        ENGLISH.replace("\n", "\r").encode(),
        ENGLISH.replace(",", "\t").encode(),
        ENGLISH.replace(",", "|").encode(),
        ("sep=,\r\n" + ENGLISH).encode(),
        GERMAN.encode(),
        ("sep=;\r\n" + GERMAN).encode("cp1252"),
        GERMAN.replace("31.05.2026", "05/31/2026").replace("30.06.2026", "06/30/2026").encode(),
        ENGLISH.replace("05-31", "05-31T14:30:00Z").encode(),
    ],
    ids=range(14),
)
def test_a_text_file_says_the_same_however_it_is_written(data: bytes, locale: str, tmp_path: Path) -> None:
    assert facts(written(tmp_path, data), locale) == EXPECTED


def test_letters_of_an_older_windows_are_read_and_said(tmp_path: Path) -> None:
    cells = written(tmp_path, "Date;Product;Revenue\n2026-05-31;Fähre für 5 €;5\n".encode("cp1252"))
    assert facts(cells) == [(date(2026, 5, 31), "Fähre für 5 €", 5)]
    (note,) = cells.notes
    assert "cp1252" in note.text


def test_a_letter_that_no_encoding_knows_is_a_problem(tmp_path: Path) -> None:
    assert refused(written(tmp_path, b"Date;Product\n2026-05-31;\x81\x8d\n")).code == "file-encoding"


def test_an_order_of_day_and_month_that_nothing_proves_is_never_guessed(tmp_path: Path) -> None:
    cells = written(tmp_path, b"Date;Product;Revenue\n03/04/2026;Rail;5\n05/06/2026;Rail;5\n")
    problems = checked(cells, (Transaction,)).problems
    assert [problem.code for problem in problems] == ["date-unclear", "date-unclear"]


def test_an_order_that_two_cells_contradict_is_no_proof(tmp_path: Path) -> None:
    cells = written(tmp_path, b"Date;Product;Revenue\n31/05/2026;Rail;5\n05/31/2026;Rail;5\n")
    assert len(checked(cells, (Transaction,)).problems) == 2


def test_an_order_that_is_proven_is_said(tmp_path: Path) -> None:
    cells = written(tmp_path, b"Date;Product;Revenue\n31/05/2026;Rail;5\n03/04/2026;Rail;6\n")
    assert [line[0] for line in facts(cells)] == [date(2026, 5, 31), date(2026, 4, 3)]
    assert ["the day first" in note.text for note in cells.notes] == [True]


def test_numbers_that_contradict_each_other_are_read_as_the_workspace_writes_them(tmp_path: Path) -> None:
    cells = written(tmp_path, b"Date;Product;Revenue\n2026-05-31;Rail;1.50\n2026-05-31;Rail;1,50\n")
    (problem,) = checked(cells, (Transaction,), Settings(locale="de_DE")).problems
    assert problem.place.cell == "C2"


def test_codes_that_look_like_numbers_stay_as_they_are(tmp_path: Path) -> None:
    cells = written(tmp_path, b"Date;Product;Revenue\n2026-05-31;007;1,50\n2026-05-31;1.10;2,50\n")
    assert [line[1] for line in facts(cells, "de_DE")] == ["007", "1.10"]


def test_quotes_hold_separators_line_ends_and_quotes(tmp_path: Path) -> None:
    cells = written(tmp_path, b'Date;Product;Revenue\n2026-05-31;"Rail; ""fast""\nand sea";5\n2026-06-01;Sea;6\n')
    assert [line[1] for line in facts(cells)] == ['Rail; "fast" and sea', "Sea"]


def test_a_quote_that_is_never_closed_is_a_problem_with_its_line(tmp_path: Path) -> None:
    problem = refused(
        written(tmp_path, b'Date;Product;Revenue\n2026-05-31;Sea;6\n2026-05-31;"Rail;5\n2026-06-01;Sea;6\n')
    )
    assert problem.code == "file-lines"
    assert "line 3" in problem.found


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\n \r\n", "empty"),
        (b"PK\x03\x04 and so on", "Excel workbook"),
        (b"<html><table><tr><td>Date</td></tr></table></html>", "web page"),
        (b"\x00\x01\x02\x03" * 40, "letters"),
    ],
)
def test_what_is_no_text_of_lines_is_said(data: bytes, said: str, tmp_path: Path) -> None:
    assert said in refused(written(tmp_path, data)).found


def test_more_cells_than_the_limit_are_refused_and_as_many_are_read(tmp_path: Path) -> None:
    def within(cells: int) -> Cells:
        return written(tmp_path, ENGLISH.encode(), bounds=Bounds(invoice_lines=replace(INVOICE_LINES, cells=cells)))

    assert refused(within(8)).code == "file-too-large"
    assert len(within(9).tabs) == 1


def parquet(folder: Path, columns: dict[str, Any], bounds: Bounds = BOUNDS) -> Cells:
    """What is read of a Parquet file with these columns."""
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed (the extra parquet)")
    from pyarrow import parquet as files

    files.write_table(pyarrow.table(columns), folder / "transactions-2026.parquet")
    return read(folder, bounds)


def test_a_parquet_file_is_read_with_its_own_kinds(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed (the extra parquet)")
    from decimal import Decimal

    cells = parquet(
        tmp_path,
        {
            "Date": pyarrow.array(
                [datetime(2026, 5, 31, tzinfo=UTC), datetime(2026, 6, 30, tzinfo=UTC)],
                pyarrow.timestamp("us", tz="UTC"),
            ),
            "Product": pyarrow.array(["Rail", "Sea"]).dictionary_encode(),
            "Revenue": [Decimal("1234.50"), Decimal("-20.00")],
            "Cost": [None, 3.5],
        },
    )
    assert facts(cells, "de_DE") == EXPECTED
    assert cells.tabs[0].place(1, 2).cell == "C2"


def test_a_parquet_file_beyond_the_limits_or_with_lists_is_refused(tmp_path: Path) -> None:
    columns = {"Date": [date(2026, 5, 31)] * 3, "Product": ["Rail"] * 3}
    bounds = Bounds(invoice_lines=replace(INVOICE_LINES, cells=5))
    assert refused(parquet(tmp_path, columns, bounds)).code == "file-too-large"
    assert parquet(tmp_path, columns).tabs
    assert "Product" in refused(parquet(tmp_path, {**columns, "Product": [["Rail"]] * 3})).found


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: b"no " + data, lambda _: b""])
def test_a_damaged_parquet_file_is_one_sentence(damage: Any, tmp_path: Path) -> None:
    parquet(tmp_path, {"Date": [date(2026, 5, 31)], "Product": ["Rail"]})
    file = tmp_path / "transactions-2026.parquet"
    assert refused(written(tmp_path, damage(file.read_bytes()), file.name)).code == "parquet-damaged"


def test_without_the_library_a_parquet_file_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    problem = refused(written(tmp_path, b"PAR1", "transactions.parquet"))
    assert "pyarrow" in problem.mend


def test_the_tab_the_text_and_the_parquet_file_are_one_sheet(tmp_path: Path) -> None:
    written(tmp_path, ENGLISH.encode())
    cells = parquet(tmp_path, {"Date": [date(2026, 7, 1)], "Product": ["Air"], "Revenue": [7]})
    tab = Tab("performance.xlsx", "Transactions", (("Date", "Product", "Revenue"), (date(2026, 8, 1), "Road", 8.0)))
    assert len(facts(replace(cells, tabs=(*cells.tabs, tab)))) == 4


def test_other_files_of_lines_are_noted(tmp_path: Path) -> None:
    for name in ("people.csv", "people.parquet", "transactions.tsv"):
        (tmp_path / name).write_bytes(b"Id;Name\n")
    cells = read(tmp_path)
    assert (cells.tabs, cells.problems, len(cells.notes)) == ((), (), 3)
