"""The pipeline and the whitespace counted again, in SQL where sums are asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from statistics import median
from typing import Any

from tests.oracle.finance import Books
from tests.oracle.plain import Found, Plain, Row, by, numbers, over

NOT_OURS = ("open", "in pipeline", "competitor", "in-house")
STATUSES = ("ours", "in pipeline", "open", "competitor", "in-house", "no need")
STAGES = ("identified", "qualified", "proposed", "negotiating")


def growth(account: Plain) -> Found:
    """All figures of the topic."""
    return {**_whitespace(account), **_pipeline(account), **_to_make(account)}


def _table(rows: Iterable[Row], *columns: str) -> sqlite3.Connection:
    """A table `t` of some columns of rows."""
    table = sqlite3.connect(":memory:")
    table.execute(f"create table t ({','.join(columns)})")
    table.executemany(
        f"insert into t values ({','.join('?' * len(columns))})", [[row.get(c) for c in columns] for row in rows]
    )
    return table


def _whitespace(account: Plain) -> Found:
    rows = account["Whitespace"]
    table = _table(rows, "unit", "offering", "status", "potential", "revenue")
    marks = ",".join("?" * len(NOT_OURS))
    count, known, potential = table.execute(
        f"select count(*), count(potential), sum(potential) from t where status in ({marks})", NOT_OURS
    ).fetchone()
    found: Found = {
        "growth.open_count": count if rows else None,
        "growth.open_potential": None if not rows or (count and not known) else potential or 0.0,
    }
    for status, many, amount in table.execute("select status, count(*), sum(potential) from t group by status"):
        if status is not None:
            found[f"growth.status.{status}.count"] = many
            found[f"growth.status.{status}.potential"] = amount
    for unit, amount, stated in table.execute("select unit, sum(potential), sum(revenue) from t group by unit"):
        found[f"growth.unit.{unit}.potential"] = amount
        found[f"growth.unit.{unit}.revenue"] = stated
    lines = account["Transactions"]
    for unit in {row["unit"] for row in rows} if any("unit" in line for line in lines) else ():
        sold = [
            line
            for line in lines
            if line.get("unit") == unit and account.quarter_of(line["day"]) in account.rolling and "revenue" in line
        ]
        found[f"growth.unit.{unit}.invoiced"] = sum(line["revenue"] for line in sold) if sold else None
    for offering, amount in table.execute("select offering, sum(potential) from t group by offering"):
        found[f"growth.offering.{offering}.potential"] = amount
    return found


def _pipeline(account: Plain) -> Found:
    rows = account["Opportunities"]
    live = [row for row in rows if row.get("stage") not in ("won", "lost")]
    table = _table(live, "stage", "value", "probability")
    known, value, weighted = table.execute(
        "select count(value), sum(value), sum(value * probability) from t"
    ).fetchone()
    both = table.execute("select count(value * probability) from t").fetchone()[0]
    found: Found = {
        "growth.pipeline_count": len(live) if rows else None,
        "growth.pipeline_open": None if not rows or (live and not known) else value or 0.0,
        "growth.pipeline_weighted": None if not rows or (live and not both) else weighted or 0.0,
        "growth.opportunities": by(live, lambda row: -row.get("value", 0.0)),
    }
    for stage, many, amount, part in table.execute(
        "select stage, count(*), sum(value), sum(value * probability) from t group by stage"
    ):
        if stage in STAGES:
            found |= {
                f"growth.stage.{stage}.count": many,
                f"growth.stage.{stage}.value": amount,
                f"growth.stage.{stage}.weighted": part,
            }
    limit, slipped, aged = age_limit(account), [], []
    for row in live:
        line = f"growth.{row['id']}"
        age = account.ago(row["opened"]) if "opened" in row else None
        late = _slipped(account, row)
        found[f"{line}.age"], found[f"{line}.slipped"] = age, late
        found[f"{line}.aged"] = age if age is not None and age > limit else None
        slipped += [row] if late is not None else []
        aged += [row] if found[f"{line}.aged"] is not None else []
    found |= {
        "growth.age_limit": limit,
        "growth.slipped": frozenset(numbers(slipped)),
        "growth.aged": frozenset(numbers(aged)),
        "growth.slipped_count": len(slipped) if rows else None,
        "growth.aged_count": len(aged) if rows else None,
    }
    return found


def _slipped(account: Plain, row: Row) -> int | None:
    """Days by which a deal is later than first expected, or its day has passed."""
    expected = row.get("expected_close")
    if expected is None:
        return None
    days = (max(expected, account.as_of) - row.get("first_expected", expected)).days
    return days if days > 0 else None


def age_limit(account: Plain) -> float:
    """From how many days on a deal is aged."""
    took = [
        (row["closed_on"] - row["opened"]).days
        for row in account["Opportunities"]
        if row.get("stage") == "won" and "closed_on" in row and "opened" in row
    ]
    enough = len(took) >= account.settings["win_rate_deals"]
    return float(2 * median(took) if enough else account.settings["aged_days"])


def _to_make(account: Plain) -> Found:
    """What is still to be made this fiscal year, and whether the pipeline covers it."""
    books, rows = Books(account), account["Opportunities"]
    first, last = account.first_day(account.rolling[0]), account.last_day(account.quarter)
    closed = [
        row
        for row in rows
        if row.get("stage") in ("won", "lost") and "closed_on" in row and first <= row["closed_on"] <= last
    ]
    priced = [row for row in closed if "value" in row]
    won = sum(row["value"] for row in priced if row["stage"] == "won")
    enough = len(priced) >= account.settings["win_rate_deals"]
    rate = over(won, sum(row["value"] for row in priced)) if enough else None
    rest = [quarter for quarter in account.year if quarter > account.quarter]
    target = books.amount("revenue_target", account.year)
    made = books.amount("revenue", range(account.year[0], account.quarter + 1))
    contracted = sum(_falling(account, row, quarter) for row in account["Contracts"] for quarter in rest)
    gap = None if target is None or made is None else target - made - contracted
    year = account.first_day(account.year[0]), account.last_day(account.year[3])
    live = [row for row in rows if row.get("stage") not in ("won", "lost")]
    closing = [r for r in live if "expected_close" in r and year[0] <= r["expected_close"] <= year[1]]
    values = [row["value"] for row in closing if "value" in row]
    worth: Any = sum(values) if rows and (values or not closing) else None
    still = gap if gap is not None and gap > 0 else None
    return {
        "growth.closed_count": len(closed) if rows else None,
        "growth.win_rate": rate,
        "growth.coverage_required": over(1, rate),
        "growth.contracted": contracted,
        "growth.year_gap": gap,
        "growth.still_to_make": still,
        "growth.pipeline_in_year": worth,
        "growth.coverage": over(worth, still),
        "growth.closed": frozenset(numbers(row for row in rows if row.get("stage") in ("won", "lost"))),
    }


def _falling(account: Plain, contract: Row, quarter: int) -> float:
    """The part of a contract's yearly value that falls in a quarter: by the days it runs."""
    if not {"annual_value", "start", "end"} <= set(contract):
        return 0.0
    start, end = account.first_day(quarter), account.last_day(quarter)
    from_day, to_day = max(start, contract["start"]), min(end, contract["end"])
    days = max((to_day - from_day).days + 1, 0)
    return float(contract["annual_value"] / 4 * days / ((end - start).days + 1))
