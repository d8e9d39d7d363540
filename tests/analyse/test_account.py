"""The account: profile, gaps, team, communication and reviews; the as-of day is 15 October 2026."""

from dataclasses import replace
from datetime import date
from typing import Any

from pipeline.analyse import declarations
from pipeline.facts import Completeness
from pipeline.figures import Case
from pipeline.problems import Gap, Place
from pipeline.settings import Settings
from pipeline.sheets.account import Message, Profile, Review, TeamMember
from pipeline.sheets.goals import Goal, Progress
from pipeline.theme import Tone
from tests.analyse.cases import case
from tests.analyse.given import given
from tests.filled import filled


def test_every_column_of_the_profile_is_a_figure() -> None:
    account = case({Profile: [{"tier": "Strategic", "level_now": 3}]})
    for column in Profile.columns:
        assert not account[f"account.{column.name}"].absent, column
    assert account["account.tier"].value == "Strategic"
    assert account["account.tier"].sources[0].sheet == "Profile"
    assert account["account.level_now_word"].value == "preferred supplier"


def test_an_empty_field_is_to_confirm_or_not_given() -> None:
    account = case({Profile: [{"tier": None, "regions": None, "level_now": None}]})
    assert account["account.tier"].reason == "to confirm"
    assert account["account.regions"].reason == "not given"
    assert account["account.level_now_word"].reason == "to confirm"


def test_what_the_pack_is_about_comes_from_the_run_and_its_settings() -> None:
    settings = Settings(company="Harbour Systems", currency="JPY", confidentiality="Ours alone")
    account = given({}, settings=settings)
    said = {name: account[f"account.{name}"].value for name in ("company", "currency", "confidentiality")}
    assert said == {"company": "Harbour Systems", "currency": "JPY", "confidentiality": "Ours alone"}
    assert account["account.period"].value == "2026-Q3"
    assert account["account.as_of"].value == date(2026, 10, 15)


def test_the_target_level_is_told_in_words() -> None:
    assert case({Profile: [{"level_target": 5}]})["account.level_target_word"].value == "partner in their strategy"


def test_the_team_stands_as_it_is_written_down() -> None:
    account = case({TeamMember: [{"name": "Jonas Weber"}, {"name": "Anna Keller", "days": 25}]})
    told = [(line["name"].value, line.days.value) for line in account["account.team"].lines]
    assert told == [("Jonas Weber", 25), ("Anna Keller", 25)]


def test_a_sheet_with_fewer_rows_than_a_plan_needs_is_told_with_how_many_are_missing() -> None:
    """Team needs two rows and has one, Risks three and has none; Reviews needs one and has it."""
    account = case({Profile: [{"manager": "Anna Keller"}], TeamMember: [{}], Review: [{}]})
    lines = {line.sheet.value: line for line in account["account.missing_rows"].lines}
    assert (lines["Team"].rows.value, lines["Team"].missing.value) == (1, 1)
    assert (lines["Risks"].rows.value, lines["Risks"].missing.value) == (0, 3)
    assert (lines["Risks"].owner.value, lines["Risks"].place.value) == ("Anna Keller", "risks.xlsx › Risks")
    assert "Reviews" not in lines


def test_an_account_without_a_profile_still_has_its_id() -> None:
    account = case({})
    assert account["account.id"].value == "northwind"
    assert account["account.name"].reason == "to confirm"
    assert account["account.edition"].value == "Internal"


def with_gaps(*gaps: Gap) -> Case:
    facts = replace(
        filled({}),
        gaps=gaps,
        completeness={
            "Risk": Completeness(3, 4),
            "Financial position": Completeness(0, 0),
            "total": Completeness(3, 4),
        },
    )
    return Case(facts, Settings(), declarations())


def test_gaps_are_told_with_their_cell_and_owner() -> None:
    account = with_gaps(Gap(Place("risks.xlsx", "Risks", "F7"), "Owner", "R2", "", "Risk"))
    (gap,) = account["account.gaps"].lines
    assert gap.heading.value == "Owner"
    assert gap.place.value == "risks.xlsx › Risks › F7"
    assert gap.owner.absent
    assert account["account.gap_count"].value == 1


def test_completeness_is_filled_over_wanted() -> None:
    account = with_gaps()
    assert account["account.completeness"].value == 0.75
    assert account["account.wanted_count"].value == 4
    shares = {line.component.value: line.share.value for line in account["account.components"].lines}
    assert shares == {"Risk": 0.75, "Financial position": None}


def test_an_account_where_nothing_is_wanted_has_no_completeness() -> None:
    assert case({})["account.completeness"].reason == "no cell is wanted"


