"""Rates one risk: where it stands, its score and band, its exposure, how it moved, and what its owner should mend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pipeline.analyse.lines import Part, line_once
from pipeline.columns import Column
from pipeline.figures import Answer, Case, Line, Unit, found, missing
from pipeline.kinds import Scale
from pipeline.problems import Place
from pipeline.sheets.goals import Action
from pipeline.sheets.risks import Risk
from pipeline.sheets.words import LIKELIHOOD
from pipeline.theme import Tone
from pipeline.trail import past_of

ENDED = ("happened", "closed")
BANDS = ((16, "critical", Tone.BAD), (10, "high", Tone.BAD), (5, "medium", Tone.WATCH), (1, "low", Tone.GOOD))
HIGH = 10  # high and critical begin here
RATED: tuple[Column[Any], ...] = (
    Risk.id, Risk.kind, Risk.status, Risk.likelihood, Risk.impact, Risk.residual_likelihood, Risk.residual_impact,
    Risk.revenue, Risk.contingency, Risk.trigger, Risk.owner, Risk.last_reviewed, Risk.next_review, Action.id,
    Action.risks,
)  # fmt: skip
SCORE = "likelihood x impact, residual where rated, else inherent: 1-4 low, 5-9 medium, 10-15 high, 16-25 critical"
FLAGS = (
    "review overdue; high or critical without contingency plan, trigger or owner; the two newest reviews that this "
    "workbook and the earlier packs know of left the same score, and no action added since the first of them names it"
)
EXPOSURE = "revenue at risk x the share of its likelihood (residual where rated), all of it when happening"


def band(score: float) -> tuple[str, Tone]:
    """The band of a score, and its tone."""
    return next((word, tone) for least, word, tone in BANDS if score >= least)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a risk stands on the two scales, and the cells that say so; None where it is not rated."""

    likelihood: int | None
    impact: int | None
    sources: tuple[Place, ...]

    @property
    def score(self) -> int | None:
        """Likelihood x impact, 1 to 25."""
        return self.likelihood * self.impact if self.likelihood and self.impact else None


def inherent(row: Risk) -> Standing:
    """Where the risk stood before our response."""
    return Standing(row.likelihood, row.impact, row.place(*_filled(row, Risk.likelihood, Risk.impact)))


def residual(row: Risk) -> Standing:
    """Where the risk stands after our response; a scale that was not rated again stands as before."""
    likelihood = Risk.residual_likelihood if row.residual_likelihood else Risk.likelihood
    impact = Risk.residual_impact if row.residual_impact else Risk.impact
    return Standing(
        row.residual_likelihood or row.likelihood,
        row.residual_impact or row.impact,
        row.place(*_filled(row, likelihood, impact)),
    )


def exposure(case: Case, row: Risk) -> Answer:
    """What the open threat is taken to cost in the next 12 months."""
    if row.kind == "opportunity" or row.status in ENDED:
        return missing("not an open threat")
    if row.revenue is None:
        return missing("no revenue at risk given")
    if row.status == "happening":
        return found(row.revenue * case.settings.exposure_shares["happening"], row.place(Risk.revenue, Risk.status))
    rated = Risk.residual_likelihood if row.residual_likelihood else Risk.likelihood
    likelihood = row.residual_likelihood or row.likelihood
    if likelihood is None:
        return missing("the likelihood is not rated")
    assert isinstance(LIKELIHOOD, Scale)
    share = case.settings.exposure_shares[LIKELIHOOD.word(likelihood)]
    return found(row.revenue * share, row.place(Risk.revenue, rated))


def movement(case: Case, row: Risk) -> Answer:
    """How the score moved since the newest earlier pack that rated it: up, down, same or new."""
    if case.earlier is None:
        return missing("no earlier pack")
    past = past_of(case.earlier, row)
    if not past:
        return found("new", row.place(Risk.id))
    now, then = residual(row), next(filter(None, (earlier_score(one.cells) for one in reversed(past))), None)
    if now.score is None or then is None:
        return missing("not rated in both packs")
    word, tone = ("up", Tone.BAD) if now.score > then else ("down", Tone.GOOD) if now.score < then else ("same", None)
    return found(word, now.sources, tone)


def earlier_score(before: Mapping[str, Any]) -> int | None:
    """The score of a row as an earlier pack kept it."""
    likelihood = before.get("residual_likelihood") or before.get("likelihood")
    impact = before.get("residual_impact") or before.get("impact")
    return int(likelihood) * int(impact) if likelihood and impact else None


