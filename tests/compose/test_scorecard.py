"""The scorecard in sentences and its table."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.blocks import Bullets, Table
from pipeline.compose import scorecard
from pipeline.figures import Figures
from pipeline.sheets.performance import Measure, Reading
from pipeline.theme import Tone
from tests.compose.spoken import block, figures, said, table, text

AGREED = {"agreed_by_us": "Anna Keller", "agreed_by_customer": "Ingrid Solberg", "agreed_on": date(2026, 1, 20)}
NAMES = ("Gate time", "Uptime", "NPS", "Cost", "Training")


def read(*values: float | None, **more: Any) -> Figures:
    """The figures of measures with target 100, each read (or not) this quarter."""
    measures, readings = [], []
    for n, value in enumerate(values):
        row = {"id": f"M{n}", "measure": NAMES[n], "unit": "points", "direction": "increase", "target": 100, **AGREED}
        measures.append({**row, **more})
        if value is not None:
            readings.append({"measure": f"M{n}", "quarter": "2026-Q3", "value": value, "source": "Gate log"})
    return figures({Measure: measures, Reading: readings}, ("scorecard",))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((), "No measure of success is agreed yet"),
        ((None,), "The one measure has no verdict this quarter"),
        ((None, None), "Neither of the 2 measures has a verdict this quarter"),
        ((100,), "The one measure with a verdict is on track"),
        ((95,), "The one measure with a verdict needs watching"),
        ((10,), "The one measure with a verdict is off track"),
        ((100, 110), "All 2 measures with a verdict are on track"),
        ((100, 110, None), "All 2 measures with a verdict are on track; 1 was not read"),
        ((100, 95), "1 of 2 measures is on track, 1 needs watching"),
        ((100, 110, 10), "2 of 3 measures are on track, 1 is off track (NPS)"),
        ((100, 100, 10, 10, 95), "2 of 5 measures are on track, 1 needs watching, 2 are off track"),
        ((95, 95, None, None), "Neither of the 2 measures is on track, 2 need watching; 2 were not read"),
        ((100, 95, 10), "1 of 3 measures is on track, 1 needs watching, 1 is off track (NPS)"),
        ((10, 10), "Neither of the 2 measures is on track, 2 are off track"),
    ],
)
def test_the_headline_is_written_for_none_one_and_many(values: tuple[float | None, ...], sentence: str) -> None:
    assert said(scorecard.headline, read(*values)) == sentence


@pytest.mark.parametrize(
    ("values", "more", "sentence"),
    [
        ((), {}, "No measure of success is agreed yet"),
        ((1,), {}, "Both sides agreed the one measure"),
        ((1, 1), {}, "Both sides agreed all 2 measures"),
        ((1,), {"agreed_on": None}, "The one measure is not agreed by both sides"),
        ((1, 1), {"agreed_by_us": None}, "None of the 2 measures is agreed by both sides"),
        (
            (1, None),
            {"agreed_on": date(2024, 1, 1)},
            "Both sides agreed all 2 measures; 2 were agreed over a year ago; 1 was not read this quarter",
        ),
    ],
)
def test_the_agreement_is_told_for_none_one_and_many(
    values: tuple[float | None, ...], more: dict[str, Any], sentence: str
) -> None:
    assert said(scorecard.agreement_line, read(*values, **more)) == sentence


def test_the_table_says_the_verdict_in_words_beside_its_tone() -> None:
    of = read(110, 95, 10, None)
    assert table(scorecard.table, of) == [
        [
            "Measure",
            "Unit",
            "Target",
            "Actual",
            "Variance",
            "Prior quarter",
            "Year before",
            "Verdict",
            "Source",
            "Agreed",
        ],
        ["Gate time", "points", "100", "110", "+10", "–", "–", "on track", "Gate log", "yes"],
        ["Uptime", "points", "100", "95", "−5", "–", "–", "watch", "Gate log", "yes"],
        ["NPS", "points", "100", "10", "−90", "–", "–", "off track", "Gate log", "yes"],
        ["Cost", "points", "100", "–", "–", "–", "–", "–", "–", "yes"],
    ]
    made = block(scorecard.table, of)
    assert isinstance(made, Table)
    assert [row[7].tone for row in made.rows] == [Tone.GOOD, Tone.WATCH, Tone.BAD, None]


def test_a_survey_shows_its_n_under_the_value() -> None:
    measures = [{"id": "M1", "measure": "NPS", "target": 30, "direction": "increase"}]
    readings = [{"measure": "M1", "quarter": "2026-Q3", "value": 50, "responses": 2}]
    of = figures({Measure: measures, Reading: readings}, ("scorecard",))
    row = table(scorecard.table, of)[1]
    assert (row[3], row[7], row[8], row[9]) == ("50 / n = 2", "–", "To confirm", "no")


def test_the_open_points_name_each_measure_and_what_it_lacks() -> None:
    made = block(scorecard.open_points, read(100, None, agreed_on=date(2025, 1, 2)))
    assert isinstance(made, Bullets)
    assert [text(item) for item in made.items] == [
        "Uptime: not read this quarter",
        "Gate time: agreed on 2 Jan 2025, over a year ago",
        "Uptime: agreed on 2 Jan 2025, over a year ago",
    ]


def test_nothing_open_is_said() -> None:
    made = block(scorecard.open_points, read(100))
    assert isinstance(made, Bullets)
    assert made.items == ()
    assert made.empty
    assert text(made.empty) == "Every measure is agreed, read and up to date."
