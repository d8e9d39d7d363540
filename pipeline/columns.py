"""A sheet's columns and rows: declared once as a class, read as rows that know their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from pipeline.cells import Line
from pipeline.kinds import Kind
from pipeline.problems import Place

if TYPE_CHECKING:
    from pipeline.facts import Facts
    from pipeline.sharing import Audience

T = TypeVar("T")
R = TypeVar("R", bound="Row")

SHARE = "share"  # the column Share with client, on every sheet that has it


class Component(Enum):
    """The five things a plan must show, and the portfolio's own sheets."""

    FINANCE = "Financial position"
    INTELLIGENCE = "Critical intelligence"
    RELATIONSHIPS = "Relationship map"
    VALUE = "Value impacts"
    RISK = "Risk"
    PORTFOLIO = "Portfolio"


class Shared(Enum):
    """Which rows of a sheet a client may see (of their `client` columns)."""

    NONE = "none"
    ALL = "all"
    MARKED = "where Share with client says yes"
    FOLLOWS = "where the row it belongs to is seen"
    RULE = "as the sheet's own rule says"

    @property
    def in_part(self) -> bool:
        """Whether a client may see some rows and not others: what is counted over them would be untrue."""
        return self in (Shared.MARKED, Shared.RULE)


@dataclass(frozen=True, slots=True)
class Order:
    """Two dates of a row, of which the later is never before the earlier.

    `apart`: nor on the same day. `sure`: another order is wrong, otherwise only odd.
    """

    earlier: Column[date]
    later: Column[date]
    apart: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Dated:
    """What a row says of itself and when it came to that: while `state` holds one of `words`, `by` are to be filled;
    while it holds one of `still`, they are to be empty."""

    state: Column[str]
    words: tuple[str, ...]
    by: tuple[Column[Any], ...]
    still: tuple[str, ...] = ()


class Column(Generic[T]):
    """A column: on the class it is the declaration, on a row it is the cell's value (None where empty)."""

    identifies = False
    wanted = False

    def __init__(
        self,
        heading: str,
        kind: Kind[T],
        help: str = "",
        *,
        example: object = None,
        client: bool = False,
        more: bool = False,
        type_word: str = "",
    ) -> None:
        self.heading, self.kind, self.help, self.example = heading, kind, help, example
        self.client, self.more, self.type_word = client, more, type_word
        self.name = ""
        self.row_type: type[Row] = Row

    def __set_name__(self, owner: type[Row], name: str) -> None:
        if not self.name:  # a sheet that names another sheet's column does not take it over
            self.name, self.row_type = name, owner

    @overload
    def __get__(self, row: None, owner: type[Row]) -> Column[T]: ...
    @overload
    def __get__(self, row: Row, owner: type[Row]) -> T | None: ...
    def __get__(self, row: Row | None, owner: type[Row]) -> Column[T] | T | None:
        return self if row is None else row.values.get(self.name)

    @property
    def mark(self) -> str:
        """The mark behind the heading in the data contract: `!`, `*` or none."""
        return "!" if self.identifies else "*" if self.wanted else ""

    def __repr__(self) -> str:
        return f"{self.row_type.tab}.{self.heading}"


class Key(Column[T]):
    """A column that identifies the row: an empty cell is a problem, so a row always has its value."""

    identifies = True

    @overload
    def __get__(self, row: None, owner: type[Row]) -> Key[T]: ...
    @overload
    def __get__(self, row: Row, owner: type[Row]) -> T: ...
    def __get__(self, row: Row | None, owner: type[Row]) -> Key[T] | T:
        return self if row is None else row.values[self.name]


class Wanted(Column[T]):
    """A column that is wanted: an empty cell in a begun row is a gap."""

    wanted = True


class Free(Column[T]):
    """A column that may stay empty."""


@dataclass(frozen=True, slots=True)
class OwnField:
    """A cell under a heading that no column claims, kept with its text."""

    text: str
    place: Place


