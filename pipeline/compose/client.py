"""The blocks and findings that documents for the client are made of: what both sides work on, in words to the client.

They read figures that a client may see and nothing else, and have no tones: no verdict stands beside a person's name.
"""

from __future__ import annotations

from pipeline.blocks import Align, Block, Entry, Finding, Head, Label, Table, Tile, Tiles
from pipeline.compose.rows import cell, given, word
from pipeline.figures import Figures, Line
from pipeline.tags import block, finding


def _headline(figures: Figures) -> Finding:
    told = {
        "goals": figures["goals.shared_open_count"],
        "delivered": figures["value.shared_delivered_total"],
        "confirmed": figures["value.shared_confirmed_total"],
    }
    return Finding("client_headline", told)


def _goals(figures: Figures) -> Finding:
    return Finding("client_goals_headline", {"goals": figures["goals.open"], "pace": figures["goals.shared_pace_mean"]})


def _measures(figures: Figures) -> Finding:
    told = {"measures": "scorecard.measures", "not_agreed": "scorecard.not_agreed", "not_read": "scorecard.not_read"}
    return Finding("client_measures_headline", {name: figures[tag] for name, tag in told.items()})


def _value(figures: Figures) -> Finding:
    names = ("delivered_year", "delivered_total", "confirmed_total", "expected")
    return Finding("client_value_headline", {name: figures[f"value.shared_{name}"] for name in names})


@finding("client.headline", "What both sides work on, and the value delivered so far, in one sentence")
def headline(figures: Figures) -> Finding:
    """Say what we work on together."""
    return _headline(figures)


@finding("client.goals_headline", "How many goals are shared and open, and how far they are")
def goals_headline(figures: Figures) -> Finding:
    """Say how the shared goals go."""
    return _goals(figures)


@finding("client.measures_headline", "How many measures are shared, and which are to be agreed or read")
def measures_headline(figures: Figures) -> Finding:
    """Say how both sides tell success."""
    return _measures(figures)


@finding("client.value_headline", "The value delivered to the client, and how much of it the client confirmed")
def value_headline(figures: Figures) -> Finding:
    """Say what the client gained."""
    return _value(figures)


@finding("client.closing_headline", "What we ask of the client and when both sides meet next, in one sentence")
def closing_headline(figures: Figures) -> Finding:
    """Say what is left to say at the end of a meeting."""
    told = {"asks": figures["asks.open"], "next_review": figures["account.next_client_review"]}
    return Finding("client_closing_headline", told)


@finding("client.next_review", "When both sides review this next")
def next_review(figures: Figures) -> Finding:
    """Say when we meet next."""
    return Finding("client_next_review", {"next_review": figures["account.next_client_review"]})


@block("client.tiles", "Four numbers: shared goals, promises kept on time, value delivered, the next review")
def tiles(figures: Figures) -> Block:
    """Put the four numbers beside what each is made of."""
    delivered, confirmed = figures["value.shared_delivered_total"], figures["value.shared_confirmed_total"]
    on_time, done = figures["actions.shared_on_time_share"], figures["actions.shared_done"]
    goals, review = figures["goals.shared_open_count"], figures["account.next_client_review"]
    return Tiles(
        (
            Tile(Label("client_tile_goals"), goals, Finding("client_goals_note", {"goals": figures["goals.open"]})),
            Tile(Label("client_tile_on_time"), on_time, Finding("client_on_time_note", {"done": done})),
            Tile(
                Label("client_tile_value"),
                delivered,
                Finding("client_value_note", {"delivered": delivered, "confirmed": confirmed}),
            ),
            Tile(Label("client_tile_review"), review, Finding("client_review_note", {"next_review": review})),
        ),
        _headline(figures),
    )


@block("client.goals_table", "The open shared goals: owners on both sides, from and to, where each stands, due, agreed")
def goals_table(figures: Figures) -> Block:
    """List the open goals that both sides see, first due first."""
    heads = (
        Head(Label("goals_goal"), width=3),
        Head(Label("client_owners"), width=1.8),
        Head(Label("client_from_to"), Align.RIGHT, 1.3),
        Head(Label("client_now"), Align.RIGHT, 1),
        Head(Label("client_reached"), Align.RIGHT, 0.8),
        Head(Label("goals_target_date"), width=1),
        Head(Label("client_agreed_on"), width=1),
    )
    rows = tuple(
        (
            cell(line["goal"], strong=True),
            given(line["owner"], line["customer_owner"]),
            cell(Finding("client_span", {name: line[name] for name in ("baseline", "target", "unit")})),
            _now(line),
            cell(line["attainment"]),
            cell(line["target_date"]),
            _agreed(line),
        )
        for line in figures["goals.open"].lines
    )
    return Table(heads, rows, _goals(figures), Label("client_no_goals"))


