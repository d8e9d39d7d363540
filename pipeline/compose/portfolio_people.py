"""Who the portfolio hangs on: accounts with one contact alone, overdue actions by owner, asks to management."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Chart, Entry, Finding, Head, Label, Series, Shape, Table, Words
from pipeline.compose.portfolio import quoted
from pipeline.compose.rows import cell, first, toned, with_rest, worded
from pipeline.figures import Figures, Line
from pipeline.tags import block, finding

SHOWN = 10
BARS = 10  # owners of a chart
LATE = 8  # lines of a table beside a chart


def _threads_headline(figures: Figures) -> Finding:
    names = ("single_thread_count", "built_count", "single_threads", "stale_plan_count")
    most = first(figures["portfolio.single_threads"], 1)
    return Finding("portfolio_threads_headline", {**quoted(figures, *names), "name": most[0]["name"] if most else None})


@finding("portfolio.threads_headline", "How many accounts hang on one person")
def threads_headline(figures: Figures) -> Finding:
    """Say how safe the relationships are."""
    return _threads_headline(figures)


@block("portfolio.threads_table", "The accounts that hang on one person: manager, verdict, revenue, plan age")
def threads_table(figures: Figures) -> Block:
    """List the worst first."""
    listed = figures["portfolio.single_threads"]
    heads = (
        Head(Label("account"), width=1.8),
        Head(Label("account_manager"), width=1.3),
        Head(Label("index_people"), width=0.9),
        Head(Label("revenue_rolling"), Align.RIGHT, 1.1),
        Head(Label("portfolio_plan_age"), Align.RIGHT, 1),
    )
    rows = (
        (
            cell(line["name"], strong=True),
            cell(line["manager"]),
            _verdict(line),
            cell(line["revenue_rolling"]),
            toned(line["plan_age"]),
        )
        for line in first(listed, SHOWN)
    )
    empty = Label("portfolio_no_threads")
    return Table(heads, with_rest(rows, listed, SHOWN), _threads_headline(figures), empty)


def _verdict(line: Line) -> Entry:
    """The verdict on the people in our word."""
    verdict = line["verdict"]
    words: Words = Label(verdict.tone.value) if verdict.tone else verdict
    return cell(words, tone=verdict.tone)


def _overdue_headline(figures: Figures) -> Finding:
    owners = [line for line in figures["portfolio.overdue_by_owner"].lines if not line["owner"].absent]
    told = quoted(figures, "overdue_actions", "open_actions", "slipped_count")
    alone = len(owners) == 1 or (bool(owners) and owners[0]["overdue"].number > owners[1]["overdue"].number)
    most = {"owner": owners[0]["owner"], "owned": owners[0]["overdue"]} if alone else {"owner": None, "owned": None}
    return Finding("portfolio_overdue_headline", {**told, **most})


@finding("portfolio.overdue_headline", "How many actions are overdue, and whose most")
def overdue_headline(figures: Figures) -> Finding:
    """Say how well promises are kept."""
    return _overdue_headline(figures)


@block("portfolio.owners_chart", "Overdue actions by owner, most first")
def owners_chart(figures: Figures) -> Block:
    """Draw who has most that is overdue."""
    lines = first(figures["portfolio.overdue_by_owner"], BARS)
    series = (Series(Label("portfolio_overdue_actions"), tuple(line["overdue"] for line in lines)),) if lines else ()
    names = tuple(_owner(line) for line in lines)
    return Chart(Shape.BARS, names, series, _overdue_headline(figures), Label("portfolio_nothing_overdue"))


def _owner(line: Line) -> Words:
    """An owner, with the customer's marked; or that nobody owns it."""
    if line["owner"].absent:
        return Label("portfolio_no_owner")
    return Finding("portfolio_their_owner", {"owner": line["owner"]}) if line["side"].value != "ours" else line["owner"]


@block("portfolio.overdue_table", "What is overdue, the longest first: what, account, owner, days")
def overdue_table(figures: Figures) -> Block:
    """List actions, contacts, reviews, notices and asks alike."""
    listed = figures["portfolio.overdue_items"]
    heads = (
        Head(Label("what"), width=2.6),
        Head(Label("account"), width=1.3),
        Head(Label("owner"), width=1.2),
        Head(Label("days_overdue"), Align.RIGHT, 0.8),
    )
    rows = (
        (
            cell(Finding("portfolio_what", {name: line[name] for name in ("kind", "subject")}), strong=True),
            cell(line["name"]),
            cell(line["owner"]),
            cell(line["days_overdue"]),
        )
        for line in first(listed, LATE)
    )
    return Table(heads, with_rest(rows, listed, LATE), _overdue_headline(figures), Label("portfolio_nothing_overdue"))


def _asks_headline(figures: Figures) -> Finding:
    names = ("asks_open_count", "asks_overdue_count", "asks_cost", "asks_decided")
    return Finding("portfolio_asks_headline", quoted(figures, *names))


@finding("portfolio.asks_headline", "What the accounts ask of management, what it costs, and what is past its day")
def asks_headline(figures: Figures) -> Finding:
    """Say what is to be decided."""
    return _asks_headline(figures)


@block(
    "portfolio.asks_table",
    "Open asks to management, first needed first: why, account, of whom, by when, cost, what follows if refused",
)
def asks_table(figures: Figures) -> Block:
    """List what is to be decided."""
    listed = figures["portfolio.asks_open"]
    heads = (
        Head(Label("ask"), width=2.2),
        Head(Label("why"), width=1.9),
        Head(Label("account"), width=1.3),
        Head(Label("of_whom"), width=1.1),
        Head(Label("by"), width=1),
        Head(Label("cost"), Align.RIGHT, 0.7),
        Head(Label("if_refused"), width=1.8),
    )
    rows = (
        (
            cell(line["ask"], strong=True),
            cell(line["why"]),
            cell(line["name"]),
            cell(line["of_whom"]),
            cell(Finding("asks_by", {n: line[n] for n in ("by", "days_overdue")}), tone=line["days_overdue"].tone),
            cell(line["cost"]),
            cell(line["if_refused"]),
        )
        for line in first(listed, SHOWN)
    )
    return Table(heads, with_rest(rows, listed, SHOWN), _asks_headline(figures), Label("portfolio_no_asks"))


@block(
    "portfolio.decided_table",
    "What became of the asks to management since the last portfolio pack: account, of whom, cost, outcome, day",
)
def decided_table(figures: Figures) -> Block:
    """List the decisions, the newest first."""
    listed = figures["portfolio.asks_decided"]
    heads = (
        Head(Label("ask"), width=3.2),
        Head(Label("account"), width=1.8),
        Head(Label("of_whom"), width=1.4),
        Head(Label("cost"), Align.RIGHT, 0.8),
        Head(Label("what_became"), width=1.2),
        Head(Label("portfolio_decided_on"), width=1.2),
    )
    rows = (
        (
            cell(line["ask"], strong=True),
            cell(line["name"]),
            cell(line["of_whom"]),
            cell(line["cost"]),
            worded("ask", line["state"]),
            cell(line["decided_on"]),
        )
        for line in first(listed, LATE)
    )
    return Table(heads, with_rest(rows, listed, LATE), _asks_headline(figures), Label("no_decided_asks"))
