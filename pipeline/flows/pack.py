"""The whole way from an account's workbooks to its pack, top to bottom."""

from __future__ import annotations

from functools import cache

from pipeline.analyse import analyse, declarations
from pipeline.check import check
from pipeline.compose import compose, composed
from pipeline.compose.report import report
from pipeline.documents import Document, Format
from pipeline.engines import garbage_kept, watched
from pipeline.flows.accounts import Lost
from pipeline.flows.build import Order, Outcome, State
from pipeline.manifest import Manifest
from pipeline.phrases import read_phrases
from pipeline.publish import publish
from pipeline.read import read
from pipeline.record import Made, record
from pipeline.render import Rendered, render
from pipeline.render.excel import draw_report
from pipeline.sheets import ACCOUNT
from pipeline.tags import Pages, Tag, registry
from pipeline.workspace import Workspace


@garbage_kept()
def pack(order: Order, account: str, made: Made, earlier: Manifest | None, lost: Lost) -> Outcome:
    """Read, check, analyse, compose, render and publish one account's pack."""
    workspace, settings = order.workspace, order.workspace.settings
    cells = read(workspace.inputs(account), settings.bounds, watched, lost)
    checked = check(cells, ACCOUNT, account, order.period, order.as_of, settings)
    if checked.problems:
        return Outcome(account, State.STOPPED, (), checked.problems, checked.gaps, checked.notes)
    figures = analyse(checked.facts, settings, earlier)
    pages = compose(figures)
    names = order.names(account)
    rendered = {name: draw(d, workspace, pages) for name, d in zip(names, order.documents, strict=True)}
    files = {name: one.data for name, one in rendered.items()}
    folder = workspace.outputs(str(order.period)) / account
    printed = {name: one.printed for name, one in rendered.items()}
    publish(folder, files, record(made, figures, files, printed, earlier))
    told = tuple(one for name in names for one in rendered[name].told)
    return Outcome(account, State.BUILT, tuple(names), (), checked.gaps, checked.notes, told=told)


def draw(document: Document, workspace: Workspace, pages: Pages) -> Rendered:
    """Fill one document."""
    wording, phrases = workspace.wording, read_phrases(workspace.phrases, workspace.language)
    if document.format is Format.EXCEL:
        return draw_report(report(pages), wording, pages, phrases)
    template = workspace.document_template(document.template)
    return render(document, template, wording, vocabulary(), pages, phrases)


@cache
def vocabulary() -> dict[str, Tag]:
    """Every tag a template can use."""
    return registry(declarations().values(), composed())
