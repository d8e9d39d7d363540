"""A figure of the client's view says what the internal one says, or nothing: over fewer rows none becomes untrue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from pipeline.analyse import analyse, declarations
from pipeline.columns import Column, Row
from pipeline.figures import Figure, Figures, Line, Unit
from pipeline.problems import Place
from pipeline.restrict import HIDDEN, restrict
from pipeline.settings import Settings
from pipeline.sheets import (
    ACCOUNT,
    Action,
    Ask,
    Financial,
    Goal,
    Measure,
    Person,
    RelationshipPlan,
    Transaction,
    Value,
)
from tests.analyse.cases import pack
from tests.filled import filled
from tests.generated import generated

SEEDS = range(60)
# Whom the view is for, which cells it rests on.
OTHER_BY_ITS_MEANING = ("account.edition", "account.source_ranges", "account.source_sheets")


@cache
def views(seed: int) -> tuple[Figures, Figures]:
    """Our figures of an account, and its client's."""
    account = generated(seed)
    return account.figures, analyse(restrict(account.facts), account.settings, account.earlier)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_client_is_told_what_we_are_told_or_nothing(seed: int) -> None:
    ours, theirs = views(seed)
    told = [name for name in theirs if name not in OTHER_BY_ITS_MEANING]
    differing = [found for name in told for found in _differing(name, theirs[name], ours[name])]
    assert not differing, "\n".join(differing)


def _differing(name: str, theirs: Figure, ours: Figure) -> Iterator[str]:
    """Where the client's figure says something else; the lines of a list are some of ours, in the same order."""
    if theirs.absent:
        assert theirs.reason, f"{name} does not say why it is absent"
    elif theirs.unit is Unit.LIST:
        rest = iter(ours.lines)
        for line in theirs.lines:
            other = next((one for one in rest if _identity(one) == _identity(line)), None)
            if other is None:
                yield f"{name}: {line.name} is none of ours, or in another order"
                return
            for part, figure in line.computed.items():
                yield from _differing(f"{line.name}.{part}", figure, other.computed[part])
    elif theirs.value != (pytest.approx(ours.value) if isinstance(ours.value, float) else ours.value):
        yield f"{name}: {theirs.value}, but ours is {ours.value}"
    elif theirs.tone not in (ours.tone, None):
        yield f"{name}: {theirs.tone}, but ours is {ours.tone}"


def _identity(line: Line) -> object:
    """A line's row by its first visible cell; lines without a row (or with one we made) by their name."""
    if line.row is not None:
        visible = (column.name for column in line.row.visible())
        place = next((line.row.places[name] for name in visible if name in line.row.places), None)
        if place is not None:
            return place
    return line.name


@pytest.mark.parametrize("seed", SEEDS)
def test_only_cells_that_the_client_sees_are_named_as_sources(seed: int) -> None:
    cut, (_, theirs) = restrict(generated(seed).facts), views(seed)
    seen = {place for rows in cut.rows.values() for row in rows for place in row.places.values()}
    for name in theirs:
        for place in _sources(theirs[name]):
            assert place in seen, f"{name} names {place}"


def _sources(figure: Figure) -> Iterator[Place]:
    yield from figure.sources
    for line in figure.lines:
        for part in line.computed.values():
            yield from _sources(part)


def test_a_figure_that_reads_a_hidden_column_is_internal() -> None:
    """Whatever the account holds."""
    for name, declared in declarations().items():
        if HIDDEN.intersection(declared.reads):
            assert all(views(seed)[1][name].reason == "internal" for seed in range(5)), name


def test_a_figure_over_rows_of_which_a_client_sees_some_is_internal_unless_it_says_so() -> None:
    for name, declared in declarations().items():
        if not declared.shared and any(column.row_type.shared.in_part for column in declared.reads):
            assert all(views(seed)[1][name].reason == "internal" for seed in range(5)), name


def test_what_the_client_editions_print_is_there_in_some_account() -> None:
    """Joint goals and their progress, agreed measures, value, promises of both sides, asks, next review, revenue."""
    told: dict[str, int] = defaultdict(int)
    for seed in SEEDS:
        for name, figure in views(seed)[1].items():
            told[name] += bool(figure)
    for name in (
        "account.name", "account.team", "account.communication", "account.next_client_review", "goals.open",
        "goals.shared_open_count", "goals.shared_pace_mean", "actions.shared", "actions.shared_next_90_days",
        "actions.shared_on_time_share", "scorecard.measures", "value.shared", "value.shared_delivered_total",
        "value.strategies", "asks.open", "asks.shared_open_count", "finance.revenue", "finance.revenue_growth",
        "finance.quarters", "assets.contracts",
    ):  # fmt: skip
        assert told[name], name


VISIBLE = sorted((column for sheet in ACCOUNT for column in sheet.visible()), key=str)


@pytest.mark.parametrize("column", VISIBLE, ids=str)
def test_one_column_more_that_is_hidden_makes_no_figure_untrue(column: Column[Any]) -> None:
    """The figures and parts that remain are those that do not need it: what each reads is declared, part by part."""
    for seed in (7, 19, 23):
        account, (_, ours) = generated(seed), views(seed)
        cut = restrict(account.facts)
        rows = {
            sheet: tuple(_without(row, column) if sheet is column.row_type else row for row in many)
            for sheet, many in cut.rows.items()
        }
        theirs = analyse(replace(cut, rows=rows, hidden=cut.hidden | {column}), account.settings)
        told = [name for name in theirs if name not in OTHER_BY_ITS_MEANING]
        differing = [found for name in told for found in _differing(name, theirs[name], ours[name])]
        assert not differing, "\n".join(differing)


