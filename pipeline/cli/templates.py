"""Draws and checks the templates: `templates draw` and `templates check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from pipeline.cli.asked import asked, format_option
from pipeline.cli.told import as_json


@click.group()
def templates() -> None:
    """The templates of the documents."""


@templates.command("draw")
@click.option("--force", is_flag=True, help="Draw edited templates anew, too; a copy is kept.")
@click.option("--language", default="", help="The language of their words, such as fr; without it, the documents'.")
@click.option(
    "--brand",
    "brands",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A .pptx or .potx, or a .docx or .dotx, to draw decks or pages on; may be given once for each.",
)
@click.pass_obj
def draw(folder: Path, force: bool, language: str, brands: tuple[Path, ...]) -> None:
    """Draw the default templates and the blank workbooks into templates/.

    With --brand, only the templates of that kind are drawn: in the file's layouts or styles, colours and fonts.
    """
    from pipeline.flows.templates import draw_templates
    from pipeline.workspace import Workspace

    for name, told in draw_templates(Workspace.open(folder), force=force, language=language, brands=brands).items():
        click.echo(f"{name}: {told}")


@templates.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--mark", is_flag=True, help="Write copies with comments and callouts to outputs/marked/templates/.")
@format_option
@click.pass_obj
def check_templates(folder: Path, files: Sequence[Path], mark: bool, form: str) -> None:
    """Find what is wrong with FILES, or with all templates of the workspace, without data.

    A wrong tag ends with status 1; what only a reader would see is told and ends with 0.
    """
    from pipeline.flows.templates_check import check_templates as run
    from pipeline.workspace import Workspace

    workspace = Workspace.open(folder)
    _, day = asked(workspace, "", "")
    found = list(run(workspace, files, day, mark=mark))
    if form == "json":
        click.echo(as_json(found))
    for one in found if form == "text" else ():
        for line in one.lines():
            click.echo(line)
        if not one.wrong and not one.advice:
            click.echo(f"{one.name}: nothing to mend")
        if one.copy:
            click.echo(f"{one.name}: marked in {one.copy.relative_to(workspace.root)}", err=True)
    if any(one.wrong for one in found):
        sys.exit(1)
