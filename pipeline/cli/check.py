"""Prints the problems and gaps of the workbooks: `check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.asked import as_of_option, chosen, format_option, opened, period_option
from pipeline.cli.told import as_json, counted, percent
from pipeline.problems import PipelineError

if TYPE_CHECKING:
    from pipeline.flows.check import Report


@click.command()
@click.argument("accounts", nargs=-1)
@period_option
@as_of_option
@click.option("--client", is_flag=True, help="Print what a client would see of the accounts, instead.")
@click.option("--mark", "marked", is_flag=True, help="Write marked copies of the workbooks to outputs/marked/.")
@format_option
@click.pass_obj
def check(
    folder: Path, accounts: Sequence[str], period: str, as_of: str, client: bool, marked: bool, form: str
) -> None:
    """Print the problems and gaps of the workbooks, each with its cell and how to mend it."""
    from pipeline.flows.check import check_all

    workspace, quarter, day = opened(folder, period, as_of)
    if client:
        if marked or form == "json":
            raise PipelineError("--client prints a table for people: leave out --mark and --format")
        from pipeline.flows.client_view import client_views

        for view in client_views(workspace, chosen(workspace, accounts), quarter, day):
            click.echo("\n".join(view.as_text()))
        return
    reports = list(check_all(workspace, chosen(workspace, accounts), quarter, day, portfolio=not accounts))
    click.echo(as_json(reports) if form == "json" else as_text(reports))
    if marked:
        from pipeline.flows.mark import mark_all

        for marking in mark_all(workspace, reports):
            for copy in marking.copies:
                lacks = f"; the copy lacks {', '.join(copy.lacks)}" if copy.lacks else ""
                click.echo(f"marked: outputs/marked/{marking.account}/{copy.name}{lacks}", err=True)
            for file, reason in marking.unmarked:
                click.echo(f"not marked: {marking.account}, {file}: {reason}", err=True)
    if any(report.checked.problems for report in reports):
        sys.exit(1)


def as_text(reports: Sequence[Report]) -> str:
    """What was found, for people: problems, gaps and notes by account, then the totals."""
    lines = []
    for report in reports:
        checked = report.checked
        total = checked.facts.completeness.get("total")
        share = f", {percent(total.share)} complete" if total and total.share is not None else ""
        lines.append(
            f"{report.account}: {counted(len(checked.problems), 'problem')}, {counted(len(checked.gaps), 'gap')}{share}"
        )
        lines += [f"  problem  {problem}" for problem in checked.problems]
        lines += [f"  gap      {gap}" for gap in checked.gaps]
        lines += [f"  note     {note}" for note in checked.notes]
    return "\n".join(lines)
