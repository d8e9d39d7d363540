"""Who voted: each rater's newest rows and what they rest on, old votes, and the votes that are missing."""

from __future__ import annotations

from collections import defaultdict

from pipeline.analyse.lines import Part, line, said
from pipeline.analyse.selection import NOBODY
from pipeline.analyse.selection_votes import CAST, NO_VOTES, name_answer, ranked_candidates
from pipeline.analyse.votes import NO_DEPARTMENT, Ballot, ballots
from pipeline.columns import places
from pipeline.figures import Answer, Case, Unit, figure, found, missing
from pipeline.periods import months_later
from pipeline.sheets.scoring import Candidate, Criterion, Score
from pipeline.theme import Tone


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
        line(case, f"selection.ballots.{candidate.account}.{one.rater}", one.row, _in_one_spelling(one))
        for candidate in ranked_candidates(case)
        for one in cast[candidate.account]
    ]
    if not lines:
        return missing(NO_VOTES if case.facts.of(Candidate) else NOBODY)
    return found(tuple(lines), (place for item in lines if item.row for place in item.row.place()))


def _in_one_spelling(ballot: Ballot) -> dict[str, Part]:
    """The rater and the department, as all of their rows are counted."""
    row = ballot.row
    return {
        "voter": (Unit.TEXT, "Rater, in one spelling", found(ballot.rater, row.place(Score.rater))),
        "group": (Unit.TEXT, "Department, in one spelling", found(ballot.department, row.place(Score.department))),
    }


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
        for candidate in ranked_candidates(case):
            ballot = cast.get((candidate.account, rater))
            lacking = [name for name in names if ballot is None or name not in ballot.row.votes]
            if not lacking:
                continue
            at = ballot.row.vote_places(lacking) if ballot else candidate.place(Candidate.account)
            parts: dict[str, Part] = {
                "rater": (Unit.TEXT, "Rater", found(rater)),
                "candidate": (Unit.TEXT, "Name, else Account", name_answer(candidate)),
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
