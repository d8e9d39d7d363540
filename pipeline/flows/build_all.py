"""A whole run: every account that changed, then the portfolio of all packs, then the index page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.documents import Document
from pipeline.engines import garbage_kept
from pipeline.flows.build import Order, Outcome, State, build
from pipeline.flows.index import write_index
from pipeline.flows.packs import packs_of


def build_all(
    order: Order, accounts: Sequence[str], portfolio: tuple[Document, ...], jobs: int = 0
) -> Iterator[Outcome]:
    """Build the packs of these accounts where the order has documents of accounts, then the portfolio's documents.

    Each is told when it is done; whatever the portfolio's own workbooks hold, the accounts' packs are there.
    """
    stopped: dict[str, int] = {}
    for outcome in build(order, accounts, jobs) if order.documents else ():
        if outcome.state is State.STOPPED:
            stopped[outcome.account] = len(outcome.problems)
        yield outcome
    with garbage_kept():
        packs, figures = packs_of(order, stopped), None
        if portfolio:
            from pipeline.flows.portfolio import build_portfolio  # takes long to load, and --only may leave it out

            outcome, figures = build_portfolio(replace(order, documents=portfolio), packs)
            yield outcome
        write_index(order, packs, figures)
