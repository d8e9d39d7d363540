"""The blocks and findings of topic value: the ledger of value delivered, by state, and our answers by stage."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Bullets, Chart, Entry, Finding, Head, Label, Role, Series, Shape, Table
from pipeline.figures import Figures, Line, beyond
from pipeline.tags import block, finding
from pipeline.theme import Tone

SHOWN = 5  # entries on the plan's page and the slide; the rest stand in the annex
STATE_TONES = {"client confirmed": Tone.GOOD, "disputed": Tone.BAD}


def _headline(figures: Figures) -> Finding:
    names = (
        "delivered_year", "delivered_total", "confirmed_year", "confirmed_share", "expected", "disputed",
        "stale_count", "entries",
    )  # fmt: skip
    return Finding("value_headline", {name: figures[f"value.{name}"] for name in names})


@finding("value.headline", "Value delivered this fiscal year, and how much of it the client confirmed")
def headline(figures: Figures) -> Finding:
    """Say what the customer gained."""
    return _headline(figures)


@finding("value.return_line", "Value delivered per unit of our revenue")
def return_line(figures: Figures) -> Finding:
    """Say what the customer gains for what it pays us."""
    return Finding(
        "value_return_line",
        {"per_revenue": figures["value.per_revenue"], "delivered": figures["value.delivered_rolling"]},
    )


def _strategy(figures: Figures) -> Finding:
    stages = ("rewarded", "accepted", "communicated", "developed")
    reached = {stage: figures[f"value.{stage}_count"] for stage in stages}
    counts = tuple(Finding(f"value_stage_{stage}", {"count": count}) for stage, count in reached.items() if count.value)
    return Finding("value_strategy_headline", {"strategies": figures["value.strategies"], "counts": counts})


@finding("value.strategy_headline", "How far our answers to the customer's needs have come")
def strategy_headline(figures: Figures) -> Finding:
    """Say how many answers were accepted and rewarded."""
    return _strategy(figures)


@block("value.ledger_table", "The five largest entries of the value ledger")
def ledger_table(figures: Figures) -> Block:
    """Show the five largest that count; say how many more stand in the annex."""
    listed = figures["value.entries"]
    rest = beyond(listed, SHOWN)
    rows: list[tuple[Entry, ...]] = [
        (
            Entry((item.initiative,)),
            Entry((item.type,)),
            Entry((item.day,)),
            Entry((item.amount,), strong=True),
            _state(item),
            Entry((item.confirmed_by,)),
        )
        for item in listed.lines[:SHOWN]
    ]
    if not rest.absent:
        rows.append((Entry((Finding("more_in_annex", {"rest": rest}),)), *(Entry(()) for _ in range(5))))
    heads = (
        Head(Label("initiative"), width=2.2),
        Head(Label("type"), width=1.2),
        Head(Label("date")),
        Head(Label("amount"), Align.RIGHT),
        Head(Label("state"), width=1.3),
        Head(Label("confirmed_by"), width=1.2),
    )
    return Table(heads, tuple(rows), _headline(figures), Label("no_value"))


def _state(item: Line) -> Entry:
    """The state in the sheet's own word; a stale claim says so, and an entry in an overlap what counts instead."""
    words: list[Finding | Label] = []
    if not item.stale.absent:
        words.append(Label("stale"))
    if not item.counted_as.absent:
        words.append(Finding("value_counted_as", {"counted_as": item.counted_as}))
    tone = item.stale.tone or STATE_TONES.get(str(item.state.value))
    return Entry((item.state, *words), tone)


@block("value.register", "The value ledger in full: every entry, its baseline, method, state, and how it counts")
def register(figures: Figures) -> Block:
    """List every entry with what it was compared with and how it was worked out."""
    heads = (
        Head(Label("id"), width=0.6),
        Head(Label("initiative"), width=1.6),
        Head(Label("date")),
        Head(Label("amount"), Align.RIGHT),
        Head(Label("state"), width=1.3),
        Head(Label("baseline"), width=1.8),
        Head(Label("method"), width=1.8),
        Head(Label("confirmed_by"), width=1.2),
    )
    rows = tuple(
        (
            Entry((item.id,)),
            Entry((item.initiative,)),
            Entry((item.day,)),
            Entry((item.amount,)),
            _state(item),
            Entry((item.baseline,)),
            Entry((item.method,)),
            Entry((item.confirmed_by, item.confirmed_on) if item.confirmed_on else (item.confirmed_by,)),
        )
        for item in figures["value.entries"].lines
    )
    return Table(heads, rows, _headline(figures), Label("no_value"))


@block("value.by_state_chart", "Value of this fiscal year by state: delivered, expected and disputed apart")
def by_state_chart(figures: Figures) -> Block:
    """Draw the sum of each state; the state's name says what the bar's tone says."""
    states = figures["value.by_state"].lines
    return Chart(
        Shape.BARS,
        tuple(item.state for item in states),
        (Series(Label("this_fiscal_year"), tuple(item.this_year for item in states), Role.ACTUAL),) if states else (),
        _headline(figures),
        Label("no_value"),
    )


@block("value.strategy_table", "The customer's needs and our answers, by stage, with goal and value delivered")
def strategy_table(figures: Figures) -> Block:
    """List our answers, those that came furthest first."""
    heads = (
        Head(Label("customer_need"), width=2),
        Head(Label("our_answer"), width=2.2),
        Head(Label("stage")),
        Head(Label("goal"), width=1.8),
        Head(Label("value_delivered_short"), Align.RIGHT),
        Head(Label("owner"), width=1.1),
    )
    rows = tuple(
        (
            Entry((item.need,)),
            Entry((item.answer,)),
            Entry((item.stage,), strong=True),
            Entry((item.goal_text,)),
            Entry((item.delivered,)),
            Entry((item.owner,)),
        )
        for item in figures["value.strategies"].lines
    )
    return Table(heads, rows, _strategy(figures), Label("no_answers"))


@block("value.stale_list", "Claims of value that nobody confirmed for too long")
def stale_list(figures: Figures) -> Block:
    """List the claims to confirm or to give up."""
    items = tuple(
        Finding("value_stale_claim", {"initiative": item.initiative, "amount": item.amount, "age": item.age})
        for item in figures["value.stale"].lines
    )
    return Bullets(items, Label("no_stale_claims"))
