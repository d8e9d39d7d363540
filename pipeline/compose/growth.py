"""The blocks and findings of topic growth that are about deals: pipeline, coverage, what slipped, the register."""

from __future__ import annotations

from pipeline.blocks import (
    Align,
    Block,
    Bullets,
    Chart,
    Entry,
    Finding,
    Head,
    Label,
    Role,
    Series,
    Shape,
    Table,
    Tile,
    Tiles,
)
from pipeline.figures import Figures, Line, beyond
from pipeline.tags import block, finding

SHOWN = 6  # deals on the slide; the rest stand in the annex


def _headline(figures: Figures) -> Finding:
    names = (
        "open_potential", "pipeline_open", "pipeline_count", "coverage", "coverage_required", "year_gap",
        "still_to_make",
    )  # fmt: skip
    return Finding("growth_headline", {name: figures[f"growth.{name}"] for name in names})


def _pipeline(figures: Figures) -> Finding:
    names = ("pipeline_open", "pipeline_count", "pipeline_weighted", "win_rate", "closed_count")
    return Finding("growth_pipeline_headline", {name: figures[f"growth.{name}"] for name in names})


@finding("growth.headline", "Whether the pipeline covers what is still to be made, and what is not ours yet")
def headline(figures: Figures) -> Finding:
    """Say whether there is enough in the pipeline."""
    return _headline(figures)


@finding("growth.pipeline_headline", "What is in the pipeline, and how much of it is usually won")
def pipeline_headline(figures: Figures) -> Finding:
    """Say what is open."""
    return _pipeline(figures)


@finding("growth.coverage_line", "How what is still to be made is worked out, and how the pipeline covers it")
def coverage_line(figures: Figures) -> Finding:
    """Spell the sum out: target, made, contracted, still to make."""
    names = (
        "year_gap", "still_to_make", "contracted", "pipeline_in_year", "coverage", "coverage_required", "win_rate",
        "closed_count",
    )  # fmt: skip
    of_finance = {"target": figures["finance.revenue_year_target"], "made": figures["finance.revenue_ytd"]}
    return Finding("growth_coverage_line", {**{name: figures[f"growth.{name}"] for name in names}, **of_finance})


@finding("growth.attention_line", "How many open deals slipped or are open for unusually long")
def attention_line(figures: Figures) -> Finding:
    """Say how well the pipeline moves."""
    names = ("slipped_count", "aged_count", "age_limit", "pipeline_count")
    return Finding("growth_attention_line", {name: figures[f"growth.{name}"] for name in names})


@block("growth.pipeline_tiles", "Open pipeline, win rate, still to be made, coverage")
def pipeline_tiles(figures: Figures) -> Block:
    """Put each number beside what it is compared with."""
    f = {name: figures[f"growth.{name}"] for name in (
        "pipeline_open", "pipeline_weighted", "win_rate", "closed_count", "still_to_make", "year_gap", "coverage",
        "coverage_required",
    )}  # fmt: skip
    target = figures["finance.revenue_year_target"]
    covered = not f["year_gap"].absent and f["still_to_make"].absent
    return Tiles(
        (
            Tile(
                Label("pipeline_open"),
                f["pipeline_open"],
                Finding("growth_weighted_note", {"weighted": f["pipeline_weighted"]}),
            ),
            Tile(
                Label("win_rate"),
                f["win_rate"],
                Finding("growth_win_note", {name: f[name] for name in ("win_rate", "closed_count")}),
            ),
            Tile(
                Label("still_to_make"),
                Label("target_covered") if covered else f["still_to_make"],
                Finding("growth_target_note", {"target": target}),
            ),
            Tile(
                Label("coverage"),
                Label("target_covered") if covered else f["coverage"],
                None if covered else Finding("growth_required_note", {"required": f["coverage_required"]}),
                f["coverage"].tone,
            ),
        ),
        _headline(figures),
    )


