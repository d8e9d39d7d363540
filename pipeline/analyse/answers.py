"""What answers to survey questions come to: how many are satisfied, how many would recommend us, of how many."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.columns import places
from pipeline.figures import Answer, Case, found, missing
from pipeline.periods import Period
from pipeline.sheets.performance import Feedback
from pipeline.theme import Tone

FEWEST = 3  # below, a survey's figure is shown with its n and has no verdict
WIDEST = 10  # a scale that ends higher has no top two worth the name
TOP = 2  # points of the scale, counted from its best end, that say "satisfied"
PROMOTER, DETRACTOR = 9, 6  # of 0 to 10: from here on, up to here
SCORED = (
    Feedback.day, Feedback.question, Feedback.score, Feedback.scale_min, Feedback.scale_max, Feedback.best,
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """A survey question: its word in Question, which answers count, what one is worth, and from where it is good."""

    word: str
    name: str
    counts: Callable[[Feedback], bool]
    worth: Callable[[Feedback], float]
    good: Callable[[Case], float]
    watch: Callable[[Case], float]


def _on_scale(row: Feedback) -> bool:
    """Whether the scale is given, and the score stands on it."""
    least, most, score = row.scale_min, row.scale_max, row.score
    return score is not None and least is not None and most is not None and least < most and least <= score <= most


def _counts_for_satisfaction(row: Feedback) -> bool:
    return _on_scale(row) and row.best is not None and (row.scale_max or 0) <= WIDEST


def _is_satisfied(row: Feedback) -> float:
    """1 for the top two of the scale, counted from its best end; else 0."""
    score, least, most = row.score or 0.0, row.scale_min or 0.0, row.scale_max or 0.0
    return float(score >= most - TOP + 1 if row.best == "high" else score <= least + TOP - 1)


def _counts_for_recommending(row: Feedback) -> bool:
    return _on_scale(row) and (row.scale_min, row.scale_max) == (0, WIDEST) and row.best != "low"


def _promotes(row: Feedback) -> float:
    """1 for a promoter (9-10), -1 for a detractor (0-6), 0 between."""
    score = row.score or 0.0
    return float(score >= PROMOTER) - float(score <= DETRACTOR)


CSAT = Question(
    "satisfaction", "csat", _counts_for_satisfaction, _is_satisfied,
    lambda case: case.settings.csat_green, lambda case: case.settings.csat_amber,
)  # fmt: skip
NPS = Question(
    "recommend", "nps", _counts_for_recommending, _promotes,
    lambda case: case.settings.nps_green, lambda case: case.settings.nps_amber,
)  # fmt: skip
QUESTIONS = (CSAT, NPS)


def asked(case: Case, question: Question, periods: Iterable[Period]) -> list[Feedback]:
    """The answers to a question in some quarters that have a score, countable or not."""
    spans = [(period.start, period.end) for period in periods]
    return [
        row
        for row in case.facts.of(Feedback)
        if row.question == question.word and row.score is not None and any(a <= row.day <= b for a, b in spans)
    ]


def responses(case: Case, question: Question, periods: tuple[Period, ...]) -> list[Feedback]:
    """The answers that count."""
    return [row for row in asked(case, question, periods) if question.counts(row)]


def score(case: Case, question: Question, periods: tuple[Period, ...]) -> Answer:
    """The mean worth of the answers, with their number in the formula; a verdict from three answers on."""
    rows = responses(case, question, periods)
    if not rows:
        return missing(_nothing(case, question, periods))
    mean = sum(question.worth(row) for row in rows) / len(rows)
    tone = _verdict(case, question, mean) if len(rows) >= FEWEST else None
    return found(mean, places(rows, *SCORED[2:]), tone)._replace(note=f"n = {len(rows)}")


def _verdict(case: Case, question: Question, mean: float) -> Tone:
    if mean >= question.good(case):
        return Tone.GOOD
    return Tone.WATCH if mean >= question.watch(case) else Tone.BAD


def _nothing(case: Case, question: Question, periods: tuple[Period, ...]) -> str:
    """Why there is no figure: nobody was asked, or no answer can be counted."""
    when = str(periods[0]) if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
    if not case.facts.of(Feedback):
        return "no feedback given"
    if asked(case, question, periods):
        return f"no answer on {question.word} in {when} has a scale that can be counted"
    return f"nobody was asked about {question.word} in {when}"


def number(case: Case, question: Question, periods: tuple[Period, ...]) -> Answer:
    """How many answers count: the n of the score."""
    rows = responses(case, question, periods)
    return found(len(rows), places(rows, Feedback.score)) if case.facts.of(Feedback) else missing("no feedback given")


def uncountable(row: Feedback) -> str:
    """Why an answer is left out of its figure; empty where it counts or answers neither question."""
    question = next((one for one in QUESTIONS if one.word == row.question), None)
    if question is None or row.score is None or question.counts(row):
        return ""
    if row.scale_min is None or row.scale_max is None:
        return "no scale given"
    if not _on_scale(row):
        return "the score is not on its scale"
    if question is NPS:
        return "the scale is not 0 to 10, best high"
    return "no best score given" if row.best is None else f"the scale ends above {WIDEST}"
