"""A block of a line: drawn for the item of a loop, on slides and in Word; a fault where no line is named."""

from __future__ import annotations

import io
from typing import Any

import docx
import pptx
import pytest
from pptx.util import Cm

from pipeline.blocks import Each, Text
from pipeline.problems import PipelineError
from pipeline.render.compile import WrongTemplate, compile_template
from tests.render.filling import fill, pages, saved
from tests.render.test_slide_templates import deck, note

OWNERS = {"owner_box": Each(lambda line: Text((line["goal"],)))}
LOOP = "{% for goal in goals.open %}"


def slide(words: str, notes: str) -> Any:
    """A deck of one slide with a shape that says these words."""
    presentation = deck("{{ goal.goal }}" if notes else "Goals")
    presentation.slides[0].shapes.add_textbox(Cm(2), Cm(5), Cm(10), Cm(5)).text_frame.text = words
    if notes:
        note(presentation, 1, notes)
    return presentation


def test_a_slide_that_repeats_has_the_block_of_its_own_line() -> None:
    template = saved(slide("{{ goals.owner_box | of(goal) | top(3) }}", LOOP))
    made = pptx.Presentation(io.BytesIO(fill(template, "review.pptx", goals=OWNERS)))
    drawn = [shape.text_frame.text for one in made.slides for shape in one.shapes if shape.name == "drawn"]
    assert drawn == ["On time goals.owner_box", "Less waste goals.owner_box"]


def test_a_loop_in_word_has_the_block_of_each_line() -> None:
    document = docx.Document()
    for words in ("{%p for goal in goals.open %}", "{{ goals.owner_box | of(goal) | height(4) }}", "{%p endfor %}"):
        document.add_paragraph(words)
    made = docx.Document(io.BytesIO(fill(saved(document), "plan.docx", goals=OWNERS)))
    assert [table.cell(0, 0).text.split(" goals.")[0] for table in made.tables] == ["On time", "Less waste"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("{{ goals.owner_box }}", "goals.owner_box is a block among other text"),
        ("{{ goals.owner_box | of(person) }}", "person is no tag"),
        ("{{ finance.trend_chart | of(goal) }}", "of() is for a block of a line; finance.trend_chart is a block"),
        ("see {{ goals.owner_box | of(goal) }}", "goals.owner_box is a block among other text"),
    ],
)
def test_a_block_without_its_line_is_a_fault_of_the_template(words: str, found: str) -> None:
    _, tags = pages(goals=OWNERS)
    with pytest.raises(WrongTemplate) as caught:
        compile_template(saved(slide(words, LOOP)), "review.pptx", tags)
    assert [problem.found.partition(", in")[0] for problem in caught.value.problems] == [found]


def test_what_is_no_line_is_told_when_it_is_filled() -> None:
    with pytest.raises(PipelineError, match="of\\(\\) takes the line of a list"):
        fill(saved(slide("{{ goals.owner_box | of(loop) }}", LOOP)), "review.pptx", goals=OWNERS)
