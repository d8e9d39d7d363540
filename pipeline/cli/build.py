"""Builds the packs and tells of each: `build`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.asked import as_of_option, chosen, opened, period_option
from pipeline.cli.told import counted
from pipeline.problems import PipelineError

if TYPE_CHECKING:
    from pipeline.documents import Document
    from pipeline.workspace import Workspace


@click.command()
@click.argument("accounts", nargs=-1)
@period_option
@as_of_option
@click.option("--only", default="", help="Documents to build, such as plan,review or portfolio.")
@click.option("--force", is_flag=True, help="Build accounts that did not change, too.")
@click.option("--jobs", type=click.IntRange(0, 64), default=0, help="How many processes; 0: one a core.")
@click.option("--pdf", is_flag=True, help="A PDF beside each Word and PowerPoint file, by LibreOffice.")
@click.pass_obj
def build(
    folder: Path, accounts: Sequence[str], period: str, as_of: str, only: str, force: bool, jobs: int, pdf: bool
) -> None:
    """Build the packs of the accounts named, or of all, then the portfolio of every account."""
    from pipeline.flows.build import Order, State
    from pipeline.flows.build_all import build_all
    from pipeline.flows.index import PAGE

    workspace, quarter, day = opened(folder, period, as_of)
    of_accounts, of_portfolio = documents(workspace, only)
    order = Order(workspace, quarter, day, of_accounts, force, pdf)
    sound, lacking = True, False
    for outcome in build_all(order, chosen(workspace, accounts), of_portfolio, jobs):
        for note in outcome.passed_over:
            click.echo(str(note), err=True)
        for cut in outcome.told:
            click.echo(f"{outcome.account}: {cut}", err=True)
        for sentence in outcome.lacking:
            lacking = True
            click.echo(f"planpack: {sentence}", err=True)
        wrong = counted(len(outcome.problems), "problem")
        if outcome.state is State.STOPPED:
            click.echo(f"{outcome.account}: not built, {wrong}")
        else:
            files = ", ".join(outcome.files)
            gaps = f"; {counted(len(outcome.gaps), 'gap')}" if outcome.gaps else ""
            stopped = f", in part: {wrong}" if outcome.problems else ""
            click.echo(f"{outcome.account}: {outcome.state.value}{stopped}{gaps}: {files}")
        for problem in outcome.problems:
            click.echo(f"  {problem}")
        sound = sound and not outcome.problems and outcome.state is not State.STOPPED
    click.echo(f"index: {PAGE}")
    if lacking or not sound:
        sys.exit(2 if sound else 1)


def documents(workspace: Workspace, only: str) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
    """The documents to build, of accounts and of the portfolio; raise `PipelineError` for a name that is none."""
    from pipeline.documents import DOCUMENTS, PORTFOLIO_DOCUMENTS

    settings = workspace.settings
    asked = [name.strip() for name in only.split(",") if name.strip()]
    names = dict.fromkeys(asked or (*settings.documents, *settings.portfolio_documents))
    known = dict.fromkeys(document.name for document in DOCUMENTS + PORTFOLIO_DOCUMENTS)
    for name in names:
        if name not in known:
            raise PipelineError(f"there is no document {name}; there are {', '.join(known)}")
    of_accounts = tuple(document for name in names for document in DOCUMENTS if document.name == name)
    return of_accounts, tuple(document for document in PORTFOLIO_DOCUMENTS if document.name in names)
