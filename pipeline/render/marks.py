"""Hands on text that may stand in XML, and the characters that mark places in a template's programs."""

from __future__ import annotations

import re

# What Jinja takes for its own: "noncharacters" that Unicode keeps for such use and nobody types, so that no text of a
# template or a workbook is ever a tag. They are in the first plane: a string with one of them is half as large.
PRINT, PRINT_END = "\ufdd0", "\ufdd1"
BLOCK, BLOCK_END = "\ufdd2", "\ufdd3"
COMMENT, COMMENT_END = "\ufdd4", "\ufdd5"
TOKEN, TOKEN_END = "\ufdd8", "\ufdd9"  # around a tag's number, until the part's program is put together
CONTINUED = "\ufddb"  # in a slide's title, where "(2/3)" stands once it is known how many slides there are
CODE = "\ufdda"  # in a designed chart, the number format of its data
LINE = "\ufdd6"  # a line break in printed text, where its XML is read
# What no XML file can hold, and so only stands in XML until it is written.
BREAK = "\x1d"  # a line break in printed text
DUE = "\x1e"  # here a paragraph must stand before: a cell ends with one, two tables need one between them

# What XML can't hold, and the characters above and their neighbours.
_UNFIT = (*range(9), *range(0xB, 0x20), 0x7F, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF, *range(0xFDD0, 0xFDF0))
_is_unfit = re.compile(f"[{re.escape(''.join(map(chr, _UNFIT)))}]").search
_is_broken = re.compile(f"[\n\t{re.escape(''.join(map(chr, _UNFIT)))}]").search
_GONE = dict.fromkeys(_UNFIT)
_TEXT = _GONE | str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": BREAK, "\t": " "})
_ATTRIBUTE = _GONE | str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": " "})


class Xml(str):
    """A string that is XML already."""

    __slots__ = ()


def fit(text: str) -> str:
    """The text without what XML can't hold, and without our marks; most texts have none of them."""
    return text.translate(_GONE) if _is_unfit(text) else text


_SPECIAL = re.compile(r"""[^ !#-%(-;=?-~]""").search  # what is not printable ASCII, and &, <, >, ", '


def plain(text: str) -> bool:
    """Whether XML holds the text as it stands, in an element and in an attribute."""
    return _SPECIAL(text) is None


def in_text(text: str) -> str:
    """Plain text for an element: escaped, without characters XML can't hold, line ends marked."""
    if plain(text):
        return text
    if _is_broken(text):
        text = text.translate(_TEXT)
    else:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text if text.isascii() else in_ascii(text)


def in_attribute(text: str) -> Xml:
    """Plain text for an attribute's value."""
    return Xml(text if plain(text) else in_ascii(text.translate(_ATTRIBUTE)))


def in_ascii(xml: str) -> str:
    """XML with references in the place of what is not ASCII: a large part is put together and written much faster."""
    return xml if xml.isascii() else xml.encode("ascii", "xmlcharrefreplace").decode("ascii")
