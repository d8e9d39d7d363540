"""From accounts to their packs, in worker processes: what is there already is left, the others are built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path

from pipeline.convert import find_office, pdf_of
from pipeline.documents import DOCUMENTS, PRINTED, Document
from pipeline.flows.accounts import Lost, over
from pipeline.flows.history import earlier_files, history
from pipeline.manifest import Manifest
from pipeline.periods import Period
from pipeline.problems import Gap, Note, Problem
from pipeline.publish import MANIFEST, recover
from pipeline.record import made_of
from pipeline.workspace import Workspace

CLIENT_WORDING = "wording.client.{}.j2"


class State(Enum):
    """What became of an account's pack."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Outcome:
    """An account's pack: what became of it, its files, what its data lacks, and the earlier packs passed over.

    `told` says what its pages had no room for, `lacking` which file has no PDF that was to have one.
    """

    account: str
    state: State
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: tuple[Note, ...] = ()
    passed_over: tuple[Note, ...] = ()
    told: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class Order:
    """What a run builds: the workspace, the quarter, the day, and the documents.

    With `office`, the program that makes PDFs, each document that has pages gets one beside it.
    """

    workspace: Workspace
    period: Period
    as_of: date
    documents: tuple[Document, ...] = DOCUMENTS
    force: bool = False
    office: Path | None = None

    def names(self, account: str) -> list[str]:
        """The names of the documents' files, in their order."""
        return [document.file_name(account, str(self.period)) for document in self.documents]

    def with_pages(self, account: str) -> list[str]:
        """The names of the files that are to have a PDF."""
        pairs = zip(self.names(account), self.documents, strict=True) if self.office else ()
        return [name for name, document in pairs if document.format in PRINTED]


def with_pdfs(order: Order) -> Order:
    """The order with PDFs; as it was where LibreOffice is not installed."""
    return replace(order, office=find_office())


def build(order: Order, accounts: Sequence[str], jobs: int = 0) -> Iterator[Outcome]:
    """Build the packs of these accounts, each told when it is done."""
    for account, outcome in over(partial(build_account, order), accounts, jobs):
        yield Outcome(account, State.STOPPED, problems=(outcome,)) if isinstance(outcome, Problem) else outcome


def build_account(order: Order, account: str, lost: Lost = ()) -> Outcome:
    """Build one account's pack unless it is there; `lost` are the problems of files that are to be left alone."""
    workspace, settings = order.workspace, order.workspace.settings
    folder = workspace.outputs(str(order.period)) / account
    recover(folder)
    earlier = next((path.read_bytes() for path in earlier_files(workspace, account, order.period)), b"")
    templates = [workspace.wording, *(path for path in (workspace.phrases,) if path.is_file())]
    templates += [workspace.document_template(d.template) for d in order.documents if d.template]
    templates += [*workspace.templates_like(CLIENT_WORDING.format("*")), *workspace.pictures()]
    made = made_of(account, order.period, order.as_of, settings, workspace.inputs(account), templates, earlier)
    names = [*order.names(account), *map(pdf_of, order.with_pages(account))]
    last = None if order.force else last_pack(folder)
    if last and made.same_as(last) and all((folder / name).is_file() for name in names):
        return Outcome(account, State.UNCHANGED, tuple(names))

    from pipeline.flows.pack import pack  # what only a pack that is built needs takes long to load

    known = history(workspace, account, order.period)
    return replace(pack(order, account, made, known.newest, lost), passed_over=known.passed_over)


def last_pack(folder: Path) -> Manifest | None:
    """What the pack in a folder was made of; none where there is no pack, or one that can't be read."""
    try:
        return Manifest.head_from_bytes((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, ValueError, TypeError):
        return None
