"""Word templates: tags however Office split them, loops, conditions, slots, and what is told about a wrong one."""

from __future__ import annotations

import io
import re
import time
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.figures import Unit
from pipeline.problems import PipelineError
from pipeline.render.compile import WrongTemplate, compile_template
from tests.office import findings, requires_ooxml_check
from tests.render.filling import (
    PROPERTIES,
    draw_word,
    fig,
    figures_in,
    fill,
    pages,
    part,
    parts,
    person,
    printer,
    saved,
)


def template(*paragraphs: str) -> Document:
    """A Word template with these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def filled_in(document: Document, **topics: Any) -> Document:
    """The template filled and opened again."""
    return docx.Document(io.BytesIO(fill(saved(document), "plan.docx", **topics)))


def texts(document: Document) -> list[str]:
    """The paragraphs' texts with ordinary spaces."""
    return [p.text.replace("\u00a0", " ") for p in document.paragraphs]


def cells(document: Document, table: int = 0) -> list[list[str]]:
    """The texts of a table's cells."""
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


def test_a_tag_is_replaced_by_its_figure_and_the_words_around_it_stay() -> None:
    assert texts(filled_in(template("Revenue: {{ finance.revenue }}."))) == ["Revenue: £1.24 m."]


def test_a_tag_split_over_runs_takes_the_format_of_its_first_run() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("Now {", "{ fin", "ance.rev", "enue }", "} then"):
        paragraph.add_run(piece)
    paragraph.runs[0].bold = True
    filled = filled_in(document)
    assert texts(filled) == ["Now £1.24 m then"]
    assert [(r.text.strip(), r.bold) for r in filled.paragraphs[0].runs if r.text] == [
        ("Now £1.24\u00a0m", True), ("then", None),
    ]  # fmt: skip


def test_bookmarks_and_proofing_marks_inside_a_tag_do_no_harm() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("{{ finance")
    paragraph._p.append(parse_xml(f'<w:proofErr {nsdecls("w")} w:type="spellStart"/>'))
    paragraph._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="1" w:name="here"/>'))
    paragraph.add_run(".revenue }}")
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="1"/>'))
    assert texts(filled_in(document)) == ["£1.24 m"]


def test_smart_quotes_inside_a_tag_are_read_as_straight_ones_and_kept_elsewhere() -> None:
    said = template("“{% if finance.comment.value == “fine” %}yes{% endif %}”", "{{ finance.comment | join(‘, ’) }}")
    assert texts(filled_in(said, finance={"comment": fig("finance.comment", "fine")})) == ["“yes”", "fine"]


def test_a_brace_or_percent_sign_inside_a_tags_quotes_does_not_end_it() -> None:
    said = template("{% if finance.comment.value == '%} }}' %}odd{% else %}even{% endif %}")
    assert texts(filled_in(said, finance={"comment": fig("finance.comment", "%} }}")})) == ["odd"]


def test_filters_work_in_templates() -> None:
    assert texts(filled_in(template("{{ finance.revenue | full }} {{ finance.change | size }}"))) == ["£1,240,000 2 %"]


def test_a_finding_prints_its_sentence() -> None:
    assert texts(filled_in(template("{{ finance.headline }}"))) == ["Revenue was £1.24 m, down 2 %."]


def test_an_absent_figure_prints_to_confirm() -> None:
    assert texts(filled_in(template("{{ finance.target }}"))) == ["To confirm"]


def test_a_row_is_repeated_for_each_line_and_the_rows_of_its_tags_go() -> None:
    document = docx.Document()
    table = document.add_table(4, 2)
    for at, text in (
        ((0, 0), "Goal"),
        ((1, 0), "{%tr for goal in goals.open %}"),
        ((2, 0), "{{ goal.goal }}"),
        ((2, 1), "{{ goal.owner }}{% if not loop.last %},{% endif %}"),
        ((3, 0), "{%tr endfor %}"),
    ):
        table.cell(*at).text = text
    assert cells(filled_in(document)) == [["Goal", ""], ["On time", "Ana,"], ["Less waste", "Ben & Co <x>"]]


def test_a_row_with_both_tags_is_repeated_itself() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "Goal"
    table.cell(1, 0).text = "{%tr for goal in goals.open %}{{ goal.goal }}"
    table.cell(1, 1).text = "{{ goal.owner }}{%tr endfor %}"
    assert cells(filled_in(document)) == [["Goal", ""], ["On time", "Ana"], ["Less waste", "Ben & Co <x>"]]


