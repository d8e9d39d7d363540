"""Hands on the native charts that a template designs, taken apart: what stays as it was drawn, and where data goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.render.marks import CODE
from pipeline.render.ooxml import C, R
from pipeline.render.package import OFFICE, Package, Relationship
from pipeline.render.slots import Slot
from pipeline.render.woven import Element, Woven, remove, written

if TYPE_CHECKING:
    from pipeline.render.program import Program

PLACE = "planpack-chart"  # the instructions that say where data goes
WORKBOOK_ID = "{workbook_id}"
BY_CATEGORY = (
    "areaChart", "area3DChart", "barChart", "bar3DChart", "doughnutChart", "lineChart", "line3DChart", "ofPieChart",
    "pieChart", "pie3DChart", "radarChart",
)  # fmt: skip
ONE_SERIES = ("ofPieChart", "pieChart", "pie3DChart")
_DATA = ("idx", "order", "tx", "cat", "val")
_COLOURED = ("spPr", "marker")
_LAST = ("shape", "smooth", "extLst")  # of a series, what stands behind its data
_OF_DATES = ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit")
_BEFORE_WORKBOOK = ("txPr", "spPr", "chart")
_INVERT = "http://schemas.microsoft.com/office/drawing/2007/8/2/chart"  # an extension that is format, not data


@dataclass(frozen=True, slots=True)
class Piece:
    """XML of a designed series; `point` is the one it is about, None for all; `coloured` where it holds its colour."""

    xml: str
    point: int | None = None
    coloured: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """A designed series: its plot by number, its name in the sample data, and its format before and behind the data."""

    plot: int
    name: str
    before: tuple[Piece, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A group of series drawn alike: its kind, such as barChart, and whether they stand on each other."""

    kind: str
    stacked: bool


@dataclass(frozen=True, slots=True)
class Behind:
    """A part behind a chart: its content type, its bytes, and what it leads to."""

    type: str
    data: bytes
    relationships: tuple[Relationship, ...]


@dataclass(frozen=True, slots=True)
class Design:
    """A designed chart: the rest of its XML as a program, with `PLACE` instructions where data goes."""

    program: Program
    plots: tuple[Plot, ...]
    looks: tuple[Look, ...]
    companions: tuple[Relationship, ...]
    parts: Mapping[str, Behind]


@dataclass(frozen=True, slots=True)
class ChartSlot(Slot):
    """The frame of a designed chart; `in_line` where it stands in a line of text."""

    design: Design
    in_line: bool


def only_chart(frame: Element) -> str | None:
    """The relationship of the chart in a drawing's frame; None where it holds none."""
    chart = next(frame.iter(f"{{{C}}}chart"), None)
    return chart.get(f"{{{R}}}id") if chart is not None else None


def take_apart(root: Element, woven: Woven, place: str) -> tuple[tuple[Plot, ...], tuple[Look, ...]]:
    """Take the sample data out of a designed chart, and mark where the account's goes; faults are told in `woven`."""
    area = next(root.iter(_c("plotArea")), None)
    groups = [e for e in ([] if area is None else area) if _local(e).endswith("Chart")]
    odd = [_local(group) for group in groups if _local(group) not in BY_CATEGORY]
    if odd or not groups or area is None:
        kind = odd[0].removesuffix("Chart") if odd else "chart without series"
        mend = "choose columns, bars, lines, an area, a pie or a radar"
        woven.fault(place, f"a {kind} can't show a block's series by category", mend, "wrong-chart")
        return (), ()
    _drop_stale(root)
    for axis in root.iter(_c("axId"), _c("crossAx")):  # some libraries write negative ones
        if _value(axis).startswith("-"):
            axis.set("val", str(int(_value(axis)) % 2**32))
    looks = sorted(
        ((_order(series), number, series) for number, group in enumerate(groups) for series in group.iter(_c("ser"))),
        key=lambda found: found[0],
    )
    made = tuple(_look(number, series, root) for _, number, series in looks)
    if not made:
        woven.fault(place, "the chart has no series", "give it one, which the others take after", "wrong-chart")
    plots = tuple(Plot(_local(group), _grouping(group) in ("stacked", "percentStacked")) for group in groups)
    for number, group in enumerate(groups):
        _mark_series(group, number)
        _enclose(group, f"plot {number}")
    _mark_axes(area, groups)
    for entry in root.iter(_c("legendEntry")):
        _enclose(entry, f"entry {_value(entry.find(_c('idx')))}")
    _mark_workbook(root)
    return plots, made


def companions_of(package: Package, part: str) -> Iterator[Relationship]:
    """What a chart's part leads to beside its workbook: its style, its colours, pictures that fill it."""
    for relationship in package.relationships.get(part, ()):
        if relationship.type != f"{OFFICE}/package" and relationship.part in package.parts:
            yield relationship


def parts_behind(package: Package, relationships: tuple[Relationship, ...]) -> dict[str, Behind]:
    """The parts that these lead to, with those behind them."""
    found: dict[str, Behind] = {}
    ways = [r.part for r in relationships]
    while ways:
        part = ways.pop(0)
        if part in package.parts and part not in found:
            own = package.relationships.get(part, ())
            found[part] = Behind(package.type_of(part), package.parts[part], own)
            ways += [r.part for r in own]
    return found


def _c(local: str) -> str:
    return f"{{{C}}}{local}"


