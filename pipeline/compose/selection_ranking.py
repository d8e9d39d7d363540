"""The ranking: candidates with total and tier, the grid of attractiveness and fit, and who moved since last time."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Bullets, Entry, Finding, Head, Label, Matrix, Table, Words
from pipeline.compose.rows import cell, first, toned, with_rest
from pipeline.compose.selection import candidate_of, quoted, signed
from pipeline.figures import Figure, Figures, Line, beyond
from pipeline.tags import block, finding
from pipeline.theme import Tone

SHOWN = 40  # candidates of the ranking on slides; the workbook has all
MOVED = 12
NAMED = 8  # newcomers, or candidates that are gone


def _ranking_headline(figures: Figures) -> Finding:
    names = tuple(candidate_of(line) for line in first(figures["selection.ranking"], 2) if not line["rank"].absent)
    told = quoted(figures, "candidate_count", "ranked_count", "tier_differs_count")
    return Finding("selection_ranking_headline", {**told, "names": names})


@finding("selection.ranking_headline", "Who leads the ranking, and how many candidates come out in another tier")
def ranking_headline(figures: Figures) -> Finding:
    """Say who stands at the head."""
    return _ranking_headline(figures)


@block(
    "selection.ranking_table", "The candidates by rank: total, attractiveness, fit, tier, field, stability, decision"
)
def ranking_table(figures: Figures) -> Block:
    """List the ranking; say how many more stand in the workbook."""
    listed = figures["selection.ranking"]
    heads = (
        Head(Label("selection_rank"), Align.RIGHT, 0.6),
        Head(Label("selection_candidate"), width=2.6),
        Head(Label("total"), Align.RIGHT, 0.7),
        Head(Label("change"), Align.RIGHT, 0.8),
        Head(Label("selection_attractiveness"), Align.RIGHT, 1.2),
        Head(Label("selection_fit"), Align.RIGHT, 0.6),
        Head(Label("tier"), width=1.1),
        Head(Label("selection_tier_today"), width=1.1),
        Head(Label("selection_field"), width=1.4),
        Head(Label("selection_stability"), Align.RIGHT, 0.9),
        Head(Label("selection_decision"), width=0.9),
    )
    rows = (_ranked(line) for line in first(listed, SHOWN))
    return Table(heads, with_rest(rows, listed, SHOWN), _ranking_headline(figures), Label("selection_nobody"))


def _ranked(line: Line) -> tuple[Entry, ...]:
    return (
        cell(line["rank"]),
        cell(candidate_of(line), strong=True),
        cell(line["total"]),
        signed(line["total_change"]),
        cell(line["attractiveness"]),
        cell(line["fit"]),
        cell(line["tier"], strong=True),
        cell(line["tier_today"], tone=line["tier_differs"].tone),
        cell(line["field"]),
        toned(line["stability"]) if line["stability"].tone else cell(line["stability"]),
        cell(line["decision"]),
    )


def _grid_headline(figures: Figures) -> Finding:
    fields = figures["selection.fields"].lines
    told = {"invest": fields[0]["count"], "low": fields[-1]["count"]} if fields else {"invest": None, "low": None}
    return Finding("selection_grid_headline", {**quoted(figures, "candidate_count", "midline"), **told})


@finding("selection.grid_headline", "How many candidates are attractive and fit us, and how many are neither")
def grid_headline(figures: Figures) -> Finding:
    """Say where the candidates stand on the grid."""
    return _grid_headline(figures)


@block("selection.grid", "Attractiveness by fit, each high or low: the four fields with their candidates and totals")
def grid(figures: Figures) -> Block:
    """Put each candidate in its field, the best first; a field's own name is its heading."""
    ranked = figures["selection.ranking"].lines
    both_high, attractive, fits, neither = (
        tuple(line for line in ranked if line["field"].value == field["field"].value)
        for field in figures["selection.fields"].lines
    ) if ranked else ((), (), (), ())  # fmt: skip
    names = [field["field"] for field in figures["selection.fields"].lines]
    if not names:
        return Matrix((), (), (), _grid_headline(figures), Label("selection_nobody"))
    entries = (
        (_field(names[1], attractive, Tone.NEUTRAL), _field(names[0], both_high, Tone.GOOD)),
        (_field(names[3], neither, Tone.MUTED), _field(names[2], fits, Tone.NEUTRAL)),
    )
    return Matrix(
        (Label("selection_attractive"), Label("selection_unattractive")),
        (Label("selection_fit_low"), Label("selection_fit_high")),
        entries,
        _grid_headline(figures),
        Label("selection_nobody"),
    )


