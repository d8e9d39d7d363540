"""Prints the tags that a template can use: `tags`."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap

import click

from pipeline.cli.asked import as_of_option, asked, chosen, format_option, opened, period_option
from pipeline.cli.told import as_json


@click.command()
@click.argument("account", required=False, default="")
@click.option("--topic", default="", help="One topic only, such as finance.")
@period_option
@as_of_option
@format_option
@click.pass_obj
def tags(folder: Path, account: str, topic: str, period: str, as_of: str, form: str) -> None:
    """Print every tag that a template can use: kind, meaning, formula, and what it says of ACCOUNT today.

    Without ACCOUNT, what it says of an example account; for portfolio, the tags of the portfolio's documents.
    """
    from pipeline.documents import PORTFOLIO
    from pipeline.flows.tags import EXAMPLE, example_workspace, portfolio_tags_of, tags_of

    if account:
        workspace, quarter, day = opened(folder, period, as_of)
        if account != PORTFOLIO:
            chosen(workspace, [account])
    else:
        workspace = example_workspace()
        quarter, day = asked(workspace, period, as_of)
        account = EXAMPLE
    if account == PORTFOLIO:
        told = portfolio_tags_of(workspace, quarter, day, topic)
    else:
        told = tags_of(workspace, account, quarter, day, topic)
    if form == "json":
        click.echo(as_json(told))
        return
    for one in told:
        click.echo(f"{one.written}  {one.kind}: {one.example}")
        formula, parts = one.formula and f"= {one.formula}", one.kind == "list" and ", ".join(one.parts)
        for said in (one.meaning, formula, parts, one.for_client):
            if said:
                click.echo("\n".join(wrap(said, 96, initial_indent="    ", subsequent_indent="    ")))
