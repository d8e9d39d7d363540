"""What the selection's totals rest on: criteria with weights, scores by department, disagreements, missing votes."""

from __future__ import annotations

from fractions import Fraction

from pipeline.analyse.lines import Part, line
from pipeline.analyse.selection import NOBODY, VOTES, two_decimals
from pipeline.analyse.votes import Opinion, opinions
from pipeline.analyse.weighing import exact, hundredths, no_weights, results_of, weights_of
from pipeline.columns import places
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.sheets.scoring import Candidate, Criterion, Score
from pipeline.theme import Tone

NO_VOTES = "no votes given"
CAST = (Score.account, Score.rater, Score.department, Score.day, Criterion.criterion)


def ranked_candidates(case: Case) -> list[Candidate]:
    """The candidates by rank, so that every list runs in the same order."""
    return [result.candidate for result in results_of(case)]


@figure(
    "selection.criteria",
    Unit.LIST,
    "The criteria: weight of all as 100 %, mean score over the candidates, how many are voted on",
    "rows of Criteria in their order; weight / sum of the weights; mean of the candidates' scores",
    VOTES,
)
def criteria(case: Case) -> Answer:
    rows = case.facts.of(Criterion)
    if not rows:
        return missing("no criteria given")
    weights, why, lines = case.facts.once(weights_of), no_weights(case.facts), []
    for row in rows:
        held = [by[row.criterion] for by in case.facts.once(opinions).values() if row.criterion in by]
        at = [place for opinion in held for place in opinion.places]
        mean = sum((opinion.score for opinion in held), Fraction()) / len(held) if held else None
        parts: dict[str, Part] = {
            "weight_share": (
                Unit.PERCENT,
                "Weight / sum of the weights",
                found(float(weights[row.criterion]), places(rows, Criterion.weight)) if weights else missing(why),
            ),
            "mean": (
                Unit.RATIO,
                "mean of the scores of the candidates voted on, two decimals",
                two_decimals(None if mean is None else hundredths(mean), "nobody has voted on it", at),
            ),
            "voted_count": (Unit.COUNT, "candidates with a vote on it", found(len(held), at)),
        }
        lines.append(line(case, f"selection.criteria.{row.criterion}", row, parts))
    return found(tuple(lines), (place for row in rows for place in row.place()))


def _opinion_parts(case: Case, candidate: Candidate, opinion: Opinion) -> dict[str, Part]:
    at, votes = opinion.places, opinion.votes
    # Views stand by department: of equal means the first department is told as highest, the last as lowest.
    high = max(opinion.views, key=lambda view: view.mean)
    low = min(reversed(opinion.views), key=lambda view: view.mean)
    alone = missing("one department alone has voted", at)
    several = len(opinion.views) > 1
    disagree = several and opinion.difference >= exact(case.settings.disagreement_from)
    tone = Tone.WATCH if disagree else None
    mean_of, name_of = "mean of the department's votes", "the department with the"
    return {
        "candidate": (Unit.TEXT, "Name, else Account", name_answer(candidate)),
        "account": (Unit.TEXT, "Account", found(candidate.account, candidate.place(Candidate.account))),
        "score": (
            Unit.RATIO,
            "mean over the raters of each department, then over the departments, two decimals",
            two_decimals(hundredths(opinion.score), "", at),
        ),
        "unrounded": (Unit.RATIO, "the same, not rounded", Answer(float(opinion.score), at)),
        "votes": (Unit.COUNT, "raters with a vote", Answer(len(votes), at)),
        "difference": (
            Unit.RATIO,
            "highest - lowest department mean, two decimals",
            two_decimals(hundredths(opinion.difference), "", at, tone) if several else alone,
        ),
        "highest_department": (
            Unit.TEXT,
            f"{name_of} highest mean",
            Answer(high.department, at) if several else alone,
        ),
        "highest": (Unit.RATIO, mean_of, two_decimals(hundredths(high.mean), "", at) if several else alone),
        "lowest_department": (Unit.TEXT, f"{name_of} lowest mean", Answer(low.department, at) if several else alone),
        "lowest": (Unit.RATIO, mean_of, two_decimals(hundredths(low.mean), "", at) if several else alone),
        "range": (Unit.COUNT, "highest - lowest vote", Answer(max(votes) - min(votes), at)),
        "deviation": (Unit.RATIO, "standard deviation of the votes (of all raters, no sample)",
                      Answer(opinion.deviation, at)),
    }  # fmt: skip


