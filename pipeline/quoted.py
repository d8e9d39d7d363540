"""Names what the portfolio reads of an account's pack: figures, lists, and why a figure is absent."""

from __future__ import annotations

from collections.abc import Mapping

HEALTH_PARTS = ("financial", "relationships", "value", "goals", "risk", "freshness")

# The figures of an account that the portfolio quotes or adds up.
QUOTED = (
    "account.name", "account.tier", "account.manager", "account.completeness", "account.wanted_count",
    "account.gap_count",
    "finance.revenue", "finance.revenue_target", "finance.revenue_variance", "finance.revenue_ytd",
    "finance.revenue_rolling", "finance.margin", "finance.margin_target", "finance.margin_variance",
    "finance.margin_rolling", "finance.margin_share", "finance.profit", "finance.profit_rolling",
    "finance.receivables", "finance.overdue", "finance.overdue_long",
    "assets.gross_value", "assets.asset_value", "assets.at_risk", "assets.next_end", "assets.next_end_contract",
    "risks.exposure", "growth.open_potential", "growth.pipeline_open", "growth.pipeline_weighted",
    "value.delivered_year", "value.confirmed_year",
    "health.score", "health.change", "health.last_review",
    *(f"health.{part}" for part in HEALTH_PARTS),
    "people.verdict", "people.coverage", "people.structural_count", "people.gaps.single_thread.all.number",
    "actions.open_count", "actions.on_time_share",
)  # fmt: skip

# The lists whose lines a pack keeps: what the account itself says of its rows, so that nobody works it out again.
KEPT_LISTS: Mapping[str, tuple[str, ...]] = {
    "actions.open": ("activity", "owner", "customer_owner", "due", "slips"),
    "people.key": ("name", "owner", "contacted_on", "contact_due"),
    "account.reviews_due": ("type", "next_review"),
    "assets.contracts": ("contract", "end", "annual_value", "renewal", "notice_by"),
    "asks.all": ("ask", "why", "directed_at", "of_whom", "by", "outcome", "outcome_date", "cost", "if_refused"),
    "risks.top": ("event", "band", "current_score"),
    "finance.quarters": ("quarter", "revenue"),
    "selection.criteria": ("criterion", "axis", "weight"),
    "selection.ranking": ("name", "total", "attractiveness", "fit", "rank", "tier", "field", "total_before",
                          "rank_before", "tier_before", "field_before"),
    "selection.decisions": ("account", "name", "decision", "decided_on", "tier", "total"),
}  # fmt: skip
REASONS = "absent"  # under this name the rows of a pack keep why a quoted figure is absent
ORDER = "order"  # under this name a kept line says its place in its list, from 0: JSON sorts lines by their names
PORTFOLIO_TOPICS = ("selection.", "programme.", "portfolio.")  # how the names of the portfolio's own figures begin
QUOTED_FIGURES = frozenset(QUOTED)
QUOTED_ROWS = frozenset((*KEPT_LISTS, REASONS))  # the names under which a pack's rows keep them
