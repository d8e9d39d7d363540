"""The template's own words: which numbers of a filled file stood in the template already, beside its tags."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from pipeline.printed import NUMBER
from pipeline.trace.finished.numbers import Printed
from pipeline.trace.finished.pieces import Piece, Section

TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
LONGEST = 5_000  # letters of a text that is held against the template's
Patterns = Mapping[str, list[re.Pattern[str]]]


def patterns_of(template: Iterable[Section]) -> Patterns:
    """By section of a template, what its texts with numbers of their own become when their tags are filled."""
    made: dict[str, list[re.Pattern[str]]] = defaultdict(list)
    for section in template:
        for piece in section.pieces:
            words = TAG.split(piece.text)
            if not piece.data and any(NUMBER.search(word) for word in words):
                # The words are the groups: what stands between them was put there by a tag.
                made[section.name].append(re.compile(".*?".join(f"({re.escape(word)})" for word in words), re.DOTALL))
    return made


def own_numbers(piece: Piece, patterns: Iterable[re.Pattern[str]]) -> list[tuple[int, int]]:
    """The stretches of a piece that are the template's own words; none where it is no text of the template."""
    for pattern in patterns if not piece.data and len(piece.text) <= LONGEST else ():
        found = pattern.fullmatch(piece.text)
        if found:
            return [found.span(n) for n in range(1, pattern.groups + 1)]
    return []


def is_own(printed: Printed, stretches: Iterable[tuple[int, int]]) -> bool:
    """Whether a number stands within words of the template."""
    return any(start <= printed.start and printed.end <= end for start, end in stretches)
