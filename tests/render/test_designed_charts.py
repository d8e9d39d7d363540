"""A native chart that a template designs keeps its look and shows the account's data, in PowerPoint and Word."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from lxml import etree
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Cm, Pt

from pipeline.blocks import Chart, Shape
from pipeline.figures import Unit
from pipeline.problems import PipelineError
from pipeline.render import slides, word
from pipeline.render.compile import WrongTemplate
from tests.office import findings, requires_ooxml_check
from tests.render.designed import (
    NOTHING,
    QUARTERS,
    REVENUE,
    SAMPLE,
    SAYS,
    TAG,
    WORDING,
    chart,
    deck_with_chart,
    document_with_chart,
    sample,
    the_chart,
)  # fmt: skip
from tests.render.filling import fig, figures_in, fill, part, parts, printer, saved

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def filled_bytes(deck: Any, block: Any = None, name: str = "review.pptx", to: Any = None) -> bytes:
    """A template filled with this chart block."""
    draw = slides.draw if name.endswith("pptx") else word.draw
    return fill(saved(deck), name, draw, to or printer(WORDING), finance={"trend_chart": block or chart()})


def filled(deck: Any, block: Any = None) -> Any:
    """A deck filled and opened again; its one chart."""
    return the_chart(pptx.Presentation(io.BytesIO(filled_bytes(deck, block)))).chart


def data_of(made: Any) -> dict[str, tuple[float | None, ...]]:
    """The series of a chart by name."""
    return {series.name: tuple(series.values) for plot in made.plots for series in plot.series}


def workbook_of(made: Any) -> list[list[Any]]:
    """The cells of the workbook behind a chart."""
    book = openpyxl.load_workbook(io.BytesIO(made.part.chart_workbook.xlsx_part.blob))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def test_a_designed_chart_shows_our_categories_series_and_values() -> None:
    made = filled(deck_with_chart()[0])
    assert list(made.plots[0].categories) == list(QUARTERS)
    assert data_of(made) == REVENUE


def test_its_workbook_holds_the_same_data_and_nothing_of_the_sample() -> None:
    data = filled_bytes(deck_with_chart()[0])
    made = the_chart(pptx.Presentation(io.BytesIO(data))).chart
    assert workbook_of(made) == [
        [None, "Revenue", "Plan"],
        *[[name, one, two] for name, one, two in zip(QUARTERS, *REVENUE.values(), strict=True)],
    ]
    assert len([name for name in parts(data) if name.endswith(".xlsx")]) == 1
    assert not [name for name in parts(data) if "/charts/" in name and "Sample" in part(data, name)]


def test_the_number_format_stands_in_the_cache_the_cells_and_labels_that_follow_their_source() -> None:
    deck, designed = deck_with_chart()
    plot = designed.plots[0]
    plot.has_data_labels = True
    plot.data_labels.number_format_is_linked = True
    plot.data_labels.show_value = True
    data = filled_bytes(deck)
    made = the_chart(pptx.Presentation(io.BytesIO(data))).chart
    codes = {e.text for e in made._chartSpace.iter(f"{C}formatCode")}
    assert codes == {'#,##0.00,,"m";−#,##0.00,,"m";0'}
    assert made.plots[0].data_labels.number_format in codes
    book = openpyxl.load_workbook(io.BytesIO(made.part.chart_workbook.xlsx_part.blob))
    assert {book.worksheets[0]["B2"].number_format, book.worksheets[0]["C5"].number_format} == codes


def test_a_number_format_of_the_designer_stays() -> None:
    deck, designed = deck_with_chart()
    designed.value_axis.tick_labels.number_format = '0.0"x"'
    designed.value_axis.tick_labels.number_format_is_linked = False
    assert filled(deck).value_axis.tick_labels.number_format == '0.0"x"'


def test_series_of_another_unit_have_a_format_of_their_own() -> None:
    block = chart({"Revenue": (1e6, 2e6), "Margin": (0.31, 0.33)}, QUARTERS[:2], units=(Unit.MONEY, Unit.PERCENT))
    made = filled(deck_with_chart()[0], block)
    codes = [[e.text for e in series._element.iter(f"{C}formatCode")] for series in made.plots[0].series]
    assert [["%" in code for code in one] for one in codes] == [[False], [True]]


def test_the_designed_look_stays() -> None:
    deck, designed = deck_with_chart(XL_CHART_TYPE.BAR_STACKED)
    designed.has_title = True
    designed.chart_title.text_frame.text = "How it went: {{ finance.revenue }}"
    designed.chart_title.text_frame.paragraphs[0].runs[0].font.size = Pt(21)
    designed.has_legend = True
    designed.legend.position = XL_LEGEND_POSITION.BOTTOM
    designed.font.name = "Georgia"
    designed.plots[0].gap_width = 33
    fill_of = designed.plots[0].series[0].format.fill
    fill_of.solid()
    fill_of.fore_color.rgb = RGBColor(0x12, 0x34, 0x56)
    made = filled(deck)
    assert made.chart_type is XL_CHART_TYPE.BAR_STACKED
    assert made.chart_title.text_frame.text == "How it went: £1.24\u00a0m"
    assert made.chart_title.text_frame.paragraphs[0].runs[0].font.size == Pt(21)
    assert made.legend.position is XL_LEGEND_POSITION.BOTTOM
    assert made.font.name == "Georgia"
    assert made.plots[0].gap_width == 33
    assert made.plots[0].series[0].format.fill.fore_color.rgb == RGBColor(0x12, 0x34, 0x56)


def test_its_frame_stays_and_its_alternative_text_becomes_the_finding() -> None:
    frame = the_chart(pptx.Presentation(io.BytesIO(filled_bytes(deck_with_chart()[0]))))
    assert (frame.left, frame.top, frame.width, frame.height) == (Cm(2), Cm(5), Cm(20), Cm(10))
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == SAYS


def coloured(colour: Any) -> Any:
    """A deck whose chart's series have this colour and the next."""
    deck, designed = deck_with_chart()
    for n, series in enumerate(designed.plots[0].series):
        series.format.fill.solid()
        if isinstance(colour, RGBColor):
            series.format.fill.fore_color.rgb = colour
        else:
            series.format.fill.fore_color.theme_color = (MSO_THEME_COLOR.ACCENT_1, colour)[n]
        series.format.line.width = Pt(2.5)
    return deck


