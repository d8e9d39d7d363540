"""Selection: a scoring of three raters worked by hand, and each rule with its neighbour."""

from datetime import date
from typing import Any

import pytest

from pipeline.account_packs import AccountPack
from pipeline.figures import Case
from pipeline.manifest import Manifest
from pipeline.record import kept, kept_lists
from pipeline.settings import Settings
from pipeline.sheets.scoring import Candidate, Criterion, Score
from pipeline.theme import Tone
from tests.analyse.selecting import criteria, portfolio, ranked, scoring, vote

# Revenue counts half, Influence a fifth (both attractiveness), Fit three tenths.
WEIGHTS = criteria(Revenue=("attractiveness", 0.5), Influence=("attractiveness", 0.2), Fit=("fit", 0.3))
# Revenue of north: Sales (5 + 4) / 2 = 4.5, Finance 2, so (4.5 + 2) / 2 = 3.25. Influence 3. Fit: (4 + 5) / 2 = 4.5.
NORTH = [
    vote("north", "Ann", "Sales", Revenue=5, Influence=3, Fit=4),
    vote("north", "Bob", "Sales", Revenue=4, Influence=3, Fit=4),
    vote("north", "Cid", "Finance", Revenue=2, Influence=3, Fit=5),
]


def north(*more: dict[str, Any], **others: Any) -> Case:
    return scoring(WEIGHTS, [*NORTH, *more], "north", **others)


def test_a_score_is_the_mean_of_departments_and_not_of_raters() -> None:
    scores = {str(line.criterion.value): line.score.value for line in north()["selection.scores"].lines}
    assert scores == {"Revenue": 3.25, "Influence": 3.0, "Fit": 4.5}  # the mean of the raters would be 3.67, 3 and 4.33


def test_the_total_is_the_weighted_mean_and_a_half_goes_up() -> None:
    # 0.5 x 3.25 + 0.2 x 3 + 0.3 x 4.5 = 1.625 + 0.6 + 1.35 = 3.575
    line = ranked(north())["north"]
    assert (line.total.value, line.tier.value, line.rank.value) == (3.58, "Key", 1)
    # (0.5 x 3.25 + 0.2 x 3) / 0.7 = 3.1786
    assert (line.attractiveness.value, line.fit.value, line.field.value) == (3.18, 4.5, "invest")


def test_the_smallest_change_of_one_weight_is_found_by_hand() -> None:
    # Without Fit the others give 2.225 / 0.7 = 3.1786: under 3.245, so less Fit is Core.
    # 4.5 x + 3.1786 (1 - x) = 3.245 at x = 93 / 1850. Influence would have to rise by 0.46; Revenue can't do it at all.
    line = ranked(north())["north"]
    assert line.tipping_criterion.value == "Fit"
    assert line.tipping_direction.value == "lowered"
    assert line.tipping_tier.value == "Core"
    assert line.tipping_from.value == 0.3
    assert line.tipping_weight.value == pytest.approx(93 / 1850)
    assert line.tipping_change.value == pytest.approx(93 / 1850 - 0.3)


def test_where_no_weight_tips_the_tier_it_says_so() -> None:
    all_fours = [vote("north", "Ann", "Sales", Revenue=4, Influence=4, Fit=4)]
    line = ranked(scoring(WEIGHTS, all_fours, "north"))["north"]
    assert (line.tier.value, line.stability.value) == ("Strategic", 1.0)
    assert line.tipping_criterion.reason == "no change of a single weight changes the tier"


def test_figures_name_the_cells_of_the_votes_and_the_weights() -> None:
    cells = {str(place) for place in ranked(north())["north"].total.sources}
    assert len(cells) == 9 + 3
    assert {place.split(" › ")[1] for place in cells} == {"Scores", "Criteria"}


def test_a_raters_newest_row_counts_and_an_older_one_does_not() -> None:
    newer = vote("north", "Cid", "Finance", date(2026, 9, 2), Revenue=4, Influence=3, Fit=5)
    older = vote("north", "Cid", "Finance", date(2025, 9, 2), Revenue=1, Influence=1, Fit=1)
    assert ranked(north(newer))["north"].total.value == 4.08  # Revenue (4.5 + 4) / 2 = 4.25: 2.125 + 0.6 + 1.35
    assert ranked(north(older))["north"].total.value == 3.58


