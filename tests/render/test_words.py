"""Figures, labels and findings as text, and what the sandbox refuses."""

from __future__ import annotations

import pytest

from pipeline.blocks import Finding, Label
from pipeline.figures import Figure, Unit
from pipeline.problems import PipelineError
from pipeline.render.words import Printer
from tests.render.filling import WORDING, fig, line, person, printer

REVENUE = fig("finance.revenue", 1_240_000.0, Unit.MONEY)
LABELS = '{% set labels = {"to_confirm": "To confirm", "internal": "internal"} %}\n'


def macro(body: str, arguments: str = "x") -> Printer:
    """A printer whose wording has one macro, `said`."""
    return printer(f"{LABELS}{{% macro said({arguments}) %}}{body}{{% endmacro %}}")


def say(body: str, value: object) -> str:
    """What a macro says of a value, with ordinary spaces."""
    return macro(body).print(Finding("said", {"x": value})).replace("\u00a0", " ")


def test_a_figure_is_printed_and_logged() -> None:
    to = printer()
    assert to.print(REVENUE) == "£1.24\u00a0m"
    assert to.printed == [("finance.revenue", "£1.24\u00a0m")]


def test_a_finding_logs_the_figures_it_prints_in_order() -> None:
    to = printer()
    change = fig("finance.change", -0.02, Unit.CHANGE_PERCENT)
    text = to.print(Finding("finance_headline", {"revenue": REVENUE, "change": change}))
    assert text == "Revenue was £1.24\u00a0m, down 2\u00a0%."
    assert to.printed == [("finance.revenue", "£1.24\u00a0m"), ("finance.change", "2\u00a0%")]


def test_what_is_only_measured_is_not_logged() -> None:
    to = printer()
    to.show(Finding("finance_headline", {"revenue": REVENUE, "change": REVENUE}))
    assert to.printed == []


@pytest.mark.parametrize(
    ("reason", "text"),
    [("to confirm", "To confirm"), ("internal", "internal"), ("not given", "–"), ("no plan", "–"), ("n/m", "n/m")],
)
def test_an_absent_figure_prints_its_reason_or_a_dash(reason: str, text: str) -> None:
    to = printer()
    assert to.print(Figure("a.b", None, Unit.MONEY, reason=reason)) == text
    assert to.printed == [("a.b", text)]


@pytest.mark.parametrize(
    ("body", "value", "text"),
    [
        ("{{ x | size }}", fig("a.b", -1200.0, Unit.CHANGE), "£1.2 k"),
        ("{{ x | size | full }}", fig("a.b", -1200.0, Unit.CHANGE), "£1,200"),
        ("{{ x | full }}", fig("a.b", 1200.0, Unit.CHANGE), "+£1,200"),
        ("{{ x | size }}", fig("a.b", -0.021, Unit.POINTS), "2.1 points"),
        ("{{ x | decimals(2) }}", fig("a.b", 0.5, Unit.NUMBER), "0.50"),
        ("{{ x | percent }}", fig("a.b", 0.5, Unit.RATIO), "50 %"),
        ("{{ x | full }}", fig("a.b", None, Unit.MONEY, "to confirm"), "To confirm"),
        ("{{ x | reason }}", fig("a.b", None, Unit.MONEY, "no plan was given"), "no plan was given"),
        ("{{ x | short(12) }}", fig("a.b", "late delivery of parts"), "late deliver…"),
        ("{{ x | short(40) }}", fig("a.b", "late delivery of parts"), "late delivery of parts"),
        ("{{ x | short(5) }}", fig("a.b", None, Unit.TEXT, "to confirm"), "To co…"),
        ("{{ x | capitalize }}", fig("a.b", "late delivery"), "Late delivery"),
        ("{{ x | list_of }}", (fig("a.b", "A"), fig("a.c", "B"), fig("a.d", "C")), "A, B and C"),
        ("{{ x | join(' / ') }}", (fig("a.b", "A"), fig("a.c", "B")), "A / B"),
        ("{{ x | length }} {{ x | plural('risk', 'risks') }}", (fig("a.b", "A"),), "1 risk"),
        ("{{ x | plural('risk', 'risks') }}", fig("a.b", (line("a.1"), line("a.2")), Unit.LIST), "risks"),
        ("{{ x | plural('risk', 'risks') }}", fig("a.b", 1, Unit.COUNT), "risk"),
        ("{{ x | plural('risk', 'risks') }}", fig("a.b", None, Unit.COUNT), "risks"),
        ("{% if x.number >= 0 %}up{% else %}down{% endif %}", fig("a.b", -1.0, Unit.CHANGE), "down"),
        ("{% if x.absent %}none{% endif %}", fig("a.b", None), "none"),
        (
            "{% for one in x %}{{ one.goal }}; {% endfor %}",
            fig("g", (line("g.1", goal="On time"),), Unit.LIST),
            "On time;",
        ),
    ],
)
def test_filters_print_a_figure_another_way(body: str, value: object, text: str) -> None:
    assert say(body, value) == text


