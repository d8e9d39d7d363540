"""Decides where a chart prints its values, at which size, and where it can't and needs an axis instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.blocks import Chart, Shape
from pipeline.figures import Unit
from pipeline.render.chart_parts import Label
from pipeline.render.fit import line_height, text_width
from pipeline.render.number_codes import number_code, sample

Values = Sequence[float | None]
_STACKED = 1.45  # a category's width, by that of its column
_LOW = 0.15  # of the peak: a column lower than this has no room for its label inside


@dataclass(frozen=True, slots=True)
class Room:
    """The size of the plot in EMU, its text in points, and the smallest text that labels may have."""

    width: int
    height: int
    points: float
    least: float

    @property
    def sizes(self) -> tuple[float, ...]:
        """The sizes that labels may have, the largest first."""
        return tuple(size for size in (self.points, self.points - 1, self.points - 2) if size >= self.least)


def labels(
    chart: Chart, unit: Unit, cells: Sequence[Values], as_line: Sequence[bool], room: Room
) -> list[Label | None]:
    """The labels of each series; None for all where they would touch each other at any size."""
    shown = [value for values in cells for value in values if value is not None]
    code = number_code(unit, shown)
    text = sample(unit, shown)
    peak = max((abs(value) for value in shown), default=0.0)
    category = room.width * 0.95 / max(len(chart.categories), 1)
    standing = max(sum(not line for line in as_line), 1)
    if chart.shape is Shape.LINE:
        return _of_lines(cells, code, text_width(text, room.points, True) <= category, peak, room)
    if chart.shape is Shape.BARS:
        bar = room.height * 0.9 / max(len(chart.categories), 1) / (standing + 0.6)
        size = next((size for size in room.sizes if line_height(size) * 0.9 <= bar), None)
        return [Label("outEnd", code, size) if size else None for _ in cells]
    # A label in the middle of a column has the column's width alone: beyond it, its light text is on the paper.
    side_by_side = _STACKED if chart.shape is Shape.STACKED else standing + 0.5
    size = next((size for size in room.sizes if text_width(text, size, True) <= category / side_by_side), None)
    if size is None:
        return [None for _ in cells]
    if chart.shape is Shape.STACKED:
        return [Label("ctr", code, size, leave_out=_thin(values, cells, room)) for values in cells]
    if not any(as_line):
        return [Label("outEnd", code, size) for _ in cells]
    inside = all(value is None or value >= peak * _LOW for values in cells for value in values)
    return [None if line else Label("inBase" if inside else "outEnd", code, size, on_fill=inside) for line in as_line]


def _of_lines(cells: Sequence[Values], code: str, all_fit: bool, peak: float, room: Room) -> list[Label | None]:
    """One line prints all its values where they fit; several print their last, apart from each other."""
    if len(cells) == 1 and all_fit:
        return [Label("t", code, room.points)]
    last = [next((value for value in reversed(values) if value is not None), None) for values in cells]
    ends = sorted(value for value in last if value is not None)
    near = any(after - before < peak * line_height(room.points) / room.height * 1.6 for before, after in pairwise(ends))
    made: list[Label | None] = []
    for values, end in zip(cells, last, strict=True):
        place = "r" if not near else "t" if end == ends[-1] else "b" if end == ends[0] else "r"
        made.append(Label(place, code, room.points, only=_last(values)))
    return made


def _last(values: Values) -> tuple[int, ...]:
    """The place of the last value."""
    present = [n for n, value in enumerate(values) if value is not None]
    return tuple(present[-1:])


def _thin(values: Values, cells: Sequence[Values], room: Room) -> tuple[int, ...]:
    """The segments that are thinner than a line of text: they stay without a label."""
    tallest = max((sum(abs(value or 0.0) for value in stack) for stack in zip(*cells, strict=True)), default=0.0)
    limit = tallest * line_height(room.points) / (room.height * 0.75)
    return tuple(n for n, value in enumerate(values) if value is not None and abs(value) < limit)
