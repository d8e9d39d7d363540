"""A document that somebody made from scratch, with every construct in it at once: filled, opened again, and sound."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from pipeline.blocks import Align, Entry, Head, Label, Table
from pipeline.render import word
from tests.office import findings, requires_ooxml_check
from tests.render.designed import NOTHING, QUARTERS, REVENUE, SAYS, WORDING, chart, document_with_chart
from tests.render.filling import fig, fill, part, parts, printer, saved
from tests.render.test_pictures import png
from tests.render.test_word_templates import drawing

NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
MORE = "{% macro more_in_annex(rest) %}and {{ rest }} more{% endmacro %}"
MONEY = "£1.24\u00a0m"


def footnote(document: Any, paragraph: Any, text: str) -> None:
    """A footnote of a paragraph, with the separators that Office needs."""
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for n, (kind, mark) in enumerate(
            (("separator", "separator"), ("continuationSeparator", "continuationSeparator")), -1
        )
    )
    own = f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
    xml = f"<w:footnotes {nsdecls('w')}>{rules}{own}</w:footnotes>"
    made = Part(PackURI("/word/footnotes.xml"), NOTES, xml.encode(), document.part.package)
    document.part.relate_to(made, RELATION)
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))


def bookmarked(document: Any) -> None:
    """A tag of two runs with a bookmark around its middle."""
    paragraph = document.add_paragraph("Revenue: ")
    paragraph.add_run("{{ fin").bold = True
    paragraph._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="5" w:name="here"/>'))
    paragraph.add_run("ance.rev")
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="5"/>'))
    paragraph.add_run("enue }}")


def rows(table: Any, *cells: tuple[str, str]) -> None:
    """The cells of a table of two columns."""
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def template() -> Any:
    """Text box, nested tables, footnote, bookmark, header, footer, conditions, loops, slots, chart, and a logo."""
    document = document_with_chart()  # "before", the chart, "after"
    document.settings.element.find(qn("w:zoom")).set(qn("w:percent"), "100")  # which python-docx's own file lacks
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ account.name }}"
    rows(section.header.add_table(1, 2, section.page_width // 2), ("{{ finance.revenue }}", "{{ finance.change }}"))
    section.footer.paragraphs[
        0
    ].text = "{% if finance.target %}Target {{ finance.target }}{% else %}No target{% endif %}"
    logo = document.add_paragraph('{{ picture("logo.png") }}')
    logo.alignment = 1
    bookmarked(document)
    footnote(document, document.add_paragraph("{{ finance.headline }}"), "See {{ finance.revenue }}.")
    document.element.body.insert(0, drawing(41, "Box: {{ finance.revenue }}", "Box of {{ account.name }}"))
    for text in ("{%p for goal in goals.open %}", "{{ loop.index }}. {{ goal.goal }}", "{%p endfor %}",
                 "{%p if goals.none %}", "never", "{%p endif %}", "{{ goals.table | top(2) }}"):  # fmt: skip
        document.add_paragraph(text)
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "{{ account.name }}"
    inner = outer.cell(0, 1).add_table(4, 2)
    rows(inner, ("Goal", "Owner"), ("{%tr for goal in goals.open %}", ""), ("{{ goal.goal }}", "{{ goal.owner }}"),
         ("{%tr endfor %}", ""))  # fmt: skip
    document.add_paragraph("end")
    return document


def table() -> Table:
    """A block of three rows."""
    heads = (Head(Label("owner")), Head(Label("owner"), Align.RIGHT))
    body = tuple(
        (Entry((fig("goals.name", f"Goal {n}"),)), Entry((fig("goals.owner", f"Owner {n}"),))) for n in range(1, 4)
    )
    return Table(heads, body, Label("owner"), Label("owner"))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The template filled by the engine's own drawings."""
    pictures = tmp_path_factory.mktemp("scratch") / "pictures"
    pictures.mkdir()
    (pictures / "logo.png").write_bytes(png())
    return fill(
        saved(template()), "plan.docx", word.draw, printer(f"{WORDING}\n{MORE}"), pictures,
        finance={"trend_chart": chart()}, goals={"table": table(), "none": fig("goals.none", ())},
    )  # fmt: skip


@pytest.fixture(scope="module")
def opened(data: bytes) -> Any:
    """The filled document opened again."""
    return docx.Document(io.BytesIO(data))


def test_no_tag_is_left_in_any_part(data: bytes) -> None:
    left = [
        name for name in parts(data) if name.endswith(".xml") and re.search(r"\{[{%]|planpack \d", part(data, name))
    ]
    assert left == []


def test_paragraphs_stand_in_order_with_what_their_tags_say(opened: Any) -> None:
    said = [p.text for p in opened.paragraphs if p.text]
    assert said == [
        "before",
        "after",
        f"Revenue: {MONEY}",
        f"Revenue was {MONEY}.",
        "1. On time",
        "2. Less waste",
        "end",
    ]
    bold = next(p for p in opened.paragraphs if p.text.startswith("Revenue: ")).runs
    assert [run.text for run in bold if run.bold] == [MONEY]


def test_header_footer_footnote_box_and_alternative_text_are_filled(data: bytes, opened: Any) -> None:
    section = opened.sections[0]
    assert section.header.paragraphs[0].text == "Northwind Ferries"
    assert section.header.tables[0].cell(0, 0).text == MONEY
    assert section.footer.paragraphs[0].text == "No target"
    assert f"See {MONEY}." in part(data, "word/footnotes.xml")
    xml = part(data, "word/document.xml")
    assert f"Box: {MONEY}" in xml
    assert 'descr="Box of Northwind Ferries"' in xml
    assert [one.get(qn("w:id")) for one in opened.element.body.iter(qn("w:footnoteReference"))] == ["2"]


def test_the_bookmark_stands_once_with_its_end(opened: Any) -> None:
    ends = [
        [one.get(qn("w:id")) for one in opened.element.body.iter(qn(f"w:bookmark{end}"))] for end in ("Start", "End")
    ]
    assert ends == [["5"], ["5"]]


def test_the_block_is_cut_to_its_lines_and_the_nested_table_has_a_row_a_goal(opened: Any) -> None:
    block, outer = opened.tables
    assert [row.cells[0].text for row in block.rows][1:3] == ["Goal 1", "Goal 2"]
    assert "Goal 3" not in "".join(cell.text for row in block.rows for cell in row.cells)
    assert outer.cell(0, 0).text == "Northwind Ferries"
    assert [[cell.text for cell in row.cells] for row in outer.cell(0, 1).tables[0].rows] == [
        ["Goal", "Owner"], ["On time", "Ana"], ["Less waste", "Ben & Co <x>"],
    ]  # fmt: skip


def test_the_chart_shows_the_account_s_data_and_says_so_and_the_logo_is_there(data: bytes) -> None:
    charts = [name for name in parts(data) if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    assert len(charts) == 1
    xml = part(data, charts[0])
    assert all(f"<c:v>{quarter}</c:v>" in xml for quarter in QUARTERS)
    assert all(f"<c:v>{name}</c:v>" in xml for name in REVENUE)
    assert "Sample A" not in xml
    text = part(data, "word/document.xml")
    assert f'descr="{SAYS}"' in text
    assert NOTHING not in text
    assert text.count("<pic:pic") == 1
    assert len([name for name in parts(data) if name.startswith("word/media/")]) == 1
    ids = re.findall(r'<wp:docPr[^>]*? id="(\d+)"', text)
    assert len(ids) == len(set(ids)) == 3


@requires_ooxml_check
def test_office_opens_it_without_a_repair(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "scratch.docx"
    path.write_bytes(data)
    assert findings([path]) == []
