"""Pairs a removed row with an added one that says nearly the same: likely one row under a new id."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from pipeline.analyse.differences import Change
from pipeline.kinds import plain

ALIKE = 0.8  # of 1: how alike the words of two rows are, from where they are likely the same
GONE, NEW = ("removed",), ("added", "came")


class Renamed(NamedTuple):
    """A row that came and one that went, and how alike their words are, 0..1."""

    now: Change
    before: Change
    likeness: float


def renamed(changes: Iterable[Change]) -> list[Renamed]:
    """The likely pairs, the most alike first, each row in one pair alone; both stay added and removed all the same."""
    listed = list(changes)
    gone = [change for change in listed if change.told.kind in GONE]
    new = [change for change in listed if change.told.kind in NEW]
    pairs = [
        Renamed(now, before, likeness)
        for now in new
        for before in gone
        if now.sheet is before.sheet and (likeness := _likeness(now.what, before.what)) >= ALIKE
    ]
    found: list[Renamed] = []
    taken: set[int] = set()
    for pair in sorted(pairs, key=lambda pair: -pair.likeness):  # stable: else in the order of the rows
        if not taken & {id(pair.now), id(pair.before)}:
            taken |= {id(pair.now), id(pair.before)}
            found.append(pair)
    return found


def _likeness(one: str, other: str) -> float:
    """How alike two texts are without regard to case, spaces and hyphens, 0..1; 0 where it is clearly too little."""
    matcher = SequenceMatcher(None, plain(one), plain(other), autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()
