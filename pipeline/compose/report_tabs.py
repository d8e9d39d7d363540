"""The tabs of the quarterly report: which columns each table shows, which of them are live formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.blocks import Finding, Label
from pipeline.compose.rows import word
from pipeline.figures import Figure, Line, Unit
from pipeline.tabs import Field, Grid, Plot, Tab
from pipeline.tags import Pages


def shown(
    lines: Sequence[Line],
    key: str,
    unit: Unit = Unit.TEXT,
    *,
    label: str = "",
    formula: str = "",
    width: float = 12.0,
    total: Figure | None = None,
    verdicts: bool = False,
    bars: bool = False,
) -> Field:
    """A column of a table: one attribute of each line."""
    contents = tuple(line[key] for line in lines)
    return Field(Label(label or key), contents, unit, formula, total, width, verdicts, bars)


def difference(one: str, other: str) -> str:
    """A formula for the difference of two columns, empty where one of them is."""
    return f'=IF(COUNT([@{{{one}}}],[@{{{other}}}])=2,[@{{{one}}}]-[@{{{other}}}],"")'


def ratio(part: str, whole: str) -> str:
    """A formula for the share of one column in another, empty where it says nothing."""
    return f'=IF(COUNT([@{{{part}}}],[@{{{whole}}}])=2,IF([@{{{whole}}}]>0,[@{{{part}}}]/[@{{{whole}}}],""),"")'


def product(one: str, other: str) -> str:
    """A formula for the product of two columns, empty where one of them is."""
    return f'=IF(COUNT([@{{{one}}}],[@{{{other}}}])=2,[@{{{one}}}]*[@{{{other}}}],"")'


def scorecard(pages: Pages) -> Tab:
    """The agreed measures."""
    lines = pages.figures["scorecard.measures"].lines
    fields = (
        shown(lines, "id", width=7),
        shown(lines, "measure", width=30),
        shown(lines, "area", width=13),
        shown(lines, "unit", width=10),
        shown(lines, "direction", width=11),
        shown(lines, "target", Unit.NUMBER, width=10),
        shown(lines, "actual", Unit.NUMBER, width=10),
        shown(lines, "variance", Unit.NUMBER, width=10, formula=SIGNED_VARIANCE),
        shown(lines, "prior", Unit.NUMBER, label="prior_quarter", width=10),
        shown(lines, "year_before", Unit.NUMBER, width=10),
        shown(lines, "verdict", width=12, verdicts=True),
        shown(lines, "agreed", width=10),
        shown(lines, "source", width=26),
    )
    grid = Grid("Scorecard", Label("scorecard_title"), fields, Label("no_measures"))
    return Tab(Label("tab_scorecard"), said(pages, "scorecard.headline"), (grid,))


SIGNED_VARIANCE = (
    '=IF(COUNT([@{actual}],[@{target}])=2,IF([@{direction}]="decrease",[@{target}]-[@{actual}],'
    '[@{actual}]-[@{target}]),"")'
)


def financials(pages: Pages) -> Tab:
    """Money by quarter and by product."""
    lines = pages.figures["finance.quarters"].lines
    by_quarter = (
        shown(lines, "quarter", width=11),
        shown(lines, "revenue", Unit.MONEY),
        shown(lines, "revenue_target", Unit.MONEY),
        shown(lines, "revenue_variance", Unit.CHANGE, formula=difference("revenue", "revenue_target")),
        shown(lines, "cost_of_sales", Unit.MONEY),
        shown(lines, "margin", Unit.MONEY, label="gross_margin", formula=difference("revenue", "cost_of_sales")),
        shown(
            lines, "margin_share", Unit.PERCENT, label="gross_margin_share", formula=ratio("gross_margin", "revenue")
        ),
        shown(lines, "cost_to_serve", Unit.MONEY),
        shown(lines, "profit", Unit.MONEY, label="account_profit", formula=difference("gross_margin", "cost_to_serve")),
    )
    products = pages.figures["finance.products"].lines
    by_product = (
        shown(products, "product", width=24),
        shown(products, "revenue", Unit.MONEY, total=pages.figures["finance.revenue"] if products else None),
        shown(products, "year_before", Unit.MONEY),
        shown(products, "change", Unit.CHANGE, formula="=N([@{revenue}])-N([@{year_before}])"),
    )
    grids = (
        Grid("Quarters", Label("by_quarter"), by_quarter, Label("no_quarters")),
        Grid("Products", Label("by_product"), by_product, Label("no_products")),
    )
    plots = (
        Plot(said(pages, "finance.trend_headline"), "Quarters", "quarter", "revenue", "revenue_target"),
        Plot(Label("account_profit"), "Quarters", "quarter", "account_profit"),
    )
    return Tab(Label("tab_financials"), said(pages, "finance.headline"), grids, plots)


def goals(pages: Pages) -> Tab:
    """The goals with their attainment."""
    lines = pages.figures["goals.all"].lines
    fields = (
        shown(lines, "id", width=7),
        shown(lines, "goal", width=44),
        shown(lines, "owner", width=20),
        shown(lines, "customer_owner", width=20),
        shown(lines, "metric", width=22),
        shown(lines, "unit", width=10),
        shown(lines, "baseline", Unit.NUMBER, width=10),
        shown(lines, "target", Unit.NUMBER, width=10),
        shown(lines, "current", Unit.NUMBER, width=10),
        shown(lines, "attainment", Unit.PERCENT, width=12, bars=True),
        shown(lines, "expected", Unit.PERCENT, width=11),
        shown(lines, "pace", Unit.RATIO, width=8),
        shown(lines, "verdict", width=12, verdicts=True),
        shown(lines, "target_date", Unit.DATE, label="due", width=13),
        shown(lines, "status", width=12),
    )
    grid = Grid("Goals", Label("goals_title"), fields, Label("no_goals"))
    return Tab(Label("tab_goals"), said(pages, "goals.headline"), (grid,))


def actions(pages: Pages) -> Tab:
    """The actions with who and when."""
    lines = pages.figures["actions.all"].lines
    fields = (
        shown(lines, "id", width=7),
        shown(lines, "activity", width=48),
        shown(lines, "goal", width=8),
        shown(lines, "department", width=16),
        shown(lines, "owner", width=20),
        shown(lines, "customer_owner", width=20),
        shown(lines, "start", Unit.DATE, width=13),
        shown(lines, "due", Unit.DATE, width=13),
        shown(lines, "status", width=12),
        shown(lines, "days_overdue", Unit.DAYS, width=10),
        shown(lines, "expected", label="expected_outcome", width=40),
    )
    grid = Grid("Actions", Label("actions_title"), fields, Label("no_actions"))
    return Tab(Label("tab_actions"), said(pages, "actions.headline"), (grid,))


def risks(pages: Pages) -> Tab:
    """The risk register with live scores."""
    lines = pages.figures["risks.all"].lines
    fields = (
        shown(lines, "id", width=7),
        shown(lines, "kind", width=12),
        shown(lines, "event", width=40),
        shown(lines, "likelihood", Unit.SCORE, width=11),
        shown(lines, "impact", Unit.SCORE, width=9),
        shown(lines, "score", Unit.SCORE, label="inherent_score", formula=product("likelihood", "impact"), width=10),
        shown(lines, "residual_likelihood", Unit.SCORE, width=11),
        shown(lines, "residual_impact", Unit.SCORE, width=10),
        shown(
            lines,
            "residual_score",
            Unit.SCORE,
            formula=product("residual_likelihood", "residual_impact"),
            width=10,
            bars=True,
        ),
        shown(lines, "revenue", Unit.MONEY, label="revenue_at_risk", width=13),
        shown(lines, "exposure", Unit.MONEY, width=13),
        shown(lines, "response", width=12),
        shown(lines, "action", label="response_action", width=36),
        shown(lines, "contingency", width=30),
        shown(lines, "owner", width=18),
        shown(lines, "status", width=12),
        shown(lines, "last_reviewed", Unit.DATE, width=13),
    )
    grid = Grid("Risks", Label("risks_title"), fields, Label("no_risks"))
    return Tab(Label("tab_risks"), said(pages, "risks.headline"), (grid,))


def people(pages: Pages) -> Tab:
    """The customer's people."""
    lines = pages.figures["people.all"].lines
    fields = (
        shown(lines, "id", width=7),
        shown(lines, "name", width=24),
        shown(lines, "title", width=28),
        shown(lines, "unit", label="business_unit", width=18),
        shown(lines, "role", label="buying_role", width=20),
        shown(lines, "influence", Unit.SCORE, width=10),
        shown(lines, "support", Unit.SCORE, width=9),
        shown(lines, "now", Unit.SCORE, label="relationship_now", width=12),
        shown(lines, "target", Unit.SCORE, label="relationship_target", width=12),
        shown(lines, "owner", label="our_owner", width=18),
        shown(lines, "contacted_on", Unit.DATE, label="last_contact", width=13),
        shown(lines, "how_known", width=36),
    )
    grid = Grid("People", Label("people_title"), fields, Label("no_people"))
    return Tab(Label("tab_people"), said(pages, "people.headline"), (grid,))


