"""What a report workbook holds: tabs with tables whose totals and ratios are live formulas, a summary, charts.

A formula names columns by their label's key in braces, `[@{revenue}]` or `Quarters[{revenue}]`, so that it follows the
words of the wording file; it is saved with the value of its figure.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.blocks import Finding, Label, Words
from pipeline.figures import Figure, Unit


@dataclass(frozen=True, slots=True)
class Live:
    """A formula and the figure whose value is saved with it."""

    formula: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table: one content a row, all figures of one unit.

    `formula` makes it a calculated column; its figures are then the saved values. `total` is what the column sums to.
    `said` are our words for its contents, where these are states rather than what people typed.
    """

    label: Label
    contents: tuple[Figure, ...]
    unit: Unit = Unit.TEXT
    formula: str = ""
    total: Figure | None = None
    width: float = 12.0
    verdicts: bool = False
    bars: bool = False
    said: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """An Excel table: its name (for formulas), its columns, and what is said where it has no rows.

    `more` is said under a table that leaves some of its list out.
    """

    name: str
    title: Label
    fields: tuple[Field, ...]
    empty: Label
    more: Words | None = None

    @property
    def height(self) -> int:
        """How many rows it has."""
        return len(self.fields[0].contents) if self.fields else 0


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart beside a table: by label key, the columns it draws over that of the categories; the newest rows only.

    `from_top` draws the first rows instead, where these are the largest; `stacked` is a column on top of the actual.
    """

    title: Finding | Label
    grid: str
    categories: str
    actual: str
    plan: str = ""
    newest: int = 12
    from_top: bool = False
    stacked: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the summary: a key figure, what it is compared with, its trend as a column of a table."""

    label: Label
    value: Figure | Live
    target: Figure | Live | None = None
    variance: Figure | Live | None = None
    variance_share: Figure | Live | None = None
    before: Figure | Live | None = None
    trend: tuple[str, str] | None = None
    names: tuple[str, str] = ("", "")  # defined names of the cells of the value and the target, for formulas


@dataclass(frozen=True, slots=True)
class Tab:
    """A worksheet: its name, what it finds, its tables one under the other, its charts."""

    name: Label
    heading: Words
    grids: tuple[Grid, ...] = ()
    plots: tuple[Plot, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report workbook: the summary first, then its tabs, then definitions and sources of what the summary prints.

    `before` is the label's key of the summary's column with the values of `Key.before`.
    """

    title: Words
    scope: Words
    notice: Words
    keys: tuple[Key, ...]
    findings: tuple[Words, ...]
    tabs: tuple[Tab, ...]
    before: str = "year_before"
    definitions: tuple[tuple[Figure, str], ...] = field(default=())  # each figure with its meaning
    sources: tuple[tuple[Figure, str, str, str], ...] = field(default=())  # figure, file, sheet, cells
    files: tuple[tuple[str, str], ...] = field(default=())  # each file of the sources with its SHA-256


def figure_of(content: Figure | Live) -> Figure:
    """The figure that a cell shows."""
    return content.figure if isinstance(content, Live) else content
