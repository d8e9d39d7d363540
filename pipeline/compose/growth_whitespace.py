"""The blocks and findings of topic growth that are about whitespace: the grid, its totals, and units in full."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Entry, Finding, Head, Label, Matrix, Table, Words
from pipeline.figures import Figures, Line, beyond
from pipeline.tags import block, finding

UNITS, OFFERINGS = 8, 6  # rows and columns of the grid that a page has room for


def _headline(figures: Figures) -> Finding:
    largest = figures["growth.open_largest"].lines
    return Finding(
        "growth_whitespace_headline",
        {
            "open_potential": figures["growth.open_potential"],
            "open_count": figures["growth.open_count"],
            "places": tuple(
                Finding("growth_place", {"unit": item.unit, "offering": item.offering}) for item in largest
            ),
            "potentials": tuple(item.potential for item in largest),
        },
    )


@finding("growth.whitespace_headline", "How much potential is not ours yet, and where the largest part of it is")
def whitespace_headline(figures: Figures) -> Finding:
    """Say where there is room to grow."""
    return _headline(figures)


def _place(item: Line) -> Finding:
    """Who serves a unit with an offering, and the potential a year."""
    return Finding("growth_grid_place", {"standing": item.standing, "potential": item.potential})


@block("growth.whitespace_grid", "Units of the customer by our offerings: who serves each, and its potential a year")
def whitespace_grid(figures: Figures) -> Block:
    """Show the largest units and offerings; say how many more there are."""
    units, offerings = figures["growth.units"], figures["growth.offerings"]
    cells = {(item.unit.value, item.offering.value): item for item in figures["growth.whitespace"].lines}
    rows: list[Words] = [line.unit for line in units.lines[:UNITS]]
    columns: list[Words] = [line.offering for line in offerings.lines[:OFFERINGS]]
    entries = []
    for unit in units.lines[:UNITS]:
        row = []
        for offering in offerings.lines[:OFFERINGS]:
            item = cells.get((unit.unit.value, offering.offering.value))
            row.append(Entry((_place(item),), item.standing.tone) if item else Entry(()))
        entries.append(row)
    if not (rest := beyond(offerings, OFFERINGS)).absent:
        columns.append(Finding("growth_more_offerings", {"rest": rest}))
        entries = [[*row, Entry(())] for row in entries]
    if not (rest := beyond(units, UNITS)).absent:
        rows.append(Finding("growth_more_units", {"rest": rest}))
        entries.append([Entry(()) for _ in columns])
    return Matrix(
        tuple(rows), tuple(columns), tuple(tuple(row) for row in entries), _headline(figures), Label("no_whitespace")
    )


@block("growth.status_table", "Potential a year by status: ours, in pipeline, open, competitor, in-house, no need")
def status_table(figures: Figures) -> Block:
    """Sum the grid by status."""
    heads = (
        Head(Label("status"), width=1.4),
        Head(Label("places"), Align.RIGHT),
        Head(Label("potential"), Align.RIGHT),
    )
    rows = tuple(
        (Entry((item.status,), item.status.tone), Entry((item.count,)), Entry((item.potential,)))
        for item in figures["growth.statuses"].lines
    )
    return Table(heads, rows, _headline(figures), Label("no_whitespace"))


@block("growth.units_table", "Each unit: potential, what is not ours yet, our revenue as stated and as invoiced")
def units_table(figures: Figures) -> Block:
    """Put what we think we earn in a unit beside what was invoiced there."""
    numbers = ("potential", "open_potential", "revenue", "invoiced", "difference")
    keys = ("potential", "open_potential", "revenue_stated", "revenue_invoiced", "variance")
    heads = (Head(Label("business_unit"), width=1.8), *(Head(Label(key), Align.RIGHT) for key in keys))
    rows = tuple(
        (Entry((item.unit,), strong=True), *(Entry((item[number],)) for number in numbers))
        for item in figures["growth.units"].lines
    )
    return Table(heads, rows, _headline(figures), Label("no_whitespace"))


@block(
    "growth.whitespace_register", "The whitespace in full: status, potential, revenue, competitor, what is in the way"
)
def whitespace_register(figures: Figures) -> Block:
    """List every unit and offering."""
    heads = (
        Head(Label("business_unit"), width=1.4),
        Head(Label("offering"), width=1.6),
        Head(Label("status"), width=1.1),
        Head(Label("potential"), Align.RIGHT),
        Head(Label("revenue"), Align.RIGHT),
        Head(Label("competitor_until"), width=1.4),
        Head(Label("obstacle"), width=2),
    )
    rows = tuple(
        (
            Entry((item.unit,)),
            Entry((item.offering,)),
            Entry((item.standing,), item.standing.tone),
            Entry((item.potential,)),
            Entry((item.revenue,)),
            Entry(tuple(words for words in (item.competitor, item.contract_end) if words)),
            Entry(tuple(words for words in (item.obstacle,) if words)),
        )
        for item in figures["growth.whitespace"].lines
    )
    return Table(heads, rows, _headline(figures), Label("no_whitespace"))
