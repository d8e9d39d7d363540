"""What the assets topic says: exact sentences for none, one, many and missing, and the tiles and tables."""

from datetime import date
from typing import Any

import pytest

from pipeline.blocks import Table, Tiles
from pipeline.compose import assets
from pipeline.figures import Case
from pipeline.sheets.account import Contract
from pipeline.theme import Tone
from tests.analyse.given import given
from tests.compose.sayings import block, every_word, rows, say, sentence

# No growth; r = 0.85 without contracts: gross 497,370, as expected to stay 366,247.
FIGURES: dict[str, float | None] = {
    "finance.revenue_rolling": 1_000_000,
    "finance.revenue_rolling_before": 1_000_000,
    "finance.profit_rolling": 200_000,
    "finance.margin_rolling": 500_000,
}


def contract(name: str, value: float | None = 500_000, renewal: str | None = "secure", **cells: Any) -> dict[str, Any]:
    """A contract that runs until the end of 2027."""
    dates = {"start": date(2025, 1, 1), "end": date(2027, 12, 31)}
    return {"contract": name, "annual_value": value, "renewal": renewal, **dates, **cells}


def account(*contracts: dict[str, Any], **figures: float | None) -> Case:
    """A case with these contracts."""
    return given({Contract: list(contracts)}, {**FIGURES, **{f"finance.{n}": v for n, v in figures.items()}})


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (account(), "The account is worth £366 k over three years; a further £131 k (26 % of the whole) is at risk"),
        (
            account(profit_rolling=None),
            "The account is worth £916 k over three years before cost to serve; "
            "a further £328 k (26 % of the whole) is at risk",
        ),
        (account(profit_rolling=-1), "The account makes no profit, so there is no value to lose"),
        (
            account(profit_rolling=None, margin_rolling=None),
            "What the account is worth can't be given yet: no finance.margin_rolling given",
        ),
    ],
)
def test_the_headline_says_what_there_is_to_lose(case: Case, said: str) -> None:
    assert sentence(assets.headline, case) == said


@pytest.mark.parametrize(
    ("contracts", "said"),
    [
        ([], "Contracts are still to be filled in"),
        ([contract("Old", end=date(2026, 1, 1))], "No contract is current"),
        (
            [contract("Tickets")],
            "50 % of revenue is under contract beyond 12 months; Tickets ends on 31 Dec 2027",
        ),
        (
            [contract("Tickets"), contract("Gates", 100_000, end=date(2026, 12, 31))],
            "50 % of revenue is under contract beyond 12 months; Gates ends first, on 31 Dec 2026",
        ),
        ([contract("Tickets", None)], "1 contract is current; Tickets ends on 31 Dec 2027"),
    ],
)
def test_contracts_are_told_for_none_one_many_and_missing(contracts: list[dict[str, Any]], said: str) -> None:
    assert sentence(assets.contracts_headline, account(*contracts)) == said


def test_notices_are_told_for_none_one_and_many() -> None:
    soon, later, far = date(2026, 12, 31), date(2027, 1, 31), date(2027, 6, 1)
    assert sentence(assets.notices_line, account()) == "Contracts are still to be filled in."
    assert sentence(assets.notices_line, account(contract("A"))) == "No notice is due in the next 180 days."
    assert sentence(assets.notices_line, account(contract("A", notice_by=far))) == (
        "No notice is due in the next 180 days; the next is on 1 Jun 2027."
    )
    assert sentence(assets.notices_line, account(contract("A", notice_by=soon))) == (
        "One notice is due in the next 180 days: A by 31 Dec 2026."
    )
    assert sentence(assets.notices_line, account(contract("B", notice_by=later), contract("A", notice_by=soon))) == (
        "2 notices are due in the next 180 days: A by 31 Dec 2026 and B by 31 Jan 2027."
    )


def test_the_method_says_what_was_counted_with() -> None:
    assert sentence(assets.method_line, account(revenue_rolling=1_300_000)) == (
        "Three years of account profit of £200 k a year, growing by 15 % a year (measured +30 %, held at the limit), "
        "of which 85 % stays each year; discounted to today."
    )
    assert sentence(assets.method_line, account(revenue_rolling_before=None)) == (
        "Three years of account profit of £200 k a year, without growth (fewer than eight quarters of revenue), "
        "of which 85 % stays each year; discounted to today."
    )


def tiles(case: Case) -> list[tuple[str, str]]:
    """Value and note of each tile."""
    made = block(assets.tiles, case)
    assert isinstance(made, Tiles)
    return [(say(tile.value), say(tile.note) if tile.note else "") for tile in made.tiles]


def test_each_tile_stands_beside_what_it_rests_on() -> None:
    # Half the revenue is secure, half uncovered: r = (500 x 0.95 + 500 x 0.85) / 1,000 = 0.9, r / 1.1 = 0.81818:
    # 200,000 x (0.81818 + 0.66942 + 0.54771) = 407,062; 497,370 less that is 90,308, which is 18.2 %.
    assert tiles(account(contract("Tickets"), revenue_rolling_before=None)) == [
        ("£407 k", "of £497 k gross"),
        ("£90 k", "18 % of the gross value"),
        ("90 %", "without growth"),
        ("50 %", "next end 31 Dec 2027"),
    ]


def test_a_value_before_cost_to_serve_is_labelled_so() -> None:
    assert tiles(account(profit_rolling=None))[0][1] == "of £1.24 m gross, before cost to serve"


def test_the_tiles_of_an_account_with_nothing_say_so() -> None:
    nothing = dict.fromkeys(("revenue_rolling", "revenue_rolling_before", "profit_rolling", "margin_rolling"))
    values = tiles(account(**nothing))
    assert [value for value, _ in values] == ["–", "–", "–", "–"]
    assert values[0][1] == "profit or retention is not known"
    assert values[3][1] == "no contracts given"


def test_the_contracts_table_shows_current_coming_and_ended_contracts() -> None:
    made = block(
        assets.contracts_table,
        account(
            contract("Old", end=date(2026, 1, 1)),
            contract("New", start=date(2027, 1, 1)),
            contract("Gates", 100_000, "at risk", notice_by=date(2026, 12, 31)),
        ),
    )
    assert isinstance(made, Table)
    assert rows(made) == [
        ["Gates", "£100 k", "1 Jan 2025", "31 Dec 2027 / in 442 days", "at risk", "31 Dec 2026 / in 77 days"],
        ["New", "£500 k", "1 Jan 2027", "31 Dec 2027", "not begun yet", ""],
        ["Old", "£500 k", "1 Jan 2025", "1 Jan 2026", "ended", ""],
    ]
    assert made.rows[0][4].tone is Tone.BAD
    assert made.rows[0][5].tone is Tone.WATCH


def test_the_years_sum_to_the_asset_value() -> None:
    assert rows(block(assets.years_table, account())) == [
        ["Year 1", "£182 k", "£155 k"],
        ["Year 2", "£165 k", "£119 k"],
        ["Year 3", "£150 k", "£92 k"],
        ["Total", "£497 k", "£366 k"],
    ]


@pytest.mark.parametrize("size", [0, 1, 12])
def test_every_block_says_all_its_words_at_every_size(size: int) -> None:
    case = account(*(contract(f"C{n}", notice_by=date(2026, 11, 1)) for n in range(size)))
    for composed in (assets.tiles, assets.years_table, assets.contracts_table, assets.notices_table):
        assert all(isinstance(text, str) for text in every_word(block(composed, case)))
