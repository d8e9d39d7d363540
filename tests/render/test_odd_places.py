"""Tags in the odd places where Office lets people type: split, marked, linked, reviewed, nested, in both formats."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from pptx.oxml import parse_xml as slide_xml
from pptx.util import Cm

from tests.office import findings, requires_ooxml_check
from tests.render.filling import fill, part, parts, saved

MONEY = "£1.24\u00a0m"
TAG = "{{ finance.revenue }}"


def run(text: str, look: str = "") -> str:
    """A run of a Word paragraph."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def filled(inner: str) -> Any:
    """A Word paragraph of this content, filled."""
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w', 'r')}>{inner}</w:p>"))
    return docx.Document(io.BytesIO(fill(saved(document), "plan.docx"))).element.body[0]


def text(element: Any) -> str:
    """What an element says."""
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


LINK = '<w:hyperlink w:anchor="x">{}</w:hyperlink>'
WORD_PLACES = {
    "a hyperlink inside a tag": (run("{{ fin") + LINK.format(run("ance.rev")) + run("enue }}!"), f"{MONEY}!"),
    "a tag inside a hyperlink": (LINK.format(run(TAG)), MONEY),
    "a condition inside a hyperlink": (LINK.format(run("{% if goals.open %}here{% endif %}")), "here"),
    "a condition around a hyperlink": (
        run("{% if goals.none %}a") + LINK.format(run("link")) + run("b{% else %}none{% endif %}"), "none",
    ),
    "a bookmark": (run("{{ fin") + '<w:bookmarkStart w:id="1" w:name="x"/>' + run("ance.revenue }}")
                   + '<w:bookmarkEnd w:id="1"/>', MONEY),
    "a proofing mark": (run("{{ finance.") + '<w:proofErr w:type="spellStart"/>' + run("revenue }}"), MONEY),
    "a permission": (run("{{ finance.") + '<w:permStart w:id="3" w:edGrp="everyone"/>' + run("revenue }}")
                     + '<w:permEnd w:id="3"/>', MONEY),
    "a comment's range": (run("{{ finance") + '<w:commentRangeStart w:id="1"/>' + run(".revenue")
                          + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>' + run(" }}"),
                          MONEY),
    "a content control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{run(TAG)}</w:sdtContent></w:sdt>", MONEY),
    "half in a content control": (
        run("{{ fin") + f"<w:sdt><w:sdtPr/><w:sdtContent>{run('ance.revenue }}')}</w:sdtContent></w:sdt>", MONEY,
    ),
    "a simple field": (f'<w:fldSimple w:instr=" TITLE ">{run(TAG)}</w:fldSimple>', MONEY),
    "a smart tag": (f'<w:smartTag w:uri="a" w:element="b">{run(TAG)}</w:smartTag>', MONEY),
    "a tab inside": ("<w:r><w:t>{{ finance.revenue</w:t><w:tab/><w:t>| full }}</w:t></w:r>", "£1,240,000"),
    "a line break inside": ("<w:r><w:t>{{ finance.revenue</w:t><w:br/><w:t>| full }}</w:t></w:r>", "£1,240,000"),
    "a page break that Word remembers": (
        run("{{ finance.") + "<w:r><w:lastRenderedPageBreak/><w:t>revenue }}</w:t></w:r>", MONEY,
    ),
    "a footnote's mark inside": (
        run("{{ finance.") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("revenue }}"), MONEY,
    ),
    "what someone added": (f'<w:ins w:id="5" w:author="Ann">{run(TAG)}</w:ins>', MONEY),
    "what someone took out": (
        run("{{ finance.") + '<w:del w:id="5" w:author="Ann"><w:r><w:delText>x</w:delText></w:r></w:del>'
        + run("revenue }}"), MONEY,
    ),
    "unseen signs": (run("{{ fin\u00adance.\u200brevenue }}"), MONEY),
    "other spaces": (run("{{\u00a0finance.revenue\u202f|\u2009full\u00a0}}"), "£1,240,000"),
    "curly quotes": (run("{% if account.name.value == “Northwind Ferries” %}yes{% endif %}"), "yes"),
    "low quotes": (run("{% if account.name.value == „Northwind Ferries“ %}yes{% endif %}"), "yes"),
    "French quotes": (run("{% if account.name.value == «\u00a0Northwind Ferries\u00a0» %}yes{% endif %}"), "yes"),
    "single quotes": (run("{% if account.name.value == ‘Northwind Ferries’ %}yes{% endif %}"), "yes"),
}  # fmt: skip


@pytest.mark.parametrize("place", WORD_PLACES)
def test_word_lets_people_type_a_tag_around(place: str) -> None:
    inner, said = WORD_PLACES[place]
    assert text(filled(inner)) == said


