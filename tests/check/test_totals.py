"""A row of totals below a table is passed over and said; a row of data whose name is Total is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.cells import Cells, ExcelError, Raw, Tab, Uncalculated
from pipeline.check import Checked
from pipeline.columns import Row
from pipeline.sheets.account import Contract
from pipeline.sheets.performance import Financial, Transaction
from pipeline.sheets.risks import Risk
from tests.check.given import checked, tab


def below(sheet: type[Row], filled: dict[int, Any], *, blank_rows: int = 0) -> Checked:
    """What is found where a row stands below a sound one, filled in at these places."""
    sound = tab(sheet, [{}])
    line: list[Raw] = [filled.get(j) for j in range(len(sound.rows[0]))]
    return checked(Cells((replace(sound, rows=(*sound.rows, *[()] * blank_rows, tuple(line))),)), (sheet,))


LABELS = (
    "Total", "TOTAL:", "totals", "Sum", "Grand total", "Sub-total", "Subtotal", "Summe", "Gesamt", "Σ", "Total 2026",
    "Total Q1 2026",
)  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_a_row_of_totals_is_passed_over_and_noted(label: str) -> None:
    found = below(Financial, {0: label, 1: 100, 3: 50}, blank_rows=1)
    assert not found.problems
    assert len(found.facts.of(Financial)) == 1
    assert [(note.place.cell, note.text) for note in found.notes] == [("A4", "a row of totals is not read")]


@pytest.mark.parametrize(
    "number", [5, 5.5, "1.234,56", "1 234", ExcelError("#REF!"), Uncalculated("=SUBTOTAL(109,B4:B9)")]
)
def test_totals_may_be_numbers_text_or_formulas_without_a_value(number: Raw) -> None:
    assert not below(Contract, {1: "Total", 3: number}).problems
    assert len(below(Contract, {0: "Total", 3: number}).facts.of(Contract)) == 1


@pytest.mark.parametrize(
    "filled",
    [
        {0: "Total", 1: date(2026, 1, 1), 3: 5},
        {0: "Total", 3: 5, 4: "secure"},
        {0: "Total"},
        {0: "Total supply", 3: 5},
        {0: "Total care 2026", 3: 5},
    ],
)
def test_a_contract_of_such_a_name_is_read(filled: dict[int, Any]) -> None:
    assert len(below(Contract, filled).facts.of(Contract)) == 2


def test_totals_between_rows_and_of_scales_are_passed_over_too() -> None:
    rows = tab(Risk, [{"id": "R1"}, {"id": "R2"}]).rows
    sums: tuple[Raw, ...] = tuple("Sum" if j == 0 else 9 if j in (5, 6) else None for j in range(len(rows[0])))
    found = checked(Cells((Tab("risks.xlsx", "Risks", (*rows[:2], sums, *rows[2:], sums)),)), (Risk,))
    assert not found.problems
    assert [risk.id for risk in found.facts.of(Risk)] == ["R1", "R2"]
    assert "2 rows of totals are not read" in [note.text for note in found.notes]


def test_the_totals_of_a_text_file_are_passed_over() -> None:
    rows = (("Date", "Product", "Revenue"), ("2026-05-31", "Rail", "5"), ("Total", None, "5"))
    found = checked(Cells((Tab("transactions.csv", "Transactions", rows),)), (Transaction,))
    assert (len(found.problems), len(found.facts.of(Transaction))) == (0, 1)
