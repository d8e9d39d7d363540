"""From accounts to their packs, in worker processes: what is there already is left, the others are built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path

from pipeline.documents import DOCUMENTS, PDF, PRINTED, Document, in_any_language, is_printed
from pipeline.flows.accounts import Lost, over
from pipeline.flows.history import earlier_files, history
from pipeline.manifest import Manifest, read_head
from pipeline.pdf import PdfFiles, as_pdf, office
from pipeline.periods import Period
from pipeline.problems import Gap, Note, Problem
from pipeline.publish import MANIFEST, recover
from pipeline.record import made_of
from pipeline.workspace import Workspace

CLIENT_WORDS = ("wording.client.*.j2", "phrases.*.toml")  # a client's language is not that of the internal documents


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
    """What a run builds: the workspace, the quarter, the day, and the documents."""

    workspace: Workspace
    period: Period
    as_of: date
    documents: tuple[Document, ...] = DOCUMENTS
    force: bool = False
    pdf: bool = False

    def files_of(self, account: str, pack: Manifest) -> list[str] | None:
        """The files that these documents have in a pack, in their order; None where it was made without one of them.

        With their PDF files, where these are asked for.
        """
        if not {document.name for document in self.documents} <= set(pack.documents):
            return None
        found = []
        for document in self.documents:
            own = [name for name in pack.files if document.person_of(name, account, str(self.period)) is not None]
            made = [name for name in own if name.endswith(f".{document.format.value}")]
            found += made
            if self.pdf and document.format in PRINTED:
                copies = [name for name in own if name.endswith(PDF)]
                if len(copies) < len(made):
                    return None
                found += copies
        return found


def build(order: Order, accounts: Sequence[str], jobs: int = 0) -> Iterator[Outcome]:
    """Build the packs of these accounts, each told when it is done.

    Raise `PipelineError` where PDF files are asked for and nothing can make them.
    """
    if order.pdf:
        office()
    for account, outcome in over(partial(build_account, order), accounts, jobs):
        yield Outcome(account, State.STOPPED, problems=(outcome,)) if isinstance(outcome, Problem) else outcome


def build_account(order: Order, account: str, lost: Lost = ()) -> Outcome:
    """Build one account's pack unless it is there; `lost` are the problems of files that are to be left alone."""
    workspace, settings = order.workspace, order.workspace.settings
    folder = workspace.outputs(str(order.period)) / account
    recover(folder)
    earlier = next((path.read_bytes() for path in earlier_files(workspace, account, order.period)), b"")
    templates = [workspace.wording, *(path for path in (workspace.phrases,) if path.is_file())]
    for document in order.documents:
        if document.template and not document.for_client:
            templates.append(workspace.document_template(document.template))
        elif document.template:
            templates += workspace.templates_like(in_any_language(document.template))
    if any(document.for_client for document in order.documents):
        templates += [path for pattern in CLIENT_WORDS for path in workspace.templates_like(pattern)]
    templates += workspace.pictures()
    made = made_of(account, order.period, order.as_of, settings, workspace.inputs(account), templates, earlier)
    last = None if order.force else last_pack(folder)
    names = order.files_of(account, last) if last and made.same_as(last) else None
    if names is not None and all((folder / name).is_file() for name in names):
        return Outcome(account, State.UNCHANGED, tuple(names))

    from pipeline.flows.pack import pack  # what only a pack that is built needs takes long to load

    known = history(workspace, account, order.period)
    return replace(pack(order, account, made, known.newest, lost), passed_over=known.passed_over)


def pdfs_of(order: Order, files: Mapping[str, bytes]) -> PdfFiles:
    """The PDF files of those that have pages; none where the order asks for none."""
    paged = {name: data for name, data in files.items() if order.pdf and is_printed(name)}
    return as_pdf(paged, order.as_of, order.workspace.settings.pdf_seconds)


def last_pack(folder: Path) -> Manifest | None:
    """What the pack in a folder was made of; none where there is no pack, or one that can't be read."""
    try:
        return Manifest.head_from_bytes(read_head(folder / MANIFEST))
    except (FileNotFoundError, ValueError, TypeError):
        return None
