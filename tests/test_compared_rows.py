"""The rows that the next quarter compares itself with, as JSON."""

import json
from datetime import date

from pipeline.manifest import compared_rows
from pipeline.periods import months_later
from pipeline.sheets.account import Contract
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.performance import Financial, Transaction
from pipeline.sheets.swot import Point
from tests.filled import filled


def test_a_row_is_known_by_its_id_and_not_by_its_words() -> None:
    rows = compared_rows(filled({Goal: [{"id": "G1", "goal": "Turn round faster"}]}))
    assert list(rows["Goals"]) == ["G1"]
    assert rows["Goals"]["G1"]["goal"] == "Turn round faster"


def test_a_row_without_an_id_is_known_by_what_no_two_rows_share() -> None:
    assert list(compared_rows(filled({Contract: [{"contract": "Ticketing"}]}))["Contracts"]) == ["Ticketing"]


def test_dates_lists_and_quarters_survive_json() -> None:
    rows = compared_rows(
        filled(
            {
                Action: [{"due": date(2026, 8, 31), "owner": "Anna Keller; Jonas Weber"}],
                Financial: [{"quarter": "2026-Q2", "revenue": 100}],
            }
        )
    )
    assert json.loads(json.dumps(rows)) == rows
    assert rows["Actions"]["A1"]["due"] == "2026-08-31"
    assert rows["Actions"]["A1"]["owner"] == ["Anna Keller", "Jonas Weber"]
    assert rows["Financials"]["2026-Q2"]["quarter"] == "2026-Q2"


def test_blank_cells_are_left_out() -> None:
    assert "owner" not in compared_rows(filled({Goal: [{"owner": None}]}))["Goals"]["G1"]


def test_a_quarter_without_revenue_of_its_own_has_the_sum_of_its_invoices() -> None:
    invoices = [
        {"day": date(2026, 4, 1), "revenue": 100.10},
        {"day": date(2026, 6, 30), "revenue": 0.20},
        {"day": date(2026, 7, 1), "revenue": 7},
    ]
    rows = compared_rows(filled({Financial: [{"quarter": "2026-Q2", "revenue": None}], Transaction: invoices}))
    assert rows["Financials"]["2026-Q2"]["revenue"] == 100.30


def test_a_quarter_with_revenue_of_its_own_keeps_it() -> None:
    rows = compared_rows(
        filled({Financial: [{"quarter": "2026-Q2", "revenue": 100}], Transaction: [{"revenue": 100.2}]})
    )
    assert rows["Financials"]["2026-Q2"]["revenue"] == 100


def test_sheets_that_are_not_compared_are_not_kept() -> None:
    assert "SWOT" not in compared_rows(filled({Point: [{}]}))


def test_months_later_keeps_within_the_month() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2026, 11, 15), 3) == date(2027, 2, 15)
    assert months_later(date(2026, 1, 15), -3) == date(2025, 10, 15)