def test_a_tag_over_runs_has_the_format_of_the_run_it_begins_in() -> None:
    paragraph = filled(run("a ", "<w:i/>") + run("{{ fin", "<w:b/>") + run("ance.revenue }}", "<w:i/>") + run("z"))
    looks = [(text(r), r.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None) for r in paragraph.iter(qn("w:r")) if text(r)]
    assert looks == [("a ", False), (MONEY, True), ("z", False)]


REVIEWED = (
    '<w:p {0}><w:pPr><w:rPr><w:ins w:id="1" w:author="Ann"/></w:rPr></w:pPr><w:ins w:id="2" w:author="Ann">{1}</w:ins>'
    '<w:moveFrom w:id="3" w:author="Ann">{2}</w:moveFrom><w:commentRangeStart w:id="0"/>{2}'
    '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
)


def reviewed() -> Any:
    """A Word template that its writers have commented on and changed with marks."""
    document = docx.Document()
    paragraph = document.add_paragraph("see ")
    document.add_comment(paragraph.runs[0], text="Is this so?", author="Ann Keller", initials="AK")
    document.element.body.insert(0, parse_xml(REVIEWED.format(nsdecls("w"), run(TAG), run("old"))))
    table = document.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "kept", "gone"
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {nsdecls("w")} w:id="9" w:author="Ann"/>'))
    return document


def test_nothing_of_a_templates_review_is_in_what_is_made_of_it() -> None:
    data = fill(saved(reviewed()), "plan.docx")
    xml = part(data, "word/document.xml")
    assert not re.findall(r"<w:(?:ins|del|moveFrom|comment)\w*|Ann", xml)
    assert not [name for name in parts(data) if "comment" in name or "people" in name]
    document = docx.Document(io.BytesIO(data))
    assert [p.text for p in document.paragraphs] == [f"{MONEY}old", "see "]
    assert [row.cells[0].text for row in document.tables[0].rows] == ["kept"]


def nested() -> Any:
    """A document with a table inside a table, a header's table, and a footnote."""
    document = docx.Document()
    outer = document.add_table(1, 1).cell(0, 0)
    outer.text = "{{ account.name }}"
    inner = outer.add_table(3, 2)
    for n, said in enumerate(("{%tr for goal in goals.open %}", "{{ goal.goal }}", "{%tr endfor %}")):
        inner.cell(n, 0).text = said
    inner.cell(1, 1).text = "{{ goal.owner }}"
    inner.add_row().cells[0].text = "in all {{ goals.open | length }}"
    header = document.sections[0].header.add_table(1, 1, Cm(5))
    header.cell(0, 0).text = TAG
    return document


def test_nested_tables_and_tables_of_headers_are_filled() -> None:
    document = docx.Document(io.BytesIO(fill(saved(nested()), "plan.docx")))
    cell = document.tables[0].cell(0, 0)
    assert cell.text.startswith("Northwind Ferries")
    assert [[c.text for c in row.cells] for row in cell.tables[0].rows] == [
        ["On time", "Ana"], ["Less waste", "Ben & Co <x>"], ["in all 2", ""],
    ]  # fmt: skip
    assert document.sections[0].header.tables[0].cell(0, 0).text == MONEY


