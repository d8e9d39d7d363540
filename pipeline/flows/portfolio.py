"""The whole way from the accounts' packs and the portfolio's own workbooks to its pack, top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial

from pipeline.analyse import analyse_portfolio, portfolio_declarations
from pipeline.cells import Cells
from pipeline.check import Checked, check
from pipeline.compose import compose_portfolio, composed_of_portfolio
from pipeline.compose.portfolio_report import portfolio_report
from pipeline.compose.selection_book import reckoning, selection_report
from pipeline.documents import PORTFOLIO, Document, Format
from pipeline.engines import garbage_kept, watched
from pipeline.figures import Figures
from pipeline.flows.accounts import Lost, alone
from pipeline.flows.build import Order, Outcome, State, last_pack, pdfs_of
from pipeline.flows.history import earlier_files, history
from pipeline.flows.packs import Packs
from pipeline.phrases import read_phrases
from pipeline.problems import Problem
from pipeline.publish import publish, recover
from pipeline.read import read
from pipeline.record import Made, made_of, record
from pipeline.render import Rendered, render
from pipeline.render.excel import draw_report
from pipeline.render.excel_selection import draw_selection
from pipeline.sheets import PORTFOLIO as SHEETS
from pipeline.tags import Pages, Tag, registry
from pipeline.workspace import Workspace

PACKS = "packs"  # among the inputs of the portfolio's manifest: the hash of what all packs say

SELECTION = "selection"


def build_portfolio(order: Order, packs: Packs) -> tuple[Outcome, Figures | None]:
    """Build the portfolio's pack unless it is there; its figures where they were worked out.

    A workbook of the portfolio with problems stops the documents that rest on it; their last files stay as they were.
    """
    workspace = order.workspace
    folder = workspace.outputs(str(order.period)) / PORTFOLIO
    recover(folder)
    made = _made(order, packs)
    last = None if order.force else last_pack(folder)
    names = order.files_of(PORTFOLIO, last) if last and made.same_as(last) else None
    if names is not None and all((folder / name).is_file() for name in names):
        return Outcome(PORTFOLIO, State.UNCHANGED, tuple(names)), None

    checked = alone(partial(_checked, order), PORTFOLIO)
    if isinstance(checked, Problem):
        return Outcome(PORTFOLIO, State.STOPPED, problems=(checked,)), None
    stopped = set(_stopped(order.documents, checked.problems))
    documents = [document for document in order.documents if document not in stopped]
    found = Outcome(PORTFOLIO, State.STOPPED, (), checked.problems, checked.gaps, checked.notes)
    if not documents:
        return found, None
    known = history(workspace, PORTFOLIO, order.period)
    figures = analyse_portfolio(checked.facts, workspace.settings, packs.by_account, known.newest)
    pages = compose_portfolio(figures)
    rendered = {d.file_name(PORTFOLIO, str(order.period)): draw(d, workspace, pages) for d in documents}
    files = {name: one.data for name, one in rendered.items()}
    pdfs = pdfs_of(order, files)
    files |= pdfs.files
    printed = {name: one.printed for name, one in rendered.items()}
    names = [document.file_name(PORTFOLIO, str(order.period)) for document in stopped]
    left = {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}
    made_for = [document.name for document in documents]
    publish(folder, {**left, **files}, record(made, figures, files, printed, known.newest, documents=made_for))
    told = tuple(one for drawn in rendered.values() for one in drawn.told)
    outcome = replace(
        found, state=State.BUILT, files=tuple(files), passed_over=known.passed_over, told=told, lacking=pdfs.lacking
    )
    return outcome, figures


def _made(order: Order, packs: Packs) -> Made:
    """What the pack is made of: the portfolio's workbooks, the templates, and what the accounts' packs say."""
    workspace = order.workspace
    earlier = next((path.read_bytes() for path in earlier_files(workspace, PORTFOLIO, order.period)), b"")
    templates = [workspace.wording, *(path for path in (workspace.phrases,) if path.is_file())]
    templates += [workspace.document_template(d.template) for d in order.documents if d.template]
    templates += workspace.pictures()
    inputs, settings = workspace.portfolio_inputs, workspace.settings
    made = made_of(PORTFOLIO, order.period, order.as_of, settings, inputs, templates, earlier)
    return replace(made, inputs={**made.inputs, PACKS: packs.hash})


@garbage_kept()
def _checked(order: Order, name: str, lost: Lost) -> Checked:
    """The portfolio's own workbooks, read and checked in a process of their own."""
    settings = order.workspace.settings
    cells: Cells = read(order.workspace.portfolio_inputs, settings.bounds, watched, lost)
    return check(cells, SHEETS, name, order.period, order.as_of, settings)


def _stopped(documents: Iterable[Document], problems: Iterable[Problem]) -> Iterator[Document]:
    """The documents that problems stop: those that rest on the problem's workbook; all, where it is of none."""
    books = {_book(problem) for problem in problems}
    for document in documents:
        if "" in books or books.intersection(document.books):
            yield document


def _book(problem: Problem) -> str:
    """The workbook that a problem is about, by its tab, which may stand in any file, or else its file's name."""
    tabs = {sheet.tab: sheet.book for sheet in SHEETS}
    stem = problem.place.file.rpartition(".")[0]
    return tabs.get(problem.place.sheet) or (stem if stem in tabs.values() else "")


def draw(document: Document, workspace: Workspace, pages: Pages) -> Rendered:
    """Fill one document of the portfolio."""
    wording, phrases = workspace.wording, read_phrases(workspace.phrases, workspace.language)
    if document.format is Format.EXCEL:
        if document.name == SELECTION:
            return draw_selection(selection_report(pages), reckoning(pages), wording, pages, phrases)
        return draw_report(portfolio_report(pages), wording, pages, phrases)
    template = workspace.document_template(document.template)
    return render(document, template, wording, portfolio_vocabulary(), pages, phrases)


@cache
def portfolio_vocabulary() -> Mapping[str, Tag]:
    """Every tag that a template of the portfolio can use."""
    return registry(portfolio_declarations().values(), composed_of_portfolio())
