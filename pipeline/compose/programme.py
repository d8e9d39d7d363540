"""How good the account programme is: practices as each view sees them, and the account managers' self-checks."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Entry, Finding, Head, Label, Matrix, Table, Words
from pipeline.compose.rows import cell, first, toned, with_rest
from pipeline.figures import Figures, Line
from pipeline.tags import block, finding

VIEWS = ("own_team", "management", "customer", "third_party")
SHOWN = 8


def _headline(figures: Figures) -> Finding:
    told = {name: figures[f"programme.{name}"] for name in ("score", "before", "gap")}
    return Finding("programme_headline", {**told, "weakest": _weakest(figures)})


def _weakest(figures: Figures) -> Words | None:
    weakest = figures["programme.weakest"]
    return None if weakest.absent else practice_word(str(weakest.value))


def practice_word(practice: str) -> Label:
    """Our word for a practice."""
    return Label(f"practice_{practice.replace(' ', '_').replace('-', '_')}")


@finding(
    "programme.headline",
    "How mature the programme is and was, its weakest practice, and how much better we see ourselves",
)
def headline(figures: Figures) -> Finding:
    """Say how good the programme is."""
    return _headline(figures)


@block("programme.grid", "The five practices as our team, management, customers and a third party see them, 0 to 4")
def grid(figures: Figures) -> Block:
    """Put each view's score beside the others; a gap to the third party of a step or more is to be watched."""
    lines = figures["programme.practices"].lines
    entries = tuple(
        (
            *(cell(line[view]) for view in VIEWS),
            cell(line["gap_third_party"], tone=line["gap_third_party"].tone),
            cell(line["score"], strong=True),
        )
        for line in lines
    )
    return Matrix(
        tuple(practice_word(str(line["practice"].value)) for line in lines),
        (*(Label(f"view_{view}") for view in VIEWS), Label("programme_gap"), Label("programme_score")),
        entries,
        _headline(figures),
        Label("no_assessment"),
    )


def _checks_line(figures: Figures) -> Finding:
    told = {name: figures[f"programme.{name}"] for name in ("self_check_count", "self_check_good_count")}
    habits = [line for line in figures["programme.habits"].lines if not line["mean"].absent]
    return Finding("programme_checks_line", {**told, "habit": habits[0]["habit"] if habits else None})


@finding("programme.checks_line", "How many self-checks are good, and the weakest habit")
def checks_line(figures: Figures) -> Finding:
    """Say how the account managers see their habits."""
    return _checks_line(figures)


@block("programme.self_checks_table", "The newest self-check of each manager on each account, the lowest sum first")
def self_checks_table(figures: Figures) -> Block:
    """List the sums of 16 with their change."""
    listed = figures["programme.self_checks"]
    heads = (
        Head(Label("account_manager"), width=1.4),
        Head(Label("account"), width=1.2),
        Head(Label("programme_sum"), Align.RIGHT, 0.9),
        Head(Label("change"), Align.RIGHT, 0.8),
    )
    rows = (_check(line) for line in first(listed, SHOWN))
    return Table(heads, with_rest(rows, listed, SHOWN), _checks_line(figures), Label("no_self_checks"))


def _check(line: Line) -> tuple[Entry, ...]:
    return (cell(line["manager"], strong=True), cell(line["name"]), toned(line["sum"]), cell(line["change"]))
