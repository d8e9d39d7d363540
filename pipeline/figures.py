"""A figure: a value that a page may quote, with its unit, formula, as-of day and source cells, or why it is absent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from pipeline.account_packs import AccountPack
from pipeline.columns import Column, Row
from pipeline.facts import Facts
from pipeline.kinds import Choice, Day, Kind, Money, Names, Number, Percent, Quarter, Refs, Scale, Whole, YesNo
from pipeline.manifest import Manifest
from pipeline.problems import Place
from pipeline.settings import Settings
from pipeline.theme import Tone


class Unit(Enum):
    """What a value counts; formats follow it."""

    __hash__ = object.__hash__  # they are looked up by the thousand; the usual way hashes their names

    MONEY = "money"
    CHANGE = "change of money"  # a signed amount
    PERCENT = "percent"  # a fraction: 0.12 is 12 %
    CHANGE_PERCENT = "change in percent"  # a signed fraction
    POINTS = "percentage points"  # a signed difference of two fractions
    NUMBER = "number"
    RATIO = "ratio"  # two decimals
    COUNT = "count"
    DAYS = "days"
    SCORE = "score"
    DATE = "date"
    TEXT = "text"
    LIST = "list"


Value = str | int | float | bool | date | tuple["Line", ...] | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A named value. Absent figures have the value None and say why in `reason`."""

    name: str
    value: Value | None
    unit: Unit
    formula: str = ""
    sources: tuple[Place, ...] = ()
    tone: Tone | None = None
    reason: str = ""
    as_of: date | None = None

    @property
    def absent(self) -> bool:
        """Whether there is no value."""
        return self.value is None

    @property
    def number(self) -> float:
        """The value as a number; raise `TypeError` where it is none (ask `absent` first)."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise TypeError(f"{self.name} is no number: {self.value!r}")
        return float(self.value)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of a list figure; none where it is absent."""
        return tuple(item for item in self.value if isinstance(item, Line)) if isinstance(self.value, tuple) else ()

    def __iter__(self) -> Iterator[Any]:
        """Walk a list figure, in templates: `{% for goal in goals.open %}`."""
        return iter(self.value if isinstance(self.value, tuple) else ())

    def __len__(self) -> int:
        """How many lines a list figure has."""
        return len(self.value) if isinstance(self.value, tuple) else 0

    def __bool__(self) -> bool:
        """In conditions: whether there is anything to print."""
        return bool(self.value) if isinstance(self.value, tuple | str) else self.value is not None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list figure: what was typed in a row, quoted as figures, and what was computed about it.

    `line.owner` is the computed figure of that name, else the row's cell. A blank cell is an absent figure.
    """

    name: str
    row: Row | None
    computed: Mapping[str, Figure] = field(default_factory=dict)

    def __getitem__(self, attribute: str) -> Figure:
        """The line's figure of that name; raise `KeyError` where there is none.

        `line["name"]` is the row's Name, where `line.name` is the line's own.
        """
        found = self.computed.get(attribute)
        if found is not None:
            return found
        if self.row is not None:
            column = self.row.named.get(attribute)
            if column is not None:
                return quote(self.name, self.row, column)
            if attribute == "key":
                return Figure(f"{self.name}.key", self.row.key, Unit.TEXT, "", self.row.place())
        raise KeyError(f"{self.name} has no {attribute}")

    def __getattr__(self, attribute: str) -> Figure:
        if attribute.startswith("_"):
            raise AttributeError(attribute)
        try:
            return self[attribute]
        except KeyError as error:
            raise AttributeError(str(error)) from None

    @property
    def own(self) -> dict[str, Figure]:
        """The row's own fields by heading: `goal.own["Sustainability link"]`."""
        fields = self.row.own if self.row else {}
        return {
            heading: Figure(f"{self.name}.own.{heading}", cell.text, Unit.TEXT, "", (cell.place,))
            for heading, cell in fields.items()
        }


UNITS: dict[type[Kind[Any]], Unit] = {
    Money: Unit.MONEY, Percent: Unit.PERCENT, Number: Unit.NUMBER, Whole: Unit.COUNT, Scale: Unit.SCORE, Day: Unit.DATE,
    Quarter: Unit.TEXT, Names: Unit.TEXT, Refs: Unit.TEXT, Choice: Unit.TEXT, YesNo: Unit.TEXT,
}  # fmt: skip


