"""Tells a row of totals that people put below their tables from a row of data."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.catalogue.tabs import totals_passed_over
from pipeline.cells import ExcelError, Raw, Tab, Uncalculated
from pipeline.kinds import is_blank
from pipeline.problems import Note

WORD = r"(?:(?:grand|sub)[\s-]*)?totals?|(?:sub)?sums?|(?:gesamt|zwischen)?summe|insgesamt|gesamt|somme|suma|totale|Σ|∑"
WHEN = r"(?:19|20)[0-9]{2}|Q[1-4]"
LABEL = re.compile(rf"(?:{WORD})(?:[\s/-]*(?:{WHEN})){{0,2}}\s*[:=]?", re.IGNORECASE)
BEGINS = frozenset("tsgizTSGIZΣ∑ \u00a0")
NUMBER = re.compile(r"[+\-−(]?[0-9][0-9.,'’ \u00a0\u202f]*[)%]?")


def totals(rows: Sequence[Sequence[Raw]]) -> list[int]:
    """The indices of the rows that say no more than a word for a total, and numbers."""
    return [i for i, row in enumerate(rows) if _may_begin(row) and _is_total(row)]


def passed_over(tab: Tab, rows: Sequence[int]) -> Note:
    """The note of rows of totals (0-based), at the first of them."""
    first = next(j for j, raw in enumerate(tab.rows[rows[0]]) if not is_blank(raw))
    return totals_passed_over.at(tab.place(rows[0], first), len(rows))


def _may_begin(row: Sequence[Raw]) -> bool:
    """Whether the first filled cell is a word that may be one for a total: most rows are told apart by a letter."""
    for raw in row:
        if raw is not None:
            return isinstance(raw, str) and raw[:1] in BEGINS
    return False


def _is_total(row: Sequence[Raw]) -> bool:
    """Whether a row's first word is one for a total, and all that follows are numbers, one at the least."""
    first, *others = [raw for raw in row if not is_blank(raw)] or [None]
    if not isinstance(first, str):
        return False
    return LABEL.fullmatch(first.strip()) is not None and bool(others) and all(map(_is_number, others))


def _is_number(raw: Raw) -> bool:
    """Whether a cell holds a number, or a formula that was to give one."""
    if isinstance(raw, str):
        return NUMBER.fullmatch(raw.strip()) is not None
    return isinstance(raw, int | float | ExcelError | Uncalculated) and not isinstance(raw, bool)
