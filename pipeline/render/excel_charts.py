"""Draws a native chart beside a table of the report, over the rows that have all its values."""

from __future__ import annotations

from typing import Any

from pipeline.render.excel_tables import Spot
from pipeline.tabs import Grid, Plot
from pipeline.theme import BODY_FONT, BRAND, GRIDLINE

WIDTH, ROW_HEIGHT, ROWS = 620, 20, 16  # pixels, and the rows that a chart covers
PAPER = f"#{BRAND['lt1']}"
OTHER = f"#{BRAND['accent5']}"
ACTUAL, PLAN, GRID = f"#{BRAND['accent1']}", f"#{BRAND['accent6']}", f"#{GRIDLINE}"


def drawable(plot: Plot, grid: Grid) -> int:
    """How many of the newest (or first) rows have every value that the chart shows: a hole would be drawn as zero."""
    shown = [f.contents for f in grid.fields if f.label.key in (plot.actual, plot.plan, plot.stacked)]
    rows = list(zip(*shown, strict=True))
    count = 0
    for figures in rows if plot.from_top else reversed(rows):
        if count == plot.newest or any(figure.value is None for figure in figures):
            break
        count += 1
    return count if count > 1 else 0


def draw(book: Any, plot: Plot, spot: Spot, count: int, title: str, headings: dict[str, str]) -> Any:
    """The chart over the newest (or first) `count` rows: actuals as columns, the plan as a dashed line."""
    first = spot.first if plot.from_top else spot.first + spot.rows - count
    last = first + count - 1

    def cells(key: str) -> list[str | int]:
        return [spot.tab, first, spot.columns[key], last, spot.columns[key]]

    def series(key: str, **look: Any) -> dict[str, Any]:
        return {"name": headings[key], "categories": cells(plot.categories), "values": cells(key), **look}

    chart = book.add_chart({"type": "column", "subtype": "stacked"} if plot.stacked else {"type": "column"})
    chart.add_series(series(plot.actual, fill={"color": ACTUAL}, gap=60))
    if plot.stacked:
        chart.add_series(series(plot.stacked, fill={"color": OTHER}))
    if plot.plan:
        line = book.add_chart({"type": "line"})
        marker = {"type": "diamond", "size": 5, "fill": {"color": PAPER}, "border": {"color": PLAN}}
        line.add_series(series(plot.plan, line={"color": PLAN, "width": 1.5, "dash_type": "dash"}, marker=marker))
        chart.combine(line)
    font = {"name": BODY_FONT, "size": 11, "bold": True, "color": f"#{BRAND['dk2']}"}
    chart.set_title({"name": title, "overlay": False, "name_font": font})
    chart.set_legend({"position": "bottom"} if plot.plan or plot.stacked else {"none": True})
    gridlines = {"visible": True, "line": {"color": GRID}}
    chart.set_y_axis({"major_gridlines": gridlines, "num_format": "#,##0", "line": {"none": True}})
    chart.set_x_axis({"num_font": {"size": 9}, "label_position": "low"})
    chart.set_size({"width": WIDTH, "height": ROWS * ROW_HEIGHT - ROW_HEIGHT})
    return chart
