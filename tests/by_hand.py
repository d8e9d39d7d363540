"""The report's key figures worked out a second time, from the workbooks with openpyxl and plain Python alone.

Nothing of the product is imported: the formulas are written down again from the definitions, so that a slip in the
product's own code shows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl

Rows = list[dict[str, Any]]
# The least number of rows of a tab that counts as filled in; an interval of 180 days for SWOT, of 90 for all others.
LEAST_ROWS = {
    "Profile": 1, "Team": 2, "Intelligence": 2, "Strategy": 1, "Whitespace": 2, "Contracts": 1, "Communication": 2,
    "Reviews": 1, "Asks": 1, "Commentary": 1, "People": 3, "Relationship plans": 1, "Interactions": 2, "SWOT": 4,
    "Goals": 2, "Progress": 1, "Actions": 3, "Risks": 3, "Financials": 4, "Transactions": 0, "Measures": 3,
    "Readings": 1, "Value": 1, "Opportunities": 1, "Feedback": 1,
}  # fmt: skip
FROM_QUALIFIED = ("Probability", "Expected close", "Opened", "Owner")
QUARTER, YEAR_BEFORE = "2026-Q3", "2025-Q3"
ROLLING = ("2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")
BEFORE = ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3")
TO_DATE = ("2026-Q1", "2026-Q2", "2026-Q3")
DAYS_IN_QUARTER = 92
AS_OF = date(2026, 10, 15)
AMOUNT = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+\.\d+|0")
CHANCES = {1: 0.05, 2: 0.2, 3: 0.4, 4: 0.6, 5: 0.9}


@dataclass
class Tab:
    """A tab's rows of heading -> value, and the headings with a star."""

    starred: list[str]
    rows: Rows


def tabs_of(folder: Path) -> dict[str, Tab]:
    """Every tab of an account's workbooks."""
    tabs: dict[str, Tab] = {}
    for path in sorted(folder.glob("*.xlsx")):
        for tab in openpyxl.load_workbook(path, data_only=True):
            table = [[plain(cell) for cell in row] for row in tab.iter_rows(values_only=True)]
            if tab.title == "Profile":
                fields = [row[:2] for row in table if row[0] and row[0] not in ("Profile", "Field")]
                starred = [str(name).removesuffix(" *") for name, _ in fields if str(name).endswith(" *")]
                tabs["Profile"] = Tab(starred, [{str(name).removesuffix(" *"): value for name, value in fields}])
                continue
            start = next((n for n, row in enumerate(table) if sum(str(c).endswith(" *") for c in row) >= 2), None)
            if start is None:
                continue
            heads = [str(cell).removesuffix(" *") for cell in table[start]]
            starred = [str(cell).removesuffix(" *") for cell in table[start] if str(cell).endswith(" *")]
            rows = [dict(zip(heads, row, strict=True)) for row in table[start + 1 :]]
            tabs[tab.title] = Tab(starred, [row for row in rows if any(v is not None for v in row.values())])
    return tabs


def plain(value: Any) -> Any:
    """A day as a day, an amount that stands as text as a number, other text without spaces around it."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        text = value.strip()
        return float(text.replace(",", "")) if AMOUNT.fullmatch(text) else text or None
    return value


def quarter_of(day: date) -> str:
    """The calendar quarter of a day."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def ids(value: Any) -> list[str]:
    """What a cell lists."""
    return [part.strip() for part in str(value).split(";")] if value else []


