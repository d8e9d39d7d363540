"""What the risk topic says: exact sentences for none, one, many and missing, and the heat map's cells."""

from datetime import date
from typing import Any

import pytest

from pipeline.blocks import Bullets, Matrix, Table
from pipeline.compose import risks
from pipeline.figures import Case
from pipeline.manifest import Manifest
from pipeline.sheets.risks import Risk
from pipeline.theme import Tone
from tests.analyse.given import given
from tests.compose.sayings import block, every_word, joined, rows, say, sentence


def threat(id: str, likelihood: int | None, impact: int | None, **cells: Any) -> dict[str, Any]:
    """An open threat."""
    usual = {
        "kind": "threat",
        "event": "Gates fail",
        "status": "open",
        "last_reviewed": date(2026, 9, 1),
        "owner": "Jo",
    }
    return {"id": id, "likelihood": likelihood, "impact": impact, **usual, **cells}


def register(*given_rows: dict[str, Any], earlier: Manifest | None = None, revenue: float | None = 1_000_000) -> Case:
    """A case with this register."""
    return given({Risk: list(given_rows)}, {"finance.revenue_rolling": revenue}, earlier=earlier)


HIGH = threat("R1", 4, 4, revenue=100_000)  # 0.6 x 100,000 = 60,000
LOW = threat("R2", 1, 2, revenue=40_000)  # 0.05 x 40,000 = 2,000


@pytest.mark.parametrize(
    ("given_rows", "said"),
    [
        ((), "The risk register is still to be filled in"),
        ((threat("R1", 4, 4, status="closed"),), "No threat to the account is open"),
        ((HIGH,), "The one open threat is high or critical; £60 k of revenue is exposed"),
        ((LOW,), "The one open threat is not high or critical; £2 k of revenue is exposed"),
        ((HIGH, LOW), "1 of 2 open threats is high or critical; £62 k of revenue is exposed"),
        ((HIGH, LOW, threat("R3", 5, 5)), "2 of 3 open threats are high or critical; £62 k of revenue is exposed"),
        ((HIGH, threat("R3", 5, 5)), "Both open threats are high or critical; £60 k of revenue is exposed"),
        ((LOW, threat("R3", 1, 1)), "None of the 2 open threats is high or critical; £2 k of revenue is exposed"),
        ((threat("R3", 1, 1),), "The one open threat is not high or critical; what it could cost is not given"),
        (
            (threat("R3", 1, 1), threat("R4", 2, 2)),
            "None of the 2 open threats is high or critical; what they could cost is not given",
        ),
        ((threat("R3", 1, 1, revenue=0),), "The one open threat is not high or critical; no revenue is exposed"),
    ],
)
def test_the_headline_is_a_sentence_for_none_one_many_and_missing(given_rows: Any, said: str) -> None:
    assert sentence(risks.headline, register(*given_rows)) == said


def test_the_exposure_says_what_it_leaves_out_and_that_risks_overlap() -> None:
    assert sentence(risks.exposure_line, register(HIGH, LOW)) == (
        "Exposure over the next 12 months: £62 k (6.2 % of four quarters' revenue); risks may overlap."
    )
    assert sentence(risks.exposure_line, register(HIGH, threat("R3", 1, 1))) == (
        "Exposure over the next 12 months: £60 k (6 % of four quarters' revenue); risks may overlap. "
        "One threat has no revenue at risk and is left out."
    )
    assert sentence(risks.exposure_line, register(HIGH, threat("R3", 1, 1), threat("R4", 1, 1), revenue=None)) == (
        "Exposure over the next 12 months: £60 k; risks may overlap. "
        "2 threats have no revenue at risk and are left out."
    )
    assert sentence(risks.exposure_line, register(HIGH, revenue=50_000)) == (
        "Exposure over the next 12 months: £50 k (100 % of four quarters' revenue), capped at a year's revenue "
        "(the threats sum to £60 k); risks may overlap."
    )
    assert sentence(risks.exposure_line, register()) == "The exposure can't be given: no risks given."


EARLIER = Manifest(
    "northwind", "2026-Q2", "2026-07-15", "test",
    rows={"Risks": {"R1": {"likelihood": 2, "impact": 4}, "R2": {"likelihood": 5, "impact": 5},
                    "R3": {"likelihood": 4, "impact": 4}}},
)  # fmt: skip


def heat_map(*given_rows: dict[str, Any], earlier: Manifest | None = None) -> Matrix:
    """The heat map over this register."""
    made = block(risks.heat_map, register(*given_rows, earlier=earlier))
    assert isinstance(made, Matrix)
    return made


