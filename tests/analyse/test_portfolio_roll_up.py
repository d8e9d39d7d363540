"""The roll-up over 200 generated accounts: every total equals the sum of what the accounts' own analyses say."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from pipeline.account_packs import AccountPack
from pipeline.analyse import analyse
from pipeline.analyse.portfolio import TOTALS
from pipeline.figures import Case, Figure, Line
from pipeline.manifest import Manifest
from pipeline.periods import Period
from pipeline.record import kept, kept_lists
from pipeline.settings import Settings
from pipeline.sheets.account import Ask, Contract, Profile, Whitespace
from pipeline.sheets.goals import Action
from pipeline.sheets.people import Person
from pipeline.sheets.performance import Financial, Opportunity, Value
from pipeline.sheets.risks import Risk
from tests.analyse.selecting import portfolio
from tests.filled import AS_OF, PERIOD, filled

pytestmark = pytest.mark.xdist_group("roll-up")
COUNT = 200


def account(number: int) -> dict[Any, list[dict[str, Any]]]:
    """An account's rows: quarters with credits and gaps, contracts, threats, deals, actions and asks."""
    draw = random.Random(number)

    def money(low: int, high: int) -> float:
        return round(draw.uniform(low, high), 2)

    def day(spread: int = 200) -> date:
        return AS_OF + timedelta(days=draw.randint(-spread, spread))

    def some(*choices: Any) -> Any:
        return draw.choice(choices)

    serves = some(True, False)
    quarters = [{
        "quarter": str(Period(2026, 3).back(n)), "revenue": money(-5_000, 90_000), "cost_of_sales": money(0, 50_000),
        "cost_to_serve": money(0, 9_000) if serves else None, "revenue_target": some(money(1, 90_000), None),
        "margin_target": money(1, 40_000), "receivables": money(60_000, 90_000), "overdue_30": money(0, 9_000),
        "overdue_60": money(0, 9_000), "overdue_90": money(0, 9_000),
        "overdue_more": money(0, 9_000),
    } for n in range(draw.choice([1, 4, 9]))]  # fmt: skip
    return {
        Profile: [{"account_id": f"a{number}", "name": f"Account {number}", "manager": some("Ann", "Bob", None)}],
        Financial: quarters,
        Contract: [{"contract": f"C{n}", "start": date(2025, 1, 1), "end": day(500), "annual_value": money(0, 99_000),
                    "renewal": some("secure", "at risk")} for n in range(draw.randint(0, 3))],
        Risk: [{"id": f"R{n}", "kind": "threat", "event": "Leaves", "likelihood": draw.randint(1, 5), "impact": 3,
                "revenue": money(0, 9_000), "status": some("open", "closed"), "last_reviewed": day(100)}
               for n in range(draw.randint(0, 3))],
        Person: [{"id": f"P{n}", "name": f"P{n}", "influence": 5, "support": 1, "now": draw.randint(0, 5),
                  "owner": "Ann", "last_contact": some(day(100), None)} for n in range(draw.randint(0, 4))],
        Value: [{"id": f"V{n}", "day": date(2026, 3, 1), "initiative": "Less", "amount": money(0, 9_000),
                 "state": some("claimed", "client confirmed")} for n in range(draw.randint(0, 3))],
        Opportunity: [{"id": f"O{n}", "opportunity": "More", "value": money(0, 9_000), "probability": 0.3,
                       "stage": some("qualified", "won")} for n in range(draw.randint(0, 3))],
        Whitespace: [{"unit": "All", "offering": "Desk", "status": some("open", "ours"), "potential": money(0, 9_000)}],
        Action: [{"id": f"A{n}", "activity": "Call", "owner": some("Ann", "Bob; Cid"), "due": day(),
                  "status": some("open", "done", "blocked"), "first_due": some(day(), None)}
                 for n in range(draw.randint(0, 6))],
        Ask: [{"id": f"K{n}", "ask": "Staff", "directed_at": some("management", "client"), "by": day(),
               "outcome": some("open", "granted")} for n in range(draw.randint(0, 2))],
    }  # fmt: skip


