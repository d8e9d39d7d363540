"""Notes people and risks that may stand twice: names a slip apart, events that differ by a word."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.catalogue.rows import person_near, risk_near
from pipeline.check.near import spellings
from pipeline.facts import Facts
from pipeline.problems import Note
from pipeline.sheets.people import Person
from pipeline.sheets.risks import Risk

LEAST_LETTERS = 8  # of a name: shorter ones are a letter apart by chance
LEAST_WORDS, MOST_WORDS = 6, 16  # of an event: shorter ones are a word apart by chance, longer ones begin alike


def nearly_twice(facts: Facts) -> Iterator[Note]:
    """A note for each row that is nearly an earlier one; each is looked up, none compared with all others."""
    yield from _people(facts)
    yield from _risks(facts)


def _people(facts: Facts) -> Iterator[Note]:
    known: dict[str, Person] = {}
    for row in facts.of(Person):
        written = list(_ways(row.name))
        own, sought = _shortened(row.name)
        first = next((known[way] for way in (*written, sought) if way in known), None)
        if first is not None:
            where = str(first.place(Person.name)[0])
            yield person_near.at(row.place(Person.name)[0], row.name, first.name, where)
        for way in (*written, own):
            known.setdefault(way, row)


def _words(name: str) -> list[str]:
    return [word.strip(".,") for word in name.casefold().split()]


def _ways(name: str) -> Iterator[str]:
    """A name in any order of its words, and with a letter left out."""
    whole = " ".join(sorted(_words(name)))
    yield from spellings(whole) if len(whole) >= LEAST_LETTERS else (whole,)


def _shortened(name: str) -> tuple[str, str]:
    """A name by its first letter, as it is known and as it is sought: `I. Solberg` seeks an Ingrid, Ingrid an `I.`."""
    first, *rest = _words(name) or [""]
    short, full = (f"{kind} {first[:1]} {' '.join(rest)}" for kind in ("short", "full"))
    return (short, full) if len(first) == 1 else (full, short)


def _risks(facts: Facts) -> Iterator[Note]:
    known: dict[tuple[str | None, tuple[str, ...]], Risk] = {}
    for row in facts.of(Risk):
        if row.status in ("closed", "happened"):
            continue
        written = [(row.kind, way) for way in _events(row.event)]
        first = next((known[way] for way in written if way in known), None)
        if first is not None:
            yield risk_near.at(row.place(Risk.event)[0], (first.id, row.id), str(first.place(Risk.event)[0]))
        for way in written:
            known.setdefault(way, row)


def _events(event: str) -> Iterator[tuple[str, ...]]:
    """The words of an event without their order, and without any one of them; a number is never left out."""
    words = tuple(sorted({word.strip(".,;:!?()“”\"'") for word in event.casefold().split()[:MOST_WORDS]}))
    yield words
    if len(words) >= LEAST_WORDS:
        for i, word in enumerate(words):
            if word.isalpha():
                yield words[:i] + words[i + 1 :]
