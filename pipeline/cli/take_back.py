"""Takes rows from elsewhere into an account's workbooks: `import` an export, `accept` what a client sent back."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from pipeline.cli.asked import chosen, opened, today


def print_example_map(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the commented example of a mapping file, and end."""
    if wanted:
        click.echo(
            Path(__file__).parent.with_name("take_in").joinpath("example.toml").read_text(encoding="utf-8"), nl=False
        )
        context.exit()


@click.command("import")
@click.argument("source", metavar="FILE|ADDRESS")
@click.argument("account")
@click.option("--to", "sheet", required=True, help="The sheet that the rows are for, such as Opportunities.")
@click.option("--query", default="", help="Which rows of a database: one select.")
@click.option("--map", "mapping", type=click.Path(path_type=Path, dir_okay=False), help="A mapping file (TOML).")
@click.option("--key", multiple=True, help="The column that tells rows apart; may be given several times.")
@click.option("--yes", is_flag=True, help="Write it; without it nothing is written.")
@click.option("--all", "whole", is_flag=True, help="Print every row, not the first 20 of a kind alone.")
@click.option(
    "--example-map", is_flag=True, is_eager=True, expose_value=False, callback=print_example_map,
    help="Print a mapping file with comments, and end.",
)  # fmt: skip
@click.pass_obj
def import_(
    folder: Path, source: str, account: str, sheet: str, query: str, mapping: Path | None, key: tuple[str, ...],
    yes: bool, whole: bool,
) -> None:  # fmt: skip
    """Take rows from an export of a CRM, finance or ticket system into an account's sheet.

    ACCOUNT may be portfolio, for a questionnaire that comes back: --to Assessment.
    FILE is CSV or other text, Excel or Parquet; ADDRESS a database's (SQLAlchemy), such as
    postgresql://user@host/name; keep its password in PGPASSWORD or the like.
    """
    from pipeline.documents import PORTFOLIO
    from pipeline.flows.exports import Order, mapping_of, sheet_of
    from pipeline.flows.take_in import take_in, write

    workspace, quarter, day = opened(folder, "", "")
    if account != PORTFOLIO:
        (account,) = chosen(workspace, [account])
    to = sheet_of(sheet, account)
    order = Order(workspace, account, source, to, quarter, day, query, key=key)
    if mapping:
        order = replace(order, mapped=mapping_of(mapping, to), mapping=mapping.stem)
    outcome = take_in(order)
    click.echo("\n".join(outcome.told(whole=whole)))
    if not outcome.sound:
        click.echo("nothing is written: mend the problems first", err=True)
        sys.exit(1)
    if not outcome.drafts:
        click.echo("nothing to write", err=True)
    elif not yes:
        click.echo("nothing is written yet; add --yes to write it", err=True)
    else:
        for name, copy in write(order, outcome, today()):  # the day in the name of the original's copy
            kept = f"; the original is kept as .backup/{copy}" if copy else ""
            inside = "" if account == PORTFOLIO else f"accounts/{account}/"
            click.echo(f"written: inputs/{inside}{name}{kept}", err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--yes", is_flag=True, help="Write it without asking; where both sides changed a cell, ours stays.")
@click.option("--theirs", is_flag=True, help="Where both sides changed a cell, write what the client says.")
@click.pass_obj
def accept(folder: Path, file: Path, yes: bool, theirs: bool) -> None:
    """Take back a client-actions workbook: show the changes, then write them to the account's workbooks.

    FILE may be of any earlier quarter. Each change is shown with what was sent, what the client says and what the
    workbooks say now; the original of each workbook is kept in .backup/.
    """
    from pipeline.flows.accept import Order, write
    from pipeline.flows.accept import accept as run

    workspace, quarter, day = opened(folder, "", "")
    order = Order(workspace, file, quarter, day, theirs)
    outcome = run(order)
    if outcome.account:
        click.echo("\n".join(outcome.told(theirs=theirs)))
    if outcome.refused:
        click.echo(f"planpack: {outcome.refused}", err=True)
        sys.exit(1)
    if not outcome.drafts:
        click.echo("nothing to write", err=True)
    elif yes or confirmed("Write this?"):
        for name, copy in write(order, outcome, today()):  # the day in the name of the original's copy
            click.echo(f"written: inputs/accounts/{outcome.account}/{name}; the original is kept as .backup/{copy}")
    else:
        click.echo("nothing is written", err=True)


def confirmed(question: str) -> bool:
    """Ask; where nobody can answer, that is a no."""
    try:
        return click.confirm(question, default=False, err=True)
    except click.Abort:
        click.echo("", err=True)
        return False
