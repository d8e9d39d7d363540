"""What a log of printed texts says beside figures: where a part begins and which words are ours; what a number is."""

from __future__ import annotations

import re

# Names in a log that are no figure's.
PART = ":part"  # from here on is printed what stands in the part (of the template) or on the tab that the text names
WORDS = ":words"  # a number in our own words: of the wording file, a label, a heading
PAGE = ":page"  # which of the slides that one goes on over a slide is, somewhere on it
STEP = ":step"  # a level that a chart draws between figures: what the steps before it add up to
UNNAMED = ""  # a number or day that a template or the wording worked out by itself

NUMBER = re.compile(r"\d+(?:[.,'’]\d+|[\u00a0\u202f\u2009]\d{3}(?!\d))*(?:[eE][+-]?\d+)?")
_SPACE = re.compile(r"[ \t\r\n]+")

Log = list[tuple[str, str]]


def with_own_words(text: str, log: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The log of a sentence, with the numbers of its own words where they stand between what was printed in it."""
    numbers = NUMBER.findall(text)
    if not numbers or numbers == [number for _, said in log for number in NUMBER.findall(said)]:
        return log
    whole: Log = []
    at = 0
    for name, said in log:
        sought = _SPACE.sub(" ", said).strip(" ")
        found = re.compile(rf"(?<!\d){re.escape(sought)}(?!\d)").search(text, at) if sought else None
        if found:
            whole += _of_words(text[at : found.start()])
            at = found.end()
        whole.append((name, said))
    return (*whole, *_of_words(text[at:]))


def _of_words(between: str) -> Log:
    """The numbers of words of ours."""
    return [(WORDS, number) for number in NUMBER.findall(between)]
