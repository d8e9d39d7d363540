"""Tells what fits: how wide a text stands, how many lines it takes, and where to cut it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.render.slots import EMU_PER_POINT

# Advance widths of Calibri (and of its metric twin Carlito), in thousandths of the font size, rounded to 25.
_BY_WIDTH = {
    225: " 'il",
    250: ",.Ij",
    275: ":;",
    300: "()-[]`f",
    325: "!Jt{}",
    350: "r",
    375: "/\\",
    400: '"sz',
    425: "Lcx",
    450: "FSkvy|",
    475: "?TYZag",
    500: "#$*+0123456789<=>E^_e~",
    525: "CKPXbdhnopqu",
    550: "BR",
    575: "AV",
    625: "DGH",
    650: "NOU",
    675: "&Q",
    725: "%w",
    800: "m",
    850: "M",
    900: "@W",
}
_WIDTHS = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
_OTHER = 550  # a letter that is not in the table: accented Latin, Greek, Cyrillic, Arabic
_WIDE = 1000  # East Asian letters and emoji
_LATITUDE = 1.04  # other fonts and other renderers stand a little wider
_BOLD = 1.03
LINE_HEIGHT = 1.22  # of the font size
ELLIPSIS = "…"
MOST_OF_A_NUMBER, MOST_OF_A_WORD = 0.22, 0.15  # of a table's width
RATIONED = 0.9  # of a table too narrow for its columns goes by need; the rest goes by their weights
ALWAYS = 80 * EMU_PER_POINT  # so much a long word may take of a narrow table too
_TRAILING = " \t\n,;:.–-"  # not left before an ellipsis
_SPACES = re.compile(r"[ \t]+")  # a no-break space doesn't break
_WORDS = re.compile(r"[^ \t\n]+")


@lru_cache(maxsize=4096)
def _letter(letter: str) -> int:
    """The width of a letter in thousandths of the font size."""
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return _WIDE
    if unicodedata.category(letter) in ("So", "Sm"):
        return 900
    if unicodedata.category(letter) == "Lu":
        return 700
    return _OTHER


_UNIT = 25  # thousandths: the widths of Western letters are all so many of these that a byte holds each
_WESTERN = "cp1252"
_BYTES = bytes(
    _letter(letter) // _UNIT if (letter := bytes((n,)).decode(_WESTERN, "ignore")) else 0 for n in range(256)
)
_SPACE = _letter(" ")


@lru_cache(maxsize=16_384)
def _thousandths(text: str) -> int:
    """The width of a line in thousandths of the font size: the sum of its letters', so that words add up to lines."""
    try:
        return _UNIT * sum(text.encode("ascii" if text.isascii() else _WESTERN).translate(_BYTES))
    except UnicodeEncodeError:
        return sum(map(_letter, text))


def table_width(text: str) -> int:
    """The width of a line in thousandths of the font size by the table, without latitude."""
    return _thousandths(text)


def in_emu(thousandths: int, points: float, bold: bool) -> int:
    """A width of so many thousandths of the font size, in EMU."""
    return round(thousandths / 1000 * points * EMU_PER_POINT * _LATITUDE * (_BOLD if bold else 1.0))


@lru_cache(maxsize=4096)
def _room(width: int, points: float, bold: bool) -> int:
    """The most thousandths of the font size that stand in a width: lines are compared by them, without arithmetic."""
    most = max(int(width / in_emu(1_000_000, points, bold) * 1_000_000) - 2, -1)
    while in_emu(most + 1, points, bold) <= width:
        most += 1
    return most


def text_width(text: str, points: float, bold: bool = False) -> int:
    """How wide a line of text stands, in EMU."""
    return in_emu(_thousandths(text), points, bold)


def line_height(points: float) -> int:
    """The height of a line of text, in EMU."""
    return round(points * LINE_HEIGHT * EMU_PER_POINT)


def wrapped(text: str, width: int, points: float, bold: bool = False) -> list[str]:
    """The lines that a text makes in a width; a word too long for a line is broken."""
    return _wrapped(text, _room(width, points, bold))


