"""All figures of an account from its facts: each topic's file declares its own."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from pipeline.analyse import (
    account,
    actions,
    asks,
    assets,
    changes,
    finance,
    goals,
    growth,
    health,
    intelligence,
    people,
    risks,
    scorecard,
    swot,
    value,
)
from pipeline.facts import Facts
from pipeline.figures import Case, Declaration, Figures
from pipeline.manifest import Manifest
from pipeline.settings import Settings

TOPICS: tuple[ModuleType, ...] = (
    account, finance, scorecard, value, people, goals, actions, swot, intelligence, risks, growth, assets, health,
    changes, asks,
)  # fmt: skip


@cache
def declarations() -> dict[str, Declaration]:
    """Every declared figure by name, in the order of topics and files."""
    return {d.name: d for topic in TOPICS for d in vars(topic).values() if isinstance(d, Declaration)}


def analyse(facts: Facts, settings: Settings, earlier: Manifest | None = None) -> Figures:
    """Compute every figure of an account."""
    case = Case(facts, settings, declarations(), earlier)
    return Figures({name: case[name] for name in declarations()}, facts, settings)
