"""Finds the smallest change of one weight that puts a candidate in another tier, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pipeline.analyse.weighing import Scores, Tiers, Weights, weighted


@dataclass(frozen=True, slots=True)
class Tipping:
    """Where a weight tips the tier, all weights as 1: the criterion, its weight now and there, raised or lowered to it.

    Where the total falls, the tier changes just beyond that weight: at it the total still rounds to the tier's edge.
    """

    criterion: str
    now: Fraction
    weight: Fraction
    raised: bool
    tier: str

    @property
    def change(self) -> Fraction:
        """How far the weight moves; below 0 it is lowered."""
        return self.weight - self.now


def tipping(scores: Scores, weights: Weights, tiers: Tiers) -> Tipping | None:
    """The smallest change of a single weight, the others scaled pro rata, that changes the tier; None without one.

    Of equal changes the first criterion by name is told, raised before lowered. That 80 % of the weight must be voted
    on is asked of the weights as given alone.
    """
    found = sorted(_all(scores, weights, tiers), key=lambda one: (abs(one.change), one.criterion, not one.raised))
    return found[0] if found else None


def _all(scores: Scores, weights: Weights, tiers: Tiers) -> Iterator[Tipping]:
    """Every weight at which a tier next to today's begins.

    With criterion c at weight x the others keep their proportions within 1 - x. Where w is its weight, s its score, and
    A and B the weighted sum and the weight of the other criteria voted on, the total is
    (x s + (1 - x) A / (1 - w)) / (x + (1 - x) B / (1 - w)). It only rises or only falls from A / B at x = 0 to s at
    x = 1, and meets an edge e at one x: x (s - e) = (1 - x) (B e - A) / (1 - w).
    """
    total = weighted(scores, weights)
    if total is None:
        return
    edges = tiers.edges()
    higher = [(edge, name) for edge, name in zip(edges, tiers.names, strict=False) if edge > total][-1:]
    lower = [(edge, name) for edge, name in zip(edges, tiers.names[1:], strict=True) if edge <= total][:1]
    voted = {criterion: weights[criterion] for criterion in scores if criterion in weights}
    all_voted = sum(voted.values(), Fraction())
    for criterion, now in voted.items():
        score, rest = scores[criterion], all_voted - now
        if not rest:  # nothing else counts: there is nothing to weigh it against
            continue
        others = total * all_voted - now * score
        for raised, end in ((True, score), (False, others / rest)):
            for edge, tier in (*higher, *lower):
                if (now or raised) and (total < edge <= end or end < edge <= total):
                    pull, push = score - edge, (rest * edge - others) / (1 - now)
                    yield Tipping(criterion, now, push / (pull + push), raised, tier)
