"""Draws the rows of a random account, sheet by sheet: each row is full and lawful; what is left empty comes later."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from pipeline.columns import Row
from pipeline.kinds import Choice
from pipeline.periods import Period, months_later
from pipeline.sheets import (
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
)
from pipeline.sheets.risks import RESPONSES
from pipeline.sheets.words import TIERS

Cells = dict[str, Any]
Rows = dict[type[Row], list[Cells]]

OURS = ("Anna Keller", "Martin Osei", "Jonas Weber", "Priya Nair", "Port team")
THEIRS = ("Ingrid Solberg", "Tom Baker", "Lea Roth")
DEPARTMENTS = ("Sales", "Delivery", "Finance", "Support")
PRODUCTS = ("Ticketing", "Gate control", "Freight papers", "Training", "Hosting", "Hotline")
UNITS = ("Passenger", "Freight", "Ports", "Holding")
HOW_MANY = (0, 1, 2, 4, 7, 12)  # rows of a sheet


class Chance(random.Random):
    """The dice of one account: its quarter, its day, and what is drawn of each kind."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.period = Period(self.randint(2023, 2028), self.randint(1, 4), self.randint(1, 12))
        # Mostly some weeks after the quarter, at times on its last day or still within it.
        self.as_of = self.period.end + timedelta(self.choice((0, 1, 15, 29, self.randint(-80, 90))))

        months = [months_later(self.as_of, n) + timedelta(more) for n in (-12, -3, 3, 12) for more in (-1, 0, 1)]
        days = [self.as_of + timedelta(n + more) for n in (-180, -90, 0, 30, 90, 180) for more in (-1, 0, 1)]
        self.edges = (*days, *months)

    def often(self, share: float) -> bool:
        """True in that share of cases."""
        return self.random() < share

    def day(self, first: int, last: int) -> date:
        """A day so many days from the as-of day; at times just there where something is still or no longer in time."""
        edges = [day for day in self.edges if first <= (day - self.as_of).days <= last]
        return self.choice(edges) if edges and self.often(0.08) else self.as_of + timedelta(self.randint(first, last))

    def amount(self, least: float, most: float) -> float:
        """Money: to the cent, or round, so that some amounts are equal."""
        return round(self.uniform(least, most), 2) if self.often(0.6) else float(round(self.uniform(least, most), -4))

    def of(self, column: Any) -> str:
        """A word of a column's closed list."""
        assert isinstance(column.kind, Choice)
        return self.choice(column.kind.words)

    def some(self, many: Sequence[str], most: int = 3) -> str | None:
        """A few of these, as one cell lists them."""
        return "; ".join(self.sample(many, min(len(many), self.randint(1, most)))) if many else None

    def one(self, many: Sequence[str]) -> str | None:
        """One of these, if there is any."""
        return self.choice(many) if many else None

    def count(self) -> int:
        """How many rows a sheet has."""
        return self.choice(HOW_MANY)


