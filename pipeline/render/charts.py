"""Makes a native chart's part with its workbook; the same for Word and PowerPoint, which only frame it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.blocks import Chart, Role, Series, Shape
from pipeline.figures import Figure, Unit
from pipeline.render.bridges import bridge
from pipeline.render.chart_parts import Drawn, Fill, Label, Reference, column
from pipeline.render.drawing import drawn
from pipeline.render.fit import shortened, text_width
from pipeline.render.number_codes import number_code, sample
from pipeline.render.said import say
from pipeline.render.slots import Page
from pipeline.render.workbook import Cell, cell_text, chart_workbook

_GAP = {1: 45, 2: 60}  # per cent of a column between categories, by the number of columns in each
_FILLS = {
    Role.ACTUAL: (Fill("accent1"), Fill("accent1", 60), Fill("accent6"), Fill("accent1", 40), Fill("accent2", 60)),
    Role.PRIOR: (Fill("accent2"), Fill("accent2", 60)),
    Role.PLAN: (Fill("tx1", 65, hollow=True), Fill("accent6", hollow=True)),
    Role.FORECAST: (Fill("accent1", hatched=True), Fill("accent2", hatched=True)),
    Role.GOOD: (Fill("accent3"), Fill("accent3", 60)),
    Role.WATCH: (Fill("accent4", 60), Fill("accent4", 40)),
    Role.BAD: (Fill("accent5"), Fill("accent5", 60)),
}


def is_empty(chart: Chart) -> bool:
    """Whether the chart has nothing to show."""
    return not any(number(value) is not None for series in chart.series for value in series.values)


def number(figure: Figure) -> float | None:
    """A figure's number; None where there is none, which is a hole in the chart."""
    value = figure.value
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class _Room:
    """The size of the plot in EMU and of its text in points."""

    width: int
    height: int
    points: float


def add_chart(chart: Chart, page: Page, width: int, height: int, points: float) -> str:
    """Add the chart's part to the document; the relationship id that a frame refers to."""
    room = _Room(width, height, points)
    categories = [_category(chart, say(page, words).text, room) for words in chart.categories]
    if chart.shape is Shape.BRIDGE:
        series, cells = bridge(chart, page, [number(value) for value in chart.series[0].values])
    else:
        series, cells = _plain(chart, page, room)
    rows: list[list[Cell]] = [[None, *(one.name for one in series)]]
    rows += [[category, *(values[n] for values in cells)] for n, category in enumerate(categories)]
    shown = [value for values in cells for value in values if value is not None]
    labelled = any(one.label for one in series)
    xml = drawn(
        "chart/chart",
        categories=Reference(column(0, len(categories)), [cell_text(category) for category in categories]),
        columns=[one for one in series if not one.line],
        lines=[one for one in series if one.line],
        horizontal=chart.shape is Shape.BARS,
        stacked=chart.shape in (Shape.STACKED, Shape.BRIDGE),
        gap=_GAP.get(_side_by_side(chart, series), 80),
        from_zero=all(value >= 0 for value in shown),
        to_zero=all(value <= 0 for value in shown),
        legend=chart.shape is not Shape.BRIDGE and len(series) > 1,
        axis=not labelled,
        code=number_code(_unit(chart.series), shown),
        every_category=len(categories) * points * 12_700 * 1.1 <= height
        if chart.shape is Shape.BARS
        else len(categories) <= 12,
        size=round(points * 100),
    )
    return page.add_chart(xml, chart_workbook(rows))


def _category(chart: Chart, name: str, room: _Room) -> str:
    """A category's name, cut at a word where it would leave no room for the chart."""
    if chart.shape is Shape.BARS:
        return shortened(name, round(room.width * 0.35), 2, room.points)
    return shortened(name, round(room.width * 0.95 / len(chart.categories)), 3, room.points)


def _side_by_side(chart: Chart, series: Sequence[Drawn]) -> int:
    """How many columns stand in each category."""
    return 1 if chart.shape in (Shape.STACKED, Shape.BRIDGE) else sum(not one.line for one in series)


