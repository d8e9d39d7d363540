"""docxtpl as an oracle: what its tag words print in Word, ours print too, but for what it gets wrong."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
import pytest
from docxtpl import DocxTemplate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import TemplateError

from pipeline.figures import Unit
from pipeline.render.compile import WrongTemplate
from tests.render.filling import fig, fill, line, saved

LETTERS = "abcXYZ é&<>\"'#:;%.,-{}"
Data = dict[str, Any]

texts = st.text(LETTERS, max_size=12).map(lambda text: text.replace("{", "(").replace("}", ")").strip() or "x")
words = st.text("abc ,.&<é", max_size=8)
lines = st.lists(st.fixed_dictionaries({"goal": texts, "owner": texts}), max_size=3)
data = st.fixed_dictionaries({"name": texts, "comment": texts, "goals": lines, "shown": st.booleans()})
tags = st.sampled_from(
    [
        "{{ account.name }}",
        "{{account.name}}",
        "{{ finance.comment }}",
        "{% if goals.open %}a{% endif %}",
        "{% if finance.shown %}{{ account.name }}{% else %}-{% endif %}",
        "{% if not finance.shown %}n{% endif %}",
        "{% if finance.shown and goals.open %}both{% elif goals.open %}one{% else %}none{% endif %}",
        "{% for goal in goals.open %}{{ goal.goal }}, {% endfor %}",
        "{% for goal in goals.open %}{{ loop.index }} {{ goal.owner }}{% if not loop.last %}; {% endif %}{% endfor %}",
        "{{ goals.open | length }}",
        "{% if finance.comment == 'x' %}equal{% endif %}",
        "{% if finance.comment < account.name or finance.comment != “x” %}less{% endif %}",
        "{% if 'a' in finance.comment %}in{% elif finance.comment in ['b', 'c'] %}one of{% else %}out{% endif %}",
        "{# nothing #}",
    ]
)
paragraphs = st.lists(st.one_of(words, tags), min_size=1, max_size=4).map("".join)
whole = st.one_of(
    paragraphs.map(lambda text: [text]),
    paragraphs.map(lambda text: ["{%p for goal in goals.open %}", f"{{{{ goal.goal }}}} {text}", "{%p endfor %}"]),
    paragraphs.map(lambda text: ["{%p if finance.shown %}", text, "{%p else %}", "no", "{%p endif %}"]),
    paragraphs.map(lambda text: ["{%p if goals.open %}", text, "{%p endif %}"]),
)
bodies = st.lists(whole, min_size=1, max_size=4).map(lambda parts: [text for part in parts for text in part])
rows = st.lists(
    st.one_of(
        paragraphs.map(lambda text: [(text, "c")]),
        paragraphs.map(
            lambda text: [("{%tr for goal in goals.open %}", ""), ("{{ goal.goal }}", text), ("{%tr endfor %}", "")]
        ),
        paragraphs.map(
            lambda text: [("{%tr if finance.shown %}", ""), (text, "{{ goals.open | length }}"), ("{%tr endif %}", "")]
        ),
    ),
    max_size=3,
).map(lambda parts: [("head", "two"), *(row for part in parts for row in part)])
cuts = st.lists(st.integers(1, 25), max_size=6)


def template(body: Sequence[str], table: Sequence[tuple[str, str]], cut: Sequence[int]) -> bytes:
    """A Word template of these paragraphs, each split into runs, and of a table of two columns."""
    document = docx.Document()
    for text in body:
        paragraph, rest = document.add_paragraph(), text
        for size in cut:
            paragraph.add_run(rest[:size])
            rest = rest[size:]
        paragraph.add_run(rest)
    made = document.add_table(0, 2)
    for row in table:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text
    return saved(document)


def said(document: bytes) -> tuple[list[str], list[list[str]]]:
    """The texts of a document's paragraphs and of its table's cells."""
    opened = docx.Document(io.BytesIO(document))
    return [p.text for p in opened.paragraphs], [[c.text for c in row.cells] for row in opened.tables[0].rows]


def by_docxtpl(made: bytes, given: Data, *, escape: bool = True) -> bytes:
    """What docxtpl makes of it."""
    document = DocxTemplate(io.BytesIO(made))
    context = {
        "account": {"name": given["name"]},
        "finance": {"comment": given["comment"], "shown": "x" if given["shown"] else ""},
        "goals": {"open": given["goals"]},
    }
    document.render(context, autoescape=escape)
    return saved(document)


def by_us(made: bytes, given: Data) -> bytes:
    """What we make of it."""
    goals = tuple(line(f"goals.G{n}", **goal) for n, goal in enumerate(given["goals"]))
    return fill(
        made,
        "plan.docx",
        account={"name": fig("account.name", given["name"])},
        finance={
            "comment": fig("finance.comment", given["comment"]),
            "shown": fig("finance.shown", "x" if given["shown"] else ""),
        },
        goals={"open": fig("goals.open", goals, Unit.LIST)},
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bodies, rows, cuts, data)
def test_both_print_the_same(body: list[str], table: list[tuple[str, str]], cut: list[int], given: Data) -> None:
    made = template(body, table, cut)
    assert said(by_us(made, given)) == said(by_docxtpl(made, given))


GIVEN: Data = {"name": "N & <b>", "comment": "c", "goals": [{"goal": "On time", "owner": "Ana"}], "shown": True}
HEAD = ("head", "two")


def both(body: Sequence[str], table: Sequence[tuple[str, str]] = (HEAD,), *, escape: bool = True, **given: Any) -> Any:
    """What docxtpl and we print; in the place of what can't be printed the kind of error."""
    made, printed = template(body, table, ()), []
    for make in (lambda: by_docxtpl(made, GIVEN | given, escape=escape), lambda: by_us(made, GIVEN | given)):
        try:
            texts, cells = said(make())
            printed.append(cells if table != (HEAD,) else texts)
        except (IndexError, TemplateError, WrongTemplate) as error:
            printed.append(type(error).__name__)
    return printed


