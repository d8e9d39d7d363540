"""Weighs the pipeline: what is open, by stage, what slipped or aged, and how much of it is usually won."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from statistics import median

from pipeline.analyse import covering, whitespace
from pipeline.analyse.deals import CLOSED, SLIPPED, WON, closed_deals, deal, given, open_deals, weighted_worth, worth
from pipeline.analyse.lines import line
from pipeline.columns import natural, places
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.sheets.performance import Opportunity

WHITESPACE, COVERING = whitespace.FIGURES, covering.FIGURES  # the topic's figures that have files of their own
STAGES = ("identified", "qualified", "proposed", "negotiating")
DEAL = (Opportunity.id, Opportunity.stage, Opportunity.value)
WEIGHTED = (*DEAL, Opportunity.probability)
LISTED = (
    *DEAL, Opportunity.probability, Opportunity.opened, Opportunity.expected_close, Opportunity.first_expected,
    Opportunity.closed_on,
)  # fmt: skip
TOP = 6


def _listed(lines: Iterable[Line]) -> Answer:
    items = tuple(lines)
    return found(items, (place for item in items if item.row for place in item.row.place()))


@figure(
    "growth.opportunities", Unit.LIST, "Open deals, the largest first", "Stage neither won nor lost, by Value", LISTED
)
def opportunities(case: Case) -> Answer:
    """A deal whose stage is blank counts as open."""
    return _listed(deal(case, row) for row in open_deals(case))


@figure("growth.top", Unit.LIST, "The six largest open deals", "first six of the open deals", LISTED)
def top(case: Case) -> Answer:
    """What a page has room for."""
    return _listed(case["growth.opportunities"].lines[:TOP])


@figure("growth.closed", Unit.LIST, "Deals won and lost, the newest first", "Stage won or lost, by Closed on",
        (*DEAL, Opportunity.closed_on))  # fmt: skip
def closed(case: Case) -> Answer:
    """All of them, whenever they were closed."""
    rows = [row for row in case.facts.of(Opportunity) if row.stage in CLOSED]
    rows.sort(key=lambda row: natural(row.id))
    rows.sort(key=lambda row: row.closed_on or date.min, reverse=True)
    return _listed(line(case, f"growth.{row.id}", row, {}) for row in rows)


@figure("growth.slipped", Unit.LIST, "Open deals that slipped", SLIPPED, LISTED)
def slipped(case: Case) -> Answer:
    """The largest first."""
    return _listed(item for item in case["growth.opportunities"].lines if not item.slipped.absent)


@figure(
    "growth.aged",
    Unit.LIST,
    "Open deals that are open for unusually long",
    "open longer than the age limit",
    LISTED,
)
def aged(case: Case) -> Answer:
    """The largest first."""
    return _listed(item for item in case["growth.opportunities"].lines if not item.aged.absent)


@figure(
    "growth.age_limit",
    Unit.DAYS,
    "From how many days on an open deal is aged",
    "2 x the median of days from Opened to Closed on of won deals, where at least 5 are known; else 180 days",
    (Opportunity.stage, Opportunity.opened, Opportunity.closed_on),
)
def age_limit(case: Case) -> Answer:
    """Twice what is usual here, or the settings' days."""
    won = [row for row in case.facts.of(Opportunity) if row.stage == WON and row.opened and row.closed_on]
    if len(won) < case.settings.win_rate_deals:
        return found(case.settings.aged_days)
    usual = median((row.closed_on - row.opened).days for row in won if row.opened and row.closed_on)
    return found(2 * usual, places(won, Opportunity.opened, Opportunity.closed_on))


@figure("growth.pipeline_open", Unit.MONEY, "Value of the open deals", "sum of Value of open deals", DEAL)
def pipeline_open(case: Case) -> Answer:
    """In the first 12 months of each."""
    return given(case, worth(open_deals(case)))


@figure("growth.pipeline_count", Unit.COUNT, "How many deals are open", "open deals", DEAL)
def pipeline_count(case: Case) -> Answer:
    """None is a count too, once the sheet is begun."""
    return given(case, found(len(open_deals(case)), places(case.facts.of(Opportunity), Opportunity.stage)))


@figure(
    "growth.pipeline_weighted",
    Unit.MONEY,
    "Value of the open deals, weighted by probability",
    "sum of Value x Probability of open deals",
    WEIGHTED,
)
def pipeline_weighted(case: Case) -> Answer:
    """Deals without a probability are left out."""
    return given(case, weighted_worth(open_deals(case)))


@figure("growth.stages", Unit.LIST, "Open deals by stage", "count, Value and Value x Probability by Stage", WEIGHTED)
def stages(case: Case) -> Answer:
    """From identified to negotiating, only stages that hold a deal."""
    lines = []
    for stage in STAGES:
        rows = [row for row in case.facts.of(Opportunity) if row.stage == stage]
        if rows:
            sources = places(rows, Opportunity.stage)
            lines.append(
                line(case, f"growth.stage.{stage}", None, {
                    "stage": (Unit.TEXT, "Stage", found(stage, sources)),
                    "count": (Unit.COUNT, "deals of the stage", found(len(rows), sources)),
                    "value": (Unit.MONEY, "sum of Value", worth(rows)),
                    "weighted": (Unit.MONEY, "sum of Value x Probability", weighted_worth(rows)),
                })
            )  # fmt: skip
    return found(tuple(lines), places(open_deals(case), *DEAL))


@figure(
    "growth.closed_count",
    Unit.COUNT,
    "How many deals were closed in four quarters",
    "deals won or lost with Closed on in the last four quarters",
    (Opportunity.stage, Opportunity.closed_on),
)
def closed_count(case: Case) -> Answer:
    """The n of the win rate."""
    return given(case, found(len(closed_deals(case)), places(closed_deals(case), Opportunity.closed_on)))


@figure(
    "growth.win_rate",
    Unit.PERCENT,
    "Win rate by value over four quarters",
    "Value won / Value won or lost, deals closed in the last four quarters, at least 5 with a value",
    (*DEAL, Opportunity.closed_on),
)
def win_rate(case: Case) -> Answer:
    """Too few deals say nothing."""
    rows = [row for row in closed_deals(case) if row.value is not None]
    sources = places(rows, *DEAL, Opportunity.closed_on)
    needed = case.settings.win_rate_deals
    if len(rows) < needed:
        return missing(f"{len(rows)} of the {needed} closed deals that a win rate needs", sources)
    total = sum(row.value or 0.0 for row in rows)
    if total <= 0:
        return missing("the closed deals have no value", sources)
    return found(sum(row.value or 0.0 for row in rows if row.stage == WON) / total, sources)


@figure("growth.slipped_count", Unit.COUNT, "How many open deals slipped", "slipped deals", LISTED)
def slipped_count(case: Case) -> Answer:
    """As many as are listed."""
    return given(case, found(len(case["growth.slipped"]), case["growth.slipped"].sources))


@figure("growth.aged_count", Unit.COUNT, "How many open deals are aged", "aged deals", LISTED)
def aged_count(case: Case) -> Answer:
    """As many as are listed."""
    return given(case, found(len(case["growth.aged"]), case["growth.aged"].sources))
