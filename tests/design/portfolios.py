"""Portfolios for tests of the deck: one account of which nothing is known, and more than any page has room for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.account_packs import AccountPack
from pipeline.analyse import analyse_portfolio
from pipeline.compose import compose_portfolio
from pipeline.quoted import HEALTH_PARTS
from pipeline.settings import Settings
from pipeline.sheets import PORTFOLIO
from pipeline.tags import Pages
from tests.analyse.packs import Lists, pack
from tests.filled import AS_OF, PERIOD, filled
from tests.selection.many import Sheets, rows

LONG = "An account of the longest name that anybody has ever seen in a register of companies & Söhne"
DAYS = ("2026-10-02", "2026-10-16", "2026-12-31", "2027-03-31")


def pages(packs: Iterable[AccountPack], *, programme: bool = True, candidates: int = 0) -> Pages:
    """What the portfolio's pages say of these packs, the examples of the programme's sheets, or many candidates."""
    sheets: Sheets = {sheet: [{}] for sheet in PORTFOLIO} if programme else {}
    if candidates:
        sheets = {**sheets, **rows(candidates)}
    facts = filled(sheets, period=PERIOD, as_of=AS_OF)
    by_account = {one.account: one for one in packs}
    return compose_portfolio(analyse_portfolio(facts, Settings(company="Halden"), by_account))


def bare() -> list[AccountPack]:
    """One account of which nothing is known."""
    return [pack("northwind")]


def crowded(count: int = 60) -> list[AccountPack]:
    """Many accounts with everything, and some that were not built."""
    return [*(_full(n) for n in range(count)), *(AccountPack.stopped(f"stopped{n}", n) for n in range(9))]


def _full(n: int) -> AccountPack:
    """An account with every figure and list."""
    money: dict[str, Any] = {
        f"finance__{name}": 1_000.0 * (n + 1) for name in (
            "revenue", "revenue_target", "revenue_ytd", "revenue_rolling", "margin", "margin_target", "margin_rolling",
            "profit", "profit_rolling", "receivables", "overdue", "overdue_long",
        )
    }  # fmt: skip
    scores = {f"health__{part}": float(n % 101) for part in HEALTH_PARTS}
    return pack(
        f"a{n}",
        _lists(n),
        account__name=f"{LONG} {n}",
        account__tier="Strategic",
        account__manager=f"Bartholomew Featherstonehaugh-Cholmondeley {n % 20}",
        account__completeness=0.5,
        account__wanted_count=100,
        account__gap_count=50,
        finance__revenue_variance=(-1.0) ** n * 900 * (n + 1),
        finance__margin_share=0.4,
        assets__asset_value=9_000.0 * (n + 1),
        assets__gross_value=12_000.0 * (n + 1),
        assets__at_risk=3_000.0 * (n + 1),
        assets__next_end="2027-03-31",
        assets__next_end_contract="Framework",
        risks__exposure=5_000.0,
        health__score=float(n % 101),
        health__change=-0.12,
        health__last_review="2026-05-01",
        people__verdict="red",
        people__gaps__single_thread__all__number=1,
        actions__open_count=4,
        **money,
        **scores,
    )


def _lists(n: int) -> Lists:
    """Lists with long lines, due before, in and after the week."""
    owner = f"Bartholomew Featherstonehaugh-Cholmondeley {n}"
    what = "Settle with the customer's regional directors what the new service levels mean for the night shift"
    return {
        "actions.open": {f"A{k}": {"activity": f"{what} {k}", "owner": owner, "due": day, "slips": k}
                         for k, day in enumerate(DAYS)},
        "people.key": {"P1": {"name": owner, "owner": owner, "contact_due": DAYS[0]}, "P2": {"name": "Never Met"}},
        "account.reviews_due": {"R1": {"type": "management", "next_review": DAYS[1]}},
        "assets.contracts": {f"C{k}": {"contract": f"Framework agreement for all sites, part {k}", "end": DAYS[2],
                                       "annual_value": 9_000.0, "renewal": ("secure", "at risk")[k % 2],
                                       "notice_by": DAYS[1]} for k in range(2)},
        "asks.all": {f"K{k}": {"ask": f"{what} {k}", "directed_at": "management", "of_whom": owner, "by": DAYS[k],
                               "outcome": ("open", "granted")[k], "outcome_date": DAYS[0] if k else None,
                               "cost": 5_000.0} for k in range(2)},
        "risks.top": {"R1": {"event": f"{what} and leaves", "band": "critical", "current_score": 25}},
    }  # fmt: skip
