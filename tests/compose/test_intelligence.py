"""What the intelligence's tags say: none, one and many; the newest on the page, all in the annex."""

from datetime import date
from typing import Any

import pytest

from pipeline.sheets.account import Intelligence
from tests.compose.speaking import cells, sentence

INSIGHT: dict[str, Any] = {
    "insight": "All papers digital by 2027",
    "so_what": "Opens freight",
    "topic": "market",
    "day": date(2026, 9, 5),
    "source": "June meeting",
    "confidence": "high",
}
STALE = {**INSIGHT, "review_by": date(2026, 10, 14), "day": date(2026, 3, 5)}
UNSURE = {**INSIGHT, "confidence": "low", "day": date(2026, 4, 5)}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "Nothing is written down about the customer and its market yet"),
        ((INSIGHT,), "One insight, of 5 Sept 2026"),
        ((INSIGHT, STALE), "2 insights, the newest of 5 Sept 2026; one is past its review"),
        (
            (INSIGHT, STALE, STALE, UNSURE),
            "4 insights, the newest of 5 Sept 2026; 2 are past their review; one is of low confidence",
        ),
        ((UNSURE, UNSURE), "2 insights, the newest of 5 Apr 2026; 2 are of low confidence"),
    ],
)
def test_the_headline_is_a_sentence_for_none_one_and_many(rows: tuple[dict[str, Any], ...], said: str) -> None:
    assert sentence("intelligence.headline", {Intelligence: rows}) == said


def test_the_page_has_the_four_newest_and_says_how_many_more() -> None:
    rows = cells("intelligence.table", {Intelligence: [UNSURE, STALE, UNSURE, UNSURE, INSIGHT]})
    assert rows[0] == ["market / 5 Sept 2026", "All papers digital by 2027", "Opens freight"]
    assert rows[-1] == ["and 1 more in the annex", "", ""]
    assert len(rows) == 5


def test_the_register_marks_what_is_stale() -> None:
    rows = cells("intelligence.register", {Intelligence: [STALE, INSIGHT]})
    assert rows[0][0] == "5 Sept 2026"
    assert rows[1][0] == "5 Mar 2026 / to be checked since 14 Oct 2026"
