"""One line an account, the worst first: what an executive asks of each, and those that were not built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from pipeline.account_packs import AccountPack
from pipeline.analyse.lines import Part, later, line, said
from pipeline.analyse.portfolio import SINGLE_THREAD, is_stale
from pipeline.analyse.portfolio_asks import Asked, asked
from pipeline.analyse.portfolio_concentration import share_of
from pipeline.analyse.portfolio_dues import everything_due
from pipeline.analyse.portfolio_packs import (
    NO_PACKS,
    NOT_KEPT,
    built,
    day_of,
    name_of,
    not_built,
    number_of,
    quoted,
    sources,
)
from pipeline.columns import natural
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.quoted import HEALTH_PARTS, QUOTED
from pipeline.theme import Tone

# What a line quotes of its account's pack: name -> unit, the account's figure.
CELLS: dict[str, tuple[Unit, str]] = {
    "tier": (Unit.TEXT, "account.tier"),
    "manager": (Unit.TEXT, "account.manager"),
    "revenue": (Unit.MONEY, "finance.revenue"),
    "revenue_target": (Unit.MONEY, "finance.revenue_target"),
    "revenue_variance": (Unit.CHANGE, "finance.revenue_variance"),
    "revenue_rolling": (Unit.MONEY, "finance.revenue_rolling"),
    "margin": (Unit.MONEY, "finance.margin"),
    "margin_share": (Unit.PERCENT, "finance.margin_share"),
    "profit": (Unit.MONEY, "finance.profit"),
    "margin_target": (Unit.MONEY, "finance.margin_target"),
    "receivables": (Unit.MONEY, "finance.receivables"),
    "overdue": (Unit.MONEY, "finance.overdue"),
    "overdue_long": (Unit.MONEY, "finance.overdue_long"),
    "asset_value": (Unit.MONEY, "assets.asset_value"),
    "at_risk": (Unit.MONEY, "assets.at_risk"),
    "exposure": (Unit.MONEY, "risks.exposure"),
    "contract_end": (Unit.DATE, "assets.next_end"),
    "contract": (Unit.TEXT, "assets.next_end_contract"),
    "health_change": (Unit.POINTS, "health.change"),
    "verdict": (Unit.TEXT, "people.verdict"),
    "completeness": (Unit.PERCENT, "account.completeness"),
    "gap_count": (Unit.COUNT, "account.gap_count"),
}
OF_PACK = {name: f"{name} of its pack" for name in QUOTED}
VERDICTS = {"green": Tone.GOOD, "amber": Tone.WATCH, "red": Tone.BAD}


def worst_first(pack: AccountPack) -> tuple[bool, float, float, object]:
    """The lowest health first, of equal ones the larger; without a health score last."""
    health, revenue = number_of(pack, "health.score"), number_of(pack, "finance.revenue_rolling")
    return health is None, health or 0.0, -(revenue or 0.0), natural(pack.account)


def _health(case: Case, pack: AccountPack, name: str = "health.score") -> Answer:
    """The health, or a part of it, of 100, with its verdict."""
    answer, score = quoted(pack, name), number_of(pack, name)
    if score is None:
        return answer
    green, amber = case.settings.health_green, case.settings.health_amber
    return found(score, answer.sources, Tone.GOOD if score >= green else Tone.WATCH if score >= amber else Tone.BAD)


def _verdict(case: Case, pack: AccountPack) -> Answer:
    """The verdict on the health in a word."""
    health = _health(case, pack)
    return found(health.tone.value, health.sources, health.tone) if health.tone else health


def late_actions(case: Case) -> Counter[str]:
    """How many overdue actions each account has, counted once."""
    made: Counter[str] = case.shared("late actions", lambda _facts: _late_actions(case))
    return made


def _late_actions(case: Case) -> Counter[str]:
    late = (due for due in everything_due(case) if due.kind == "action" and due.late)
    return Counter(due.pack.account for due in late)


def _first_asks(case: Case) -> dict[str, Asked]:
    """The open ask to management of each account that is needed first."""
    first: dict[str, Asked] = {}
    for one in asked(case):
        if one.is_open:
            first.setdefault(one.pack.account, one)
    return first


def _variance_share(pack: AccountPack) -> Answer:
    variance, target = number_of(pack, "finance.revenue_variance"), number_of(pack, "finance.revenue_target")
    if variance is None or target is None:
        return missing(quoted(pack, "finance.revenue_variance").reason or quoted(pack, "finance.revenue_target").reason)
    at = sources((pack,), "finance.revenue_variance", "finance.revenue_target")
    return found(variance / target, at) if target > 0 else missing("the revenue target is not above 0", at)


def _plan_age(case: Case, pack: AccountPack) -> Answer:
    """Days since the last review."""
    last = quoted(pack, "health.last_review")
    if not isinstance(last.value, date):
        return last
    tone = Tone.WATCH if is_stale(case, last.value) else Tone.GOOD
    return found((case.facts.as_of - last.value).days, last.sources, tone)


def _kept(pack: AccountPack, name: str, reason: str) -> Answer:
    """Why a list of a pack says nothing: it was not kept, or it is empty."""
    return missing(reason if name in pack.lists else NOT_KEPT)


def account_line(case: Case, pack: AccountPack) -> Line:
    """An account as a line."""
    return later(case, f"portfolio.accounts.{pack.account}", lambda: _account_parts(case, pack))


def _account_parts(case: Case, pack: AccountPack) -> dict[str, Part]:
    """What the executives ask of an account."""
    late = late_actions(case)
    asks: dict[str, Asked] = case.shared("first asks", lambda _facts: _first_asks(case))
    ask, threads = asks.get(pack.account), number_of(pack, SINGLE_THREAD)
    risk = next(pack.lines("risks.top"), None)
    at_risks, at_actions = pack.source("risks.top"), pack.source("actions.open")
    known = "people.verdict" in pack.figures
    single = found(
        "yes" if threads is not None else "no", pack.source(SINGLE_THREAD), Tone.BAD if threads is not None else None
    )
    parts: dict[str, Part] = {
        "account": (Unit.TEXT, "the account's id", found(pack.account)),
        "name": (Unit.TEXT, "Name in Profile", found(name_of(pack), pack.source("account.name"))),
        "as_of": (Unit.DATE, "the day its pack is true of", _day(pack.as_of)),
        **{cell: (unit, OF_PACK[name], quoted(pack, name)) for cell, (unit, name) in CELLS.items()},
        "revenue_variance_share": (Unit.CHANGE_PERCENT, "revenue variance / revenue target", _variance_share(pack)),
        "health": (Unit.SCORE, "health.score of its pack", _health(case, pack)),
        **{
            f"health_{part}": (Unit.SCORE, OF_PACK[f"health.{part}"], _health(case, pack, f"health.{part}"))
            for part in HEALTH_PARTS
        },
        "health_verdict": (Unit.TEXT, "health by the settings health_green, health_amber", _verdict(case, pack)),
        "single_thread": (
            Unit.TEXT,
            "yes with fewer than 2 key people at a relationship of 3 or more",
            single if known else quoted(pack, "people.verdict"),
        ),
        "top_risk": (
            Unit.TEXT,
            "Event of the worst open threat",
            said(risk["event"], at_risks) if risk else _kept(pack, "risks.top", "no open threat given"),
        ),
        "top_risk_band": (
            Unit.TEXT,
            "its band",
            said(risk["band"], at_risks, "not rated") if risk else _kept(pack, "risks.top", "no open threat given"),
        ),
        "overdue_actions": (
            Unit.COUNT,
            "open actions due before the as-of day",
            found(late[pack.account], at_actions, Tone.BAD if late[pack.account] else Tone.GOOD)
            if "actions.open" in pack.lists
            else missing(NOT_KEPT),
        ),
        "plan_age": (Unit.DAYS, "as-of day - last review", _plan_age(case, pack)),
        "open_ask": (
            Unit.TEXT,
            "the open ask to management that is needed first",
            said(ask.said["ask"], ask.source, "to confirm") if ask else _kept(pack, "asks.all", "no open ask"),
        ),
        "revenue_share": (Unit.PERCENT, "its share of the portfolio's revenue", share_of(case, pack, "revenue")),
        "profit_share": (Unit.PERCENT, "its share of the portfolio's profit", share_of(case, pack, "profit")),
    }
    if isinstance(parts["verdict"][2].value, str):
        word = parts["verdict"][2].value
        parts["verdict"] = (
            Unit.TEXT,
            parts["verdict"][1],
            found(word, parts["verdict"][2].sources, VERDICTS.get(word)),
        )
    return parts


def _day(text: str) -> Answer:
    day = day_of(text)
    return found(day) if day else missing("no pack")


@figure(
    "portfolio.accounts",
    Unit.LIST,
    "One line an account that was built, the worst first: tier, manager, revenue against target, margin, health and "
    "its change, top risk, single thread, overdue actions, contract end, plan age, completeness, open ask",
    "figures of the accounts' packs; the lowest health first, of equal ones the larger rolling revenue, without a "
    "health score last",
)
def accounts(case: Case) -> Answer:
    packs = sorted(built(case), key=worst_first)
    if not packs:
        return missing(NO_PACKS)
    return found(tuple(account_line(case, pack) for pack in packs), sources(packs, "health.score"))


@figure(
    "portfolio.not_built",
    Unit.LIST,
    "Accounts that this run built no pack of, out of every total: account, why, the last pack's day and revenue",
    "accounts that were stopped, by id",
)
def left_out(case: Case) -> Answer:
    if not case.packs:
        return missing("the workspace has no account")
    lines = []
    for pack in not_built(case):
        none = missing("never built")
        parts: dict[str, Part] = {
            "account": (Unit.TEXT, "the account's id", found(pack.account)),
            "name": (Unit.TEXT, "Name in its last pack's Profile, else the id", found(name_of(pack))),
            "why": (Unit.TEXT, "what stopped it", found(pack.why, (), Tone.BAD)),
            "last_day": (
                Unit.DATE,
                "the day its last pack is true of",
                found(day) if (day := day_of(pack.as_of)) else none,
            ),
            "last_period": (Unit.TEXT, "the quarter of its last pack", said(pack.period, (), none.reason)),
            "last_revenue": (
                Unit.MONEY,
                "rolling revenue in its last pack",
                quoted(pack, "finance.revenue_rolling") if pack.period else none,
            ),
        }
        lines.append(line(case, f"portfolio.not_built.{pack.account}", None, parts))
    return found(tuple(lines))


def _such(case: Case, wanted: Callable[[AccountPack], bool]) -> Answer:
    """The lines of some accounts, the worst first."""
    every = case["portfolio.accounts"]
    if every.absent:
        return missing(every.reason)
    packs = sorted(built(case), key=worst_first)
    return found(tuple(item for item, pack in zip(every.lines, packs, strict=True) if wanted(pack)), every.sources)


@figure(
    "portfolio.single_threads",
    Unit.LIST,
    "Accounts that hang on one person, the worst first",
    "accounts with fewer than 2 key people at a relationship of 3 or more",
)
def single_threads(case: Case) -> Answer:
    return _such(case, lambda pack: number_of(pack, SINGLE_THREAD) is not None)


@figure(
    "portfolio.stale_plans",
    Unit.LIST,
    "Accounts whose plan was not reviewed for over a quarter, or never, the worst first",
    "last review over three months before the as-of day, or none",
)
def stale_plans(case: Case) -> Answer:
    return _such(case, lambda pack: is_stale(case, day_of(pack.figures.get("health.last_review"))))
