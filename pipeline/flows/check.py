"""From workbooks to their problems, gaps and notes, account by account, and the portfolio's own workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from pipeline.cells import Cells
from pipeline.check import Checked, check
from pipeline.documents import PORTFOLIO as PORTFOLIO_NAME
from pipeline.engines import garbage_kept, watched
from pipeline.facts import Facts
from pipeline.flows.accounts import Lost, over
from pipeline.periods import Period
from pipeline.problems import Problem
from pipeline.read import read
from pipeline.sheets import ACCOUNT, PORTFOLIO
from pipeline.workspace import Workspace


@dataclass(frozen=True)
class Report:
    """What was found in one folder of workbooks; `hashes` are those of the files that could be read."""

    account: str
    checked: Checked
    hashes: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """What was found, for programs."""
        checked = self.checked
        return {
            "account": self.account,
            "problems": [
                {**p.place._asdict(), "found": p.found, "due": p.due, "mend": p.mend, "code": p.code}
                for p in checked.problems
            ],
            "gaps": [
                {**g.place._asdict(), "heading": g.heading, "row": g.row, "owner": g.owner, "component": g.component}
                for g in checked.gaps
            ],
            "notes": [{**n.place._asdict(), "text": n.text, "code": n.code} for n in checked.notes],
            "completeness": {
                name: {"filled": c.filled, "wanted": c.wanted} for name, c in checked.facts.completeness.items()
            },
        }


def check_all(
    workspace: Workspace, accounts: Sequence[str], period: Period, as_of: date, *, portfolio: bool
) -> Iterator[Report]:
    """Check the accounts, then the portfolio's workbooks where asked; told in this order."""
    names = [*accounts, PORTFOLIO_NAME] if portfolio else list(accounts)
    told: dict[str, Report] = {}
    for name, report in over(partial(_check, workspace, period, as_of), names):
        if isinstance(report, Problem):
            report = Report(name, Checked(Facts(name, period, as_of), (report,), (), ()))
        told[name] = report
        while names and names[0] in told:
            yield told.pop(names.pop(0))


@garbage_kept()
def _check(workspace: Workspace, period: Period, as_of: date, name: str, lost: Lost) -> Report:
    """Check one folder; its rows stay in the worker, where they are of use."""
    settings, is_portfolio = workspace.settings, name == PORTFOLIO_NAME
    folder = workspace.portfolio_inputs if is_portfolio else workspace.inputs(name)
    cells = read(folder, settings.bounds, watched, lost)
    checked = check(cells, PORTFOLIO if is_portfolio else ACCOUNT, name, period, as_of, settings)
    told = replace(checked, facts=replace(checked.facts, rows={}, later={}))
    return Report(name, told, readable(cells))


def readable(cells: Cells) -> dict[str, str]:
    """The files that could be read, with their hashes."""
    read_files = {tab.file for tab in cells.tabs}
    return {file: value for file, value in cells.hashes.items() if file in read_files}
