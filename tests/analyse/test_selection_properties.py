"""Selection against its definition in plain Python, over generated scorings, and what must not change a total."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.stability import kept_shares
from pipeline.analyse.tipping import tipping
from pipeline.analyse.weighing import Tiers, exact, hundredths
from pipeline.figures import Case
from pipeline.settings import Settings
from tests.analyse import naive_selection as naive
from tests.analyse.selecting import ranked, scoring

ACCOUNTS = ("alpha", "bravo", "carol")
DEPARTMENTS = {"Ann": "Sales", "Bob": "Sales", "Cid": "Finance", "Dan": "Board"}
TIERS = Tiers.of(Settings())


@st.composite
def weightings(draw: st.DrawFn) -> list[dict[str, Any]]:
    """One to five criteria whose weights are whole percents that sum to 100."""
    count = draw(st.integers(1, 5))
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=count - 1, max_size=count - 1)))
    parts = [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
    axes = draw(st.lists(st.sampled_from(["attractiveness", "fit"]), min_size=count, max_size=count))
    return [{"criterion": f"C{n}", "axis": axes[n], "weight": part / 100} for n, part in enumerate(parts)]


@st.composite
def scorings(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Criteria and rows of votes: some raters vote twice, some not at all, some leave criteria out."""
    weights = draw(weightings())
    names = [row["criterion"] for row in weights]
    rows = []
    for account in ACCOUNTS:
        for rater, department in DEPARTMENTS.items():
            for n in range(draw(st.sampled_from([0, 1, 1, 1, 2]))):
                votes = draw(st.dictionaries(st.sampled_from(names), st.integers(1, 5)))
                full = {name: votes.get(name, draw(st.integers(1, 5))) for name in names}
                day = date(2026, 9, 1) - timedelta(days=365 * n)
                cast = full if draw(st.integers(0, 3)) else votes
                rows.append({"account": account, "rater": rater, "department": department, "day": day, "votes": cast})
    return weights, draw(st.permutations(rows))


def made(scoring_drawn: Any) -> Case:
    weights, rows = scoring_drawn
    return scoring(weights, rows, *ACCOUNTS)


def plainly(scoring_drawn: Any) -> tuple[dict[str, Fraction], naive.Rows]:
    weights, rows = scoring_drawn
    exactly = {row["criterion"]: Fraction(str(row["weight"])) for row in weights}
    return exactly, [(r["account"], r["rater"], r["department"], r["day"], r["votes"]) for r in rows]


@given(scorings())
@settings(max_examples=80, deadline=None)
def test_scores_totals_ranks_and_tiers_equal_their_definition(drawn: Any) -> None:
    case, (weights, rows) = made(drawn), plainly(drawn)
    for line in case["selection.scores"].lines:
        expected = naive.score(rows, str(line.account.value), str(line.criterion.value))
        assert expected is not None
        assert line.score.value == float(naive.shown(expected))
    axes = {row["criterion"]: row["axis"] for row in drawn[0]}
    expected_ranking = naive.ranking(weights, axes, rows, ACCOUNTS)
    told = [(name, line.total.value, line.tier.value) for name, line in ranked(case).items() if not line.rank.absent]
    assert told == [(account, float(value), tier) for account, value, tier in expected_ranking]
    assert [line.rank.value for line in ranked(case).values() if line.rank] == list(range(1, len(told) + 1))


@given(scorings())
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_and_a_row_that_repeats_change_nothing(drawn: Any) -> None:
    weights, rows = drawn
    before = told(scoring(weights, rows, *ACCOUNTS))
    turned = scoring(list(reversed(weights)), list(reversed(rows)), *reversed(ACCOUNTS))
    assert told(turned) == before
    an_old_row = [{**row, "day": date(2020, 1, 1), "votes": dict.fromkeys(row["votes"], 1)} for row in rows]
    assert told(scoring(weights, [*rows, *an_old_row], *ACCOUNTS)) == before


def told(case: Case) -> dict[str, list[Any]]:
    """All that the ranking says of each account, without its cells."""
    return {name: [(part, f.value, f.reason) for part, f in sorted(line.computed.items())]
            for name, line in ranked(case).items()}  # fmt: skip


