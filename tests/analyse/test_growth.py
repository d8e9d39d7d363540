"""Growth: a pipeline and a whitespace grid worked by hand, on 15 October 2026, for 2026-Q3."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from pipeline.figures import Case
from pipeline.periods import Period
from pipeline.sheets.account import Contract, Whitespace
from pipeline.sheets.performance import Opportunity, Transaction
from pipeline.theme import Tone
from tests.analyse.given import given


def deals(*rows: dict[str, Any], **figures: Any) -> Case:
    """A case with these opportunities and no contracts."""
    return given({Opportunity: list(rows)}, {f"finance.{name}": value for name, value in figures.items()})


def deal(
    id: str, value: float | None, stage: str | None = "proposed", probability: float | None = 0.5, **cells: Any
) -> dict[str, Any]:
    """An open deal due in November."""
    usual = {"opportunity": f"Deal {id}", "expected_close": date(2026, 11, 30), "opened": date(2026, 8, 1)}
    return {"id": id, "value": value, "stage": stage, "probability": probability, **usual, **cells}


def closed(id: str, value: float, stage: str, day: date = date(2026, 3, 1), days: int = 60) -> dict[str, Any]:
    """A deal that was closed after so many days."""
    return deal(id, value, stage, None, closed_on=day, opened=day - timedelta(days=days))


# 100,000 + 40,000 + 60,000 = 200,000; weighted 50,000 + 32,000 + 6,000 = 88,000.
PIPELINE = [
    deal("O1", 100_000, "proposed", 0.5),
    deal("O2", 40_000, "negotiating", 0.8),
    deal("O3", 60_000, "qualified", 0.1, expected_close=date(2027, 2, 1)),
]
# Won 300,000 of 400,000 in five deals: 75 %.
HISTORY = [
    closed("O11", 100_000, "won"), closed("O12", 150_000, "won"), closed("O13", 50_000, "won"),
    closed("O14", 60_000, "lost"), closed("O15", 40_000, "lost"),
]  # fmt: skip


def ids(case: Case, name: str) -> list[Any]:
    """The ids of a list figure, in its order."""
    return [line.id.value for line in case[name].lines]


def test_the_pipeline_sums_the_open_deals() -> None:
    case = deals(*PIPELINE, *HISTORY)
    assert case["growth.pipeline_open"].value == 200_000
    assert case["growth.pipeline_weighted"].value == pytest.approx(88_000)
    assert case["growth.pipeline_count"].value == 3
    assert ids(case, "growth.opportunities") == ["O1", "O3", "O2"]


def test_the_pipeline_names_its_cells() -> None:
    figure = deals(*PIPELINE)["growth.pipeline_open"]
    assert [place.cell for place in figure.sources] == ["D2", "D4", "D3"]


def test_stages_stand_in_their_order_with_count_and_value() -> None:
    case = deals(deal("O1", 10, "negotiating"), deal("O2", 20, "identified"), deal("O3", 5, "negotiating"))
    assert [(s.stage.value, s.count.value, s.value.value) for s in case["growth.stages"].lines] == [
        ("identified", 1, 20),
        ("negotiating", 2, 15),
    ]


def test_a_deal_without_value_or_probability_is_left_out_of_the_sums() -> None:
    case = deals(deal("O1", 100_000), deal("O2", None), deal("O3", 50_000, probability=None))
    assert case["growth.pipeline_open"].value == 150_000
    assert case["growth.pipeline_weighted"].value == 50_000


def test_no_row_is_no_pipeline_of_zero_but_only_closed_deals_are() -> None:
    assert deals()["growth.pipeline_open"].reason == "no opportunities given"
    assert deals(*HISTORY)["growth.pipeline_open"].value == 0
    assert deals(deal("O1", None))["growth.pipeline_open"].reason == "no value given"


def test_the_win_rate_is_by_value_over_four_quarters() -> None:
    case = deals(*HISTORY, closed("O16", 10**9, "lost", date(2025, 9, 30)))
    assert case["growth.win_rate"].value == pytest.approx(0.75)
    assert case["growth.closed_count"].value == 5
    assert case["growth.coverage_required"].value == pytest.approx(4 / 3)


def test_a_deal_closed_on_the_first_of_the_four_quarters_days_counts() -> None:
    assert deals(closed("O1", 1, "won", date(2025, 10, 1)))["growth.closed_count"].value == 1
    assert deals(closed("O1", 1, "won", date(2026, 10, 1)))["growth.closed_count"].value == 0


def test_closed_deals_stand_newest_first_and_those_without_a_day_last() -> None:
    rows = [closed("O1", 1, "won", date(2025, 1, 1)), {**closed("O2", 1, "lost"), "closed_on": None}]
    assert ids(deals(*rows, closed("O3", 1, "won", date(2026, 9, 30))), "growth.closed") == ["O3", "O1", "O2"]


def test_four_deals_give_no_win_rate() -> None:
    case = deals(*HISTORY[:4])
    assert case["growth.win_rate"].reason == "4 of the 5 closed deals that a win rate needs"
    assert case["growth.coverage_required"].absent


def test_nothing_won_asks_for_no_coverage() -> None:
    case = deals(*(closed(f"O{n}", 10, "lost") for n in range(5)))
    assert case["growth.win_rate"].value == 0
    assert case["growth.coverage_required"].reason == "no deal was won"


def test_closed_deals_without_value_give_no_win_rate() -> None:
    case = deals(*(closed(f"O{n}", 0, "won") for n in range(5)))
    assert case["growth.win_rate"].reason == "the closed deals have no value"


# The fiscal year's target is 1,000,000; 600,000 are made; the contract brings 400,000 / 4 in the last quarter.
TARGET = {"finance.revenue_year_target": 1_000_000, "finance.revenue_ytd": 600_000}
RUNNING = {"contract": "C", "start": date(2024, 1, 1), "end": date(2027, 6, 30), "annual_value": 400_000}


def covering(*rows: dict[str, Any], contracts: list[dict[str, Any]] | None = None, **figures: Any) -> Case:
    """A case with these deals against the target above."""
    named = {f"finance.{name}": value for name, value in figures.items()}
    held = [RUNNING] if contracts is None else contracts
    return given({Opportunity: list(rows), Contract: held}, {**TARGET, **named})


def test_what_is_still_to_make_leaves_out_what_is_made_and_contracted() -> None:
    case = covering(*PIPELINE)
    assert case["growth.contracted"].value == pytest.approx(100_000)
    assert case["growth.still_to_make"].value == pytest.approx(300_000)


def test_a_contract_that_ends_within_a_quarter_counts_by_its_days() -> None:
    # 31 of the 92 days of the last quarter: 400,000 / 4 x 31 / 92 = 33,695.65.
    case = covering(contracts=[{**RUNNING, "end": date(2026, 10, 31)}])
    assert case["growth.contracted"].value == pytest.approx(33_695.65, abs=0.01)


def test_a_contract_without_its_dates_adds_nothing() -> None:
    assert covering(contracts=[{**RUNNING, "end": None}])["growth.contracted"].value == 0


def test_coverage_counts_deals_expected_in_the_fiscal_year() -> None:
    # O1 and O2, 140,000, against 300,000; O3 comes in February.
    case = covering(*PIPELINE)
    assert case["growth.pipeline_in_year"].value == 140_000
    assert case["growth.coverage"].value == pytest.approx(140 / 300)
    assert case["growth.coverage"].tone is Tone.BAD


def test_coverage_is_judged_by_what_the_win_rate_asks_for() -> None:
    # Required is 1 / 75 % = 1.33: 360,000 / 300,000 = 1.2 is short of it, 420,000 / 300,000 = 1.4 is enough.
    assert covering(deal("O1", 360_000), *HISTORY)["growth.coverage"].tone is Tone.WATCH
    assert covering(deal("O1", 420_000), *HISTORY)["growth.coverage"].tone is Tone.GOOD
    assert covering(deal("O1", 420_000))["growth.coverage"].tone is None


def test_a_coverage_of_exactly_what_is_required_is_good() -> None:
    # Half of the closed value was won, so 2 times 300,000 is asked for.
    history = [closed(f"O{n}", 50_000, stage) for n, stage in enumerate(["won", "won", "lost", "lost"], 20)]
    case = covering(deal("O1", 600_000), *history, closed("O30", 0, "lost"))
    assert case["growth.coverage"].value == case["growth.coverage_required"].value == 2
    assert case["growth.coverage"].tone is Tone.GOOD


def test_a_target_that_is_covered_leaves_nothing_to_make() -> None:
    case = covering(*PIPELINE, revenue_ytd=900_000)
    assert case["growth.year_gap"].value == pytest.approx(0)
    assert case["growth.still_to_make"].reason == "target already covered"
    assert case["growth.coverage"].reason == "target already covered"


def test_without_a_target_the_reason_is_passed_on() -> None:
    case = covering(*PIPELINE, revenue_year_target=None)
    assert case["growth.coverage"].reason == "no finance.revenue_year_target given"


def test_after_the_last_quarter_no_contract_value_remains() -> None:
    case = given({Contract: [RUNNING]}, TARGET, period=Period(2026, 4))
    assert case["growth.contracted"].value == 0
    assert case["growth.still_to_make"].value == pytest.approx(400_000)


def test_the_fiscal_year_begins_in_its_own_month() -> None:
    # Fiscal 2026-Q3 from April on is October to December 2025; January to March 2026 remain: 31 days of January of 90.
    case = given({Contract: [{**RUNNING, "end": date(2026, 1, 31)}]}, TARGET, period=Period(2026, 3, 4))
    assert case["growth.contracted"].value == pytest.approx(100_000 * 31 / 90)


def slip(expected: date | None, first: date | None) -> Any:
    """By how many days a deal slipped."""
    case = deals(deal("O1", 10, expected_close=expected, first_expected=first))
    return case["growth.opportunities"].lines[0].slipped.value


def test_a_deal_slips_when_it_is_expected_later_than_first() -> None:
    assert slip(date(2026, 11, 30), date(2026, 11, 20)) == 10
    assert slip(date(2026, 11, 20), date(2026, 11, 30)) is None
    assert slip(date(2026, 11, 30), None) is None


def test_slipped_deals_are_listed_and_counted() -> None:
    """O1 was put off by ten days, O2 is as first expected, O3 is won: it slips no more."""
    first = {"first_expected": date(2026, 11, 20)}
    case = deals(
        deal("O1", 10, **first),
        deal("O2", 30, expected_close=date(2026, 11, 20), **first),
        deal("O3", 5, "won", **first),
    )
    assert ids(case, "growth.slipped") == ["O1"]
    assert case["growth.slipped_count"].value == 1


def test_the_six_largest_open_deals_are_the_top() -> None:
    case = deals(*(deal(f"O{n}", 10 * n) for n in range(1, 9)))
    assert ids(case, "growth.top") == ["O8", "O7", "O6", "O5", "O4", "O3"]


def test_a_deal_slips_when_its_day_has_passed() -> None:
    assert slip(date(2026, 10, 5), None) == 10
    assert slip(date(2026, 10, 15), None) is None
    assert slip(date(2026, 10, 5), date(2026, 9, 15)) == 30
    assert slip(None, None) is None


def test_a_deal_is_aged_after_180_days_where_few_are_won() -> None:
    # 15 October less 180 days is 18 April.
    rows = [
        deal("O1", 10, opened=date(2026, 4, 18)),
        deal("O2", 10, opened=date(2026, 4, 17)),
        deal("O3", 1, opened=None),
    ]
    case = deals(*rows)
    assert ids(case, "growth.aged") == ["O2"]
    assert case["growth.aged_count"].value == 1


def test_a_deal_is_aged_after_twice_the_median_of_won_deals() -> None:
    won = [closed(f"O{n}", 10, "won", days=days) for n, days in enumerate((10, 20, 30, 40, 300))]
    case = deals(*won, deal("O8", 10, opened=date(2026, 8, 16)), deal("O9", 10, opened=date(2026, 8, 15)))
    assert case["growth.age_limit"].value == 60
    assert ids(case, "growth.aged") == ["O9"]


def test_only_won_deals_say_what_is_usual() -> None:
    won = [closed(f"O{n}", 10, "won", days=30) for n in range(5)]
    lost = [closed(f"O{n}", 10, "lost", days=3_000) for n in range(10, 20)]
    undated = [{**deal("O30", 10, "won"), "opened": None, "closed_on": date(2026, 3, 1)}]
    assert deals(*won, *lost, *undated)["growth.age_limit"].value == 60
    assert deals(*won[:4], *lost, *undated)["growth.age_limit"].value == 180


def place(unit: str, offering: str, status: str | None, potential: float | None, **cells: Any) -> dict[str, Any]:
    """A cell of the grid."""
    return {"unit": unit, "offering": offering, "status": status, "potential": potential, **cells}


GRID = [
    place("Freight", "Documents", "in pipeline", 240_000, revenue=0),
    place("Freight", "Ticketing", "no need", None),
    place("Passenger", "Ticketing", "ours", 400_000, revenue=390_000),
    place("Passenger", "Documents", "open", 60_000),
    place("Port", "all", "competitor", 500_000),
    place("Crew", "Documents", "in-house", 20_000),
]


def grid(*rows: dict[str, Any], lines: list[dict[str, Any]] | None = None) -> Case:
    """A case with this grid and these invoice lines."""
    return given({Whitespace: list(rows), Transaction: lines or []})


def test_open_potential_is_what_is_needed_and_not_ours() -> None:
    # 240,000 in the pipeline, 60,000 open, 500,000 with a competitor, 20,000 in-house.
    case = grid(*GRID)
    assert case["growth.open_potential"].value == 820_000
    assert case["growth.open_count"].value == 4
    assert [line.unit.value for line in case["growth.open_largest"].lines] == ["Port"]


def test_the_grid_stands_with_the_largest_potential_first() -> None:
    potentials = [line.potential.value for line in grid(*GRID)["growth.whitespace"].lines]
    assert potentials == [500_000, 400_000, 240_000, 60_000, 20_000, None]


def test_totals_stand_by_status() -> None:
    lines = {line.status.value: line for line in grid(*GRID)["growth.statuses"].lines}
    assert list(lines) == ["ours", "in pipeline", "open", "competitor", "in-house", "no need"]
    assert lines["open"].potential.value == 60_000
    assert lines["no need"].potential.reason == "no potential given"
    assert lines["no need"].count.value == 1


def test_an_empty_grid_has_no_potential_of_zero_but_one_that_is_all_ours_has() -> None:
    assert grid()["growth.open_potential"].reason == "no whitespace given"
    assert grid(place("A", "B", "ours", 5))["growth.open_potential"].value == 0
    assert grid(place("A", "B", "open", None))["growth.open_potential"].reason == "no potential given"


def test_units_stand_by_potential_and_the_whole_unit_comes_last() -> None:
    case = grid(*GRID)
    assert [line.unit.value for line in case["growth.units"].lines] == ["Port", "Passenger", "Freight", "Crew"]
    assert [line.offering.value for line in case["growth.offerings"].lines] == ["Ticketing", "Documents", "all"]


def test_stated_revenue_stands_against_the_invoices_of_the_unit() -> None:
    sold = {"product": "Ticketing", "unit": "passenger "}
    lines = [
        {**sold, "day": date(2026, 9, 30), "revenue": 300_000},
        {**sold, "day": date(2025, 10, 1), "revenue": 50_000},
        {**sold, "day": date(2025, 9, 30), "revenue": 999_000},  # before the four quarters
        {**sold, "day": date(2026, 5, 1), "revenue": 7, "unit": None},
    ]
    units = {line.unit.value: line for line in grid(*GRID, lines=lines)["growth.units"].lines}
    assert units["Passenger"].invoiced.value == 350_000
    assert units["Passenger"].difference.value == 40_000
    assert units["Freight"].invoiced.reason == "no transactions of this unit"
    assert units["Freight"].difference.absent


AMOUNTS = st.none() | st.integers(0, 10**6)
DEALS = st.lists(
    st.tuples(AMOUNTS, st.sampled_from(["identified", "proposed", "won", "lost"]), st.none() | st.floats(0, 1)),
    max_size=8,
).map(lambda rows: [deal(f"O{n}", *row) for n, row in enumerate(rows)])


@drawn(DEALS)
def test_the_weighted_pipeline_is_never_above_the_open_one(rows: list[dict[str, Any]]) -> None:
    case = deals(*rows)
    if not case["growth.pipeline_weighted"].absent:
        assert 0 <= case["growth.pipeline_weighted"].number <= case["growth.pipeline_open"].number + 1e-6


@drawn(DEALS)
def test_the_stages_sum_to_the_pipeline(rows: list[dict[str, Any]]) -> None:
    case = deals(*rows)
    if not case["growth.pipeline_open"].absent:
        stages = [line.value.number for line in case["growth.stages"].lines if not line.value.absent]
        assert sum(stages) == case["growth.pipeline_open"].value


@drawn(st.permutations(PIPELINE + HISTORY))
def test_the_order_of_the_rows_does_not_matter(rows: list[dict[str, Any]]) -> None:
    case = deals(*rows)
    assert ids(case, "growth.opportunities") == ["O1", "O3", "O2"]
    assert case["growth.win_rate"].value == pytest.approx(0.75)