def _local(element: Element) -> str:
    """An element's name without its namespace; empty for an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: Element | None) -> str:
    return element.get("val", "") if element is not None else ""


def _order(series: Element) -> int:
    text = _value(series.find(_c("order")))
    return int(text) if text.isdigit() else 0


def _grouping(group: Element) -> str:
    return _value(group.find(_c("grouping")))


def _drop_stale(root: Element) -> None:
    """Take out what speaks of the sample data: typed labels, names from its cells, pivots, custom error bars."""
    stale: list[Element] = []
    for label in root.iter(_c("dLbl")):
        if label.find(_c("tx")) is not None:
            stale.append(label)
    for title in root.iter(_c("title")):
        words = title.find(_c("tx"))
        if words is not None and words.find(_c("strRef")) is not None:
            stale.append(words)
    for bars in root.iter(_c("errBars")):
        if _value(bars.find(_c("errValType"))) == "cust":
            stale.append(bars)
    for holder in root.iter(_c("ser"), _c("dPt"), _c("dLbl"), _c("dLbls"), *map(_c, BY_CATEGORY)):
        for extension in holder.findall(f"{_c('extLst')}/{_c('ext')}"):
            if not any(str(e.tag).startswith(f"{{{_INVERT}}}invertSolid") for e in extension):
                stale.append(extension)
    stale += [*root.iter(_c("pivotSource")), *root.iter(_c("pivotFmts"))]
    for element in stale:
        remove(element)
    for listed in [e for e in root.iter(_c("extLst")) if len(e) == 0]:
        remove(listed)


def _look(plot: int, series: Element, root: Element) -> Look:
    """A designed series without its data."""
    before: list[Piece] = []
    after: list[str] = []
    for child in series:
        name = _local(child)
        if name == "dPt":
            before.append(Piece(written(child, root.nsmap), int(_value(child.find(_c("idx"))) or 0)))
        elif name == "dLbls":
            before += _labels(child, root)
        elif name in _LAST:
            after.append(written(child, root.nsmap))
        elif name not in _DATA:
            before.append(Piece(written(child, root.nsmap), None, name in _COLOURED))
    return Look(plot, "".join(v.text or "" for v in series.iterfind(f"{_c('tx')}//{_c('v')}")).strip(),
                tuple(before), "".join(after))  # fmt: skip


def _labels(labels: Element, root: Element) -> Iterator[Piece]:
    """A series' labels: those of single points, and the rest."""
    _follow_source(labels)
    prefix = labels.prefix
    yield Piece(f"<{prefix}:dLbls>")
    for child in labels:
        point = child.find(_c("idx")) if _local(child) == "dLbl" else None
        yield Piece(written(child, root.nsmap), None if point is None else int(_value(point) or 0))
    yield Piece(f"</{prefix}:dLbls>")


def _follow_source(holder: Element) -> None:
    """Let number formats that follow the data say the data's."""
    for code in holder.iter(_c("numFmt")):
        if code.get("sourceLinked") in ("1", "true"):
            code.set("formatCode", CODE)


def _instruction(says: str) -> Element:
    return etree.ProcessingInstruction(PLACE, says)


def _enclose(element: Element, says: str) -> None:
    """Mark where an element begins and ends that may go."""
    element.addprevious(_instruction(says))
    element.addnext(_instruction("end"))


def _mark_series(group: Element, number: int) -> None:
    """One mark in the place of a group's series."""
    series = list(group.iter(_c("ser")))
    place = _instruction(f"series {number}")
    if series:
        series[0].addprevious(place)
    else:  # before what follows the series of a group
        first = next((e for e in group if _local(e) not in ("barDir", "grouping", "varyColors", "radarStyle",
                                                           "wireframe", "ofPieType")), None)  # fmt: skip
        group.append(place) if first is None else first.addprevious(place)
    for one in series:
        remove(one)
    for labels in group.iterchildren(_c("dLbls")):
        _follow_source(labels)


def _mark_axes(area: Element, groups: list[Element]) -> None:
    """Mark axes that go with their plots and limits that data may go beyond; axes of dates take names."""
    uses = [{_value(e) for e in group.iterchildren(_c("axId"))} for group in groups]
    for axis in [e for e in area if _local(e) in ("catAx", "valAx", "dateAx", "serAx")]:
        plots = [n for n, ids in enumerate(uses) if _value(axis.find(_c("axId"))) in ids]
        if _local(axis) == "dateAx":
            axis.tag = _c("catAx")
            for child in [e for e in axis if _local(e) in _OF_DATES]:
                remove(child)
        if _local(axis) == "valAx":
            percent = any(_grouping(groups[n]) == "percentStacked" for n in plots)
            if not percent:
                _follow_source(axis)
                _mark_limits(axis, " ".join(map(str, plots)))
        _enclose(axis, f"axis {' '.join(map(str, plots))}")


def _mark_limits(axis: Element, plots: str) -> None:
    """A limit stays while no data goes beyond it; the unit of an axis goes with either limit."""
    limits = [e for e in axis.iterfind(f"{_c('scaling')}/*") if _local(e) in ("max", "min")]
    says = " ".join(f"{_local(e)} {_value(e)}" for e in limits)
    for element in [*limits, *(e for e in axis if limits and _local(e) == "majorUnit")]:
        _enclose(element, f"limit {says} of {plots}")


def _mark_workbook(root: Element) -> None:
    """Name the workbook's relationship, which is another for each account."""
    held = root.find(_c("externalData"))
    if held is None:
        before = next(e for name in _BEFORE_WORKBOOK for e in root.iterfind(_c(name)))
        held = etree.SubElement(root, _c("externalData"))
        before.addnext(held)
        etree.SubElement(held, _c("autoUpdate")).set("val", "0")
    held.set(f"{{{R}}}id", WORKBOOK_ID)


def charts_of(root: Element, frame: str, properties: str) -> Iterator[tuple[Element, Element, str]]:
    """The frames that hold a chart, each with the element of its alternative text and the chart's relationship."""
    for element in list(root.iter(frame)):
        named = next(element.iter(properties), None)
        relationship = only_chart(element)
        if named is not None and relationship:
            yield element, named, relationship
