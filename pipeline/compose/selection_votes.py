"""What the votes are worth: where departments disagree, how each leans, which votes are missing, what tips a tier."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Entry, Finding, Head, Label, Table
from pipeline.compose.rows import cell, first, toned, with_rest
from pipeline.compose.selection import candidate_of, quoted, signed
from pipeline.figures import Figures, Line
from pipeline.tags import block, finding

APART, RATERS, MISSING, STEADY = 14, 10, 12, 14  # rows on a slide; the workbook has all


def _apart_headline(figures: Figures) -> Finding:
    listed = figures["selection.departments"].lines
    leaning = [line for line in listed if not line["lean"].absent]
    told = quoted(figures, "disagreement_count", "disagreement_from")
    low = min(leaning, key=lambda line: line["lean"].number)["department"] if len(leaning) > 1 else None
    high = max(leaning, key=lambda line: line["lean"].number)["department"] if len(leaning) > 1 else None
    return Finding("selection_apart_headline", {**told, "low": low, "high": high})


@finding("selection.apart_headline", "On how many scores departments disagree, and which vote lowest and highest")
def apart_headline(figures: Figures) -> Finding:
    """Say where departments see candidates differently."""
    return _apart_headline(figures)


@block("selection.disagreements_table", "Where departments disagree, the furthest apart first, with both sides")
def disagreements_table(figures: Figures) -> Block:
    """List the scores to talk about."""
    listed = figures["selection.disagreements"]
    heads = (
        Head(Label("selection_candidate"), width=2.0),
        Head(Label("selection_criterion"), width=2.2),
        Head(Label("selection_highest"), width=1.5),
        Head(Label("selection_lowest"), width=1.5),
        Head(Label("selection_difference"), Align.RIGHT, 0.8),
        Head(Label("score"), Align.RIGHT, 0.7),
    )
    rows = (_apart(line) for line in first(listed, APART))
    return Table(heads, with_rest(rows, listed, APART), _apart_headline(figures), Label("selection_all_agree"))


def _apart(line: Line) -> tuple[Entry, ...]:
    sides = (
        Finding("selection_side", {"department": line[f"{side}_department"], "mean": line[side]})
        for side in ("highest", "lowest")
    )
    return (
        cell(line["candidate"], strong=True),
        cell(line["criterion"]),
        *(cell(side) for side in sides),
        cell(line["difference"]),
        cell(line["score"]),
    )


@block("selection.departments_table", "How each department votes: raters, lean against all, how often it stands apart")
def departments_table(figures: Figures) -> Block:
    """Show who votes higher or lower than the others."""
    listed = figures["selection.departments"]
    heads = (
        Head(Label("department"), width=1.6),
        Head(Label("selection_raters"), Align.RIGHT, 0.8),
        Head(Label("selection_lean"), Align.RIGHT, 0.9),
        Head(Label("selection_apart"), Align.RIGHT, 0.9),
    )
    rows = (
        (cell(line["department"], strong=True), cell(line["raters"]), signed(line["lean"]), cell(line["apart"]))
        for line in first(listed, RATERS)
    )
    return Table(heads, with_rest(rows, listed, RATERS), _apart_headline(figures), Label("selection_no_votes"))


def _missing_headline(figures: Figures) -> Finding:
    names = ("missing_count", "rater_count", "candidate_count", "unranked_count", "old_vote_count")
    return Finding("selection_missing_headline", quoted(figures, *names))


@finding("selection.missing_headline", "How many votes are missing or old, and how many candidates lack a total by it")
def missing_headline(figures: Figures) -> Finding:
    """Say how complete the votes are."""
    return _missing_headline(figures)


@block("selection.raters_table", "Who voted: rater, department, candidates, missing votes, newest vote")
def raters_table(figures: Figures) -> Block:
    """List the raters."""
    listed = figures["selection.raters"]
    heads = (
        Head(Label("selection_rater"), width=1.6),
        Head(Label("department"), width=1.2),
        Head(Label("selection_candidates"), Align.RIGHT, 0.9),
        Head(Label("missing"), Align.RIGHT, 0.8),
        Head(Label("selection_newest"), width=1.1),
    )
    rows = (
        (
            cell(line["rater"], strong=True),
            cell(line["department"]),
            cell(line["candidates"]),
            cell(line["missing"]),
            cell(line["newest_vote"]),
        )
        for line in first(listed, RATERS)
    )
    return Table(heads, with_rest(rows, listed, RATERS), _missing_headline(figures), Label("selection_no_votes"))


@block("selection.missing_table", "The votes that are missing: rater, candidate, criteria")
def missing_table(figures: Figures) -> Block:
    """List who is still to vote on what."""
    listed = figures["selection.missing_votes"]
    heads = (
        Head(Label("selection_rater"), width=1.4),
        Head(Label("selection_candidate"), width=1.7),
        Head(Label("selection_lacking"), width=2.6),
    )
    rows = (
        (
            cell(line["rater"], strong=True),
            cell(line["candidate"]),
            cell(Finding("selection_lacking", {name: line[name] for name in ("criteria", "count", "any_vote")})),
        )
        for line in first(listed, MISSING)
    )
    return Table(heads, with_rest(rows, listed, MISSING), _missing_headline(figures), Label("selection_none_missing"))


def _stability_headline(figures: Figures) -> Finding:
    listed = figures["selection.by_stability"]
    weakest = dict.fromkeys(("name", "tier", "stability"))
    if listed:
        line = listed.lines[0]
        weakest = {"name": candidate_of(line), "tier": line["tier"], "stability": line["stability"]}
    return Finding("selection_stability_headline", {**quoted(figures, "unstable_count", "ranked_count"), **weakest})


@finding("selection.stability_headline", "How many tiers hang on the weights, and the least stable one")
def stability_headline(figures: Figures) -> Finding:
    """Say how sure the tiers are."""
    return _stability_headline(figures)


@block("selection.stability_table", "How often each tier stays when the weights vary, and what would tip it")
def stability_table(figures: Figures) -> Block:
    """List the least stable first, each with the smallest change of one weight that tips its tier."""
    listed = figures["selection.by_stability"]
    heads = (
        Head(Label("selection_candidate"), width=2.2),
        Head(Label("tier"), width=0.9),
        Head(Label("total"), Align.RIGHT, 0.7),
        Head(Label("selection_stability"), Align.RIGHT, 0.9),
        Head(Label("selection_tips"), width=3.8),
        Head(Label("selection_tips_to"), width=0.9),
    )
    rows = (
        (
            cell(candidate_of(line), strong=True),
            cell(line["tier"]),
            cell(line["total"]),
            toned(line["stability"]),
            cell(_tip(line)),
            cell(line["tipping_tier"]),
        )
        for line in first(listed, STEADY)
    )
    return Table(heads, with_rest(rows, listed, STEADY), _stability_headline(figures), Label("selection_no_totals"))


def _tip(line: Line) -> Finding:
    names = ("tipping_criterion", "tipping_from", "tipping_weight", "tipping_direction")
    return Finding("selection_tip", {name: line[name] for name in names})
