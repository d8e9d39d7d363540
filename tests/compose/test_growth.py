"""What the growth topic says: exact sentences for none, one, many and missing, its tables and the grid."""

from datetime import date
from typing import Any

import pytest

from pipeline.blocks import Bullets, Matrix, Table, Tiles
from pipeline.compose import growth, growth_whitespace
from pipeline.figures import Case
from pipeline.sheets.account import Whitespace
from pipeline.sheets.performance import Opportunity
from pipeline.theme import Tone
from tests.analyse.given import given
from tests.compose.sayings import block, every_word, joined, rows, say, sentence

TARGET = {"finance.revenue_year_target": 1_000_000, "finance.revenue_ytd": 700_000}
COVERED = {"finance.revenue_year_target": 1_000_000, "finance.revenue_ytd": 1_200_000}
NO_TARGET = {"finance.revenue_year_target": None, "finance.revenue_ytd": 700_000}


def deal(id: str, value: float | None = 90_000, **cells: Any) -> dict[str, Any]:
    """An open deal due in November."""
    usual = {"opportunity": f"Deal {id}", "stage": "proposed", "probability": 0.5, "owner": "Anna Keller",
             "expected_close": date(2026, 11, 30), "opened": date(2026, 8, 1)}  # fmt: skip
    return {"id": id, "value": value, **usual, **cells}


# Five deals closed, 80,000 of 100,000 won: 80 %, so the pipeline must cover 1.25 times.
CLOSED = [
    deal(f"O{n}", 20_000, stage=stage, closed_on=date(2026, 5, 1))
    for n, stage in enumerate(["won", "won", "won", "won", "lost"], 20)
]
OPEN_PLACE = {"unit": "Freight", "offering": "Documents", "status": "open", "potential": 240_000}


def account(*deals: dict[str, Any], places: Any = (), figures: Any = TARGET) -> Case:
    """A case with these deals and this whitespace."""
    return given({Opportunity: list(deals), Whitespace: list(places)}, figures)


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (account(), "Whitespace and pipeline are still to be filled in"),
        (account(deal("O1"), figures=COVERED), "Revenue to date and contracts cover this year's target"),
        (
            account(places=[OPEN_PLACE], figures=COVERED),
            "Revenue to date and contracts cover this year's target; £240 k a year is not ours yet",
        ),
        (
            account(deal("O1", 300_000), *CLOSED),
            "The pipeline covers 1.00 times what is still to be made; 1.25 times is needed",
        ),
        (
            account(deal("O1", 450_000), *CLOSED),
            "The pipeline covers 1.50 times what is still to be made; 1.25 times is enough",
        ),
        (account(deal("O1", 450_000)), "The pipeline covers 1.50 times what is still to be made this year"),
        (account(deal("O1"), figures=NO_TARGET), "1 deal is open, worth £90 k"),
        (
            account(deal("O1"), deal("O2"), places=[OPEN_PLACE], figures=NO_TARGET),
            "2 deals are open, worth £180 k; £240 k a year is not ours yet",
        ),
        (account(deal("O1", None)), "1 deal is open"),
        (account(places=[OPEN_PLACE]), "£240 k a year is not ours yet, and no deal is open"),
        (account(*CLOSED, figures=NO_TARGET), "No deal is open and no potential is in sight"),
    ],
)
def test_the_headline_is_a_sentence_for_none_one_many_and_missing(case: Case, said: str) -> None:
    assert sentence(growth.headline, case) == said


def test_the_coverage_is_spelled_out_as_a_sum() -> None:
    assert sentence(growth.coverage_line, account(deal("O1", 450_000), *CLOSED)) == (
        "Of this year's target of £1 m, £700 k is made: £300 k is still to be made, and £450 k in the pipeline closes "
        "this year: 1.50 times. A win rate of 80 % (5 deals) asks for 1.25 times."
    )
    assert sentence(growth.coverage_line, account(figures=COVERED)) == (
        "Of this year's target of £1 m, £1.2 m is made: the target is already covered. "
        "No win rate yet: 0 of the 5 closed deals that a win rate needs."
    )
    assert sentence(growth.coverage_line, account(figures=NO_TARGET)) == (
        "What is still to be made this year can't be given: no finance.revenue_year_target given."
    )