FIVE = dict.fromkeys("abcde", (1.0, 2.0))


def test_added_series_look_like_the_last_designed_one_in_the_themes_next_colours() -> None:
    series = filled(coloured(MSO_THEME_COLOR.ACCENT_2), chart(FIVE, QUARTERS[:2])).plots[0].series
    assert [s.name for s in series] == list("abcde")
    assert [s.format.fill.fore_color.theme_color - MSO_THEME_COLOR.ACCENT_1 + 1 for s in series] == [1, 2, 3, 4, 5]
    assert {s.format.line.width for s in series} == {Pt(2.5)}


def test_added_series_of_a_fixed_colour_are_other_shades_of_it() -> None:
    series = filled(coloured(RGBColor(0x20, 0x60, 0xA0)), chart(FIVE, QUARTERS[:2])).plots[0].series
    looks = [etree.tostring(s._element.find(f"{C}spPr")) for s in series]
    assert looks[0] == looks[1]
    assert len(set(looks[1:])) == 4
    assert {str(s.format.fill.fore_color.rgb) for s in series} == {"2060A0"}


def test_series_that_the_data_lacks_go() -> None:
    assert data_of(filled(deck_with_chart()[0], chart({"Revenue": (1.0, 2.0)}, QUARTERS[:2]))) == {
        "Revenue": (1.0, 2.0)
    }


