"""What the selection's workbook reckons with: candidates, criteria, weights, votes and tiers; what to save of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.figures import Figure, Line
from pipeline.sheets.scoring import Score


@dataclass(frozen=True, slots=True)
class Group:
    """What a department thinks of a candidate: the mean of its votes by criterion, not rounded."""

    candidate: int  # its place among the candidates, from 0
    number: int  # the department's, from 1
    department: Figure
    means: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Ballot:
    """The newest row of a rater on a candidate, by the place of the candidate and the number of the department."""

    candidate: int
    number: int
    row: Line

    @property
    def votes(self) -> Mapping[str, int]:
        """Criterion -> vote, those that were given."""
        return self.row.row.votes if isinstance(self.row.row, Score) else {}


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The selection as a workbook reckons it anew.

    `candidates` are lines of the ranking in the order in which equal ones rank; `order` is the rank of each from 1,
    those without a total last. `scores` holds by criterion what is not rounded. `fields` are the grid's four: both
    high, attractive alone, fitting alone, neither.
    """

    criteria: tuple[Line, ...]
    candidates: tuple[Line, ...]
    order: tuple[int, ...]
    scores: tuple[Mapping[str, Figure], ...]
    groups: tuple[Group, ...]
    ballots: tuple[Ballot, ...]
    tiers: tuple[Line, ...]
    fields: tuple[Figure, ...]
    midline: Figure
    enough: Figure
