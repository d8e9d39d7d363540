"""What the index page shows: the portfolio in a few numbers, an account a row, and the accounts that were not built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.blocks import Finding, Label, Words
from pipeline.figures import Figure


@dataclass(frozen=True, slots=True)
class File:
    """A document of an account: what it is called, its kind of file (DOCX), and its path beside the index page.

    `person` is the id of the executive that it is for, where it is for one alone.
    """

    name: Label
    kind: str
    path: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An account: the figures of its cells by column, the parts of its health, its revenue quarter by quarter.

    `trend` holds the revenue of the quarters it is known of, oldest first, with the quarter's name; `files` its
    documents in their order.
    """

    account: str
    cells: Mapping[str, Figure]
    parts: Sequence[tuple[Words, Figure]] = ()
    trend: Sequence[tuple[str, float]] = ()
    files: Sequence[File] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """The index page's content; `totals` are the portfolio's numbers, each with its label and what stands under it.

    `files` are the portfolio's own documents.
    """

    period: str
    title: Finding
    totals: Sequence[tuple[Label, Figure, Words | None]]
    rows: Sequence[Row]
    not_built: Sequence[Mapping[str, Figure]] = ()
    files: Sequence[File] = ()
