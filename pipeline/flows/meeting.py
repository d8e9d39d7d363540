"""From where each account stands to the staff meeting: by account manager, what is due, put off, silent, to notice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.account_packs import AccountPack
from pipeline.analyse import portfolio_declarations
from pipeline.documents import PORTFOLIO
from pipeline.facts import Facts
from pipeline.figures import Case, Figure, Line
from pipeline.periods import Period
from pipeline.workspace import Workspace

COUNTS = ("accounts", "this_week", "overdue", "slipped", "notices", "contacts")


@dataclass(frozen=True)
class Item:
    """A point of the meeting: the account, what, whose, the day, and by how many days it is overdue.

    `slips` is how often its day was put off. Each is empty, or None, where it isn't known or isn't so.
    """

    account: str
    what: str
    owner: str = ""
    day: date | None = None
    days_overdue: int = 0
    slips: int = 0

    def __str__(self) -> str:
        told = [
            self.owner,
            f"{self.days_overdue} {'day' if self.days_overdue == 1 else 'days'} overdue" if self.days_overdue else "",
            f"put off {self.slips} {'time' if self.slips == 1 else 'times'}" if self.slips else "",
        ]
        behind = f" ({', '.join(filter(None, told))})" if any(told) else ""
        return f"{self.day.isoformat() if self.day else ''} {self.account}: {self.what}{behind}".strip()

    def as_json(self) -> dict[str, Any]:
        """The point for programs."""
        return {**vars(self), "day": self.day.isoformat() if self.day else None}


@dataclass(frozen=True)
class Manager:
    """An account manager, with the counts of all accounts of theirs, and the points of the meeting by topic."""

    name: str
    counts: dict[str, int]
    topics: dict[str, tuple[Item, ...]]

    def as_json(self) -> dict[str, Any]:
        """The manager for programs."""
        topics = {topic: [item.as_json() for item in items] for topic, items in self.topics.items()}
        return {"manager": self.name, "counts": self.counts, **topics}


def meeting(workspace: Workspace, packs: Iterable[AccountPack], period: Period, as_of: date) -> Iterator[Manager]:
    """The staff meeting, the account manager with most that is overdue first."""
    by_account = {pack.account: pack for pack in packs}
    facts = Facts(PORTFOLIO, period, as_of)
    case = Case(facts, workspace.settings, portfolio_declarations(), None, by_account)
    managers = {account: _text(pack.figures.get("account.manager")) for account, pack in by_account.items()}
    points: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for topic, account, item in _points(case):
        points[managers[account]][topic].append(item)
    for line in case["portfolio.managers"].lines:
        name = _said(line["manager"])
        topics = {topic: tuple(points[name][topic]) for topic in TOPICS}
        yield Manager(name, {count: int(line[count].number) for count in COUNTS}, topics)


TOPICS = ("priorities", "this_week", "overdue", "slipped", "notices", "contacts")


def _points(case: Case) -> Iterator[tuple[str, str, Item]]:
    """Every point with its topic and account, in the order of the lists."""
    for line in case["portfolio.priorities"].lines:
        yield "priorities", str(line["account"].value), Item(_said(line["name"]), _said(line["why"]))
    lists = (("this_week", "due_this_week"), ("slipped", "slipped"), ("notices", "notices"), ("contacts", "silent"))
    for line in case["portfolio.overdue_items"].lines:
        if line["kind"].value != "contact" and not line["slips"].number:  # those stand under topics of their own
            yield "overdue", str(line["account"].value), _due(line)
    for topic, listed in lists:
        for line in case[f"portfolio.{listed}"].lines:
            yield topic, str(line["account"].value), _contract(line) if topic == "notices" else _due(line)


def _contract(line: Line) -> Item:
    return Item(_said(line["name"]), f"notice on {_said(line['contract'])}", "", _day(line["day"]))


def _due(line: Line) -> Item:
    late, slips = line["days_overdue"], line["slips"]
    return Item(
        _said(line["name"]),
        _said(line["what"]) + (", never contacted" if line["due"].absent else ""),
        _said(line["owner"]),
        _day(line["due"]),
        0 if late.absent else int(late.number),
        int(slips.number),
    )


def _said(figure: Figure) -> str:
    return _text(figure.value)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _day(figure: Figure) -> date | None:
    return figure.value if isinstance(figure.value, date) else None
