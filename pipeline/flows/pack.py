"""The whole way from an account's workbooks to its pack, top to bottom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.analyse import analyse, declarations
from pipeline.check import check
from pipeline.client_actions import NAME as CLIENT_ACTIONS
from pipeline.client_actions import Sent
from pipeline.compose import compose, composed
from pipeline.compose.calendar import calendar
from pipeline.compose.client_actions import handout
from pipeline.compose.report import report
from pipeline.convert import Converted, convert
from pipeline.documents import Document, Format
from pipeline.engines import garbage_kept, watched
from pipeline.facts import Facts
from pipeline.flows.accounts import Lost
from pipeline.flows.build import CLIENT_WORDING, Order, Outcome, State
from pipeline.manifest import Manifest
from pipeline.phrases import read_phrases
from pipeline.publish import publish
from pipeline.read import read
from pipeline.record import Made, record
from pipeline.render import Rendered, render
from pipeline.render.calendar import draw_calendar
from pipeline.render.excel import draw_report
from pipeline.render.excel_client import draw_client_actions
from pipeline.restrict import restrict
from pipeline.sheets import ACCOUNT
from pipeline.sheets.account import Profile
from pipeline.tags import Pages, Tag, registry
from pipeline.workspace import Workspace

ENGLISH = "en"


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
    client = Client(restrict(checked.facts), _language(checked.facts), workspace)
    rendered = {
        name: client.draw(d) if d.for_client else draw(d, workspace, pages)
        for name, d in zip(names, order.documents, strict=True)
    }
    files = {name: one.data for name, one in rendered.items()}
    pdfs = _pdfs(order, account, files)
    files |= pdfs.files
    folder = workspace.outputs(str(order.period)) / account
    printed = {name: one.printed for name, one in rendered.items()}
    publish(folder, files, record(made, figures, files, printed, earlier, client.sent))
    told = tuple(one for name in names for one in rendered[name].told)
    return Outcome(account, State.BUILT, tuple(files), (), checked.gaps, checked.notes, told=told, lacking=pdfs.lacking)


def _pdfs(order: Order, account: str, files: Mapping[str, bytes]) -> Converted:
    """The PDFs of the files that have pages, where the order asks for them."""
    if order.office is None:
        return Converted({})
    printed = {name: files[name] for name in order.with_pages(account)}
    return convert(order.office, printed, order.as_of, order.workspace.settings.pdf_seconds)


def draw(document: Document, workspace: Workspace, pages: Pages) -> Rendered:
    """Fill one document."""
    wording, phrases = workspace.wording, read_phrases(workspace.phrases, workspace.language)
    if document.format is Format.EXCEL:
        return draw_report(report(pages), wording, pages, phrases)
    if document.format is Format.CALENDAR:
        return draw_calendar(calendar(pages.figures), wording, pages, phrases)
    template = workspace.document_template(document.template)
    return render(document, template, wording, vocabulary(), pages, phrases)


@dataclass
class Client:
    """What fills the documents for the client: its restricted facts, its language, and nothing else of the account."""

    facts: Facts
    language: str
    workspace: Workspace
    sent: Sent | None = None

    def draw(self, document: Document) -> Rendered:
        """Fill one document for the client; the workbook that comes back is kept in mind as it was sent."""
        if document.name != CLIENT_ACTIONS:
            raise ValueError(f"{document.name} is no document for the client")
        wording = self.workspace.template(CLIENT_WORDING.format(self.language))
        if not wording.is_file():
            wording = self.workspace.template(CLIENT_WORDING.format(ENGLISH))
        settings = self.workspace.settings
        rendered, self.sent = draw_client_actions(handout(self.facts), wording, settings, self.facts.as_of)
        return rendered


def _language(facts: Facts) -> str:
    """The language of client editions, by its code; English where none is given."""
    profile = facts.one(Profile)
    given = (profile.language if profile else None) or ENGLISH
    code = given.strip().lower()[:2]
    return code if code.isalpha() and code.isascii() else ENGLISH


@cache
def vocabulary() -> dict[str, Tag]:
    """Every tag a template can use."""
    return registry(declarations().values(), composed())
