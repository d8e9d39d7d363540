"""Says several reasons for a missing figure as one: quarters that lack the same are named as a span."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.periods import Period

_APART, _OF = "; ", " for "


def folded(reasons: Iterable[str]) -> str:
    """The reasons in one line: "no revenue given, no cost of sales given for 2025-Q4 to 2026-Q3"."""
    others: list[str] = []
    quarters: dict[str, list[Period]] = {}
    for reason in dict.fromkeys(part for one in reasons for part in one.split(_APART)):
        what, _, when = reason.rpartition(_OF)
        try:
            period = Period.parse(when)
        except ValueError:
            others.append(reason)
        else:
            quarters.setdefault(what, []).append(period)
    lacking: dict[tuple[Period, ...], list[str]] = {}
    for what, periods in quarters.items():
        lacking.setdefault(tuple(sorted(periods)), []).append(what)
    said = [f"{', '.join(whats)}{_OF}{_spans(periods)}" for periods, whats in lacking.items()]
    return _APART.join([*said, *others])


def _spans(periods: tuple[Period, ...]) -> str:
    """The quarters, those that follow each other as first to last."""
    runs: list[list[Period]] = []
    for period in periods:
        if runs and runs[-1][-1] == period.back(1):
            runs[-1].append(period)
        else:
            runs.append([period])
    said = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    return " and ".join(filter(None, (", ".join(said[:-1]), said[-1])))