@given(scorings(), st.integers(2, 9))
@settings(max_examples=40, deadline=None)
def test_a_rater_who_votes_what_a_departments_mean_says_changes_no_total(drawn: Any, twins: int) -> None:
    """A department may grow: a rater of Finance, where Cid is alone, who votes as Cid does."""
    weights, rows = drawn
    more = [{**row, "rater": f"Twin {n}"} for row in rows if row["rater"] == "Cid" for n in range(twins)]
    before, after = ranked(scoring(weights, rows, *ACCOUNTS)), ranked(scoring(weights, [*rows, *more], *ACCOUNTS))
    assert {n: line.total.value for n, line in after.items()} == {n: line.total.value for n, line in before.items()}


@given(scorings())
@settings(max_examples=40, deadline=None)
def test_scores_and_totals_stay_within_the_scale(drawn: Any) -> None:
    case = made(drawn)
    for line in ranked(case).values():
        for part in ("total", "attractiveness", "fit"):
            assert line[part].absent or 1 <= line[part].number <= 5
        assert line.stability.absent or 0 <= line.stability.number <= 1
        assert line.known.absent or 0 <= line.known.number <= 1
    for line in case["selection.scores"].lines:
        assert line.difference.absent or 0 <= line.difference.number <= 4
        assert 0 <= line.deviation.number <= 2


@given(scorings())
@settings(max_examples=40, deadline=None)
def test_a_better_vote_never_lowers_a_total(drawn: Any) -> None:
    weights, rows = drawn
    better = [{**row, "votes": {name: min(vote + 1, 5) for name, vote in row["votes"].items()}} for row in rows]
    before, after = ranked(scoring(weights, rows, *ACCOUNTS)), ranked(scoring(weights, better, *ACCOUNTS))
    for name, line in before.items():
        assert line.total.absent is after[name].total.absent
        assert line.total.absent or after[name].total.number >= line.total.number


@given(weightings(), st.integers(1, 4))
def test_a_criterion_without_a_vote_counts_as_if_it_were_not_there(weights: Any, votes: int) -> None:
    """Renormalised: the total is that of the other criteria alone, their weights scaled."""
    *others, last = weights
    if not others or last["weight"] > 0.2:
        return
    row = {"account": "alpha", "rater": "Ann", "department": "Sales", "day": date(2026, 9, 1),
           "votes": {c["criterion"]: 1 + (n + votes) % 5 for n, c in enumerate(others)}}  # fmt: skip
    with_it, without_it = scoring(weights, [row], "alpha"), scoring(others, [row], "alpha")
    assert ranked(with_it)["alpha"].total.value == ranked(without_it)["alpha"].total.value


# What would tip a tier

SCORES = st.fractions(1, 5, max_denominator=12)


@st.composite
def weighed(draw: st.DrawFn) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """Weights, and scores on criteria that hold 80 % of them or more."""
    weights = {row["criterion"]: exact(row["weight"]) for row in draw(weightings())}
    scores = {name: draw(SCORES) for name in weights}
    if draw(st.booleans()):
        least = min(weights, key=lambda name: weights[name])
        if len(weights) > 1 and weights[least] <= Fraction(1, 5):
            del scores[least]
    return weights, scores


@given(weighed())
@settings(max_examples=60, deadline=None)
def test_the_smallest_change_of_a_weight_is_what_trying_every_weight_finds(drawn: Any) -> None:
    """No weight on a grid of 1 / 400 needs a smaller change, and the next one on the grid does it."""
    weights, scores = drawn
    steps = 400
    exactly, tried = tipping(scores, weights, TIERS), naive.smallest_change(weights, scores, steps)
    if exactly is None:
        assert tried is None
        return
    if tried is not None:
        assert abs(exactly.change) <= tried[0]
    # Just beyond the weight the tier is the one it says, and up to just before it stays.
    a_little = Fraction(1, 10**9)
    sign = 1 if exactly.raised else -1
    beyond = naive.with_weight(weights, exactly.criterion, exactly.weight + sign * a_little)
    if 0 <= exactly.weight + sign * a_little <= 1:
        assert naive.tier(total(beyond, scores)) == exactly.tier
        if tried is not None:
            assert tried[0] <= abs(exactly.change) + Fraction(1, steps)
    if abs(exactly.change) > a_little:
        within = naive.with_weight(weights, exactly.criterion, exactly.weight - sign * a_little)
        assert naive.tier(total(within, scores)) == naive.tier(total(weights, scores))


