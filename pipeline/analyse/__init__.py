"""All figures of an account, or of the portfolio, from its facts: each topic's file declares its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, partial
from types import ModuleType

from pipeline.account_packs import AccountPack
from pipeline.analyse import (
    account,
    account_rhythm,
    actions,
    actions_grouped,
    actions_kept,
    actions_shared,
    asks,
    assets,
    backing,
    changes,
    client,
    feedback,
    finance,
    finance_bridge,
    finance_quarters,
    finance_receivables,
    finance_retention,
    goals,
    growth,
    health,
    intelligence,
    people,
    people_effort,
    people_executives,
    people_gaps,
    people_plans,
    portfolio,
    portfolio_accounts,
    portfolio_asks,
    portfolio_concentration,
    portfolio_contracts,
    portfolio_due,
    portfolio_edition,
    portfolio_managers,
    portfolio_priorities,
    portfolio_ranked,
    portfolio_reconciliation,
    programme,
    programme_selfcheck,
    programme_trend,
    reviews_due,
    risks,
    scorecard,
    selection,
    selection_counts,
    selection_departments,
    selection_grid,
    selection_proposed,
    selection_raters,
    selection_votes,
    swot,
    value,
    value_shared,
    value_strategies,
)
from pipeline.asked import Asked
from pipeline.facts import Facts
from pipeline.figures import Case, Declaration, Figures
from pipeline.manifest import Manifest
from pipeline.settings import Settings

TOPICS: tuple[ModuleType, ...] = (
    account, account_rhythm, reviews_due, finance, finance_quarters, finance_bridge, finance_receivables,
    finance_retention, scorecard, value, value_shared, value_strategies, people, people_gaps, people_plans,
    people_executives, people_effort, goals, actions, actions_kept, actions_grouped, actions_shared, client, swot,
    intelligence, feedback, risks, growth, assets, health, changes, asks, backing,
)  # fmt: skip


PORTFOLIO_TOPICS: tuple[ModuleType, ...] = (
    selection, selection_votes, selection_departments, selection_raters, selection_grid, selection_proposed,
    selection_counts, programme, programme_trend, programme_selfcheck, portfolio, portfolio_accounts,
    portfolio_concentration, portfolio_contracts, portfolio_asks, portfolio_due, portfolio_reconciliation,
    portfolio_edition, portfolio_ranked, portfolio_priorities, portfolio_managers,
)  # fmt: skip


@cache
def declarations() -> dict[str, Declaration]:
    """Every declared figure of an account by name, in the order of topics and files."""
    return _by_name(TOPICS)


@cache
def portfolio_declarations() -> dict[str, Declaration]:
    """Every declared figure of the portfolio by name, in the order of topics and files."""
    return _by_name(PORTFOLIO_TOPICS)


def _by_name(topics: Iterable[ModuleType]) -> dict[str, Declaration]:
    """The figures that some files declare; raise `ValueError` for a name declared twice."""
    declared: dict[str, Declaration] = {}
    for declaration in (d for topic in topics for named in vars(topic).values() for d in _declared(named)):
        if declared.setdefault(declaration.name, declaration) is not declaration:
            raise ValueError(f"the figure {declaration.name} is declared twice")
    return declared


def _declared(named: object) -> tuple[Declaration, ...]:
    """The declarations a module's name stands for: one, or a tuple of them that was made in a loop."""
    candidates = named if isinstance(named, tuple) else (named,)
    return tuple(candidate for candidate in candidates if isinstance(candidate, Declaration))


def analyse(facts: Facts, settings: Settings, earlier: Manifest | None = None) -> Figures:
    """Compute every figure of an account."""
    return _all(Case(facts, settings, declarations(), earlier))


def analyse_for_client(facts: Facts, settings: Settings) -> Figures:
    """The figures that an account's client may see, from facts that were cut to what it may see, each when asked for.

    Raise `ValueError` for facts that were not cut.
    """
    if not facts.hidden:
        raise ValueError("a client's figures are made from restricted facts alone")
    case = Case(facts, settings, declarations())
    seen = (name for name, declared in declarations().items() if declared.for_client)
    return Figures(Asked({name: partial(case.__getitem__, name) for name in seen}), facts, settings)


def analyse_portfolio(
    facts: Facts, settings: Settings, packs: Mapping[str, AccountPack], earlier: Manifest | None = None
) -> Figures:
    """Compute every figure of the portfolio from its own workbooks and what the accounts' packs say."""
    return _all(Case(facts, settings, portfolio_declarations(), earlier, packs))


def _all(case: Case) -> Figures:
    return Figures({name: case[name] for name in case.declarations}, case.facts, case.settings)
