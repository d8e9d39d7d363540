"""The blocks and findings of topic risks: heat map, the worst threats, the register, what to mend."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Bullets, Entry, Finding, Head, Label, Matrix, Table, Words
from pipeline.figures import Figure, Figures, Line, beyond
from pipeline.tags import block, finding
from pipeline.theme import Tone

SHOWN = 5  # threats on the plan's page and the slide; the rest stand in the annex
ARROWS = {"up": "risks_up", "down": "risks_down"}
SCALE = (1, 2, 3, 4, 5)


def _headline(figures: Figures) -> Finding:
    names = ("open_count", "high_count", "exposure", "unpriced_count")
    return Finding("risks_headline", {name: figures[f"risks.{name}"] for name in names})


@finding("risks.headline", "How many threats are open and high, and what they may cost")
def headline(figures: Figures) -> Finding:
    """Say how much is at stake."""
    return _headline(figures)


@finding("risks.exposure_line", "The exposure, its share of revenue, what caps it and what it leaves out")
def exposure_line(figures: Figures) -> Finding:
    """Say how far the exposure can be trusted."""
    names = ("exposure", "exposure_sum", "exposure_share", "unpriced_count", "open_count")
    return Finding("risks_exposure_line", {name: figures[f"risks.{name}"] for name in names})


@finding("risks.flags_line", "How many open risks have something to mend")
def flags_line(figures: Figures) -> Finding:
    """Say how well the register is kept."""
    return Finding("risks_flags_line", {name: figures[f"risks.{name}"] for name in ("flagged_count", "open_count")})


@block("risks.heat_map", "The open threats by likelihood and impact, with their movement since the earlier pack")
def heat_map(figures: Figures) -> Block:
    """Put each threat's id in its cell, on the tone of the cell's band; an arrow says where its score went."""
    threats = figures["risks.open_threats"].lines
    cells = {(c.likelihood.value, c.impact.value): c for c in figures["risks.map"].lines}
    entries = (
        ()
        if not threats
        else tuple(
            tuple(_cell(cells[likelihood, impact], threats) for impact in SCALE) for likelihood in reversed(SCALE)
        )
    )
    return Matrix(
        tuple(Label(f"likelihood_{n}") for n in reversed(SCALE)),
        tuple(Label(f"impact_{n}") for n in SCALE),
        entries,
        Finding(
            "risks_map_alt",
            {
                "open_count": figures["risks.open_count"],
                "high_count": figures["risks.high_count"],
                "highest_score": figures["risks.highest_score"],
                "unrated": tuple(item.id for item in figures["risks.unrated"].lines),
            },
        ),
        Label("no_open_threats"),
        Label("impact_scale"),
        Label("likelihood_scale"),
        square=True,
    )


def _cell(cell: Line, threats: tuple[Line, ...]) -> Entry:
    """The threats of a cell, on the tone of its band."""
    at = (cell.likelihood.value, cell.impact.value)
    here = tuple(_marked(item) for item in threats if (item.likelihood_now.value, item.impact_now.value) == at)
    band = str(cell.band.value)
    return Entry(here, cell.band.tone, strong=band in ("high", "critical"))


def _marked(item: Line) -> Words:
    """A threat's id, with an arrow where its score moved."""
    macro = ARROWS.get(str(item.movement.value))
    return Finding(macro, {"id": item.id}) if macro else item.id


@block("risks.top_table", "The five worst open threats: score and movement, exposure, response, contingency, owner")
def top_table(figures: Figures) -> Block:
    """List the worst; say how many more stand in the annex."""
    listed = figures["risks.open_threats"]
    rest = beyond(listed, SHOWN)
    rows: list[tuple[Entry, ...]] = [
        (
            Entry((Finding("risks_named", {"id": item.id, "event": item.event}),), strong=True),
            _score(item),
            Entry((item.exposure,)),
            Entry((item.action,)),
            _contingency(item),
            Entry((item.owner,)),
        )
        for item in listed.lines[:SHOWN]
    ]
    if not rest.absent:
        rows.append((Entry((Finding("more_in_annex", {"rest": rest}),)), *(Entry(()) for _ in range(5))))
    heads = (
        Head(Label("threat"), width=2),
        Head(Label("score"), width=1.1),
        Head(Label("exposure"), Align.RIGHT),
        Head(Label("response"), width=2),
        Head(Label("contingency"), width=1.8),
        Head(Label("owner"), width=1.2),
    )
    return Table(heads, tuple(rows), _headline(figures), Label("no_open_threats"))