class Row:
    """A typed row of a sheet; each sheet is a subclass that declares its columns.

    `values` holds what the cells say by column name (blank cells are absent); `places` where every known column's cell
    stands, blank or not; `own` the cells of headings that no column claims; `hidden` the columns that a client's view
    lacks.
    """

    tab: ClassVar[str] = ""
    book: ClassVar[str] = ""
    component: ClassVar[Component] = Component.PORTFOLIO
    about: ClassVar[str] = ""
    minimum: ClassVar[int] = 0
    fields: ClassVar[bool] = False
    shared: ClassVar[Shared] = Shared.NONE
    unique: ClassVar[tuple[Column[Any], ...]] = ()
    interval: ClassVar[int] = 90
    either: ClassVar[tuple[tuple[Column[Any], Column[Any]], ...]] = ()
    # Columns that are wanted only while another column of the row holds one of these words.
    wanted_when: ClassVar[tuple[tuple[tuple[Column[Any], ...], Column[Any], tuple[str, ...]], ...]] = ()
    # Wanted columns of which the row alone can't tell whether they may still be empty.
    may_wait: ClassVar[tuple[Column[Any], ...]] = ()
    orders: ClassVar[tuple[Order, ...]] = ()
    # Days of what has happened, which don't lie ahead.
    past: ClassVar[tuple[Column[Any], ...]] = ()
    dated: ClassVar[tuple[Dated, ...]] = ()
    # Amounts below zero are lawful here, but rare.
    mostly_positive: ClassVar[tuple[Column[Any], ...]] = ()
    rules: ClassVar[tuple[Callable[..., Iterable[Any]], ...]] = ()
    columns: ClassVar[tuple[Column[Any], ...]] = ()
    named: ClassVar[Mapping[str, Column[Any]]] = {}
    keys: ClassVar[tuple[str, ...]] = ()
    required: ClassVar[frozenset[str]] = frozenset()

    __slots__ = ("hidden", "own", "places", "values")

    def __init__(
        self,
        values: Mapping[str, Any],
        places: Mapping[str, Place] | None = None,
        own: Mapping[str, OwnField] | None = None,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self.values, self.places, self.own = values, {} if places is None else places, {} if own is None else own
        self.hidden = hidden

    def __init_subclass__(cls) -> None:
        cls.columns = tuple(c for c in vars(cls).values() if isinstance(c, Column) and c.row_type is cls)
        cls.named = {c.name: c for c in cls.columns}
        cls.keys = tuple(c.name for c in cls.columns if c.identifies)
        cls.required = frozenset(c.name for c in cls.columns if c.identifies or c.wanted)

    @classmethod
    def column(cls, name: str) -> Column[Any]:
        """The column of that attribute name; raise `KeyError` where there is none."""
        try:
            return cls.named[name]
        except KeyError:
            raise KeyError(f"{cls.tab} has no column {name}") from None

    def place(self, *columns: Column[Any]) -> tuple[Place, ...]:
        """Where the cells of these columns stand; every filled cell where none is named."""
        places = self.places
        names = [c.name for c in columns] if columns else self.values
        return tuple([places[name] for name in names if name in places])

    @property
    def file(self) -> str:
        """The file the row stands in; empty where its places are not known."""
        places = self.places
        return places.file if isinstance(places, Line) else next((place.file for place in places.values()), "")

    @property
    def key(self) -> str:
        """What identifies the row in messages and from one quarter to the next."""
        named = [self.values.get(name) for name in self.keys]
        return " / ".join(", ".join(v) if isinstance(v, tuple) else str(v) for v in named if v is not None)

    def wants(self, column: Column[Any], facts: Facts) -> bool:
        """Whether an empty cell of the column is a gap in this row, which may depend on other sheets too."""
        return self.wants_itself(column)

    def wants_itself(self, column: Column[Any]) -> bool:
        """Whether, as far as the row alone tells, an empty cell of the column is a gap in it.

        Of an `either` pair one cell suffices.
        """
        for first, second in self.either:
            if column in (first, second):
                other_suffices = first.name not in self.values and second.name in self.values
                return other_suffices is (column is second)
        for columns, deciding, words in self.wanted_when:
            if column in columns:
                return self.values.get(deciding.name) in words
        return column.identifies or column.wanted

    def is_later(self, day: date) -> bool:
        """Whether the row tells of what happens after a day; figures leave such rows aside."""
        for name in self.keys:
            value = self.values.get(name)
            if isinstance(value, date) and value > day:
                return True
        return False

    def is_shown(self, audience: Audience) -> bool:
        """Whether a client may see the row: as `shared` says; a sheet whose `shared` is RULE has a rule of its own."""
        if self.shared is Shared.MARKED:
            return self.values.get(SHARE) is True
        return self.shared in (Shared.ALL, Shared.FOLLOWS)

    @classmethod
    def visible(cls) -> tuple[Column[Any], ...]:
        """The columns that a client may see, in the rows that it may see."""
        return () if cls.shared is Shared.NONE else tuple(column for column in cls.columns if column.client)

    @classmethod
    def examples(cls) -> dict[str, object]:
        """The example row by column name; a row that says exactly this is an example and is not read."""
        return {column.name: column.example for column in cls.columns if column.example is not None}

    def __repr__(self) -> str:
        return f"<{self.tab} {self.key}>"


def places(rows: Iterable[Row], *columns: Column[Any]) -> tuple[Place, ...]:
    """The cells of these columns in these rows, those that hold a value."""
    return tuple(row.places[c.name] for row in rows for c in columns if c.name in row.values and c.name in row.places)


def natural(text: str) -> tuple[tuple[int, int | str], ...]:
    """A sort key that puts R2 before R14."""
    parts = re.split(r"(\d+)", text)
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in parts)
