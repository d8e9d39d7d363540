"""Makes a native chart's part with its workbook; the same for Word and PowerPoint, which only frame it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.blocks import Chart, Role, Series, Shape
from pipeline.figures import Figure, Unit
from pipeline.render.bridges import bridge
from pipeline.render.chart_labels import Room, labels
from pipeline.render.chart_parts import Drawn, Fill, Reference, column
from pipeline.render.drawing import drawn
from pipeline.render.fit import shortened
from pipeline.render.number_codes import axis_code
from pipeline.render.said import log_cells, say
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


def add_chart(chart: Chart, page: Page, width: int, height: int, points: float, least: float) -> str:
    """Add the chart's part, text in `points` and labels no smaller than `least`; the relationship id to refer to."""
    room = Room(width, height, points, least)
    categories = [_category(chart, say(page, words).text, room) for words in chart.categories]
    if chart.shape is Shape.BRIDGE:
        series, cells = bridge(chart, page, [number(value) for value in chart.series[0].values], points)
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
        code=axis_code(_unit(chart.series), shown),
        every_category=len(categories) * points * 12_700 * 1.1 <= height
        if chart.shape is Shape.BARS
        else len(categories) <= 12,
        size=round(points * 100),
    )
    return page.add_chart(xml, chart_workbook(rows))


def _category(chart: Chart, name: str, room: Room) -> str:
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


def _plain(chart: Chart, page: Page, room: Room) -> tuple[list[Drawn], list[list[float | None]]]:
    """The series of a chart that shows its values as they are."""
    cells = [_padded([number(value) for value in one.values], len(chart.categories)) for one in chart.series]
    as_line = [_is_line(chart, one) for one in chart.series]
    made = labels(chart, _unit(chart.series), cells, as_line, room)
    drawn_series, seen = [], dict.fromkeys(Role, 0)
    for n, (one, values) in enumerate(zip(chart.series, cells, strict=True)):
        fills = _FILLS[one.role]
        fill = fills[min(seen[one.role], len(fills) - 1)]
        seen[one.role] += 1
        name = say(page, one.label).text
        log_cells(page, one.values, values)
        drawn_series.append(Drawn(n, name, values, fill, as_line[n], made[n]))
    return drawn_series, cells


def _padded(values: list[float | None], count: int) -> list[float | None]:
    """One value a category: holes where values lack."""
    return (values + [None] * count)[:count]


def _is_line(chart: Chart, series: Series) -> bool:
    """Whether a series is drawn as a line: in line charts, and the plan over many columns."""
    if chart.shape is Shape.COLUMNS and series.role is Role.PLAN:
        return len(chart.series) > 1 and len(chart.categories) > 4
    return chart.shape is Shape.LINE