@pytest.mark.parametrize(("tag", "rows"), [("goals.open", ["Goal", "kept"]), ("goals.none", ["Goal"])])
def test_rows_stand_under_a_condition(tag: str, rows: list[str]) -> None:
    document = docx.Document()
    table = document.add_table(4, 1)
    for n, text in enumerate(("Goal", f"{{%tr if {tag} %}}", "kept", "{%tr endif %}")):
        table.cell(n, 0).text = text
    assert [row[0] for row in cells(filled_in(document))] == rows


def test_paragraphs_and_tables_stand_under_a_condition() -> None:
    document = template("before", "{%p if goals.none %}", "no goals")
    document.add_table(1, 1)
    for text in ("{%p else %}", "goals", "{%p endif %}", "after"):
        document.add_paragraph(text)
    filled = filled_in(document)
    assert texts(filled) == ["before", "goals", "after"]
    assert not filled.tables


def test_paragraphs_are_repeated() -> None:
    document = template("{%p for goal in goals.open %}", "{{ goal.goal }} by {{ goal.owner }}", "{%p endfor %}")
    assert texts(filled_in(document)) == ["On time by Ana", "Less waste by Ben & Co <x>"]


def test_a_condition_within_a_paragraph_keeps_each_runs_format() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("a {% if finance.revenue %}")
    paragraph.add_run("bold").bold = True
    paragraph.add_run("{% else %}none{% endif %} z")
    filled = filled_in(document).paragraphs[0]
    assert filled.text == "a bold z"
    assert [r.text for r in filled.runs if r.bold] == ["bold"]


def test_a_cell_whose_paragraphs_all_went_still_ends_with_one() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "{%p if goals.none %}"
    cell.add_paragraph("gone")
    cell.add_paragraph("{%p endif %}")
    assert cells(filled_in(document)) == [[""]]


def test_headers_footers_and_notes_are_filled() -> None:
    document = template("body")
    document.sections[0].header.paragraphs[0].text = "{{ account.name }}"
    document.sections[0].footer.paragraphs[0].text = "{{ finance.revenue }}"
    section = filled_in(document).sections[0]
    assert section.header.paragraphs[0].text == "Northwind Ferries"
    assert section.footer.paragraphs[0].text == "£1.24\u00a0m"


def drawing(number: int, text: str = "", alt: str = "") -> Any:
    """A paragraph with a text box."""
    space = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    return parse_xml(
        f"<w:p {nsdecls('w', 'wp', 'a', 'r')} {space} {compatible}>"
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="3600000" cy="900000"/><wp:docPr id="{number}" name="box" descr="{alt}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>'
        f"<wps:spPr/><wps:txbx><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict/><w:t>{text}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def test_text_boxes_and_alternative_texts_are_filled() -> None:
    document = docx.Document()
    alt = "{{ account.name }}: {{ finance.comment }}"
    document.element.body.insert(0, drawing(7, "{{ finance.revenue }}", alt))
    data = fill(saved(document), "plan.docx", finance={"comment": fig("finance.comment", 'a "b" <c>\nd')})
    xml = part(data, "word/document.xml")
    assert "£1.24\u00a0m</w:t>" in xml
    assert 'descr="Northwind Ferries: a &quot;b&quot; &lt;c&gt;&#10;d"' in xml
    assert "Fallback" not in xml


def test_a_repeated_drawing_gets_ids_of_its_own() -> None:
    document = template("{%p for goal in goals.open %}", "here", "{%p endfor %}")
    document.paragraphs[1]._p.addnext(drawing(7, "{{ goal.goal }}"))
    xml = part(fill(saved(document), "plan.docx"), "word/document.xml")
    ids = re.findall(r'docPr id="(\d+)"', xml)
    assert len(ids) == len(set(ids)) == 2


def test_a_block_is_drawn_in_the_place_of_its_paragraph_at_the_columns_width() -> None:
    document = template("before", "{{ finance.trend_chart | height(6.5) }}", "after")
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    filled = filled_in(document)
    assert cells(filled) == [[f"Owner finance.trend_chart {width} 2340000 id1"]]
    assert texts(filled) == ["before", "after"]


def test_a_block_in_a_cell_is_as_wide_as_the_cell_and_the_cell_ends_with_a_paragraph() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).width = 360_000 * 5
    table.cell(0, 0).text = "{{ finance.trend_chart }}"
    cell = filled_in(document).tables[0].cell(0, 0)
    inside = (round(360_000 * 5 / 635) - 2 * 108) * 635
    assert f"finance.trend_chart {inside} 0" in cell.tables[0].cell(0, 0).text
    assert cell.paragraphs[-1].text == ""


def test_two_tables_drawn_one_after_the_other_do_not_run_together() -> None:
    filled = filled_in(template("{{ finance.trend_chart }}", "{{ finance.trend_chart }}", "end"))
    kinds = [child.tag.rpartition("}")[2] for child in filled.element.body]
    assert kinds == ["tbl", "p", "tbl", "p", "sectPr"]


