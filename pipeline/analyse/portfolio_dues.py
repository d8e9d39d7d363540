"""Gathers whatever is due over all accounts: actions, contacts, reviews, notices and asks, each with its owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pipeline.account_packs import AccountPack
from pipeline.analyse.portfolio_packs import NO_PACKS, NOT_KEPT, built, day_of, folded
from pipeline.figures import Case
from pipeline.problems import Place

WEEK = 7  # days, the as-of day the first of them
LISTS = ("actions.open", "people.key", "account.reviews_due", "assets.contracts", "asks.all")
TOPICS = {"action": "actions", "contact": "people", "review": "account", "notice": "assets", "ask": "asks"}
WHAT = {"contact": "contact with {}", "review": "{} review", "notice": "notice on {}"}
NO_MANAGER, NO_OWNER = "no account manager given", "no owner given"


class Due(NamedTuple):
    """Something with a day: its kind, the account, what it is, who owns it and on which side, how often it slipped.

    `subject` is what it is about as people typed it: a person's name, a contract. `day` is None for a key person whom
    nobody has ever contacted. `late` are the days by which it is overdue, 0 where it is not; `ahead` says that it is
    due this week.
    """

    kind: str
    pack: AccountPack
    key: str
    subject: str
    owners: tuple[str, ...]
    theirs: tuple[str, ...]
    day: date | None
    manager: str
    late: int
    ahead: bool
    slips: int = 0

    @property
    def what(self) -> str:
        """What is due, in words."""
        return WHAT.get(self.kind, "{}").format(self.subject)


def manager_of(pack: AccountPack) -> str:
    """The account manager, or that none is given."""
    return str(pack.figures.get("account.manager") or NO_MANAGER)


def everything_due(case: Case) -> tuple[Due, ...]:
    """Whatever the built accounts have open that has a day (or was never done), by account; worked out once."""
    made: tuple[Due, ...] = case.shared(
        "everything due", lambda _facts: tuple(due for pack in built(case) for due in _of(pack, case.facts.as_of))
    )
    return made


def _of(pack: AccountPack, today: date) -> Iterator[Due]:
    manager = manager_of(pack)

    def due(
        kind: str,
        key: str,
        subject: str,
        owners: tuple[str, ...],
        theirs: tuple[str, ...],
        day: date | None,
        slips: int = 0,
    ) -> Due:
        left = (day - today).days if day else WEEK
        return Due(kind, pack, key, subject, owners, theirs, day, manager, max(-left, 0), 0 <= left < WEEK, slips)

    for row in pack.lines("actions.open"):
        ours, theirs, slips = _names(row["owner"]), _names(row["customer_owner"]), int(row["slips"] or 0)
        yield due("action", row["key"], str(row["activity"]), ours, theirs, day_of(row["due"]), slips)
    for row in pack.lines("people.key"):
        yield due("contact", row["key"], str(row["name"]), _names(row["owner"]), (), day_of(row["contact_due"]))
    ours = _names(pack.figures.get("account.manager"))
    for row in pack.lines("account.reviews_due"):
        yield due("review", row["key"], str(row["type"]), ours, (), day_of(row["next_review"]))
    for row in pack.lines("assets.contracts"):
        if (notice := day_of(row["notice_by"])) is not None:
            yield due("notice", row["key"], str(row["contract"]), ours, (), notice)
    for row in pack.lines("asks.all"):
        if row["outcome"] in (None, "open"):
            yield due("ask", row["key"], str(row["ask"]), _names(row["of_whom"]), (), day_of(row["by"]))


@lru_cache(maxsize=4096)
def _names(text: str | None) -> tuple[str, ...]:
    """The names in a cell; several are separated by a semicolon."""
    return tuple(name for part in (text or "").split(";") if (name := part.strip()))


def due_sources(dues: Iterable[Due]) -> tuple[Place, ...]:
    """Where they stand in their packs; of very many, how many."""
    return folded((due.pack, TOPICS[due.kind], due.key) for due in dues)


def not_kept(case: Case, *lists: str) -> str:
    """Which built accounts' packs do not keep these lists; empty where all do."""
    lacking = [pack.account for pack in built(case) if any(name not in pack.lists for name in lists)]
    return f"without {', '.join(lacking[:5])}{', ...' if len(lacking) > 5 else ''}: {NOT_KEPT}" if lacking else ""


def none_kept(case: Case, *lists: str) -> str:
    """Why these lists tell nothing at all; empty where some account's pack keeps them."""
    if not built(case):
        return NO_PACKS
    return "" if any(name in pack.lists for pack in built(case) for name in lists) else NOT_KEPT
