"""The whole way from an account's workbooks to its pack, top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from pathlib import Path

from pipeline.analyse import analyse, declarations
from pipeline.check import check
from pipeline.compose import compose, composed
from pipeline.compose.report import report
from pipeline.documents import DOCUMENTS, Document, Format
from pipeline.engines import run
from pipeline.manifest import Manifest
from pipeline.periods import Period
from pipeline.problems import Gap, Note, Problem
from pipeline.publish import MANIFEST, publish, recover
from pipeline.read import read
from pipeline.record import made_of, record
from pipeline.render import Rendered, render
from pipeline.render.excel import draw_report
from pipeline.sheets import ACCOUNT
from pipeline.tags import Pages, Tag, registry
from pipeline.workspace import Workspace

WORDING = "wording.en.j2"


class State(Enum):
    """What became of an account's pack."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Outcome:
    """An account's pack: what became of it, its files, and what its data lacks."""

    account: str
    state: State
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Order:
    """What a run builds: the workspace, the quarter, the day, and the documents."""

    workspace: Workspace
    period: Period
    as_of: date
    documents: tuple[Document, ...] = DOCUMENTS
    force: bool = False


def build(order: Order, accounts: Sequence[str], jobs: int = 0) -> Iterator[Outcome]:
    """Build the packs of these accounts, each told when it is done."""
    for _, outcome in run(partial(build_account, order), accounts, jobs):
        yield outcome


def build_account(order: Order, account: str) -> Outcome:
    """Read, check, analyse, compose, render and publish one account's pack."""
    workspace, settings = order.workspace, order.workspace.settings
    folder = workspace.outputs(str(order.period)) / account
    recover(folder)
    earlier = next(earlier_files(workspace, account, order.period), b"")
    templates = [workspace.template(name) for name in (WORDING, *(d.template for d in order.documents if d.template))]
    made = made_of(account, order.period, order.as_of, settings, workspace.inputs(account), templates, earlier)
    names = [document.file_name(account, str(order.period)) for document in order.documents]
    last = None if order.force else last_pack(folder)
    if last and made.same_as(last) and all((folder / name).is_file() for name in names):
        return Outcome(account, State.UNCHANGED, tuple(names))

    cells = read(workspace.inputs(account))
    checked = check(cells, ACCOUNT, account, order.period, order.as_of, settings)
    if checked.problems:
        return Outcome(account, State.STOPPED, (), checked.problems, checked.gaps, checked.notes)
    figures = analyse(checked.facts, settings, earlier_pack(workspace, account, order.period))
    pages = compose(figures)
    rendered = {name: draw(d, workspace, pages) for name, d in zip(names, order.documents, strict=True)}
    files = {name: one.data for name, one in rendered.items()}
    publish(folder, files, record(made, figures, files, {name: one.printed for name, one in rendered.items()}))
    return Outcome(account, State.BUILT, tuple(names), (), checked.gaps, checked.notes)


def draw(document: Document, workspace: Workspace, pages: Pages) -> Rendered:
    """Fill one document."""
    wording = workspace.template(WORDING)
    if document.format is Format.EXCEL:
        return draw_report(report(pages), wording, pages)
    return render(document, workspace.template(document.template), wording, vocabulary(), pages)


@cache
def vocabulary() -> dict[str, Tag]:
    """Every tag a template can use."""
    return registry(declarations().values(), composed())


def last_pack(folder: Path) -> Manifest | None:
    """What the pack in a folder was made of; none where there is no pack, or one that can't be read."""
    try:
        return Manifest.head_from_bytes((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, ValueError, TypeError):
        return None


def manifest_of(workspace: Workspace, account: str, period: Period) -> Manifest | None:
    """The manifest of an account's pack of a period; none where there is no pack, or one that can't be read."""
    try:
        return Manifest.from_bytes((workspace.outputs(str(period)) / account / MANIFEST).read_bytes())
    except (FileNotFoundError, ValueError, TypeError):
        return None


def earlier_pack(workspace: Workspace, account: str, period: Period) -> Manifest | None:
    """The manifest of the newest earlier period's pack that can be read."""
    for data in earlier_files(workspace, account, period):
        with suppress(ValueError, TypeError):
            return Manifest.from_bytes(data)
    return None


def earlier_files(workspace: Workspace, account: str, period: Period) -> Iterator[bytes]:
    """The manifests of earlier periods' packs as they are kept, the newest first."""
    for name, path in sorted(workspace.packs(account).items(), reverse=True):
        try:
            candidate = Period.parse(name, period.first_month)
        except ValueError:
            continue
        if candidate < period:
            yield path.read_bytes()