def _without(row: Row, column: Column[Any]) -> Row:
    values = {name: value for name, value in row.values.items() if name != column.name}
    return type(row)(values, row.places, hidden=row.hidden | {column.name})


DUE = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("cells", "due", "late", "promise"),
    [
        ({"due": DUE, "status": "open"}, DUE, 45, "missed"),
        ({"due": date(2026, 10, 15), "status": "open"}, date(2026, 10, 15), None, None),
        ({"due": DUE, "repeats": "weekly", "status": "open"}, date(2026, 10, 19), None, None),
        ({"due": DUE, "repeats": "monthly", "status": "open"}, date(2026, 10, 31), None, None),
        ({"due": DUE, "status": "done", "done_on": DUE}, DUE, None, "kept"),
        ({"due": DUE, "status": "done", "done_on": date(2026, 9, 1)}, DUE, None, "late"),
    ],
)
def test_a_shared_action_is_told_from_its_own_cells(
    cells: dict[str, object], due: date, late: int | None, promise: str | None
) -> None:
    (line,) = analyse(filled({Action: [{**cells, "share": "yes"}]}), Settings())["actions.shared"].lines
    assert (line.due.value, line.days_overdue.value, line.promise.value) == (due, late, promise)


def test_shared_figures_are_over_the_shared_rows_alone() -> None:
    rows = [
        {"id": "A1", "share": "yes", "due": DUE, "status": "done", "done_on": DUE},
        {"id": "A2", "share": "yes", "due": DUE, "status": "open"},
        {"id": "A3", "share": None, "due": DUE, "status": "open"},
    ]
    figures = analyse(filled({Action: rows}), Settings())
    assert figures["actions.shared_on_time_share"].value == 0.5
    assert figures["actions.shared_open_count"].value == figures["actions.shared_overdue_count"].value == 1
    assert figures["actions.overdue_count"].value == 2
    for name in ("actions.shared_open", "actions.shared_overdue"):
        assert [line.id.value for line in figures[name].lines] == ["A2"]
    assert [line.id.value for line in figures["actions.shared_done"].lines] == ["A1"]


def test_shared_value_counts_each_gain_once_among_the_shared_entries() -> None:
    values = [
        {"id": "V1", "share": "yes", "amount": 100, "state": "claimed", "overlaps": ("V2",), "day": date(2025, 12, 31)},
        {"id": "V2", "share": None, "amount": 900, "state": "validated"},
        {"id": "V3", "share": "yes", "amount": 40, "state": "client confirmed", "overlaps": ("V4",)},
        {"id": "V4", "share": "yes", "amount": 70, "state": "claimed"},
        {"id": "V5", "share": "yes", "amount": 5, "state": "expected"},
    ]
    figures = analyse(filled({Value: values}), Settings())
    assert figures["value.shared_delivered_total"].value == 140  # V1 stands for itself, V3 counts for V4
    assert figures["value.shared_delivered_year"].value == 40
    assert figures["value.shared_confirmed_total"].value == 40
    assert figures["value.shared_expected"].value == 5
    assert [line.id.value for line in figures["value.shared"].lines] == ["V1", "V3", "V5", "V4"]
    assert figures["value.delivered_total"].value == 940


def test_agreed_plans_come_with_the_person_and_the_next_review() -> None:
    plans = [{"person": "P1", "status": "agreed"}, {"person": "P2", "status": "draft"}]
    people = [{"id": "P1", "name": "Ingrid Solberg"}, {"id": "P2", "name": "Tom Baker"}]
    facts = filled({Person: people, RelationshipPlan: plans})
    (line,) = analyse(facts, Settings())["people.agreed_plans"].lines
    assert line["name"].value == "Ingrid Solberg"
    assert line.review_due.value == date(2026, 8, 20)
    assert not analyse(restrict(facts), Settings())["people.agreed_plans"].lines
    assert len(analyse(restrict(facts, "P1"), Settings())["people.agreed_plans"].lines) == 1


def test_verdicts_on_measures_stay_with_us() -> None:
    """The thresholds are ours, so neither the verdict nor its tone is told."""
    facts = filled({Measure: [{"id": "M1", "share": "yes"}], Goal: [], Financial: [], Transaction: []})
    (line,) = analyse(restrict(facts), Settings())["scorecard.measures"].lines
    assert (line.verdict.reason, line.actual.tone, line.variance.tone) == ("internal", None, None)


def test_how_often_a_day_was_put_off_stays_with_us() -> None:
    """It is counted from pack to pack, and the packs are ours: 0 would be untrue."""
    goal = {"id": "G1", "share": "yes", "whose": "mutual", "target_date": date(2027, 3, 31)}
    ask = {"id": "K1", "share": "yes", "directed_at": "client", "by": date(2026, 12, 1)}
    facts = filled({Goal: [goal], Ask: [ask]})
    then = pack({Goal: [{**goal, "target_date": date(2026, 12, 31)}], Ask: [{**ask, "by": date(2026, 11, 1)}]})
    ours, theirs = analyse(facts, Settings(), then), analyse(restrict(facts), Settings(), then)
    for name in ("goals.all", "asks.all"):
        assert ours[name].lines[0].slips.value == 1
        assert theirs[name].lines[0].slips.reason == "internal"
