"""Which accounts need something first, and why: each alarm in a word, the accounts with most alarms first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from pipeline.account_packs import AccountPack
from pipeline.analyse.lines import Part, later, said
from pipeline.analyse.portfolio import SINGLE_THREAD
from pipeline.analyse.portfolio_accounts import late_actions, worst_first
from pipeline.analyse.portfolio_asks import asked
from pipeline.analyse.portfolio_dues import everything_due
from pipeline.analyse.portfolio_packs import NO_PACKS, built, name_of, number_of, quoted, sources
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.theme import Tone

SOON = 30  # days in which a notice is an alarm
GRAVE = ("high", "critical")
# An alarm's word -> when it is one.
ALARMS = {
    "health off track": "health below the setting health_amber",
    "revenue below target": "revenue below the setting amber_from of its target",
    "high risk": "the worst open threat is high or critical",
    "hangs on one person": "fewer than 2 key people at a relationship of 3 or more",
    "ask overdue": "an open ask to management is past its day",
    "notice due": f"a contract's last day for notice is within {SOON} days",
    "actions overdue": "open actions due before the as-of day",
}
RULE = "; ".join(f"{word}: {rule}" for word, rule in ALARMS.items())


def _alarms(case: Case, pack: AccountPack, waits: Counter[str], notices: Counter[str]) -> Iterator[str]:
    """The alarms of an account, in the order of `ALARMS`."""
    settings = case.settings
    health, revenue = number_of(pack, "health.score"), number_of(pack, "finance.revenue")
    target = number_of(pack, "finance.revenue_target")
    risk = next(pack.lines("risks.top"), None)
    rings = (
        health is not None and health < settings.health_amber,
        revenue is not None and target is not None and revenue < settings.amber_from * target,
        risk is not None and risk["band"] in GRAVE,
        number_of(pack, SINGLE_THREAD) is not None,
        bool(waits[pack.account]),
        bool(notices[pack.account]),
        bool(late_actions(case)[pack.account]),
    )
    return (word for word, rung in zip(ALARMS, rings, strict=True) if rung)


def _rung(case: Case) -> dict[str, tuple[str, ...]]:
    """The alarms of each built account that has any."""
    today, until = case.facts.as_of, case.facts.as_of + timedelta(days=SOON)
    waits = Counter(one.pack.account for one in asked(case) if one.days_late(today))
    dues = (due for due in everything_due(case) if due.kind == "notice")
    notices = Counter(due.pack.account for due in dues if due.day and today <= due.day <= until)
    found_alarms = {pack.account: tuple(_alarms(case, pack, waits, notices)) for pack in built(case)}
    return {account: words for account, words in found_alarms.items() if words}


def rung(case: Case) -> dict[str, tuple[str, ...]]:
    """The alarms of each built account that has any, worked out once."""
    made: dict[str, tuple[str, ...]] = case.shared("alarms", lambda _facts: _rung(case))
    return made


def _priority(case: Case, pack: AccountPack) -> Line:
    def parts() -> dict[str, Part]:
        words = rung(case)[pack.account]
        return {
            "account": (Unit.TEXT, "the account's id", found(pack.account)),
            "name": (Unit.TEXT, "Name in Profile", found(name_of(pack))),
            "manager": (Unit.TEXT, "Account manager", quoted(pack, "account.manager")),
            "health": (Unit.SCORE, "health.score of its pack", quoted(pack, "health.score")),
            "alarms": (Unit.COUNT, "how many of these are so", found(len(words), (), Tone.BAD)),
            "why": (Unit.TEXT, RULE, said("; ".join(words))),
        }

    return later(case, f"portfolio.priorities.{pack.account}", parts)


@figure(
    "portfolio.priorities",
    Unit.LIST,
    "Accounts that need something first, most alarms first: account, manager, health, alarms, why",
    f"{RULE}; of equal numbers the worst first",
)
def priorities(case: Case) -> Answer:
    if not built(case):
        return missing(NO_PACKS)
    packs = [pack for pack in built(case) if pack.account in rung(case)]
    packs.sort(key=lambda pack: (-len(rung(case)[pack.account]), worst_first(pack)))
    return found(tuple(_priority(case, pack) for pack in packs), sources(packs, "health.score"))
