"""The value ledger summed again: groups of overlaps by union and find, the best entry of each group."""

from __future__ import annotations

from collections.abc import Callable

from tests.oracle.finance import Books
from tests.oracle.plain import Found, Plain, Row, listed, numbers, over

RANKS = {"client confirmed": 0, "validated": 1, "claimed": 2, "expected": 3}
STAGES = ("developed", "communicated", "accepted", "rewarded")


def value(account: Plain) -> Found:
    """All figures of the topic."""
    ledger = account["Value"]
    first, last = account.first_day(account.year[0]), account.last_day(account.year[3])
    rolling = account.first_day(account.rolling[0]), account.last_day(account.quarter)

    counted = counted_once(ledger)

    def summed(states: set[str], when: Callable[[Row], bool] = lambda _: True) -> float | None:
        rows = [row for row in counted if row["state"] in states and when(row)]
        return sum(row["amount"] for row in rows) if counted else None

    def this_year(row: Row) -> bool:
        return bool(first <= row["day"] <= last)

    def in_rolling(row: Row) -> bool:
        return bool(rolling[0] <= row["day"] <= rolling[1])

    delivered, confirmed = set(RANKS) - {"expected"}, {"client confirmed"}
    year = summed(delivered, this_year)
    found: Found = {
        "value.delivered_year": year,
        "value.delivered_total": summed(delivered),
        "value.delivered_rolling": summed(delivered, in_rolling),
        "value.confirmed_year": summed(confirmed, this_year),
        "value.validated_year": summed(confirmed | {"validated"}, this_year),
        "value.expected": summed({"expected"}),
        "value.disputed": summed({"disputed"}),
    }
    found["value.confirmed_share"] = over(found["value.confirmed_year"], year)
    found["value.validated_share"] = over(found["value.validated_year"], year)
    revenue = Books(account).amount("revenue", account.rolling)
    found["value.per_revenue"] = over(found["value.delivered_rolling"], revenue)
    stale = [
        row
        for row in ledger
        if row.get("state") == "claimed" and account.ago(row["day"]) > account.settings["claim_stale_days"]
    ]
    found["value.stale"] = numbers(sorted(stale, key=lambda row: row["day"]))
    found["value.stale_count"] = len(stale) if ledger else None
    for state in {row["state"] for row in counted}:
        line = f"value.by_state.{state}"
        found[f"{line}.this_year"] = summed({state}, this_year)
        found[f"{line}.total"] = summed({state})
        found[f"{line}.count"] = sum(row["state"] == state for row in counted)
    answers = account["Strategy"]
    for answer in answers:
        brought = [r for r in counted if r.get("strategy") == answer["id"] and r["state"] in delivered]
        found[f"value.strategies.{answer['id']}.delivered"] = sum(r["amount"] for r in brought) if brought else None
    for stage in STAGES:
        found[f"value.{stage}_count"] = sum(row.get("stage") == stage for row in answers) if answers else None
    return found


def counted_once(ledger: list[Row]) -> list[Row]:
    """Of each group the best state, then the largest, then the oldest; and its largest disputed entry apart."""
    roots = _groups(ledger)
    best: dict[tuple[str, bool], Row] = {}
    for row in sorted(ledger, key=lambda row: (row.get("amount", 0), -row["day"].toordinal(), -row["n"])):
        if "amount" in row and "state" in row:
            group = roots[row["id"]], row["state"] == "disputed"
            rank = RANKS.get(row["state"], 0)
            if group not in best or rank <= RANKS.get(best[group]["state"], 0):
                best[group] = row
    return list(best.values())


def _groups(ledger: list[Row]) -> dict[str, str]:
    """The representative of each entry's group of overlaps."""
    parent = {row["id"]: row["id"] for row in ledger}

    def find(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for row in ledger:
        for other in listed(row.get("overlaps")):
            if other in parent:
                parent[find(row["id"])] = find(other)
    return {name: find(name) for name in parent}