MESSAGES: list[dict[str, Any]] = [
    {"audience": "Kept", "next_date": date(2026, 10, 15)},
    {"audience": "Missed", "next_date": date(2026, 10, 5)},
    {"audience": "Done since", "next_date": date(2026, 10, 5), "last_done": date(2026, 10, 6)},
    {"audience": "As needed", "next_date": date(2026, 1, 1), "frequency": "as needed"},
    {"audience": "No day", "next_date": None},
]


def test_a_communication_is_missed_when_its_day_passed_without_it() -> None:
    account = case({Message: MESSAGES})
    states = {line.audience.value: line.state.value for line in account["account.communication"].lines}
    assert states == {"As needed": "kept", "Missed": "missed", "Done since": "kept", "Kept": "kept", "No day": None}
    missed = next(line for line in account["account.communication"].lines if line.audience.value == "Missed")
    assert missed.days_overdue.value == 10
    assert account["account.communication_missed"].value == 1


REVIEWS: list[dict[str, Any]] = [
    {"day": date(2026, 4, 14), "type": "management", "next_review": date(2026, 11, 1), "approval": "approved"},
    {"day": date(2026, 7, 14), "type": "management", "next_review": date(2026, 10, 20), "approval": "with changes"},
    {"day": date(2026, 9, 1), "type": "client", "next_review": date(2026, 10, 18)},
    {"day": date(2026, 9, 2), "type": "team", "next_review": date(2026, 10, 1)},
]


def test_the_next_review_is_the_earliest_ahead_of_the_newest_of_each_type() -> None:
    account = case({Review: REVIEWS})
    assert account["account.next_review"].value == date(2026, 10, 18)
    assert account["account.reviews"].lines[0].day.value == date(2026, 9, 2)


def test_of_two_reviews_on_one_day_the_earlier_next_one_counts_whatever_their_order() -> None:
    """Two client reviews on 1 September: the next is on 18 October, not on 30 October."""
    twice = [REVIEWS[2], {**REVIEWS[2], "next_review": date(2026, 10, 30)}]
    for rows in (twice, twice[::-1]):
        account = case({Review: rows})
        assert account["account.next_review"].value == date(2026, 10, 18)
        assert [line.due_in.value for line in account["account.reviews_due"].lines] == [3]


def test_a_next_review_that_has_passed_is_absent_and_says_so() -> None:
    assert case({Review: REVIEWS[3:]})["account.next_review"].reason == "the next review has passed: give a new date"
    assert case({})["account.next_review"].reason == "no next review given"


def test_approval_is_that_of_the_newest_management_review() -> None:
    account = case({Review: REVIEWS})
    assert (account["account.approval"].value, account["account.approval"].tone) == ("with changes", Tone.WATCH)
    assert account["account.approval_on"].value == date(2026, 7, 14)
    assert account["account.approved_by"].value == "Martin Osei"
    assert case({Review: REVIEWS[2:]})["account.approval"].reason == "no management review has taken place"


def test_the_plan_is_stale_a_quarter_after_the_last_review() -> None:
    on_the_day = case({Review: [{"day": date(2026, 7, 15)}]})["account.last_review"]
    a_day_more = case({Review: [{"day": date(2026, 7, 14)}]})["account.last_review"]
    assert (on_the_day.tone, a_day_more.tone) == (Tone.GOOD, Tone.WATCH)


def test_figures_that_are_there_are_defined_and_quoted_cells_are_not() -> None:
    account = case({Profile: [{}], Goal: [{}], Progress: [{}]})
    tags = {line.tag.value for line in account["account.definitions"].lines}
    assert "goals.pace_mean" in tags
    assert "actions.on_time_share" not in tags  # absent: no action is given
    assert "account.tier" not in tags


def test_sources_are_folded_into_ranges_by_topic_and_sheet() -> None:
    account = case({TeamMember: [{}, {"name": "Jonas Weber"}]})
    ranges = [
        (line.file.value, line.sheet.value, line.cells.value)
        for line in account["account.source_ranges"].lines
        if line.topic.value == "account"
    ]
    assert ranges == [("account.xlsx", "Team", "A2:I3")]


def test_sources_of_all_figures_are_folded_by_sheet() -> None:
    account = case({TeamMember: [{}, {"name": "Jonas Weber"}], Goal: [{}]})
    sheets = {(line.file.value, line.sheet.value): line.cells.value for line in account["account.source_sheets"].lines}
    assert list(sheets) == sorted(sheets)
    assert sheets["account.xlsx", "Team"] == "A2:I3"
    assert ("goals.xlsx", "Goals") in sheets
