"""What a calendar holds: whole days, what falls due on each, who answers for it, and a key that stays."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.blocks import Finding
from pipeline.figures import Figure


@dataclass(frozen=True, slots=True)
class Event:
    """A day on which something falls due; `kind` and `key` name it alike in each quarter's calendar."""

    kind: str
    key: str
    day: Figure
    title: Finding
    details: Finding


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of an account, the first first; `notice` says for whom they are."""

    title: Finding
    notice: Figure
    events: tuple[Event, ...]
