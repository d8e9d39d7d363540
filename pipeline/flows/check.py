"""From workbooks to their problems, gaps and notes, account by account, and the portfolio's own workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.check import Checked, check
from pipeline.periods import Period
from pipeline.read import read
from pipeline.sheets import ACCOUNT, PORTFOLIO
from pipeline.workspace import Workspace

PORTFOLIO_NAME = "portfolio"


@dataclass(frozen=True)
class Report:
    """What was found in one folder of workbooks."""

    account: str
    checked: Checked


def check_all(
    workspace: Workspace, accounts: Sequence[str], period: Period, as_of: date, *, portfolio: bool
) -> Iterator[Report]:
    """Check the accounts in turn, then the portfolio's workbooks where asked."""
    settings = workspace.settings
    for account in accounts:
        cells = read(workspace.inputs(account))
        yield Report(account, check(cells, ACCOUNT, account, period, as_of, settings))
    if portfolio:
        cells = read(workspace.portfolio_inputs)
        yield Report(PORTFOLIO_NAME, check(cells, PORTFOLIO, PORTFOLIO_NAME, period, as_of, settings))
