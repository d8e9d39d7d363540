"""Hands on how wide a font's letters stand: from the font itself where it is installed, from our table otherwise."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.render.fit import LINE_HEIGHT, table_width

SHIPPED = ("calibri", "carlito")  # whose widths the table holds: a pack doesn't depend on whether they are installed
# Fonts made to stand as wide as others, letter by letter.
TWINS = {
    "arial": "liberation sans",
    "helvetica": "liberation sans",
    "times new roman": "liberation serif",
    "courier new": "liberation mono",
    "cambria": "caladea",
    "georgia": "gelasio",
}
# How much wider than the table's letters a font's stand, measured over a sentence; others are taken for wide.
_WIDER = {
    "arial": 1.10, "helvetica": 1.10, "liberation sans": 1.10, "times new roman": 1.01, "liberation serif": 1.01,
    "cambria": 1.01, "caladea": 1.01, "courier new": 1.46, "liberation mono": 1.46, "consolas": 1.33,
    "verdana": 1.26, "dejavu sans": 1.26, "georgia": 1.12, "tahoma": 1.10, "segoe ui": 1.10, "aptos": 1.08,
}  # fmt: skip
_UNKNOWN = 1.15
_TABLE_LATITUDE, _FONT_LATITUDE = 1.04, 1.01  # other renderers stand a little wider
_TABLE_BOLD = 1.03
_ENDINGS = (".ttf", ".otf", ".ttc")


@dataclass(frozen=True)
class Face:
    """A font's letters: by their file's own widths, or `factor` times the table's; `line` is its height in em."""

    widths: dict[int, float] | None
    other: float
    factor: float
    line: float

    def thousandths(self, text: str) -> float:
        """The width of a line of text in thousandths of the font size."""
        if self.widths is None:
            return table_width(text) * self.factor
        get, other = self.widths.get, self.other
        return sum(get(ord(letter), other) for letter in text) * self.factor


def folders() -> tuple[Path, ...]:
    """Where fonts are installed on this kind of machine."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        return Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local / "Microsoft" / "Windows" / "Fonts"
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"
    return (
        Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local" / "share" / "fonts", home / ".fonts",
    )  # fmt: skip


@lru_cache(maxsize=256)
def face(family: str, bold: bool = False) -> Face:
    """The letters of a font family, as regular or bold ones."""
    name = family.strip().casefold() or SHIPPED[0]
    if name not in SHIPPED:
        files = installed(folders())
        for known in filter(None, (name, TWINS.get(name))):
            found = files.get((known, bold)) or files.get((known, False))
            made = _of_file(*found) if found else None
            if made is not None:
                return made
    wider = _FONT_LATITUDE if name in SHIPPED else _WIDER.get(name, _UNKNOWN) * _TABLE_LATITUDE
    factor = wider * (_TABLE_BOLD if bold else 1.0)
    return Face(None, 0.0, factor, LINE_HEIGHT)


@cache
def installed(places: tuple[Path, ...]) -> dict[tuple[str, bool], tuple[Path, int]]:
    """The upright fonts of these folders by family and weight: their file and number in it; looked for once."""
    found: dict[tuple[str, bool], tuple[Path, int]] = {}
    for path in sorted(_files(places)):
        try:
            with path.open("rb") as file:
                for number, (family, bold, italic) in enumerate(_faces(file)):
                    if family and not italic:
                        found.setdefault((family.casefold(), bold), (path, number))
        except (OSError, struct.error, UnicodeDecodeError):
            continue  # a file that is no font, or a damaged one: as if it were not there
    return found


def _files(places: Iterable[Path]) -> Iterator[Path]:
    """The font files of these folders."""
    for place in places:
        for folder, _, names in os.walk(place):
            yield from (Path(folder) / name for name in names if name.lower().endswith(_ENDINGS))


def _faces(file: BinaryIO) -> Iterator[tuple[str, bool, bool]]:
    """Family, bold and italic of each font of a file, from its tables "name" and "head"; raise for what is no font."""
    head = file.read(12)
    starts: tuple[int, ...] = (0,)
    if head[:4] == b"ttcf":
        (count,) = struct.unpack(">I", head[8:12])
        starts = struct.unpack(f">{min(count, 64)}I", file.read(4 * min(count, 64)))
    for start in starts:
        file.seek(start + 4)
        (count,) = struct.unpack(">H", file.read(2))
        file.seek(start + 12)
        entries = [struct.unpack(">4sIII", file.read(16)) for _ in range(min(count, 64))]
        tables = {tag: (offset, length) for tag, _, offset, length in entries}
        if b"name" not in tables or b"head" not in tables:
            raise struct.error("no font")
        file.seek(tables[b"head"][0] + 44)
        (style,) = struct.unpack(">H", file.read(2))
        offset, length = tables[b"name"]
        file.seek(offset)
        yield _family(file.read(min(length, 1 << 16))), bool(style & 1), bool(style & 2)


def _family(table: bytes) -> str:
    """The family that a table of names gives, in English where it does."""
    _, count, storage = struct.unpack(">HHH", table[:6])
    found = ""
    for n in range(count):
        platform, _, language, name, length, offset = struct.unpack(">6H", table[6 + 12 * n : 18 + 12 * n])
        if name == 1 and platform == 3:
            text = table[storage + offset : storage + offset + length].decode("utf-16-be")
            if language == 0x409:
                return text
            found = found or text
    return found


def _of_file(path: Path, number: int) -> Face | None:
    """The letters of a font file; None where it can't be read after all."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, lazy=True, fontNumber=number) as font:
            em: int = font["head"].unitsPerEm
            advances: Any = font["hmtx"].metrics
            widths = {code: advances[name][0] / em * 1000 for code, name in font.getBestCmap().items()}
            line = font["hhea"]
            own = (line.ascent - line.descent + line.lineGap) / em
            system = (font["OS/2"].usWinAscent + font["OS/2"].usWinDescent) / em if "OS/2" in font else 0.0
            other = max(widths.values(), default=1000.0)
    except (TTLibError, KeyError, AttributeError, TypeError, OSError, struct.error):
        return None
    return Face(widths, min(other, 1000.0), _FONT_LATITUDE, min(max(own, system, 1.0), 2.0)) if widths else None
