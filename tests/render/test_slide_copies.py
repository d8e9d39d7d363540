"""Slides that stand more than once: for each item of a loop in their notes, and where a block goes on."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation
from pptx.util import Cm

from pipeline.blocks import Bullets, Entry, Finding, Head, Label, Table
from pipeline.figures import Unit
from pipeline.problems import PipelineError
from pipeline.render import slides
from pipeline.render.compile import WrongTemplate, compile_template
from pipeline.render.copies import MOST
from pipeline.render.portions import in_annex
from tests.office import findings, requires_ooxml_check
from tests.render.filling import PROPERTIES, fig, fill, line, pages, part, parts, printer, saved
from tests.render.test_slide_templates import deck, filled_in, note, notes, titles

LOOP = "{% for goal in goals.open %}\nSay {{ goal.goal }} of {{ loop.length }}\n{% endfor %}"


def table(count: int, rest: int = 0, words: str = "") -> Table:
    """A table of so many rows, and where some were left to the annex, the row that says so."""
    heads = (Head(Label("owner")), Head(Label("owner")))
    rows = [
        (Entry((fig(f"t.r{n}", f"row {n}{words}"),)), Entry((fig(f"t.w{n}", f"by {n}"),))) for n in range(1, count + 1)
    ]
    if rest:
        rows.append((Entry((in_annex(rest),)), Entry(())))
    return Table(heads, tuple(rows), Label("owner"), Label("owner"))


def with_slot(says: str, height: float = 6.0, title: str = "Register") -> Presentation:
    """A deck of three slides, the second with a slot."""
    presentation = deck("before", title, "after")
    box = presentation.slides[1].shapes.add_textbox(Cm(1), Cm(5), Cm(20), Cm(height))
    box.text_frame.text = "{{ " + says + " }}"
    return presentation


def drawn(presentation: Presentation, block: Any) -> Presentation:
    """The deck filled with the real drawing of a block, and opened again."""
    data = fill(saved(presentation), "review.pptx", slides.draw, goals={"table": block})
    return pptx.Presentation(io.BytesIO(data))


def first_cells(presentation: Presentation) -> list[list[str]]:
    """The first cells of each slide's table, without its head."""
    found = []
    for slide in presentation.slides:
        cells = [[row.cells[0].text for row in s.table.rows][1:] for s in slide.shapes if s.has_table]
        found += cells
    return found


def test_a_slide_stands_once_for_each_item_with_its_title_text_and_notes() -> None:
    presentation = deck("before", "{{ loop.index }} of {{ loop.length }}: {{ goal.goal }}", "after")
    note(presentation, 2, LOOP)
    filled = filled_in(presentation)
    assert titles(filled) == ["before", "1 of 2: On time", "2 of 2: Less waste", "after"]
    assert [said.strip() for said in notes(filled)] == ["", "Say On time of 2", "Say Less waste of 2", ""]


def test_a_slide_of_an_empty_list_goes() -> None:
    presentation = deck("before", "{{ goal.goal }}", "after")
    note(presentation, 2, "{% for goal in goals.none %}")
    assert titles(filled_in(presentation)) == ["before", "after"]


def test_a_loop_may_choose_its_items() -> None:
    presentation = deck("{{ goal.goal }}")
    note(presentation, 1, "{% for goal in goals.open if goal.owner.value == 'Ana' %}")
    assert titles(filled_in(presentation)) == ["On time"]


def test_each_copy_has_its_own_charts_and_the_template_keeps_its_parts() -> None:
    presentation = deck("{{ goal.goal }}")
    note(presentation, 1, LOOP)
    data = CategoryChartData()
    data.categories = ["a", "b"]
    data.add_series("s", (1, 2))
    presentation.slides[0].shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, Cm(5), Cm(5), data)
    filled = fill(saved(presentation), "review.pptx")
    names = [
        name for name in parts(filled) if re.search(r"slides/slide|charts/chart|notesSlides/notes|embeddings", name)
    ]
    assert len(names) == len(set(names)) == 8
    opened = pptx.Presentation(io.BytesIO(filled))
    charts = [next(s.chart for s in slide.shapes if s.has_chart) for slide in opened.slides]
    assert len({chart.part.partname for chart in charts}) == 2
    assert [list(chart.plots[0].categories) for chart in charts] == [["a", "b"], ["a", "b"]]


