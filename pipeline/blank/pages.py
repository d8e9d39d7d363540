"""Sets up printing: as large as can be read, wide tabs on several pages with the names of the rows on each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

A4 = 9
MARGIN = 0.5
# What a page takes across, in pixels at full size: Letter on its side is the narrower of the two papers, less a hair
# for programs that draw letters wider than Excel does.
PAGE = (11.0 - 2 * MARGIN) * 96 * 0.97
SMALLEST = 65  # percent; less is too small to be read


def paged(tab: Any) -> None:
    """Print across the page, with the file, the tab and the page's number below."""
    tab.set_landscape()
    tab.set_paper(A4)
    tab.set_margins(MARGIN, MARGIN, 0.5, 0.6)
    tab.set_footer("&L&9&F, &A&R&9Page &P of &N")


def pages_across(tab: Any, widths: Sequence[float], repeated: int, more_from: int) -> None:
    """Print a table as large as the least number of readable pages allows; columns of no width are folded.

    Where it takes several pages across, the columns from `more_from` on begin one, and the first `repeated` columns
    stand on each.
    """
    pixels = [wide * 7 + 5 if wide else 0 for wide in widths]
    least = _breaks(pixels, SMALLEST, repeated, more_from)
    scale = next(s for s in range(100, 0, -1) if len(_breaks(pixels, s, repeated, more_from)) == len(least))
    tab.set_print_scale(scale)
    if least:
        tab.set_v_pagebreaks(_breaks(pixels, scale, repeated, more_from))
        tab.repeat_columns(0, repeated - 1)
        tab.print_across()


def _breaks(pixels: Sequence[float], scale: int, repeated: int, more_from: int) -> list[int]:
    """The columns before which a page ends at this scale; none where all fit on one."""
    room = PAGE * 100 / scale
    if sum(pixels) <= room:
        return []
    breaks: list[int] = []
    used = 0.0
    for j, wide in enumerate(pixels):
        optional = j >= more_from and not any(b >= more_from for b in breaks)
        if wide and j >= repeated and (used + wide > room or optional):
            breaks.append(j)
            used = sum(pixels[:repeated])
        used += wide
    return breaks
