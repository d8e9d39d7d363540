"""A table of deliberate template faults: each is found, at the right place, with the right suggestion."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pptx
import pytest
from click.testing import CliRunner
from pptx.util import Cm

from pipeline.cli import main
from pipeline.flows.templates_check import Checked, check_templates
from pipeline.workspace import Workspace
from tests.conftest import ROOT
from tests.office import findings, requires_ooxml_check
from tests.template_check import faulty
from tests.template_check.faulty import Change, alt, box, cells, deck, document, header, notes, said, saved, slide_rows

pytestmark = pytest.mark.xdist_group("template check")  # so that one process checks them, once
DAY = date(2026, 10, 15)
BLANK = 6


class Case(NamedTuple):
    """A fault: its template, the place, the code, and a part of the suggestion."""

    name: str
    data: bytes
    place: str
    code: str
    mend: str


# What is typed, the code, a part of the suggestion: each once on a slide and once in a document.
TYPED = (
    ("{{ account.nam }}", "unknown-tag", "did you mean account.name?"),
    ("{{ finance.revenu }}", "unknown-tag", "did you mean finance.revenue?"),
    ("{{ fiance.revenue }}", "unknown-tag", "did you mean finance.revenue?"),
    ("{{ goals.tabel }}", "unknown-tag", "did you mean goals.table?"),
    ("{{ nothing.like_this }}", "unknown-tag", "`planpack tags` lists every tag"),
    ("{% if acount.name %}x{% endif %}", "unknown-tag", "did you mean account.name?"),
    ("{% for goal in goals.opne %}{{ goal.goal }}{% endfor %}", "unknown-tag", "did you mean goals.open?"),
    ("{% for goal in goals.open %}{{ goal.gaol }}{% endfor %}", "unknown-part", "did you mean goal.goal?"),
    ("{{ account }}", "topic-alone", "write account. and what of it"),
    ("{{ account.name", "tag-not-ended", "end it with }}"),
    ("{% if account.name %} x", "no-end", "end it with {% endif %}"),
    ("{% for goal in goals.open %}{{ goal.goal }}", "no-end", "end it with {% endfor %}"),
    ("{% endfor %}", "no-begin", "begin the for"),
    ("{% for g in goals.open %}{% if g.owner %}{% endfor %}{% endif %}", "no-begin", "begin the for"),
    ("{% elif account.name %}", "no-begin", "begin it in the same place"),
    ("{% fro goal in goals.open %}", "no-word", "write for, if"),
    ('{% include "x" %}', "no-word", "write for, if"),
    ("{% for x in account.name %}a{% endfor %}", "no-list", "a loop walks a list"),
    ("{{ goals.open }}", "list-printed", "walk it"),
    ("See {{ goals.table }} here", "block-in-text", "that holds nothing but this tag"),
    ("{{ account.name | mony }}", "syntax", "did you mean money?"),
    ("{{ goals.open | lenght }}", "syntax", "did you mean length?"),
    ("{{ account.name | short( }}", "syntax", "as the guide to templates shows it"),
    ("{{ account.name ~ account.tier }}", "refused", "write two tags"),
    ("{{ account.name.__class__ }}", "refused", "a template reaches tags"),
    ("{{ account.name() }}", "refused", "a template runs nothing"),
    ('{{ picture("missing.png") }}', "wrong-picture", "save it there"),
    ("{%tr for goal in goals.open %}", "no-row", "put it in a row of a table"),
    ("{{ account.name }} }}", "brace-stray", "begin the tag before it"),
    ("{ { account.name } }", "no-braces", "write {{ account.name }}"),
    ("<<account.name>>", "no-braces", "write {{ account.name }}"),
    ("[[finance.revenue]]", "no-braces", "write {{ finance.revenue }}"),
    ("{{ “account.name” }}", "tag-quoted", "take the quotes away: {{ account.name }}"),
    ("{{{ account.name }}}", "syntax", "as the guide to templates shows it"),
    ("{{ goal.goal }}", "unknown-tag", "did you mean goals."),
    ("{% set x = 1 %}", "no-word", "write for, if"),
    ("{{ account.name }} {{ }}", "tag-empty", "write what it prints, or delete it"),
    ("{% %}", "tag-empty", "write what it prints, or delete it"),
    ("{{ goals.table | top() }}", "format", "write a whole number from 1 to 500, such as top(5)"),
    ("{{ goals.table | top(-3) }}", "format", "write a whole number from 1 to 500, such as top(5)"),
    ('{{ goals.table | top("a") }}', "format", "write a whole number from 1 to 500, such as top(5)"),
    ("{{ goals.table | top(0) }}", "format", "write a whole number from 1 to 500, such as top(5)"),
    ("{{ goals.table | height(-2) }}", "format", "write a number from 0.2 to 100, such as height(8)"),
    ("{{ goals.table | height(200) }}", "format", "write a number from 0.2 to 100, such as height(8)"),
    ("{{ account.name | top(3) }}", "format", "take | top(…) away"),
    ("{{ account.name | short(0) }}", "format", "write a whole number from 3 to 10000, such as short(40)"),
    ("{{ account.name | short }}", "format", "such as short(40)"),
    ("{{ finance.margin_share | percent(99) }}", "format", "a whole number from 0 to 6, such as percent(1)"),
    ("{{ finance.revenue | decimals(40) }}", "format", "a whole number from 0 to 6, such as decimals(1)"),
    ("{{ finance.revenue | money(2) }}", "format", "write money alone"),
    ("{% if account.name | upper(1) %}x{% endif %}", "format", "write upper alone"),
    ("{{ goals.open | length }} {{ goals.open | plural(1) }}", "format", 'plural("risk", "risks")'),
    ("{% for finance in goals.open %}{{ finance.goal }}{% endfor %}", "loop-name", "{% for line in goals.open %}"),
    ("{% for goal in goals.open %}{% for x in goal.goal %}a{% endfor %}{% endfor %}", "no-list", "such as goals.open"),
    ("{% for goal in goals.open %}{% for x in goal %}a{% endfor %}{% endfor %}", "no-list", "such as goals.open"),
    ("{% for x in 5 %}a{% endfor %}", "no-list", "such as goals.open"),
    ("{{ account.name account.tier }}", "syntax", "as the guide to templates shows it"),
)  # fmt: skip
BOX = "slide 2, “Box”"
ON_SLIDES: tuple[tuple[str, Change, str, str, str], ...] = (
    ("notes", notes("{{ account.nam }}"), "slide 2, notes", "unknown-tag", "did you mean account.name?"),
    ("notes-loop", notes("{% for p in people.exec %}"), "slide 2, notes", "unknown-tag", "people.executives"),
    ("notes-empty", notes("{{ }}"), "slide 2, notes", "tag-empty", "write what it prints"),
    ("alt-empty", alt("{{ }}"), BOX, "tag-empty", "write what it prints"),
    ("alt", alt("{{ account.nam }}"), BOX, "unknown-tag", "did you mean account.name?"),
    ("rows", slide_rows("Goal", "{%tr for g in goals.open %}", "{{ g.goal }}"), "slide 2, “Rows”", "no-end", "endfor"),
    ("group", faulty.group, BOX, "in-group", "take it out of the group"),
    ("link", faulty.link, "slide 1", "link-to-slide", "take the link away"),
    ("picture", faulty.picture, "slide 2, “Logo”", "alt-text", "say in its alternative text"),
    ("chart", faulty.chart, "slide 2, “Chart”", "alt-text", "say in its alternative text"),
    ("table-small", box("{{ goals.table }}", 3, 3), BOX, "slot-small", "at least 6 x 2.5 cm"),
    ("chart-small", box("{{ finance.trend_chart }}", 3, 3), BOX, "slot-small", "at least 6 x 4 cm"),
    ("map-small", box("{{ people.map }}", 5, 5), BOX, "slot-small", "at least 10 x 6 cm"),
    ("tiles-small", box("{{ account.tiles }}", 3, 1), BOX, "slot-small", "at least 5 x 1.8 cm"),
    ("grid-small", box("{{ risks.heat_map | top(3) }}", 4, 4), BOX, "slot-small", "at least 8 x 5 cm"),
    ("font", faulty.font, BOX, "font", "choose a font of the theme"),
    ("layout-font", faulty.layout_font, "layout “Title Only”, “Title 1”", "font", "choose a font of the theme"),
    ("master-font", faulty.master_font, "slide master, “Claim”", "font", "choose a font of the theme"),
    ("master-styles", faulty.master_styles, "slide master, text styles", "font", "choose a font of the theme"),
    ("small", faulty.small, "slide 2, “Box”", "text-small", "at least 10 points"),
    ("hidden", faulty.hidden, "slide 2", "slide-hidden", "show it or delete it"),
    ("placeholder", faulty.placeholder, "slide 2, “Title 1”", "placeholder-empty", "fill it or delete it"),
    ("number", faulty.bare, "slide 2", "number-missing", "insert it"),
    ("footer", faulty.bare, "slide 2", "footer-missing", "insert one with"),
)
IN_WORD: tuple[tuple[str, Change, str, str, str], ...] = (
    ("header", header("{{ account.nam }}"), "header 1, paragraph 1", "unknown-tag", "did you mean account.name?"),
    ("cell-empty", cells("Goal", "{{ }}"), "paragraph 3", "tag-empty", "write what it prints"),
    ("cells", cells("Goal", "{%tr for g in goals.open %}", "{{ g.goal }}"), "paragraph 3", "no-end", "endfor"),
    ("no-rows", cells("{%tr for g in goals.open %}", "{{ g.goal }}", "{%tr endfor %}"), "paragraph 2", "no-rows-left",
     "keep a row"),
    ("paragraphs", said("{%p for r in risks.top %}"), "paragraph 2", "no-end", "endfor"),
    ("picture", faulty.word_picture, "paragraph 2", "alt-text", "say in its alternative text"),
    ("font", faulty.word_font, "paragraph 2", "font", "choose a font of the theme"),
    ("small", faulty.word_small, "paragraph 2", "text-small", "at least 8 points"),
    ("header-picture", faulty.word_header_picture, "header 1, paragraph 1", "alt-text", "say in its alternative text"),
    ("footer-font", faulty.word_footer_font, "footer 1, paragraph 1", "font", "choose a font of the theme"),
    ("style", faulty.word_style, "style “heading 1”", "font", "choose a font of the theme"),
    ("cell", faulty.word_cell, "paragraph 2", "slot-small", "at least 6 cm wide"),
    ("tracked", faulty.tracked, "paragraph 2", "tracked-change", "accept or reject"),
    ("footer", faulty.no_footer, "", "footer-missing", "insert one with"),
    ("number", faulty.no_footer, "", "number-missing", "insert it"),
)  # fmt: skip


def cases() -> Iterator[Case]:
    """Every fault."""
    for n, (text, code, mend) in enumerate(TYPED):
        yield Case(f"typed-{n:02}.pptx", deck(box(text)), BOX, code, mend)
        yield Case(f"typed-{n:02}.docx", document(said(text)), "paragraph 2", code, mend)
    for name, change, place, code, mend in ON_SLIDES:
        yield Case(f"slide-{name}.pptx", deck(change), place, code, mend)
    for name, change, place, code, mend in IN_WORD:
        yield Case(f"word-{name}.docx", document(change), place, code, mend)
    yield Case("bare.pptx", deck(faulty.nothing, sound=False), "", "no-tags", "copy tags from tags.docx")
    yield Case("bare.docx", document(faulty.nothing, sound=False), "", "no-tags", "copy tags from tags.docx")


CASES = tuple(cases())


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Checked]:
    """Every faulty template checked, in one run."""
    folder = tmp_path_factory.mktemp("templates")
    files = [saved(folder, case.name, case.data) for case in CASES]
    return {one.name: one for one in check_templates(Workspace.open(ROOT), files, DAY, mark=False)}


def test_there_are_faults_enough() -> None:
    unlike = {text for text, _, _ in TYPED} | {(case.code, case.place) for case in CASES[2 * len(TYPED) :]}
    assert len(unlike) >= 60
    assert len({case.code for case in CASES}) >= 27


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_is_found_at_its_place_with_what_to_do(checked: dict[str, Checked], case: Case) -> None:
    found = checked[case.name]
    told = [(one.place.sheet, one.code, one.mend) for one in (*found.wrong, *found.advice)]
    assert any(
        place.startswith(case.place) and code == case.code and case.mend.lower() in mend.lower()
        for place, code, mend in told
    ), told
    text = "\n".join(found.lines())
    assert not re.search(r"xml|<w:|<p:|<a:|\ufdd0|jinja", text, re.IGNORECASE), text


def test_all_faults_of_a_template_are_told_in_one_pass(tmp_path: Path) -> None:
    def both(presentation: object) -> None:
        box("{{ account.nam }}", name="One")(presentation)
        box("{% if account.name %} and {{ fiance.revenue }}", name="Two")(presentation)
        notes("{{ goals.tabel }}")(presentation)

    path = saved(tmp_path, "both.pptx", deck(both))
    (one,) = check_templates(Workspace.open(ROOT), [path], DAY, mark=False)
    told = "\n".join(one.lines())
    assert all(what in told for what in ("account.nam ", "has no endif", "fiance.revenue", "goals.tabel"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("{{ account.name }} {{ }}", "an empty tag stands here: there is nothing between its braces"),
        ("{{ goals.table | top() }}", "top() is not told its number of lines, in “goals.table | top()”"),
        ("{{ goals.table | top(-3) }}", "-3 is no number of lines for top(), in “goals.table | top(-3)”"),
        ('{{ goals.table | top("a") }}', "“a” is no number of lines for top(), in “goals.table"),
        ("{% for risks in goals.open %}a{% endfor %}", "the loop calls its lines risks, which is a topic"),
        ("{{ account.name account.tier }}", "“account.name account.tier” can't be read: “account” can't stand there"),
    ],
)
def test_what_is_there_is_said_once_and_as_it_is(tmp_path: Path, typed: str, found: str) -> None:
    path = saved(tmp_path, "one.docx", document(said(typed)))
    (one,) = check_templates(Workspace.open(ROOT), [path], DAY, mark=False)
    assert [problem.found.startswith(found) for problem in one.wrong] == [True], one.wrong


def test_amounts_and_loops_that_make_sense_are_left_alone(tmp_path: Path) -> None:
    typed = (
        "{{ account.name | short(3) }}", "{{ finance.margin_share | percent(places=2) }}",
        '{{ goals.open | plural("goal", "goals") }}', "{{ finance.revenue | decimals }}",
        "{% for goal in goals.open %}{{ goal.goal | short(40) }}{% endfor %}",
        "{% if goals.open | length > 2 %}x{% endif %}", "{{ goals.table | top(500) | height(0.2) }}",
    )  # fmt: skip
    files = [saved(tmp_path, f"{n}.docx", document(said(text))) for n, text in enumerate(typed)]
    for one in check_templates(Workspace.open(ROOT), files, DAY, mark=False):
        assert one.wrong == ()


def test_lines_of_the_portfolio_s_lists_are_known_by_what_they_hold(tmp_path: Path) -> None:
    typed = "{% for one in portfolio.accounts %}{{ one.revenu }}{{ one.revenue }}{% endfor %}"
    path = saved(tmp_path, "portfolio.pptx", deck(box(typed)))
    (one,) = check_templates(Workspace.open(ROOT), [path], DAY, mark=False)
    wrong = [problem for problem in one.wrong if problem.code == "unknown-part"]
    assert [problem.mend for problem in wrong] == ["did you mean one.revenue?"]


def test_sound_templates_and_the_default_ones_have_nothing_to_mend(tmp_path: Path) -> None:
    sound = [
        saved(tmp_path, "sound.pptx", deck(faulty.nothing)), saved(tmp_path, "sound.docx", document(faulty.nothing)),
    ]  # fmt: skip
    workspace = Workspace.open(ROOT)
    for one in (*check_templates(workspace, sound, DAY, mark=False), *check_templates(workspace, [], DAY, mark=False)):
        assert list(one.lines()) == []


def test_a_file_that_is_no_template_is_told_in_a_sentence(tmp_path: Path) -> None:
    files = [saved(tmp_path, "none.docx", b"no file of Word"), saved(tmp_path, "none.pptx", b"PK\3\4")]
    for one in check_templates(Workspace.open(ROOT), files, DAY, mark=True):
        assert len(one.wrong) == 1
        assert "can't be opened" in str(one.wrong[0])


@requires_ooxml_check
def test_marked_copies_show_each_fault_where_it_is_and_leave_the_original_alone(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, Workspace.open(ROOT).settings)
    slides = saved(tmp_path, "slides.pptx", deck(box("{{ account.nam }}")))
    plan = docx.Document(str(ROOT / "templates" / "plan.docx"))
    plan.add_paragraph("{{ account.nam }} and {{ finance.revenu }}")
    plan.save(str(tmp_path / "words.docx"))
    words = tmp_path / "words.docx"
    before = [path.read_bytes() for path in (slides, words)]
    copies = [one.copy for one in check_templates(workspace, [slides, words], DAY, mark=True)]
    assert [path.read_bytes() for path in (slides, words)] == before
    assert all(copies)
    assert findings([path for path in copies if path]) == []
    callouts = [s for s in pptx.Presentation(str(copies[0])).slides[1].shapes if s.name.startswith("planpack: ")]
    assert [s.text_frame.text for s in callouts] == ["account.nam is no tag. Did you mean account.name?"]
    comments = list(docx.Document(str(copies[1])).comments)
    assert [comment.author for comment in comments] == ["planpack"]
    assert "account.nam is no tag" in comments[0].text
    assert "finance.revenu is no tag" in comments[0].text


def test_the_command_ends_with_1_for_a_wrong_tag_and_with_0_for_what_only_a_reader_sees(tmp_path: Path) -> None:
    wrong = saved(tmp_path, "wrong.pptx", deck(box("{{ account.nam }}")))
    done = CliRunner().invoke(main, ["--workspace", str(ROOT), "templates", "check", str(wrong)])
    assert done.exit_code == 1
    assert done.stdout == "wrong.pptx › slide 2, “Box”: account.nam is no tag. Did you mean account.name?\n"
    seen = saved(tmp_path, "seen.pptx", deck(faulty.small))
    done = CliRunner().invoke(main, ["--workspace", str(ROOT), "templates", "check", str(seen), "--format", "json"])
    assert done.exit_code == 0
    assert '"severity": "warning"' in done.stdout
    lost = CliRunner().invoke(main, ["--workspace", str(ROOT), "templates", "check", str(tmp_path / "lost.docx")])
    assert (lost.exit_code, "can't be read" in lost.output) == (2, True)


def test_a_marked_deck_opens_again_as_often_as_it_is_marked(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, Workspace.open(ROOT).settings)
    path = saved(tmp_path, "slides.pptx", deck(box("{{ account.nam }}")))
    one, other = (
        copy.read_bytes() for _ in range(2) for found in check_templates(workspace, [path], DAY, mark=True)
        if (copy := found.copy)
    )  # fmt: skip
    assert len(pptx.Presentation(io.BytesIO(one)).slides) == len(pptx.Presentation(io.BytesIO(other)).slides) == 2


WORDS = """
{% set labels = {"to_confirm": "x", "internal": "x", "not_meaningful": "x"} %}
{% macro risks_headline(open_count) %}{{ open_count }}{% endmacro %}
"""


@pytest.mark.parametrize(
    ("name", "words", "found"),
    [
        ("wording.de.j2", WORDS, "there is no label owner. Copy it from wording.en.j2"),
        ("wording.de.j2", WORDS, "there is no macro goals_headline. Copy it from wording.en.j2"),
        ("wording.de.j2", WORDS, "the macro risks_headline is not told of high_count, exposure, unpriced_count"),
        ("wording.client.de.j2", WORDS, "there is no label goals_title. Copy it from wording.client.en.j2"),
        ("wording.xq.j2", WORDS, "xq is no language. Name it after one, such as wording.de.j2"),
        ("wording.fr.j2", "{% set labels = {} %}\n{% macro x( %}", "wording.fr.j2, line 2"),
        ("wording.client.fr.j2", "Bonjour", "has no labels"),
    ],
)
def test_each_wording_file_is_checked_by_the_language_it_is_for(
    tmp_path: Path, name: str, words: str, found: str
) -> None:
    (tmp_path / "templates").mkdir()
    saved(tmp_path / "templates", name, words.encode())
    workspace = Workspace(tmp_path, Workspace.open(ROOT).settings)
    told = {one.name: list(one.lines()) for one in check_templates(workspace, [], DAY, mark=False)}
    assert any(found in line for line in told.pop(name)), found
    assert {"wording.en.j2", "wording.client.en.j2"} <= set(told)
    assert not any(told.values())
    (alone,) = check_templates(workspace, [tmp_path / "templates" / name], DAY, mark=True)
    assert (alone.name, bool(alone.wrong), alone.copy) == (name, True, None)


@requires_ooxml_check
def test_faults_behind_the_slides_are_shown_on_the_first_slide_that_has_them(tmp_path: Path) -> None:
    """Of a layout, of a group of the master, of the master's text styles, and of a tag that stands on a layout."""

    def behind(presentation: Any) -> None:
        layout = presentation.slide_layouts[BLANK]
        layout.placeholders[0].text_frame.text = "words"
        layout.placeholders[0].text_frame.paragraphs[0].runs[0].font.name = "Comic Sans MS"
        faulty.master_font(presentation)
        faulty.master_styles(presentation)
        layout.placeholders[1].text_frame.text = "{{ account.nam }}"
        presentation.slides.add_slide(layout)

    path = saved(tmp_path, "behind.pptx", deck(behind))
    workspace = Workspace(tmp_path, Workspace.open(ROOT).settings)
    (found,) = check_templates(workspace, [path], DAY, mark=True)
    assert found.copy
    assert findings([found.copy]) == []
    opened = pptx.Presentation(str(found.copy))
    told = [[one for one in slide.shapes if one.name.startswith("planpack: ")] for slide in opened.slides]
    assert [len(callouts) for callouts in told] == [2, 0, 3]  # the last slide has neither number nor footer, too
    first, last = ([one.text_frame.text for one in callouts] for callouts in (told[0], told[2]))
    assert any(text.startswith("slide master, “Claim”: the font Comic Sans MS") for text in first), first
    assert any(text.startswith("slide master, text styles: the font Comic Sans MS") for text in first), first
    assert any(text.startswith("layout “Blank”, “Date Placeholder 1”: the font Comic Sans MS") for text in last), last
    assert any(text.startswith("layout “Blank”, “Footer Placeholder 2”: account.nam is no tag") for text in last), last
    for callouts in told:
        sides = [(one.left, one.top, one.left + one.width, one.top + one.height) for one in callouts]
        assert all(min(left, top) >= 0 for left, top, _, _ in sides)
        assert all(right <= opened.slide_width and bottom <= opened.slide_height for _, _, right, bottom in sides)
        assert not [1 for n, one in enumerate(sides) for other in sides[:n]
                    if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]]  # fmt: skip
    claim = next(one for one in told[0] if "Claim" in one.text_frame.text)
    shape = next(one for one in opened.slide_master.shapes if one.name == "Claim")
    styles = next(one for one in told[0] if one is not claim)
    assert (claim.left, claim.top) == (shape.left + shape.width, styles.top + styles.height)