def flags(case: Case, row: Risk) -> Answer:
    """What should be mended about an open risk, as keys of the wording file."""
    if row.status in ENDED:
        return missing("ended")
    score = residual(row).score
    serious = row.kind != "opportunity" and score is not None and score >= HIGH
    checks = (
        ("review_overdue", review_overdue(case, row).value is not None),
        ("no_contingency", serious and row.contingency is None),
        ("no_trigger", serious and row.trigger is None),
        ("no_owner", serious and not row.owner),
        ("unchanged", _unchanged(case, row)),
    )
    raised = tuple(key for key, stands in checks if stands)
    if not raised:
        return missing("nothing to mend")
    return found(raised, row.place(Risk.contingency, Risk.trigger, Risk.owner, Risk.last_reviewed), Tone.WATCH)


def review_overdue(case: Case, row: Risk) -> Answer:
    """By how many days the review is overdue: past the next one set, else the settings' days after the last one."""
    if row.next_review and (row.last_reviewed is None or row.next_review > row.last_reviewed):
        due, source = row.next_review, row.place(Risk.next_review)
    elif row.last_reviewed:
        due, source = row.last_reviewed + timedelta(days=case.settings.review_days), row.place(Risk.last_reviewed)
    else:
        return missing("no review given")
    late = (case.facts.as_of - due).days
    return found(late, source, Tone.WATCH) if late > 0 else missing("reviewed in time", source)


def _unchanged(case: Case, row: Risk) -> bool:
    """Whether the two newest reviews left the same score, and no action that names the risk was added since the first.

    A review is known by its day, from today's workbook and the earlier packs: a pack without one in between is none.
    """
    scores: dict[str, int | None] = {}
    told_in: dict[str, str] = {}  # the first pack that knew of the review
    for past in past_of(case.earlier, row):
        if day := past.cells.get("last_reviewed"):
            scores[day] = earlier_score(past.cells)
            told_in.setdefault(day, past.period)
    if row.last_reviewed is not None:
        scores[row.last_reviewed.isoformat()] = residual(row).score
    if row.last_reviewed is None or len(scores) < 2:
        return False
    *_, before, last = sorted(scores)
    if last != row.last_reviewed.isoformat() or scores[before] != scores[last]:
        return False
    acting = (action for action in case.facts.of(Action) if row.id in (action.risks or ()))
    return not any(_is_new(case, action, told_in[before]) for action in acting)


def _is_new(case: Case, action: Action, period: str) -> bool:
    """Whether no pack up to that period's knew the action."""
    past = past_of(case.earlier, action)
    return not past or past[0].period > period


def rated(case: Case, row: Risk) -> Line:
    """A risk as a line: its scores, band, exposure, movement and flags beside its own cells."""
    return line_once(case, f"risks.{row.id}", row, lambda: _parts(case, row))


def _parts(case: Case, row: Risk) -> dict[str, Part]:
    """What is computed about a risk."""
    now, then = residual(row), inherent(row)
    return {
        "likelihood_now": (Unit.SCORE, "residual likelihood, else inherent", _scale(now.likelihood, now)),
        "impact_now": (Unit.SCORE, "residual impact, else inherent", _scale(now.impact, now)),
        "current_score": (Unit.SCORE, SCORE, _score(row, now)),
        "score": (Unit.SCORE, "likelihood x impact before our response", _score(row, then)),
        "residual_score": (Unit.SCORE, "likelihood x impact after our response", _residual(row, now)),
        "band": (Unit.TEXT, SCORE, _band(row, now)),
        "exposure": (Unit.MONEY, EXPOSURE, exposure(case, row)),
        "movement": (Unit.TEXT, "score now against the newest earlier pack that rated it", movement(case, row)),
        "overdue": (Unit.DAYS, "days since the review was due", review_overdue(case, row)),
        "flags": (Unit.LIST, FLAGS, flags(case, row)),
    }


def _scale(value: int | None, standing: Standing) -> Answer:
    return found(value, standing.sources) if value else missing("to confirm")


def _score(row: Risk, standing: Standing) -> Answer:
    """The score; a high one is bad of a threat, and no verdict on an opportunity."""
    if standing.score is None:
        return missing("to confirm", standing.sources)
    return found(standing.score, standing.sources, None if row.kind == "opportunity" else band(standing.score)[1])


def _residual(row: Risk, now: Standing) -> Answer:
    """The residual score, where both its scales are rated."""
    return (
        _score(row, now) if row.residual_likelihood and row.residual_impact else missing("not rated after our response")
    )


def _band(row: Risk, standing: Standing) -> Answer:
    """The band's word, of a threat."""
    if row.kind == "opportunity":
        return missing("not a threat")
    if standing.score is None:
        return missing("to confirm", standing.sources)
    word, tone = band(standing.score)
    return found(word, standing.sources, tone)


def _filled(row: Risk, *columns: Column[Any]) -> tuple[Column[Any], ...]:
    return tuple(column for column in columns if column.name in row.values)
