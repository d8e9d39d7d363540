"""From an account's workbooks to the one table of what its client would see of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from pipeline.cell_values import spoken
from pipeline.check import check
from pipeline.columns import Row
from pipeline.engines import garbage_kept, watched
from pipeline.flows.accounts import Lost, over
from pipeline.periods import Period
from pipeline.problems import Problem
from pipeline.read import read
from pipeline.restrict import restrict
from pipeline.sheets import ACCOUNT
from pipeline.workspace import Workspace

HEADS = ("tab", "row", "column", "what the client sees")
WIDEST = 60  # letters of a text that are shown


@dataclass(frozen=True)
class View:
    """What a client would see of an account, a cell a line: tab, row, heading, text; and how many rows it would not."""

    account: str
    cells: tuple[tuple[str, str, str, str], ...] = ()
    hidden: tuple[tuple[str, int], ...] = ()  # tab, rows that are not seen
    problem: str = ""

    def as_text(self) -> Iterator[str]:
        """The table, for people."""
        if self.problem:
            yield f"{self.account}: {self.problem}"
            return
        yield f"{self.account}: a client would see {len(self.cells)} cells"
        widths = [max(len(line[j]) for line in (HEADS, *self.cells)) for j in range(3)]
        for line in (HEADS, *self.cells):
            first = "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=False))
            yield f"  {first}  {line[3]}".rstrip()
        if self.hidden:
            yield "  not seen: " + ", ".join(f"{tab} {rows}" for tab, rows in self.hidden) + " (rows)"


def client_views(workspace: Workspace, accounts: Sequence[str], period: Period, as_of: date) -> Iterator[View]:
    """What the clients of these accounts would see, told in their order."""
    found = dict(over(partial(_view, workspace, period, as_of), accounts))
    for account in accounts:
        one = found[account]
        yield View(account, problem=str(one)) if isinstance(one, Problem) else one


@garbage_kept()
def _view(workspace: Workspace, period: Period, as_of: date, account: str, lost: Lost) -> View:
    settings = workspace.settings
    cells = read(workspace.inputs(account), settings.bounds, watched, lost)
    facts = check(cells, ACCOUNT, account, period, as_of, settings).facts
    seen = restrict(facts)
    hidden = [(sheet.tab, len(facts.of(sheet)) - len(seen.of(sheet))) for sheet in ACCOUNT]
    said = tuple(cell for sheet in ACCOUNT for row in seen.of(sheet) for cell in _cells(row))
    return View(account, said, tuple((tab, rows) for tab, rows in hidden if rows > 0))


def _cells(row: Row) -> Iterator[tuple[str, str, str, str]]:
    """The cells of a row, by what it is known by to the client."""
    known = next((spoken(row.values[c.name]) for c in row.columns if c.identifies and c.name in row.values), "")
    for column in row.columns:
        if column.name in row.values:
            yield row.tab, _short(known), column.heading, _short(spoken(row.values[column.name]))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= WIDEST else f"{words[: WIDEST - 3]}..."
