"""A figure is followed to its formula, to the figures it was made of, and to its cells; an absent one to its mend."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.analyse import declarations
from pipeline.asked_settings import asked_settings
from pipeline.figures import Case, Figure
from pipeline.problems import PipelineError
from pipeline.render.formats import formats
from pipeline.settings import Settings
from pipeline.sheets.goals import Action, Goal, Progress
from pipeline.sheets.people import Person
from pipeline.sheets.performance import Financial, Transaction
from pipeline.trace import Source, listing, trace
from pipeline.trace.text import as_json, as_text, listed_as_text
from tests.analyse.cases import Sheets, case
from tests.analyse.given import given


def say(figure: Figure) -> str:
    """A value as it is printed, with ordinary spaces."""
    return formats("en_GB", "GBP").figure(figure).replace("\u00a0", " ")


QUARTER = {"quarter": "2026-Q3", "revenue": 120_000, "revenue_target": 100_000}
ACCOUNT: Sheets = {Financial: [QUARTER], Goal: [{"id": "G1", "owner": None}], Progress: [{"goal": "G1"}]}


@pytest.fixture(scope="module")
def account() -> Case:
    return case(ACCOUNT)


def test_a_figure_is_told_with_its_formula_unit_day_and_cells(account: Case) -> None:
    told = trace(account, "finance.revenue_variance", say)
    assert (told.value, told.text, told.unit) == (20_000, "+£20 k", "change of money")
    assert (told.formula, told.as_of) == ("actual - target", "2026-10-15")
    assert told.sources == (Source("performance.xlsx", "Financials", ("B2:C2",), 2),)


def test_it_names_the_figures_it_was_made_of(account: Case) -> None:
    told = trace(account, "finance.revenue_variance", say)
    assert [(one.name, one.text) for one in told.made_of] == [
        ("finance.revenue", "£120 k"),
        ("finance.revenue_target", "£100 k"),
    ]
    assert told.made_of[0].sources == ()


def test_deep_follows_each_figure_to_its_own_cells_and_tells_each_once(account: Case) -> None:
    told = trace(account, "health.score", say, deep=True)
    parts = next(one for one in told.made_of if one.name == "health.parts")
    financial = next(one for one in parts.made_of if one.name == "health.financial")
    assert financial.made_of[0].sources == (Source("performance.xlsx", "Financials", ("B2",), 1),)
    again = next(one for one in told.made_of if one.name == "health.weight_known").made_of
    assert [(one.name, one.elsewhere, one.in_full) for one in again] == [("health.parts", True, False)]


def test_what_a_shared_table_asked_for_is_known_to_each_figure_that_uses_it(account: Case) -> None:
    assert account.made_of("finance.revenue_variance_share") == account.made_of("finance.revenue_variance")


def test_a_computed_figure_of_a_line_is_found_by_the_name_it_is_printed_under(account: Case) -> None:
    told = trace(account, "goals.G1.attainment", say)
    assert told.formula == "(current - baseline) / (target - baseline)"
    assert {source.sheet for source in told.sources} == {"Goals", "Progress"}
    assert told.within == "goals.all"


def test_a_quoted_cell_is_told_with_its_heading_and_address(account: Case) -> None:
    told = trace(account, "goals.G1.metric", say)
    assert told.meaning.startswith("Metric, as it stands on the tab Goals")
    assert told.sources[0].count == 1


def test_a_line_is_told_with_all_that_can_be_asked_of_it(account: Case) -> None:
    lines = dict(trace(account, "goals.G1", say).lines)
    assert lines["goals.G1.owner"] == "absent: to confirm"
    assert "goals.G1.pace" in lines


def test_a_name_may_hold_a_dot() -> None:
    dotted = case({Person: [{"id": "P1", "name": "J. Weber"}], Goal: [{"id": "G1.2"}, {"id": "G1"}]})
    assert trace(dotted, "goals.G1.2.id", say).value == "G1.2"


def test_the_rest_of_a_list_and_the_sources_of_a_topic_are_known_too(account: Case) -> None:
    rest = trace(account, "goals.open.beyond", say)
    assert rest.reason == "each page says how many of the 1 lines it has no room for"
    assert [one.name for one in rest.made_of] == ["goals.open"]
    assert {source.file for source in trace(account, "goals.sources", say).sources} == {"goals.xlsx"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("finance.revenu", "finance.revenue"), ("goals.G1.pce", "goals.G1.pace"), ("helth", "health")],
)
def test_an_unknown_figure_is_refused_with_the_nearest_known_name(account: Case, typed: str, meant: str) -> None:
    with pytest.raises(PipelineError, match=f"there is no figure {typed}; did you mean {meant}\\?"):
        trace(account, typed, say)


def test_a_name_that_is_like_none_gets_no_guess(account: Case) -> None:
    with pytest.raises(PipelineError, match=r"there is no figure xyzzy$"):
        trace(account, "xyzzy", say)


def test_an_absent_figure_names_the_first_cause_and_the_empty_cells() -> None:
    told = trace(case({Financial: [{**QUARTER, "revenue_target": None}]}), "finance.revenue_variance_share", say)
    assert told.text == ""
    assert told.to_mend == (
        "finance.revenue_target is absent: to confirm",
        "fill in Revenue target on the tab Financials: C2 in performance.xlsx is empty",
    )


def test_an_absent_figure_of_an_empty_tab_asks_for_the_tab_alone() -> None:
    told = trace(case({Financial: [QUARTER]}), "finance.nrr", say)
    assert told.to_mend == ("fill in the tab Transactions of performance.xlsx: no row stands there",)


def test_a_figure_that_looks_at_the_earlier_pack_says_which() -> None:
    told = trace(case(ACCOUNT, earlier=ACCOUNT), "changes.count", say)
    assert told.compared_with == "the pack of 2026-Q2, as of 2026-07-15"
    assert trace(case(ACCOUNT, earlier=ACCOUNT), "finance.revenue", say).compared_with == ""


def test_without_an_earlier_pack_it_asks_for_one() -> None:
    assert trace(case(ACCOUNT), "changes.count", say).to_mend == (
        "build an earlier quarter to compare with: planpack build northwind --period 2026-Q2",
    )


def test_an_absent_cell_is_named_to_be_filled_in(account: Case) -> None:
    assert trace(account, "goals.G1.owner", say).to_mend == ("fill in goals.xlsx › Goals › M2 (Owner)",)


def test_a_figure_that_is_there_needs_no_mending(account: Case) -> None:
    assert trace(account, "finance.revenue", say).to_mend == ()


def test_many_invoice_lines_are_told_as_ranges_with_their_count() -> None:
    lines = [{"day": date(2026, 8, 1), "revenue": 1, "product": "A"} for _ in range(500)]
    told = trace(case({Financial: [{**QUARTER, "revenue": None}], Transaction: lines}), "finance.revenue", say)
    assert told.sources[0] == Source("performance.xlsx", "Transactions", ("C2:C501",), 500)


def test_the_settings_that_a_figure_reads_are_told_with_their_values(account: Case) -> None:
    settings = Settings()
    assert trace(account, "people.key", say).settings == {"contact_days": settings.contact_days}
    assert trace(account, "finance.revenue", say).settings == {}


def test_settings_are_found_behind_functions_of_other_files_and_in_branches_not_taken() -> None:
    found = {name: asked_settings(declared.compute) for name, declared in declarations().items()}
    assert found["risks.open_threats"] == ("review_days", "exposure_shares")
    assert found["health.risk"] == ("register_stale_days", "health_green", "health_amber")
    assert found["goals.open_count"] == ()


def test_all_figures_are_listed_by_topic_with_today_s_value(account: Case) -> None:
    listed = listing(account, say)
    assert sum(len(figures) for figures in listed.values()) == len(declarations())
    assert list(listing(account, say, "health")) == ["health"]
    assert any(line.startswith("  finance.revenue  ") and "£120 k  " in line for line in listed_as_text(listed))


def test_people_read_it_under_words_that_stand_once(account: Case) -> None:
    assert list(as_text(trace(account, "finance.revenue_variance", say))) == [
        "finance.revenue_variance  +£20 k",
        "  meaning   Revenue: variance against target",
        "  unit      money, signed",
        "  as of     2026-10-15",
        "  formula   actual - target",
        "  settings  green_from = 1",
        "            amber_from = 0.9",
        "  cells     performance.xlsx › Financials  B2:C2  (2 cells)",
        "  made of   finance.revenue         £120 k",
        "            finance.revenue_target  £100 k",
    ]


def test_of_a_long_list_the_first_lines_are_printed_and_the_rest_counted() -> None:
    many = case({Action: [{"id": f"A{n}"} for n in range(45)]})
    assert "            and 5 more" in list(as_text(trace(many, "actions.all", say)))


def test_programs_read_the_same(account: Case) -> None:
    told = as_json(trace(account, "finance.revenue_variance", say))
    assert told["cells"] == [{"file": "performance.xlsx", "sheet": "Financials", "ranges": ["B2:C2"], "count": 2}]
    assert [(one["figure"], one["value"]) for one in told["made_of"]] == [
        ("finance.revenue", 120_000),
        ("finance.revenue_target", 100_000),
    ]
    assert "cells" not in told["made_of"][0]


def test_a_case_knows_what_a_given_figure_asked_for() -> None:
    stand_in = given({}, {"people.coverage": 0.5, "people.verdict": "green"})
    assert stand_in.made_of("health.relationships") == ("people.coverage", "people.verdict")
