"""The whole way from an account's workbooks to its pack, top to bottom."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pipeline.analyse import analyse, declarations
from pipeline.check import check
from pipeline.compose import compose, composed
from pipeline.compose.calendar import calendar
from pipeline.compose.report import report
from pipeline.documents import Document, Format
from pipeline.engines import garbage_kept, watched
from pipeline.flows.accounts import Lost
from pipeline.flows.build import Order, Outcome, State, pdfs_of
from pipeline.flows.client import client_of
from pipeline.manifest import Manifest
from pipeline.phrases import read_phrases
from pipeline.publish import publish
from pipeline.read import read
from pipeline.record import Made, record
from pipeline.render import Rendered, render
from pipeline.render.calendar import draw_calendar
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
    client = client_of(checked.facts, workspace)
    rendered: dict[str, Rendered] = {}
    for document in order.documents:
        drawn = client.draw(document) if document.for_client else {"": draw(document, workspace, pages)}
        period = str(order.period)
        rendered |= {document.file_name(account, period, person): one for person, one in drawn.items()}
    files = {name: one.data for name, one in rendered.items()}
    pdfs = pdfs_of(order, files)
    files |= pdfs.files
    folder = workspace.outputs(str(order.period)) / account
    printed = {name: one.printed for name, one in rendered.items()}
    ordered = [document.name for document in order.documents]
    publish(folder, files, record(made, figures, files, printed, earlier, client.sent, ordered))
    told = tuple(one for drawn in rendered.values() for one in drawn.told) + tuple(client.told)
    built = Outcome(account, State.BUILT, tuple(files), (), checked.gaps, checked.notes)
    return replace(built, told=told, lacking=pdfs.lacking)


def draw(document: Document, workspace: Workspace, pages: Pages) -> Rendered:
    """Fill one document."""
    wording, phrases = workspace.wording, read_phrases(workspace.phrases, workspace.language)
    if document.format is Format.EXCEL:
        return draw_report(report(pages), wording, pages, phrases)
    if document.format is Format.CALENDAR:
        return draw_calendar(calendar(pages.figures), wording, pages, phrases)
    template = workspace.document_template(document.template)
    return render(document, template, wording, vocabulary(), pages, phrases)


@cache
def vocabulary() -> dict[str, Tag]:
    """Every tag a template can use."""
    return registry(declarations().values(), composed())
