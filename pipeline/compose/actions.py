"""The blocks and findings of the actions: the plan, the next 90 days by week, what was promised and kept."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Bullets, Entry, Finding, Head, Label, Table, Words
from pipeline.compose.rows import cell, first, given, with_rest, worded
from pipeline.figures import Figures, Line
from pipeline.tags import block, finding

OVERDUE = 4  # overdue actions before the weeks ahead
SHOWN = 8  # actions on the plan's page and the slide; the rest stand in the annex


def _headline(figures: Figures) -> Finding:
    names = ("open_count", "overdue_count", "on_time_share")
    return Finding("actions_headline", {name: figures[f"actions.{name}"] for name in names})


def _promises_headline(figures: Figures) -> Finding:
    names = ("since", "kept_count", "done_since", "missed_count")
    return Finding("actions_promises_headline", {name: figures[f"actions.{name}"] for name in names})


@finding("actions.headline", "How many actions are open and overdue, and how many were done on time")
def headline(figures: Figures) -> Finding:
    """Say how the plan is carried out."""
    return _headline(figures)


@finding("actions.promises_headline", "How many promises were kept and missed since the last review")
def promises_headline(figures: Figures) -> Finding:
    """Say what became of what was promised."""
    return _promises_headline(figures)


@finding("actions.weeks_headline", "How many actions are due in the next 90 days")
def weeks_headline(figures: Figures) -> Finding:
    """Say what is ahead."""
    return _weeks_headline(figures)


def _weeks_headline(figures: Figures) -> Finding:
    ahead = figures["actions.next_90_days"]
    return Finding("actions_weeks_headline", {"ahead": ahead, "overdue_count": figures["actions.overdue_count"]})


@block("actions.table", "The open actions: department, owners, due or rhythm, expected outcome, status")
def table(figures: Figures) -> Block:
    """List the open actions, the longest overdue first; say how many more stand in the annex."""
    listed = figures["actions.open"]
    heads = (
        Head(Label("activity"), width=2.2),
        Head(Label("department"), width=0.9),
        Head(Label("owners"), width=1.4),
        Head(Label("due"), width=1.4),
        Head(Label("expected_outcome"), width=1.7),
        Head(Label("status"), width=0.9),
    )
    rows = (
        (
            cell(line["activity"], strong=True),
            cell(line["department"]),
            given(line["owner"], line["customer_owner"]),
            _due(line),
            cell(line["expected"]),
            cell(line["status"]),
        )
        for line in first(listed, SHOWN)
    )
    return Table(heads, with_rest(rows, listed, SHOWN), _headline(figures), Label("no_open_actions"))


def _due(line: Line) -> Entry:
    """The due day, the rhythm of a repeating action, and how late it is."""
    said = Finding("actions_due", {name: line[name] for name in ("due", "repeats", "days_overdue")})
    return Entry((said,), line["days_overdue"].tone)


@block("actions.weeks", "What is overdue, and the next 90 days by week: what is due, who does it")
def weeks(figures: Figures) -> Block:
    """List what is overdue, then what is ahead; each week named once."""
    heads = (
        Head(Label("week_of"), width=0.8),
        Head(Label("activity"), width=2.8),
        Head(Label("owners"), width=1.4),
        Head(Label("due"), width=0.9),
    )
    late = figures["actions.overdue"]
    overdue = with_rest(
        (
            (
                cell(Label("overdue"), strong=True) if number == 0 else Entry(()),
                cell(action["activity"]),
                given(action["owner"], action["customer_owner"]),
                Entry((action["due"],), action["days_overdue"].tone),
            )
            for number, action in enumerate(first(late, OVERDUE))
        ),
        late,
        OVERDUE,
    )
    ahead = tuple(
        (
            cell(week["week"], strong=True) if number == 0 else Entry(()),
            cell(action["activity"]),
            given(action["owner"], action["customer_owner"]),
            cell(action["due"]),
        )
        for week in figures["actions.by_week"].lines
        for number, action in enumerate(week["actions"].lines)
    )
    return Table(heads, (*overdue, *ahead), _weeks_headline(figures), Label("nothing_due"))


@block("actions.promises", "Promises since the last review: kept, late or missed")
def promises(figures: Figures) -> Block:
    """List what was missed, then what was done."""
    heads = (
        Head(Label("promise"), width=2.6),
        Head(Label("owners"), width=1.3),
        Head(Label("due"), width=0.9),
        Head(Label("done_on"), width=0.9),
        Head(Label("what_became"), width=0.8),
    )
    rows = tuple(
        (
            cell(line["activity"], strong=True),
            given(line["owner"], line["customer_owner"]),
            cell(line["promised"]),
            cell(line["done_on"]),
            _became(line),
        )
        for name in ("actions.missed", "actions.done_since")
        for line in figures[name].lines
    )
    return Table(heads, rows, _promises_headline(figures), Label("no_promises"))


def _became(line: Line) -> Entry:
    """Whether a promise was kept; for one that was missed and put off, until when."""
    verdict, due, told = line["promise"], line["due"], line["promised"]
    word_for = worded("promise", verdict)
    if verdict.value != "missed" or due.absent or told.absent or due.value == told.value:
        return word_for
    return Entry((*word_for.words, Finding("actions_put_off", {"due": due})), word_for.tone)


@block("actions.by_owner_table", "Open and overdue actions by owner, on both sides")
def by_owner_table(figures: Figures) -> Block:
    """List who has how much to do."""
    heads = (
        Head(Label("owner"), width=2),
        Head(Label("side"), width=1),
        Head(Label("open"), Align.RIGHT),
        Head(Label("overdue"), Align.RIGHT),
    )
    rows = tuple(
        (cell(line["owner"]), worded("side", line["side"]), cell(line["open"]), cell(line["overdue"]))
        for line in figures["actions.by_owner"].lines
    )
    return Table(heads, rows, _headline(figures), Label("no_open_actions"))


@block("actions.by_department_table", "Open and overdue actions by department")
def by_department_table(figures: Figures) -> Block:
    """List what each department has to do."""
    heads = (Head(Label("department"), width=2), Head(Label("open"), Align.RIGHT), Head(Label("overdue"), Align.RIGHT))
    rows = tuple(
        (cell(line["department"]), cell(line["open"]), cell(line["overdue"]))
        for line in figures["actions.by_department"].lines
    )
    return Table(heads, rows, _headline(figures), Label("no_open_actions"))


@block("actions.attention", "Actions that need a decision: blocked, put off again, or yielding nothing")
def attention(figures: Figures) -> Block:
    """Say which actions are stuck."""
    items: list[Words] = [
        Finding(f"actions_{name}", {"action": line["activity"], "slips": line["slips"], "owner": line["owner"]})
        for name in ("blocked", "slipped", "to_end")
        for line in figures[f"actions.{name}"].lines
    ]
    return Bullets(tuple(items), Label("no_stuck_actions"))


@block("actions.register", "Every action: goal, department, owners, due, first due, outcome, status")
def register(figures: Figures) -> Block:
    """List all actions: the open ones, first due first, then those that are over, the newest first."""
    heads = (
        Head(Label("id"), width=0.5),
        Head(Label("activity"), width=2.4),
        Head(Label("goal"), width=0.5),
        Head(Label("department"), width=0.9),
        Head(Label("owners"), width=1.4),
        Head(Label("due"), width=1.1),
        Head(Label("put_off"), Align.RIGHT, 0.6),
        Head(Label("outcome"), width=1.8),
        Head(Label("status"), width=0.8),
    )
    rows = tuple(
        (
            cell(line["id"]),
            cell(line["activity"], strong=True),
            cell(line["goal"]),
            cell(line["department"]),
            given(line["owner"], line["customer_owner"]),
            _due(line),
            Entry((line["slips"],), line["slips"].tone),
            cell(line["expected"] if line["outcome"].absent else line["outcome"]),
            cell(line["status"]),
        )
        for line in _open_first(figures)
    )
    return Table(heads, rows, _headline(figures), Label("no_actions"))


def _open_first(figures: Figures) -> list[Line]:
    """Every action: a page that is cut loses what was done long ago."""
    still = {line["id"].value for line in figures["actions.open"].lines}
    lines = figures["actions.all"].lines
    return [one for one in lines if one["id"].value in still] + [
        one for one in reversed(lines) if one["id"].value not in still
    ]