def _unit(series: Sequence[Series]) -> Unit:
    """The unit of the chart's first value that is a number."""
    return next((value.unit for one in series for value in one.values if number(value) is not None), Unit.NUMBER)


def _plain(chart: Chart, page: Page, room: _Room) -> tuple[list[Drawn], list[list[float | None]]]:
    """The series of a chart that shows its values as they are."""
    cells = [_padded([number(value) for value in one.values], len(chart.categories)) for one in chart.series]
    as_line = [_is_line(chart, one) for one in chart.series]
    labels = _labels(chart, cells, as_line, room)
    drawn_series, seen = [], dict.fromkeys(Role, 0)
    for n, (one, values) in enumerate(zip(chart.series, cells, strict=True)):
        fills = _FILLS[one.role]
        fill = fills[min(seen[one.role], len(fills) - 1)]
        seen[one.role] += 1
        name = say(page, one.label).text
        for figure in one.values:
            if number(figure) is not None:
                page.say(figure)  # Office prints it from the chart's cache, as a label or beside the axis
        drawn_series.append(Drawn(n, name, values, fill, as_line[n], labels[n]))
    return drawn_series, cells


def _padded(values: list[float | None], count: int) -> list[float | None]:
    """One value a category: holes where values lack."""
    return (values + [None] * count)[:count]


def _is_line(chart: Chart, series: Series) -> bool:
    """Whether a series is drawn as a line: in line charts, and the plan over many columns."""
    if chart.shape is Shape.COLUMNS and series.role is Role.PLAN:
        return len(chart.series) > 1 and len(chart.categories) > 4
    return chart.shape is Shape.LINE


def _labels(chart: Chart, cells: list[list[float | None]], as_line: list[bool], room: _Room) -> list[Label | None]:
    """Where each series prints its values; nowhere where labels would touch, and an axis serves then."""
    unit = _unit(chart.series)
    numbers = [[value for value in values if value is not None] for values in cells]
    shown = [value for values in numbers for value in values]
    code = number_code(unit, shown)
    wide = text_width(sample(unit, shown), room.points, bold=True)
    category = room.width * 0.95 / max(len(chart.categories), 1)
    standing = sum(not line for line in as_line)
    peak = max((abs(value) for value in shown), default=0.0)
    if chart.shape is Shape.BARS:
        bar = room.height * 0.9 / max(len(chart.categories), 1) / (standing + 0.6)
        fits = bar >= room.points * 12_700 * 1.05
        return [Label("outEnd", code) if fits else None for _ in cells]
    if chart.shape is Shape.LINE:
        if len(cells) == 1 and wide <= category:
            return [Label("t", code)]
        return [Label("r", code, only=_last(values)) for values in cells]
    if wide > category / (1 if chart.shape is Shape.STACKED else standing + 0.45):
        return [None for _ in cells]
    if chart.shape is Shape.STACKED:
        thin = peak * 0.04  # a segment thinner than its label stays without
        return [Label("ctr", code, leave_out=_thin(values, cells, thin)) for values in cells]
    if not any(as_line):
        return [Label("outEnd", code) for _ in cells]
    low = all(value is None or value >= peak * 0.15 for values in cells for value in values)
    return [None if line else Label("inBase" if low else "outEnd", code, on_fill=low) for line in as_line]


def _last(values: Sequence[float | None]) -> tuple[int, ...]:
    """The place of the last value."""
    present = [n for n, value in enumerate(values) if value is not None]
    return tuple(present[-1:])


def _thin(values: Sequence[float | None], cells: Sequence[Sequence[float | None]], least: float) -> tuple[int, ...]:
    """The segments that are too thin for a label: below a twelfth of the tallest stack, or nothing at all."""
    stacks = [sum(abs(value or 0.0) for value in stack) for stack in zip(*cells, strict=True)]
    limit = max(max(stacks, default=0.0) / 14, least)
    return tuple(n for n, value in enumerate(values) if value is not None and abs(value) < limit)
