"""The staff meeting on one page: priorities, what is due this week, put off or silent, notices, account managers."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Bullets, Entry, Finding, Head, Label, Table, Words
from pipeline.compose.portfolio import quoted
from pipeline.compose.rows import cell, first, toned, with_rest
from pipeline.figures import Figure, Figures, Line, beyond
from pipeline.tags import block, finding

SHOWN = 5  # points of a list
MANAGERS = 20


def _headline(figures: Figures) -> Finding:
    names = ("due_this_week", "overdue_items", "slipped_count", "priorities")
    return Finding("portfolio_meeting_headline", quoted(figures, *names))


@finding("portfolio.meeting_headline", "How much is due this week and overdue, and how many accounts need something")
def meeting_headline(figures: Figures) -> Finding:
    """Say what the week is about."""
    return _headline(figures)


def _points(listed: Figure, macro: str, parts: tuple[str, ...], empty: str) -> Bullets:
    """The first lines of a list as points; then how many more there are."""
    lines = first(listed, SHOWN)
    items = [Finding(macro, {name: line[name] for name in parts}) for line in lines]
    rest = beyond(listed, SHOWN)
    if not rest.absent:
        items.append(Finding("more_in_annex", {"rest": rest}))
    return Bullets(tuple(items), Label(empty))


@block("portfolio.priorities_list", "The accounts that need something first, each with why")
def priorities_list(figures: Figures) -> Block:
    """Name the accounts with most alarms."""
    return _points(figures["portfolio.priorities"], "portfolio_priority", ("name", "why"), "portfolio_no_priorities")


DUE = ("kind", "subject", "name", "owner", "due")


@block("portfolio.week_list", "What is due this week, the first first")
def week_list(figures: Figures) -> Block:
    """Name what is due in the seven days from today."""
    return _points(figures["portfolio.due_this_week"], "portfolio_due", DUE, "portfolio_nothing_due")


@block("portfolio.slipped_list", "Open actions whose day was put off, the earliest first")
def slipped_list(figures: Figures) -> Block:
    """Name what was put off."""
    parts = ("subject", "name", "owner", "due", "slips")
    return _points(figures["portfolio.slipped"], "portfolio_slip", parts, "portfolio_nothing_slipped")


@block("portfolio.notices_list", "Contracts' last days for notice ahead, the first first")
def notices_list(figures: Figures) -> Block:
    """Name the notices."""
    return _points(figures["portfolio.notices"], "portfolio_notice", ("day", "contract", "name"), "no_notices")


def _managers_headline(figures: Figures) -> Finding:
    told = quoted(figures, "managers", "overdue_items")
    busiest = [line for line in first(figures["portfolio.managers"], 3) if not line["manager"].absent][:2]
    counts = [line["overdue"].number for line in busiest]
    most = busiest[0] if len(counts) == 2 and counts[0] > counts[1] else None
    alone = {"name": most and most["manager"], "most": most and most["overdue"]}
    return Finding("portfolio_managers_headline", {**told, **alone})


@finding("portfolio.managers_headline", "How many account managers there are, how much is overdue, with whom most")
def managers_headline(figures: Figures) -> Finding:
    """Say with whom to begin."""
    return _managers_headline(figures)


@block(
    "portfolio.managers_table", "One row an account manager: accounts, due this week, overdue, put off, notices, silent"
)
def managers_table(figures: Figures) -> Block:
    """List the account managers, most overdue first."""
    listed = figures["portfolio.managers"]
    counts = ("accounts", "priorities", "this_week", "overdue", "slipped", "notices", "contacts")
    heads = (
        Head(Label("account_manager"), width=2),
        *(Head(Label(f"portfolio_manager_{name}"), Align.RIGHT) for name in counts),
    )
    rows = (
        (cell(_manager(line), strong=True), *(toned(line[name]) for name in counts)) for line in first(listed, MANAGERS)
    )
    return Table(heads, with_rest(rows, listed, MANAGERS), _managers_headline(figures), Label("index_no_accounts"))


def _manager(line: Line) -> Words:
    """The manager's name, or that none is given."""
    return Label("portfolio_no_manager") if line["manager"].absent else line["manager"]


@block("portfolio.contacts_table", "Overdue contacts with key people, by account manager")
def contacts_table(figures: Figures) -> Block:
    """List whose key people nobody has spoken to in time."""
    listed = figures["portfolio.contacts_overdue"]
    heads = (
        Head(Label("account_manager"), width=2),
        Head(Label("overdue"), Align.RIGHT),
        Head(Label("portfolio_never"), Align.RIGHT),
        Head(Label("index_accounts"), Align.RIGHT),
        Head(Label("portfolio_longest"), Align.RIGHT),
    )
    rows = (_silent(line) for line in first(listed, 8))
    return Table(heads, with_rest(rows, listed, 8), _headline(figures), Label("portfolio_no_contacts"))


def _silent(line: Line) -> tuple[Entry, ...]:
    counts = (cell(line[name]) for name in ("overdue", "never", "accounts", "longest"))
    return (cell(_manager(line), strong=True), *counts)