def _field(name: Figure, lines: tuple[Line, ...], tone: Tone) -> Entry:
    """A field: its name, then its candidates with their totals."""
    held: tuple[Words, ...] = tuple(
        Finding("selection_in_field", {"name": candidate_of(line), "total": line["total"], "tier": line["tier"]})
        for line in lines
    )
    return Entry((name, *held), tone, strong=True)


@block("selection.fields_table", "The four fields of the grid: how many candidates, their revenue and its potential")
def fields_table(figures: Figures) -> Block:
    """Count what stands in each field."""
    heads = (
        Head(Label("selection_field"), width=1.5),
        Head(Label("selection_candidates"), Align.RIGHT),
        Head(Label("revenue"), Align.RIGHT),
        Head(Label("selection_potential"), Align.RIGHT),
    )
    rows = tuple(
        (cell(line["field"], strong=True), *(cell(line[part]) for part in ("count", "revenue", "potential")))
        for line in figures["selection.fields"].lines
    )
    return Table(heads, rows, _grid_headline(figures), Label("selection_nobody"))


def _movers_headline(figures: Figures) -> Finding:
    moved = figures["selection.movers"]
    tiers = tuple(candidate_of(line) for line in moved.lines if not line["tier_moved"].absent)
    told = quoted(figures, "mover_count", "newcomer_count", "gone_count")
    return Finding("selection_movers_headline", {**told, "tiers": tiers[:3], "more": max(len(tiers) - 3, 0)})


@finding("selection.movers_headline", "Who changed tier since the last selection, who is new and who is gone")
def movers_headline(figures: Figures) -> Finding:
    """Say what moved."""
    return _movers_headline(figures)


@block("selection.movers_table", "Who moved since the last selection: tier and total before and now, ranks climbed")
def movers_table(figures: Figures) -> Block:
    """List those that changed tier first, then the largest changes."""
    listed = figures["selection.movers"]
    heads = (
        Head(Label("selection_candidate"), width=2.4),
        Head(Label("selection_tier_then"), width=1.1),
        Head(Label("selection_tier_now"), width=1.1),
        Head(Label("selection_total_then"), Align.RIGHT, 0.9),
        Head(Label("now"), Align.RIGHT, 0.8),
        Head(Label("change"), Align.RIGHT, 0.8),
        Head(Label("selection_ranks"), Align.RIGHT, 0.8),
    )
    rows = (
        (
            cell(candidate_of(line), strong=True),
            cell(line["tier_before"]),
            cell(line["tier"], tone=line["tier_moved"].tone),
            cell(line["total_before"]),
            cell(line["total"]),
            signed(line["total_change"]),
            signed(line["rank_change"]),
        )
        for line in first(listed, MOVED)
    )
    return Table(heads, with_rest(rows, listed, MOVED), _movers_headline(figures), Label("selection_nothing_moved"))


@block("selection.newcomers_list", "Candidates that are new since the last selection, and those that are gone")
def newcomers_list(figures: Figures) -> Block:
    """Name who came and who went."""
    items: list[Words] = []
    for name, macro in (("newcomers", "selection_newcomer"), ("gone", "selection_gone")):
        listed = figures[f"selection.{name}"]
        for line in first(listed, NAMED):
            called = line["candidate"] if name == "gone" else candidate_of(line)
            items.append(Finding(macro, {"name": called, "total": line["total"], "tier": line["tier"]}))
        rest = beyond(listed, NAMED)
        if not rest.absent:
            items.append(Finding("more_in_annex", {"rest": rest}))
    return Bullets(tuple(items), Label("selection_same_candidates"))
