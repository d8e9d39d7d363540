"""The same `map` over accounts, each in a worker process: a file that ends its worker costs only its account."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.catalogue.files import ended, file_deadly, file_slow
from pipeline.limits import MIB, Limits
from pipeline.problems import PipelineError, Place, Problem

try:
    import resource
except ImportError:  # Windows knows no such limits
    resource = None  # type: ignore[assignment]

A = TypeVar("A")
B = TypeVar("B")

# The way from this process to the one that started it; none in a process that is no worker.
_starter: Connection | None = None


@dataclass(frozen=True)
class Died:
    """A worker that ended in the middle of its item: the file that it was reading, and whether it took too long."""

    file: str = ""
    seconds: float | None = None

    def problem(self, account: str) -> Problem:
        """The end as a problem of that file; of the account where no file was being read."""
        if self.seconds is not None:
            return file_slow.at(Place(self.file), self.seconds)
        return file_deadly.at(Place(self.file)) if self.file else ended.at(Place(account))


def run(work: Callable[[A], B], items: Sequence[A], jobs: int = 0) -> Iterator[tuple[A, B | Died]]:
    """Each item with its result, as they are done, by `jobs` processes (0: one a core); none is done in this one."""
    waiting = list(reversed(items))
    workers: list[_Worker[A, B]] = []
    try:
        for _ in range(min(jobs or os.cpu_count() or 1, len(items))):
            workers.append(_Worker(work, waiting.pop()))
        while workers:
            for worker in _heard(workers):
                done = worker.hear()
                if done is None:
                    continue
                item, result = worker.item, done[0]
                if isinstance(result, Died):
                    worker.end()
                    workers.remove(worker)
                    if waiting:
                        workers.append(_Worker(work, waiting.pop()))
                elif waiting:
                    worker.give(waiting.pop())
                else:
                    worker.end()
                    workers.remove(worker)
                yield item, result
    finally:
        for worker in workers:
            worker.end()


@contextmanager
def watched(file: str, limits: Limits) -> Iterator[None]:
    """Stand around the reading of a file: a worker is told of to its starter, and held to the limits."""
    if _starter is None:
        yield
        return
    _starter.send(("reading", (file, limits.seconds)))
    with _quiet(), _bounded(limits.memory_mib):
        yield
    _starter.send(("reading", ("", None)))


class _Worker(Generic[A, B]):
    """A process that works on one item after the other, as its starter sees it."""

    def __init__(self, work: Callable[[A], B], item: A) -> None:
        context = get_context("spawn")
        self.way, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(theirs, work), daemon=True)
        self.process.start()
        theirs.close()
        self.file, self.seconds, self.deadline = "", None, float("inf")
        self.give(item)

    def give(self, item: A) -> None:
        """Hand over an item."""
        self.item = item
        with suppress(OSError):  # one that has died is found out when it is listened to
            self.way.send(item)

    def hear(self) -> tuple[B | Died] | None:
        """The item's result, if that is what the worker says; raise what the work raised."""
        try:
            if not self.way.poll():
                self.process.kill()
                return (Died(self.file, self.seconds),)
            said, what = self.way.recv()
        except (EOFError, OSError):
            return (Died(self.file),)
        if said == "raised":
            raise what
        if said == "done":
            return (what,)
        self.file, self.seconds = what
        self.deadline = float("inf") if self.seconds is None else time.monotonic() + self.seconds
        return None

    def end(self) -> None:
        """Let the process go, whatever it does."""
        self.way.close()
        self.process.terminate()
        self.process.join()


def _heard(workers: Sequence[_Worker[A, B]]) -> list[_Worker[A, B]]:
    """The workers that have something to say, have died, or read one file for too long."""
    left = min(worker.deadline for worker in workers) - time.monotonic()
    ways = set(wait([worker.way for worker in workers], None if left == float("inf") else max(0.0, left)))
    now = time.monotonic()
    return [worker for worker in workers if worker.way in ways or worker.deadline <= now]


def _serve(starter: Connection, work: Callable[[Any], Any]) -> None:
    """Work on what the starter sends until it sends no more."""
    global _starter
    _starter = starter
    gc.set_threshold(100_000, 20, 50)  # rows are many and never cyclic: looking for cycles among them costs a fifth
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the starter, which ends its workers
    while True:
        try:
            item = starter.recv()
        except (EOFError, OSError):
            return
        try:
            answer = ("done", work(item))
        except Exception as error:
            if not isinstance(error, PipelineError):
                error.add_note(traceback.format_exc())
            answer = ("raised", error)
        starter.send(answer)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what a parser written in another language says of itself from the terminal."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


@contextmanager
def _bounded(mib: float) -> Iterator[None]:
    """Let this process take no more memory than that on top of what it has, where the system can see to it."""
    statm = Path("/proc/self/statm")
    if resource is None or not statm.exists():
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    taken = int(statm.read_text().split()[0]) * resource.getpagesize()
    hard = before[1]
    most = taken + int(mib * MIB)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
