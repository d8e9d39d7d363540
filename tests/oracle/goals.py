"""The goals' progress and the actions' punctuality worked out again."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from tests.oracle.plain import Found, Plain, Row, by, listed, months_on, numbers, over

# Without a status nothing says that it is over: it counts as open.
OPEN_GOALS, OPEN_ACTIONS = ("not started", "in progress", None), ("open", "in progress", "blocked", None)
RHYTHM = {"weekly": 7, "bi-weekly": 14}
MONTHS = {"monthly": 1, "quarterly": 3}
EARLY = 0.1
LETTERS = {
    "S": ("metric", "owner"), "M": ("unit", "baseline", "target"), "A": ("achievable",),
    "R": ("serves_ours", "serves_theirs"), "T": ("baseline_date", "target_date"),
}  # fmt: skip


def is_open(action: Row) -> bool:
    """Whether an action is still to be done."""
    return action.get("status") in OPEN_ACTIONS


def due(account: Plain, action: Row) -> date | None:
    """Due; of a repeating action its last contact and a rhythm on, where that is later."""
    day = action.get("due")
    repeats, person = action.get("repeats", "none"), action.get("person")
    if repeats == "none":
        return day
    begun = action.get("start", date.min)
    last = max(
        (
            row["day"]
            for row in account["Interactions"]
            if row.get("follow_up") == action["id"] or (person in listed(row["people"]) and row["day"] >= begun)
        ),
        default=None,
    )
    if last is None:
        return day
    later = months_on(last, MONTHS[repeats]) if repeats in MONTHS else last + timedelta(days=RHYTHM[repeats])
    return max(day or later, later)


def overdue(account: Plain, action: Row) -> bool:
    """Whether an action should have been done."""
    day = due(account, action)
    return is_open(action) and day is not None and day < account.as_of


def newest(account: Plain, goal: Row, day: date) -> Row | None:
    """The newest reading of a goal up to a day."""
    read = [r for r in account["Progress"] if r["goal"] == goal["id"] and "value" in r and r["day"] <= day]
    return max(read, key=lambda row: row["day"], default=None)


def pace_of(account: Plain, goal: Row) -> tuple[float | None, float | None, float | None]:
    """Attainment, expected share and pace."""
    reading = newest(account, goal, account.as_of)
    base, target = goal.get("baseline"), goal.get("target")
    attained: float | None = None
    if reading and base is not None and target is not None and goal.get("direction") != "maintain" and base != target:
        attained = (reading["value"] - base) / (target - base)
    expected: float | None = None
    steady = goal.get("path", "steady") == "steady" and goal.get("direction") != "maintain"
    if "baseline_date" in goal and "target_date" in goal and steady:
        if goal["target_date"] < account.as_of:
            expected = 1.0
        elif reading:
            gone = (reading["day"] - goal["baseline_date"]).days / (goal["target_date"] - goal["baseline_date"]).days
            expected = min(max(gone, 0.0), 1.0)
    if attained is None or expected is None or expected < EARLY:
        return attained, expected, None
    return attained, expected, attained / expected


def verdict_of(account: Plain, goal: Row) -> str | None:
    """Good, watch or bad."""
    settings = account.settings
    _, expected, pace = pace_of(account, goal)
    if goal.get("status") == "achieved":
        return "good"
    if goal.get("direction") == "maintain":
        reading, target = newest(account, goal, account.as_of), goal.get("target")
        if reading is None or target is None:
            return None
        off = abs(reading["value"] - target)
        return "good" if off <= 0.05 * abs(target) + 1e-9 else "watch" if off <= 0.1 * abs(target) + 1e-9 else "bad"
    if goal.get("path") == "at the end":
        if "target_date" not in goal:
            return None
        if goal["target_date"] < account.as_of:
            return "bad"
        late = any(overdue(account, a) for a in account["Actions"] if a.get("goal") == goal["id"])
        return "watch" if late else "good"
    if pace is None:
        return "too early" if expected is not None and expected < EARLY else None
    return "good" if pace >= settings["pace_green"] else "watch" if pace >= settings["pace_amber"] else "bad"


def goals(account: Plain) -> Found:
    """All figures of the topic goals."""
    rows = account["Goals"]
    live = [row for row in rows if row.get("status") in OPEN_GOALS]
    found: Found = {"goals.open_count": len(live) if rows else None}
    for row in rows:
        line = f"goals.{row['id']}"
        attained, expected, pace = pace_of(account, row)
        reading = newest(account, row, account.as_of)
        serving = [a for a in account["Actions"] if a.get("goal") == row["id"] and is_open(a)]
        found |= {
            f"{line}.current": reading["value"] if reading else None,
            f"{line}.current_on": reading["day"] if reading else None,
            f"{line}.attainment": attained,
            f"{line}.expected": expected,
            f"{line}.pace": pace,
            f"{line}.days_left": -account.ago(row["target_date"]) if "target_date" in row else None,
            f"{line}.open_actions": len(serving),
            f"{line}.overdue_actions": sum(overdue(account, a) for a in serving),
            f"{line}.missing_letters": _missing(row),
            f"{line}.verdict": verdict_of(account, row),
        }
    verdicts = [verdict_of(account, row) for row in live]
    judged = [verdict for verdict in verdicts if verdict in ("good", "watch", "bad")]
    for name, verdict in {"on_track": "good", "watch": "watch", "off_track": "bad"}.items():
        found[f"goals.{name}_count"] = judged.count(verdict) if judged else None
    found["goals.judged_count"] = len(judged) if judged else None
    paces = [min(pace, 1.0) for row in live if (pace := pace_of(account, row)[2]) is not None]
    found["goals.pace_mean"] = over(sum(paces), len(paces))
    found["goals.open"] = frozenset(numbers(live))
    found["goals.not_agreed"] = frozenset(numbers(r for r in live if r.get("whose") != "ours" and "agreed_on" not in r))
    served = {a.get("goal") for a in account["Actions"] if is_open(a)}
    found["goals.without_action"] = frozenset(numbers(row for row in live if row["id"] not in served))
    found["goals.not_smart"] = frozenset(numbers(row for row in live if _missing(row)))
    found["goals.not_moved"] = frozenset(numbers(row for row in live if _stands(account, row)))
    return found


def _missing(goal: Row) -> str | None:
    return ", ".join(letter for letter, cells in LETTERS.items() if not set(cells) <= set(goal)) or None


def _stands(account: Plain, goal: Row) -> bool:
    """Whether the value is what it was three months ago."""
    then = months_on(account.as_of, -3)
    now, before = newest(account, goal, account.as_of), newest(account, goal, then)
    if goal.get("direction") == "maintain":
        return now is None or now["day"] <= then
    value: Any = now["value"] if now else goal.get("baseline")
    was: Any = before["value"] if before else goal.get("baseline")
    begun = goal.get("baseline_date")
    old = before is not None or (begun is not None and begun <= then)
    return old and value == was


def actions(account: Plain) -> Found:
    """All figures of the topic actions."""
    rows = account["Actions"]
    live = [row for row in rows if is_open(row)]
    late = [row for row in rows if overdue(account, row)]
    done = [row for row in rows if row.get("status") == "done" and "done_on" in row and "due" in row]
    far = account.as_of + timedelta(days=90)

    def first_due(row: Row) -> date:
        return due(account, row) or date.max

    def priority(row: Row) -> int:
        return ("high", "medium", "low").index(row.get("priority", "medium"))

    ahead = [row for row in live if account.as_of <= first_due(row) <= far]
    found: Found = {
        "actions.open_count": len(live) if rows else None,
        "actions.overdue_count": len(late) if rows else None,
        "actions.on_time_share": over(sum(row["done_on"] <= row["due"] for row in done), len(done) + len(late)),
        "actions.all": by(rows, first_due, priority),
        "actions.open": by(live, first_due, priority),
        "actions.overdue": by(late, first_due, priority),
        "actions.next_90_days": by(ahead, first_due, priority),
        "actions.blocked": frozenset(numbers(row for row in rows if row.get("status") == "blocked")),
    }
    for row in rows:
        line, day = f"actions.{row['id']}", due(account, row)
        found[f"{line}.due"] = day
        found[f"{line}.slips"] = _slips(account, row)
        found[f"{line}.days_overdue"] = account.ago(day) if day is not None and overdue(account, row) else None
    for row in ahead:
        monday = first_due(row) - timedelta(days=first_due(row).weekday())
        line = f"actions.by_week.{monday.isoformat()}.count"
        found[line] = found.get(line, 0) + 1
    found["actions.slipped"] = frozenset(numbers(row for row in live if _slips(account, row)))
    for side, column in {"ours": "owner", "customer": "customer_owner"}.items():
        for name, late_only in {"open": False, "overdue": True}.items():
            owners = Counter(o for row in (late if late_only else live) for o in listed(row.get(column)))
            found |= {f"actions.by_owner.{owner}.{side}.{name}": many for owner, many in owners.items()}
    reviews = [row for row in account["Reviews"] if row["day"] < account.as_of]
    by_management = [row["day"] for row in reviews if row["type"] == "management"]
    days = by_management or [row["day"] for row in reviews]
    if not days and account.earlier is not None:
        days = [date.fromisoformat(account.earlier["as_of"])]
    since = max(days, default=None)
    found["actions.since"] = since
    kept = [r for r in rows if r.get("status") == "done" and "done_on" in r and since and r["done_on"] > since]
    found["actions.done_since"] = frozenset(numbers(kept))
    in_time = sum("due" in row and row["done_on"] <= row["due"] for row in kept)
    found["actions.kept_count"] = in_time if rows and since else None
    missed = [row for row in live if (day := _promised(account, row)) is not None and day < account.as_of]
    found["actions.missed"] = frozenset(numbers(missed))
    found["actions.missed_count"] = len(missed) if rows else None
    was = {row["id"]: account.earlier_row("Actions", row["id"]) or {} for row in rows}
    found["actions.to_end"] = frozenset(
        numbers(row for row in live if row.get("yields") == "no" and was[row["id"]].get("yields") == "no")
    )
    return found


def _slips(account: Plain, action: Row) -> int:
    """How often Due was put off: once against First due, and once from pack to pack."""
    due, first = action.get("due"), action.get("first_due")
    at_first = int(due is not None and first is not None and due > first)
    before = account.earlier_row("Actions", action["id"])
    if account.earlier is None or before is None:
        return at_first
    known: int = account.earlier["figures"].get(f"actions.{action['id']}.slips", 0)
    again = due is not None and "due" in before and due > date.fromisoformat(before["due"])
    return max(known + again, at_first)


def _promised(account: Plain, action: Row) -> date | None:
    """The day promised in the last pack, else today's."""
    before = account.earlier_row("Actions", action["id"])
    if before is not None and "due" in before and action.get("repeats", "none") == "none":
        return date.fromisoformat(before["due"])
    return due(account, action)
