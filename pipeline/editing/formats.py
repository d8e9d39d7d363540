"""The workbook's formats: which of them show dates, and one more where a date, or a number, needs it."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property

from pipeline.editing.markup import Edit, Node, checked, edited, tree, with_attribute
from pipeline.editing.refusals import Unwritable, damaged
from pipeline.editing.sheet import number

# The numbers of the formats that every Excel knows (ECMA-376 part 1, 18.8.30); 27-36 and 50-58 are East Asian dates.
DAYS = frozenset((14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)))
TIMES = frozenset((18, 19, 20, 21, 45, 46, 47))
GENERAL, SHORT_DATE = 0, 14  # the latter is shown as the reader's system writes short dates
CLOCK = re.compile("[dmyhs]")
ELAPSED = re.compile(r"\[([hms]+)\]", re.IGNORECASE)
# What a number format prints as it stands or not at all: quoted text, colours and conditions, escapes, fills.
LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


class Formats:
    """The list of cell formats of a workbook, and those added to it."""

    def __init__(self, part: bytes | None) -> None:
        self.part = part
        self.added: list[bytes] = []

    @cached_property
    def _root(self) -> Node:
        if self.part is None:
            raise Unwritable("the workbook lists no formats, so that a date can't be shown: save it again from Excel")
        return tree(checked(self.part))

    @cached_property
    def _list(self) -> Node:
        found = self._root.child(b"cellXfs")
        if found is None or not found.children:
            raise damaged("its list of formats can't be read")
        return found

    @cached_property
    def _codes(self) -> list[str]:
        """Of each format, its number format: `d` for a built-in date, `h` for a built-in time, else as written."""
        codes = self._root.child(b"numFmts")
        own = {number(node.get("numFmtId")): node.get("formatCode") for node in (codes.children if codes else [])}
        told = [number(node.get("numFmtId")) for node in self._list.children]
        return [plain(own[n]) if n in own else "d" if n in DAYS else "h" if n in TIMES else "" for n in told]

    def suits(self, style: int, value: object) -> bool:
        """Whether a format shows a value as what it is: a date as a date, a number not as a date or a time."""
        code = self._codes[style] if self.part is not None and style < len(self._codes) else ""
        if isinstance(value, date):
            return "d" in code or "y" in code
        if isinstance(value, bool) or not isinstance(value, int | float):
            return True
        return not CLOCK.search(code)

    def suited(self, style: int, value: object) -> int:
        """The number of a format that suits the value and is else like this one; it is added where there is none."""
        listed = self._list.children
        model = listed[style if style < len(listed) else 0]
        assert self.part is not None  # else there is no list
        known = [self.part[node.start : node.end] for node in listed]
        raw = with_attribute(model.raw, "numFmtId", str(SHORT_DATE if isinstance(value, date) else GENERAL))
        raw = with_attribute(raw, "applyNumberFormat", "1")
        made = model.tag(raw, empty=model.empty) + self.part[model.inner : model.end]
        for i, one in enumerate([*known, *self.added]):
            if one == made:
                return i
        self.added.append(made)
        self._codes.append("d" if isinstance(value, date) else "")
        return len(known) + len(self.added) - 1

    def changed(self) -> bytes | None:
        """The list with what was added; None where nothing was."""
        if not self.added or self.part is None:
            return None
        count = len(self._list.children) + len(self.added)
        tag = self._list.tag(with_attribute(self._list.raw, "count", str(count)))
        edits: list[Edit] = [
            (self._list.start, self._list.inner, tag),
            (self._list.close, self._list.close, b"".join(self.added)),
        ]
        return edited(self.part, edits)


def plain(code: str) -> str:
    """A number format's signs for positive numbers, without what it prints as it stands."""
    signs = LITERAL.sub("", ELAPSED.sub(r"\1", code).partition(";")[0]).casefold()
    return "" if signs == "general" else signs
