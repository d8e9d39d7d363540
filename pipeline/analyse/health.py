"""Scores the account's health, 0 to 100, from the parts that can be known, and names those that can't."""

from __future__ import annotations

from datetime import timedelta

from pipeline.analyse import finance, freshness, people
from pipeline.analyse.actions_kept import on_time_share
from pipeline.analyse.finance_receivables import overdue_long_share
from pipeline.analyse.goals import pace_mean
from pipeline.analyse.lines import line
from pipeline.analyse.ratings import RATED
from pipeline.analyse.value import validated_share
from pipeline.columns import places
from pipeline.figures import Answer, Case, Figure, Unit, figure, found, missing
from pipeline.sheets.risks import Risk
from pipeline.theme import Tone

FRESHNESS = freshness.FIGURES  # the topic's figures that have a file of their own
PARTS = ("financial", "relationships", "value", "goals", "risk", "freshness")
VERDICTS = {"green": 1.0, "amber": 0.7, "red": 0.4}
FLOOR, FULL = 0.8, 1.0  # of the revenue target: 0 points and 100 points
OVERDUE_WEIGHT = 200.0
RISK_WEIGHT = 4.0


def _part(case: Case, points: float, *made_of: Figure) -> Answer:
    """A part's points kept within 0..100, with the tone of the score's own limits."""
    kept = max(0.0, min(100.0, points))
    return found(kept, (place for one in made_of for place in one.sources), _tone(case, kept))


def _tone(case: Case, score: float) -> Tone:
    if score >= case.settings.health_green:
        return Tone.GOOD
    return Tone.WATCH if score >= case.settings.health_amber else Tone.BAD


@figure(
    "health.financial",
    Unit.SCORE,
    "Health: financial",
    "revenue / target, 80 % gives 0 and 100 % gives 100, less 200 x share of receivables overdue by more than 60 days",
    (finance.revenue, finance.revenue_target, overdue_long_share),
)
def financial(case: Case) -> Answer:
    """Without receivables nothing is taken off."""
    revenue, target, overdue = (case[f"finance.{name}"] for name in ("revenue", "revenue_target", "overdue_long_share"))
    if revenue.absent or target.absent:
        return missing(revenue.reason if revenue.absent else target.reason)
    if target.number <= 0:
        return missing("the revenue target is not above 0", target.sources)
    reached = (revenue.number / target.number - FLOOR) / (FULL - FLOOR) * 100
    late = 0.0 if overdue.absent else OVERDUE_WEIGHT * overdue.number
    return _part(case, max(0.0, min(100.0, reached)) - late, revenue, target, overdue)


@figure(
    "health.relationships",
    Unit.SCORE,
    "Health: relationships",
    "coverage of key people in % x 1, 0.7 or 0.4 as the verdict is green, amber or red",
    (people.coverage, people.verdict),
)
def relationships(case: Case) -> Answer:
    """Contacts alone are not yet support."""
    coverage, verdict = case["people.coverage"], case["people.verdict"]
    if coverage.absent or verdict.absent:
        return missing(coverage.reason if coverage.absent else verdict.reason)
    return _part(case, coverage.number * 100 * VERDICTS[str(verdict.value)], coverage, verdict)


@figure(
    "health.value",
    Unit.SCORE,
    "Health: value",
    "share of this year's value that is confirmed or validated, in %",
    (validated_share,),
)
def value(case: Case) -> Answer:
    """What the customer agrees it gained."""
    share = case["value.validated_share"]
    return missing(share.reason) if share.absent else _part(case, share.number * 100, share)


@figure(
    "health.goals",
    Unit.SCORE,
    "Health: goals and actions",
    "half mean of min(pace, 1) of open goals, half actions done on time, in %; where one is missing, the other alone",
    (pace_mean, on_time_share),
)
def goals(case: Case) -> Answer:
    """Whether both sides do what was agreed, and whether it moves."""
    pace, on_time = case["goals.pace_mean"], case["actions.on_time_share"]
    known = [one for one in (pace, on_time) if not one.absent]
    if not known:
        return missing(f"{pace.reason}; {on_time.reason}")
    points = [one.number * 100 for one in known]
    return _part(case, sum(points) / len(points), *known)


@figure(
    "health.risk",
    Unit.SCORE,
    "Health: risk",
    "100 - 4 x highest score of an open threat; missing without rows, or without a review in 180 days",
    RATED,
)
def risk(case: Case) -> Answer:
    """A register that nobody looks at says nothing."""
    rows = case.facts.of(Risk)
    if not rows:
        return missing("no risks given")
    oldest = case.facts.as_of - timedelta(days=case.settings.register_stale_days)
    if not any(row.last_reviewed and row.last_reviewed >= oldest for row in rows):
        days = case.settings.register_stale_days
        return missing(f"no risk reviewed in {days} days", places(rows, Risk.last_reviewed))
    worst = case["risks.highest_score"]
    if worst.absent and case["risks.open_threats"]:
        return missing(worst.reason)
    return _part(case, 100 - RISK_WEIGHT * (0.0 if worst.absent else worst.number), worst)


