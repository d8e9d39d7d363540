"""How long the selection's lists are, and the settings that it goes by, as figures that a sentence can quote."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.analyse.backing import defined
from pipeline.analyse.selection import NOBODY, tier_differs, unranked, unstable
from pipeline.analyse.selection_departments import departments
from pipeline.analyse.selection_grid import gone, movers, newcomers
from pipeline.analyse.selection_proposed import proposed, to_decide
from pipeline.analyse.selection_raters import old_votes, raters
from pipeline.analyse.selection_votes import criteria
from pipeline.analyse.weighing import ENOUGH
from pipeline.figures import Answer, Case, Declaration, Unit, figure, found, missing
from pipeline.sheets.scoring import Candidate

COUNTED = (
    ("selection.rater_count", "How many raters voted", raters),
    ("selection.department_count", "How many departments voted", departments),
    ("selection.criterion_count", "How many criteria there are", criteria),
    ("selection.proposed_count", "How many candidates are proposed", proposed),
    ("selection.to_decide_count", "About how many candidates something is to be decided", to_decide),
    ("selection.unranked_count", "How many candidates have no total", unranked),
    ("selection.tier_differs_count", "How many candidates have another tier by the votes", tier_differs),
    ("selection.unstable_count", "How many candidates have a tier that hangs on the weights", unstable),
    ("selection.old_vote_count", "How many votes count though they are over a year old", old_votes),
    ("selection.mover_count", "How many candidates moved since the last selection", movers),
    ("selection.newcomer_count", "How many candidates were not in the last selection", newcomers),
    ("selection.gone_count", "How many candidates of the last selection are none any more", gone),
)


def _counted(listed: Declaration) -> Callable[[Case], Answer]:
    def count(case: Case) -> Answer:
        lines = case[listed.name]
        return missing(lines.reason) if lines.absent else found(len(lines), lines.sources)

    return count


COUNTS = tuple(
    figure(name, Unit.COUNT, meaning, f"lines of {listed.name}", (listed,))(_counted(listed))
    for name, meaning, listed in COUNTED
)


@figure(
    "selection.disagreement_from",
    Unit.RATIO,
    "Departments disagree from this difference of their means on",
    "the setting disagreement_from",
    (Candidate.account,),
)
def disagreement_from(case: Case) -> Answer:
    return _set(case, case.settings.disagreement_from)


@figure(
    "selection.midline",
    Unit.RATIO,
    "Attractiveness and fit are high from this score on",
    "the setting grid_midline",
    (Candidate.account,),
)
def midline(case: Case) -> Answer:
    return _set(case, case.settings.grid_midline)


@figure(
    "selection.enough",
    Unit.PERCENT,
    "The share of the weight that must be voted on for a total",
    "80 % of the weights of all criteria",
    (Candidate.account,),
)
def enough(case: Case) -> Answer:
    return _set(case, float(ENOUGH))


@figure(
    "selection.definitions",
    Unit.LIST,
    "How each figure of the selection is worked out: topic, name, meaning, formula",
    "the figures of the selection that are there and are more than quoted rows or cells",
)
def definitions(case: Case) -> Answer:
    return defined(case, "selection.definitions", "selection.") if case.facts.of(Candidate) else missing(NOBODY)


def _set(case: Case, value: float) -> Answer:
    """A setting, which says nothing where there is nobody to select."""
    return found(value) if case.facts.of(Candidate) else missing(NOBODY)
