"""One cell to change, and the sentence that says why one can't be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.problems import PipelineError

Value = str | int | float | bool | date | None  # None empties the cell


@dataclass(frozen=True, slots=True)
class Change:
    """A cell to write: the tab's name as it stands in the workbook, the cell's address (`D7`), what it shall hold."""

    sheet: str
    cell: str
    value: Value


class Unwritable(PipelineError):
    """A workbook, or one cell of it (`change`), that is left as it is; says why in one sentence."""

    def __init__(self, message: str, change: Change | None = None) -> None:
        super().__init__(message)
        self.change = change


def at(change: Change, why: str) -> Unwritable:
    """A cell that can't be written: `why` goes on where the cell's name ends."""
    return Unwritable(f"{change.sheet} › {change.cell} {why}", change)


def damaged(what: str) -> Unwritable:
    """A workbook that does not hold together."""
    return Unwritable(f"the workbook is damaged: {what}; open it in Excel and save it under its name again")


def unusual(what: str) -> Unwritable:
    """A workbook written in a way that Excel does not, which a change could break."""
    return Unwritable(
        f"the workbook is written in a way that can't be changed safely: {what}; save it again from Excel"
    )
