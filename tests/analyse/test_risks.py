"""Risks: worked by hand on a register of six, with the as-of day 15 October 2026."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from pipeline.analyse.ratings import band
from pipeline.figures import Case
from pipeline.manifest import Manifest
from pipeline.sheets.goals import Action
from pipeline.sheets.risks import Risk
from pipeline.theme import Tone
from tests.analyse.given import given

REVIEWED = date(2026, 9, 1)


def threat(id: str, likelihood: int | None, impact: int | None, **cells: Any) -> dict[str, Any]:
    """A threat, open and reviewed six weeks ago unless its cells say otherwise."""
    usual = {"kind": "threat", "event": f"Event of {id}", "status": "open", "last_reviewed": REVIEWED, "owner": "Jonas"}
    return {"id": id, "likelihood": likelihood, "impact": impact, **usual, **cells}


# Inherent 3 x 4 = 12; after the response 2 x 3 = 6. Exposure 0.2 x 100,000 = 20,000.
FIXED = threat("R1", 3, 4, residual_likelihood=2, residual_impact=3, revenue=100_000)
# 5 x 5 = 25, almost certain: 0.9 x 50,000 = 45,000.
WORST = threat("R2", 5, 5, revenue=50_000)
# Happening: all of 30,000, whatever its likelihood.
HAPPENING = threat("R3", 2, 4, status="happening", revenue=30_000)
CLOSED = threat("R4", 5, 4, status="closed", revenue=900_000, closed_on=date(2026, 5, 1), lesson="Test earlier")
UNPRICED = threat("R5", 1, 3)
CHANCE = {"id": "R6", "kind": "opportunity", "event": "New quay", "likelihood": 4, "impact": 4, "status": "open",
          "revenue": 400_000, "last_reviewed": REVIEWED}  # fmt: skip
REGISTER = [FIXED, WORST, HAPPENING, CLOSED, UNPRICED, CHANCE]


def register(*rows: dict[str, Any], revenue: float | None = 1_000_000, **more: Any) -> Case:
    """A case with this register and this rolling revenue."""
    return given({Risk: list(rows)}, {"finance.revenue_rolling": revenue}, **more)


def ids(case: Case, name: str) -> list[Any]:
    """The ids of a list figure, in its order."""
    return [line.id.value for line in case[name].lines]


def test_open_threats_stand_worst_first_without_history_and_opportunities() -> None:
    case = register(*REGISTER)
    assert ids(case, "risks.open_threats") == ["R2", "R3", "R1", "R5"]
    assert [line.current_score.value for line in case["risks.open_threats"].lines] == [25, 8, 6, 3]
    assert ids(case, "risks.opportunities") == ["R6"]
    assert (case["risks.open_count"].value, case["risks.opportunity_count"].value) == (4, 1)
    assert ids(case, "risks.ended") == ["R4"]


def test_a_risk_that_is_not_said_to_help_is_taken_for_a_threat() -> None:
    """4 x 4 = 16 is critical; 0.6 x 10,000 is its exposure, beside the 45,000 of the other."""
    blank = threat("R7", 4, 4, kind=None, revenue=10_000)
    case = register(WORST, blank)
    assert ids(case, "risks.open_threats") == ["R2", "R7"]
    assert case["risks.high_count"].value == 2
    assert case["risks.exposure"].value == pytest.approx(51_000)
    assert "no_trigger" in case["risks.flagged"].lines[-1].flags.value


def test_a_risk_has_its_score_before_and_after_the_response() -> None:
    line = register(FIXED)["risks.top"].lines[0]
    assert (line.score.value, line.residual_score.value, line.current_score.value) == (12, 6, 6)
    assert line.band.value == "medium"
    assert line.score.tone is Tone.BAD
    assert line.current_score.tone is Tone.WATCH


def test_the_score_names_the_cells_it_rests_on() -> None:
    line = register(FIXED)["risks.top"].lines[0]
    assert line.row is not None
    assert line.current_score.sources == line.row.place(Risk.residual_likelihood, Risk.residual_impact)


def test_a_scale_that_was_not_rated_again_stands_as_before() -> None:
    line = register(threat("R1", 4, 5, residual_likelihood=1))["risks.top"].lines[0]
    assert line.current_score.value == 5
    assert line.residual_score.absent


@pytest.mark.parametrize(
    ("score", "word"),
    [
        (1, "low"),
        (4, "low"),
        (5, "medium"),
        (9, "medium"),
        (10, "high"),
        (15, "high"),
        (16, "critical"),
        (25, "critical"),
    ],
)
def test_the_bands_begin_at_5_10_and_16(score: int, word: str) -> None:
    assert band(score)[0] == word


@pytest.mark.parametrize(("likelihood", "share"), [(1, 0.05), (2, 0.2), (3, 0.4), (4, 0.6), (5, 0.9)])
def test_exposure_weighs_the_revenue_at_risk_by_likelihood(likelihood: int, share: float) -> None:
    case = register(threat("R1", likelihood, 3, revenue=10_000))
    assert case["risks.exposure"].value == pytest.approx(share * 10_000)


def test_exposure_sums_the_open_threats_only() -> None:
    case = register(*REGISTER)
    assert case["risks.exposure"].value == pytest.approx(20_000 + 45_000 + 30_000)
    assert case["risks.exposure_share"].value == pytest.approx(0.095)
    assert case["risks.unpriced_count"].value == 1


def test_what_has_ended_and_what_may_help_has_no_exposure() -> None:
    exposures = {line.id.value: line.exposure.value for line in register(*REGISTER)["risks.all"].lines}
    assert (exposures["R4"], exposures["R6"]) == (None, None)


def test_a_high_score_is_no_bad_verdict_on_an_opportunity() -> None:
    line = register(CHANCE)["risks.opportunities"].lines[0]
    assert (line.current_score.value, line.current_score.tone) == (16, None)
    assert line.band.reason == "not a threat"


def test_exposure_is_capped_at_a_years_revenue() -> None:
    case = register(*REGISTER, revenue=80_000)
    assert case["risks.exposure"].value == 80_000
    assert case["risks.exposure_sum"].value == pytest.approx(95_000)


def test_without_revenue_exposure_stands_uncapped_and_its_share_says_why_it_is_missing() -> None:
    case = register(*REGISTER, revenue=None)
    assert case["risks.exposure"].value == pytest.approx(95_000)
    assert case["risks.exposure_share"].reason == "no finance.revenue_rolling given"


def test_an_empty_register_is_no_exposure_of_zero() -> None:
    case = register()
    assert case["risks.exposure"].absent
    assert case["risks.exposure"].reason == "no risks given"
    assert case["risks.open_count"].absent
    assert case["risks.highest_score"].absent


def test_a_register_without_open_threats_has_an_exposure_of_zero() -> None:
    case = register(CLOSED, CHANCE)
    assert case["risks.exposure"].value == 0
    assert case["risks.open_count"].value == 0
    assert case["risks.highest_score"].reason == "no threat is open"


def test_threats_without_money_give_no_exposure() -> None:
    assert register(UNPRICED)["risks.exposure"].reason == "no revenue at risk given"


def test_high_and_critical_are_counted_together() -> None:
    case = register(threat("R1", 2, 5), threat("R2", 5, 5), threat("R3", 3, 3))
    assert case["risks.high_count"].value == 2
    assert case["risks.highest_score"].value == 25
    assert case["risks.highest_score"].tone is Tone.BAD


def test_an_unrated_threat_comes_last_and_is_listed() -> None:
    case = register(threat("R1", None, 5), threat("R2", 1, 1))
    assert ids(case, "risks.open_threats") == ["R2", "R1"]
    assert ids(case, "risks.unrated") == ["R1"]
    assert case["risks.unrated_count"].value == 1
    assert case["risks.open_threats"].lines[1].current_score.reason == "to confirm"


def test_ties_are_broken_by_exposure_then_by_id_in_natural_order() -> None:
    case = register(threat("R14", 2, 2), threat("R2", 2, 2), threat("R3", 2, 2, revenue=1))
    assert ids(case, "risks.open_threats") == ["R3", "R2", "R14"]


def test_the_map_puts_each_threat_in_one_cell() -> None:
    case = register(*(threat(f"R{n}", 4, 2) for n in range(1, 9)), threat("R9", 1, 5), threat("R10", None, 5))
    cells = {(c.likelihood.value, c.impact.value): c for c in case["risks.map"].lines}
    assert len(cells) == 25
    assert next(iter(cells)) == (5, 1)
    assert cells[4, 2].count.value == 8
    assert cells[1, 5].count.value == 1
    assert sum(cell.count.number for cell in cells.values()) == 9


EARLIER = Manifest(
    "northwind", "2026-Q2", "2026-07-15", "test",
    rows={
        "Risks": {
            "R1": {"likelihood": 3, "impact": 4, "last_reviewed": "2026-06-15"},
            "R2": {"likelihood": 5, "impact": 5, "last_reviewed": "2026-06-15"},
            "R3": {"likelihood": 2, "impact": 4, "residual_likelihood": 1, "last_reviewed": "2026-06-15"},
        },
        "Actions": {"A1": {}},
    },
)  # fmt: skip


def test_movement_compares_the_score_with_the_earlier_pack() -> None:
    lines = {line.id.value: line for line in register(*REGISTER, earlier=EARLIER)["risks.open_threats"].lines}
    words = {id: line.movement.value for id, line in lines.items()}
    assert words == {"R1": "down", "R2": "same", "R3": "up", "R5": "new"}
    assert lines["R1"].movement.tone is Tone.GOOD
    assert lines["R3"].movement.tone is Tone.BAD


def test_without_an_earlier_pack_nothing_moved() -> None:
    assert register(FIXED)["risks.top"].lines[0].movement.reason == "no earlier pack"


def test_a_risk_that_was_half_rated_in_the_earlier_pack_did_not_move() -> None:
    earlier = Manifest("northwind", "2026-Q2", "2026-07-15", "test", rows={"Risks": {"R1": {"likelihood": 3}}})
    assert register(FIXED, earlier=earlier)["risks.top"].lines[0].movement.reason == "not rated in both packs"


def flags(case: Case) -> tuple[str, ...]:
    """The flags of the only open risk."""
    value = case["risks.open_threats"].lines[0].flags.value
    assert value is None or isinstance(value, tuple)
    return tuple(str(flag) for flag in value or ())


COMPLETE = {"contingency": "Hand scanners", "trigger": "Two failures"}


def test_a_high_risk_needs_contingency_trigger_and_owner() -> None:
    assert flags(register(threat("R1", 2, 5, owner=None))) == ("no_contingency", "no_trigger", "no_owner")
    assert flags(register(threat("R1", 2, 5, **COMPLETE))) == ()


def test_a_medium_risk_needs_none_of_them() -> None:
    assert flags(register(threat("R1", 3, 3, owner=None))) == ()


def test_a_review_is_overdue_after_90_days() -> None:
    # 15 October less 90 days is 17 July.
    assert flags(register(threat("R1", 1, 1, last_reviewed=date(2026, 7, 17)))) == ()
    case = register(threat("R1", 1, 1, last_reviewed=date(2026, 7, 16)))
    assert flags(case) == ("review_overdue",)
    assert case["risks.open_threats"].lines[0].overdue.value == 1


def test_the_next_review_that_was_set_counts_before_the_90_days() -> None:
    late = threat("R1", 1, 1, last_reviewed=date(2026, 9, 1), next_review=date(2026, 10, 1))
    assert flags(register(late)) == ("review_overdue",)
    later = threat("R1", 1, 1, last_reviewed=date(2026, 6, 1), next_review=date(2026, 12, 1))
    assert flags(register(later)) == ()


def test_a_risk_that_two_reviews_left_as_it_was_needs_a_new_action() -> None:
    row = threat("R2", 5, 5, **COMPLETE)
    assert flags(register(row, earlier=EARLIER)) == ("unchanged",)
    figures = {"finance.revenue_rolling": 1.0}
    acted = given({Risk: [row], Action: [{"id": "A2", "activity": "Act", "risks": ("R2",)}]}, figures, earlier=EARLIER)
    assert flags(acted) == ()
    before = given({Risk: [row], Action: [{"id": "A1", "activity": "Act", "risks": ("R2",)}]}, figures, earlier=EARLIER)
    assert flags(before) == ("unchanged",)


def test_a_risk_that_was_not_reviewed_again_is_not_called_unchanged() -> None:
    row = threat("R2", 5, 5, last_reviewed=date(2026, 6, 15), next_review=date(2026, 12, 1), **COMPLETE)
    assert flags(register(row, earlier=EARLIER)) == ()


def test_what_has_ended_has_nothing_to_mend() -> None:
    case = register(CLOSED)
    assert case["risks.ended"].lines[0].flags.absent
    assert case["risks.flagged_count"].value == 0


LEVELS = st.none() | st.integers(1, 5)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["threat", "opportunity"]),
            "event": st.just("Event"),
            "likelihood": LEVELS,
            "impact": LEVELS,
            "residual_likelihood": LEVELS,
            "revenue": st.none() | st.integers(0, 10**7),
            "status": st.none() | st.sampled_from(["open", "happening", "happened", "closed"]),
        }
    ),
    max_size=8,
).map(lambda rows: [{"id": f"R{n}", **row} for n, row in enumerate(rows)])


@drawn(ROWS, st.integers(0, 10**6))
def test_exposure_exceeds_neither_a_years_revenue_nor_what_is_at_risk(rows: list[dict[str, Any]], revenue: int) -> None:
    exposure = register(*rows, revenue=revenue)["risks.exposure"]
    if not exposure.absent:
        assert 0 <= exposure.number <= min(revenue, sum(row["revenue"] or 0 for row in rows))


@drawn(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows: list[dict[str, Any]], random: Any) -> None:
    shuffled = random.sample(rows, len(rows))
    one, other = register(*rows), register(*shuffled)
    assert ids(one, "risks.open_threats") == ids(other, "risks.open_threats")
    assert one["risks.exposure"].value == pytest.approx(other["risks.exposure"].value)
