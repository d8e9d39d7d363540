"""Chart blocks and templates with native charts, as a designer would leave them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import docx
import pptx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from pipeline.blocks import Chart, Finding, Role, Series, Shape
from pipeline.figures import Unit
from tests.render.filling import fig

TAG = "{{ finance.trend_chart }}"
SAMPLE = {"Sample A": (1, 2, 3), "Sample B": (3, 2, 1)}
QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")
REVENUE = {"Revenue": (1.0e6, 1.2e6, None, 1.24e6), "Plan": (1.1e6, 1.1e6, 1.2e6, 1.3e6)}
SAYS = "Revenue was £1.24\u00a0m, down 2\u00a0%."
NOTHING = "No quarter has figures yet."
WORDING = f"""
{{% set labels = {{"bridge_base": "Base", "bridge_total": "Total", "bridge_up": "Up", "bridge_down": "Down",
 "bridge_up_below": "Up below", "bridge_down_below": "Down below", "owner": "Owner"}} %}}
{{% macro says() %}}{SAYS}{{% endmacro %}}
{{% macro nothing() %}}{NOTHING}{{% endmacro %}}
{{% macro finance_headline(revenue, change) %}}Revenue was {{{{ revenue }}}}.{{% endmacro %}}
"""


def chart(
    series: dict[str, Sequence[float | None]] = REVENUE,  # type: ignore[assignment]
    categories: Sequence[str] = QUARTERS,
    shape: Shape = Shape.COLUMNS,
    units: Sequence[Unit] = (),
) -> Chart:
    """A chart block with these series."""
    names = tuple(fig(f"finance.{name}", name) for name in categories)
    units = [*units, *[Unit.MONEY] * len(series)]
    made = tuple(
        Series(fig(f"finance.{name}", name), tuple(fig("finance.value", v, unit) for v in values), Role.ACTUAL)
        for (name, values), unit in zip(series.items(), units, strict=False)
    )
    return Chart(shape, names, made, Finding("says"), Finding("nothing"))


def sample(series: dict[str, Sequence[float]] = SAMPLE) -> CategoryChartData:  # type: ignore[assignment]
    """A designer's sample data."""
    data = CategoryChartData()
    data.categories = ["one", "two", "three"][: len(next(iter(series.values())))]
    for name, values in series.items():
        data.add_series(name, values)
    return data


def deck_with_chart(
    kind: Any = XL_CHART_TYPE.COLUMN_CLUSTERED, alt: str = TAG, data: CategoryChartData | None = None
) -> tuple[Any, Any]:
    """A deck with a native chart of this alternative text, and the chart."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Trend"
    frame = slide.shapes.add_chart(kind, Cm(2), Cm(5), Cm(20), Cm(10), data or sample())
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    return deck, frame.chart


def the_chart(deck: Any, slide: int = 0) -> Any:
    """The one chart of a slide."""
    return next(shape for shape in deck.slides[slide].shapes if shape.has_chart)


def document_with_chart(alt: str = TAG, kind: Any = XL_CHART_TYPE.LINE, xml: str = "") -> Any:
    """A Word document with a native chart in a line of text of its own, written part by part."""
    document = docx.Document()
    document.add_paragraph("before")
    data = sample()
    writer = ChartXmlWriter(kind, data)
    package = document.part.package
    book = Part(
        PackURI("/word/embeddings/book1.xlsx"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        data._workbook_writer.xlsx_blob,
        package,
    )
    text = xml or writer.xml
    part = Part(
        PackURI("/word/charts/chart1.xml"),
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        _with_workbook(text).encode(),
        package,
    )
    part.rels.get_or_add("http://schemas.openxmlformats.org/officeDocument/2006/relationships/package", book)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    paragraph = document.add_paragraph()
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w", "wp", "a", "r")} xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">'
            '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000" cy="2700000"/>'
            '<wp:docPr id="7" name="Chart 7"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData '
            'uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
            f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        )
    )
    next(paragraph._p.iter("{*}docPr")).set("descr", alt)
    document.add_paragraph("after")
    return document


def _with_workbook(xml: str) -> str:
    root = etree.fromstring(xml.encode())
    space = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    if root.find(f"{space}externalData") is None:
        held = etree.SubElement(root, f"{space}externalData")
        held.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", "rId1")
        etree.SubElement(held, f"{space}autoUpdate").set("val", "0")
    return etree.tostring(root, encoding="unicode")
