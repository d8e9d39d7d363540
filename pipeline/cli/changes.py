"""Prints what changed in an account's rows: `changes`."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.asked import as_of_option, chosen, format_option, opened, parsed
from pipeline.cli.told import tell_what_is_left_out


@click.command()
@click.argument("account")
@click.option("--from", "before", default="", help="The quarter of the pack to compare with; the newest earlier one.")
@click.option("--to", "now", default="", help="The quarter whose pack is compared; the workbooks as they are today.")
@click.option("--period", default="", help="The quarter that the workbooks are about, such as 2026-Q3.")
@as_of_option
@format_option
@click.pass_obj
def changes(folder: Path, account: str, before: str, now: str, period: str, as_of: str, form: str) -> None:
    """Print what changed in an account's rows since the last pack, or between two packs."""
    from pipeline.flows.changes import changes_of

    workspace, quarter, day = opened(folder, period, as_of)
    chosen(workspace, [account])
    first, last = (parsed(text, workspace) for text in (before, now))
    found = changes_of(workspace, account, quarter, day, first, last)
    tell_what_is_left_out(account, found.problems, found.passed_over)
    click.echo(found.as_json() if form == "json" else found.as_text())
