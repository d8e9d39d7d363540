"""The figures over the rows that both sides see, worked out again from those rows alone."""

from __future__ import annotations

from datetime import date, timedelta

from tests.oracle.goals import is_open, pace_of
from tests.oracle.plain import Found, Plain, Row, by, months_on, over
from tests.oracle.value import RANKS, counted_once

STEPS = {"weekly": timedelta(days=7), "bi-weekly": timedelta(days=14)}
MONTHS = {"monthly": 1, "quarterly": 3}


def shared(account: Plain) -> Found:
    """All figures named after the shared rows."""
    return {**_actions(account), **_value(account), **_goals(account), **_others(account)}


def _seen(account: Plain, tab: str) -> list[Row]:
    return [row for row in account[tab] if row.get("share") == "yes"]


def _due(account: Plain, row: Row) -> date | None:
    """Due; of a repeating action its first day that has not passed, found by walking on from Due."""
    day, repeats = row.get("due"), row.get("repeats", "none")
    rounds, first = 0, day
    while day is not None and first is not None and repeats != "none" and day < account.as_of:
        rounds += 1
        day = months_on(first, MONTHS[repeats] * rounds) if repeats in MONTHS else day + STEPS[repeats]
    return day


def _actions(account: Plain) -> Found:
    rows = _seen(account, "Actions")
    names = ("open_count", "overdue_count", "on_time_share")
    if not rows:
        return {f"actions.shared_{name}": None for name in names} | {"actions.shared": None}
    live = [row for row in rows if is_open(row)]
    late = [row for row in live if (day := _due(account, row)) is not None and day < account.as_of]
    done = [row for row in rows if row.get("status") == "done" and "done_on" in row and "due" in row]
    kept = sum(row["done_on"] <= row["due"] for row in done)
    found: Found = {
        "actions.shared": by(rows, lambda row: _due(account, row) or date.max, lambda row: int(row["id"][1:])),
        "actions.shared_open_count": len(live),
        "actions.shared_overdue_count": len(late),
        "actions.shared_on_time_share": over(kept, len(done) + len(late)),
    }
    return found | {f"actions.shared.{row['id']}.due": _due(account, row) for row in rows}


def _value(account: Plain) -> Found:
    counted = counted_once(_seen(account, "Value"))
    year = account.first_day(account.year[0]), account.last_day(account.year[3])

    def summed(states: set[str], first: date = date.min, last: date = date.max) -> float | None:
        rows = [row for row in counted if row["state"] in states and first <= row["day"] <= last]
        return sum(row["amount"] for row in rows) if counted else None

    delivered = set(RANKS) - {"expected"}
    return {
        "value.shared_delivered_year": summed(delivered, *year),
        "value.shared_delivered_total": summed(delivered),
        "value.shared_confirmed_total": summed({"client confirmed"}),
        "value.shared_expected": summed({"expected"}),
    }


def _goals(account: Plain) -> Found:
    rows = [row for row in _seen(account, "Goals") if row.get("whose") in ("customer", "mutual")]
    live = [row for row in rows if row.get("status") in (None, "not started", "in progress")]
    paces = [min(pace, 1.0) for row in live if (pace := pace_of(account, row)[2]) is not None]
    return {
        "goals.shared_open_count": len(live) if rows else None,
        "goals.shared_pace_mean": over(sum(paces), len(paces)),
    }


def _others(account: Plain) -> Found:
    asks = [row for row in _seen(account, "Asks") if row.get("directed_at") == "client"]
    newest: dict[str, Row] = {}
    for row in sorted(account["Reviews"], key=lambda row: (row["day"], -row["n"])):
        newest[row["type"]] = row
    told = [newest[kind].get("next_review") for kind in ("client", "facilitated") if kind in newest]
    return {
        "asks.shared_open_count": sum(row.get("outcome", "open") == "open" for row in asks) if asks else None,
        "account.next_client_review": min((day for day in told if day and day >= account.as_of), default=None),
    }
