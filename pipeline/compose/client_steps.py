"""Of documents for the client: the promises of both sides, the next steps, what is asked, and who works together."""

from __future__ import annotations

from pipeline.blocks import Block, Entry, Finding, Head, Label, Table, Text
from pipeline.compose.rows import cell, word
from pipeline.figures import Figures, Line
from pipeline.tags import block, finding

PARTNERS = (
    Head(Label("actions_owner"), width=1.2),
    Head(Label("actions_customer_owner"), width=1.2),
)  # fmt: skip


def _promises(figures: Figures) -> Finding:
    told = {"done": figures["actions.shared_done"], "overdue": figures["actions.shared_overdue"]}
    return Finding("client_promises_headline", told)


def _actions(figures: Figures) -> Finding:
    told = {"open": figures["actions.shared_open"], "overdue_count": figures["actions.shared_overdue_count"]}
    return Finding("client_actions_headline", told)


def _steps(figures: Figures) -> Finding:
    return Finding("client_steps_headline", {"ahead": figures["actions.shared_next_90_days"]})


def _asks(figures: Figures) -> Finding:
    return Finding("client_asks_headline", {"asks": figures["asks.open"]})


@finding(
    "client.promises_headline", "How many promises were done since the quarter began, and which are past their day"
)
def promises_headline(figures: Figures) -> Finding:
    """Say what became of what both sides promised."""
    return _promises(figures)


@finding("client.actions_headline", "How many shared actions are open")
def actions_headline(figures: Figures) -> Finding:
    """Say what both sides are to do."""
    return _actions(figures)


@finding("client.steps_headline", "How many shared actions are due in the next 90 days")
def steps_headline(figures: Figures) -> Finding:
    """Say what is ahead."""
    return _steps(figures)


@finding("client.asks_headline", "How many things we ask of the client")
def asks_headline(figures: Figures) -> Finding:
    """Say what we ask."""
    return _asks(figures)


@block("client.promises", "The promises of both sides: those past their day, then those done since the quarter began")
def promises(figures: Figures) -> Block:
    """List what is past its day, then what was done, the newest first."""
    heads = (
        Head(Label("client_promise"), width=2.8),
        *PARTNERS,
        Head(Label("actions_due"), width=0.9),
        Head(Label("actions_done_on"), width=0.9),
        Head(Label("client_became"), width=1),
    )
    rows = tuple(
        (*_who_does_what(line), cell(line["due"]), cell(line["done_on"]), cell(word("client_promise", line["promise"])))
        for name in ("actions.shared_overdue", "actions.shared_done")
        for line in figures[name].lines
    )
    return Table(heads, rows, _promises(figures), Label("client_no_promises"))


def _who_does_what(line: Line) -> tuple[Entry, ...]:
    return cell(line["activity"], strong=True), cell(line["owner"]), cell(line["customer_owner"])


@block("client.actions_table", "The open shared actions: owners on both sides, due or rhythm, expected outcome, status")
def actions_table(figures: Figures) -> Block:
    """List what both sides are to do, first due first."""
    heads = (
        Head(Label("actions_activity"), width=2.4),
        *PARTNERS,
        Head(Label("actions_due"), width=1),
        Head(Label("actions_expected"), width=1.9),
        Head(Label("actions_status"), width=0.9),
    )
    rows = tuple(
        (*_who_does_what(line), _due(line), cell(line["expected"]), cell(line["status"]))
        for line in figures["actions.shared_open"].lines
    )
    return Table(heads, rows, _actions(figures), Label("client_no_actions"))


def _due(line: Line) -> Entry:
    return cell(Finding("client_due", {name: line[name] for name in ("due", "repeats")}))


@block("client.next_steps", "The shared actions that are due in the next 90 days, first due first")
def next_steps(figures: Figures) -> Block:
    """List what is ahead."""
    heads = (
        Head(Label("actions_due"), width=0.9),
        Head(Label("actions_activity"), width=2.8),
        *PARTNERS,
        Head(Label("actions_expected"), width=2),
    )
    rows = tuple(
        (_due(line), *_who_does_what(line), cell(line["expected"]))
        for line in figures["actions.shared_next_90_days"].lines
    )
    return Table(heads, rows, _steps(figures), Label("client_no_steps"))


@block("client.asks_table", "What we ask of the client: why, of whom, by when")
def asks_table(figures: Figures) -> Block:
    """List what we ask, first needed first."""
    heads = (
        Head(Label("client_ask"), width=2.4),
        Head(Label("client_why"), width=2.2),
        Head(Label("client_of_whom"), width=1.2),
        Head(Label("client_by"), width=0.9),
    )
    rows = tuple(
        (cell(line["ask"], strong=True), cell(line["why"]), cell(line["of_whom"]), cell(line["by"]))
        for line in figures["asks.open"].lines
    )
    return Table(heads, rows, _asks(figures), Label("client_no_asks"))


@block("client.hard", "What was hard this quarter, in the words that the account manager shares")
def hard(figures: Figures) -> Block:
    """Say it as it was written; that nothing was written says nothing about the quarter."""
    comment = figures["finance.comment_hard"]
    return Text((Label("client_nothing_hard") if comment.absent else comment,))


@block("client.team_table", "Who of us works for the client, for what, and how they are reached")
def team_table(figures: Figures) -> Block:
    """List our team as far as it is shared."""
    heads = (
        Head(Label("client_name"), width=1.2),
        Head(Label("client_role"), width=1.2),
        Head(Label("client_responsible_for"), width=2.2),
        Head(Label("client_reached_at"), width=1.7),
    )
    rows = tuple(
        (
            cell(line["name"], strong=True),
            cell(line["role"]),
            cell(line["responsible_for"]),
            Entry(tuple(line[name] for name in ("email", "phone") if not line[name].absent)),
        )
        for line in figures["account.team"].lines
    )
    return Table(heads, rows, Label("client_team_alt"), Label("client_no_team"))


@block("client.meetings_table", "How both sides stay in touch: with whom, why, how, how often, when next")
def meetings_table(figures: Figures) -> Block:
    """List what the client hears from us."""
    columns = ("audience", "purpose", "channel", "frequency", "owner", "next_date")
    widths = (1.4, 1.8, 0.9, 1, 1.2, 1)
    heads = tuple(Head(Label(f"client_{name}"), width=width) for name, width in zip(columns, widths, strict=True))
    rows = tuple(tuple(cell(line[name]) for name in columns) for line in figures["account.communication"].lines)
    return Table(heads, rows, Label("client_meetings_alt"), Label("client_no_meetings"))
