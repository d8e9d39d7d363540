"""How each practice of the programme moves from quarter to quarter, as each view sees it."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from pipeline.analyse.assessed import NONE, READS, RULE, VIEWS, newest, seen, shown
from pipeline.analyse.lines import Part, line
from pipeline.figures import Answer, Case, Unit, figure, found, missing
from pipeline.periods import Period
from pipeline.sheets.programme import PRACTICES, Assessment
from pipeline.theme import Tone


@figure(
    "programme.trend",
    Unit.LIST,
    "Each practice and view by the quarter of its answers, oldest first: practice, view, quarter, score, change",
    f"the answers of the quarter alone: {RULE}",
    READS,
)
def trend(case: Case) -> Answer:
    by_quarter: dict[Period, list[Assessment]] = defaultdict(list)
    for row in case.facts.of(Assessment):
        by_quarter[Period.of(row.day, case.facts.period.first_month)].append(row)
    lines = []
    for practice in PRACTICES:
        for view in VIEWS:
            before: Fraction | None = None
            for quarter in sorted(by_quarter):
                one = seen(newest(by_quarter[quarter]), practice, view)
                now = one.score
                if now is None:
                    continue
                step = None if before is None else now - before
                tone = None if not step else Tone.GOOD if step > 0 else Tone.BAD
                parts: dict[str, Part] = {
                    "practice": (Unit.TEXT, "Practice", found(practice)),
                    "view": (Unit.TEXT, "Assessor type", found(view)),
                    "quarter": (Unit.TEXT, "the quarter of Date", found(str(quarter))),
                    "score": (Unit.RATIO, "the answers of the quarter", shown(now, one.places, NONE)),
                    "change": (
                        Unit.RATIO,
                        "score - score of the view's last quarter with answers",
                        shown(step, one.places, "first answers of this view", tone),
                    ),
                    "answers": (Unit.COUNT, "answers of the quarter", found(len(one.rows), one.places)),
                }
                lines.append(line(case, f"programme.trend.{practice}.{view}.{quarter}", None, parts))
                before = now
    if not lines:
        return missing(NONE)
    return found(tuple(lines), (place for item in lines for place in item.score.sources))
