"""The open actions by week, by department and by owner on both sides."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.analyse.action_lines import DUE, LISTED, NONE, action_line, by_day, such
from pipeline.analyse.actions import due_ahead
from pipeline.analyse.dues import Duty, department, duties_of
from pipeline.analyse.lines import Part, line
from pipeline.columns import places
from pipeline.figures import Answer, Case, Unit, figure, found, missing
from pipeline.sheets.account import TeamMember
from pipeline.sheets.goals import Action
from pipeline.theme import Tone


@figure(
    "actions.by_week",
    Unit.LIST,
    "The next 90 days by week: week, count, actions",
    "open actions due from the as-of day to 90 days later, by the Monday of their week",
    LISTED,
)
def by_week(case: Case) -> Answer:
    if not duties_of(case):
        return missing(NONE)
    weeks: dict[date, list[Duty]] = {}
    for duty in sorted(due_ahead(case), key=by_day):
        if duty.due is not None:
            weeks.setdefault(duty.due - timedelta(days=duty.due.weekday()), []).append(duty)
    lines = []
    for monday, due in sorted(weeks.items()):
        at = [place for duty in due for place in duty.places]
        parts: dict[str, Part] = {
            "week": (Unit.DATE, "the Monday of the week", found(monday, at)),
            "count": (Unit.COUNT, "actions due in the week", found(len(due), at)),
            "actions": (
                Unit.LIST,
                "actions due in the week",
                found(tuple(action_line(case, duty) for duty in due), at),
            ),
        }
        lines.append(line(case, f"actions.by_week.{monday.isoformat()}", None, parts))
    return found(tuple(lines), (place for item in lines for place in item.week.sources))


def _grouped(case: Case, name: str, groups: dict[tuple[str, ...], list[Duty]], heads: tuple[str, ...]) -> Answer:
    """A line a group: its heads, open actions, overdue ones; of a department each action; the most open first."""
    lines = []
    for values, members in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        late = [duty for duty in members if duty.late(case.facts.as_of)]
        at = [place for duty in members for place in duty.places]
        parts: dict[str, Part] = {
            head: (Unit.TEXT, f"the {head} of its actions", found(text) if text else missing("to confirm"))
            for head, text in zip(heads, values, strict=True)
        }
        parts["open"] = (Unit.COUNT, "open actions", found(len(members), at))
        parts["overdue"] = (
            Unit.COUNT,
            "open actions due before the as-of day",
            found(len(late), at, Tone.BAD if late else Tone.GOOD),
        )
        if heads == ("department",):
            parts["actions"] = (
                Unit.LIST,
                "its open actions, first due first",
                found(tuple(action_line(case, duty) for duty in sorted(members, key=by_day)), at),
            )
            parts["success"] = (
                Unit.TEXT,
                "What success means for them, of its people in Team",
                _success(case, values[0]),
            )
        lines.append(line(case, ".".join((name, *(value or "none" for value in values))), None, parts))
    return found(tuple(lines), (place for item in lines for place in item.open.sources))


def _success(case: Case, name: str) -> Answer:
    """What success means for the people of a department, each text once."""
    told = [row for row in case.facts.of(TeamMember) if name and row.department == name and row.success]
    texts = dict.fromkeys(str(row.success) for row in told)
    return found("; ".join(texts), places(told, TeamMember.success)) if told else missing("not given")


@figure(
    "actions.by_department",
    Unit.LIST,
    "Open actions by department: department, open, overdue, the actions, what success means for it",
    "open actions by Department, else the owner's in Team",
    (*LISTED, TeamMember.success),
)
def by_department(case: Case) -> Answer:
    if not duties_of(case):
        return missing(NONE)
    groups: dict[tuple[str, ...], list[Duty]] = {}
    for duty in such(case, lambda duty: duty.is_open):
        groups.setdefault((str(department(case.facts, duty.action).value or ""),), []).append(duty)
    return _grouped(case, "actions.by_department", groups, ("department",))


@figure(
    "actions.by_owner",
    Unit.LIST,
    "Open actions by owner: owner, side (ours or customer), open, overdue",
    "open actions by each name in Owner and in Customer owner",
    (*DUE, Action.owner, Action.customer_owner),
)
def by_owner(case: Case) -> Answer:
    if not duties_of(case):
        return missing(NONE)
    groups: dict[tuple[str, ...], list[Duty]] = {}
    for duty in such(case, lambda duty: duty.is_open):
        for side, names in (("ours", duty.action.owner), ("customer", duty.action.customer_owner)):
            for owner in names or ():
                groups.setdefault((owner, side), []).append(duty)
    return _grouped(case, "actions.by_owner", groups, ("owner", "side"))
