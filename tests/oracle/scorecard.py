"""The agreed measures judged again."""

from __future__ import annotations

from typing import Any

from tests.oracle.plain import Found, Plain, Row, counted, minus, months_on, numbers

SURVEY = 3  # with fewer responses no verdict


def scorecard(account: Plain) -> Found:
    """All figures of the topic."""
    read = {(row["measure"], counted(row["quarter"])): row for row in account["Readings"]}
    measures = account["Measures"]
    now = account.quarter
    found: Found = {}
    verdicts: dict[int, str | None] = {}
    for row in measures:
        reading = read.get((row["id"], now), {})
        actual, target = reading.get("value"), row.get("target")
        better = {"increase": 1, "decrease": -1}.get(row.get("direction", ""))
        difference = minus(actual, target)
        verdicts[row["n"]] = None if reading.get("responses", SURVEY) < SURVEY else _verdict(account, row, actual)
        line = f"scorecard.measures.{row['id']}"
        found |= {
            f"{line}.actual": actual,
            f"{line}.variance": None if difference is None or better is None else better * difference,
            f"{line}.prior": read.get((row["id"], now - 1), {}).get("value"),
            f"{line}.year_before": read.get((row["id"], now - 4), {}).get("value"),
            f"{line}.responses": reading.get("responses"),
            f"{line}.verdict": verdicts[row["n"]],
        }
    agreed = [row for row in measures if {"agreed_by_us", "agreed_by_customer", "agreed_on"} <= set(row)]
    not_agreed = [row for row in measures if row not in agreed]
    unread = [row for row in measures if "value" not in read.get((row["id"], now), {})]
    old = [row for row in measures if "agreed_on" in row and months_on(row["agreed_on"], 12) < account.as_of]
    lists = {"not_agreed": not_agreed, "not_read": unread, "agreed_long_ago": old}
    for name, rows in lists.items():
        found[f"scorecard.{name}"] = frozenset(numbers(rows))
        found[f"scorecard.{name}_count"] = len(rows) if measures else None
    colours = list(verdicts.values())
    for name, colour in {"green": "good", "amber": "watch", "red": "bad"}.items():
        found[f"scorecard.{name}"] = colours.count(colour) if measures else None
    found["scorecard.judged_count"] = sum(colour is not None for colour in colours) if measures else None
    found["scorecard.agreed_count"] = len(agreed) if measures else None
    found["scorecard.count"] = len(measures) if measures else None
    found["scorecard.off_track"] = frozenset(n for n, colour in verdicts.items() if colour == "bad")
    return found


def _verdict(account: Plain, row: Row, actual: Any) -> str | None:
    """By the measure's own limits, else by the share of the target that is reached."""
    direction, target = row.get("direction"), row.get("target")
    if actual is None or direction is None:
        return None
    sign = 1 if direction == "increase" else -1

    def limit(own: str, share: str) -> float | None:
        """The measure's own limit, else so far short of the target as the settings let it be."""
        if own in row or target is None:
            return row.get(own)
        return float(target - sign * (1 - account.settings[share]) * abs(target))

    green = limit("green_from", "green_from")
    if green is None:
        return None
    if sign * (actual - green) >= 0:
        return "good"
    if "red_from" in row:
        return "bad" if sign * (actual - row["red_from"]) <= 0 else "watch"
    amber = limit("", "amber_from")
    return None if amber is None else "watch" if sign * (actual - amber) >= 0 else "bad"
