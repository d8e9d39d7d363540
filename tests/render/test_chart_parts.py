"""Charts: what they remember equals their workbook, holes stay holes, axes start at zero, labels serve."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.blocks import Chart, Role, Shape
from pipeline.figures import Unit
from pipeline.render.bridges import BASE, DOWN, DOWN_BELOW, TOP, TOTAL, UP, UP_BELOW, steps
from pipeline.render.charts import add_chart
from pipeline.render.number_codes import axis_code, number_code
from pipeline.render.workbook import chart_workbook, column_letter
from tests.render import samples
from tests.render.plain_page import PlainPage

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHARTS = {
    key: block
    for make in (samples.ordinary, samples.long, samples.hostile)
    for key, block in make().items()
    if isinstance(block, Chart)
}


def made(chart: Chart, width: int = 11_000_000, height: int = 4_500_000) -> tuple[etree._Element, dict[str, str]]:
    """A chart's XML and its workbook's cells."""
    page = PlainPage()
    add_chart(chart, page, width, height, 12.0, 10.0)
    [(xml, workbook)] = page.charts
    return etree.fromstring(xml.encode()), cells(workbook)


def cells(workbook: bytes) -> dict[str, str]:
    """The cells of a light workbook, by place."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    assert not list(sheet.iter(f"{S}f"))
    return {str(cell.get("r")): "".join(cell.itertext()) for cell in sheet.iter(f"{S}c")}


def places(reference: str) -> list[str]:
    """The cells of a reference such as Sheet1!$A$2:$A$9."""
    found = re.fullmatch(r"Sheet1!\$([A-Z]+)\$(\d+)(?::\$\1\$(\d+))?", reference)
    assert found, reference
    first, last = int(found[2]), int(found[3] or found[2])
    return [f"{found[1]}{row}" for row in range(first, last + 1)]


@pytest.mark.parametrize("key", list(CHARTS))
def test_what_a_chart_remembers_equals_its_workbook_and_no_cell_is_left_over(key: str) -> None:
    root, book = made(CHARTS[key])
    used: set[str] = set()
    for reference in root.iter(f"{C}strRef", f"{C}numRef"):
        span = places(reference.findtext(f"{C}f") or "")
        used.update(span)
        remembered = {int(point.get("idx", 0)): point.findtext(f"{C}v") for point in reference.iter(f"{C}pt")}
        assert int(next(reference.iter(f"{C}ptCount")).get("val", 0)) == len(span)
        for n, place in enumerate(span):
            assert (remembered.get(n) or "") == book.get(place, "")
    assert set(book) <= used


@pytest.mark.parametrize("key", list(CHARTS))
def test_each_series_has_an_order_of_its_own_and_all_axes_exist(key: str) -> None:
    root, _ = made(CHARTS[key])
    order = [node.get("val") for node in root.iter(f"{C}order")]
    assert len(set(order)) == len(order) > 0
    assert {n.get("val") for n in root.iter(f"{C}crossAx")} == {n.findtext(f"{C}axId") or "1001" for n in ()} | {
        "1001",
        "1002",
    }


def test_an_absent_figure_is_a_hole_and_not_nothing() -> None:
    root, book = made(samples.bars((420_000, None, 0.0)))
    points = next(root.iter(f"{C}numCache"))
    assert [point.get("idx") for point in points.iter(f"{C}pt")] == ["0", "2"]
    assert "B3" not in book
    assert book["B4"] == "0"
    assert next(root.iter(f"{C}dispBlanksAs")).get("val") == "gap"


def test_bars_reverse_the_axis_and_not_the_data() -> None:
    root, book = made(samples.bars())
    assert book["A2"] == "Not yet due"
    category = next(root.iter(f"{C}catAx"))
    assert [node.get("val") for node in category.iter(f"{C}orientation")] == ["maxMin"]


@pytest.mark.parametrize("key", ["columns", "prior", "line", "stacked", "bars"])
def test_axes_start_at_zero_and_no_gridlines_stand_where_values_are_printed(key: str) -> None:
    root, _ = made(CHARTS[key] if key != "bars" else samples.bars())
    value = next(root.iter(f"{C}valAx"))
    assert [node.get("val") for node in value.iter(f"{C}min")] == ["0"]
    assert any(node.get("val") == "1" for node in root.iter(f"{C}showVal"))
    assert not list(root.iter(f"{C}majorGridlines"))
    assert [node.get("val") for node in value.iter(f"{C}delete")] == ["1"]


def test_where_labels_would_touch_an_axis_with_gridlines_serves() -> None:
    root, _ = made(samples.columns(roles=(Role.PRIOR, Role.ACTUAL)), width=2_500_000)
    assert not any(node.get("val") == "1" for node in root.iter(f"{C}showVal"))
    assert list(root.iter(f"{C}majorGridlines"))


