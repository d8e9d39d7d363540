"""The tables that back an account's documents: how the key figures are worked out, and the cells that all rest on."""

from __future__ import annotations

from pipeline.blocks import Block, Head, Label, Table
from pipeline.compose.rows import cell, worded
from pipeline.figures import Figures
from pipeline.tags import block

# What the front pages of plan and review rest on; the plan's annex and the review's appendix define these.
KEY_FIGURES = (
    "finance.revenue", "finance.revenue_target", "finance.revenue_variance_share", "finance.revenue_growth",
    "finance.revenue_rolling", "finance.margin", "finance.margin_share", "finance.margin_share_change",
    "finance.profit", "finance.wallet_share", "finance.dso", "finance.overdue_share", "finance.nrr", "finance.grr",
    "scorecard.green", "value.delivered_year", "value.confirmed_share", "people.coverage", "people.verdict",
    "goals.on_track_count", "actions.overdue_count", "actions.on_time_share", "actions.missed_count",
    "risks.high_count", "risks.exposure", "growth.open_potential", "growth.pipeline_open", "growth.pipeline_weighted",
    "growth.still_to_make", "growth.coverage", "growth.coverage_required", "growth.win_rate", "assets.asset_value",
    "assets.at_risk", "assets.retention", "assets.cover_share", "health.score", "health.change",
    "account.completeness",
)  # fmt: skip


@block("account.definitions_table", "How the figures of the front pages are worked out")
def definitions_table(figures: Figures) -> Block:
    """List the key figures that are there, each by its meaning, with their formulas."""
    heads = (Head(Label("figure"), width=2), Head(Label("topic"), width=0.8), Head(Label("formula"), width=3.2))
    defined = {str(line["tag"].value): line for line in figures["account.definitions"].lines}
    lines = (defined[name] for name in KEY_FIGURES if name in defined)
    rows = tuple(
        (cell(line["meaning"], strong=True), worded("topic", line["topic"]), cell(line["formula"])) for line in lines
    )
    return Table(heads, rows, Label("definitions_alt"), Label("no_definitions"))


@block("account.sources_table", "The cells that the figures rest on, by file and sheet")
def sources_table(figures: Figures) -> Block:
    """List files, tabs and cells."""
    heads = (Head(Label("file"), width=1.1), Head(Label("sheet"), width=1.1), Head(Label("cells"), width=4))
    rows = tuple(
        tuple(cell(line[part]) for part in ("file", "sheet", "cells"))
        for line in figures["account.source_sheets"].lines
    )
    return Table(heads, rows, Label("sources_alt"), Label("no_sources"))
