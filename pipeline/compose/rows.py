"""The rows of tables: cells of words, verdicts with their word, and a last row that says how many more there are."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.blocks import Entry, Finding, Label, Words
from pipeline.figures import Figure, Line, beyond
from pipeline.theme import Tone

Rows = tuple[tuple[Entry, ...], ...]


def cell(*words: Words, tone: Tone | None = None, strong: bool = False) -> Entry:
    """A cell of words, one a line."""
    return Entry(words, tone, strong)


def given(*figures: Figure) -> Entry:
    """A cell of figures, one a line, those that are there; the first one, absent, where none is."""
    there = tuple(figure for figure in figures if not figure.absent)
    return Entry(there or figures[:1])


def toned(figure: Figure) -> Entry:
    """A figure with the tone of its verdict."""
    return Entry((figure,), figure.tone)


def worded(topic: str, figure: Figure) -> Entry:
    """A state as our word for it, with its tone; an absent one as it is."""
    return Entry((word(topic, figure),), figure.tone)


def word(topic: str, figure: Figure) -> Words:
    """Our word for a state: the label `goals_too_early` for "too early"."""
    return figure if figure.absent else Label(f"{topic}_{_key(str(figure.value))}")


def _key(state: str) -> str:
    return state.replace(" ", "_").replace("-", "_")


def with_rest(rows: Iterable[tuple[Entry, ...]], listed: Figure, shown: int) -> Rows:
    """The rows, and where the list is longer than what is shown, one that says how many more are in the annex."""
    made, rest = tuple(rows), beyond(listed, shown)
    if rest.absent or not made:
        return made
    return (*made, (cell(Finding("more_in_annex", {"rest": rest})), *(Entry(()) for _ in made[0][1:])))


def first(listed: Figure, shown: int) -> tuple[Line, ...]:
    """The first lines of a list."""
    return listed.lines[:shown]