@block("growth.pipeline_table", "The six largest open deals: stage, value, probability, close, owner")
def pipeline_table(figures: Figures) -> Block:
    """List the largest; say how many more stand in the annex."""
    listed = figures["growth.opportunities"]
    rest = beyond(listed, SHOWN)
    rows: list[tuple[Entry, ...]] = [
        (
            Entry((item.opportunity,), strong=True),
            Entry((item.stage,)),
            Entry((item.value,)),
            Entry((item.probability,)),
            _close(item),
            Entry((item.owner,)),
        )
        for item in listed.lines[:SHOWN]
    ]
    if not rest.absent:
        rows.append((Entry((Finding("more_in_annex", {"rest": rest}),)), *(Entry(()) for _ in range(5))))
    heads = (
        Head(Label("deal"), width=2),
        Head(Label("stage"), width=1),
        Head(Label("deal_value"), Align.RIGHT, 0.9),
        Head(Label("probability"), Align.RIGHT, 0.9),
        Head(Label("expected_close"), width=1.9),
        Head(Label("owner"), width=1.2),
    )
    return Table(heads, tuple(rows), _pipeline(figures), Label("no_open_deals"))


def _close(item: Line) -> Entry:
    """When it is expected to close, and by how much that slipped or how long it is open."""
    notes: list[Finding] = []
    if not item.slipped.absent:
        notes.append(Finding("growth_slipped", {"days": item.slipped}))
    if not item.aged.absent:
        notes.append(Finding("growth_aged", {"days": item.aged}))
    return Entry((item.expected_close, *notes), item.slipped.tone or item.aged.tone)


@block("growth.stage_chart", "Value of the open deals by stage, and weighted by probability")
def stage_chart(figures: Figures) -> Block:
    """Draw a bar a stage, from identified to negotiating."""
    stages = figures["growth.stages"].lines
    series = (
        Series(Label("deal_value"), tuple(item.value for item in stages), Role.ACTUAL),
        Series(Label("weighted"), tuple(item.weighted for item in stages), Role.FORECAST),
    )
    return Chart(
        Shape.BARS,
        tuple(item.stage for item in stages),
        series if stages else (),
        _pipeline(figures),
        Label("no_open_deals"),
    )


@block("growth.attention_list", "Open deals that slipped or are open for unusually long")
def attention_list(figures: Figures) -> Block:
    """Name each deal and what is the matter."""
    items = [
        Finding("growth_slipped_deal", {"deal": item.opportunity, "value": item.value, "days": item.slipped})
        for item in figures["growth.slipped"].lines
    ]
    items += [
        Finding("growth_aged_deal", {"deal": item.opportunity, "value": item.value, "days": item.aged})
        for item in figures["growth.aged"].lines
    ]
    return Bullets(tuple(items), Label("no_deal_attention"))


@block("growth.register", "Every deal in full: open ones by value, then those won and lost")
def register(figures: Figures) -> Block:
    """List all deals with what stands in the way, or why they were lost."""
    heads = (
        Head(Label("id"), width=0.6),
        Head(Label("deal"), width=2),
        Head(Label("offering"), width=1.4),
        Head(Label("stage"), width=1.1),
        Head(Label("deal_value"), Align.RIGHT),
        Head(Label("probability"), Align.RIGHT),
        Head(Label("close"), width=1.4),
        Head(Label("owner"), width=1.1),
        Head(Label("obstacle"), width=1.8),
    )
    opened = tuple(
        (
            *_named(item),
            Entry((item.value,)),
            Entry((item.probability,)),
            _close(item),
            Entry((item.owner,)),
            Entry(tuple(words for words in (item.obstacle, item.competitor) if words)),
        )
        for item in figures["growth.opportunities"].lines
    )
    closed = tuple(
        (
            *_named(item),
            Entry((item.value,)),
            Entry(()),
            Entry((item.closed_on,)),
            Entry((item.owner,)),
            Entry((item.lost_because,) if item.lost_because else ()),
        )
        for item in figures["growth.closed"].lines
    )
    return Table(heads, (*opened, *closed), _pipeline(figures), Label("no_opportunities"))


def _named(item: Line) -> tuple[Entry, ...]:
    """The first four cells of a deal's row."""
    unit = (item.unit,) if item.unit else ()
    return Entry((item.id,)), Entry((item.opportunity,)), Entry((item.offering, *unit)), Entry((item.stage,))
