"""The health score worked out again from the parts."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from tests.oracle.finance import finance
from tests.oracle.goals import actions, goals
from tests.oracle.people import people
from tests.oracle.plain import Found, Plain, Row, counted, months_on
from tests.oracle.risks import open_threats, score
from tests.oracle.value import value

PARTS = ("financial", "relationships", "value", "goals", "risk", "freshness")
CLOSENESS = {"green": 1.0, "amber": 0.7, "red": 0.4}
QUARTER = re.compile(r"\d{4}-Q[1-4]")


def health(account: Plain) -> Found:
    """All figures of the topic."""
    sheets = {tab: newest(account, tab, rows) for tab, rows in account.tabs.items() if rows}
    dated = {tab: day for tab, day in sheets.items() if day is not None}
    stale = [tab for tab, day in dated.items() if account.ago(day) > (180 if tab == "SWOT" else 90)]
    fresh = 1 - len(stale) / len(dated) if dated else None
    parts = _parts(account, fresh)
    weights = account.settings["health_weights"]
    known = {part: points for part, points in parts.items() if points is not None}
    weight = sum(weights[part] for part in known)
    total = sum(weights[part] * points for part, points in known.items()) / weight if weight else None
    total = total if weight >= sum(weights.values()) / 2 else None
    before = account.earlier["figures"].get("health.score") if account.earlier else None
    last = max((row["day"] for row in account["Reviews"]), default=None)
    late = last is not None and months_on(last, 3) < account.as_of
    return {
        **{f"health.{part}": points for part, points in parts.items()},
        **{f"health.sheet.{tab}.newest": day for tab, day in sheets.items()},
        "health.fresh_share": fresh,
        "health.stale_count": len(stale) if dated else None,
        "health.weight_known": weight / sum(weights.values()),
        "health.score": total,
        "health.previous": before,
        "health.change": None if total is None or before is None else (total - before) / 100,
        "health.last_review": last,
        "health.review_overdue": account.ago(last) if last is not None and late else None,
    }


def _parts(account: Plain, fresh: float | None) -> dict[str, float | None]:
    money, contacts = finance(account), people(account)
    revenue, target = money["finance.revenue"], money["finance.revenue_target"]
    financial: float | None = None
    if revenue is not None and target is not None and target > 0:
        financial = min(max((revenue / target - 0.8) / 0.2, 0), 1) * 100
        financial -= 200 * (money["finance.overdue_long_share"] or 0)
    coverage = contacts["people.coverage"]
    delivered = value(account)["value.validated_share"]
    halves = [goals(account)["goals.pace_mean"], actions(account)["actions.on_time_share"]]
    there = [half for half in halves if half is not None]
    threats = open_threats(account)
    scores = [points for row in threats if (points := score(row)) is not None]
    reviewed = [row["last_reviewed"] for row in account["Risks"] if "last_reviewed" in row]
    lately = bool(reviewed) and account.ago(max(reviewed)) <= account.settings["register_stale_days"]
    parts: dict[str, float | None] = {
        "financial": financial,
        "relationships": None if coverage is None else 100 * coverage * CLOSENESS[contacts["people.verdict"]],
        "value": None if delivered is None else 100 * delivered,
        "goals": 100 * sum(there) / len(there) if there else None,
        "risk": 100.0 - 4 * max(scores, default=0) if lately and (scores or not threats) else None,
        "freshness": None if fresh is None else 100 * fresh,
    }
    return {part: None if points is None else min(max(points, 0.0), 100.0) for part, points in parts.items()}


def newest(account: Plain, tab: str, rows: list[Row]) -> date | None:
    """The newest date of a tab up to the as-of day, else the day its content last differed from a pack's."""
    days = [day for row in rows for cell in row.values() if (day := _day(account, cell)) and day <= account.as_of]
    if days:
        return max(days)
    if account.earlier is None or account.earlier["rows"].get(tab) is None:
        return None
    before = sorted(sorted(map(_told, row.values())) for row in account.earlier["rows"][tab].values())
    now = sorted(sorted(_told(v) for name, v in row.items() if name != "n") for row in rows)
    return date.fromisoformat(account.earlier["as_of"]) if before == now else account.as_of


def _day(account: Plain, cell: Any) -> date | None:
    """The day that a cell states; a quarter states its last."""
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str) and QUARTER.fullmatch(cell):
        return account.last_day(counted(cell))
    return None


def _told(cell: Any) -> str:
    """A cell as text, of a workbook and of a manifest alike."""
    if isinstance(cell, int | float):
        return {True: "yes", False: "no"}[cell] if isinstance(cell, bool) else f"{float(cell):.6f}"
    text = ";".join(cell) if isinstance(cell, list | tuple) else str(cell)
    return "".join(text.split()).casefold()
