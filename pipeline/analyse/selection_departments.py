"""How each department votes: its raters, how much higher or lower than all departments, how often it stands apart."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from pipeline.analyse.lines import Part, line
from pipeline.analyse.selection_votes import CAST, NO_VOTES
from pipeline.analyse.votes import NO_DEPARTMENT, ballots, opinions
from pipeline.analyse.weighing import exact, hundredths
from pipeline.figures import Answer, Case, Unit, figure, found, missing
from pipeline.problems import Place
from pipeline.theme import Tone

LEANS = Fraction(1, 2)  # of a score: a department that is this much above or below the score all give is to be watched


@figure(
    "selection.departments",
    Unit.LIST,
    "How each department votes: raters, scores, lean against all departments, how often it is the highest or lowest of "
    "a disagreement",
    "lean = mean over candidates and criteria of the department's mean - the score of all departments",
    CAST,
)
def departments(case: Case) -> Answer:
    raters: dict[str, set[str]] = defaultdict(set)
    for cast in case.facts.once(ballots).values():
        for one in cast:
            raters[one.department].add(one.rater)
    if not raters:
        return missing(NO_VOTES)
    apart: dict[str, list[Fraction]] = defaultdict(list)
    outer: dict[str, int] = defaultdict(int)
    places: dict[str, list[Place]] = defaultdict(list)
    limit = exact(case.settings.disagreement_from)
    for by_criterion in case.facts.once(opinions).values():
        for opinion in by_criterion.values():
            if len(opinion.views) < 2:
                continue
            means = [view.mean for view in opinion.views]
            for view in opinion.views:
                apart[view.department].append(view.mean - opinion.score)
                places[view.department] += opinion.places
                outer[view.department] += opinion.difference >= limit and view.mean in (max(means), min(means))
    lines = []
    for department in sorted(raters):
        steps, at = apart[department], tuple(dict.fromkeys(places[department]))
        alone = missing("no candidate that another department has voted on, too")
        lean = sum(steps, Fraction()) / len(steps) if steps else None
        parts: dict[str, Part] = {
            "department": (
                Unit.TEXT,
                "Department",
                missing("to confirm") if department == NO_DEPARTMENT else found(department),
            ),
            "raters": (Unit.COUNT, "raters with a vote", found(len(raters[department]), at)),
            "scores": (Unit.COUNT, "scores that other departments gave, too", found(len(steps), at)),
            "lean": (
                Unit.RATIO,
                "mean of department mean - score of all departments, two decimals",
                alone
                if lean is None
                else found(hundredths(lean) / 100, at, Tone.WATCH if abs(lean) >= LEANS else None),
            ),
            "apart": (
                Unit.COUNT,
                "disagreements in which it is the highest or the lowest",
                found(outer[department], at) if steps else alone,
            ),
        }
        lines.append(line(case, f"selection.departments.{department}", None, parts))
    return found(tuple(lines), (place for item in lines for place in item.raters.sources))
