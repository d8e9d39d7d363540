"""What the asks' tags say: exact sentences for none, one, many and missing; rows cut with how many more there are."""

from datetime import date
from typing import Any

import pytest

from pipeline.sheets.account import Ask, Review
from tests.analyse.cases import pack
from tests.compose.speaking import cells, points, sentence

OPEN: dict[str, Any] = {
    "id": "K1",
    "ask": "Two engineers",
    "why": "Opens freight",
    "of_whom": "Jo Berg",
    "by": date(2026, 11, 1),
    "outcome": "open",
}
LATE = {**OPEN, "by": date(2026, 10, 5)}
GRANTED = {**OPEN, "outcome": "granted", "outcome_date": date(2026, 9, 1)}


def asks(*rows: dict[str, Any]) -> dict[Any, list[dict[str, Any]]]:
    """These asks, numbered anew, and a review of 1 August."""
    numbered = [{**row, "id": f"K{n}"} for n, row in enumerate(rows, 1)]
    return {Ask: numbered, Review: [{"day": date(2026, 8, 1), "type": "team"}]}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "Nothing has been asked yet"),
        ((GRANTED,), "Every ask is decided: nothing is open"),
        ((OPEN,), "One ask is open"),
        (({**LATE, "cost": 60_000},), "One ask is open and past its day; it costs £60 k"),
        ((OPEN, OPEN), "2 asks are open"),
        ((OPEN, LATE), "2 asks are open, one of them past its day"),
        ((OPEN, LATE, LATE), "3 asks are open, 2 of them past their day"),
        (({**LATE, "cost": 900}, LATE), "2 asks are open, all past their day; those priced cost £900"),
    ],
)
def test_the_headline_is_a_sentence_for_none_one_many_and_missing(rows: tuple[dict[str, Any], ...], said: str) -> None:
    assert sentence("asks.headline", asks(*rows)) == said


def test_an_ask_stands_with_why_cost_and_what_happens_if_refused() -> None:
    row = {**LATE, "cost": 60_000, "if_refused": "Freight waits"}
    assert cells("asks.table", asks(row)) == [
        ["Two engineers", "Opens freight", "£60 k", "Jo Berg", "5 Oct 2026 (10 days overdue)", "Freight waits"]
    ]


def test_what_is_not_given_is_not_made_up() -> None:
    assert cells("asks.table", asks({**OPEN, "by": None, "why": None}))[0] == [
        "Two engineers", "To confirm", "–", "Jo Berg", "To confirm", "–",
    ]  # fmt: skip


def test_asks_beyond_the_slide_stand_in_the_annex() -> None:
    rows = cells("asks.table", asks(*[OPEN] * 9))
    assert len(rows) == 7
    assert rows[-1][0] == "and 3 more in the annex"


def test_the_first_page_has_three_asks_in_a_line_each() -> None:
    priced = {**LATE, "cost": 60_000}
    assert points("asks.short", asks(priced, OPEN, OPEN, OPEN)) == [
        "Two engineers (Jo Berg, by 5 Oct 2026, £60 k, 10 days overdue)",
        "Two engineers (Jo Berg, by 1 Nov 2026)",
        "Two engineers (Jo Berg, by 1 Nov 2026)",
        "and 1 more in the annex",
    ]
    nothing = "Nothing is asked at present: what the account needs goes on the tab Asks of account.xlsx."
    assert points("asks.short", {}) == [nothing]


def test_what_became_of_earlier_asks_is_told() -> None:
    assert sentence("asks.decided_line", asks(OPEN)) == "No ask was decided since the last review"
    assert sentence("asks.decided_line", asks(GRANTED)) == "One ask was decided since the last review"
    assert sentence("asks.decided_line", asks(GRANTED, GRANTED)) == "2 asks were decided since the last review"
    assert sentence("asks.decided_line", {}) == "Nothing can be said of earlier asks: no ask given"
    assert cells("asks.decided_table", asks(GRANTED, OPEN)) == [["Two engineers", "Jo Berg", "granted", "1 Sept 2026"]]


def test_the_register_has_every_ask_with_its_state() -> None:
    states = [row[-1] for row in cells("asks.register", asks(LATE, OPEN, GRANTED, {**OPEN, "outcome": None}))]
    assert states == ["open, overdue", "open", "granted", "To confirm"]


def test_what_became_of_last_time_s_asks_is_told_of_each() -> None:
    was = pack({Ask: [{**OPEN, "id": "K1"}, {**OPEN, "id": "K2", "ask": "A desk"}]}, examples=False)
    assert cells("asks.last_time_table", asks(GRANTED), was) == [
        ["Two engineers", "Jo Berg", "granted"],
        ["A desk", "Jo Berg", "no longer listed"],
    ]
    assert cells("asks.last_time_table", asks(GRANTED), pack({}, examples=False)) == []
