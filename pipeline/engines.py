"""The same `map` over accounts: one by one, or over processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


def run(work: Callable[[A], B], items: Sequence[A], jobs: int = 0) -> Iterator[tuple[A, B]]:
    """Each item with its result, as they are done; `jobs` 0 takes a process a core, 1 stays in this one."""
    jobs = min(jobs or os.cpu_count() or 1, len(items))
    if jobs <= 1:
        for item in items:
            yield item, work(item)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting = {pool.submit(work, item): item for item in items}
        for done in as_completed(waiting):
            yield waiting[done], done.result()