class Account:
    """An account's rows, and its key figures; None is a figure that can't be worked out."""

    def __init__(self, folder: Path) -> None:
        self.sheets = tabs_of(folder)
        self.tabs: defaultdict[str, Rows] = defaultdict(list, {name: tab.rows for name, tab in self.sheets.items()})
        self.quarters = {row["Quarter"]: row for row in self.tabs["Financials"]}
        self.lines: defaultdict[str, Rows] = defaultdict(list)
        for row in self.tabs["Transactions"]:
            if row["Date"] <= AS_OF:
                self.lines[quarter_of(row["Date"])].append(row)

    # ---- money ---------------------------------------------------------------------------------------------------

    def cell(self, quarter: str, heading: str) -> float | None:
        return self.quarters.get(quarter, {}).get(heading)

    def revenue(self, quarter: str) -> float | None:
        typed = self.cell(quarter, "Revenue")
        return typed if typed is not None or not self.lines[quarter] else sum(x["Revenue"] for x in self.lines[quarter])

    def cost(self, quarter: str) -> float | None:
        typed = self.cell(quarter, "Cost of sales")
        costs = [line["Cost"] for line in self.lines[quarter]]
        return typed if typed is not None or not costs or None in costs else sum(costs)

    def margin(self, quarter: str) -> float | None:
        return minus(self.revenue(quarter), self.cost(quarter))

    def profit(self, quarter: str) -> float | None:
        return minus(self.margin(quarter), self.cell(quarter, "Cost to serve"))

    def money(self) -> dict[str, float | None]:
        """The financial position."""
        rolling = added(map(self.revenue, ROLLING))
        spend = next(
            (
                row["Customer's category spend per year"]
                for quarter, row in sorted(self.quarters.items(), reverse=True)
                if quarter <= QUARTER and row["Customer's category spend per year"] is not None
            ),
            None,
        )
        owed = self.cell(QUARTER, "Receivables")
        credit = self.cell(QUARTER, "Credit sales")
        bands = [self.cell(QUARTER, f"Overdue {band}") for band in ("1-30", "31-60", "61-90", "over 90")]
        overdue = added(bands)
        return {
            "Revenue of the quarter": self.revenue(QUARTER),
            "Gross margin": self.margin(QUARTER),
            "Gross margin %": over(self.margin(QUARTER), self.revenue(QUARTER)),
            "Cost to serve": self.cell(QUARTER, "Cost to serve"),
            "Account profit": self.profit(QUARTER),
            "Revenue, year to date": added(map(self.revenue, TO_DATE)),
            "Revenue, four quarters": rolling,
            "Gross margin, four quarters": added(map(self.margin, ROLLING)),
            "Account profit, four quarters": added(map(self.profit, ROLLING)),
            "Share of wallet": over(rolling, spend),
            "Days sales outstanding": times(
                over(owed, credit if credit is not None else self.revenue(QUARTER)), DAYS_IN_QUARTER
            ),
            "Receivables": owed,
            "Overdue": overdue,
            "Overdue, of receivables": over(overdue, owed),
            **self.retention(),
        }

    def compared(self) -> dict[tuple[str, str], float | None]:
        """What the summary sets beside its values: (line, column) -> value."""
        revenue, target = self.revenue(QUARTER), self.cell(QUARTER, "Revenue target")
        margin_target = self.cell(QUARTER, "Gross margin target")
        return {
            ("Revenue of the quarter", "Target"): target,
            ("Revenue of the quarter", "Variance"): minus(revenue, target),
            ("Revenue of the quarter", "Variance %"): over(minus(revenue, target), target),
            ("Revenue of the quarter", "Year before"): self.revenue(YEAR_BEFORE),
            ("Gross margin", "Target"): margin_target,
            ("Gross margin", "Variance"): minus(self.margin(QUARTER), margin_target),
            ("Gross margin", "Year before"): self.margin(YEAR_BEFORE),
            ("Gross margin %", "Year before"): over(self.margin(YEAR_BEFORE), self.revenue(YEAR_BEFORE)),
            ("Cost to serve", "Year before"): self.cell(YEAR_BEFORE, "Cost to serve"),
            ("Account profit", "Year before"): self.profit(YEAR_BEFORE),
            ("Revenue, four quarters", "Year before"): added(map(self.revenue, BEFORE)),
        }

    def retention(self) -> dict[str, float | None]:
        """Revenue retained from the four quarters before to the last four."""
        if not all(self.lines[quarter] for quarter in (*ROLLING, *BEFORE)):
            return {"Revenue retained, with cross-sell": None, "Revenue retained, without cross-sell": None}
        typed = [line for quarter in (*ROLLING, *BEFORE) for line in self.lines[quarter]]
        only = {"recurring"} if all(line["Revenue type"] for line in typed) else {None, "recurring", "one-off"}

        def by_product(quarters: Iterable[str]) -> dict[str, float]:
            sums: defaultdict[str, float] = defaultdict(float)
            for quarter in quarters:
                for line in self.lines[quarter]:
                    if line["Revenue type"] in only:
                        sums[line["Product"]] += line["Revenue"]
            return sums

        now, base = by_product(ROLLING), by_product(BEFORE)
        bases = {name: amount for name, amount in base.items() if amount > 0}
        kept = sum(min(max(now.get(name, 0), 0), amount) for name, amount in bases.items())
        return {
            "Revenue retained, with cross-sell": over(sum(now.values()), sum(base.values())),
            "Revenue retained, without cross-sell": over(kept, sum(bases.values())),
        }

    # ---- people, actions, goals -------------------------------------------------------------------------------------

    def key_people(self) -> Rows:
        return [
            row
            for row in self.tabs["People"]
            if not (row["Left on"] and row["Left on"] <= AS_OF)
            and ((row["Influence"] or 0) >= 4 or {"approver", "decision maker"} & set(ids(row["Buying role"])))
        ]

    def last_contact(self, person: dict[str, Any]) -> date | None:
        days = [
            row["Date"]
            for row in self.tabs["Interactions"]
            if row["Date"] <= AS_OF and {person["Id"], person["Name"]} & set(ids(row["Person"]))
        ]
        days += [person["Last contact"]] if person["Last contact"] and person["Last contact"] <= AS_OF else []
        return max(days, default=None)

    def covered(self, person: dict[str, Any]) -> bool:
        last = self.last_contact(person)
        interval = timedelta(days=person["Contact every"] or 90)
        close = (person["Relationship now"] or 0) >= 3
        return bool(person["Our owner"] and close and last and AS_OF - last <= interval)

    def coverage(self) -> float | None:
        keys = self.key_people()
        return over(sum(map(self.covered, keys)), len(keys))

    def verdict(self) -> float:
        """1 green, 0.7 amber, 0.4 red."""
        keys = self.key_people()
        deciders = [p for p in keys if {"approver", "decision maker"} & set(ids(p["Buying role"]))]
        gap = (
            not deciders
            or sum((p["Relationship now"] or 0) >= 3 for p in keys) < 2
            or any(p["Support"] == -2 and (p["Influence"] or 0) >= 4 for p in keys)
            or any(not p["Our owner"] for p in keys)
        )
        if not gap and any((p["Support"] or 0) >= 1 and (p["Relationship now"] or 0) >= 3 for p in deciders):
            return 1.0
        return 0.7 if any((p["Support"] or 0) >= 1 for p in keys) else 0.4

    def on_time(self) -> tuple[float | None, int]:
        """The share of actions done on time, and how many are overdue."""
        rows = [row for row in self.tabs["Actions"] if row["Due"]]
        done = [row for row in rows if row["Status"] == "done" and row["Done on"]]
        late = [row for row in rows if row["Status"] in ("open", "in progress", "blocked") and self.due(row) < AS_OF]
        return over(sum(row["Done on"] <= row["Due"] for row in done), len(done) + len(late)), len(late)

    def due(self, row: dict[str, Any]) -> date:
        day: date = row["Due"]
        return day

    def pace(self) -> float | None:
        paces = []
        for goal in self.tabs["Goals"]:
            if goal["Status"] in ("achieved", "cancelled", "deferred") or goal["Direction"] == "maintain":
                continue
            readings = [
                row
                for row in self.tabs["Progress"]
                if row["Goal"] == goal["Id"] and row["Date"] <= AS_OF and row["Value"] is not None
            ]
            if not readings or None in (goal["Baseline"], goal["Target"], goal["Baseline date"], goal["Target date"]):
                continue
            newest = max(readings, key=lambda row: row["Date"])
            whole = (goal["Target date"] - goal["Baseline date"]).days
            elapsed = min(max((newest["Date"] - goal["Baseline date"]).days / whole, 0), 1)
            expected = 1.0 if goal["Target date"] < AS_OF else elapsed
            if (goal["Path"] or "steady") != "steady" or expected < 0.1:
                continue
            reached = (newest["Value"] - goal["Baseline"]) / (goal["Target"] - goal["Baseline"])
            paces.append(min(reached / expected, 1))
        return over(sum(paces), len(paces))

    # ---- value, risks, growth, asset --------------------------------------------------------------------------------

    def value(self) -> tuple[float | None, float | None, float | None]:
        """Delivered this year, and the shares of it that the client confirmed, and that are at least validated."""
        ranks = {"client confirmed": 0, "validated": 1, "claimed": 2}
        given = [row for row in self.tabs["Value"] if row["Amount"] is not None and row["Date"] <= AS_OF]
        rows = [row for row in given if row["State"] in ranks]
        group = {row["Id"]: {row["Id"]} for row in rows}
        for row in rows:
            for other in ids(row["Overlaps with"]):
                if other in group:
                    joined = group[row["Id"]] | group[other]
                    for member in joined:
                        group[member] = joined
        sums: defaultdict[str, float] = defaultdict(float)
        seen: set[str] = set()
        this_year = [row for row in rows if row["Date"].year == 2026]
        for row in sorted(this_year, key=lambda row: (ranks[row["State"]], -row["Amount"])):
            if row["Id"] not in seen:
                sums[row["State"]] += row["Amount"]
                seen |= group[row["Id"]]
        if not rows:
            return None, None, None
        total = sum(sums.values())
        return total, over(sums["client confirmed"], total), over(total - sums["claimed"], total)

    def threats(self) -> Rows:
        return [row for row in self.tabs["Risks"] if row["Kind"] == "threat" and row["Status"] in ("open", "happening")]

    def exposure(self) -> float | None:
        threats = [row for row in self.threats() if row["Revenue at risk"] is not None]
        if not threats:
            return None if not self.tabs["Risks"] or self.threats() else 0.0
        total = 0.0
        for row in threats:
            chance = 1.0 if row["Status"] == "happening" else CHANCES[row["Residual likelihood"] or row["Likelihood"]]
            total += row["Revenue at risk"] * chance
        rolling = added(map(self.revenue, ROLLING))
        return total if rolling is None else min(total, rolling)

    def pipeline(self) -> tuple[float | None, float | None]:
        deals = [row for row in self.tabs["Opportunities"] if row["Stage"] not in ("won", "lost")]
        valued = [row for row in deals if row["Value"] is not None]
        weighted = [row["Value"] * row["Probability"] for row in valued if row["Probability"] is not None]
        if not self.tabs["Opportunities"]:
            return None, None
        return sum(row["Value"] for row in valued), sum(weighted)

    def asset(self) -> float | None:
        profit = added(map(self.profit, ROLLING))
        profit = added(map(self.margin, ROLLING)) if profit is None else profit
        rolling, before = added(map(self.revenue, ROLLING)), added(map(self.revenue, BEFORE))
        if profit is None or rolling is None:
            return None
        growth = 0.0 if not before or before <= 0 else min(max(rolling / before - 1, -0.15), 0.15)
        rates = {"secure": 0.95, "in talks": 0.8, "at risk": 0.5, "lost": 0.0}
        running = [
            row
            for row in self.tabs["Contracts"]
            if row["Annual value"] and (row["Start"] or AS_OF) <= AS_OF <= (row["End"] or AS_OF - timedelta(days=1))
        ]
        value = sum(row["Annual value"] for row in running)
        stays = sum(row["Annual value"] * rates[row["Renewal"]] for row in running) + max(rolling - value, 0) * 0.85
        keep = stays / max(value, rolling)
        return sum(profit * (1 + growth) ** t * keep**t / 1.1**t for t in (1, 2, 3))

    # ---- the data itself, and health --------------------------------------------------------------------------------

    def wanted(self, tab: str, row: dict[str, Any]) -> list[str]:
        """The headings that a row must have filled."""
        starred = list(self.sheets[tab].starred)
        if tab == "Financials":
            held = self.lines[row["Quarter"]]
            if row["Quarter"] > QUARTER or held:
                dropped = ["Revenue"] if row["Revenue"] is None else []
                costed = all(line["Cost"] is not None for line in held)
                if row["Cost of sales"] is None and (row["Quarter"] > QUARTER or costed):
                    dropped.append("Cost of sales")
                starred = [heading for heading in starred if heading not in dropped]
        elif tab == "Opportunities" and row["Stage"] in (None, "identified"):
            starred = [heading for heading in starred if heading not in FROM_QUALIFIED]
        elif tab == "Opportunities" and row["Stage"] in ("won", "lost"):
            starred.append("Closed on")
        elif tab == "Actions":
            starred.remove("Owner" if row["Owner"] is None and row["Customer owner"] is not None else "Customer owner")
        return starred

    def completeness(self) -> float:
        filled = wanted = 0
        for tab, sheet in self.sheets.items():
            for row in sheet.rows:
                headings = self.wanted(tab, row)
                wanted += len(headings)
                filled += sum(row[heading] is not None for heading in headings)
            lacking = max(0, LEAST_ROWS[tab] - len(sheet.rows))
            wanted += lacking * (len(sheet.starred) - (1 if tab == "Actions" else 0))
        return filled / wanted

    def freshness(self, earlier: dict[str, Any]) -> float | None:
        """The share of dated tabs that are fresh; an undated tab is as old as the last change of its rows."""
        fresh = []
        for tab, rows in self.tabs.items():
            days = [day for row in rows for day in map(stated, row.values()) if day and day <= AS_OF]
            if not days and rows and earlier["rows"].get(tab):
                before = sorted(sorted(map(told, row.values())) for row in earlier["rows"][tab].values())
                now = sorted(sorted(told(value) for value in row.values() if value is not None) for row in rows)
                days = [date.fromisoformat(earlier["as_of"]) if now == before else AS_OF]
            if days:
                fresh.append(AS_OF - max(days) <= timedelta(days=180 if tab == "SWOT" else 90))
        return over(sum(fresh), len(fresh))

    def health(self, earlier: dict[str, Any]) -> float | None:
        """The weighted mean of the parts that exist."""
        revenue, target = self.revenue(QUARTER), self.cell(QUARTER, "Revenue target")
        owed = self.cell(QUARTER, "Receivables")
        long = added([self.cell(QUARTER, "Overdue 61-90"), self.cell(QUARTER, "Overdue over 90")])
        against = over(revenue, target)
        financial = None if against is None else kept((against - 0.8) / 0.2 * 100) - 200 * (over(long, owed) or 0)
        coverage = self.coverage()
        halves = [x for x in (self.pace(), self.on_time()[0]) if x is not None]
        scores = [
            (row["Residual likelihood"] or row["Likelihood"]) * (row["Residual impact"] or row["Impact"])
            for row in self.threats()
        ]
        reviewed = [row["Last reviewed"] for row in self.tabs["Risks"] if row["Last reviewed"]]
        known = bool(reviewed) and AS_OF - max(reviewed) <= timedelta(days=180)
        fresh = self.freshness(earlier)
        parts = {
            25: financial,
            20.0: None if coverage is None else coverage * 100 * self.verdict(),
            15: times(self.value()[2], 100),
            20.5: None if not halves else sum(halves) / len(halves) * 100,
            15.5: 100 - 4 * max(scores, default=0) if known else None,
            5: times(fresh, 100),
        }
        there = {weight: kept(score) for weight, score in parts.items() if score is not None}
        weights = {weight: int(weight) for weight in there}
        if sum(weights.values()) < 50:
            return None
        return sum(weights[weight] * score for weight, score in there.items()) / sum(weights.values())


