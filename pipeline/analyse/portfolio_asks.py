"""What the accounts ask of management: open, overdue, and what became of each ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import Any

from pipeline.account_packs import AccountPack
from pipeline.analyse.lines import Part, later, said
from pipeline.analyse.portfolio_dues import none_kept, not_kept
from pipeline.analyse.portfolio_packs import built, day_of, folded, name_of
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.problems import Place
from pipeline.theme import Tone

ASKS = "asks.all"
OPEN = (None, "open")
OUTCOMES = {"granted": Tone.GOOD, "refused": Tone.BAD, "withdrawn": Tone.MUTED}


@dataclass(frozen=True, slots=True)
class Asked:
    """An ask of an account to management."""

    pack: AccountPack
    said: dict[str, Any]

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.said["outcome"] in OPEN

    @property
    def by(self) -> date | None:
        """The day its answer is needed."""
        return day_of(self.said["by"])

    @property
    def at(self) -> tuple[AccountPack, str, str]:
        """The pack, the topic and the key of its line."""
        return self.pack, "asks", self.said["key"]

    @property
    def source(self) -> tuple[Place, ...]:
        """Where it stands in the pack."""
        return folded((self.at,))

    def days_late(self, as_of: date) -> int:
        """Days by which an open ask is past its day; 0 where it is not."""
        return max((as_of - self.by).days, 0) if self.is_open and self.by else 0


def asked(case: Case) -> list[Asked]:
    """Every ask to management: the open ones first needed first, then the decided ones newest first."""
    made: list[Asked] = case.shared("asks to management", lambda _facts: _asked(case))
    return made


def _asked(case: Case) -> list[Asked]:
    asks = [
        Asked(pack, said) for pack in built(case) for said in pack.lines(ASKS) if said["directed_at"] == "management"
    ]

    def order(one: Asked) -> tuple[bool, int]:
        decided = day_of(one.said["outcome_date"]) or date.min
        return not one.is_open, (one.by or date.max).toordinal() if one.is_open else -decided.toordinal()

    return sorted(asks, key=order)  # it is stable: of equal days the accounts keep their order


def ask_line(case: Case, name: str, one: Asked) -> Line:
    """An ask as a line."""
    return later(case, f"{name}.{one.pack.account}.{one.said['key']}", lambda: _ask_parts(case, one))


def _ask_parts(case: Case, one: Asked) -> dict[str, Part]:
    at, late, told = one.source, one.days_late(case.facts.as_of), one.said
    outcome, decided = told["outcome"], day_of(told["outcome_date"])
    state = found("overdue", at, Tone.BAD) if late else found(outcome or "open", at, OUTCOMES.get(str(outcome)))
    return {
        "account": (Unit.TEXT, "the account's id", found(one.pack.account)),
        "name": (Unit.TEXT, "Name in Profile", found(name_of(one.pack))),
        "ask": (Unit.TEXT, "Ask", said(told["ask"], at, "to confirm")),
        "why": (Unit.TEXT, "Why", said(told["why"], at, "to confirm")),
        "if_refused": (Unit.TEXT, "If refused", said(told["if_refused"], at, "not said")),
        "of_whom": (Unit.TEXT, "Of whom", said(told["of_whom"], at, "to confirm")),
        "by": (Unit.DATE, "By", found(one.by, at) if one.by else missing("to confirm", at)),
        "state": (Unit.TEXT, "Outcome; overdue where it is open and By has passed", state),
        "days_overdue": (
            Unit.DAYS,
            "as-of day - By, while open",
            found(late, at, Tone.BAD) if late else missing("not overdue", at),
        ),
        "decided_on": (
            Unit.DATE,
            "Outcome date",
            found(decided, at) if decided else missing("not decided" if one.is_open else "no day given", at),
        ),
        "cost": (
            Unit.MONEY,
            "Cost",
            missing("no cost given", at) if told["cost"] is None else found(float(told["cost"]), at),
        ),
    }


def _listed(case: Case, name: str, chosen: Callable[[Asked], bool]) -> Answer:
    if why := none_kept(case, ASKS):
        return missing(why)
    asks = [one for one in asked(case) if chosen(one)]
    lines = tuple(ask_line(case, name, one) for one in asks)
    return Answer(lines, folded(one.at for one in asks), note=not_kept(case, ASKS))


@figure(
    "portfolio.asks",
    Unit.LIST,
    "What the accounts ask of management: the open asks first needed first, then the decided ones newest first",
    "asks of the accounts' packs directed at management, with their outcome",
)
def asks(case: Case) -> Answer:
    return _listed(case, "portfolio.asks", lambda one: True)


@figure(
    "portfolio.asks_open",
    Unit.LIST,
    "Open asks to management, first needed first",
    "asks of the accounts' packs directed at management with Outcome open",
)
def asks_open(case: Case) -> Answer:
    return _listed(case, "portfolio.asks_open", lambda one: one.is_open)


@figure(
    "portfolio.asks_decided",
    Unit.LIST,
    "What became of the asks to management since the last portfolio pack, newest first",
    "asks granted, refused or withdrawn with Outcome date after the last portfolio pack; without one, in the quarter "
    "or later",
)
def asks_decided(case: Case) -> Answer:
    start = day_of(case.earlier.as_of) if case.earlier else None

    def is_news(one: Asked) -> bool:
        decided = day_of(one.said["outcome_date"])
        if one.is_open or decided is None:
            return False
        return decided > start if start else decided >= case.facts.period.start

    return _listed(case, "portfolio.asks_decided", is_news)


@figure("portfolio.asks_open_count", Unit.COUNT, "Open asks to management", "lines of portfolio.asks_open")
def asks_open_count(case: Case) -> Answer:
    listed = case["portfolio.asks_open"]
    return missing(listed.reason) if listed.absent else found(len(listed), listed.sources)


@figure(
    "portfolio.asks_overdue_count",
    Unit.COUNT,
    "Open asks to management past their day",
    "open asks to management with By before the as-of day",
)
def asks_overdue_count(case: Case) -> Answer:
    if why := none_kept(case, ASKS):
        return missing(why)
    late = [one for one in asked(case) if one.days_late(case.facts.as_of)]
    return found(len(late), folded(one.at for one in late), Tone.BAD if late else Tone.GOOD)


@figure(
    "portfolio.asks_cost",
    Unit.MONEY,
    "What the open asks to management cost",
    "sum of Cost over the open asks to management that have one",
)
def asks_cost(case: Case) -> Answer:
    costly = [one for one in asked(case) if one.is_open and one.said["cost"] is not None]
    if not costly:
        return missing(none_kept(case, ASKS) or "no cost given")
    total = fsum(float(one.said["cost"]) for one in costly)
    return found(total, folded(one.at for one in costly))