INTERNAL = "internal"  # why a client's view lacks something


def unit_of(column: Column[Any]) -> Unit:
    """The unit of what is typed under a column."""
    return UNITS.get(type(column.kind), Unit.TEXT)


def quote(name: str, row: Row, column: Column[Any]) -> Figure:
    """A cell as a figure: what was typed, with its place; a blank cell that its row wants is absent, "to confirm".

    A cell that a client's view lacks is absent too, "internal".
    """
    value = row.values.get(column.name)
    place = row.place(column)
    unit = unit_of(column)
    if column.name in row.hidden:
        return Figure(f"{name}.{column.name}", None, unit, reason=INTERNAL)
    if value is None:
        reason = "to confirm" if row.wants_itself(column) else "not given"
        return Figure(f"{name}.{column.name}", None, unit, "", place, reason=reason)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    elif isinstance(value, tuple):
        value = "; ".join(value)
    elif not isinstance(value, str | int | float | date):
        value = str(value)
    return Figure(f"{name}.{column.name}", value, unit, "", place)


class Answer(NamedTuple):
    """What a figure's function found: a value with its sources, or the reason why there is none.

    `note` says what the figure's formula can't know, such as how many cells of a range were picked.
    """

    value: Value | None
    sources: tuple[Place, ...] = ()
    tone: Tone | None = None
    reason: str = ""
    note: str = ""

    def formula(self, declared: str) -> str:
        """A formula in words, with the note where there is one."""
        return f"{declared}; {self.note}" if self.note else declared


def found(value: Value, sources: Iterable[Place] = (), tone: Tone | None = None) -> Answer:
    """A value and the cells it came from."""
    return Answer(value, _once(sources), tone)


def missing(reason: str, sources: Iterable[Place] = ()) -> Answer:
    """No value, and why, in words a reader can act on."""
    return Answer(None, _once(sources), None, reason)


def _once(sources: Iterable[Place]) -> tuple[Place, ...]:
    """Each place once, in the order they were given."""
    return sources if type(sources) is tuple and len(sources) < 2 else tuple(dict.fromkeys(sources))


@dataclass(frozen=True)
class Declaration:
    """A figure as declared: `topic.name`, unit, meaning, formula in words, the columns it reads, and its function.

    `shared` says that it stays true over the rows that a client may see: it lists them one by one, or is named after
    them. Any other figure that reads a sheet of which the client sees some rows only is absent in the client's view.
    `ours` says that it tells of our own work on the pack, whatever it reads: it is no client's.
    """

    name: str
    unit: Unit
    meaning: str
    formula: str
    reads: tuple[Column[Any], ...]
    compute: Callable[[Case], Answer]
    shared: bool = False
    ours: bool = False

    @property
    def for_client(self) -> bool:
        """Whether a client's edition may show it."""
        return not self.ours and all(
            column in column.row_type.visible() and (self.shared or not column.row_type.shared.in_part)
            for column in self.reads
        )

    def figure(self, case: Case) -> Figure:
        """Compute the figure for a case; it is absent where a column it reads is hidden, or rows that it counts are."""
        hidden = case.hides(self.reads, self.shared) or (self.ours and bool(case.facts.hidden))
        answer = missing(INTERNAL) if hidden else self.compute(case)
        return Figure(
            self.name,
            answer.value,
            self.unit,
            answer.formula(self.formula),
            answer.sources,
            answer.tone,
            answer.reason,
            case.facts.as_of,
        )


Reads = Iterable["Column[Any] | Declaration"]


def columns_of(reads: Reads) -> tuple[Column[Any], ...]:
    """The columns that are read: those named, and those that the named figures read."""
    return tuple(
        dict.fromkeys(column for read in reads for column in (read.reads if isinstance(read, Declaration) else (read,)))
    )


def figure(
    name: str,
    unit: Unit,
    meaning: str,
    formula: str,
    reads: Reads = (),
    *,
    shared: bool = False,
    ours: bool = False,
) -> Callable[[Callable[[Case], Answer]], Declaration]:
    """Declare the decorated function as a figure of that name; `reads` are columns, and figures that it is made of."""

    def declare(compute: Callable[[Case], Answer]) -> Declaration:
        return Declaration(name, unit, meaning, formula, columns_of(reads), compute, shared, ours)

    return declare


