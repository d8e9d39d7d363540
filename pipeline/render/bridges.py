"""Turns a start, its changes and an end into stacked columns on an invisible base, also below and across zero."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.blocks import Chart
from pipeline.blocks import Label as Word
from pipeline.render.chart_parts import Drawn, Fill, Label
from pipeline.render.said import log_cells, say
from pipeline.render.slots import Page

Values = list[float | None]
BASE, TOTAL, UP, DOWN, UP_BELOW, DOWN_BELOW, TOP = range(7)
NAMES = ("base", "total", "up", "down", "up_below", "down_below", "top")


def steps(values: Sequence[float | None]) -> list[Values]:
    """The columns of a bridge by part, `BASE` to `TOP`: the first and the last value stand from zero, the others float.

    A change that crosses zero has a part above it and a part below. `TOP` is the upper end, where the label stands.
    """
    parts: list[Values] = [[None] * len(values) for _ in NAMES]
    level = 0.0
    for n, value in enumerate(values):
        if value is None:
            continue
        if n in (0, len(values) - 1):
            parts[TOTAL][n], parts[TOP][n], level = value, max(value, 0.0), value
            continue
        before, level = level, level + value
        high, low = max(before, level), min(before, level)
        above, below = (UP, UP_BELOW) if value >= 0 else (DOWN, DOWN_BELOW)
        if low >= 0:
            parts[BASE][n], parts[above][n] = low, high - low
        elif high <= 0:
            parts[BASE][n], parts[below][n] = high, low - high
        else:
            parts[above][n], parts[below][n] = high, low
        parts[TOP][n] = max(high, 0.0)
    return parts


def bridge(chart: Chart, page: Page, values: Sequence[float | None], points: float) -> tuple[list[Drawn], list[Values]]:
    """The series of a bridge, each with its cells; the labels say the changes in words, above the columns."""
    figures = chart.series[0].values[: len(chart.categories)]
    values = (list(values) + [None] * len(chart.categories))[: len(chart.categories)]
    up, down = ("accent3", "accent5") if chart.good_up else ("accent5", "accent3")
    fills = {TOTAL: "accent1", UP: up, UP_BELOW: up, DOWN: down, DOWN_BELOW: down}
    series: list[Drawn] = []
    cells: list[Values] = []
    for part, column in enumerate(steps(values)):
        if part in (UP_BELOW, DOWN_BELOW) and not any(column):
            continue
        name = say(page, Word(f"bridge_{NAMES[part]}")).text
        fill = Fill(fills[part]) if part in fills else None
        label = None
        if part == TOP:
            words = tuple((n, say(page, figure).text) for n, figure in enumerate(figures) if values[n] is not None)
            label = Label("t", "General", points, words=words)
        log_cells(page, figures, column)
        series.append(Drawn(len(series), name, column, fill, part == TOP, label))
        cells.append(column)
    return series, cells