def test_the_heat_map_puts_ids_in_their_cells_with_arrows_for_movement() -> None:
    made = heat_map(HIGH, LOW, threat("R3", 4, 4), threat("R9", None, 1), earlier=EARLIER)
    cells = rows(made)
    assert cells[1][3] == "R1 ↑ / R3"  # likelihood 4 is the second row from the top, impact 4 the fourth column
    assert cells[4][1] == "R2 ↓"
    assert sum(cell != "" for row in cells for cell in row) == 2


def test_the_heat_map_is_square_from_5_at_the_top_and_toned_by_band() -> None:
    made = heat_map(LOW)
    assert made.square
    assert [say(words) for words in made.rows] == ["5", "4", "3", "2", "1"]
    assert [say(words) for words in made.columns] == ["1", "2", "3", "4", "5"]
    assert made.y
    assert made.x
    assert say(made.y) == "Likelihood: 1 rare to 5 almost certain"
    assert say(made.x) == "Impact: 1 minor to 5 critical"
    assert [entry.tone for entry in made.entries[0]] == [Tone.WATCH, Tone.BAD, Tone.BAD, Tone.BAD, Tone.BAD]
    assert [entry.tone for entry in made.entries[4]] == [Tone.GOOD, Tone.GOOD, Tone.GOOD, Tone.GOOD, Tone.WATCH]


def test_the_heat_map_tells_in_words_what_it_shows() -> None:
    assert say(heat_map(HIGH, LOW, threat("R9", None, 1)).alt) == (
        "Heat map of likelihood and impact: 3 open threats, 1 of them high or critical; the highest score is 16; "
        "not rated and not on the map: R9"
    )
    assert say(heat_map(LOW).alt) == (
        "Heat map of likelihood and impact: 1 open threat, none of them high or critical; the highest score is 2"
    )


def test_without_an_open_threat_there_is_no_map_but_a_sentence() -> None:
    made = heat_map()
    assert made.entries == ()
    assert say(made.empty) == "No threat is open: threats go on the tab Risks of risks.xlsx."


def test_the_top_table_shows_score_band_movement_and_a_missing_contingency() -> None:
    made = block(risks.top_table, register(HIGH, LOW, earlier=EARLIER))
    assert rows(made) == [
        ["R1 Gates fail", "16 critical ↑", "£60 k", "To confirm", "no contingency plan", "Jo"],
        ["R2 Gates fail", "2 low ↓", "£2 k", "To confirm", "–", "Jo"],
    ]


@pytest.mark.parametrize(
    ("count", "last"), [(5, "R5 Gates fail"), (6, "and 1 more in the annex"), (30, "and 25 more in the annex")]
)
def test_the_top_table_counts_what_it_leaves_to_the_annex(count: int, last: str) -> None:
    made = block(risks.top_table, register(*(threat(f"R{n}", 2, 2) for n in range(1, count + 1))))
    assert isinstance(made, Table)
    assert joined(made.rows[-1][0]) == last
    assert {len(row) for row in made.rows} == {len(made.heads)}


def test_the_register_lists_every_risk_once_open_ones_first() -> None:
    chance = {"id": "R7", "kind": "opportunity", "event": "New quay", "status": "open"}
    blank = {"id": "R8", "event": "Kind is blank"}  # counts as a threat
    made = block(
        risks.register, register(threat("R4", 5, 5, status="closed", lesson="Test earlier"), LOW, chance, blank)
    )
    names = [row[0].split(" /")[0] for row in rows(made)]
    assert names == ["R2 Gates fail", "R8 Kind is blank", "R7 New quay", "R4 Gates fail"]
    assert rows(made)[3][-1] == "closed / Test earlier"


def test_an_opportunity_has_a_score_but_neither_band_nor_exposure() -> None:
    chance = threat("R7", 4, 4, kind="opportunity", revenue=5_000)
    made = block(risks.register, register(chance))
    assert isinstance(made, Table)
    assert rows(made)[0][2:4] == ["16", ""]
    assert made.rows[0][2].tone is None


def test_flags_name_the_risk_and_what_it_lacks() -> None:
    made = block(risks.flags_list, register(threat("R1", 4, 4, last_reviewed=date(2026, 7, 1), trigger="T")))
    assert isinstance(made, Bullets)
    assert [say(item) for item in made.items] == ["R1 Gates fail: review overdue by 16 days and no contingency plan"]
    assert sentence(risks.flags_line, register(HIGH, LOW)) == (
        "1 open risk needs attention: a review, a plan, an owner or a new action."
    )
    assert sentence(risks.flags_line, register(LOW)) == "Every open risk is reviewed in time and complete."


@pytest.mark.parametrize("size", [0, 1, 30])
def test_every_block_says_all_its_words_at_every_size(size: int) -> None:
    case = register(*(threat(f"R{n}", n % 5 + 1, n % 4 + 1, revenue=1_000) for n in range(size)))
    for composed in (risks.heat_map, risks.top_table, risks.register, risks.opportunities_table):
        assert all(isinstance(text, str) for text in every_word(block(composed, case)))
