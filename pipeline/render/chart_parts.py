"""The pieces that chart XML is written from: a series with its cells, its fill and its labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.render.drawing import escaped
from pipeline.render.workbook import SHEET, cell_number, cell_text, column_letter


@dataclass(frozen=True, slots=True)
class Fill:
    """A theme slot, lightened to `strength` per cent of its colour; hollow has an outline only."""

    slot: str
    strength: int = 100
    hollow: bool = False
    hatched: bool = False

    @property
    def dark(self) -> bool:
        """Whether light text reads on it."""
        return not (self.hollow or self.hatched) and self.strength == 100 and self.slot != "accent2"


@dataclass(frozen=True, slots=True)
class Label:
    """Where a series' labels stand and their number format and size; on which points only, and on which not."""

    position: str
    code: str
    points: float
    on_fill: bool = False
    only: tuple[int, ...] = ()
    leave_out: tuple[int, ...] = ()
    words: tuple[tuple[int, str], ...] = ()  # in place of the number, by point


@dataclass(frozen=True, slots=True)
class Reference:
    """A range of the workbook with what a chart remembers of it."""

    range: str
    points: Sequence[str | None]

    @property
    def remembered(self) -> Markup:
        """The cells' contents, those that have any."""
        return Markup(remembered(self.points))

    @property
    def texts(self) -> Markup:
        """The range where it holds texts."""
        return Markup(text_reference(self.range, self.points))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series as it is drawn; `fill` None is invisible."""

    index: int
    name: str
    values: Sequence[float | None]
    fill: Fill | None
    line: bool = False
    label: Label | None = None

    @property
    def heading(self) -> Reference:
        """The cell with its name."""
        return Reference(f"{SHEET}!${column_letter(self.index + 1)}$1", [cell_text(self.name)])

    @property
    def cells(self) -> Reference:
        """The cells with its values."""
        return Reference(
            column(self.index + 1, len(self.values)),
            [None if value is None else cell_number(value) for value in self.values],
        )


def remembered(texts: Sequence[str | None]) -> str:
    """What a chart remembers of cells."""
    points = [f'<c:pt idx="{n}"><c:v>{escaped(text)}</c:v></c:pt>' for n, text in enumerate(texts) if text is not None]
    return f'<c:ptCount val="{len(texts)}"/>{"".join(points)}'


def text_reference(cells: str, texts: Sequence[str | None]) -> str:
    """A range of texts, with what a chart remembers of it."""
    return f"<c:strRef><c:f>{escaped(cells)}</c:f><c:strCache>{remembered(texts)}</c:strCache></c:strRef>"


def column(index: int, rows: int) -> str:
    """The range of a column's cells below its heading."""
    letter = column_letter(index)
    return f"{SHEET}!${letter}$2:${letter}${rows + 1}"
