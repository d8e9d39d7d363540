"""Writes accounts at the edges of what people fill in: a profile alone, blank workbooks, one row a sheet, the most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pipeline.blank import workbook
from pipeline.columns import Row
from pipeline.kinds import Long, Text
from pipeline.sheets import (
    ACCOUNT,
    Action,
    Ask,
    Comment,
    Contract,
    Feedback,
    Financial,
    Goal,
    Intelligence,
    Interaction,
    Measure,
    Message,
    Opportunity,
    Person,
    Point,
    Profile,
    Progress,
    Reading,
    RelationshipPlan,
    Review,
    Risk,
    Strategy,
    TeamMember,
    Transaction,
    Value,
    Whitespace,
    in_book,
)
from pipeline.sheets.risks import RESPONSES
from tests.examples.write import ACCOUNT_BOOKS

Sheets = Mapping[type[Row], Sequence[Mapping[str, Any]]]

PEOPLE, ACTIONS, RISKS, MEASURES, PRODUCTS, GOALS = 60, 40, 30, 12, 25, 15
AS_OF = date(2026, 10, 15)
QUARTERS = tuple(f"{year}-Q{quarter}" for year in (2023, 2024, 2025, 2026) for quarter in (1, 2, 3, 4))[1:15]
UNBROKEN = "Vertragsverlängerungsverhandlungsführungskreisvorsitzende"
LONG_NAME = f"Zweckverband Donaudampfschifffahrtselektrizitätenhauptbetriebswerk{UNBROKEN} & Partner"
LONG_TEXT = (
    "The regional managers plan their crews by telephone until late in the evening, which costs the operation about "
    "forty minutes a shift, and nobody above them sees it because the figures are gathered once a month on paper; the "
    "new planning office wants to change this before the winter timetable, but the works council has asked for a trial "
    "at two depots first, with its own observers, a report in three languages and a vote of every crew that took part."
)


def profile_only(account: str = "alone") -> Sheets:
    """A profile filled in, and nothing else."""
    return {Profile: [{**Profile.examples(), "account_id": account, "name": "Alone Ferries"}]}


def nothing_but_a_name(account: str = "blank") -> Sheets:
    """What the check asks for at the least: the account's id and name."""
    return {Profile: [{"account_id": account, "name": "Blank Ferries"}]}


def one_row_each(account: str = "single") -> Sheets:
    """One row in every sheet: the example, one word of it changed so that it is read."""
    rows: dict[type[Row], list[dict[str, Any]]] = {}
    for sheet in ACCOUNT:
        row = sheet.examples()
        words = [c for c in sheet.columns if isinstance(c.kind, Text | Long) and c.name in row]
        row[words[-1].name] = f"{row[words[-1].name]}, as said"
        rows[sheet] = [row]
    rows[Profile][0] |= {"account_id": account, "name": "Single Ferries"}
    for sheet in (Financial, Reading, Comment):
        rows[sheet][0]["quarter"] = "2026-Q3"
    rows[Transaction][0]["day"] = date(2026, 8, 31)
    return rows


