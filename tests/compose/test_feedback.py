"""What the tags of the feedback say: none, one and many, with and without scores."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.sheets import Action, Feedback
from tests.compose.speaking import cells, sentence

DAY = date(2026, 8, 3)
QUOTE: dict[str, Any] = {"day": DAY, "said": "Fine", "kind": "meeting", "theme": "Gates"}
COMPLAINT: dict[str, Any] = {"day": DAY, "said": "Late", "kind": "complaint"}
FIVE: dict[str, Any] = {**QUOTE, "question": "satisfaction", "scale_min": 1, "scale_max": 5, "best": "high"}
TEN: dict[str, Any] = {**QUOTE, "question": "recommend", "scale_min": 0, "scale_max": 10}
LATE = {"id": "A1", "activity": "Answer", "due": date(2026, 10, 5), "status": "open"}
LATER = {"id": "A2", "activity": "Answer", "due": date(2026, 9, 15), "status": "open"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "What the customer thinks of us is not written down yet"),
        ([QUOTE], "One piece of feedback is written down, and no score of the last four quarters"),
        ([QUOTE, COMPLAINT], "2 pieces of feedback are written down, and no score of the last four quarters; one "
                             "complaint is not followed up"),
        ([{**FIVE, "score": 5}], "100 % are satisfied (one answer)"),
        ([{**TEN, "score": 9}, {**TEN, "score": 3}, {**TEN, "score": 10}],
         "Net promoter score +33.3 points (3 answers)"),
        ([{**FIVE, "score": 5}, {**FIVE, "score": 1}, {**TEN, "score": 3}, COMPLAINT, COMPLAINT],
         "50 % are satisfied (2 answers); net promoter score −100 points (one answer); 2 complaints are not "
         "followed up"),
    ],
)  # fmt: skip
def test_the_headline_is_a_sentence_for_none_one_and_many(rows: list[dict[str, Any]], said: str) -> None:
    assert sentence("feedback.headline", {Feedback: rows}).replace(" %", "%") == said.replace(" %", "%")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "No feedback is written down that could be followed up"),
        ([QUOTE], "No follow-up is open"),
        ([{**QUOTE, "follow_up": "A1"}], "One follow-up is open, overdue by 10 days"),
        ([{**QUOTE, "follow_up": "A1"}, {**QUOTE, "follow_up": "A2"}, COMPLAINT],
         "2 follow-ups are open, all overdue, the longest by 30 days; one complaint has none"),
    ],
)  # fmt: skip
def test_what_is_still_to_follow(rows: list[dict[str, Any]], said: str) -> None:
    assert sentence("feedback.follow_up_line", {Feedback: rows, Action: [LATE, LATER]}) == said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "No score is written down"),
        ([{**FIVE, "score": 4}], "Every score is counted"),
        ([{**FIVE, "score": 4, "best": None}], "One score is not counted: no best score given"),
        ([{**FIVE, "score": 4, "best": None}, {**TEN, "score": 1, "scale_max": 5}],
         "2 scores are not counted: no best score given; the scale is not 0 to 10, best high"),
    ],
)  # fmt: skip
def test_what_could_not_be_counted(rows: list[dict[str, Any]], said: str) -> None:
    assert sentence("feedback.left_out_line", {Feedback: rows}) == said


def test_the_trend_has_a_row_a_quarter_with_the_number_of_answers() -> None:
    rows = cells("feedback.trend", {Feedback: [{**FIVE, "score": 5}, {**TEN, "score": 8, "day": date(2026, 5, 1)}]})
    assert [row[0] for row in rows] == ["2026-Q2", "2026-Q3"]
    assert rows[0][1:] == ["–", "0", "0 points", "1"]
    assert rows[1][1:] == ["100 %", "1", "–", "0"]


def test_the_register_tells_the_follow_up_and_its_state() -> None:
    rows = cells("feedback.register", {Feedback: [{**QUOTE, "follow_up": "A1"}, COMPLAINT], Action: [LATE]})
    assert rows[0] == ["3 Aug 2026", "meeting", "Fine", "Gates", "–", "A1 / overdue"]
    assert rows[1][-1] == "–"


def test_the_themes_come_with_how_often_they_were_said() -> None:
    rows = cells("feedback.themes_table", {Feedback: [QUOTE, QUOTE, {**COMPLAINT, "theme": "Papers"}]})
    assert rows == [["Gates", "2", "0", "0", "3 Aug 2026"], ["Papers", "1", "1", "0", "3 Aug 2026"]]