def stated(value: Any) -> date | None:
    """The day that a cell states; a quarter states its last."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-Q[1-4]", value):
        year, quarter = int(value[:4]), int(value[-1])
        return date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - timedelta(days=1)
    return None


def told(value: Any) -> str:
    """A cell of a workbook and of a manifest alike, as text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{float(value):.6f}"
    value = ";".join(value) if isinstance(value, list) else value
    return "".join(str(value).split()).casefold()


def kept(score: float) -> float:
    """Within 0..100."""
    return min(max(score, 0.0), 100.0)


def minus(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def over(part: float | None, whole: float | None) -> float | None:
    return None if part is None or whole is None or whole <= 0 else part / whole


def times(one: float | None, other: float) -> float | None:
    return None if one is None else one * other


def added(parts: Iterable[float | None]) -> float | None:
    listed = list(parts)
    return None if None in listed else sum(x for x in listed if x is not None)


def summary(folder: Path, earlier: dict[str, Any]) -> dict[str, float | None]:
    """Label of the summary's line -> value, worked by hand; `earlier` is the quarter before's pack.json."""
    account = Account(folder)
    delivered, confirmed, _ = account.value()
    on_time, overdue = account.on_time()
    open_value, weighted = account.pipeline()
    return {
        **account.money(),
        "Key people covered": account.coverage(),
        "Actions done on time": on_time,
        "Actions overdue": overdue,
        "Value delivered this year": delivered,
        "Value confirmed, share": confirmed,
        "Exposure of open threats": account.exposure(),
        "Open pipeline": open_value,
        "Weighted pipeline": weighted,
        "Asset value of the account": account.asset(),
        "Health score (0-100)": account.health(earlier),
        "Workbooks complete": account.completeness(),
    }
