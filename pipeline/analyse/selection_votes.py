"""What the selection's totals rest on: criteria with weights, scores by department, disagreements, missing votes."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from pipeline.analyse.lines import Part, line, said
from pipeline.analyse.selection import NOBODY, VOTES, two_decimals
from pipeline.analyse.votes import NO_DEPARTMENT, Ballot, Opinion, ballots, opinions
from pipeline.analyse.weighing import exact, hundredths, no_weights, results_of, weights_of
from pipeline.columns import places
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.periods import months_later
from pipeline.sheets.scoring import Candidate, Criterion, Score
from pipeline.theme import Tone

NO_VOTES = "no votes given"
CAST = (Score.account, Score.rater, Score.department, Score.day, Criterion.criterion)


def _ranked(case: Case) -> list[Candidate]:
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
    by_mean = sorted(opinion.views, key=lambda view: (-view.mean, view.department))
    high, low = by_mean[0], by_mean[-1]
    alone = missing("one department alone has voted", at)
    several = len(by_mean) > 1
    disagree = several and opinion.difference >= exact(case.settings.disagreement_from)
    tone = Tone.WATCH if disagree else None
    mean_of, name_of = "mean of the department's votes", "the department with the"
    return {
        "candidate": (Unit.TEXT, "Name, else Account", _name(candidate)),
        "account": (Unit.TEXT, "Account", found(candidate.account, candidate.place(Candidate.account))),
        "score": (
            Unit.RATIO,
            "mean over the raters of each department, then over the departments, two decimals",
            two_decimals(hundredths(opinion.score), "", at),
        ),
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


def _name(candidate: Candidate) -> Answer:
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
    for candidate in _ranked(case):
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
    for candidate in _ranked(case):
        name, account = _name(candidate), found(candidate.account, candidate.place(Candidate.account))
        for criterion, opinion in case.facts.once(opinions)[candidate.account].items():
            for view in opinion.views:
                parts: dict[str, Part] = {
                    "candidate": (Unit.TEXT, "Name, else Account", name),
                    "account": (Unit.TEXT, "Account", account),
                    "criterion": (Unit.TEXT, "the heading", found(criterion)),
                    "department": (Unit.TEXT, "Department", found(view.department)),
                    "mean": (Unit.RATIO, "mean of its votes", two_decimals(hundredths(view.mean), "", opinion.places)),
                    "votes": (Unit.COUNT, "its raters with a vote", Answer(len(view.votes), opinion.places)),
                }
                key = f"selection.by_department.{candidate.account}.{criterion}.{view.department}"
                lines.append(line(case, key, None, parts))
    if not lines:
        return missing(NO_VOTES if case.facts.of(Candidate) else NOBODY)
    return found(tuple(lines), case["selection.scores"].sources)


@figure(
    "selection.ballots",
    Unit.LIST,
    "The newest row of each rater on each candidate: what it rests on and how sure the rater is",
    "rows of Scores, a rater's newest on a candidate, by rank of the candidate and name of the rater",
    CAST,
)
def newest_rows(case: Case) -> Answer:
    cast = case.facts.once(ballots)
    lines = [
        line(case, f"selection.ballots.{candidate.account}.{one.rater}", one.row, {})
        for candidate in _ranked(case)
        for one in cast[candidate.account]
    ]
    if not lines:
        return missing(NO_VOTES if case.facts.of(Candidate) else NOBODY)
    return found(tuple(lines), (place for item in lines if item.row for place in item.row.place()))


@figure(
    "selection.old_votes",
    Unit.LIST,
    "Votes that count though they are over a year old, the oldest first",
    "newest rows of raters with a Date more than 12 months before the as-of day",
    CAST,
)
def old_votes(case: Case) -> Answer:
    newest = case["selection.ballots"]
    if newest.absent:
        return missing(newest.reason)
    limit = months_later(case.facts.as_of, -12)
    rows = [(item.row.day, item) for item in newest.lines if isinstance(item.row, Score) and item.row.day < limit]
    rows.sort(key=lambda pair: pair[0])
    return found(tuple(item for _, item in rows), places((item.row for _, item in rows if item.row), Score.day))


@figure(
    "selection.raters",
    Unit.LIST,
    "Who voted, by department and name: rater, department, candidates voted on, missing votes, newest vote",
    "raters with a row in Scores on a candidate; the department of their newest row",
    CAST,
)
def raters(case: Case) -> Answer:
    by_rater: dict[str, list[Ballot]] = defaultdict(list)
    for cast in case.facts.once(ballots).values():
        for one in cast:
            by_rater[one.rater].append(one)
    if not by_rater:
        return missing(NO_VOTES)
    asked = len(case.facts.of(Candidate)) * len(case.facts.of(Criterion))
    named = {rater: max(many, key=lambda one: (one.row.day, one.department)) for rater, many in by_rater.items()}
    lines = []
    for rater in sorted(by_rater, key=lambda rater: (named[rater].department, rater)):
        rows, newest = [one.row for one in by_rater[rater]], named[rater]
        given = sum(len(row.votes) for row in rows)
        at = places(rows, Score.rater)
        department = newest.department
        parts: dict[str, Part] = {
            "rater": (Unit.TEXT, "Rater", found(rater, at)),
            "department": (
                Unit.TEXT,
                "Department of the newest row",
                missing("to confirm", newest.row.place(Score.department))
                if department == NO_DEPARTMENT
                else said(department, newest.row.place(Score.department)),
            ),
            "candidates": (Unit.COUNT, "candidates voted on", found(len(rows), at)),
            "missing": (Unit.COUNT, "candidates x criteria - votes", found(asked - given, at)),
            "newest_vote": (Unit.DATE, "newest Date", found(newest.row.day, newest.row.place(Score.day))),
        }
        lines.append(line(case, f"selection.raters.{rater}", None, parts))
    return found(tuple(lines), (place for item in lines for place in item.rater.sources))


@figure(
    "selection.missing_votes",
    Unit.LIST,
    "Votes that are missing, rater by candidate: rater, candidate, criteria without a vote, how many",
    "every rater x candidate x criterion without a vote in the rater's newest row on the candidate",
    CAST,
)
def missing_votes(case: Case) -> Answer:
    names = [row.criterion for row in case.facts.of(Criterion)]
    cast = {(account, one.rater): one for account, many in case.facts.once(ballots).items() for one in many}
    voters = sorted({rater for _, rater in cast})
    if not voters or not names:
        return missing(NO_VOTES if names else "no criteria given")
    lines = []
    for rater in voters:
        for candidate in _ranked(case):
            ballot = cast.get((candidate.account, rater))
            lacking = [name for name in names if ballot is None or name not in ballot.row.votes]
            if not lacking:
                continue
            at = ballot.row.vote_places(lacking) if ballot else candidate.place(Candidate.account)
            parts: dict[str, Part] = {
                "rater": (Unit.TEXT, "Rater", found(rater)),
                "candidate": (Unit.TEXT, "Name, else Account", _name(candidate)),
                "account": (Unit.TEXT, "Account", found(candidate.account, candidate.place(Candidate.account))),
                "criteria": (Unit.TEXT, "criteria without a vote", found("; ".join(lacking), at)),
                "count": (Unit.COUNT, "criteria without a vote", found(len(lacking), at)),
                "any_vote": (Unit.TEXT, "yes where the rater has a row", found("yes" if ballot else "no")),
            }
            lines.append(line(case, f"selection.missing_votes.{rater}.{candidate.account}", None, parts))
    return found(tuple(lines), (place for item in lines for place in item.criteria.sources))


@figure(
    "selection.missing_count",
    Unit.COUNT,
    "How many votes are missing",
    "raters x candidates x criteria - votes given",
    CAST,
)
def missing_count(case: Case) -> Answer:
    lacking = case["selection.missing_votes"]
    if lacking.absent:
        return missing(lacking.reason)
    total = sum(int(item.count.number) for item in lacking.lines)
    return found(total, lacking.sources, Tone.WATCH if total else Tone.GOOD)
