"""Values as cells hold them, as messages say them, and whether two say the same."""

from __future__ import annotations

from datetime import date
from math import isclose
from typing import Any

from pipeline.kinds import Fault
from pipeline.periods import Period

Held = str | int | float | date


def written(value: Any) -> Held:
    """A value as a cell holds it: a quarter and yes or no as words, several names with `;` between."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    assert isinstance(value, str | int | float | date), value
    return value


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same."""
    if isinstance(one, float | int) and isinstance(other, float | int):
        return isclose(one, other, rel_tol=1e-12, abs_tol=1e-9)
    return bool(one == other)


def spoken(value: Any) -> str:
    """A value in the words of a message."""
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.15g}"
    return value.there if isinstance(value, Fault) else str(value)
