"""docs/commands.md: what `planpack --help` says of every command."""

from __future__ import annotations

from collections.abc import Iterator

import click

from pipeline.cli import main
from tests.docs.markdown import WRITTEN, joined

OPENING = """
`planpack` is run in a workspace: a folder with `planpack.toml`, `inputs/`, `templates/` and `outputs/`;
`--workspace DIR` names another. Results go to the standard output, progress and notes to the standard error.

The exit status is 0 when all is done; 1 when there are problems in the data or the templates, which are listed; 2 for
wrong use or a broken machine, in one sentence.
"""
WIDTH = 100  # characters; a terminal's own width must not change the page


def page() -> str:
    """The page."""
    return joined([WRITTEN, "# The commands", OPENING.strip(), *_told(main, None)])


def _told(command: click.Command, parent: click.Context | None) -> Iterator[str]:
    """A command's help, then that of its own commands."""
    name = command.name if parent else "planpack"
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    with click.Context(command, parent, info_name=name, **settings) as context:
        yield f"{'##' if parent is None else '###'} {context.command_path}"
        yield f"```\n{command.get_help(context)}\n```"
        if isinstance(command, click.Group):
            for inner in command.list_commands(context):
                found = command.get_command(context, inner)
                if found is not None:
                    yield from _told(found, context)
