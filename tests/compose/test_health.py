"""What the health topic says: exact sentences for none, one, many and missing, and the table of parts."""

from datetime import date
from typing import Any

import pytest

from pipeline.blocks import Table
from pipeline.compose import health
from pipeline.figures import Case
from pipeline.manifest import Manifest
from pipeline.sheets.account import Intelligence, Review, Strategy
from pipeline.sheets.risks import Risk
from pipeline.theme import Tone
from tests.analyse.given import Sheets, given
from tests.compose.sayings import block, every_word, rows, sentence

FIGURES: dict[str, Any] = {
    "finance.revenue": 95_000, "finance.revenue_target": 100_000, "finance.overdue_long_share": 0.05,
    "people.coverage": 0.8, "people.verdict": "amber", "value.validated_share": 0.4,
    "goals.pace_mean": 0.9, "actions.on_time_share": 0.7, "finance.revenue_rolling": 400_000,
}  # fmt: skip
# 75, 80, 90, 80, 100 - 4 x 4 = 84 and 100: 81.85.
GOOD = {**FIGURES, "finance.overdue_long_share": 0.0, "people.verdict": "green", "value.validated_share": 0.9}
NOTHING: dict[str, Any] = dict.fromkeys(FIGURES)


def risk(likelihood: int) -> dict[str, Any]:
    """An open threat."""
    reviewed = date(2026, 9, 1)
    return {"id": "R1", "kind": "threat", "event": "E", "likelihood": likelihood, "impact": 4, "status": "open",
            "last_reviewed": reviewed}  # fmt: skip


def account(figures: dict[str, Any] = FIGURES, sheets: Sheets | None = None, before: float | None = None) -> Case:
    """A case with these parts; health scores 62.25 with those above."""
    earlier = Manifest("northwind", "2026-Q2", "2026-07-15", "test", figures={"health.score": before})
    return given(sheets if sheets is not None else {Risk: [risk(3)]}, figures, earlier=earlier if before else None)


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (account(), "Health is 62.3 of 100; weakest part: value delivered with 40"),
        (account(before=54.25), "Health is 62.3 of 100, up 8 points; weakest part: value delivered with 40"),
        (account(before=63.25), "Health is 62.3 of 100, down 1 point; weakest part: value delivered with 40"),
        (account(before=62.25), "Health is 62.3 of 100, as in the last pack; weakest part: value delivered with 40"),
        (account(GOOD, {Risk: [risk(1)]}), "Health is 81.9 of 100; every known part is on track"),
        (account(NOTHING, {}), "Health can't be scored yet: none of its parts is known"),
        (account(NOTHING), "Health can't be scored yet: only 20 % of its weight is known"),
    ],
)
def test_the_headline_says_the_score_its_change_and_the_weakest_part(case: Case, said: str) -> None:
    assert sentence(health.headline, case) == said


def test_missing_parts_are_named_with_the_reason() -> None:
    assert sentence(health.missing_line, account()) == "All parts of the score are known."
    case = account({**FIGURES, "people.coverage": None, "value.validated_share": None})
    assert sentence(health.missing_line, case) == (
        "Left out of the score: relationships (no people.coverage given) and value delivered "
        "(no value.validated_share given)."
    )


def test_the_table_shows_all_parts_with_the_verdict_in_words() -> None:
    made = block(health.parts_table, account({**FIGURES, "people.coverage": None}))
    assert isinstance(made, Table)
    assert rows(made) == [
        ["Financial", "65", "25", "watch"],
        ["Relationships", "–", "20", "no people.coverage given"],
        ["Value delivered", "40", "15", "watch"],
        ["Goals and actions", "80", "20", "on track"],
        ["Risk", "52", "15", "watch"],
        ["Freshness of the sheets", "100", "5", "on track"],
        ["Health", "63.8", "", "watch"],
    ]
    assert [row[3].tone for row in made.rows][:2] == [Tone.WATCH, Tone.MUTED]
    assert made.total


def test_without_a_score_the_table_says_so() -> None:
    assert rows(block(health.parts_table, account(NOTHING, {})))[-1] == [
        "Health", "–", "", "No score: too little is known",
    ]  # fmt: skip


def sheets(review: date | None, news: date | None) -> Case:
    """A case whose reviews and intelligence are that old."""
    given_sheets: Sheets = {
        Review: [{"day": review, "type": "team"}] if review else [],
        Intelligence: [{"day": news, "insight": "I"}] if news else [],
        Strategy: [{"id": "S1"}],
    }
    return account(NOTHING, given_sheets)


def test_freshness_is_told_for_none_one_many_and_missing() -> None:
    new, old = date(2026, 10, 1), date(2026, 7, 1)
    assert (
        sentence(health.freshness_line, account(NOTHING, {}))
        == "No sheet is filled in yet. The plan was never reviewed."
    )
    assert sentence(health.freshness_line, sheets(new, new)) == (
        "Every dated sheet is fresh. The plan was last reviewed on 1 Oct 2026."
    )
    assert sentence(health.freshness_line, sheets(new, old)) == (
        "One sheet is older than it should be: Intelligence. The plan was last reviewed on 1 Oct 2026."
    )
    assert sentence(health.freshness_line, sheets(old, old)) == (
        "2 sheets are older than they should be: Intelligence and Reviews. "
        "The plan is stale: its last review is 106 days old."
    )


def test_the_stale_table_lists_age_and_interval() -> None:
    assert rows(block(health.stale_table, sheets(date(2026, 10, 1), date(2026, 7, 1)))) == [
        ["Intelligence", "1 Jul 2026", "106 days", "90 days"]
    ]


@pytest.mark.parametrize("case", [account(), account(NOTHING, {}), sheets(date(2026, 1, 1), date(2026, 1, 1))])
def test_every_block_says_all_its_words(case: Case) -> None:
    for composed in (health.parts_table, health.stale_table):
        assert all(isinstance(text, str) for text in every_word(block(composed, case)))
