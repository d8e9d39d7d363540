"""The selection's workbook: what it reckons anew when a weight changes, and the lists that the deck shows a part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pipeline.blocks import Finding, Label
from pipeline.compose.report_tabs import said
from pipeline.compose.selection import candidate_of
from pipeline.compose.selection_tabs import TABS
from pipeline.compose.sources import cells_by_tab
from pipeline.figures import Figure, Figures
from pipeline.kinds import plain
from pipeline.reckoning import Ballot, Group, Reckoning
from pipeline.tabs import Key, Report, figure_of
from pipeline.tags import Pages

FINDINGS = (
    "headline", "method_headline", "ranking_headline", "grid_headline", "apart_headline", "missing_headline",
    "stability_headline", "movers_headline", "proposed_headline", "decide_headline", "taken_headline",
)  # fmt: skip
KEYS = (
    "candidate_count", "ranked_count", "proposed_count", "to_decide_count", "tier_differs_count", "criterion_count",
    "rater_count", "department_count", "missing_count", "old_vote_count", "disagreement_count", "unstable_count",
    "mover_count", "newest_vote",
)  # fmt: skip


def selection_report(pages: Pages) -> Report:
    """Make what the workbook says beside its reckoning."""
    figures = pages.figures
    keys = tuple(Key(Label(f"selection_{name}"), figures[f"selection.{name}"]) for name in KEYS)
    return Report(
        title=Finding("selection_report_title", {n: figures[f"portfolio.{n}"] for n in ("company", "period")}),
        scope=Finding("portfolio_report_scope", {n: figures[f"portfolio.{n}"] for n in ("currency", "as_of")}),
        notice=figures["portfolio.confidentiality"],
        keys=keys,
        findings=tuple(said(pages, f"selection.{name}") for name in FINDINGS),
        tabs=tuple(make(pages) for make in TABS),
        definitions=tuple(
            (figures[str(line["tag"].value)], str(line["meaning"].value))
            for line in figures["selection.definitions"].lines
        ),
        sources=tuple(source for key in keys for source in cells_by_tab(figure_of(key.value))),
    )


def reckoning(pages: Pages) -> Reckoning:
    """Make what the workbook reckons with, and the results that it is saved with."""
    figures = pages.figures
    ranked = figures["selection.ranking"].lines
    candidates = tuple(sorted(ranked, key=lambda line: (plain(str(candidate_of(line).value)), line["account"].value)))
    place = {str(line["account"].value): n for n, line in enumerate(candidates)}
    order = {str(line["account"].value): n for n, line in enumerate(ranked, 1)}
    departments = _numbers(figures)
    scores: list[dict[str, Figure]] = [{} for _ in candidates]
    for line in figures["selection.scores"].lines:
        scores[place[str(line["account"].value)]][str(line["criterion"].value)] = line["unrounded"]
    return Reckoning(
        criteria=figures["selection.criteria"].lines,
        candidates=candidates,
        order=tuple(order[str(line["account"].value)] for line in candidates),
        scores=tuple(scores),
        groups=tuple(_groups(figures, place, departments)),
        ballots=tuple(_ballots(figures, place, departments)),
        tiers=figures["selection.tiers"].lines,
        fields=tuple(line["field"] for line in figures["selection.fields"].lines),
        midline=figures["selection.midline"],
        enough=figures["selection.enough"],
    )


def _numbers(figures: Figures) -> dict[str, int]:
    """A number for each department."""
    named = {str(line["department"].value) for line in figures["selection.by_department"].lines}
    return {name: n for n, name in enumerate(sorted(named), 1)}


def _groups(figures: Figures, place: Mapping[str, int], departments: Mapping[str, int]) -> Iterator[Group]:
    """Each candidate's departments, in the order of candidates."""
    named: dict[tuple[int, int], Figure] = {}
    means: dict[tuple[int, int], dict[str, Figure]] = defaultdict(dict)
    for line in figures["selection.by_department"].lines:
        key = (place[str(line["account"].value)], departments[str(line["department"].value)])
        named[key] = line["department"]
        means[key][str(line["criterion"].value)] = line["unrounded"]
    for key in sorted(means):
        yield Group(*key, named[key], means[key])


def _ballots(figures: Figures, place: Mapping[str, int], departments: Mapping[str, int]) -> Iterator[Ballot]:
    """The newest rows of raters, rater by rater; a row without a vote is of no department."""
    found = [
        Ballot(place[str(line["account"].value)], departments.get(str(line["group"].value), 0), line)
        for line in figures["selection.ballots"].lines
    ]
    yield from sorted(found, key=lambda one: (str(one.row["voter"].value), one.candidate))