def test_footnotes_are_filled() -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    document.add_paragraph("see the note")
    note = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p>{run(TAG)}</w:p></w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    made = Part(PackURI("/word/footnotes.xml"), kind, note.encode(), document.part.package)
    document.part.relate_to(made, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    assert MONEY in part(fill(saved(document), "plan.docx"), "word/footnotes.xml")


def deck() -> tuple[Any, Any]:
    """A deck of one slide with a title, and the slide."""
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "x"
    return made, slide


def opened(made: Any) -> Any:
    """The slide of the deck, filled."""
    return pptx.Presentation(io.BytesIO(fill(saved(made), "review.pptx"))).slides[0]


A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def piece(said: str, look: str = "") -> str:
    """A run of a shape's paragraph."""
    return f'<a:r><a:rPr lang="en-GB"{look}/><a:t>{said}</a:t></a:r>'


SLIDE_PLACES = {
    "several runs": (piece("{{ fin", ' b="1"') + piece("ance.", ' i="1"') + piece("revenue }} z"), f"{MONEY} z"),
    "a line break inside": (piece("{{ finance.revenue") + "<a:br/>" + piece("| full }}"), "£1,240,000"),
    "a field": (
        f'<a:fld id="{{11111111-2222-3333-4444-555555555555}}" type="x"><a:rPr/><a:t>{TAG}</a:t></a:fld>', MONEY,
    ),
    "unseen signs": (piece("{{ finance.\u200breve\u00adnue }}"), MONEY),
    "curly quotes": (piece("{% if account.name.value == “Northwind Ferries” %}yes{% endif %}"), "yes"),
    "French quotes": (piece("{% if account.name.value == «\u202fNorthwind Ferries\u202f» %}yes{% endif %}"), "yes"),
    "a condition over runs": (
        piece("{% if goals.none %}a") + piece("b", ' b="1"') + piece("{% else %}c{% endif %}"), "c",
    ),
}  # fmt: skip


@pytest.mark.parametrize("place", SLIDE_PLACES)
def test_powerpoint_lets_people_type_a_tag_around(place: str) -> None:
    inner, said = SLIDE_PLACES[place]
    made, slide = deck()
    box = slide.shapes.add_textbox(0, 0, Cm(10), Cm(3))
    body = box.text_frame._txBody
    body.remove(body.p_lst[0])
    body.append(slide_xml(f"<a:p {A}>{inner}</a:p>"))
    shape = opened(made).shapes[1]
    assert shape.text_frame.text.replace("\x0b", "") == said
    if place == "several runs":
        runs = [(r.text, r.font.bold) for r in shape.text_frame.paragraphs[0].runs if r.text]
        assert runs == [(MONEY, True), (" z", None)]


def test_a_linked_run_keeps_its_link() -> None:
    made, slide = deck()
    box = slide.shapes.add_textbox(0, 0, Cm(10), Cm(3))
    box.text_frame.text = TAG
    box.text_frame.paragraphs[0].runs[0].hyperlink.address = "https://example.com/"
    run_ = opened(made).shapes[1].text_frame.paragraphs[0].runs[0]
    assert (run_.text, run_.hyperlink.address) == (MONEY, "https://example.com/")


def test_groups_in_groups_tables_and_the_words_of_pictures_groups_and_tables_are_filled() -> None:
    made, slide = deck()
    group = slide.shapes.add_group_shape().shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Cm(10), Cm(3)).text_frame.text = TAG
    group._element.nvGrpSpPr.cNvPr.set("descr", "{{ account.name }}, a group")
    frame = slide.shapes.add_table(1, 2, 0, 0, Cm(10), Cm(2))
    frame.table.cell(0, 1).text = TAG
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "{{ finance.headline }}")
    shapes = opened(made).shapes
    inner = shapes[1].shapes[0]
    assert inner.shapes[0].text_frame.text == MONEY
    assert inner._element.nvGrpSpPr.cNvPr.get("descr") == "Northwind Ferries, a group"
    assert shapes[2].table.cell(0, 1).text == MONEY
    assert shapes[2]._element.nvGraphicFramePr.cNvPr.get("descr") == f"Revenue was {MONEY}, down 2\u00a0%."


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("finance.revenue", MONEY),
        ("finance.revenue | money", MONEY),
        ("finance.revenue | full", "£1,240,000"),
        ("finance.revenue | whole", "1,240,000"),
        ("finance.revenue | decimals(2)", "1,240,000.00"),
        ("finance.change", "−2\u00a0%"),
        ("finance.change | percent(1)", "−2.0\u00a0%"),
        ("finance.change | size", "2\u00a0%"),
        ("finance.change | points", "−2\u00a0points"),
        ("finance.target | money", "To confirm"),
        ("account.name | money", "Northwind Ferries"),
        ("account.name | short(12)", "Northwind…"),
    ],
)
def test_values_have_formats(tag: str, said: str) -> None:
    got = text(filled(run(f"{{{{ {tag} }}}}")))
    assert got == said or (tag.endswith("short(9)") and got.endswith("…"))


@requires_ooxml_check
def test_filled_odd_places_are_sound(tmp_path: Path) -> None:
    written = reviewed()
    for inner, _ in WORD_PLACES.values():
        if "footnoteReference" not in inner and "commentRef" not in inner:
            written.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w', 'r')}>{inner}</w:p>"))
    made, slide = deck()
    for inner, _ in SLIDE_PLACES.values():
        box = slide.shapes.add_textbox(0, 0, Cm(10), Cm(3))
        box.text_frame._txBody.append(slide_xml(f"<a:p {A}>{inner}</a:p>"))
    for name, template in (("a.docx", written), ("b.docx", nested()), ("c.pptx", made)):
        (tmp_path / f"template-{name}").write_bytes(saved(template))
        (tmp_path / name).write_bytes(fill(saved(template), name))
        usual = {found.partition("!")[2] for found in findings([tmp_path / f"template-{name}"])}
        assert [f for f in findings([tmp_path / name]) if f.partition("!")[2] not in usual] == []
