"""Hands on text that may stand in XML, and the private-use characters that mark places in a template's programs."""

from __future__ import annotations

# What Jinja takes for its own: characters nobody types, so that no text of a template or a workbook is ever a tag.
PRINT, PRINT_END = "\U0010fff0", "\U0010fff1"
BLOCK, BLOCK_END = "\U0010fff2", "\U0010fff3"
COMMENT, COMMENT_END = "\U0010fff4", "\U0010fff5"
BREAK = "\U0010fff6"  # a line break in printed text
DUE = "\U0010fff7"  # here a paragraph must stand before: a cell ends with one, two tables need one between them
TOKEN, TOKEN_END = "\U0010fff8", "\U0010fff9"  # around a tag's number, until the part's program is put together
CONTINUED = "\U0010fffb"  # in a slide's title, where "(2/3)" stands once it is known how many slides there are
CODE = "\U0010fffa"  # in a designed chart, the number format of its data

# What XML can't hold, and the characters above and their neighbours.
_UNFIT = (*range(9), *range(0xB, 0x20), 0x7F, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF, *range(0x10FFF0, 0x110000))
_GONE = dict.fromkeys(_UNFIT)
_TEXT = _GONE | str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": BREAK, "\t": " "})
_ATTRIBUTE = _GONE | str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": " "})


class Xml(str):
    """A string that is XML already."""

    __slots__ = ()


def fit(text: str) -> str:
    """The text without what XML can't hold, and without our marks; nothing of them is printable, as most texts are."""
    return text if text.isprintable() else text.translate(_GONE)


def in_text(text: str) -> str:
    """Plain text for an element: escaped, without characters XML can't hold, line ends marked."""
    if text.isprintable():
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.translate(_TEXT)


def in_attribute(text: str) -> Xml:
    """Plain text for an attribute's value."""
    return Xml(text.translate(_ATTRIBUTE))
