"""Counts the answers about the programme: the newest of each assessor, by practice and by whose view it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pipeline.analyse.weighing import hundredths
from pipeline.columns import Column, places
from pipeline.facts import Facts
from pipeline.figures import Answer, found, missing
from pipeline.kinds import plain
from pipeline.problems import Place
from pipeline.sheets.programme import Assessment
from pipeline.theme import Tone

NONE = "no assessment given"
OWN, THIRD = "own team", "third party"
VIEWS = (OWN, "management", "customer", THIRD)
READS: tuple[Column[Any], ...] = (
    Assessment.practice, Assessment.question, Assessment.score, Assessment.assessor, Assessment.assessor_type,
    Assessment.day,
)  # fmt: skip
A_STEP = 1  # of the scale 0-4: a gap of this much or more is to be watched
RULE = "newest answer of each assessor to a question; mean over a question's assessors, then over the questions"


@dataclass(frozen=True, slots=True)
class Seen:
    """How somebody sees a practice: the mean score of each question, and the rows it comes from."""

    questions: dict[str, Fraction]
    rows: tuple[Assessment, ...]

    @property
    def score(self) -> Fraction | None:
        """The mean over the questions, so that one that many answered does not outweigh the others."""
        return mean_of(self.questions.values())

    @property
    def places(self) -> tuple[Place, ...]:
        """The cells of the scores."""
        return places(self.rows, Assessment.score)


def mean_of(values: Iterable[Fraction]) -> Fraction | None:
    """The mean; None of nothing."""
    listed = list(values)
    return sum(listed, Fraction()) / len(listed) if listed else None


def newest(rows: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """The newest answer with a score of each assessor to each question of a practice."""
    known: dict[tuple[str, str, str], Assessment] = {}
    for row in rows:
        key = (row.practice, plain(row.question), plain(row.assessor))
        if row.score is not None and (key not in known or row.day >= known[key].day):
            known[key] = row
    return tuple(known.values())


def answers(facts: Facts) -> tuple[Assessment, ...]:
    """The newest answers of all."""
    return newest(facts.of(Assessment))


def seen(rows: Iterable[Assessment], practice: str, view: str) -> Seen:
    """How one kind of assessor sees a practice, of these rows."""
    chosen = tuple(row for row in rows if row.practice == practice and row.assessor_type == view)
    by_question: dict[str, list[int]] = defaultdict(list)
    for row in chosen:
        by_question[plain(row.question)].append(row.score or 0)
    return Seen({question: Fraction(sum(given), len(given)) for question, given in by_question.items()}, chosen)


def shown(score: Fraction | None, at: Sequence[Place], reason: str, tone: Tone | None = None) -> Answer:
    """A score with two decimals, half up."""
    return missing(reason) if score is None else found(hundredths(score) / 100, at, tone)


def overall(rows: Iterable[Assessment], practice: str) -> Fraction | None:
    """The mean of the views there are on a practice: the many of one kind do not outvote the few of another."""
    listed = tuple(rows)
    return mean_of(score for view in VIEWS if (score := seen(listed, practice, view).score) is not None)


def difference(own: Seen, other: Seen) -> Fraction | None:
    """How much better we see ourselves than others do, on the questions that both answered; None without such."""
    both = own.questions.keys() & other.questions.keys()
    return mean_of(own.questions[question] - other.questions[question] for question in both)
