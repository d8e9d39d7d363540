"""The candidates that are proposed, one by one: scores by department, evidence; what is to be decided, and what was."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Bullets, Entry, Finding, Head, Label, Table, Words
from pipeline.compose.rows import cell, first, with_rest
from pipeline.compose.selection import candidate_of, quoted
from pipeline.figures import Figure, Figures, Line
from pipeline.tags import block, each, finding

PROPOSED, OPEN, TAKEN = 14, 12, 12  # rows on a slide; the workbook has all
DEPARTMENTS = 5  # that have a column of their own beside a candidate's scores
BALLOTS = 8


def _proposed_headline(figures: Figures) -> Finding:
    names = tuple(candidate_of(line) for line in first(figures["selection.proposed"], 3))
    return Finding(
        "selection_proposed_headline", {**quoted(figures, "proposed_count", "candidate_count"), "names": names}
    )


@finding("selection.proposed_headline", "How many candidates are proposed, and the first of them")
def proposed_headline(figures: Figures) -> Finding:
    """Say whom the votes propose."""
    return _proposed_headline(figures)


@block("selection.proposed_table", "The candidates that are proposed: tier today and by the votes, revenue, sponsor")
def proposed_table(figures: Figures) -> Block:
    """List them by rank."""
    listed = figures["selection.proposed"]
    heads = (
        Head(Label("selection_candidate"), width=2.2),
        Head(Label("selection_tier_today"), width=1.0),
        Head(Label("selection_tier_votes"), width=1.0),
        Head(Label("total"), Align.RIGHT, 0.7),
        Head(Label("selection_field"), width=1.3),
        Head(Label("revenue"), Align.RIGHT, 0.9),
        Head(Label("selection_potential"), Align.RIGHT, 0.9),
        Head(Label("selection_sponsor"), width=1.4),
        Head(Label("selection_decision"), width=0.9),
    )
    rows = (
        (
            cell(candidate_of(line), strong=True),
            cell(line["tier_today"]),
            cell(line["tier"], tone=line["tier_differs"].tone),
            cell(line["total"]),
            cell(line["field"]),
            cell(line["revenue"]),
            cell(line["potential"]),
            cell(line["sponsor"]),
            cell(line["decision"]),
        )
        for line in first(listed, PROPOSED)
    )
    return Table(
        heads, with_rest(rows, listed, PROPOSED), _proposed_headline(figures), Label("selection_none_proposed")
    )


def _of(figures: Figures, name: str, candidate: Line) -> list[Line]:
    """The lines of a list that are about a candidate."""
    account = candidate["account"].value
    return [line for line in figures[f"selection.{name}"].lines if line["account"].value == account]


@each("selection.scores_table", "A candidate's score on each criterion, with the mean of each department")
def scores_table(figures: Figures, candidate: Line) -> Block:
    """Put departments beside each other; of more than five the highest and the lowest alone."""
    scores = {str(line["criterion"].value): line for line in _of(figures, "scores", candidate)}
    views = _of(figures, "by_department", candidate)
    departments = {str(line["department"].value): line["department"] for line in views}
    means = {(str(line["criterion"].value), str(line["department"].value)): line["mean"] for line in views}
    wide = len(departments) <= DEPARTMENTS
    heads = (
        Head(Label("selection_criterion"), width=2.2),
        Head(Label("weight"), Align.RIGHT, 0.8),
        Head(Label("score"), Align.RIGHT, 0.7),
        *(
            (Head(departments[name], Align.RIGHT, 0.9) for name in sorted(departments))
            if wide
            else (Head(Label("selection_highest"), width=1.6), Head(Label("selection_lowest"), width=1.6))
        ),
    )
    rows = tuple(
        (
            cell(line["criterion"], strong=True),
            cell(line["weight_share"]),
            *_score(scores.get(str(line["criterion"].value)), means, sorted(departments) if wide else None),
        )
        for line in figures["selection.criteria"].lines
    )
    return Table(heads, rows, _page(candidate), Label("selection_no_criteria"))


def _score(line: Line | None, means: dict[tuple[str, str], Figure], departments: list[str] | None) -> tuple[Entry, ...]:
    """The score on a criterion and what stands beside it; dashes where nobody voted on it."""
    if line is None:
        return (cell(Label("selection_no_vote")), *(cell() for _ in (departments if departments is not None else "12")))
    score = cell(line["score"], tone=line["difference"].tone)
    if departments is None:
        sides = (
            Finding("selection_side", {"department": line[f"{side}_department"], "mean": line[side]})
            for side in ("highest", "lowest")
        )
        return (score, *(cell(side) for side in sides))
    criterion = str(line["criterion"].value)
    return (score, *(cell(*_there(means.get((criterion, name)))) for name in departments))


def _there(figure: Figure | None) -> tuple[Words, ...]:
    return (figure,) if figure else ()


@each("selection.candidate_points", "How sure a candidate's tier is, what would tip it, and what was decided about it")
def candidate_points(figures: Figures, candidate: Line) -> Block:
    """Say what stands behind the tier."""
    names = ("tier", "stability", "tipping_criterion", "tipping_from", "tipping_weight", "tipping_direction")
    sure = {name: candidate[name] for name in (*names, "tipping_tier", "total")}
    voted = {name: candidate[name] for name in ("raters", "unsure", "known", "newest_vote", "total")}
    decided = {name: candidate[name] for name in ("decision", "decided_on", "tier_today", "tier", "total")}
    points = (
        Finding("selection_point_sure", sure),
        Finding("selection_point_votes", voted),
        Finding("selection_point_decided", decided),
    )
    return Bullets(points, Label("selection_no_votes"))


def _page(candidate: Line) -> Finding:
    told = {name: candidate[name] for name in ("rank", "total", "tier", "field")}
    return Finding("selection_candidate_line", {"name": candidate_of(candidate), **told})


@each("selection.evidence_table", "What a candidate's votes rest on: rater, department, evidence, confidence")
def evidence_table(figures: Figures, candidate: Line) -> Block:
    """List the newest row of each rater."""
    listed = _of(figures, "ballots", candidate)
    heads = (
        Head(Label("selection_rater"), width=1.3),
        Head(Label("selection_evidence"), width=2.8),
        Head(Label("selection_confidence"), width=1.0),
    )
    rows = tuple(
        (
            cell(Finding("selection_by", {"rater": line["rater"], "department": line["department"]})),
            cell(line["evidence"]),
            cell(line["confidence"]),
        )
        for line in listed
    )
    return Table(heads, rows, _page(candidate), Label("selection_no_votes"))


def _decide_headline(figures: Figures) -> Finding:
    return Finding("selection_decide_headline", quoted(figures, "to_decide_count", "candidate_count", "proposed_count"))


@finding("selection.decide_headline", "How many decisions are to be taken")
def decide_headline(figures: Figures) -> Finding:
    """Say what is asked of the meeting."""
    return _decide_headline(figures)


@block("selection.to_decide_table", "The decisions to take: candidate, what is to be decided, what it rests on")
def to_decide_table(figures: Figures) -> Block:
    """List what is open, by rank."""
    listed = figures["selection.to_decide"]
    heads = (
        Head(Label("selection_candidate"), width=2.0),
        Head(Label("selection_question"), width=3.2),
        Head(Label("total"), Align.RIGHT, 0.7),
        Head(Label("selection_field"), width=1.4),
        Head(Label("selection_stability"), Align.RIGHT, 0.9),
        Head(Label("selection_sponsor"), width=1.4),
    )
    rows = (
        (
            cell(candidate_of(line), strong=True),
            cell(_question(line)),
            cell(line["total"]),
            cell(line["field"]),
            cell(line["stability"], tone=line["stability"].tone),
            cell(line["sponsor"]),
        )
        for line in first(listed, OPEN)
    )
    return Table(heads, with_rest(rows, listed, OPEN), _decide_headline(figures), Label("selection_all_decided"))


def _question(line: Line) -> Finding:
    told = {name: line[name] for name in ("tier", "decision", "decided_on")}
    return Finding("selection_question", {**told, "today": line["tier_today"]})


def _taken_headline(figures: Figures) -> Finding:
    newest = next((line for line in figures["selection.decisions"].lines if not line["decided_on"].absent), None)
    told = quoted(figures, "decisions", "newest_decisions")
    return Finding("selection_taken_headline", {**told, "name": newest and newest["name"]})


@finding("selection.taken_headline", "How many decisions were taken, and when last")
def taken_headline(figures: Figures) -> Finding:
    """Say what was decided."""
    return _taken_headline(figures)


@block(
    "selection.decisions_table", "What was decided about candidates, the newest first, with total and tier at that time"
)
def decisions_table(figures: Figures) -> Block:
    """List what was decided, now and at earlier selections."""
    listed = figures["selection.decisions"]
    heads = (
        Head(Label("selection_decided_on"), width=1.1),
        Head(Label("selection_candidate"), width=2.4),
        Head(Label("selection_decision"), width=1.0),
        Head(Label("selection_total_then"), Align.RIGHT, 0.9),
        Head(Label("selection_tier_then"), width=1.1),
    )
    rows = (
        (
            cell(line["decided_on"]),
            cell(line["name"], strong=True),
            cell(line["decision"]),
            cell(line["total"]),
            cell(line["tier"]),
        )
        for line in first(listed, TAKEN)
    )
    return Table(heads, with_rest(rows, listed, TAKEN), _taken_headline(figures), Label("selection_none_decided"))
