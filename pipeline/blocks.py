"""The closed list of what a page can hold: text, bullets, table, chart, matrix, map, tiles; and the words in them.

Nothing here is formatted: a `Figure` stays a value until it is drawn, a `Label` is looked up in the wording file, a
`Finding` is made by one of its macros.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from pipeline.figures import Figure, Line
from pipeline.theme import Tone


@dataclass(frozen=True, slots=True)
class Label:
    """A word of ours, such as a column heading: the key of the wording file's `labels`."""

    key: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence of ours: a macro of the wording file (`risks_headline`) and the figures it may speak of, by name."""

    macro: str
    figures: Mapping[str, Any] = field(default_factory=dict)


Words = Figure | Label | Finding


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs."""

    paragraphs: tuple[Words, ...]
    alt: Finding | Label | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points; `empty` is said where there is none."""

    items: tuple[Words, ...]
    empty: Finding | Label | None = None
    tones: tuple[Tone | None, ...] = ()


class Align(Enum):
    """How a column stands."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a table: its heading, how it stands, and its share of the width."""

    label: Words
    align: Align = Align.LEFT
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of a table or matrix: one or several words, one a line, and a tone."""

    words: tuple[Words, ...]
    tone: Tone | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `empty` is said where it has no rows; `total` marks a last row that sums."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Entry, ...], ...]
    alt: Finding | Label
    empty: Finding | Label
    total: bool = False


class Shape(Enum):
    """How a chart is drawn."""

    COLUMNS = "columns"  # over time, side by side
    LINE = "line"
    BARS = "bars"  # categories, sorted
    STACKED = "stacked"  # columns on top of each other
    BRIDGE = "bridge"  # from a start to an end through ups and downs


class Role(Enum):
    """What a series says; its look follows (actual solid, prior light, plan outlined)."""

    ACTUAL = "actual"
    PRIOR = "prior"
    PLAN = "plan"
    FORECAST = "forecast"
    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Series:
    """A row of a chart's data; an absent figure is a hole."""

    label: Words
    values: tuple[Figure, ...]
    role: Role = Role.ACTUAL


@dataclass(frozen=True, slots=True)
class Chart:
    """A native, editable chart.

    A BRIDGE has one series: the start, the changes and the end, in order; ups are GOOD, downs are BAD where `good_up`.
    `plan_as_line` draws PLAN series of COLUMNS as a line with markers.
    """

    shape: Shape
    categories: tuple[Words, ...]
    series: tuple[Series, ...]
    alt: Finding
    empty: Finding | Label
    good_up: bool = True


@dataclass(frozen=True, slots=True)
class Matrix:
    """A grid with named rows and columns: heat map, SWOT, whitespace.

    `entries[i][j]` stands in row i, column j, rows from the top. `x` and `y` name the axes where they are scales.
    """

    rows: tuple[Words, ...]
    columns: tuple[Words, ...]
    entries: tuple[tuple[Entry, ...], ...]
    alt: Finding | Label
    empty: Finding | Label
    x: Label | None = None
    y: Label | None = None
    square: bool = False  # cells of equal size (heat map) rather than cells that share the width


@dataclass(frozen=True, slots=True)
class Node:
    """A person on the map: edge = support, badge = influence, dashed = nobody of ours owns the relationship."""

    id: str
    name: Words
    title: Words
    superior: str = ""
    support: Tone = Tone.NEUTRAL
    support_word: Words | None = None
    badge: Words | None = None
    ours: Words | None = None
    key: bool = False
    owned: bool = True


@dataclass(frozen=True, slots=True)
class PeopleMap:
    """An org chart with lines of influence (from id, to id); `more` says how many are not on it."""

    nodes: tuple[Node, ...]
    influences: tuple[tuple[str, str], ...]
    alt: Finding
    empty: Finding | Label
    more: Finding | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """One number with its label and what it is compared with."""

    label: Words
    value: Words
    note: Words | None = None
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Tiles:
    """A row of tiles."""

    tiles: tuple[Tile, ...]
    alt: Finding | Label


@dataclass(frozen=True, slots=True)
class Each:
    """A block for each line of a list, made when it is drawn: `{{ selection.scores_table | of(candidate) }}`."""

    make: Callable[[Line], Block]


Block = Text | Bullets | Table | Chart | Matrix | PeopleMap | Tiles
BLOCKS: tuple[type[Block], ...] = (Text, Bullets, Table, Chart, Matrix, PeopleMap, Tiles)
