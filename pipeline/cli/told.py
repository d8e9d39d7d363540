"""Words that several commands print: counts, shares, days, and what is left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import click

if TYPE_CHECKING:
    from pipeline.problems import Note, Problem


class Told(Protocol):
    """What can be told to programs."""

    def as_json(self) -> Any:
        """It as JSON's own values."""


def as_json(told: Iterable[Told]) -> str:
    """What was found, for programs: a list."""
    return json.dumps([one.as_json() for one in told], ensure_ascii=False, indent=1)


def counted(number: int, word: str) -> str:
    """A number with its word: `no gaps`, `1 gap`, `2 gaps`."""
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def percent(share: float) -> str:
    """A share in whole percent, rounded down: what has a gap is not 100 % complete."""
    return f"{int(share * 100 + 1e-9)} %"


def in_days(days: int) -> str:
    """When something is due: `in 3 days`, `today`, `1 day overdue`."""
    if days == 0:
        return "today"
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} overdue"


def tell_what_is_left_out(account: str, problems: Sequence[Problem], passed_over: Sequence[Note]) -> None:
    """Say which earlier packs were passed over, and that what is wrong in the workbooks is left out."""
    for note in passed_over:
        click.echo(str(note), err=True)
    if problems:
        wrong = counted(len(problems), "problem")
        click.echo(f"{account} has {wrong}, left out of what is told here: see planpack check {account}", err=True)
