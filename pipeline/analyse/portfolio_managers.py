"""The staff meeting by account manager: what is due this week, overdue, put off, and whom nobody has spoken to."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from pipeline.account_packs import AccountPack
from pipeline.analyse.lines import Part, line
from pipeline.analyse.portfolio_contracts import contract_line, events
from pipeline.analyse.portfolio_due import AHEAD, known_owner
from pipeline.analyse.portfolio_dues import (
    LISTS,
    NO_MANAGER,
    Due,
    due_sources,
    everything_due,
    manager_of,
    none_kept,
    not_kept,
)
from pipeline.analyse.portfolio_packs import built, folded, number_of, sources
from pipeline.analyse.portfolio_priorities import rung
from pipeline.figures import Answer, Case, Unit, figure, found, missing
from pipeline.theme import Tone


@figure(
    "portfolio.notices",
    Unit.LIST,
    "Contracts' last days for notice ahead, the first first: day, account, contract, value a year, renewal",
    "Notice by of the accounts' current contracts, within the setting notice_days",
)
def notices(case: Case) -> Answer:
    if why := none_kept(case, "assets.contracts"):
        return missing(why)
    last = case.facts.as_of + timedelta(days=case.settings.notice_days)
    ahead = [one for one in events(case) if one.kind == "notice" and one.day <= last]
    lines = tuple(contract_line(case, "portfolio.notices", one) for one in ahead)
    return Answer(lines, folded(one.at for one in ahead), note=not_kept(case, "assets.contracts"))


@figure(
    "portfolio.managers",
    Unit.LIST,
    "One line an account manager, most overdue first: accounts, accounts with an alarm, due this week, overdue, put "
    "off, notices, contacts overdue",
    f"open actions, contacts, reviews, notices and asks of the manager's accounts; this week: {AHEAD}; alarms as in "
    "portfolio.priorities; notices within the setting notice_days",
)
def managers(case: Case) -> Answer:
    if why := none_kept(case, *LISTS):
        return missing(why)
    held: dict[str, list[AccountPack]] = defaultdict(list)
    for pack in built(case):
        held[manager_of(pack)].append(pack)
    dues: dict[str, list[Due]] = defaultdict(list)
    for due in everything_due(case):
        dues[due.manager].append(due)
    last = case.facts.as_of + timedelta(days=case.settings.notice_days)
    lines = []
    for manager, packs in held.items():
        own = dues[manager]
        alarmed = [pack for pack in packs if pack.account in rung(case)]
        off = [pack for pack in packs if (number_of(pack, "health.score") or 100.0) < case.settings.health_amber]
        ahead = [due for due in own if due.ahead]
        late = [due for due in own if due.late]
        slipped = [due for due in own if due.slips]
        told = [due for due in own if due.kind == "notice" and due.day and case.facts.as_of <= due.day <= last]
        silent = [due for due in own if due.kind == "contact" and (due.day is None or due.late)]
        parts: dict[str, Part] = {
            "manager": (Unit.TEXT, "Account manager", known_owner(manager, NO_MANAGER)),
            "accounts": (Unit.COUNT, "built accounts of the manager", found(len(packs))),
            "off_track": (
                Unit.COUNT,
                "accounts with health below the setting health_amber",
                found(len(off), sources(off, "health.score"), Tone.BAD if off else None),
            ),
            "priorities": (Unit.COUNT, "accounts with an alarm", found(len(alarmed))),
            "this_week": (Unit.COUNT, AHEAD, found(len(ahead), due_sources(ahead))),
            "overdue": (Unit.COUNT, "due before the as-of day", _count(late)),
            "slipped": (Unit.COUNT, "open actions whose day was put off", _count(slipped, Tone.WATCH)),
            "notices": (Unit.COUNT, "notices ahead", found(len(told), due_sources(told))),
            "contacts": (Unit.COUNT, "key people whose contact is overdue, or whom nobody contacted", _count(silent)),
        }
        lines.append(line(case, f"portfolio.managers.{manager}", None, parts))
    lines.sort(key=lambda item: (-item.overdue.number, -item.this_week.number, item.name))
    return Answer(tuple(lines), due_sources(everything_due(case)), note=not_kept(case, *LISTS))


def _count(dues: list[Due], tone: Tone = Tone.BAD) -> Answer:
    """How many these are; any is worth a look."""
    return found(len(dues), due_sources(dues), tone if dues else None)