def _score(item: Line) -> Entry:
    """The score with its band, and an arrow where it moved."""
    score = item.current_score
    if score.absent or item.band.absent:
        return Entry((score,))
    arrow = {"up": "risks_score_up", "down": "risks_score_down"}.get(str(item.movement.value), "risks_score")
    return Entry((Finding(arrow, {"score": score, "band": item.band}),), score.tone)


def _contingency(item: Line) -> Entry:
    """The contingency plan; where a high risk has none, that is said."""
    if "no_contingency" in _flags(item.flags):
        return Entry((Label("risk_flag_no_contingency"),), Tone.WATCH)
    return Entry((item.contingency,))


def _to_mend(item: Line) -> tuple[Words, ...]:
    """What is to be mended, in words."""
    late = Finding("risks_review_overdue", {"overdue": item.overdue})
    return tuple(late if flag == "review_overdue" else Label(f"risk_flag_{flag}") for flag in _flags(item.flags))


def _flags(flags: Figure) -> tuple[str, ...]:
    return tuple(str(flag) for flag in flags.value) if isinstance(flags.value, tuple) else ()


@block("risks.register", "The risk register in full: threats and opportunities, open and ended")
def register(figures: Figures) -> Block:
    """List every risk, the open ones first."""
    topics = ("risks.open_threats", "risks.opportunities", "risks.ended")
    rated = tuple(item for name in topics for item in figures[name].lines)
    heads = (
        Head(Label("risk"), width=2.2),
        Head(Label("category"), width=1.2),
        Head(Label("score"), width=1.1),
        Head(Label("exposure"), Align.RIGHT),
        Head(Label("response"), width=2),
        Head(Label("contingency_trigger"), width=2),
        Head(Label("owner"), width=1.1),
        Head(Label("status"), width=1.3),
    )
    return Table(heads, tuple(_registered(item) for item in rated), _headline(figures), Label("no_risks"))


def _is_open_threat(item: Line) -> bool:
    """Whether the exposure says anything of the risk."""
    return item.kind.value != "opportunity" and item.status.value not in ("happened", "closed")


def _registered(item: Line) -> tuple[Entry, ...]:
    """A risk's row in the register."""
    ended = tuple(words for words in (item.how_ended, item.lesson) if words)
    return (
        Entry((Finding("risks_named", {"id": item.id, "event": item.event}), item.cause)),
        Entry((item.kind, item.category)),
        _score(item),
        Entry((item.exposure,) if _is_open_threat(item) else ()),
        Entry((item.response, item.action)),
        Entry(tuple(words for words in (item.contingency, item.trigger) if words)),
        Entry((item.owner,)),
        Entry((item.status, *ended, *_to_mend(item)), item.flags.tone),
    )


@block("risks.opportunities_table", "Open opportunities: score, response, owner")
def opportunities_table(figures: Figures) -> Block:
    """Opportunities stand apart from threats."""
    heads = (
        Head(Label("opportunity"), width=2.4),
        Head(Label("score")),
        Head(Label("response"), width=2.2),
        Head(Label("owner"), width=1.2),
    )
    rows = tuple(
        (
            Entry((Finding("risks_named", {"id": item.id, "event": item.event}),), strong=True),
            Entry((item.current_score,)),
            Entry((item.response, item.action)),
            Entry((item.owner,)),
        )
        for item in figures["risks.opportunities"].lines
    )
    alt = Finding("risks_opportunities_alt", {"opportunity_count": figures["risks.opportunity_count"]})
    return Table(heads, rows, alt, Label("no_risk_opportunities"))


@block("risks.flags_list", "What is to be mended about each open risk")
def flags_list(figures: Figures) -> Block:
    """Name the risk and what it lacks."""
    items = tuple(
        Finding("risks_flagged", {"id": item.id, "event": item.event, "flags": _to_mend(item)})
        for item in figures["risks.flagged"].lines
    )
    return Bullets(items, Label("no_risk_flags"))
