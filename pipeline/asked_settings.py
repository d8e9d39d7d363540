"""Tells which settings a figure depends on, from the code of its function and of the functions it can call."""

from __future__ import annotations

import dis
import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import cache
from types import CodeType, FunctionType
from typing import Any

from pipeline.settings import Settings

SETTINGS = tuple(one.name for one in fields(Settings))


@cache
def asked_settings(function: Callable[..., Any]) -> tuple[str, ...]:
    """The settings that a function reads, itself or by a function beside it that it names, in the settings' order.

    Read from the code and not from a run, so that a branch that today's data don't take is known too. The figures that
    it asks for by name have settings of their own, which are not among these.
    """
    read = {setting for called in _reached(function) for code in _codes(called.__code__) for setting in _read_in(code)}
    return tuple(name for name in SETTINGS if name in read)


def _reached(function: Callable[..., Any]) -> set[FunctionType]:
    """The function and those of its package that it can reach."""
    reached: set[FunctionType] = set()
    left = [function]
    while left:
        one = inspect.unwrap(left.pop())
        if isinstance(one, FunctionType) and one not in reached:
            reached.add(one)
            left += _named_in(one, function.__module__.rpartition(".")[0])
    return reached


def _codes(code: CodeType) -> Iterator[CodeType]:
    """A function's code, and that of the functions and comprehensions inside it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


def _read_in(code: CodeType) -> Iterator[str]:
    """The settings that are read: `case.settings.review_days`, `settings.review_days`."""
    of: Any = None
    for instruction in dis.get_instructions(code):
        if instruction.argval in SETTINGS and (of[-1] if isinstance(of, tuple) and of else of) == "settings":
            yield instruction.argval
        of = instruction.argval


def _named_in(function: FunctionType, package: str) -> Iterator[Callable[..., Any]]:
    """The functions of the package that a function names or was made with; of a class, its methods."""
    names = {name for code in _codes(function.__code__) for name in code.co_names}
    named = [function.__globals__[name] for name in sorted(names) if name in function.__globals__]
    for one in (*named, *(cell.cell_contents for cell in function.__closure__ or ())):
        if getattr(one, "__module__", None) and one.__module__.startswith(package):
            if inspect.isclass(one):
                yield from (method for method in vars(one).values() if inspect.isfunction(method))
            elif callable(one):
                yield one