def value(pages: Pages) -> Tab:
    """The ledger of value delivered."""
    lines = pages.figures["value.entries"].lines
    fields = (
        shown(lines, "id", width=7),
        shown(lines, "day", Unit.DATE, label="date", width=13),
        shown(lines, "initiative", width=34),
        shown(lines, "type", width=16),
        shown(lines, "amount", Unit.MONEY, width=13, bars=True),
        shown(lines, "state", width=17),
        shown(lines, "confirmed_by", width=20),
        shown(lines, "confirmed_on", Unit.DATE, width=13),
        shown(lines, "overlaps", width=14),
        shown(lines, "baseline", width=32),
        shown(lines, "method", width=36),
    )
    grid = Grid("ValueLedger", Label("value_title"), fields, Label("no_value"))
    return Tab(Label("tab_value"), said(pages, "value.headline"), (grid,))


def feedback(pages: Pages) -> Tab:
    """What the customer told us, newest first."""
    lines = pages.figures["feedback.all"].lines
    fields = (
        shown(lines, "day", Unit.DATE, label="date", width=13),
        shown(lines, "person", width=10),
        shown(lines, "kind", width=12),
        shown(lines, "said", label="what_they_said", width=70),
        shown(lines, "question", width=14),
        shown(lines, "score", Unit.NUMBER, width=9),
        shown(lines, "theme", width=20),
        shown(lines, "follow_up", width=12),
    )
    grid = Grid("Feedback", Label("feedback_title"), fields, Label("no_feedback"))
    return Tab(Label("tab_feedback"), said(pages, "feedback.headline"), (grid,))