def test_a_wrong_loop_is_told_with_its_slide() -> None:
    presentation = deck("fine", "{{ gaol.goal }}")
    note(presentation, 2, "{% for goal in goals.opne %}")
    _, tags = pages()
    with pytest.raises(WrongTemplate) as caught:
        compile_template(saved(presentation), "review.pptx", tags)
    told = str(caught.value)
    assert "slide 2, notes: goals.opne is no tag" in told
    assert "slide 2, “Title 1”: gaol" in told


def test_a_link_to_a_slide_that_repeats_is_told() -> None:
    presentation = deck("one", "{{ goal.goal }}")
    note(presentation, 2, LOOP)
    presentation.slides[0].shapes.title.click_action.target_slide = presentation.slides[1]
    with pytest.raises(WrongTemplate, match="a link leads to slide 2"):
        fill(saved(presentation), "review.pptx")


def test_a_table_goes_on_on_copies_of_its_slide_that_say_which_they_are() -> None:
    filled = drawn(with_slot("goals.table"), table(40))
    shown = first_cells(filled)
    count = len(shown)
    assert count > 2
    assert [cell for cells in shown for cell in cells] == [f"row {n}" for n in range(1, 41)]
    said = [f"Register ({n}/{count})" for n in range(1, count + 1)]
    assert titles(filled) == ["before", *said, "after"]


def test_a_block_that_fits_stands_alone_without_a_count() -> None:
    filled = drawn(with_slot("goals.table"), table(3))
    assert titles(filled) == ["before", "Register", "after"]


def test_points_go_on_too() -> None:
    points = tuple(fig(f"p.{n}", f"point {n} " + "with words " * 10) for n in range(30))
    filled = drawn(with_slot("goals.table"), Bullets(points))
    texts = " ".join(s.text_frame.text for slide in filled.slides for s in slide.shapes if s.has_text_frame)
    assert [n for n in range(30) if f"point {n} " in texts] == list(range(30))
    assert len(filled.slides) > 4


def test_what_stands_beside_a_block_that_goes_on_stands_on_each_copy_and_its_own_end_only_once() -> None:
    presentation = with_slot("goals.table", 4)
    other = presentation.slides[1].shapes.add_textbox(Cm(1), Cm(12), Cm(20), Cm(4))
    other.text_frame.text = "{{ goals.short }}"
    fixed = presentation.slides[1].shapes.add_textbox(Cm(1), Cm(17), Cm(20), Cm(1))
    fixed.text_frame.text = "{{ account.name }}"
    data = fill(
        saved(presentation), "review.pptx", slides.draw, goals={"table": table(12), "short": table(30, words="!")}
    )
    filled = pptx.Presentation(io.BytesIO(data))
    cells = [cell for cells in first_cells(filled) for cell in cells]
    assert sorted(cells) == sorted([*(f"row {n}" for n in range(1, 13)), *(f"row {n}!" for n in range(1, 31))])
    going_on = list(filled.slides)[1:-1]
    assert all(any(s.has_text_frame and s.text_frame.text == "Northwind Ferries" for s in s_.shapes) for s_ in going_on)


def test_a_register_of_thousands_ends_after_slides_enough_and_says_how_many_are_left() -> None:
    filled = drawn(with_slot("goals.table"), table(2_000))
    assert len(filled.slides) == 2 + MOST
    shown = [cell for cells in first_cells(filled) for cell in cells]
    assert shown[-1] == f"and {2_000 - len(shown) + 1:,} more rows"


@pytest.mark.parametrize(("rest", "left"), [(0, 8), (5, 13)])
def test_top_cuts_with_a_word_about_the_annex_and_counts_what_was_left_out_before(rest: int, left: int) -> None:
    filled = drawn(with_slot("goals.table | top(4)"), table(12, rest))
    assert first_cells(filled) == [["row 1", "row 2", "row 3", "row 4", f"and {left} more in the annex"]]
    assert len(filled.slides) == 3


def test_top_never_goes_on_also_where_not_all_of_it_fits() -> None:
    filled = drawn(with_slot("goals.table | top(30)", 4), table(40))
    (shown,) = first_cells(filled)
    assert shown[-1] == f"and {40 - len(shown) + 1} more in the annex"
    assert len(filled.slides) == 3


def test_top_of_enough_leaves_all() -> None:
    assert first_cells(drawn(with_slot("goals.table | top(4) | height(8)"), table(4))) == [
        ["row 1", "row 2", "row 3", "row 4"]
    ]


