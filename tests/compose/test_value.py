"""The value ledger in sentences, tables and its chart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.blocks import Bullets, Table
from pipeline.compose import value
from pipeline.figures import Figures
from pipeline.sheets.account import Strategy
from pipeline.sheets.performance import Financial, Value
from pipeline.theme import Tone
from tests.compose.spoken import block, chart, figures, said, table, text
from tests.filled import PERIOD


def entry(id: str, amount: float | None, state: str, day: date = date(2026, 6, 30), **more: Any) -> dict[str, Any]:
    """An entry of the ledger."""
    return {"id": id, "amount": amount, "state": state, "day": day, "initiative": f"Initiative {id}", **more}


def ledger(*rows: dict[str, Any]) -> Figures:
    """The figures of a ledger."""
    return figures({Value: rows}, ("value",))


CONFIRMED, CLAIMED = entry("V1", 60_000, "client confirmed"), entry("V2", 40_000, "claimed")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "No value is recorded yet"),
        ([entry("V1", None, "claimed")], "The value ledger can't be summed yet: its entries lack an amount or a state"),
        ([entry("V1", 5_000, "expected")], "No value was delivered this fiscal year; £5 k is expected"),
        (
            [entry("V1", 5_000, "validated", date(2025, 6, 30))],
            "No value was delivered this fiscal year; £5 k since the start",
        ),
        ([CLAIMED], "£40 k of value was delivered this fiscal year, none of it confirmed by the client yet"),
        ([CONFIRMED], "£60 k of value was delivered this fiscal year, all of it confirmed by the client"),
        ([CONFIRMED, CLAIMED], "£100 k of value was delivered this fiscal year, 60 % of it confirmed by the client"),
        (
            [CONFIRMED, entry("V3", 7_000, "disputed"), entry("V4", 1, "claimed", date(2025, 12, 31))],
            "£60 k of value was delivered this fiscal year, all of it confirmed by the client; £7 k is disputed",
        ),
        (
            [CONFIRMED, entry("V3", 7_000, "claimed", date(2025, 12, 31))],
            "£60 k of value was delivered this fiscal year, all of it confirmed by the client; "
            "1 claim waits too long to be confirmed",
        ),
        (
            [CONFIRMED, *(entry(f"V{n}", 1, "claimed", date(2025, 12, 31)) for n in (3, 4))],
            "£60 k of value was delivered this fiscal year, all of it confirmed by the client; "
            "2 claims wait too long to be confirmed",
        ),
    ],
)
def test_the_headline_is_written_for_none_some_and_all(rows: list[dict[str, Any]], sentence: str) -> None:
    assert said(value.headline, ledger(*rows)) == sentence


def test_the_table_shows_the_five_largest_and_how_many_more_there_are() -> None:
    rows = [entry(f"V{n}", 1000 * n, "validated") for n in range(1, 9)]
    cells = table(value.ledger_table, ledger(*rows))
    assert [row[3] for row in cells[1:]] == ["£8 k", "£7 k", "£6 k", "£5 k", "£4 k", ""]
    assert cells[-1][0] == "and 3 more in the annex"
    assert len(table(value.register, ledger(*rows))) == 1 + 8


def test_five_entries_need_no_more() -> None:
    cells = table(value.ledger_table, ledger(*(entry(f"V{n}", n, "validated") for n in range(1, 6))))
    assert len(cells) == 1 + 5
    assert cells[-1][0] == "Initiative V1"


def test_a_state_says_when_a_claim_is_stale_and_what_counts_instead_of_an_overlap() -> None:
    of = ledger(CONFIRMED, entry("V2", 9, "claimed", date(2026, 1, 1), overlaps="V1"))
    assert [row[4] for row in table(value.ledger_table, of)[1:]] == [
        "client confirmed", "claimed / stale claim / counted with V1",
    ]  # fmt: skip
    made = block(value.ledger_table, of)
    assert isinstance(made, Table)
    assert [row[4].tone for row in made.rows] == [Tone.GOOD, Tone.WATCH]


def test_the_register_says_who_confirmed_and_when() -> None:
    row = table(
        value.register, ledger({**CONFIRMED, "confirmed_by": "Ingrid Solberg", "confirmed_on": date(2026, 7, 1)})
    )
    assert row[1][-1] == "Ingrid Solberg / 1 Jul 2026"
    assert row[1][5] == "To confirm"


def test_the_chart_shows_this_year_by_state_the_delivered_ones_first() -> None:
    of = ledger(CONFIRMED, CLAIMED, entry("V3", 5_000, "expected"), entry("V4", 1, "validated", date(2025, 1, 1)))
    assert chart(value.by_state_chart, of) == (
        ["client confirmed", "validated", "claimed", "expected"],
        {"This fiscal year": [60_000, 0, 40_000, 5_000]},
    )


def test_an_empty_ledger_has_empty_blocks() -> None:
    of = figures({}, ("value",))
    assert chart(value.by_state_chart, of) == ([], {})
    for made in (value.ledger_table, value.register, value.strategy_table):
        assert len(table(made, of)) == 1


def test_value_is_set_against_our_revenue() -> None:
    quarters = [{"quarter": str(PERIOD.back(n)), "revenue": 50_000} for n in range(4)]
    of = figures({Value: [CONFIRMED, CLAIMED], Financial: quarters}, ("value",))
    assert said(value.return_line, of) == (
        "For each 1.00 of our revenue in four quarters the customer gained 0.50 in value (£100 k)"
    )
    assert said(value.return_line, ledger(CONFIRMED)) == (
        "Value per unit of our revenue is not known: it needs value entries and four quarters of revenue"
    )


def answers(*stages: str | None) -> Figures:
    """The figures of answers at these stages."""
    rows = [{"id": f"S{n}", "need": "Speed", "answer": "Gates", "stage": stage} for n, stage in enumerate(stages)]
    return figures({Strategy: rows}, ("value",))


@pytest.mark.parametrize(
    ("stages", "sentence"),
    [
        ((), "No answer to the customer's needs is recorded yet"),
        ((None,), "No answer to the customer's needs has a stage yet"),
        (("accepted",), "Of our answers to the customer's needs, 1 is accepted"),
        (
            ("developed", "rewarded", "rewarded", "communicated"),
            "Of our answers to the customer's needs, 2 are rewarded, 1 is communicated and 1 is developed",
        ),
    ],
)
def test_the_answers_are_told_by_stage(stages: tuple[str | None, ...], sentence: str) -> None:
    assert said(value.strategy_headline, answers(*stages)) == sentence


def test_the_strategy_table_has_what_is_known_of_each_answer() -> None:
    rows = table(value.strategy_table, answers("developed", "accepted"))
    assert rows[1] == ["Speed", "Gates", "accepted", "–", "–", "To confirm"]


def test_stale_claims_are_listed_with_their_age() -> None:
    made = block(value.stale_list, ledger(entry("V1", 40_000, "claimed", date(2026, 1, 1)), CONFIRMED))
    assert isinstance(made, Bullets)
    assert [text(item) for item in made.items] == ["Initiative V1: £40 k claimed and not confirmed for 287 days"]
