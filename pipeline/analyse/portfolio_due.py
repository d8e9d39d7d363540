"""What is due this week and what is overdue over all accounts: actions, contacts, reviews, notices and asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from pipeline.analyse.lines import Part, later, line, said
from pipeline.analyse.portfolio_dues import (
    LISTS,
    NO_MANAGER,
    NO_OWNER,
    Due,
    due_sources,
    everything_due,
    none_kept,
    not_kept,
)
from pipeline.analyse.portfolio_packs import name_of
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.theme import Tone

AHEAD = "due from the as-of day to six days later"


def _due_line(case: Case, name: str, due: Due) -> Line:
    return later(case, f"{name}.{due.pack.account}.{due.kind}.{due.key}", lambda: _due_parts(case, due))


def _due_parts(case: Case, due: Due) -> dict[str, Part]:
    at, late = due_sources((due,)), due.late
    return {
        "kind": (Unit.TEXT, "action, contact, review, notice or ask", found(due.kind, at)),
        "account": (Unit.TEXT, "the account's id", found(due.pack.account)),
        "name": (Unit.TEXT, "Name in Profile", found(name_of(due.pack))),
        "manager": (Unit.TEXT, "Account manager", known_owner(due.manager, NO_MANAGER)),
        "what": (Unit.TEXT, "what is due", found(due.what, at)),
        "subject": (Unit.TEXT, "the action, person, review, contract or ask", found(due.subject, at)),
        "owner": (Unit.TEXT, "who of us owns it", said("; ".join(due.owners), at, NO_OWNER)),
        "customer_owner": (Unit.TEXT, "who of the customer owns it", said("; ".join(due.theirs), at, "nobody")),
        "due": (Unit.DATE, "the day it is due", found(due.day, at) if due.day else missing("never contacted", at)),
        "days_overdue": (
            Unit.DAYS,
            "as-of day - due",
            found(late, at, Tone.BAD) if late else missing("not overdue" if due.day else "never contacted", at),
        ),
        "slips": (Unit.COUNT, "how often the day was put off", found(due.slips, at, Tone.WATCH if due.slips else None)),
    }


def known_owner(name: str, none: str) -> Answer:
    """A name; absent where it stands for nobody."""
    return missing(none) if name == none else found(name)


def _listed(case: Case, name: str, chosen: Callable[[Due], bool]) -> Answer:
    """Some of what is due, the earliest first."""
    if why := none_kept(case, *LISTS):
        return missing(why)
    dues = [due for due in everything_due(case) if chosen(due)]
    # The sort is stable: of equal days the accounts keep their order, and what is due its list's.
    dues.sort(key=lambda due: due.day or date.max)
    return Answer(tuple(_due_line(case, name, due) for due in dues), due_sources(dues), note=not_kept(case, *LISTS))


@figure(
    "portfolio.due_this_week",
    Unit.LIST,
    "What is due in the seven days from the as-of day, the first first: kind, account, manager, what, owner, day",
    f"open actions, contacts with key people, reviews, notices and asks of the accounts' packs, {AHEAD}",
)
def due_this_week(case: Case) -> Answer:
    return _listed(case, "portfolio.due_this_week", lambda due: due.ahead)


@figure(
    "portfolio.overdue_items",
    Unit.LIST,
    "What is overdue, the longest first: kind, account, manager, what, owner, days",
    "open actions, contacts with key people, reviews, notices and asks of the accounts' packs, due before today",
)
def overdue_items(case: Case) -> Answer:
    return _listed(case, "portfolio.overdue_items", lambda due: due.late > 0)


@figure(
    "portfolio.slipped",
    Unit.LIST,
    "Open actions whose day was put off, the earliest first: account, what, owner, due, how often",
    "open actions of the accounts' packs that slipped once or more",
)
def slipped(case: Case) -> Answer:
    return _listed(case, "portfolio.slipped", lambda due: due.slips > 0)


@figure(
    "portfolio.silent",
    Unit.LIST,
    "Key people whose contact is overdue, the longest first, then those whom nobody has contacted",
    "key people of the accounts' packs whose contact was due before the as-of day, or whom nobody has contacted",
)
def silent(case: Case) -> Answer:
    return _listed(case, "portfolio.silent", lambda due: due.kind == "contact" and (due.day is None or due.late > 0))


def _count(case: Case, lists: tuple[str, ...], chosen: Callable[[Due], bool]) -> Answer:
    if why := none_kept(case, *lists):
        return missing(why)
    dues = [due for due in everything_due(case) if chosen(due)]
    return Answer(len(dues), due_sources(dues), Tone.BAD if dues else Tone.GOOD, note=not_kept(case, *lists))


@figure(
    "portfolio.overdue_actions",
    Unit.COUNT,
    "Overdue actions",
    "open actions of the accounts' packs, due before the as-of day",
)
def overdue_actions(case: Case) -> Answer:
    return _count(case, ("actions.open",), lambda due: due.kind == "action" and due.late > 0)


@figure("portfolio.slipped_count", Unit.COUNT, "Open actions that slipped", "open actions that slipped once or more")
def slipped_count(case: Case) -> Answer:
    return _count(case, ("actions.open",), lambda due: due.slips > 0)


@figure(
    "portfolio.overdue_by_owner",
    Unit.LIST,
    "Overdue actions by owner, most first: owner, side (ours or customer), overdue, accounts, the longest overdue",
    "overdue actions of the accounts' packs; an action of several owners counts for each",
)
def overdue_by_owner(case: Case) -> Answer:
    if why := none_kept(case, "actions.open"):
        return missing(why)
    owned: dict[tuple[str, str], list[Due]] = defaultdict(list)
    for due in everything_due(case):
        if due.kind == "action" and due.late > 0:
            for owner in due.owners or (() if due.theirs else (NO_OWNER,)):
                owned["ours", owner].append(due)
            for owner in due.theirs:
                owned["customer", owner].append(due)
    lines = []
    for side, owner in sorted(owned, key=lambda pair: (-len(owned[pair]), pair)):
        dues = owned[side, owner]
        parts: dict[str, Part] = {
            "owner": (Unit.TEXT, "Owner, or Customer owner", known_owner(owner, NO_OWNER)),
            "side": (Unit.TEXT, "ours or customer", found(side)),
            **_summed_up(dues),
        }
        lines.append(line(case, f"portfolio.overdue_by_owner.{side}.{owner}", None, parts))
    at = due_sources(due for due in everything_due(case) if due.kind == "action" and due.late > 0)
    return Answer(tuple(lines), at, note=not_kept(case, "actions.open"))


def _summed_up(dues: list[Due]) -> dict[str, Part]:
    """How many are overdue, in how many accounts, and the longest."""
    late = [due for due in dues if due.late > 0]
    at = due_sources(late)
    longest = max((due.late for due in late), default=0)
    return {
        "overdue": (Unit.COUNT, "due before the as-of day", found(len(late), at, Tone.BAD if late else Tone.GOOD)),
        "accounts": (Unit.COUNT, "accounts of these", found(len({due.pack.account for due in dues}), at)),
        "longest": (Unit.DAYS, "as-of day - due, the longest", found(longest, at) if late else missing("none overdue")),
    }


def _by_manager(dues: Iterable[Due]) -> dict[str, list[Due]]:
    grouped: dict[str, list[Due]] = defaultdict(list)
    for due in dues:
        grouped[due.manager].append(due)
    return grouped


@figure(
    "portfolio.due_by_manager",
    Unit.LIST,
    "What is due this week and overdue by account manager, most overdue first: manager, this week, overdue, accounts",
    f"open actions, contacts, reviews, notices and asks; this week: {AHEAD}",
)
def due_by_manager(case: Case) -> Answer:
    if why := none_kept(case, *LISTS):
        return missing(why)
    grouped = _by_manager(due for due in everything_due(case) if due.late > 0 or due.ahead)
    lines = []
    for manager, dues in grouped.items():
        ahead = [due for due in dues if due.ahead]
        parts: dict[str, Part] = {
            "manager": (Unit.TEXT, "Account manager", known_owner(manager, NO_MANAGER)),
            "this_week": (Unit.COUNT, AHEAD, found(len(ahead), due_sources(ahead))),
            **_summed_up(dues),
        }
        lines.append(line(case, f"portfolio.due_by_manager.{manager}", None, parts))
    lines.sort(key=lambda item: (-item.overdue.number, -item.this_week.number, item.name))
    return Answer(tuple(lines), due_sources(d for dues in grouped.values() for d in dues), note=not_kept(case, *LISTS))


@figure(
    "portfolio.contacts_overdue",
    Unit.LIST,
    "Contacts with key people that are overdue, by account manager, most first: manager, overdue, never contacted, "
    "accounts, the longest overdue",
    "key people of the accounts' packs whose contact was due before the as-of day, or whom nobody has contacted",
)
def contacts_overdue(case: Case) -> Answer:
    if why := none_kept(case, "people.key"):
        return missing(why)
    grouped = _by_manager(
        due for due in everything_due(case) if due.kind == "contact" and (due.day is None or due.late > 0)
    )
    lines = []
    for manager, dues in grouped.items():
        never = [due for due in dues if due.day is None]
        parts: dict[str, Part] = {
            "manager": (Unit.TEXT, "Account manager", known_owner(manager, NO_MANAGER)),
            "never": (Unit.COUNT, "key people whom nobody has contacted", found(len(never), due_sources(never))),
            **_summed_up(dues),
        }
        lines.append(line(case, f"portfolio.contacts_overdue.{manager}", None, parts))
    lines.sort(key=lambda item: (-item.overdue.number - item.never.number, item.name))
    at = due_sources(due for dues in grouped.values() for due in dues)
    return Answer(tuple(lines), at, note=not_kept(case, "people.key"))
