"""The tabs of the portfolio's workbook on what is to be done: this week, overdue, asks to management, the programme."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.blocks import Finding, Label
from pipeline.compose.portfolio_tabs import some, worded
from pipeline.compose.programme import VIEWS, practice_word
from pipeline.compose.report_tabs import said, shown
from pipeline.compose.rows import word
from pipeline.figures import Line, Unit
from pipeline.tabs import Field, Grid, Plot, Tab
from pipeline.tags import Pages

COUNTS = ("accounts", "priorities", "this_week", "overdue", "slipped", "notices", "contacts")


def _due(lines: Sequence[Line], *more: Field) -> tuple[Field, ...]:
    """What is due, line by line, in our words."""
    what = [Finding("portfolio_what", {name: line[name] for name in ("kind", "subject")}) for line in lines]
    return (
        shown(lines, "name", label="account", width=28),
        shown(lines, "manager", label="portfolio_manager", width=20),
        worded(shown(lines, "kind", width=12), [word("due_kind", line["kind"]) for line in lines]),
        worded(shown(lines, "what", width=44), what),
        shown(lines, "owner", width=22),
        shown(lines, "customer_owner", width=20),
        shown(lines, "due", Unit.DATE, width=13),
        *more,
    )


def meeting(pages: Pages) -> Tab:
    """The staff meeting: account managers, priorities, what is due this week, put off, notices."""
    f = pages.figures
    managers = f["portfolio.managers"].lines
    priorities, more_alarms = some(f["portfolio.priorities"])
    week, more_due = some(f["portfolio.due_this_week"])
    slipped, more_late = some(f["portfolio.slipped"])
    notices, more_notices = some(f["portfolio.notices"])
    by_manager = (
        shown(managers, "manager", label="portfolio_manager", width=28),
        *(shown(managers, name, Unit.COUNT, label=f"portfolio_manager_{name}", width=12) for name in COUNTS),
    )
    by_account = (
        shown(priorities, "name", label="account", width=28),
        shown(priorities, "manager", label="portfolio_manager", width=20),
        shown(priorities, "health", Unit.SCORE, width=12),
        shown(priorities, "why", width=44),
    )
    told = (
        shown(notices, "name", label="account", width=28),
        shown(notices, "day", Unit.DATE, label="date", width=13),
        shown(notices, "renewal", width=12),
        shown(notices, "contract", width=44),
        shown(notices, "value", Unit.MONEY, label="annual_value", width=13),
    )
    put_off = shown(slipped, "slips", Unit.COUNT, label="put_off", width=10)
    grids = (
        Grid("Managers", Label("portfolio_by_manager"), by_manager, Label("index_no_accounts")),
        Grid("Priorities", Label("portfolio_priorities"), by_account, Label("portfolio_no_priorities"), more_alarms),
        Grid("DueThisWeek", Label("portfolio_week"), _due(week), Label("portfolio_nothing_due"), more_due),
        Grid(
            "Slipped",
            Label("portfolio_slipped"),
            _due(slipped, put_off),
            Label("portfolio_nothing_slipped"),
            more_late,
        ),
        Grid("Notices", Label("portfolio_notices"), told, Label("no_notices"), more_notices),
    )
    return Tab(Label("tab_meeting"), said(pages, "portfolio.meeting_headline"), grids)


def overdue(pages: Pages) -> Tab:
    """What is overdue: by owner, contacts by account manager, then all of it."""
    f = pages.figures
    owners, contacts = f["portfolio.overdue_by_owner"].lines, f["portfolio.contacts_overdue"].lines
    items, more = some(f["portfolio.overdue_items"])
    by_owner = (
        shown(owners, "owner", width=28),
        worded(shown(owners, "side", width=20), [word("side", line["side"]) for line in owners]),
        shown(owners, "overdue", Unit.COUNT, width=12, bars=True),
        shown(owners, "accounts", Unit.COUNT, label="index_accounts", width=12),
        shown(owners, "longest", Unit.DAYS, label="portfolio_longest", width=12),
    )
    silent = (
        shown(contacts, "manager", label="portfolio_manager", width=28),
        shown(contacts, "overdue", Unit.COUNT, width=12),
        shown(contacts, "never", Unit.COUNT, label="portfolio_never", width=12),
        shown(contacts, "accounts", Unit.COUNT, label="index_accounts", width=12),
        shown(contacts, "longest", Unit.DAYS, label="portfolio_longest", width=12),
    )
    late = shown(items, "days_overdue", Unit.DAYS, width=12)
    grids = (
        Grid("OverdueByOwner", Label("portfolio_overdue_actions"), by_owner, Label("portfolio_nothing_overdue")),
        Grid("ContactsOverdue", Label("portfolio_manager_contacts"), silent, Label("portfolio_no_contacts")),
        Grid("Overdue", Label("portfolio_all_overdue"), _due(items, late), Label("portfolio_nothing_overdue"), more),
    )
    return Tab(Label("tab_overdue"), said(pages, "portfolio.overdue_headline"), grids)


def asks(pages: Pages) -> Tab:
    """Every ask to management with its outcome."""
    lines, more = some(pages.figures["portfolio.asks"])
    fields = (
        shown(lines, "name", label="account", width=28),
        shown(lines, "ask", width=50),
        shown(lines, "why", width=40),
        shown(lines, "of_whom", width=22),
        shown(lines, "by", Unit.DATE, width=13),
        shown(lines, "cost", Unit.MONEY, width=13),
        shown(lines, "if_refused", width=40),
        worded(shown(lines, "state", label="outcome", width=16), [word("ask", line["state"]) for line in lines]),
        shown(lines, "days_overdue", Unit.DAYS, width=12),
        shown(lines, "decided_on", Unit.DATE, label="portfolio_decided_on", width=13),
    )
    grid = Grid("Asks", Label("portfolio_asks_title"), fields, Label("portfolio_no_asks"), more)
    return Tab(Label("tab_asks"), said(pages, "portfolio.asks_headline"), (grid,))


def programme(pages: Pages) -> Tab:
    """The programme by practice and by who assessed it; the trend, the weakest questions, the self-checks."""
    f = pages.figures
    practices, trend = f["programme.practices"].lines, f["programme.trend"].lines
    questions, checks = f["programme.weakest_questions"].lines, f["programme.self_checks"].lines
    habits = f["programme.habits"].lines

    def named(lines: Sequence[Line]) -> Field:
        words = [practice_word(str(line["practice"].value)) for line in lines]
        return worded(shown(lines, "practice", width=28), words)

    grids = (
        Grid("Practices", Label("programme_by_practice"), (
            named(practices),
            *(shown(practices, view, Unit.RATIO, label=f"view_{view}", width=14) for view in VIEWS),
            shown(practices, "score", Unit.RATIO, label="programme_score", width=14),
            shown(practices, "gap_third_party", Unit.RATIO, label="programme_gap", width=14),
            shown(practices, "gap_management", Unit.RATIO, label="programme_gap_management", width=14),
            shown(practices, "gap_customer", Unit.RATIO, label="programme_gap_customer", width=14),
            shown(practices, "questions", Unit.COUNT, label="programme_questions", width=12),
        ), Label("no_assessment")),
        Grid("WeakestQuestions", Label("programme_weakest"), (
            named(questions),
            shown(questions, "score", Unit.RATIO, width=14),
            shown(questions, "answers", Unit.COUNT, width=14),
            shown(questions, "question", width=44),
        ), Label("no_assessment")),
        Grid("Trend", Label("programme_trend"), (
            named(trend),
            worded(shown(trend, "view", label="programme_view", width=14),
                   [Label(f"view_{str(line['view'].value).replace(' ', '_')}") for line in trend]),
            shown(trend, "quarter", width=14),
            shown(trend, "score", Unit.RATIO, width=14),
            shown(trend, "change", Unit.RATIO, width=14),
        ), Label("no_assessment")),
        Grid("SelfChecks", Label("programme_checks"), (
            shown(checks, "manager", label="portfolio_manager", width=28),
            shown(checks, "name", label="account", width=28),
            shown(checks, "day", Unit.DATE, label="date", width=14),
            shown(checks, "sum", Unit.SCORE, label="programme_sum", width=14),
            shown(checks, "verdict", width=14, verdicts=True),
            shown(checks, "change", Unit.SCORE, width=14),
        ), Label("no_self_checks")),
        Grid("Habits", Label("programme_habits"), (
            shown(habits, "habit", width=28),
            shown(habits, "mean", Unit.RATIO, label="programme_mean", width=14),
            shown(habits, "answers", Unit.COUNT, width=14),
        ), Label("no_self_checks")),
    )  # fmt: skip
    plots = (Plot(said(pages, "programme.headline"), "Practices", "practice", "programme_score", from_top=True),)
    return Tab(Label("tab_programme"), said(pages, "programme.headline"), grids, plots)


LISTS = (meeting, overdue, asks, programme)