def ids(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The ids of rows."""
    return [row["id"] for row in rows]


def account_rows(chance: Chance, account: str) -> Rows:
    """All sheets of a random account, those that others refer to first."""
    rows: Rows = {Profile: [profile(chance, account)]}
    rows[TeamMember] = [member(chance, name) for name in chance.sample(OURS, chance.randint(0, len(OURS)))]
    rows[Person] = people(chance)
    rows[Goal] = [goal(chance, f"G{n + 1}") for n in range(chance.count())]
    rows[Risk] = [risk(chance, f"R{n + 1}") for n in range(chance.count())]
    persons, goals, risks = ids(rows[Person]), ids(rows[Goal]), ids(rows[Risk])
    rows[Action] = [action(chance, f"A{n + 1}", goals, persons, risks) for n in range(chance.count())]
    actions = ids(rows[Action])
    rows[Progress] = [reading for row in rows[Goal] for reading in progress(chance, row)]
    rows[Point] = [point(chance, n, [*goals, *actions, *risks]) for n in range(chance.count())]
    rows[RelationshipPlan] = [plan(chance, who) for who in chance.sample(persons, chance.randint(0, len(persons)))]
    begins = [row["start"] for row in rows[Action]]
    rows[Interaction] = [
        interaction(chance, persons, actions, begins) for _ in range(2 * chance.count() if persons else 0)
    ]
    rows[Strategy] = [strategy(chance, f"S{n + 1}", goals) for n in range(chance.count())]
    rows[Value] = value_entries(chance, ids(rows[Strategy]))
    rows[Measure] = [measure(chance, f"M{n + 1}") for n in range(chance.count())]
    rows[Reading] = readings(chance, rows[Measure])
    rows[Transaction] = transactions(chance)
    rows[Financial] = financials(chance, rows[Transaction])
    rows[Opportunity] = [opportunity(chance, f"O{n + 1}") for n in range(2 * chance.count())]
    rows[Feedback] = [feedback(chance, n, persons, actions) for n in range(2 * chance.count())]
    rows[Intelligence] = [insight(chance, n) for n in range(chance.count())]
    rows[Whitespace] = whitespace(chance)
    rows[Contract] = [contract(chance, n) for n in range(chance.count())]
    rows[Message] = [message(chance, n) for n in range(chance.count())]
    rows[Review] = [review(chance) for _ in range(chance.count())]
    rows[Ask] = [ask(chance, f"K{n + 1}") for n in range(chance.count())]
    rows[Comment] = comments(chance)
    return rows


# ---- account.xlsx ---------------------------------------------------------------------------------------------------


def profile(chance: Chance, account: str) -> Cells:
    """The profile's fields."""
    return {
        **Profile.examples(),
        "account_id": account,
        "tier": chance.choice(TIERS),
        "level_now": chance.randint(1, 5),
    }


def member(chance: Chance, name: str) -> Cells:
    """One of us."""
    return {
        "name": name, "role": "Account manager", "department": chance.choice(DEPARTMENTS),
        "responsible_for": "The plan", "share": chance.choice(("yes", "no")), "days": chance.choice((0, 5, 10, 25)),
        "success": "Measures on target", "email": "anna@example.com", "phone": "+44 20 7946 0001",
    }  # fmt: skip


def insight(chance: Chance, number: int) -> Cells:
    """Something learned, at times dated after the as-of day."""
    return {
        "day": chance.day(-400, 20), "topic": chance.of(Intelligence.topic), "insight": f"Insight {number}",
        "so_what": "An opening", "source": "A meeting", "confidence": chance.of(Intelligence.confidence),
        "owner": chance.some(OURS), "review_by": chance.day(-200, 200),
    }  # fmt: skip


def strategy(chance: Chance, name: str, goals: Sequence[str]) -> Cells:
    """A need and our answer."""
    return {
        "id": name, "need": "Faster gates", "answer": f"Answer {name}", "goal": chance.one(goals),
        "stage": chance.of(Strategy.stage), "owner": chance.some(OURS), "initiative": chance.of(Strategy.initiative),
        "resources": "Two engineers", "evidence": "Minutes",
    }  # fmt: skip


def whitespace(chance: Chance) -> list[Cells]:
    """Places of the grid, each once."""
    places = [(unit, offering) for unit in UNITS for offering in (*PRODUCTS[:4], "all")]
    return [
        {
            "unit": unit, "offering": offering, "status": chance.of(Whitespace.status),
            "potential": chance.amount(0, 300_000), "revenue": chance.amount(0, 90_000), "competitor": "Baltic Docs",
            "contract_end": chance.day(-100, 900), "obstacle": "Certificates", "how_known": "Their director",
        }
        for unit, offering in chance.sample(places, chance.count())
    ]  # fmt: skip


def contract(chance: Chance, number: int) -> Cells:
    """A contract: ended, current or yet to begin."""
    start = chance.day(-1_500, 200)
    end = max(start, chance.choice((start, start + timedelta(chance.randint(1, 2_000)), chance.day(-30, 400))))
    return {
        "contract": f"Contract {number}", "start": start, "end": end, "annual_value": chance.amount(0, 500_000),
        "renewal": chance.of(Contract.renewal), "notice_by": min(max(start, chance.day(-300, 400)), end),
        "comment": "Price review",
    }  # fmt: skip


def message(chance: Chance, number: int) -> Cells:
    """A regular communication."""
    return {
        "audience": f"Audience {number % 5}", "side": chance.of(Message.side), "purpose": f"Purpose {number}",
        "channel": chance.of(Message.channel), "frequency": chance.of(Message.frequency), "owner": chance.some(OURS),
        "next_date": chance.day(-90, 120), "what": "Incidents", "backup": "Jonas Weber", "preference": "Short",
        "last_done": chance.day(-150, 10), "escalation": "Upwards",
    }  # fmt: skip


def review(chance: Chance) -> Cells:
    """A review of the plan."""
    return {
        "day": chance.day(-420, 5), "type": chance.of(Review.type), "decisions": "Fund it; Martin Osei; opens freight",
        "next_review": chance.day(-60, 150), "approval": chance.of(Review.approval),
        "approved_by": chance.choice(OURS), "attendees": chance.some(OURS),
    }  # fmt: skip


def ask(chance: Chance, name: str) -> Cells:
    """An ask."""
    return {
        "id": name, "ask": f"Ask {name}", "why": "It opens freight", "directed_at": chance.of(Ask.directed_at),
        "of_whom": chance.choice((*OURS, *THEIRS)), "by": chance.day(-150, 150), "raised_on": chance.day(-300, 0),
        "outcome": chance.of(Ask.outcome), "cost": chance.amount(0, 80_000), "if_refused": "It waits",
        "outcome_date": chance.day(-200, 10), "share": chance.choice(("yes", "no")),
    }  # fmt: skip


def comments(chance: Chance) -> list[Cells]:
    """The manager's words on some quarters."""
    topics = Comment.topic.kind.words  # type: ignore[attr-defined] # a choice has its words
    return [
        {"quarter": str(chance.period.back(n)), "topic": topic, "text": f"On {topic}", "share": "no"}
        for n in range(chance.choice((0, 2, 2)))
        for topic in chance.sample(topics, chance.randint(0, 4))
    ]


# ---- people.xlsx ----------------------------------------------------------------------------------------------------


def people(chance: Chance) -> list[Cells]:
    """People who report to those before them; some left, some leave soon."""
    roles = Person.role.kind.words  # type: ignore[attr-defined] # choices have their words
    names = [f"P{n + 1}" for n in range(chance.count())]
    kind = chance.choice((-2, -1, 0, 0))  # how the whole customer stands to us
    return [
        {
            "id": name, "name": f"Person {name}", "title": "Director", "unit": chance.choice(UNITS),
            "reports_to": chance.one(names[:n]), "role": chance.some(roles, 2), "influence": chance.randint(1, 5),
            "support": chance.randint(kind, 2), "now": chance.randint(0, 5), "target": chance.randint(0, 5),
            "owner": chance.some(OURS[: 2 if kind else 5], 2), "last_contact": chance.day(-300, 5),
            "how_known": "Said so", "influences": chance.some([x for x in names if x != name]),
            "backup": chance.choice(OURS), "contact_every": chance.choice((14, 30, 60, 180)),
            "priorities": "Turnaround", "personal_win": "A seat", "concerns": "Dependence",
            "how_to_work": "Figures first", "competitor_tie": "None known",
            "left_on": chance.day(-400, 60) if chance.often(0.3) else None,
        }
        for n, name in enumerate(names)
    ]  # fmt: skip


def plan(chance: Chance, person: str) -> Cells:
    """A plan with an executive."""
    return {
        "person": person, "been": "Open words", "want": "First call", "they_expect": "No surprises",
        "we_expect": "An early look", "review_every": chance.choice((1, 3, 6, 12)),
        "last_reviewed": chance.day(-300, 0), "agreed_on": chance.day(-400, 0),
        "status": chance.of(RelationshipPlan.status), "resources": "A day a month", "get_together": "A visit",
        "why_ended": "Moved on",
    }  # fmt: skip


def interaction(chance: Chance, persons: Sequence[str], actions: Sequence[str], begins: Sequence[date]) -> Cells:
    """A contact, at times dated after the as-of day, at times on a day that an action begins."""
    return {
        "day": chance.choice(begins) if begins and chance.often(0.2) else chance.day(-300, 15),
        "people": chance.some(persons), "ours": chance.some(OURS, 2),
        "kind": chance.of(Interaction.kind), "topic": "Season", "outcome": "A test week",
        "follow_up": chance.one(actions),
    }  # fmt: skip


# ---- swot.xlsx, goals.xlsx, risks.xlsx ------------------------------------------------------------------------------


def point(chance: Chance, number: int, leads: Sequence[str]) -> Cells:
    """A point of the SWOT."""
    return {
        "quadrant": chance.of(Point.quadrant), "point": f"Point {number}", "impact": chance.randint(1, 5),
        "answer": "A test week", "leads_to": chance.one(leads), "last_reviewed": chance.day(-400, 0),
        "evidence": "A survey", "owner": chance.some(OURS), "first_noted": chance.day(-700, 0),
    }  # fmt: skip


def goal(chance: Chance, name: str) -> Cells:
    """A goal whose target lies on its direction's side, due after its baseline."""
    direction = chance.of(Goal.direction)
    baseline, step = float(chance.choice((0, 5, 40, 125, -10))), float(chance.choice((1, 8, 20.5, 60)))
    way = {"increase": 1, "decrease": -1, "maintain": 0}[direction]
    start = chance.day(-700, 60)
    ends = (start + timedelta(chance.randint(1, 900)), chance.day(-200, 200), chance.day(-1, 1))
    end = max(start + timedelta(1), chance.choice(ends))
    return {
        "id": name, "goal": f"Goal {name}", "whose": chance.of(Goal.whose), "horizon": chance.of(Goal.horizon),
        "metric": "Turnaround", "unit": "minutes", "direction": direction, "baseline": baseline,
        "baseline_date": start, "target": baseline + way * step,
        "target_date": end, "path": chance.of(Goal.path),
        "owner": chance.some(OURS), "customer_owner": chance.some(THEIRS), "agreed_on": chance.day(-500, 0),
        "status": chance.choice(("in progress", chance.of(Goal.status))),
        "share": chance.choice(("yes", "no")), "achievable": "The pilot does", "serves_ours": "Sole supplier",
        "serves_theirs": "Turnaround", "comment": "Good",
    }  # fmt: skip


def progress(chance: Chance, row: Mapping[str, Any]) -> list[Cells]:
    """Readings of a goal, each day once: short of the target, at it or beyond it."""
    base, way = row["baseline"], row["target"] - row["baseline"]
    days = sorted({chance.day(-500, 20) for _ in range(chance.choice((0, 1, 2, 3, 5)))})
    return [
        {
            "goal": row["id"], "day": day, "comment": "Two quays",
            "value": base + chance.choice((0.0, 1.0, chance.uniform(-0.3, 1.3))) * (way or 0.12 * base),
        }
        for day in days
    ]  # fmt: skip


def action(chance: Chance, name: str, goals: Sequence[str], persons: Sequence[str], risks: Sequence[str]) -> Cells:
    """An action: to be done, late, done or dropped, on our side, on theirs, or both."""
    start = chance.day(-300, 60)
    due = max(start, chance.choice((start + timedelta(chance.randint(0, 240)), chance.day(-90, 120))))
    done = min(due + timedelta(chance.choice((0, chance.randint(-20, 20)))), chance.as_of)
    status = chance.of(Action.status)
    sides = chance.choice(((True, False), (True, False), (False, True), (True, True)))
    return {
        "id": name, "activity": f"Do {name}", "goal": chance.one(goals), "person": chance.one(persons),
        "risks": chance.some(risks, 2), "department": chance.choice(DEPARTMENTS),
        "owner": chance.some(OURS, 2) if sides[0] else None,
        "customer_owner": chance.some(THEIRS, 2) if sides[1] else None, "start": start, "due": due,
        "repeats": chance.of(Action.repeats), "status": status, "expected": "Ten minutes",
        "share": chance.choice(("yes", "no")), "priority": chance.of(Action.priority), "agreed_in": "May review",
        "initiative": chance.of(Action.initiative), "first_due": due - timedelta(chance.choice((0, 0, 10, 45))),
        "complete": round(chance.random(), 2), "outcome": "Five minutes", "yields": chance.of(Action.yields),
        "done_on": done if status == "done" else None,
        "comment": "Good",
    }  # fmt: skip


def risk(chance: Chance, name: str) -> Cells:
    """A threat or an opportunity."""
    kind, status = chance.choice(("threat", "threat", "opportunity")), chance.of(Risk.status)
    over = status in ("happened", "closed")
    return {
        "id": name, "kind": kind, "category": chance.of(Risk.category), "event": f"Event {name}", "cause": "Salt water",
        "likelihood": chance.randint(1, 5), "impact": chance.randint(1, 5), "revenue": chance.amount(0, 400_000),
        "response": chance.choice(RESPONSES[kind]), "action": "Housings", "contingency": "Hand scanners",
        "trigger": "Two failures", "owner": chance.some(OURS), "residual_likelihood": chance.randint(1, 5),
        "residual_impact": chance.randint(1, 5), "status": status, "last_reviewed": chance.day(-300, 0),
        "consequence": "Queues", "closed_on": chance.day(-200, 0) if over else None,
        "how_ended": "Well" if over else None, "lesson": "Test" if over else None, "due": chance.day(-100, 200),
        "target_score": chance.randint(1, 12), "raised": chance.day(-600, 0), "next_review": chance.day(-60, 120),
    }  # fmt: skip


# ---- performance.xlsx -----------------------------------------------------------------------------------------------


def transactions(chance: Chance) -> list[Cells]:
    """Invoice lines of up to three years, with credits, products that come and go, quarters without any."""
    if chance.often(0.3):
        return []
    missing, first, typed = (
        chance.choice((0.0, 0.0, 0.1)),
        chance.choice((4, 7, 9, 11)),
        chance.choice(("all", "all", "some", "none")),
    )
    sold = {
        product: (chance.choice((first, first, first, 3)), chance.choice((-1, -1, 2, 4)))
        for product in chance.sample(PRODUCTS, chance.randint(1, 5))
    }
    lines = []
    for quarters_ago in range(first, -2, -1):  # -1: after the quarter, at times after the as-of day
        quarter = chance.period.back(quarters_ago)
        on_sale = [p for p, (begun, ended) in sold.items() if begun >= quarters_ago >= ended]
        if chance.often(missing) or (quarters_ago < 0 and chance.often(0.5)):
            continue
        for product in on_sale:
            for _ in range(chance.choice((1, 1, 2))):
                revenue = chance.amount(2_000, 60_000) * (-1 if chance.often(0.08) else 1)
                kind = chance.of(Transaction.revenue_type)
                lines.append({
                    "day": quarter.start + timedelta(chance.randint(0, quarter.days - 1)), "product": product,
                    "revenue": revenue, "cost": round(revenue * chance.uniform(0.3, 1.1), 2),
                    "quantity": float(chance.randint(1, 9)), "unit": chance.choice(UNITS),
                    "revenue_type": kind if typed == "all" or (typed == "some" and chance.often(0.5)) else None,
                })  # fmt: skip
    return lines


def financials(chance: Chance, lines: Sequence[Mapping[str, Any]]) -> list[Cells]:
    """Quarters from up to eleven back to three ahead; those of invoice lines mostly without revenue of their own."""
    if chance.often(0.05):
        return []
    invoiced: dict[Period, float] = {}
    for line in lines:
        if line["day"] <= chance.as_of:
            quarter = Period.of(line["day"], chance.period.first_month)
            invoiced[quarter] = invoiced.get(quarter, 0.0) + line["revenue"]
    first, last = chance.choice((0, 3, 5, 8, 11, 11, 11)), chance.choice((-3, -3, -3, 0, 0, 2))
    missing, credit = chance.choice((0.0, 0.0, 0.0, 0.15)), chance.choice((0.0, 0.0, 0.1))
    rows = []
    for quarters_ago in range(first, last - 1, -1):
        quarter = chance.period.back(quarters_ago)
        if chance.often(missing):
            continue
        row: Cells = {"quarter": str(quarter), "revenue_target": chance.amount(0, 150_000),
                      "margin_target": chance.amount(0, 60_000)}  # fmt: skip
        if quarter.start <= chance.as_of:
            revenue: float | None = chance.amount(0, 150_000) * (-1 if chance.often(credit) else 1)
            if quarter in invoiced:
                # Where both stand they agree, to the cent or within half a percent.
                revenue = invoiced[quarter] * chance.choice((1, 1.004)) if chance.often(0.25) else None
            owed = chance.amount(0, 90_000)
            bands = [round(owed * chance.choice((0, 0.05, 0.2)), 2) for _ in range(4)]
            row |= {
                "revenue": revenue,
                "cost_of_sales": None if quarter in invoiced and chance.often(0.6) else chance.amount(0, 80_000),
                "cost_to_serve": chance.amount(0, 30_000), "category_spend": chance.amount(0, 2_000_000),
                "spend_source": "Procurement", "recurring": chance.amount(0, 400_000), "receivables": owed,
                "overdue_30": bands[0], "overdue_60": bands[1], "overdue_90": bands[2], "overdue_more": bands[3],
                "credit_sales": chance.amount(0, 120_000), "source": "Finance",
                "as_of_date": quarter.end + timedelta(chance.randint(0, 20)),
            }  # fmt: skip
        rows.append(row)
    return rows


def measure(chance: Chance, name: str) -> Cells:
    """An agreed measure, at times with limits of its own on the right sides."""
    direction, target = chance.of(Measure.direction), float(chance.choice((1, 12, 80, 95.5, 0)))
    way = 1 if direction == "increase" else -1
    return {
        "id": name, "measure": f"Measure {name}", "definition": "A mean", "unit": "minutes", "direction": direction,
        "area": chance.of(Measure.area), "target": target, "agreed_by_us": "Anna Keller",
        "agreed_by_customer": "Ingrid Solberg", "agreed_on": chance.day(-800, 0), "share": chance.choice(("yes", "no")),
        "green_from": target - way * chance.choice((0, 1)), "red_from": target - way * chance.choice((2, 5)),
        "owner": chance.some(OURS), "due": chance.day(-200, 400),
    }  # fmt: skip


def readings(chance: Chance, measures: Sequence[Mapping[str, Any]]) -> list[Cells]:
    """Readings of the measures in some quarters."""
    return [
        {
            "quarter": str(chance.period.back(back)), "measure": row["id"],
            "value": row["target"] * chance.choice((1.0, 0.9, 1.1, chance.uniform(0.6, 1.4))) + chance.choice((0, 0.5)),
            "source": "Gate log", "responses": chance.choice((0, 2, 3, 40)), "as_of_date": chance.day(-30, 0),
            "comment": "Storm",
        }
        for row in measures
        for back in (5, 4, 1, 0, -1)
        if chance.often(0.7)
    ]  # fmt: skip


def value_entries(chance: Chance, strategies: Sequence[str]) -> list[Cells]:
    """The value ledger, with overlaps in chains and rings; expected value may lie ahead."""
    names = [f"V{n + 1}" for n in range(chance.choice((0, 1, 3, 6, 9, 14)))]
    linked = chance.choice((0.0, 0.3, 0.7))
    return [
        {
            "id": name, "day": chance.day(-900, 30), "initiative": f"Initiative {name}",
            "strategy": chance.one(strategies), "type": chance.of(Value.type), "baseline": "2025", "method": "Minutes",
            "amount": chance.amount(0, 120_000), "state": chance.of(Value.state), "confirmed_by": "Ingrid Solberg",
            "confirmed_on": chance.day(-300, 0), "share": chance.choice(("yes", "no")),
            "overlaps": chance.some([x for x in names if x != name], 2) if chance.often(linked) else None,
        }
        for name in names
    ]  # fmt: skip


def opportunity(chance: Chance, name: str) -> Cells:
    """A deal, in any stage."""
    opened, close = chance.day(-600, 0), chance.day(-90, 400)
    closed = min(opened + timedelta(chance.randint(0, 500)), chance.as_of)
    stage = chance.of(Opportunity.stage)
    return {
        "id": name, "opportunity": f"Deal {name}", "offering": chance.choice(PRODUCTS),
        "value": chance.amount(0, 300_000), "stage": stage, "probability": round(chance.random(), 2),
        "expected_close": close, "opened": opened, "owner": chance.some(OURS),
        "first_expected": close - timedelta(chance.choice((0, 0, 30, 100))),
        "closed_on": closed if stage in ("won", "lost") else None,
        "unit": chance.choice(UNITS), "competitor": "Baltic Docs", "obstacle": "Interface",
        "lost_because": "Price" if stage == "lost" else None,
    }  # fmt: skip


def feedback(chance: Chance, number: int, persons: Sequence[str], actions: Sequence[str]) -> Cells:
    """A voice of the customer, on one of several scales."""
    low, high = chance.choice(((1, 5), (0, 10), (1, 10), (0, 100), (1, 7)))
    row = {
        "day": chance.day(-500, 10), "person": chance.one(persons), "kind": chance.of(Feedback.kind),
        "said": f"Saying {number}", "question": chance.of(Feedback.question),
        "score": float(chance.randint(low, high)), "scale_min": float(low), "scale_max": float(high),
        "best": chance.choice(("high", "high", "low")), "theme": chance.choice(("Freight papers", "Gates", "People")),
        "follow_up": chance.one(actions),
    }  # fmt: skip
    if row["question"] == "recommend" and high <= 10:  # most are asked on 0 to 10
        row |= {"score": float(round((row["score"] - low) / (high - low) * 10)), "scale_min": 0.0, "scale_max": 10.0}
    return row
