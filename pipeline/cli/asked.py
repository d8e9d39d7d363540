"""What is asked of a run: the quarter, the day, the accounts; the options that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.problems import PipelineError

if TYPE_CHECKING:
    from pipeline.periods import Period
    from pipeline.workspace import Workspace

period_option = click.option("--period", default="", help="The quarter, such as 2026-Q3.")
as_of_option = click.option("--as-of", default="", help="The day that counts as today, such as 2026-10-15.")
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print."
)


def opened(folder: Path, period: str, as_of: str) -> tuple[Workspace, Period, date]:
    """The workspace, the quarter and the day of a run."""
    from pipeline.workspace import Workspace

    workspace = Workspace.open(folder)
    return (workspace, *asked(workspace, period, as_of))


def asked(workspace: Workspace, period: str, as_of: str) -> tuple[Period, date]:
    """The quarter and the day of a run."""
    from pipeline.periods import Period

    settings = workspace.settings
    try:
        given = as_of or settings.as_of
        day = date.fromisoformat(given) if given else today()
        named = period or settings.period
        start = settings.fiscal_year_start
        quarter = Period.parse(named, start) if named else Period.last_ended(day, start)
    except ValueError as error:
        raise PipelineError(str(error)) from None
    return quarter, day


def parsed(text: str, workspace: Workspace) -> Period | None:
    """A quarter as it was typed; none where nothing was; raise `PipelineError` for what is no quarter."""
    from pipeline.periods import Period

    try:
        return Period.parse(text, workspace.settings.fiscal_year_start) if text else None
    except ValueError as error:
        raise PipelineError(str(error)) from None


def chosen(workspace: Workspace, accounts: Sequence[str]) -> list[str]:
    """The accounts named, or all; raise `PipelineError` for one that has no folder."""
    known = workspace.accounts()
    if not known:
        raise PipelineError("inputs/accounts holds no account yet: planpack new ID --name NAME makes one")
    for account in accounts:
        if account not in known:
            raise PipelineError(f"there is no account {account}; there are {', '.join(known)}")
    return list(dict.fromkeys(accounts)) or known


def today() -> date:
    """The user's own day; the only place that asks for it."""
    return date.today()  # noqa: DTZ011 - the user's own day is meant
