"""The places on a slide: a grid of 12 columns between a title and a foot, on our own slides or a brand's."""

from __future__ import annotations

from dataclasses import dataclass

MARGIN, WIDTH, GUTTER, COLUMNS = 0.5, 12.333, 0.2, 12  # inches, of our own slides
TOP, BOTTOM = 1.75, 6.6
SOURCE_HEIGHT = 0.22
SOURCE_TOP = 6.7


@dataclass(frozen=True)
class Frame:
    """A place on a slide: columns of the grid, first to last of 1 to 12, and inches from top to bottom of our own."""

    first: int
    last: int
    top: float = TOP
    bottom: float = BOTTOM


WHOLE = Frame(1, 12)
SOURCE = Frame(1, 12, SOURCE_TOP, SOURCE_TOP + SOURCE_HEIGHT)


@dataclass(frozen=True)
class Grid:
    """Where a brand's slides have room: inches; without a brand, our own slides."""

    left: float = MARGIN
    width: float = WIDTH
    top: float = TOP
    bottom: float = BOTTOM

    @property
    def scale(self) -> float:
        """How large text is, compared with our own slides; never so small that it can't be read."""
        high = (self.bottom - self.top) / (BOTTOM - TOP)
        return max(0.75, min(1.0, high, self.width / WIDTH))

    def place(self, frame: Frame) -> tuple[float, float, float, float]:
        """Left, top, width and height of a frame in inches."""
        gutter = GUTTER * self.width / WIDTH
        column = (self.width - gutter * (COLUMNS - 1)) / COLUMNS
        left = self.left + (frame.first - 1) * (column + gutter)
        width = (frame.last - frame.first + 1) * (column + gutter) - gutter
        if frame == SOURCE and self != OWN:
            return left, self.bottom + 0.04, width, SOURCE_HEIGHT
        top, bottom = self._down(frame.top), self._down(frame.bottom)
        return left, top, width, bottom - top

    def _down(self, inches: float) -> float:
        if self == OWN:
            return inches
        return self.top + (inches - TOP) * (self.bottom - self.top) / (BOTTOM - TOP)


OWN = Grid()
