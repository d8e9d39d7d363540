"""Why these accounts: the selection's main finding, the tiers, the method with its weights, and whom it proposes."""

from __future__ import annotations

from itertools import islice

from pipeline.blocks import Align, Block, Bullets, Entry, Finding, Head, Label, Table
from pipeline.compose.rows import cell, toned
from pipeline.figures import Figure, Figures, Line
from pipeline.tags import block, finding

NAMED = 8  # candidates of a tier


def quoted(figures: Figures, *names: str) -> dict[str, Figure]:
    """Figures of the selection by their names, as a macro takes them."""
    return {name: figures[f"selection.{name}"] for name in names}


def candidate_of(line: Line) -> Figure:
    """What a candidate of the ranking is called: its name, else its id."""
    return line["account"] if line["name"].absent else line["name"]


def signed(figure: Figure) -> Entry:
    """A difference with its sign, and the tone of its verdict."""
    return cell(Finding("selection_signed", {"difference": figure}), tone=figure.tone)


def _headline(figures: Figures) -> Finding:
    told = quoted(figures, "candidate_count", "ranked_count", "to_decide_count")
    upper = tuple({"tier": line["tier"], "count": line["count"]} for line in figures["selection.tiers"].lines[:2])
    return Finding("selection_headline", {**told, "upper": upper})


@finding("selection.headline", "How many candidates come out in the two highest tiers, and how many decisions are open")
def headline(figures: Figures) -> Finding:
    """Say what the selection comes to."""
    return _headline(figures)


@block("selection.tiers_table", "The tiers, the highest first: from which total, who, revenue, how stable")
def tiers_table(figures: Figures) -> Block:
    """List the tiers with their candidates."""
    heads = (
        Head(Label("tier"), width=1.0),
        Head(Label("selection_from"), Align.RIGHT, 0.9),
        Head(Label("selection_candidates"), Align.RIGHT, 1.0),
        Head(Label("who"), width=4.2),
        Head(Label("revenue"), Align.RIGHT, 1.1),
        Head(Label("selection_potential"), Align.RIGHT, 1.1),
        Head(Label("selection_least_stable"), Align.RIGHT, 1.1),
    )
    rows = tuple(
        (
            cell(line["tier"], strong=True),
            cell(_or_below(line)),
            cell(line["count"]),
            cell(Finding("selection_names", {"names": _names(figures, line), "count": line["count"]})),
            cell(line["revenue"]),
            cell(line["potential"]),
            cell(line["least_stable"]),
        )
        for line in figures["selection.tiers"].lines
    )
    return Table(heads, rows, _headline(figures), Label("selection_nobody"))


def _names(figures: Figures, tier: Line) -> tuple[Figure, ...]:
    """The first candidates of a tier, by rank."""
    held = (line for line in figures["selection.ranking"].lines if line["tier"].value == tier["tier"].value)
    return tuple(candidate_of(line) for line in islice(held, NAMED))


def _or_below(line: Line) -> Figure | Label:
    return Label("selection_below") if line["begins"].absent else line["begins"]


def _method(figures: Figures) -> Finding:
    names = ("rater_count", "department_count", "candidate_count", "criterion_count")
    return Finding("selection_method_headline", quoted(figures, *names))


@finding("selection.method_headline", "Who scored how many candidates on how many criteria")
def method_headline(figures: Figures) -> Finding:
    """Say what the ranking rests on."""
    return _method(figures)


@block("selection.criteria_table", "The criteria with axis and weight, what a 1 and a 5 mean, and the mean score")
def criteria_table(figures: Figures) -> Block:
    """List what was scored, and how much each counts."""
    heads = (
        Head(Label("selection_criterion"), width=2.0),
        Head(Label("selection_axis"), width=1.2),
        Head(Label("weight"), Align.RIGHT, 0.7),
        Head(Label("selection_anchor_1"), width=2.2),
        Head(Label("selection_anchor_5"), width=2.2),
        Head(Label("selection_mean"), Align.RIGHT, 0.7),
    )
    rows = tuple(_criterion(line) for line in figures["selection.criteria"].lines)
    return Table(heads, rows, _method(figures), Label("selection_no_criteria"))


def _criterion(line: Line) -> tuple[Entry, ...]:
    return (
        cell(line["criterion"], strong=True),
        cell(line["axis"]),
        cell(line["weight_share"]),
        cell(line["anchor_1"]),
        cell(line["anchor_5"]),
        toned(line["mean"]),
    )


@block("selection.method_points", "How votes become scores, totals and tiers, in four points")
def method_points(figures: Figures) -> Block:
    """Say how it is reckoned, with the settings it goes by."""
    told = quoted(figures, "midline", "disagreement_from", "unranked_count")
    edges = tuple(line for line in figures["selection.tiers"].lines if not line["begins"].absent)
    points = ("selection_point_score", "selection_point_missing", "selection_point_tiers", "selection_point_apart")
    return Bullets(tuple(Finding(point, {**told, "edges": edges}) for point in points), Label("selection_nobody"))
