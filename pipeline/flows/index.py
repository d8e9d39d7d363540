"""From a period's packs to its index page, which links to every document there is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.account_packs import AccountPack
from pipeline.analyse import portfolio_declarations
from pipeline.compose.overview import overview
from pipeline.documents import DOCUMENTS
from pipeline.facts import Facts
from pipeline.figures import Case
from pipeline.flows.build import WORDING, Order
from pipeline.flows.history import history, manifest_of
from pipeline.manifest import Manifest
from pipeline.migrations import Unreadable
from pipeline.publish import MANIFEST, publish_file
from pipeline.render.html import index_page

PAGE = "index.html"


def write_index(order: Order, stopped: Mapping[str, int]) -> Path:
    """Write `index.html` beside the packs; `stopped` are the accounts that this run built no pack of, with how many
    problems each has. Reads manifests, no workbooks.
    """
    workspace, period = order.workspace, order.period
    folder = workspace.outputs(str(period))
    packs = {account: _pack(order, account, stopped.get(account)) for account in workspace.accounts()}
    case = Case(Facts("portfolio", period, order.as_of), workspace.settings, portfolio_declarations(), None, packs)
    page = index_page(overview(case, packs, DOCUMENTS), workspace.template(WORDING), workspace.settings, order.as_of)
    return publish_file(folder / PAGE, page)


def _pack(order: Order, account: str, problems: int | None) -> AccountPack:
    """What an account's pack of the period says; one that was stopped, or never built, with its last pack."""
    if problems is None:
        try:
            return AccountPack.read((order.workspace.outputs(str(order.period)) / account / MANIFEST).read_bytes())
        except (FileNotFoundError, Unreadable):
            problems = 0
    return AccountPack.stopped(account, problems, _last(order, account))


def _last(order: Order, account: str) -> Manifest | None:
    """The newest pack of the period or before it that can be read."""
    return manifest_of(order.workspace, account, order.period) or history(order.workspace, account, order.period).newest
