"""What the earlier packs said of a row, oldest first: the days that slip, the scores, the yields, as far as they count.

Each pack's manifest carries the trail of the packs before it, so that the newest one tells them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipeline.columns import Column, Row
from pipeline.manifest import Manifest, Trail, row_id
from pipeline.sheets.account import Ask
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.performance import Opportunity
from pipeline.sheets.risks import Risk

# The columns whose past counts.
TRACKED: Mapping[type[Row], tuple[Column[Any], ...]] = {
    Goal: (Goal.target_date,),
    Action: (Action.due, Action.yields, Action.risks),
    Opportunity: (Opportunity.expected_close,),
    Ask: (Ask.by,),
    Risk: (Risk.likelihood, Risk.impact, Risk.residual_likelihood, Risk.residual_impact, Risk.last_reviewed),
}
TRAIL_SINCE = 2  # the first form of a manifest that carries a trail


@dataclass(frozen=True)
class Past:
    """What a pack said of a row: its cells under the tracked columns, as JSON values; those not filled in lack."""

    period: str
    as_of: date
    cells: Mapping[str, Any]


def past_of(earlier: Manifest | None, row: Row) -> tuple[Past, ...]:
    """What the earlier packs said of a row, oldest first; packs that repeat the one before are left out."""
    if earlier is None:
        return ()
    sheet, id = type(row), row_id(row)
    said = list(earlier.trail.get(sheet.tab, {}).get(id, ()))
    newest = earlier.rows.get(sheet.tab, {}).get(id)
    if newest is not None:
        _add(said, _record(earlier, sheet, newest))
    return tuple(_past(record) for record in said)


def extended(earlier: Manifest | None) -> Trail:
    """The trail that the next pack carries: the earlier pack's own, and what that pack said itself."""
    if earlier is None:
        return {}
    trail = {tab: {id: list(said) for id, said in rows.items()} for tab, rows in earlier.trail.items()}
    for sheet in TRACKED:
        for id, cells in earlier.rows.get(sheet.tab, {}).items():
            _add(trail.setdefault(sheet.tab, {}).setdefault(id, []), _record(earlier, sheet, cells))
    return trail


def with_trail(newest: Manifest, older: Iterable[Manifest]) -> Manifest:
    """A manifest that carries no trail, with the one that the packs before it make, newest first."""
    trail: Trail = {}
    for manifest in reversed(list(older)):
        trail = extended(manifest if manifest.version >= TRAIL_SINCE else replace(manifest, trail=trail))
    return replace(newest, trail=trail)


def _record(manifest: Manifest, sheet: type[Row], cells: Mapping[str, Any]) -> dict[str, Any]:
    tracked = {column.name: cells[column.name] for column in TRACKED[sheet] if column.name in cells}
    return {"period": manifest.period, "as_of": manifest.as_of, **tracked}


def _add(said: list[dict[str, Any]], record: dict[str, Any]) -> None:
    """Add a record where it says something else than the last one."""
    if not said or _cells(said[-1]) != _cells(record):
        said.append(record)


def _cells(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in ("period", "as_of")}


def _past(record: Mapping[str, Any]) -> Past:
    return Past(str(record["period"]), date.fromisoformat(record["as_of"]), _cells(record))
