"""Which accounts to select: the ranking by total, with tier, field, stability, tipping weight and movement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from pipeline.analyse.lines import Part, line, said
from pipeline.analyse.moves import moves
from pipeline.analyse.stability import DRAWS, kept_shares
from pipeline.analyse.tipping import Tipping, tipping
from pipeline.analyse.votes import ballots, opinions
from pipeline.analyse.weighing import Result, Tiers, results_of, weights_of
from pipeline.columns import Column, places
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.problems import Place
from pipeline.sheets.scoring import Candidate, Criterion, Score
from pipeline.theme import Tone

NOBODY = "no candidates given"
VOTES: tuple[Column[Any], ...] = (
    Candidate.account, Criterion.criterion, Criterion.axis, Criterion.weight, Score.account, Score.rater,
    Score.department, Score.day,
)  # fmt: skip
TOTAL = "weighted mean of the scores, two decimals half up; weights scaled where a criterion has no vote"
STABLE = 0.8  # a tier kept in fewer draws hangs on the weights
# High or low attractiveness, high or low fit -> the field of the grid.
FIELDS = {
    (True, True): "invest",
    (True, False): "develop the fit",
    (False, True): "maintain",
    (False, False): "keep effort low",
}


def two_decimals(number: int | None, reason: str, sources: Iterable[Place] = (), tone: Tone | None = None) -> Answer:
    """Hundredths as a number with two decimals, or why there is none."""
    return missing(reason, sources) if number is None else Answer(number / 100, tuple(sources), tone)


def field_of(case: Case, result: Result) -> str | None:
    """The field of the grid that a candidate stands in; None without both means."""
    if result.attractiveness is None or result.fit is None:
        return None
    midline = case.settings.grid_midline
    return FIELDS[result.attractiveness / 100 >= midline, result.fit / 100 >= midline]


def profile_tier(case: Case, result: Result) -> Answer:
    """The tier in the account's own Profile, as its pack has it."""
    pack = case.packs.get(result.candidate.account)
    if pack is None:
        return missing("the account has no pack")
    tier = pack.figures.get("account.tier")
    return found(str(tier), pack.source("account.tier")) if tier else missing("its Profile gives no tier")


def tier_today(case: Case, result: Result) -> Answer:
    """The tier that a candidate has: its Profile's, without a pack that of the tab Candidates."""
    profile = profile_tier(case, result)
    if profile.value is not None:
        return profile
    return said(result.candidate.tier, result.candidate.place(Candidate.tier), "to confirm")


def differing_tier(case: Case, result: Result, tier: str | None) -> Answer:
    """A note where Profile, or without a pack Candidates, has another tier than the votes give."""
    if tier is None:
        return missing(result.reason)
    given = profile_tier(case, result)
    says, at = "Profile", given.sources
    if given.value is None:
        given = said(result.candidate.tier, result.candidate.place(Candidate.tier))
        says, at = "Candidates", given.sources
    if given.value is None:
        return missing("neither Profile nor Candidates gives a tier", at)
    return missing("the same tier", at) if given.value == tier else found(f"{says} says {given.value}", at, Tone.WATCH)


def _tipping_parts(tip: Tipping | None, result: Result, at: tuple[Place, ...]) -> dict[str, Part]:
    """What the smallest change of a weight is, or why there is none."""
    why = result.reason or "no change of a single weight changes the tier"
    rule = "smallest change of one weight, the others scaled pro rata, that changes the tier"
    none = missing(why, at)
    return {
        "tipping_criterion": (Unit.TEXT, rule, Answer(tip.criterion, at) if tip else none),
        "tipping_from": (Unit.PERCENT, "its weight now, of all as 100 %", Answer(float(tip.now), at) if tip else none),
        "tipping_weight": (
            Unit.PERCENT,
            "the weight from which on the tier is another, to two decimals of the total",
            Answer(float(tip.weight), at) if tip else none,
        ),
        "tipping_change": (Unit.POINTS, f"{rule}: then - now", Answer(float(tip.change), at) if tip else none),
        "tipping_direction": (
            Unit.TEXT,
            "raised or lowered",
            Answer("raised" if tip.raised else "lowered", at) if tip else none,
        ),
        "tipping_tier": (Unit.TEXT, "the tier it changes to", Answer(tip.tier, at) if tip else none),
    }


