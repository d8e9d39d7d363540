"""The workbook that a client edits and sends back: its tabs, which cells the client may change, what was sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.columns import Column, Row
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.performance import Measure, Value

NAME = "client-actions"
ROOM = 15  # rows at the foot in which the client may add its own
# What the client may say of value delivered; all other states are ours to say.
ANSWERS: Mapping[Column[Any], tuple[str, ...]] = {Value.state: ("client confirmed", "disputed")}


@dataclass(frozen=True)
class Part:
    """A tab: the columns that the client sees of a sheet, and those of them that it may change.

    `grows`: the client may add rows at the foot, which get the cells in `given` from us.
    """

    sheet: type[Row]
    columns: tuple[Column[Any], ...]
    open: frozenset[Column[Any]]
    grows: bool = False
    given: Mapping[Column[Any], Any] = field(default_factory=dict)

    @property
    def topic(self) -> str:
        """How the labels of the tab begin."""
        return self.sheet.tab.lower()

    def id(self) -> Column[Any]:
        """The column by which a row that comes back is known."""
        return self.columns[0]

    def words(self, column: Column[Any]) -> tuple[str, ...]:
        """The words that the client may choose from; none where anything may stand."""
        return ANSWERS.get(column) or column.kind.restrict().items


PARTS: tuple[Part, ...] = (
    Part(
        Goal,
        (Goal.id, Goal.goal, Goal.metric, Goal.unit, Goal.direction, Goal.baseline, Goal.target, Goal.target_date,
         Goal.owner, Goal.customer_owner, Goal.status, Goal.agreed_on, Goal.comment),
        frozenset((Goal.target_date, Goal.customer_owner, Goal.status, Goal.agreed_on, Goal.comment)),
        grows=True,
        given={Goal.whose: "customer", Goal.share: True},
    ),
    Part(
        Action,
        (Action.id, Action.activity, Action.goal, Action.owner, Action.customer_owner, Action.start, Action.due,
         Action.status, Action.expected, Action.done_on, Action.comment),
        frozenset((Action.customer_owner, Action.start, Action.due, Action.status, Action.done_on, Action.comment)),
        grows=True,
        given={Action.share: True},
    ),
    Part(
        Measure,
        (Measure.id, Measure.measure, Measure.definition, Measure.unit, Measure.direction, Measure.area,
         Measure.target, Measure.agreed_by_us, Measure.agreed_by_customer, Measure.agreed_on),
        frozenset((Measure.agreed_by_customer, Measure.agreed_on)),
        grows=True,
        given={Measure.share: True},
    ),
    Part(
        Value,
        (Value.id, Value.day, Value.initiative, Value.type, Value.baseline, Value.method, Value.amount,
         Value.state, Value.confirmed_by, Value.confirmed_on),
        frozenset((Value.state, Value.confirmed_by, Value.confirmed_on)),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Handout:
    """What one client gets: who it is, the quarter, and by tab the rows that it may see.

    `code` is told from the rows: the same rows have the same code.
    """

    account: str
    name: str
    period: str
    code: str
    rows: Mapping[type[Row], tuple[Row, ...]]


# The cells that the client alone has a say in: when one of them changes, the client changed it.
THEIRS: frozenset[Column[Any]] = frozenset(
    {Goal.customer_owner, Goal.comment, Action.customer_owner, Action.comment, *ANSWERS}
)

CODE = re.compile(r"([a-z0-9-]{1,60}) / (\d{4}-Q[1-4]) / ([0-9A-Z]{4}-[0-9A-Z]{4})")


def code_of(account: str, period: str, mark: str) -> str:
    """The code as the file shows it: whose it is, which quarter, and a mark of what was sent."""
    return f"{account} / {period} / {mark}"


@dataclass(frozen=True)
class SentTab:
    """A tab as it was sent: its headings and the words of its lists, ours by theirs; its rows by id, as JSON values."""

    headings: Mapping[str, str]  # what stands in the file -> the name of the column
    words: Mapping[str, Mapping[str, str]]  # the name of the column -> what stands in the file -> our word
    rows: Mapping[str, Mapping[str, Any]]
    name: str


@dataclass(frozen=True)
class Sent:
    """What was sent to the client: the code, and the tabs by the names of their sheets."""

    code: str
    tabs: Mapping[str, SentTab]

    def as_json(self) -> dict[str, Any]:
        """As the manifest keeps it."""
        return {"code": self.code, "tabs": {name: vars(tab) for name, tab in self.tabs.items()}}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Sent | None:
        """What a manifest kept; None where nothing was sent, or it can't be read."""
        try:
            return cls(kept["code"], {name: SentTab(**tab) for name, tab in kept["tabs"].items()})
        except (KeyError, TypeError, AttributeError):
            return None
