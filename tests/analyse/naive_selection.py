"""A selection worked out again from its definition, slowly, in plain Python: what the figures are compared with."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

Votes = Mapping[str, int]
Rows = Sequence[tuple[str, str, str, date, Votes]]  # account, rater, department, day, votes
CUTS = (("Strategic", Fraction(4)), ("Key", Fraction(13, 4)), ("Core", Fraction(5, 2)))


def score(rows: Rows, account: str, criterion: str) -> Fraction | None:
    """Mean of each department's raters, then of the departments; a rater's newest row alone counts."""
    raters = sorted({rater for who, rater, *_ in rows if who == account})
    means = []
    newest = [max((row for row in rows if row[:2] == (account, rater)), key=lambda row: row[3]) for rater in raters]
    for department in sorted({row[2] for row in newest}):
        votes = [row[4][criterion] for row in newest if row[2] == department and criterion in row[4]]
        if votes:
            means.append(Fraction(sum(votes), len(votes)))
    return sum(means, Fraction()) / len(means) if means else None


def total(weights: Mapping[str, Fraction], scores: Mapping[str, Fraction]) -> Fraction | None:
    """The weighted mean over the criteria with a score; None where they weigh under 80 % of all."""
    known = sum((weights[c] for c in scores), Fraction())
    if known < Fraction(8, 10) * sum(weights.values(), Fraction()):
        return None
    return sum((weights[c] * s for c, s in scores.items()), Fraction()) / known


def shown(value: Fraction) -> Fraction:
    """Two decimals, half up."""
    return Fraction(math.floor(value * 100 + Fraction(1, 2)), 100)


def tier(value: Fraction) -> str:
    """The tier of a total."""
    return next((name for name, cut in CUTS if shown(value) >= cut), "Prospect")


def with_weight(weights: Mapping[str, Fraction], criterion: str, weight: Fraction) -> dict[str, Fraction]:
    """The weights (that sum to 1) with one of them changed and the others scaled to what is left."""
    left = 1 - weights[criterion]
    return {c: weight if c == criterion else w * (1 - weight) / left for c, w in weights.items()}


def smallest_change(
    weights: Mapping[str, Fraction], scores: Mapping[str, Fraction], steps: int
) -> tuple[Fraction, set[str]] | None:
    """Try every weight of every criterion on a grid: the smallest change that gives another tier, and the criteria."""
    known = sum((weights[c] for c in scores), Fraction())
    now = tier(sum((weights[c] * s for c, s in scores.items()), Fraction()) / known)
    best: tuple[Fraction, set[str]] | None = None
    for criterion, score_of_it in scores.items():
        if weights[criterion] == 1 or known == weights[criterion]:
            continue
        for step in range(steps + 1):
            changed = with_weight(weights, criterion, Fraction(step, steps))
            base = sum((changed[c] for c in scores), Fraction())
            if not base:
                continue
            other = sum((changed[c] * s for c, s in scores.items()), Fraction()) / base
            if tier(other) != now:
                change = abs(changed[criterion] - weights[criterion])
                if best is None or change < best[0]:
                    best = (change, {criterion})
                elif change == best[0]:
                    best[1].add(criterion)
        assert 0 < score_of_it <= 5
    return best


def ranking(weights: Mapping[str, Fraction], axes: Mapping[str, str], rows: Rows, accounts: Sequence[str]) -> list[Any]:
    """Account, total and tier by rank: the highest total first, then attractiveness, then the name."""
    found = []
    for account in accounts:
        scores = {c: s for c in weights if (s := score(rows, account, c)) is not None}
        value = total(weights, scores) if scores else None
        if value is not None:
            attractive = {c: s for c, s in scores.items() if axes[c] == "attractiveness" and weights[c]}
            base = sum((weights[c] for c in attractive), Fraction())
            mean = sum((weights[c] * s for c, s in attractive.items()), Fraction()) / base if base else Fraction()
            found.append((-shown(value), -shown(mean), account, tier(value)))
    return [(account, -value, tier_of) for value, _, account, tier_of in sorted(found)]