def test_a_newest_row_counts_as_it_stands_even_where_it_leaves_a_vote_out() -> None:
    newer = vote("north", "Cid", "Finance", date(2026, 9, 2), Influence=3, Fit=5)
    case = north(newer)
    assert case["selection.scores"].lines[0].score.value == 4.5  # Sales alone votes on Revenue
    lacking = case["selection.missing_votes"].lines
    assert [(line.rater.value, line.criteria.value, line.count.value) for line in lacking] == [("Cid", "Revenue", 1)]


def test_one_spelling_of_a_rater_or_department_stands_for_all() -> None:
    same = vote("north", "ann", "sales", date(2026, 9, 2), Revenue=5, Influence=3, Fit=4)
    case = north(same)
    assert [line.rater.value for line in case["selection.raters"].lines] == ["Cid", "Ann", "Bob"]
    assert ranked(case)["north"].total.value == 3.58


def test_raters_without_a_department_vote_as_one_group_of_their_own() -> None:
    loners = [vote("north", name, None, Revenue=2, Influence=3, Fit=5) for name in ("Dan", "Eve")]
    case = north(*loners)
    assert [line.department.value for line in case["selection.by_department"].lines[:3]] == [
        "Finance", "Sales", "no department given",
    ]  # fmt: skip
    assert case["selection.scores"].lines[0].score.value == 2.83  # (4.5 + 2 + 2) / 3
    assert case["selection.raters"].lines[-1].department.reason == "to confirm"


# Criteria without a vote


def test_a_criterion_nobody_voted_on_is_left_out_and_the_others_weigh_more() -> None:
    rows = [vote("north", "Ann", "Sales", Revenue=5, Fit=1)]
    line = ranked(scoring(WEIGHTS, rows, "north"))["north"]
    # 80 % of the weight is voted on: (0.5 x 5 + 0.3 x 1) / 0.8 = 3.5
    assert (line.total.value, line.known.value) == (3.5, 0.8)
    assert line.attractiveness.value == 5.0


def test_under_80_percent_of_the_weight_there_is_no_total_and_the_criteria_are_named() -> None:
    rows = [vote("north", "Ann", "Sales", Revenue=5, Influence=5), vote("south", "Ann", "Sales", Revenue=1, Fit=1)]
    case = scoring(WEIGHTS, rows, "north", "south", "west")
    lines = ranked(case)
    assert list(lines) == ["south", "north", "west"]
    why = "under 80 % of the weight is voted on: no vote on Fit"
    for part in ("total", "rank", "tier", "stability", "tipping_criterion", "tier_differs"):
        assert lines["north"][part].reason == why
    assert lines["north"].attractiveness.value == 5.0
    assert lines["west"].total.reason == "nobody has voted on it"
    assert [line.account.value for line in case["selection.unranked"].lines] == ["north", "west"]
    assert (case["selection.candidate_count"].value, case["selection.ranked_count"].value) == (3, 1)


def test_missing_votes_are_listed_rater_by_candidate() -> None:
    rows = [
        vote("north", "Ann", "Sales", Revenue=5, Influence=3, Fit=4),
        vote("north", "Bob", "Sales", Revenue=5),
        vote("south", "Ann", "Sales", Revenue=1, Influence=1, Fit=1),
    ]
    case = scoring(WEIGHTS, rows, "north", "south")
    lines = case["selection.missing_votes"].lines
    told = [(line.rater.value, line.account.value, line.criteria.value, line.any_vote.value) for line in lines]
    assert told == [
        ("Bob", "north", "Influence; Fit", "yes"),
        ("Bob", "south", "Revenue; Influence; Fit", "no"),
    ]
    assert case["selection.missing_count"].value == 5
    assert case["selection.raters"].lines[1].missing.value == 5


# Disagreement and spread


