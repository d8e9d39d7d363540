"""A portfolio's case for tests: criteria, candidates and votes in few words, and accounts' packs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.account_packs import AccountPack
from pipeline.analyse import portfolio_declarations
from pipeline.columns import Row
from pipeline.figures import Case, Line
from pipeline.manifest import Manifest
from pipeline.settings import Settings
from pipeline.sheets.scoring import Candidate, Criterion, Score
from tests.filled import AS_OF, PERIOD, filled

DAY = date(2026, 9, 1)
Sheets = Mapping[type[Row], Sequence[Mapping[str, Any]]]


def portfolio(
    sheets: Sheets,
    *,
    packs: Iterable[AccountPack] = (),
    earlier: Manifest | None = None,
    settings: Settings | None = None,
    as_of: date = AS_OF,
) -> Case:
    """The portfolio's case over these cells alone."""
    facts = filled(sheets, period=PERIOD, as_of=as_of, examples=False)
    by_account = {pack.account: pack for pack in packs}
    return Case(facts, settings or Settings(), portfolio_declarations(), earlier, by_account)


def criteria(**weights: tuple[str, float]) -> list[dict[str, Any]]:
    """Criteria by name: their axis and weight."""
    return [{"criterion": name, "axis": axis, "weight": weight} for name, (axis, weight) in weights.items()]


def vote(account: str, rater: str, department: str | None, day: date = DAY, **votes: int) -> dict[str, Any]:
    """A row of votes."""
    return {"account": account, "rater": rater, "department": department, "day": day, "votes": votes}


def candidates(*accounts: str) -> list[dict[str, Any]]:
    """Candidates whose names are their ids."""
    return [{"account": account, "name": account.title()} for account in accounts]


def scoring(
    weights: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]], *accounts: str, **others: Any
) -> Case:
    """The case of a selection."""
    return portfolio({Criterion: weights, Candidate: candidates(*accounts), Score: rows}, **others)


def ranked(case: Case) -> dict[str, Line]:
    """The lines of the ranking by account, in its order."""
    return {str(line.account.value): line for line in case["selection.ranking"].lines}
