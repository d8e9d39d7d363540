"""The accounts in other orders than the worst first: by what they lack of target, as assets, by what they owe."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum

from pipeline.account_packs import AccountPack
from pipeline.analyse.lines import Part, line
from pipeline.analyse.portfolio_accounts import account_line
from pipeline.analyse.portfolio_packs import NO_PACKS, built, holding, name_of, number_of, sources, sum_of
from pipeline.columns import natural
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.quoted import HEALTH_PARTS
from pipeline.theme import Tone

VARIANCE = "finance.revenue_variance"
STEPS = 7  # accounts that stand by themselves; the others are one step


def _ranked(case: Case, figure: str, rank: Callable[[float], float], wanted: Callable[[float], bool]) -> Answer:
    """The lines of the built accounts whose figure is wanted, by its rank, of equal ones by id."""
    if not built(case):
        return missing(NO_PACKS)
    known = [(number_of(pack, figure) or 0.0, pack) for pack in holding(case, figure)]
    if not known:
        return missing(f"no account's pack holds {figure}")
    chosen = sorted(
        (pair for pair in known if wanted(pair[0])), key=lambda pair: (rank(pair[0]), natural(pair[1].account))
    )
    packs = [pack for _, pack in chosen]
    return Answer(tuple(account_line(case, pack) for pack in packs), sources(packs, figure))


@figure(
    "portfolio.by_variance",
    Unit.LIST,
    "Accounts with revenue and target, the largest shortfall first",
    "accounts by revenue less target, the lowest first",
)
def by_variance(case: Case) -> Answer:
    return _ranked(case, VARIANCE, lambda number: number, lambda number: True)


@figure(
    "portfolio.by_asset_value",
    Unit.LIST,
    "Accounts as assets, the most valuable first",
    "accounts by asset value, the highest first",
)
def by_asset_value(case: Case) -> Answer:
    return _ranked(case, "assets.asset_value", lambda number: -number, lambda number: True)


@figure(
    "portfolio.by_at_risk",
    Unit.LIST,
    "Accounts with value at risk, the most at risk first",
    "accounts by the part of their gross value that is at risk, the highest first",
)
def by_at_risk(case: Case) -> Answer:
    return _ranked(case, "assets.at_risk", lambda number: -number, lambda number: number > 0)


@figure(
    "portfolio.by_overdue",
    Unit.LIST,
    "Accounts with overdue receivables, the most overdue first",
    "accounts by overdue receivables, the highest first",
)
def by_overdue(case: Case) -> Answer:
    return _ranked(case, "finance.overdue", lambda number: -number, lambda number: number > 0)


@figure(
    "portfolio.below_target_count",
    Unit.COUNT,
    "Accounts below their revenue target",
    "accounts with revenue less target below 0",
)
def below_target_count(case: Case) -> Answer:
    listed = case["portfolio.by_variance"]
    if listed.absent:
        return missing(listed.reason)
    below = [pack for pack in holding(case, VARIANCE) if (number_of(pack, VARIANCE) or 0.0) < 0]
    return found(len(below), sources(below, VARIANCE), Tone.BAD if below else Tone.GOOD)


@figure(
    "portfolio.weakest_part",
    Unit.TEXT,
    "The part of the health that is weakest over the accounts",
    "the part of the health with the lowest mean over the accounts that have it",
)
def weakest_part(case: Case) -> Answer:
    if not built(case):
        return missing(NO_PACKS)
    means = {
        part: sum_of(packs, f"health.{part}") / len(packs)
        for part in HEALTH_PARTS
        if (packs := holding(case, f"health.{part}"))
    }
    if not means:
        return missing("no account has a part of a health score")
    lowest = min(means, key=lambda part: (means[part], HEALTH_PARTS.index(part)))
    return found(lowest, sources(holding(case, f"health.{lowest}"), f"health.{lowest}"))


@figure(
    "portfolio.target_steps",
    Unit.LIST,
    "How far revenue is from target: the accounts that are furthest from it, then all others in one step",
    f"revenue less target of the {STEPS} accounts furthest from it either way, the lowest first; the sum of the others",
)
def target_steps(case: Case) -> Answer:
    packs = holding(case, VARIANCE)
    if not packs:
        return missing(case["portfolio.by_variance"].reason)
    off = {pack.account: number_of(pack, VARIANCE) or 0.0 for pack in packs}
    far = sorted(packs, key=lambda pack: (-abs(off[pack.account]), natural(pack.account)))
    own, others = far[:STEPS], far[STEPS:]
    own.sort(key=lambda pack: (off[pack.account], natural(pack.account)))
    lines = [_step(case, pack.account, name_of(pack), [pack], off[pack.account]) for pack in own]
    if others:
        lines.append(_step(case, "others", "", others, round(fsum(off[pack.account] for pack in others), 6)))
    return found(tuple(lines), sources(packs, VARIANCE))


def _step(case: Case, key: str, name: str, packs: list[AccountPack], amount: float) -> Line:
    at = sources(packs, VARIANCE)
    parts: dict[str, Part] = {
        "name": (Unit.TEXT, "Name in Profile", found(name, at) if name else missing("all other accounts", at)),
        "accounts": (Unit.COUNT, "accounts in the step", found(len(packs), at)),
        "amount": (
            Unit.CHANGE,
            "revenue less target",
            found(amount, at, Tone.GOOD if amount > 0 else Tone.BAD if amount < 0 else None),
        ),
    }
    return line(case, f"portfolio.target_steps.{key}", None, parts)