def test_a_callout_stands_beside_its_shape_in_a_group(tmp_path: Path) -> None:
    def grouped(presentation: Any) -> None:
        faulty.group(presentation)
        made = presentation.slides[1].shapes[-1]
        made.left, made.top, made.width, made.height = Cm(2), Cm(3), Cm(6), Cm(4)  # half as large as what it holds

    path = saved(tmp_path, "group.pptx", deck(grouped))
    workspace = Workspace(tmp_path, Workspace.open(ROOT).settings)
    (found,) = check_templates(workspace, [path], DAY, mark=True)
    assert found.copy
    shapes = pptx.Presentation(str(found.copy)).slides[1].shapes
    (callout,) = [one for one in shapes if one.name.startswith("planpack: ")]
    assert (callout.left, callout.top) == (Cm(8), Cm(3))


@requires_ooxml_check
def test_a_document_without_paragraphs_is_marked_too(tmp_path: Path) -> None:
    made = docx.Document(str(ROOT / "templates" / "plan.docx"))
    for element in list(made.element.body)[:-1]:
        made.element.body.remove(element)
    path = tmp_path / "empty.docx"
    made.save(str(path))
    workspace = Workspace(tmp_path, Workspace.open(ROOT).settings)
    (found,) = check_templates(workspace, [path], DAY, mark=True)
    assert found.copy
    assert "there is no tag" in "".join(comment.text for comment in docx.Document(str(found.copy)).comments)
    assert findings([found.copy]) == []
