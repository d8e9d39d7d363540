"""Prints where each account stands, and the staff meeting: `status`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.asked import as_of_option, chosen, format_option, opened, period_option
from pipeline.cli.told import as_json, counted, in_days, percent

if TYPE_CHECKING:
    from pipeline.flows.meeting import Manager
    from pipeline.flows.status import Status


@click.command()
@click.argument("accounts", nargs=-1)
@period_option
@as_of_option
@click.option("--by", type=click.Choice(["account", "manager"]), default="account", help="The staff meeting: manager.")
@format_option
@click.pass_obj
def status(folder: Path, accounts: Sequence[str], period: str, as_of: str, by: str, form: str) -> None:
    """Print where each account stands: how complete, what is wrong, what is stale, what is due.

    With --by manager, the staff meeting: by account manager the priorities, what is due in the seven days from today,
    what is overdue or was put off, notices ahead, and key people whose contact is overdue.
    """
    from pipeline.flows.status import status_all

    workspace, quarter, day = opened(folder, period, as_of)
    found = list(status_all(workspace, chosen(workspace, accounts), quarter, day))
    if by == "manager":
        from pipeline.flows.meeting import meeting

        managers = list(meeting(workspace, [one.told for one in found if one.told], quarter, day))
        if form == "json":
            click.echo(as_json(managers))
        else:
            click.echo("\n".join(line for one in managers for line in agenda(one)))
        return
    if form == "json":
        click.echo(as_json(found))
    else:
        click.echo("\n".join(line for one in found for line in standing(one)))


def standing(one: Status) -> Iterator[str]:
    """Where an account stands, for people: a line a matter, those with nothing to say left out."""
    yield f"{one.account}  {one.name}".rstrip()
    shares = [(name, c.share) for name, c in one.completeness.items() if name != "total" and c.share is not None]
    parts = ", ".join(f"{name} {percent(share)}" for name, share in shares)
    if one.share is not None:
        yield f"  complete     {percent(one.share)} ({parts})"
    owners = ", ".join(f"{owner or 'nobody named'} {number}" for owner, number in one.gaps_by_owner.items())
    gaps = counted(len(one.gaps), "gap") + (f" ({owners})" if owners else "")
    yield f"  data         {counted(len(one.problems), 'problem')}, {gaps}"
    if one.pack is None:
        yield "  last pack    none yet"
    else:
        changed = "; workbooks have changed since" if one.pack.changed else ""
        yield f"  last pack    {one.pack.period}, as of {one.pack.as_of}{changed}"
    if one.stale:
        yield "  stale        " + ", ".join(f"{sheet} ({counted(days, 'day')})" for sheet, days in one.stale)
    for word, dues in (("reviews due", one.reviews), ("notices due", one.notices)):
        if dues:
            told = (f"{due.what} {due.day.isoformat()} ({in_days(due.days)})" for due in dues)
            yield f"  {word}  " + "; ".join(told)


def agenda(one: Manager) -> Iterator[str]:
    """An account manager's part of the staff meeting, for people: counts, then a line a point."""
    counts = one.counts
    told = (
        counted(counts["accounts"], "account"),
        f"{counts['this_week'] or 'nothing'} due this week",
        f"{counts['overdue'] or 'nothing'} overdue",
    )
    yield f"{one.name or 'no account manager given'}: {', '.join(told)}"
    words = {"this_week": "this week", "slipped": "put off", "contacts": "silent"}
    for topic, items in one.topics.items():
        for number, item in enumerate(items):
            yield f"  {'' if number else words.get(topic, topic):<12} {item}"
