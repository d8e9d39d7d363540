"""Works on accounts in worker processes; a file that ends its worker is left out, and its account worked on again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from pipeline.engines import Died, run
from pipeline.problems import Problem

B = TypeVar("B")
Lost = tuple[Problem, ...]


@dataclass(frozen=True)
class _Account:
    """An account, and the problems of its files that can't be read by any program of ours."""

    name: str
    lost: Lost = ()


def over(work: Callable[[str, Lost], B], accounts: Sequence[str], jobs: int = 0) -> Iterator[tuple[str, B | Problem]]:
    """Each account with what `work` makes of it, as they are done; a problem where it ends its worker by itself.

    `work` is told the problems of the files that are to be left alone.
    """
    left = [_Account(name) for name in accounts]
    while left:
        again = []
        for account, result in run(partial(_worked, work), left, jobs):
            if not isinstance(result, Died):
                yield account.name, result
            elif result.file:
                again.append(replace(account, lost=(*account.lost, result.problem(account.name))))
            else:
                yield account.name, result.problem(account.name)
        left = again


def alone(work: Callable[[str, Lost], B], account: str) -> B | Problem:
    """What `work` makes of one account, in a worker process."""
    return next(result for _, result in over(work, (account,)))


def _worked(work: Callable[[str, Lost], B], account: _Account) -> B:
    return work(account.name, account.lost)
