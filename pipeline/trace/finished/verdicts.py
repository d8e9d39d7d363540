"""What each number of a file is: a figure as it was logged, our own words, the template's, or none of these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from pipeline.printed import NUMBER, STEP, UNNAMED, WORDS
from pipeline.trace.finished.align import laid
from pipeline.trace.finished.numbers import Logged, Printed, around, logged, numbers_of, same
from pipeline.trace.finished.own import is_own, own_numbers
from pipeline.trace.finished.parts import LogPart
from pipeline.trace.finished.pieces import Piece

LONG = 60  # letters of a text that is told in full


class Kind(Enum):
    """What a printed number is."""

    FIGURE = "figure"
    WORDS = "words of ours"
    WORKED_OUT = "worked out from the figures beside it"
    TEMPLATE = "words of the template"
    PAGE = "page furniture"
    CHANGED = "changed"
    UNKNOWN = "unknown"


OF_NO_FIGURE = {WORDS: Kind.WORDS, UNNAMED: Kind.WORKED_OUT, STEP: Kind.WORKED_OUT}


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a file prints: its place, what is said there, what it is, its figure, and what is due there.

    What is said is the text that the number is of, such as 15 Oct 2026, where that is short.
    """

    place: str
    says: str
    kind: Kind
    figure: str = ""
    due: str = ""

    @property
    def traced(self) -> bool:
        """Whether it is known what it is, and is what it was."""
        return self.kind not in (Kind.CHANGED, Kind.UNKNOWN)


Spot = tuple[int, int]  # a piece by its identity, and where in its text a number begins


class Verdicts:
    """What was found out about the numbers of a file."""

    def __init__(self) -> None:
        self._found: dict[Spot, Number] = {}
        self._due: dict[Spot, Logged] = {}

    def of(self, printed: Printed) -> Number:
        """What a number is, once its section was judged."""
        return self._found[_spot(printed)]

    def judge(self, printed: Sequence[Printed], part: LogPart | None, patterns: Iterable[re.Pattern[str]]) -> None:
        """Judge the numbers of a section by the part of the log that it was printed from."""
        patterns = list(patterns)
        own = {id(one.piece): own_numbers(one.piece, patterns) for one in printed} if patterns else {}
        for one in printed:
            if is_own(one, own.get(id(one.piece), ())):
                self._note(one, Kind.TEMPLATE)
        for says in part.pages if part else ():
            self._page(printed, says)
        free = [one for one in printed if _spot(one) not in self._found and one.piece.same_as is None]
        log = part.numbers if part else ()
        for n, m in laid(free, log, same):
            self._compare(free[n], log[m])
        for one in free:
            if _spot(one) not in self._found:
                self._note(one, Kind.UNKNOWN)
        for one in printed:
            if _spot(one) not in self._found:
                self._repeat(one)

    def _note(self, one: Printed, kind: Kind, figure: str = "", due: str = "") -> None:
        self._found[_spot(one)] = Number(one.piece.place, around(one), kind, figure, due)

    def _compare(self, one: Printed, due: Logged) -> None:
        """A number beside the one that was logged in its place."""
        self._due[_spot(one)] = due
        kind = OF_NO_FIGURE.get(due.name, Kind.FIGURE)
        figure = due.name if kind is Kind.FIGURE else ""
        words = len(due.text) <= LONG and due.text if NUMBER.sub("", due.text).strip() else ""
        told = " ".join((words or f"{due.before}{due.digits}{due.after}").split())
        if same(one, due):
            self._found[_spot(one)] = Number(one.piece.place, told, kind, figure)
        else:
            self._note(one, Kind.CHANGED, figure, told)

    def _page(self, printed: Sequence[Printed], says: str) -> None:
        """Which of several slides a slide is, (2/3): the first text that says so, else the first that says the like."""
        like = re.compile(NUMBER.sub("\0", re.escape(says)).replace("\0", NUMBER.pattern))
        pieces = list({id(one.piece): one.piece for one in printed if not one.piece.data}.values())
        piece = next((one for one in pieces if says in one.text), None)
        piece = piece or next((one for one in pieces if like.search(one.text)), None)
        if piece is None:
            return
        at = piece.text.rfind(says)
        found = None if at >= 0 else list(like.finditer(piece.text))[-1]
        start, end = (at, at + len(says)) if found is None else found.span()
        inside = [one for one in printed if one.piece is piece and start <= one.start and one.end <= end]
        for one, due in zip(inside, logged([("", says)]), strict=False):
            self._note(one, Kind.PAGE if one.digits == due.digits else Kind.CHANGED, "", says)

    def _repeat(self, one: Printed) -> None:
        """A number of a piece that repeats another: a chart's cell says what the chart says, or should say."""
        first = _first(one.piece)
        mine, theirs = list(numbers_of(one.piece)), list(numbers_of(first))
        at = next(n for n, other in enumerate(mine) if other.start == one.start)
        if len(mine) != len(theirs) or _spot(theirs[at]) not in self._found:
            self._note(one, Kind.UNKNOWN)
            return
        due = self._due.get(_spot(theirs[at]))
        if due is not None:
            self._compare(one, due)
        else:
            known = self._found[_spot(theirs[at])]
            self._found[_spot(one)] = replace(known, place=one.piece.place, says=around(one))


def _first(piece: Piece) -> Piece:
    """The piece that all repeat that this one repeats."""
    while piece.same_as is not None:
        piece = piece.same_as
    return piece


def _spot(printed: Printed) -> Spot:
    return id(printed.piece), printed.start
