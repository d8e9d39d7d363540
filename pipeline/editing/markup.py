"""XML as bytes with positions: elements that know where they stand, so that one can be changed and the rest kept.

The part was read by expat before (`checked`), so that it is known to be whole; in whole XML without a DOCTYPE a `<` is
markup wherever it stands outside comments, CDATA and processing instructions, which makes plain expressions exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from pipeline.editing.refusals import damaged, unusual

_PASSED = rb"!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>"
_REST = rb"((?:[^>\"'/]++|\"[^\"]*+\"|'[^']*+'|/(?!>))*+)(/?)>"
TAG = re.compile(rb"<(?:" + _PASSED + rb"|(/?)((?:[^\s/>!?:]++:)?)([^\s/>!?:]++)" + _REST + rb")", re.DOTALL)
ATTRIBUTE = re.compile(rb"\s+([^\s=]++)\s*=\s*(\"[^\"]*\"|'[^']*')")
ENTITY = re.compile(r"&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
DECLARED = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.\-]+)[\"']")
ENCODINGS = {b"utf-8": "utf-8", b"utf8": "utf-8", b"us-ascii": "ascii"}
YES = ("1", "true", "on")  # how an attribute says so
Edit = tuple[int, int, bytes]  # from, to, what stands there instead


@dataclass(slots=True)
class Node:
    """An element: its name, its attributes as written, and where it stands in the part."""

    prefix: bytes  # with its colon
    local: bytes
    raw: bytes  # the attributes, each with the space before it
    start: int
    inner: int  # behind the start tag
    close: int = 0  # before the end tag
    end: int = 0
    empty: bool = False  # written as one tag
    children: list[Node] = field(default_factory=list)

    def get(self, name: str, default: str = "") -> str:
        """An attribute's value."""
        return attribute(self.raw, name, default)

    def child(self, local: bytes) -> Node | None:
        """The first child of that name."""
        return next((node for node in self.children if node.local == local), None)

    def tag(self, raw: bytes, *, empty: bool = False) -> bytes:
        """The start tag with other attributes."""
        return b"<" + self.prefix + self.local + raw + (b"/>" if empty else b">")

    @property
    def end_tag(self) -> bytes:
        """The end tag."""
        return b"</" + self.prefix + self.local + b">"

    def walk(self) -> Iterator[Node]:
        """The element and all below it, in the order of the part."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)


def checked(part: bytes) -> bytes:
    """The part, known to be whole XML in UTF-8 without a DOCTYPE; raise `Unwritable` otherwise."""
    if part[:2] in (b"\xff\xfe", b"\xfe\xff") or codec(part) == "":
        raise unusual("a part is in another encoding than UTF-8")
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise damaged("a part of it can't be read") from None
    return part


def codec(part: bytes) -> str:
    """The encoding that a part declares; empty for one that its text can't be written in."""
    declared = DECLARED.match(part.removeprefix(b"\xef\xbb\xbf")[:200])
    return ENCODINGS.get(declared[1].lower(), "") if declared else "utf-8"


def tree(part: bytes, start: int = 0, until: bytes = b"") -> Node:
    """The element that begins at or behind `start`, with all below it.

    Where a child of it is named `until`, reading stops in front of that child's content, and the child comes last.
    """
    root: Node | None = None
    stack: list[Node] = []
    for found in TAG.finditer(part, start):
        if not found[3]:
            continue
        if found[1]:
            node = stack.pop()
            node.close, node.end = found.span()
        else:
            node = Node(
                found[2], found[3], found[4], found.start(), found.end(), found.end(), found.end(), bool(found[5])
            )
            if stack:
                stack[-1].children.append(node)
            root = root or node
            if len(stack) == 1 and node.local == until:
                return root
            if not node.empty:
                stack.append(node)
        if not stack and root:
            return root
    raise damaged("a part of it can't be read")


def attribute(raw: bytes, name: str, default: str = "") -> str:
    """The value of one of the attributes as written."""
    wanted = name.encode()
    for found in ATTRIBUTE.finditer(raw):
        if found[1] == wanted:
            return unescaped(found[2][1:-1].decode())
    return default


def with_attribute(raw: bytes, name: str, value: str | None) -> bytes:
    """The attributes as written with this one changed, added, or (`None`) left out."""
    wanted = name.encode()
    quoted = b'"%b"' % escaped(value or "").encode()
    for found in ATTRIBUTE.finditer(raw):
        if found[1] == wanted:
            start, end = found.span() if value is None else found.span(2)
            return raw[:start] + (b"" if value is None else quoted) + raw[end:]
    return raw if value is None else b"%b %b=%b" % (raw.rstrip(), wanted, quoted)


def edited(part: bytes, edits: list[Edit]) -> bytes:
    """The part with pieces exchanged; what is put in at one place stays in the order given."""
    pieces, done = [], 0
    for start, end, instead in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [part[done:start], instead]
        done = end
    return b"".join([*pieces, part[done:]])


def escaped(text: str) -> str:
    """A text as it stands in XML, inside elements and attributes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def unescaped(text: str) -> str:
    """A text as XML means it."""
    return ENTITY.sub(_meant, text) if "&" in text else text


def _meant(entity: re.Match[str]) -> str:
    if entity[3]:
        return NAMED.get(entity[3], entity[0])
    return chr(int(entity[1], 16) if entity[1] else int(entity[2]))


def _refuse_doctype(*_: object) -> None:
    """No workbook declares a DOCTYPE; what one declares could grow without end."""
    raise damaged("a part declares a DOCTYPE, which no workbook has")
