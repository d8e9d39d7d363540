"""The workbook's formats: which of them show dates, and one more where a date needs it."""

from __future__ import annotations

import re
from functools import cached_property

from pipeline.editing.markup import Edit, Node, checked, edited, tree, with_attribute
from pipeline.editing.refusals import Unwritable, damaged
from pipeline.editing.sheet import number

# The numbers of the formats that every Excel knows (ECMA-376 part 1, 18.8.30); 27-36 and 50-58 are East Asian dates.
DAYS = frozenset((14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)))
SHORT_DATE = 14  # shown as the reader's system writes short dates
# What a number format prints as it stands or not at all: quoted text, colours and conditions, escapes, fills.
LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


class Formats:
    """The list of cell formats of a workbook, and those added to it."""

    def __init__(self, part: bytes | None) -> None:
        self.part = checked(part) if part is not None else None
        self.added: list[bytes] = []

    @cached_property
    def _root(self) -> Node:
        if self.part is None:
            raise Unwritable("the workbook lists no formats, so that a date can't be shown: save it again from Excel")
        return tree(self.part)

    @cached_property
    def _list(self) -> Node:
        found = self._root.child(b"cellXfs")
        if found is None or not found.children:
            raise damaged("its list of formats can't be read")
        return found

    @cached_property
    def _dated(self) -> list[bool]:
        """Of each format, whether it shows a date."""
        codes = self._root.child(b"numFmts")
        own = {number(node.get("numFmtId")): node.get("formatCode") for node in (codes.children if codes else [])}
        told = [number(node.get("numFmtId")) for node in self._list.children]
        return [shows_day(own[n]) if n in own else n in DAYS for n in told]

    def dated(self, style: int) -> bool:
        """Whether a format shows a date."""
        return style < len(self._dated) and self._dated[style]

    def with_date(self, style: int) -> int:
        """The number of the format that looks like this one and shows a date; it is added where there is none."""
        assert self.part is not None or self._root
        known = [self.part[node.start : node.end] for node in self._list.children] if self.part else []
        model = self._list.children[style if style < len(known) else 0]
        raw = with_attribute(model.raw, "numFmtId", str(SHORT_DATE))
        raw = with_attribute(raw, "applyNumberFormat", "1")
        made = (
            model.tag(raw, empty=model.empty) + known[style if style < len(known) else 0][model.inner - model.start :]
        )
        for i, one in enumerate([*known, *self.added]):
            if one == made:
                return i
        self.added.append(made)
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


def shows_day(code: str) -> bool:
    """Whether a number format prints a day or a year of a date."""
    plain = LITERAL.sub("", code.partition(";")[0]).casefold()
    return plain != "general" and ("d" in plain or "y" in plain)