def test_departments_disagree_when_their_means_are_one_and_a_half_apart() -> None:
    rows = [
        vote("north", "Ann", "Sales", Revenue=4, Influence=4, Fit=3),
        vote("north", "Bob", "Sales", Revenue=5, Influence=4, Fit=3),
        vote("north", "Cid", "Finance", Revenue=3, Influence=3, Fit=3),
    ]
    case = scoring(WEIGHTS, rows, "north")
    apart = case["selection.disagreements"].lines
    assert [line.criterion.value for line in apart] == ["Revenue"]  # 4.5 against 3; Influence is 1 apart
    line = apart[0]
    assert (line.difference.value, line.highest_department.value, line.lowest_department.value) == (
        1.5, "Sales", "Finance",
    )  # fmt: skip
    assert (line.highest.value, line.lowest.value, line.range.value) == (4.5, 3.0, 2)
    assert line.deviation.value == pytest.approx((2 / 3) ** 0.5)  # of 4, 5 and 3
    assert case["selection.disagreement_count"].value == 1


def test_one_department_alone_does_not_disagree() -> None:
    rows = [vote("north", "Ann", "Sales", Revenue=1), vote("north", "Bob", "Sales", Revenue=5)]
    case = scoring(WEIGHTS, rows, "north")
    line = case["selection.scores"].lines[0]
    assert line.difference.reason == "one department alone has voted"
    assert (line.range.value, line.deviation.value) == (4, 2.0)
    assert case["selection.disagreements"].value == ()


# Rank, tier, grid


def test_ties_go_by_attractiveness_then_by_name() -> None:
    weights = criteria(Revenue=("attractiveness", 0.5), Fit=("fit", 0.5))
    rows = [
        vote("zeta", "Ann", "Sales", Revenue=3, Fit=3),
        vote("alpha", "Ann", "Sales", Revenue=3, Fit=3),
        vote("mid", "Ann", "Sales", Revenue=4, Fit=2),
    ]
    lines = ranked(scoring(weights, rows, "zeta", "alpha", "mid"))
    assert [(name, line.rank.value) for name, line in lines.items()] == [("mid", 1), ("alpha", 2), ("zeta", 3)]


@pytest.mark.parametrize(
    ("weight", "total", "tier"),
    [(0.995, 4.0, "Strategic"), (0.994, 3.99, "Key"), (0.245, 3.25, "Key"), (0.244, 3.24, "Core")],
)
def test_a_tier_begins_at_the_total_as_it_is_shown(weight: float, total: float, tier: str) -> None:
    """With votes of 4 and 3 the total is 3 + the weight of the 4: 3.995 is shown as 4.00, and 3.245 as 3.25."""
    weights = criteria(Revenue=("attractiveness", weight), Fit=("fit", round(1 - weight, 3)))
    line = ranked(scoring(weights, [vote("north", "Ann", "Sales", Revenue=4, Fit=3)], "north"))["north"]
    assert (line.total.value, line.tier.value) == (total, tier)


def test_tier_cut_offs_are_a_setting() -> None:
    settings = Settings(tier_cut_offs={"Strategic": 3.575, "Key": 3.0, "Core": 2.0})
    assert ranked(north(settings=settings))["north"].tier.value == "Strategic"  # 3.58 is over 3.575


def test_the_grid_has_four_fields_and_its_midline_is_high() -> None:
    weights = criteria(Revenue=("attractiveness", 0.5), Fit=("fit", 0.5))
    pairs = {"a": (3, 3), "b": (3, 2), "c": (2, 3), "d": (2, 2)}
    rows = [vote(name, "Ann", "Sales", Revenue=r, Fit=f) for name, (r, f) in pairs.items()]
    case = scoring(weights, rows, *pairs)
    fields = {name: line.field.value for name, line in ranked(case).items()}
    assert fields == {"a": "invest", "b": "develop the fit", "c": "maintain", "d": "keep effort low"}
    assert [line["count"].value for line in case["selection.fields"].lines] == [1, 1, 1, 1]


def test_tiers_are_summed_up() -> None:
    rows = [vote("north", "Ann", "Sales", Revenue=5, Influence=5, Fit=5),
            vote("south", "Ann", "Sales", Revenue=4, Influence=4, Fit=4)]  # fmt: skip
    sheets = {Criterion: WEIGHTS, Score: rows, Candidate: [
        {"account": "north", "name": "North", "revenue": 100, "potential": 300}, {"account": "south", "name": "South"},
    ]}  # fmt: skip
    strategic, key, *_ = portfolio(sheets)["selection.tiers"].lines
    assert (strategic["count"].value, strategic.candidates.value) == (2, "North, South")
    assert (strategic.revenue.value, strategic.potential.value, strategic.least_stable.value) == (100, 300, 1.0)
    assert (key["count"].value, key.revenue.reason) == (0, "no candidate in it")


