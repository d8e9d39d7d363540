"""Hands on the pictures of a workspace's `templates/pictures`: what each is, how large it stands, and why one can't."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

FOLDER = "templates/pictures"
MOST_BYTES = 10 * 2**20
MOST_PIXELS = 50_000_000
KINDS = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif"}
_ENDINGS = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif"}
_NAME = re.compile(r"[^./\\:*?\"<>|\x00-\x1f][^/\\:*?\"<>|\x00-\x1f]*\.(?:png|jpe?g|gif)", re.IGNORECASE)
_EMU_PER_INCH = 914_400
_SCREEN = 96.0  # dots an inch, where the file says nothing
_FRAMES = (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0))  # of JPEG, with its size


class WrongPicture(Exception):
    """A picture that can't be put in: `found` says what is there, `mend` how to mend it."""

    def __init__(self, found: str, mend: str) -> None:
        super().__init__(found)
        self.found, self.mend = found, mend


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes, its kind (png, jpeg, gif), and the size it was made for in EMU."""

    name: str
    data: bytes
    kind: str
    width: int
    height: int

    @property
    def words(self) -> str:
        """What its name says, for readers who can't see it and are told nothing else."""
        return " ".join(re.split(r"[\W_]+", self.name.rpartition(".")[0])).strip() or self.name

    def within(self, width: int, height: int) -> tuple[int, int]:
        """The largest size in its own proportions inside a frame; a side of 0 is free."""
        scale = min(side / own for side, own in ((width, self.width), (height, self.height)) if side) or 1.0
        return max(round(self.width * scale), 1), max(round(self.height * scale), 1)


def read_picture(folder: Path | None, name: str) -> Picture:
    """The picture of that name in the folder; raise `WrongPicture` for anything but a whole one of a lawful size."""
    if not _NAME.fullmatch(name) or name != name.strip():
        mend = f"write the name of a .png, .jpg or .gif file of {FOLDER}, without a folder"
        raise WrongPicture(f"“{name}” is no picture's name", mend)
    path = folder / name if folder else None
    if path is None or folder is None or path.is_symlink() or folder.is_symlink() or not path.is_file():
        there = sorted(p.name for p in folder.iterdir()) if folder and folder.is_dir() else []
        near = get_close_matches(name, there, n=1)
        mend = f"did you mean {near[0]}?" if near else "save it there under that name"
        raise WrongPicture(f"there is no picture {name} in {FOLDER}", mend)
    if path.stat().st_size > MOST_BYTES:
        raise WrongPicture(f"the picture {name} is larger than {MOST_BYTES >> 20} MB", "save it smaller")
    return picture_of(name, path.read_bytes())


def picture_of(name: str, data: bytes) -> Picture:
    """What a picture's bytes say of themselves; raise `WrongPicture` for what is none."""
    try:
        kind, width, height, across, down = _measured(data)
    except (struct.error, IndexError, StopIteration):
        kind, width, height, across, down = "", 0, 0, _SCREEN, _SCREEN
    if not kind or not width or not height:
        raise WrongPicture(f"{name} can't be read as a picture", "save it as PNG, JPEG or GIF")
    if _ENDINGS[name.rpartition(".")[2].lower()] != kind:
        raise WrongPicture(f"{name} is a {kind.upper()} by its content", f"name it as one, .{kind}")
    if width * height > MOST_PIXELS:
        raise WrongPicture(f"the picture {name} has {width} x {height} points", "save it smaller")
    return Picture(name, data, kind, round(width / across * _EMU_PER_INCH), round(height / down * _EMU_PER_INCH))


def _measured(data: bytes) -> tuple[str, int, int, float, float]:
    """Kind, width and height in points, and points an inch across and down."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR" and b"IEND" in data[-12:]:
        width, height = struct.unpack(">II", data[16:24])
        return ("png", width, height, *_of_png(data))
    if data[:6] in (b"GIF87a", b"GIF89a"):
        width, height = struct.unpack("<HH", data[6:10])
        return "gif", width, height, _SCREEN, _SCREEN
    if data.startswith(b"\xff\xd8\xff"):
        return _of_jpeg(data)
    return "", 0, 0, _SCREEN, _SCREEN


def _of_png(data: bytes) -> tuple[float, float]:
    """A PNG's points an inch."""
    at = data.find(b"pHYs", 0, data.find(b"IDAT"))
    if at > 0 and data[at + 12] == 1:  # points a metre
        across, down = struct.unpack(">II", data[at + 4 : at + 12])
        return _lawful(across * 0.0254), _lawful(down * 0.0254)
    return _SCREEN, _SCREEN


def _of_jpeg(data: bytes) -> tuple[str, int, int, float, float]:
    """A JPEG's size, and its points an inch where it says them."""
    across = down = _SCREEN
    for marker, body in _segments(data):
        if marker == 0xE0 and body[:5] == b"JFIF\0":
            unit, x, y = struct.unpack(">BHH", body[7:12])
            inch = {1: 1.0, 2: 2.54}.get(unit, 0.0)
            across, down = _lawful(x * inch), _lawful(y * inch)
        elif marker in _FRAMES:
            height, width = struct.unpack(">HH", body[1:5])
            return "jpeg", width, height, across, down
    return "", 0, 0, across, down


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG before its points: their marker and what they hold."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or 0xD0 <= marker <= 0xD8:
            at += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        yield marker, data[at + 4 : at + 2 + length]
        at += 2 + length


def _lawful(dots: float) -> float:
    """Points an inch that a picture may mean; a screen's for what it can't."""
    return dots if 30 <= dots <= 3000 else _SCREEN


def standing(folder: Path | None) -> tuple[tuple[str, int, int], ...]:
    """The files of the folder as they stand: name, time of change and size; to see whether any is another now."""
    if folder is None or not folder.is_dir():
        return ()
    found = ((path.name, path.stat()) for path in folder.iterdir() if path.is_file())
    return tuple(sorted((name, state.st_mtime_ns, state.st_size) for name, state in found))