def test_a_series_named_as_in_the_sample_takes_that_look_and_the_others_what_is_left() -> None:
    deck, designed = deck_with_chart(data=sample({"Target": (1, 2), "plan": (2, 3)}))
    for series, colour in zip(designed.plots[0].series, ("111111", "222222"), strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(colour)
    made = filled(deck, chart({"Plan": (1.0,), "Revenue": (2.0,)}, QUARTERS[:1])).plots[0].series
    assert {s.name: str(s.format.fill.fore_color.rgb) for s in made} == {"Plan": "222222", "Revenue": "111111"}
    assert [s.name for s in made] == ["Plan", "Revenue"]


LINES = (
    '<c:lineChart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:grouping val="standard"/>'
    '<c:varyColors val="0"/><c:ser><c:idx val="2"/><c:order val="2"/><c:tx><c:v>Sample C</c:v></c:tx><c:spPr><a:ln '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" w="31750"><a:prstDash val="dash"/></a:ln></c:spPr>'
    '<c:marker><c:symbol val="diamond"/></c:marker><c:smooth val="1"/></c:ser>'
    '<c:marker val="1"/><c:axId val="77"/><c:axId val="78"/></c:lineChart>'
)


def combined() -> Any:
    """A deck with columns, and a dashed line on axes of its own."""
    deck, designed = deck_with_chart()
    area = designed._chartSpace.find(f".//{C}plotArea")
    area.find(f"{C}barChart").addnext(etree.fromstring(LINES))
    for kind, own, other in (("catAx", "77", "78"), ("valAx", "78", "77")):
        axis = etree.fromstring(etree.tostring(area.find(f"{C}{kind}")))
        axis.find(f"{C}axId").set("val", own)
        axis.find(f"{C}crossAx").set("val", other)
        area.findall(f"{C}valAx")[-1].addnext(axis)
    return deck


def test_columns_with_a_line_keep_both_and_a_third_series_is_the_line() -> None:
    made = filled(combined(), chart({"a": (1.0,), "b": (2.0,), "c": (3.0,)}, QUARTERS[:1]))
    assert [[s.name for s in plot.series] for plot in made.plots] == [["a", "b"], ["c"]]
    line = made.plots[1].series[0]._element
    assert [line.find(f".//{{*}}{name}").get("val") for name in ("prstDash", "symbol", "smooth")] == [
        "dash", "diamond", "1",
    ]  # fmt: skip
    order = [e.tag.rpartition("}")[2] for e in line]
    assert order == ["idx", "order", "tx", "spPr", "marker", "cat", "val", "smooth"]


def test_a_group_without_series_goes_with_its_axes() -> None:
    made = filled(combined())
    area = made._chartSpace.find(f".//{C}plotArea")
    assert [e.tag.rpartition("}")[2] for e in area] == ["barChart", "catAx", "valAx"]


@pytest.mark.parametrize(("top", "stays"), [(2_000_000, True), (1_300_000, True), (1_200_000, False)])
def test_a_fixed_axis_stays_unless_data_goes_beyond_it(top: float, stays: bool) -> None:
    deck, designed = deck_with_chart()
    designed.value_axis.maximum_scale, designed.value_axis.minimum_scale = top, 0
    designed.value_axis.major_unit = 500_000
    axis = filled(deck).value_axis
    assert (axis.maximum_scale, axis.major_unit) == ((top, 500_000) if stays else (None, None))


def test_stacked_values_are_summed_before_they_are_held_against_the_axis() -> None:
    deck, designed = deck_with_chart(XL_CHART_TYPE.COLUMN_STACKED)
    designed.value_axis.maximum_scale = 2_000_000
    assert filled(deck).value_axis.maximum_scale is None


def test_points_with_a_look_of_their_own_keep_it_where_there_is_such_a_point() -> None:
    deck, designed = deck_with_chart()
    for n in range(3):
        point = designed.plots[0].series[0].points[n].format.fill
        point.solid()
        point.fore_color.rgb = RGBColor(n, n, n)
    made = filled(deck, chart({"Revenue": (1.0, 2.0)}, QUARTERS[:2])).plots[0].series[0]
    assert [e.get("val") for e in made._element.findall(f"{C}dPt/{C}idx")] == ["0", "1"]


def test_a_label_that_someone_typed_for_the_sample_goes() -> None:
    deck, designed = deck_with_chart()
    designed.plots[0].series[0].points[1].data_label.text_frame.text = "our peak!"
    assert "our peak" not in etree.tostring(filled(deck)._chartSpace).decode()


def test_a_pie_shows_one_series_and_refuses_more() -> None:
    deck, _ = deck_with_chart(XL_CHART_TYPE.PIE, data=sample({"Share": (1, 2, 3)}))
    made = filled(deck, chart({"Revenue": (1.0, 2.0)}, QUARTERS[:2]))
    assert made.chart_type is XL_CHART_TYPE.PIE
    assert data_of(made) == {"Revenue": (1.0, 2.0)}
    with pytest.raises(PipelineError, match=r"finance\.trend_chart has 2 series, and the pie .* shows one"):
        filled(deck)


@pytest.mark.parametrize(
    "kind",
    [
        XL_CHART_TYPE.AREA_STACKED, XL_CHART_TYPE.BAR_CLUSTERED, XL_CHART_TYPE.DOUGHNUT, XL_CHART_TYPE.LINE_MARKERS,
        XL_CHART_TYPE.RADAR_FILLED,  XL_CHART_TYPE.COLUMN_STACKED_100,
    ],
)  # fmt: skip
def test_every_kind_of_chart_by_category_takes_data(kind: Any) -> None:
    assert data_of(filled(deck_with_chart(kind)[0])) == REVENUE


def test_an_axis_of_dates_takes_names() -> None:
    import datetime as dt

    data = CategoryChartData()
    data.categories = [dt.date(2026, 1, 1), dt.date(2026, 4, 1)]
    data.add_series("a", (1, 2))
    made = filled(deck_with_chart(XL_CHART_TYPE.LINE, data=data)[0])
    assert list(made.plots[0].categories) == list(QUARTERS)
    assert made._chartSpace.find(f".//{C}dateAx") is None


def test_a_bridge_gives_a_stacked_design_its_steps() -> None:
    deck, designed = deck_with_chart(XL_CHART_TYPE.COLUMN_STACKED, data=sample(dict.fromkeys("wxyz", (1, 2))))
    for series, colour in zip(designed.plots[0].series, ("000000", "111111", "222222", "333333"), strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(colour)
    series = filled(deck, chart({"x": (10.0, -30.0, 5.0, -15.0)}, shape=Shape.BRIDGE)).plots[0].series
    assert {s.name: str(s.format.fill.fore_color.rgb) for s in series} == {
        "Base": "000000", "Total": "111111", "Up": "222222", "Down": "333333",
        "Up below": "222222", "Down below": "333333",
    }  # fmt: skip


def test_an_empty_block_says_its_sentence_in_the_charts_frame() -> None:
    data = filled_bytes(deck_with_chart()[0], chart({"Revenue": (None, None)}, QUARTERS[:2]))
    shapes = list(pptx.Presentation(io.BytesIO(data)).slides[0].shapes)
    assert not any(shape.has_chart for shape in shapes)
    said = shapes[-1]
    assert said.text_frame.text == NOTHING
    assert (said.left, said.top, said.width, said.height) == (Cm(2), Cm(5), Cm(20), Cm(10))
    assert not [name for name in parts(data) if "chart" in name.lower() or name.endswith(".xlsx")]


def test_what_the_chart_prints_is_logged() -> None:
    to = printer(WORDING)
    filled_bytes(deck_with_chart()[0], chart({"Revenue": (1.0, None)}, QUARTERS[:2]), to=to)
    *names, value = figures_in(to.printed)
    assert [name for name, _ in names] == ["finance.2026-Q1", "finance.2026-Q2", "finance.Revenue"]
    assert value == ("finance.value", "1"), "as the chart's cells hold it"


def test_two_charts_and_one_in_a_group_have_data_of_their_own() -> None:
    deck, _ = deck_with_chart()
    slide = deck.slides[0]
    other = slide.shapes.add_chart(XL_CHART_TYPE.LINE, 0, 0, Cm(5), Cm(5), sample())
    other._element.nvGraphicFramePr.cNvPr.set("descr", TAG)
    group = slide.shapes.add_group_shape()
    group._element.append(other._element)
    opened = pptx.Presentation(io.BytesIO(filled_bytes(deck)))
    first, inner = the_chart(opened), next(s for s in opened.slides[0].shapes if s.shape_type == 6).shapes[0]
    assert data_of(first.chart) == data_of(inner.chart) == REVENUE
    assert first.chart.part.partname != inner.chart.part.partname
    assert inner.chart.chart_type is XL_CHART_TYPE.LINE


def test_a_chart_whose_alternative_text_says_more_than_a_tag_is_left_alone() -> None:
    made = filled(deck_with_chart(alt="Seen by {{ account.name }}")[0])
    assert data_of(made) == SAMPLE


def test_a_tag_of_a_block_that_is_no_chart_is_told() -> None:
    from pipeline.blocks import Label, Text

    with pytest.raises(PipelineError, match=r"finance\.trend_chart is a text, which the template's chart can't show"):
        filled(deck_with_chart()[0], Text((Label("owner"),)))


def test_a_chart_without_categories_is_told() -> None:
    points = XyChartData()
    points.add_series("a").add_data_point(1, 2)
    with pytest.raises(WrongTemplate, match=r"slide 1, “Chart 2”: a scatter can't show a block's series by category"):
        filled(deck_with_chart(XL_CHART_TYPE.XY_SCATTER, data=points)[0])


def test_a_wrong_tag_in_a_designed_charts_title_is_told_with_its_slide() -> None:
    deck, designed = deck_with_chart()
    designed.has_title = True
    designed.chart_title.text_frame.text = "{{ finance.revnue }}"
    with pytest.raises(WrongTemplate, match=r"slide 1, “Chart 2”: finance\.revnue is no tag"):
        filled(deck)


HOSTILE = ("=1+1", "R&D <growth> \"x\" 'y'", "{{ account.name }}", "a\x00b\x0bc", "_x0041_", "")


def test_what_people_typed_is_text_in_the_chart_and_its_cells() -> None:
    block = chart({name: (1.0,) * len(HOSTILE) for name in HOSTILE[:3]}, HOSTILE)
    made = filled(deck_with_chart()[0], block)
    assert [s.name for s in made.plots[0].series] == list(HOSTILE[:3])
    assert list(made.plots[0].categories)[:3] == list(HOSTILE[:3])
    assert workbook_of(made)[1][0] == "=1+1"
    book = openpyxl.load_workbook(io.BytesIO(made.part.chart_workbook.xlsx_part.blob))
    assert book.worksheets[0]["A2"].data_type == "s"


def companions() -> Any:
    """A deck whose chart has a style part and a picture in its columns."""
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    deck, designed = deck_with_chart()
    style = Part(
        PackURI("/ppt/charts/style1.xml"), "application/vnd.ms-office.chartstyle+xml", deck.part.package, b"<style/>"
    )
    designed.part.relate_to(style, "http://schemas.microsoft.com/office/2011/relationships/chartStyle")
    return deck


def test_the_charts_style_goes_with_it() -> None:
    data = filled_bytes(companions())
    made = the_chart(pptx.Presentation(io.BytesIO(data))).chart
    kinds = sorted(rel.reltype.rpartition("/")[2] for rel in made.part.rels.values())
    assert kinds == ["chartStyle", "package"]
    assert [part(data, name) for name in parts(data) if "/charts/chart2_" in name] == ["<style/>"]


def chart_in(data: bytes) -> Any:
    """The one chart part of a Word file, opened by python-pptx's chart."""
    from pptx.chart.chart import Chart as Opened
    from pptx.oxml import parse_xml

    names = [name for name in parts(data) if "/charts/" in name and name.endswith("xml")]
    assert len(names) == 1
    return Opened(parse_xml(part(data, names[0]).encode()), None)


def test_a_designed_chart_of_a_word_template_takes_data_too() -> None:
    data = filled_bytes(document_with_chart(), name="plan.docx")
    made = chart_in(data)
    assert made.chart_type is XL_CHART_TYPE.LINE
    assert data_of(made) == REVENUE
    document = docx.Document(io.BytesIO(data))
    assert document.paragraphs[1]._p.xpath(".//wp:docPr/@descr") == [SAYS]
    (relation,) = document.paragraphs[1]._p.xpath(".//*[local-name()='chart']/@r:id")
    held = document.part.related_parts[relation]
    assert str(held.partname).startswith("/word/charts/")
    assert [p.text for p in document.paragraphs] == ["before", "", "after"]


def test_an_empty_block_says_its_sentence_in_the_word_charts_line() -> None:
    empty = chart({"Revenue": (None,)}, QUARTERS[:1])
    data = filled_bytes(document_with_chart(), empty, "plan.docx")
    assert [p.text for p in docx.Document(io.BytesIO(data)).paragraphs] == ["before", NOTHING, "after"]
    assert not [name for name in parts(data) if "chart" in name]


def test_a_chart_in_a_loop_stands_once_a_line() -> None:
    document = document_with_chart()
    document.paragraphs[0].text = "{%p for goal in goals.open %}"
    document.paragraphs[-1].text = "{%p endfor %}"
    data = filled_bytes(document, name="plan.docx")
    charts = [name for name in parts(data) if "/charts/" in name and name.endswith("xml")]
    assert len(charts) == 2
    ids = docx.Document(io.BytesIO(data)).element.body.xpath(".//wp:docPr/@id")
    assert len(set(ids)) == 2


def test_the_same_block_gives_the_same_bytes() -> None:
    deck = combined()
    assert filled_bytes(deck) == filled_bytes(deck)


@requires_ooxml_check
@pytest.mark.parametrize("block", [chart(), chart(FIVE, QUARTERS[:2]), chart({"a": (None,)}, QUARTERS[:1])])
def test_files_with_designed_charts_are_sound(tmp_path: Path, block: Chart) -> None:
    files = {"a.pptx": combined(), "b.pptx": coloured(RGBColor(1, 2, 3)), "c.docx": document_with_chart()}
    for name, template in files.items():
        (tmp_path / f"template-{name}").write_bytes(saved(template))
        (tmp_path / name).write_bytes(filled_bytes(template, block, name))
    usual = {found.partition("!")[2] for found in findings([tmp_path / f"template-{name}" for name in files])}
    told = [found for found in findings([tmp_path / name for name in files]) if found.partition("!")[2] not in usual]
    assert told == []
    assert fig("x.y", 1)
