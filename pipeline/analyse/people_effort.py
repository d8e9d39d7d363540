"""What we put into the account's people: contacts by each of us, days by department, against what they earn."""

from __future__ import annotations

from pipeline.analyse import finance
from pipeline.analyse.lines import Part, line, said
from pipeline.columns import places
from pipeline.figures import Answer, Case, Unit, figure, found, missing
from pipeline.periods import Period
from pipeline.sheets.account import TeamMember
from pipeline.sheets.people import Interaction


@figure(
    "people.contacts_quarter",
    Unit.COUNT,
    "Contacts in the quarter",
    "rows of Interactions with Date in the quarter",
    (Interaction.day,),
)
def contacts_quarter(case: Case) -> Answer:
    quarter, rows = case.facts.period, case.facts.of(Interaction)
    met = [row for row in rows if quarter.start <= row.day <= quarter.end]
    return found(len(met), places(met, Interaction.day)) if rows else missing("no contact recorded")


@figure(
    "people.contacts_by_owner",
    Unit.LIST,
    "Contacts by each of us: owner, in the quarter, in the quarter before",
    "rows of Interactions by Ours and quarter",
    (Interaction.day, Interaction.ours),
)
def contacts_by_owner(case: Case) -> Answer:
    met: dict[str, list[Interaction]] = {}
    for row in case.facts.of(Interaction):
        for ours in row.ours or ():
            met.setdefault(ours, []).append(row)
    if not met:
        return missing("no contact recorded")
    now, before = case.facts.period, case.facts.period.back(1)
    lines = []
    for owner, rows in sorted(met.items(), key=lambda pair: (-len(_within(pair[1], now)), pair[0])):
        parts: dict[str, Part] = {
            "owner": (Unit.TEXT, "Ours in Interactions", found(owner, places(rows, Interaction.ours))),
            "quarter": (Unit.COUNT, "rows in the quarter", _counted(_within(rows, now))),
            "prior": (Unit.COUNT, "rows in the quarter before", _counted(_within(rows, before))),
        }
        lines.append(line(case, f"people.contacts_by_owner.{owner}", None, parts))
    return found(tuple(lines), places(case.facts.of(Interaction), Interaction.day, Interaction.ours))


def _within(rows: list[Interaction], quarter: Period) -> list[Interaction]:
    return [row for row in rows if quarter.start <= row.day <= quarter.end]


def _counted(rows: list[Interaction]) -> Answer:
    return found(len(rows), places(rows, Interaction.day))


NO_DAYS = "no days per quarter given in Team"


@figure(
    "people.days",
    Unit.NUMBER,
    "Our days for the account in a quarter",
    "sum of Days per quarter in Team",
    (TeamMember.days,),
)
def days(case: Case) -> Answer:
    rows = [row for row in case.facts.of(TeamMember) if row.days is not None]
    return found(sum(row.days or 0 for row in rows), places(rows, TeamMember.days)) if rows else missing(NO_DAYS)


@figure(
    "people.days_by_department",
    Unit.LIST,
    "Our days in a quarter by department, most first",
    "sum of Days per quarter in Team by Department",
    (TeamMember.days, TeamMember.department),
)
def days_by_department(case: Case) -> Answer:
    rows = [row for row in case.facts.of(TeamMember) if row.days is not None]
    if not rows:
        return missing(NO_DAYS)
    by_department: dict[str, list[TeamMember]] = {}
    for row in rows:
        by_department.setdefault(row.department or "", []).append(row)
    lines = []
    for department, members in sorted(
        by_department.items(), key=lambda pair: (-sum(row.days or 0 for row in pair[1]), pair[0])
    ):
        at = places(members, TeamMember.department)
        total = found(sum(row.days or 0 for row in members), places(members, TeamMember.days))
        parts: dict[str, Part] = {
            "department": (Unit.TEXT, "Department in Team", said(department, at, "to confirm")),
            "days": (Unit.NUMBER, "sum of Days per quarter", total),
        }
        lines.append(line(case, f"people.days_by_department.{department or 'none'}", None, parts))
    return found(tuple(lines), places(rows, TeamMember.days, TeamMember.department))


@figure(
    "people.profit_per_day",
    Unit.MONEY,
    "What a day of ours on the account earns",
    "account profit of the quarter / days per quarter in Team",
    (days, finance.profit),
)
def profit_per_day(case: Case) -> Answer:
    profit, spent = case["finance.profit"], case["people.days"]
    if profit.absent or spent.absent:
        return missing(profit.reason or spent.reason, (*profit.sources, *spent.sources))
    if spent.number == 0:
        return missing("the days per quarter in Team sum to 0", spent.sources)
    return found(profit.number / spent.number, (*profit.sources, *spent.sources))
