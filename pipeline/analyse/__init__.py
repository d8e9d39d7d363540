"""All figures of an account from its facts: each topic's file declares its own."""

from __future__ import annotations

from functools import cache
from types import ModuleType

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
    people_gaps,
    people_plans,
    reviews_due,
    risks,
    scorecard,
    swot,
    value,
    value_shared,
    value_strategies,
)
from pipeline.facts import Facts
from pipeline.figures import Case, Declaration, Figures
from pipeline.manifest import Manifest
from pipeline.settings import Settings

TOPICS: tuple[ModuleType, ...] = (
    account, account_rhythm, reviews_due, finance, finance_quarters, finance_bridge, finance_receivables,
    finance_retention, scorecard, value, value_shared, value_strategies, people, people_gaps, people_plans,
    people_effort, goals, actions, actions_kept, actions_grouped, actions_shared, client, swot, intelligence, feedback,
    risks, growth, assets, health, changes, asks, backing,
)  # fmt: skip


@cache
def declarations() -> dict[str, Declaration]:
    """Every declared figure by name, in the order of topics and files; raise `ValueError` for a name declared twice."""
    declared: dict[str, Declaration] = {}
    for declaration in (d for topic in TOPICS for named in vars(topic).values() for d in _declared(named)):
        if declared.setdefault(declaration.name, declaration) is not declaration:
            raise ValueError(f"the figure {declaration.name} is declared twice")
    return declared


def _declared(named: object) -> tuple[Declaration, ...]:
    """The declarations a module's name stands for: one, or a tuple of them that was made in a loop."""
    candidates = named if isinstance(named, tuple) else (named,)
    return tuple(candidate for candidate in candidates if isinstance(candidate, Declaration))


def analyse(facts: Facts, settings: Settings, earlier: Manifest | None = None) -> Figures:
    """Compute every figure of an account."""
    case = Case(facts, settings, declarations(), earlier)
    return Figures({name: case[name] for name in declarations()}, facts, settings)
