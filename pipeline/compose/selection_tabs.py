"""The lists of the selection's workbook that weights don't change, or only with new votes: a tab each."""

from __future__ import annotations

from pipeline.blocks import Finding, Label
from pipeline.compose.portfolio_tabs import worded
from pipeline.compose.report_tabs import said, shown
from pipeline.figures import Unit
from pipeline.tabs import Grid, Tab
from pipeline.tags import Pages


def apart(pages: Pages) -> Tab:
    """Where departments disagree, and how each votes."""
    lines, departments = (pages.figures[f"selection.{name}"].lines for name in ("disagreements", "departments"))
    scores = (
        shown(lines, "candidate", label="selection_candidate", width=28),
        shown(lines, "criterion", label="selection_criterion", width=34),
        shown(lines, "score", Unit.RATIO, width=9),
        shown(lines, "highest_department", label="selection_highest", width=18),
        shown(lines, "highest", Unit.RATIO, label="selection_highest_mean", width=10),
        shown(lines, "lowest_department", label="selection_lowest", width=18),
        shown(lines, "lowest", Unit.RATIO, label="selection_lowest_mean", width=10),
        shown(lines, "difference", Unit.RATIO, label="selection_difference", width=10, bars=True),
        shown(lines, "range", Unit.COUNT, label="selection_range", width=9),
        shown(lines, "deviation", Unit.RATIO, label="selection_deviation", width=11),
    )
    by_department = (
        shown(departments, "department", width=28),
        shown(departments, "raters", Unit.COUNT, label="selection_raters", width=34),
        shown(departments, "scores", Unit.COUNT, label="selection_scores", width=9),
        shown(departments, "lean", Unit.RATIO, label="selection_lean", width=18),
        shown(departments, "apart", Unit.COUNT, label="selection_apart", width=10),
    )
    grids = (
        Grid("Disagreements", Label("selection_tab_apart"), scores, Label("selection_all_agree")),
        Grid("DepartmentLeans", Label("selection_by_department"), by_department, Label("selection_no_votes")),
    )
    return Tab(Label("selection_tab_apart"), said(pages, "selection.apart_headline"), grids)


def missing(pages: Pages) -> Tab:
    """Who voted, and which votes are missing."""
    raters, lines = (pages.figures[f"selection.{name}"].lines for name in ("raters", "missing_votes"))
    voted = (
        shown(raters, "rater", label="selection_rater", width=26),
        shown(raters, "department", width=30),
        shown(raters, "candidates", Unit.COUNT, label="selection_candidates", width=11),
        shown(raters, "missing", Unit.COUNT, width=10),
        shown(raters, "newest_vote", Unit.DATE, label="selection_newest", width=13),
    )
    lacking = (
        shown(lines, "rater", label="selection_rater", width=26),
        shown(lines, "candidate", label="selection_candidate", width=30),
        shown(lines, "count", Unit.COUNT, label="missing", width=11),
        shown(lines, "criteria", label="selection_lacking", width=60),
    )
    grids = (
        Grid("Raters", Label("selection_raters"), voted, Label("selection_no_votes")),
        Grid("MissingVotes", Label("selection_tab_missing"), lacking, Label("selection_none_missing")),
    )
    return Tab(Label("selection_tab_missing"), said(pages, "selection.missing_headline"), grids)


def stability(pages: Pages) -> Tab:
    """How sure each tier is at the weights as given, and what would tip it."""
    lines = pages.figures["selection.by_stability"].lines
    fields = (
        shown(lines, "name", label="selection_candidate", width=28),
        shown(lines, "tier", width=12),
        shown(lines, "total", Unit.RATIO, width=9),
        shown(lines, "stability", Unit.PERCENT, label="selection_stability", width=11, bars=True),
        shown(lines, "tipping_criterion", label="selection_tips", width=34),
        shown(lines, "tipping_from", Unit.PERCENT, label="selection_tips_from", width=11),
        shown(lines, "tipping_weight", Unit.PERCENT, label="selection_tips_at", width=11),
        shown(lines, "tipping_tier", label="selection_tips_to", width=12),
    )
    grid = Grid("Stability", Label("selection_as_given"), fields, Label("selection_no_totals"))
    return Tab(Label("selection_stability"), said(pages, "selection.stability_headline"), (grid,))


def moved(pages: Pages) -> Tab:
    """Every candidate against the last selection."""
    lines = pages.figures["selection.movers"].lines
    fields = (
        shown(lines, "name", label="selection_candidate", width=28),
        shown(lines, "tier_before", label="selection_tier_then", width=12),
        shown(lines, "tier", label="selection_tier_now", width=12),
        shown(lines, "total_before", Unit.RATIO, label="selection_total_then", width=10),
        shown(lines, "total", Unit.RATIO, label="now", width=9),
        shown(lines, "total_change", Unit.RATIO, label="change", width=9),
        shown(lines, "rank_before", Unit.COUNT, label="selection_rank_then", width=10),
        shown(lines, "rank", Unit.COUNT, label="selection_rank", width=8),
        shown(lines, "rank_change", Unit.COUNT, label="selection_ranks", width=10),
    )
    grid = Grid("Movers", Label("selection_tab_moved"), fields, Label("selection_nothing_moved"))
    return Tab(Label("selection_tab_moved"), said(pages, "selection.movers_headline"), (grid,))


def decisions(pages: Pages) -> Tab:
    """What is to be decided, and what was."""
    open_ones, lines = (pages.figures[f"selection.{name}"].lines for name in ("to_decide", "decisions"))
    names = ("tier", "decision", "decided_on", "tier_today")
    asked = [{name: line[name] for name in names} for line in open_ones]
    questions = tuple(
        Finding("selection_question", {**{k: one[k] for k in names[:3]}, "today": one["tier_today"]}) for one in asked
    )
    to_decide = (
        shown(open_ones, "name", label="selection_candidate", width=28),
        worded(shown(open_ones, "tier", label="selection_question", width=30), questions),
        shown(open_ones, "total", Unit.RATIO, width=12),
        shown(open_ones, "field", label="selection_field", width=16),
        shown(open_ones, "sponsor", label="selection_sponsor", width=20),
        shown(open_ones, "rationale", label="selection_rationale", width=60),
    )
    taken = (
        shown(lines, "name", label="selection_candidate", width=28),
        shown(lines, "decision", label="selection_decision", width=30),
        shown(lines, "decided_on", Unit.DATE, label="selection_decided_on", width=12),
        shown(lines, "total", Unit.RATIO, label="selection_total_then", width=16),
        shown(lines, "tier", label="selection_tier_then", width=20),
    )
    grids = (
        Grid("ToDecide", Label("selection_question"), to_decide, Label("selection_all_decided")),
        Grid("Decisions", Label("selection_taken"), taken, Label("selection_none_decided")),
    )
    return Tab(Label("selection_tab_decisions"), said(pages, "selection.decide_headline"), grids)


TABS = (apart, missing, stability, moved, decisions)