def _result_parts(case: Case, result: Result, tiers: Tiers, stability: Answer) -> dict[str, Part]:
    candidate, why = result.candidate, result.reason
    cast, views = case.facts.once(ballots)[candidate.account], case.facts.once(opinions)[candidate.account]
    weights = case.facts.once(weights_of)
    at = (
        *(place for opinion in views.values() for place in opinion.places),
        *places(case.facts.of(Criterion), Criterion.weight),
    )
    tier = None if result.total is None else tiers.tier(result.total)
    field = field_of(case, result)
    days = [ballot.row.day for ballot in cast]
    no_axis = why or "no vote on a criterion of this axis"
    unsure = sum(ballot.row.confidence == "low" for ballot in cast)
    parts: dict[str, Part] = {
        "rank": (
            Unit.COUNT,
            "by total, then attractiveness, both as shown, then name",
            missing(why) if result.rank is None else Answer(result.rank, at),
        ),
        "total": (Unit.RATIO, TOTAL, two_decimals(result.total, why, at)),
        "attractiveness": (
            Unit.RATIO,
            "weighted mean over the criteria of the axis attractiveness, two decimals",
            two_decimals(result.attractiveness, no_axis, at),
        ),
        "fit": (
            Unit.RATIO,
            "weighted mean over the criteria of the axis fit, two decimals",
            two_decimals(result.fit, no_axis, at),
        ),
        "tier": (
            Unit.TEXT,
            "total, two decimals, against the settings' cut-offs",
            missing(why) if tier is None else Answer(tier, at),
        ),
        "profile_tier": (Unit.TEXT, "Tier in the account's Profile", profile_tier(case, result)),
        "tier_today": (
            Unit.TEXT,
            "Tier in the account's Profile, without a pack Current tier",
            tier_today(case, result),
        ),
        "tier_differs": (
            Unit.TEXT,
            "where Profile (without a pack: Candidates) has another tier than the votes give",
            differing_tier(case, result, tier),
        ),
        "field": (
            Unit.TEXT,
            "attractiveness and fit, each high from the settings' midline on",
            missing(no_axis) if field is None else Answer(field, at),
        ),
        "stability": (Unit.PERCENT, STABILITY, stability),
        "known": (
            Unit.PERCENT,
            "weight of the criteria voted on / all weights",
            Answer(float(result.known), at) if weights else missing(why),
        ),
        "raters": (Unit.COUNT, "raters with a vote on the account", Answer(len(cast), at)),
        "newest_vote": (
            Unit.DATE,
            "newest Date of its votes",
            Answer(max(days), tuple(p for b in cast for p in b.row.place(Score.day))) if days else missing(why),
        ),
        "unsure": (
            Unit.COUNT,
            "raters whose newest vote is of low confidence",
            found(unsure, places((b.row for b in cast), Score.confidence)) if cast else missing(why),
        ),
    }
    tip = tipping(result.scores, weights, tiers) if tier is not None else None
    return parts | _tipping_parts(tip, result, at) | moves(case, result, tier)


STABILITY = (
    f"share of {DRAWS:,} draws, weights from a Dirichlet around the given ones (concentration 200, those of "
    "0 left out), in which the tier stays"
)


def _ranking(case: Case) -> tuple[Line, ...]:
    weights, tiers = case.facts.once(weights_of), Tiers.of(case.settings)
    ranked = results_of(case)
    shares = kept_shares({r.candidate.account: r.scores for r in ranked if r.total is not None}, weights, tiers)
    lines = []
    for result in ranked:
        share = shares.get(result.candidate.account)
        tone = Tone.WATCH if share is not None and share < STABLE else Tone.GOOD
        stability = missing(result.reason) if share is None else found(share, (), tone)
        parts = _result_parts(case, result, tiers, stability)
        lines.append(line(case, f"selection.{result.candidate.account}", result.candidate, parts))
    return tuple(lines)


@figure(
    "selection.ranking",
    Unit.LIST,
    "Every candidate by rank, those without a total last: total, attractiveness, fit, tier, field, stability, what "
    "would tip the tier, movement since the last selection",
    "score on a criterion = mean over the raters of each department (a rater's newest row counts), then mean over the "
    "departments; total = weighted mean over all criteria",
    VOTES,
)
def ranking(case: Case) -> Answer:
    lines = _ranking(case)
    if not lines:
        return missing(NOBODY)
    return found(lines, places(case.facts.of(Candidate), Candidate.account))


def _count(case: Case, counted: int, tone: Tone | None = None) -> Answer:
    rows = case.facts.of(Candidate)
    return found(counted, places(rows, Candidate.account), tone) if rows else missing(NOBODY)


@figure("selection.candidate_count", Unit.COUNT, "Candidates", "rows of Candidates", (Candidate.account,))
def candidate_count(case: Case) -> Answer:
    return _count(case, len(case.facts.of(Candidate)))


@figure("selection.ranked_count", Unit.COUNT, "Candidates with a total", "candidates that have a rank", VOTES)
def ranked_count(case: Case) -> Answer:
    return _count(case, sum(result.rank is not None for result in results_of(case)))


@figure("selection.unranked", Unit.LIST, "Candidates without a total, by name", "candidates without a rank", VOTES)
def unranked(case: Case) -> Answer:
    """Each line's total says why there is none."""
    return _chosen(case, [item for item in case["selection.ranking"].lines if item.rank.absent])


@figure(
    "selection.tier_differs",
    Unit.LIST,
    "Candidates whose tier by the votes is not the one they have, by rank",
    "lines of the ranking whose Profile (without a pack: Candidates) has another tier",
    (*VOTES, Candidate.tier),
)
def tier_differs(case: Case) -> Answer:
    return _chosen(case, [item for item in case["selection.ranking"].lines if item.tier_differs])


@figure(
    "selection.unstable",
    Unit.LIST,
    "Candidates whose tier hangs on the weights, the least stable first",
    "lines of the ranking whose tier stays in fewer than 80 % of the draws",
    VOTES,
)
def unstable(case: Case) -> Answer:
    lines = [item for item in case["selection.ranking"].lines if item.stability.tone is Tone.WATCH]
    return _chosen(case, sorted(lines, key=lambda item: item.stability.number))


@figure(
    "selection.newest_vote",
    Unit.DATE,
    "The day of the newest vote",
    "newest Date of Scores on a candidate",
    (Score.account, Score.day),
)
def newest_vote(case: Case) -> Answer:
    rows = [ballot.row for cast in case.facts.once(ballots).values() for ballot in cast]
    if not rows:
        return missing("no votes given")
    day: date = max(row.day for row in rows)
    return found(day, places((row for row in rows if row.day == day), Score.day))


def _chosen(case: Case, lines: list[Line]) -> Answer:
    """Some lines of the ranking; a reason where there is no candidate at all."""
    ranked = case["selection.ranking"]
    if ranked.absent:
        return missing(ranked.reason)
    return found(tuple(lines), (place for item in lines if item.row for place in item.row.place()))