def test_the_pipeline_is_told_in_a_sentence() -> None:
    assert sentence(growth.pipeline_headline, account()) == "The pipeline is still to be filled in"
    assert sentence(growth.pipeline_headline, account(*CLOSED)) == "No deal is open; 80 % of closed value was won"
    assert sentence(growth.pipeline_headline, account(deal("O1"), deal("O2"))) == (
        "2 deals are open, worth £180 k, £90 k weighted by probability"
    )


LATE = {"expected_close": date(2026, 10, 5)}
OLD = {"opened": date(2026, 1, 15)}


def test_slipped_and_aged_deals_are_told_one_and_many() -> None:
    def said(*deals: dict[str, Any]) -> str:
        return sentence(growth.attention_line, account(*deals))

    assert said() == "The pipeline is still to be filled in."
    assert said(deal("O1")) == "No open deal slipped or is open for unusually long."
    assert said(deal("O1", **LATE)) == "1 open deal slipped."
    assert said(deal("O1", **LATE), deal("O2", **LATE)) == "2 open deals slipped."
    assert said(deal("O1", **OLD)) == "1 open deal is older than 180 days."
    assert said(deal("O1", **OLD, **LATE), deal("O2", **OLD)) == "1 open deal slipped, 2 are older than 180 days."


def test_the_attention_list_names_each_deal() -> None:
    made = block(growth.attention_list, account(deal("O1", **OLD, **LATE)))
    assert isinstance(made, Bullets)
    assert [say(item) for item in made.items] == [
        "Deal O1 (£90 k) slipped by 10 days",
        "Deal O1 (£90 k) is open for 273 days",
    ]


def tiles(case: Case) -> list[tuple[str, str]]:
    """Value and note of each tile."""
    made = block(growth.pipeline_tiles, case)
    assert isinstance(made, Tiles)
    return [(say(tile.value), say(tile.note) if tile.note else "") for tile in made.tiles]


def test_each_tile_stands_beside_what_it_is_compared_with() -> None:
    assert tiles(account(deal("O1", 450_000), *CLOSED)) == [
        ("£450 k", "£225 k weighted"),
        ("80 %", "by value, 5 deals"),
        ("£300 k", "of £1 m this year"),
        ("1.50", "times; 1.25 needed"),
    ]


def test_the_tiles_of_an_account_with_nothing_say_so() -> None:
    assert tiles(account(figures=NO_TARGET)) == [
        ("–", "no probability given"),
        ("–", "no deals given"),
        ("–", "no target for the year"),
        ("–", "times what is missing"),
    ]


def test_a_covered_target_is_said_in_words_and_not_as_a_gap() -> None:
    assert [value for value, _ in tiles(account(deal("O1"), figures=COVERED))][2:] == [
        "Target covered",
        "Target covered",
    ]


def test_the_pipeline_table_shows_slips_and_counts_what_it_leaves_to_the_annex() -> None:
    made = block(growth.pipeline_table, account(deal("O1", **LATE), *(deal(f"O{n}", 10) for n in range(2, 10))))
    assert isinstance(made, Table)
    assert rows(made)[0] == ["Deal O1", "proposed", "£90 k", "50 %", "5 Oct 2026 / slipped by 10 days", "Anna Keller"]
    assert made.rows[0][4].tone is Tone.WATCH
    assert joined(made.rows[-1][0]) == "and 3 more in the annex"
    assert len(made.rows) == 7
    assert {len(row) for row in made.rows} == {len(made.heads)}


