"""From a period's packs to its index page, which links to every document there is."""

from __future__ import annotations

from pathlib import Path

from pipeline.analyse import portfolio_declarations
from pipeline.compose.overview import overview
from pipeline.documents import DOCUMENTS, PORTFOLIO, PORTFOLIO_DOCUMENTS
from pipeline.facts import Facts
from pipeline.figures import Case, Figures
from pipeline.flows.build import Order, last_pack
from pipeline.flows.packs import Packs
from pipeline.phrases import read_phrases
from pipeline.publish import publish_file
from pipeline.render.html import index_page

PAGE = "index.html"


def write_index(order: Order, packs: Packs, figures: Figures | None = None) -> Path:
    """Write `index.html` beside the packs, with a link to each document that a pack says it has.

    `figures` are the portfolio's where this run has worked them out already.
    """
    workspace, period = order.workspace, order.period
    folder = workspace.outputs(str(period))
    facts = Facts(PORTFOLIO, period, order.as_of)
    case = figures or Case(facts, workspace.settings, portfolio_declarations(), None, packs.by_account)
    phrases = read_phrases(workspace.phrases, workspace.language)
    last = last_pack(folder / PORTFOLIO)
    shown = overview(case, packs.by_account, DOCUMENTS, PORTFOLIO_DOCUMENTS, tuple(last.files) if last else ())
    page = index_page(shown, workspace.wording, workspace.settings, order.as_of, phrases)
    return publish_file(folder / PAGE, page)
