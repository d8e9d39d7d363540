"""The portfolio in one line each: totals that equal the sum of the accounts, shares of totals, and counts."""

from __future__ import annotations

from datetime import date

from pipeline.account_packs import AccountPack
from pipeline.analyse.lines import Part, line
from pipeline.analyse.portfolio_packs import (
    NO_PACKS,
    built,
    counted,
    day_of,
    holding,
    not_built,
    number_of,
    sources,
    sum_of,
    without,
)
from pipeline.figures import Answer, Case, Declaration, Line, Unit, figure, found, missing
from pipeline.periods import months_later
from pipeline.theme import Tone

SINGLE_THREAD = "people.gaps.single_thread.all.number"

# The totals: name -> unit, meaning, and the account's figure that is added up.
TOTALS: dict[str, tuple[Unit, str, str]] = {
    "revenue": (Unit.MONEY, "Revenue of the quarter", "finance.revenue"),
    "revenue_target": (Unit.MONEY, "Revenue target of the quarter", "finance.revenue_target"),
    "revenue_variance": (Unit.CHANGE, "Revenue less target, accounts with both", "finance.revenue_variance"),
    "revenue_ytd": (Unit.MONEY, "Revenue of the fiscal year to date", "finance.revenue_ytd"),
    "revenue_rolling": (Unit.MONEY, "Revenue of the last four quarters", "finance.revenue_rolling"),
    "margin": (Unit.MONEY, "Gross margin of the quarter", "finance.margin"),
    "margin_target": (Unit.MONEY, "Gross margin target of the quarter", "finance.margin_target"),
    "margin_variance": (Unit.CHANGE, "Gross margin less target, accounts with both", "finance.margin_variance"),
    "margin_rolling": (Unit.MONEY, "Gross margin of the last four quarters", "finance.margin_rolling"),
    "profit": (Unit.MONEY, "Account profit of the quarter", "finance.profit"),
    "profit_rolling": (Unit.MONEY, "Account profit of the last four quarters", "finance.profit_rolling"),
    "receivables": (Unit.MONEY, "Receivables at quarter end", "finance.receivables"),
    "overdue": (Unit.MONEY, "Receivables that are overdue", "finance.overdue"),
    "overdue_long": (Unit.MONEY, "Receivables overdue by more than 60 days", "finance.overdue_long"),
    "gross_value": (Unit.MONEY, "Three years of profit if everything stays", "assets.gross_value"),
    "asset_value": (Unit.MONEY, "The accounts as assets: what is expected to stay of it", "assets.asset_value"),
    "at_risk": (Unit.MONEY, "The part of the gross value that is at risk, profitable accounts", "assets.at_risk"),
    "exposure": (Unit.MONEY, "Exposure of the open threats (risks may overlap)", "risks.exposure"),
    "open_potential": (Unit.MONEY, "Potential per year that is not ours yet", "growth.open_potential"),
    "pipeline_open": (Unit.MONEY, "Value of the open deals", "growth.pipeline_open"),
    "pipeline_weighted": (Unit.MONEY, "Value of the open deals, weighted by probability", "growth.pipeline_weighted"),
    "value_delivered": (Unit.MONEY, "Value delivered to the customers this fiscal year", "value.delivered_year"),
    "value_confirmed": (Unit.MONEY, "Value delivered this fiscal year that clients confirmed", "value.confirmed_year"),
    "open_actions": (Unit.COUNT, "Open actions", "actions.open_count"),
}


def _total(name: str) -> Declaration:
    """A total as a figure: the sum over the accounts whose pack holds it."""
    unit, meaning, added = TOTALS[name]

    def compute(case: Case) -> Answer:
        packs = holding(case, added)
        if not packs:
            return missing(NO_PACKS if not built(case) else f"no account's pack holds {added}")
        total = sum_of(packs, added)
        value = int(total) if unit is Unit.COUNT else total
        return Answer(value, sources(packs, added), note=without(case, packs))

    return Declaration(f"portfolio.{name}", unit, meaning, f"sum of {added} over the accounts", (), compute)


TOTAL_FIGURES = tuple(_total(name) for name in TOTALS)

