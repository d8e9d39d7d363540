"""The account plan's template: its pages, headings, slots and tables."""

from __future__ import annotations

import itertools
import re

from docx.oxml.ns import qn
from docx.shared import Cm

from pipeline.design import plan
from pipeline.design.words import read_words
from tests.design.said import document, words_of_document

DRAWN = plan.draw(read_words("en"))
PLAN = document(DRAWN)
BODY = PLAN.element.body


def headings() -> list[tuple[int, str, bool]]:
    """Level, words and whether a page begins there, of each heading in order; those in columns too."""
    found = []
    for p in BODY.iter(qn("w:p")):
        style = p.style or ""
        if match := re.fullmatch(r"Heading(\d)", style):
            words = "".join(t.text or "" for t in p.iter(qn("w:t")))
            found.append((int(match[1]), words, p.find(f".//{qn('w:pageBreakBefore')}") is not None))
    return found


def test_the_page_is_a4_with_margins_of_2_cm() -> None:
    section = PLAN.sections[0]
    assert (round(section.page_width / Cm(1), 1), round(section.page_height / Cm(1), 1)) == (21.0, 29.7)
    margins = {section.left_margin, section.right_margin, section.top_margin, section.bottom_margin}
    assert [round(margin / Cm(1), 2) for margin in margins] == [2.0]


def test_a_part_begins_a_page_where_there_is_enough_of_it_and_none_with_an_empty_paragraph() -> None:
    top = [(words, new_page) for level, words, new_page in headings() if level == 1]
    assert top == [
        ("{{ account.headline }}", False),
        ("What we do, and who does it", True),
        ("People and value", True),
        ("People and value", False),
        ("Position and risk", True),
        ("Position and risk", False),
        ("Annex", False),
    ]
    breaks = PLAN.element.body.xpath("./w:p[w:pPr/w:sectPr]")
    assert [p._p for p in PLAN.paragraphs if not p.text] == breaks


def test_the_annex_lies_on_its_side_with_the_head_and_foot_of_the_pages_before() -> None:
    upright, wide = PLAN.sections
    assert (upright.page_width, upright.page_height) == (wide.page_height, wide.page_width)
    assert wide.page_width > wide.page_height
    for name in ("header", "footer"):
        assert getattr(wide, name).paragraphs[0].text == getattr(upright, name).paragraphs[0].text != ""


def test_headings_never_jump_a_level() -> None:
    levels = [level for level, _, _ in headings()]
    assert levels[0] == 1
    assert not [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1]


def test_the_rows_of_the_objectives_repeat_and_say_so_where_there_is_none() -> None:
    words = words_of_document(DRAWN)
    begin = words.index("{%tr for goal in goals.top %}")
    rest = words[begin:]
    parts = ("{{ goal.goal | short(110) }}", "{%tr else %}", "No objective is set yet.", "{%tr endfor %}")
    places = [rest.index(part) for part in parts]
    assert places == sorted(places)


def test_heading_rows_repeat_and_rows_stay_whole_in_every_ruled_table() -> None:
    ruled = [table for table in PLAN.tables if table.style.name == "Plan Table"]
    assert len(ruled) == 2
    for table in ruled:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_tables_are_as_wide_as_the_text() -> None:
    for table in PLAN.tables:
        assert abs(sum(column.width for column in table.columns) / Cm(1) - 17.0) < 0.02


def test_the_footer_counts_pages() -> None:
    codes = [code.text.strip() for code in PLAN.sections[0].footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_each_register_of_the_annex_stands_under_a_heading() -> None:
    texts = [p.text for p in PLAN.paragraphs]
    for tag, items in plan.REGISTERS:
        heading = read_words("en")(f"plan.titles.{tag}")
        at = texts.index("{{ " + tag + " }}", texts.index("Annex"))
        assert texts[at - 2 : at + 2] == [f"{{%p if {items} %}}", heading, texts[at], "{%p endif %}"]
    for tag in plan.REFERENCES:
        heading = read_words("en")(f"plan.titles.{tag}")
        assert texts[texts.index("{{ " + tag + " }}", texts.index("Annex")) - 1] == heading


def test_no_two_tables_touch_which_word_would_join() -> None:
    for table in BODY.iter(qn("w:tbl")):
        following = table.getnext()
        assert following is None or following.tag != qn("w:tbl")
