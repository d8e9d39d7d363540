"""A case whose rows hold only the named cells, and whose figures of other topics are given by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.analyse import declarations
from pipeline.columns import Row
from pipeline.figures import Answer, Case, Declaration, Unit, found, missing
from pipeline.manifest import Manifest
from pipeline.periods import Period
from pipeline.problems import Place
from pipeline.settings import Settings
from tests.filled import AS_OF, PERIOD, filled

Sheets = Mapping[type[Row], Sequence[Mapping[str, Any]]]
GIVEN = Place("given.xlsx", "Given", "A1")


def given(
    sheets: Sheets,
    figures: Mapping[str, Any] | None = None,
    *,
    earlier: Manifest | None = None,
    as_of: date = AS_OF,
    period: Period = PERIOD,
    settings: Settings | None = None,
) -> Case:
    """A case over these cells; `figures` stand in for other topics' own, None for an absent one."""
    facts = filled(sheets, period=period, as_of=as_of, examples=False)
    stand_ins = {name: stand_in(name, value) for name, value in (figures or {}).items()}
    return Case(facts, settings or Settings(), {**declarations(), **stand_ins}, earlier)


def stand_in(name: str, value: Any) -> Declaration:
    """A declaration that always answers with this value; None is absent for want of data."""
    answer: Answer = missing(f"no {name} given") if value is None else found(value, (GIVEN,))
    declared = declarations().get(name)
    unit = declared.unit if declared else Unit.TEXT if isinstance(value, str) else Unit.NUMBER
    return Declaration(name, unit, name, "given", (), lambda _case: answer)
