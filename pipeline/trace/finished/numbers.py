"""The numbers of pieces and of a log, and when a number that a file prints is the one that was logged."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.printed import NUMBER
from pipeline.trace.finished.pieces import Piece

PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
SPACE = re.compile(r"\s+")
SHORT = 24  # letters: so short a text with one number is all sign, number and unit
CUT = "…"
EXACT = 14  # digits: no program saves more of a number than these without a doubt


@dataclass(frozen=True, slots=True)
class Printed:
    """A number in a file: the piece it stands in, and where in its text."""

    piece: Piece
    start: int
    end: int

    @property
    def digits(self) -> str:
        """The number itself."""
        return self.piece.text[self.start : self.end]

    @property
    def before(self) -> str:
        """What stands before it."""
        return self.piece.text[: self.start]

    @property
    def after(self) -> str:
        """What stands behind it."""
        return self.piece.text[self.end :]


@dataclass(frozen=True, slots=True)
class Logged:
    """A number of a log: the figure's name, the text it stands in, the number, the sign and unit that go with it."""

    name: str
    text: str
    digits: str
    before: str
    after: str


def numbers_of(piece: Piece) -> Iterator[Printed]:
    """The numbers that a piece prints."""
    if piece.raw:
        if piece.text:
            yield Printed(piece, 0, len(piece.text))
        return
    for found in NUMBER.finditer(piece.text):
        yield Printed(piece, *found.span())


def logged(entries: Iterable[Sequence[str]]) -> Iterator[Logged]:
    """The numbers of a log."""
    for name, text, *_ in entries:
        found = list(NUMBER.finditer(text))
        alone = len(found) == 1 and len(text) <= SHORT
        for one in found:
            before, after = text[: one.start()], text[one.end() :]
            if not alone:
                before, after = _sign(before), after[: after.startswith("%")]
            yield Logged(name, text, one[0], _even(before), _even(after))


def same(printed: Printed, one: Logged) -> bool:
    """Whether a file prints what was logged: the same number, with its sign and unit."""
    if printed.piece.raw:
        return _same_value(printed.digits, one.text)
    if printed.digits != one.digits:
        return False
    if not _even(printed.before[-2 * SHORT :]).endswith(one.before):
        return False
    behind = _even(printed.after[: 2 * SHORT])
    return behind.startswith(one.after) or (CUT in behind and one.after.startswith(behind.partition(CUT)[0]))


def around(printed: Printed) -> str:
    """A number with the sign and the unit that stand with it."""
    text, start, end = printed.piece.text, printed.start, printed.end
    while start and not text[start - 1].isspace() and not text[start - 1].isalnum() and printed.start - start < 4:
        start -= 1
    if text[end : end + 1] in ("\u00a0", "\u202f") or (end < len(text) and not text[end].isspace()):
        end += 1
        while end < len(text) and not text[end].isspace() and end - printed.end < 12:
            end += 1
    return " ".join(text[start:end].split()).strip("()[]“”\"',;:. ")


def _same_value(text: str, other: str) -> bool:
    """Whether two numbers are the same as far as any program keeps them."""
    if text == other:
        return True
    if not (PLAIN.fullmatch(text) and PLAIN.fullmatch(other)):
        return False
    return math.isclose(float(text), float(other), rel_tol=10.0**-EXACT, abs_tol=0.0)


def _sign(before: str) -> str:
    """The sign and the currency right before a number."""
    start = len(before)
    while start and (before[start - 1] in "+-−±~<>≤≥" or unicodedata.category(before[start - 1]) == "Sc"):
        start -= 1
    return before[start:]


def _even(text: str) -> str:
    """A text whose spaces are all the same."""
    return SPACE.sub(" ", text)
