"""What the catalogue is made of: a message is a function from the words of a case to its sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import cleandoc
from typing import Generic, NamedTuple, ParamSpec

from pipeline.problems import Note, Place, Problem

P = ParamSpec("P")


class Sentences(NamedTuple):
    """What a problem says: what is there, what is due, how to mend it; each reads on after a colon."""

    found: str
    due: str
    mend: str


@dataclass(frozen=True)
class Entry:
    """A message: its code, what it is called, when it arises; `stops` tells a problem from a note."""

    code: str
    title: str
    when: str
    stops: bool


@dataclass(frozen=True)
class Stopping(Entry, Generic[P]):
    """A problem: wrong data, which stops the account's pack."""

    words: Callable[P, Sentences]

    def at(self, place: Place, *args: P.args, **named: P.kwargs) -> Problem:
        """The problem of a case, at its cell, tab or file."""
        return Problem(place, *self.words(*args, **named), self.code)


@dataclass(frozen=True)
class Telling(Entry, Generic[P]):
    """A note: worth knowing, stops nothing."""

    words: Callable[P, str]

    def at(self, place: Place, *args: P.args, **named: P.kwargs) -> Note:
        """The note of a case, at its cell, tab or file."""
        return Note(place, self.words(*args, **named), self.code)


def problem(title: str) -> Callable[[Callable[P, Sentences]], Stopping[P]]:
    """Declare a problem: the function's name is its code, its docstring says when it arises."""

    def declare(words: Callable[P, Sentences]) -> Stopping[P]:
        return Stopping(_code(words), title, _when(words), True, words)

    return declare


def note(title: str) -> Callable[[Callable[P, str]], Telling[P]]:
    """Declare a note: the function's name is its code, its docstring says when it arises."""

    def declare(words: Callable[P, str]) -> Telling[P]:
        return Telling(_code(words), title, _when(words), False, words)

    return declare


def _code(words: Callable[..., object]) -> str:
    """`dates_order` is known to people and programs as `dates-order`."""
    return words.__name__.replace("_", "-")


def _when(words: Callable[..., object]) -> str:
    """The docstring as one line."""
    return " ".join(cleandoc(words.__doc__ or "").split())


def listed(words: list[str] | tuple[str, ...]) -> str:
    """Words in a sentence: `Id`, `Id and Event`, `Id, Event and Cause`."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def also(others: int) -> str:
    """What is said behind the first of several like cells."""
    return "" if not others else ", and in 1 more row" if others == 1 else f", and in {others} more rows"
