"""Puts an account's data into a chart that a template designed: its format stays, its series become ours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.blocks import Chart, Shape
from pipeline.blocks import Label as Word
from pipeline.figures import Unit
from pipeline.problems import PipelineError
from pipeline.render.bridges import DOWN, DOWN_BELOW, NAMES, TOP, UP, UP_BELOW, steps
from pipeline.render.chart_parts import column, remembered, text_reference
from pipeline.render.charts import number
from pipeline.render.designed import ONE_SERIES, PLACE, Design, Look, Piece
from pipeline.render.drawing import escaped
from pipeline.render.marks import CODE, in_ascii
from pipeline.render.number_codes import number_code
from pipeline.render.said import log_cells, say
from pipeline.render.slots import Page
from pipeline.render.workbook import SHEET, Cell, cell_number, cell_text, chart_workbook, column_letter

Values = Sequence[float | None]
_INSTRUCTION = re.compile(rf"<\?{PLACE} ([^?]*)\?>")
_CODE = in_ascii(CODE)
_ACCENT = re.compile(r'val="accent([1-6])"')
_RGB = re.compile(r'<a:srgbClr val="([0-9A-Fa-f]{6})"(?:/>|>(.*?)</a:srgbClr>)', re.DOTALL)
_SHADES = ((60, 40), (40, 60), (75, 0), (50, 0), (80, 20))  # per cent of a colour, and of white
_BELOW = {UP_BELOW: UP, DOWN_BELOW: DOWN}  # the steps of a bridge that look like others


@dataclass(frozen=True, slots=True)
class Row:
    """A series of our data: its name, values and format; `like` is the series whose look it has, when it is known."""

    name: str
    values: Values
    code: str
    like: int | None = None


def filled_chart(design: Design, chart: Chart, xml: str, page: Page, tag: str) -> tuple[str, bytes]:
    """The designed chart's XML with the data, and its workbook; raise `PipelineError` for data that it can't show."""
    categories = [cell_text(say(page, words).text) for words in chart.categories]
    rows = _steps(chart, page) if chart.shape is Shape.BRIDGE else _series(chart, page)
    if len(rows) > 1 and design.plots[0].kind in ONE_SERIES:
        raise PipelineError(
            f"{tag} has {len(rows)} series, and the pie that the template has for it shows one: "
            "draw it as columns, lines or a ring"
        )
    plots: list[list[tuple[int, str]]] = [[] for _ in design.plots]
    for index, (row, (look, step)) in enumerate(zip(rows, looks_for(rows, design.looks), strict=True)):
        plots[look.plot].append((index, _written(index, row, look, step, categories, design.looks)))
    extremes = [
        _extremes([rows[index].values for index, _ in plot], kind.stacked)
        for plot, kind in zip(plots, design.plots, strict=True)
    ]
    code = next((row.code for row in rows if any(value is not None for value in row.values)), "General")
    made = _placed(xml, [[text for _, text in plot] for plot in plots], extremes, len(rows))
    cells: list[list[Cell]] = [[None, *(row.name for row in rows)]]
    cells += [[name, *(row.values[n] for row in rows)] for n, name in enumerate(categories)]
    return made.replace(_CODE, escaped(code)), chart_workbook(cells, ["", *(row.code for row in rows)])


def _series(chart: Chart, page: Page) -> list[Row]:
    """The series of a chart that shows its values as they are; Office prints each figure from the chart's cache."""
    values = [[number(figure) for figure in one.values] for one in chart.series]
    units = [next((f.unit for f in one.values if number(f) is not None), Unit.NUMBER) for one in chart.series]
    rows = []
    for one, unit, numbers in zip(chart.series, units, values, strict=True):
        name = say(page, one.label).text
        cells = _padded(numbers, len(chart.categories))
        log_cells(page, one.values, cells)
        same = [value for other, own in zip(values, units, strict=True) if own is unit for value in other]
        code = number_code(unit, [value for value in same if value is not None])
        rows.append(Row(name, cells, code))
    return rows


def _steps(chart: Chart, page: Page) -> list[Row]:
    """The series of a bridge: base, total, up and down; below zero also up and down again, which look like those."""
    figures = chart.series[0].values[: len(chart.categories)]
    values = _padded([number(figure) for figure in figures], len(chart.categories))
    code = number_code(figures[0].unit, [value for value in values if value is not None])
    rows = []
    for part, cells in enumerate(steps(values)[:TOP]):
        if part not in _BELOW or any(cells):
            name = say(page, Word(f"bridge_{NAMES[part]}")).text
            log_cells(page, figures, cells)
            rows.append(Row(name, cells, code, _BELOW.get(part)))
    return rows


def _padded(values: list[float | None], count: int) -> list[float | None]:
    """One value a category: holes where values lack."""
    return (values + [None] * count)[:count]


