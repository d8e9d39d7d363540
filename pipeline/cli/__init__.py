"""The command line: one flow a command; the only catch of `PipelineError`."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from pipeline.cli import build, changes, check, start, status, tags, take_back, templates, trace
from pipeline.problems import PipelineError


class Commands(click.Group):
    """The group of commands; the data's own faults end with status 1, the machine's with 2 and one sentence."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command."""
        for stream in (sys.stdout, sys.stderr):  # a console that lacks a letter of a name prints ? in its place
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")
        try:
            return super().main(*args, **extra)
        except PipelineError as error:
            click.echo(f"planpack: {error}", err=True)
            sys.exit(2)
        except OSError as error:
            name = Path(error.filename).name if isinstance(error.filename, str) else "the disk"
            click.echo(f"planpack: {name}: {error.strerror or error}", err=True)
            sys.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="planpack", prog_name="planpack")
@click.option(
    "--workspace",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The workspace's folder.",
)
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """Strategic account plans: filled-in workbooks in, Word, PowerPoint and Excel packs out."""
    context.obj = folder


for command in (
    start.init, start.new, status.status, check.check, build.build, trace.trace, changes.changes, take_back.import_,
    tags.tags, take_back.accept, templates.templates,
):  # fmt: skip
    main.add_command(command)