def pipeline(pages: Pages) -> Tab:
    """The opportunities with live weighted values."""
    lines = pages.figures["growth.opportunities"].lines
    fields = (
        shown(lines, "id", width=7),
        shown(lines, "opportunity", width=34),
        shown(lines, "offering", width=20),
        shown(lines, "stage", width=13),
        shown(lines, "value", Unit.MONEY, label="amount", width=13, bars=True),
        shown(lines, "probability", Unit.PERCENT, width=12),
        shown(lines, "weighted", Unit.MONEY, width=13, formula=product("amount", "probability")),
        shown(lines, "expected_close", Unit.DATE, width=14),
        shown(lines, "opened", Unit.DATE, width=13),
        shown(lines, "owner", width=18),
        shown(lines, "competitor", width=18),
    )
    grid = Grid("Pipeline", Label("pipeline_title"), fields, Label("no_opportunities"))
    return Tab(Label("tab_pipeline"), said(pages, "growth.headline"), (grid,))


def changes(pages: Pages) -> Tab:
    """What changed since the last pack."""
    lines = pages.figures["changes.all"].lines
    fields = (
        replace(
            shown(lines, "kind", label="change", width=14), said=tuple(word("change", line.kind) for line in lines)
        ),
        shown(lines, "sheet", width=16),
        shown(lines, "id", width=12),
        shown(lines, "what", width=50),
        shown(lines, "field", label="cell", width=18),
        shown(lines, "before", width=28),
        shown(lines, "after", width=28),
    )
    grid = Grid("Changes", Label("changes_title"), fields, Label("no_changes"))
    return Tab(Label("tab_changes"), said(pages, "changes.headline"), (grid,))


TABS = (scorecard, financials, goals, actions, risks, people, value, feedback, pipeline, changes)


def said(pages: Pages, tag: str) -> Finding:
    """The finding of that tag."""
    finding = pages[tag]
    assert isinstance(finding, Finding), tag
    return finding
