"""The blocks and findings of the goals: how each goes, which matter most, what their plans lack, the register."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Bullets, Entry, Finding, Head, Label, Table, Words
from pipeline.compose.rows import cell, first, given, with_rest
from pipeline.figures import Figures, Line
from pipeline.tags import block, finding

SHOWN = 8  # goals on the plan's page and the slide; the rest stand in the annex
LACKS = ("not_agreed", "not_moved", "without_action", "not_smart")


def _headline(figures: Figures) -> Finding:
    names = ("open_count", "judged_count", "on_track_count", "watch_count", "off_track_count")
    return Finding("goals_headline", {name: figures[f"goals.{name}"] for name in names})


@finding("goals.headline", "How many open goals are on track")
def headline(figures: Figures) -> Finding:
    """Say how the goals go."""
    return _headline(figures)


@block("goals.table", "The open goals: owners, baseline and target, where each stands, verdict, due")
def table(figures: Figures) -> Block:
    """List the open goals, first due first; say how many more stand in the annex."""
    listed = figures["goals.open"]
    heads = (
        Head(Label("goal"), width=2.4),
        Head(Label("owners"), width=1.5),
        Head(Label("baseline_target"), Align.RIGHT, 1.2),
        Head(Label("now"), Align.RIGHT, 0.9),
        Head(Label("pace"), width=1.1),
        Head(Label("due"), width=0.9),
    )
    rows = (
        (
            cell(line["goal"], strong=True),
            given(line["owner"], line["customer_owner"]),
            cell(_span(line)),
            _now(line),
            _verdict(line),
            cell(line["target_date"]),
        )
        for line in first(listed, SHOWN)
    )
    return Table(heads, with_rest(rows, listed, SHOWN), _headline(figures), Label("no_open_goals"))


def _span(line: Line) -> Finding:
    return Finding("goals_span", {name: line[name] for name in ("baseline", "target", "unit")})


def _now(line: Line) -> Entry:
    """Where the goal stands, and below it the day it was read on."""
    current, read_on = line["current"], line["current_on"]
    if current.absent:
        return cell(Label("goal_not_read"))
    return cell(current) if read_on.absent else cell(current, read_on)


def _verdict(line: Line) -> Entry:
    """The verdict's word with the pace where there is one; the reason where there is no verdict."""
    verdict, pace = line["verdict"], line["pace"]
    if verdict.absent:
        return cell(Finding("goals_no_verdict", {"verdict": verdict}))
    said = Label(str(verdict.value).replace(" ", "_"))
    words: Words = said if pace.absent else Finding("goals_pace", {"verdict": said, "pace": pace})
    return Entry((words,), verdict.tone)


def _status(line: Line) -> Entry:
    """The goal's status, and below it what of SMART it lacks."""
    letters = line["missing_letters"]
    if letters.absent:
        return cell(line["status"])
    words = tuple(Label(f"smart_{letter.lower()}") for letter in str(letters.value).split(", "))
    return Entry((line["status"], Finding("goals_lacks", {"letters": words})), letters.tone)


@block("goals.top_list", "The three goals that matter most, each with its target and verdict")
def top_list(figures: Figures) -> Block:
    """Say each goal in a line."""
    lines = figures["goals.top"].lines
    names = ("goal", "target", "unit", "target_date", "verdict")
    items = tuple(Finding("goals_objective", {name: line[name] for name in names}) for line in lines)
    return Bullets(items, Label("no_open_goals"), tuple(line["verdict"].tone for line in lines))


@block("goals.lacks_list", "What the goals' plans lack: agreement, movement, actions, letters of SMART")
def lacks_list(figures: Figures) -> Block:
    """Say what is missing, the goals named."""
    listed = {name: tuple(line["id"] for line in figures[f"goals.{name}"].lines) for name in LACKS}
    items = tuple(Finding(f"goals_{name}", {"goals": ids}) for name, ids in listed.items() if ids)
    return Bullets(items, Finding("goals_lack_nothing", {"open_count": figures["goals.open_count"]}))


@block("goals.register", "Every goal with its metric, attainment, verdict, owners and missing letters of SMART")
def register(figures: Figures) -> Block:
    """List all goals, first due first."""
    heads = (
        Head(Label("id"), width=0.5),
        Head(Label("goal"), width=2.2),
        Head(Label("metric"), width=1.2),
        Head(Label("baseline_target"), Align.RIGHT, 1.1),
        Head(Label("now"), Align.RIGHT, 0.9),
        Head(Label("attainment"), Align.RIGHT, 0.8),
        Head(Label("pace"), width=1),
        Head(Label("owners"), width=1.2),
        Head(Label("due"), width=0.8),
        Head(Label("status"), width=1.1),
    )
    rows = tuple(
        (
            cell(line["id"]),
            cell(line["goal"], strong=True),
            cell(line["metric"]),
            cell(_span(line)),
            _now(line),
            cell(line["attainment"]),
            _verdict(line),
            given(line["owner"], line["customer_owner"]),
            cell(line["target_date"]),
            _status(line),
        )
        for line in figures["goals.all"].lines
    )
    return Table(heads, rows, _headline(figures), Label("no_goals"))
