"""Puts together what a program printed: paragraphs where one is due, and line breaks where printed text has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.render.marks import BREAK, DUE

SMALL = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
_MARKS = re.compile(f"([{DUE}{BREAK}])")
_NEAR = 4096  # letters, in which the text that a line ends in mostly begins
_TAIL = 64  # letters, of what stands before, that are looked at


def assembled(printed: Iterable[str]) -> str:
    """The XML of these pieces; the large ones, such as tables, are only looked through for marks."""
    pieces = list(_apart(printed))
    made: list[str] = []
    last, between = "", " "  # the last piece that is more than space, and what stood between the last two lines
    for n, piece in enumerate(pieces):
        if piece == DUE:
            end = _end(last)
            after = pieces[n + 1] if n + 1 < len(pieces) else ""
            if end.endswith("</w:tbl>") or (not end.endswith("</w:p>") and after.startswith("</")):
                made.append(SMALL)
                last = "</w:p>"
        elif piece == BREAK:
            between = _break(made, between)
            made.append(between)
        else:
            made.append(piece)
            last = last if piece.isspace() else piece
    return "".join(made)


def _apart(printed: Iterable[str]) -> Iterator[str]:
    """The pieces that are not empty, the marks apart from what stands around them."""
    for piece in printed:
        if DUE in piece or BREAK in piece:
            yield from filter(None, _MARKS.split(piece))
        elif piece:
            yield piece


def _end(xml: str) -> str:
    """The end of what stands before, without the space behind it."""
    end = xml[-_TAIL:].rstrip()
    return end if len(end) > len("</w:tbl>") else xml.rstrip()


def _break(made: list[str], last: str) -> str:
    """A line break within its run in Word, between runs of its format in a shape; else as the last one was."""
    before = ""
    for piece in reversed(made):
        before = piece + before
        if len(before) > _NEAR and (found := _break_in(before)).strip():
            return found
    return _break_in(before) or last


def _break_in(before: str) -> str:
    """The break behind this XML; empty where no text begins in it."""
    text = max(before.rfind("<w:t>"), before.rfind("<w:t "))
    shape = max(before.rfind("<a:t>"), before.rfind("<a:t "))
    if text < 0 and shape < 0:
        return ""
    if text > shape:
        return '</w:t><w:br/><w:t xml:space="preserve">'
    run = before.rfind("<a:r>", 0, shape)
    if run < 0 or "</a:r>" in before[run:shape]:
        return " "
    properties = before[run + len("<a:r>") : shape]
    return f"</a:t></a:r><a:br>{properties}</a:br><a:r>{properties}<a:t>"