def total(weights: Mapping[str, Fraction], scores: Mapping[str, Fraction]) -> Fraction:
    return sum((weights[c] * s for c, s in scores.items()), Fraction()) / sum((weights[c] for c in scores), Fraction())


def test_a_total_on_the_very_edge_is_tipped_by_any_change() -> None:
    """0.5 x 4 + 0.5 x 2.49 = 3.245, which is shown as 3.25: Key, and a hair more of the 2.49 is Core."""
    weights = {"A": Fraction(1, 2), "B": Fraction(1, 2)}
    scores = {"A": Fraction(4), "B": Fraction(249, 100)}
    assert hundredths(total(weights, scores)) == 325
    tip = tipping(scores, weights, TIERS)
    assert tip is not None
    assert (tip.change, tip.criterion, tip.raised, tip.tier) == (0, "A", False, "Core")


def test_a_weight_of_0_can_be_raised_and_a_criterion_alone_can_tip_nothing() -> None:
    scores = {"A": Fraction(3), "B": Fraction(5)}
    tip = tipping(scores, {"A": Fraction(1), "B": Fraction(0)}, TIERS)
    assert tip is not None
    assert (tip.criterion, tip.raised, tip.weight, tip.tier) == ("B", True, Fraction(245, 2000), "Key")
    assert tipping({"A": Fraction(3)}, {"A": Fraction(1)}, TIERS) is None


# Stability


def test_a_total_that_is_the_same_under_all_weights_never_leaves_its_tier() -> None:
    """Even on the edge itself, where binary fractions would stand a hair below it."""
    weights = {name: Fraction(n, 15) for n, name in enumerate("ABCDE", 1)}
    on_the_edge = dict.fromkeys("ABCDE", Fraction(649, 200))
    assert kept_shares({"north": on_the_edge}, weights, TIERS) == {"north": 1.0}


def test_stability_is_what_draws_of_another_generator_say() -> None:
    """Gamma draws of the standard library, 20,000 of them: the shares of 2,000 draws lie within 3 points."""
    weights = {"A": Fraction(1, 2), "B": Fraction(3, 10), "C": Fraction(1, 5)}
    scored = {
        "near": {"A": Fraction(3), "B": Fraction(7, 2), "C": Fraction(7, 2)},  # a total of 3.25
        "further": {"A": Fraction(3), "B": Fraction(7, 2), "C": Fraction(73, 20)},  # 3.28
        "far": {"A": Fraction(3), "B": Fraction(3), "C": Fraction(3)},
    }
    generator, kept = random.Random(7), dict.fromkeys(scored, 0)
    for _ in range(20_000):
        drawn = {name: generator.gammavariate(200 * float(weight), 1) for name, weight in weights.items()}
        for name, scores in scored.items():
            mean = sum(drawn[c] * float(s) for c, s in scores.items()) / sum(drawn.values())
            before = naive.tier(total(weights, scores))
            kept[name] += naive.tier(Fraction(mean)) == before
    shares = kept_shares(scored, weights, TIERS)
    for name, count in kept.items():
        assert shares[name] == pytest.approx(count / 20_000, abs=0.03)
    assert shares["near"] < shares["further"] < shares["far"] == 1.0


def test_stability_is_the_same_whatever_else_is_scored_and_in_whatever_order() -> None:
    weights = {"A": Fraction(1, 2), "B": Fraction(1, 2), "Z": Fraction(0)}
    near = {"A": Fraction(3), "B": Fraction(7, 2), "Z": Fraction(1)}
    alone = kept_shares({"near": near}, weights, TIERS)["near"]
    turned = dict(reversed(weights.items()))
    among = kept_shares({"far": {"A": Fraction(1), "B": Fraction(1)}, "near": near}, turned, TIERS)["near"]
    assert alone == among
    assert 0.4 < alone < 0.7


def test_the_first_draws_are_these_on_every_machine() -> None:
    """A total of 3.25, half a hundredth above the edge of Key, keeps it in 1,243 of 2,000 draws."""
    weights = {"A": Fraction(1, 2), "B": Fraction(1, 2)}
    share = kept_shares({"near": {"A": Fraction(3), "B": Fraction(7, 2)}}, weights, TIERS)["near"]
    assert share == 0.6215
