"""Says how often a candidate keeps its tier when the weights are drawn anew around the given ones."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pipeline.analyse.weighing import Scores, Tiers, Weights, hundredths, weighted

DRAWS, CONCENTRATION = 2000, 200
SEED = 20_000  # any number; the same draws on every machine and day, and for every candidate
A_LITTLE = 1e-9  # binary fractions may stand this much below a tier's edge that they are to meet


def kept_shares(scored: Mapping[str, Scores], weights: Weights, tiers: Tiers) -> dict[str, float]:
    """The share of draws in which each candidate (with a score on some weighted criterion) keeps its tier, 0..1.

    The draws come from a Dirichlet distribution whose parameters are the weights x 200, weights of 0 left out, in the
    order of the criteria's names, so that the order of rows changes nothing. In each draw a candidate's total is the
    weighted mean over the criteria it was voted on.
    """
    if not scored:
        return {}
    names = sorted(criterion for criterion, weight in weights.items() if weight)
    alpha = [float(CONCENTRATION * weights[name]) for name in names]
    drawn = np.random.Generator(np.random.PCG64(SEED)).dirichlet(alpha, DRAWS)
    votes = np.array([[float(scores.get(name, 0)) for scores in scored.values()] for name in names])
    voted = np.array([[float(name in scores) for scores in scored.values()] for name in names])
    totals = (drawn @ votes) / (drawn @ voted)
    # A tier is known by how many edges a total reaches.
    reached = np.sum([totals + A_LITTLE >= float(edge) for edge in tiers.edges()], axis=0)
    now = np.array([_reached(scores, weights, tiers) for scores in scored.values()])
    kept = (reached == now).mean(axis=0)
    return {candidate: float(share) for candidate, share in zip(scored, kept, strict=True)}


def _reached(scores: Scores, weights: Weights, tiers: Tiers) -> int:
    """How many tiers' edges the total reaches with the given weights."""
    total = weighted(scores, weights)
    assert total is not None
    return sum(hundredths(total) >= begin for begin in tiers.begins[:-1])
