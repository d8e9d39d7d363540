"""The account's own counts, the SWOT, the insights and the asks, counted again."""

from __future__ import annotations

from datetime import date

from tests.oracle.plain import Found, Plain, by, months_on, numbers


def account_figures(account: Plain) -> Found:
    """Figures of the topic account, but for completeness."""
    reviews = account["Reviews"]
    days = [row["day"] for row in reviews]
    newest: dict[str, dict[str, object]] = {}
    for row in sorted(reviews, key=lambda row: (row["day"], -row.get("next_review", date.max).toordinal())):
        newest[row["type"]] = row
    ahead = [day for row in newest.values() if isinstance(day := row.get("next_review"), date) and day >= account.as_of]
    missed = [
        row
        for row in account["Communication"]
        if "next_date" in row
        and row["next_date"] < account.as_of
        and row.get("frequency") != "as needed"
        and row.get("last_done", date.min) < row["next_date"]
    ]
    return {
        "account.last_review": max(days, default=None),
        "account.next_review": min(ahead, default=None),
        "account.approval_on": max((row["day"] for row in reviews if row["type"] == "management"), default=None),
        "account.communication_missed": len(missed) if account["Communication"] else None,
        "account.as_of": account.as_of,
    }


def swot(account: Plain) -> Found:
    """All figures of the topic swot."""
    rows = account["SWOT"]
    stale = [r for r in rows if "last_reviewed" not in r or account.ago(r["last_reviewed"]) > 180]
    return {
        "swot.count": len(rows) if rows else None,
        "swot.dead_ends": frozenset(numbers(row for row in rows if "leads_to" not in row)),
        "swot.stale": frozenset(numbers(stale)),
        "swot.threats": frozenset(numbers(row for row in rows if row["quadrant"] == "threat")),
        "swot.strengths": frozenset(numbers(row for row in rows if row["quadrant"] == "strength")),
        "swot.weaknesses": frozenset(numbers(row for row in rows if row["quadrant"] == "weakness")),
        "swot.opportunities": frozenset(numbers(row for row in rows if row["quadrant"] == "opportunity")),
        "swot.all": frozenset(numbers(rows)),
    }


def intelligence(account: Plain) -> Found:
    """All figures of the topic intelligence."""
    rows = account["Intelligence"]
    stale = [row for row in rows if "review_by" in row and row["review_by"] < account.as_of]
    return {
        "intelligence.count": len(rows) if rows else None,
        "intelligence.newest": by(rows, lambda row: -row["day"].toordinal()),
        "intelligence.stale": frozenset(numbers(stale)),
        "intelligence.unsure": frozenset(numbers(row for row in rows if row.get("confidence") == "low")),
    }


def asks(account: Plain) -> Found:
    """All figures of the topic asks."""
    rows = account["Asks"]
    waiting = [row for row in rows if row.get("outcome", "open") == "open"]
    late = [row for row in waiting if "by" in row and row["by"] < account.as_of]
    costs = [row["cost"] for row in waiting if "cost" in row]
    found: Found = {
        "asks.open_count": len(waiting) if rows else None,
        "asks.overdue_count": len(late) if rows else None,
        "asks.cost": sum(costs) if costs else None,
        "asks.open": by(waiting, lambda row: row.get("by", date.max)),
        "asks.overdue": by(late, lambda row: row["by"]),
        "asks.granted": frozenset(numbers(row for row in rows if row.get("outcome") == "granted")),
        "asks.refused": frozenset(numbers(row for row in rows if row.get("outcome") == "refused")),
    }
    for row in rows:
        line, is_open = f"asks.{row['id']}", row in waiting
        found[f"{line}.days_overdue"] = account.ago(row["by"]) if row in late else None
        found[f"{line}.waiting"] = account.ago(row["raised_on"]) if is_open and "raised_on" in row else None
    return found


def reviewed_lately(account: Plain) -> bool:
    """Whether the plan's last review is at most a quarter old."""
    last = max((row["day"] for row in account["Reviews"]), default=None)
    return last is not None and months_on(last, 3) >= account.as_of