def test_drawing_ids_are_above_those_of_the_header_too() -> None:
    document = template("{{ finance.trend_chart }}", "end")
    document.sections[0].header._element.append(drawing(41))
    assert "id42" in cells(filled_in(document))[0][0]


def test_line_breaks_in_peoples_text_stay_line_breaks() -> None:
    filled = filled_in(template("a {{ finance.comment }} z"), finance={"comment": fig("finance.comment", "one\ntwo")})
    assert filled.paragraphs[0].text == "a one\ntwo z"
    assert len(filled.paragraphs[0]._p.xpath(".//w:br")) == 1


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("{{ 7*7 }} {% for x in y %}", "{{ 7*7 }} {% for x in y %}"),
        ("R&D <growth> \"x\" 'y' ]]>", "R&D <growth> \"x\" 'y' ]]>"),
        ("a\x00b\x0bc\x1fd\ud800e\ufffff", "abcdef"),
        ("\ufdd0 7*7 \ufdd1", " 7*7 "),
        ("</w:t></w:r></w:p>", "</w:t></w:r></w:p>"),
        ("&#xFDD0;&lt;", "&#xFDD0;&lt;"),
        ("={{ self.__init__ }}", "={{ self.__init__ }}"),
    ],
)
def test_what_people_typed_is_printed_and_never_run(typed: str, printed: str) -> None:
    said = fig("finance.comment", typed)
    assert filled_in(template("{{ finance.comment }}"), finance={"comment": said}).paragraphs[0].text == printed


def test_the_name_of_a_person_is_the_cell_not_the_line() -> None:
    people = fig("people.all", (person(name="Ana Keller"),), Unit.LIST)
    document = template("{% for one in people.all %}{{ one.name }}{% endfor %}")
    assert texts(filled_in(document, people={"all": people})) == ["Ana Keller"]


def test_what_was_printed_is_logged_in_the_order_of_the_pages() -> None:
    document = template(
        "{{ finance.revenue }} {{ finance.target }}", "{{ finance.trend_chart }}", "{{ finance.headline }}"
    )
    document.sections[0].header.paragraphs[0].text = "{{ account.name }}"
    to = printer()
    fill(saved(document), "plan.docx", to=to)
    assert [name for name, _ in figures_in(to.printed)] == [
        "finance.revenue", "finance.target", "finance.revenue", "finance.change", "account.name",
    ]  # fmt: skip


def problems(*paragraphs: str) -> list[str]:
    """What is told about a template with these paragraphs."""
    said, tags = pages()
    with pytest.raises(WrongTemplate) as caught:
        compile_template(saved(template(*paragraphs)), "plan.docx", tags)
    assert said
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        ("{{ finance.revnue }}", "plan.docx › paragraph 2: finance.revnue is no tag. Did you mean finance.revenue?"),
        ("{{ finanse.revenue }}", "plan.docx › paragraph 2: finanse.revenue is no tag. Did you mean finance.revenue?"),
        ("{{ revenue }}", "paragraph 2: revenue is no tag"),
        ("{{ finance }}", "finance is a topic"),
        ("{{ finance.revenue | ful }}", "there is no format ful. Did you mean full?"),
        ("{{ finance.revenue", "the tag “{{ finance.revenue” is not ended"),
        ("{{ finance. }}", "“finance.” can't be read"),
        ("{{ goals.open }}", "goals.open is a list. Walk it"),
        ("see {{ finance.trend_chart }}", "finance.trend_chart is a block among other text"),
        ("{{ finance.trend_chart | length }}", "finance.trend_chart is a block among other text"),
        ("{% for x in finance.revenue %}{% endfor %}", "finance.revenue is a value, in “for x in finance.revenue”"),
        ("{% if finance.revenue %}", "{% if finance.revenue %} has no endif beside it"),
        ("{% endif %}", "{% endif %} has no if beside it"),
        ("{% else %}", "{% else %} has no if"),
        ("{% set x = 1 %}", "{% set x = 1 %} is no tag"),
        ("{%tr for goal in goals.open %}", "{%tr for goal in goals.open %} stands in no table"),
        ("{{ finance.revenue ~ 'x' }}", "write two tags"),
        ("{{ goal.owner }}", "goal.owner is no tag"),
        ("{{ finance.revenue | planpack_slot(0) }}", "is no tag"),
    ],
)
def test_a_wrong_tag_is_told_with_its_place_and_what_was_meant(paragraph: str, told: str) -> None:
    found = problems("fine", paragraph)
    assert len(found) == 1
    assert told in found[0]


def test_all_wrong_tags_are_told_at_once() -> None:
    assert len(problems("{{ finance.revnue }}", "{{ account.nam }}", "{{ goals.opn }}")) == 3


