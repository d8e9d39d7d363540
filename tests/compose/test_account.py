"""What the account's tags say: its state in a sentence, gaps, approval, tiles, snapshot and tables."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.analyse import declarations
from pipeline.blocks import Finding, Tiles
from pipeline.columns import Row
from pipeline.compose import account, composed
from pipeline.compose.account_backing import KEY_FIGURES
from pipeline.facts import Completeness
from pipeline.figures import Case
from pipeline.problems import Gap, Place
from pipeline.sheets import ACCOUNT
from pipeline.sheets.account import Contract, Message, Profile, Review, TeamMember
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.people import Person
from pipeline.sheets.risks import Risk
from pipeline.tags import Composed
from pipeline.theme import Tone
from tests.analyse.given import given
from tests.compose.sayings import say
from tests.compose.speaking import cells, figures_of, made, sentence, spoken
from tests.filled import filled

RESULT = {
    "finance.revenue": 106_000.0,
    "finance.revenue_variance_share": 0.06,
    "health.score": 72.0,
    "health.change": 0.04,
    "actions.overdue_count": 3,
}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "Revenue is 6 % above plan, health is 72 (up 4 points), 3 actions are overdue"),
        (
            {"finance.revenue_variance_share": -0.045, "health.change": -0.01, "actions.overdue_count": 1},
            "Revenue is 4.5 % below plan, health is 72 (down 1 point), one action is overdue",
        ),
        (
            {"finance.revenue_variance_share": 0.0, "health.change": 0.0, "actions.overdue_count": 0},
            "Revenue is on plan, health is 72 (unchanged), no action is overdue",
        ),
        (
            {"changes.since": "2026-Q2"},
            "Revenue is 6 % above plan, health is 72 (up 4 points since 2026-Q2), 3 actions are overdue",
        ),
        (
            {"finance.revenue_variance_share": None, "health.change": None, "actions.overdue_count": None},
            "Revenue came to £106 k, health is 72",
        ),
        ({"finance.revenue": None, "health.score": None}, "Revenue is to confirm, 3 actions are overdue"),
        (
            {"finance.revenue": None, "health.score": None, "actions.overdue_count": None, "account.gap_count": 12},
            "The plan is still to be filled in: 12 wanted cells are empty",
        ),
    ],
)
def test_the_headline_is_the_state_of_the_account(changed: dict[str, Any], said: str) -> None:
    assert sentence("account.headline", {}, {**RESULT, **changed}) == said


def gaps_line(gaps: int, filled_in: int, wanted: int, *lacking: type[Row]) -> str:
    facts = replace(
        filled({sheet: [{}] * sheet.minimum for sheet in ACCOUNT if sheet not in lacking}),
        gaps=tuple(Gap(Place("risks.xlsx", "Risks", f"F{n}"), "Owner", f"R{n}", "", "Risk") for n in range(gaps)),
        completeness={"total": Completeness(filled_in, wanted)},
    )
    case = given({})
    finding = account.gaps_line.make(figures_of(Case(facts, case.settings, case.declarations)))
    assert isinstance(finding, Finding)
    return say(finding)


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ({}, "No component has data yet"),
        ({"Risk": (8, 8), "Value impacts": (3, 3), "total": (11, 11)}, "All 2 components are complete"),
        (
            {"Risk": (6, 8), "Value impacts": (3, 3), "total": (9, 11)},
            "Filled in: Risk 75 %, Value impacts 100 %; in all 82 %",
        ),
    ],
)
def test_the_components_are_told_with_their_shares(shares: dict[str, tuple[int, int]], said: str) -> None:
    case = given({})
    counted = {name: Completeness(*cells) for name, cells in shares.items()}
    figures = figures_of(Case(replace(case.facts, completeness=counted), case.settings, case.declarations))
    finding = account.components_line.make(figures)
    assert isinstance(finding, Finding)
    assert say(finding) == said


def test_gaps_are_told_for_none_one_many_and_whole_rows() -> None:
    assert gaps_line(0, 0, 0) == "No cell is wanted yet, so nothing is to confirm."
    assert gaps_line(0, 240, 240) == "All 240 wanted cells are filled in."
    assert gaps_line(1, 239, 240) == "1 of 240 wanted cells is still to confirm."
    assert gaps_line(12, 228, 240) == "12 of 240 wanted cells are still to confirm; the data is 95 % complete."
    assert gaps_line(0, 120, 240, Risk) == "The data is 50 % complete: rows are missing on the tab Risks."
    assert gaps_line(0, 120, 240, Risk, Goal) == (
        "The data is 50 % complete: rows are missing on the tabs Goals and Risks."
    )
    assert gaps_line(1, 120, 240, *ACCOUNT[1:]) == (
        "1 of 240 wanted cells is still to confirm; the data is 50 % complete; rows are missing on 23 tabs."
    )


def test_sheets_with_too_few_rows_stand_first_in_what_is_missing() -> None:
    profile = {"account_id": "northwind", "name": "Northwind", "manager": "Anna Keller"}
    rows = cells("account.gaps_table", {Profile: [profile], Risk: [{"id": "R1", "event": "Gate fails"}]})
    assert ["2 more rows", "Risks", "Anna Keller", "Risk", "risks.xlsx › Risks"] in rows
    assert ["All rows, 2 at least", "Goals", "Anna Keller", "Value impacts", "goals.xlsx › Goals"] in rows
    assert not [row for row in rows if row[1] in ("Profile", "Transactions")]


BOARD: dict[str, Any] = {
    "day": date(2026, 7, 14),
    "type": "management",
    "next_review": date(2026, 10, 20),
    "approval": "approved",
    "approved_by": "Jo Berg",
}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (None, "Management has not reviewed the plan yet; no next review is set"),
        ({}, "Approved on 14 Jul 2026 by Jo Berg; next review 20 Oct 2026"),
        ({"approval": "with changes"}, "Approved with changes on 14 Jul 2026 by Jo Berg; next review 20 Oct 2026"),
        ({"approval": "sent back", "approved_by": None}, "Sent back on 14 Jul 2026; next review 20 Oct 2026"),
        (
            {"approval": "pending", "next_review": None},
            "Reviewed on 14 Jul 2026; approval is pending; no next review is set",
        ),
        (
            {"approval": None},
            "Management reviewed the plan on 14 Jul 2026; its decision is not recorded; next review 20 Oct 2026",
        ),
    ],
)
def test_approval_is_told(changed: dict[str, Any] | None, said: str) -> None:
    rows = [] if changed is None else [{**BOARD, **changed}]
    assert sentence("account.approval_line", {Review: rows}) == said


def test_the_tiles_say_what_each_number_is_compared_with() -> None:
    figures = {
        **RESULT,
        "finance.revenue_target": 100_000.0,
        "finance.margin_share": 0.42,
        "finance.margin_share_change": -0.021,
        "finance.wallet_share": 0.28,
        "assets.cover_share": 0.8,
        "assets.next_end": date(2027, 3, 31),
        "assets.next_end_contract": "Ticketing",
    }
    tiles = made("account.tiles", {}, figures)
    assert isinstance(tiles, Tiles)
    assert [(say(tile.label), say(tile.value), say(tile.note) if tile.note else "") for tile in tiles.tiles] == [
        ("Revenue", "£106 k", "+6 % on plan of £100 k"),
        ("Gross margin %", "42.0 %", "−2.1 points on a year before"),
        ("Share of wallet", "28 %", "of what the customer spends"),
        ("Health", "72", "of 100, up 4 points"),
        ("Contract cover", "80 %", "beyond 12 months; next end 31 Mar 2027"),
    ]


def snapshot(**cells_given: Any) -> dict[str, str]:
    profile = {"account_id": "northwind", "name": "Northwind", **cells_given}
    return {row[0]: row[1] for row in cells("account.snapshot", {Profile: [profile]})}


def test_the_snapshot_says_what_stands_and_what_is_to_confirm() -> None:
    said = snapshot(tier="Key", sponsor_ours="Jo Berg", level_now=3, level_target=4)
    assert said == {
        "Tier": "Key",
        "Account manager": "To confirm",
        "Executive sponsors": "Jo Berg (ours); the customer's is to confirm",
        "Customer since": "To confirm",
        "Relationship level": "3 preferred supplier, target 4 trusted adviser",
        "Next contract end": "–",
        "Next review": "–",
    }
    assert snapshot(level_now=3, level_target=3)["Relationship level"] == "3 preferred supplier, to be kept"
    assert snapshot(level_now=3)["Relationship level"] == "3 preferred supplier; target to confirm"
    assert snapshot(level_target=4)["Relationship level"] == "To confirm; target 4 trusted adviser"
    assert snapshot()["Relationship level"] == "To confirm"


def test_communication_says_whether_it_was_kept() -> None:
    planned = [
        {"audience": "Port", "purpose": "Service", "next_date": date(2026, 10, 5), "owner": "Jo Berg"},
        {"audience": "Board", "purpose": "Review", "next_date": date(2026, 11, 5), "owner": "Jo Berg"},
        {"audience": "Staff", "purpose": "News"},
    ]
    states = [row[-1] for row in cells("account.communication_table", {Message: planned})]
    assert states == ["missed / 10 days", "kept", "–"]


def test_the_team_is_listed_with_days() -> None:
    rows = cells("account.team_table", {TeamMember: [{"name": "Jo Berg", "role": "Lead", "days": 25}]})
    assert rows == [["Jo Berg", "Lead", "To confirm", "To confirm", "25"]]


def test_definitions_name_their_topic_and_sources_their_sheet() -> None:
    sheets = {
        Contract: [{"contract": "Ticketing", "annual_value": 100, "end": date(2027, 3, 31)}],
        Action: [{"id": "A1", "status": "open", "due": date(2026, 9, 1)}],
    }
    definitions = cells("account.definitions_table", sheets)
    assert ["account.xlsx", "Contracts"] in [row[:2] for row in cells("account.sources_table", sheets)]
    assert {row[1] for row in definitions} == {"Actions"}
    assert all(row[0] and row[2] for row in definitions)


def test_definitions_list_the_key_figures_that_are_there_by_their_meaning() -> None:
    late = {"id": "A1", "status": "open", "due": date(2026, 9, 1)}
    meanings = [row[0] for row in cells("account.definitions_table", {Action: [late]})]
    known = declarations()
    assert set(meanings) <= {known[name].meaning for name in KEY_FIGURES}
    assert known["actions.overdue_count"].meaning in meanings
    assert known["finance.nrr"].meaning not in meanings  # nothing to work it out from
    assert known["actions.open_count"].meaning not in meanings  # not on a front page


MINE = ("account", "people", "goals", "actions", "swot", "intelligence", "changes", "asks")
TAGS = [one for one in composed() if one.tag.name.partition(".")[0] in MINE]
LARGE: dict[Any, list[dict[str, Any]]] = {
    **{sheet: [{}] for sheet in ACCOUNT},
    Person: [{"id": f"P{n}", "name": f"N{n}", "influence": n % 5 + 1, "reports_to": "P0"} for n in range(60)],
    Action: [{"id": f"A{n}", "status": ("open", "done", "blocked")[n % 3]} for n in range(40)],
    Goal: [{"id": f"G{n}"} for n in range(20)],
    Risk: [{"id": f"R{n}"} for n in range(30)],
}


@pytest.fixture(scope="module")
def accounts() -> dict[str, Any]:
    """An account with nothing, one with a profile alone, one with a row of everything, and a large one."""
    base = given({})
    sheets: dict[str, dict[Any, list[dict[str, Any]]]] = {
        "nothing": {},
        "profile": {Profile: [{}]},
        "examples": {sheet: [{}] for sheet in ACCOUNT},
        "large": LARGE,
    }
    return {name: figures_of(Case(filled(rows), base.settings, base.declarations)) for name, rows in sheets.items()}


@pytest.mark.parametrize("one", TAGS, ids=lambda one: one.tag.name)
@pytest.mark.parametrize("name", ["nothing", "profile", "examples", "large"])
def test_every_tag_speaks_whatever_is_filled_in(one: Composed, name: str, accounts: dict[str, Any]) -> None:
    said = one.make(accounts[name])
    words = spoken(said)
    assert words
    for text in words:
        assert text, one.tag.name
        assert not re.search(r"\bNone\b(?! of)", text), text
        assert not text.startswith("0 ") or text.split()[1] in {"none", "days", "%", "people"}
    if isinstance(said, Finding) and not one.tag.name.endswith(".sources"):
        assert len(words[0]) <= 110, words[0]
        assert words[0][0].isupper() or words[0][0].isdigit()


def test_an_empty_account_has_no_row_in_any_table(accounts: dict[str, Any]) -> None:
    """But those about the pack itself."""
    for one in TAGS:
        block = one.make(accounts["nothing"])
        rows = getattr(block, "rows", ()) if not hasattr(block, "entries") else block.entries
        if one.tag.name not in ("account.snapshot", "account.definitions_table", "account.gaps_table"):
            assert not rows, one.tag.name


def test_overdue_tones_come_with_words() -> None:
    planned = [{"audience": "Port", "purpose": "Service", "next_date": date(2026, 10, 5)}]
    block = made("account.communication_table", {Message: planned})
    assert block.rows[0][-1].tone is Tone.BAD  # type: ignore[union-attr]