def test_filtered_figures_are_logged_as_they_are_printed() -> None:
    to = macro("{{ x | list_of }} {{ x | map(attribute='goal') | list_of }}")
    to.print(Finding("said", {"x": [line("g.G1", goal="A", key="G1")]}))
    assert to.printed == [("g.G1.key", "G1"), ("g.G1.goal", "A")]


def test_a_line_gives_its_cells_also_where_the_line_itself_has_such_an_attribute() -> None:
    """`person.name` is the person's name, not the name of the line."""
    assert say("{{ x.name }}", person(id="P1", name="Ana Keller")) == "Ana Keller"
    assert say("{{ x.key }}", person(id="P1", name="Ana Keller")) == "P1 / Ana Keller"


def test_a_finding_in_a_finding_is_printed_in_place() -> None:
    assert say("First: {{ x }}", Finding("said", {"x": REVENUE})) == "First: First: £1.24 m"


def test_a_sentence_has_single_spaces_and_no_line_breaks() -> None:
    assert say("\n  One {{ x }}\n   two.\n", fig("a.b", "a\nb")) == "One a b two."


def test_peoples_text_is_never_run() -> None:
    assert say("{{ x }}", fig("a.b", "{{ 7*7 }} {% for %}")) == "{{ 7*7 }} {% for %}"


@pytest.mark.parametrize(
    "body",
    [
        "{{ x.__class__ }}",
        "{{ x.value.__class__.__mro__ }}",
        "{{ x.value.upper() }}",
        "{{ labels.items() }}",
        "{{ ().__class__.__bases__ }}",
        "{{ range(9) }}",
        "{{ x | attr('value') }}",
        "{{ x ~ x }}",
        "{% include 'secrets.txt' %}",
        "{{ x.said }}",
        "{{ missing }}",
        "{{ x > 5 }}",
    ],
)
def test_the_sandbox_refuses(body: str) -> None:
    with pytest.raises(PipelineError, match=r"wording\.en\.j2, line 2"):
        say(body, fig("a.b", "text"))


def test_an_unknown_label_is_named_with_its_file_and_the_nearest() -> None:
    with pytest.raises(PipelineError, match=r"wording\.en\.j2 has no label ownr; did you mean owner\?"):
        printer().print(Label("ownr"))


def test_an_unknown_macro_is_named_with_its_file_and_the_nearest() -> None:
    with pytest.raises(PipelineError, match=r"no macro finance_headlin; did you mean finance_headline\?"):
        printer().print(Finding("finance_headlin"))


def test_a_macro_that_lacks_a_figure_says_so() -> None:
    with pytest.raises(PipelineError, match=r"line 4: the macro finance_headline stopped.*'change' was not provided"):
        printer().print(Finding("finance_headline", {"revenue": REVENUE}))


def test_a_wording_file_without_labels_is_refused() -> None:
    with pytest.raises(PipelineError, match="has no labels"):
        printer("{% macro a() %}{% endmacro %}")


def test_a_broken_wording_file_is_told_with_its_line() -> None:
    with pytest.raises(PipelineError, match=r"wording\.en\.j2, line 3"):
        printer("\n\n{% if %}")


def test_the_same_words_say_the_same_twice() -> None:
    assert printer(WORDING).print(Label("owner")) == printer(WORDING).print(Label("owner")) == "Owner"