@settings(max_examples=40)
@given(
    count=st.integers(1, 60),
    rest=st.integers(0, 9),
    height=st.floats(2.0, 12.0),
    words=st.sampled_from(["", " w" * 60]),
)
def test_every_row_stands_once_in_order_or_is_counted(count: int, rest: int, height: float, words: str) -> None:
    filled = drawn(with_slot("goals.table", height), table(count, rest, words))
    cells = [cell for cells in first_cells(filled) for cell in cells]
    told = [int(match[1]) for cell in cells if (match := re.match(r"and (\d+) more", cell))]
    rows = [int(match[1]) for cell in cells if (match := re.match(r"row (\d+)", cell))]
    assert rows == list(range(1, len(rows) + 1))
    assert len(rows) + sum(told) == count + rest
    assert len(told) <= 1


@requires_ooxml_check
def test_office_would_open_a_deck_with_copies_without_a_repair(tmp_path: Path) -> None:
    presentation = with_slot("goals.table")
    note(presentation, 2, "notes of a slide that goes on")
    note(presentation, 3, LOOP)
    data = fill(saved(presentation), "review.pptx", slides.draw, goals={"table": table(40)})
    path = tmp_path / "copies.pptx"
    path.write_bytes(data)
    assert findings([path]) == []
    again = fill(saved(presentation), "review.pptx", slides.draw, goals={"table": table(40)})
    assert again == data


def test_a_loop_that_takes_too_long_is_stopped_with_its_place() -> None:
    presentation = deck("x")
    inside = "".join(f"{{% for a{n} in goals.many %}}" for n in range(5))
    presentation.slides[0].shapes.title.text = inside + "{% endfor %}" * 5
    many = fig("goals.many", tuple(line(f"goals.G{n}", goal="x") for n in range(50)), Unit.LIST)
    with pytest.raises(PipelineError, match=r"review.pptx, slide 1.* takes? more than 500,000 steps") as caught:
        fill(saved(presentation), "review.pptx", goals={"many": many})
    assert "steps" in str(caught.value)


@pytest.mark.parametrize("where", ["paragraph", "header", "table"])
def test_a_loop_of_a_document_that_takes_too_long_is_stopped_with_the_template_s_name(where: str) -> None:
    made = docx.Document()
    inside = "".join(f"{{% for a{n} in goals.many %}}" for n in range(5)) + "{% endfor %}" * 5
    if where == "header":
        made.sections[0].header.paragraphs[0].text = inside
    elif where == "table":
        made.add_table(1, 1).cell(0, 0).text = inside
    else:
        made.add_paragraph(inside)
    many = fig("goals.many", tuple(line(f"goals.G{n}", goal="x") for n in range(50)), Unit.LIST)
    with pytest.raises(PipelineError, match=r"^plan.docx.* takes? more than 500,000 steps"):
        fill(saved(made), "plan.docx", goals={"many": many})


def test_a_template_that_prints_without_measure_is_stopped() -> None:
    presentation = deck("x")
    inside = "".join(f"{{% for a{n} in goals.many %}}" for n in range(2))
    presentation.slides[0].shapes.title.text = inside + "{{ a1.goal }}" + "{% endfor %}" * 2
    many = fig("goals.many", tuple(line(f"goals.G{n}", goal="x" * 2_000) for n in range(200)), Unit.LIST)
    with pytest.raises(PipelineError, match="prints more than"):
        fill(saved(presentation), "review.pptx", goals={"many": many})


def test_a_macro_that_calls_itself_for_ever_is_stopped() -> None:
    to = printer("{% set labels = {} %}{% macro again(x) %}{{ again(x) }}{% endmacro %}")
    with pytest.raises(PipelineError, match=r"^wording\..*: the macro again stopped"):
        to.print(Finding("again", {"x": fig("x", 1)}))


def test_a_macro_whose_loops_take_too_long_is_stopped_with_its_line() -> None:
    loops = "".join(f"{{% for a{n} in x %}}" for n in range(5)) + "{% endfor %}" * 5
    to = printer(f"{{% set labels = {{}} %}}{{% macro long(x) %}}\n{loops}{{% endmacro %}}")
    many = fig("x", tuple(line(f"x.{n}", goal="x") for n in range(50)), Unit.LIST)
    with pytest.raises(PipelineError, match=r"^wording\..*line 2: the macro long stopped: .* more than 500,000 steps"):
        to.print(Finding("long", {"x": many}))


def test_the_deck_says_the_same_for_the_same() -> None:
    said, tags = pages(goals={"table": table(40)})
    compiled = compile_template(saved(with_slot("goals.table")), "review.pptx", tags)
    one, other = (compiled.fill(said, printer(), PROPERTIES, slides.draw) for _ in range(2))
    assert one == other
    assert part(one, "ppt/presentation.xml").count("<p:sldId ") == len(pptx.Presentation(io.BytesIO(one)).slides)
