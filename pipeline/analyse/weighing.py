"""Weighs the scores: attractiveness, fit, total, rank and tier of each candidate, exact up to the second decimal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from pipeline.analyse.votes import opinions
from pipeline.facts import Facts
from pipeline.figures import Case
from pipeline.kinds import plain
from pipeline.settings import Settings
from pipeline.sheets.scoring import Candidate, Criterion
from pipeline.sheets.words import TIERS

ENOUGH = Fraction(4, 5)  # of the weight must be voted on for a total
ATTRACTIVENESS, FIT = "attractiveness", "fit"
Weights = Mapping[str, Fraction]
Scores = Mapping[str, Fraction]


def exact(number: float) -> Fraction:
    """The number as people write it: 0.18 is 18/100, which no binary fraction is."""
    return Fraction(repr(number))


def hundredths(number: Fraction) -> int:
    """The number in hundredths, half up: what is shown with two decimals, and what ranks and tiers go by."""
    return (200 * number.numerator + number.denominator) // (2 * number.denominator)


def weights_of(facts: Facts) -> Weights:
    """The weight of each criterion, scaled so that all sum to 1; none where `no_weights` says why."""
    given = {row.criterion: exact(row.weight or 0.0) for row in facts.of(Criterion)}
    total = sum(given.values(), Fraction())
    return {} if no_weights(facts) else {criterion: weight / total for criterion, weight in given.items()}


def no_weights(facts: Facts) -> str:
    """Why nothing can be weighed; empty where it can."""
    rows = facts.of(Criterion)
    if not rows:
        return "no criteria given"
    lacking = [row.criterion for row in rows if row.weight is None]
    if lacking:
        return f"no weight given for {', '.join(lacking)}"
    return "" if any(row.weight for row in rows) else "every weight is 0"


def weighted(scores: Scores, weights: Weights) -> Fraction | None:
    """The weighted mean of the scores there are, their weights scaled to sum to 1; None where none weighs anything."""
    known = sum((weights[criterion] for criterion in scores if criterion in weights), Fraction())
    if not known:
        return None
    return sum((weights[c] * score for c, score in scores.items() if c in weights), Fraction()) / known


@dataclass(frozen=True, slots=True)
class Tiers:
    """The tiers, the highest first, each with the total in hundredths it begins at; the last begins at 0."""

    names: tuple[str, ...]
    begins: tuple[int, ...]

    @classmethod
    def of(cls, settings: Settings) -> Tiers:
        """The tiers by the settings' cut-offs."""
        cut_offs = settings.tier_cut_offs
        return cls((*cut_offs, TIERS[-1]), (*(ceil(exact(cut) * 100) for cut in cut_offs.values()), 0))

    def tier(self, total: int) -> str:
        """The tier of a total in hundredths."""
        return next(name for name, begin in zip(self.names, self.begins, strict=True) if total >= begin)

    def edges(self) -> tuple[Fraction, ...]:
        """The exact totals at which a tier begins once they are rounded, the highest first: 3.245 shows as 3.25."""
        return tuple(Fraction(2 * begin - 1, 200) for begin in self.begins[:-1])


@dataclass(frozen=True, slots=True)
class Result:
    """What the votes make of a candidate: scores by criterion, the weight voted on, means and total in hundredths.

    `rank` is None where there is no total, and `reason` says why.
    """

    candidate: Candidate
    scores: Scores
    known: Fraction
    attractiveness: int | None
    fit: int | None
    total: int | None
    reason: str
    rank: int | None = None

    def by_rank(self) -> tuple[bool, int, int, str, str]:
        """The highest total first, then the highest attractiveness, then by name; without a total last, by name."""
        name = plain(self.candidate.name or self.candidate.account)
        first = (self.total is None, -(self.total or 0), -(self.attractiveness or 0) if self.total is not None else 0)
        return (*first, name, self.candidate.account)


def results(facts: Facts) -> tuple[Result, ...]:
    """Every candidate by rank."""
    weights, axes = facts.once(weights_of), {row.criterion: row.axis for row in facts.of(Criterion)}
    why, found = no_weights(facts), []
    for candidate in facts.of(Candidate):
        scores = {name: opinion.score for name, opinion in facts.once(opinions)[candidate.account].items()}
        known = sum((weights.get(criterion, Fraction()) for criterion in scores), Fraction())
        reason = why or _no_total(scores, weights, known)
        total = None if reason else weighted(scores, weights)
        axis = {
            name: weighted({c: score for c, score in scores.items() if axes[c] == name}, weights)
            for name in (ATTRACTIVENESS, FIT)
        }
        means = (_shown(axis[ATTRACTIVENESS]), _shown(axis[FIT]), _shown(total))
        found.append(Result(candidate, scores, known, *means, reason))
    found.sort(key=Result.by_rank)
    return tuple(one if one.total is None else replace(one, rank=n) for n, one in enumerate(found, 1))


def results_of(case: Case) -> tuple[Result, ...]:
    """Every candidate by rank, worked out once."""
    return case.facts.once(results)


def _shown(mean: Fraction | None) -> int | None:
    return None if mean is None else hundredths(mean)


def _no_total(scores: Scores, weights: Weights, known: Fraction) -> str:
    """Why the votes give no total; empty where they do."""
    if not scores:
        return "nobody has voted on it"
    return "" if known >= ENOUGH else f"under 80 % of the weight is voted on: no vote on {_names(weights, scores)}"


def _names(weights: Weights, voted: Iterable[str]) -> str:
    return ", ".join(criterion for criterion, weight in weights.items() if weight and criterion not in set(voted))
