"""An example account's key figures and findings, or the portfolio's, each printed plainly on a line behind its tag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.analyse import analyse, analyse_portfolio
from pipeline.blocks import Finding, Table, Words
from pipeline.check import check
from pipeline.compose import client_composed, compose, compose_portfolio, composed, composed_of_portfolio
from pipeline.compose.account_backing import KEY_FIGURES
from pipeline.documents import PORTFOLIO
from pipeline.figures import Figure, Unit
from pipeline.flows.build import build_account
from pipeline.flows.client import client_of
from pipeline.flows.history import history
from pipeline.flows.packs import packs_of
from pipeline.read import read
from pipeline.render.formats import formats
from pipeline.render.words import Printer, read_wording
from pipeline.sheets import ACCOUNT
from pipeline.sheets import PORTFOLIO as SHEETS
from pipeline.tags import Pages
from pipeline.workspace import Workspace
from tests.conftest import order_of

FOLDER = Path(__file__).parent


def path_of(account: str) -> Path:
    """The golden text of an account."""
    return FOLDER / f"{account}.txt"


def text_of(workspace: Workspace, account: str) -> str:
    """The text of an account as it is built today; an absent figure says its reason."""
    settings = workspace.settings
    printer = Printer(read_wording(workspace.wording), formats(settings.locale, settings.currency))
    pages, client = _pages(workspace, account)
    to_client = Printer(read_wording(workspace.client_wording("en")), printer.formats)
    said = [(tag, _plain(printer, words)) for tag, words in _said(pages)]
    said += _to_client(client, to_client)
    return "".join(f"{tag}: {text}\n" for tag, text in said)


def text_of_portfolio(workspace: Workspace) -> str:
    """The text of the portfolio of the example accounts; their packs are taken as they are built today."""
    order = replace(order_of(workspace), documents=())
    for account in workspace.accounts():
        build_account(order, account)
    packs = packs_of(order, {}).by_account
    checked = check(read(workspace.portfolio_inputs), SHEETS, PORTFOLIO, order.period, order.as_of, workspace.settings)
    pages = compose_portfolio(analyse_portfolio(checked.facts, workspace.settings, packs))
    printer = Printer(read_wording(workspace.wording), formats(workspace.settings.locale, workspace.settings.currency))
    said = [(name, figure) for name, figure in pages.figures.items() if _is_told(figure)]
    tags = (one.tag.name for one in composed_of_portfolio())
    said += [(tag, words) for tag in tags if isinstance(words := pages[tag], Finding)]
    return "".join(f"{tag}: {_plain(printer, words)}\n" for tag, words in said)


def _is_told(figure: Figure) -> bool:
    """Whether a figure is a number or words of the portfolio or its programme."""
    return figure.name.startswith(("portfolio.", "programme.")) and not figure.absent and figure.unit is not Unit.LIST


def _pages(workspace: Workspace, account: str) -> tuple[Pages, Pages]:
    """All figures, blocks and findings of an account, and those of its client."""
    order = order_of(workspace)
    checked = check(read(workspace.inputs(account)), ACCOUNT, account, order.period, order.as_of, workspace.settings)
    assert checked.problems == ()
    pages = compose(analyse(checked.facts, workspace.settings, history(workspace, account, order.period).newest))
    return pages, client_of(checked.facts, workspace).pages


def _said(pages: Pages) -> Iterator[tuple[str, Words | str]]:
    """Every key figure, then every finding, in the order they are declared."""
    for name in KEY_FIGURES:
        figure = pages.figures[name]
        yield name, f"({figure.reason})" if figure.absent else figure
    for tag in (one.tag.name for one in composed()):
        said = pages[tag]
        if isinstance(said, Finding):
            yield tag, said


def _to_client(pages: Pages, printer: Printer) -> Iterator[tuple[str, str]]:
    """Every sentence of the client's documents, and every row of their tables, a row a line."""
    for tag in (one.tag.name for one in client_composed()):
        said = pages[tag]
        if isinstance(said, Finding):
            yield tag, _plain(printer, said)
        elif isinstance(said, Table):
            for number, row in enumerate(said.rows, 1):
                cells = (", ".join(_plain(printer, words) for words in entry.words) for entry in row)
                yield f"{tag} {number}", " | ".join(cells)


def _plain(printer: Printer, words: Words | str) -> str:
    """The words as printed, with ordinary spaces."""
    return printer.show(words).text.replace("\u00a0", " ")
