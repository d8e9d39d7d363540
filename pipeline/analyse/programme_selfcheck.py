"""The account managers' self-checks: the sum of four habits by manager and account, the newest and how it moved."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from pipeline.analyse.lines import Part, line
from pipeline.analyse.portfolio_packs import name_of
from pipeline.columns import Column, places
from pipeline.facts import Facts
from pipeline.figures import Answer, Case, Unit, figure, found, missing
from pipeline.kinds import plain
from pipeline.sheets.programme import SelfCheck
from pipeline.theme import Tone

NONE = "no self-check given"
HABITS = (SelfCheck.senior_plans, SelfCheck.followed_up, SelfCheck.asked_help, SelfCheck.own_expectation)
READS: tuple[Column[Any], ...] = (SelfCheck.manager, SelfCheck.account, SelfCheck.day, *HABITS)


def checks(facts: Facts) -> dict[tuple[str, str], list[SelfCheck]]:
    """The checks of each manager on each account, oldest first."""
    by_pair: dict[tuple[str, str], list[SelfCheck]] = defaultdict(list)
    for row in sorted(facts.of(SelfCheck), key=lambda row: row.day):
        by_pair[plain(row.manager), row.account].append(row)
    return dict(sorted(by_pair.items()))


def total(case: Case, row: SelfCheck) -> Answer:
    """The sum of the four habits; none where one is not answered."""
    lacking = [habit.heading for habit in HABITS if row.values.get(habit.name) is None]
    if lacking:
        return missing(f"to confirm: {', '.join(lacking)}", row.place(*HABITS))
    points = sum(int(row.values[habit.name]) for habit in HABITS)
    return found(points, row.place(*HABITS), Tone.GOOD if points >= case.settings.self_check_good else Tone.WATCH)


@figure(
    "programme.self_checks",
    Unit.LIST,
    "The newest self-check of each manager on each account, the lowest sum first: sum of 16, verdict, change",
    "sum of the four habits, each 0 to 4; good from the setting self_check_good (10)",
    READS,
)
def self_checks(case: Case) -> Answer:
    lines = []
    for rows in case.facts.once(checks).values():
        row, points = rows[-1], total(case, rows[-1])
        earlier = [sum_before for one in rows[:-1] if (sum_before := total(case, one)).value is not None]
        verdict, change = missing(points.reason), missing("first self-check of this manager on the account")
        if isinstance(points.value, int):
            verdict = found("good" if points.tone is Tone.GOOD else "below good", points.sources, points.tone)
            if earlier and isinstance(earlier[-1].value, int):
                step = points.value - earlier[-1].value
                tone = Tone.GOOD if step > 0 else Tone.BAD if step < 0 else None
                change = found(step, (*points.sources, *earlier[-1].sources), tone)
        else:
            change = missing(points.reason)
        pack = case.packs.get(row.account)
        parts: dict[str, Part] = {
            "name": (
                Unit.TEXT,
                "what the account is called in its pack; its id where it has none",
                found(name_of(pack) if pack else row.account, row.place(SelfCheck.account)),
            ),
            "sum": (Unit.SCORE, "sum of the four habits, of 16", points),
            "verdict": (Unit.TEXT, "good from 10, the setting self_check_good", verdict),
            "change": (Unit.SCORE, "sum - sum of the check before", change),
        }
        lines.append(line(case, f"programme.self_checks.{row.manager}.{row.account}", row, parts))
    if not lines:
        return missing(NONE)
    lines.sort(key=lambda item: (item.sum.absent, item.sum.number if item.sum else 0.0))
    return found(tuple(lines), (place for item in lines for place in item.sum.sources))


@figure(
    "programme.self_check_good_count",
    Unit.COUNT,
    "Self-checks that are good",
    "newest self-checks with a sum from the setting self_check_good (10) on",
    READS,
)
def good_count(case: Case) -> Answer:
    listed = case["programme.self_checks"]
    summed = [item for item in listed.lines if item.sum]
    if not summed:
        return missing(listed.reason or "no self-check is answered in full")
    return found(sum(item.sum.tone is Tone.GOOD for item in summed), listed.sources)


@figure(
    "programme.self_check_count",
    Unit.COUNT,
    "Self-checks with a sum",
    "newest self-check of each manager on each account, answered in full",
    READS,
)
def self_check_count(case: Case) -> Answer:
    listed = case["programme.self_checks"]
    return (
        missing(listed.reason) if listed.absent else found(sum(bool(item.sum) for item in listed.lines), listed.sources)
    )


@figure(
    "programme.habits",
    Unit.LIST,
    "The four habits, the weakest first: mean over the newest self-checks, 0 never to 4 always",
    "mean of the newest answers, one a manager and account",
    READS,
)
def habits(case: Case) -> Answer:
    rows = [many[-1] for many in case.facts.once(checks).values()]
    if not rows:
        return missing(NONE)
    lines = []
    for habit in HABITS:
        given = [int(row.values[habit.name]) for row in rows if habit.name in row.values]
        parts: dict[str, Part] = {
            "habit": (Unit.TEXT, "the heading", found(habit.heading)),
            "mean": (
                Unit.RATIO,
                "mean of the newest answers",
                found(sum(given) / len(given), places(rows, habit)) if given else missing("to confirm"),
            ),
            "answers": (Unit.COUNT, "newest answers", found(len(given), places(rows, habit))),
        }
        lines.append(line(case, f"programme.habits.{habit.name}", None, parts))
    lines.sort(key=lambda item: (item.mean.absent, item.mean.number if item.mean else 0.0))
    return found(tuple(lines), (place for item in lines for place in item.mean.sources))