def test_a_loop_that_begins_in_one_cell_and_ends_in_another_is_told() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "{% for goal in goals.open %}", "{% endfor %}"
    _, tags = pages()
    with pytest.raises(WrongTemplate, match=r"\{%tr"):
        compile_template(saved(document), "plan.docx", tags)


def test_a_table_all_of_whose_rows_may_go_is_told() -> None:
    document = docx.Document()
    table = document.add_table(3, 1)
    for n, text in enumerate(("{%tr for goal in goals.open %}", "{{ goal.goal }}", "{%tr endfor %}")):
        table.cell(n, 0).text = text
    _, tags = pages()
    with pytest.raises(WrongTemplate, match="every row of the table may go"):
        compile_template(saved(document), "plan.docx", tags)


def test_a_line_that_lacks_a_value_is_told_with_the_tags_place() -> None:
    document = template("x", "{% for goal in goals.open %}{{ goal.ownr }}{% endfor %}")
    with pytest.raises(
        PipelineError, match=r"plan\.docx, paragraph 2: “goal\.ownr” can't be printed: goals\.G1 has no ownr"
    ):
        fill(saved(document), "plan.docx")


def test_a_comparison_that_makes_no_sense_is_told_with_the_tags_place() -> None:
    with pytest.raises(PipelineError, match=r"paragraph 1: “if account\.name > 5” can't be printed"):
        fill(saved(template("{% if account.name > 5 %}x{% endif %}")), "plan.docx")


def test_a_fault_of_a_drawing_is_not_blamed_on_the_template() -> None:
    def broken(*_: object) -> str:
        raise TypeError("ours")

    with pytest.raises(Exception, match=r"finance\.trend_chart can't be drawn") as caught:
        fill(saved(template("{{ finance.trend_chart }}")), "plan.docx", broken)
    assert not isinstance(caught.value, PipelineError)


def test_a_file_that_is_no_office_file_is_told() -> None:
    with pytest.raises(PipelineError, match=r"plan\.docx can't be opened as an Office file"):
        compile_template(b"PK nonsense", "plan.docx", {})


def test_the_same_pages_give_the_same_bytes() -> None:
    data = saved(template("{{ finance.revenue }}", "{{ finance.trend_chart }}"))
    first = fill(data, "plan.docx")
    time.sleep(2.1)  # longer than the clock of a zip ticks
    assert fill(data, "plan.docx") == first


def test_a_filled_document_says_its_own_title_company_and_day_and_nothing_of_the_templates() -> None:
    document = template("{{ finance.revenue }}")
    document.core_properties.author = "the template's author"
    data = fill(saved(document), "plan.docx")
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert properties.title == "Northwind Ferries – Account plan 2026-Q3"
    assert properties.author == properties.last_modified_by == "Halden Systems"
    assert properties.created is not None
    assert properties.created.isoformat() == properties.modified.isoformat() == "2026-10-15T00:00:00+00:00"
    assert properties.language == "en-GB"
    assert parts(data)[0] == "[Content_Types].xml"
    assert not [name for name in parts(data) if "thumbnail" in name or "custom.xml" in name]


def test_a_template_is_filled_the_same_a_second_time_after_other_pages() -> None:
    """Nothing of one account stays in the compiled template."""
    said, tags = pages()
    other, _ = pages(
        account={"name": fig("account.name", "Other")},
        goals={"open": fig("goals.open", (), Unit.LIST)},
    )
    compiled = compile_template(saved(template("{{ account.name }}", "{{ finance.trend_chart }}")), "plan.docx", tags)
    first = compiled.fill(said, printer(), PROPERTIES, draw_word)
    compiled.fill(other, printer(), PROPERTIES, draw_word)
    assert compiled.fill(said, printer(), PROPERTIES, draw_word) == first


@requires_ooxml_check
def test_a_filled_document_is_as_sound_as_its_template(tmp_path: Path) -> None:
    document = template("{{ finance.revenue }}", "{{ finance.trend_chart }}", "{{ finance.trend_chart }}")
    table = document.add_table(2, 1)
    table.cell(0, 0).text = "{{ finance.trend_chart }}"
    table.cell(1, 0).text = "{% if goals.none %}x{% endif %}{{ goals.open | length }}"
    document.sections[0].header.paragraphs[0].text = "{{ account.name }}"
    plan, before = tmp_path / "plan.docx", tmp_path / "before.docx"
    before.write_bytes(saved(template("fine")))
    plan.write_bytes(fill(saved(document), "plan.docx"))
    assert [f.partition("!")[2] for f in findings([plan])] == [f.partition("!")[2] for f in findings([before])]
