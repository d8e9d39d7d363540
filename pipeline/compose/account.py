"""The blocks and findings of the account: its state in tiles and a snapshot, what its data lacks, who works on it."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Entry, Finding, Head, Label, Table, Tile, Tiles, Words
from pipeline.compose.rows import cell, given, word, worded
from pipeline.figures import Figures, Line
from pipeline.tags import block, finding

HEADLINE = {
    "revenue": "finance.revenue",
    "variance": "finance.revenue_variance_share",
    "score": "health.score",
    "change": "health.change",
    "since": "changes.since",
    "overdue": "actions.overdue_count",
    "gaps": "account.gap_count",
}


def _headline(figures: Figures) -> Finding:
    return Finding("account_headline", {name: figures[tag] for name, tag in HEADLINE.items()})


def _gaps_line(figures: Figures) -> Finding:
    names = ("gap_count", "wanted_count", "completeness")
    sheets = tuple(line["sheet"] for line in figures["account.missing_rows"].lines)
    return Finding("account_gaps_line", {**{name: figures[f"account.{name}"] for name in names}, "sheets": sheets})


def _approval_line(figures: Figures) -> Finding:
    names = ("approval", "approved_by", "approval_on", "next_review")
    return Finding("account_approval_line", {name: figures[f"account.{name}"] for name in names})


@finding("account.headline", "The state of the account in one sentence: result, health, what is overdue")
def headline(figures: Figures) -> Finding:
    """Say how the account stands."""
    return _headline(figures)


@finding("account.gaps_line", "How many wanted cells are still to confirm, and how complete the data is")
def gaps_line(figures: Figures) -> Finding:
    """Say how much is missing."""
    return _gaps_line(figures)


@finding("account.components_line", "How complete the data of each component is, in a sentence")
def components_line(figures: Figures) -> Finding:
    """Say which component lacks how much."""
    lines = figures["account.components"].lines
    parts = {"names": tuple(line["component"] for line in lines), "shares": tuple(line["share"] for line in lines)}
    return Finding("account_components_line", {"total": figures["account.completeness"], **parts})


@finding("account.approval_line", "How and when management decided on the plan, and the next review")
def approval_line(figures: Figures) -> Finding:
    """Say whether the plan is approved."""
    return _approval_line(figures)


@finding("account.level_line", "The relationship level and its target")
def level_line(figures: Figures) -> Finding:
    """Say where the relationship stands."""
    return Finding("account_level_line", {name: figures[f"account.{name}"] for name in ("level_now", "level_target")})


@block("account.tiles", "Five numbers: revenue, gross margin %, share of wallet, health, contract cover")
def tiles(figures: Figures) -> Block:
    """Put the five numbers beside what each is compared with."""
    f = figures
    revenue = {"target": f["finance.revenue_target"], "variance": f["finance.revenue_variance_share"]}
    return Tiles(
        (
            Tile(
                Label("revenue"),
                f["finance.revenue"],
                Finding("account_revenue_note", revenue),
                f["finance.revenue_variance_share"].tone,
            ),
            Tile(
                Label("gross_margin_share"),
                Finding("finance_margin_share", {"share": f["finance.margin_share"]}),
                Finding("account_margin_note", {"change": f["finance.margin_share_change"]}),
                f["finance.margin_share_change"].tone,
            ),
            Tile(
                Label("wallet_share"),
                f["finance.wallet_share"],
                Finding("account_wallet_note", {"share": f["finance.wallet_share"]}),
                f["finance.wallet_share"].tone,
            ),
            Tile(
                Label("health"),
                f["health.score"],
                Finding("account_health_note", {"score": f["health.score"], "change": f["health.change"]}),
                f["health.score"].tone,
            ),
            Tile(
                Label("account_contract_cover"),
                f["assets.cover_share"],
                Finding("account_contract_note", {"end": f["assets.next_end"]}),
                f["assets.cover_share"].tone,
            ),
        ),
        _headline(figures),
    )


@block("account.snapshot", "Tier, manager, sponsors, relationship level, contract end and next review")
def snapshot(figures: Figures) -> Block:
    """List what a reader must know before anything else."""
    account = {name: figures[f"account.{name}"] for name in SNAPSHOT}
    sponsors = {"ours": account["sponsor_ours"], "customer": account["sponsor_customer"]}
    level = {name: account[name] for name in ("level_now", "level_now_word", "level_target", "level_target_word")}
    rows: tuple[tuple[str, Words], ...] = (
        ("tier", account["tier"]),
        ("account_manager", account["manager"]),
        ("sponsors", Finding("account_sponsors", sponsors)),
        ("customer_since", account["customer_since"]),
        ("relationship_level", Finding("account_level", level)),
        ("contract_end", figures["assets.next_end"]),
        ("next_review", account["next_review"]),
    )
    heads = (Head(Label("account"), width=1), Head(Label("as_it_stands"), width=2))
    lines = tuple((cell(Label(label), strong=True), cell(words)) for label, words in rows)
    return Table(heads, lines, Label("snapshot_alt"), Label("to_confirm"))


SNAPSHOT = (
    "tier", "manager", "sponsor_ours", "sponsor_customer", "customer_since", "level_now", "level_now_word",
    "level_target", "level_target_word", "next_review",
)  # fmt: skip


@block("account.gaps_table", "What is missing: rows of sheets, then wanted cells; for what, whose, where")
def gaps_table(figures: Figures) -> Block:
    """List what is missing, so that each can be filled: whole rows first."""
    heads = (
        Head(Label("missing"), width=1.2),
        Head(Label("row"), width=1.2),
        Head(Label("owner"), width=1),
        Head(Label("component"), width=1.2),
        Head(Label("place"), width=2),
    )
    columns = ("heading", "row", "owner", "component", "place")
    rows = tuple(
        (
            cell(Finding("account_missing_rows", {name: sheet[name] for name in ("missing", "rows")}), strong=True),
            *(cell(sheet[name]) for name in ("sheet", "owner", "component", "place")),
        )
        for sheet in figures["account.missing_rows"].lines
    )
    rows += tuple(tuple(cell(gap[name]) for name in columns) for gap in figures["account.gaps"].lines)
    return Table(heads, rows, _gaps_line(figures), Label("no_gaps"))


@block("account.components_table", "How complete the data of each component is")
def components_table(figures: Figures) -> Block:
    """List the components with their share."""
    heads = (
        Head(Label("component"), width=2),
        Head(Label("complete"), Align.RIGHT),
        Head(Label("filled"), Align.RIGHT),
        Head(Label("wanted"), Align.RIGHT),
    )
    rows = tuple(
        tuple(cell(line[name]) for name in ("component", "share", "filled", "wanted"))
        for line in figures["account.components"].lines
    )
    return Table(heads, rows, _gaps_line(figures), Label("no_gaps"))


@block("account.team_table", "Who of us works for the account, with department, responsibility and days")
def team_table(figures: Figures) -> Block:
    """List our team."""
    heads = (
        Head(Label("name"), width=1.2),
        Head(Label("role"), width=1.2),
        Head(Label("department"), width=1),
        Head(Label("responsible_for"), width=2),
        Head(Label("days_per_quarter"), Align.RIGHT, 0.8),
    )
    rows = tuple(
        (
            cell(member["name"], strong=True),
            cell(member["role"]),
            cell(member["department"]),
            cell(member["responsible_for"]),
            cell(member["days"]),
        )
        for member in figures["account.team"].lines
    )
    return Table(heads, rows, Finding("account_team_alt", {"team": figures["account.team"]}), Label("no_team"))


@block("account.communication_table", "The communication plan: audience, purpose, channel, rhythm, owner, next, kept")
def communication_table(figures: Figures) -> Block:
    """List who hears from us, and whether it was kept."""
    planned = figures["account.communication"]
    heads = (
        Head(Label("audience"), width=1.6),
        Head(Label("purpose"), width=1.4),
        Head(Label("channel"), width=0.8),
        Head(Label("frequency"), width=0.9),
        Head(Label("owner"), width=1.1),
        Head(Label("next_date"), width=0.9),
        Head(Label("state"), width=0.9),
    )
    alt = {"planned": planned, "missed": figures["account.communication_missed"]}
    return Table(
        heads,
        tuple(_message(line) for line in planned.lines),
        Finding("account_communication_alt", alt),
        Label("no_communication"),
    )


def _message(line: Line) -> tuple[Entry, ...]:
    columns = ("audience", "purpose", "channel", "frequency", "owner", "next_date")
    late = line["days_overdue"]
    state = cell(word("communication", line["state"]), late, tone=late.tone) if not late.absent else None
    return (*(cell(line[name]) for name in columns), state or worded("communication", line["state"]))


@block("account.reviews_table", "The reviews of the plan: day, kind, decisions, approval, when next")
def reviews_table(figures: Figures) -> Block:
    """List the reviews, newest first."""
    heads = (
        Head(Label("date"), width=0.8),
        Head(Label("review"), width=0.9),
        Head(Label("decisions"), width=3),
        Head(Label("approval"), width=1.2),
        Head(Label("next_review"), width=0.9),
    )
    rows = tuple(
        (
            cell(line["day"]),
            cell(line["type"]),
            cell(line["decisions"]),
            given(line["approval"], line["approved_by"]),
            cell(line["next_review"]),
        )
        for line in figures["account.reviews"].lines
    )
    return Table(heads, rows, _approval_line(figures), Label("no_reviews"))
