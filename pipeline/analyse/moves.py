"""Tells how each candidate moved since the last selection, as the earlier portfolio pack kept it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.analyse.lines import Part
from pipeline.analyse.weighing import Result
from pipeline.figures import Answer, Case, Unit, found, missing
from pipeline.theme import Tone

RANKING = "selection.ranking"
NO_SELECTION = "no earlier selection to compare with"
BEFORE = ("total", "rank", "tier", "field")


def before(case: Case, account: str) -> Mapping[str, Any] | None:
    """What the last selection said of a candidate: total, rank, tier and field; None where it knew none.

    Packs are made each quarter, selections less often: where no vote was cast since the earlier pack, that pack tells
    of today's selection, and of the last one what it had itself kept as before.
    """
    kept = case.earlier.rows.get(RANKING) if case.earlier else None
    if not kept or account not in kept:
        return None
    said = kept[account]
    if not same_selection(case):
        return said
    return {name: said.get(f"{name}_before") for name in BEFORE} if said.get("total_before") is not None else None


def same_selection(case: Case) -> bool:
    """Whether the earlier pack tells of the same selection as today's: the newest vote is the same."""
    newest = case["selection.newest_vote"].value
    return bool(case.earlier and newest and case.earlier.figures.get("selection.newest_vote") == str(newest))


def has_earlier(case: Case) -> bool:
    """Whether an earlier selection is known at all."""
    kept = case.earlier.rows.get(RANKING) if case.earlier else None
    if not kept:
        return False
    return not same_selection(case) or any(said.get("total_before") is not None for said in kept.values())


def moves(case: Case, result: Result, tier: str | None) -> dict[str, Part]:
    """What the last selection said of a candidate, and what changed since."""
    said = before(case, result.candidate.account)
    none = missing("not in the last selection" if has_earlier(case) else NO_SELECTION)

    def told(name: str) -> Answer:
        value = said.get(name) if said else None
        return none if value is None else found(value)

    total, rank = told("total"), told("rank")
    change, climbed, moved = none, none, none
    if isinstance(total.value, int | float):
        change = missing(result.reason)
        if result.total is not None:
            step = (result.total - round(total.value * 100)) / 100
            change = found(step, (), Tone.GOOD if step > 0 else Tone.BAD if step < 0 else None)
    if isinstance(rank.value, int):
        climbed = missing(result.reason) if result.rank is None else found(rank.value - result.rank)
    if (was := told("tier").value) is not None:
        moved = missing("the same tier")
        if tier is None:
            moved = missing(result.reason)
        elif tier != was:
            names = (*case.settings.tier_cut_offs,)
            up = was not in names or (tier in names and names.index(tier) < names.index(str(was)))
            moved = found("up" if up else "down", (), Tone.GOOD if up else Tone.BAD)
    rule = "as the last selection had it"
    return {
        "total_before": (Unit.RATIO, rule, total),
        "rank_before": (Unit.COUNT, rule, rank),
        "tier_before": (Unit.TEXT, rule, told("tier")),
        "field_before": (Unit.TEXT, rule, told("field")),
        "total_change": (Unit.RATIO, "total - total in the last selection", change),
        "rank_change": (Unit.COUNT, "ranks climbed since the last selection; below 0 fallen", climbed),
        "tier_moved": (Unit.TEXT, "up or down a tier since the last selection", moved),
    }
