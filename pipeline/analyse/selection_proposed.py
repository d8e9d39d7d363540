"""Whom the votes propose and what is to be decided: candidates of the upper tiers, open decisions, unsure tiers."""

from __future__ import annotations

from pipeline.analyse.moves import RANKING
from pipeline.analyse.selection import VOTES
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.sheets.scoring import Candidate

UPPER = 2  # tiers, the highest first, whose candidates are proposed
PAGES = 20  # proposed candidates that have a page of their own
SELECT, DECLINE = "select", "decline"


def _proposed(case: Case) -> Answer:
    ranked = case[RANKING]
    if ranked.absent:
        return missing(ranked.reason)
    upper = (*case.settings.tier_cut_offs,)[:UPPER]
    return _listed([item for item in ranked.lines if _is_proposed(item, upper)])


def _is_proposed(item: Line, upper: tuple[str, ...]) -> bool:
    """Whether a candidate is proposed: by what was decided, else by the tier that the votes give."""
    decision = item.decision.value
    return decision != DECLINE and (decision == SELECT or item.tier.value in upper)


def _listed(lines: list[Line]) -> Answer:
    return found(tuple(lines), (place for item in lines if item.row for place in item.row.place()))


@figure(
    "selection.proposed",
    Unit.LIST,
    "Candidates that are proposed, by rank",
    "lines of the ranking in one of the two highest tiers and not declined, or decided as select",
    (*VOTES, Candidate.decision),
)
def proposed(case: Case) -> Answer:
    return _proposed(case)


@figure(
    "selection.proposed_pages",
    Unit.LIST,
    "Candidates that are proposed and have a page of their own, by rank",
    f"the first {PAGES} lines of selection.proposed",
    (*VOTES, Candidate.decision),
)
def proposed_pages(case: Case) -> Answer:
    chosen = case["selection.proposed"]
    return missing(chosen.reason) if chosen.absent else _listed(list(chosen.lines[:PAGES]))


@figure(
    "selection.to_decide",
    Unit.LIST,
    "Candidates with a total about which something is to be decided, by rank",
    "lines of the ranking without a Decision, or with one older than their newest vote",
    (*VOTES, Candidate.decision, Candidate.decided_on),
)
def to_decide(case: Case) -> Answer:
    """A decision without a day counts: nobody can say that it is old."""
    ranked = case[RANKING]
    if ranked.absent:
        return missing(ranked.reason)
    return _listed([item for item in ranked.lines if not item.rank.absent and _is_open(item)])


def _is_open(item: Line) -> bool:
    row, voted = item.row, item.newest_vote.value
    if not isinstance(row, Candidate) or row.decision is None:
        return True
    return row.decided_on is not None and voted is not None and str(row.decided_on) < str(voted)


@figure(
    "selection.by_stability",
    Unit.LIST,
    "Candidates with a total, the least stable tier first, then the one that the smallest change of a weight tips",
    "lines of the ranking by stability, then by the size of tipping_change, then by rank",
    VOTES,
)
def by_stability(case: Case) -> Answer:
    ranked = case[RANKING]
    if ranked.absent:
        return missing(ranked.reason)

    def steady(item: Line) -> tuple[float, float]:
        change = item.tipping_change
        return item.stability.number, 2.0 if change.absent else abs(change.number)

    return _listed(sorted((item for item in ranked.lines if not item.stability.absent), key=steady))
