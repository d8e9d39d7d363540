"""What the documents of an account can say: figures, and the blocks and findings made of them, topic by topic."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from pipeline.compose import (
    account,
    account_backing,
    actions,
    actions_departments,
    asks,
    assets,
    changes,
    client,
    client_steps,
    feedback,
    finance,
    finance_bridge,
    finance_receivables,
    goals,
    growth,
    growth_whitespace,
    health,
    intelligence,
    people,
    risks,
    scorecard,
    swot,
    value,
)
from pipeline.compose.sources import sources_of
from pipeline.figures import Figures
from pipeline.tags import Composed, Pages

TOPICS: tuple[ModuleType, ...] = (
    account, account_backing, finance, finance_bridge, finance_receivables, scorecard, value, people, goals, actions,
    actions_departments, swot, intelligence, feedback, risks, growth, growth_whitespace, assets, health, changes,
    asks,
)  # fmt: skip


FOR_CLIENT: tuple[ModuleType, ...] = (client, client_steps)


@cache
def composed() -> tuple[Composed, ...]:
    """Every declared block and finding of internal documents, in the order of topics and files."""
    own = _declared(TOPICS)
    return own + sources_of(dict.fromkeys(c.tag.name.partition(".")[0] for c in own))


@cache
def client_composed() -> tuple[Composed, ...]:
    """Every declared block and finding of documents for the client, in the order of files."""
    return _declared(FOR_CLIENT)


def _declared(topics: tuple[ModuleType, ...]) -> tuple[Composed, ...]:
    return tuple(c for topic in topics for c in vars(topic).values() if isinstance(c, Composed))


def compose(figures: Figures) -> Pages:
    """Make every block and finding of an account."""
    return Pages({**figures, **{c.tag.name: c.make(figures) for c in composed()}}, figures)


def compose_for_client(figures: Figures) -> Pages:
    """Make every block and finding of documents for the client, from figures that a client may see."""
    return Pages({**figures, **{c.tag.name: c.make(figures) for c in client_composed()}}, figures)