def test_a_tier_other_than_profiles_is_noted_and_without_a_pack_candidates_is_asked() -> None:
    pack = AccountPack("north", figures={"account.tier": "Strategic"})
    line = ranked(north(packs=[pack]))["north"]
    assert (line.tier_differs.value, line.tier_differs.tone) == ("Profile says Strategic", Tone.WATCH)
    assert line.tier_differs.sources[0].file == "north/pack.json"
    same = AccountPack("north", figures={"account.tier": "Key"})
    assert ranked(north(packs=[same]))["north"].tier_differs.reason == "the same tier"
    sheets = {Criterion: WEIGHTS, Score: NORTH, Candidate: [{"account": "north", "tier": "none"}]}
    case = portfolio(sheets)
    assert [line.tier_differs.value for line in case["selection.tier_differs"].lines] == ["Candidates says none"]
    assert ranked(north())["north"].tier_differs.reason == "neither Profile nor Candidates gives a tier"


# Weights and rows that are not there


@pytest.mark.parametrize(
    ("weights", "why"),
    [
        ([], "no criteria given"),
        ([{"criterion": "Revenue", "axis": "fit"}], "no weight given for Revenue"),
        ([{"criterion": "Revenue", "axis": "fit", "weight": 0.0}], "every weight is 0"),
    ],
)
def test_without_weights_there_is_no_total(weights: list[dict[str, Any]], why: str) -> None:
    case = scoring(weights, [vote("north", "Ann", "Sales", Revenue=4)], "north")
    assert ranked(case)["north"].total.reason == why
    assert ranked(case)["north"].stability.reason == why


def test_weights_that_do_not_sum_to_100_percent_are_scaled() -> None:
    double = [{**row, "weight": row["weight"] * 2} for row in WEIGHTS]
    assert ranked(scoring(double, NORTH, "north"))["north"].total.value == 3.58


def test_without_rows_every_figure_says_why() -> None:
    case = portfolio({})
    for name in case.declarations:
        if name.startswith("selection."):
            assert case[name].absent, name
            assert case[name].reason, name
    assert case["selection.ranking"].reason == "no candidates given"
    assert scoring(WEIGHTS, [], "north")["selection.scores"].reason == "no votes given"


def test_votes_of_over_a_year_ago_are_listed() -> None:
    rows = [*NORTH[:2], vote("north", "Cid", "Finance", date(2025, 10, 14), Revenue=2, Influence=3, Fit=5)]
    case = scoring(WEIGHTS, rows, "north")
    assert [line.rater.value for line in case["selection.old_votes"].lines] == ["Cid"]
    a_day_later = [*NORTH[:2], {**rows[2], "day": date(2025, 10, 15)}]
    assert scoring(WEIGHTS, a_day_later, "north")["selection.old_votes"].value == ()


# Movement and decisions


def manifest_of(case: Case, period: str = "2026-Q2") -> Manifest:
    """What the portfolio's pack keeps of a case."""
    figures = {name: case[name] for name in case.declarations}
    return Manifest("portfolio", period, "2026-07-15", "test", figures=kept(figures), rows=kept_lists(figures))


BEFORE = [vote("north", "Ann", "Sales", date(2025, 9, 1), Revenue=3, Influence=3, Fit=3),
          vote("west", "Ann", "Sales", date(2025, 9, 1), Revenue=5, Influence=5, Fit=5)]  # fmt: skip


def test_movement_is_told_since_the_last_selection() -> None:
    last = manifest_of(scoring(WEIGHTS, BEFORE, "north", "west"))
    rows = [*NORTH, vote("south", "Ann", "Sales", Revenue=4, Influence=4, Fit=4)]
    case = scoring(WEIGHTS, rows, "north", "south", earlier=last)
    line = ranked(case)["north"]
    assert (line.total_before.value, line.total_change.value) == (3.0, 0.58)
    assert (line.rank_before.value, line.rank_change.value) == (2, 0)
    assert (line.tier_before.value, line.tier_moved.value, line.tier_moved.tone) == ("Core", "up", Tone.GOOD)
    assert [line.account.value for line in case["selection.movers"].lines] == ["north"]
    assert [line.account.value for line in case["selection.newcomers"].lines] == ["south"]
    assert ranked(case)["south"].total_before.reason == "not in the last selection"
    gone = case["selection.gone"].lines
    assert [(line.account.value, line.candidate.value, line.tier.value) for line in gone] == [
        ("west", "West", "Strategic")
    ]


