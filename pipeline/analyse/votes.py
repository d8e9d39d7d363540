"""Counts the votes: of each rater the newest on an account, by criterion and department, as exact fractions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, sqrt
from typing import NamedTuple

from pipeline.facts import Facts
from pipeline.kinds import plain
from pipeline.problems import Place
from pipeline.sheets.scoring import Candidate, Criterion, Score

NO_DEPARTMENT = "no department given"


class Ballot(NamedTuple):
    """A rater's newest row on an account; one name for all spellings of a rater or a department."""

    rater: str
    department: str
    row: Score


class View(NamedTuple):
    """What a department thinks of an account on a criterion: its raters' votes and their mean."""

    department: str
    votes: tuple[int, ...]
    mean: Fraction


@dataclass(frozen=True, slots=True)
class Opinion:
    """What everyone thinks of an account on a criterion, by department; there is one vote at least."""

    views: tuple[View, ...]
    score: Fraction
    difference: Fraction
    places: tuple[Place, ...]

    @property
    def votes(self) -> tuple[int, ...]:
        """Every vote."""
        return tuple(vote for view in self.views for vote in view.votes)

    @property
    def deviation(self) -> float:
        """The standard deviation of the votes; the raters are all there are, no sample."""
        votes, count = self.votes, len(self.votes)
        return sqrt(count * sum(vote * vote for vote in votes) - sum(votes) ** 2) / count


Opinions = Mapping[str, Mapping[str, Opinion]]


def ballots(facts: Facts) -> dict[str, tuple[Ballot, ...]]:
    """The newest row of each rater by candidate, raters in the order of their names; rows on others are left out."""
    rows = facts.of(Score)
    raters = _spellings(row.rater for row in rows)
    departments = _spellings(row.department for row in rows if row.department)
    newest: dict[str, dict[str, Score]] = {row.account: {} for row in facts.of(Candidate)}
    for row in rows:
        known = newest.get(row.account)
        if known is not None:
            rater, before = raters[row.rater], known.get(raters[row.rater])
            if before is None or row.day >= before.day:
                known[rater] = row
    return {
        account: tuple(
            Ballot(rater, departments[row.department] if row.department else NO_DEPARTMENT, row)
            for rater, row in sorted(known.items())
        )
        for account, known in newest.items()
    }


def opinions(facts: Facts) -> Opinions:
    """Candidate -> criterion -> what the raters think; without a vote the criterion is not there."""
    criteria = [row.criterion for row in facts.of(Criterion)]
    return {
        account: {c: _opinion(c, cast) for c in criteria if (cast := [one for one in newest if c in one.row.votes])}
        for account, newest in facts.once(ballots).items()
    }


def _opinion(criterion: str, cast: Iterable[Ballot]) -> Opinion:
    """Mean over the raters of each department, then mean over the departments: a large one does not outvote a small."""
    votes: dict[str, list[int]] = defaultdict(list)
    places: list[Place] = []
    for ballot in cast:
        votes[ballot.department].append(ballot.row.votes[criterion])
        places += ballot.row.vote_places((criterion,))
    views = tuple(
        View(department, tuple(given), Fraction(sum(given), len(given))) for department, given in sorted(votes.items())
    )
    # Over a common divisor the means are whole numbers, which are added many times faster than fractions.
    divisor = lcm(*(len(view.votes) for view in views))
    means = [sum(view.votes) * (divisor // len(view.votes)) for view in views]
    score = Fraction(sum(means), divisor * len(means))
    return Opinion(views, score, Fraction(max(means) - min(means), divisor), tuple(places))


def _spellings(names: Iterable[str]) -> dict[str, str]:
    """Each spelling of a name with the one that stands for all: "sales" and "Sales" are one department."""
    listed = sorted(set(names))
    first: dict[str, str] = {}
    return {name: first.setdefault(plain(name), name) for name in listed}
