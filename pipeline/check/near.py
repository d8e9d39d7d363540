"""Tells what a word was probably meant to be: a heading, a tab, an id, a person's name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property

ALIKE = 0.85  # the share of letters from which a name may be a misspelt other
FEW = 100  # so many names are compared one by one


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


def spellings(text: str) -> Iterator[str]:
    """A text, and the text with any one of its letters left out: two that are a slip apart share one of these."""
    yield text
    for i, letter in enumerate(text):
        if letter.isalpha():
            yield text[:i] + text[i + 1 :]


class Names:
    """Known names, among which those like another are found without comparing each with each."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[str]]:
        """The names by their words, whole and with a letter left out."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self.names:
            for word in set(name.casefold().split()):
                for spelling in spellings(word):
                    found[spelling].append(name)
        return found

    def like(self, name: str) -> Sequence[str]:
        """The names that may be meant: all of a short list, else some that share a word, the rarest words first."""
        if len(self.names) <= FEW:
            return self.names
        words = {spelling for word in name.casefold().split() for spelling in spellings(word)}
        shared = sorted((self._by_word[word] for word in words if word in self._by_word), key=len)
        return list(dict.fromkeys(one for names in shared for one in names[:FEW]))[:FEW]
