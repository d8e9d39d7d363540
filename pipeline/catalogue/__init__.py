"""The closed catalogue of all that checking can say: every problem and note, by topic and by code."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from pipeline.catalogue import days, files, rows, sense, tabs, values
from pipeline.catalogue.entry import Entry


def _entries(module: ModuleType) -> tuple[Entry, ...]:
    """A topic's messages, in the order of their declaration."""
    return tuple(entry for entry in vars(module).values() if isinstance(entry, Entry))


TOPICS: Mapping[str, tuple[Entry, ...]] = {
    (module.__doc__ or "").partition("\n")[0]: _entries(module) for module in (files, tabs, values, rows, days, sense)
}
CATALOGUE: Mapping[str, Entry] = {entry.code: entry for entries in TOPICS.values() for entry in entries}
