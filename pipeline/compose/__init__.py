"""What documents can say: figures, and the blocks and findings made of them, topic by topic."""

from __future__ import annotations

from functools import cache, partial
from types import ModuleType

from pipeline.asked import Asked
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
    portfolio,
    portfolio_accounts,
    portfolio_check,
    portfolio_meeting,
    portfolio_people,
    portfolio_result,
    portfolio_value,
    programme,
    risks,
    scorecard,
    selection,
    selection_candidates,
    selection_ranking,
    selection_votes,
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
PORTFOLIO_TOPICS: tuple[ModuleType, ...] = (
    portfolio, portfolio_accounts, portfolio_meeting, portfolio_people, portfolio_result, portfolio_value,
    portfolio_check, programme, selection, selection_ranking, selection_votes, selection_candidates,
)  # fmt: skip


@cache
def composed() -> tuple[Composed, ...]:
    """Every declared block and finding of internal documents, in the order of topics and files."""
    return _of(TOPICS)


@cache
def composed_of_portfolio() -> tuple[Composed, ...]:
    """Every declared block and finding of the portfolio, in the order of topics and files."""
    return _of(PORTFOLIO_TOPICS)


def _of(topics: tuple[ModuleType, ...]) -> tuple[Composed, ...]:
    own = _declared(topics)
    named = {c.tag.name for c in own}
    words = dict.fromkeys(name.partition(".")[0] for name in (c.tag.name for c in own))
    return own + sources_of(word for word in words if f"{word}.sources" not in named)


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
    """The blocks and findings of documents for the client, each made when asked for, of figures that it may see."""
    made = {c.tag.name: partial(c.make, figures) for c in client_composed()}
    return Pages(Asked({**{name: partial(figures.__getitem__, name) for name in figures}, **made}), figures)


def compose_portfolio(figures: Figures) -> Pages:
    """Make every block and finding of the portfolio."""
    return Pages({**figures, **{c.tag.name: c.make(figures) for c in composed_of_portfolio()}}, figures)