def looks_for(rows: Sequence[Row], looks: Sequence[Look]) -> list[tuple[Look, int]]:
    """The designed series that each of ours takes after, and how many have taken after it before, 0 for itself.

    A series named as one of the sample data takes that one's look, the others take what is left in order; where
    nothing is left, the last one's continues.
    """
    free = list(range(len(looks)))
    chosen: dict[int, int] = {}
    for n, row in enumerate(rows):
        same = [
            look for look in free if row.name.strip() and looks[look].name.casefold() == row.name.strip().casefold()
        ]
        if row.like is None and same:
            chosen[n] = same[0]
            free.remove(same[0])
    made: list[tuple[Look, int]] = []
    added = 0
    for n, row in enumerate(rows):
        if row.like is not None:
            made.append((made[row.like][0] if row.like < len(made) else looks[-1], 0))
        elif n in chosen or free:
            made.append((looks[chosen[n] if n in chosen else free.pop(0)], 0))
        else:
            added += 1
            made.append((looks[-1], added))
    return made


def _written(index: int, row: Row, look: Look, step: int, categories: Sequence[str], looks: Sequence[Look]) -> str:
    """A series as the chart holds it: its look, and the data with what the chart remembers of its cells."""
    letter = column_letter(index + 1)
    before = "".join(
        continued(piece, step, looks).xml
        for piece in look.before
        if piece.point is None or piece.point < len(categories)
    ).replace(_CODE, escaped(row.code))
    name = text_reference(f"{SHEET}!${letter}$1", [cell_text(row.name)])
    cat = text_reference(column(0, len(categories)), categories)
    numbers = remembered([None if value is None else cell_number(value) for value in row.values])
    val = (
        f"<c:numRef><c:f>{column(index + 1, len(row.values))}</c:f><c:numCache>"
        f"<c:formatCode>{escaped(row.code)}</c:formatCode>{numbers}</c:numCache></c:numRef>"
    )
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx>{name}</c:tx>{before}'
        f"<c:cat>{cat}</c:cat><c:val>{val}</c:val>{look.after}</c:ser>"
    )


def continued(piece: Piece, step: int, looks: Sequence[Look]) -> Piece:
    """The format of an added series: as the last designed one's, in the theme's next colour or another shade."""
    if not step or not piece.coloured:
        return piece
    used = {accent for look in looks for one in look.before if one.coloured for accent in _ACCENT.findall(one.xml)}
    last = _ACCENT.search(piece.xml)
    start = int(last[1]) if last else 0
    left = [n for n in ((start + k) % 6 + 1 for k in range(6)) if str(n) not in used]
    strength, white = _SHADES[(step - 1) % len(_SHADES)]
    shade = f'<a:lumMod val="{strength}000"/>' + (f'<a:lumOff val="{white}000"/>' if white else "")
    xml = _RGB.sub(lambda found: f'<a:srgbClr val="{found[1]}">{found[2] or ""}{shade}</a:srgbClr>', piece.xml)
    if last:
        accent = left[step - 1] if step <= len(left) else (start + step - 1) % 6 + 1
        xml = xml.replace(last[0], f'val="accent{accent}"')
    return Piece(xml, piece.point, piece.coloured)


def _extremes(series: Sequence[Values], stacked: bool) -> tuple[float, float]:
    """The least and the greatest that a plot shows: of stacked series the sums below and above zero."""
    if not stacked:
        shown = [value for values in series for value in values if value is not None]
        return min(shown, default=0.0), max(shown, default=0.0)
    stacks = [[value or 0.0 for value in stack] for stack in zip(*series, strict=True)]
    low = min((sum(value for value in stack if value < 0) for stack in stacks), default=0.0)
    return low, max((sum(value for value in stack if value > 0) for stack in stacks), default=0.0)


def _placed(xml: str, plots: Sequence[Sequence[str]], extremes: Sequence[tuple[float, float]], count: int) -> str:
    """Put the series in their places, and leave out the plots, axes, entries and limits that go."""
    out: list[str] = []
    going = 0  # how deep inside of what goes
    depth: list[bool] = []
    for n, piece in enumerate(_INSTRUCTION.split(xml)):
        if n % 2 == 0:
            if not going:
                out.append(piece)
            continue
        word, _, rest = piece.partition(" ")
        if word == "series":
            out += plots[int(rest)] if not going else ()
        elif word == "end":
            going -= depth.pop()
        else:
            depth.append(_goes(word, rest, plots, extremes, count))
            going += depth[-1]
    return "".join(out)


def _goes(
    word: str, rest: str, plots: Sequence[Sequence[str]], extremes: Sequence[tuple[float, float]], count: int
) -> bool:
    """Whether a plot or axis has no series left, a legend's entry none to name, or data goes beyond an axis' limits."""
    if word == "entry":
        return rest.isdigit() and int(rest) >= count
    if word != "limit":
        numbers = [int(number) for number in rest.split()]
        return bool(numbers) and not any(plots[number] for number in numbers)
    says, _, named = rest.partition(" of ")
    within = [extremes[int(number)] for number in named.split() if plots[int(number)]]
    words = says.split()
    limits = {name: float(value) for name, value in zip(words[::2], words[1::2], strict=True)}
    low, high = min((low for low, _ in within), default=0.0), max((high for _, high in within), default=0.0)
    return low < limits.get("min", low) or high > limits.get("max", high)
