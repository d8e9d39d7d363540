"""Tells what a word was probably meant to be: a heading, a tab, an id, a person's name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

ALIKE = 0.85  # the share of letters from which a name may be a misspelt other


def slip(text: str, known: Iterable[str]) -> str | None:
    """The known word that the text is a slip of the pen away from: one letter, or two in a long word."""
    for word in known:
        allowed = 0 if min(len(text), len(word)) < 4 else 1 if len(word) < 8 else 2
        if abs(len(text) - len(word)) <= allowed and distance(text, word) <= allowed:
            return word
    return None


def distance(one: str, other: str) -> int:
    """How many letters were added, left out, changed or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        line = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, line[-1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The known word that resembles the text most; None where none does."""
    by_case = {word.casefold(): word for word in known}
    found = get_close_matches(text.casefold(), by_case, n=1, cutoff=0.5)
    return by_case[found[0]] if found else None


def same_person(written: str, known: str) -> bool:
    """Whether a name is nearly a known one: shortened (`Anna K.`) or misspelt."""
    one, other = written.casefold().split(), known.casefold().split()
    if len(one) == len(other) > 1:
        parts = [(a.rstrip("."), b) for a, b in zip(one, other, strict=True)]
        if all(a and b.startswith(a) for a, b in parts) and any(a == b for a, b in parts):
            return True
    letters = SequenceMatcher(None, written.casefold(), known.casefold())
    return letters.real_quick_ratio() >= ALIKE and letters.quick_ratio() >= ALIKE and letters.ratio() >= ALIKE
