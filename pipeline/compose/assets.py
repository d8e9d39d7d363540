"""The blocks and findings of topic assets: the account's value, what is at risk, contracts and notices."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Entry, Finding, Head, Label, Table, Tile, Tiles
from pipeline.figures import Figures, Line
from pipeline.tags import block, finding


def _of(figures: Figures, macro: str, *names: str) -> Finding:
    return Finding(macro, {name: figures[f"assets.{name}"] for name in names})


def _headline(figures: Figures) -> Finding:
    return _of(figures, "assets_headline", "asset_value", "at_risk", "at_risk_share", "profit_basis")


def _contracts(figures: Figures) -> Finding:
    return _of(figures, "assets_contracts_headline", "contract_count", "cover_share", "next_end", "next_end_contract")


@finding("assets.headline", "What the account is worth over three years, and how much of it is at risk")
def headline(figures: Figures) -> Finding:
    """Say what there is to lose."""
    return _headline(figures)


@finding("assets.contracts_headline", "How much revenue is under contract, and which contract ends next")
def contracts_headline(figures: Figures) -> Finding:
    """Say how firm the revenue is."""
    return _contracts(figures)


@finding("assets.notices_line", "Which notices are due in the next 180 days")
def notices_line(figures: Figures) -> Finding:
    """Name the contracts whose notice comes up."""
    named = tuple(
        Finding("assets_notice", {"contract": item.contract, "day": item.notice_by})
        for item in figures["assets.notices"].lines
    )
    return Finding(
        "assets_notices_line",
        {
            "notice_count": figures["assets.notice_count"],
            "next_notice": figures["assets.next_notice"],
            "notices": named,
        },
    )


@finding("assets.method_line", "How the asset value is worked out: profit, growth, retention, discount")
def method_line(figures: Figures) -> Finding:
    """Spell out what went into the value."""
    return _of(
        figures,
        "assets_method_line",
        "asset_value",
        "profit",
        "profit_basis",
        "growth_rate",
        "growth_measured",
        "retention",
    )


@block("assets.tiles", "Asset value, value at risk, retention, contract cover")
def tiles(figures: Figures) -> Block:
    """Put each number beside what it rests on."""
    f = {name: figures[f"assets.{name}"] for name in ("asset_value", "at_risk", "retention", "cover_share")}
    return Tiles(
        (
            Tile(
                Label("asset_value_tile"),
                f["asset_value"],
                _of(figures, "assets_value_note", "gross_value", "profit_basis"),
            ),
            Tile(Label("at_risk"), f["at_risk"], _of(figures, "assets_risk_note", "at_risk_share")),
            Tile(
                Label("retention"),
                f["retention"],
                _of(figures, "assets_growth_note", "growth_rate", "growth_measured"),
            ),
            Tile(
                Label("contract_cover"), f["cover_share"], _of(figures, "assets_end_note", "next_end", "contract_count")
            ),
        ),
        _headline(figures),
    )


@block("assets.years_table", "The asset value year by year: gross, and as expected to stay")
def years_table(figures: Figures) -> Block:
    """Show the sum behind the asset value."""
    heads = (Head(Label("year")), Head(Label("gross_value"), Align.RIGHT), Head(Label("expected_value"), Align.RIGHT))
    lines = figures["assets.years"].lines
    rows = tuple(
        (Entry((Finding("assets_year", {"year": item.year}),)), Entry((item.gross,)), Entry((item.expected,)))
        for item in lines
    )
    total = (
        Entry((Label("total"),), strong=True),
        Entry((figures["assets.gross_value"],), strong=True),
        Entry((figures["assets.asset_value"],), strong=True),
    )
    return Table(heads, (*rows, total) if rows else (), _headline(figures), Label("no_asset_value"), total=True)


@block("assets.contracts_table", "Current contracts: value, end, renewal, notice; then coming and ended ones")
def contracts_table(figures: Figures) -> Block:
    """List the contracts, the first to end first."""
    heads = (
        Head(Label("contract"), width=2.2),
        Head(Label("annual_value"), Align.RIGHT),
        Head(Label("runs_from")),
        Head(Label("runs_to"), width=1.2),
        Head(Label("renewal"), width=1.1),
        Head(Label("notice_by"), width=1.3),
    )
    current = tuple(_current(item) for item in figures["assets.contracts"].lines)
    coming = tuple(_other(item, Label("not_begun")) for item in figures["assets.coming"].lines)
    ended = tuple(_other(item, Label("has_ended")) for item in figures["assets.ended"].lines)
    return Table(heads, (*current, *coming, *ended), _contracts(figures), Label("no_contracts"))


def _current(item: Line) -> tuple[Entry, ...]:
    """A contract that runs today."""
    soon = (
        (item.notice_by,) if item.notice_in.absent else (item.notice_by, Finding("assets_in", {"days": item.notice_in}))
    )
    return (
        Entry((item.contract,), strong=True),
        Entry((item.annual_value,)),
        Entry((item.start,)),
        Entry((item.end,) if item.end.absent else (item.end, Finding("assets_in", {"days": item.days_left}))),
        Entry((item.renewal,), item.rate.tone),
        Entry(soon, item.notice_in.tone),
    )


def _other(item: Line, standing: Label) -> tuple[Entry, ...]:
    """A contract that counts nowhere today, and why."""
    return (
        Entry((item.contract,)),
        Entry((item.annual_value,)),
        Entry((item.start,)),
        Entry((item.end,)),
        Entry((standing,)),
        Entry(()),
    )


@block("assets.notices_table", "Notices due in the next 180 days, the first first")
def notices_table(figures: Figures) -> Block:
    """List what must be talked about in time."""
    heads = (
        Head(Label("contract"), width=2.2),
        Head(Label("notice_by")),
        Head(Label("days_left"), Align.RIGHT),
        Head(Label("annual_value"), Align.RIGHT),
        Head(Label("renewal")),
    )
    rows = tuple(
        (
            Entry((item.contract,), strong=True),
            Entry((item.notice_by,)),
            Entry((item.notice_in,)),
            Entry((item.annual_value,)),
            Entry((item.renewal,), item.rate.tone),
        )
        for item in figures["assets.notices"].lines
    )
    return Table(heads, rows, _contracts(figures), Label("no_notices"))
