"""Where each row of a tab stands in its XML: kept as bare numbers, for a tab may hold a million rows."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left

from pipeline.editing.areas import MOST_ROWS
from pipeline.editing.markup import Node, attribute
from pipeline.editing.refusals import damaged, unusual

ROW = re.compile(
    rb"<(?:!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>|(/?)((?:[^\s/>!?:]+:)?)(row|sheetData)(?=[\s/>])"
    rb"((?:[^>\"'/]++|\"[^\"]*+\"|'[^']*+'|/(?!>))*+)(/?)>)",
    re.DOTALL,
)


class Rows:
    """The rows of a tab in order; raise `Unwritable` where they are not, or are written as Excel never does."""

    def __init__(self, part: bytes, data: Node, declared: str) -> None:
        """`data` is the element of all rows, whose end is noted in it; `declared` is how its names are declared."""
        self.part, self.data, self.declared = part, data, declared
        self.numbers, self._starts, self._ends = array("l"), array("q"), array("q")
        if not data.empty:
            self._find()

    def _find(self) -> None:
        last, open_row = 0, False
        for found in ROW.finditer(self.part, self.data.inner):
            closing, prefix, name, raw, empty = found.groups()
            if not name:
                continue
            if prefix != self.data.prefix:
                raise unusual("its rows are not named alike")
            if name == b"sheetData":
                self.data.close, self.data.end = found.span()
                break
            if bool(closing) is not open_row:
                raise unusual("a row stands inside another")
            if closing:
                self._ends[-1] = found.end()
                open_row = False
                continue
            last = self._number(raw, last)
            self.numbers.append(last)
            self._starts.append(found.start())
            self._ends.append(found.end())
            open_row = not empty
        if self.part.find(b"AlternateContent", self.data.inner, self.data.close) >= 0:
            raise unusual("a tab holds some cells in two versions")

    def _number(self, raw: bytes, last: int) -> int:
        """A row's number; rows that don't tell theirs count on."""
        told = attribute(raw, "r")
        this = last + 1 if not told else int(told) if told.isdecimal() and len(told) < 8 else 0
        if not last < this <= MOST_ROWS:
            raise damaged("the rows of a tab are not in order")
        if b"xmlns" in raw and attribute(raw, self.declared):
            raise unusual("its rows are not named alike")
        return this

    def __contains__(self, row: int) -> bool:
        return self._at(row) >= 0

    def _at(self, row: int) -> int:
        i = bisect_left(self.numbers, row)
        return i if i < len(self.numbers) and self.numbers[i] == row else -1

    def node(self, row: int) -> Node | None:
        """A row's element, without its cells; None of a row that the part doesn't have."""
        i = self._at(row)
        found = ROW.match(self.part, self._starts[i]) if i >= 0 else None
        if found is None:
            return None
        start, inner = found.span()
        end = self._ends[i]
        close = inner if found[5] else self.part.rfind(b"</", inner, end)
        return Node(found[2], found[3], found[4], start, inner, close, end, bool(found[5]))

    def end_above(self, row: int) -> int:
        """Where the nearest row above ends; where all rows begin if there is none."""
        i = bisect_left(self.numbers, row)
        return self._ends[i - 1] if i else self.data.inner

    def is_bare(self, row: int) -> bool:
        """Whether a row surely holds nothing: a cell that holds something is written with an end tag of its own."""
        i = self._at(row)
        if i < 0:
            return True
        first = self.part.find(b"</", self._starts[i], self._ends[i])
        return first < 0 or first == self.part.rfind(b"</", self._starts[i], self._ends[i])
