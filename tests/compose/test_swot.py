"""What the SWOT's tags say: none, one and many; five points a quadrant in the grid, eight in the annex."""

from datetime import date
from typing import Any

import pytest

from pipeline.blocks import Matrix
from pipeline.sheets.swot import Point
from pipeline.theme import Tone
from tests.compose.speaking import cells, made, points, sentence


def point(quadrant: str, words: str, impact: int = 3, **cells: Any) -> dict[str, Any]:
    """A point reviewed lately."""
    usual = {"answer": "Use it", "leads_to": "G1", "last_reviewed": date(2026, 9, 1)}
    return {"quadrant": quadrant, "point": words, "impact": impact, **usual, **cells}


MANY = [point("strength", f"S{n}", 5 - n % 5, first_noted=date(2026, 1, n)) for n in range(1, 7)]
MORE = [point("strength", f"M{n}", 1, first_noted=date(2025, 1, n)) for n in range(1, 5)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "No strength, weakness, opportunity or threat is written down yet"),
        ((point("strength", "S"),), "One strength is written down, but no weakness or threat yet"),
        (
            (point("weakness", "W"), point("threat", "T")),
            "One weakness and one threat are written down, but no strength or opportunity yet",
        ),
        (
            (point("strength", "S"), point("threat", "T"), point("threat", "U")),
            "One strength stands against 2 threats",
        ),
        (
            (
                point("weakness", "W"),
                point("opportunity", "O"),
                point("opportunity", "P"),
                point("strength", "S"),
                point("strength", "Z"),
            ),
            "2 strengths and 2 opportunities stand against one weakness",
        ),
    ],
)
def test_the_headline_weighs_the_quadrants(rows: tuple[dict[str, Any], ...], said: str) -> None:
    assert sentence("swot.headline", {Point: rows}) == said


def test_the_matrix_has_five_points_a_quadrant_and_says_how_many_more() -> None:
    """Impact 5 is S5, 4 are S1 and S6, of which S6 is newer."""
    assert cells("swot.matrix", {Point: [*MANY, point("threat", "T")]}) == [
        ["S5 / S6 / S1 / S2 / S3 / and 1 more in the annex", "none written down"],
        ["none written down", "T"],
    ]


def test_an_empty_quadrant_is_muted_and_an_empty_swot_has_no_cells() -> None:
    block = made("swot.matrix", {Point: [point("threat", "T")]})
    assert isinstance(block, Matrix)
    assert block.entries[0][0].tone is Tone.MUTED
    assert block.entries[1][1].tone is Tone.WATCH
    assert cells("swot.matrix", {}) == []


def test_the_register_has_eight_points_a_quadrant_and_says_how_many_the_workbook_has() -> None:
    rows = cells("swot.register", {Point: [*MANY, *MORE, point("threat", "T", leads_to=None)]})
    assert [row[1] for row in rows] == [
        "S5",
        "S6",
        "S1",
        "S2",
        "S3",
        "S4",
        "M4",
        "M3",
        "and 2 more in the workbook",
        "T",
    ]
    assert rows[0] == ["Strength", "S5", "5", "Use it", "G1", "1 Sept 2026"]
    assert rows[-1][4] == "nowhere yet"


def test_points_that_lead_nowhere_are_listed() -> None:
    assert points("swot.dead_ends_list", {Point: [point("threat", "T", leads_to=None)]}) == ["T"]
    assert points("swot.dead_ends_list", {Point: MANY}) == ["Every point leads to a goal, an action or a risk."]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "No point is written down yet."),
        (MANY, "Every point leads to a goal, an action or a risk; all were reviewed within 180 days."),
        (
            [point("threat", "T", leads_to=None, last_reviewed=None), *MANY],
            "One of 7 points leads nowhere yet; one was not reviewed for 180 days.",
        ),
        (
            [point("threat", f"T{n}", leads_to=None, last_reviewed=date(2026, 1, 1)) for n in range(3)],
            "None of the 3 points leads anywhere yet; 3 were not reviewed for 180 days.",
        ),
    ],
)
def test_how_well_it_is_kept_is_told(rows: list[dict[str, Any]], said: str) -> None:
    assert sentence("swot.answers_line", {Point: rows}) == said
