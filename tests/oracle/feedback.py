"""The survey figures counted again: an answer at a time, by the distance from the best end of its scale."""

from __future__ import annotations

from collections.abc import Iterable

from tests.oracle.goals import is_open, overdue
from tests.oracle.plain import Found, Plain, Row, minus, named, numbers


def feedback(account: Plain) -> Found:
    """All figures of the topic."""
    rows = account["Feedback"]
    now = account.quarter
    spans = {"": range(now, now + 1), "_prior": range(now - 1, now), "_rolling": account.rolling,
             "_rolling_before": account.before}  # fmt: skip
    found: Found = {}
    for ending, span in spans.items():
        for name in ("csat", "nps"):
            found[f"feedback.{name}{ending}"], found[f"feedback.{name}{ending}_n"] = _score(account, name, span)
    for name in ("csat", "nps"):
        found[f"feedback.{name}_change"] = minus(
            found[f"feedback.{name}_rolling"], found[f"feedback.{name}_rolling_before"]
        )
    for quarter in range(now - 7, now + 1):
        if any(account.quarter_of(row["day"]) in range(now - 7, quarter + 1) for row in rows):
            line = f"feedback.quarters.{named(quarter)}"
            found[f"{line}.count"] = sum(account.quarter_of(row["day"]) == quarter for row in rows)
            found[f"{line}.csat"], found[f"{line}.csat_n"] = _score(account, "csat", [quarter])
            found[f"{line}.nps"], found[f"{line}.nps_n"] = _score(account, "nps", [quarter])
    actions = {action["id"]: action for action in account["Actions"]}
    waiting = [row for row in rows if row.get("follow_up") in actions and is_open(actions[row["follow_up"]])]
    found["feedback.follow_ups"] = frozenset(numbers(waiting))
    late = [row for row in waiting if overdue(account, actions[row["follow_up"]])]
    silent = [row for row in rows if row.get("kind") == "complaint" and row.get("follow_up") not in actions]
    left = [row for row in rows if _question(row) and "score" in row and _worth(row) is None]
    found["feedback.unanswered"], found["feedback.left_out"] = frozenset(numbers(silent)), frozenset(numbers(left))
    for name, many in (("count", rows), ("follow_up_count", waiting), ("unanswered_count", silent),
                       ("left_out_count", left)):  # fmt: skip
        found[f"feedback.{name}"] = len(many) if rows else None
    assert len(late) <= len(waiting)
    for lists in ("follow_ups", "unanswered", "left_out"):
        if not rows:
            found[f"feedback.{lists}"] = None
    return found


def _question(row: Row) -> str:
    return {"satisfaction": "csat", "recommend": "nps"}.get(row.get("question", ""), "")


def _worth(row: Row) -> int | None:
    """What an answer adds to its score: 1, 0 or -1; None where it can't be counted."""
    low, high, score = row.get("scale_min"), row.get("scale_max"), row.get("score")
    if low is None or high is None or score is None or low >= high or not low <= score <= high:
        return None
    if _question(row) == "nps":
        if (low, high) != (0, 10) or row.get("best") == "low":
            return None
        return 1 if score >= 9 else -1 if score <= 6 else 0
    if high > 10 or "best" not in row:
        return None
    from_the_best = high - score if row["best"] == "high" else score - low
    return int(from_the_best <= 1)


def _score(account: Plain, name: str, quarters: Iterable[int]) -> tuple[float | None, int | None]:
    """The mean worth of the answers of some quarters, and how many there are."""
    if not account["Feedback"]:
        return None, None
    wanted = set(quarters)
    worths = [
        worth
        for row in account["Feedback"]
        if _question(row) == name and account.quarter_of(row["day"]) in wanted and (worth := _worth(row)) is not None
    ]
    return (sum(worths) / len(worths) if worths else None), len(worths)