EARLIER = "the earlier pack"  # among what a figure asks for; no figure is called so


class Case:
    """An account's facts (or the portfolio's), the settings and the earlier pack; a figure is computed once, when asked

    `packs` are what the accounts' packs say, by account: the portfolio's figures rest on them, an account's never do.
    An earlier pack is ours, with every row in it: a client's view has none.
    """

    def __init__(
        self,
        facts: Facts,
        settings: Settings,
        declarations: Mapping[str, Declaration],
        earlier: Manifest | None = None,
        packs: Mapping[str, AccountPack] | None = None,
    ) -> None:
        self.facts, self.settings, self.declarations = facts, settings, declarations
        self._earlier = None if self.forgets else earlier
        self.packs: Mapping[str, AccountPack] = packs or {}
        self._figures: dict[str, Figure] = {}
        self._shared: dict[str, Any] = {}
        # What each figure and shared table asked for, and what those ask for that are being worked out right now.
        self._asked: dict[str, dict[str, None]] = {}
        self._asked_by_shared: dict[str, dict[str, None]] = {}
        self._asking: list[dict[str, None]] = [{}]

    def __getitem__(self, name: str) -> Figure:
        """The figure of that name; raise `KeyError` where none is declared."""
        found = self._figures.get(name)
        if found is None:
            asked: dict[str, None] = {}
            self._asking.append(asked)
            try:
                found = self._figures[name] = self.declarations[name].figure(self)
            finally:
                self._asking.pop()
            self._asked[name] = asked
        self._asking[-1][name] = None
        return found

    def hides(self, reads: Iterable[Column[Any]], shared: bool = False) -> bool:
        """Whether a client's view lacks what these columns say: a column, or (unless `shared`) rows of its sheet."""
        hidden = self.facts.hidden
        return bool(hidden) and any(c in hidden or (c.row_type.shared.in_part and not shared) for c in reads)

    @property
    def forgets(self) -> bool:
        """Whether what earlier packs say is out of sight: they are ours, so a client's view looks back on none."""
        return bool(self.facts.hidden)

    def shared(self, name: str, make: Callable[[Facts], Any]) -> Any:
        """A table that several figures need (such as a frame of quarters), made once."""
        if name not in self._shared:
            asked: dict[str, None] = {}
            self._asking.append(asked)
            try:
                self._shared[name] = make(self.facts)
            finally:
                self._asking.pop()
            if asked:
                self._asked_by_shared[name] = asked
        if name in self._asked_by_shared:
            self._asking[-1].update(self._asked_by_shared[name])
        return self._shared[name]

    @property
    def earlier(self) -> Manifest | None:
        """The newest earlier pack; none where this is the first."""
        self._asking[-1][EARLIER] = None
        return self._earlier

    def made_of(self, name: str) -> tuple[str, ...]:
        """The figures that a figure was computed from, in the order it asked for them, itself or by a shared table."""
        self[name]
        return tuple(asked for asked in self._asked[name] if asked != EARLIER)

    def compares(self, name: str) -> bool:
        """Whether a figure looks at the earlier pack by itself."""
        self[name]
        return EARLIER in self._asked[name]


class Figures(Mapping[str, Figure]):
    """All figures of a case by name."""

    def __init__(self, figures: Mapping[str, Figure], facts: Facts, settings: Settings) -> None:
        self._figures, self.facts, self.settings = figures, facts, settings

    def __getitem__(self, name: str) -> Figure:
        return self._figures[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)


def beyond(figure: Figure, shown: int) -> Figure:
    """How many lines of a list figure stand beyond the first so many; absent where none does."""
    rest = len(figure) - shown
    formula = f"lines of {figure.name} beyond the first {shown}"
    if rest <= 0:
        return Figure(f"{figure.name}.beyond", None, Unit.COUNT, formula, reason="all are shown", as_of=figure.as_of)
    return Figure(f"{figure.name}.beyond", rest, Unit.COUNT, formula, figure.sources, as_of=figure.as_of)
