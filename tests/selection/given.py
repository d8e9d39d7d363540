"""What the selection's tags say over a few votes, and the deck made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.blocks import Block, Bullets, Each, Finding, Matrix, Table
from pipeline.compose import composed_of_portfolio
from pipeline.figures import Case, Figures, Line
from pipeline.manifest import Manifest
from pipeline.sheets.scoring import Candidate, Criterion, Score
from tests.analyse.selecting import criteria, portfolio, vote
from tests.compose.sayings import say

TWO = criteria(size=("attractiveness", 0.5), access=("fit", 0.5))


def case(
    votes: Sequence[Mapping[str, Any]],
    *candidates: Mapping[str, Any],
    weights: Sequence[Mapping[str, Any]] = TWO,
    earlier: Manifest | None = None,
) -> Case:
    """A selection on two criteria."""
    return portfolio({Criterion: weights, Candidate: candidates, Score: votes}, earlier=earlier)


def votes(account: str, size: int, access: int, rater: str = "Ann", department: str = "Sales") -> dict[str, Any]:
    """A rater's votes on both criteria."""
    return vote(account, rater, department, size=size, access=access)


def candidate(account: str, **cells: Any) -> dict[str, Any]:
    """A candidate that is called by its id."""
    return {"account": account, "name": account.title(), **cells}


def decided(account: str, decision: str, day: date = date(2026, 9, 18)) -> dict[str, Any]:
    """A candidate about which something was decided."""
    return candidate(account, decision=decision, decided_on=day)


def made(tag: str, of: Case, line: Line | None = None) -> Block | Finding:
    """What a tag stands for; of a block of a line that of this one."""
    (one,) = (one for one in composed_of_portfolio() if one.tag.name == tag)
    block = one.make(Figures({name: of[name] for name in of.declarations}, of.facts, of.settings))
    if isinstance(block, Each):
        assert line is not None
        return block.make(line)
    return block


def sentence(tag: str, of: Case) -> str:
    """What a finding says."""
    finding = made(tag, of)
    assert isinstance(finding, Finding)
    return say(finding)


def cells(tag: str, of: Case, line: Line | None = None) -> list[list[str]]:
    """The cells of a table or grid."""
    block = made(tag, of, line)
    assert isinstance(block, Table | Matrix)
    rows = block.rows if isinstance(block, Table) else block.entries
    return [[" / ".join(say(words) for words in entry.words) for entry in row] for row in rows]


def points(tag: str, of: Case, line: Line | None = None) -> list[str]:
    """The points of a list, or what it says without any."""
    block = made(tag, of, line)
    assert isinstance(block, Bullets)
    assert block.empty is not None
    return [say(item) for item in block.items] or [say(block.empty)]


def candidates_of(of: Case) -> dict[str, Line]:
    """The lines of the ranking by account."""
    return {str(line["account"].value): line for line in of["selection.ranking"].lines}