def test_text_with_signs_of_its_own_is_printed_where_docxtpl_by_default_breaks_the_file() -> None:
    assert both(["{{ account.name }}"], escape=False) == ["IndexError", ["N & <b>"]]


def test_a_sign_of_control_starts_no_paragraph() -> None:
    """docxtpl takes a bell for a new paragraph, a form feed for a new page; a cell must not lay out pages."""
    theirs, ours = both(["a {{ finance.comment }} b"], comment="x\ay\fz")
    assert theirs == ["a x", "y", "", "z b"]
    assert ours == ["a xyz b"]


def test_letters_that_no_file_can_hold_are_left_out() -> None:
    assert both(["{{ finance.comment }}"], comment="\ud800x") == ["IndexError", ["x"]]


def test_a_paragraph_or_row_that_opens_and_closes_is_governed_itself() -> None:
    loop = ("{%tr for goal in goals.open %}{{ goal.goal }}", "{{ goal.owner }}{%tr endfor %}")
    assert both(["{%p if finance.shown %}yes{%p endif %}"]) == ["TemplateSyntaxError", ["yes"]]
    assert both([], [HEAD, loop]) == ["TemplateSyntaxError", [[*HEAD], ["On time", "Ana"]]]


def test_the_end_of_a_tag_may_stand_in_its_quotes() -> None:
    body = ["{%p if account.name == 'a %} b' %}", "yes", "{%p else %}", "no", "{%p endif %}"]
    assert both(body) == ["TemplateSyntaxError", ["no"]]


def test_what_there_is_not_is_told_rather_than_left_empty() -> None:
    assert both(["{{ finance.nothing }}"]) == [[""], "WrongTemplate"]


def test_what_lies_behind_a_value_is_out_of_reach() -> None:
    theirs, ours = both(["{{ finance.__class__ }}"])
    assert "dict" in theirs[0]
    assert ours == "WrongTemplate"


def test_a_table_that_would_lose_all_its_rows_is_told() -> None:
    """A table without rows is one that Word repairs."""
    rows = [("{%tr for goal in goals.open %}", ""), ("{{ goal.goal }}", ""), ("{%tr endfor %}", "")]
    assert both([], rows, goals=[]) == [[], "WrongTemplate"]


def test_a_comment_ends_in_its_paragraph() -> None:
    """docxtpl joins the paragraphs that a comment goes over, and with them whatever stands between."""
    assert both(["a {# x", "y #} b"]) == [["a  b"], ["a {# x", "y #} b"]]


def test_a_tab_in_a_value_is_a_space() -> None:
    """A tab stop of the template is the template's: a value must not move to the next."""
    assert both(["{{ finance.comment }}"], comment="a\tb") == [["a\tb"], ["a b"]]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("finance.revenue > 1000000", True),
        ("finance.revenue < 1000000", False),
        ("1000000 < finance.revenue <= 1240000", True),
        ("finance.change < 0", True),
        ("finance.target > 0", False),
        ("finance.target < 0", False),
        ("finance.target == 0", False),
        ("finance.target != 0", True),
        ("account.name == 'Northwind Ferries'", True),
        ("account.name in ['Northwind Ferries', 'x']", True),
        ("'Ferries' in account.name", True),
        ("'Ferries' in finance.target", False),
        ("goals.open | length == 2", True),
    ],
)
def test_figures_are_compared_by_what_they_say(condition: str, holds: bool) -> None:
    document = docx.Document()
    document.add_paragraph(f"{{% if {condition} %}}yes{{% else %}}no{{% endif %}}")
    made = docx.Document(io.BytesIO(fill(saved(document), "plan.docx")))
    assert made.paragraphs[0].text == ("yes" if holds else "no")
