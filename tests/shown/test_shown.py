"""What the readers of finished files see, on files small enough to be told by heart."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from docx import Document
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from tests.shown import shown
from tests.shown.numbers import as_shown


@pytest.mark.parametrize(
    ("text", "code", "due"),
    [
        ("1240123.5", "#,##0;-#,##0", "1,240,124"),
        ("-1240123.5", "#,##0;-#,##0", "-1,240,124"),
        ("-0.0123", "+0.0%;-0.0%;0.0%", "-1.2%"),
        ("0", "+0.0%;-0.0%;0.0%", "0.0%"),
        ("0.125", "0.0%", "12.5%"),
        ("1225310", '#,##0.00,,"m";−#,##0.00,,"m";0', "1.23m"),
        ("-8702", '+#,##0,"k";−#,##0,"k";0', "−9k"),
        ("4.5", "#,##0.##;-#,##0.##", "4.5"),
        ("46310", "d mmm yyyy", "15 Oct 2026"),
        ("46310", "yyyy-mm-dd", "2026-10-15"),
        ("0.1", "General", "0.1"),
    ],
)
def test_a_number_is_shown_as_office_shows_it(text: str, code: str, due: str) -> None:
    assert as_shown(text, code) == due


def test_a_format_that_no_file_of_ours_has_is_told() -> None:
    with pytest.raises(ValueError, match="not known"):
        as_shown("1", "# ?/?")


def test_a_document_is_told_with_headings_tables_and_edges() -> None:
    document = Document()
    document.add_heading("Risks", 2)
    document.add_paragraph("One\nline")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Risk", "Score", "Flood", "6"), strict=True):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "INTERNAL"
    file = io.BytesIO()
    document.save(file)
    said = shown("a.docx", file.getvalue())
    assert said.splitlines() == [
        "## Risks", "One / line", "| Risk | Score |", "| Flood | 6 |", "[header] INTERNAL",
    ]  # fmt: skip


def test_a_deck_is_told_slide_by_slide_with_charts_and_notes() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Revenue rose"
    data = CategoryChartData(number_format='#,##0,"k"')
    data.categories = ["Q1", "Q2"]
    data.add_series("Revenue", (12_000, 13_400))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *(Inches(n) for n in (1, 1, 4, 3)), data)
    slide.notes_slide.notes_text_frame.text = "Say it."
    file = io.BytesIO()
    deck.save(file)
    assert shown("a.pptx", file.getvalue()).splitlines() == [
        "# Slide 1",
        "## Revenue rose",
        "[barChart] Revenue: Q1 12k; Q2 13k",
        "[notes] Say it.",
    ]


def test_a_workbook_is_told_tab_by_tab_as_it_shows() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        tab = book.add_worksheet("Figures")
        tab.write_row(0, 0, ["What", "Share"])
        tab.write(1, 0, "Margin")
        tab.write(1, 1, 0.418, book.add_format({"num_format": "0.0%"}))
        tab.write(3, 1, 3)
        tab.set_footer("&LINTERNAL&RPage &P")
        book.add_worksheet("Sources").write(0, 0, "a")
    lines = shown("a.xlsx", file.getvalue()).splitlines()
    assert lines[:5] == ["# Figures", "| What | Share |", "| Margin | 41.8% |", "| | 3 |", "[edge] INTERNAL Page"]
    assert lines[6].startswith("# Sources")
    assert lines[7].startswith("(1 rows, sha256 ")


def test_pages_and_calendars_are_told_too() -> None:
    page = "<h1>Packs</h1><table><tr><th>Account</th><td><a href='a.docx'>the\n plan</a></td></tr></table><p>As of</p>"
    assert shown("index.html", page.encode()).splitlines() == ["# Packs", "| Account | the plan <a.docx> |", "As of"]
    assert shown("a.ics", b"BEGIN:VEVENT\r\nSUMMARY:One\\, t\r\n wo\r\n").splitlines() == [
        "", "BEGIN:VEVENT", "SUMMARY:One, two",
    ]  # fmt: skip