def the_most(account: str = "crowded") -> Sheets:
    """More of everything than any account has, with long texts, and names that can't be broken."""
    ours = [f"{UNBROKEN}-Müller", "Dr. Hieronymus von und zu Hohenlohe-Schillingsfürst", "Anna Keller", "Bo Li"]
    products = [
        f"Offering {n} for {UNBROKEN.lower()}" if n % 5 == 0 else f"Offering {n}" for n in range(1, PRODUCTS + 1)
    ]
    return {
        Profile: [
            {
                **{c.name: LONG_TEXT for c in Profile.columns if isinstance(c.kind, Text | Long)},
                "account_id": account,
                "name": LONG_NAME,
                "manager": ours[0],
                "sponsor_ours": ours[1],
                "sponsor_customer": LONG_NAME,
                "tier": "Strategic",
                "customer_since": "2011",
                "industry": LONG_TEXT[:80],
                "headquarters": LONG_TEXT[:80],
                "level_now": 2,
                "level_target": 5,
            }
        ],
        TeamMember: [
            {
                **_long(TeamMember),
                "name": ours[n] if n < 4 else f"Colleague {n}",
                "department": f"Department {n % 6}",
                "days": 20 + n,
            }
            for n in range(20)
        ],
        Intelligence: [
            {**_long(Intelligence), "day": AS_OF - timedelta(9 * n), "insight": f"{n}. {LONG_TEXT}"} for n in range(15)
        ],
        Strategy: [{**_long(Strategy), "id": f"S{n}", "goal": f"G{n}"} for n in range(1, 11)],
        Whitespace: [
            {
                **_long(Whitespace),
                "unit": f"{UNBROKEN} {unit}",
                "offering": products[n],
                "potential": 1e6 * (n + 1),
                "revenue": 1e5,
                "status": ("ours", "in pipeline", "open", "competitor", "in-house", "no need")[(unit + n) % 6],
            }
            for unit in range(10)
            for n in range(PRODUCTS)
        ],
        Contract: [
            {
                **_long(Contract),
                "contract": f"{LONG_NAME} {n}",
                "annual_value": 123_456_789.0,
                "notice_by": AS_OF + timedelta(20 * n),
                "start": AS_OF - timedelta(400),
                "end": AS_OF + timedelta(90 * n),
            }
            for n in range(1, 13)
        ],
        Message: [
            {**_long(Message), "audience": f"{n}. {LONG_NAME}", "next_date": AS_OF + timedelta(n)} for n in range(15)
        ],
        Review: [
            {**_long(Review), "day": AS_OF - timedelta(90 * n), "next_review": AS_OF, "type": "management"}
            for n in range(1, 9)
        ],
        Ask: [
            {
                **_long(Ask),
                "id": f"K{n}",
                "ask": f"{n}. {LONG_TEXT}",
                "cost": 1_250_000.0,
                "outcome": "open",
                "by": AS_OF + timedelta(10 * n - 40),
                "directed_at": "management",
            }
            for n in range(1, 13)
        ],
        Comment: [
            {"quarter": "2026-Q3", "topic": topic, "text": LONG_TEXT + "\n" + LONG_TEXT}
            for topic in ("result", "margin", "value", "people", "growth", "what was hard", "outlook")
        ],
        Person: [
            {
                **_long(Person),
                "id": f"P{n}",
                "name": LONG_NAME if n % 7 == 1 else f"Person number {n}",
                "title": LONG_TEXT[:110],
                "unit": f"{UNBROKEN} {n % 10}",
                "reports_to": f"P{n // 3 or 1}" if n > 1 else None,
                "influence": n % 5 + 1,
                "support": n % 5 - 2,
                "owner": ours[n % 4] if n % 3 else None,
                "influences": f"P{n % PEOPLE + 1}; P{n * 7 % PEOPLE + 1}" if n % 4 == 0 else None,
                "role": "decision maker" if n < 12 else "user",
                "last_contact": AS_OF - timedelta(3 * n),
            }
            for n in range(1, PEOPLE + 1)
        ],
        RelationshipPlan: [
            {**_long(RelationshipPlan), "person": f"P{n}", "status": ("agreed", "draft", "paused")[n % 3]}
            for n in range(1, 13)
        ],
        Interaction: [
            {**_long(Interaction), "day": AS_OF - timedelta(2 * n), "people": f"P{n % PEOPLE + 1}"} for n in range(90)
        ],
        Point: [
            {**_long(Point), "quadrant": quadrant, "point": f"{n}. {LONG_TEXT}", "impact": n % 5 + 1, "leads_to": "G1"}
            for quadrant in ("strength", "weakness", "opportunity", "threat")
            for n in range(6)
        ],
        Goal: [
            {
                **_long(Goal),
                "id": f"G{n}",
                "goal": f"{n}. {LONG_TEXT}",
                "metric": LONG_TEXT[:60],
                "unit": "thousand passenger km",
                "direction": "increase",
                "baseline": 1_000_000,
                "target": 1_234_567_890,
                "status": "in progress",
                "baseline_date": date(2026, 1, 1),
                "target_date": date(2027, 6, 30),
                "horizon": "long",
            }
            for n in range(1, GOALS + 1)
        ],
        Progress: [
            {"goal": f"G{n}", "day": day, "value": 1_000_000 + 90_000_000 * n, "comment": LONG_TEXT}
            for n in range(1, GOALS + 1)
            for day in (date(2026, 6, 30), date(2026, 9, 30))
        ],
        Action: [
            {
                **_long(Action),
                "id": f"A{n}",
                "activity": f"{n}. {LONG_TEXT}",
                "goal": f"G{n % GOALS + 1}",
                "owner": ours[n % 4],
                "person": f"P{n}",
                "risks": f"R{n % RISKS + 1}",
                "start": date(2026, 3, 1),
                "due": AS_OF + timedelta(4 * n - 60),
                "first_due": date(2026, 7, 1),
                "customer_owner": LONG_NAME,
                "status": ("open", "in progress", "blocked", "done")[n % 4],
                "department": LONG_TEXT[:60],
                "done_on": date(2026, 9, 1) if n % 4 == 3 else None,
            }
            for n in range(1, ACTIONS + 1)
        ],
        Risk: [
            {
                **_long(Risk),
                "id": f"R{n}",
                "event": f"{n}. {LONG_TEXT}",
                "kind": _kind(n),
                "response": RESPONSES[_kind(n)][n % 5],
                "likelihood": n % 5 + 1,
                "impact": n // 5 % 5 + 1,
                "revenue": 98_765_432.0,
                "category": "delivery",
                "residual_likelihood": 1,
                "residual_impact": n // 5 % 5 + 1,
                "owner": ours[n % 4],
            }
            for n in range(1, RISKS + 1)
        ],
        Financial: [
            {
                **_long(Financial),
                "quarter": quarter,
                "revenue": None,
                "revenue_target": 1.2e9,
                "cost_of_sales": 7.1e8 + 1e7 * n,
                "cost_to_serve": 9e7,
                "margin_target": 5.1e8,
                "category_spend": 9e9,
                "recurring": 4e9,
                "receivables": 9e8 + n,
                "overdue_30": 1.5e8,
                "overdue_60": 9e7,
                "overdue_90": 4e7,
                "overdue_more": 2e7,
                "credit_sales": 1.1e9,
            }
            for n, quarter in enumerate(QUARTERS)
        ],
        Transaction: [
            {
                "day": date(int(quarter[:4]), 3 * int(quarter[-1]) - 1, 15),
                "product": product,
                "unit": UNBROKEN,
                "revenue": 4e7 + 1e6 * n * (1 if p % 2 else -1) + 1e5 * p,
                "cost": (7.1e8 + 1e7 * n) / PRODUCTS,
                "revenue_type": "recurring",
            }
            for n, quarter in enumerate(QUARTERS)
            for p, product in enumerate(products)
        ],
        Measure: [
            {
                **_long(Measure),
                "id": f"M{n}",
                "measure": f"{n}. {LONG_TEXT}",
                "unit": "thousand passenger km",
                "target": 1.5e9,
                "direction": ("increase", "decrease")[n % 2],
                "area": "service",
                "green_from": (1.5e9, 1.2e9)[n % 2],
                "red_from": (1.2e9, 1.5e9)[n % 2],
            }
            for n in range(1, MEASURES + 1)
        ],
        Reading: [
            {"quarter": quarter, "measure": f"M{n}", "value": 1.4e9 + 1e8 * (n % 4), "source": LONG_TEXT}
            for n in range(1, MEASURES + 1)
            for quarter in ("2025-Q3", "2026-Q2", "2026-Q3")
        ],
        Value: [
            {
                **_long(Value),
                "id": f"V{n}",
                "day": AS_OF - timedelta(n),
                "amount": 55_555_555.0,
                "confirmed_on": AS_OF,
                "state": ("expected", "claimed", "validated", "client confirmed", "disputed")[n % 5],
                "initiative": f"{n}. {LONG_TEXT}",
                "confirmed_by": LONG_NAME,
                "strategy": "S1",
                "overlaps": None,
            }
            for n in range(1, 16)
        ],
        Opportunity: [
            {
                **_long(Opportunity),
                "id": f"O{n}",
                "opportunity": f"{n}. {LONG_TEXT}",
                "offering": products[n],
                "value": 77_777_777.0,
                "stage": ("identified", "qualified", "proposed", "negotiating", "won", "lost")[n % 6],
                "probability": 0.5,
                "expected_close": AS_OF + timedelta(6 * n),
                "opened": date(2025, 1, 5),
                "first_expected": date(2026, 3, 1),
                "closed_on": date(2026, 8, 1) if n % 6 > 3 else None,
            }
            for n in range(1, 21)
        ],
        Feedback: [
            {**_long(Feedback), "day": AS_OF - timedelta(7 * n), "said": f"{n}. {LONG_TEXT}", "person": f"P{n}"}
            for n in range(1, 13)
        ],
    }


def _long(sheet: type[Row]) -> dict[str, Any]:
    """A sheet's example with a long text wherever words can be written."""
    return {
        name: LONG_TEXT if isinstance(sheet.column(name).kind, Text | Long) else value
        for name, value in sheet.examples().items()
    }


def _kind(number: int) -> str:
    return "opportunity" if number % 6 == 0 else "threat"


def write(folder: Path, sheets: Sheets, books: Sequence[str] = ACCOUNT_BOOKS) -> None:
    """Write an account's workbooks into its folder; those without rows are blank, without an example."""
    folder.mkdir(parents=True, exist_ok=True)
    for book in books:
        held = {sheet: sheets[sheet] for sheet in in_book(book) if sheets.get(sheet)}
        (folder / f"{book}.xlsx").write_bytes(workbook(book, held, example=False))
