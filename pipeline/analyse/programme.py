"""How good the account programme is: each practice as our team, management, customers and a third party see it."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from pipeline.analyse.assessed import (
    A_STEP,
    NONE,
    OWN,
    READS,
    RULE,
    THIRD,
    VIEWS,
    Seen,
    answers,
    difference,
    mean_of,
    overall,
    seen,
    shown,
)
from pipeline.analyse.lines import Part, line
from pipeline.analyse.weighing import hundredths
from pipeline.columns import places
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.kinds import plain
from pipeline.sheets.programme import PRACTICES, Assessment
from pipeline.theme import Tone


def _gap(own: Seen, other: Seen, view: str) -> Answer:
    """The difference with its cells, or who answered nothing."""
    gap = difference(own, other)
    if gap is None:
        lacks = OWN if not own.questions else view if not other.questions else ""
        return missing(f"no answer by {lacks}" if lacks else f"own team and {view} answered no question in common")
    both = own.questions.keys() & other.questions.keys()
    rows = (row for row in (*own.rows, *other.rows) if plain(row.question) in both)
    return found(hundredths(gap) / 100, places(rows, Assessment.score), Tone.WATCH if gap >= A_STEP else None)


def _practice(case: Case, practice: str) -> Line:
    rows = case.facts.once(answers)
    views = {view: seen(rows, practice, view) for view in VIEWS}
    at = tuple(place for view in views.values() for place in view.places)
    questions = {question for view in views.values() for question in view.questions}
    parts: dict[str, Part] = {
        "practice": (Unit.TEXT, "Practice", found(practice)),
        "score": (Unit.RATIO, "mean of the views there are, 0 to 4", shown(overall(rows, practice), at, NONE)),
        "questions": (Unit.COUNT, "questions answered", found(len(questions), at)),
        "answers": (Unit.COUNT, "newest answers", found(sum(len(view.rows) for view in views.values()), at)),
    }
    for view, one in views.items():
        key = view.replace(" ", "_")
        parts[key] = (
            Unit.RATIO,
            f"{RULE}; assessors of type {view}",
            shown(one.score, one.places, f"no answer by {view}"),
        )
        if view != OWN:
            gap = _gap(views[OWN], one, view)
            parts[f"gap_{key}"] = (Unit.RATIO, f"own team - {view}, over the questions that both answered", gap)
    return line(case, f"programme.{practice}", None, parts)


@figure(
    "programme.practices",
    Unit.LIST,
    "The five practices: score by own team, management, customers and third party, and the gap of our own view to each",
    RULE,
    READS,
)
def practices(case: Case) -> Answer:
    if not case.facts.once(answers):
        return missing(NONE)
    lines = tuple(_practice(case, practice) for practice in PRACTICES)
    return found(lines, (place for item in lines for place in item.score.sources))


@figure(
    "programme.views",
    Unit.LIST,
    "The whole programme by view: own team, management, customers, third party",
    "mean over the practices that the view has answers on",
    READS,
)
def views(case: Case) -> Answer:
    rows = case.facts.once(answers)
    if not rows:
        return missing(NONE)
    lines = []
    for view in VIEWS:
        every = [one for practice in PRACTICES if (one := seen(rows, practice, view)).questions]
        at = [place for one in every for place in one.places]
        mean = mean_of(score for one in every if (score := one.score) is not None)
        given = [row for one in every for row in one.rows]
        parts: dict[str, Part] = {
            "view": (Unit.TEXT, "Assessor type", found(view)),
            "score": (Unit.RATIO, "mean over its practices, 0 to 4", shown(mean, at, f"no answer by {view}")),
            "practices": (Unit.COUNT, "practices with an answer", found(len(every), at)),
            "answers": (Unit.COUNT, "newest answers", found(len(given), at)),
            "newest": (
                Unit.DATE,
                "newest Date",
                found(max(row.day for row in given), places(given, Assessment.day))
                if given
                else missing(f"no answer by {view}"),
            ),
        }
        lines.append(line(case, f"programme.view.{view}", None, parts))
    return found(tuple(lines), places(rows, Assessment.score))


@figure(
    "programme.score",
    Unit.RATIO,
    "The whole programme, 0 to 4",
    "mean over the practices of the mean of the views there are, two decimals",
    READS,
)
def score(case: Case) -> Answer:
    rows = case.facts.once(answers)
    mean = mean_of(one for practice in PRACTICES if (one := overall(rows, practice)) is not None)
    return shown(mean, places(rows, Assessment.score), NONE)


@figure(
    "programme.before",
    Unit.RATIO,
    "What the whole programme scored in the last portfolio pack, 0 to 4",
    "programme.score in the earlier portfolio pack",
)
def before(case: Case) -> Answer:
    if case["programme.score"].absent:
        return missing(NONE)
    if case.earlier is None:
        return missing("no earlier portfolio pack")
    kept = case.earlier.figures.get("programme.score")
    return (
        found(float(kept)) if isinstance(kept, int | float) else missing("the earlier portfolio pack does not hold it")
    )


@figure(
    "programme.gap",
    Unit.RATIO,
    "How much better our own team sees the programme than the third party does",
    "mean over the practices of own team - third party, on the questions that both answered; two decimals",
    READS,
)
def gap(case: Case) -> Answer:
    rows = case.facts.once(answers)
    if not rows:
        return missing(NONE)
    pairs = [(seen(rows, practice, OWN), seen(rows, practice, THIRD)) for practice in PRACTICES]
    mean = mean_of(gap for own, third in pairs if (gap := difference(own, third)) is not None)
    at = [place for own, third in pairs for place in _gap(own, third, THIRD).sources]
    why = "own team and third party answered no question in common"
    return shown(mean, at, why, Tone.WATCH if mean is not None and mean >= A_STEP else None)


@figure(
    "programme.weakest",
    Unit.TEXT,
    "The weakest practice",
    "the practice with the lowest mean of the views there are; of equal ones the first in the order of the sheet",
    READS,
)
def weakest(case: Case) -> Answer:
    lines = [item for item in case["programme.practices"].lines if not item.score.absent]
    if not lines:
        return missing(NONE)
    lowest = min(lines, key=lambda item: item.score.number)
    return found(str(lowest.practice.value), lowest.score.sources)


@figure(
    "programme.weakest_questions",
    Unit.LIST,
    "The five weakest questions, the weakest first: practice, question, score, answers",
    "mean of the newest answers of all assessors to the question",
    READS,
)
def weakest_questions(case: Case) -> Answer:
    by_question: dict[tuple[str, str], list[Assessment]] = defaultdict(list)
    for row in case.facts.once(answers):
        by_question[row.practice, plain(row.question)].append(row)
    if not by_question:
        return missing(NONE)
    means = {key: Fraction(sum(row.score or 0 for row in rows), len(rows)) for key, rows in by_question.items()}
    worst = sorted(means, key=lambda key: (means[key], PRACTICES.index(key[0]), key[1]))[:5]
    lines = []
    for number, key in enumerate(worst, 1):
        rows = by_question[key]
        at = places(rows, Assessment.score)
        parts: dict[str, Part] = {
            "practice": (Unit.TEXT, "Practice", found(key[0])),
            "question": (Unit.TEXT, "Question", found(rows[0].question, rows[0].place(Assessment.question))),
            "score": (Unit.RATIO, "mean of its newest answers", shown(means[key], at, NONE)),
            "answers": (Unit.COUNT, "its newest answers", found(len(rows), at)),
        }
        lines.append(line(case, f"programme.weakest_questions.{number}", None, parts))
    return found(tuple(lines), (place for item in lines for place in item.score.sources))
