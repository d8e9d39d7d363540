"""Prints where numbers come from: `trace`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.cli.asked import as_of_option, chosen, format_option, opened, period_option
from pipeline.cli.told import tell_what_is_left_out
from pipeline.problems import PipelineError


@click.command()
@click.argument("account", metavar="ACCOUNT|FILE")
@click.argument("figure", default="")
@period_option
@as_of_option
@click.option("--deep", is_flag=True, help="Follow each figure it was made of, too, down to the cells.")
@click.option("--faults", is_flag=True, help="Of a file print only what is not as it was built.")
@format_option
@click.pass_obj
def trace(
    folder: Path, account: str, figure: str, period: str, as_of: str, deep: bool, faults: bool, form: str
) -> None:
    """Print what a FIGURE says, its formula and the cells it comes from, or why it is absent.

    FIGURE is a name such as finance.revenue or goals.G1.pace; a topic, such as finance, or none lists the figures.

    Of a FILE of a pack (.docx, .pptx or .xlsx, wherever it is now) print every number with its figure and cells, and
    tell those that were changed or come from nowhere, each with its place; status 1 where there are any.
    """
    from pipeline.trace.finished import is_finished

    if is_finished(account):
        if figure or period or as_of or deep:
            raise PipelineError("a file says itself what it is of: name it alone, with --faults or --format at most")
        trace_finished(folder, Path(account), faults, form)
        return
    from pipeline.flows.trace import trace_figure

    workspace, quarter, day = opened(folder, period, as_of)
    chosen(workspace, [account])
    traced = trace_figure(workspace, account, quarter, day, figure, deep=deep)
    tell_what_is_left_out(account, traced.problems, traced.passed_over)
    click.echo(traced.as_json() if form == "json" else traced.as_text())


def trace_finished(folder: Path, file: Path, faults: bool, form: str) -> None:
    """Print what the numbers of a finished file are; end with status 1 where one isn't what it was."""
    from pipeline.flows.trace_file import trace_file
    from pipeline.workspace import Workspace

    checked = trace_file(Workspace.open(folder), file)
    click.echo(checked.as_json() if form == "json" else checked.as_text(faults_only=faults))
    if not checked.holds:
        sys.exit(1)
