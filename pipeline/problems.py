"""What is wrong, missing or worth knowing in the data, each with the cell it is about; and the machine's own errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """A cell of a workbook; `cell` is empty for a whole sheet, `sheet` too for a whole file."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return " › ".join(part for part in self if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """Wrong data: it stops the account's pack.

    `found` says what is there, `due` what is expected, `mend` what to do, all in the words of the sheet's owner;
    `code` names the rule in the catalogue of problems.
    """

    place: Place
    found: str
    due: str
    mend: str
    code: str

    def __str__(self) -> str:
        return f"{self.place}: {self.found}. Due: {self.due}. To mend: {self.mend}."


@dataclass(frozen=True, slots=True)
class Gap:
    """Missing data: it never stops a pack; the document prints "To confirm" in its place."""

    place: Place
    heading: str
    row: str
    owner: str
    component: str

    def __str__(self) -> str:
        about = f" for {self.row}" if self.row else ""
        owner = f" ({self.owner})" if self.owner else ""
        return f"{self.place}: {self.heading} is missing{about}{owner}"


@dataclass(frozen=True, slots=True)
class Note:
    """Worth knowing; stops nothing. `code` names it in the catalogue."""

    place: Place
    text: str
    code: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class PipelineError(Exception):
    """The machine, the settings or the call is at fault, not the data: one sentence, exit status 2."""
