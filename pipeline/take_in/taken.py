"""A row that an export gives for a sheet: its line, what tells it apart, what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Taken:
    """A row for the sheet: the number of its (first) line in the export, what tells it apart, its values by target."""

    number: int
    key: tuple[Any, ...]
    values: Mapping[str, Any]


def key_of(values: Mapping[str, Any], names: Sequence[str]) -> tuple[Any, ...]:
    """What tells a row apart, as it is compared; a key of people's own is compared letter by letter."""
    found = []
    for name in names:
        value = values.get(name)
        found.append(value.casefold() if isinstance(value, str) and not name.startswith("own:") else value)
    return tuple(found)