def test_a_pack_of_the_same_selection_is_no_selection_before() -> None:
    """Packs are made each quarter: without a new vote the movement stays that of the selection a year before."""
    last = manifest_of(scoring(WEIGHTS, BEFORE, "north"))
    now = scoring(WEIGHTS, NORTH, "north", earlier=last)
    a_quarter_on = scoring(WEIGHTS, NORTH, "north", earlier=manifest_of(now, "2026-Q3"))
    assert ranked(a_quarter_on)["north"].total_change.value == ranked(now)["north"].total_change.value == 0.58
    first = scoring(WEIGHTS, NORTH, "north", earlier=manifest_of(scoring(WEIGHTS, NORTH, "north")))
    assert ranked(first)["north"].total_before.reason == "no earlier selection to compare with"
    assert first["selection.movers"].reason == "no earlier selection to compare with"


def decided(decision: str, day: date | None) -> Any:
    row = {"account": "north", "name": "North", "decision": decision, "decided_on": day}
    return {Criterion: WEIGHTS, Score: NORTH, Candidate: [row]}


def test_decisions_are_kept_when_the_workbook_overwrites_them() -> None:
    first = portfolio(decided("watch", date(2025, 9, 24)))
    second = portfolio(decided("select", date(2026, 9, 18)), earlier=manifest_of(first))
    third = portfolio(decided("keep", date(2027, 9, 18)), earlier=manifest_of(second))
    told = [(line.decision.value, line.decided_on.value) for line in third["selection.decisions"].lines]
    assert told == [
        ("keep", date(2027, 9, 18)), ("select", date(2026, 9, 18)), ("watch", date(2025, 9, 24)),
    ]  # fmt: skip
    assert third["selection.decisions"].lines[2].total.value == 3.58


def test_a_decision_that_stands_is_told_once_with_the_total_it_was_taken_on() -> None:
    first = portfolio(decided("watch", date(2026, 9, 18)))
    voted_again = [*NORTH, vote("north", "Cid", "Finance", date(2026, 9, 30), Revenue=5, Influence=5, Fit=5)]
    again = {**decided("watch", date(2026, 9, 18)), Score: voted_again}
    lines = portfolio(again, earlier=manifest_of(first))["selection.decisions"].lines
    assert [(line.total.value, line.tier.value) for line in lines] == [(3.58, "Key")]


def test_candidates_without_a_decision_are_listed() -> None:
    assert [line.account.value for line in north()["selection.undecided"].lines] == ["north"]
    assert portfolio(decided("keep", None))["selection.undecided"].value == ()
    assert portfolio(decided("keep", None))["selection.decisions"].lines[0].decided_on.reason == "to confirm"


def test_votes_on_accounts_that_are_no_candidates_count_nowhere() -> None:
    stray = vote("elsewhere", "Zoe", "Board", Revenue=1, Influence=1, Fit=1)
    assert [line.rater.value for line in north(stray)["selection.raters"].lines] == ["Cid", "Ann", "Bob"]


def test_the_newest_decisions_are_counted_by_what_was_decided() -> None:
    rows = [
        {"account": name, "decision": decision, "decided_on": day}
        for name, decision, day in (
            ("north", "keep", date(2026, 9, 18)),
            ("south", "select", date(2026, 9, 18)),
            ("east", "keep", date(2026, 9, 18)),
            ("west", "watch", date(2025, 9, 24)),
            ("undated", "decline", None),
        )
    ]
    lines = portfolio({Candidate: rows})["selection.newest_decisions"].lines
    told = [(line.decision.value, line["count"].value, line.day.value) for line in lines]
    assert told == [("keep", 2, date(2026, 9, 18)), ("select", 1, date(2026, 9, 18))]
    assert portfolio({Candidate: rows[-1:]})["selection.newest_decisions"].value == ()
    assert portfolio({Candidate: [{"account": "x"}]})["selection.newest_decisions"].reason == "no decision given"