def _now(line: Line) -> Entry:
    """Where a goal stands, and since when."""
    if line["current"].absent:
        return cell(Label("client_not_measured"))
    return given(line["current"], line["current_on"])


def _agreed(line: Line) -> Entry:
    """The day of the agreement; where there is none, that it is still to come."""
    return cell(Label("client_not_agreed") if line["agreed_on"].absent else line["agreed_on"])


@block("client.measures_table", "The shared measures: target, now, the prior quarter, a year before, agreed on")
def measures_table(figures: Figures) -> Block:
    """List how both sides tell success."""
    heads = (
        Head(Label("measures_measure"), width=2),
        Head(Label("measures_definition"), width=2.2),
        Head(Label("measures_unit"), width=0.8),
        Head(Label("measures_target"), Align.RIGHT),
        Head(Label("client_now"), Align.RIGHT),
        Head(Label("client_prior"), Align.RIGHT),
        Head(Label("client_year_before"), Align.RIGHT),
        Head(Label("measures_agreed_on"), width=1),
    )
    rows = tuple(
        (
            cell(line["measure"], strong=True),
            cell(line["definition"]),
            cell(line["unit"]),
            cell(line["target"]),
            cell(line["actual"], strong=True),
            cell(line["prior"]),
            cell(line["year_before"]),
            _agreed(line) if line["agreed"].value == "yes" else cell(Label("client_not_agreed")),
        )
        for line in figures["scorecard.measures"].lines
    )
    return Table(heads, rows, _measures(figures), Label("client_no_measures"))


@block("client.value_table", "The shared value entries: what was gained, how it was worked out, who confirmed it")
def value_table(figures: Figures) -> Block:
    """List what the client gained, what counts first."""
    heads = (
        Head(Label("value_initiative"), width=1.8),
        Head(Label("value_day"), width=0.9),
        Head(Label("value_amount"), Align.RIGHT, 0.9),
        Head(Label("value_method"), width=1.7),
        Head(Label("value_baseline"), width=1.6),
        Head(Label("value_state"), width=1.9),
    )
    rows = tuple(
        (
            cell(line["initiative"], strong=True),
            cell(line["day"]),
            cell(line["amount"], strong=True),
            cell(line["method"]),
            cell(line["baseline"]),
            _state(line),
        )
        for line in figures["value.shared"].lines
    )
    return Table(heads, rows, _value(figures), Label("client_no_value"))


def _state(line: Line) -> Entry:
    """The state in our words, who confirmed it, and what counts instead where several entries tell the same gain."""
    said = [word("client_value", line["state"])]
    if line["state"].value == "client confirmed":
        said[0] = Finding("client_confirmed", {name: line[name] for name in ("confirmed_by", "confirmed_on")})
    if not line["counted_as"].absent:
        said.append(Finding("client_counted_as", {"counted_as": line["counted_as"]}))
    return cell(*said)


@block("client.value_tiles", "Value: delivered since the start, this fiscal year, confirmed by the client, expected")
def value_tiles(figures: Figures) -> Block:
    """Put the sums beside each other; what is only hoped for stands apart."""
    names = ("delivered_total", "delivered_year", "confirmed_total", "expected")
    shown = tuple(Tile(Label(f"client_tile_{name}"), figures[f"value.shared_{name}"]) for name in names)
    return Tiles(shown, _value(figures))


@block("client.needs_table", "The client's needs and our answers, from the stage on at which the client was told")
def needs_table(figures: Figures) -> Block:
    """List the needs with our answers and the goals they serve."""
    heads = (
        Head(Label("client_need"), width=2),
        Head(Label("client_answer"), width=2.4),
        Head(Label("client_serves"), width=2),
        Head(Label("actions_owner"), width=1.1),
    )
    rows = tuple(
        (cell(line["need"], strong=True), cell(line["answer"]), cell(line["goal_text"]), cell(line["owner"]))
        for line in figures["value.strategies"].lines
    )
    return Table(heads, rows, Label("client_needs_alt"), Label("client_no_needs"))