def test_the_register_holds_open_and_closed_deals() -> None:
    lost = deal("O9", stage="lost", closed_on=date(2026, 6, 1), lost_because="Price")
    made = rows(block(growth.register, account(deal("O1", obstacle="Customs"), lost)))
    assert [row[0] for row in made] == ["O1", "O9"]
    assert [row[-1] for row in made] == ["Customs", "Price"]
    assert made[1][5:7] == ["", "1 Jun 2026"]


def place(unit: str, offering: str, status: str = "open", potential: float | None = 1_000) -> dict[str, Any]:
    """A place of the grid."""
    return {"unit": unit, "offering": offering, "status": status, "potential": potential}


def grid(*places: dict[str, Any]) -> Matrix:
    """The whitespace grid."""
    made = block(growth_whitespace.whitespace_grid, account(places=places))
    assert isinstance(made, Matrix)
    return made


def test_the_grid_says_who_serves_each_place_and_what_it_could_be_worth() -> None:
    made = grid(place("Freight", "Documents", "in pipeline", 240_000), place("Freight", "Tickets", "no need", None),
                place("Crew", "Tickets", "competitor", 500_000))  # fmt: skip
    assert [say(words) for words in made.rows] == ["Crew", "Freight"]
    assert [say(words) for words in made.columns] == ["Tickets", "Documents"]
    assert rows(made) == [["competitor £500 k", ""], ["no need, to confirm", "in pipeline £240 k"]]
    assert [[entry.tone for entry in row] for row in made.entries] == [[Tone.BAD, None], [Tone.MUTED, Tone.NEUTRAL]]


def test_a_grid_too_large_for_a_page_shows_the_largest_and_says_how_many_more() -> None:
    made = grid(*(place(f"U{u}", f"F{f}", potential=100 * u + f) for u in range(1, 11) for f in range(1, 8)))
    assert [say(words) for words in made.rows] == [*(f"U{u}" for u in range(10, 2, -1)), "and 2 more units"]
    assert [say(words) for words in made.columns] == ["F7", "F6", "F5", "F4", "F3", "F2", "and 1 more offering"]
    assert {len(row) for row in made.entries} == {7}
    assert len(made.entries) == 9


def test_whitespace_is_told_in_a_sentence() -> None:
    def said(*places: dict[str, Any]) -> str:
        return sentence(growth_whitespace.whitespace_headline, account(places=places))

    assert said() == "The whitespace is still to be filled in"
    assert said(place("A", "B", "ours")) == "All that the customer needs of us is ours"
    assert said(place("A", "B", potential=50_000)) == "£50 k a year is not ours yet: B for A"
    assert said(place("A", "B", potential=50_000), place("C", "B", "in-house", 20_000)) == (
        "£70 k a year is not ours yet, in 2 places; the largest is B for A with £50 k"
    )
    assert said(place("A", "B", potential=None)) == "1 place is not ours yet; what it is worth is to be given"


def test_totals_stand_by_status() -> None:
    made = block(growth_whitespace.status_table, account(places=[OPEN_PLACE, place("A", "B", "ours", 5_000)]))
    assert rows(made) == [["ours", "1", "£5 k"], ["open", "1", "£240 k"]]


@pytest.mark.parametrize("size", [0, 1, 40])
def test_every_block_says_all_its_words_at_every_size(size: int) -> None:
    deals = [deal(f"O{n}") for n in range(size)]
    case = account(*deals, *CLOSED[:size], places=[place(f"U{n}", f"F{n}") for n in range(size)])
    grids = (growth_whitespace.whitespace_grid, growth_whitespace.status_table, growth_whitespace.units_table)
    blocks = (
        growth.pipeline_tiles,
        growth.pipeline_table,
        growth.register,
        growth_whitespace.whitespace_register,
        *grids,
    )
    for composed in blocks:
        assert all(isinstance(text, str) for text in every_word(block(composed, case)))
