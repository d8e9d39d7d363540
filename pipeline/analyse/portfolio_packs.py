"""What the portfolio's figures quote of the accounts' packs: the built ones, a figure, a sum, and whom it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from math import fsum
from typing import Any

from pipeline.account_packs import AccountPack
from pipeline.columns import natural
from pipeline.figures import Answer, Case, found, missing
from pipeline.problems import Place

NO_PACKS = "no account has a pack of this run"
NOT_KEPT = "its pack does not hold it: build the account again"
NAMED = 5  # accounts named in a sentence; more are counted
NUMBERS = (int, float)  # what JSON has as numbers; a truth value is none
MANY = 1000  # places named one by one; more are counted


def built(case: Case) -> list[AccountPack]:
    """The accounts whose packs count, in the order of their ids."""
    made: list[AccountPack] = case.shared("built packs", lambda _facts: _sorted(case, built=True))
    return made


def not_built(case: Case) -> list[AccountPack]:
    """The accounts that this run built no pack of, in the order of their ids."""
    made: list[AccountPack] = case.shared("packs not built", lambda _facts: _sorted(case, built=False))
    return made


def _sorted(case: Case, *, built: bool) -> list[AccountPack]:
    chosen = [pack for pack in case.packs.values() if pack.built is built]
    return sorted(chosen, key=lambda pack: natural(pack.account))


def name_of(pack: AccountPack) -> str:
    """What the account is called; its id where its pack gives no name."""
    return str(pack.figures.get("account.name") or pack.account)


def number_of(pack: AccountPack, figure: str) -> float | None:
    """A figure of a pack as a number; None where it is absent."""
    value: Any = pack.figures.get(figure)
    return float(value) if type(value) in NUMBERS else None


def quoted(pack: AccountPack, figure: str) -> Answer:
    """A figure of a pack as it stands there, days as days; where it is absent, why."""
    value: Any = pack.figures.get(figure)
    if value is None:
        return missing(why_absent(pack, figure))
    return found(day_of(value) or value, pack.source(figure))


def why_absent(pack: AccountPack, figure: str) -> str:
    """Why a pack does not hold a figure."""
    return pack.reasons.get(figure) or (NOT_KEPT if pack.built else pack.why)


def day_of(value: object) -> date | None:
    """A day that a pack keeps as text; None for any other value."""
    return _day(value) if isinstance(value, str) else None


@lru_cache(maxsize=16_384)
def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def holding(case: Case, *figures: str) -> list[AccountPack]:
    """The built packs that hold all of these figures."""
    made: list[AccountPack] = case.shared(f"packs holding {figures}", lambda _facts: _holding(case, figures))
    return made


def _holding(case: Case, figures: tuple[str, ...]) -> list[AccountPack]:
    if len(figures) == 1:
        return [pack for pack in built(case) if type(pack.figures.get(figures[0])) in NUMBERS]
    held = [{pack.account for pack in holding(case, figure)} for figure in figures[1:]]
    return [pack for pack in holding(case, figures[0]) if all(pack.account in one for one in held)]


def sum_of(packs: Iterable[AccountPack], figure: str) -> float:
    """The sum of a figure over packs that hold it, whatever their order.

    Rounded far below what is printed, so that binary fractions don't make 100.10000000000001 of amounts in cents.
    """
    return round(fsum(number for pack in packs if (number := number_of(pack, figure)) is not None), 6)


def sources(packs: Iterable[AccountPack], *figures: str) -> tuple[Place, ...]:
    """Where these figures stand in these packs; of very many packs, how many."""
    listed = list(packs)
    if len(listed) > MANY:
        return tuple(in_many(len(listed), figure) for figure in figures)
    return tuple(place for pack in listed for figure in figures for place in pack.source(figure))


def in_many(accounts: int, what: str) -> Place:
    """Where something stands in very many packs: each place by itself would be more than anybody reads."""
    return Place(f"pack.json of {accounts:,} accounts", what)


def folded(lines: Iterable[tuple[AccountPack, str, str]]) -> tuple[Place, ...]:
    """Where lines of packs stand, each given as its pack, topic and key; of very many, how many under each topic."""
    listed = list(lines)
    if len(listed) <= MANY:
        return tuple(place for pack, topic, key in listed for place in pack.source(f"{topic}.{key}"))
    counts = Counter(topic for _, topic, _ in listed)
    by_topic: dict[str, set[str]] = {topic: set() for topic in sorted(counts)}
    for pack, topic, _ in listed:
        by_topic[topic].add(pack.account)
    return tuple(in_many(len(held), f"{topic}: {counts[topic]:,} lines") for topic, held in by_topic.items())


def without(case: Case, counted: Iterable[AccountPack]) -> str:
    """Which built accounts a figure leaves out, named while they are few; empty where it counts all."""
    ids = {pack.account for pack in counted}
    left = [pack.account for pack in built(case) if pack.account not in ids]
    if not left:
        return ""
    named = ", ".join(left) if len(left) <= NAMED else f"{len(left):,} of {len(built(case)):,} accounts, which lack it"
    return f"without {named}"


def counted(case: Case, packs: Iterable[AccountPack], *figures: str) -> Answer:
    """How many of the built accounts these are."""
    if not built(case):
        return missing(NO_PACKS)
    listed = list(packs)
    return found(len(listed), sources(listed, *figures))