# Shares of totals: name -> unit, meaning, what is added up above and below.
SHARES: dict[str, tuple[Unit, str, str, str]] = {
    "revenue_variance_share": (
        Unit.CHANGE_PERCENT, "Revenue less target, of the target", "finance.revenue_variance", "finance.revenue_target",
    ),
    "margin_variance_share": (
        Unit.CHANGE_PERCENT, "Gross margin less target, of the target", "finance.margin_variance",
        "finance.margin_target",
    ),
    "margin_share": (Unit.PERCENT, "Gross margin, of revenue", "finance.margin", "finance.revenue"),
    "overdue_share": (Unit.PERCENT, "Overdue, of receivables", "finance.overdue", "finance.receivables"),
    "at_risk_share": (Unit.PERCENT, "At risk, of the gross value", "assets.at_risk", "assets.gross_value"),
    "confirmed_share": (
        Unit.PERCENT, "Confirmed by clients, of the value delivered this fiscal year", "value.confirmed_year",
        "value.delivered_year",
    ),
}  # fmt: skip


def _share(name: str) -> Declaration:
    """One total as a share of another, over the accounts whose packs hold both."""
    unit, meaning, above, below = SHARES[name]

    def compute(case: Case) -> Answer:
        packs = holding(case, above, below)
        if not packs:
            return missing(NO_PACKS if not built(case) else f"no account's pack holds both {above} and {below}")
        base = sum_of(packs, below)
        if base <= 0:
            return missing(f"the sum of {below} is not above 0", sources(packs, below))
        return Answer(sum_of(packs, above) / base, sources(packs, above, below), note=without(case, packs))

    formula = f"sum of {above} / sum of {below}, over the accounts with both"
    return Declaration(f"portfolio.{name}", unit, meaning, formula, (), compute)


SHARE_FIGURES = tuple(_share(name) for name in SHARES)


@figure("portfolio.account_count", Unit.COUNT, "Accounts of the portfolio", "accounts of the run, built or not")
def account_count(case: Case) -> Answer:
    return found(len(case.packs)) if case.packs else missing("the workspace has no account")


@figure("portfolio.built_count", Unit.COUNT, "Accounts with a pack of this run", "accounts that count in the totals")
def built_count(case: Case) -> Answer:
    return found(len(built(case))) if case.packs else missing("the workspace has no account")


@figure("portfolio.not_built_count", Unit.COUNT, "Accounts without a pack of this run", "accounts out of the totals")
def not_built_count(case: Case) -> Answer:
    left = len(not_built(case))
    return found(left, (), Tone.BAD if left else Tone.GOOD) if case.packs else missing("the workspace has no account")


def _health(case: Case, low: float, high: float) -> list[AccountPack]:
    """The accounts with a health from `low` to below `high`."""
    return [pack for pack in holding(case, "health.score") if low <= (number_of(pack, "health.score") or 0) < high]


@figure("portfolio.healthy_count", Unit.COUNT, "Healthy accounts", "accounts with health from the setting health_green")
def healthy_count(case: Case) -> Answer:
    return counted(case, _health(case, case.settings.health_green, float("inf")), "health.score")


@figure(
    "portfolio.watch_count",
    Unit.COUNT,
    "Accounts to watch",
    "accounts with health from the setting health_amber to below health_green",
)
def watch_count(case: Case) -> Answer:
    return counted(case, _health(case, case.settings.health_amber, case.settings.health_green), "health.score")


@figure("portfolio.unhealthy_count", Unit.COUNT, "Unhealthy accounts", "accounts with health below health_amber")
def unhealthy_count(case: Case) -> Answer:
    return counted(case, _health(case, float("-inf"), case.settings.health_amber), "health.score")


@figure(
    "portfolio.unscored_count", Unit.COUNT, "Accounts without a health score", "built accounts without health.score"
)
def unscored_count(case: Case) -> Answer:
    scored = {pack.account for pack in holding(case, "health.score")}
    return counted(case, (pack for pack in built(case) if pack.account not in scored), "health.score")