@pytest.mark.parametrize(("roles", "legends"), [((Role.ACTUAL,), 0), ((Role.ACTUAL, Role.PLAN), 1)])
def test_a_legend_stands_only_where_there_are_several_series(roles: tuple[Role, ...], legends: int) -> None:
    root, _ = made(samples.columns(roles=roles))
    assert len(list(root.iter(f"{C}legend"))) == legends


def test_the_plan_over_many_quarters_is_a_line_and_over_few_an_outlined_column() -> None:
    root, _ = made(samples.columns())
    assert len(list(root.iter(f"{C}lineChart"))) == 1
    few = samples.columns()
    short = Chart(few.shape, few.categories[:3], few.series, few.alt, few.empty)
    root, _ = made(short)
    assert not list(root.iter(f"{C}lineChart"))
    assert [len(list(root.iter(f"{C}pt")))] == [2 + 2 * 3 + 2 * 3]


def test_negative_values_keep_their_colour() -> None:
    root, _ = made(samples.bars((5.0, -3.0)))
    assert {node.get("val") for node in root.iter(f"{C}invertIfNegative")} == {"0"}


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=12))
@settings(max_examples=200)
def test_a_bridge_s_columns_reach_from_level_to_level(values: list[int]) -> None:
    parts = steps([float(value) for value in values])
    level = float(values[0])
    assert parts[TOTAL][0] == level
    for n, value in enumerate(values[1:-1], 1):
        before, level = level, level + value
        spans = [parts[part][n] or 0.0 for part in (UP, DOWN, UP_BELOW, DOWN_BELOW)]
        assert sum(abs(span) for span in spans) == abs(value)
        base = parts[BASE][n] or 0.0
        ends = {base + span for span in spans} | {base}
        assert {min(before, level), max(before, level)} <= ends
        assert parts[TOP][n] == max(before, level, 0.0)
        assert not (spans[0] + abs(spans[2]) and spans[1] + abs(spans[3]))
    assert parts[TOTAL][-1] == float(values[-1])


def test_a_bridge_says_each_change_with_its_sign() -> None:
    root, _ = made(samples.bridge())
    words = ["".join(node.itertext()) for node in root.iter(f"{C}rich")]
    assert words == ["£1,190 k", "+£120 k", "−£45 k", "+£30 k", "−£55 k", "£1,240 k"]


def test_a_missing_step_leaves_the_level_where_it_is() -> None:
    parts = steps([10.0, None, 5.0, 15.0])
    assert (parts[BASE][2], parts[UP][2]) == (10.0, 5.0)
    assert all(part[1] is None for part in parts)


@pytest.mark.parametrize(
    ("unit", "values", "code"),
    [
        (Unit.MONEY, (1_240_000, 990_000), '#,##0.00,,"m"'),
        (Unit.MONEY, (420_000, 12_000), '#,##0,"k"'),
        (Unit.MONEY, (24_000_000, 11_000_000), '#,##0.0,,"m"'),
        (Unit.MONEY, (5_000_000, 3_000), '#,##0,"k"'),
        (Unit.MONEY, (840, 12), "#,##0"),
        (Unit.PERCENT, (0.34, 0.31), "0%"),
        (Unit.PERCENT, (0.045, 0.031), "0.0%"),
        (Unit.COUNT, (3, 14), "#,##0"),
        (Unit.SCORE, (62.5, 70), "#,##0.0"),
        (Unit.RATIO, (1.25,), "0.00"),
        (Unit.MONEY, (), "#,##0"),
    ],
)
def test_a_chart_has_one_number_format_that_suits_its_values(unit: Unit, values: tuple[float, ...], code: str) -> None:
    assert number_code(unit, values) == f"{code};−{code};0"


def test_changes_show_their_sign() -> None:
    assert number_code(Unit.CHANGE, (12_000, -45_000)) == '+#,##0,"k";−#,##0,"k";0'


def test_a_person_s_text_is_text_in_the_workbook() -> None:
    book = cells(chart_workbook([[None, "=1+1"], ["@SUM(A1)", 1.5], ["_x0041_", None]]))
    assert book == {"B1": "=1+1", "A2": "@SUM(A1)", "B2": "1.5", "A3": "_x005F_x0041_"}


def test_columns_beyond_z_have_two_letters() -> None:
    assert [column_letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_shapes_are_all_drawn() -> None:
    assert {chart.shape for chart in CHARTS.values()} == set(Shape)


@pytest.mark.parametrize(
    ("unit", "values", "code"),
    [
        (Unit.MONEY, (0, 9_800_000, 510_000), '#,##0,,"m"'),
        (Unit.MONEY, (0, 1_800_000), '#,##0.0,,"m"'),
        (Unit.MONEY, (120_000, 45_000), '#,##0,"k"'),
        (Unit.MONEY, (800, 45), "#,##0"),
        (Unit.PERCENT, (0.5, 0.2), "0%"),
    ],
)
def test_an_axis_has_no_decimals_where_its_steps_need_none(unit: Unit, values: tuple[float, ...], code: str) -> None:
    assert axis_code(unit, values) == f"{code};−{code};0"