def name_answer(candidate: Candidate) -> Answer:
    """What a candidate is called."""
    return found(candidate.name or candidate.account, candidate.place(Candidate.name, Candidate.account))


@figure(
    "selection.scores",
    Unit.LIST,
    "The score of every candidate on every criterion, with its spread: candidate, criterion, score, votes, departments "
    "furthest apart, range, standard deviation",
    "newest row of a rater; mean over the raters of each department, then mean over the departments",
    CAST,
)
def scores(case: Case) -> Answer:
    lines: list[Line] = []
    for candidate in ranked_candidates(case):
        for criterion, opinion in case.facts.once(opinions)[candidate.account].items():
            name = f"selection.scores.{candidate.account}.{criterion}"
            parts = _opinion_parts(case, candidate, opinion)
            parts["criterion"] = (Unit.TEXT, "the heading", found(criterion))
            lines.append(line(case, name, None, parts))
    if not lines:
        return missing(NO_VOTES if case.facts.of(Candidate) else NOBODY)
    return found(tuple(lines), (place for item in lines for place in item.score.sources))


@figure(
    "selection.disagreements",
    Unit.LIST,
    "Where departments disagree, the furthest apart first",
    "scores whose department means differ by the setting disagreement_from (1.5) or more",
    CAST,
)
def disagreements(case: Case) -> Answer:
    every = case["selection.scores"]
    if every.absent:
        return missing(every.reason)
    apart = [item for item in every.lines if item.difference.tone is Tone.WATCH]
    # The sort is stable: of equal differences the better candidate comes first.
    apart.sort(key=lambda item: -item.difference.number)
    return found(tuple(apart), (place for item in apart for place in item.score.sources))


@figure(
    "selection.disagreement_count",
    Unit.COUNT,
    "How many scores the departments disagree on",
    "lines of selection.disagreements",
    CAST,
)
def disagreement_count(case: Case) -> Answer:
    apart = case["selection.disagreements"]
    return missing(apart.reason) if apart.absent else found(len(apart), apart.sources)


@figure(
    "selection.by_department",
    Unit.LIST,
    "The mean of each department on every candidate and criterion: candidate, criterion, department, mean, votes",
    "mean of the newest votes of the department's raters, two decimals",
    CAST,
)
def by_department(case: Case) -> Answer:
    lines: list[Line] = []
    for candidate in ranked_candidates(case):
        name, account = name_answer(candidate), found(candidate.account, candidate.place(Candidate.account))
        for criterion, opinion in case.facts.once(opinions)[candidate.account].items():
            for view in opinion.views:
                parts: dict[str, Part] = {
                    "candidate": (Unit.TEXT, "Name, else Account", name),
                    "account": (Unit.TEXT, "Account", account),
                    "criterion": (Unit.TEXT, "the heading", found(criterion)),
                    "department": (Unit.TEXT, "Department", found(view.department)),
                    "mean": (Unit.RATIO, "mean of its votes", two_decimals(hundredths(view.mean), "", opinion.places)),
                    "unrounded": (Unit.RATIO, "the same, not rounded", Answer(float(view.mean), opinion.places)),
                    "votes": (Unit.COUNT, "its raters with a vote", Answer(len(view.votes), opinion.places)),
                }
                key = f"selection.by_department.{candidate.account}.{criterion}.{view.department}"
                lines.append(line(case, key, None, parts))
    if not lines:
        return missing(NO_VOTES if case.facts.of(Candidate) else NOBODY)
    return found(tuple(lines), case["selection.scores"].sources)
