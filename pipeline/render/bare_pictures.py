"""Hands on pictures without what they say beside what they show: who made them, with what, where and when."""

from __future__ import annotations

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_SHOWN = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD",
          b"acTL", b"fcTL", b"fdAT")  # fmt: skip
_JPEG = b"\xff\xd8"
_SAID = (0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE)  # EXIF, XMP, Photoshop's and others' data, comments; not colours


def without_metadata(data: bytes) -> bytes:
    """A PNG or JPEG without its texts; any other picture, or a broken one, as it stands."""
    try:
        if data.startswith(_PNG):
            return _png(data)
        if data.startswith(_JPEG):
            return _jpeg(data)
    except (struct.error, IndexError):
        return data
    return data


def _png(data: bytes) -> bytes:
    """The chunks that are shown; nothing behind the last."""
    out, at = [_PNG], len(_PNG)
    while at < len(data):
        (size,), kind = struct.unpack_from(">I", data, at), data[at + 4 : at + 8]
        if kind in _SHOWN:
            out.append(data[at : at + size + 12])
        at += size + 12
        if kind == b"IEND":
            break
    return b"".join(out)


def _jpeg(data: bytes) -> bytes:
    """The segments that are shown; from the first scan on all of it."""
    out, at = [_JPEG], 2
    while at < len(data):
        if data[at] != 0xFF:
            raise IndexError("no segment begins here")
        marker = data[at + 1]
        if marker == 0xDA:
            end = data.rfind(b"\xff\xd9")
            return b"".join((*out, data[at : end + 2] if end > at else data[at:]))
        (size,) = struct.unpack_from(">H", data, at + 2)
        if marker not in _SAID:
            out.append(data[at : at + 2 + size])
        at += 2 + size
    return b"".join(out)