@figure(
    "portfolio.healthy_share",
    Unit.PERCENT,
    "Share of accounts that are healthy",
    "accounts with health from the setting health_green / accounts with a health score",
)
def healthy_share(case: Case) -> Answer:
    scored = holding(case, "health.score")
    if not scored:
        return missing(NO_PACKS if not built(case) else "no account has a health score")
    share = case["portfolio.healthy_count"].number / len(scored)
    return Answer(share, sources(scored, "health.score"), note=without(case, scored))


@figure(
    "portfolio.healthy_revenue_share",
    Unit.PERCENT,
    "Share of revenue with healthy accounts",
    "rolling revenue of healthy accounts / rolling revenue of accounts with a health score",
)
def healthy_revenue_share(case: Case) -> Answer:
    scored = holding(case, "health.score", "finance.revenue_rolling")
    healthy = [pack for pack in scored if (number_of(pack, "health.score") or 0) >= case.settings.health_green]
    base = sum_of(scored, "finance.revenue_rolling")
    if base <= 0:
        none = "no account has a health score and revenue above 0"
        return missing(NO_PACKS if not built(case) else none)
    share = sum_of(healthy, "finance.revenue_rolling") / base
    return Answer(share, sources(scored, "health.score", "finance.revenue_rolling"), note=without(case, scored))


@figure(
    "portfolio.single_thread_count",
    Unit.COUNT,
    "Accounts that hang on one person",
    "accounts with fewer than 2 key people at a relationship of 3 or more",
)
def single_thread_count(case: Case) -> Answer:
    return counted(case, holding(case, SINGLE_THREAD), SINGLE_THREAD)


@figure(
    "portfolio.completeness",
    Unit.PERCENT,
    "How complete the accounts' data is",
    "filled cells / wanted cells, over the accounts",
)
def completeness(case: Case) -> Answer:
    packs = holding(case, "account.completeness", "account.wanted_count")
    wanted = sum_of(packs, "account.wanted_count")
    if not wanted:
        return missing(NO_PACKS if not built(case) else "no account's pack says how complete its data is")
    filled = sum(
        round((number_of(pack, "account.completeness") or 0) * (number_of(pack, "account.wanted_count") or 0))
        for pack in packs
    )
    return Answer(filled / wanted, sources(packs, "account.completeness"), note=without(case, packs))


def is_stale(case: Case, last_review: date | None) -> bool:
    """Whether a plan was not reviewed for over a quarter, or never."""
    return last_review is None or months_later(last_review, 3) < case.facts.as_of


@figure(
    "portfolio.stale_plan_count",
    Unit.COUNT,
    "Plans that were not reviewed for over a quarter, or never",
    "accounts whose last review is over three months before the as-of day, or that had none",
)
def stale_plan_count(case: Case) -> Answer:
    stale = [pack for pack in built(case) if is_stale(case, day_of(pack.figures.get("health.last_review")))]
    return counted(case, stale, "health.last_review")


COMPARED = ("built_count", "healthy_count")


@figure(
    "portfolio.counts",
    Unit.LIST,
    "How many accounts there are and how many are healthy, beside the last portfolio pack: total, before, change",
    "portfolio.built_count and portfolio.healthy_count, then those of the earlier portfolio pack",
)
def counts(case: Case) -> Answer:
    if not built(case):
        return missing(NO_PACKS)
    return found(tuple(_compared(case, name) for name in COMPARED))


def _compared(case: Case, name: str) -> Line:
    now = case[f"portfolio.{name}"]
    kept = case.earlier.figures.get(now.name) if case.earlier else None
    if isinstance(kept, int):
        before = found(kept)
        change = missing(now.reason) if now.absent else found(int(now.number) - kept, now.sources)
    else:
        before = change = missing(
            "the earlier portfolio pack does not hold it" if case.earlier else "no earlier portfolio pack"
        )
    total = missing(now.reason) if now.value is None else Answer(now.value, now.sources)
    parts: dict[str, Part] = {
        "total": (Unit.COUNT, now.formula, total),
        "before": (Unit.COUNT, "in the earlier portfolio pack", before),
        "change": (Unit.COUNT, "total - total in the earlier portfolio pack", change),
    }
    return line(case, f"portfolio.counts.{name}", None, parts)
