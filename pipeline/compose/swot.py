"""The blocks and findings of the SWOT: four quadrants, what leads nowhere, the register."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Bullets, Entry, Finding, Head, Label, Matrix, Table, Words
from pipeline.compose.rows import Rows, cell, first
from pipeline.figures import Figure, Figures, Line, beyond
from pipeline.tags import block, finding
from pipeline.theme import Tone

SHOWN, LISTED = 5, 8  # points a quadrant in the grid, and in the annex
QUADRANTS = ("strengths", "weaknesses", "opportunities", "threats")


def _headline(figures: Figures) -> Finding:
    return Finding("swot_headline", {name: figures[f"swot.{name}"] for name in ("count", *QUADRANTS)})


@finding("swot.headline", "How many points help us, and how many harm")
def headline(figures: Figures) -> Finding:
    """Say how the quadrants stand against each other."""
    return _headline(figures)


@finding("swot.answers_line", "How many points lead nowhere or were not reviewed for 180 days")
def answers_line(figures: Figures) -> Finding:
    """Say how well the SWOT is kept."""
    return Finding("swot_answers_line", {name: figures[f"swot.{name}"] for name in ("count", "dead_ends", "stale")})


@block("swot.matrix", "Strengths and weaknesses over opportunities and threats, at most five points each")
def matrix(figures: Figures) -> Block:
    """Put the weightiest points in their quadrant, ours above what comes from outside."""
    quadrants = {name: figures[f"swot.{name}"] for name in QUADRANTS}
    entries = (
        (_quadrant(quadrants["strengths"], Tone.GOOD), _quadrant(quadrants["weaknesses"], Tone.WATCH)),
        (_quadrant(quadrants["opportunities"], Tone.GOOD), _quadrant(quadrants["threats"], Tone.WATCH)),
    )
    anything = not figures["swot.count"].absent
    return Matrix(
        (Label("swot_ours"), Label("swot_outside")),
        (Label("swot_helps"), Label("swot_harms")),
        entries if anything else (),
        _headline(figures),
        Label("no_points"),
    )


def _quadrant(listed: Figure, tone: Tone) -> Entry:
    """The weightiest points, with how many more there are; a word where there is none."""
    points: tuple[Words, ...] = tuple(line["point"] for line in first(listed, SHOWN))
    rest = beyond(listed, SHOWN)
    more = () if rest.absent else (Finding("more_in_annex", {"rest": rest}),)
    return Entry((*points, *more), tone) if points else Entry((Label("no_point"),), Tone.MUTED)


@block("swot.register", "The SWOT with our answers, at most eight points a quadrant")
def register(figures: Figures) -> Block:
    """List the weightiest points of each quadrant; say how many more the workbook holds."""
    heads = (
        Head(Label("quadrant"), width=0.9),
        Head(Label("point"), width=2.4),
        Head(Label("impact"), Align.CENTRE, 0.6),
        Head(Label("our_answer"), width=2),
        Head(Label("leads_to"), width=0.7),
        Head(Label("last_reviewed"), width=0.9),
    )
    rows = tuple(row for name in QUADRANTS for row in _listed(figures[f"swot.{name}"], name))
    return Table(heads, rows, _headline(figures), Label("no_points"))


def _listed(listed: Figure, quadrant: str) -> Rows:
    rows = tuple(_row(line, Label(f"swot_{quadrant}")) for line in first(listed, LISTED))
    rest = beyond(listed, LISTED)
    if rest.absent:
        return rows
    more = cell(Finding("swot_more", {"rest": rest}))
    return (*rows, (cell(Label(f"swot_{quadrant}")), more, *(Entry(()) for _ in range(4))))


def _row(line: Line, quadrant: Label) -> tuple[Entry, ...]:
    nowhere = line["leads_to"].absent
    return (
        cell(quadrant),
        cell(line["point"], strong=True),
        cell(line["impact"]),
        cell(line["answer"]),
        cell(Label("leads_nowhere"), tone=Tone.WATCH) if nowhere else cell(line["leads_to"]),
        Entry((line["last_reviewed"],), line["state"].tone if line["state"].value == "stale" else None),
    )


@block("swot.dead_ends_list", "Points that lead nowhere")
def dead_ends_list(figures: Figures) -> Block:
    """Say which points have no goal, action or risk."""
    lines = figures["swot.dead_ends"].lines
    return Bullets(tuple(line["point"] for line in lines), Label("no_dead_ends"))
