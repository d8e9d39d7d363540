"""The relationships counted again."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from tests.oracle.finance import Books
from tests.oracle.plain import Found, Plain, Row, listed, numbers, over

DECIDERS = {"approver", "decision maker"}
BUSY = 6


def decides(person: Row) -> bool:
    """Whether a person approves or decides."""
    return bool(DECIDERS & set(listed(person.get("role"))))


def last_contacts(account: Plain) -> dict[str, date]:
    """The newest contact with each person, from either sheet."""
    days: dict[str, list[date]] = defaultdict(list)
    for row in account["Interactions"]:
        for person in listed(row["people"]):
            days[person].append(row["day"])
    for row in account["People"]:
        if "last_contact" in row and row["last_contact"] <= account.as_of:
            days[row["id"]].append(row["last_contact"])
    return {person: max(many) for person, many in days.items()}


def people(account: Plain) -> Found:
    """All figures of the topic."""
    here = [row for row in account["People"] if not ("left_on" in row and row["left_on"] <= account.as_of)]
    key = [row for row in here if row.get("influence", 0) >= 4 or decides(row)]
    contacts = last_contacts(account)
    found: Found = {}

    def interval(row: Row) -> int:
        return int(row.get("contact_every", account.settings["contact_days"]))

    def covered(row: Row) -> bool:
        last = contacts.get(row["id"])
        return "owner" in row and row.get("now", 0) >= 3 and last is not None and account.ago(last) <= interval(row)

    opponents = [row for row in here if row.get("support") == -2 and row.get("influence", 0) >= 4]
    structural = (
        (not any(map(decides, key)))
        + (sum(row.get("now", 0) >= 3 for row in key) < 2)
        + len(opponents)
        + sum("owner" not in row for row in key)
    )
    friends = [row for row in key if row.get("support", 0) >= 1]
    green = structural == 0 and any(decides(row) and row.get("now", 0) >= 3 for row in friends)
    coverage = over(sum(map(covered, key)), len(key))
    found |= {
        "people.count": len(here) if account["People"] else None,
        "people.key_count": len(key) if account["People"] else None,
        "people.covered_count": sum(map(covered, key)) if account["People"] else None,
        "people.coverage": coverage,
        "people.structural_count": structural if account["People"] else None,
        "people.verdict": ("green" if green else "amber" if friends else "red") if account["People"] else None,
        "people.key": frozenset(numbers(key)),
        "people.all": frozenset(numbers(here)),
    }
    start, end = account.first_day(account.quarter), account.last_day(account.quarter)
    held = account["Interactions"]
    recent = [row for row in held if start <= row["day"] <= end]
    met = Counter(person for row in recent for person in set(listed(row["people"])))
    found["people.contacts_quarter"] = len(recent) if held else None
    for row in here:
        line, last = f"people.{row['id']}", contacts.get(row["id"])
        late = None if last is None else account.ago(last) - interval(row)
        found[f"{line}.contacted_on"] = last
        found[f"{line}.days_overdue"] = late if late is not None and late > 0 else None
        found[f"{line}.contacts"] = met[row["id"]]
    days = [row["days"] for row in account["Team"] if "days" in row]
    found["people.days"] = sum(days) if days else None
    found["people.profit_per_day"] = over(Books(account).amount("profit", [account.quarter]), found["people.days"])
    for name, quarter in {"quarter": account.quarter, "prior": account.quarter - 1}.items():
        met_by = Counter(
            o for row in held if account.quarter_of(row["day"]) == quarter for o in listed(row.get("ours"))
        )
        found |= {f"people.contacts_by_owner.{owner}.{name}": many for owner, many in met_by.items()}
    for department in {row["department"] for row in account["Team"] if "department" in row}:
        theirs = [row.get("days", 0) for row in account["Team"] if row.get("department") == department]
        if sum(theirs):
            found[f"people.days_by_department.{department}.days"] = sum(theirs)
    planned = {row["person"]: row for row in account["Relationship plans"]}
    found["people.without_plan"] = frozenset(numbers(r for r in key if decides(r) and r["id"] not in planned))
    present = {row["id"] for row in here}
    found["people.plans"] = frozenset(numbers(row for row in planned.values() if row["person"] in present))
    found["people.ended_plans"] = frozenset(
        numbers(r for r in planned.values() if r.get("status") == "ended" and r["person"] in present)
    )
    return found