@figure(
    "health.freshness",
    Unit.SCORE,
    "Health: freshness of the sheets",
    f"share of sheets within their interval, in %; {freshness.FRESH}",
    (freshness.fresh_share,),
)
def fresh(case: Case) -> Answer:
    """A plan lives by being kept."""
    share = case["health.fresh_share"]
    return missing(share.reason) if share.absent else _part(case, share.number * 100, share)


ALL = (financial, relationships, value, goals, risk, fresh)


@figure("health.parts", Unit.LIST, "The six parts of the health score, with score and weight", "see each part", ALL)
def parts(case: Case) -> Answer:
    """A part that can't be known has no score, and says why."""
    lines = []
    for name in PARTS:
        score = case[f"health.{name}"]
        answer = Answer(score.value, score.sources, score.tone, score.reason)
        lines.append(
            line(case, f"health.part.{name}", None, {
                "part": (Unit.TEXT, "the part's name", found(name)),
                "score": (Unit.SCORE, score.formula, answer),
                "weight": (Unit.NUMBER, "the settings' weight", found(float(case.settings.health_weights[name]))),
                "reason": (Unit.TEXT, "why there is no score",
                           found(score.reason) if score.absent else missing("the part is known")),
            })
        )  # fmt: skip
    return found(tuple(lines))


@figure(
    "health.missing_parts",
    Unit.LIST,
    "The parts that are left out of the health score",
    "parts without a score",
    ALL,
)
def missing_parts(case: Case) -> Answer:
    """Each says why."""
    return found(tuple(item for item in case["health.parts"].lines if item.score.absent))


@figure(
    "health.weight_known",
    Unit.PERCENT,
    "The weight of the parts that are known",
    "weight of known parts / all weights",
    ALL,
)
def weight_known(case: Case) -> Answer:
    """Under half of it there is no score."""
    lines = case["health.parts"].lines
    total = sum(item.weight.number for item in lines)
    if total <= 0:
        return missing("the settings give health no weight")
    return found(sum(item.weight.number for item in lines if not item.score.absent) / total)


@figure(
    "health.score",
    Unit.SCORE,
    "Health of the account, 0 to 100",
    "weighted mean of the parts that are known; no score under half of the weight; green from 67, amber from 34",
    ALL,
)
def score(case: Case) -> Answer:
    """Missing parts are left out, never counted as 0."""
    share = case["health.weight_known"]
    if share.absent:
        return missing(share.reason)
    if share.number < 0.5:
        return missing("under half of the weight is known")
    known = [item for item in case["health.parts"].lines if not item.score.absent]
    weight = sum(item.weight.number for item in known)
    # Rounded far below what is printed, so that binary fractions neither tip 62.25 down nor make a change of nothing.
    points = round(sum(item.weight.number * item.score.number for item in known) / weight, 6)
    return found(points, (place for item in known for place in item.score.sources), _tone(case, points))


@figure("health.previous", Unit.SCORE, "Health in the earlier pack", "health as the earlier pack printed it", ALL)
def previous(case: Case) -> Answer:
    """The newest pack of an earlier period."""
    if case.earlier is None:
        return missing("no earlier pack")
    before = case.earlier.figures.get("health.score")
    if isinstance(before, bool) or not isinstance(before, int | float):
        return missing("no health score in the earlier pack")
    return found(float(before), (), _tone(case, float(before)))


@figure(
    "health.change",
    Unit.POINTS,
    "Change of health since the earlier pack",
    "health - health in the earlier pack, in points of the 100",
    ALL,
)
def change(case: Case) -> Answer:
    """A fraction of the 100 points, signed."""
    now, before = case["health.score"], case["health.previous"]
    if now.absent or before.absent:
        return missing(now.reason if now.absent else before.reason)
    moved = round(now.number - before.number, 6) / 100
    return found(moved, now.sources, Tone.GOOD if moved > 0 else Tone.BAD if moved < 0 else None)


@figure("health.weak_parts", Unit.LIST, "The known parts that are not green, the weakest first", "parts under 67", ALL)
def weak_parts(case: Case) -> Answer:
    """What to work on."""
    known = [item for item in case["health.parts"].lines if not item.score.absent]
    weak = [item for item in known if item.score.tone is not Tone.GOOD]
    return found(tuple(sorted(weak, key=lambda item: (item.score.number, -item.weight.number))))
