"""A file that can't be trusted is refused in one sentence, and the others are read."""

from __future__ import annotations

import struct
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from pipeline.limits import INVOICE_LINES, MIB, Bounds, Limits
from pipeline.problems import PipelineError
from pipeline.read import guard, read, read_files
from pipeline.read.refusals import Refused
from pipeline.settings import load
from tests.read.books import book, in_sheet, rebuilt


def encrypted_entry(data: bytes) -> bytes:
    """The same zip whose directory says that each part has a password."""
    central = data.index(b"PK\x01\x02")
    return data[: central + 8] + struct.pack("<H", 1) + data[central + 10 :]


def wrong_checksum(data: bytes) -> bytes:
    """The same zip with a byte of a stored part changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue().replace(b"<sheetData>", b"<sheetdata>", 1)


def bomb() -> bytes:
    """A workbook whose sheet is 20 MiB of nothing, packed a thousandfold."""
    return rebuilt(book(), lambda name, part: part + b" " * 20_000_000 if name.endswith("sheet1.xml") else part)


def doctype(name: str, part: bytes) -> bytes:
    return part.replace(b"<worksheet", b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet", 1)


def utf_16(name: str, part: bytes) -> bytes:
    text = part.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return text.encode("utf-16") if name.endswith("sheet1.xml") else part


def twice() -> bytes:
    return rebuilt(book(), lambda name, part: part, {"XL/Workbook.xml": b"<workbook/>"})


SOUND = book()
REFUSED = {
    "empty": (b"", "file-kind", "the file is empty"),
    "a text": (b"Id;Event\nR1;Fire\n", "file-kind", "no Excel workbook"),
    "old or encrypted": (guard.OLE + b"\0" * 600, "file-encrypted", "password"),
    "truncated": (SOUND[: len(SOUND) // 2], "file-damaged", "damaged"),
    "truncated by a byte": (SOUND[:-1], "file-damaged", "damaged"),
    "a part with a password": (encrypted_entry(SOUND), "file-encrypted", "password"),
    "a wrong checksum": (wrong_checksum(SOUND), "file-damaged", "damaged"),
    "a bomb": (bomb(), "file-too-large", "suspicious size"),
    "a DOCTYPE": (rebuilt(SOUND, doctype), "file-damaged", "DOCTYPE"),
    "a UTF-16 DOCTYPE": (rebuilt(SOUND, lambda n, p: utf_16(n, doctype(n, p))), "file-damaged", "DOCTYPE"),
    "a UTF-16 tab": (rebuilt(SOUND, utf_16), "file-damaged", "UTF-8"),
    "a tab in an unknown encoding": (
        rebuilt(SOUND, lambda n, p: p.replace(b"UTF-8", b"KLINGON") if "sheet1" in n else p),
        "file-damaged",
        "unpacked",
    ),
    "a name twice": (twice(), "file-damaged", "name"),
    "a path out": (rebuilt(SOUND, lambda n, p: p, {"../evil.xml": b"<a/>"}), "file-damaged", "name"),
    "no list of tabs": (rebuilt(SOUND, lambda n, p: None if n == "xl/workbook.xml" else p), "file-kind", "inside"),
    "a broken list of tabs": (
        rebuilt(SOUND, lambda n, p: p[:-9] if n == "xl/workbook.xml" else p), "file-damaged", "tabs",
    ),
    "a missing tab": (rebuilt(SOUND, lambda n, p: None if "sheet1" in n else p), "file-damaged", "has no cells"),
    "a broken tab": (in_sheet(SOUND, "</row>", "</rou>"), "file-damaged", "tabs"),
    "a cell beyond the last row": (in_sheet(SOUND, 'r="A2"', 'r="A1048577"'), "file-damaged", "beyond"),
    "a cell beyond the last column": (in_sheet(SOUND, 'r="B2"', 'r="XFE2"'), "file-damaged", "beyond"),
    "a cell at no address": (in_sheet(SOUND, 'r="A2"', 'r="A4294967295"'), "file-damaged", "address"),
    "a row at no address": (in_sheet(SOUND, '<row r="2"', '<row r="two"'), "file-damaged", "address"),
    "a promise of more texts than there is room for": (
        rebuilt(SOUND, lambda n, p: p.replace(b'uniqueCount="4"', b'uniqueCount="5294967295"')),
        "file-damaged",
        "more than it can",
    ),
    "cells under another name": (
        in_sheet(SOUND, "(</?)c( r=|>)", r"\1cell\2"), "file-damaged", "empty",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_in_one_sentence_and_the_others_are_read(name: str, tmp_path: Path) -> None:
    data, code, words = REFUSED[name]
    (tmp_path / "bad.xlsx").write_bytes(data)
    (tmp_path / "good.xlsx").write_bytes(SOUND)
    cells = read(tmp_path)
    (problem,) = cells.problems
    assert (problem.place.file, problem.code) == ("bad.xlsx", code)
    assert words in problem.found
    assert "\n" not in str(problem)
    assert [tab.file for tab in cells.tabs] == ["good.xlsx"]
    assert cells.hashes.keys() == {"bad.xlsx", "good.xlsx"}


def lines(rows: int, columns: int) -> list[list[int]]:
    return [[1] * columns for _ in range(rows)]


def ranges(element: str, ref: str) -> bytes:
    """A workbook whose first tab names a range in an element behind its cells."""
    return in_sheet(SOUND, "</sheetData>", f'</sheetData><{element}s><{element} ref="{ref}"/></{element}s>')


# A limit, a file just within it, the nearest beyond it, and what is said of that.
BEYOND: dict[str, tuple[Limits, bytes, bytes, str]] = {
    "parts": (Limits(parts=10), SOUND, rebuilt(SOUND, lambda n, p: p, {"xl/more.bin": b""}), "11 parts"),
    "bytes": (Limits(file_mib=len(SOUND) / MIB), SOUND, book({"Risks": lines(50, 50)}), "at most"),
    "unpacked": (Limits(unpacked_mib=1), SOUND, rebuilt(SOUND, lambda n, p: p, {"xl/a.bin": b"ab" * MIB}), "unpacks"),
    "a part": (Limits(part_mib=1), SOUND, rebuilt(SOUND, lambda n, p: p, {"xl/a.bin": b"ab" * MIB}), "a part of it"),
    "tabs": (Limits(tabs=2), book({"A": [], "B": []}), book({"A": [], "B": [], "C": []}), "3 tabs"),
    "cells": (Limits(cells=6), book({"A": lines(2, 3)}), book({"A": lines(1, 7)}), "7 cells, at most 6"),
    "merged cells": (Limits(merged_cells=6), ranges("mergeCell", "A1:C2"), ranges("mergeCell", "A1:G1"), "merges 7"),
    "linked cells": (Limits(linked_cells=6), ranges("hyperlink", "C2:A1"), ranges("hyperlink", "A1:A7"), "links on 7"),
}


@pytest.mark.parametrize("name", BEYOND)
def test_a_file_beyond_a_limit_is_too_large_and_one_within_is_not(name: str) -> None:
    limits, within, beyond, words = BEYOND[name]
    assert guard.opened(within, limits).sheets
    with pytest.raises(Refused, match="the file is too large") as refused:
        guard.opened(beyond, limits)
    assert words in str(refused.value)
    assert refused.value.code == "file-too-large"


def test_files_of_invoice_lines_have_limits_of_their_own(tmp_path: Path) -> None:
    for name in ("performance.xlsx", "Transactions-2026.xlsx"):
        (tmp_path / name).write_bytes(book({"Transactions": lines(3, 3)}))
    cells = read(tmp_path, Bounds(Limits(cells=8), Limits(cells=9)))
    assert [tab.file for tab in cells.tabs] == ["Transactions-2026.xlsx"]
    assert [problem.place.file for problem in cells.problems] == ["performance.xlsx"]


def test_beyond_the_limit_of_the_used_range_a_tab_is_read_cell_by_cell() -> None:
    data = book({"A": lines(3, 3)})
    assert [found.sparse for found in guard.opened(data, Limits(used_range=9)).sheets.values()] == [False]
    assert [found.sparse for found in guard.opened(data, Limits(used_range=8)).sheets.values()] == [True]


def test_the_limits_are_settings(tmp_path: Path) -> None:
    path = tmp_path / "planpack.toml"
    path.write_text("[workbook_limits]\ncells = 10\n[invoice_line_limits]\nseconds = 90\n", encoding="utf-8")
    bounds = load(path).bounds
    assert (bounds.workbook, bounds.invoice_lines) == (Limits(cells=10), replace(INVOICE_LINES, seconds=90))


def test_a_document_of_another_kind_is_refused(tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", "<Types>wordprocessingml</Types>")
        made.writestr("_rels/.rels", '<R><L Type="x/officeDocument" Target="word/document.xml"/></R>')
        made.writestr("word/document.xml", "<w/>")
    (tmp_path / "letter.xlsx").write_bytes(out.getvalue())
    (problem,) = read(tmp_path).problems
    assert problem.code == "file-kind"


@pytest.mark.parametrize("ending", [".xls", ".ods", ".xlsb", ".numbers"])
def test_another_format_is_one_problem(ending: str, tmp_path: Path) -> None:
    (tmp_path / f"risks{ending}").write_bytes(b"anything")
    (problem,) = read(tmp_path).problems
    assert (problem.place.file, problem.code) == (f"risks{ending}", "file-kind")


def test_a_link_is_no_workbook(tmp_path: Path) -> None:
    outside = tmp_path / "outside.xlsx"
    outside.write_bytes(SOUND)
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "risks.xlsx").symlink_to(outside)
    cells = read(folder)
    assert [problem.code for problem in cells.problems] == ["file-link"]
    assert not cells.tabs


def test_a_file_that_is_gone_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read_files([tmp_path / "risks.xlsx"]).problems
    assert problem.code == "file-damaged"


def test_a_missing_folder_is_the_callers_fault(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="there is no folder acme"):
        read(tmp_path / "acme")
