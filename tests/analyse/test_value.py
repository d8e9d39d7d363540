"""The value ledger: sums by state, overlaps counted once, stale claims; our answers by stage."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.analyse.value import connected, ledger_of
from pipeline.sheets.account import Strategy
from pipeline.sheets.goals import Goal
from pipeline.sheets.performance import Financial, Value
from pipeline.theme import Tone
from tests.analyse.given import given as case_of
from tests.filled import PERIOD, filled

JUNE = date(2026, 6, 30)


def entry(id: str, amount: float | None, state: str | None = "claimed", **more: Any) -> dict[str, Any]:
    """An entry of the ledger."""
    return {"id": id, "amount": amount, "state": state, "day": JUNE, "initiative": f"Initiative {id}", **more}


LEDGER = [
    entry("V1", 100, "client confirmed"),
    entry("V2", 50, "validated"),
    entry("V3", 30, "claimed"),
    entry("V4", 500, "expected"),
    entry("V5", 40, "disputed"),
    entry("V6", 70, "validated", day=date(2025, 12, 31)),
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("delivered_year", 180),
        ("delivered_total", 250),
        ("delivered_rolling", 250),
        ("confirmed_year", 100),
        ("validated_year", 100 + 50),
        ("confirmed_share", 100 / 180),
        ("validated_share", 150 / 180),
        ("expected", 500),
        ("disputed", 40),
    ],
)
def test_value_is_summed_by_state_with_expected_and_disputed_apart(name: str, expected: float) -> None:
    assert case_of({Value: LEDGER})[f"value.{name}"].number == pytest.approx(expected)


def test_the_states_show_this_year_and_all_time() -> None:
    lines = case_of({Value: LEDGER})["value.by_state"].lines
    assert [(s.state.value, s.this_year.value, s.total.value, s.count.value) for s in lines] == [
        ("client confirmed", 100, 100, 1),
        ("validated", 50, 120, 2),
        ("claimed", 30, 30, 1),
        ("expected", 500, 500, 1),
        ("disputed", 40, 40, 1),
    ]


def test_an_overlap_counts_once_as_the_best_state_whatever_is_larger() -> None:
    rows = [entry("V1", 100, "claimed"), entry("V2", 60, "client confirmed", overlaps="V1")]
    case = case_of({Value: rows})
    assert case["value.delivered_year"].number == 60
    listed = {line.id.value: (line.standing.value, line.counted_as.value) for line in case["value.entries"]}
    assert listed == {"V1": ("overlap", "V2"), "V2": ("counted", None)}


def test_an_overlap_of_one_state_counts_the_largest() -> None:
    assert case_of({Value: [entry("V1", 100), entry("V2", 60, overlaps="V1")]})["value.delivered_year"].number == 100


def test_overlaps_connect_through_others_and_count_once_together() -> None:
    rows = [
        entry("V1", 100), entry("V2", 60, overlaps="V1; V3"), entry("V3", 90, "validated"), entry("V4", 10),
    ]  # fmt: skip
    case = case_of({Value: rows})
    assert case["value.delivered_year"].number == 90 + 10


def test_an_expected_gain_that_overlaps_a_delivered_one_is_not_expected_again() -> None:
    case = case_of({Value: [entry("V1", 100), entry("V2", 400, "expected", overlaps="V1")]})
    assert (case["value.delivered_year"].number, case["value.expected"].number) == (100, 0)


def test_a_disputed_gain_shows_apart_even_where_it_overlaps() -> None:
    case = case_of({Value: [entry("V1", 100), entry("V2", 40, "disputed", overlaps="V1")]})
    assert (case["value.delivered_year"].number, case["value.disputed"].number) == (100, 40)


def test_an_overlap_with_an_unknown_entry_is_passed_over() -> None:
    assert case_of({Value: [entry("V1", 100, overlaps="V9")]})["value.delivered_year"].number == 100


def test_a_gain_counted_last_year_does_not_count_again_this_year() -> None:
    old = entry("V1", 100, "client confirmed", day=date(2025, 9, 30))
    case = case_of({Value: [old, entry("V2", 80, overlaps="V1")]})
    assert (case["value.delivered_year"].number, case["value.delivered_total"].number) == (0, 100)
    assert case["value.confirmed_share"].reason == "nothing delivered this fiscal year"


def test_an_entry_without_amount_or_state_is_listed_and_not_summed() -> None:
    case = case_of({Value: [entry("V1", 100), entry("V2", None), entry("V3", 9, None)]})
    assert case["value.delivered_total"].number == 100
    assert [(v.id.value, v.standing.value) for v in case["value.entries"]] == [
        ("V1", "counted"), ("V3", "incomplete"), ("V2", "incomplete"),
    ]  # fmt: skip


def test_a_ledger_that_can_not_be_summed_has_no_sum_and_an_empty_one_says_so() -> None:
    incomplete = case_of({Value: [entry("V1", None)]})
    assert incomplete["value.delivered_year"].reason == "no entry of the value ledger has an amount and a state"
    assert case_of({})["value.delivered_year"].reason == "no value entries given"


@pytest.mark.parametrize(("day", "stale"), [(date(2026, 4, 18), False), (date(2026, 4, 17), True)])
def test_a_claim_is_stale_after_a_hundred_and_eighty_days(day: date, stale: bool) -> None:
    case = case_of({Value: [entry("V1", 5, day=day), entry("V2", 5, "validated", day=date(2020, 1, 1))]})
    assert [v.id.value for v in case["value.stale"]] == (["V1"] if stale else [])
    assert case["value.stale_count"].value == int(stale)
    assert case["value.stale_count"].tone is (Tone.WATCH if stale else None)


def test_value_per_unit_of_revenue_takes_the_same_four_quarters() -> None:
    revenue = [{"quarter": str(PERIOD.back(n)), "revenue": 100} for n in range(4)]
    old = entry("V9", 1000, day=date(2025, 9, 30))
    assert case_of({Value: [*LEDGER, old], Financial: revenue})["value.per_revenue"].number == 250 / 400
    assert case_of({Value: LEDGER})["value.per_revenue"].absent


def test_the_entries_that_count_come_first_the_largest_first() -> None:
    rows = [entry("V2", 5), entry("V10", 5), entry("V1", 900, "expected"), entry("V4", 7)]
    assert [v.id.value for v in case_of({Value: rows})["value.entries"]] == ["V4", "V2", "V10", "V1"]


def test_an_answer_has_its_goal_and_the_value_it_brought_and_the_furthest_come_first() -> None:
    answers = [
        {"id": "S1", "need": "Speed", "answer": "Gates", "goal": "G1", "stage": "communicated"},
        {"id": "S2", "need": "Paper", "answer": "Documents", "stage": "rewarded"},
        {"id": "S3", "need": "Fuel", "answer": "Plan"},
    ]
    value = [
        entry("V1", 100, strategy="S1"), entry("V2", 60, strategy="S1", overlaps="V1"),
        entry("V3", 9, "expected", strategy="S2"),
    ]  # fmt: skip
    case = case_of({Strategy: answers, Value: value, Goal: [{"id": "G1", "goal": "Turn in 90 minutes"}]})
    lines = case["value.strategies"].lines
    assert [line.id.value for line in lines] == ["S2", "S1", "S3"]
    assert [line.delivered.value for line in lines] == [None, 100, None]
    assert [line.entries.value for line in lines] == ["V3", "V1; V2", None]
    assert lines[1].goal_text.value == "Turn in 90 minutes"
    assert [case[f"value.{stage}_count"].value for stage in ("developed", "communicated", "accepted", "rewarded")] == [
        0, 1, 0, 1,
    ]  # fmt: skip


STATES = st.sampled_from(("client confirmed", "validated", "claimed", "expected", "disputed"))
ENTRIES = st.lists(
    st.tuples(st.integers(0, 10_000), STATES, st.sets(st.integers(0, 9), max_size=2)), min_size=1, max_size=10
).map(
    lambda many: [
        entry(f"V{n}", amount, state, overlaps=tuple(f"V{m}" for m in sorted(others)) or None)
        for n, (amount, state, others) in enumerate(many)
    ]
)


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_change_a_sum(rows: list[dict[str, Any]], random: Any) -> None:
    one, other = case_of({Value: rows}), case_of({Value: random.sample(rows, len(rows))})
    for name in ("delivered_year", "delivered_total", "expected", "disputed", "confirmed_share"):
        assert one[f"value.{name}"].value == other[f"value.{name}"].value


@given(ENTRIES)
def test_each_connected_group_counts_at_most_once_and_no_entry_is_lost(rows: list[dict[str, Any]]) -> None:
    facts = filled({Value: rows}, examples=False)
    ledger = ledger_of(facts)
    groups = connected(facts.of(Value))
    assert sorted(row.id for group in groups for row in group) == sorted(row["id"] for row in rows)
    for group in groups:
        counted = [row for row in group if row.id in ledger.counted and row.state != "disputed"]
        assert len(counted) <= 1
        assert {row.id for row in group} == {
            row.id for row in group if row.id in ledger.counted or row.id in ledger.instead
        }


@given(ENTRIES)
def test_an_overlap_never_adds_to_what_is_delivered(rows: list[dict[str, Any]]) -> None:
    apart = [{**row, "overlaps": None} for row in rows]
    one, other = case_of({Value: rows}), case_of({Value: apart})
    assert one["value.delivered_total"].number <= other["value.delivered_total"].number