@cache
def analysed() -> Mapping[str, Mapping[str, Figure]]:
    """The figures of each account, from its rows."""
    settings = Settings()
    found: dict[str, Mapping[str, Figure]] = {}
    for n in range(COUNT):
        facts = filled(account(n), period=PERIOD, as_of=AS_OF, examples=False)
        found[f"a{n}"] = analyse(facts, settings)
    return found


@cache
def rolled_up() -> Case:
    """The portfolio over what their packs hold, through the manifest's own bytes."""
    packs = []
    for name, figures in analysed().items():
        made = Manifest(name, "2026-Q3", AS_OF.isoformat(), "test", figures=kept(figures), rows=kept_lists(figures))
        packs.append(AccountPack.of(Manifest.from_bytes(made.to_bytes())))
    return portfolio({}, packs=packs)


@pytest.mark.parametrize("total", TOTALS)
def test_a_total_equals_the_sum_of_the_accounts_to_the_cent(total: str) -> None:
    added = TOTALS[total][2]
    parts = [figure[added].number for figure in analysed().values() if not figure[added].absent]
    assert len(parts) > 20, f"too few accounts with {added} to show anything"
    exactly = sum((Fraction(part) for part in parts), Fraction())
    told = rolled_up()[f"portfolio.{total}"]
    assert abs(Fraction(told.number) - exactly) < Fraction(1, 200)
    assert len(told.sources) == len(parts)


def test_every_total_is_reconciled() -> None:
    case = rolled_up()
    assert case["portfolio.reconciled"].value == "yes"
    for line in case["portfolio.reconciliation"].lines:
        assert line.counted.number + line.lacking_count.number == COUNT
        shown = sum((Decimal(str(round(p, 2))) for p in parts_of(line.name)), Decimal(0))
        assert abs(Decimal(str(line.accounts_sum.value)) - shown) <= Decimal("0.01") * COUNT
        assert abs(line.rounding.number) <= 0.005 * line.counted.number + 0.005


def parts_of(name: str) -> list[float]:
    added = TOTALS[name.rpartition(".")[2]][2]
    return [figure[added].number for figure in analysed().values() if not figure[added].absent]


def test_lists_hold_what_the_accounts_own_lists_hold() -> None:
    case = rolled_up()
    assert case["portfolio.overdue_actions"].value == len(everywhere("actions.overdue")) > 0
    assert case["portfolio.slipped_count"].value == len(everywhere("actions.slipped")) > 0
    gaps = everywhere("people.gaps")
    contacts = [line for line in gaps if line.kind.value in ("contact overdue", "never contacted")]
    by_manager = case["portfolio.contacts_overdue"].lines
    assert sum(line.overdue.number + line.never.number for line in by_manager) == len(contacts) > 0
    single = [line for line in gaps if line.kind.value == "single thread"]
    assert case["portfolio.single_thread_count"].value == len(single) > 0
    asks = [line for line in everywhere("asks.open") if line.directed_at.value == "management"]
    assert case["portfolio.asks_open_count"].value == len(asks) > 0
    managed = sum(line.overdue.number for line in case["portfolio.due_by_manager"].lines)
    assert managed == len(case["portfolio.overdue_items"])


def everywhere(figure: str) -> list[Line]:
    """The lines of a list over all accounts."""
    return [line for figures in analysed().values() for line in figures[figure].lines]


def test_the_order_of_the_accounts_changes_nothing() -> None:
    case = rolled_up()
    turned = portfolio({}, packs=reversed(list(case.packs.values())))
    for name in case.declarations:
        if name.startswith("portfolio."):
            assert said(turned[name]) == said(case[name]), name


def said(figure: Figure) -> Any:
    """What a figure and its lines say."""
    lines = [[(part, f.value, f.reason) for part, f in sorted(line.computed.items())] for line in figure.lines]
    return lines or (figure.value, figure.reason)


def test_no_figure_holds_what_is_no_number() -> None:
    case = rolled_up()
    for name in case.declarations:
        for figure in (case[name], *(f for line in case[name].lines for f in line.computed.values())):
            assert figure.absent or figure.value == figure.value, figure.name
            assert not figure.absent or figure.reason, figure.name
