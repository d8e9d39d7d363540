"""A case for tests of figures: facts that name only what they are about, the defaults, an earlier pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.analyse import declarations
from pipeline.columns import Row
from pipeline.figures import Case
from pipeline.manifest import Manifest, compared_rows
from pipeline.periods import Period
from pipeline.settings import Settings
from tests.filled import AS_OF, PERIOD, filled

Sheets = Mapping[type[Row], Sequence[Mapping[str, Any]]]


def case(sheets: Sheets, *, earlier: Sheets | None = None, as_of: date = AS_OF, period: Period = PERIOD) -> Case:
    """A case over these rows; `earlier` are the rows of the pack of a quarter before, three months older."""
    facts = filled(sheets, period=period, as_of=as_of)
    return Case(facts, Settings(), declarations(), pack(earlier) if earlier is not None else None)


def pack(
    sheets: Sheets,
    *,
    as_of: date = date(2026, 7, 15),
    figures: Mapping[str, Any] | None = None,
    examples: bool = True,
) -> Manifest:
    """The manifest of the pack of 2026-Q2 with these rows; without `examples` a row holds only what is named."""
    rows = compared_rows(filled(sheets, period=Period(2026, 2), as_of=as_of, examples=examples))
    return Manifest("northwind", "2026-Q2", as_of.isoformat(), "test", rows=rows, figures=dict(figures or {}))