def _wrapped(text: str, room: int) -> list[str]:
    """The lines of a text where each has room for so many thousandths of the font size."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, taken = "", 0
        for word in _SPACES.split(paragraph.strip(" \t")):
            width = _thousandths(word)
            if (taken + _SPACE if line else 0) + width <= room:
                line, taken = (f"{line} {word}", taken + _SPACE + width) if line else (word, width)
                continue
            if line:
                lines.append(line)
            *full, line = _broken(word, room)
            lines += full
            taken = _thousandths(line)
        lines.append(line)
    return lines


def _broken(word: str, room: int) -> list[str]:
    """A word in pieces that each fit the room; every piece has at least one letter."""
    if _thousandths(word) <= room:
        return [word]
    pieces, piece, taken = [], "", 0
    for letter in word:
        if piece and taken + _letter(letter) > room:
            pieces.append(piece)
            piece, taken = "", 0
        piece += letter
        taken += _letter(letter)
    return [*pieces, piece]


def line_count(text: str, width: int, points: float, bold: bool = False) -> int:
    """How many lines a text takes in a width."""
    room = _room(width, points, bold)
    return 1 if _thousandths(text) <= room and "\n" not in text else _count(text, room)


@lru_cache(maxsize=16_384)
def _count(text: str, room: int) -> int:
    """How many lines a text takes; it is asked for again for each size and each drawing."""
    if "\n" in text or "\t" in text:
        return len(_wrapped(text, room))
    lines, taken = 0, room
    for word in text.split(" "):
        if not word:
            continue
        width = _thousandths(word)
        taken += _SPACE + width
        if taken > room:
            if width > room:
                return len(_wrapped(text, room))
            lines, taken = lines + 1, width
    return max(lines, 1)


def shortened(text: str, width: int, lines: int, points: float, bold: bool = False, lead: str = "") -> str:
    """The text where it fits so many lines, else its beginning up to a whole word, and `…`; `lead` stands before it."""
    lines = max(lines, 1)
    if line_count(lead + text, width, points, bold) <= lines:
        return text
    low, high = 0, len(text)
    while low < high:  # the longest beginning that fits with its ellipsis
        middle = (low + high + 1) // 2
        if line_count(lead + text[:middle].rstrip(_TRAILING) + ELLIPSIS, width, points, bold) <= lines:
            low = middle
        else:
            high = middle - 1
    kept = text[:low]
    if low < len(text) and not text[low].isspace():
        whole = kept.rpartition(" ")[0]
        kept = whole if len(whole) > len(kept) * 0.6 else kept
    return kept.rstrip(_TRAILING) + ELLIPSIS


def shares(widths: list[float], total: int) -> list[int]:
    """Whole widths in proportion that sum to the total exactly."""
    whole = sum(widths) or 1.0
    edges = [round(total * sum(widths[:n]) / whole) for n in range(len(widths) + 1)]
    edges[-1] = total
    return [after - before for before, after in pairwise(edges)]


def column_widths(weights: list[float], least: list[int], total: int) -> list[int]:
    """Widths in proportion that sum to the total; a column narrower than it needs takes from those with room.

    Where there isn't room for all, the columns that need most have less, so that days and short words stay whole.
    """
    widths = shares(weights, total)
    if sum(least) > total:
        least = _rationed(least, round(total * RATIONED))
    short = [max(need - width, 0) for need, width in zip(least, widths, strict=True)]
    spare = [max(width - need, 0) for need, width in zip(least, widths, strict=True)]
    taken = shares([float(room) for room in spare], sum(short)) if sum(short) else [0] * len(widths)
    return [width + more - less for width, more, less in zip(widths, short, taken, strict=True)]


def _rationed(least: list[int], total: int) -> list[int]:
    """What the columns need, cut to the same length where it is more, so that the sum is at most the total."""
    left, columns = total, len(least)
    for need in sorted(least):
        if need * columns > left:
            return [min(need, left // columns) for need in least]
        left, columns = left - need, columns - 1
    return least


def longest_word(text: str, points: float, bold: bool = False) -> int:
    """The width of a text's widest word."""
    return in_emu(_longest(text), points, bold)


@lru_cache(maxsize=16_384)
def _longest(text: str) -> int:
    """The width of a text's widest word in thousandths of the font size."""
    words = _WORDS.findall(text) if "\n" in text or "\t" in text else text.split(" ")
    return max(map(_thousandths, words), default=0)


@dataclass(frozen=True, slots=True)
class Need:
    """What of a column's texts must stay on a line: how wide it is in this table; `thousandths` of the font size.

    `whole` where that is a whole text rather than a word of it.
    """

    width: int
    thousandths: int
    whole: bool

    def beside(self, text: str) -> int:
        """The thousandths where a further text stands in the column."""
        return max(self.thousandths, _thousandths(text) if self.whole else _longest(text))


def needed(texts: Sequence[str], total: int, points: float, number: bool) -> Need:
    """What a column needs: a whole number, or a word.

    Numbers with long units wrap as words do, and a word that would take more than its share is broken.
    """
    if number:
        widest = max(map(_thousandths, texts), default=0)
        width = in_emu(widest, points, True)
        if width <= total * MOST_OF_A_NUMBER:
            return Need(width, widest, whole=True)
    widest = max(map(_longest, texts), default=0)
    most = max(round(total * MOST_OF_A_WORD), ALWAYS)
    return Need(min(in_emu(widest, points, True), most), widest, whole=False)


def fitting(texts: list[str], width: int, height: int, sizes: tuple[float, ...], gap: float = 0.0) -> tuple[float, int]:
    """The largest size at which the texts stand one below the other, and how many do.

    `gap` is what stands between two, in lines. Where not all fit at the smallest size, a line is left for "and N more".
    """
    for points in sizes:
        if _stack(texts, width, points, gap) <= height:
            return points, len(texts)
    points, count = sizes[-1], len(texts) - 1
    room = height - line_height(points) * (1 + gap)
    while count > 1 and _stack(texts[:count], width, points, gap) > room:
        count -= 1
    return points, max(count, min(len(texts), 1))


def _stack(texts: list[str], width: int, points: float, gap: float) -> float:
    """The height of texts one below the other."""
    lines = sum(line_count(text, width, points) for text in texts)
    return (lines + gap * max(len(texts) - 1, 0)) * line_height(points)
